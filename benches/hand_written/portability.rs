//! Section 9: the right to data portability.

use super::{
    decide::{Effects, one},
    known::{
        AUTOMATED_PROCESSING, CONSENT, CONTRACT, EVERY_BASIS, INFORMATION_HELD, Known,
        SUPPLIED_BY_THE_PERSON,
    },
};

/// portability/receive and portability/transmit. The second has a ground only where the first has one,
/// so that the first alone decides.
///
/// portability/public-task (procedure/9/5) takes nothing that was not out of reach: where a public task is
/// a legal reason, consent or a contract is not the only one.
pub fn portability(known: &Known) -> Effects {
    // procedure/9/4, data-of-the-kind-that-moves.
    one(known, |facts| {
        facts.all(INFORMATION_HELD | SUPPLIED_BY_THE_PERSON | AUTOMATED_PROCESSING)
            & facts.any(CONSENT | CONTRACT)
            & facts.lacks(EVERY_BASIS & !(CONSENT | CONTRACT))
    })
}
