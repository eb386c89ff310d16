//! Differences between the procedure and the law, notes, and what the advice rests on.

use serde::{Deserialize, Serialize};

use crate::{
    advice::{PartId, Reviewed, Way},
    law::Provision,
};
use jiff::civil::Date;

/// A difference between the procedure and the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Difference {
    /// Which way it cuts.
    pub way: Way,
    /// Whether it depends on what must still be found out: then it is a warning, not a finding.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub open: bool,
    /// What differs, in a sentence; where it is open, the things alone that may be more or less.
    pub says: String,
    /// The parts; empty where it is about the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// The provisions of both; none where it is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub provisions: Vec<Provision>,
}

/// What a person judged on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Judged {
    /// Who.
    pub by: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<Date>,
    /// What was judged, by its short name; each once.
    pub what: Vec<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NoteLine {
    /// What to know.
    pub says: String,
    /// The provision.
    pub provision: Provision,
    /// The parts; empty where it is about the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
}

/// What the advice rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Rests {
    /// Who reviewed, when, and what.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reviews: Vec<Reviewed>,
    /// Who judged, when, and what.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub judgements: Vec<Judged>,
    /// How many facts count as not shown or not relied on, because the case was closed.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub not_shown: u32,
    /// The provisions of rules whose text was not verified and that decided something.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unverified: Vec<Provision>,
    /// Whether the table shows suppositions.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub supposes: bool,
    /// Whether something could not be worked out exactly.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub inexact: bool,
}
