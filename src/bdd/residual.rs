//! Which bits can still change something, in what is left of a diagram.

use super::{
    diagram::{BddNode, Diagram, Edge},
    node_table::NodeTable,
    partial::Marks,
};
use crate::budget::BUDGET;
use crate::circuit::{Bits, FastMap, FastSet, VariableOrder, Word};

/// What is left of some diagrams of one program once what is known is filled in: equal nodes are one, and
/// what was found out about a node holds in all of them.
///
/// No question is asked whose answer changes nothing. So two nodes differ exactly when some answers lead
/// them to different values; only where one of these is [`Diagram::IMPOSSIBLE`] does it take a search to
/// know whether two *possible* cases differ.
#[derive(Debug, Default)]
pub(crate) struct Residuals {
    nodes: NodeTable,
    order: VariableOrder,
    /// Whether each node may lead to a case that cannot be.
    may_fail: Vec<bool>,
    /// Whether some answers lead two nodes to different values, both possible, where it was asked.
    differ: FastMap<(Edge, Edge), bool>,
    /// Whether the bit that a node asks for makes a difference there by itself, where it was asked.
    is_essential: Vec<Option<bool>>,
    /// The diagram for which each node was last listed.
    listed: Vec<u32>,
    lists: u32,
}

/// What is left of one diagram.
#[derive(Debug)]
pub(crate) struct Residual {
    root: Edge,
    /// The bits that are asked for.
    support: Bits,
    /// Its nodes, by their bits; and where those of each bit begin.
    nodes: Vec<u32>,
    starts: Vec<u32>,
}

impl Residual {
    /// Where it begins: what says the same begins at one node.
    pub(crate) const fn root(&self) -> Edge {
        self.root
    }

    /// The bits that are asked for: those of every fact that matters, and of some that only decide what
    /// is possible.
    pub(crate) const fn support(&self) -> &Bits {
        &self.support
    }

    /// The nodes that ask for a bit.
    fn nodes_of(&self, bit: usize) -> &[u32] {
        let at = |bit: usize| self.starts.get(bit).map_or(0, |start| *start as usize);
        self.nodes.get(at(bit)..at(bit + 1)).unwrap_or_default()
    }
}

impl Residuals {
    /// What is left of a diagram. Values that `alike` gives the same are one.
    pub(crate) fn residual_of(
        &mut self,
        diagram: &Diagram,
        known: &[Word],
        marks: &mut Marks,
        alike: impl Fn(u8) -> u8,
    ) -> Residual {
        if self.nodes.nodes().is_empty() {
            self.order = diagram.order.clone();
        }
        self.lists += 1;
        let mut listed: Vec<u32> = Vec::new();
        let root = diagram.reduced(known, marks, alike, |node| self.make(node, &mut listed));
        // By their bits, each bit's together.
        let mut starts: Vec<u32> = Vec::new();
        let mut support = Bits::default();
        let bit_of = |at: u32| {
            let node = self.nodes.get(Edge::node(at));
            node.map_or(0, |node| node.bit as usize)
        };
        for bit in listed.iter().map(|at| bit_of(*at)) {
            if starts.len() < bit + 2 {
                starts.resize(bit + 2, 0);
            }
            if let Some(count) = starts.get_mut(bit) {
                *count += 1;
            }
            support.insert(bit);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            // Where the next bit begins: filled from there down, it becomes where this one begins.
            *start = before;
        }
        let mut nodes = vec![0; listed.len()];
        for at in listed {
            if let Some(start) = starts.get_mut(bit_of(at)) {
                *start -= 1;
                if let Some(node) = nodes.get_mut(*start as usize) {
                    *node = at;
                }
            }
        }
        Residual {
            root,
            support,
            nodes,
            starts,
        }
    }

    /// A node, and a place among those listed for the diagram in hand.
    fn make(&mut self, node: BddNode, listed: &mut Vec<u32>) -> Edge {
        let made = self.nodes.find_or_insert(node);
        if made.index() == self.may_fail.len() {
            let may_fail = self.may_fail(node.low) || self.may_fail(node.high);
            self.may_fail.push(may_fail);
            self.is_essential.push(None);
            self.listed.push(0);
        }
        let lists = self.lists;
        let last = self.listed.get_mut(made.index());
        if let Some(last) = last.filter(|last| **last != lists) {
            *last = lists;
            listed.push(made.raw());
        }
        made
    }

