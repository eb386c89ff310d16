//! Small changes to the rules, each of which must turn a case red: one that no case shows is a rule that
//! nobody tried.
//!
//! `tests/README.md` says how to read what a run prints.

use crate::common;
mod mutants;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    sync::{Arc, OnceLock},
    time::Instant,
};

use data_subject_rights::{
    Controller,
    analysis::{BookEdition, Equivalence, FindingKind, difference, equivalence},
    bundled::{DONCASTER_PROCEDURE, STATUTE},
    calendar::Date,
    engine::Program,
    rule::{Edition, Role, RuleBook},
    source::SourceFile,
};
use mutants::{
    mutant::{Mutant, Operator},
    mutants,
    pages::pages,
    red::Cases,
    run::{Fate, Suite, Survivor},
    suite::situations,
    variants,
    yaml::{Written, text},
};

const BOOKS: [&str; 2] = ["procedure", "statute"];

/// The suite of a book: its cases, and the variants of them. Once for all tests.
fn suite(name: &str) -> &'static Suite {
    static SUITES: [OnceLock<Suite>; 2] = [const { OnceLock::new() }; 2];
    let at = BOOKS.iter().position(|book| *book == name);
    SUITES[at.expect("a book")].get_or_init(|| read_suite(name))
}

fn read_suite(name: &str) -> Suite {
    let council = common::council();
    let (files, book, folder) = match name {
        "procedure" => (DONCASTER_PROCEDURE, council.procedure(), "tests/cases"),
        _ => {
            let statute = council.statute().expect("there is one");
            (STATUTE, statute.book(), "tests/statute")
        }
    };
    let cases = common::files(folder);
    let mut parts = situations(&council, &cases);
    let table = common::text(&format!("tests/mutation/cases/{name}.yaml"));
    let more = variants::read(&table, &parts, book.vocabulary());
    parts.extend(more);
    let over: fn(&Controller, &Arc<RuleBook>) -> Controller = match name {
        "procedure" => |council, book| {
            let program = Program::compile(Arc::clone(book), Edition::AsDeemed);
            council.clone().procedure_alone().with_program(program)
        },
        _ => |council, book| {
            let statute = RuleBook::clone(book);
            council.clone().over(statute).expect("one vocabulary")
        },
    };
    let cases = Cases::new(council.clone(), over, &cases);
    Suite::new(Written::read(files), book, cases, parts)
}

/// The survivors that are accounted for: why no case shows them.
fn explained(name: &str) -> BTreeMap<String, String> {
    let text = common::text("tests/mutation/survivors.yaml");
    let all: BTreeMap<String, BTreeMap<String, String>> =
        serde_yaml::from_str(&text).expect("a reason for each");
    all.get(name).cloned().unwrap_or_default()
}

/// Mutants are made of trees that are written anew, and without words: neither changes a book.
#[test]
fn a_book_written_anew_is_the_same_book() {
    for (name, shipped) in BOOKS.into_iter().zip([DONCASTER_PROCEDURE, STATUTE]) {
        let suite = suite(name);
        let load = |files: &[SourceFile]| {
            let book = RuleBook::load(suite.vocabulary.clone(), files);
            book.unwrap_or_else(|faults| panic!("{faults}"))
        };
        let files = |anew: bool| -> Vec<SourceFile> {
            let file = |(name, words): &(&str, &str)| {
                let tree: serde_yaml::Value = serde_yaml::from_str(words).expect("it ships");
                let again = if anew {
                    text(&tree)
                } else {
                    (*words).to_owned()
                };
                SourceFile::new(*name, again)
            };
            // Which findings a book accepts decides nothing, and it knows the lines they stand on.
            let decides = |(name, _): &&(&str, &str)| !name.ends_with("accepted.yaml");
            shipped.iter().filter(decides).map(file).collect()
        };
        let book = load(&files(false));
        assert!(load(&files(true)) == book, "{name}");
        let short = load(&suite.written.with(&[]));
        let decides = |book: &RuleBook| -> Vec<_> {
            let of = |role: &Role| match role {
                Role::Scope { .. } => "scope".to_owned(),
                other => format!("{other:?}"),
            };
            book.rules()
                .map(|(_, rule)| {
                    (
                        rule.id.clone(),
                        of(&rule.role),
                        rule.when.clone(),
                        rule.in_force,
                    )
                })
                .collect()
        };
        assert!(decides(&short) == decides(&book), "{name}");
    }
}

