//! The smallest case books: what they say of their cases is so, and they are kept as pages to be signed.

use crate::common;

use std::{collections::BTreeMap, sync::Arc};

use data_subject_rights::{
    Controller,
    analysis::{self, BookCase, CaseBook, CaseOutcome, Point},
    bundled::{DONCASTER_PROCEDURE, STATUTE},
    case::{Council, Request},
    engine::{Evaluation, Program},
    explain::{self, Detail},
    fact::{Extent, Facts, Truth},
    law::{Entitlement, Term},
    rule::{Dates, Edition, Role, RuleBook},
    source::SourceFile,
};

fn doncaster() -> Controller {
    crate::common::doncaster()
}

fn page(name: &str, cases: &CaseBook) {
    let _guard = common::pages_in("snapshots/case-book");
    insta::assert_snapshot!(name, explain::case_book_text(cases, Detail::Short));
    // In full every case is there with its request.
    let full = explain::case_book_text(cases, Detail::Full);
    for case in &cases.cases {
        let request = case
            .example
            .request
            .lines()
            .map(|line| format!("    {line}\n"));
        assert!(full.contains(&request.collect::<String>()));
    }
}

/// What is known of a case, read from its request by the library itself.
fn known(case: &BookCase) -> (Facts, Dates) {
    let settings = case.example.settings.clone().unwrap_or_else(|| {
        "council: The council of the example\ncalendar: england-and-wales\n".to_owned()
    });
    let council = Council::load(&SourceFile::new("settings.yaml", settings))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let file = SourceFile::new("case.yaml", case.example.request.clone());
    let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
    let council = Controller::new(council, doncaster().procedure().clone(), Vec::new());
    let mut situations = council
        .situations(&request)
        .unwrap_or_else(|faults| panic!("{faults}\n{}", case.example.request));
    assert_eq!(situations.len(), 1, "one request about one thing");
    let situation = situations.remove(0);
    (situation.facts, situation.dates)
}

/// What a program says of a thing in a case, in words that differ when it does.
fn says(program: &Program, (facts, dates): &(Facts, Dates), what: &str) -> String {
    let evaluation = Evaluation::new(program, facts, *dates);
    if what == "scope" {
        return format!("{:?}", evaluation.scope());
    }
    if let Some((_, id)) = what.split_once(' ') {
        let rule = program.book().find(id);
        let arises = rule.map_or(Truth::No, |rule| evaluation.arises(rule));
        return format!("{arises:?}");
    }
    let entitlement = Entitlement::from_code(what).unwrap_or_else(|| panic!("{what}"));
    if evaluation.scope() == Truth::No {
        return "out of scope".to_owned();
    }
    let grant = evaluation.grant(entitlement);
    grant.map_or("no ground".to_owned(), |grant| {
        format!("{:?} {:?}", grant.possible, grant.has_ground())
    })
}

/// Every case comes to what the case book says of it: plain evaluation shows it, for every answer that it takes is
/// there.
fn comes_true(book: &RuleBook, cases: &CaseBook) {
    let program = Program::compile(book.clone(), Edition::AsDeemed).with_node_budget(0);
    for (number, case) in cases.cases.iter().enumerate() {
        let known = known(case);
        let evaluation = Evaluation::new(&program, &known.0, known.1);
        assert!(!case.comes_to.is_empty(), "case {}", number + 1);
        for each in &case.comes_to {
            let said = format!("case {}: {} {:?}", number + 1, each.what, each.is);
            if each.is == CaseOutcome::Arises {
                let rule = book.find(&each.what).expect("a rule of the book");
                assert_eq!(evaluation.arises(rule), Truth::Yes, "{said}");
                continue;
            }
            let entitlement = Entitlement::from_code(&each.what).expect("an entitlement");
            if each.is == CaseOutcome::OutOfScope {
                assert_eq!(evaluation.scope(), Truth::No, "{said}");
                continue;
            }
            let grant = evaluation.grant(entitlement).expect("there are grounds");
            let granted = [
                (Extent::Whole, CaseOutcome::Applies),
                (Extent::Part, CaseOutcome::InPart),
            ];
            let granted = granted
                .into_iter()
                .find(|(extent, _)| grant.possible.single() == Some(*extent));
            let is = match granted {
                Some((_, outcome)) => outcome,
                None if grant.has_ground() == Truth::No => CaseOutcome::NoGround,
                None => CaseOutcome::Exempt,
            };
            assert_eq!(is, each.is, "{said}");
            assert!(grant.possible.single().is_some(), "{said}");
        }
    }
}

/// What no case can be: the vocabulary rules it out.
const NEVER: &str = "    when: { all: [person-under-16, { not: person-under-18 }] }";

