//! Reduced ordered diagrams that share their nodes, made under a budget.

use std::collections::BTreeSet;

use super::{
    diagram::{BddNode, Diagram, Edge, VALUES},
    node_table::NodeTable,
};
use crate::budget::BUDGET;
use crate::circuit::{FastMap, FastSet, VariableOrder};

/// How many nodes and steps the making of one diagram may take, unless the caller says otherwise.
///
/// The largest diagram of the bundled books takes a few thousand. A million take about 100 MB and a
/// second.
pub const NODE_BUDGET: usize = BUDGET.diagram_nodes;

/// A diagram grew beyond its budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "exact answers are not available here: the decision diagram needs more than {budget} nodes or steps; \
     raise the budget, or split the rules that combine too many facts"
)]
pub struct BudgetExceeded {
    /// The budget.
    pub budget: usize,
}

/// An operation on two diagrams, by what it makes of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Operation {
    /// One where both are one.
    And,
    /// One where either is one.
    Or,
    /// One where the first is one and the second is not.
    AndNot,
    /// The first value with the second, 0 or 1, as a bit beside it.
    Beside(u8),
    /// The first value where the second is one, impossible elsewhere.
    Within,
    /// Sixteen times the first value and the second; impossible where either is.
    Product,
    /// One where the values differ and neither is impossible; impossible where either is.
    Differ,
}

impl Operation {
    /// The result where it does not depend on what lies below.
    fn at_once(self, a: Edge, b: Edge) -> Option<Edge> {
        const NO: Edge = Edge::to(0);
        const YES: Edge = Edge::to(1);
        const IMPOSSIBLE: Edge = Edge::to(Diagram::IMPOSSIBLE);
        match self {
            Self::And if a == NO || b == NO => return Some(NO),
            Self::And if a == YES || a == b => return Some(b),
            Self::And if b == YES => return Some(a),
            Self::Or if a == YES || b == YES => return Some(YES),
            Self::Or if a == NO || a == b => return Some(b),
            Self::Or if b == NO => return Some(a),
            Self::AndNot if a == NO || b == YES || a == b => return Some(NO),
            Self::AndNot if b == NO => return Some(a),
            Self::Beside(_) if b == NO => return Some(a),
            Self::Within if b == YES => return Some(a),
            Self::Within if b == NO => return Some(IMPOSSIBLE),
            Self::Differ | Self::Product if a == IMPOSSIBLE || b == IMPOSSIBLE => {
                return Some(IMPOSSIBLE);
            }
            _ => {}
        }
        let (a, b) = (a.value()?, b.value()?);
        Some(match self {
            Self::And => Edge::to(a & b),
            Self::Or => Edge::to(a | b),
            Self::AndNot => Edge::to(a & !b & 1),
            Self::Beside(shift) => Edge::to(a | (b << shift)),
            Self::Within => IMPOSSIBLE,
            Self::Product => Edge::to((a << 4) | (b & 15)),
            Self::Differ => Edge::to(u8::from(a != b)),
        })
    }

    const fn is_symmetric(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Differ)
    }
}

/// What is left to do while two diagrams are combined.
enum Task {
    /// Operation these.
    Apply(Edge, Edge),
    /// Ask for the bit, with the two latest results as its edges.
    MakeNode(Edge, Edge, u32),
}

/// Makes diagrams that share their nodes.
///
/// What holds of the nodes: they stand in topological order, each after those it leads to; no two are equal; the two
/// edges of none are the same, and both lead to later levels. So two edges are equal exactly when what they lead
/// to says the same.
pub(crate) struct BddManager {
    nodes: NodeTable,
    /// What operations came to.
    computed: FastMap<(Operation, Edge, Edge), Edge>,
    order: VariableOrder,
    budget: usize,
    /// How many nodes and how many steps there may be in all.
    most: [usize; 2],
}

impl BddManager {
    pub(crate) fn new(order: &VariableOrder, budget: usize) -> Self {
        Self {
            order: order.clone(),
            nodes: NodeTable::default(),
            computed: FastMap::default(),
            budget,
            most: [budget.min(VALUES as usize); 2],
        }
    }

    /// Allows as many nodes and steps again, for the next diagram.
    pub(crate) fn renew_budget(&mut self) {
        let made = [self.nodes.nodes().len(), self.computed.len()];
        self.most = made.map(|made| made.saturating_add(self.budget).min(VALUES as usize));
    }

