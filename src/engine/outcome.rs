//! What a right, or one entitlement, comes to.

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

/// The effects that are still possible; one of them where the outcome is determined.
///
/// ```
/// use data_subject_rights::engine::{Effect, Effects, Outcome};
/// let open = Effects::only(Effect::Applies).or(Effects::only(Effect::DoesNotApply));
/// assert_eq!(open.outcome(), Outcome::Open);
/// assert_eq!(open.iter().next(), Some(Effect::Applies));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Effects(u8);

impl Effects {
    /// No effect at all: the start of a union.
    pub const NONE: Self = Self(0);

    const ALL: [Effect; 5] = [
        Effect::Applies,
        Effect::AppliesInPart,
        Effect::DoesNotApply,
        Effect::OutOfScope,
        Effect::Silent,
    ];

    /// Exactly this effect.
    #[must_use]
    pub const fn only(effect: Effect) -> Self {
        Self(1 << effect as u8)
    }

    /// The effects of a right for which it is known to be so, or known not to be so, that the book
    /// speaks about the case, that something is granted, and that something is refused.
    pub(super) const fn possible(
        silent: bool,
        [in_scope, out_of_scope]: [bool; 2],
        [granted, not_granted]: [bool; 2],
        [refused, not_refused]: [bool; 2],
    ) -> Self {
        let may = !out_of_scope;
        let spoken_of = may && !silent;
        Self(
            (spoken_of & !not_granted & !refused) as u8
                | ((spoken_of & !not_granted & !not_refused) as u8) << 1
                | ((spoken_of & !granted) as u8) << 2
                | (!in_scope as u8) << 3
                | ((may & silent) as u8) << 4,
        )
    }

    /// Either of the two.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this effect is still possible.
    #[must_use]
    pub const fn has(self, effect: Effect) -> bool {
        self.0 & Self::only(effect).0 != 0
    }

    /// Whether no effect is possible.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether more than one effect is possible.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.0 & self.0.wrapping_sub(1) != 0
    }

    /// The effects, the best for the person first.
    pub fn iter(self) -> impl Iterator<Item = Effect> {
        Self::ALL
            .into_iter()
            .filter(move |effect| self.has(*effect))
    }

    /// The outcome: open where more than one effect is possible.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        let mut effects = self.iter();
        match (effects.next(), effects.next()) {
            (Some(only), None) => only.outcome(),
            _ => Outcome::Open,
        }
    }
}

impl FromIterator<Effect> for Effects {
    fn from_iter<I: IntoIterator<Item = Effect>>(effects: I) -> Self {
        effects
            .into_iter()
            .fold(Self::NONE, |all, effect| all.or(Self::only(effect)))
    }
}
