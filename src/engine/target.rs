//! What a book can be asked of a case, and what the values that answer it mean.

use super::outcome::{Effect, Effects};
use crate::{
    fact::{Extent, Possible, Truth},
    law::{Entitlement, Right},
    rule::RuleId,
};

/// Something a book says of every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// What a right comes to: [`right_value`](crate::unstable::right_value).
    Right(Right),
    /// How far an entitlement is granted: [`entitlement_value`](crate::unstable::entitlement_value).
    Entitlement(Entitlement),
    /// Whether a duty, power or note arises, and whether any other rule holds: 1 for yes, 0 for no.
    Rule(RuleId),
    /// Whether the book speaks about the case: 1 for yes, 0 for no.
    Scope,
}

/// What the values of a right's diagram mean.
pub mod right_value {
    /// It does not apply.
    pub const DOES_NOT_APPLY: u8 = 0;
    /// It applies.
    pub const APPLIES: u8 = 1;
    /// It applies in part.
    pub const IN_PART: u8 = 3;
    /// The book does not speak about the case.
    pub const OUT_OF_SCOPE: u8 = 4;
    /// The book has no rules for the right.
    pub const SILENT: u8 = 5;
}

/// What the values of an entitlement's diagram mean.
pub mod entitlement_value {
    /// No ground holds.
    pub const NO_GROUND: u8 = 0;
    /// A ground holds, and exemptions take all of it.
    pub const EXEMPT: u8 = 1;
    /// It is granted in part.
    pub const PART: u8 = 2;
    /// It is granted.
    pub const WHOLE: u8 = 3;
}

/// The extents among the values of an entitlement's diagram.
pub(crate) fn extents(values: u64) -> Possible {
    let means = [
        (0b0011, Extent::None),
        (0b0100, Extent::Part),
        (0b1000, Extent::Whole),
    ];
    means
        .into_iter()
        .filter(|(mask, _)| values & mask != 0)
        .fold(Possible::NEVER, |all, (_, extent)| {
            all.or(Possible::only(extent))
        })
}

/// One value for all that are the same answer. Nothing granted is one answer, whether for want of a
/// ground or because of an exemption.
pub(crate) const fn alike(target: Target, value: u8) -> u8 {
    match (target, value) {
        (Target::Entitlement(_), entitlement_value::NO_GROUND) => entitlement_value::EXEMPT,
        (_, value) => value,
    }
}

/// The values of a target with two values.
pub(crate) const fn values_of(truth: Truth) -> u64 {
    match truth {
        Truth::No => 0b01,
        Truth::Yes => 0b10,
        Truth::Unknown => 0b11,
    }
}

/// The truth that these values of a target with two leave.
pub(crate) const fn truth_of(values: u64) -> Truth {
    match values {
        0b01 => Truth::No,
        0b10 => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// What the values of a right's diagram mean.
const MEANS: [(u8, Effect); 5] = [
    (right_value::APPLIES, Effect::Applies),
    (right_value::IN_PART, Effect::AppliesInPart),
    (right_value::DOES_NOT_APPLY, Effect::DoesNotApply),
    (right_value::OUT_OF_SCOPE, Effect::OutOfScope),
    (right_value::SILENT, Effect::Silent),
];

/// The values of a right's diagram that mean these effects.
pub(crate) fn values_of_right(effects: Effects) -> u64 {
    MEANS
        .into_iter()
        .filter(|(_, effect)| effects.has(*effect))
        .fold(0, |all, (value, _)| all | 1 << value)
}

/// The effect that a value of a right's diagram means.
#[cfg(feature = "inquiry")]
pub(crate) fn effect_of_right(value: u8) -> Effect {
    let meant = MEANS.into_iter().find(|(known, _)| *known == value);
    meant.map_or(Effect::DoesNotApply, |(_, effect)| effect)
}

/// The effects that the values of a right's diagram mean.
pub(crate) fn effects_of_right(values: u64) -> Effects {
    MEANS
        .into_iter()
        .filter(|(value, _)| values & (1 << value) != 0)
        .map(|(_, effect)| effect)
        .collect()
}

/// The values of an entitlement that these truths leave.
pub(crate) fn values_of_extent(ground: Truth, part: Truth, whole: Truth) -> u64 {
    let mut values = 0;
    if !ground.is_yes() && !part.is_yes() {
        values |= 1 << entitlement_value::NO_GROUND;
    }
    if !ground.is_no() && !part.is_yes() {
        values |= 1 << entitlement_value::EXEMPT;
    }
    if !part.is_no() && !whole.is_yes() {
        values |= 1 << entitlement_value::PART;
    }
    if !whole.is_no() {
        values |= 1 << entitlement_value::WHOLE;
    }
    values
}