    /// Whether two possible cases that differ only in `free` bits lead to different values.
    ///
    /// With the bits of one fact as `free`, this is whether the fact can still matter.
    pub(crate) fn depends_on(&mut self, residual: &Residual, free: &Bits) -> bool {
        let mut bits = residual.support.common(free);
        if let (Some(bit), None) = (bits.next(), bits.next()) {
            return residual
                .nodes_of(bit)
                .iter()
                .any(|at| self.is_essential(*at));
        }
        let is_free = |bit: u32| free.contains(bit as usize);
        let Some(last) = self.last_level(residual, free) else {
            return false;
        };
        let mut seen: FastSet<(Edge, Edge)> = FastSet::default();
        let mut waiting: Vec<(Edge, Edge)> = Vec::new();
        // Ways that differ part at some node that asks for a free bit; every node is on some way.
        let bits = residual.support.common(free);
        for at in bits.flat_map(|bit| residual.nodes_of(bit)) {
            let Some(node) = self.nodes.get(Edge::node(*at)) else {
                continue;
            };
            waiting.push((node.low, node.high));
            while let Some((a, b)) = waiting.pop() {
                let bit = self.first_of([a, b]);
                let Some(bit) = bit.filter(|bit| self.order.level(*bit) <= last) else {
                    if self.differ(a, b) {
                        return true;
                    }
                    continue;
                };
                match self.differ_at_once(a, b) {
                    Some(false) => continue,
                    // What differs without any free bit differs the more with some.
                    Some(true) => return true,
                    None if seen.len() > BUDGET.diagram_pairs => return true,
                    None => {}
                }
                if !seen.insert(in_order(a, b)) {
                    continue;
                }
                for yes in [false, true] {
                    waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
                    if is_free(bit) {
                        waiting.push((self.follow(a, bit, yes), self.follow(b, bit, !yes)));
                    }
                }
            }
        }
        false
    }

    /// Whether the bit that a node asks for makes a difference there by itself.
    fn is_essential(&mut self, at: u32) -> bool {
        if let Some(known) = self.is_essential.get(at as usize).copied().flatten() {
            return known;
        }
        let Some(node) = self.nodes.get(Edge::node(at)).copied() else {
            return false;
        };
        let is_so = self.differ(node.low, node.high);
        if let Some(known) = self.is_essential.get_mut(at as usize) {
            *known = Some(is_so);
        }
        is_so
    }

    /// Whether two edges differ in some possible case, where that is plain. What differs only by way of
    /// nothing impossible is told apart by some answers.
    fn differ_at_once(&self, a: Edge, b: Edge) -> Option<bool> {
        if a == b || is_impossible(a) || is_impossible(b) {
            return Some(false);
        }
        (!self.may_fail(a) && !self.may_fail(b)).then_some(true)
    }

    /// Whether some answers lead two edges to different values, both possible.
    fn differ(&mut self, a: Edge, b: Edge) -> bool {
        let mut steps = 0usize;
        // The pairs on the way, each with the answers that were followed.
        let mut way: Vec<((Edge, Edge), u8)> = Vec::new();
        let mut next = Some(in_order(a, b));
        loop {
            if let Some((a, b)) = next.take() {
                let known = self.differ_at_once(a, b);
                match known.or_else(|| self.differ.get(&(a, b)).copied()) {
                    // Then so do all on the way.
                    Some(true) => {
                        self.differ
                            .extend(way.iter().map(|(pair, _)| (*pair, true)));
                        return true;
                    }
                    Some(false) => {}
                    None if steps > BUDGET.diagram_pairs => return true,
                    None => {
                        steps += 1;
                        way.push(((a, b), 0));
                    }
                }
            }
            let Some((pair, answers)) = way.last_mut() else {
                return false;
            };
            let (pair, answer) = (*pair, *answers);
            *answers += 1;
            match (answer, self.first_of([pair.0, pair.1])) {
                (0 | 1, Some(bit)) => {
                    let to = |edge| self.follow(edge, bit, answer == 1);
                    next = Some(in_order(to(pair.0), to(pair.1)));
                }
                _ => {
                    way.pop();
                    self.differ.insert(pair, false);
                }
            }
        }
    }

