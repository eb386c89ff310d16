//! Answers that hold whatever the missing facts are, and answers that could not be worked out.

use crate::common;

use std::sync::Arc;

use common::pages_in;
use data_subject_rights::{
    Controller,
    calendar::Date,
    case::Request,
    decision::Outcome,
    engine::{Program, Target},
    explain,
    fact::Vocabulary,
    law::Right,
    rule::{Edition, RuleBook},
    source::SourceFile,
    unstable::BudgetExceeded,
};

const FACTS: &str = "
facts:
  - { fact: old, name: old, kind: observed, about: item, ask: Is it old?, answered-by: officer, provision: procedure/1 }
  - { fact: kept, name: kept, kind: observed, about: item, ask: Is it kept?, answered-by: officer, provision: procedure/1 }
  - { fact: ours, name: ours, kind: observed, about: item, ask: Is it ours?, answered-by: officer, provision: procedure/1 }
";

const RULES: &str = "
book: procedure
title: A procedure in which some things cancel out
rules:
  - scope: scope/ours
    provision: procedure/0
    when: { any: [ours, { not: ours }] }
    otherwise: another council
    says: It is ours or it is not.
  - ground: erasure/old-and-kept
    provision: procedure/1/1
    grants: erasure/erase
    when: { all: [old, kept] }
    says: It is old, and we keep it.
  - ground: erasure/old-and-not-kept
    provision: procedure/1/1
    grants: erasure/erase
    when: { all: [old, { not: kept }] }
    says: It is old, and we do not keep it.
  - ground: erasure/new
    provision: procedure/1/2
    grants: erasure/erase
    when: { not: old }
    says: It is new.
  - ground: objection/always
    provision: procedure/2/1
    grants: objection/stop
    when: old
    says: You object to the use of something old.
  - exemption: objection/kept
    provision: procedure/2/2
    exempts: procedure/2/1
    when: kept
    says: We keep it.
  - exemption: objection/not-kept
    provision: procedure/2/3
    exempts: procedure/2/1
    when: { not: kept }
    says: We do not keep it.
";

fn council() -> Controller {
    let facts = SourceFile::new("facts.yaml", FACTS);
    let vocabulary = Vocabulary::load(&[facts]).unwrap_or_else(|faults| panic!("{faults}"));
    let rules = SourceFile::new("rules.yaml", RULES);
    let book =
        RuleBook::load(Arc::new(vocabulary), &[rules]).unwrap_or_else(|faults| panic!("{faults}"));
    Controller::new("A council", book, Vec::new())
}

/// Plain three-valued evaluation would leave all of this open.
#[test]
fn what_holds_whatever_is_missing_is_an_answer_and_says_so() {
    let request = Request::received(Date::constant(2026, 11, 21))
        .asks(Right::Erasure)
        .asks(Right::Objection);
    let advice = council().reasons(&request).expect("it is decided");
    let outcomes: Vec<Outcome> = advice
        .overall
        .iter()
        .map(|each| each.procedure.outcome)
        .collect();
    assert_eq!(outcomes, [Outcome::Applies, Outcome::DoesNotApply]);
    assert!(
        advice
            .decisions
            .iter()
            .all(|each| each.procedure.questions.is_empty())
    );
    let _pages = pages_in("snapshots");
    insta::assert_snapshot!("whatever-is-missing", explain::reasons(&advice));
}

#[test]
fn a_diagram_beyond_its_budget_is_an_error_and_deciding_goes_on_without_it() {
    let council = council();
    let book = council.procedure().clone();
    let program = Program::compile(book, Edition::AsDeemed).with_node_budget(1);
    assert_eq!(
        program.diagram(Target::Right(Right::Erasure)),
        Err(BudgetExceeded { budget: 1 })
    );
    let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Erasure);
    let council = council.with_program(program);
    let advice = council.decide(&request).expect("it is decided");
    let answer = &advice.groups[0].procedure;
    assert_eq!(answer.outcome, Outcome::Open);
    assert!(!answer.exact && !answer.questions.is_empty());
    let reasons = council.reasons(&request).expect("it is decided");
    let decision = &reasons.decisions[0].procedure;
    assert_eq!(decision.outcome, Outcome::Open);
    assert!(!decision.exact && !decision.questions.is_empty());
    assert!(explain::reasons(&reasons).contains("too intertwined"));
    let json = serde_json::to_string(&advice).expect("it serialises");
    assert!(json.contains("\"exact\":false"));
    let back: data_subject_rights::advice::Advice = serde_json::from_str(&json).expect("it reads");
    assert_eq!(back, advice);
}
