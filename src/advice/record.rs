//! The record: the whole answer to a request, everything once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    AnswerBy, Book, Departure, DutyAnswer, FactRow, MadeWith, MissingReview, NotShown, NoteAnswer,
    Obligations, OpenQuestion, Part, PartId, PowerAnswer, RequestSummary, RolledUp, RuleRow,
    Schema, TargetDay, ToConfirm, place::at_places,
};
use crate::{
    case::{Contact, Request},
    decision::{AspectDecision, Effect, Outcome, Supposing, Times, is_so, so},
    engine::Because,
    law::{Entitlement, Right},
};

/// What a council is advised to answer to a request: the record that is stored with the case.
///
/// Everything stands once. Parts, rules, facts, questions, duties and differences are kept in tables. Parts are
/// referred to by number, rules and questions by id, and the rest by place in the table. Parts whose answer is the
/// same for the same reasons are one group. The advice is plain data, equal for equal requests, byte for byte as JSON;
/// [`json`](super::json) describes every field.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, decision::Outcome, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let advice = Controller::doncaster()?.decide(&request)?;
/// assert_eq!(advice.overall[0].procedure.outcome, Outcome::Open);
/// assert_eq!(advice.groups[0].parts, [advice.parts[0].id]);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Advice {
    /// The name and version of this form.
    pub schema: Schema,
    /// What made the advice.
    pub made_with: MadeWith,
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
    /// The request as it was understood, in its canonical form: with what made the advice, enough to decide again.
    pub as_understood: Request,
    /// The day to answer by; none where no day can be worked out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer_by: Option<AnswerBy>,
    /// The outcome of each right over everything the request is about, in the order asked.
    pub overall: Vec<Overall>,
    /// What the request is about, in its order.
    pub parts: Vec<Part>,
    /// The answers on each right, for the parts with the same outcome, in the order of the request.
    pub groups: Vec<Group>,
    /// What is still to be asked: each question once, best first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<OpenQuestion>,
    /// The review that is missing, where one would answer several questions.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub review: Option<MissingReview>,
    /// Which duties, powers and notes an answer has: each list once for all the answers that have it.
    pub obligations: Vec<Obligations>,
    /// What the council must do, has done, may have to do or need not do: each duty once for each way in which it
    /// stands.
    pub duties: Vec<DutyAnswer>,
    /// What the council may do, may perhaps do or may not do, likewise.
    pub powers: Vec<PowerAnswer>,
    /// What the reader should know.
    pub notes: Vec<NoteAnswer>,
    /// The time limits of the law, each set once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub times: Vec<Times>,
    /// Where the procedure and the law differ, each difference once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub differences: Vec<Departure>,
    /// The rules that the advice names.
    pub rules: Vec<RuleRow>,
    /// The facts and judgements that decided something.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub facts: Vec<FactRow>,
    /// What those facts are called, by their id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub names: BTreeMap<String, String>,
}

/// The outcome of one right over everything the request is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Overall {
    /// The right.
    pub right: Right,
    /// The answer under the council's procedure.
    pub procedure: RolledUp,
    /// The answer by law, where the council has a statute book.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute: Option<RolledUp>,
}

/// The answers on one right, for the parts with the same outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Group {
    /// The right.
    pub right: Right,
    /// The parts.
    pub parts: Vec<PartId>,
    /// The answer under the council's procedure.
    pub procedure: BookAnswer,
    /// The answer by law, where the council has a statute book.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute: Option<BookAnswer>,
    /// The law as it stood on the day, where a rule later deemed to have been in force makes that another answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute_as_it_stood: Option<BookAnswer>,
    /// The facts and judgements behind what decided: once for parts where these are the same.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<Evidence>,
    /// Where the two differ: places in [`Advice::differences`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub differences: Vec<u32>,
    /// What counts as not shown, for the case was closed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub not_shown: Vec<NotShown>,
    /// Where something is refused: that a person must confirm it, and who does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmation: Option<ToConfirm>,
}

impl Group {
    /// The answers of the books, the procedure's first.
    pub fn books(&self) -> impl Iterator<Item = (Book, &BookAnswer)> {
        [(Book::Procedure, &self.procedure)]
            .into_iter()
            .chain(self.statute.iter().map(|law| (Book::Statute, law)))
    }
}

