//! A council is data: another procedure and register, the same vocabulary, no Rust.

use crate::common;

use std::sync::Arc;

use common::councils::{book, files_of as of, over_the_statute, registers, requests};
use common::kept_page;
use data_subject_rights::{
    Controller,
    advice::Advice,
    calendar::Date,
    case::{Council, Request},
    decision::Outcome,
    explain,
    fact::Vocabulary,
    law::Right,
    source::{Code, SourceFile},
};

/// The council's procedure and register alone.
fn northmoor() -> Controller {
    let procedure = book(
        &common::councils::shared_vocabulary(),
        "tests/councils/northmoor/procedure",
    );
    Controller::new("Northmoor Council", procedure, registers("northmoor"))
}

#[test]
fn another_council_stands_over_the_same_statute_without_any_rust() {
    let request = request("objection-on-the-waiting-list");
    let advice = over_the_statute("northmoor")
        .reasons(&request)
        .unwrap_or_else(|faults| panic!("{faults}"));
    let law: Vec<_> = advice
        .decisions
        .iter()
        .filter_map(|decision| decision.statute.as_ref())
        .collect();
    assert_eq!(law.len(), advice.decisions.len());
    assert!(law.iter().all(|decision| decision.book == "statute"));
    // What the settings say of the controller is known, and never asked.
    let asked = law.iter().flat_map(|decision| &decision.questions);
    for question in asked {
        assert!(!["controller-kind", "nation", "foi-authority"].contains(&question.fact.as_str()));
    }
    let text = explain::reasons(&advice);
    assert!(text.contains("by law"), "{text}");
    assert!(
        text.contains("The Complaints Team, Town Hall, Northmoor"),
        "{text}"
    );
    // The same request under the same law comes to the same in both councils; the procedures differ.
    let here = northmoor().reasons(&request).expect("it is decided");
    assert_eq!(advice.decisions.len(), here.decisions.len());
    for (one, other) in advice.decisions.iter().zip(&here.decisions) {
        assert_eq!(one.procedure.outcome, other.procedure.outcome);
        assert!(other.statute.is_none());
    }
}

#[test]
fn settings_state_facts_about_a_controller_and_nothing_else() {
    let vocabulary = Vocabulary::load(&of("rules/vocabulary")).expect("it loads");
    for (facts, code) in [
        ("{ information-held: yes }", Code::NotAFactOfARequest),
        ("{ controller-kinds: school }", Code::UnknownFact),
        ("{ controller-kind: skool }", Code::UnknownTerm),
    ] {
        let file = SourceFile::new(
            "settings.yaml",
            format!("council: Northmoor\nfacts: {facts}\n"),
        );
        let council = Council::load(&file).expect("it is well formed");
        let faults = council.check(&vocabulary).expect_err("it has a fault");
        assert!(
            faults.iter().any(|fault| fault.code() == code),
            "{facts}: {faults}"
        );
    }
}

#[test]
fn books_over_two_vocabularies_are_refused() {
    let load = |folder: &str, vocabulary: Vocabulary| book(&Arc::new(vocabulary), folder);
    let whole = || Vocabulary::load(&of("rules/vocabulary")).expect("it loads");
    let mut fewer = of("rules/vocabulary");
    fewer.retain(|file| !file.name().contains("lawfulness") && !file.name().contains("schedule"));
    let fewer = Vocabulary::load(&fewer).expect("it loads");
    let procedure = load("tests/councils/northmoor/procedure", fewer);
    let controller = Controller::new("Northmoor Council", procedure, Vec::new());
    assert!(controller.over(load("rules/statute", whole())).is_err());
}

fn doncaster_with_northmoors_register() -> Controller {
    registers("northmoor")
        .into_iter()
        .fold(crate::common::doncaster(), Controller::with_register)
}

fn request(name: &str) -> Request {
    let mut all = requests("northmoor").into_iter();
    all.find(|(known, _)| known == name).expect("it exists").1
}

fn outcome(advice: &Advice, right: Right) -> Outcome {
    let overall = advice.overall.iter().find(|overall| overall.right == right);
    overall.expect("it was asked for").procedure.outcome
}

#[test]
fn the_other_councils_advice_is_as_its_snapshots_say() {
    let council = northmoor();
    let _guard = common::pages_in("snapshots/northmoor");
    for (name, request) in requests("northmoor") {
        let advice = council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{faults}"));
        insta::assert_snapshot!(name, kept_page(&advice));
    }
}

#[test]
fn a_narrower_ground_and_a_default_restriction_are_differences_of_data_alone() {
    let request = request("objection-on-the-waiting-list");
    let there = northmoor()
        .decide(&request)
        .unwrap_or_else(|faults| panic!("{faults}"));
    // Northmoor upholds the objection, and still erases only where the basis is legitimate interests.
    assert_eq!(outcome(&there, Right::Objection), Outcome::Applies);
    assert_eq!(outcome(&there, Right::Erasure), Outcome::DoesNotApply);
    assert_eq!(outcome(&there, Right::Restriction), Outcome::Applies);
    // Doncaster's scope asks who the controller is: the register is another council's.
    let here = doncaster_with_northmoors_register()
        .decide(&request)
        .expect("it is decided");
    assert_eq!(outcome(&here, Right::Objection), Outcome::Open);
}

#[test]
fn thirty_days_are_not_a_month() {
    let request = Request::received(Date::constant(2026, 1, 31)).asks(Right::Erasure);
    let due = |council: &Controller, duty: &str| {
        let advice = council.decide(&request).expect("it is decided");
        let mut duties = advice.duties_of(&advice.groups[0].procedure);
        duties
            .find(|each| each.duty == duty)
            .and_then(|each| each.by)
    };
    let doncaster = crate::common::doncaster();
    assert_eq!(
        due(&northmoor(), "requests/in-30-days"),
        Some(Date::constant(2026, 3, 2))
    );
    assert_eq!(
        due(&doncaster, "requests/answer-in-time"),
        Some(Date::constant(2026, 2, 28))
    );
}

#[test]
fn a_contested_opinion_gets_a_statement_instead_of_a_change() {
    let (council, request) = (northmoor(), request("opinion-on-a-plot"));
    let advice = council.decide(&request).expect("it is decided");
    assert_eq!(
        outcome(&advice, Right::Rectification),
        Outcome::DoesNotApply
    );
    let reasons = council.reasons(&request).expect("it is decided");
    let text = explain::reasons(&reasons);
    assert!(
        text.contains("We will add a statement of what you say beside the opinion."),
        "{text}"
    );
}
