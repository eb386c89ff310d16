//! A diagram: nodes that ask for bits, and edges that lead on.

use crate::circuit::VariableOrder;

/// Where an edge of a diagram leads: to another node, or to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Edge(u32);

/// Branches from here on are values.
pub(super) const VALUES: u32 = u32::MAX - 255;

impl Edge {
    /// Leads to 0.
    #[cfg(feature = "analysis")]
    pub(crate) const NO: Self = Self::to(0);

    /// An edge that leads to a value.
    pub(crate) const fn to(value: u8) -> Self {
        Self(VALUES + value as u32)
    }

    /// The value, where the edge leads to one.
    pub(crate) const fn value(self) -> Option<u8> {
        if self.0 >= VALUES {
            #[expect(clippy::cast_possible_truncation, reason = "at most 255 is left")]
            let value = (self.0 - VALUES) as u8;
            Some(value)
        } else {
            None
        }
    }

    pub(super) const fn node(at: u32) -> Self {
        Self(at)
    }

    pub(super) const fn raw(self) -> u32 {
        self.0
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A question about one bit, with an edge for each answer. In a reduced diagram these are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BddNode {
    /// The bit of the case that is asked for.
    pub(crate) bit: u32,
    /// Where "no" leads.
    pub(crate) low: Edge,
    /// Where "yes" leads.
    pub(crate) high: Edge,
}

/// A reduced ordered decision diagram over the bits of a case.
///
/// From the root every case leads to one value, a small number. What the values mean depends on what
/// the diagram was made for; [`Diagram::IMPOSSIBLE`] always means a case that the vocabulary rules
/// out.
///
/// It is ordered: on every way bits are asked for in the variable order of the program
/// ([`Program::variable_order`](crate::engine::Program::variable_order)), each at most once. It is reduced: no two
/// nodes are equal, and none has the same behind both its edges. So two diagrams of one program are equal exactly
/// when they say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// In topological order, each node after those it leads to; every one is reached from the root.
    pub(crate) nodes: Vec<BddNode>,
    pub(crate) root: Edge,
    pub(crate) order: VariableOrder,
}

impl Diagram {
    /// The value of cases that cannot be.
    pub const IMPOSSIBLE: u8 = u8::MAX;

    /// The diagram that leads every case to 0.
    pub(crate) fn never() -> Self {
        Self {
            nodes: Vec::new(),
            root: Edge::to(0),
            order: VariableOrder::default(),
        }
    }

    /// How many questions the diagram has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the diagram asks nothing: every case has the same value.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The bits that the diagram asks for, in the order in which it asks.
    #[must_use]
    pub fn bits(&self) -> Vec<usize> {
        let mut bits: Vec<u32> = self.nodes.iter().map(|node| node.bit).collect();
        bits.sort_unstable_by_key(|bit| self.order.level(*bit));
        bits.dedup();
        bits.into_iter().map(|bit| bit as usize).collect()
    }

    /// The value of a complete case.
    ///
    /// ```
    /// use data_subject_rights::{Controller, engine::Target, law::Right, unstable::Diagram};
    /// let council = Controller::doncaster()?;
    /// let diagram = council.program().diagram(Target::Right(Right::Erasure))?;
    /// // Every bit "no": no one asks, not in any capacity at all.
    /// assert_eq!(diagram.value(|_bit| false), Diagram::IMPOSSIBLE);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn value(&self, is_so: impl Fn(usize) -> bool) -> u8 {
        let mut at = self.root;
        loop {
            match (at.value(), self.node(at)) {
                (Some(value), _) => return value,
                (None, Some(node)) if is_so(node.bit as usize) => at = node.high,
                (None, Some(node)) => at = node.low,
                (None, None) => return Self::IMPOSSIBLE,
            }
        }
    }

    pub(super) fn node(&self, edge: Edge) -> Option<&BddNode> {
        self.nodes.get(edge.index())
    }
}
