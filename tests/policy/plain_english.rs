//! Words that people read are plain: no word of the list in `rules/README.md`, short sentences, positive questions, and a reading
//! age that a published formula gives (Flesch and Kincaid's grade, and five years).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
    sync::OnceLock,
};

use data_subject_rights::rule::Role;
use serde_yaml::Value;

use crate::common::{self, root};

/// A text that somebody reads, and where it stands.
struct Text {
    place: String,
    /// What is said: `says`, `officer`, `ask`, …; what a note says it says to the officer, as `note`.
    field: String,
    /// The fact or rule that says it.
    of: String,
    /// Whether a duty says it.
    of_duty: bool,
    words: String,
}

const FIELDS: [&str; 12] = [
    "says",
    "done",
    "officer",
    "otherwise",
    "name",
    "ask",
    "because",
    "weigh",
    "factors",
    "title",
    "holiday",
    "why",
];

/// Every text of a tree of YAML.
fn texts_of(place: &str, (role, of): (&str, &str), value: &Value, texts: &mut Vec<Text>) {
    match value {
        Value::Mapping(fields) => {
            let roles = ["fact"].into_iter().chain(Role::WORDS);
            let mut own = roles.filter_map(|role| Some((role, fields.get(role)?.as_str()?)));
            let (role, of) = own.next().unwrap_or((role, of));
            for (key, value) in fields {
                let Some(key) = key.as_str() else { continue };
                let found: Vec<&str> = match value {
                    Value::String(words) => vec![words],
                    Value::Sequence(items) => items.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                if FIELDS.contains(&key) {
                    texts.extend(found.into_iter().map(|words| {
                        Text {
                            place: place.to_owned(),
                            field: if (role, key) == ("note", "says") {
                                "note"
                            } else {
                                key
                            }
                            .to_owned(),
                            of: of.to_owned(),
                            of_duty: role == "duty",
                            words: words.to_owned(),
                        }
                    }));
                }
                texts_of(place, (role, of), value, texts);
            }
        }
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| texts_of(place, (role, of), item, texts)),
        _ => {}
    }
}

/// Every text of the rules, the vocabulary, the registers and the calendars.
fn texts() -> &'static [Text] {
    static READ: OnceLock<Vec<Text>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut texts = Vec::new();
        for (name, file) in common::files("rules") {
            let value: Value = serde_yaml::from_str(file.text()).expect("it is YAML");
            texts_of(&name, ("", ""), &value, &mut texts);
        }
        texts
    })
}

/// The words of the first column of the word list.
fn banned() -> Vec<String> {
    let readme = common::text("rules/README.md");
    let (_, list) = readme
        .split_once("## Words to use")
        .expect("there is a list");
    let list = list.split("\n## ").next().unwrap_or(list);
    let rows = list.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|row| row.split('|').nth(1)).skip(1);
    let words: Vec<String> = cells
        .flat_map(|cell| cell.split(','))
        .map(|word| word.trim().to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    assert!(words.len() > 12, "{words:?}");
    words
}

/// The words of a text in lower case, with one space before and after each.
fn spaced(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!(" {} ", words.join(" "))
}

fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for pair in letters.windows(2) {
        let [(_, end), (at, next)] = pair else {
            continue;
        };
        if matches!(end, '.' | '!' | '?' | ':' | ';') && next.is_whitespace() {
            sentences.push(&text[from..*at]);
            from = *at;
        }
    }
    sentences.push(&text[from..]);
    // `art. 6` and `s. 3` end no sentence, and nothing ends without a letter.
    sentences.retain(|sentence| sentence.chars().any(char::is_alphabetic));
    sentences
}

fn count(sentence: &str) -> usize {
    let words = sentence.split_whitespace();
    words
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Groups of vowels, without a silent `e` at the end: at least one.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word = word.trim_matches(|letter: char| !letter.is_alphabetic());
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let mut groups = 0;
    let mut before = false;
    for letter in word.chars() {
        groups += usize::from(is_vowel(letter) && !before);
        before = is_vowel(letter);
    }
    let silent = (word.ends_with('e') && !word.ends_with("le"))
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"));
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// The reading age by Flesch and Kincaid: the school grade, and five years.
fn reading_age<'t>(texts: impl Iterator<Item = &'t str>) -> f64 {
    let (mut in_sentences, mut in_words, mut in_syllables) = (0_usize, 0_usize, 0_usize);
    for text in texts {
        in_sentences += sentences(text).len();
        for word in text.split_whitespace().filter(|word| count(word) > 0) {
            in_words += 1;
            in_syllables += syllables(word);
        }
    }
    let (sentences, words, syllables) = (in_sentences as f64, in_words as f64, in_syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5.0
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Exceptions {
    negative_questions: BTreeMap<String, String>,
    long_sentences: BTreeMap<String, String>,
}

fn exceptions() -> Exceptions {
    serde_yaml::from_str(&common::text("tests/audit/words.yaml")).expect("it reads")
}

/// Below a folder, every file with one of these endings.
fn below(folder: &Path, endings: &[&str], found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("there is a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it is read").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.ends_with("target") {
                below(&path, endings, found);
            }
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|one| ending == *one))
        {
            found.push(path.to_string_lossy().into_owned());
        }
    }
}

