//! Every provision of the UK GDPR and of the Data Protection Act 2018 that the rights of a person touch has
//! a row, and every row says truly what became of it.

use crate::ledger::every_rule_is_named;

use std::collections::BTreeSet;

use data_subject_rights::{
    bundled::STATUTE,
    rule::{Confidence, RuleBook, Treatment},
};

/// The provisions, under the ledger file that has their rows. Written out, so that a lost row is missed.
const PROVISIONS: &str = include_str!("../statute_ledger/provisions.txt");

/// Rules whose text was not read, or that rest on an interpretation. Written out, so that a lost mark is
/// missed: a name goes from the list when somebody has read the text.
const UNVERIFIED: &str = include_str!("../statute_ledger/unverified.txt");

/// Words of a row whose own text was not read.
const NOT_READ: &[&str] = &["from memory", "was not read", "were not read"];

fn book() -> RuleBook {
    crate::common::doncaster()
        .statute()
        .expect("there is a statute book")
        .book()
        .clone()
}

/// Each provision of the list with the file that its heading names.
fn listed() -> Vec<(&'static str, &'static str)> {
    let mut file = "";
    let mut listed = Vec::new();
    for line in PROVISIONS.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(heading) => file = heading,
            None => listed.push((file, line)),
        }
    }
    listed
}

#[test]
fn the_ledger_has_these_rows_and_no_others() {
    rows_are_those_listed(&book());
}

/// The ledger has the rows of the list, each once.
pub fn rows_are_those_listed(book: &RuleBook) {
    let listed: BTreeSet<&str> = listed().into_iter().map(|(_, path)| path).collect();
    let rows: BTreeSet<&str> = book
        .ledger()
        .iter()
        .map(|row| row.provision.as_str())
        .collect();
    let missing: Vec<_> = listed.difference(&rows).collect();
    let unlisted: Vec<_> = rows.difference(&listed).collect();
    assert!(missing.is_empty(), "no row: {missing:?}");
    assert!(unlisted.is_empty(), "not in the list: {unlisted:?}");
    assert_eq!(book.ledger().len(), rows.len(), "a row stands twice");
}

#[test]
fn a_row_stands_in_the_file_that_the_list_names() {
    let mut rows = BTreeSet::new();
    for (path, text) in STATUTE {
        let file = path.rsplit('/').next().unwrap_or_default();
        if file.starts_with("ledger-") {
            let provisions = text
                .lines()
                .filter_map(|line| line.strip_prefix("  - provision: "));
            rows.extend(provisions.map(|provision| (file, provision)));
        }
    }
    let listed: BTreeSet<(&str, &str)> = listed().into_iter().collect();
    assert_eq!(rows, listed);
}

#[test]
fn every_row_is_encoded_or_says_why_not() {
    every_row_says_what_became_of_it(&book());
}

/// Every row is encoded or says why not.
pub fn every_row_says_what_became_of_it(book: &RuleBook) {
    for row in book.ledger() {
        let at = &row.provision;
        assert!(!row.says.is_empty(), "{at} says nothing");
        let why = match &row.treatment {
            Treatment::EncodedBy(rules) => {
                assert!(!rules.is_empty(), "{at} is encoded by nothing");
                continue;
            }
            Treatment::Informative(why) => {
                assert!(why.starts_with("not a rule"), "{at}: {why}");
                why
            }
            Treatment::NotEncoded(why) => why,
        };
        assert!(why.split_whitespace().count() >= 4, "{at}: {why}");
    }
}

/// What a row says of lists is so: each provision that is named "only in lists" is in one.
#[test]
fn what_is_named_only_in_lists_is_in_a_list_and_has_no_rule() {
    let book = book();
    let mut checked = 0;
    for row in book.ledger() {
        let Treatment::Informative(why) = &row.treatment else {
            continue;
        };
        if !why.contains("only in lists") {
            continue;
        }
        checked += 1;
        let at = &row.provision;
        let in_a_list = book
            .lists()
            .flat_map(|list| &list.reaches)
            .any(|reach| reach.covers.iter().any(|above| above.covers(at)));
        assert!(in_a_list, "{at} is in no list");
        let rule = book.rules().find(|(_, rule)| rule.provision == *at);
        assert!(rule.is_none(), "{at} has the rule {rule:?}");
    }
    assert!(checked > 50, "{checked} rows");
}

#[test]
fn every_row_names_rules_that_exist_and_every_rule_is_named() {
    every_rule_is_named(&book());
}

#[test]
fn a_rule_whose_text_was_not_read_keeps_its_mark() {
    let book = book();
    for name in UNVERIFIED.lines() {
        let rule = book.find(name).and_then(|id| book.rule(id));
        let confidence = rule.map(|rule| rule.confidence);
        assert_eq!(confidence, Some(Confidence::Unverified), "{name}");
    }
}

#[test]
fn a_row_whose_text_was_not_read_names_a_rule_that_says_so() {
    let book = book();
    for row in book.ledger() {
        let Treatment::EncodedBy(rules) = &row.treatment else {
            continue;
        };
        if !NOT_READ.iter().any(|words| row.says.contains(words)) {
            continue;
        }
        let marked = rules
            .iter()
            .filter_map(|name| book.rule(book.find(name)?))
            .any(|rule| rule.confidence == Confidence::Unverified);
        assert!(marked, "{} names verified rules alone", row.provision);
    }
}
