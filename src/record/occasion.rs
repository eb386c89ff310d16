//! Why a case was decided at one time.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// Why a case was decided, or closed, at one time.
///
/// What the person or the council did is one of these; what was known then stands in the request itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what", deny_unknown_fields)]
#[non_exhaustive]
pub enum Occasion {
    /// The request was read for the first time.
    #[serde(rename_all = "kebab-case")]
    Opened {
        /// The case that it repeats, where the same person asked the same before.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        repeats: Option<String>,
    },
    /// Something came to be known: an answer, a judgement, a review, an event, identity papers of another round.
    Learnt,
    /// What was recorded before was wrong, and was recorded anew. What it said before stands in the record before.
    Corrected {
        /// Why it was wrong.
        because: String,
    },
    /// Some parts were answered, and the rest is still to come.
    AnsweredInPart {
        /// When the reply went.
        on: Date,
    },
    /// Everything was answered.
    Answered {
        /// When the reply went.
        on: Date,
    },
    /// A person stood by an answer that refuses something.
    Confirmed,
    /// The person took the request back.
    Withdrawn {
        /// When.
        on: Date,
    },
    /// What was asked of the person never came, and the council closed the case.
    Lapsed {
        /// When.
        on: Date,
    },
    /// The request came twice: the other case answers it.
    Duplicate {
        /// The case that answers it.
        of: String,
    },
    /// A closed case was opened again.
    Reopened {
        /// Why.
        because: String,
    },
}

impl Occasion {
    /// The request was read for the first time, and repeats no other.
    pub const OPENED: Self = Self::Opened { repeats: None };

    /// Whether nothing more is to be done in the case, until it is opened again.
    #[must_use]
    pub const fn closes(&self) -> bool {
        matches!(
            self,
            Self::Answered { .. }
                | Self::Withdrawn { .. }
                | Self::Lapsed { .. }
                | Self::Duplicate { .. }
        )
    }
}
