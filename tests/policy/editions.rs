//! What the law changed on two days: kept as pages, and what is said of each example is what it comes to.

use crate::common;

use std::sync::Arc;

use data_subject_rights::{
    Controller,
    analysis::{self, BookEdition, RuleReview},
    calendar::Date,
    case::{Council, Request},
    engine::{Evaluation, Program},
    explain::{self, Detail},
    fact::{Extent, Possible, Truth},
    law::{Entitlement, Term},
    rule::{Dates, Edition, RuleBook},
    source::SourceFile,
};

fn doncaster() -> Controller {
    crate::common::doncaster()
}

/// The law for the council on two days.
fn changed(book: &Arc<RuleBook>, days: [Date; 2]) -> RuleReview {
    let settings = common::text("rules/councils/doncaster.yaml");
    let settings = Council::load(&SourceFile::new("doncaster.yaml", settings))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let [before, after] = days.map(|day| BookEdition::new(Arc::clone(book)).of(&settings).on(day));
    analysis::difference(&before, &after).expect("one vocabulary")
}

fn page(name: &str, review: &RuleReview) {
    let _guard = common::pages_in("snapshots/analysis");
    insta::assert_snapshot!(name, explain::review_text(review, Detail::Short));
}

/// What an example comes to in one thing, in the words of a finding.
fn comes_to(evaluation: &Evaluation<'_>, program: &Program, what: &str) -> &'static str {
    if what == "the scope of the book" {
        return match evaluation.scope() {
            Truth::Yes => "applies",
            Truth::No => "does not apply",
            Truth::Unknown => "open",
        };
    }
    // A duty may have the id of an entitlement: what is granted is told first.
    if let Some(entitlement) = Entitlement::from_code(what) {
        let Some(grant) = evaluation.grant(entitlement) else {
            return "does not apply (no ground)";
        };
        return match (grant.possible, grant.has_ground()) {
            (possible, _) if possible == Possible::only(Extent::Whole) => "applies",
            (possible, _) if possible == Possible::only(Extent::Part) => "applies in part",
            (_, Truth::No) => "does not apply (no ground)",
            (possible, _) if possible == Possible::only(Extent::None) => "does not apply (exempt)",
            _ => "open",
        };
    }
    let rule = program.book().find(what);
    match rule.map_or(Truth::No, |rule| evaluation.arises(rule)) {
        Truth::Yes => "applies",
        Truth::No => "does not apply",
        Truth::Unknown => "open",
    }
}

/// Every example can be read and decided, and comes to what is said of it on both days.
fn examples_come_true(review: &RuleReview, book: &RuleBook, days: [Date; 2]) {
    let council = doncaster();
    // What is known of an example forces what it shows, so that plain evaluation tells.
    let program = Program::compile(book.clone(), Edition::AsDeemed).with_node_budget(0);
    let (mut ran, mut held) = (0, 0);
    for finding in &review.findings {
        let situations = finding.situations.as_ref();
        let Some(example) = situations.and_then(|each| each.example.as_ref()) else {
            continue;
        };
        let file = SourceFile::new("example.yaml", example.request.clone());
        let told = format!("{}\n{}", finding.says, example.request);
        let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}\n{told}"));
        let known = council.situations(&request);
        let known = known.unwrap_or_else(|faults| panic!("{faults}\n{told}"));
        ran += 1;
        let (Some(what), [situation]) = (finding.about.first(), known.as_slice()) else {
            panic!("one thing in one situation\n{told}");
        };
        for (day, said) in days.into_iter().zip(example.comes_to.split(". ")) {
            let evaluation = Evaluation::new(&program, &situation.facts, Dates::all_on(day));
            let is = comes_to(&evaluation, &program, what);
            let (_, said) = said.rsplit_once(": ").expect("a side and what it says");
            // A duty that shares its id with an entitlement is told as a duty.
            if said == is {
                held += 1;
            } else if Entitlement::from_code(what).is_none() {
                panic!("{what}: {said}, not {is}, on {day}\n{told}");
            }
        }
    }
    assert!(ran > 0 && held * 10 > ran * 19, "{held} of {ran} twice");
}

#[test]
fn what_the_law_changed_on_19_june_2026() {
    let book = Arc::new(doncaster().statute().expect("there is one").book().clone());
    let days = [Date::constant(2026, 6, 18), Date::constant(2026, 6, 19)];
    let review = changed(&book, days);
    examples_come_true(&review, &book, days);
    page("law-of-19-june-2026", &review);
}

#[test]
fn what_the_law_changed_on_5_february_2026() {
    let book = Arc::new(doncaster().statute().expect("there is one").book().clone());
    let days = [Date::constant(2026, 2, 4), Date::constant(2026, 2, 5)];
    let review = changed(&book, days);
    examples_come_true(&review, &book, days);
    page("law-of-5-february-2026", &review);
}
