//! What is asked of a decision: which right and entitlements, and how much of it is worked out.

use crate::law::{Entitlement, Right};

/// What is asked of a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The right.
    pub right: Right,
    /// The entitlements that are expressly claimed.
    pub claimed: Vec<Entitlement>,
    /// The entitlements that alone are asked for; empty where the whole right is.
    pub only: Vec<Entitlement>,
}

impl Wanted {
    /// Whether an entitlement counts as refused even where no ground of it holds: a person asked for it by
    /// name.
    pub(super) fn counts(&self, entitlement: Entitlement) -> bool {
        self.claimed.contains(&entitlement) || self.only.contains(&entitlement)
    }
}

/// How much of a decision is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What decided, and what is open.
    Decided,
    /// Every rule tried as well.
    EveryReason,
}
