//! The rows of the tables of a record: questions, duties, powers, notes, rules, facts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Book, PartId};
use crate::{
    calendar::Date,
    clock::Limit,
    decision::{DutyState, FactSource, FactValue, PowerState, Question},
    fact::Truth,
    law::{Entitlement, Measure, Provision, Right},
    rule::{Confidence, Due, Force, RoleKind, Tell},
};

/// A question, for which parts it is to be asked, and for which rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct OpenQuestion {
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// The parts that it is to be answered for; empty where one answer serves the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// The rights whose outcome it can still change; empty where only a duty or a power waits for it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rights: Vec<Right>,
}

/// A review that no one has made: one person goes through some texts once, and that answers many questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct MissingReview {
    /// The texts to go through.
    pub under: Vec<Provision>,
    /// What it answers.
    pub answers: Vec<ReviewedClass>,
    /// How many further questions arise only if it raises something.
    pub then: u32,
    /// The parts that it is to be made for.
    pub parts: Vec<PartId>,
    /// The books that wait for it.
    pub books: Vec<Book>,
}

impl MissingReview {
    /// How many facts it answers.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.answers.iter().map(|class| class.facts.len()).sum()
    }
}

/// The facts that a review of one provision answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ReviewedClass {
    /// The provision.
    pub class: Provision,
    /// The facts by their id, each with its name.
    pub facts: BTreeMap<String, String>,
}

/// The duties, powers and notes of an answer: places in the tables of the advice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Obligations {
    /// Places in [`Advice::duties`](super::Advice::duties).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub duties: Vec<u32>,
    /// Places in [`Advice::powers`](super::Advice::powers).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub powers: Vec<u32>,
    /// Places in [`Advice::notes`](super::Advice::notes).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<u32>,
}

/// A duty, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DutyAnswer {
    /// The id of the rule.
    pub duty: String,
    /// The book that it stands in.
    pub book: Book,
    /// Whether it arises and is met.
    pub state: DutyState,
    /// When it must be met; none where it is not due.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Due>,
    /// The last day on which it can be met in time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Date>,
    /// The time limit behind that day, where it has a later day too.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<Limit>,
    /// The fact that shows it met.
    pub met_by: String,
    /// Whether what is done can be undone without harm: it need not wait while the law is open.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub reversible: bool,
    /// Whether it was done, even while it is open whether it had to be.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub met: bool,
    /// Whether only a register shows it done: a notice says it, and that does not show that this person had the notice.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub by_register: bool,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub met_on: Option<Date>,
    /// The ids of the rules that decided whether it arises, apart from the duty itself.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<String>,
    /// While it is open: the facts, entitlements and dates that its text waits for, by id.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waits_for: Vec<String>,
    /// For a duty that is part of the reply, or is due before it: the answer to each of its yes/no facts that speaks
    /// for the duty. None where either answer may. Left out is a yes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub in_favour: BTreeMap<String, Option<bool>>,
    /// While it is open: the duty to do the same by another day that arises if this one does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub otherwise: Option<String>,
}

/// A power, and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PowerAnswer {
    /// The id of the rule.
    pub power: String,
    /// The book that it stands in.
    pub book: Book,
    /// What it lets the council do.
    pub to: Measure,
    /// Whether it is available.
    pub state: PowerState,
    /// The ids of the rules that decided, apart from the power itself.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<String>,
    /// While it is open: the facts, entitlements and dates that its text waits for, by id.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waits_for: Vec<String>,
}

/// A note, and whether it matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NoteAnswer {
    /// The id of the note.
    pub note: String,
    /// The book that it stands in.
    pub book: Book,
    /// `yes`, or `unknown` (where nothing is said) while facts are missing.
    #[serde(skip_serializing_if = "is_unknown", default = "unknown")]
    pub applies: Truth,
    /// Whether it stands on the decisions of every right.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub general: bool,
    /// Whether it warns of what cannot be undone.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub warning: bool,
}

/// A rule that the advice names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RuleRow {
    /// Its id.
    pub rule: String,
    /// Its role.
    pub role: RoleKind,
    /// The provision that it encodes.
    pub provision: Provision,
    /// For a ground: the entitlement that it grants.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grants: Option<Entitlement>,
    /// What it says, to the person. Empty for a rule that nothing rests on here.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub says: String,
    /// Of a duty that is met somewhere: what the council has done, to the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub done: Option<String>,
    /// What it says to the officer alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub officer: Option<String>,
    /// Whether an exemption may or must be applied.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub force: Option<Force>,
    /// `withhold` where nothing of the rule may be told to the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tell: Option<Tell>,
    /// Whether the text of the rule was checked.
    #[serde(skip_serializing_if = "is_verified", default)]
    pub confidence: Confidence,
}

impl RuleRow {
    /// The book that it stands in.
    #[must_use]
    pub fn book(&self) -> Book {
        Book::of(&self.provision)
    }

    /// What it says to the officer; what it says to the person where there is nothing else.
    #[must_use]
    pub fn for_the_officer(&self) -> &str {
        self.officer.as_deref().unwrap_or(&self.says)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_unknown(truth: &Truth) -> bool {
    matches!(truth, Truth::Unknown)
}

const fn unknown() -> Truth {
    Truth::Unknown
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_verified(confidence: &Confidence) -> bool {
    matches!(confidence, Confidence::Verified)
}

/// A fact or judgement that decided something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FactRow {
    /// The id of the fact, definition or entitlement; [`Advice::names`](super::Advice::names) has its name.
    pub fact: String,
    /// Its value.
    pub value: FactValue,
    /// Where the value came from.
    pub from: FactSource,
}
