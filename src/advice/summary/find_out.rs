//! What to find out next, by who can answer.

use super::{
    FindOut, QuestionLine,
    parts::{ends_with_erasure, unless_all},
};
use crate::{
    advice::{Advice, OpenQuestion, PartId},
    fact::Respondent,
};

/// How many questions a summary holds in full, and how many characters they take at most; the others it counts by who can
/// answer.
const MOST: u32 = 7;
const ROOM: usize = 900;

pub(super) fn find_out(advice: &Advice) -> Vec<FindOut> {
    let asked: Vec<&OpenQuestion> = advice
        .questions
        .iter()
        .filter(|asking| !asking.rights.is_empty())
        .collect();
    let mut groups: Vec<FindOut> = Vec::new();
    let mut taken = 0;
    for (rank, asking) in (0u32..).zip(asked) {
        let who = asking.question.answered_by;
        let at = groups.iter().position(|group| group.who == who);
        let at = at.unwrap_or_else(|| {
            groups.push(FindOut {
                who,
                questions: Vec::new(),
                more: 0,
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(at) else {
            continue;
        };
        taken += asking.question.ask.chars().count();
        if rank < MOST && taken <= ROOM {
            group.questions.push(QuestionLine {
                fact: asking.question.fact.clone(),
                ask: asking.question.ask.clone(),
                kind: asking.question.kind,
                parts: unless_all(advice, still_asked(advice, asking)),
                rank,
            });
        } else {
            group.more += 1;
        }
    }
    groups.sort_by_key(|group| order(group.who));
    groups
}

/// The parts that a question is asked for, without those whose use ends anyway; all where none would be left.
fn still_asked(advice: &Advice, asking: &OpenQuestion) -> Vec<PartId> {
    let ends = |part: &PartId| {
        let mut rights = asking.rights.iter();
        rights.all(|right| ends_with_erasure(advice, *right, *part))
    };
    let parts = asking.parts.iter().copied();
    let left: Vec<PartId> = parts.filter(|part| !ends(part)).collect();
    match left.as_slice() {
        [] => asking.parts.clone(),
        _ => left,
    }
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
