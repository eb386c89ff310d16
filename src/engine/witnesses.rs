//! Cases that once showed something: one of them often shows the next thing too.
//!
//! Searching takes long beside looking at a case. Every case that a search found is kept with what each gate comes
//! to in it, many cases to a word, and whatever is asked next is asked of all of them first.

use super::{
    Target,
    compile::Changed,
    network::Literal,
    space::{Space, lanes_of},
};

/// How many words of cases are kept.
const WORDS: usize = 8;

/// What a gate comes to in each case, a bit a case.
type Lanes = [u64; WORDS];

/// A case: the bits that are settled. Every other bit is "no".
type Case = Vec<(usize, bool)>;

/// Cases that can be, and what every gate of the books comes to in them.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    cases: Vec<Case>,
    values: Vec<Lanes>,
    /// The place of the next case: once all are taken, the oldest goes.
    next: usize,
}

impl Witnesses {
    /// Keeps a case.
    pub(crate) fn keep(&mut self, space: &Space<'_>, case: &[(usize, bool)]) {
        let values = space.values_of_the_books(case);
        self.values.resize(values.len(), [0; WORDS]);
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

    /// The first thing that one of the cases shows to come out otherwise, and that case.
    pub(crate) fn show(&self, space: &Space<'_>, changed: &[Changed]) -> Option<(Target, &Case)> {
        if self.cases.is_empty() {
            return None;
        }
        let added = space.lanes(&self.cases, &self.values);
        let lanes = |literal: &Literal| lanes_of(&self.values, &added, *literal);
        changed.iter().find_map(|changed| {
            let mut pairs = changed.literals.iter();
            let apart =
                pairs.find_map(|(before, after)| self.first_apart(lanes(before), lanes(after)));
            Some((changed.target, self.cases.get(apart?)?))
        })
    }

    fn first_apart(&self, one: Lanes, other: Lanes) -> Option<usize> {
        let words = one.into_iter().zip(other).enumerate();
        let apart = words.filter_map(|(at, (one, other))| {
            let apart = one ^ other;
            (apart != 0).then(|| at * 64 + apart.trailing_zeros() as usize)
        });
        apart.min().filter(|place| *place < self.cases.len())
    }
}
