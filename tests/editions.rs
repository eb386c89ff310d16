//! What the law changed on two days: kept as pages, and what is said of each example is what it comes to.

mod common;

use std::{collections::BTreeMap, sync::Arc};

use data_subject_rights::{
    Controller,
    analysis::{self, Finding, Review, Side},
    calendar::Date,
    case::{Council, Request},
    engine::{Evaluation, Program},
    explain,
    fact::{Extent, Possible, Truth},
    law::{Entitlement, Term},
    rule::{Dates, Edition, RuleBook},
    source::SourceFile,
};

fn doncaster() -> Controller {
    Controller::doncaster().unwrap_or_else(|faults| panic!("{faults}"))
}

/// The law for the council on two days.
fn changed(book: &Arc<RuleBook>, days: [Date; 2]) -> Review {
    let settings = common::text("rules/councils/doncaster.yaml");
    let settings = Council::load(&SourceFile::new("doncaster.yaml", settings))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let [before, after] = days.map(|day| Side::new(Arc::clone(book)).of(&settings).on(day));
    analysis::difference(&before, &after).expect("one vocabulary")
}

fn page(name: &str, page: String) {
    let _guard = common::pages_in("snapshots/analysis");
    insta::assert_snapshot!(name, page);
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
fn examples_come_true(review: &Review, book: &RuleBook, days: [Date; 2]) {
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
    // One whole case is enough for the page.
    let mut short = review.clone();
    for finding in short.findings.iter_mut().skip(1) {
        if let Some(situations) = &mut finding.situations {
            situations.example = None;
            situations.shown.truncate(1);
        }
    }
    page("law-of-19-june-2026", explain::review_text(&short));
}

/// Many rules changed at once: the page has what changed by cause, and of each change its first situation.
#[test]
fn what_the_law_changed_on_5_february_2026() {
    let book = Arc::new(doncaster().statute().expect("there is one").book().clone());
    let days = [Date::constant(2026, 2, 4), Date::constant(2026, 2, 5)];
    let review = changed(&book, days);
    examples_come_true(&review, &book, days);
    let mut by_cause: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in &review.findings {
        let mut causes: Vec<String> = Vec::new();
        for rule in &finding.rules {
            let cause = format!("{} ({})", rule.rule, rule.provision.cite());
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        by_cause.entry(causes.join("; ")).or_default().push(finding);
    }
    let mut text = format!("{}\n", review.title);
    for (cause, findings) in by_cause {
        text.push_str(&format!("\nBecause of {cause}\n"));
        for finding in findings {
            let says = finding
                .says
                .split(" Because of ")
                .next()
                .unwrap_or_default();
            text.push_str(&format!("- {says}\n"));
            let situations = finding.situations.as_ref();
            if let Some(first) = situations.and_then(|each| each.shown.first()) {
                // What is so is read first; most of the rest is that nothing else is at issue.
                let is_not = |is: &str| matches!(is, "no" | "none");
                let answers = first.answers.iter();
                let (not, so): (Vec<_>, Vec<_>) = answers.partition(|answer| is_not(&answer.is));
                let so: Vec<String> = so.iter().map(ToString::to_string).collect();
                let not: Vec<&str> = not.iter().map(|answer| answer.name.as_str()).collect();
                text.push_str(&format!("    where {}\n", so.join("; ")));
                if !not.is_empty() {
                    text.push_str(&format!(
                        "    and where none of this is so: {}\n",
                        not.join("; ")
                    ));
                }
            }
        }
    }
    page("law-of-5-february-2026", text);
}
