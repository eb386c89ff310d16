//! Every row of the procedure so far is encoded or marked informative, and every duty and power says in a line of
//! its own what the officer does.

use crate::common;

use std::{collections::BTreeSet, sync::Arc};

use common::councils;
use data_subject_rights::rule::{Due, LedgerRow, Role, Rule, RuleBook, Treatment};
use serde::Deserialize;

/// What is held against the ledgers, as a file that changes with the policy.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Held {
    tensions: Vec<Tension>,
    verbs: BTreeSet<String>,
    of_the_procedure_alone: Vec<Alone>,
}

#[derive(Debug, Deserialize)]
struct Tension {
    note: String,
    of: String,
}

#[derive(Debug, Deserialize)]
struct Alone {
    duty: String,
    because: String,
}

fn held() -> Held {
    let path = "tests/ledgers/procedure.yaml";
    serde_yaml::from_str(&common::text(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn book() -> RuleBook {
    crate::common::doncaster().procedure().clone()
}

/// The rows of a ledger in their order, one a line: a row that is lost or moved is missed.
fn rows_are_kept(name: &str, ledger: &[LedgerRow]) {
    let rows: Vec<&str> = ledger.iter().map(|row| row.provision.as_str()).collect();
    let _guard = common::pages_in("snapshots/ledgers");
    insta::assert_snapshot!(name, rows.join("\n"));
}

#[test]
fn the_ledger_has_every_provision_in_the_order_of_the_procedure() {
    rows_are_kept("procedure", book().ledger());
}

#[test]
fn the_registers_ledger_has_every_provision_of_the_notice() {
    let council = crate::common::doncaster();
    let register = council.register("peer-support-groups").expect("bundled");
    rows_are_kept("peer-support-groups", &register.ledger);
    // Every activity and every note is named by a row: nothing in the register is of nowhere.
    for activity in &register.activities {
        let names = activity
            .notes
            .iter()
            .map(|note| &note.id)
            .chain([&activity.id]);
        for name in names {
            let named = register.ledger.iter().any(|row| match &row.treatment {
                Treatment::EncodedBy(encoding) => encoding.contains(name),
                Treatment::Informative(_) | Treatment::NotEncoded(_) => false,
            });
            assert!(named, "{name}");
        }
    }
}

/// Every row names rules that exist or says why it names none, and every rule is named.
pub fn every_rule_is_named(book: &RuleBook) {
    let mut named = BTreeSet::new();
    for row in book.ledger() {
        match &row.treatment {
            Treatment::EncodedBy(rules) => {
                assert!(!rules.is_empty(), "{} is encoded by nothing", row.provision);
                for rule in rules {
                    assert!(book.find(rule).is_some(), "{} names {rule}", row.provision);
                    named.insert(rule.clone());
                }
            }
            Treatment::Informative(why) | Treatment::NotEncoded(why) => {
                assert!(
                    why.split_whitespace().count() >= 4,
                    "{}: {why}",
                    row.provision
                );
            }
        }
    }
    let all: BTreeSet<String> = book.rules().map(|(_, rule)| rule.id.clone()).collect();
    assert_eq!(named, all);
}

#[test]
fn every_row_names_rules_that_exist_and_every_rule_is_named() {
    every_rule_is_named(&book());
}

#[test]
fn rules_stand_in_the_order_of_the_procedure() {
    rules_stand_in_order(&book());
}

/// Every rule belongs to a row, and rules follow one another as the rows do.
pub fn rules_stand_in_order(book: &RuleBook) {
    let position = |path: &data_subject_rights::law::Provision| {
        book.ledger()
            .iter()
            .position(|row| path.covers(&row.provision))
    };
    let positions: Vec<_> = book
        .rules()
        .map(|(_, rule)| position(&rule.provision))
        .collect();
    assert!(positions.is_sorted());
    assert!(positions.iter().all(Option::is_some));
}

/// The tensions between the procedure, the notice and the law that this far belong to a decision,
/// each with the note that surfaces it.
#[test]
fn every_tension_of_these_sections_has_a_note() {
    let council = crate::common::doncaster();
    let mut notes: BTreeSet<String> = council
        .procedure()
        .rules()
        .filter(|(_, rule)| rule.role.word() == "note")
        .map(|(_, rule)| rule.id.clone())
        .collect();
    for register in council.registers() {
        for activity in &register.activities {
            notes.extend(activity.notes.iter().map(|note| note.id.clone()));
        }
    }
    for Tension { note, of } in &held().tensions {
        assert!(notes.contains(note), "{note}: {of}");
    }
}

/// The most characters that a line of a task list has.
const LINE: usize = 90;

/// The bundled books and those of the councils that are data, each with a name for a message.
fn every_book() -> Vec<(String, RuleBook)> {
    let bundled = crate::common::doncaster();
    let statute = bundled.statute().expect("there is one").book().clone();
    let mut books = vec![
        ("rules/procedure".to_owned(), bundled.procedure().clone()),
        ("rules/statute".to_owned(), statute),
    ];
    let shared = councils::shared_vocabulary();
    for name in councils::names() {
        let folder = format!("tests/councils/{name}/procedure");
        let book = councils::book(&Arc::clone(&shared), &folder);
        books.push((folder, book));
    }
    books
}

fn is_a_task(rule: &Rule) -> bool {
    matches!(rule.role, Role::Duty { .. } | Role::Power { .. })
}

/// The first sentence of what a rule says to the officer, with its full stop if it has one.
fn task(rule: &Rule) -> &str {
    let words = rule.officer.as_deref().unwrap_or_default();
    words
        .split_once(". ")
        .map_or(words, |(first, _)| &words[..=first.len()])
}

#[test]
fn every_duty_and_power_begins_its_words_for_the_officer_with_a_line_for_a_task_list() {
    let verbs = held().verbs;
    for (book, rules) in every_book() {
        let tasks: Vec<&Rule> = rules
            .rules()
            .map(|(_, rule)| rule)
            .filter(|rule| is_a_task(rule))
            .collect();
        assert!(!tasks.is_empty(), "{book}");
        for rule in tasks {
            let line = task(rule);
            let at = format!("{book}, {}: `{line}`", rule.id);
            assert!(line.ends_with('.'), "{at} is no sentence");
            assert!(line.chars().count() <= LINE, "{at} is too long");
            let mut words = line.split(|c: char| !c.is_alphabetic());
            let verb = words.next().unwrap_or_default();
            assert!(
                verbs.contains(verb),
                "{at} begins with no verb of tests/ledgers/procedure.yaml"
            );
            let speaker = words.find(|word| {
                ["we", "us", "our", "you", "your"].contains(&word.to_lowercase().as_str())
            });
            assert_eq!(speaker, None, "{at}");
            if matches!(rule.role, Role::Duty { .. }) {
                assert_ne!(verb, "Do", "{at}: a duty is something to do");
            }
        }
    }
}

#[test]
fn every_verb_is_used() {
    let books = every_book();
    let used: BTreeSet<&str> = books
        .iter()
        .flat_map(|(_, book)| book.rules())
        .filter(|(_, rule)| is_a_task(rule))
        .filter_map(|(_, rule)| task(rule).split(' ').next())
        .collect();
    let verbs = held().verbs;
    assert_eq!(used, verbs.iter().map(String::as_str).collect());
}

/// What is to be done before the reply, not said in it.
const DONE_FIRST: [&str; 4] = ["Search", "Look again", "Consider", "Reconsider"];
/// What is said in it.
const GIVEN: [&str; 5] = ["Say", "Tell the person", "Give", "Name", "Explain"];

#[test]
fn a_duty_due_with_the_reply_says_what_the_reply_gives_and_one_before_it_what_is_done_first() {
    for (book, rules) in every_book() {
        for (_, rule) in rules.rules() {
            let begins: &[&str] = match rule.role {
                Role::Duty {
                    due: Due::WithTheReply,
                    ..
                } => &GIVEN,
                Role::Duty {
                    due: Due::BeforeTheReply,
                    ..
                } => &DONE_FIRST,
                _ => continue,
            };
            assert!(
                begins.iter().any(|words| task(rule).starts_with(words)),
                "{book}, {}: `{}`",
                rule.id,
                task(rule)
            );
        }
    }
}

#[test]
fn what_the_procedure_and_the_law_both_ask_is_asked_of_the_officer_in_the_same_words() {
    let council = crate::common::doncaster();
    let statute = council.statute().expect("there is one").book();
    let met_by = |rule: &Rule| match rule.role {
        Role::Duty { met_by, .. } => Some(met_by),
        _ => None,
    };
    let mut apart = BTreeSet::new();
    for (_, rule) in council.procedure().rules() {
        let Some(fact) = met_by(rule) else { continue };
        let mut of_the_law = statute
            .rules()
            .map(|(_, other)| other)
            .filter(|other| met_by(other) == Some(fact))
            .map(task)
            .peekable();
        if of_the_law.peek().is_some() && of_the_law.all(|line| line != task(rule)) {
            apart.insert(rule.id.as_str());
        }
    }
    let held = held().of_the_procedure_alone;
    assert!(held.iter().all(|each| !each.because.is_empty()));
    assert_eq!(apart, held.iter().map(|each| each.duty.as_str()).collect());
}