    /// The question about a bit, answered with 1 for yes and 0 for no.
    pub(crate) fn bit(&mut self, bit: usize) -> Result<Edge, BudgetExceeded> {
        let bit = u32::try_from(bit).map_err(|_| self.exceeded())?;
        self.make_node(bit, Edge::to(0), Edge::to(1))
    }

    /// One diagram where a bit is so and another where it is not; both ask only for bits on later levels.
    pub(crate) fn ite(&mut self, bit: usize, no: Edge, yes: Edge) -> Result<Edge, BudgetExceeded> {
        let bit = u32::try_from(bit).map_err(|_| self.exceeded())?;
        self.make_node(bit, no, yes)
    }

    /// The one node with this bit and these edges; the edge itself where both are the same.
    pub(super) fn make_node(
        &mut self,
        bit: u32,
        low: Edge,
        high: Edge,
    ) -> Result<Edge, BudgetExceeded> {
        if low == high {
            return Ok(low);
        }
        let edge = self.nodes.find_or_insert(BddNode { bit, low, high });
        let [most_nodes, _] = self.most;
        if edge.index() < most_nodes {
            Ok(edge)
        } else {
            Err(self.exceeded())
        }
    }

    /// An operation on two diagrams. With a stack of its own: a diagram over many bits is no
    /// danger.
    pub(crate) fn apply(
        &mut self,
        how: Operation,
        a: Edge,
        b: Edge,
    ) -> Result<Edge, BudgetExceeded> {
        let mut tasks = vec![Task::Apply(a, b)];
        let mut results: Vec<Edge> = Vec::new();
        while let Some(task) = tasks.pop() {
            match task {
                Task::Apply(a, b) => {
                    if let Some(result) = how.at_once(a, b) {
                        results.push(result);
                        continue;
                    }
                    let (a, b) = if how.is_symmetric() && b < a {
                        (b, a)
                    } else {
                        (a, b)
                    };
                    if let Some(known) = self.computed.get(&(how, a, b)) {
                        results.push(*known);
                        continue;
                    }
                    let bit = self.first(a, b);
                    let (a_no, a_yes) = self.edges(a, bit);
                    let (b_no, b_yes) = self.edges(b, bit);
                    tasks.push(Task::MakeNode(a, b, bit));
                    tasks.push(Task::Apply(a_yes, b_yes));
                    tasks.push(Task::Apply(a_no, b_no));
                }
                Task::MakeNode(a, b, bit) => {
                    let (Some(yes), Some(no)) = (results.pop(), results.pop()) else {
                        return Err(self.exceeded());
                    };
                    let [_, most_steps] = self.most;
                    if self.computed.len() >= most_steps {
                        return Err(self.exceeded());
                    }
                    let result = self.make_node(bit, no, yes)?;
                    self.computed.insert((how, a, b), result);
                    results.push(result);
                }
            }
        }
        results.pop().ok_or_else(|| self.exceeded())
    }

    /// The level of a bit.
    pub(crate) fn level(&self, bit: usize) -> u32 {
        u32::try_from(bit).map_or(u32::MAX, |bit| self.order.level(bit))
    }

    /// The bit that one of two diagrams asks for first.
    fn first(&self, a: Edge, b: Edge) -> u32 {
        let bit = |edge: Edge| self.nodes.get(edge).map(|node| node.bit);
        match (bit(a), bit(b)) {
            (Some(one), Some(other)) => self.order.first(one, other),
            (one, other) => one.or(other).unwrap_or(u32::MAX),
        }
    }

    /// Where a diagram leads for each answer to a question that it asks first, or not at all.
    fn edges(&self, edge: Edge, bit: u32) -> (Edge, Edge) {
        match self.nodes.get(edge) {
            Some(node) if node.bit == bit => (node.low, node.high),
            _ => (edge, edge),
        }
    }

    /// The question that an edge leads to, where it leads to one.
    pub(crate) fn node(&self, edge: Edge) -> Option<BddNode> {
        self.nodes.get(edge).copied()
    }

    /// The questions made so far, each after those it leads to.
    #[cfg(any(feature = "inquiry", feature = "analysis"))]
    pub(crate) fn nodes(&self) -> &[BddNode] {
        self.nodes.nodes()
    }

    pub(super) const fn exceeded(&self) -> BudgetExceeded {
        BudgetExceeded {
            budget: self.budget,
        }
    }

    /// The bits that a diagram asks for.
    pub(crate) fn bits(&self, root: Edge) -> BTreeSet<usize> {
        let reached = self.reached(root).into_iter();
        reached.map(|(_, node)| node.bit as usize).collect()
    }

