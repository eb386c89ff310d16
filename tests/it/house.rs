//! The shape of the crate: floors, bundled files, and the rule files as another YAML reader sees them.

use crate::common;
#[path = "house/tree.rs"]
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use common::{files, root, text};
use data_subject_rights::{
    Controller,
    advice::Advice,
    bundled::{
        CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE,
        VOCABULARY,
    },
    case::{Register, Request},
    decision::BookDecision,
    engine::{Evaluation, Program},
    fact::{Facts, Vocabulary},
    rule::RuleBook,
    source::Diagnostics,
    unstable::{Diagram, Masks},
};
use tree::{Tree, circles};

/// The rooms, ground floor first, as the front page of the crate tells them. A room uses only rooms before it.
fn floors() -> Vec<String> {
    let page = text("src/lib.rs");
    let (_, house) = page.split_once("//! # The house").expect("it is told");
    let rows = house.lines().filter_map(|line| line.strip_prefix("//! | "));
    let names = rows.filter_map(|row| row.split('`').nth(1));
    names.map(str::to_owned).collect()
}

fn tree() -> Tree {
    Tree::read(&PathBuf::from(root("src")))
}

#[test]
fn every_room_has_its_floor() {
    let tree = tree();
    let floors = floors();
    let told: BTreeSet<&str> = floors.iter().map(String::as_str).collect();
    assert_eq!(told.len(), floors.len(), "a room is told twice");
    assert_eq!(told, tree.rooms());
}

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    let floors = floors();
    let floor = |file: &[String]| floors.iter().position(|room| *room == file[0]);
    let mut upward = Vec::new();
    for (file, used) in tree().uses() {
        for used in used {
            if floor(&used) > floor(&file) {
                upward.push(format!("{} uses {}", file.join("/"), used.join("/")));
            }
        }
    }
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn no_file_uses_one_that_uses_it() {
    let circles = circles(&tree().uses());
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_room_holds_more_than_a_fifth_of_the_code() {
    let tree = tree();
    let lines = tree.lines();
    let all: usize = lines.values().sum();
    let large: Vec<_> = lines
        .iter()
        .filter(|(_, lines)| **lines * 5 > all)
        .collect();
    assert!(large.is_empty(), "of {all} lines: {large:?}");
}

#[test]
fn the_crate_bundles_every_rule_file() {
    let bundled: BTreeMap<&str, &str> = [
        VOCABULARY,
        DONCASTER_PROCEDURE,
        STATUTE,
        CALENDARS,
        DONCASTER_SETTINGS,
        DONCASTER_REGISTERS,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect();
    let on_disk: BTreeMap<String, String> = files("rules")
        .into_iter()
        .map(|(name, file)| (format!("{name}.yaml"), file.text().to_owned()))
        .collect();
    let named: Vec<&String> = on_disk.keys().collect();
    assert_eq!(named, bundled.keys().collect::<Vec<_>>());
    for (name, text) in bundled {
        assert_eq!(on_disk[name], text, "{name}");
    }
}

/// serde_yaml, which was asked for, reads every shipped file as the crate's own reader does: the
/// same keys, the same items, the same scalars, in the same order.
#[test]
fn another_yaml_reader_sees_the_same_in_every_rule_file() {
    for folder in [
        "rules",
        "examples/requests",
        "tests/cases",
        "tests/registers",
    ] {
        for (name, file) in files(folder) {
            let theirs: serde_yaml::Value =
                serde_yaml::from_str(file.text()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let ours = outline(&file);
            let mut lines = Vec::new();
            flatten(&theirs, String::new(), &mut lines);
            assert_eq!(ours, lines, "{name}");
        }
    }
}

/// A file as the crate reads it, one line a scalar with the path that leads to it.
fn outline(file: &data_subject_rights::source::SourceFile) -> Vec<String> {
    file.outline()
        .unwrap_or_else(|faults| panic!("{faults}"))
        .into_iter()
        .map(|(path, scalar)| format!("{path} = {scalar}"))
        .collect()
}

fn flatten(value: &serde_yaml::Value, path: String, into: &mut Vec<String>) {
    use serde_yaml::Value;
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                flatten(value, format!("{path}/{}", scalar(key)), into);
            }
        }
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(item, format!("{path}/{at}"), into);
            }
        }
        _ => into.push(format!("{path} = {}", scalar(value))),
    }
}

