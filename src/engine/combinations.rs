//! The combinations of facts that cannot be, as deciding needs them.

use std::collections::{BTreeMap, BTreeSet};

use super::{compile::Compiled, form::Settings};
use crate::{
    circuit::{Bits, Literal, Schedule, Word, truth_of},
    fact::{Domain, FactId, Truth, Vocabulary},
};

/// The combinations that the vocabulary rules out.
#[derive(Debug)]
pub(crate) struct Combinations {
    /// The facts of each that are no settings: the first bit, and how many it has.
    facts: Vec<Vec<(usize, usize)>>,
    /// Of these, the facts that have exactly one of several values.
    one_of: Vec<(usize, usize)>,
    /// Whether each is met.
    met: Schedule,
    tied: BTreeMap<FactId, BTreeSet<FactId>>,
    untied: BTreeSet<FactId>,
}

impl Combinations {
    pub(crate) fn of(compiled: &Compiled, settings: &Settings, vocabulary: &Vocabulary) -> Self {
        let layout = &compiled.circuit.layout;
        let is_setting = |(first, size): (usize, usize)| {
            (first..first + size).all(|bit| settings.bits().binary_search(&bit).is_ok())
        };
        let mut tied: BTreeMap<FactId, BTreeSet<FactId>> = BTreeMap::new();
        let mut facts = Vec::with_capacity(compiled.impossible.len());
        for (of, _) in &compiled.impossible {
            for fact in of {
                let others = of.iter().filter(|other| *other != fact);
                tied.entry(*fact).or_default().extend(others);
            }
            let spans = of.iter().filter_map(|fact| layout.span(*fact));
            facts.push(spans.filter(|span| !is_setting(*span)).collect());
        }
        let is_one_of = |fact: &FactId| {
            let declared = vocabulary.get(*fact);
            declared.is_some_and(|declared| matches!(declared.domain, Domain::OneOf(_)))
        };
        let one_of = tied.keys().filter(|fact| is_one_of(fact));
        let met: Vec<Literal> = compiled.impossible.iter().map(|(_, met)| *met).collect();
        Self {
            one_of: one_of.filter_map(|fact| layout.span(*fact)).collect(),
            facts,
            met: Schedule::new(&compiled.circuit.network, layout.words(), &met),
            tied,
            untied: BTreeSet::new(),
        }
    }

    /// The other facts of the combinations that rule something out together with this one.
    pub(crate) fn tied_to(&self, fact: FactId) -> &BTreeSet<FactId> {
        self.tied.get(&fact).unwrap_or(&self.untied)
    }

    /// Whether some combination that is ruled out names the fact, alone or with others.
    pub(crate) fn is_tied(&self, fact: FactId) -> bool {
        self.tied.contains_key(&fact)
    }

    /// The bits of the facts of a case about which something is known, in combinations that may yet be met. What is known
    /// of any other fact rules nothing out that is not ruled out without it: the combinations that name it are not met.
    ///
    /// Few cases have any: what two facts rule out of each other is worked out before a case is decided.
    pub(crate) fn known_and_open(&self, case: &[Word], room: &mut Vec<Word>, known: &mut Bits) {
        known.clear();
        self.met.run_into(case, room);
        let is_known = |bit: usize| !truth_of(case, bit).is_unknown();
        for (facts, met) in self.facts.iter().zip(self.met.outputs()) {
            if met.truth(room) == Truth::No {
                continue;
            }
            for (first, size) in facts {
                if (*first..*first + *size).any(is_known) {
                    known.insert_span((*first, *size));
                }
            }
        }
        // A fact that is known to have none of its values, or two of them, has no case at all.
        for (first, size) in &self.one_of {
            let truths = (*first..*first + *size).map(|bit| truth_of(case, bit));
            let so = truths.clone().filter(|truth| truth.is_yes()).count();
            if so > 1 || truths.clone().all(Truth::is_no) {
                known.insert_span((*first, *size));
            }
        }
    }
}
