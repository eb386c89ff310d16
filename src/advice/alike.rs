//! Parts of a request that are alike are decided once.

use std::collections::HashMap;

use super::{part::PartId, reasons::Decision};
use crate::case::Case;

/// A decision, and the parts that it is the decision on.
pub(super) struct Alike {
    pub(super) decision: Decision,
    pub(super) parts: Vec<PartId>,
}

/// The number of the part at a place.
pub(super) fn part_at(place: usize) -> PartId {
    PartId(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// Cases with the same known facts and dates, under the same activity and for the same asks. The places of each kind,
/// in the order in which the kinds are met.
pub(super) fn kinds(cases: &[Case<'_>]) -> Vec<Vec<usize>> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    // Looked up only, never walked: its order reaches nothing.
    let mut known = HashMap::new();
    for (at, case) in cases.iter().enumerate() {
        let activity = case
            .activity
            .map(|(register, activity)| (&register.id, &activity.id));
        let key = (activity, &case.facts, case.dates, &case.asks);
        let kind = *known.entry(key).or_insert(kinds.len());
        match kinds.get_mut(kind) {
            Some(places) => places.push(at),
            None => kinds.push(vec![at]),
        }
    }
    kinds
}
