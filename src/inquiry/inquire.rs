//! The next question of the plan that settles an open verdict with the least work.

use std::collections::BTreeSet;

use super::{
    cost_model::CostModel,
    next::{Effort, Next, Prospect},
    state_space::{Query, StateSpace},
};
use crate::{
    bdd::{BudgetExceeded, Marks},
    budget::BUDGET,
    circuit::Masks,
    engine::{Memo, Program, Relevance, Target, Use, alike},
    fact::{FactId, Value},
};

/// Among so many facts at most it is looked up beforehand which of them matter.
const FEW: usize = 40;

/// The next question of a plan, why it is asked, and how much the plan asks in all.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Inquiry {
    /// The question.
    pub next: Next,
    /// The answers to it, where it is one fact.
    pub prospects: Vec<Prospect>,
    /// Two cases that differ in the answer to this question alone, and come out differently: each answer
    /// with the value of the target. None where the answer only rules out answers to other questions.
    pub apart: Option<[(Value, u8); 2]>,
    /// How much this plan asks in all, this question included.
    pub effort: Effort,
    /// What no plan can go below: the expected cost of the best one, or less.
    pub at_least: f64,
    /// Whether this is the best plan there is. Its expected cost is then exactly `at_least`; otherwise it is
    /// at most what `effort` says.
    pub is_best: bool,
}

impl Program {
    /// The plan that settles a target with the least expected cost that can be found. It is exact where at most
    /// [`EXACT_UP_TO`](super::EXACT_UP_TO) unknown facts matter. Nothing where the target is determined, or where none
    /// of the facts that matter may be asked for.
    ///
    /// `not_asked` are facts that no one can answer at the moment.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, engine::Target, inquiry::CostModel, law::Right, rule::Dates,
    /// };
    ///
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let target = Target::Right(Right::Objection);
    /// let inquiry = program.inquire(target, &case, &CostModel::default(), &BTreeSet::new())?;
    /// let inquiry = inquiry.ok_or("nothing is known, so something is asked")?;
    /// assert!(inquiry.effort.expected <= f64::from(inquiry.effort.worst));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of the target is not to be had.
    pub fn inquire(
        &self,
        target: Target,
        case: &Masks,
        costs: &CostModel,
        not_asked: &BTreeSet<FactId>,
    ) -> Result<Option<Inquiry>, BudgetExceeded> {
        let mut space = self.space(target, case, costs, not_asked)?;
        let mut inquiry = space.inquiry()?;
        let first = inquiry.clone();
        // Among many facts some only bear on what is possible, not on what comes out.
        let mut memo = Memo::default();
        let relevance = Relevance::with_tied(self, case, target, &mut memo)?;
        for _ in 0..space.candidates.len() {
            let Some(Inquiry {
                next: Next::Fact(fact),
                ..
            }) = inquiry
            else {
                break;
            };
            if relevance.is_relevant(fact) {
                break;
            }
            space.leave_out(fact);
            inquiry = space.inquiry()?;
        }
        Ok(inquiry.or(first))
    }

    fn space(
        &self,
        target: Target,
        case: &Masks,
        costs: &CostModel,
        not_asked: &BTreeSet<FactId>,
    ) -> Result<StateSpace<'_>, BudgetExceeded> {
        let diagram = self.diagram_in(target, case)?;
        let left = diagram.residual(&case.words, &mut Marks::default(), |value| {
            alike(target, value)
        });
        let mut space = StateSpace::new(self, &left, costs, not_asked)?;
        if space.candidates.len() <= FEW {
            let mut memo = Memo::default();
            let relevance = Relevance::with_tied(self, case, target, &mut memo)?;
            let is_alone = |what: Use| match what {
                Use::Fact(fact) => relevance.is_relevant(fact),
                what => relevance.can_change(what),
            };
            let alone: Vec<Use> = space
                .candidates
                .iter()
                .map(|ask| ask.what)
                .filter(|what| is_alone(*what))
                .collect();
            // Facts that the vocabulary ties together may matter together though none does alone.
            let facts = if alone.is_empty() {
                relevance.facts()
            } else {
                Vec::new()
            };
            space.keep_only(|what| match what {
                Use::Fact(fact) if alone.is_empty() => facts.contains(&fact),
                what => alone.contains(&what),
            });
        }
        Ok(space)
    }

    /// What questions save in one case.
    ///
    /// # Errors
    ///
    /// As [`Program::inquire`].
    pub(crate) fn savings(
        &self,
        target: Target,
        case: &Masks,
        costs: &CostModel,
        not_asked: &BTreeSet<FactId>,
    ) -> Result<Savings<'_>, BudgetExceeded> {
        Ok(Savings(self.space(target, case, costs, not_asked)?))
    }
}

/// What questions save in one case; what was worked out for one is kept for the next.
pub(crate) struct Savings<'p>(StateSpace<'p>);

impl Savings<'_> {
    /// The saving of a question if it is asked next: the expected cost of the best plan, less the expected cost
    /// after the answer. Nothing where more than [`EXACT_UP_TO`] facts matter.
    pub(crate) fn of(&mut self, next: &Next) -> f64 {
        self.0.saved_by(next).ok().flatten().unwrap_or(0.0)
    }
}

impl StateSpace<'_> {
    fn inquiry(&mut self) -> Result<Option<Inquiry>, BudgetExceeded> {
        let root = self.root;
        if self.is_determined(root) {
            return Ok(None);
        }
        let (plan, is_best) = match self.best(root, BUDGET.best_plan_steps)? {
            Some(best) => (best, true),
            None => (self.greedy(root)?, false),
        };
        let Some(query) = plan.next else {
            return Ok(None);
        };
        let at_least = if is_best {
            plan.effort.expected_cost
        } else {
            self.at_least(root)?.min(plan.effort.expected_cost)
        };
        // A plan that costs no more than every plan must is the best.
        let is_best = is_best || plan.effort.expected_cost <= at_least + 1e-9;
        let (prospects, apart) = match query {
            Query::Candidate(at) => (self.prospects(at)?, self.apart(at)?),
            Query::Review => (Vec::new(), None),
        };
        Ok(Some(Inquiry {
            next: self.name(query),
            prospects,
            apart,
            effort: plan.effort,
            at_least,
            is_best,
        }))
    }

    fn saved_by(&mut self, next: &Next) -> Result<Option<f64>, BudgetExceeded> {
        let root = self.root;
        let Some(query) = self.find(next) else {
            return Ok(Some(0.0));
        };
        let Some(now) = self.best(root, BUDGET.saving_steps)? else {
            return Ok(None);
        };
        let mut left = 0.0;
        for (edge, share) in self.successors(root, query)? {
            match self.best(edge, BUDGET.saving_steps)? {
                Some(then) => left += share * then.effort.expected_cost,
                None => return Ok(None),
            }
        }
        Ok(Some((now.effort.expected_cost - left).max(0.0)))
    }
}
