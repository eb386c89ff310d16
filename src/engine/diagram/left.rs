//! Which bits can still change something, in what is left of a diagram.

use super::{Branch, Diagram, Node, Order, hash::Seen};
use crate::engine::bits::Bits;

/// After so many pairs of nodes a search ends as if it had found something: a question too many is asked
/// then, never one too few.
const MOST_PAIRS: usize = 1_000_000;

/// What is left of a diagram once what is known is filled in, ready to be searched again and again.
///
/// Every node is reached from the root, equal nodes are one, and no question is asked whose answer changes
/// nothing. So two nodes differ exactly when some answers lead them to different values; only where one of
/// these is [`Diagram::IMPOSSIBLE`] does it take a search to know whether two *possible* cases differ.
#[derive(Debug)]
pub(crate) struct Left {
    nodes: Vec<Node>,
    order: Order,
    /// The bits that are asked for.
    support: Bits,
    /// Whether each node may lead to a case that cannot be.
    may_fail: Vec<bool>,
    /// Pairs of nodes that no answers lead to different values, both possible.
    alike: Seen<(Branch, Branch)>,
}

impl Left {
    /// From a diagram that has no more nodes than it needs.
    pub(crate) fn of(diagram: Diagram) -> Self {
        let Diagram { nodes, order, .. } = diagram;
        let mut left = Self {
            support: Bits::default(),
            may_fail: Vec::with_capacity(nodes.len()),
            alike: Seen::default(),
            nodes,
            order,
        };
        for node in &left.nodes {
            left.support.insert(node.bit as usize);
            let may_fail = left.may_fail(node.no) || left.may_fail(node.yes);
            left.may_fail.push(may_fail);
        }
        left
    }

