//! This library: the book compiled, and one right decided in one case.
//!
//! Three rows: what the right comes to; the same with every rule that was tried and how it stands; and
//! the reasoned decision with words, questions, duties, powers and notes. Each answers exactly where no
//! missing fact can change the answer, and otherwise says that the outcome is open.

use data_subject_rights::{
    unstable::Masks,
    decision::{BookDecision, Outcome},
    engine::{Evaluation, Program, Scratch},
    fact::{Domain, FactKind, Facts, Provenance},
    law::Right,
};
use serde_json::{Map, Value, json};

use super::{DECIDED, LIBRARY};
use crate::{
    case::{Case, Names, Said},
    dates,
    oracle::Answer,
    peer::{NoAnswer, Peer},
};

/// The library's program.
pub struct Library<'p> {
    program: &'p Program,
    names: Names,
    scratch: Scratch,
    with_rules: bool,
}

impl<'p> Library<'p> {
    /// The program, with or without the rules that were tried.
    pub fn new(program: &'p Program, with_rules: bool) -> Self {
        Self {
            program,
            names: Names::of(program.book().vocabulary()),
            scratch: program.scratch(),
            with_rules,
        }
    }
}

/// What an outcome of the library is as an answer.
pub fn answer(outcome: Outcome) -> Result<Answer, NoAnswer> {
    match outcome {
        Outcome::Applies => Ok(Answer::Applies),
        Outcome::AppliesInPart => Ok(Answer::InPart),
        Outcome::DoesNotApply => Ok(Answer::Not),
        Outcome::OutOfScope => Ok(Answer::OutOfScope),
        Outcome::Silent => Ok(Answer::Silent),
        Outcome::Open => Err(NoAnswer::Open),
    }
}

impl Peer for Library<'_> {
    type Input = Masks;

    fn name(&self) -> &'static str {
        if self.with_rules { DECIDED } else { LIBRARY }
    }

    fn prepare(&self, case: &Case) -> Masks {
        let mut masks = self.program.case(&dates());
        for (name, said) in &case.named {
            let (fact, value) = self.names.value(name, said);
            self.program.know(&mut masks, fact, value);
        }
        masks
    }

    /// The library's own form. A judgement carries its record, so the text is longer than the others'.
    fn json(&self, case: &Case) -> Option<String> {
        let vocabulary = self.program.book().vocabulary();
        let facts = case.named.iter().map(|(name, said)| {
            let fact = vocabulary.find(name).expect("it is declared");
            let declared = vocabulary.get(fact).expect("it is declared");
            let value = match (said, declared.domain) {
                (Said::YesNo(yes), _) => json!(yes),
                (Said::Extent(extent), _) => json!(extent.word()),
                (Said::Terms(terms), Domain::OneOf(_)) => json!(terms[0]),
                (Said::Terms(terms), _) => json!(terms),
            };
            let judged = declared.kind == FactKind::Judgement;
            let record =
                json!({"is": value, "by": "an officer", "on": "2026-11-21", "because": "drawn"});
            (name.clone(), if judged { record } else { value })
        });
        let facts: Map<String, Value> = facts.collect();
        Some(json!({"facts": facts}).to_string())
    }

    fn read(&self, json: &str) -> Masks {
        let mut masks = self.program.case(&dates());
        let mut deserializer = serde_json::Deserializer::from_str(json);
        self.program
            .read_case(&mut deserializer, &mut masks)
            .expect("it is a case");
        masks
    }

    fn outcome(&mut self, right: Right, case: &mut Masks) -> Result<Answer, NoAnswer> {
        answer(if self.with_rules {
            self.program
                .decide(right, case, &mut self.scratch)
                .outcome()
        } else {
            self.program
                .outcome(right, case, &mut self.scratch)
                .outcome()
        })
    }
}

/// The library's reasoned decision.
pub struct Reasoned<'p> {
    program: &'p Program,
    names: Names,
}

impl<'p> Reasoned<'p> {
    /// The reasoned decision of a program.
    pub fn new(program: &'p Program) -> Self {
        Self {
            program,
            names: Names::of(program.book().vocabulary()),
        }
    }
}

impl Peer for Reasoned<'_> {
    type Input = Facts;

    fn name(&self) -> &'static str {
        "this library, reasoned decision"
    }

    fn prepare(&self, case: &Case) -> Facts {
        facts(&self.names, case)
    }

    fn outcome(&mut self, right: Right, facts: &mut Facts) -> Result<Answer, NoAnswer> {
        let evaluation = Evaluation::new(self.program, facts, dates());
        answer(BookDecision::of(&evaluation, right, &[]).outcome)
    }
}

/// A case as the library's facts, each with where it comes from.
pub(super) fn facts(names: &Names, case: &Case) -> Facts {
    let mut facts = Facts::default();
    for (name, said) in &case.named {
        let (fact, value) = names.value(name, said);
        facts.know(fact, value, Provenance::derived("a bench", "drawn"));
    }
    facts
}
