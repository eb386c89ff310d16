//! An answer that refuses something needs a person who stands by it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Request},
    decision::{BookDecision, Outcome},
    fact::{Facts, Origin},
    law::Right,
};

/// An answer that refuses something, wholly or in part, or sends the person elsewhere.
///
/// This library is stricter than the law: such an answer does not go out on the word of a machine alone. A person
/// with the authority to change it looks at it first. The law has rules of its own on significant decisions taken by
/// automated means alone (UK GDPR arts.22A to 22C; art.22 before 5 February 2026).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ToConfirm {
    /// Who stands by this answer. None where no one does yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Confirmed>,
    /// Who confirmed something else: another outcome, one that is still open, or this one before something came
    /// to be known. It must be confirmed again.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub of_another_answer: Vec<Confirmed>,
}

/// A person who stands by an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Confirmed {
    /// Who.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub on: Date,
}

impl ToConfirm {
    /// Whether no one stands by this answer yet.
    #[must_use]
    pub const fn is_needed(&self) -> bool {
        self.by.is_none()
    }

    /// What the record says of an answer; nothing where it refuses nothing.
    pub(super) fn of(
        request: &Request,
        case: &Case<'_>,
        right: Right,
        procedure: &BookDecision,
        statute: Option<&BookDecision>,
    ) -> Option<Self> {
        let outcomes = (procedure.outcome, statute.map(|statute| statute.outcome));
        if !is_adverse(outcomes.0) && !outcomes.1.is_some_and(is_adverse) {
            return None;
        }
        let mut to_confirm = Self {
            by: None,
            of_another_answer: Vec::new(),
        };
        let confirmations = request.confirmations.iter();
        for each in confirmations
            .filter(|each| each.concerns(right, case.about.as_deref(), case.item.as_deref()))
        {
            let confirmed = Confirmed {
                by: each.by.clone(),
                role: each.role.clone(),
                on: each.on,
            };
            // What came to be known after it was looked at was not looked at.
            let is_older = latest(&case.facts).is_some_and(|latest| latest > each.on);
            let is_open = outcomes.0 == Outcome::Open || outcomes.1 == Some(Outcome::Open);
            if (each.procedure, each.statute) == outcomes && !is_older && !is_open {
                to_confirm.by = Some(confirmed);
            } else {
                to_confirm.of_another_answer.push(confirmed);
            }
        }
        Some(to_confirm)
    }
}

/// The last day on which anything was said, judged, reviewed or closed.
fn latest(facts: &Facts) -> Option<Date> {
    let said = facts.iter().filter(|(_, known)| {
        matches!(
            known.provenance.origin,
            Origin::Stated
                | Origin::Judgement
                | Origin::Sweep
                | Origin::NotShown
                | Origin::NotReliedOn
        )
    });
    said.filter_map(|(_, known)| known.provenance.on).max()
}

/// Whether an outcome refuses something.
const fn is_adverse(outcome: Outcome) -> bool {
    match outcome {
        Outcome::DoesNotApply | Outcome::AppliesInPart | Outcome::OutOfScope => true,
        Outcome::Applies | Outcome::Open | Outcome::Silent => false,
    }
}
