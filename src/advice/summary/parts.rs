//! Which parts a line is about.

use crate::advice::{Advice, PartId};

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
