//! What is known of the powers on which a restart, a pause or an extension rests.

use serde::{Deserialize, Serialize};

use crate::fact::Truth;

/// Whether each power was there on which a restart, a pause or an extension rests. What is not known is open:
/// the limits are then given without it, and beside that with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Powers {
    /// Reasonable doubts about who the person is (UK GDPR art.12(6)).
    pub identity: Truth,
    /// Doubts whether someone may act for the person.
    pub authority: Truth,
    /// A request that is manifestly unfounded or excessive (art.12(5)).
    pub fee: Truth,
    /// That the council reasonably needs to hear more, to know what is wanted (art.12A(5)).
    pub clarification: Truth,
    /// That longer is necessary because of complexity or the number of requests (art.12A(3)).
    pub extension: Truth,
}

impl Powers {
    /// Nothing is known of any.
    pub const OPEN: Self = Self::all(Truth::Unknown);

    /// The same of every power.
    #[must_use]
    pub const fn all(truth: Truth) -> Self {
        Self {
            identity: truth,
            authority: truth,
            fee: truth,
            clarification: truth,
            extension: truth,
        }
    }
}
