//! An AND-inverter graph: what a rule book becomes when it is compiled.
//!
//! A node is an input, which is a bit of the case, or an AND of any number of literals; a literal is a node, plain or
//! negated. There is no OR: it is a negated AND of negated literals.

use std::collections::BTreeSet;

use super::hash::{FastMap, FastSet};

/// A node, plain or negated: twice the number of the node, and one more where it is negated. So literals of one node
/// are neighbours in order, and the opposite is one bit away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Literal(u32);

impl Literal {
    /// What is always so.
    pub(crate) const TRUE: Self = Self(0);
    /// What is never so.
    pub(crate) const FALSE: Self = Self(1);

    #[cfg(feature = "analysis")]
    /// What it is in every case, where it is a constant.
    pub(crate) fn always(self) -> Option<bool> {
        match self {
            Self::TRUE => Some(true),
            Self::FALSE => Some(false),
            _ => None,
        }
    }

    pub(crate) const fn of(node: usize) -> Self {
        // A network beyond two thousand million nodes does not fit in memory.
        #[expect(clippy::cast_possible_truncation, reason = "see above")]
        let node = node as u32;
        Self(node << 1)
    }

    /// The number of its node.
    pub(crate) const fn node(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether the node is negated.
    pub(crate) const fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }
}

/// The two ways in which two literals differ, each as what then holds.
#[cfg(feature = "analysis")]
pub(crate) fn ways_to_differ((one, other): (Literal, Literal)) -> [[Literal; 2]; 2] {
    [[one, !other], [!one, other]]
}

impl std::ops::Not for Literal {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CircuitNode {
    /// A bit of the case.
    Input(usize),
    /// An AND, which is a cube: every literal holds.
    And(Vec<Literal>),
}

/// The nodes of an AND-inverter graph.
///
/// What holds of them:
/// - They stand in topological order: every node has a higher number than all that it reads.
/// - Node 0 is the AND of nothing, which is always so ([`Literal::TRUE`]).
/// - They are hashed structurally: there is one node for each bit, and one for each set of literals.
/// - The literals of an AND are two or more (but for node 0), in rising order, each of another node; none is a constant.
///
/// AND and NOT keep Kleene's three-valued truth as it is, so one network serves two-valued, three-valued and
/// bit-parallel evaluation, and is what diagrams are built from.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    nodes: Vec<CircuitNode>,
    // The unique table of the ANDs. Looked up only, never walked: its order reaches nothing.
    ands: FastMap<Vec<Literal>, Literal>,
    inputs: FastMap<usize, Literal>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            nodes: vec![CircuitNode::And(Vec::new())],
            ands: FastMap::default(),
            inputs: FastMap::default(),
        }
    }
}

impl Network {
    /// A bit of the case.
    pub(crate) fn input(&mut self, bit: usize) -> Literal {
        let nodes = &mut self.nodes;
        *self.inputs.entry(bit).or_insert_with(|| {
            nodes.push(CircuitNode::Input(bit));
            Literal::of(nodes.len() - 1)
        })
    }

    #[cfg(feature = "analysis")]
    /// Bits of the case, each so or not.
    pub(crate) fn are(&mut self, bits: &[(usize, bool)]) -> Vec<Literal> {
        let is = |(bit, yes): &(usize, bool)| {
            let input = self.input(*bit);
            if *yes { input } else { !input }
        };
        bits.iter().map(is).collect()
    }

