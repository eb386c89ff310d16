//! What is left of a diagram, and what each answer would leave.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    candidates::{Candidate, Candidates},
    cost_model::CostModel,
    next::{Effort, Next},
};
use crate::{
    bdd::{BddManager, BddNode, BudgetExceeded, CofactorCache, Diagram, Edge},
    budget::BUDGET,
    circuit::FastMap,
    engine::{Program, Use},
    fact::{Domain, FactId},
};

/// How many values of a target are told apart.
pub(super) const VALUES: usize = 8;

/// How likely each value is.
pub(super) type Shares = [f64; VALUES];

/// So many states are gone through one by one.
const FEW: usize = 24;

/// A question of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Query {
    /// The thing at this place.
    Candidate(usize),
    /// A review of every class.
    Review,
}

/// What each answer to a question leaves, with how likely it is.
pub(super) type Successors = Rc<[(Edge, f64)]>;

/// A plan from some state on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Plan {
    pub(super) effort: Effort,
    pub(super) next: Option<Query>,
}

impl Plan {
    /// A plan that asks a question at a cost, and nothing yet after it.
    pub(super) fn that_asks(query: Query, cost: u32) -> Self {
        Self {
            next: Some(query),
            effort: Effort {
                expected: 1.0,
                worst: 1,
                expected_cost: f64::from(cost),
                worst_cost: cost,
            },
        }
    }

    /// After the question, which costs this much, the plan goes on so for a share of the cases.
    pub(super) fn goes_on(&mut self, cost: u32, share: f64, then: &Self) {
        let (mine, then) = (&mut self.effort, then.effort);
        mine.expected += share * then.expected;
        mine.expected_cost += share * then.expected_cost;
        mine.worst = mine.worst.max(then.worst + 1);
        mine.worst_cost = mine.worst_cost.max(then.worst_cost.saturating_add(cost));
    }
}

/// A state is an edge: equal states are equal edges, however they were reached.
pub(super) struct StateSpace<'p> {
    pub(super) program: &'p Program,
    manager: BddManager,
    /// What states come to with one bit answered.
    one_bit: CofactorCache,
    pub(super) root: Edge,
    /// What can be asked, in the order of the vocabulary; dates last.
    pub(super) candidates: Vec<Candidate>,
    candidate_of: BTreeMap<u32, usize>,
    /// How likely "yes" is, by bit.
    likely: BTreeMap<u32, f64>,
    pub(super) review: u32,
    /// Whether someone can make a review.
    pub(super) may_review: bool,
    /// What a node comes to, in the order of the nodes: how likely each value is, which are possible, and
    /// what is asked below it.
    shares: Vec<Shares>,
    values: Vec<u8>,
    below: Vec<u64>,
    /// How many words of `below` a node has.
    words: usize,
    /// How many facts may matter where the best plan is looked for.
    pub(super) exact_up_to: usize,
    /// Whether everything that matters can be asked for: then asking ends only when all is determined.
    pub(super) is_complete: bool,
    /// Plans that were found, and the best ones.
    pub(super) known: FastMap<Edge, Plan>,
    pub(super) best_known: FastMap<Edge, Plan>,
    /// What states cost at the least, and what questions leave in them.
    pub(super) floors: FastMap<Edge, f64>,
    pub(super) successors_known: FastMap<(Edge, usize), Successors>,
    /// How much work was done.
    pub(super) steps: usize,
}

