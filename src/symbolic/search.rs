//! Looking for one case in which literals have the values that are wanted.
//!
//! A diagram answers for every case at once, and of a whole statute that is a great deal more than it takes to
//! find one case. This looks for one, as DPLL does: it propagates what the wanted values force, and where they leave
//! a choice it decides, one way and then the other. What it finds is such a case. Where every way was tried and none is left,
//! there is none. It gives up only after a number of failed ways, and says so: a diagram decides then.

use crate::circuit::{CircuitNode, Literal, Network};

/// A case, by the bits that are settled; every other is "no".
pub(crate) type Assignment = Vec<(usize, bool)>;

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SearchResult {
    /// A case.
    Case(Assignment),
    /// There is no such case.
    None,
    /// Too many ways failed.
    GaveUp,
}

/// Finds cases in a network, and follows it as nodes are added and taken away.
///
/// What holds of it: a node has a value exactly when it stands on the trail, and stands there once; `held` counts the
/// literals of each AND that hold by those values; what stands before `next` is propagated.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// The cubes that read a node, each with whether it reads the opposite.
    readers: Vec<Vec<(usize, bool)>>,
    values: Vec<Option<bool>>,
    /// How many literals of a cube are known to hold.
    held: Vec<usize>,
    /// Roughly what it takes to make a node not hold, and to make it hold: the easy way is tried first.
    costs: Vec<[u32; 2]>,
    /// Nodes with values, in the order in which they got them.
    trail: Vec<usize>,
    /// The first of the trail that was not propagated yet.
    next: usize,
    /// How much of the trail is assumed, and stays when something is decided.
    assumed: usize,
}

/// A decision: where the trail stood then, and the other way where it was not tried yet.
struct Decision {
    trail: usize,
    other: Option<Literal>,
}

/// Two values that were forced on one node.
struct Conflict;

impl Search {
    /// Knows the nodes of a network; those before `same` were known already.
    pub(crate) fn follow(&mut self, network: &Network, same: usize) {
        self.backtrack_to(0);
        self.readers.truncate(same);
        self.values.truncate(same);
        self.held.truncate(same);
        self.costs.truncate(same);
        for readers in &mut self.readers {
            while readers.last().is_some_and(|(reader, _)| *reader >= same) {
                readers.pop();
            }
        }
        for (at, node) in network.nodes().iter().enumerate().skip(self.readers.len()) {
            let cost = match node {
                CircuitNode::Input(_) => [1, 2],
                CircuitNode::And(literals) => {
                    for literal in literals {
                        if let Some(readers) = self.readers.get_mut(literal.node()) {
                            readers.push((at, literal.is_negated()));
                        }
                    }
                    let fails = literals.iter().map(|literal| self.cost(!*literal));
                    let holds = literals.iter().map(|literal| self.cost(*literal));
                    let all = holds.fold(1u32, u32::saturating_add);
                    [fails.min().unwrap_or(u32::MAX).saturating_add(1), all]
                }
            };
            self.readers.push(Vec::new());
            self.values.push(None);
            self.held.push(0);
            self.costs.push(cost);
        }
    }

    /// Roughly what it takes to make a literal hold.
    pub(crate) fn cost(&self, literal: Literal) -> u32 {
        let [not, holds] = self.costs.get(literal.node()).copied().unwrap_or([0; 2]);
        if literal.is_negated() { not } else { holds }
    }

    /// Forgets everything, and assumes that none of these hold. False where that contradicts itself: then there
    /// is no case at all.
    pub(crate) fn assume_never(&mut self, network: &Network, never: &[Literal]) -> bool {
        self.assumed = 0;
        self.backtrack_to(0);
        let forced = [Literal::TRUE].into_iter();
        let mut forced = forced.chain(never.iter().map(|literal| !*literal));
        let holds =
            forced.all(|literal| self.assign(literal).is_ok()) && self.propagate(network).is_ok();
        self.assumed = self.trail.len();
        holds
    }

    /// The nodes below `before` that certainly have these values where a literal holds; `None` where it holds in no
    /// case.
    pub(crate) fn forced(
        &mut self,
        network: &Network,
        literal: Literal,
        before: usize,
    ) -> Option<Vec<(usize, bool)>> {
        self.backtrack_to(self.assumed);
        let holds = self.assign(literal).is_ok() && self.propagate(network).is_ok();
        let forced = self.trail.iter().filter(|node| **node < before);
        let value = |node: &usize| Some((*node, self.values.get(*node).copied().flatten()?));
        let forced = holds.then(|| forced.filter_map(value).collect());
        self.backtrack_to(self.assumed);
        forced
    }

    /// A case of what is assumed in which all of `wanted` hold; gives up after this many failed ways.
    pub(crate) fn find(
        &mut self,
        network: &Network,
        wanted: &[Literal],
        tries: usize,
    ) -> SearchResult {
        self.backtrack_to(self.assumed);
        if wanted.iter().any(|literal| self.assign(*literal).is_err()) {
            return SearchResult::None;
        }
        let mut decisions: Vec<Decision> = Vec::new();
        let (mut failed, mut looked_at) = (0, 0);
        loop {
            if self.propagate(network).is_err() {
                failed += 1;
                if failed > tries {
                    return SearchResult::GaveUp;
                }
                let Some(other) = self.next_alternative(&mut decisions) else {
                    return SearchResult::None;
                };
                looked_at = looked_at.min(self.trail.len());
                // It was not known before, so it can be set.
                if self.assign(other).is_err() {
                    return SearchResult::GaveUp;
                }
                continue;
            }
            let decision = self.decide(network, &mut looked_at);
            // What rested on "no" may have been answered with "yes" since: all is looked at once more.
            let decision = decision.or_else(|| {
                looked_at = 0;
                self.decide(network, &mut looked_at)
            });
            let Some(literal) = decision else {
                return SearchResult::Case(self.bits(network));
            };
            decisions.push(Decision {
                trail: self.trail.len(),
                other: Some(literal),
            });
            if self.assign(!literal).is_err() {
                return SearchResult::GaveUp;
            }
        }
    }

