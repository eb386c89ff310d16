//! Section 6: the right to rectification.

use super::{
    decide::{Effects, one},
    known::{INFORMATION_HELD, INFORMATION_INACCURATE, INFORMATION_INCOMPLETE, Known},
};

/// rectification/correct and rectification/complete. Nothing takes either, so neither is ever refused
/// beside the other, and the right applies as soon as one has a ground.
pub fn rectification(known: &Known) -> Effects {
    // procedure/6/1: rectification/wrong, rectification/incomplete.
    one(known, |facts| {
        facts.is(INFORMATION_HELD) & facts.any(INFORMATION_INACCURATE | INFORMATION_INCOMPLETE)
    })
}
