//! Every case under `tests/cases/` decided and explained: one snapshot each, and every rule tried.
//!
//! `tests/README.md` describes the case files.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};

use common::{council_for_cases, kept, read_cases};
use data_subject_rights::{
    decision::{DutyState, PowerState},
    engine::Evaluation,
    fact::Truth,
    rule::{Condition, Role},
};

#[test]
fn every_case_is_decided_as_its_snapshot_says() {
    let council = council_for_cases();
    let _guard = common::pages_in("snapshots/cases");
    let mut changed = Vec::new();
    for (name, request) in read_cases() {
        let advice = council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        let text = kept(&name, &advice);
        // One run shows every case that changes, not the first alone.
        let kept = std::panic::catch_unwind(|| {
            insta::assert_snapshot!(name.replace('/', "__"), text);
        });
        if kept.is_err() {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "the advice changed in:\n{}",
        changed.join("\n")
    );
}

/// What each rule came to in each case: the truths it had in decisions on rights it belongs to.
type Tried = BTreeMap<String, BTreeMap<usize, BTreeSet<char>>>;

fn tried() -> (Vec<String>, Tried) {
    let council = council_for_cases();
    let mut tried = Tried::new();
    let mut names = Vec::new();
    for (at, (name, request)) in read_cases().into_iter().enumerate() {
        let mut note = |rule: &str, mark: char| {
            let of_rule = tried.entry(rule.to_owned()).or_default();
            of_rule.entry(at).or_default().insert(mark);
        };
        let reasons = council
            .reasons(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        for decision in &reasons.decisions {
            for reason in &decision.procedure.reasons {
                note(&reason.rule, mark(reason.truth));
            }
            for duty in &decision.procedure.duties {
                let mark = match duty.state {
                    DutyState::Due | DutyState::Met => '+',
                    DutyState::NotDue => '-',
                    DutyState::Open => '?',
                };
                note(&duty.duty, mark);
            }
            for power in &decision.procedure.powers {
                let mark = match power.state {
                    PowerState::Available => '+',
                    PowerState::NotAvailable => '-',
                    PowerState::Open => '?',
                };
                note(&power.power, mark);
            }
        }
        for situation in council.situations(&request).expect("it was decided") {
            let evaluation = Evaluation::new(council.program(), &situation.facts, situation.dates);
            for (id, rule) in council.procedure().rules() {
                let belongs = match &rule.role {
                    Role::Note { rights, .. } => {
                        situation.rights.iter().any(|right| rights.contains(right))
                    }
                    Role::Definition(_) => true,
                    _ => false,
                };
                if belongs {
                    note(&rule.id, mark(evaluation.holds(id)));
                }
            }
        }
        names.push(name);
    }
    (names, tried)
}

const fn mark(truth: Truth) -> char {
    match truth {
        Truth::Yes => '+',
        Truth::No => '-',
        Truth::Unknown => '?',
    }
}

/// Every rule that has a condition holds somewhere, fails somewhere and is left open somewhere,
/// in a decision on a right that it belongs to.
#[test]
fn every_rule_decides_both_ways_and_is_left_open_somewhere() {
    let (_, tried) = tried();
    let council = council_for_cases();
    let missing: Vec<String> = council
        .procedure()
        .rules()
        .filter(|(_, rule)| rule.when != Condition::Always)
        .filter_map(|(_, rule)| {
            let seen: BTreeSet<char> = tried
                .get(&rule.id)
                .map(|cases| cases.values().flatten().copied().collect())
                .unwrap_or_default();
            let never: Vec<&str> = [('+', "holds"), ('-', "fails"), ('?', "is left open")]
                .into_iter()
                .filter(|(mark, _)| !seen.contains(mark))
                .map(|(_, word)| word)
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

/// The matrix of rules and cases: which case tries which rule, and how it came out.
#[test]
fn the_matrix_of_rules_and_cases_is_as_its_snapshot_says() {
    let (names, tried) = tried();
    let council = council_for_cases();
    let mut matrix = String::from(
        "Each row is a rule, each column a case, numbered below.\n\
         + holds, - does not hold, ? is open, * differs between the parts of the case, . is not tried\n\n",
    );
    let width = council
        .procedure()
        .rules()
        .map(|(_, rule)| rule.id.len())
        .max();
    let width = width.expect("there are rules");
    for (_, rule) in council.procedure().rules() {
        let cells: String = (0..names.len())
            .map(
                |at| match tried.get(&rule.id).and_then(|cases| cases.get(&at)) {
                    None => '.',
                    Some(marks) if marks.len() > 1 => '*',
                    Some(marks) => marks.first().copied().unwrap_or('.'),
                },
            )
            .collect();
        matrix.push_str(&format!("{:<width$} {cells}\n", rule.id));
    }
    matrix.push('\n');
    let names = names.iter().enumerate();
    let names: Vec<String> = names
        .map(|(at, name)| format!("{} {name}", at + 1))
        .collect();
    matrix.push_str(&textwrap::fill(&names.join(", "), 140));
    matrix.push('\n');
    let _guard = common::pages_in("snapshots");
    insta::assert_snapshot!("rules-by-cases", matrix);
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
