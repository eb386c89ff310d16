//! Section 10b: automated decisions and profiling.

use super::{
    decide::{Effects, one},
    known::{
        AUTHORISED_BY_LAW, BY_EXPLICIT_CONSENT, COULD_AFFECT_SOMEBODY, Known, MADE_BY_COMPUTER,
        NECESSARY_FOR_CONTRACT, PROFILING_USED,
    },
};

/// Review, view, explanation and challenge, which stand and fall together.
pub fn automated_decisions(known: &Known) -> Effects {
    one(known, |facts| {
        // procedure/10b/applies, automated-decision-that-affects.
        facts.any(MADE_BY_COMPUTER | PROFILING_USED)
            & facts.is(COULD_AFFECT_SOMEBODY)
            // procedure/10b/except/1 to 3.
            & facts.lacks(NECESSARY_FOR_CONTRACT | AUTHORISED_BY_LAW | BY_EXPLICIT_CONSENT)
    })
}
