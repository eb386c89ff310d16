//! What a diagram says when facts are missing.

use super::{Branch, Diagram, Node, hash::Seen};
use crate::{
    engine::masks::{Masks, Word},
    fact::Truth,
};

/// Room to walk a diagram in; kept by the caller so that deciding allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The nodes that have been reached.
    words: Vec<u64>,
    /// Those of them that are still to be looked at.
    waiting: Vec<Branch>,
    /// What each node comes to once what is known is filled in.
    reduced: Vec<Node>,
    /// The reduced nodes by their hash, to find equal ones.
    table: Vec<u32>,
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

/// After so many pairs of nodes a search ends as if it had found something: a question too many is asked
/// then, never one too few.
const MOST_PAIRS: usize = 1_000_000;

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
        let mut branch = self.root;
        loop {
            match branch.value() {
                Some(value) if value < 64 => {
                    values |= 1 << value;
                    if among & !values == 0 {
                        return values;
                    }
                }
                Some(_) => {}
                None => {
                    if marks.is_new(branch.index())
                        && let Some(node) = self.node(branch)
                    {
                        let bit = node.bit as usize;
                        let truth = known
                            .get(bit / 64)
                            .map_or(Truth::Unknown, |word| word.truth(bit));
                        match truth {
                            Truth::Yes => branch = node.yes,
                            Truth::No => branch = node.no,
                            Truth::Unknown => {
                                marks.waiting.push(node.yes);
                                branch = node.no;
                            }
                        }
                        continue;
                    }
                }
            }
            match marks.waiting.pop() {
                Some(next) => branch = next,
                None => return values,
            }
        }
    }

    /// Visits every value that a completion of what is known leads to, the impossible among them.
    fn walk(&self, known: &[Word], marks: &mut Marks, mut visit: impl FnMut(u8)) {
        marks.clear(self.nodes.len());
        reach(self.root, marks, &mut visit);
        // A node leads only to nodes before it, so one walk down the words visits everything reached.
        for at in (0..marks.words.len()).rev() {
            while let Some(word) = marks.words.get_mut(at).filter(|word| **word != 0) {
                let highest = 63 - word.leading_zeros() as usize;
                *word &= !(1 << highest);
                let Some(node) = self.nodes.get(at * 64 + highest) else {
                    break;
                };
                let bit = node.bit as usize;
                let truth = known
                    .get(bit / 64)
                    .map_or(Truth::Unknown, |word| word.truth(bit));
                if !truth.is_yes() {
                    reach(node.no, marks, &mut visit);
                }
                if !truth.is_no() {
                    reach(node.yes, marks, &mut visit);
                }
            }
        }
    }

    /// The diagram with what is known filled in: what is left to ask, and nothing that what is known
    /// rules out. Values that `alike` gives the same are one.
    pub(crate) fn residual(
        &self,
        known: &[Word],
        marks: &mut Marks,
        alike: impl Fn(u8) -> u8,
    ) -> Self {
        let root = self.reduce(known, marks, &alike);
        let mut moved: Vec<Option<Branch>> = vec![None; self.nodes.len()];
        let mut nodes: Vec<Node> = Vec::new();
        let (reached, mut next) = (marks.words.clone(), 0u32);
        let follow = |moved: &[Option<Branch>], branch: Branch| match branch.value() {
            Some(_) => branch,
            None => moved
                .get(branch.index())
                .copied()
                .flatten()
                .unwrap_or(branch),
        };
        for (at, node) in marks.reduced.iter().enumerate() {
            let is_reached = reached
                .get(at / 64)
                .is_some_and(|word| word & (1 << (at % 64)) != 0);
            if !is_reached {
                continue;
            }
            nodes.push(Node {
                bit: node.bit,
                no: follow(&moved, node.no),
                yes: follow(&moved, node.yes),
            });
            if let Some(to) = moved.get_mut(at) {
                *to = Some(Branch::node(next));
            }
            next += 1;
        }
        Self {
            root: follow(&moved, root),
            nodes,
            order: self.order.clone(),
        }
    }

    /// Fills in what is known: `marks` then holds what each node comes to, and which nodes are still
    /// reached from the root that is returned.
    fn reduce(&self, known: &[Word], marks: &mut Marks, alike: &impl Fn(u8) -> u8) -> Branch {
        marks.reduced.clear();
        marks.table.clear();
        let slots = (2 * self.nodes.len() + 1).next_power_of_two();
        marks.table.resize(slots, u32::MAX);
        for (at, node) in (0u32..).zip(&self.nodes) {
            let bit = node.bit as usize;
            let truth = known
                .get(bit / 64)
                .map_or(Truth::Unknown, |word| word.truth(bit));
            let no = follow_reduced(&marks.reduced, node.no, alike);
            let yes = follow_reduced(&marks.reduced, node.yes, alike);
            let reduced = match truth {
                Truth::Yes => Node::gone(yes),
                Truth::No => Node::gone(no),
                Truth::Unknown if no == yes => Node::gone(no),
                Truth::Unknown => {
                    let node = Node { no, yes, ..*node };
                    find(&marks.reduced, &mut marks.table, at, node)
                }
            };
            marks.reduced.push(reduced);
        }
        marks.clear(self.nodes.len());
        let root = follow_reduced(&marks.reduced, self.root, alike);
        reach(root, marks, &mut |_| {});
        // A node leads only to nodes before it: one walk down reaches everything.
        for at in (0..self.nodes.len()).rev() {
            let is_reached = marks
                .words
                .get(at / 64)
                .is_some_and(|word| word & (1 << (at % 64)) != 0);
            if let Some(node) = marks.reduced.get(at).copied().filter(|_| is_reached) {
                reach(node.no, marks, &mut |_| {});
                reach(node.yes, marks, &mut |_| {});
            }
        }
        root
    }

    /// Whether two cases that differ only in `free` bits lead to values of different classes.
    ///
    /// With the bits of one fact as `free`, this is whether the fact can still matter. Values that
    /// `alike` gives the same are one answer. What is known is filled in before ([`Diagram::residual`]).
    pub(crate) fn separates(
        &self,
        is_free: impl Fn(usize) -> bool,
        alike: impl Fn(u8) -> u8,
    ) -> bool {
        let Some((first, last)) = self.span(&is_free) else {
            return false;
        };
        let mut seen: Seen<(Branch, Branch)> = Seen::default();
        let mut waiting: Vec<(Branch, Branch)> = self
            .frontier(first)
            .into_iter()
            .map(|at| (at, at))
            .collect();
        while let Some((a, b)) = waiting.pop() {
            if seen.len() > MOST_PAIRS {
                return true;
            }
            let (a, b) = if b < a { (b, a) } else { (a, b) };
            let bit = self.first_of([a, b]);
            let past = bit.is_none_or(|bit| self.order.place(bit) > last);
            if a == b && past || !seen.insert((a, b)) {
                continue;
            }
            match (a.value().map(&alike), b.value().map(&alike)) {
                (Some(Self::IMPOSSIBLE), _) | (_, Some(Self::IMPOSSIBLE)) => continue,
                (Some(one), Some(other)) if one != other => return true,
                (Some(_), Some(_)) => continue,
                _ => {}
            }
            let Some(bit) = bit else { continue };
            for yes in [false, true] {
                waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
                if is_free(bit as usize) {
                    waiting.push((self.follow(a, bit, yes), self.follow(b, bit, !yes)));
                }
            }
        }
        false
    }

    /// Whether some answer to a fact, by ruling out an answer to facts that the vocabulary ties to it,
    /// settles something that those facts would otherwise decide.
    ///
    /// That is: a possible case *a*, and a possible case *b* of another class which differs from it in
    /// bits of the fact and of the tied facts alone, such that *a* with the fact as in *b* cannot be.
    pub(crate) fn settles(
        &self,
        is_of_fact: impl Fn(usize) -> bool,
        is_tied: impl Fn(usize) -> bool,
        alike: impl Fn(u8) -> u8,
    ) -> bool {
        let Some((first, last)) = self.span(|bit| is_of_fact(bit) || is_tied(bit)) else {
            return false;
        };
        let mut seen: Seen<[Branch; 3]> = Seen::default();
        // Case a, case b, and case a with the fact as in case b.
        let mut waiting: Vec<[Branch; 3]> =
            self.frontier(first).into_iter().map(|at| [at; 3]).collect();
        while let Some(branches) = waiting.pop() {
            if seen.len() > MOST_PAIRS {
                return true;
            }
            if !seen.insert(branches) {
                continue;
            }
            let [a, b, mixed] = branches;
            let bit = self.first_of(branches);
            let past = bit.is_none_or(|bit| self.order.place(bit) > last);
            // Past the last bit in which the cases may differ, what is one so far stays one.
            if past && (a == b || a == mixed) {
                continue;
            }
            let Some(bit) = bit else {
                let of = |branch: Branch| branch.value().map(&alike);
                let can_be = |branch: Branch| of(branch) != Some(Self::IMPOSSIBLE);
                if can_be(a) && can_be(b) && !can_be(mixed) && of(a) != of(b) {
                    return true;
                }
                continue;
            };
            if [a, b].contains(&Branch::to(Self::IMPOSSIBLE)) {
                continue;
            }
            for mine in [false, true] {
                for other in [false, true] {
                    let mixed_answer = if is_of_fact(bit as usize) {
                        other
                    } else if mine == other || is_tied(bit as usize) {
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
        false
    }

    /// The first and the last place at which the diagram asks for one of these bits.
    fn span(&self, of: impl Fn(usize) -> bool) -> Option<(u32, u32)> {
        let places = self
            .nodes
            .iter()
            .filter(|node| of(node.bit as usize))
            .map(|node| self.order.place(node.bit));
        places.fold(None, |span, place| match span {
            None => Some((place, place)),
            Some((first, last)) => Some((first.min(place), last.max(place))),
        })
    }

    /// Where the diagram stands once everything before a place is answered, in every way.
    fn frontier(&self, first: u32) -> Vec<Branch> {
        let is_before = |branch: Branch| {
            let node = self.node(branch);
            node.is_some_and(|node| self.order.place(node.bit) < first)
        };
        let below = self
            .nodes
            .iter()
            .filter(|node| self.order.place(node.bit) < first)
            .flat_map(|node| [node.no, node.yes]);
        let mut found: Vec<Branch> = below
            .chain([self.root])
            .filter(|branch| branch.value().is_none() && !is_before(*branch))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The bit that some of these branches ask for first; none where all of them lead to values.
    fn first_of<const N: usize>(&self, branches: [Branch; N]) -> Option<u32> {
        branches
            .into_iter()
            .filter_map(|branch| self.node(branch).map(|node| node.bit))
            .min_by_key(|bit| self.order.place(*bit))
    }

    /// Where an answer to a bit leads; nowhere else if the bit is not asked for here.
    fn follow(&self, branch: Branch, bit: u32, yes: bool) -> Branch {
        match self.node(branch) {
            Some(node) if node.bit == bit && yes => node.yes,
            Some(node) if node.bit == bit => node.no,
            _ => branch,
        }
    }
}

/// A node that is no question any more, or the same as an earlier one, is kept as where it leads.
const GONE: u32 = u32::MAX;

impl Node {
    const fn gone(to: Branch) -> Self {
        Self {
            bit: GONE,
            no: to,
            yes: to,
        }
    }
}

fn follow_reduced(reduced: &[Node], branch: Branch, alike: impl Fn(u8) -> u8) -> Branch {
    match (branch.value(), reduced.get(branch.index())) {
        (Some(value), _) => Branch::to(alike(value)),
        (None, Some(node)) if node.bit == GONE => node.no,
        _ => branch,
    }
}

/// The earlier node that asks the same, or this one as a new one.
fn find(reduced: &[Node], table: &mut [u32], at: u32, node: Node) -> Node {
    let hash =
        (u64::from(node.bit) << 40 ^ u64::from(node.no.raw()) << 20 ^ u64::from(node.yes.raw()))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The table has at least twice as many slots as there are nodes: there is always a free one.
    let mask = table.len().wrapping_sub(1);
    let mut slot = usize::try_from(hash >> 32).unwrap_or(0) & mask;
    while let Some(held) = table.get_mut(slot) {
        if *held == u32::MAX {
            *held = at;
            return node;
        }
        if reduced.get(*held as usize) == Some(&node) {
            return Node::gone(Branch::node(*held));
        }
        slot = (slot + 1) & mask;
    }
    node
}

fn reach(branch: Branch, marks: &mut Marks, visit: &mut impl FnMut(u8)) {
    match branch.value() {
        Some(value) => visit(value),
        None => marks.set(branch.index()),
    }
}
