//! The shape of the crate: floors, bundled files, and the rule files as another YAML reader sees them.

mod common;

use std::{collections::BTreeMap, path::PathBuf};

use common::{files, root, text};
use data_subject_rights::{
    Controller,
    advice::Advice,
    bdd::Diagram,
    bundled::{
        CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE,
        VOCABULARY,
    },
    case::{Register, Request},
    circuit::Masks,
    decision::BookDecision,
    engine::{Evaluation, Program},
    fact::{Facts, Vocabulary},
    rule::RuleBook,
    source::Diagnostics,
};

/// The rooms, ground floor first. A room uses only rooms that stand before it.
const FLOORS: &[&str] = &[
    "law", "calendar", "source", "fact", "rule", "circuit", "bdd", "engine", "inquiry", "case",
    "clock", "decision", "advice", "symbolic", "analysis", "explain", "bundled",
];

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    let mut upward = Vec::new();
    for (at, room) in FLOORS.iter().enumerate() {
        for path in code_of(room) {
            let code = std::fs::read_to_string(&path).expect("it is text");
            let code: String = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            // What only tests and macros name is no part of the room's own walls.
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            for used in crate_imports(code) {
                match FLOORS.iter().position(|floor| *floor == used) {
                    Some(floor) if floor <= at => {}
                    _ => upward.push(format!("{} uses {used}", path.display())),
                }
            }
        }
    }
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

/// The files of a room, those in folders of its own among them.
fn code_of(room: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(root(&format!("src/{room}")))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the room exists") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The rooms that a file imports from: `use crate::room::…`, `use crate::{room::…, …}`, `crate::room::`.
fn crate_imports(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            rooms.push(word(rest));
            continue;
        };
        let (mut depth, mut start, mut expect) = (0usize, 0, true);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expect = true,
                c if expect && c.is_alphabetic() => {
                    start = i;
                    expect = false;
                    rooms.push(word(&group[start..]));
                }
                _ => {}
            }
        }
        assert!(start < group.len());
    }
    rooms
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
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

#[test]
fn no_file_of_the_crate_grows_beyond_one_concept() {
    let mut long = Vec::new();
    for room in FLOORS {
        for path in code_of(room) {
            let lines = std::fs::read_to_string(&path)
                .expect("it is text")
                .lines()
                .count();
            if lines > 500 {
                long.push(format!("{} has {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_readme_shows_the_two_commands() {
    let readme = text("README.md");
    for command in ["cargo run --example explain", "cargo test"] {
        assert!(readme.contains(command), "{command}");
    }
}