impl<'p> StateSpace<'p> {
    pub(super) fn new(
        program: &'p Program,
        left: &Diagram,
        costs: &CostModel,
        not_asked: &BTreeSet<FactId>,
    ) -> Result<Self, BudgetExceeded> {
        let Candidates {
            candidates,
            candidate_of,
            likely,
        } = Candidates::of(program, left, costs, not_asked);
        let mut manager = BddManager::new(&left.order, BUDGET.plan_nodes);
        let root = manager.import(left, |value| value)?;
        let mut space = Self {
            program,
            manager,
            one_bit: CofactorCache::default(),
            root,
            words: candidates.len().div_ceil(64),
            candidates,
            candidate_of,
            likely,
            review: costs.cost_of_review(),
            may_review: costs.can_ask("review"),
            shares: Vec::new(),
            values: Vec::new(),
            below: Vec::new(),
            exact_up_to: costs.exact_up_to(),
            is_complete: false,
            known: FastMap::default(),
            best_known: FastMap::default(),
            floors: FastMap::default(),
            successors_known: FastMap::default(),
            steps: 0,
        };
        space.is_complete = space.candidates.iter().all(|ask| !ask.is_missed);
        space.refresh();
        Ok(space)
    }

    /// Leaves out what only bears on what is possible. No one need ask for it.
    pub(super) fn keep_only(&mut self, keep: impl Fn(Use) -> bool) {
        for ask in &mut self.candidates {
            if !keep(ask.what) {
                ask.is_asked = false;
                ask.is_missed = false;
            }
        }
        self.is_complete = self.candidates.iter().all(|ask| !ask.is_missed);
    }

    /// Leaves out one fact; anything worked out with it no longer counts.
    pub(super) fn leave_out(&mut self, fact: FactId) {
        self.keep_only(|what| what != Use::Fact(fact));
        self.known = FastMap::default();
        self.best_known = FastMap::default();
        self.floors = FastMap::default();
    }

    /// The question that a state asks first.
    pub(super) fn node(&self, state: Edge) -> Option<BddNode> {
        self.manager.node(state)
    }

    /// Looks at the nodes that were made since the last time. Nodes come after those they lead to.
    pub(super) fn refresh(&mut self) {
        for at in self.shares.len()..self.manager.nodes().len() {
            let Some(node) = self.manager.nodes().get(at).copied() else {
                return;
            };
            let yes = self.likely(node.bit);
            let (a, b) = (self.shares(node.low), self.shares(node.high));
            let mut shares = [0.0; VALUES];
            for (share, (a, b)) in shares.iter_mut().zip(a.iter().zip(&b)) {
                *share = (1.0 - yes) * a + yes * b;
            }
            self.shares.push(shares);
            self.values
                .push(self.values(node.low) | self.values(node.high));
            for word in 0..self.words {
                let mut below = self.word_below(node.low, word) | self.word_below(node.high, word);
                if let Some(ask) = self.candidate_of.get(&node.bit)
                    && ask / 64 == word
                {
                    below |= 1 << (ask % 64);
                }
                self.below.push(below);
            }
        }
    }

    pub(super) fn likely(&self, bit: u32) -> f64 {
        self.likely.get(&bit).copied().unwrap_or(0.5)
    }

    pub(super) fn candidate_of(&self, bit: u32) -> Option<usize> {
        self.candidate_of.get(&bit).copied()
    }

    /// How likely each value is, cases that cannot be left out; together less than one where some cannot.
    pub(super) fn shares(&self, edge: Edge) -> Shares {
        match edge.value() {
            Some(value) => {
                let mut shares = [0.0; VALUES];
                if let Some(share) = shares.get_mut(usize::from(value)) {
                    *share = 1.0;
                }
                shares
            }
            None => self
                .shares
                .get(edge.index())
                .copied()
                .unwrap_or([0.0; VALUES]),
        }
    }

    /// How likely it is that a case can be.
    pub(super) fn mass(&self, edge: Edge) -> f64 {
        self.shares(edge).iter().sum()
    }

    /// The values that are possible, a bit each.
    pub(super) fn values(&self, edge: Edge) -> u8 {
        match edge.value() {
            Some(value) if usize::from(value) < VALUES => 1 << value,
            Some(_) => 0,
            None => self.values.get(edge.index()).copied().unwrap_or(0),
        }
    }

    pub(super) fn is_determined(&self, edge: Edge) -> bool {
        self.values(edge).count_ones() < 2
    }

