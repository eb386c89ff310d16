//! How far an entitlement is granted.

use super::verdict::{Because, EntitlementVerdict};
use crate::{
    fact::{Extent, Possible, Truth},
    rule::RuleId,
};

/// How far an entitlement is granted:
///
/// ```text
/// granted = max over grounds that hold: whole − max over exemptions that hold and reach it: (extent − restored)
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The extents to which it may be granted, given the known facts.
    pub possible: Possible,
    /// The verdict that says so.
    pub verdict: EntitlementVerdict,
    /// Every ground of the entitlement, in the order of the book.
    pub grounds: Vec<GroundResult>,
}

/// One ground and the exemptions that may apply to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundResult {
    /// The ground.
    pub rule: RuleId,
    /// Whether it holds.
    pub truth: Truth,
    /// The exemptions that reach it, in the order of the book.
    pub exemptions: Vec<ExemptionResult>,
    /// What it would grant if it held.
    pub if_held: Possible,
}

/// One exemption where it reaches a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExemptionResult {
    /// The exemption.
    pub rule: RuleId,
    /// Whether it holds and reaches the rule.
    pub truth: Truth,
    /// The exceptions that may restore what it takes.
    pub exceptions: Vec<ExceptionResult>,
    /// What it would take if it held, after the exceptions.
    pub if_held: Possible,
}

/// One exception where it restores an exemption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionResult {
    /// The exception.
    pub rule: RuleId,
    /// Whether it holds.
    pub truth: Truth,
    /// How much it gives back.
    pub restores: Possible,
}

/// What comes of something that may or may not hold: nothing if it does not.
pub(super) const fn when(truth: Truth, if_held: Possible) -> Possible {
    match truth {
        Truth::Yes => if_held,
        Truth::No => Possible::only(Extent::None),
        Truth::Unknown => if_held.or(Possible::only(Extent::None)),
    }
}

impl GroundResult {
    /// What the ground grants.
    #[must_use]
    pub const fn grants(&self) -> Possible {
        when(self.truth, self.if_held)
    }
}

impl ExemptionResult {
    /// What the exemption takes.
    #[must_use]
    pub const fn takes(&self) -> Possible {
        when(self.truth, self.if_held)
    }
}

impl Grant {
    /// Whether any ground holds.
    #[must_use]
    pub fn has_ground(&self) -> Truth {
        self.verdict.has_ground()
    }

    /// Whether it may come out that a ground holds and exemptions take all it grants.
    #[must_use]
    pub const fn may_be_exempt(&self) -> bool {
        self.verdict.may_be_exempt()
    }

    /// Why nothing is granted, where that is certain.
    #[must_use]
    pub fn because(&self) -> Option<Because> {
        self.verdict.because()
    }
}
