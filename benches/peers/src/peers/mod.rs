//! The peers, one a file. To add one, implement [`Peer`](crate::peer::Peer) and name it in [`all`].

mod cedar;
mod datalogic;
mod hand_written;
mod library;
mod regorus;
mod rhai;
mod walker;
mod zen;
mod zen_table;

use data_subject_rights::Controller;

use crate::{
    oracle::Answer,
    peer::{Contender, Loaded, NoAnswer},
    plan::Plan,
};

pub use library::answer as of_library;

/// The peer that the others are measured against.
pub const WALKER: &str = "naive `HashMap` walker";
/// The floor.
pub const HAND_WRITTEN: &str = "hand-written Rust";
/// This library, as the tables compare with it.
pub const LIBRARY: &str = "this library";
/// This library with the rules that it tried.
pub const DECIDED: &str = "this library, with the rules tried";

/// Every peer, with the rules of the council's procedure compiled into it.
#[must_use]
pub fn all<'c>(council: &'c Controller, plan: &Plan) -> Vec<Box<dyn Contender + 'c>> {
    let book = council.procedure();
    let program = council.program();
    let written_out = &plan.written_out();
    vec![
        Box::new(Loaded::new(hand_written::HandWritten::new(book))),
        Box::new(Loaded::new(library::Library::new(program, false))),
        Box::new(Loaded::new(library::Library::new(program, true))),
        Box::new(Loaded::new(library::Reasoned::new(program))),
        Box::new(Loaded::new(walker::Walker::new(book))),
        Box::new(Loaded::new(datalogic::DataLogic::new(plan))),
        Box::new(Loaded::new(zen::Zen::new("zen-expression", plan))),
        Box::new(Loaded::new(zen::Zen::new(
            "zen-expression, written out",
            written_out,
        ))),
        Box::new(Loaded::new(zen_table::ZenTable::new(written_out))),
        Box::new(Loaded::new(rhai::Rhai::new("rhai", plan))),
        Box::new(Loaded::new(rhai::Rhai::new(
            "rhai, written out",
            written_out,
        ))),
        Box::new(Loaded::new(cedar::Cedar::new(plan, true))),
        Box::new(Loaded::new(regorus::Machine::new(plan))),
        Box::new(Loaded::new(regorus::Interpreter::new(plan))),
    ]
}

/// The peers to ask when facts are missing: besides all others, the one whose caller may overlook
/// its errors.
#[must_use]
pub fn all_for_missing<'c>(council: &'c Controller, plan: &Plan) -> Vec<Box<dyn Contender + 'c>> {
    let mut peers = all(council, plan);
    peers.push(Box::new(Loaded::new(cedar::Cedar::new(plan, false))));
    peers
}

/// The words in which translated rules answer.
const WORDS: [(Answer, &str); 5] = [
    (Answer::Applies, "applies"),
    (Answer::InPart, "in-part"),
    (Answer::Not, "does-not-apply"),
    (Answer::OutOfScope, "out-of-scope"),
    (Answer::Silent, "silent"),
];

const fn word(answer: Answer) -> &'static str {
    let mut at = 0;
    while WORDS[at].0 as u8 != answer as u8 {
        at += 1;
    }
    WORDS[at].1
}

/// The answer that a word stands for.
fn answer(said: &str) -> Result<Answer, NoAnswer> {
    WORDS
        .iter()
        .find(|(_, word)| *word == said)
        .map(|(answer, _)| *answer)
        .ok_or_else(|| NoAnswer::failed(format!("`{said}` is no answer")))
}
