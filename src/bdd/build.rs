//! Making reduced ordered diagrams, under a budget.

use std::collections::{BTreeSet, hash_map::Entry};

use super::diagram::{BddNode, Branch, Diagram, VALUES};
use crate::circuit::{FastMap, FastSet, VariableOrder};

/// How many nodes and steps the making of one diagram may take, unless the caller says otherwise.
///
/// The largest diagram of the bundled books takes a few thousand. A million take about 100 MB and a
/// second.
pub const NODE_BUDGET: usize = 1_000_000;

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

/// How two values combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Combine {
    /// One where both are one.
    And,
    /// One where either is one.
    Or,
    /// One where the first is one and the second is not.
    AndNot,
    /// The first value with the second, 0 or 1, as a bit beside it.
    Beside(u8),
    /// The first value where the second is one, impossible elsewhere.
    Given,
    /// Sixteen times the first value and the second; impossible where either is.
    Product,
    /// One where the values differ and neither is impossible; impossible where either is.
    Differ,
}

impl Combine {
    /// The result where it does not depend on what lies below.
    fn at_once(self, a: Branch, b: Branch) -> Option<Branch> {
        const NO: Branch = Branch::to(0);
        const YES: Branch = Branch::to(1);
        const IMPOSSIBLE: Branch = Branch::to(Diagram::IMPOSSIBLE);
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
            Self::Given if b == YES => return Some(a),
            Self::Given if b == NO => return Some(IMPOSSIBLE),
            Self::Differ | Self::Product if a == IMPOSSIBLE || b == IMPOSSIBLE => {
                return Some(IMPOSSIBLE);
            }
            _ => {}
        }
        let (a, b) = (a.value()?, b.value()?);
        Some(match self {
            Self::And => Branch::to(a & b),
            Self::Or => Branch::to(a | b),
            Self::AndNot => Branch::to(a & !b & 1),
            Self::Beside(shift) => Branch::to(a | (b << shift)),
            Self::Given => IMPOSSIBLE,
            Self::Product => Branch::to((a << 4) | (b & 15)),
            Self::Differ => Branch::to(u8::from(a != b)),
        })
    }

    const fn is_symmetric(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Differ)
    }
}

/// What is left to do while two diagrams are combined.
enum Task {
    /// Combine these.
    Combine(Branch, Branch),
    /// Ask for the bit, with the two latest results as its branches.
    Ask(Branch, Branch, u32),
}

/// Makes diagrams that share their nodes.
pub(crate) struct Builder {
    nodes: Vec<BddNode>,
    known: FastMap<BddNode, Branch>,
    combined: FastMap<(Combine, Branch, Branch), Branch>,
    order: VariableOrder,
    budget: usize,
    /// How many nodes and how many steps there may be in all.
    most: [usize; 2],
}

impl Builder {
    pub(crate) fn new(order: &VariableOrder, budget: usize) -> Self {
        Self {
            order: order.clone(),
            nodes: Vec::new(),
            known: FastMap::default(),
            combined: FastMap::default(),
            budget,
            most: [budget.min(VALUES as usize); 2],
        }
    }

    /// Allows as many nodes and steps again, for the next diagram.
    pub(crate) fn renew_budget(&mut self) {
        let made = [self.nodes.len(), self.combined.len()];
        self.most = made.map(|made| made.saturating_add(self.budget).min(VALUES as usize));
    }

    /// The question about a bit, answered with 1 for yes and 0 for no.
    pub(crate) fn bit(&mut self, bit: usize) -> Result<Branch, BudgetExceeded> {
        let bit = u32::try_from(bit).map_err(|_| self.exceeded())?;
        self.ask(bit, Branch::to(0), Branch::to(1))
    }

    /// A question about a bit before all that its branches ask for.
    pub(crate) fn choose(
        &mut self,
        bit: usize,
        no: Branch,
        yes: Branch,
    ) -> Result<Branch, BudgetExceeded> {
        let bit = u32::try_from(bit).map_err(|_| self.exceeded())?;
        self.ask(bit, no, yes)
    }

