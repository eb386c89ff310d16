//! Section 4: the right to be informed.

use super::{
    decide::{Effects, decide},
    known::{
        COLLECTED_FROM_OTHERS, COLLECTED_FROM_PERSON, Known, NEW_SERVICE, Reading, TOLD_BEFORE,
    },
};

/// information/notice and information/notice-other-source. What has no ground does not count, so that the
/// right applies in part only where the one is refused and the other granted.
pub fn information(known: &Known) -> Effects {
    decide(known, Notices::read, |certainly, possibly| {
        let notice = possibly.from_person & !certainly.need_not_repeat;
        let notice_refused = possibly.from_person & possibly.need_not_repeat;
        let notice_left_out = !certainly.from_person;
        Effects::possible(
            notice | (notice_left_out & possibly.from_others),
            notice_refused & possibly.from_others,
            (notice_refused | notice_left_out) & !certainly.from_others,
        )
    })
}

/// What there is to tell of.
#[derive(Clone, Copy)]
struct Notices {
    from_person: bool,
    need_not_repeat: bool,
    from_others: bool,
}

impl Notices {
    #[inline(always)]
    fn read(facts: Reading) -> Self {
        Self {
            // procedure/4/1, information/from-the-person.
            from_person: facts.is(COLLECTED_FROM_PERSON),
            // procedure/4/repeat: information/told-before, which reaches procedure/4/1 alone, and
            // information/new-service, which restores all that it takes.
            need_not_repeat: facts.is(TOLD_BEFORE) & facts.lacks(NEW_SERVICE),
            // procedure/4/third-party, information/from-somebody-else.
            from_others: facts.is(COLLECTED_FROM_OTHERS),
        }
    }
}