    /// One for the cases that some answers to bits that stand together make one: those bits are asked for no more.
    pub(crate) fn without(
        &mut self,
        of: Edge,
        (first, size): (usize, usize),
    ) -> Result<Edge, BudgetExceeded> {
        let mut moved: FastMap<Edge, Edge> = FastMap::default();
        // Each after those it leads to.
        for (edge, node) in self.reached(of) {
            let to = |edge: Edge| moved.get(&edge).copied().unwrap_or(edge);
            let (low, high) = (to(node.low), to(node.high));
            let made = if (first..first + size).contains(&(node.bit as usize)) {
                self.apply(Operation::Or, low, high)?
            } else {
                self.make_node(node.bit, low, high)?
            };
            moved.insert(edge, made);
        }
        Ok(moved.get(&of).copied().unwrap_or(of))
    }

    /// The nodes that an edge leads to, each after those it leads to itself.
    fn reached(&self, root: Edge) -> Vec<(Edge, BddNode)> {
        let mut seen: FastSet<Edge> = FastSet::default();
        let mut reached: Vec<(Edge, BddNode)> = Vec::new();
        let mut waiting = vec![root];
        while let Some(edge) = waiting.pop() {
            if let Some(node) = self.node(edge).filter(|_| seen.insert(edge)) {
                reached.push((edge, node));
                waiting.extend([node.low, node.high]);
            }
        }
        // Nodes were made after those they lead to.
        reached.sort_unstable_by_key(|(edge, _)| *edge);
        reached
    }

    /// A diagram of its own, with the nodes that it needs and no others.
    pub(crate) fn export(&self, root: Edge) -> Diagram {
        let wanted = self.reached(root);
        let places = (0u32..).map(Edge::node);
        let moved = wanted.iter().map(|(edge, _)| *edge).zip(places);
        let moved: FastMap<Edge, Edge> = moved.collect();
        let follow = |edge: Edge| moved.get(&edge).copied().unwrap_or(edge);
        let nodes = wanted.iter().map(|(_, node)| BddNode {
            bit: node.bit,
            low: follow(node.low),
            high: follow(node.high),
        });
        Diagram {
            nodes: nodes.collect(),
            root: follow(root),
            order: self.order.clone(),
        }
    }

    /// A finished diagram among the nodes of this manager, with its values renamed.
    pub(crate) fn import(
        &mut self,
        diagram: &Diagram,
        value: impl Fn(u8) -> u8,
    ) -> Result<Edge, BudgetExceeded> {
        let mut taken: Vec<Edge> = Vec::with_capacity(diagram.nodes.len());
        let follow = |taken: &[Edge], edge: Edge| match edge.value() {
            Some(known) => Edge::to(value(known)),
            None => taken.get(edge.index()).copied().unwrap_or(edge),
        };
        for node in &diagram.nodes {
            let low = follow(&taken, node.low);
            let high = follow(&taken, node.high);
            taken.push(self.make_node(node.bit, low, high)?);
        }
        Ok(follow(&taken, diagram.root))
    }
}

impl Diagram {
    #[cfg(feature = "analysis")]
    /// The same cases, of a diagram whose values are 0 and 1, asked for in another order.
    pub(crate) fn in_order(
        &self,
        order: &VariableOrder,
        budget: usize,
    ) -> Result<Self, BudgetExceeded> {
        let mut manager = BddManager::new(order, budget);
        let mut taken: Vec<Edge> = Vec::with_capacity(self.nodes.len());
        let follow = |taken: &[Edge], edge: Edge| {
            let known = taken.get(edge.index());
            known.copied().unwrap_or(edge)
        };
        for node in &self.nodes {
            let [no, yes] = [node.low, node.high].map(|edge| follow(&taken, edge));
            let is_first = |edge: Edge| {
                let below = manager.node(edge);
                below.is_none_or(|below| order.level(node.bit) < order.level(below.bit))
            };
            if is_first(no) && is_first(yes) {
                taken.push(manager.make_node(node.bit, no, yes)?);
                continue;
            }
            let bit = manager.bit(node.bit as usize)?;
            let yes = manager.apply(Operation::And, bit, yes)?;
            let no = manager.apply(Operation::AndNot, no, bit)?;
            taken.push(manager.apply(Operation::Or, yes, no)?);
        }
        Ok(manager.export(follow(&taken, self.root)))
    }
}