    /// A question, unless its answer changes nothing. Equal questions are one node.
    pub(super) fn ask(
        &mut self,
        bit: u32,
        no: Branch,
        yes: Branch,
    ) -> Result<Branch, BudgetExceeded> {
        if no == yes {
            return Ok(no);
        }
        let node = BddNode { bit, no, yes };
        let exceeded = self.exceeded();
        let new = match self.known.entry(node) {
            Entry::Occupied(known) => return Ok(*known.get()),
            Entry::Vacant(new) => new,
        };
        let [most_nodes, _] = self.most;
        if self.nodes.len() >= most_nodes {
            return Err(exceeded);
        }
        let at = u32::try_from(self.nodes.len()).map_err(|_| exceeded)?;
        self.nodes.push(node);
        Ok(*new.insert(Branch::node(at)))
    }

    /// Both diagrams, their values combined. With a stack of its own: a diagram over many bits is no
    /// danger.
    pub(crate) fn combine(
        &mut self,
        how: Combine,
        a: Branch,
        b: Branch,
    ) -> Result<Branch, BudgetExceeded> {
        let mut tasks = vec![Task::Combine(a, b)];
        let mut results: Vec<Branch> = Vec::new();
        while let Some(task) = tasks.pop() {
            match task {
                Task::Combine(a, b) => {
                    if let Some(result) = how.at_once(a, b) {
                        results.push(result);
                        continue;
                    }
                    let (a, b) = if how.is_symmetric() && b < a {
                        (b, a)
                    } else {
                        (a, b)
                    };
                    if let Some(known) = self.combined.get(&(how, a, b)) {
                        results.push(*known);
                        continue;
                    }
                    let bit = self.first(a, b);
                    let (a_no, a_yes) = self.branches(a, bit);
                    let (b_no, b_yes) = self.branches(b, bit);
                    tasks.push(Task::Ask(a, b, bit));
                    tasks.push(Task::Combine(a_yes, b_yes));
                    tasks.push(Task::Combine(a_no, b_no));
                }
                Task::Ask(a, b, bit) => {
                    let (Some(yes), Some(no)) = (results.pop(), results.pop()) else {
                        return Err(self.exceeded());
                    };
                    let [_, most_steps] = self.most;
                    if self.combined.len() >= most_steps {
                        return Err(self.exceeded());
                    }
                    let result = self.ask(bit, no, yes)?;
                    self.combined.insert((how, a, b), result);
                    results.push(result);
                }
            }
        }
        results.pop().ok_or_else(|| self.exceeded())
    }

    /// Where a bit stands in the order in which diagrams ask.
    pub(crate) fn level(&self, bit: usize) -> u32 {
        u32::try_from(bit).map_or(u32::MAX, |bit| self.order.level(bit))
    }

    /// The bit that one of two diagrams asks for first.
    fn first(&self, a: Branch, b: Branch) -> u32 {
        let bit = |branch: Branch| self.nodes.get(branch.index()).map(|node| node.bit);
        match (bit(a), bit(b)) {
            (Some(one), Some(other)) => self.order.first(one, other),
            (one, other) => one.or(other).unwrap_or(u32::MAX),
        }
    }

    /// Where a diagram leads for each answer to a question that it asks first, or not at all.
    fn branches(&self, branch: Branch, bit: u32) -> (Branch, Branch) {
        match self.nodes.get(branch.index()) {
            Some(node) if node.bit == bit => (node.no, node.yes),
            _ => (branch, branch),
        }
    }

    /// The question that a branch leads to, where it leads to one.
    pub(crate) fn node(&self, branch: Branch) -> Option<BddNode> {
        self.nodes.get(branch.index()).copied()
    }

    /// The questions made so far, each after those it leads to.
    pub(crate) fn nodes(&self) -> &[BddNode] {
        &self.nodes
    }

