//! Every kind of fault in a file is reported: at its place, alone, and in words that help.
//!
//! `bad/` has a file for each kind, in a folder for each kind of file. A file's name begins with the
//! code it must be refused with, and names its snapshot. What cannot be kept as a small text file is
//! made here.

use crate::common;

use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
    sync::{Arc, OnceLock},
};

use common::{files, text};
use data_subject_rights::{
    Controller,
    bundled::{DONCASTER_PROCEDURE, DONCASTER_REGISTERS, VOCABULARY},
    calendar::Date,
    case::{About, Answers, Item, Register, Request},
    fact::Vocabulary,
    law::Right,
    rule::RuleBook,
    source::{Code, Diagnostic, Diagnostics, MAX_DEPTH, MAX_FILE_BYTES, MAX_NODES, SourceFile},
};
use proptest::{
    prelude::*,
    sample::{Index, select},
};
use strum::IntoEnumIterator;

/// The folders under `bad/`, each with what its files are read as.
const FOLDERS: &[&str] = &["rules", "vocabulary", "registers", "requests", "answers"];

fn vocabulary() -> Arc<Vocabulary> {
    static READ: OnceLock<Arc<Vocabulary>> = OnceLock::new();
    let read =
        || Vocabulary::load(&bundled(VOCABULARY)).unwrap_or_else(|faults| panic!("{faults}"));
    Arc::clone(READ.get_or_init(|| Arc::new(read())))
}

fn council() -> &'static Controller {
    static READ: OnceLock<Controller> = OnceLock::new();
    READ.get_or_init(crate::common::doncaster)
}

fn bundled(bundled: &[(&str, &str)]) -> Vec<SourceFile> {
    bundled
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect()
}

/// Reads a file as what its folder holds; a rule file is a whole book over the bundled vocabulary.
fn read(folder: &str, file: &SourceFile) -> Result<(), Diagnostics> {
    match folder {
        "rules" => RuleBook::load(vocabulary(), slice::from_ref(file)).map(drop),
        "vocabulary" => Vocabulary::load(slice::from_ref(file)).map(drop),
        "registers" => Register::load(file).map(drop),
        "requests" => Request::load(file)
            .and_then(|request| council().decide(&request))
            .map(drop),
        "answers" => Answers::load(file)
            .and_then(|answers| {
                let item = Item::named("e-mail of May");
                let about = About::matter("leisure centre newsletter").item(item);
                let received = Date::constant(2026, 11, 21);
                answers.put_into(Request::received(received).asks(Right::Access).about(about))
            })
            .map(drop),
        _ => panic!("no file is read as {folder}"),
    }
}

/// Every bad file by its name (without folder and ending), with what is wrong with it.
fn bad_files() -> BTreeMap<String, Diagnostics> {
    let mut refused = BTreeMap::new();
    for folder in FOLDERS {
        for (name, file) in files(&format!("tests/bad/{folder}")) {
            let faults = read(folder, &file).expect_err(&name);
            assert!(
                refused.insert(name.clone(), faults).is_none(),
                "{name} stands twice"
            );
        }
    }
    let book = "book: small\ntitle: A small book\n";
    let long = format!("{book}{}", "# one more line\n".repeat(MAX_FILE_BYTES / 16));
    let many = format!("rules:\n{}", "- one\n".repeat(MAX_NODES));
    let deep: String = (1..MAX_DEPTH)
        .map(|depth| format!("{}not:\n", " ".repeat(4 + depth)))
        .collect();
    let deep = format!("{book}rules:\n  - when:\n{deep}");
    for (name, text) in [
        ("Y04-more-than-a-mebibyte", long),
        ("Y04-too-many-values", many),
        ("Y07-conditions-within-conditions", deep),
    ] {
        let faults = read("rules", &SourceFile::new(format!("{name}.yaml"), text)).expect_err(name);
        refused.insert(name.to_owned(), faults);
    }
    let matters = "  - { matter: one of many }\n".repeat(201);
    let name = "Q06-more-parts-than-are-decided-at-once";
    let text = format!("received: 2026-11-21\nasks: [access]\nabout:\n{matters}");
    let faults = read("requests", &SourceFile::new(format!("{name}.yaml"), text)).expect_err(name);
    refused.insert(name.to_owned(), faults);
    for (name, bytes) in [
        (
            "Y01-saved-in-another-encoding",
            &b"book: small\ntitle: Caf\xe9\n"[..],
        ),
        ("Y01-no-text-at-all", &b"\xff\xfe"[..]),
    ] {
        let faults = SourceFile::from_bytes(format!("{name}.yaml"), bytes).expect_err(name);
        refused.insert(name.to_owned(), faults);
    }
    refused
}

