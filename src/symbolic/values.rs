//! What literals come to, by the values of nodes: in one case, and in many at once.

use crate::{circuit::Literal, engine::Lanes};

/// Whether a literal holds.
pub(super) fn holds(values: &[bool], literal: Literal) -> bool {
    values.get(literal.node()).copied() == Some(!literal.is_negated())
}

/// What a literal comes to in many cases, of nodes that are known and those found after them.
pub(super) fn lanes_of<L: Lanes>(known: &[L], found: &[L], literal: Literal) -> L {
    let node = literal.node();
    let lanes = match known.get(node) {
        Some(lanes) => Some(lanes),
        None => found.get(node - known.len()),
    };
    let lanes = lanes.copied().unwrap_or(L::NONE);
    if literal.is_negated() {
        lanes.not()
    } else {
        lanes
    }
}
