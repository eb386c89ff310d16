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
//! | `reply` | what the reply contains, and who confirms |
//! | `powers` | the powers that would change the answer |
//! | `seen` | the day on which it is read |
//! | `rest` | differences that count here, notes, and what the advice rests on |

mod find_out;
mod gets;
mod model;
mod parts;
mod powers;
mod reply;
mod rest;
mod seen;
mod steps;
mod top;
mod waiting;
mod why_not;

use super::{Advice, Schema};

pub use model::{
    AskedFor, CanGo, Cell, Confirm, Difference, DoNotReveal, FindOut, Gets, Judged, NoteLine,
    PartName, PowerLine, QuestionLine, Refusal, Reply, ReplyLines, Rests, SaidBy, Secret, Step,
    Summary, WaitsFor, When, Why,
};

impl Advice {
    /// What the officer who must act today needs.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let gets = gets::gets(self);
        let do_not_reveal = top::do_not_reveal(self);
        let steps = steps::steps(self, &do_not_reveal);
        let reply = reply::reply(self, &do_not_reveal);
        let (why_not, reasons) = why_not::why_not(self);
        let (differences, further_differences) = rest::differences(self);
        let notes = rest::notes(self, &steps);
        Summary {
            schema: Schema::summary(),
            council: self.council.clone(),
            title: self.request.title.clone(),
            looked_at: self.request.looked_at,
            seen_on: None,
            answer_by: self.answer_by.as_ref().map(top::answer_by),
            targets: self.targets.clone(),
            can_go: top::can_go(self, &gets, &steps, &reply),
            do_not_reveal,
            asked_for: top::asked_for(self),
            parts: top::part_names(self),
            steps,
            why_not,
            reasons,
            find_out: find_out::find_out(self),
            reply,
            differences,
            further_differences,
            notes,
            rests_on: rest::rests_on(self, &gets),
            gets,
        }
    }
}
