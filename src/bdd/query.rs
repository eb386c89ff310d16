//! Questions about everything a diagram says.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

#[cfg(feature = "analysis")]
use super::count::Count;
use super::{
    diagram::{Diagram, Edge},
    manager::{BddManager, BudgetExceeded, Operation},
};

/// A bit with its answer: a literal over the bits of a case.
pub type BitLiteral = (usize, bool);

impl Diagram {
    #[cfg(feature = "analysis")]
    /// How many answers to these bits lead to a value that is wanted. `bits` must have every bit that
    /// the diagram asks for; each bit beside those doubles the number. One number as long as the bits that are left is
    /// kept for each node.
    #[must_use]
    pub fn count(&self, bits: &[usize], wanted: impl Fn(u8) -> bool) -> Count {
        let mut places: Vec<u32> = bits
            .iter()
            .filter_map(|bit| u32::try_from(*bit).ok())
            .map(|bit| self.order.level(bit))
            .collect();
        places.sort_unstable();
        places.dedup();
        let place = |edge: Edge| match self.node(edge) {
            Some(node) => places.partition_point(|place| *place < self.order.level(node.bit)),
            None => places.len(),
        };
        let mut counts: Vec<Count> = Vec::with_capacity(self.nodes.len());
        // Bits that an edge passes over may be answered either way.
        let spread = |counts: &[Count], edge: Edge, from: usize| {
            let below = Self::below(counts, edge, &wanted);
            below.doubled(place(edge).saturating_sub(from))
        };
        for (at, node) in (0u32..).zip(&self.nodes) {
            let here = place(Edge::node(at)) + 1;
            let [no, yes] = [node.low, node.high].map(|edge| spread(&counts, edge, here));
            counts.push(no.plus(&yes));
        }
        spread(&counts, self.root, 0)
    }

    #[cfg(feature = "analysis")]
    /// What was counted for what an edge leads to.
    fn below(counts: &[Count], edge: Edge, wanted: &impl Fn(u8) -> bool) -> Count {
        match edge.value() {
            Some(value) => Count::from(u128::from(wanted(value))),
            None => {
                let known = counts.get(edge.index());
                known.cloned().unwrap_or_else(|| Count::from(0))
            }
        }
    }

    /// One case that leads to a value that is wanted: the answers on its way, in the order asked.
    /// Bits that it does not name may have either answer.
    #[must_use]
    pub fn witness(&self, wanted: impl Fn(u8) -> bool) -> Option<Vec<BitLiteral>> {
        self.cheapest(wanted, |_, _| 0).map(|(_, answers)| answers)
    }

    /// The cheapest way to a value that is wanted, each answer at its price: the price of the whole
    /// and the answers.
    #[must_use]
    pub fn cheapest(
        &self,
        wanted: impl Fn(u8) -> bool,
        price: impl Fn(usize, bool) -> u64,
    ) -> Option<(u64, Vec<BitLiteral>)> {
        let mut prices: Vec<Option<u64>> = Vec::with_capacity(self.nodes.len());
        let below = |prices: &[Option<u64>], edge: Edge| match edge.value() {
            Some(value) => wanted(value).then_some(0),
            None => prices.get(edge.index()).copied().flatten(),
        };
        let by_way_of = |prices: &[Option<u64>], bit: u32, edge: Edge, yes: bool| {
            let rest = below(prices, edge)?;
            Some(rest.saturating_add(price(bit as usize, yes)))
        };
        for node in &self.nodes {
            let no = by_way_of(&prices, node.bit, node.low, false);
            let yes = by_way_of(&prices, node.bit, node.high, true);
            prices.push(match (no, yes) {
                (Some(no), Some(yes)) => Some(no.min(yes)),
                (one, other) => one.or(other),
            });
        }
        let total = below(&prices, self.root)?;
        let mut answers = Vec::new();
        let mut at = self.root;
        while let Some(node) = self.node(at) {
            let no = by_way_of(&prices, node.bit, node.low, false);
            let yes = by_way_of(&prices, node.bit, node.high, true);
            let take_yes = match (no, yes) {
                (Some(no), Some(yes)) => yes < no,
                (no, _) => no.is_none(),
            };
            answers.push((node.bit as usize, take_yes));
            at = if take_yes { node.high } else { node.low };
        }
        Some((total, answers))
    }

