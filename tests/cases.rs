//! Every case under `tests/cases/` decided and explained: one snapshot each, and every rule tried.
//!
//! `tests/README.md` describes the case files.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{council_for_cases, read_cases};
use data_subject_rights::{
    decision::{DutyState, PowerState},
    engine::Evaluation,
    explain,
    fact::Truth,
    rule::{Condition, Role},
};

#[test]
fn every_case_is_decided_as_its_snapshot_says() {
    let council = council_for_cases();
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/cases");
    let _guard = settings.bind_to_scope();
    for (name, request) in read_cases() {
        let advice = council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        insta::assert_snapshot!(name.replace('/', "__"), explain::text(&advice));
    }
}

/// Every rule that has a condition holds somewhere, fails somewhere and is left open somewhere,
/// in a decision on a right that it belongs to.
#[test]
fn every_rule_decides_both_ways_and_is_left_open_somewhere() {
    let council = council_for_cases();
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut note = |rule: &str, truth: Truth| {
        let word = match truth {
            Truth::Yes => "holds",
            Truth::No => "fails",
            Truth::Unknown => "is left open",
        };
        seen.entry(rule.to_owned()).or_default().insert(word);
    };
    for (name, request) in read_cases() {
        let advice = council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        for decision in &advice.decisions {
            for reason in &decision.procedure.reasons {
                note(&reason.rule, reason.truth);
            }
            for duty in &decision.procedure.duties {
                note(
                    &duty.duty,
                    match duty.state {
                        DutyState::Due | DutyState::Met => Truth::Yes,
                        DutyState::NotDue => Truth::No,
                        DutyState::Open => Truth::Unknown,
                    },
                );
            }
            for power in &decision.procedure.powers {
                note(
                    &power.power,
                    match power.state {
                        PowerState::Available => Truth::Yes,
                        PowerState::NotAvailable => Truth::No,
                        PowerState::Open => Truth::Unknown,
                    },
                );
            }
        }
        for situation in council.situations(&request).expect("it was decided") {
            let evaluation =
                Evaluation::new(council.procedure(), &situation.facts, situation.dates);
            for (_, rule) in council.procedure().rules() {
                let belongs = match &rule.role {
                    Role::Note { rights } => {
                        situation.rights.iter().any(|right| rights.contains(right))
                    }
                    Role::Definition(_) => true,
                    _ => false,
                };
                if belongs {
                    note(&rule.id, evaluation.holds(rule));
                }
            }
        }
    }
    let missing: Vec<String> = council
        .procedure()
        .rules()
        .filter(|(_, rule)| rule.when != Condition::Always)
        .filter_map(|(_, rule)| {
            let seen = seen.get(&rule.id);
            let never: Vec<&str> = ["holds", "fails", "is left open"]
                .into_iter()
                .filter(|word| seen.is_none_or(|seen| !seen.contains(word)))
                .collect();
            (!never.is_empty()).then(|| format!("{}: never {}", rule.id, never.join(", never ")))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "{} rules are not tried in every way:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

#[test]
fn every_case_tells_a_story_and_enough_of_them_are_narratives() {
    let cases = read_cases();
    let council = council_for_cases();
    let mut narratives = 0;
    for (name, request) in &cases {
        let advice = council.decide(request).expect("it is decided");
        let scenario = advice.request.scenario.unwrap_or_default();
        assert!(
            scenario.split_whitespace().count() >= 8,
            "{name} does not tell what happened"
        );
        // A narrative is told in several sentences; a filler for one rule in one or two.
        narratives += usize::from(scenario.split_whitespace().count() >= 30);
    }
    assert!(cases.len() >= 40, "{} cases", cases.len());
    assert!(
        2 * narratives >= cases.len(),
        "{narratives} of {}",
        cases.len()
    );
}