#[test]
fn no_word_of_the_list_stands_in_what_people_read() {
    let banned = banned();
    let mut found = Vec::new();
    let mut look = |place: &str, text: &str| {
        let text = spaced(text);
        for word in &banned {
            if text.contains(&format!(" {word} ")) {
                found.push(format!("{place}: {word}"));
            }
        }
    };
    for text in texts() {
        look(
            &format!("{} {} {}", text.place, text.of, text.field),
            &text.words,
        );
    }
    let mut files = vec![
        root("README.md"),
        root("CHANGELOG.md"),
        root("tests/README.md"),
        root("benches/README.md"),
    ];
    below(Path::new(&root("src")), &["rs", "md"], &mut files);
    below(Path::new(&root("examples")), &["rs", "md"], &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("it is read");
        for (at, line) in text.lines().enumerate() {
            look(&format!("{file}:{}", at + 1), line);
        }
    }
    assert!(found.is_empty(), "{} times: {found:#?}", found.len());
}

#[test]
fn sentences_are_short() {
    let allowed = exceptions().long_sentences;
    let mut long = BTreeSet::new();
    for text in texts() {
        let at_most = match text.field.as_str() {
            "ask" | "says" | "done" | "note" => 25,
            _ => 30,
        };
        for sentence in sentences(&text.words) {
            if count(sentence) > at_most {
                long.insert(format!("{} {}", text.of, text.field));
            }
        }
    }
    let allowed: BTreeSet<String> = allowed.into_keys().collect();
    assert_eq!(
        long, allowed,
        "a sentence is long, or an exception is not needed"
    );
}

#[test]
fn questions_are_positive_and_ask_one_thing() {
    let negative = [
        "not", "no", "longer", "without", "never", "neither", "nor", "nobody", "cannot", "none",
        "nothing",
    ];
    let allowed = exceptions().negative_questions;
    let mut found = BTreeSet::new();
    for text in texts().iter().filter(|text| text.field == "ask") {
        assert_eq!(
            text.words.matches('?').count(),
            1,
            "{}: {}",
            text.of,
            text.words
        );
        assert!(
            text.words.trim_end().ends_with('?'),
            "{}: {}",
            text.of,
            text.words
        );
        // How far something goes is asked of all its values.
        let question = text.words.replace(": none, some or all?", "?");
        let words = spaced(&question);
        if negative
            .iter()
            .any(|word| words.contains(&format!(" {word} ")))
        {
            found.insert(text.of.clone());
        }
    }
    let allowed: BTreeSet<String> = allowed.into_keys().collect();
    assert_eq!(
        found, allowed,
        "a question is negative, or an exception is not needed"
    );
}

#[test]
fn every_duty_has_words_for_what_will_be_done_and_for_what_was_done() {
    // The same id may name a duty of each book.
    let mut said: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for text in texts().iter().filter(|text| text.of_duty) {
        let fields = said.entry((&text.place, &text.of)).or_default();
        fields.insert(&text.field);
    }
    assert!(said.len() > 150, "{} duties", said.len());
    let all = BTreeSet::from(["done", "officer", "says"]);
    said.retain(|_, fields| !fields.is_superset(&all));
    assert!(said.is_empty(), "{said:#?}");
}

/// Passive verbs, near enough: a form of `be` and a participle behind it.
fn passive(sentence: &str) -> bool {
    let forms = ["is", "are", "was", "were", "be", "been", "being"];
    let words: Vec<String> = spaced(sentence)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.windows(2).any(|pair| {
        let is_participle = (pair[1].ends_with("ed") && pair[1].len() > 3)
            || [
                "given", "told", "made", "held", "kept", "taken", "sent", "shown", "put", "met",
                "done", "found",
            ]
            .contains(&pair[1].as_str());
        forms.contains(&pair[0].as_str()) && is_participle
    })
}

#[test]
fn the_measure_of_the_words_is_as_the_snapshot_says() {
    let texts = texts();
    let mut page =
        String::from("field      texts  words a sentence  longest  passive  reading age\n");
    for field in ["says", "done", "note", "officer", "ask"] {
        let of_field = || {
            texts
                .iter()
                .filter(|text| text.field == field)
                .map(|text| text.words.as_str())
        };
        let sentences: Vec<&str> = of_field().flat_map(sentences).collect();
        let words: usize = sentences.iter().map(|sentence| count(sentence)).sum();
        let longest = sentences
            .iter()
            .map(|sentence| count(sentence))
            .max()
            .unwrap_or(0);
        let passive = sentences
            .iter()
            .filter(|sentence| passive(sentence))
            .count();
        let age = reading_age(of_field());
        let _ = writeln!(
            page,
            "{field:<8} {:>7} {:>17.1} {longest:>8} {:>6.0} % {age:>12.1}",
            of_field().count(),
            words as f64 / sentences.len() as f64,
            100.0 * passive as f64 / sentences.len() as f64,
        );
        let oldest = if field == "says" || field == "done" {
            12.0
        } else {
            14.0
        };
        assert!(age <= oldest, "{field}: {age}");
    }
    let _guard = common::pages_in("snapshots/ledgers");
    insta::assert_snapshot!("plain-english", page);
}
