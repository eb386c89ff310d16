//! Where the council's procedure and the law differ.
//!
//! The procedure is the council's own rule; the law prevails. A departure says what differs, which way
//! it cuts, and cites both texts. It is worked out from the two decisions, never written by hand.

use serde::{Deserialize, Serialize};

use crate::law::Provision;

/// Which way a departure cuts, seen from the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// The law gives the person more than the procedure does.
    GivesMore,
    /// The law gives the person less: the procedure is kinder, and the council may follow it.
    GivesLess,
    /// Another part of the law decides, with rights of its own.
    OtherRegime,
    /// The law asks something of the council that the procedure does not ask.
    AsksMore,
    /// The procedure asks something of the council that the law does not ask.
    AsksLess,
    /// Both ask the same, by different days.
    OtherTime,
    /// The law lets the council do what the procedure does not.
    AllowsMore,
    /// The procedure lets the council do what the law does not.
    AllowsLess,
}

impl Way {
    /// The way in a few words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::GivesMore => "the procedure gives less than the law requires",
            Self::GivesLess => "the procedure goes further than the law requires",
            Self::OtherRegime => "a different part of the law applies",
            Self::AsksMore => "only the law requires it",
            Self::AsksLess => "only the procedure requires it",
            Self::OtherTime => "the deadlines differ",
            Self::AllowsMore => "only the law allows it",
            Self::AllowsLess => "only the procedure allows it",
        }
    }
}

/// One point on which the procedure and the law differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Departure {
    /// Which way it cuts.
    pub way: Way,
    /// Whether it depends on facts that are still missing: then it is a warning, not a finding.
    pub open: bool,
    /// What differs: entitlements, or ids of duties and powers.
    pub about: Vec<String>,
    /// The provisions of the procedure that decide; none where it is silent.
    pub procedure: Vec<Provision>,
    /// The provisions of the law that decide; none where it is silent.
    pub statute: Vec<Provision>,
    /// The departure in words, for the officer.
    pub says: String,
}
