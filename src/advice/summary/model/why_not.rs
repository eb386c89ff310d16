//! Refusals, and the reasons behind them.

use serde::{Deserialize, Serialize};

use crate::{
    advice::{Book, PartId},
    calendar::Date,
    decision::Outcome,
    law::{Aspect, Provision, Right},
};

/// Why something is refused, wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Refusal {
    /// The right.
    pub right: Right,
    /// Of access: which of its three things.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aspects: Vec<Aspect>,
    /// The parts.
    pub parts: Vec<PartId>,
    /// The book.
    pub book: Book,
    /// What comes of it.
    pub outcome: Outcome,
    /// What decided it: places in [`Summary::reasons`](super::Summary::reasons).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<u32>,
    /// Whether no ground for it holds.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub no_ground: bool,
    /// What applies instead, where the book does not speak.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub elsewhere: Vec<String>,
    /// Whether a reason that must not be named is among those that decided: then name none.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub internal: bool,
}

/// A rule that decided a refusal, and who judged what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Why {
    /// The id of the rule.
    pub rule: String,
    /// Its provision.
    pub provision: Provision,
    /// What it says.
    pub says: String,
    /// Of a ground: that it does not hold.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub failed: bool,
    /// Whether it must not be named to the person.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub internal: bool,
    /// Whether its text was not verified.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub unverified: bool,
    /// Who judged or stated what it rests on, in what role and when, where someone did.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub by: Vec<SaidBy>,
}

/// Who said or judged something, and when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct SaidBy {
    /// Who.
    pub by: String,
    /// In what role.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<Date>,
    /// The beginning of the reasons given: they may hold what must not be told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reasons: Option<String>,
}
