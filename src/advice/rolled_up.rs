//! The outcomes of several parts as one.

use serde::{Deserialize, Serialize};

use crate::decision::{BookDecision, Effect, Outcome, Tally};

/// The outcomes of several parts as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RolledUp {
    /// The outcome.
    pub outcome: Outcome,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
}

impl RolledUp {
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a BookDecision>) -> Self {
        let effects = parts
            .fold(Tally::EMPTY, |tally, book| {
                tally.count(book.effects().into_iter().collect())
            })
            .effects();
        let outcome = effects.outcome();
        Self {
            outcome,
            possible: if outcome == Outcome::Open {
                effects.iter().collect()
            } else {
                Vec::new()
            },
        }
    }
}
