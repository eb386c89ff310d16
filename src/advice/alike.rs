//! Parts of a request that are alike are decided once.

use std::collections::HashMap;

use super::{Decision, PartId, deciding::Deciding};
use crate::{case::Case, law::Right};

/// A decision, and the parts that it is the decision on.
pub(super) struct Alike {
    pub(super) decision: Decision,
    pub(super) parts: Vec<PartId>,
}

/// The number of the part at a place.
pub(super) fn part_at(place: usize) -> PartId {
    PartId(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// Cases of which the same is known, under the same activity and for the same asks: the places of each kind, in the
/// order in which the kinds are met.
pub(super) fn kinds(cases: &[Case<'_>]) -> Vec<Vec<usize>> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    // Looked up only, never walked: its order reaches nothing.
    let mut known = HashMap::new();
    for (at, case) in cases.iter().enumerate() {
        let activity = case
            .activity
            .map(|(register, activity)| (&register.id, &activity.id));
        let key = (activity, &case.facts, &case.asks);
        let kind = *known.entry(key).or_insert(kinds.len());
        match kinds.get_mut(kind) {
            Some(places) => places.push(at),
            None => kinds.push(vec![at]),
        }
    }
    kinds
}

/// The decisions on each of these rights, one for each kind of part.
pub(super) fn gather(
    rights: &[Right],
    kinds: &[Vec<usize>],
    deciding: &Deciding<'_>,
) -> Vec<Alike> {
    // What a kind is read for once serves all rights; yet the decisions on one right stand together.
    let mut of_rights: Vec<Vec<Alike>> = rights.iter().map(|_| Vec::new()).collect();
    for places in kinds {
        let Some(read) = places.first().and_then(|at| deciding.read(*at)) else {
            continue;
        };
        for (right, decided) in rights.iter().zip(&mut of_rights) {
            let Some(decision) = deciding.decide(*right, &read) else {
                continue;
            };
            let parts = places.iter().copied().map(part_at).collect();
            decided.extend(deciding.by_confirmation(Alike { decision, parts }));
        }
    }
    of_rights.into_iter().flatten().collect()
}
