//! Every row of the procedure so far is encoded or marked informative, and every duty and power says in a line of
//! its own what the officer does.

use crate::common;

use std::{collections::BTreeSet, sync::Arc};

use common::councils;
use data_subject_rights::{
    Controller,
    rule::{Due, Role, Rule, RuleBook, Treatment},
};

/// The provisions of the procedure that the project has reached: sections 1 to 10b, and Appendix A. Written out here, so that a row lost from the ledger is missed.
const PROVISIONS: &[&str] = &[
    "1",
    "2/1",
    "2/2",
    "3/1",
    "3/requests/1",
    "3/requests/2",
    "3/requests/3",
    "3/requests/4",
    "3/requests/5",
    "3/requests/6",
    "3/requests/7",
    "3/requests/8",
    "3/time/1",
    "3/time/2",
    "3/time/3",
    "3/time/4",
    "3/time/5",
    "4/1",
    "4/2",
    "4/items/1",
    "4/items/2",
    "4/items/3",
    "4/items/4",
    "4/items/5",
    "4/items/6",
    "4/items/7",
    "4/items/8",
    "4/items/9",
    "4/items/10",
    "4/items/11",
    "4/third-party",
    "4/repeat",
    "5/1",
    "5/2",
    "5/3",
    "5/4",
    "5/5",
    "5/search",
    "5/6",
    "5/7",
    "5/cctv/1",
    "5/cctv/2",
    "6/1",
    "6/2",
    "6/3",
    "6/4",
    "7/applies/1",
    "7/applies/2",
    "7/applies/3",
    "7/applies/4",
    "7/applies/5",
    "7/except/1",
    "7/except/2",
    "7/except/3",
    "7/except/4",
    "7/inform",
    "7/public",
    "8/applies/1",
    "8/applies/2",
    "8/applies/3",
    "8/applies/4",
    "8/inform",
    "8/lift",
    "9/1",
    "9/2",
    "9/3",
    "9/4",
    "9/5",
    "9/6",
    "10a/applies/1",
    "10a/applies/2",
    "10a/applies/3",
    "10a/marketing",
    "10a/except",
    "10b/applies",
    "10b/except/1",
    "10b/except/2",
    "10b/except/3",
    "10b/safeguards",
    "A/form",
    "A/identity",
    "A/representative",
];

fn book() -> RuleBook {
    Controller::doncaster()
        .expect("it loads")
        .procedure()
        .clone()
}

#[test]
fn the_ledger_has_every_provision_in_the_order_of_the_procedure() {
    let rows: Vec<String> = book()
        .ledger()
        .iter()
        .map(|row| row.provision.to_string())
        .collect();
    let expected: Vec<String> = PROVISIONS
        .iter()
        .map(|at| format!("procedure/{at}"))
        .collect();
    assert_eq!(rows, expected);
}

/// The provisions of the Peer Support Groups' privacy notice.
const NOTICE: &[&str] = &[
    "collect/1",
    "collect/2",
    "collect/3",
    "use/1",
    "use/2",
    "use/3",
    "use/4",
    "use/5",
    "use/6",
    "use/7",
    "basis/article-6",
    "basis/article-9",
    "share/when",
    "share/1",
    "share/2",
    "share/3",
    "share/4",
    "transfer/1",
    "keep/general",
    "keep/audio",
    "keep/user-name",
    "keep/chat",
    "keep/correspondence",
    "rights/1",
    "rights/2",
    "rights/3",
    "changes",
    "dpo",
    "complaints",
    "updated",
];

