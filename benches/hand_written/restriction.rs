//! Section 8: the right to restriction of processing.

use super::{
    decide::{Effects, one},
    known::{
        ACCURACY_ANSWERED, ACCURACY_CONTESTED, HAS_OBJECTED, INFORMATION_HELD, Known,
        NEEDED_FOR_A_CLAIM, OBJECTION_ANSWERED, PREFERS_RESTRICTION, UNLAWFULLY_PROCESSED,
    },
    present_use::no_longer_necessary,
};

/// restriction/restrict.
pub fn restriction(known: &Known) -> Effects {
    one(known, |facts| {
        // procedure/8/applies/1 to 4. Every ground asks that information be held.
        let accuracy_contested = facts.is(ACCURACY_CONTESTED) & facts.lacks(ACCURACY_ANSWERED);
        let objection_pending = facts.is(HAS_OBJECTED) & facts.lacks(OBJECTION_ANSWERED);
        let unlawful = facts.all(UNLAWFULLY_PROCESSED | PREFERS_RESTRICTION);
        let needed_for_a_claim = no_longer_necessary(facts) & facts.is(NEEDED_FOR_A_CLAIM);
        facts.is(INFORMATION_HELD)
            & (accuracy_contested | objection_pending | unlawful | needed_for_a_claim)
    })
}
