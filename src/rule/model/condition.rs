//! What must hold for a rule to fire.

use super::rule_id::RuleId;
use crate::{
    fact::{FactId, Test},
    law::Entitlement,
};

/// A condition. Rule files write it as described in `rules/README.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It holds whatever the facts are.
    Always,
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// A test on a fact is met.
    Fact(FactId, Test),
    /// A test on a definition is met.
    Definition(RuleId, Test),
    /// An entitlement is granted, wholly or in part.
    Granted(Entitlement),
    /// An entitlement is refused, wholly or in part.
    Refused(Entitlement),
}

impl Condition {
    /// Calls `visit` with every leaf of the condition, in the order written.
    pub fn leaves<'c>(&'c self, visit: &mut impl FnMut(&'c Self)) {
        self.signed_leaves(&mut |leaf, _| visit(leaf));
    }

    /// Calls `visit` with every leaf of the condition and whether it counts turned round, under an odd number of `not`s.
    pub fn signed_leaves<'c>(&'c self, visit: &mut impl FnMut(&'c Self, bool)) {
        self.signed(false, visit);
    }

    fn signed<'c>(&'c self, is_turned: bool, visit: &mut impl FnMut(&'c Self, bool)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.signed(is_turned, visit);
                }
            }
            Self::Not(part) => part.signed(!is_turned, visit),
            leaf => visit(leaf, is_turned),
        }
    }
}