#[test]
fn every_bad_file_is_refused_for_what_its_name_says_and_for_nothing_else() {
    for (name, faults) in bad_files() {
        let codes: Vec<String> = faults
            .iter()
            .map(|fault| fault.code().to_string())
            .collect();
        assert_eq!(codes, [&name[..3]], "{name}\n{faults}");
        ask_everything(&faults);
    }
}

#[test]
fn every_bad_file_is_answered_in_the_words_of_its_snapshot() {
    let _guard = common::pages_in("snapshots/faults");
    for (name, faults) in bad_files() {
        insta::assert_snapshot!(name, faults);
    }
}

#[test]
fn every_code_has_a_bad_file() {
    let shown: BTreeSet<String> = bad_files()
        .keys()
        .map(|name| name[..3].to_owned())
        .collect();
    let codes: BTreeSet<String> = Code::iter().map(|code| code.to_string()).collect();
    assert_eq!(shown, codes);
}

#[test]
fn a_fault_says_what_is_wrong_and_what_to_do_in_plain_words() {
    for (name, faults) in bad_files() {
        for fault in faults.iter() {
            let message = fault.message();
            let starts_low = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '`';
            assert!(message.starts_with(starts_low), "{name}: {message}");
            assert!(!message.ends_with('.'), "{name}: {message}");
            assert!(!fault.help().is_empty(), "{name}: {message}");
            for words in [message, fault.help()] {
                for code in ["::", "Some(", "None", "Err(", "{}", "\""] {
                    assert!(!words.contains(code), "{name}: {words}");
                }
                assert_eq!(words.matches('`').count() % 2, 0, "{name}: {words}");
            }
        }
    }
}

#[test]
fn one_run_reports_every_fault_of_a_book() {
    // The files are given in the wrong order; the faults come back in theirs.
    let mut book: Vec<SourceFile> = files("tests/bad/one-run")
        .into_iter()
        .map(|(_, file)| file)
        .collect();
    book.reverse();
    let faults = RuleBook::load(vocabulary(), &book).expect_err("it has many faults");
    let found: Vec<(&str, usize, Code)> = faults
        .iter()
        .map(|fault| (fault.file(), fault.line(), fault.code()))
        .collect();
    let mut sorted = found.clone();
    sorted.sort_by_key(|(file, line, _)| (*file, *line));
    assert_eq!(found, sorted);
    assert_eq!(
        found,
        [
            ("access.yaml", 5, Code::TestDoesNotFit),
            ("access.yaml", 8, Code::MissingField),
            ("access.yaml", 11, Code::NotAPeriod),
            ("access.yaml", 13, Code::UnknownField),
            ("access.yaml", 21, Code::DatesUpsideDown),
            ("access.yaml", 24, Code::DuplicateId),
            ("erasure.yaml", 7, Code::RowNamesNoRule),
            ("erasure.yaml", 14, Code::RowUndecided),
            ("erasure.yaml", 20, Code::UnknownRight),
            ("erasure.yaml", 21, Code::UnknownFact),
            ("erasure.yaml", 21, Code::UnknownTerm),
            ("erasure.yaml", 24, Code::NeverFires),
            ("erasure.yaml", 32, Code::UnknownList),
            ("erasure.yaml", 34, Code::UnknownWord),
            ("erasure.yaml", 35, Code::MissingWords),
            ("erasure.yaml", 39, Code::UnknownProvision),
            ("erasure.yaml", 40, Code::WrongShape),
            ("erasure.yaml", 41, Code::NotADate),
        ]
    );
    let _guard = common::pages_in("snapshots/faults");
    insta::assert_snapshot!("one-run-reports-every-fault-of-a-book", faults);
}

