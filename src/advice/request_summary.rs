//! What was asked, and the times that the council sets itself for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::{Capacity, Channel, Provision, Right};

/// A time that a council sets itself, for one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TargetDay {
    /// What the council says of it.
    pub says: String,
    /// Its last day; none where public holidays are needed for it that are not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Date>,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RequestSummary {
    /// The title of the request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// What happened, as an officer would tell it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scenario: Option<String>,
    /// What the person wrote or said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub letter: Option<String>,
    /// The day it was received.
    pub received: Date,
    /// The day on which the case is looked at: the reply where there is one, else the receipt.
    pub looked_at: Date,
    /// The channel.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub channel: Option<Channel>,
    /// The capacity in which it was made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub capacity: Option<Capacity>,
    /// The rights asked for, in the order asked.
    pub rights: Vec<Right>,
    /// The reviews that were made of it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reviews: Vec<Reviewed>,
}

/// A review that was made of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reviewed {
    /// What was gone through.
    pub under: Vec<Provision>,
    /// By whom.
    pub by: String,
    /// When.
    pub on: Date,
}