    fn word_below(&self, edge: Edge, word: usize) -> u64 {
        match edge.value() {
            Some(_) => 0,
            None => self
                .below
                .get(edge.index() * self.words + word)
                .copied()
                .unwrap_or(0),
        }
    }

    /// What can be asked and is still in the diagram, in order.
    pub(super) fn asked_below(&self, edge: Edge) -> Vec<usize> {
        let mut below = Vec::new();
        for word in 0..self.words {
            let mut left = self.word_below(edge, word);
            while left != 0 {
                let at = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                if self.candidates.get(at).is_some_and(|ask| ask.is_asked) {
                    below.push(at);
                }
            }
        }
        below
    }

    /// The questions that there are at an edge: each thing, then a review where it would answer several.
    pub(super) fn queries(&self, edge: Edge) -> Vec<Query> {
        let below = self.asked_below(edge);
        let classes = below.iter().filter(|at| self.is_of_a_class(**at)).count();
        let mut queries: Vec<Query> = below.into_iter().map(Query::Candidate).collect();
        if classes > 1 && self.may_review {
            queries.push(Query::Review);
        }
        queries
    }

    pub(super) fn is_of_a_class(&self, at: usize) -> bool {
        self.candidates.get(at).is_some_and(|ask| ask.is_of_a_class)
    }

    pub(super) fn cost(&self, query: Query) -> u32 {
        match query {
            Query::Candidate(at) => self.candidates.get(at).map_or(1, |ask| ask.cost),
            Query::Review => self.review,
        }
    }

    /// The bits that a question answers at an edge.
    pub(super) fn bits(&self, edge: Edge, query: Query) -> Vec<u32> {
        let of = |at: usize| {
            self.candidates
                .get(at)
                .map_or_else(Vec::new, |ask| ask.bits.clone())
        };
        match query {
            Query::Candidate(at) => of(at),
            Query::Review => self
                .asked_below(edge)
                .into_iter()
                .filter(|at| self.is_of_a_class(*at))
                .flat_map(of)
                .collect(),
        }
    }

    pub(super) fn given(
        &mut self,
        of: Edge,
        answer: impl Fn(u32) -> Option<bool>,
    ) -> Result<Edge, BudgetExceeded> {
        let made = self.manager.restrict(of, answer, &mut self.steps)?;
        self.refresh();
        Ok(made)
    }

    /// What "no" and "yes" to one bit leave.
    pub(super) fn both(&mut self, of: Edge, bit: u32) -> Result<[Edge; 2], BudgetExceeded> {
        let mut left = [of; 2];
        let at = self.candidate_of(bit).unwrap_or_default();
        let (below, words) = (&self.below, self.words);
        let is_free = |edge: Edge| {
            let word = below.get(edge.index() * words + at / 64);
            word.is_some_and(|word| word & (1 << (at % 64)) == 0)
        };
        if of.value().is_some() || is_free(of) {
            return Ok(left);
        }
        for (left, yes) in left.iter_mut().zip([false, true]) {
            let (cache, steps) = (&mut self.one_bit, &mut self.steps);
            *left = self
                .manager
                .cofactor(of, (bit, yes), is_free, cache, steps)?;
        }
        self.refresh();
        Ok(left)
    }