    /// The bits that are asked for: those of every fact that matters, and of some that only decide what
    /// is possible.
    pub(crate) const fn support(&self) -> &Bits {
        &self.support
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Whether two possible cases that differ only in `free` bits lead to different values.
    ///
    /// With the bits of one fact as `free`, this is whether the fact can still matter.
    pub(crate) fn separates(&mut self, free: &Bits) -> bool {
        let Some(last) = self.last_place(|bit| free.contains(bit)) else {
            return false;
        };
        let mut seen: Seen<(Branch, Branch)> = Seen::default();
        let mut waiting: Vec<(Branch, Branch)> = Vec::new();
        // Ways that differ part at some node that asks for a free bit; every node is on some way.
        for at in 0..self.nodes.len() {
            let Some(node) = self
                .nodes
                .get(at)
                .filter(|node| free.contains(node.bit as usize))
            else {
                continue;
            };
            waiting.push((node.no, node.yes));
            while let Some((a, b)) = waiting.pop() {
                let (a, b) = if b < a { (b, a) } else { (a, b) };
                if a == b || is_impossible(a) || is_impossible(b) {
                    continue;
                }
                let bit = self.first_of([a, b]);
                let Some(bit) = bit.filter(|bit| self.order.place(*bit) <= last) else {
                    if self.differ(a, b) {
                        return true;
                    }
                    continue;
                };
                // Nothing is impossible below: as they are two, some answers tell them apart.
                if !self.may_fail(a) && !self.may_fail(b) || seen.len() > MOST_PAIRS {
                    return true;
                }
                if !seen.insert((a, b)) {
                    continue;
                }
                for yes in [false, true] {
                    waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
                    if free.contains(bit as usize) {
                        waiting.push((self.follow(a, bit, yes), self.follow(b, bit, !yes)));
                    }
                }
            }
        }
        false
    }

    /// Whether some answers lead two branches to different values, both possible. What is found not to
    /// differ is kept, for the searches to come.
    fn differ(&mut self, a: Branch, b: Branch) -> bool {
        let mut waiting = vec![(a, b)];
        let mut seen: Vec<(Branch, Branch)> = Vec::new();
        let differ = loop {
            let Some((a, b)) = waiting.pop() else {
                break false;
            };
            let (a, b) = if b < a { (b, a) } else { (a, b) };
            if a == b || is_impossible(a) || is_impossible(b) {
                continue;
            }
            if !self.may_fail(a) && !self.may_fail(b) || seen.len() > MOST_PAIRS {
                break true;
            }
            if !self.alike.insert((a, b)) {
                continue;
            }
            seen.push((a, b));
            let Some(bit) = self.first_of([a, b]) else {
                continue;
            };
            for yes in [false, true] {
                waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
            }
        };
        if differ {
            for pair in &seen {
                self.alike.remove(pair);
            }
        }
        differ
    }

    /// Whether some answer to a fact, by ruling out an answer to facts that the vocabulary ties to it,
    /// settles something that those facts would otherwise decide.
    ///
    /// That is: a possible case *a*, and a possible case *b* with another value which differs from it in
    /// bits of the fact and of the tied facts alone, such that *a* with the fact as in *b* cannot be.
    pub(crate) fn settles(&mut self, of_fact: &Bits, tied: &Bits) -> bool {
        let is_free = |bit| of_fact.contains(bit) || tied.contains(bit);
        let Some(last) = self.last_place(is_free) else {
            return false;
        };
        let mut seen: Seen<[Branch; 3]> = Seen::default();
        // Case a, case b, and case a with the fact as in case b.
        let mut waiting: Vec<[Branch; 3]> = Vec::new();
        for at in 0..self.nodes.len() {
            let Some(Node { bit, no, yes }) = self.nodes.get(at).copied() else {
                continue;
            };
            if of_fact.contains(bit as usize) {
                waiting.extend([[no, yes, yes], [yes, no, no]]);
            } else if tied.contains(bit as usize) {
                waiting.extend([[no, yes, no], [yes, no, yes]]);
            }
            while let Some(branches) = waiting.pop() {
                let [a, b, mixed] = branches;
                if is_impossible(a) || is_impossible(b) || !self.may_fail(mixed) {
                    continue;
                }
                let bit = self.first_of(branches);
                // Past the last bit in which the cases may differ, what is one so far stays one.
                let past = bit.is_none_or(|bit| self.order.place(bit) > last);
                if a == b && (past || a == mixed) || past && a == mixed {
                    continue;
                }
                if past && is_impossible(mixed) {
                    if self.differ(a, b) {
                        return true;
                    }
                    continue;
                }
                if seen.len() > MOST_PAIRS {
                    return true;
                }
                let Some(bit) = bit.filter(|_| seen.insert(branches)) else {
                    continue;
                };
                for mine in [false, true] {
                    for other in [false, true] {
                        let mixed_answer = if of_fact.contains(bit as usize) {
                            other
                        } else if mine == other || tied.contains(bit as usize) {
                            mine
                        } else {
                            continue;
                        };
                        waiting.push([
                            self.follow(a, bit, mine),
                            self.follow(b, bit, other),
                            self.follow(mixed, bit, mixed_answer),
                        ]);
                    }
                }
            }
        }
        false
    }

    fn may_fail(&self, branch: Branch) -> bool {
        match branch.value() {
            Some(value) => value == Diagram::IMPOSSIBLE,
            None => self.may_fail.get(branch.index()).copied().unwrap_or(true),
        }
    }

    /// The last place at which one of these bits is asked for.
    fn last_place(&self, is_one: impl Fn(usize) -> bool) -> Option<u32> {
        let bits = self.support.iter().filter(|bit| is_one(*bit));
        let bits = bits.filter_map(|bit| u32::try_from(bit).ok());
        bits.map(|bit| self.order.place(bit)).max()
    }

    /// The bit that some of these branches ask for first; none where all of them lead to values.
    fn first_of<const N: usize>(&self, branches: [Branch; N]) -> Option<u32> {
        branches
            .into_iter()
            .filter_map(|branch| self.nodes.get(branch.index()).map(|node| node.bit))
            .min_by_key(|bit| self.order.place(*bit))
    }

    /// Where an answer to a bit leads; nowhere else if the bit is not asked for here.
    fn follow(&self, branch: Branch, bit: u32, yes: bool) -> Branch {
        match self.nodes.get(branch.index()) {
            Some(node) if node.bit == bit && yes => node.yes,
            Some(node) if node.bit == bit => node.no,
            _ => branch,
        }
    }
}

fn is_impossible(branch: Branch) -> bool {
    branch == Branch::to(Diagram::IMPOSSIBLE)
}
