//! What is known of one case, as two bit masks.

use super::layout::{Atom, Layout};
use crate::{
    fact::{Extent, FactId, Members, Truth, Value},
    law::{Entitlement, Term},
    rule::Dates,
};

/// Sixty-four bits: which are known to be so, which are known not to be. A bit in neither is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Word {
    pub(crate) yes: u64,
    pub(crate) no: u64,
}

/// What words say of a bit.
pub(crate) fn truth_of(words: &[Word], bit: usize) -> Truth {
    let word = words.get(bit / 64);
    word.map_or(Truth::Unknown, |word| word.truth(bit))
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
/// A program makes it ([`Program::case`](crate::engine::Program::case)), and only that program can read it: which
/// bit stands for what is the program's own, and another book, or another version of the book, has
/// others. Within its program it may be kept and changed: making it costs more than deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masks {
    pub(crate) words: Vec<Word>,
}

impl Masks {
    /// A case with known dates where nothing is claimed; no fact.
    pub(crate) fn new(layout: &Layout, dates: &Dates) -> Self {
        let mut masks = Self {
            words: vec![Word::default(); layout.words()],
        };
        for (date, day, bit) in layout.dates() {
            masks.set(bit, dates.since(date, day));
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
        let (yes, no) = match (layout.atom(first), value) {
            (Some(Atom::Yes(_)), Value::YesNo(true)) => (1, 0),
            (Some(Atom::Yes(_)), Value::YesNo(false)) => (0, 1),
            (Some(Atom::AtLeastPart(_)), Value::Extent(extent)) => match extent {
                Extent::None => (0, 0b11),
                Extent::Part => (0b01, 0b10),
                Extent::Whole => (0b11, 0),
            },
            // A member cannot be both in the set and not: what is said twice counts as in it.
            (Some(Atom::Member(..)), Value::Members(members)) => {
                (members.present, members.absent & !members.present)
            }
            // A value of another kind says nothing of this fact.
            _ => (0, 0),
        };
        let universe = universe(size);
        if let Some(word) = self.words.get_mut(first / 64) {
            let at = first % 64;
            word.yes = (word.yes & !(universe << at)) | ((yes & universe) << at);
            word.no = (word.no & !(universe << at)) | ((no & universe) << at);
        }
    }

    /// The known value of a fact.
    pub(crate) fn value(&self, layout: &Layout, fact: FactId) -> Option<Value> {
        let (first, size) = layout.span(fact)?;
        let word = self.words.get(first / 64)?;
        let of = |bits: u64| bits >> (first % 64) & universe(size);
        match (layout.atom(first)?, of(word.yes), of(word.no)) {
            (Atom::Yes(_), 1, _) => Some(Value::YesNo(true)),
            (Atom::Yes(_), _, 1) => Some(Value::YesNo(false)),
            (Atom::AtLeastPart(_), 0b11, _) => Some(Value::Extent(Extent::Whole)),
            (Atom::AtLeastPart(_), 0b01, 0b10) => Some(Value::Extent(Extent::Part)),
            (Atom::AtLeastPart(_), _, 0b11) => Some(Value::Extent(Extent::None)),
            (Atom::Member(..), present, absent) if present | absent != 0 => {
                Some(Value::Members(Members { present, absent }))
            }
            _ => None,
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

    /// What is known of a bit ([`Program::atom`](crate::engine::Program::atom) says what it stands for).
    #[must_use]
    pub fn truth(&self, bit: usize) -> Truth {
        truth_of(&self.words, bit)
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
