//! Which parts a line is about.

use crate::{
    advice::{Advice, PartId},
    decision::Outcome,
    law::Right,
};

/// The parts of a list: none where it is all of them, for then there is no need to name them.
pub(super) fn unless_all(advice: &Advice, mut parts: Vec<PartId>) -> Vec<PartId> {
    parts.sort_unstable();
    parts.dedup();
    if parts.len() == advice.parts.len() {
        Vec::new()
    } else {
        parts
    }
}

/// Whether nothing more depends on an objection, a restriction or an erasure for a part: both books have it erased.
pub(super) fn ends_with_erasure(advice: &Advice, right: Right, part: PartId) -> bool {
    matches!(
        right,
        Right::Objection | Right::Restriction | Right::Erasure
    ) && advice.groups.iter().any(|other| {
        other.right == Right::Erasure
            && other.parts.contains(&part)
            && other.statute.is_some()
            && other
                .books()
                .all(|(_, answer)| answer.outcome == Outcome::Applies)
    })
}
