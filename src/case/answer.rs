//! An answer as a person gives it.

use crate::fact::{Extent, WhyUnknown};

/// An answer as a person gives it; what it means depends on the fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// One word: a term, or an extent.
    Word(String),
    /// Exactly these terms.
    Exactly(Vec<String>),
    /// At least these terms.
    AtLeast(Vec<String>),
    /// Not known, for this reason.
    Unknown(WhyUnknown),
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}

impl From<&str> for Answer {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<Extent> for Answer {
    fn from(extent: Extent) -> Self {
        Self::Word(extent.word().to_owned())
    }
}