    /// Whether some answer to a fact, by ruling out an answer to facts that the vocabulary ties to it,
    /// settles something that those facts would otherwise decide.
    ///
    /// That is: a possible case *a*, and a possible case *b* with another value which differs from it in
    /// bits of the fact and of the tied facts alone, such that *a* with the fact as in *b* cannot be.
    pub(crate) fn settles(&mut self, residual: &Residual, of_fact: &Bits, tied: &Bits) -> bool {
        let is_of_fact = |bit: u32| of_fact.contains(bit as usize);
        let is_tied = |bit: u32| tied.contains(bit as usize);
        let mut free = of_fact.clone();
        free.insert_all(tied);
        let Some(last) = self.last_level(residual, &free) else {
            return false;
        };
        let mut seen: FastSet<[Edge; 3]> = FastSet::default();
        // Case a, case b, and case a with the fact as in case b.
        let mut waiting: Vec<[Edge; 3]> = Vec::new();
        let bits = residual.support.common(&free);
        for at in bits.flat_map(|bit| residual.nodes_of(bit)) {
            let Some(BddNode {
                bit,
                low: no,
                high: yes,
            }) = self.nodes.get(Edge::node(*at)).copied()
            else {
                continue;
            };
            if is_of_fact(bit) {
                waiting.extend([[no, yes, yes], [yes, no, no]]);
            } else {
                waiting.extend([[no, yes, no], [yes, no, yes]]);
            }
            while let Some(edges) = waiting.pop() {
                let [a, b, mixed] = edges;
                if is_impossible(a) || is_impossible(b) || !self.may_fail(mixed) {
                    continue;
                }
                let bit = self.first_of(edges);
                // Past the last bit in which the cases may differ, what is one so far stays one.
                let past = bit.is_none_or(|bit| self.order.level(bit) > last);
                if a == b && (past || a == mixed) || past && a == mixed {
                    continue;
                }
                if past && is_impossible(mixed) {
                    if self.differ(a, b) {
                        return true;
                    }
                    continue;
                }
                if seen.len() > BUDGET.diagram_pairs {
                    return true;
                }
                if let Some(bit) = bit.filter(|_| seen.insert(edges)) {
                    let free = [is_of_fact(bit), is_tied(bit)];
                    waiting.extend(self.answered(edges, bit, free));
                }
            }
        }
        false
    }

    /// Three edges, with every answer to a bit that the two cases may give: the third has that of the second case
    /// where the bit is the fact's, and the first's otherwise.
    fn answered(
        &self,
        [a, b, mixed]: [Edge; 3],
        bit: u32,
        [is_of_fact, is_tied]: [bool; 2],
    ) -> impl Iterator<Item = [Edge; 3]> {
        let answers = [[false, false], [false, true], [true, false], [true, true]];
        let may_be = move |[mine, other]: &[bool; 2]| is_of_fact || mine == other || is_tied;
        answers
            .into_iter()
            .filter(may_be)
            .map(move |[mine, other]| {
                let in_mixed = if is_of_fact { other } else { mine };
                [
                    self.follow(a, bit, mine),
                    self.follow(b, bit, other),
                    self.follow(mixed, bit, in_mixed),
                ]
            })
    }

    fn may_fail(&self, edge: Edge) -> bool {
        match edge.value() {
            Some(value) => value == Diagram::IMPOSSIBLE,
            None => self.may_fail.get(edge.index()).copied().unwrap_or(true),
        }
    }

    /// The last place at which one of these bits is asked for.
    fn last_level(&self, residual: &Residual, bits: &Bits) -> Option<u32> {
        let bits = residual.support.common(bits);
        let bits = bits.filter_map(|bit| u32::try_from(bit).ok());
        bits.map(|bit| self.order.level(bit)).max()
    }

    /// The bit that some of these edges ask for first; none where all of them lead to values.
    fn first_of<const N: usize>(&self, edges: [Edge; N]) -> Option<u32> {
        edges
            .into_iter()
            .filter_map(|edge| self.nodes.get(edge).map(|node| node.bit))
            .min_by_key(|bit| self.order.level(*bit))
    }

    /// Where an answer to a bit leads; nowhere else if the bit is not asked for here.
    fn follow(&self, edge: Edge, bit: u32, yes: bool) -> Edge {
        match self.nodes.get(edge) {
            Some(node) if node.bit == bit && yes => node.high,
            Some(node) if node.bit == bit => node.low,
            _ => edge,
        }
    }
}

/// A pair, which comes to the same either way round.
fn in_order(a: Edge, b: Edge) -> (Edge, Edge) {
    if b < a { (b, a) } else { (a, b) }
}

fn is_impossible(edge: Edge) -> bool {
    edge == Edge::to(Diagram::IMPOSSIBLE)
}
