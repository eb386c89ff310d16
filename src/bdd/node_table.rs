//! Nodes that are each there once.

use hashbrown::{HashTable, hash_table::Entry};
use std::hash::{BuildHasher, BuildHasherDefault};

use super::diagram::{BddNode, Edge};
use crate::circuit::FastHasher;

/// Nodes in the order in which they were made, each after those it leads to. No two are equal.
///
/// The table holds the place of each node alone, and looks the node up by it: it is small, and stays close at hand.
#[derive(Debug, Default)]
pub(super) struct NodeTable {
    nodes: Vec<BddNode>,
    places: HashTable<u32>,
}

impl NodeTable {
    /// The edge to the node that is equal to this one: the last of them where there was none before.
    pub(super) fn find_or_insert(&mut self, node: BddNode) -> Edge {
        let Self { nodes, places } = self;
        let is_equal = |place: &u32| nodes.get(*place as usize) == Some(&node);
        let hash_at = |place: &u32| nodes.get(*place as usize).map_or(0, hash);
        match places.entry(hash(&node), is_equal, hash_at) {
            Entry::Occupied(known) => Edge::node(*known.get()),
            Entry::Vacant(new) => {
                // More would not fit into memory.
                let place = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                new.insert(place);
                nodes.push(node);
                Edge::node(place)
            }
        }
    }

    pub(super) fn get(&self, edge: Edge) -> Option<&BddNode> {
        self.nodes.get(edge.index())
    }

    pub(super) fn nodes(&self) -> &[BddNode] {
        &self.nodes
    }
}

fn hash(node: &BddNode) -> u64 {
    BuildHasherDefault::<FastHasher>::default().hash_one(node)
}
