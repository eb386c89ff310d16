//! The order in which diagrams ask for bits.

use std::collections::BTreeSet;

use super::{
    diagram::Order,
    layout::{Atom, Layout},
    network::{Literal, Network},
};
use crate::fact::{Domain, FactId, Vocabulary};

/// Diagrams stay small where the bits that one rule combines lie together. So a bit stands where the first
/// rule of the book asks for it: a member of a set for itself, for any rule may ask about any of them; the
/// bits of an extent, of one term among others and of a date together, for each says something of the rest.
pub(super) fn order(
    network: &Network,
    layout: &Layout,
    vocabulary: &Vocabulary,
    literals: impl Iterator<Item = Literal>,
) -> Order {
    let is_set = |fact: FactId| {
        let declared = vocabulary.get(fact);
        declared.is_some_and(|declared| matches!(declared.domain, Domain::SetOf(_)))
    };
    let mut asked: Vec<usize> = Vec::new();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for bit in network.asked(literals, layout.len()) {
        if met.contains(&bit) {
            continue;
        }
        let together: Vec<usize> = match layout.atom(bit) {
            Some(Atom::Since(date, _)) => layout
                .dates()
                .filter(|(other, _, _)| *other == date)
                .map(|(_, _, bit)| bit)
                .collect(),
            Some(Atom::Member(fact, _)) if is_set(fact) => vec![bit],
            Some(atom) => match atom.fact().and_then(|fact| layout.span(fact)) {
                Some((first, size)) => (first..first + size).collect(),
                None => vec![bit],
            },
            None => vec![bit],
        };
        met.extend(&together);
        asked.extend(together);
    }
    Order::of(&asked)
}
