//! Facts that never matter.

use std::collections::BTreeSet;

use super::parts::asked;
use crate::{
    engine::{Atom, Probe, Target, alike, values},
    fact::{Domain, FactId},
    rule::{Edition, RuleBook},
};

/// Some bits of a fact, by their place in it, and their answers.
type Bits = Vec<(usize, bool)>;

/// The facts of which it is not known yet that they matter.
pub(super) struct Matters {
    open: BTreeSet<FactId>,
}

impl Matters {
    pub(super) fn of(book: &RuleBook) -> Self {
        Self { open: asked(book) }
    }

    /// No fact at all.
    pub(super) const fn none() -> Self {
        Self {
            open: BTreeSet::new(),
        }
    }

    /// Learns from a case on which a rule hangs: facts whose answer alone turns it matter.
    pub(super) fn learn(&mut self, probe: &Probe<'_>, target: Target, case: &[(usize, bool)]) {
        if self.open.is_empty() {
            return;
        }
        let space = &probe.space;
        let gates = probe.revision.said.gates(target);
        let vocabulary = probe.revision.book.vocabulary();
        let comes_to = space.comes_to(case, &gates);
        let bits = space.reasons(case, &gates);
        let facts: BTreeSet<FactId> = bits
            .iter()
            .filter_map(|(bit, _)| space.world.layout.atom(*bit).and_then(Atom::fact))
            .filter(|fact| self.open.contains(fact))
            .collect();
        for fact in facts {
            let (Some(declared), Some((first, _))) =
                (vocabulary.get(fact), space.world.layout.span(fact))
            else {
                continue;
            };
            let turns = values(declared.domain).into_iter().any(|value| {
                let mut other = case.to_vec();
                for (at, yes) in value {
                    other.retain(|(bit, _)| *bit != first + at);
                    other.push((first + at, yes));
                }
                other.sort_unstable();
                let turned = space.comes_to(&other, &gates);
                turned.is_some() && turned != comes_to
            });
            if turns {
                self.open.remove(&fact);
            }
        }
    }

    /// The facts that never matter: no two cases that differ in such a fact alone come out differently.
    pub(super) fn never(self, book: &RuleBook) -> Vec<FactId> {
        let never = |fact: &FactId| {
            let Some(declared) = book.vocabulary().get(*fact) else {
                return false;
            };
            let values = values(declared.domain);
            let pairs = values.iter().enumerate().flat_map(|(at, one)| {
                let others = values.iter().skip(at + 1);
                others.map(move |other| (one, other))
            });
            // Of a set, one member at a time.
            let alike = |(one, other): &(&Bits, &Bits)| {
                let is_set = matches!(declared.domain, Domain::SetOf(_));
                !is_set || one.first().map(|bit| bit.0) == other.first().map(|bit| bit.0)
            };
            pairs
                .filter(alike)
                .all(|(one, other)| is_alike(book, *fact, one, other))
        };
        self.open.into_iter().filter(never).collect()
    }
}

/// Whether every case comes out alike with one answer to a fact and with another.
fn is_alike(book: &RuleBook, fact: FactId, one: &[(usize, bool)], other: &[(usize, bool)]) -> bool {
    let answered = |value: &[(usize, bool)], atom: Atom| {
        let place = match atom {
            Atom::Yes(of) | Atom::AtLeastPart(of) if of == fact => 0,
            Atom::Whole(of) if of == fact => 1,
            Atom::Member(of, at) if of == fact => at,
            _ => return None,
        };
        let bit = value.iter().find(|(at, _)| *at == place);
        bit.map(|(_, yes)| *yes)
    };
    let (one, other) = (|atom| answered(one, atom), |atom| answered(other, atom));
    alike(book, Edition::AsDeemed, [&one, &other])
}