fn scalar(value: &serde_yaml::Value) -> String {
    match value {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Bool(yes) => yes.to_string(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::Null => String::new(),
        other => panic!("{other:?} is not a scalar"),
    }
}

#[test]
fn everything_public_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Controller>();
    shared::<RuleBook>();
    shared::<Vocabulary>();
    shared::<Facts>();
    shared::<Register>();
    shared::<Request>();
    shared::<Advice>();
    shared::<BookDecision>();
    shared::<Evaluation<'_>>();
    shared::<Program>();
    shared::<Masks>();
    shared::<Diagram>();
    shared::<Diagnostics>();
}

/// How many types one file may declare, and how many functions: what is more is more than one concept.
const TYPES: usize = 12;
const FUNCTIONS: usize = 45;

#[test]
fn no_file_of_the_crate_grows_beyond_one_concept() {
    let tree = tree();
    let many = tree
        .files()
        .filter(|(_, types, functions)| *types > TYPES || *functions > FUNCTIONS);
    let many: Vec<_> = many.collect();
    assert!(many.is_empty(), "{many:#?}");
}

#[test]
fn a_function_fits_a_screen() {
    let long = tree().functions_over(60);
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_readme_shows_the_two_commands() {
    let readme = text("README.md");
    for command in ["cargo run --example explain", "cargo test"] {
        assert!(readme.contains(command), "{command}");
    }
}

#[test]
fn a_type_name_means_one_thing() {
    let tree = tree();
    let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, ..) in tree.files() {
        let source = std::fs::read_to_string(file).expect("it can be read");
        for name in source.lines().filter_map(shared_type) {
            let files = declared.entry(name.to_owned()).or_default();
            files.push(file.display().to_string());
        }
    }
    declared.retain(|_, files| files.len() > 1);
    assert!(declared.is_empty(), "{declared:#?}");
}

/// The type that a line declares for more than its own file, if it declares one.
fn shared_type(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub")?;
    let rest = match rest.strip_prefix('(') {
        Some(seen_from) => seen_from.split_once(')')?.1,
        None => rest,
    };
    let (kind, rest) = rest.trim_start().split_once(' ')?;
    let is_type = ["struct", "enum", "union", "trait", "type"].contains(&kind);
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    is_type.then(|| &rest[..end.unwrap_or(rest.len())])
}

#[test]
fn the_glossary_says_where_each_term_lives() {
    let glossary = text("src/README.md");
    let floors = floors();
    let mut room = None;
    for line in glossary.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            let floor = floors.iter().position(|room| room == name);
            assert!(
                floor.is_some() && floor > room,
                "{name} is no room, or out of order"
            );
            room = floor;
        }
        let columns: Vec<&str> = line.trim_matches(['|', ' ']).split(" | ").collect();
        let [term, _, places] = columns[..] else {
            continue;
        };
        let files: Vec<&str> = quoted(places).collect();
        assert!(files.is_empty() == (term == "term"), "{term} lives nowhere");
        let sources: Vec<String> = files
            .iter()
            .map(|file| text(&format!("src/{file}")))
            .collect();
        for name in quoted(term) {
            let mut types = sources.iter().flat_map(|source| source.lines());
            assert!(
                types.any(|line| shared_type(line) == Some(name)),
                "{name} is not in {files:?}"
            );
        }
    }
    assert!(room.is_some());
}

/// What stands between backquotes.
fn quoted(words: &str) -> impl Iterator<Item = &str> {
    words.split('`').skip(1).step_by(2)
}
