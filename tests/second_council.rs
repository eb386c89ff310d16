//! A council is data: another procedure and register, the same vocabulary, no Rust.

mod common;

use std::sync::Arc;

use common::files;
use data_subject_rights::{
    Controller,
    advice::Advice,
    calendar::Date,
    case::{Council, Register, Request},
    clock::read_holidays,
    decision::Outcome,
    explain,
    fact::Vocabulary,
    law::Right,
    rule::RuleBook,
    source::{Code, SourceFile},
};

fn of(folder: &str) -> Vec<SourceFile> {
    files(folder).into_iter().map(|(_, file)| file).collect()
}

fn northmoor() -> Controller {
    let vocabulary = Vocabulary::load(&of("rules/vocabulary")).expect("it loads");
    let folder = "tests/councils/northmoor";
    let procedure = RuleBook::load(Arc::new(vocabulary), &of(&format!("{folder}/procedure")))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let registers = of(&format!("{folder}/registers"))
        .iter()
        .map(|file| Register::load(file).unwrap_or_else(|faults| panic!("{faults}")))
        .collect();
    Controller::new("Northmoor Council", procedure, registers)
}

/// The same council with its settings, over the statute: everything a council brings is data.
fn northmoor_over_the_statute() -> Controller {
    let vocabulary = Arc::new(Vocabulary::load(&of("rules/vocabulary")).expect("it loads"));
    let folder = "tests/councils/northmoor";
    let load = |folder: &str| {
        RuleBook::load(Arc::clone(&vocabulary), &of(folder))
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let settings = SourceFile::new(
        "settings.yaml",
        common::text(&format!("{folder}/settings.yaml")),
    );
    let settings = Council::load(&settings).unwrap_or_else(|faults| panic!("{faults}"));
    settings
        .check(&vocabulary)
        .unwrap_or_else(|faults| panic!("{faults}"));
    let registers = of(&format!("{folder}/registers"))
        .iter()
        .map(|file| Register::load(file).unwrap_or_else(|faults| panic!("{faults}")))
        .collect();
    let calendar = format!(
        "rules/calendars/{}.yaml",
        settings.calendar().expect("named")
    );
    let calendar = SourceFile::new("calendar.yaml", common::text(&calendar));
    let holidays = read_holidays(&calendar).unwrap_or_else(|faults| panic!("{faults}"));
    Controller::new(settings, load(&format!("{folder}/procedure")), registers)
        .over(load("rules/statute"))
        .expect("one vocabulary")
        .with_holidays(holidays)
}

#[test]
fn another_council_stands_over_the_same_statute_without_any_rust() {
    let request = request("objection-on-the-waiting-list");
    let advice = northmoor_over_the_statute()
        .decide(&request)
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
    let text = explain::text(&advice);
    assert!(text.contains("by law"), "{text}");
    assert!(
        text.contains("The Complaints Team, Town Hall, Northmoor"),
        "{text}"
    );
    // The same request under the same law comes to the same in both councils; the procedures differ.
    let here = northmoor().decide(&request).expect("it is decided");
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
    let load = |folder: &str, vocabulary: Vocabulary| {
        RuleBook::load(Arc::new(vocabulary), &of(folder))
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let whole = || Vocabulary::load(&of("rules/vocabulary")).expect("it loads");
    let mut fewer = of("rules/vocabulary");
    fewer.retain(|file| !file.name().contains("lawfulness") && !file.name().contains("schedule"));
    let fewer = Vocabulary::load(&fewer).expect("it loads");
    let procedure = load("tests/councils/northmoor/procedure", fewer);
    let controller = Controller::new("Northmoor Council", procedure, Vec::new());
    assert!(controller.over(load("rules/statute", whole())).is_err());
}

fn doncaster_with_northmoors_register() -> Controller {
    of("tests/councils/northmoor/registers").iter().fold(
        Controller::doncaster().expect("it loads"),
        |council, file| council.with_register(Register::load(file).expect("it loads")),
    )
}

fn request(name: &str) -> Request {
    let all = files("tests/councils/northmoor/requests");
    let (_, file) = all
        .iter()
        .find(|(known, _)| known == name)
        .expect("it exists");
    Request::load(file).unwrap_or_else(|faults| panic!("{faults}"))
}

fn outcome(advice: &Advice, right: Right) -> Outcome {
    let overall = advice.overall.iter().find(|overall| overall.right == right);
    overall.expect("it was asked for").procedure.outcome
}

#[test]
fn the_other_councils_advice_is_as_its_snapshots_say() {
    let council = northmoor();
    let _guard = common::pages_in("snapshots/northmoor");
    for (name, _) in files("tests/councils/northmoor/requests") {
        let advice = council
            .decide(&request(&name))
            .unwrap_or_else(|faults| panic!("{faults}"));
        insta::assert_snapshot!(name, explain::text(&advice));
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
        let duties = &advice.decisions[0].procedure.duties;
        duties
            .iter()
            .find(|each| each.duty == duty)
            .and_then(|each| each.by)
    };
    let doncaster = Controller::doncaster().expect("it loads");
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
    let advice = northmoor()
        .decide(&request("opinion-on-a-plot"))
        .expect("it is decided");
    assert_eq!(
        outcome(&advice, Right::Rectification),
        Outcome::DoesNotApply
    );
    let text = explain::text(&advice);
    assert!(
        text.contains("We add a statement of what you say beside the opinion."),
        "{text}"
    );
}