    pub(super) const fn exceeded(&self) -> BudgetExceeded {
        BudgetExceeded {
            budget: self.budget,
        }
    }

    /// The bits that a diagram asks for.
    pub(crate) fn bits(&self, root: Branch) -> BTreeSet<usize> {
        let mut seen: FastSet<Branch> = FastSet::default();
        let mut bits = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(branch) = waiting.pop() {
            if let Some(node) = self.node(branch).filter(|_| seen.insert(branch)) {
                bits.insert(node.bit as usize);
                waiting.extend([node.no, node.yes]);
            }
        }
        bits
    }

    /// A diagram of its own, with the nodes that it needs and no others.
    pub(crate) fn finish(&self, root: Branch) -> Diagram {
        let mut seen: FastSet<Branch> = FastSet::default();
        let mut wanted: Vec<(Branch, BddNode)> = Vec::new();
        let mut waiting = vec![root];
        while let Some(branch) = waiting.pop() {
            if let Some(node) = self.node(branch).filter(|_| seen.insert(branch)) {
                wanted.push((branch, node));
                waiting.extend([node.no, node.yes]);
            }
        }
        // Nodes were made after those they lead to; that order is kept.
        wanted.sort_unstable_by_key(|(branch, _)| *branch);
        let places = (0u32..).map(Branch::node);
        let moved = wanted.iter().map(|(branch, _)| *branch).zip(places);
        let moved: FastMap<Branch, Branch> = moved.collect();
        let follow = |branch: Branch| moved.get(&branch).copied().unwrap_or(branch);
        let nodes = wanted.iter().map(|(_, node)| BddNode {
            bit: node.bit,
            no: follow(node.no),
            yes: follow(node.yes),
        });
        Diagram {
            nodes: nodes.collect(),
            root: follow(root),
            order: self.order.clone(),
        }
    }

    /// A finished diagram among the nodes of this builder, with its values renamed.
    pub(crate) fn take_in(
        &mut self,
        diagram: &Diagram,
        value: impl Fn(u8) -> u8,
    ) -> Result<Branch, BudgetExceeded> {
        let mut taken: Vec<Branch> = Vec::with_capacity(diagram.nodes.len());
        let follow = |taken: &[Branch], branch: Branch| match branch.value() {
            Some(known) => Branch::to(value(known)),
            None => taken.get(branch.index()).copied().unwrap_or(branch),
        };
        for node in &diagram.nodes {
            let no = follow(&taken, node.no);
            let yes = follow(&taken, node.yes);
            taken.push(self.ask(node.bit, no, yes)?);
        }
        Ok(follow(&taken, diagram.root))
    }
}

impl Diagram {
    /// The same cases, of a diagram whose values are 0 and 1, asked for in another order.
    pub(crate) fn in_order(
        &self,
        order: &VariableOrder,
        budget: usize,
    ) -> Result<Self, BudgetExceeded> {
        let mut builder = Builder::new(order, budget);
        let mut taken: Vec<Branch> = Vec::with_capacity(self.nodes.len());
        let follow = |taken: &[Branch], branch: Branch| {
            let known = taken.get(branch.index());
            known.copied().unwrap_or(branch)
        };
        for node in &self.nodes {
            let [no, yes] = [node.no, node.yes].map(|branch| follow(&taken, branch));
            let is_first = |branch: Branch| {
                let below = builder.node(branch);
                below.is_none_or(|below| order.level(node.bit) < order.level(below.bit))
            };
            if is_first(no) && is_first(yes) {
                taken.push(builder.ask(node.bit, no, yes)?);
                continue;
            }
            let bit = builder.bit(node.bit as usize)?;
            let yes = builder.combine(Combine::And, bit, yes)?;
            let no = builder.combine(Combine::AndNot, no, bit)?;
            taken.push(builder.combine(Combine::Or, yes, no)?);
        }
        Ok(builder.finish(follow(&taken, self.root)))
    }
}