#[test]
fn the_readme_of_the_rules_lists_every_code_with_its_meaning() {
    let rows: String = Code::iter()
        .map(|code| format!("| `{code}` | {} |\n", code.meaning()))
        .collect();
    let table = format!("| code | meaning |\n|---|---|\n{rows}");
    let readme = text("rules/README.md");
    let (_, listed) = readme
        .split_once("<!-- codes -->\n")
        .expect("the marker stands before the table");
    assert_eq!(listed.trim_start(), table);
}

/// Everything that a reader of faults may ask of them, asked; what the parts say agrees.
fn ask_everything(faults: &Diagnostics) {
    assert!(!faults.is_empty());
    let shown = faults.to_string();
    // A long list is cut, and says so.
    assert!(shown.matches("error[").count() >= faults.len().min(50));
    assert_eq!(faults.len() > 50, shown.ends_with("more: fix these first"));
    for fault in faults.iter() {
        let alone = fault.to_string();
        let place = format!("{}:{}:{}", fault.file(), fault.line(), fault.column());
        // After the last line break of a file there is no line to show.
        let shown_there = alone.contains(&place) || fault.column() == 1;
        assert!(shown_there, "{place} is not in\n{alone}");
        assert!(!fault.message().is_empty());
    }
    let places: Vec<_> = faults.iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
}

fn place(fault: &Diagnostic) -> (&str, usize, usize) {
    (fault.file(), fault.line(), fault.column())
}

/// Reads a file as every kind of file there is. Nothing panics; whatever is accepted also decides.
fn read_as_everything(file: &SourceFile) {
    for folder in FOLDERS {
        if let Err(faults) = read(folder, file) {
            ask_everything(&faults);
        }
    }
}

/// A request about activities of the bundled register.
fn letter() -> SourceFile {
    let path = "examples/requests/peer-support-letter.yaml";
    SourceFile::new(path, text(path))
}

/// Pieces that YAML and the rule language give a meaning to, and some that nothing does.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "- ",
    ": ",
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    " # ",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    ">-\n",
    "|\n",
    "? ",
    "~",
    "null",
    "\\",
    "\r\n",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\u{1b}[31m",
    "é",
    "☃",
    "\u{1f3f3}\u{fe0f}",
    "e\u{301}",
    "rules:\n",
    "facts:\n",
    "ledger:\n",
    "lists:\n",
    "activities:\n",
    "asks: [erasure]\n",
    "received: 2026-11-21\n",
    "about:\n",
    "- matter: x\n",
    "- ground: x\n",
    "when: ",
    "all: ",
    "any: ",
    "not: ",
    "granted: erasure/erase",
    "refused: ",
    "{ list: x }",
    "yes",
    "no",
    "always",
    "none",
    "part",
    "{ at-least: part }",
    "{ any: [consent] }",
    "{ only: [] }",
    "consent-withdrawn",
    "lawful-basis",
    "procedure/7",
    "procedure",
    "uk-gdpr/17",
    "0000-00-00",
    "-9999-01-01",
    "9999-12-31",
    "65535 years",
    "99999999999999999999",
    "not-stated",
    "every-right",
];

fn piece() -> impl Strategy<Value = &'static str> {
    select(PIECES)
}

