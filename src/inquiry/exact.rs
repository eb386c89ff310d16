//! The best plan, where few facts matter.

use std::rc::Rc;

use super::state_space::{Plan, Query, StateSpace, Successors};
use crate::bdd::{BudgetExceeded, Edge};

/// Costs that differ by less than this are equal: so much is lost in sums.
const SLACK: f64 = 1e-9;

impl StateSpace<'_> {
    /// The best plan from a state on, looking at this many nodes at most. Nothing where too many facts matter
    /// there, or the search is too long.
    ///
    /// The cost of a state is that of its best question and of the states that the answers lead to, each by
    /// its share. Equal states are looked at once. A question is not followed once what it must cost at the
    /// least is more than the best so far.
    pub(super) fn best(
        &mut self,
        state: Edge,
        steps: usize,
    ) -> Result<Option<Plan>, BudgetExceeded> {
        if self.asked_below(state).len() > self.exact_up_to {
            return Ok(None);
        }
        let until = self.steps.saturating_add(steps);
        match self.search(state, until) {
            Ok(plan) => Ok(plan),
            // The search grew too large; a good plan is still to be had.
            Err(BudgetExceeded { .. }) => Ok(None),
        }
    }

    fn search(&mut self, state: Edge, until: usize) -> Result<Option<Plan>, BudgetExceeded> {
        if self.is_determined(state) {
            return Ok(Some(Plan::default()));
        }
        if let Some(known) = self.best_known.get(&state) {
            return Ok(Some(*known));
        }
        if self.steps > until {
            return Ok(None);
        }
        let asked = self.queries(state);
        if let ([only], true) = (asked.as_slice(), self.is_complete) {
            return Ok(Some(Plan::that_asks(*only, self.cost(*only))));
        }
        let queries = self.promising(state, asked)?;
        let mut best: Option<(Plan, usize)> = None;
        for (bound, query, successors) in queries {
            let most = best.map_or(f64::INFINITY, |(best, _)| best.effort.expected_cost);
            if bound > most + SLACK {
                break;
            }
            let mut bound = f64::from(self.cost(query));
            for (of, share) in successors.iter() {
                bound += share * self.floor(*of)?;
            }
            if bound > most + SLACK {
                continue;
            }
            let Some(plan) = self.search_choice(query, &successors, bound, most, until)? else {
                if self.steps > until {
                    return Ok(None);
                }
                continue;
            };
            let place = self.place_of(query);
            // Of equal plans the one whose longest way is shorter, else the first question in order.
            let is_better = best.is_none_or(|(best, its_place)| {
                let more = best.effort.expected_cost - plan.effort.expected_cost;
                let longer = best.effort.worst_cost.cmp(&plan.effort.worst_cost);
                more > SLACK
                    || more > -SLACK && (longer.is_gt() || longer.is_eq() && place < its_place)
            });
            if is_better {
                best = Some((plan, place));
            }
        }
        let best = best.map_or_else(Plan::default, |(plan, _)| plan);
        self.best_known.insert(state, best);
        Ok(Some(best))
    }

    /// The questions of a state that tell something, each with what it must cost at the least and what its answers
    /// leave.
    fn promising(
        &mut self,
        state: Edge,
        asked: Vec<Query>,
    ) -> Result<Vec<(f64, Query, Successors)>, BudgetExceeded> {
        let mut queries: Vec<(f64, Query, Successors)> = Vec::new();
        for query in asked {
            let successors = self.followed(state, query)?;
            // A question with one possible answer tells nothing.
            if successors.len() > 1 {
                let open = successors.iter().filter(|(of, _)| self.may_go_on(*of));
                let open: f64 = open.map(|(_, share)| share).sum();
                let bound = f64::from(self.cost(query)) + open;
                queries.push((bound, query, successors));
            }
        }
        // The most promising first: every question costs one at the least. The sort is stable.
        queries.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
        Ok(queries)
    }

    /// The plan that begins with a question; nothing where it costs more than `most`, or the search is too long.
    fn search_choice(
        &mut self,
        query: Query,
        successors: &[(Edge, f64)],
        mut bound: f64,
        most: f64,
        until: usize,
    ) -> Result<Option<Plan>, BudgetExceeded> {
        let cost = self.cost(query);
        let mut plan = Plan::that_asks(query, cost);
        for (of, share) in successors {
            let Some(then) = self.search(*of, until)? else {
                return Ok(None);
            };
            plan.goes_on(cost, *share, &then);
            bound += share * (then.effort.expected_cost - self.floor(*of)?);
            if bound > most + SLACK {
                return Ok(None);
            }
        }
        Ok(Some(plan))
    }

    /// What a state costs at the least: the cost of a question, and of another where its answer may leave
    /// something open.
    fn floor(&mut self, state: Edge) -> Result<f64, BudgetExceeded> {
        if self.is_determined(state) {
            return Ok(0.0);
        }
        if let Some(known) = self.best_known.get(&state) {
            return Ok(known.effort.expected_cost);
        }
        if let Some(known) = self.floors.get(&state) {
            return Ok(*known);
        }
        let queries = self.queries(state);
        if let ([only], true) = (queries.as_slice(), self.is_complete) {
            return Ok(f64::from(self.cost(*only)));
        }
        let least = queries.iter().map(|query| self.cost(*query)).min();
        let least = f64::from(least.unwrap_or(0));
        let mut floor = f64::INFINITY;
        for query in queries {
            let successors = self.followed(state, query)?;
            if successors.len() > 1 {
                let open = successors.iter().filter(|(of, _)| self.may_go_on(*of));
                let open: f64 = open.map(|(_, share)| share).sum();
                floor = floor.min(f64::from(self.cost(query)) + open * least);
            }
        }
        // Where nothing can be asked that tells anything, nothing is.
        let floor = if floor.is_finite() { floor } else { 0.0 };
        self.floors.insert(state, floor);
        Ok(floor)
    }

    /// Whether more is asked in a state: it is open, and every fact in it can be asked for. Where some cannot
    /// there may be nothing to ask.
    fn may_go_on(&self, state: Edge) -> bool {
        !self.is_determined(state) && self.is_complete
    }

    /// What each answer leaves, looked up where it was worked out before.
    fn followed(&mut self, state: Edge, query: Query) -> Result<Successors, BudgetExceeded> {
        let at = (state, self.place_of(query));
        if let Some(known) = self.successors_known.get(&at) {
            return Ok(Rc::clone(known));
        }
        let successors: Successors = self.successors(state, query)?.into();
        self.successors_known.insert(at, Rc::clone(&successors));
        Ok(successors)
    }

    /// The place of a question among all: a review comes last.
    fn place_of(&self, query: Query) -> usize {
        match query {
            Query::Candidate(at) => at,
            Query::Review => self.candidates.len(),
        }
    }
}
