//! The source document, row by row.

use crate::law::Provision;

/// One provision of the source document and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerRow {
    /// The locator of the provision.
    pub provision: Provision,
    /// What it says, in the project's own words.
    pub says: String,
    /// What became of it.
    pub treatment: Treatment,
}

/// What became of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Treatment {
    /// These rules encode it.
    EncodedBy(Vec<String>),
    /// Nothing in it could change an answer, for this reason.
    Informative(String),
    /// Left out for this reason: its text could not be checked, say.
    NotEncoded(String),
}