/// One thing that may happen to a file: what, where, where else, and with which piece.
type Mishap = (u8, Index, Index, &'static str);

fn mishaps() -> impl Strategy<Value = Vec<Mishap>> {
    prop::collection::vec((0u8..8, any::<Index>(), any::<Index>(), piece()), 1..4)
}

fn befall(text: &str, (what, here, there, piece): &Mishap) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let line = here.index(lines.len().max(1));
    let other = there.index(lines.len().max(1));
    let boundaries: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let at = *here.get(&boundaries);
    match what {
        0 => return text[..at].to_owned(),
        1 => return format!("{}{piece}{}", &text[..at], &text[at..]),
        2 => return text.replacen(piece, PIECES[there.index(PIECES.len())], 1 + line % 3),
        _ if lines.is_empty() => return (*piece).to_owned(),
        3 => drop(lines.remove(line)),
        4 => lines.insert(other, lines[line].clone()),
        5 => lines.swap(line, other),
        6 => lines[line].insert_str(0, "  "),
        _ => {
            // One line keeps its key and gets a piece, or another line's value.
            let value = lines[other]
                .split_once(": ")
                .map(|(_, value)| value.to_owned());
            let key = lines[line].split_once(": ").map(|(key, _)| key.to_owned());
            if let Some(key) = key {
                let value = value
                    .filter(|_| at % 2 == 0)
                    .unwrap_or(format!("{piece}\n"));
                lines[line] = format!("{key}: {value}");
            }
        }
    }
    lines.concat()
}

/// The files, one of which has met with some mishaps.
fn damaged(bundled: &[(&str, &str)], which: usize, mishaps: &[Mishap]) -> Vec<SourceFile> {
    let which = which % bundled.len();
    bundled
        .iter()
        .enumerate()
        .map(|(at, (name, text))| {
            let damage = |text: String, mishap| befall(&text, mishap);
            let mishaps = if at == which { mishaps } else { &[] };
            SourceFile::new(*name, mishaps.iter().fold((*text).to_owned(), damage))
        })
        .collect()
}

/// What a council does with a request, where it can be had; faults are asked everything.
fn decide(council: Result<Controller, Diagnostics>, request: Result<Request, Diagnostics>) {
    let decided = council.and_then(|council| council.decide(&request?));
    if let Err(faults) = decided {
        ask_everything(&faults);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_whatever_makes_a_reader_panic(text in "(?s).{0,120}") {
        read_as_everything(&SourceFile::new("any.yaml", text));
    }

    #[test]
    fn no_bytes_whatever_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        match SourceFile::from_bytes("any.yaml", &bytes) {
            Ok(file) => read_as_everything(&file),
            Err(faults) => ask_everything(&faults),
        }
    }

    #[test]
    fn no_heap_of_fragments_makes_a_reader_panic(pieces in prop::collection::vec(piece(), 0..40)) {
        read_as_everything(&SourceFile::new("any.yaml", pieces.concat()));
    }

    #[test]
    fn no_damage_to_a_request_makes_deciding_panic(mishaps in mishaps()) {
        let letter = letter();
        let file = damaged(&[(letter.name(), letter.text())], 0, &mishaps);
        decide(Ok(council().clone()), Request::load(&file[0]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_rule_file_makes_loading_or_deciding_panic(
        which in any::<usize>(), mishaps in mishaps(),
    ) {
        let procedure = RuleBook::load(vocabulary(), &damaged(DONCASTER_PROCEDURE, which, &mishaps));
        let registers = council().registers().to_vec();
        decide(procedure.map(|book| Controller::new("", book, registers)), Request::load(&letter()));
    }

    #[test]
    fn no_damage_to_a_vocabulary_makes_loading_or_deciding_panic(
        which in any::<usize>(), mishaps in mishaps(),
    ) {
        let procedure = Vocabulary::load(&damaged(VOCABULARY, which, &mishaps))
            .and_then(|read| RuleBook::load(Arc::new(read), &bundled(DONCASTER_PROCEDURE)));
        let registers = council().registers().to_vec();
        decide(procedure.map(|book| Controller::new("", book, registers)), Request::load(&letter()));
    }

    #[test]
    fn no_damage_to_a_register_makes_loading_or_deciding_panic(mishaps in mishaps()) {
        let file = damaged(DONCASTER_REGISTERS, 0, &mishaps);
        let council = Register::load(&file[0]).map(|read| council().clone().with_register(read));
        decide(council, Request::load(&letter()));
    }
}