/// The answer of one book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BookAnswer {
    /// The outcome.
    pub outcome: Outcome,
    /// Why the right does not apply, where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<Because>,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// False where the rules were too intertwined to be worked out exactly: something may be called open that the
    /// facts already settle.
    #[serde(skip_serializing_if = "is_so", default = "so")]
    pub exact: bool,
    /// What applies instead, where the book does not speak.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub out_of_scope: Vec<Elsewhere>,
    /// Of access: what each of the three things comes to that a person can ask for apart.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aspects: Vec<AspectDecision>,
    /// What decided the outcome. While it is open: what decided those of its entitlements that are not.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<DecidedBy>,
    /// The ids of the rules at stake while something is open: grounds that hold or may hold, exemptions that hold or
    /// were raised.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub at_stake: Vec<String>,
    /// The entitlements; those that come out alike for the same reasons stand together. Empty where the book does
    /// not speak.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub entitlements: Vec<EntitlementAnswer>,
    /// The ids of the questions that can still change the outcome.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<String>,
    /// What would come out if the review that is missing raised nothing. Never an outcome. The facts that it supposes
    /// stand in [`Advice::review`], its questions are those of the answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supposing: Option<Supposing>,
    /// The place of its duties, powers and notes in [`Advice::obligations`].
    pub obligations: u32,
    /// The place of its time limits in [`Advice::times`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub times: Option<u32>,
}

/// A limit of a book that is not met, and what applies instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Elsewhere {
    /// The id of the rule that limits the book.
    pub rule: String,
    /// The regime or body that applies instead.
    pub otherwise: String,
}

/// A rule that decided, with the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DecidedBy {
    /// The id of the rule.
    pub rule: String,
    /// Of a ground: that it does not hold, and nothing else gives what it would give.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub failed: bool,
    /// The facts and judgements that it rests on: places in [`Evidence::facts`] of each part.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub facts: Vec<u32>,
}

/// The facts and judgements behind what decided for some parts of a group.
///
/// Parts may come out alike for the same reasons though each was judged by itself: two documents, two judgements, one
/// rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Evidence {
    /// The parts; empty for all parts of the group.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<PartId>,
    /// Places in [`Advice::facts`].
    pub facts: Vec<u32>,
}

/// Entitlements that come out alike for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EntitlementAnswer {
    /// Which.
    pub of: Vec<Entitlement>,
    /// The outcome.
    pub outcome: Outcome,
    /// Why nothing is granted, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<Because>,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// Whether the requester expressly asked for them.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub claimed: bool,
    /// The ids of the rules that decided, apart from the grounds that grant them; each stands with the facts behind it
    /// under [`BookAnswer::decided_by`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<String>,
}

impl Advice {
    /// The part with this number.
    #[must_use]
    pub fn part(&self, id: PartId) -> Option<&Part> {
        let at = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.parts.get(at)
    }

    /// The answers on a right for a part; none where it was not asked for there.
    #[must_use]
    pub fn outcome(&self, right: Right, part: PartId) -> Option<&Group> {
        let mut groups = self.groups.iter();
        groups.find(|group| group.right == right && group.parts.contains(&part))
    }

    /// A rule that the advice names, by its id in one of the books.
    #[must_use]
    pub fn rule(&self, book: Book, id: &str) -> Option<&RuleRow> {
        let at = self
            .rules
            .binary_search_by(|row| (row.book(), row.rule.as_str()).cmp(&(book, id)));
        self.rules.get(at.ok()?)
    }

    /// The facts and judgements that a rule rests on where it decided, with the parts of the group that each stands
    /// for.
    pub fn facts_behind<'a>(
        &'a self,
        group: &'a Group,
        by: &'a DecidedBy,
    ) -> impl Iterator<Item = (&'a [PartId], &'a FactRow)> {
        group.evidence.iter().flat_map(move |evidence| {
            let parts = match evidence.parts.as_slice() {
                [] => group.parts.as_slice(),
                some => some,
            };
            let places = at_places(&evidence.facts, by.facts.iter());
            at_places(&self.facts, places).map(move |row| (parts, row))
        })
    }

    /// A fact that decided something, by its place.
    #[must_use]
    pub fn fact(&self, at: u32) -> Option<&FactRow> {
        self.facts.get(usize::try_from(at).ok()?)
    }

    /// The duties of an answer, in the order of the book.
    pub fn duties_of(&self, answer: &BookAnswer) -> impl Iterator<Item = &DutyAnswer> {
        let places = self.obligations_of(answer).map(|all| all.duties.iter());
        at_places(&self.duties, places.into_iter().flatten())
    }

    /// The powers of an answer, in the order of the book.
    pub fn powers_of(&self, answer: &BookAnswer) -> impl Iterator<Item = &PowerAnswer> {
        let places = self.obligations_of(answer).map(|all| all.powers.iter());
        at_places(&self.powers, places.into_iter().flatten())
    }

    /// The notes of an answer, in the order of the book.
    pub fn notes_of(&self, answer: &BookAnswer) -> impl Iterator<Item = &NoteAnswer> {
        let places = self.obligations_of(answer).map(|all| all.notes.iter());
        at_places(&self.notes, places.into_iter().flatten())
    }

    fn obligations_of(&self, answer: &BookAnswer) -> Option<&Obligations> {
        self.obligations
            .get(usize::try_from(answer.obligations).ok()?)
    }
}