    /// What each answer leaves, with how likely it is. Answers that leave the same are one.
    pub(super) fn successors(
        &mut self,
        of: Edge,
        query: Query,
    ) -> Result<Vec<(Edge, f64)>, BudgetExceeded> {
        let mut states: Vec<(Edge, f64)> = vec![(of, 1.0)];
        for bit in self.bits(of, query) {
            let yes = self.likely(bit);
            let mut next: Vec<(Edge, f64)> = Vec::with_capacity(2 * states.len());
            // Looked up only where there are many; few are quicker gone through.
            let mut at: FastMap<Edge, usize> = FastMap::default();
            for (state, weight) in states {
                let [no_left, yes_left] = self.both(state, bit)?;
                for (left, weight) in [(no_left, weight * (1.0 - yes)), (yes_left, weight * yes)] {
                    let found = if next.len() < FEW {
                        next.iter().position(|(known, _)| *known == left)
                    } else {
                        if at.is_empty() {
                            at.extend(next.iter().map(|(known, _)| *known).zip(0..));
                        }
                        at.get(&left).copied()
                    };
                    match found.and_then(|at| next.get_mut(at)) {
                        Some((_, known)) => *known += weight,
                        None => {
                            if !at.is_empty() {
                                at.insert(left, next.len());
                            }
                            next.push((left, weight));
                        }
                    }
                }
            }
            if next.len() > BUDGET.plan_outcomes {
                return Err(BudgetExceeded {
                    budget: BUDGET.plan_nodes,
                });
            }
            states = next;
        }
        states.retain(|(state, _)| self.values(*state) != 0);
        self.weighed(states)
    }

    /// Each state with its share among those that can be.
    pub(super) fn weighed(
        &self,
        mut states: Vec<(Edge, f64)>,
    ) -> Result<Vec<(Edge, f64)>, BudgetExceeded> {
        for (state, weight) in &mut states {
            *weight *= self.mass(*state);
        }
        let all: f64 = states.iter().map(|(_, weight)| weight).sum();
        if all > 0.0 {
            for (_, weight) in &mut states {
                *weight /= all;
            }
        }
        Ok(states)
    }

    pub(super) fn is_a_set(&self, at: usize) -> bool {
        let what = self.candidates.get(at).map(|ask| ask.what);
        let Some(Use::Fact(fact)) = what else {
            return false;
        };
        let declared = self.program.book().vocabulary().get(fact);
        declared.is_some_and(|declared| matches!(declared.domain, Domain::SetOf(_)))
    }

    /// What a question is called outside.
    pub(super) fn name(&self, query: Query) -> Next {
        let fact = |at: usize| match self.candidates.get(at).map(|ask| ask.what) {
            Some(Use::Fact(fact)) => Some(fact),
            _ => None,
        };
        match query {
            Query::Review => {
                let of_a_class = self.asked_below(self.root);
                let of_a_class = of_a_class.into_iter().filter(|at| self.is_of_a_class(*at));
                Next::Review(of_a_class.filter_map(fact).collect())
            }
            Query::Candidate(at) => match self.candidates.get(at).map(|ask| ask.what) {
                Some(Use::Fact(fact)) => Next::Fact(fact),
                Some(Use::Date(date)) => Next::Date(date),
                _ => Next::Review(Vec::new()),
            },
        }
    }

    /// The question that is called so, where it is still one.
    pub(super) fn find(&self, next: &Next) -> Option<Query> {
        let find = |what: Use| {
            let at = self
                .candidates
                .iter()
                .position(|ask| ask.what == what && ask.is_asked)?;
            Some(Query::Candidate(at))
        };
        match next {
            Next::Fact(fact) => find(Use::Fact(*fact)),
            Next::Date(date) => find(Use::Date(*date)),
            Next::Review(_) => {
                let mut of_a_class = self
                    .candidates
                    .iter()
                    .filter(|ask| ask.is_asked && ask.is_of_a_class);
                of_a_class.next().map(|_| Query::Review)
            }
        }
    }

    /// The bit that one of some states asks first.
    pub(super) fn first_of(&self, states: &[Edge]) -> u32 {
        let bits = states.iter().filter_map(|state| self.manager.node(*state));
        bits.map(|node| node.bit)
            .min_by_key(|bit| self.manager.level(*bit as usize))
            .unwrap_or(u32::MAX)
    }

    /// Where a state leads for an answer to a bit that it asks first, or not at all.
    pub(super) fn follow(&self, state: Edge, bit: u32, yes: bool) -> Edge {
        match self.manager.node(state) {
            Some(node) if node.bit == bit && yes => node.high,
            Some(node) if node.bit == bit => node.low,
            _ => state,
        }
    }
}
