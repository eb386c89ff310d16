//! What the reply contains, who confirms it, and which powers change it.

use serde::{Deserialize, Serialize};

use super::SaidBy;
use crate::{
    advice::PartId,
    decision::{DutyState, PowerState},
    law::{Entitlement, Measure, Provision, Right},
};

/// What the reply contains.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reply {
    /// What to put in: what is certain first, each in the order of the books.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contains: Vec<ReplyLines>,
    /// Which refusals must still be confirmed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub confirm: Vec<Confirm>,
    /// The powers that would change the answer.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub powers: Vec<PowerLine>,
}

/// Things that the reply contains, for the same parts, in the same state and waiting for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ReplyLines {
    /// The things, each as an imperative sentence.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub what: Vec<String>,
    /// Of access: the points of the information about the use that the law has the person told.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub points: Vec<Entitlement>,
    /// Whether they are certain or open.
    pub state: DutyState,
    /// While they are open: what they wait for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub waits_for: Option<WaitsFor>,
    /// The parts; empty where it is about the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// Of the points: the parts where something of them is kept back.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub in_part: Vec<PartId>,
    /// Whether they give reasons for a part that holds something not to be revealed: then the safe words alone.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub mind_the_secret: bool,
    /// Whether they are work to be done before the reply goes, should it prove to be owed.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub before_it_goes: bool,
    /// Whether they say that something is held, and some of it must not be revealed: one yes for everything, and no part by
    /// name.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub in_general: bool,
}

/// What a thing that the reply may contain waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WaitsFor {
    /// It goes in where the person gets what they asked for.
    Given,
    /// It goes in if something is refused.
    Refused,
    /// It goes in whichever of the two comes out.
    GivenOrRefused,
    /// It goes in unless even a yes or no would do the harm.
    Harmless,
    /// It goes in if the review that is missing raises it.
    Review,
    /// It waits for the answer to a question.
    Answer {
        /// The question.
        ask: String,
        /// The yes or no that brings it in; none where neither does so by itself.
        #[serde(rename = "if", skip_serializing_if = "Option::is_none", default)]
        when: Option<bool>,
    },
}

/// A refusal that a person must confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Confirm {
    /// The right.
    pub right: Right,
    /// The parts.
    pub parts: Vec<PartId>,
    /// Whether one of the answers is still open, so that it cannot be confirmed yet.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub is_open: bool,
    /// Who confirmed another answer, or this one before something came to be known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub no_longer: Vec<SaidBy>,
}

/// A power that would change the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PowerLine {
    /// What may be done: an imperative sentence.
    pub what: String,
    /// What it lets the council do.
    pub to: Measure,
    /// Whether it is there.
    pub state: PowerState,
    /// While that is open: what has to be so, in a few words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub only_if: Option<String>,
    /// The provision: of the law, where that gives it too.
    pub provision: Provision,
}