#[test]
fn every_mutant_has_a_name_of_its_own() {
    for name in BOOKS {
        let all = mutants(&suite(name).written);
        let names: BTreeSet<&str> = all.iter().map(|mutant| mutant.id.as_str()).collect();
        assert_eq!(names.len(), all.len(), "{name}");
        for id in explained(name).keys() {
            assert!(
                names.contains(id.as_str()),
                "{name}: no mutant is called {id}"
            );
        }
    }
}

/// Books are told apart exactly where a comparison of all that they say finds something. How many are apart, and how
/// many alike.
fn told_apart(name: &str, every: usize, seen: impl Fn(BookEdition) -> BookEdition) -> [usize; 2] {
    let suite = suite(name);
    let (mut apart, mut alike) = (0, 0);
    for mutant in mutants(&suite.written).iter().step_by(every) {
        let files = mutant.files(&suite.written);
        let Ok(book) = RuleBook::load(Arc::clone(&suite.vocabulary), &files) else {
            continue;
        };
        let sides =
            [Arc::clone(suite.book()), Arc::new(book)].map(|book| seen(BookEdition::new(book)));
        let all = difference(&sides[0], &sides[1]).expect("one vocabulary");
        let id = &mutant.id;
        match equivalence(&sides[0], &sides[1]).expect("one vocabulary") {
            Equivalence::Differ(finding) => {
                let mut about = all.findings.iter().flat_map(|found| &found.about);
                assert!(about.any(|name| finding.about == [name.clone()]), "{id}");
                apart += 1;
            }
            Equivalence::Equivalent => {
                let mut changes = all.findings.iter();
                assert!(
                    !changes.any(|found| found.kind == FindingKind::Change),
                    "{id}"
                );
                alike += 1;
            }
            _ => panic!("{id}: it was not found out"),
        }
    }
    [apart, alike]
}

