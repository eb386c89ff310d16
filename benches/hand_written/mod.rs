//! The outcome of each right under the council's procedure, written by hand: what there would be if
//! there were no rule engine, and the floor that one is measured against.
//!
//! It answers one question only, what a right may come to, and gives no reasons. It is the
//! twin of `fixture/procedure.yaml`, which stays as it is; `tests/it/hand_written.rs` holds it to that. The case is one
//! received and answered on 21 November 2026. Rules not in force on that day are left out; today they are
//! all notes, which decide nothing.
//!
//! What is not known is dealt with by looking twice (Kleene's three-valued logic in two halves): once
//! with nothing so that is not known to be so, once with everything so that is not known not to be
//! so. Each look is plain booleans over masks of one word. On complete facts that is the effect that the
//! library finds; on partial facts it never leaves out an effect that the library holds possible, and holds
//! a few more possible, in one outcome of a hundred: it does not use that a person asks in one capacity
//! only, or that what was judged was raised.
//!
//! How it is written was settled by timing, on complete cases drawn as `benches/deciding.rs` draws them.
//! Out of scope, as seven in eight of those are, it returns at once; otherwise it asks everything
//! without a branch, and only once if nothing is open. Against that (the call included):
//!
//! | time, as a multiple of what is kept | 65,536 cases | 65,536 in scope | 1,024 cases over and over | one in scope over and over |
//! |---|---|---|---|---|
//! | erasure without any branch, asked twice | 1.7 | 1.6 | 3.9 | 1.6 |
//! | erasure, returning as early as it can | 1.1 | 1.9 | 1.0 | 0.7 |
//! | objection without any branch, asked twice | 1.0 | 1.3 | 2.4 | 1.2 |
//! | objection, returning as early as it can | 1.1 | 2.7 | 1.1 | 1.0 |
//!
//! Returning early is fast where the processor has learnt by heart which way a case goes, as it learns
//! one case, and much of a thousand. A council's next case is not one it has seen.

mod access;
mod automated_decisions;
mod decide;
mod erasure;
mod information;
mod known;
mod objection;
mod portability;
mod present_use;
mod rectification;
mod restriction;

use data_subject_rights::law::Right;

pub use self::{
    access::access,
    automated_decisions::automated_decisions,
    decide::Effects,
    erasure::erasure,
    information::information,
    known::Known,
    objection::{direct_marketing_objection, objection},
    portability::portability,
    rectification::rectification,
    restriction::restriction,
};

/// What a right may come to, as far as the facts are known.
pub fn outcome(right: Right, known: &Known) -> Effects {
    match right {
        Right::Information => information(known),
        Right::Access => access(known),
        Right::Rectification => rectification(known),
        Right::Erasure => erasure(known),
        Right::Restriction => restriction(known),
        Right::Portability => portability(known),
        Right::Objection => objection(known),
        Right::DirectMarketingObjection => direct_marketing_objection(known),
        Right::AutomatedDecisions => automated_decisions(known),
        _ => silent(known),
    }
}

/// The procedure has no rules on withdrawing consent and complaining to the council.
pub fn silent(known: &Known) -> Effects {
    decide::decide(known, |_| (), |(), ()| Effects::SILENT)
}