    /// Goes back to the last thing tried that has another way, and gives that way.
    fn next_alternative(&mut self, decisions: &mut Vec<Decision>) -> Option<Literal> {
        loop {
            let last = decisions.last_mut()?;
            let (trail, other) = (last.trail, last.other.take());
            self.backtrack_to(trail);
            match other {
                Some(other) => return Some(other),
                None => decisions.pop(),
            };
        }
    }

    /// A literal of a cube that must not hold, where nothing says yet why it does not: the one that is
    /// easiest not to hold. A bit that nothing settles is "no", and that may be why.
    fn decide(&self, network: &Network, looked_at: &mut usize) -> Option<Literal> {
        while let Some(node) = self.trail.get(*looked_at) {
            if let (Some(Some(false)), Some(CircuitNode::And(literals))) =
                (self.values.get(*node), network.nodes().get(*node))
                && !literals
                    .iter()
                    .any(|literal| self.may_fail(network, *literal))
            {
                let unknown = literals
                    .iter()
                    .filter(|literal| self.truth(**literal).is_none());
                return unknown.min_by_key(|literal| self.cost(!**literal)).copied();
            }
            *looked_at += 1;
        }
        None
    }

    /// Whether a literal does not hold, or will not if nothing more is settled.
    fn may_fail(&self, network: &Network, literal: Literal) -> bool {
        match self.truth(literal) {
            Some(truth) => !truth,
            None => {
                !literal.is_negated()
                    && matches!(network.node(literal), Some(CircuitNode::Input(_)))
            }
        }
    }

    fn truth(&self, literal: Literal) -> Option<bool> {
        let value = self.values.get(literal.node()).copied().flatten()?;
        Some(value != literal.is_negated())
    }

    fn assign(&mut self, literal: Literal) -> Result<(), Conflict> {
        let (node, value) = (literal.node(), !literal.is_negated());
        match self.values.get_mut(node) {
            Some(Some(known)) if *known == value => Ok(()),
            Some(known @ None) => {
                *known = Some(value);
                self.trail.push(node);
                self.count(node, value, 1);
                Ok(())
            }
            _ => Err(Conflict),
        }
    }

    /// Tells the cubes that read a node that one more of their literals holds, or one fewer.
    fn count(&mut self, node: usize, value: bool, more: isize) {
        for (reader, negated) in self.readers.get(node).into_iter().flatten() {
            if let Some(held) = self.held.get_mut(*reader).filter(|_| value != *negated) {
                *held = held.saturating_add_signed(more);
            }
        }
    }

    fn backtrack_to(&mut self, to: usize) {
        while self.trail.len() > to {
            let Some(node) = self.trail.pop() else { break };
            let value = self.values.get_mut(node).and_then(Option::take);
            self.count(node, value.unwrap_or(false), -1);
        }
        self.next = self.next.min(to);
    }

    /// Unit propagation: assigns everything that the values so far force.
    fn propagate(&mut self, network: &Network) -> Result<(), Conflict> {
        while let Some(node) = self.trail.get(self.next).copied() {
            self.next += 1;
            let value = self.values.get(node).copied().flatten() == Some(true);
            if let Some(CircuitNode::And(literals)) = network.nodes().get(node) {
                if value {
                    for literal in literals {
                        self.assign(*literal)?;
                    }
                } else {
                    self.propagate_failed_and(network, node)?;
                }
            }
            let readers = self.readers.get_mut(node).map(std::mem::take);
            let readers = readers.unwrap_or_default();
            let propagated = readers.iter().try_for_each(|(reader, negated)| {
                let cube = Literal::of(*reader);
                if value == *negated {
                    return self.assign(!cube);
                }
                let size = match network.nodes().get(*reader) {
                    Some(CircuitNode::And(literals)) => literals.len(),
                    _ => return Ok(()),
                };
                if self.held.get(*reader) == Some(&size) {
                    return self.assign(cube);
                }
                if self.values.get(*reader) == Some(&Some(false)) {
                    return self.propagate_failed_and(network, *reader);
                }
                Ok(())
            });
            if let Some(place) = self.readers.get_mut(node) {
                *place = readers;
            }
            propagated?;
        }
        Ok(())
    }

    /// Where every literal but one of a cube holds, and the cube does not, that one does not hold.
    fn propagate_failed_and(&mut self, network: &Network, node: usize) -> Result<(), Conflict> {
        let Some(CircuitNode::And(literals)) = network.nodes().get(node) else {
            return Ok(());
        };
        let held = self.held.get(node).copied().unwrap_or(0);
        if held + 1 < literals.len() {
            return Ok(());
        }
        let open = literals
            .iter()
            .find(|literal| self.truth(**literal) != Some(true));
        match open {
            Some(literal) if self.truth(*literal).is_none() => self.assign(!*literal),
            Some(_) => Ok(()),
            None => Err(Conflict),
        }
    }

    fn bits(&self, network: &Network) -> Vec<(usize, bool)> {
        let bit = |node: &usize| match network.nodes().get(*node) {
            Some(CircuitNode::Input(bit)) => {
                Some((*bit, self.values.get(*node).copied().flatten()?))
            }
            _ => None,
        };
        let mut bits: Vec<_> = self.trail.iter().filter_map(bit).collect();
        bits.sort_unstable();
        bits
    }
}
