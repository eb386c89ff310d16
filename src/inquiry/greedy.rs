//! A good plan, where many facts matter, and how far it may be from the best.

use std::collections::BTreeMap;

use super::state_space::{Plan, Query, Shares, StateSpace, VALUES};
use crate::{
    bdd::{BudgetExceeded, Edge},
    budget::BUDGET,
    circuit::{FastMap, FastSet},
};

/// What an answer leaves: a state, or several that are not told apart, with a plan for all of them.
enum Left {
    State(Edge),
    Several(Plan),
}

/// What the answers to a question leave, each with how likely it is.
type Answers = Vec<(Left, f64)>;

impl StateSpace<'_> {
    /// A plan that asks what tells most for its cost, and is the best where few facts are left.
    pub(super) fn greedy(&mut self, state: Edge) -> Result<Plan, BudgetExceeded> {
        // A small diagram needs no long search.
        let steps = BUDGET
            .good_plan_steps
            .min(BUDGET.good_plan_steps_a_node * self.below(state).len().max(100));
        let until = self.steps.saturating_add(steps);
        self.pursue(state, until, 0)
    }

    fn pursue(&mut self, state: Edge, until: usize, depth: usize) -> Result<Plan, BudgetExceeded> {
        if self.is_determined(state) {
            return Ok(Plan::default());
        }
        if let Some(known) = self.known.get(&state) {
            return Ok(*known);
        }
        if depth > 0 && (self.steps > until || depth > BUDGET.plan_depth) {
            return Ok(self.everything(state));
        }
        let left = until.saturating_sub(self.steps).max(1);
        if let Some(best) = self.best(state, left.min(BUDGET.good_plan_steps / 30))? {
            return Ok(best);
        }
        let queries = self.queries(state);
        let mut plan: Option<Plan> = None;
        // What tells most by itself need not be the shorter way: a review is always tried.
        if queries.contains(&Query::Review) {
            let successors = self.reviewed(state)?;
            if successors.len() > 1 {
                plan = Some(self.then(Query::Review, successors, until, depth)?);
            }
        }
        if let Some((query, successors)) = self.choose(state)? {
            let other = self.then(query, successors, until, depth)?;
            let cost = |plan: &Plan| plan.effort.expected_cost;
            if plan.as_ref().is_none_or(|plan| cost(&other) < cost(plan)) {
                plan = Some(other);
            }
        }
        let plan = plan.unwrap_or_default();
        self.known.insert(state, plan);
        Ok(plan)
    }

    /// The plan that begins with a question and goes on in what its answers leave.
    fn then(
        &mut self,
        query: Query,
        successors: Answers,
        until: usize,
        depth: usize,
    ) -> Result<Plan, BudgetExceeded> {
        let cost = self.cost(query);
        let mut plan = Plan::that_asks(query, cost);
        for (of, share) in successors {
            let then = match of {
                Left::State(of) => self.pursue(of, until, depth + 1)?,
                Left::Several(plan) => plan,
            };
            plan.goes_on(cost, share, &then);
        }
        Ok(plan)
    }

    /// A plan that asks for the limits, then for everything else, but not what a limit that was not raised would
    /// take. No plan need cost more.
    fn everything(&mut self, state: Edge) -> Plan {
        let raised = self.likely_now(state);
        let mut plan = self.all_but_limits(state, &raised);
        let (mut of_classes, mut classes) = (0u32, 0u32);
        for at in self.asked_below(state) {
            if self.is_of_a_class(at) {
                classes += 1;
                of_classes = of_classes.saturating_add(self.cost(Query::Candidate(at)));
            }
        }
        let review = classes > 1 && self.may_review && self.review < of_classes;
        let (number, cost) = if review {
            (1, self.review)
        } else {
            (classes, of_classes)
        };
        plan.effort.worst += number;
        plan.effort.worst_cost = plan.effort.worst_cost.saturating_add(cost);
        plan.effort.expected += f64::from(number);
        plan.effort.expected_cost += f64::from(cost);
        plan
    }

    /// How likely "yes" is in a state, for each thing that can be asked; one where it is not asked any more.
    fn likely_now(&mut self, state: Edge) -> Vec<f64> {
        let total = self.mass(state);
        let mut likely = vec![1.0f64; self.candidates.len()];
        for (bit, with) in self.together(state) {
            if let Some(likely) = self.candidate_of(bit).and_then(|at| likely.get_mut(at)) {
                *likely = (with.iter().sum::<f64>() / total).min(1.0);
            }
        }
        likely
    }

    /// Asks everything except the limits; each is raised with some likelihood.
    fn all_but_limits(&self, state: Edge, raised: &[f64]) -> Plan {
        let mut plan = Plan::default();
        for at in self.asked_below(state) {
            let Some(ask) = self.candidates.get(at).filter(|ask| !ask.is_of_a_class) else {
                continue;
            };
            let of = |limit: &usize| raised.get(*limit).copied().unwrap_or(1.0);
            let needed = ask.waits_for.iter().map(of).fold(1.0, f64::min);
            plan.effort.worst += 1;
            plan.effort.worst_cost = plan.effort.worst_cost.saturating_add(ask.cost);
            plan.effort.expected += needed;
            plan.effort.expected_cost += needed * f64::from(ask.cost);
        }
        plan
    }

    /// The question about one thing that tells most for its cost, and what its answers leave.
    fn choose(&mut self, state: Edge) -> Result<Option<(Query, Answers)>, BudgetExceeded> {
        let gains = self.gains(state);
        let mut queries: Vec<(f64, Query)> = self
            .asked_below(state)
            .into_iter()
            .map(|at| {
                let gain = gains.get(at).copied().unwrap_or(0.0);
                let query = Query::Candidate(at);
                (gain / f64::from(self.cost(query)), query)
            })
            .collect();
        // The sort is stable: of equals the first is asked first.
        queries.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        for (_, query) in queries {
            let left = self.successors(state, query)?.into_iter();
            let successors: Vec<(Left, f64)> =
                left.map(|(of, share)| (Left::State(of), share)).collect();
            if successors.len() > 1 {
                return Ok(Some((query, successors)));
            }
        }
        Ok(None)
    }

    /// What a review leaves: where nothing is raised, where one thing is, and the rest together.
    fn reviewed(&mut self, state: Edge) -> Result<Answers, BudgetExceeded> {
        let bits = self.bits(state, Query::Review);
        let total = self.mass(state);
        let none: f64 = bits.iter().map(|bit| 1.0 - self.likely(*bit)).product();
        let mut raised = self.likely_now(state);
        let all_no = |asked: u32| bits.contains(&asked).then_some(false);
        let mut states = vec![(self.given(state, all_no)?, none)];
        for one in &bits {
            let only = |asked: u32| bits.contains(&asked).then_some(asked == *one);
            let yes = self.likely(*one);
            let left = self.given(state, only)?;
            states.push((left, none / (1.0 - yes) * yes));
            // What is left of the likelihood is that of more than one.
            let share = none / (1.0 - yes) * yes * self.mass(left) / total;
            if let Some(raised) = self.candidate_of(*one).and_then(|at| raised.get_mut(at)) {
                *raised = (*raised - share).max(0.0);
            }
        }
        states.retain(|(of, _)| self.values(*of) != 0);
        let mut told: f64 = 0.0;
        let mut successors: Vec<(Edge, f64)> = Vec::with_capacity(states.len());
        for (of, weight) in states {
            let share = weight * self.mass(of) / total;
            told += share;
            match successors.iter_mut().find(|(known, _)| *known == of) {
                Some((_, known)) => *known += share,
                None => successors.push((of, share)),
            }
        }
        let left = successors.into_iter();
        let mut left: Vec<(Left, f64)> = left.map(|(of, share)| (Left::State(of), share)).collect();
        let several = 1.0 - told;
        if several > 0.0 {
            let raised: Vec<f64> = raised
                .iter()
                .map(|share| (share / several).min(1.0))
                .collect();
            left.push((Left::Several(self.all_but_limits(state, &raised)), several));
        }
        Ok(left)
    }

    /// How much more alike the outcomes are after each question, by the sum of the squares of their shares.
    /// Of a fact with several bits, after the one that tells most.
    fn gains(&mut self, state: Edge) -> Vec<f64> {
        let total = self.shares(state);
        let by_bit = self.together(state);
        let mut gains = vec![0.0f64; self.candidates.len()];
        for (bit, yes) in by_bit {
            if let Some(gain) = self.candidate_of(bit).and_then(|at| gains.get_mut(at)) {
                *gain = gain.max(gained(&total, &yes));
            }
        }
        gains
    }

    /// How likely each value is together with "yes", for each bit, in rising order of the bits.
    fn together(&mut self, state: Edge) -> Vec<(u32, Shares)> {
        let total = self.shares(state);
        let below = self.below(state);
        let mut reach: FastMap<Edge, f64> = FastMap::default();
        reach.insert(state, 1.0);
        // What the nodes of a bit say together with "yes", and what they say in all.
        let mut by_bit: BTreeMap<u32, (Shares, Shares)> = BTreeMap::new();
        for edge in below {
            let Some(node) = self.node(edge) else {
                continue;
            };
            let reached = reach.get(&edge).copied().unwrap_or(0.0);
            let likely = self.likely(node.bit);
            *reach.entry(node.low).or_insert(0.0) += reached * (1.0 - likely);
            *reach.entry(node.high).or_insert(0.0) += reached * likely;
            let (yes, here) = (self.shares(node.high), self.shares(edge));
            let (with, all) = by_bit
                .entry(node.bit)
                .or_insert(([0.0; VALUES], [0.0; VALUES]));
            for ((with, all), (yes, here)) in with
                .iter_mut()
                .zip(all.iter_mut())
                .zip(yes.iter().zip(&here))
            {
                *with += reached * likely * yes;
                *all += reached * here;
            }
        }
        by_bit
            .into_iter()
            .map(|(bit, (mut with, all))| {
                // On the ways that do not ask for the bit it is as likely as ever.
                let likely = self.likely(bit);
                for (with, (total, all)) in with.iter_mut().zip(total.iter().zip(&all)) {
                    *with += likely * (total - all).max(0.0);
                }
                (bit, with)
            })
            .collect()
    }

    /// The nodes below a state, each before those it leads to.
    fn below(&mut self, state: Edge) -> Vec<Edge> {
        let mut seen: FastSet<Edge> = FastSet::default();
        let mut waiting = vec![state];
        let mut below = Vec::new();
        while let Some(edge) = waiting.pop() {
            if let Some(node) = self.node(edge)
                && seen.insert(edge)
            {
                below.push(edge);
                waiting.push(node.low);
                waiting.push(node.high);
            }
        }
        below.sort_unstable_by(|one, other| other.cmp(one));
        self.steps += below.len();
        below
    }

    /// What no plan can go below. The first question leaves something open unless it determines everything;
    /// and whatever the plan, in each case it must have asked every fact that alone would turn that case.
    pub(super) fn at_least(&mut self, state: Edge) -> Result<f64, BudgetExceeded> {
        let queries = self.queries(state);
        let least = queries.iter().map(|query| self.cost(*query)).min();
        let first = f64::from(least.unwrap_or(0));
        let total: f64 = self.mass(state);
        if total <= 0.0 {
            return Ok(first);
        }
        let until = self.steps.saturating_add(BUDGET.bound_steps);
        let (mut sum, mut classes) = (0.0, 0.0f64);
        for at in self.asked_below(state) {
            let Some(ask) = self.candidates.get(at).cloned() else {
                continue;
            };
            let mut turned = 0.0f64;
            for bit in ask.bits {
                if self.steps > until {
                    break;
                }
                let [no, yes] = self.both(state, bit)?;
                let likely = self.likely(bit);
                let sides = self.turned(&[no, yes], until);
                let weighed = sides.iter().zip([1.0 - likely, likely]);
                turned = turned.max(weighed.map(|(side, share)| side * share).sum());
            }
            let share = (turned / total).min(1.0);
            if ask.is_of_a_class {
                let cost = if self.may_review {
                    self.review.min(ask.cost)
                } else {
                    ask.cost
                };
                classes = classes.max(share * f64::from(cost));
            } else {
                sum += share * f64::from(ask.cost);
            }
        }
        Ok(first.max(sum + classes))
    }
}

/// How much more alike the outcomes are once it is known on which side a case lies.
fn gained(total: &Shares, one: &Shares) -> f64 {
    let squares = |shares: &mut dyn Iterator<Item = f64>| -> f64 {
        let (mut sum, mut of) = (0.0, 0.0);
        for share in shares {
            sum += share;
            of += share * share;
        }
        if sum > 0.0 { of / sum } else { 0.0 }
    };
    let other = total
        .iter()
        .zip(one)
        .map(|(total, one)| (total - one).max(0.0));
    let all: f64 = total.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    let apart = squares(&mut one.iter().copied()) + squares(&mut { other });
    ((apart - squares(&mut total.iter().copied())) / all).max(0.0)
}
