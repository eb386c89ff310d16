//! What a decision comes to.

use serde::{Deserialize, Serialize};

use crate::fact::Extent;

/// The outcome of a right, or of one entitlement. Callers must handle every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The right applies.
    Applies,
    /// The right applies to a part.
    AppliesInPart,
    /// The right does not apply.
    DoesNotApply,
    /// Facts are missing that can still change the answer.
    Open,
    /// The book does not speak about this case; another regime or body does.
    OutOfScope,
    /// The book has no rules for this right.
    Silent,
}

impl Outcome {
    /// The outcome in a few words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::AppliesInPart => "applies in part",
            Self::DoesNotApply => "does not apply",
            Self::Open => "open",
            Self::OutOfScope => "out of scope",
            Self::Silent => "no rules",
        }
    }
}

/// What a right can come to once every fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The right applies.
    Applies,
    /// The right applies to a part.
    AppliesInPart,
    /// The right does not apply.
    DoesNotApply,
    /// The book does not speak about this case.
    OutOfScope,
    /// The book has no rules for this right.
    Silent,
}

impl Effect {
    /// The effect of an entitlement granted so far.
    #[must_use]
    pub const fn of(granted: Extent) -> Self {
        match granted {
            Extent::None => Self::DoesNotApply,
            Extent::Part => Self::AppliesInPart,
            Extent::Whole => Self::Applies,
        }
    }

    /// The outcome that this effect is when no other is possible.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Applies => Outcome::Applies,
            Self::AppliesInPart => Outcome::AppliesInPart,
            Self::DoesNotApply => Outcome::DoesNotApply,
            Self::OutOfScope => Outcome::OutOfScope,
            Self::Silent => Outcome::Silent,
        }
    }
}

impl Outcome {
    /// The outcome when these effects are possible: open unless there is only one.
    pub(crate) fn of(possible: &[Effect]) -> Self {
        match possible {
            [only] => only.outcome(),
            _ => Self::Open,
        }
    }
}