    /// Every one of these.
    pub(crate) fn all(&mut self, mut literals: Vec<Literal>) -> Literal {
        literals.sort_unstable();
        literals.dedup();
        literals.retain(|literal| *literal != Literal::TRUE);
        let contradicts = literals
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.node() == b.node()));
        if contradicts || literals.first() == Some(&Literal::FALSE) {
            return Literal::FALSE;
        }
        match literals.as_slice() {
            [] => Literal::TRUE,
            [only] => *only,
            _ => match self.ands.get(&literals) {
                Some(known) => *known,
                None => {
                    let new = Literal::of(self.nodes.len());
                    self.nodes.push(CircuitNode::And(literals.clone()));
                    self.ands.insert(literals, new);
                    new
                }
            },
        }
    }

    /// At least one of these.
    pub(crate) fn any(&mut self, literals: Vec<Literal>) -> Literal {
        let Some(mut every) = self.common(&literals) else {
            return self.some(literals);
        };
        let mut rest = Vec::with_capacity(literals.len());
        for literal in literals {
            let cube = self.cube(literal).into_iter().flatten();
            let more = cube.filter(|literal| !every.contains(literal));
            let more = more.copied().collect();
            rest.push(self.all(more));
        }
        every.push(self.some(rest));
        self.all(every)
    }

    fn some(&mut self, mut literals: Vec<Literal>) -> Literal {
        for literal in &mut literals {
            *literal = !*literal;
        }
        !self.all(literals)
    }

    /// Both of these.
    pub(crate) fn both(&mut self, one: Literal, other: Literal) -> Literal {
        self.all(vec![one, other])
    }

    /// What every one of several cubes needs, where that is anything: `a∧x or a∧y` is `a and (x or y)`.
    fn common(&self, literals: &[Literal]) -> Option<Vec<Literal>> {
        let (first, others) = literals
            .split_first()
            .filter(|(_, others)| !others.is_empty())?;
        let mut common = self.cube(*first)?.to_vec();
        for literal in others {
            let cube = self.cube(*literal)?;
            common.retain(|literal| cube.binary_search(literal).is_ok());
            if common.is_empty() {
                return None;
            }
        }
        Some(common)
    }

    /// The literals of a cube of at least two; `None` for anything else.
    fn cube(&self, literal: Literal) -> Option<&[Literal]> {
        match self.nodes.get(literal.node())? {
            CircuitNode::And(literals) if !literal.is_negated() && !literals.is_empty() => {
                Some(literals)
            }
            _ => None,
        }
    }

    /// The node of a literal.
    pub(crate) fn node(&self, literal: Literal) -> Option<&CircuitNode> {
        self.nodes.get(literal.node())
    }

    /// The bits that literals ask for, each where it is first met: what is asked together stands together.
    /// With every place below `bits`; those that nothing asks for come last.
    pub(crate) fn by_first_use(
        &self,
        of: impl Iterator<Item = Literal>,
        bits: usize,
    ) -> Vec<usize> {
        let mut seen = vec![false; self.nodes.len()];
        let mut asked: Vec<usize> = Vec::new();
        for literal in of {
            let mut waiting = vec![literal.node()];
            while let Some(node) = waiting.pop() {
                match seen.get_mut(node) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
                match self.nodes.get(node) {
                    Some(CircuitNode::Input(bit)) => asked.push(*bit),
                    Some(CircuitNode::And(literals)) => {
                        waiting.extend(literals.iter().rev().map(|literal| literal.node()));
                    }
                    None => {}
                }
            }
        }
        let met: BTreeSet<usize> = asked.iter().copied().collect();
        asked.extend((0..bits).filter(|bit| !met.contains(bit)));
        asked
    }

    /// The bits that a literal depends on.
    pub(crate) fn bits(&self, literal: Literal) -> BTreeSet<usize> {
        let mut seen: FastSet<usize> = FastSet::default();
        let mut bits = BTreeSet::new();
        let mut waiting = vec![literal.node()];
        while let Some(node) = waiting.pop() {
            match self.nodes.get(node).filter(|_| seen.insert(node)) {
                Some(CircuitNode::Input(bit)) => {
                    bits.insert(*bit);
                }
                Some(CircuitNode::And(literals)) => {
                    waiting.extend(literals.iter().map(|literal| literal.node()));
                }
                None => {}
            }
        }
        bits
    }

    #[cfg(feature = "analysis")]
    /// Every node, each after everything it reads.
    pub(crate) fn nodes(&self) -> &[CircuitNode] {
        &self.nodes
    }

    #[cfg(feature = "analysis")]
    /// Takes away the nodes from this one on.
    pub(crate) fn truncate(&mut self, to: usize) {
        for node in self.nodes.drain(to.min(self.nodes.len())..) {
            match node {
                CircuitNode::Input(bit) => self.inputs.remove(&bit),
                CircuitNode::And(literals) => self.ands.remove(&literals),
            };
        }
    }

    /// The nodes that these literals are worked out from, and those of the literals themselves, each after everything
    /// it reads: but none that is made, nor what those alone read.
    pub(crate) fn cone(&self, of: &[Literal], is_made: impl Fn(usize) -> bool) -> Vec<Literal> {
        let mut wanted: FastSet<usize> = FastSet::default();
        let mut cone: Vec<Literal> = Vec::new();
        let mut waiting: Vec<usize> = of.iter().map(|literal| literal.node()).collect();
        while let Some(node) = waiting.pop() {
            if is_made(node) || !wanted.insert(node) {
                continue;
            }
            cone.push(Literal::of(node));
            if let Some(CircuitNode::And(literals)) = self.nodes.get(node) {
                waiting.extend(literals.iter().map(|literal| literal.node()));
            }
        }
        cone.sort_unstable();
        cone
    }
}
