//! What a diagram says when facts are missing.

use super::diagram::{BddNode, Diagram, Edge};
#[cfg(feature = "inquiry")]
use super::node_table::NodeTable;
use crate::{
    circuit::{Masks, Word, truth_of},
    fact::Truth,
};

/// Room to walk a diagram in; kept by the caller so that deciding allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The nodes that have been reached.
    words: Vec<u64>,
    /// Those of them that are still to be looked at.
    waiting: Vec<Edge>,
    /// What each node comes to once what is known is filled in.
    moved: Vec<Edge>,
}

impl Marks {
    /// Room for a diagram of this many nodes, all of it clear. Allocates only when it grows.
    fn clear(&mut self, nodes: usize) {
        self.words.clear();
        self.words.resize(nodes.div_ceil(64), 0);
    }

    /// Marks a node as reached; whether it was not before.
    fn is_new(&mut self, at: usize) -> bool {
        let mask = 1 << (at % 64);
        self.words.get_mut(at / 64).is_some_and(|word| {
            let new = *word & mask == 0;
            *word |= mask;
            new
        })
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
}

/// A set of values, as a bit mask of those below 64.
pub(crate) type Values = u64;

impl Diagram {
    /// Every value that a completion of what is known leads to, in rising order. Cases that cannot be
    /// are no completions: what is known may contradict the vocabulary, and then there is none.
    #[must_use]
    pub fn possible(&self, known: &Masks, marks: &mut Marks) -> Vec<u8> {
        let mut values = [false; Self::IMPOSSIBLE as usize];
        self.walk(&known.words, marks, |value| {
            if let Some(possible) = values.get_mut(usize::from(value)) {
                *possible = true;
            }
        });
        (0..Self::IMPOSSIBLE)
            .zip(values)
            .filter(|(_, possible)| *possible)
            .map(|(value, _)| value)
            .collect()
    }

    /// As [`Diagram::possible`], for diagrams of values below 64, without allocating. No value outside
    /// `among` is possible: once all of those are found the search is over.
    pub(crate) fn possible_values(
        &self,
        known: &[Word],
        among: Values,
        marks: &mut Marks,
    ) -> Values {
        let mut values = 0;
        marks.clear(self.nodes.len());
        marks.waiting.clear();
        // Depth first: values lie at the ends of ways, and most searches have found all after a few.
        let mut edge = self.root;
        loop {
            match edge.value() {
                Some(value) if value < 64 => {
                    values |= 1 << value;
                    if among & !values == 0 {
                        return values;
                    }
                }
                Some(_) => {}
                None => {
                    if marks.is_new(edge.index())
                        && let Some(node) = self.node(edge)
                    {
                        match truth_of(known, node.bit as usize) {
                            Truth::Yes => edge = node.high,
                            Truth::No => edge = node.low,
                            Truth::Unknown => {
                                marks.waiting.push(node.high);
                                edge = node.low;
                            }
                        }
                        continue;
                    }
                }
            }
            match marks.waiting.pop() {
                Some(next) => edge = next,
                None => return values,
            }
        }
    }

    /// Marks every node that a completion of what is known reaches, and visits every value that one leads to, the
    /// impossible among them.
    fn walk(&self, known: &[Word], marks: &mut Marks, mut visit: impl FnMut(u8)) {
        marks.clear(self.nodes.len());
        reach(self.root, marks, &mut visit);
        // A node leads only to nodes before it, so one walk down the words visits everything reached.
        for at in (0..marks.words.len()).rev() {
            let mut below = u64::MAX;
            while let Some(left) = marks
                .words
                .get(at)
                .map(|word| word & below)
                .filter(|left| *left != 0)
            {
                let highest = 63 - left.leading_zeros() as usize;
                below = (1 << highest) - 1;
                let Some(node) = self.nodes.get(at * 64 + highest) else {
                    break;
                };
                let truth = truth_of(known, node.bit as usize);
                if !truth.is_yes() {
                    reach(node.low, marks, &mut visit);
                }
                if !truth.is_no() {
                    reach(node.high, marks, &mut visit);
                }
            }
        }
    }

    #[cfg(feature = "inquiry")]
    /// The diagram with what is known filled in: what is left to ask, and nothing that what is known
    /// rules out. Values that `alike` gives the same are one.
    ///
    /// What says the same comes out node for node the same: nodes stand in the order in which a walk from
    /// the root, "no" before "yes", leaves them.
    pub(crate) fn residual(
        &self,
        known: &[Word],
        marks: &mut Marks,
        alike: impl Fn(u8) -> u8,
    ) -> Self {
        let mut table = NodeTable::default();
        let root = self.reduced(known, marks, alike, |node| table.find_or_insert(node));
        let mut numbers: Vec<Option<Edge>> = vec![None; table.nodes().len()];
        let mut nodes: Vec<BddNode> = Vec::new();
        let mut waiting = vec![root];
        let number = |numbers: &[Option<Edge>], edge: Edge| match edge.value() {
            Some(_) => Some(edge),
            None => numbers.get(edge.index()).copied().flatten(),
        };
        while let Some(edge) = waiting.last().copied() {
            let is_new = number(&numbers, edge).is_none();
            let Some(node) = table.get(edge).filter(|_| is_new) else {
                waiting.pop();
                continue;
            };
            match (number(&numbers, node.low), number(&numbers, node.high)) {
                (None, _) => waiting.push(node.low),
                (_, None) => waiting.push(node.high),
                (Some(low), Some(high)) => {
                    if let Some(number) = numbers.get_mut(edge.index()) {
                        let at = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                        *number = Some(Edge::node(at));
                    }
                    nodes.push(BddNode { low, high, ..*node });
                    waiting.pop();
                }
            }
        }
        Self {
            root: number(&numbers, root).unwrap_or(root),
            nodes,
            order: self.order.clone(),
        }
    }

    /// Where the root leads once what is known is filled in. Every question that is left is made once or
    /// more, each after those it leads to; `make` gives the same for the same.
    pub(super) fn reduced(
        &self,
        known: &[Word],
        marks: &mut Marks,
        alike: impl Fn(u8) -> u8,
        mut make: impl FnMut(BddNode) -> Edge,
    ) -> Edge {
        self.walk(known, marks, |_| {});
        let Marks { words, moved, .. } = marks;
        // What no completion reaches is never read.
        moved.resize(moved.len().max(self.nodes.len()), self.root);
        let moved_to = |moved: &[Edge], edge: Edge| match edge.value() {
            Some(value) => Edge::to(alike(value)),
            None => moved.get(edge.index()).copied().unwrap_or(edge),
        };
        // Each after those it leads to.
        for (at, word) in words.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                let place = at * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let Some(node) = self.nodes.get(place) else {
                    break;
                };
                // What is known leads one way only.
                let truth = truth_of(known, node.bit as usize);
                let low = if truth.is_yes() { node.high } else { node.low };
                let high = if truth.is_no() { node.low } else { node.high };
                let (low, high) = (moved_to(moved, low), moved_to(moved, high));
                let made = if low == high {
                    low
                } else {
                    make(BddNode { low, high, ..*node })
                };
                if let Some(moved) = moved.get_mut(place) {
                    *moved = made;
                }
            }
        }
        moved_to(moved, self.root)
    }
}

fn reach(edge: Edge, marks: &mut Marks, visit: &mut impl FnMut(u8)) {
    match edge.value() {
        Some(value) => visit(value),
        None => marks.set(edge.index()),
    }
}
