//! What answers came to, in short: enough to say what differs when they are made again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    advice::{Advice, Book, BookAnswer, Group, PartId},
    calendar::Date,
    decision::{DutyState, FactValue, Outcome},
    law::Right,
};

/// What one book came to on one right, for the parts that came out alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct AnswerTrace {
    /// The right.
    pub right: Right,
    /// The book.
    pub book: Book,
    /// The parts.
    pub parts: Vec<PartId>,
    /// The outcome.
    pub outcome: Outcome,
    /// The ids of the rules that decided.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<String>,
    /// The facts that these rested on, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub facts: BTreeMap<String, Vec<FactValue>>,
    /// The duties that are due or met, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub duties: BTreeMap<String, DutyTrace>,
}

/// How a duty stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct DutyTrace {
    /// Whether it was due or met.
    pub state: DutyState,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Date>,
}

impl AnswerTrace {
    /// What an advice came to: one for each book and group.
    pub(super) fn all_of(advice: &Advice) -> Vec<Self> {
        let groups = advice.groups.iter();
        let answers = groups.flat_map(|group| group.books().map(move |book| (group, book)));
        answers
            .map(|(group, (book, answer))| Self::of(advice, group, book, answer))
            .collect()
    }

    fn of(advice: &Advice, group: &Group, book: Book, answer: &BookAnswer) -> Self {
        let mut facts: BTreeMap<String, Vec<FactValue>> = BTreeMap::new();
        for by in &answer.decided_by {
            for (_, row) in advice.facts_behind(group, by) {
                let values = facts.entry(row.fact.clone()).or_default();
                if !values.contains(&row.value) {
                    values.push(row.value.clone());
                }
            }
        }
        let stands = |state: DutyState| matches!(state, DutyState::Due | DutyState::Met);
        let duties = advice.duties_of(answer);
        Self {
            right: group.right,
            book,
            parts: group.parts.clone(),
            outcome: answer.outcome,
            rules: answer.decided_by.iter().map(|by| by.rule.clone()).collect(),
            facts,
            duties: duties
                .filter(|duty| stands(duty.state))
                .map(|duty| {
                    let (state, by) = (duty.state, duty.by);
                    (duty.duty.clone(), DutyTrace { state, by })
                })
                .collect(),
        }
    }
}
