//! What a summary says, as data.
//!
//! | module | what it holds |
//! |---|---|
//! | this one | the summary; what stands first; what to do, what the person gets, what to find out |
//! | `why_not` | refusals, and the reasons behind them |
//! | `reply` | what the reply contains, who confirms, which powers change it |
//! | `rest` | differences, notes, what the advice rests on |

mod reply;
mod rest;
mod why_not;

use serde::{Deserialize, Serialize};

use super::super::{AnswerBy, Book, PartId, Schema, TargetDay};
use crate::{
    calendar::Date,
    decision::{DutyState, Outcome, PowerState, is_observed, observed},
    fact::{FactKind, Respondent},
    law::{Aspect, Capacity, Channel, Provision, Right},
};

pub use reply::{Confirm, PowerLine, Reply, ReplyLines, WaitsFor};
pub use rest::{Difference, Judged, NoteLine, Rests};
pub use why_not::{Refusal, SaidBy, Why};

/// For the officer who must act today: tasks with their days, what the person gets and why not, questions to ask,
/// and the contents of the reply.
///
/// It is made from an [`Advice`](crate::advice::Advice) and says nothing that the advice does not. It is the council's own: it may name what
/// must not be told to the person. What a page shows in full stands here as lists; counts say what is left out, and
/// stands in the advice.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let summary = Controller::doncaster()?.summary(&request)?;
/// assert!(!summary.can_go.is_ready);
/// assert!(summary.can_go.questions > 0);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Summary {
    /// The name and version of this form.
    pub schema: Schema,
    /// The council.
    pub council: String,
    /// The title of the request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The day on which the case is looked at.
    pub looked_at: Date,
    /// The day on which the summary is read, where one was given: days left are counted from it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seen_on: Option<Date>,
    /// The day to answer by.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer_by: Option<AnswerBy>,
    /// The times that the council sets itself.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub targets: Vec<TargetDay>,
    /// Whether the answer can go.
    pub can_go: CanGo,
    /// What must not be revealed.
    pub do_not_reveal: DoNotReveal,
    /// What was asked.
    pub asked_for: AskedFor,
    /// The parts of the request, by number.
    pub parts: Vec<PartName>,
    /// What to do now, in the order of doing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub steps: Vec<Step>,
    /// What the person gets.
    pub gets: Vec<Gets>,
    /// Why something is refused.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub why_not: Vec<Refusal>,
    /// The reasons behind the refusals, each once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<Why>,
    /// What to find out next, by who can answer.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub find_out: Vec<FindOut>,
    /// What the reply contains.
    pub reply: Reply,
    /// Where the procedure and the law differ in what this person gets, in a date, or in what must be done now.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub differences: Vec<Difference>,
    /// How many other differences there are.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub further_differences: u32,
    /// What is good to know here: what is of this case before what holds of every request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<NoteLine>,
    /// What the advice rests on.
    pub rests_on: Rests,
}

impl Summary {
    /// Whether something of what the person gets is open: an outcome can be settled while a part of it is not.
    #[must_use]
    pub fn is_open(&self) -> bool {
        is_open(&self.gets)
    }
}

/// Whether something in the table of what the person gets is open.
pub(super) fn is_open(gets: &[Gets]) -> bool {
    let mut cells = gets.iter().flat_map(Gets::cells);
    cells.any(|cell| cell.outcome == Outcome::Open)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Whether the answer can go, and what is left if not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct CanGo {
    /// Whether nothing is left to do, to find out or to confirm.
    pub is_ready: bool,
    /// How many things there are to do first.
    pub steps: u32,
    /// How many more may prove to be owed before it goes.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub perhaps: u32,
    /// How many questions are open. A review that is missing is a step.
    pub questions: u32,
    /// How many refusals no one has confirmed.
    pub refusals_to_confirm: u32,
    /// Whether no one has said who asks, and in what capacity.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub asker_unknown: bool,
    /// The provision under which the council may hold the whole answer back, because the requester is not identified.
    /// Nothing may go yet, whatever else is settled.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub identity_not_shown: Option<Provision>,
    /// Whether the answer was given already.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answered_on: Option<Date>,
}

/// What must not be revealed to the person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DoNotReveal {
    /// The parts about which a reason must not be named, or could not be named if it applied.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub secrets: Vec<Secret>,
    /// The parts whose answer may not even say whether information is held.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub neither_confirm_nor_deny: Vec<PartId>,
    /// The parts with a secret where it is not yet decided whether even a yes or no would do the harm.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub perhaps_neither: Vec<PartId>,
    /// The parts that are partly or wholly about other people.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub about_others: Vec<PartId>,
    /// Whether a review that could mark something is missing.
    pub review_missing: bool,
}

