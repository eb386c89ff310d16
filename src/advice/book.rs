//! A council's two books.

use serde::{Deserialize, Serialize};

use crate::law::Provision;

/// Which of a council's two books.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumIter,
    strum::EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Book {
    /// The council's own procedure.
    Procedure,
    /// The law.
    Statute,
}

impl Book {
    /// The book of a provision.
    #[must_use]
    pub fn of(provision: &Provision) -> Self {
        if provision.is_of_a_council() {
            Self::Procedure
        } else {
            Self::Statute
        }
    }
}
