//! What to find out next, by who can answer.

use super::{FindOut, QuestionLine, top::count, unless_all};
use crate::{
    advice::{Advice, Asking},
    fact::Respondent,
};

/// How many questions a summary holds.
const MOST: usize = 9;

pub(super) fn find_out(advice: &Advice) -> (Vec<FindOut>, u32) {
    let asked: Vec<&Asking> = advice
        .questions
        .iter()
        .filter(|asking| !asking.rights.is_empty())
        .collect();
    let mut groups: Vec<FindOut> = Vec::new();
    for (rank, asking) in (0u32..).zip(asked.iter().take(MOST)) {
        let line = QuestionLine {
            fact: asking.question.fact.clone(),
            ask: asking.question.ask.clone(),
            kind: asking.question.kind,
            parts: unless_all(advice, asking.parts.clone()),
            rank,
        };
        let who = asking.question.answered_by;
        match groups.iter_mut().find(|group| group.who == who) {
            Some(group) => group.questions.push(line),
            None => groups.push(FindOut {
                who,
                questions: vec![line],
            }),
        }
    }
    groups.sort_by_key(|group| order(group.who));
    (groups, count(asked.len().saturating_sub(MOST)))
}

/// The person first: their answer takes longest.
const fn order(who: Respondent) -> u8 {
    match who {
        Respondent::Requester => 0,
        Respondent::ThirdParty => 1,
        Respondent::Register => 2,
        Respondent::Officer => 3,
        Respondent::Specialist => 4,
    }
}
