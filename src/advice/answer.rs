//! Every decision on a request.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    decision::{BookDecision, Effect, Outcome, Tally},
    law::{Capacity, Channel, Right},
};

/// What a council is advised to answer to a request.
///
/// Plain data: it can be serialised, stored and read back, and is equal for equal requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Advice {
    /// The council.
    pub council: String,
    /// What was asked.
    pub request: RequestSummary,
    /// The outcome of each right over everything the request is about, in the order asked.
    pub overall: Vec<Overall>,
    /// One decision for each right, activity and item, in the order of the request.
    pub decisions: Vec<Decision>,
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
}

/// The outcome of one right over everything the request is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Overall {
    /// The right.
    pub right: Right,
    /// The outcome.
    pub outcome: Outcome,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// The outcome of each part.
    pub parts: Vec<PartOutcome>,
}

/// The outcome of one part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PartOutcome {
    /// The activity or matter.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity: Option<String>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    /// The outcome.
    pub outcome: Outcome,
}

/// The decision on one right, for one activity and one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Decision {
    /// The right.
    pub right: Right,
    /// The activity (`register/activity`) or the matter.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity: Option<String>,
    /// What the activity is called.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity_title: Option<String>,
    /// The item, with the items it is in: `file / page 3`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    /// The decision under the council's procedure.
    pub procedure: BookDecision,
}

impl Decision {
    /// What the decision is about, in words.
    #[must_use]
    pub fn subject(&self) -> String {
        let activity = self.activity_title.as_ref().or(self.activity.as_ref());
        match (activity, &self.item) {
            (Some(activity), Some(item)) => format!("{activity}: {item}"),
            (Some(activity), None) => activity.clone(),
            (None, Some(item)) => item.clone(),
            (None, None) => "everything the council holds".to_owned(),
        }
    }
}

/// Rolls the decisions up per right, in the order of `rights`.
pub(super) fn roll_up(rights: &[Right], decisions: &[Decision]) -> Vec<Overall> {
    rights
        .iter()
        .map(|right| {
            let of_right: Vec<&Decision> = decisions
                .iter()
                .filter(|decision| decision.right == *right)
                .collect();
            let effects = of_right
                .iter()
                .fold(Tally::EMPTY, |tally, decision| {
                    tally.count(decision.procedure.effects().into_iter().collect())
                })
                .effects();
            let outcome = effects.outcome();
            Overall {
                right: *right,
                outcome,
                possible: if outcome == Outcome::Open {
                    effects.iter().collect()
                } else {
                    Vec::new()
                },
                parts: of_right
                    .iter()
                    .map(|decision| PartOutcome {
                        activity: decision.activity.clone(),
                        item: decision.item.clone(),
                        outcome: decision.procedure.outcome,
                    })
                    .collect(),
            }
        })
        .collect()
}
