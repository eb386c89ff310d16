//! Section 5: the right of access, CCTV included.

use super::{
    decide::{Effects, decide},
    known::{
        ALL_ABOUT_OTHERS, INFORMATION_HELD, Known, OTHERS_CONSENT, Reading, SOME_ABOUT_OTHERS,
        WOULD_ALREADY_KNOW,
    },
};

/// access/copy. Nothing else is ever granted in part.
pub fn access(known: &Known) -> Effects {
    decide(known, Copies::read, |certainly, possibly| {
        Effects::possible(
            possibly.held & !certainly.some_withheld,
            possibly.held & possibly.a_part_withheld & !certainly.all_withheld,
            !certainly.held | possibly.all_withheld,
        )
    })
}

/// What there is to copy, and how much of it is withheld: the most that one exemption withholds, as
/// nothing says that two withhold different parts.
///
/// That a part and no more is withheld is seen for itself: where an exemption takes all or nothing,
/// some may be withheld, and not all, and yet never a part.
#[derive(Clone, Copy)]
struct Copies {
    held: bool,
    some_withheld: bool,
    a_part_withheld: bool,
    all_withheld: bool,
}

impl Copies {
    #[inline(always)]
    fn read(facts: Reading) -> Self {
        // procedure/5/6, access/other-people, from which access/already-known and access/others-consent
        // restore all.
        let other_people = facts.lacks(WOULD_ALREADY_KNOW | OTHERS_CONSENT);
        // procedure/5/7, access/criminal-investigation and access/other-exemption, and
        // procedure/5/cctv/1, access/cctv-others, each once raised. Their bits follow the other people's.
        let holds = (facts.four_from(OTHERS_CONSENT) & 0b1110) | u64::from(other_people);
        let some = holds & facts.four_from(SOME_ABOUT_OTHERS);
        Self {
            // procedure/5/1, access/copies.
            held: facts.is(INFORMATION_HELD),
            some_withheld: some != 0,
            a_part_withheld: some & facts.four_lacking_from(ALL_ABOUT_OTHERS) != 0,
            all_withheld: holds & facts.four_from(ALL_ABOUT_OTHERS) != 0,
        }
    }
}
