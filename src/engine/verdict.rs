//! What a right, or one entitlement, comes to in a case: everything still possible.

use serde::{Deserialize, Serialize};

use super::{
    outcome::{Effects, Outcome},
    target::{entitlement_value, extents},
};
use crate::{
    fact::{Extent, Possible, Truth},
    law::Entitlement,
};

/// What a right comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The effects still possible: exactly those that some completion of the facts leads to.
    ///
    /// Facts that cannot be so together ([`Program::contradicted_by`](super::Program::contradicted_by)) have no completion; of such a case
    /// nothing is promised.
    pub effects: Effects,
    /// False where the diagram outgrew its budget: then an effect too many may be listed, never one
    /// too few.
    pub exact: bool,
}

impl Verdict {
    /// The outcome: open where more than one effect is possible.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        self.effects.outcome()
    }
}

/// What an entitlement comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntitlementVerdict {
    /// The entitlement.
    pub entitlement: Entitlement,
    /// The values still possible: a bit for each of
    /// [`entitlement_value`](crate::engine::entitlement_value), that of value 0 lowest.
    pub(crate) values: u64,
    /// As [`Verdict::exact`].
    pub exact: bool,
}

impl EntitlementVerdict {
    /// The extents to which it may be granted.
    #[must_use]
    pub fn possible(self) -> Possible {
        extents(self.values)
    }

    /// Whether a ground holds.
    #[must_use]
    pub const fn has_ground(self) -> Truth {
        let lacks = self.values & (1 << entitlement_value::NO_GROUND) != 0;
        let has = self.values & !(1 << entitlement_value::NO_GROUND) != 0;
        match (has, lacks) {
            (true, false) => Truth::Yes,
            (false, true) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether it may come out that a ground holds and exemptions take all it grants.
    #[must_use]
    pub const fn may_be_exempt(self) -> bool {
        self.values & (1 << entitlement_value::EXEMPT) != 0
    }

    /// Why nothing is granted, where that is certain.
    #[must_use]
    pub fn because(self) -> Option<Because> {
        if self.possible().single() != Some(Extent::None) {
            return None;
        }
        Some(match self.has_ground() {
            Truth::No => Because::NoGround,
            Truth::Yes => Because::Exempt,
            Truth::Unknown => Because::Either,
        })
    }
}

/// Why nothing is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// No ground holds.
    NoGround,
    /// A ground holds, and an exemption takes all that it grants.
    Exempt,
    /// Whether a ground holds is open, but if one did an exemption would take it all.
    Either,
}
