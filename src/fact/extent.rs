//! How much of a thing: none, part or whole.

use serde::{Deserialize, Serialize};

/// How much of the information something reaches: none < part < whole.
///
/// ```
/// use data_subject_rights::fact::Extent;
/// assert_eq!(Extent::Whole.without(Extent::Part), Extent::Part);
/// assert_eq!(Extent::Part.without(Extent::Whole), Extent::None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Nothing.
    None,
    /// Some of it, not all.
    Part,
    /// All of it.
    Whole,
}

impl Extent {
    /// Every extent, least first.
    pub const ALL: [Self; 3] = [Self::None, Self::Part, Self::Whole];

    /// What is left of this extent when `taken` is taken away.
    ///
    /// Part without part leaves part: the part given back may be another one, and nothing is disclosed on a
    /// guess.
    #[must_use]
    pub const fn without(self, taken: Self) -> Self {
        match (self, taken) {
            (Self::None, _) | (_, Self::Whole) => Self::None,
            (whole_or_part, Self::None) => whole_or_part,
            (_, Self::Part) => Self::Part,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Part => "part",
            Self::Whole => "whole",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::None => 1,
            Self::Part => 2,
            Self::Whole => 4,
        }
    }
}

/// The extents that are still possible.
///
/// ```
/// use data_subject_rights::fact::{Extent, Possible};
/// let some = Possible::only(Extent::None).or(Possible::only(Extent::Whole));
/// assert_eq!(some.single(), None);
/// assert!(!some.has(Extent::Part));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Possible(u8);

impl Possible {
    /// No extent at all: the start of a union.
    pub const NEVER: Self = Self(0);
    /// Any extent.
    pub const ANY: Self = Self(7);

    /// Exactly this extent.
    #[must_use]
    pub const fn only(extent: Extent) -> Self {
        Self(extent.bit())
    }

    /// Either of the two.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this extent is still possible.
    #[must_use]
    pub const fn has(self, extent: Extent) -> bool {
        self.0 & extent.bit() != 0
    }

    /// The one extent that is left, if only one is.
    #[must_use]
    pub fn single(self) -> Option<Extent> {
        let mut left = self.iter();
        let first = left.next();
        if left.next().is_some() { None } else { first }
    }

    /// The extents that are left, least first.
    pub fn iter(self) -> impl Iterator<Item = Extent> {
        Extent::ALL
            .into_iter()
            .filter(move |extent| self.has(*extent))
    }

    /// Every result of `combine` over one extent of each.
    #[must_use]
    pub fn combine(self, other: Self, combine: impl Fn(Extent, Extent) -> Extent) -> Self {
        self.iter()
            .flat_map(|mine| other.iter().map(move |theirs| (mine, theirs)))
            .fold(Self::NEVER, |all, (mine, theirs)| {
                all.or(Self::only(combine(mine, theirs)))
            })
    }
}
