//! Finding a variable order in which diagrams stay small.

use std::collections::BTreeSet;

use super::{
    layout::{Atom, Layout},
    network::{Literal, Network},
    variable_order::VariableOrder,
};
use crate::budget::BUDGET;
use crate::fact::{Domain, FactId, Vocabulary};

/// Diagrams stay small where the bits that one rule combines lie together. So bits are moved towards those
/// that the same rules read, beginning with the order in which the book first asks for them.
///
/// A member of a set moves by itself, for any rule may ask about any of them; the bits of an extent, of one term
/// among others and of a date stay together, for each says something of the rest.
pub(crate) fn variable_orders(
    network: &Network,
    layout: &Layout,
    vocabulary: &Vocabulary,
    literals: impl Iterator<Item = Literal>,
    rules: impl Iterator<Item = Literal>,
) -> VariableOrders {
    let blocks = blocks(network, layout, vocabulary, literals);
    let mut block_of = vec![0; layout.len()];
    for (at, block) in blocks.iter().enumerate() {
        for bit in block {
            if let Some(place) = block_of.get_mut(*bit) {
                *place = at;
            }
        }
    }
    let reads = |rule: Literal| -> Vec<usize> {
        let bits = network.bits(rule).into_iter();
        let blocks = bits.filter_map(|bit| block_of.get(bit).copied());
        let mut blocks: Vec<usize> = blocks.collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    };
    // Who reads a great deal belongs nowhere.
    let edges: Vec<Vec<usize>> = rules
        .map(reads)
        .filter(|edge| (2..=BUDGET.order_variables).contains(&edge.len()))
        .collect();
    let placed = close_together(blocks.len(), &edges).into_iter();
    let small: Vec<usize> = placed
        .filter_map(|block| blocks.get(block))
        .flatten()
        .copied()
        .collect();
    VariableOrders {
        small: VariableOrder::of(&small),
        #[cfg(feature = "analysis")]
        of_the_book: VariableOrder::of(&blocks.concat()),
    }
}

/// Variable orders of one layout.
#[derive(Debug, Clone)]
pub(crate) struct VariableOrders {
    /// That in which they stay small.
    pub(crate) small: VariableOrder,
    /// That of the book: what every decision reads comes first. What is told in it reads well, and is short where the
    /// diagram is small.
    #[cfg(feature = "analysis")]
    pub(crate) of_the_book: VariableOrder,
}

/// The bits that stay together, in the order in which they are first asked for.
fn blocks(
    network: &Network,
    layout: &Layout,
    vocabulary: &Vocabulary,
    literals: impl Iterator<Item = Literal>,
) -> Vec<Vec<usize>> {
    let is_set = |fact: FactId| {
        let declared = vocabulary.get(fact);
        declared.is_some_and(|declared| matches!(declared.domain, Domain::SetOf(_)))
    };
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for bit in network.by_first_use(literals, layout.len()) {
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
        blocks.push(together);
    }
    blocks
}

/// An order of things in which those that an edge joins lie close to each other. Again and again each thing goes
/// to the middle of the middles of its edges, and the order with the shortest edges is kept. The method is known
/// as FORCE (Aloul, Markov and Sakallah, 2003).
fn close_together(things: usize, edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..things).collect();
    let mut best = (u64::MAX, order.clone());
    let mut in_vain = 0;
    for _ in 0..=BUDGET.order_rounds {
        let mut places = vec![0u64; things];
        for (place, thing) in (0u64..).zip(&order) {
            if let Some(known) = places.get_mut(*thing) {
                *known = place;
            }
        }
        let place = |thing: usize| places.get(thing).copied().unwrap_or(0);
        let mut length = 0;
        // What pulls at each thing, and how many edges do.
        let mut pulls = vec![(0u64, 0u64); things];
        for edge in edges {
            let joined = edge.iter().map(|thing| place(*thing));
            let [first, last] = [joined.clone().min(), joined.clone().max()];
            length += last.unwrap_or(0) - first.unwrap_or(0);
            let middle = joined.sum::<u64>() * FINE / edge.len().max(1) as u64;
            for thing in edge {
                if let Some((pull, edges)) = pulls.get_mut(*thing) {
                    *pull += middle;
                    *edges += 1;
                }
            }
        }
        if length < best.0 {
            best = (length, order.clone());
            in_vain = 0;
        } else {
            in_vain += 1;
        }
        if in_vain > BUDGET.order_rounds_in_vain {
            break;
        }
        order.sort_by_cached_key(|thing| {
            let (pull, edges) = pulls.get(*thing).copied().unwrap_or_default();
            let stays = place(*thing) * FINE;
            (pull.checked_div(edges).unwrap_or(stays), stays)
        });
    }
    best.1
}

/// Into how many steps a place is divided.
const FINE: u64 = 1024;

#[cfg(test)]
mod tests {
    use super::close_together;

    #[test]
    fn what_an_edge_joins_comes_to_lie_close() {
        // Three rules, the bits of each scattered over the whole at first.
        let edges: Vec<Vec<usize>> = (0..3)
            .map(|rule| (0..8).map(|bit| rule + 3 * bit).collect())
            .collect();
        let length = |order: &[usize]| -> usize {
            let place = |thing| order.iter().position(|each| *each == thing);
            let ends = edges.iter().map(|edge| {
                let places: Vec<usize> = edge.iter().filter_map(|thing| place(*thing)).collect();
                places.iter().max().unwrap_or(&0) - places.iter().min().unwrap_or(&0)
            });
            ends.sum()
        };
        let order = close_together(24, &edges);
        let first: Vec<usize> = (0..24).collect();
        assert_eq!([length(&first), length(&order)], [63, 21], "{order:?}");
        let mut all = order;
        all.sort_unstable();
        assert_eq!(all, first);
    }

    #[test]
    fn what_nothing_joins_stays_where_it_is() {
        assert_eq!(close_together(4, &[]), [0, 1, 2, 3]);
        assert_eq!(close_together(0, &[]), [0; 0]);
    }
}
