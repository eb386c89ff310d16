//! From what is known of a case to the effects that a right may still have.

use std::ops::BitOr;

use super::known::{
    AUTHORITY_SHOWN, COUNCIL_IS_CONTROLLER, DATA_SUBJECT_ASKS, Known, PERSON_IS_LIVING, Reading,
    SOMEBODY_ELSE_ASKS,
};

/// The effects that are still possible, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Effects(u8);

impl Effects {
    pub const APPLIES: Self = Self(1);
    pub const APPLIES_IN_PART: Self = Self(2);
    pub const DOES_NOT_APPLY: Self = Self(4);
    pub const OUT_OF_SCOPE: Self = Self(8);
    pub const SILENT: Self = Self(16);

    /// Those of the three effects that are possible.
    #[inline(always)]
    pub const fn possible(applies: bool, in_part: bool, does_not_apply: bool) -> Self {
        Self(applies as u8 | (in_part as u8) << 1 | (does_not_apply as u8) << 2)
    }

    /// Whether all of these are among them.
    pub const fn has(self, these: Self) -> bool {
        self.0 & these.0 == these.0
    }
}

impl BitOr for Effects {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Decides a right: `read` looks at one reading of the facts, and `effects` says what the right may
/// come to, from what is certainly so and what is possibly so.
#[inline(always)]
pub fn decide<Seen: Copy>(
    known: &Known,
    read: impl Fn(Reading) -> Seen,
    effects: impl Fn(Seen, Seen) -> Effects,
) -> Effects {
    // Out of scope whatever the open facts are: nothing else is asked.
    if !in_scope(known.possibly()) {
        return Effects::OUT_OF_SCOPE;
    }
    let certainly = read(known.certainly());
    // Where everything is known the two readings are one.
    if known.is_complete() {
        return effects(certainly, certainly);
    }
    let effects = effects(certainly, read(known.possibly()));
    if in_scope(known.certainly()) {
        effects
    } else {
        effects | Effects::OUT_OF_SCOPE
    }
}

/// Whether the procedure speaks about the case: the council decides about the information, the person
/// is alive, and whoever asks may ask for them. Most drawn cases fail at the first of these.
#[inline(always)]
fn in_scope(facts: Reading) -> bool {
    // procedure/2/1: requests/council-decides, requests/living-person.
    facts.all(COUNCIL_IS_CONTROLLER | PERSON_IS_LIVING)
        // procedure/A/representative: asks-for-the-person.
        && (facts.is(DATA_SUBJECT_ASKS)
            || (facts.lacks(SOMEBODY_ELSE_ASKS) && facts.is(AUTHORITY_SHOWN)))
}

/// A right that gives one thing, wholly or not at all.
#[inline(always)]
pub fn one(known: &Known, granted: impl Fn(Reading) -> bool) -> Effects {
    decide(known, granted, |certainly, possibly| {
        Effects::possible(possibly, false, !certainly)
    })
}