    /// Every case that leads to a value that is wanted, as disjoint cubes: each is a list of answers
    /// in the order asked, and stands for every case that gives them. No case is in two.
    ///
    /// There may be very many; they are made one by one.
    pub fn cubes<'d>(
        &'d self,
        wanted: impl Fn(u8) -> bool + 'd,
    ) -> impl Iterator<Item = Vec<BitLiteral>> + 'd {
        // Ways that lead nowhere wanted are not walked: there may be very many of those too.
        let mut leads: Vec<bool> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let is_led = |edge: Edge| match edge.value() {
                Some(value) => wanted(value),
                None => leads.get(edge.index()).copied().unwrap_or(false),
            };
            let either = is_led(node.low) || is_led(node.high);
            leads.push(either);
        }
        let mut waiting: Vec<(Edge, Vec<BitLiteral>)> = vec![(self.root, Vec::new())];
        std::iter::from_fn(move || {
            while let Some((at, answers)) = waiting.pop() {
                match (at.value(), self.node(at)) {
                    (Some(value), _) if wanted(value) => return Some(answers),
                    (None, Some(node)) if leads.get(at.index()) == Some(&true) => {
                        let with = |yes| {
                            let mut longer = answers.clone();
                            longer.push((node.bit as usize, yes));
                            longer
                        };
                        waiting.push((node.high, with(true)));
                        waiting.push((node.low, with(false)));
                    }
                    _ => {}
                }
            }
            None
        })
    }

    #[cfg(feature = "analysis")]
    /// How many cubes [`Diagram::cubes`] has.
    #[must_use]
    pub fn count_cubes(&self, wanted: impl Fn(u8) -> bool) -> Count {
        let mut counts: Vec<Count> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let [no, yes] = [node.low, node.high].map(|edge| Self::below(&counts, edge, &wanted));
            counts.push(no.plus(&yes));
        }
        Self::below(&counts, self.root, &wanted)
    }

    /// The widest of the cubes of [`Diagram::cubes`], those with the fewest answers first: at most so many.
    #[must_use]
    pub fn widest_cubes(
        &self,
        wanted: impl Fn(u8) -> bool,
        at_most: usize,
    ) -> Vec<Vec<BitLiteral>> {
        // How few answers lead from a node to a value that is wanted.
        let mut left: Vec<Option<usize>> = Vec::with_capacity(self.nodes.len());
        let below = |left: &[Option<usize>], edge: Edge| match edge.value() {
            Some(value) => wanted(value).then_some(0),
            None => left.get(edge.index()).copied().flatten(),
        };
        for node in &self.nodes {
            let (no, yes) = (below(&left, node.low), below(&left, node.high));
            let fewest = match (no, yes) {
                (Some(no), Some(yes)) => Some(no.min(yes)),
                (one, other) => one.or(other),
            };
            left.push(fewest.map(|fewest| fewest + 1));
        }
        // The way that can end with the fewest answers goes on first; of equals the one that is nearest its end, so
        // that one is walked to its end before the next; of those the one that was met first.
        type Way = (usize, usize, usize, Edge, Vec<BitLiteral>);
        let mut met = 0usize;
        let mut waiting: BinaryHeap<Reverse<Way>> = BinaryHeap::new();
        if let Some(least) = below(&left, self.root) {
            waiting.push(Reverse((least, least, met, self.root, Vec::new())));
        }
        let mut cubes = Vec::new();
        while let Some(Reverse((_, _, _, at, answers))) = waiting.pop() {
            if cubes.len() >= at_most {
                break;
            }
            let Some(node) = self.node(at) else {
                cubes.push(answers);
                continue;
            };
            for (yes, edge) in [(false, node.low), (true, node.high)] {
                let Some(least) = below(&left, edge) else {
                    continue;
                };
                let mut longer = answers.clone();
                longer.push((node.bit as usize, yes));
                met += 1;
                waiting.push(Reverse((longer.len() + least, least, met, edge, longer)));
            }
        }
        cubes
    }

    /// Both diagrams in one. The value of a case is `16 × value in this + value in the other`, for
    /// values below 15; it is impossible where either says so.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] when it grows beyond the budget.
    pub fn product(&self, other: &Self, budget: usize) -> Result<Self, BudgetExceeded> {
        self.combined(other, Operation::Product, budget)
    }

    /// Where two diagrams differ: 1 where their values do, 0 where they are equal, impossible where
    /// either says so.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] when it grows beyond the budget.
    pub fn difference(&self, other: &Self, budget: usize) -> Result<Self, BudgetExceeded> {
        self.combined(other, Operation::Differ, budget)
    }

    fn combined(
        &self,
        other: &Self,
        how: Operation,
        budget: usize,
    ) -> Result<Self, BudgetExceeded> {
        let mut manager = BddManager::new(&self.order, budget);
        let one = manager.import(self, |value| value)?;
        let two = manager.import(other, |value| value)?;
        let root = manager.apply(how, one, two)?;
        Ok(manager.export(root))
    }

    /// The diagram with its values renamed; questions that no longer matter are gone.
    ///
    /// # Errors
    ///
    /// None in practice: it never has more nodes than this one.
    pub fn renamed(&self, value: impl Fn(u8) -> u8) -> Result<Self, BudgetExceeded> {
        let mut manager = BddManager::new(&self.order, self.nodes.len() + 1);
        let root = manager.import(self, value)?;
        Ok(manager.export(root))
    }

    /// The share of all cases that each value has, taking every answer to every bit as equally likely
    /// and leaving out cases that cannot be. Values in rising order.
    #[must_use]
    pub fn shares(&self) -> Vec<(u8, f64)> {
        // What reaches a node, from the root down.
        let mut weights: HashMap<Edge, f64> = HashMap::from([(self.root, 1.0)]);
        let mut totals = [0.0f64; 256];
        let mut give =
            |weights: &mut HashMap<Edge, f64>, edge: Edge, weight: f64| match edge.value() {
                Some(value) => {
                    if let Some(total) = totals.get_mut(usize::from(value)) {
                        *total += weight;
                    }
                }
                None => *weights.entry(edge).or_insert(0.0) += weight,
            };
        if self.root.value().is_some() {
            give(&mut weights, self.root, 1.0);
        }
        for (at, node) in (0u32..)
            .zip(&self.nodes)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            let weight = weights.get(&Edge::node(at)).copied().unwrap_or(0.0);
            give(&mut weights, node.low, weight / 2.0);
            give(&mut weights, node.high, weight / 2.0);
        }
        let possible: f64 = totals.iter().take(255).sum();
        (0u8..=254)
            .zip(totals)
            .filter(|(_, total)| *total > 0.0)
            .map(|(value, total)| (value, total / possible))
            .collect()
    }
}
