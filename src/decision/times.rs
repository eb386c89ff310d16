//! The time limits of a decision, and how they were counted.

use serde::{Deserialize, Serialize};

use crate::clock::{CountingStep, TimeLimits};

/// The time limits of a right in one case, by law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Times {
    /// The limits.
    pub limits: TimeLimits,
    /// How they were counted.
    pub steps: Vec<CountingStep>,
}
