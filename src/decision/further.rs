//! What duties and powers wait for.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    deciding::unknown_behind,
    fact_use::name_of,
    question::{Question, question_of, questions},
    wanted::Depth,
};
use crate::{
    engine::{Evaluation, Open, Target, Use},
    fact::{FactId, Test},
    rule::{Condition, RuleId},
};

/// The questions of duties and powers: each once, beside those of the outcome.
pub(super) struct Further<'e, 'b> {
    evaluation: &'e Evaluation<'b>,
    depth: Depth,
    outcome: Vec<Question>,
    alone: Vec<Question>,
}

impl<'e, 'b> Further<'e, 'b> {
    pub(super) const fn depth(&self) -> Depth {
        self.depth
    }

    pub(super) const fn new(
        evaluation: &'e Evaluation<'b>,
        outcome: Vec<Question>,
        depth: Depth,
    ) -> Self {
        Self {
            evaluation,
            depth,
            outcome,
            alone: Vec::new(),
        }
    }

    /// What is not known under the text of an open duty or power.
    pub(super) fn unknown(&self, id: RuleId) -> Vec<Use> {
        if self.evaluation.arises(id).is_unknown() {
            unknown_behind(self.evaluation, id)
        } else {
            Vec::new()
        }
    }

    /// What the text of a duty or power waits for, by name: facts, entitlements and dates.
    pub(super) fn waits_for(&mut self, id: RuleId, unknown: &[Use]) -> Vec<String> {
        if self.depth == Depth::Decided {
            for used in unknown {
                // Most are asked already: a question has many words.
                let name = name_of(self.evaluation, *used);
                if !name.is_some_and(|name| self.is_asked(&name)) {
                    self.add(question_of(self.evaluation, *used, id));
                }
            }
        }
        unknown
            .iter()
            .filter_map(|used| name_of(self.evaluation, *used))
            .collect()
    }

    /// Of the yes-no facts that the text of a duty waits for: the answer that speaks for it, where that is not a yes alone.
    pub(super) fn in_favour(&self, id: RuleId, unknown: &[Use]) -> BTreeMap<String, Option<bool>> {
        if unknown.is_empty() {
            return BTreeMap::new();
        }
        let mut signs = Signs::default();
        signs.read(self.evaluation, id, false);
        unknown
            .iter()
            .filter_map(|used| match used {
                Use::Fact(fact) => {
                    let answer = *signs.of.get(fact)?;
                    let is_left_out = answer == Some(true);
                    (!is_left_out).then_some((name_of(self.evaluation, *used)?, answer))
                }
                _ => None,
            })
            .collect()
    }

    /// The facts that can still change whether an open duty or power arises.
    pub(super) fn of(&mut self, id: RuleId) -> Vec<String> {
        if self.depth == Depth::Decided {
            return Vec::new();
        }
        let mut open = Open::default();
        self.evaluation.open_in_duty(id, &mut open);
        let asked = questions(self.evaluation, open, &[Target::Rule(id)], &[]);
        let facts = asked.iter().map(|question| question.fact.clone()).collect();
        for question in asked {
            self.add(Some(question));
        }
        facts
    }

    fn is_asked(&self, fact: &str) -> bool {
        let mut all = self.outcome.iter().chain(&self.alone);
        all.any(|question| question.fact == fact)
    }

    fn add(&mut self, question: Option<Question>) {
        let Some(question) = question else {
            return;
        };
        let mut known = self.outcome.iter_mut().chain(&mut self.alone);
        match known.find(|known| known.fact == question.fact) {
            // What a text waits for names no terms: it would only blur those that are known to matter.
            Some(known) if self.depth == Depth::EveryReason => {
                also_matters(known, question.matters)
            }
            Some(_) => {}
            None => self.alone.push(question),
        }
    }

    /// Those of the outcome, and those of duties and powers alone.
    pub(super) fn into_questions(self) -> (Vec<Question>, Vec<Question>) {
        (self.outcome, self.alone)
    }
}

/// For every yes/no fact in a rule and in the definitions behind it, the answer that speaks for the rule. None where
/// the fact is there both ways.
#[derive(Default)]
struct Signs {
    of: BTreeMap<FactId, Option<bool>>,
    seen: BTreeSet<(RuleId, bool)>,
}

impl Signs {
    fn read(&mut self, evaluation: &Evaluation<'_>, id: RuleId, is_turned: bool) {
        let rule = evaluation.book().rule(id);
        let Some(rule) = rule.filter(|_| self.seen.insert((id, is_turned))) else {
            return;
        };
        rule.when.signed_leaves(&mut |leaf, turned| {
            let speaks_for = turned == is_turned;
            match leaf {
                Condition::Fact(fact, Test::Yes) => {
                    let known = self.of.entry(*fact).or_insert(Some(speaks_for));
                    *known = known.filter(|known| *known == speaks_for);
                }
                Condition::Definition(definition, _) => {
                    self.read(evaluation, *definition, !speaks_for);
                }
                _ => {}
            }
        });
    }
}

/// A question that is asked for something else too names the terms that matter to either; none where any may.
fn also_matters(question: &mut Question, terms: Vec<String>) {
    if question.matters.is_empty() {
        return;
    }
    if terms.is_empty() {
        question.matters.clear();
    }
    for term in terms {
        if !question.matters.contains(&term) {
            question.matters.push(term);
        }
    }
}