#[test]
fn the_registers_ledger_has_every_provision_of_the_notice() {
    let council = Controller::doncaster().expect("it loads");
    let register = council.register("peer-support-groups").expect("bundled");
    let rows: Vec<&str> = register
        .ledger
        .iter()
        .map(|row| row.provision.as_str())
        .collect();
    let expected: Vec<String> = NOTICE.iter().map(|at| format!("notice/{at}")).collect();
    assert_eq!(rows, expected);
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

#[test]
fn every_row_names_rules_that_exist_and_every_rule_is_named() {
    let book = book();
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
fn rules_stand_in_the_order_of_the_procedure() {
    let book = book();
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
    let council = Controller::doncaster().expect("it loads");
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
    for note in [
        "notice/task-and-consent", // public task, and a transfer on explicit consent
        "notice/ten-rights",       // ten rights against eight
        "notice/no-schedule-1-paragraph", // no paragraph of Schedule 1 named
        "erasure/note-outright-bars", // bars outright, not "to the extent necessary"
        "requests/note-unfounded", // "unfounded", and only a charge
        "requests/note-clock",     // no other start of the month than receipt
        "requests/note-complaint", // the Commissioner as the only route
        "access/note-other-people", // other people's information
        "access/note-cctv",        // vehicles
        "requests/note-identity",  // evidence from everybody
        "access/note-search",      // everything found is copied
        "access/note-supplements", // copies alone
        "erasure/note-missing-grounds", // two grounds fewer
        "erasure/note-recipients", // recipients
        "rectification/note-recipients", // recipients of a correction
        "restriction/note-what-may-still-be-done", // use of restricted information
        "portability/note-only-reason", // the only reason, against one of them
        "automated-decisions/note-safeguards-stay", // safeguards taken away
        "automated-decisions/note-threshold", // any decision that could affect anybody
        "objection/note-own-situation", // grounds in the person's own situation
        "notice/consent-of-a-public-authority", // transfers unlikely, and one to the whole world
        "notice/no-right-to-withdraw", // consent without a right to withdraw
        "notice/no-basis-stated",  // no basis for statistics and referrals
        "notice/act-of-2012",      // the Act of 2008
        "notice/no-period-stated", // no retention for statistics and referrals
        "notice/no-period-for-ip-addresses", // nor for IP addresses
        "notice/typical-periods",  // typical periods, from no stated day
    ] {
        assert!(notes.contains(note), "{note}");
    }
}

/// The verbs that a line for the officer begins with. A new one is added here once it was read to be one.
const VERBS: &[&str] = &[
    "Accept",
    "Acknowledge",
    "Add",
    "Answer",
    "Ask",
    "Charge",
    "Check",
    "Consider",
    "Correct",
    "Deal",
    "Do",
    "Erase",
    "Explain",
    "Give",
    "Go",
    "Have",
    "Keep",
    "Let",
    "Limit",
    "Look",
    "Make",
    "Point",
    "Protect",
    "Reconsider",
    "Refuse",
    "Say",
    "Search",
    "Stop",
    "Take",
    "Tell",
    "Use",
    "Wait",
    "Write",
];

/// The most characters that a line of a task list has.
const LINE: usize = 90;

/// The bundled books and those of the councils that are data, each with a name for a message.
fn every_book() -> Vec<(String, RuleBook)> {
    let bundled = Controller::doncaster().expect("it loads");
    let statute = bundled.statute().expect("there is one").book().clone();
    let mut books = vec![
        ("rules/procedure".to_owned(), bundled.procedure().clone()),
        ("rules/statute".to_owned(), statute),
    ];
    let shared = councils::shared_vocabulary();
    for name in ["northmoor", "valley-and-fell", "wolds-edge"] {
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
            assert!(VERBS.contains(&verb), "{at} begins with no known verb");
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
    assert_eq!(used, VERBS.iter().copied().collect());
}

/// What is to be done before the reply, not said in it.
const DONE_FIRST: [&str; 4] = ["Search", "Look again", "Consider", "Reconsider"];

#[test]
fn a_duty_due_with_the_reply_says_what_the_reply_gives_or_what_is_done_first() {
    for (book, rules) in every_book() {
        for (_, rule) in rules.rules() {
            let Role::Duty {
                due: Due::WithTheReply,
                ..
            } = rule.role
            else {
                continue;
            };
            let given = ["Say", "Tell the person", "Give", "Name", "Explain"];
            assert!(
                given
                    .iter()
                    .chain(&DONE_FIRST)
                    .any(|words| task(rule).starts_with(words)),
                "{book}, {}: `{}`",
                rule.id,
                task(rule)
            );
        }
    }
}

/// Duties of the procedure that the law does not have in this way, though the same fact shows them met.
const OF_THE_PROCEDURE_ALONE: [&str; 2] = [
    // The law asks it of significant decisions alone.
    "information/say-automated-decisions",
    // The law knows no procedure that does not cover a request.
    "requests/tell-why-not-covered",
];

#[test]
fn what_the_procedure_and_the_law_both_ask_is_asked_of_the_officer_in_the_same_words() {
    let council = Controller::doncaster().expect("it loads");
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
    assert_eq!(apart, BTreeSet::from(OF_THE_PROCEDURE_ALONE));
}
