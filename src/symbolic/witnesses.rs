//! Cases that once showed something: one of them often shows the next thing too.
//!
//! Searching takes long beside looking at a case. Every case that a search found is kept with what each node comes
//! to in it, many cases to a word, and whatever is asked next is asked of all of them first.

use super::{revision::Observability, search::Assignment, space::Space, values::lanes_of};
use crate::{circuit::Literal, engine::Target};

/// How many words of cases are kept.
const WORDS: usize = 8;

/// What a node comes to in each case, a bit a case.
type Lanes = [u64; WORDS];

/// Cases that can be, and what nodes come to in them.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    cases: Vec<Assignment>,
    /// Of the first nodes, in every case.
    values: Vec<Lanes>,
    /// The place of the next case: once all are taken, the oldest goes.
    next: usize,
}

impl Witnesses {
    /// Keeps a case.
    pub(crate) fn keep(&mut self, space: &Space<'_>, case: &[(usize, bool)]) {
        let values = space.values(case);
        let place = self.next;
        self.next = (place + 1) % (WORDS * 64);
        match self.cases.get_mut(place) {
            Some(old) => *old = case.to_vec(),
            None => self.cases.push(case.to_vec()),
        }
        for (lanes, value) in self.values.iter_mut().zip(values) {
            if let Some(word) = lanes.get_mut(place / 64) {
                *word = (*word & !(1 << (place % 64))) | (u64::from(value) << (place % 64));
            }
        }
    }

    /// Knows what the first nodes come to, and no longer what those after them did.
    pub(crate) fn forget(&mut self, from: usize) {
        self.values.truncate(from);
    }

    /// Knows what every node comes to.
    pub(crate) fn follow(&mut self, space: &Space<'_>) {
        let added = space.lanes(&self.cases, &self.values);
        self.values.extend(added);
    }

    /// The first thing that one of the cases shows to come out otherwise where a rule holds in other cases than it
    /// does, and that case.
    pub(crate) fn show(
        &self,
        observability: &Observability,
        holds: Literal,
    ) -> Option<(Target, &Assignment)> {
        let flips = self.difference(observability.holds, holds);
        if flips == [0; WORDS] {
            return None;
        }
        observability.targets.iter().find_map(|target| {
            let pairs = target.literals.iter();
            let mut cases = pairs.filter_map(|(with, without)| {
                let differ = self.difference(*with, *without);
                self.cases.get(first(&flips, &differ)?)
            });
            Some((target.target, cases.next()?))
        })
    }

    /// Where two literals differ.
    fn difference(&self, one: Literal, other: Literal) -> Lanes {
        let [one, other] = [one, other].map(|literal| lanes_of(&self.values, &[], literal));
        let mut differ = one;
        for (one, other) in differ.iter_mut().zip(other) {
            *one ^= other;
        }
        differ
    }
}

/// The first case that is in both.
fn first(one: &Lanes, other: &Lanes) -> Option<usize> {
    let words = one.iter().zip(other).enumerate();
    let mut both = words.map(|(at, (one, other))| (at, one & other));
    let (at, word) = both.find(|(_, word)| *word != 0)?;
    Some(at * 64 + word.trailing_zeros() as usize)
}
