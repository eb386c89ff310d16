//! Which bit of a case stands for what.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    fact::{Domain, FactId, Vocabulary},
    law::{Entitlement, Term},
    rule::GovernedBy,
};

/// What one bit of a case stands for.
///
/// A yes/no fact has one bit. A set, and a fact that takes one of several terms, has one bit a term. An
/// extent has two: at least part, and the whole. A date has one bit for each day on which something
/// in the book begins or has just ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// The yes/no fact is yes.
    Yes(FactId),
    /// The term at this position is in the set, or is the one.
    Member(FactId, usize),
    /// The extent is part or whole.
    AtLeastPart(FactId),
    /// The extent is whole.
    Whole(FactId),
    /// The date of the case is this day or later.
    Since(GovernedBy, Date),
    /// The requester expressly claimed the entitlement.
    Claimed(Entitlement),
}

impl Atom {
    /// The fact that the bit belongs to, if it belongs to one.
    #[must_use]
    pub const fn fact(self) -> Option<FactId> {
        match self {
            Self::Yes(fact)
            | Self::Member(fact, _)
            | Self::AtLeastPart(fact)
            | Self::Whole(fact) => Some(fact),
            Self::Since(..) | Self::Claimed(_) => None,
        }
    }
}

/// The place of every bit of a case.
///
/// Bits stand in the order in which the rules first ask for them, so that what is asked together lies
/// together; the bits of one fact share a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    atoms: Vec<Option<Atom>>,
    /// The first bit of each fact, and how many it has.
    facts: Vec<Option<(usize, usize)>>,
    dates: BTreeMap<(GovernedBy, Date), usize>,
    claims: BTreeMap<Entitlement, usize>,
}

const WORD: usize = 64;

impl Layout {
    /// The first bit of a fact; the others follow it. Places are given on first use.
    pub(crate) fn fact(&mut self, fact: FactId, domain: Domain) -> usize {
        if let Some((first, _)) = self.span(fact) {
            return first;
        }
        let atoms: Vec<Atom> = match domain {
            Domain::YesNo => vec![Atom::Yes(fact)],
            Domain::Extent => vec![Atom::AtLeastPart(fact), Atom::Whole(fact)],
            Domain::OneOf(terms) | Domain::SetOf(terms) => {
                (0..terms.len()).map(|at| Atom::Member(fact, at)).collect()
            }
        };
        if self.atoms.len() % WORD + atoms.len() > WORD {
            let padded = self.atoms.len().next_multiple_of(WORD);
            self.atoms.resize(padded, None);
        }
        let first = self.atoms.len();
        if self.facts.len() <= fact.0 {
            self.facts.resize(fact.0 + 1, None);
        }
        if let Some(span) = self.facts.get_mut(fact.0) {
            *span = Some((first, atoms.len()));
        }
        self.atoms.extend(atoms.into_iter().map(Some));
        first
    }

    /// The bit of a day for a date of the case.
    pub(crate) fn since(&mut self, date: GovernedBy, day: Date) -> usize {
        let next = self.atoms.len();
        let bit = *self.dates.entry((date, day)).or_insert(next);
        if bit == next {
            self.atoms.push(Some(Atom::Since(date, day)));
        }
        bit
    }

    /// Gives a place to whatever no rule asks for: every fact and every claim.
    pub(crate) fn complete(&mut self, vocabulary: &Vocabulary) {
        for (fact, declared) in vocabulary.iter() {
            self.fact(fact, declared.domain);
        }
        for entitlement in Entitlement::all() {
            self.claimed(entitlement);
        }
    }

    /// The bit of a claim.
    pub(crate) fn claimed(&mut self, entitlement: Entitlement) -> usize {
        let next = self.atoms.len();
        let bit = *self.claims.entry(entitlement).or_insert(next);
        if bit == next {
            self.atoms.push(Some(Atom::Claimed(entitlement)));
        }
        bit
    }

    /// The first bit of a fact and how many it has.
    pub(crate) fn span(&self, fact: FactId) -> Option<(usize, usize)> {
        self.facts.get(fact.0).copied().flatten()
    }

    /// What a bit stands for.
    pub(crate) fn atom(&self, bit: usize) -> Option<Atom> {
        self.atoms.get(bit).copied().flatten()
    }

    /// How many bits there are.
    pub(crate) fn len(&self) -> usize {
        self.atoms.len()
    }

    /// How many words of 64 bits a case takes.
    pub(crate) fn words(&self) -> usize {
        self.atoms.len().div_ceil(WORD)
    }

    /// The days on which something begins or has just ended, with their bits; per date in time order.
    pub(crate) fn dates(&self) -> impl Iterator<Item = (GovernedBy, Date, usize)> {
        self.dates
            .iter()
            .map(|((date, day), bit)| (*date, *day, *bit))
    }

    /// The bit of a claim, once every place is given.
    pub(crate) fn claim(&self, entitlement: Entitlement) -> Option<usize> {
        self.claims.get(&entitlement).copied()
    }
}

/// Every value of a fact, as what its bits are: of a set, each member in turn with the rest left open.
#[cfg(feature = "analysis")]
pub(crate) fn values(domain: Domain) -> Vec<Vec<(usize, bool)>> {
    match domain {
        Domain::YesNo => vec![vec![(0, false)], vec![(0, true)]],
        Domain::Extent => [[false, false], [true, false], [true, true]]
            .iter()
            .map(|bits| bits.iter().copied().enumerate().collect())
            .collect(),
        Domain::OneOf(terms) => (0..terms.len())
            .map(|is| (0..terms.len()).map(|at| (at, at == is)).collect())
            .collect(),
        Domain::SetOf(terms) => (0..terms.len())
            .flat_map(|at| [vec![(at, false)], vec![(at, true)]])
            .collect(),
    }
}
