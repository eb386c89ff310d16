//! Facts that never matter.

use std::collections::BTreeSet;

use super::parts::asked;
use crate::{
    circuit::Atom,
    engine::Target,
    fact::{Domain, FactId, Test, Vocabulary},
    rule::RuleBook,
    symbolic::{Assignment, RuleEffects},
};

/// The facts not yet known to matter.
pub(super) struct IrrelevantFacts {
    open: BTreeSet<FactId>,
    /// What was learned from: it shows nothing new.
    seen: BTreeSet<(Target, Assignment)>,
}

impl IrrelevantFacts {
    pub(super) fn of(book: &RuleBook) -> Self {
        Self {
            open: asked(book),
            seen: BTreeSet::new(),
        }
    }

    /// No fact at all.
    pub(super) const fn none() -> Self {
        Self {
            open: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Learns from a case that a rule decides: facts whose answer alone turns it matter.
    pub(super) fn learn(
        &mut self,
        effects: &RuleEffects<'_>,
        target: Target,
        case: &[(usize, bool)],
    ) {
        if self.open.is_empty() || !self.seen.insert((target, case.to_vec())) {
            return;
        }
        let space = effects.space();
        let literals = effects.revision.said.literals(target);
        let bits = space.reasons(case, &literals);
        let facts: BTreeSet<FactId> = bits
            .iter()
            .filter_map(|(bit, _)| space.layout().atom(*bit).and_then(Atom::fact))
            .filter(|fact| self.open.contains(fact))
            .collect();
        if facts.is_empty() {
            return;
        }
        let mut turned: Vec<FactId> = Vec::new();
        let mut cases = vec![case.to_vec()];
        for fact in facts {
            for value in space.answers(fact) {
                let mut other = case.to_vec();
                other.retain(|(bit, _)| !value.iter().any(|(turned, _)| turned == bit));
                other.extend(value);
                other.sort_unstable();
                cases.push(other);
                turned.push(fact);
            }
        }
        let mut come_to = space.come_to(&cases, &literals).into_iter();
        let before = come_to.next().flatten();
        for (fact, now) in turned.into_iter().zip(come_to) {
            if now.is_some() && now != before {
                self.open.remove(&fact);
            }
        }
    }

    /// The facts that never matter: no two cases that differ in such a fact alone come out differently.
    pub(super) fn never(self, effects: &mut RuleEffects<'_>) -> Vec<FactId> {
        let mut never = Vec::new();
        for fact in self.open {
            let Some(declared) = effects.revision.book.vocabulary().get(fact) else {
                continue;
            };
            let is_set = matches!(declared.domain, Domain::SetOf(_));
            // Where members of a set can only change together, changing one at a time shows nothing.
            if is_set && binds_members(effects.revision.book.vocabulary(), fact) {
                continue;
            }
            let answers = effects.space().answers(fact);
            let pairs = answers.iter().enumerate().flat_map(|(at, one)| {
                let others = answers.iter().skip(at + 1);
                others.map(move |other| (one, other))
            });
            // Of a set, one member at a time.
            let mut pairs = pairs.filter(|(one, other)| {
                !is_set || one.first().map(|bit| bit.0) == other.first().map(|bit| bit.0)
            });
            if pairs.all(|(one, other)| effects.is_alike(one, other)) {
                never.push(fact);
            }
        }
        never
    }
}

/// Whether a combination that cannot be is of several members of one set.
fn binds_members(vocabulary: &Vocabulary, set: FactId) -> bool {
    let of_several = |test: &Test| match test {
        Test::Any(mask) | Test::All(mask) | Test::NoneOf(mask) => mask.count_ones() > 1,
        Test::Only(_) => true,
        Test::Yes | Test::AtLeast(_) => false,
    };
    vocabulary.impossible().iter().any(|combination| {
        let of_set = combination.these.iter().filter(|(fact, ..)| *fact == set);
        let tests: Vec<&Test> = of_set.map(|(_, test, _)| test).collect();
        tests.len() > 1 || tests.into_iter().any(of_several)
    })
}
