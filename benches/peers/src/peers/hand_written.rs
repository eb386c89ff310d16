//! The floor: the procedure written in Rust by hand over the bits of one word (`benches/hand_written/`).
//!
//! No rules can be read from it, and every change of the procedure is a change of the program. It says
//! what a right may still come to, so it knows when an outcome is open.

#[allow(dead_code)]
#[path = "../../../hand_written/mod.rs"]
mod floor;

use data_subject_rights::{law::Right, rule::RuleBook};
use floor::{Effects, Known};

use super::{HAND_WRITTEN, library::facts};
use crate::{
    case::{Case, Names},
    oracle::Answer,
    peer::{NoAnswer, Peer},
};

/// The hand-written decisions.
pub struct HandWritten<'b> {
    book: &'b RuleBook,
    names: Names,
}

impl<'b> HandWritten<'b> {
    /// The decisions, with the vocabulary from which a case is read.
    pub fn new(book: &'b RuleBook) -> Self {
        Self {
            book,
            names: Names::of(book.vocabulary()),
        }
    }
}

impl Peer for HandWritten<'_> {
    type Input = Known;

    fn name(&self) -> &'static str {
        HAND_WRITTEN
    }

    fn prepare(&self, case: &Case) -> Known {
        Known::from_facts(self.book.vocabulary(), &facts(&self.names, case))
    }

    fn outcome(&mut self, right: Right, known: &mut Known) -> Result<Answer, NoAnswer> {
        match floor::outcome(right, known) {
            Effects::APPLIES => Ok(Answer::Applies),
            Effects::APPLIES_IN_PART => Ok(Answer::InPart),
            Effects::DOES_NOT_APPLY => Ok(Answer::Not),
            Effects::OUT_OF_SCOPE => Ok(Answer::OutOfScope),
            Effects::SILENT => Ok(Answer::Silent),
            _ => Err(NoAnswer::Open),
        }
    }
}