/// The book with a rule that never holds, written so in its file; nothing for a rule without a condition.
fn without(shipped: &[(&str, &str)], book: &RuleBook, id: &str) -> Option<RuleBook> {
    let mut has_condition = false;
    let changed = shipped.iter().map(|(name, text)| {
        let mut kept: Vec<&str> = Vec::new();
        let (mut is_it, mut is_its_condition) = (false, false);
        for line in text.lines() {
            if line.starts_with("  - ") {
                is_it = line.ends_with(&format!(": {id}"));
            }
            if !line.starts_with("     ") {
                is_its_condition = is_it && line.starts_with("    when:");
                if is_its_condition {
                    has_condition = true;
                    kept.push(NEVER);
                }
            }
            if !is_its_condition {
                kept.push(line);
            }
        }
        SourceFile::new(*name, kept.join("\n") + "\n")
    });
    let files: Vec<SourceFile> = changed.collect();
    let vocabulary = Arc::new(book.vocabulary().clone());
    let book = RuleBook::load(vocabulary, &files).unwrap_or_else(|faults| panic!("{id}\n{faults}"));
    has_condition.then_some(book)
}

/// Each rule that a case is there for decides it: without the rule the case comes to something else.
fn decide_their_cases(
    shipped: &[(&str, &str)],
    book: &RuleBook,
    cases: &CaseBook,
    every: usize,
) -> usize {
    let program = Program::compile(book.clone(), Edition::AsDeemed).with_node_budget(0);
    let mut tried = 0;
    let mut books_without: BTreeMap<&str, Option<Program>> = BTreeMap::new();
    for case in &cases.cases {
        let known = known(case);
        let mut of_rules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for shows in &case.shows {
            if matches!(shows.point, Point::Decides | Point::Takes) {
                let otherwise = shows.otherwise.as_deref().expect("a case shows it");
                of_rules.entry(&shows.of).or_default().push(otherwise);
            }
        }
        for (id, otherwise) in of_rules.into_iter().step_by(every) {
            let rule = book.find(id).and_then(|rule| book.rule(rule));
            if rule.is_some_and(|rule| matches!(rule.role, Role::Scope { .. })) {
                continue;
            }
            let changed = books_without.entry(id).or_insert_with(|| {
                let changed = without(shipped, book, id)?;
                Some(Program::compile(changed, Edition::AsDeemed).with_node_budget(0))
            });
            let Some(changed) = changed else {
                continue;
            };
            for what in otherwise {
                let (with, without) = (says(&program, &known, what), says(changed, &known, what));
                assert_ne!(
                    with, without,
                    "{id} does not decide {what}\n{}",
                    case.example.request
                );
                tried += 1;
            }
        }
    }
    tried
}

/// Nothing is told of twice: shown in one case, shown in none, or not found out.
fn each_once(cases: &CaseBook) {
    let shown = cases.cases.iter().flat_map(|case| &case.shows);
    let all = shown.chain(&cases.never).chain(&cases.not_found_out);
    let all: Vec<_> = all.map(|each| (each.point, &each.of, &each.on)).collect();
    let once: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(all.len(), once.len());
}

/// Each judgement that a case is there for is recorded in it with that answer.
fn judgements_are_recorded(cases: &CaseBook) -> usize {
    let mut recorded = 0;
    for case in &cases.cases {
        for shows in case
            .shows
            .iter()
            .filter(|each| each.point == Point::Judgement)
        {
            let record = format!("judgement: {}, ", shows.of);
            assert!(case.example.request.contains(&record), "{}", shows.says);
            recorded += 1;
        }
    }
    recorded
}

/// At most half as many again as it takes.
fn are_few(cases: &CaseBook) -> bool {
    cases.at_least > 1 && 2 * cases.cases.len() <= 3 * cases.at_least
}

#[test]
fn the_case_book_of_the_procedure() {
    let council = doncaster();
    let book = council.procedure();
    let cases = analysis::case_book(book);
    comes_true(book, &cases);
    let tried = decide_their_cases(DONCASTER_PROCEDURE, book, &cases, 1);
    assert!(tried > 120, "{tried}");
    assert!(judgements_are_recorded(&cases) > 30);
    assert!(cases.not_found_out.is_empty());
    assert!(are_few(&cases));
    each_once(&cases);
    page("procedure", &cases);
}

/// What asking for a right says may be something that no rule of a small book asks for: nothing is lost by that.
#[test]
fn a_case_book_loses_nothing() {
    let council = doncaster();
    let file = SourceFile::new(
        "book.yaml",
        "book: procedure\ntitle: Small\nrules:\n  - ground: objection/marketing\n    provision: procedure/10a/applies/2\n    \
         grants: direct-marketing-objection/stop\n    when: information-held\n    says: You may object.\n",
    );
    let vocabulary = Arc::new(council.procedure().vocabulary().clone());
    let book = RuleBook::load(vocabulary, &[file]).unwrap_or_else(|faults| panic!("{faults}"));
    let cases = analysis::case_book(&book);
    assert_eq!(cases.shown(), 1);
    assert!(cases.at_least == 1 && cases.cases.len() == 1);
    comes_true(&book, &cases);
}

#[test]
fn the_case_book_of_the_statute() {
    let council = doncaster();
    let book = council.statute().expect("there is one").book();
    let cases = analysis::case_book(book);
    comes_true(book, &cases);
    let tried = decide_their_cases(STATUTE, book, &cases, 29);
    assert!(tried > 60, "{tried}");
    assert!(judgements_are_recorded(&cases) > 200);
    assert!(cases.not_found_out.is_empty());
    assert!(are_few(&cases));
    each_once(&cases);
    page("statute", &cases);
}
