//! The outcome of one entitlement, and of one of the things that a person can ask for apart.

use serde::{Deserialize, Serialize};

use crate::{
    engine::{Because, Effect, Effects, Outcome},
    law::{Aspect, Entitlement},
};

/// The outcome of one entitlement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EntitlementDecision {
    /// The entitlement.
    pub entitlement: Entitlement,
    /// The outcome.
    pub outcome: Outcome,
    /// Why nothing is granted, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<Because>,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// Whether the requester expressly claimed it.
    pub claimed: bool,
    /// The ids of the rules that decided it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<String>,
    /// The ids of the rules at stake while it is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub at_stake: Vec<String>,
}

/// The result for one of the things that a person can ask for separately.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AspectDecision {
    /// Which of them.
    pub aspect: Aspect,
    /// The outcome.
    pub outcome: Outcome,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
}

pub(super) fn open_only(effects: Effects) -> Vec<Effect> {
    if effects.is_open() {
        effects.iter().collect()
    } else {
        Vec::new()
    }
}
