//! Every decision on a request with every reason: the long form, for anyone who studies a case.

use serde::{Deserialize, Serialize};

use super::{
    confirmation::ToConfirm,
    departure::Departure,
    not_shown::NotShown,
    part::{PartId, subject},
    record::Overall,
    request_summary::{RequestSummary, TargetDay},
    rolled_up::RolledUp,
};
use crate::{case::Contact, decision::BookDecision, law::Right};

/// Every decision on a request, each whole and with every rule that was tried.
///
/// The record of a case is [`Advice`](super::Advice), which says everything once. This is for anyone who studies one
/// decision: a lawyer, an auditor, a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reasons {
    /// The council.
    pub council: String,
    /// Whom the person may turn to.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contacts: Vec<Contact>,
    /// The times that the council sets itself, stricter than the law's.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub targets: Vec<TargetDay>,
    /// What was asked.
    pub request: RequestSummary,
    /// The outcome of each right over everything the request is about, in the order asked.
    pub overall: Vec<Overall>,
    /// One decision for each right, activity and item, in the order of the request.
    pub decisions: Vec<Decision>,
}

/// The decision on one right, for one activity and one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Decision {
    /// The right.
    pub right: Right,
    /// The part of the request: an activity or matter, or an item in it.
    pub part: PartId,
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
    /// The decision under the law as in force on the dates of the case.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute: Option<BookDecision>,
    /// The decision under the law as it stood on the day, where that differs because a rule was later deemed
    /// to have been in force.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute_as_it_stood: Option<BookDecision>,
    /// Where the two differ. The law prevails.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub departures: Vec<Departure>,
    /// What counts as not shown here, for the case was closed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub not_shown: Vec<NotShown>,
    /// Where something is refused: that a person must stand by it, and who does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmation: Option<ToConfirm>,
}

impl Reasons {
    /// The decisions on one part of the request alone, by its number in [`Advice::parts`](super::Advice::parts).
    #[must_use]
    pub fn only_part(mut self, part: PartId) -> Self {
        self.decisions.retain(|decision| decision.part == part);
        self
    }

    /// The decisions on one right alone.
    #[must_use]
    pub fn only_right(mut self, right: Right) -> Self {
        self.overall.retain(|overall| overall.right == right);
        self.decisions.retain(|decision| decision.right == right);
        self
    }
}

impl Decision {
    /// The decisions of the books, the procedure's first.
    pub fn books(&self) -> impl Iterator<Item = &BookDecision> {
        [&self.procedure].into_iter().chain(&self.statute)
    }

    /// What the decision is about, in words.
    #[must_use]
    pub fn subject(&self) -> String {
        let activity = self.activity_title.as_ref().or(self.activity.as_ref());
        subject(activity.map(String::as_str), self.item.as_deref())
    }
}

/// Rolls the decisions up per right, in the order of `rights`.
pub(super) fn roll_up<'d>(
    rights: &[Right],
    decisions: impl Iterator<Item = &'d Decision> + Clone,
) -> Vec<Overall> {
    rights
        .iter()
        .map(|right| {
            let of_right: Vec<&Decision> = decisions
                .clone()
                .filter(|decision| decision.right == *right)
                .collect();
            let by_law: Option<Vec<&BookDecision>> = of_right
                .iter()
                .map(|decision| decision.statute.as_ref())
                .collect();
            Overall {
                right: *right,
                procedure: RolledUp::of(of_right.iter().map(|decision| &decision.procedure)),
                statute: by_law.map(|books| RolledUp::of(books.into_iter())),
            }
        })
        .collect()
}