#[test]
fn books_are_told_apart_where_a_comparison_finds_something() {
    let [apart, alike] = told_apart("procedure", 5, |side| side);
    assert!(apart > 80 && alike > 1, "{apart} apart, {alike} alike");
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn statutes_are_told_apart_where_a_comparison_finds_something() {
    // Everything that changes in any council's cases on any day takes minutes to draw.
    let council = common::council();
    let day = Date::constant(2026, 11, 23);
    let [apart, alike] = told_apart("statute", 61, |side| side.of(council.council()).on(day));
    assert!(apart > 30 && alike > 3, "{apart} apart, {alike} alike");
}

/// What a mutant must change to be shown: every answer of every part of every case, and of the variants.
#[test]
fn the_suite_shows_what_its_pages_say() {
    let _guard = common::pages_in("snapshots/mutation");
    let mut changed = Vec::new();
    for name in BOOKS {
        for (page, text) in pages(suite(name)) {
            // One run shows every page that changes, not the first alone.
            let kept = std::panic::catch_unwind(|| {
                insta::assert_snapshot!(format!("{name}__{page}"), text);
            });
            if kept.is_err() {
                changed.push(format!("{name}: {page}"));
            }
        }
    }
    assert!(changed.is_empty(), "changed:\n{}", changed.join("\n"));
}

/// How many mutants apart those of the sample stand.
const SAMPLE: [usize; 2] = [17, 127];

#[test]
fn a_sample_of_mutants_is_shown_or_explained() {
    for (name, every) in BOOKS.into_iter().zip(SAMPLE) {
        let suite = suite(name);
        let all = mutants(&suite.written);
        let drawn: Vec<&Mutant> = all.iter().step_by(every).collect();
        let fates = suite.run(&drawn, threads());
        println!("{}", rows(name, &drawn, &fates).0);
        let faults = faults(&drawn, &fates, &explained(name));
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn ninety_eight_of_a_hundred_mutants_are_shown_and_the_others_explained() {
    let mut faults_of_all = Vec::new();
    let mut table = String::new();
    for name in BOOKS {
        let suite = suite(name);
        let all = mutants(&suite.written);
        let chosen: Vec<&Mutant> = all.iter().collect();
        let started = Instant::now();
        let fates = suite.run(&chosen, threads());
        println!("{name}: {:.0} seconds", started.elapsed().as_secs_f64());
        let (rows, score) = rows(name, &chosen, &fates);
        table.push_str(&rows);
        let faults = faults(&chosen, &fates, &explained(name));
        if !faults.is_empty() {
            println!(
                "variants that would show them:\n{}",
                suggestions(suite, &chosen, &fates)
            );
        }
        faults_of_all.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
        if score < 0.98 {
            faults_of_all.push(format!("{name}: {:.2} % are shown", 100.0 * score));
        }
    }
    println!("{table}");
    assert!(faults_of_all.is_empty(), "{}", faults_of_all.join("\n"));
    let _guard = common::pages_in("snapshots/mutation");
    insta::assert_snapshot!("table", table);
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Survivors that nobody explained, and explanations of what did not survive.
fn faults(
    mutants: &[&Mutant],
    fates: &[Fate],
    explained: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (mutant, fate) in mutants.iter().zip(fates) {
        let id = &mutant.id;
        match (fate, explained.contains_key(id)) {
            (Fate::Survived(survivor), false) => {
                let why = match survivor {
                    Survivor::Near(shows, ..) => shows,
                    Survivor::Far(said) => said,
                };
                faults.push(format!("{id}: no case shows it ({why})"));
            }
            (Fate::Killed(case), true) => {
                faults.push(format!("{id}: explained, and {case} shows it"));
            }
            (Fate::Equivalent, true) => {
                faults.push(format!(
                    "{id}: explained, and it says the same of every case"
                ));
            }
            (Fate::Refused(_), true) => {
                faults.push(format!("{id}: explained, and the loader refuses it"));
            }
            _ => {}
        }
    }
    faults
}

/// A row for each operator and one for the book, and the share of mutants that are shown.
fn rows(name: &str, mutants: &[&Mutant], fates: &[Fate]) -> (String, f64) {
    let count = |operator: Option<Operator>| {
        let mut counts = [0usize; 5];
        for (mutant, fate) in mutants.iter().zip(fates) {
            if operator.is_none_or(|operator| mutant.operator == operator) {
                counts[0] += 1;
                counts[match fate {
                    Fate::Refused(_) => 1,
                    Fate::Equivalent => 2,
                    Fate::Killed(_) => 3,
                    Fate::Survived(_) => 4,
                }] += 1;
            }
        }
        counts
    };
    let mut rows = format!(
        "{name:<28}{:>8}{:>10}{:>12}{:>8}{:>10}{:>10}\n",
        "made", "refused", "equivalent", "shown", "survived", "share"
    );
    let mut total = 1.0;
    let each = Operator::ALL.into_iter().map(Some).chain([None]);
    for operator in each {
        let [made, refused, equivalent, shown, survived] = count(operator);
        let of = shown + survived;
        #[expect(clippy::cast_precision_loss, reason = "there are some thousands")]
        let share = if of == 0 {
            1.0
        } else {
            shown as f64 / of as f64
        };
        let named = operator.map_or("all", Operator::in_words);
        writeln!(
            rows,
            "{named:<28}{made:>8}{refused:>10}{equivalent:>12}{shown:>8}{survived:>10}{:>8.2} %",
            100.0 * share
        )
        .expect("a string takes all");
        total = share;
    }
    rows.push('\n');
    (rows, total)
}

fn suggestions(suite: &Suite, mutants: &[&Mutant], fates: &[Fate]) -> String {
    let survivors: Vec<(&Mutant, &Survivor)> = mutants
        .iter()
        .zip(fates)
        .filter_map(|(mutant, fate)| match fate {
            Fate::Survived(survivor) => Some((*mutant, survivor)),
            _ => None,
        })
        .collect();
    let mut written = String::new();
    let mut last = None;
    for (at, changes) in suite.suggest(&survivors) {
        let near = &suite.situations[at];
        if last != Some(at) {
            let named = format!("- near: {}\n  part: {:?}\n  but:\n", near.case, near.part);
            written.push_str(&named);
            last = Some(at);
        }
        let changes = changes.as_yaml(&suite.vocabulary);
        writeln!(written, "    - {{ {changes} }}").expect("a string takes all");
    }
    written
}
