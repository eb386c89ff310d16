//! What is known of one case, as two bit masks.

use super::layout::{Atom, Layout};
use crate::{
    fact::{Extent, FactId, Members, Truth, Value},
    law::{Entitlement, Term},
    rule::Dates,
};

/// Sixty-four bits: which are known to be so, which are known not to be. A bit in neither is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word {
    pub(crate) yes: u64,
    pub(crate) no: u64,
}

impl Word {
    pub(crate) const fn truth(self, bit: usize) -> Truth {
        let mask = 1 << (bit % 64);
        if self.yes & mask != 0 {
            Truth::Yes
        } else if self.no & mask != 0 {
            Truth::No
        } else {
            Truth::Unknown
        }
    }
}

/// What is known of one case, in the form that a program decides.
///
/// A program makes it ([`Program::case`](super::Program::case)) and only that program can read it. It may
/// be kept and changed: making it costs more than deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masks {
    pub(crate) words: Vec<Word>,
}

impl Masks {
    /// A case of which the dates are known and that nothing is claimed; no fact.
    pub(crate) fn new(layout: &Layout, dates: &Dates) -> Self {
        let mut masks = Self {
            words: vec![Word::default(); layout.words()],
        };
        for (date, day, bit) in layout.dates() {
            if let Some(known) = dates.get(date) {
                masks.set(bit, Truth::from(known >= day));
            }
        }
        for entitlement in Entitlement::all() {
            masks.claim(layout, entitlement, false);
        }
        masks
    }

    pub(crate) fn claim(&mut self, layout: &Layout, entitlement: Entitlement, claimed: bool) {
        if let Some(bit) = layout.claim(entitlement) {
            self.set(bit, Truth::from(claimed));
        }
    }

    /// Records the value of a fact, replacing what was recorded before.
    pub(crate) fn know(&mut self, layout: &Layout, fact: FactId, value: Value) {
        let Some((first, size)) = layout.span(fact) else {
            return;
        };
        let one_of_several = |members: Members| match layout.atom(first) {
            Some(Atom::Member(..)) => Some((members.present, members.absent)),
            _ => None,
        };
        let (yes, no) = match value {
            Value::YesNo(true) => (1, 0),
            Value::YesNo(false) => (0, 1),
            Value::Extent(Extent::None) => (0, 0b11),
            Value::Extent(Extent::Part) => (0b01, 0b10),
            Value::Extent(Extent::Whole) => (0b11, 0),
            Value::Members(members) => one_of_several(members).unwrap_or_default(),
        };
        let universe = universe(size);
        if let Some(word) = self.words.get_mut(first / 64) {
            let at = first % 64;
            word.yes = (word.yes & !(universe << at)) | ((yes & universe) << at);
            word.no = (word.no & !(universe << at)) | ((no & universe) << at);
        }
    }

    /// Records that a fact is unknown.
    pub(crate) fn forget(&mut self, layout: &Layout, fact: FactId) {
        if let Some((first, size)) = layout.span(fact)
            && let Some(word) = self.words.get_mut(first / 64)
        {
            let mask = !(universe(size) << (first % 64));
            word.yes &= mask;
            word.no &= mask;
        }
    }

    /// What is known of a bit ([`Program::atom`](super::Program::atom) says what it stands for).
    #[must_use]
    pub fn truth(&self, bit: usize) -> Truth {
        self.words
            .get(bit / 64)
            .map_or(Truth::Unknown, |word| word.truth(bit))
    }

    fn set(&mut self, bit: usize, truth: Truth) {
        if let Some(word) = self.words.get_mut(bit / 64) {
            let mask = 1 << (bit % 64);
            word.yes &= !mask;
            word.no &= !mask;
            match truth {
                Truth::Yes => word.yes |= mask,
                Truth::No => word.no |= mask,
                Truth::Unknown => {}
            }
        }
    }
}

const fn universe(size: usize) -> u64 {
    if size >= 64 {
        u64::MAX
    } else {
        (1 << size) - 1
    }
}
