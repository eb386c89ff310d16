//! What must not be named outside the council is not named by the rules around it either.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};

use common::files;
use data_subject_rights::rule::Role;
use serde_yaml::Value;

/// Definitions that give nothing away: they speak of who asks, of the council, or of what is given.
const TELLS_NOTHING: &str = include_str!("../statute_ledger/tells-nothing.txt");

struct Written {
    role: &'static str,
    says: String,
    withheld: bool,
    names: BTreeSet<String>,
}

/// Every rule of the statute as its file has it.
fn written() -> BTreeMap<String, Written> {
    let mut rules = BTreeMap::new();
    for (_, file) in files("rules/statute") {
        let read: Value = serde_yaml::from_str(file.text()).expect("it is YAML");
        for rule in read["rules"].as_sequence().into_iter().flatten() {
            let role = Role::WORDS.iter().find(|role| rule.get(**role).is_some());
            let role = *role.expect("a rule has a role");
            let mut names = BTreeSet::new();
            words(&rule["when"], &mut names);
            let of = Written {
                role,
                says: rule["says"].as_str().unwrap_or_default().to_owned(),
                withheld: rule["tell"].as_str() == Some("withhold"),
                names,
            };
            rules.insert(rule[role].as_str().expect("a name").to_owned(), of);
        }
    }
    rules
}

/// Every word in a condition, keys and values.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(word) => {
            found.insert(word.clone());
        }
        Value::Sequence(items) => items.iter().for_each(|item| words(item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            words(key, found);
            words(value, found);
        }),
        _ => {}
    }
}

/// A definition that only withheld exemptions stand on says what they say, and no more: what it says goes
/// into the same answer.
#[test]
fn definitions_under_a_withheld_exemption_say_no_more_than_it_does() {
    let rules = written();
    let neutral: BTreeSet<&str> = rules
        .values()
        .filter(|rule| rule.withheld)
        .map(|rule| rule.says.as_str())
        .collect();
    let withheld = rules.values().filter(|rule| rule.withheld).count();
    assert!(
        neutral.len() * 4 < withheld,
        "they are few, and alike: {neutral:#?}"
    );
    let mut secret: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = secret.len();
        for (name, _) in rules.iter().filter(|(_, rule)| rule.role == "definition") {
            let mut users = rules.iter().filter(|(_, user)| user.names.contains(name));
            let mut some = false;
            let all = users.all(|(user, rule)| {
                let hidden = rule.withheld || secret.contains(user.as_str());
                some |= hidden;
                hidden || matches!(rule.role, "note" | "exception")
            });
            if some && all {
                secret.insert(name);
            }
        }
        if secret.len() == before {
            break;
        }
    }
    assert!(secret.len() > 30, "{secret:?}");
    let telling: Vec<&str> = secret
        .into_iter()
        .filter(|name| !TELLS_NOTHING.lines().any(|line| line == *name))
        .filter(|name| !neutral.contains(rules[*name].says.as_str()))
        .collect();
    assert!(telling.is_empty(), "these tell more: {telling:?}");
}
