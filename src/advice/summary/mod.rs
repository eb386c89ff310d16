//! The summary: what the officer who must act today needs, small enough for a screen and one printed page.
//!
//! | module | what it makes |
//! |---|---|
//! | `model` | what a summary says, as data |
//! | `top` | can it go, what must not be revealed, what was asked |
//! | `steps` | what to do now, in the order of doing |
//! | `gets` | what the person gets: part by right, procedure and law |
//! | `why_not` | one entry for each refusal: what decided it, who judged it |
//! | `find_out` | what to ask next, and whom |
//! | `reply` | what the reply contains, who confirms, which powers change it |
//! | `seen` | the day on which it is read |
//! | `rest` | differences that count here, notes, and what the advice rests on |

mod find_out;
mod gets;
mod model;
mod reply;
mod rest;
mod seen;
mod steps;
mod top;
mod why_not;

use super::{Advice, PartId, Schema};

pub use model::{
    AskedFor, CanGo, Cell, Confirm, Difference, DoNotReveal, FindOut, Gets, NoteLine, PartName,
    PowerLine, QuestionLine, Refusal, Reply, ReplyLine, Rests, SaidBy, Secret, Step, Summary, When,
    Why,
};

impl Advice {
    /// What the officer who must act today needs.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let gets = gets::gets(self);
        let do_not_reveal = top::do_not_reveal(self);
        let steps = steps::steps(self, &do_not_reveal);
        let reply = reply::reply(self);
        let (find_out, further_questions) = find_out::find_out(self);
        let (differences, further_differences) = rest::differences(self);
        let (notes, further_notes) = rest::notes(self);
        Summary {
            schema: Schema::summary(),
            council: self.council.clone(),
            title: self.request.title.clone(),
            looked_at: self.request.looked_at,
            seen_on: None,
            answer_by: self.answer_by.clone(),
            targets: self.targets.clone(),
            can_go: top::can_go(self, &steps, &reply),
            do_not_reveal,
            asked_for: top::asked_for(self),
            parts: top::part_names(self),
            steps,
            why_not: why_not::why_not(self),
            find_out,
            further_questions,
            reply,
            differences,
            further_differences,
            notes,
            further_notes,
            rests_on: rest::rests_on(self, &gets),
            gets,
            contacts: self.contacts.clone(),
        }
    }
}

/// The first sentence of a text, and the rest of it.
fn first_sentence(text: &str) -> (&str, Option<&str>) {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    // "art. 12" and "s. 24" end no sentence: the next word begins one with a capital.
    let mut ends = ends.filter(|at| {
        let next = text.get(at + 2..).and_then(|rest| rest.chars().next());
        next.is_some_and(char::is_uppercase)
    });
    match ends.next() {
        Some(at) => (
            text.get(..=at).unwrap_or(text),
            text.get(at + 2..).filter(|rest| !rest.is_empty()),
        ),
        None => (text, None),
    }
}

/// The parts of a list: none where it is all of them, for then there is no need to name them.
fn unless_all(advice: &Advice, mut parts: Vec<PartId>) -> Vec<PartId> {
    parts.sort_unstable();
    parts.dedup();
    if parts.len() == advice.parts.len() {
        Vec::new()
    } else {
        parts
    }
}