impl DoNotReveal {
    /// Whether a reason must be hidden, or even whether information is held.
    #[must_use]
    pub fn hides_reasons(&self) -> bool {
        !(self.secrets.is_empty() && self.neither_confirm_nor_deny.is_empty())
    }
}

/// A reason that must not be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Secret {
    /// The id of the rule.
    pub rule: String,
    /// The book that it stands in.
    pub book: Book,
    /// Its provision.
    pub provision: Provision,
    /// The parts.
    pub parts: Vec<PartId>,
    /// Whether it decided, or was only raised.
    pub decided: bool,
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AskedFor {
    /// The rights.
    pub rights: Vec<Right>,
    /// The beginning of what the person wrote.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub letter: Option<String>,
    /// Where there is no letter: the beginning of what the council wrote down.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scenario: Option<String>,
    /// When it came.
    pub received: Date,
    /// How.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub channel: Option<Channel>,
    /// From whom.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub capacity: Option<Capacity>,
}

/// The short name of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PartName {
    /// Its number.
    pub id: PartId,
    /// Its name: the item, or the activity where no item is named.
    pub name: String,
}

/// Something to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Step {
    /// What to do: an imperative sentence.
    pub what: String,
    /// A hint on how.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hint: Option<String>,
    /// Who does it; none where no one is named for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub who: Option<Respondent>,
    /// When.
    pub when: When,
    /// The parts; empty where it is about the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// The provisions that ask for it.
    pub provisions: Vec<Provision>,
    /// Whether it could reveal what must not be revealed.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub mind_the_secret: bool,
    /// Of what the procedure asks: how the law's own duty to do the same stands. While that is open, wait for it; where
    /// the law does not ask it, it is the procedure's alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub law: Option<DutyState>,
}

/// When a step is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum When {
    /// Before anything else: what goes wrong cannot be undone.
    First,
    /// At once.
    AtOnce,
    /// Before going ahead.
    BeforeGoingAhead,
    /// By a day.
    By(Date),
    /// Before the answer goes.
    BeforeTheAnswer,
}

/// What the person gets of one thing, for the parts that come out alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Gets {
    /// The right.
    pub right: Right,
    /// Of access: which of its three things.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub aspect: Option<Aspect>,
    /// The parts.
    pub parts: Vec<PartId>,
    /// Under the procedure.
    pub procedure: Cell,
    /// By law.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub law: Option<Cell>,
}

impl Gets {
    /// Its outcomes, the procedure's first.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        [Some(&self.procedure), self.law.as_ref()]
            .into_iter()
            .flatten()
    }
}

/// One outcome in the table of what the person gets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Cell {
    /// The outcome.
    pub outcome: Outcome,
    /// While it is open only for a missing review: what would come out if that raised nothing. A supposition.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supposing: Option<Outcome>,
    /// The state of the power to refuse to act on it at all, where it is or may be there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub may_refuse: Option<PowerState>,
}

/// What to ask of one kind of respondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FindOut {
    /// Who can answer.
    pub who: Respondent,
    /// The questions to ask first, best first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<QuestionLine>,
    /// How many more questions they can answer.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub more: u32,
}

/// A question, for the parts that it is the same for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct QuestionLine {
    /// The id of the fact.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// Whether it is a judgement, to be recorded with who made it, when and why. Nothing is said of what is observed.
    #[serde(skip_serializing_if = "is_observed", default = "observed")]
    pub kind: FactKind,
    /// The parts; empty where one answer serves the whole request.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// Its place among all questions, the best 0.
    pub rank: u32,
}
