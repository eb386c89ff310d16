//! How often a fact alone turns the outcome.

use std::collections::BTreeSet;

use super::{cost_model::CostModel, state_space::StateSpace};
use crate::{
    bdd::{BudgetExceeded, Diagram, Edge, Marks},
    budget::BUDGET,
    circuit::{FastMap, Masks},
    engine::{Program, Target, Use, alike},
    fact::FactId,
};

/// How likely it is, for each of several states, that a case under it comes out otherwise under another.
type Turned = Vec<f64>;

impl Program {
    /// The weight of each of these facts: the share of the possible cases in which the answer to it alone
    /// decides the target. Possible are the cases that agree with what is known but for these facts, every one
    /// of them equally likely. Nothing for a fact where counting takes too long.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of the target is not to be had.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, engine::Target, law::Right, rule::Dates,
    /// };
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let fact = program.book().vocabulary().find("compelling-legitimate-grounds").ok_or("declared")?;
    /// let weights = program.weights(Target::Right(Right::Objection), &case, &[fact])?;
    /// assert!(weights[0].1.is_some_and(|share| share > 0.0 && share < 1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn weights(
        &self,
        target: Target,
        case: &Masks,
        of: &[FactId],
    ) -> Result<Vec<(FactId, Option<f64>)>, BudgetExceeded> {
        let mut open = case.clone();
        for fact in of {
            self.forget(&mut open, *fact);
        }
        let diagram = self.diagram_in(target, &open)?;
        let left = diagram.residual(&open.words, &mut Marks::default(), |value| {
            alike(target, value)
        });
        let evenly = CostModel::default().raised(0.5);
        let mut space = StateSpace::new(self, &left, &evenly, &BTreeSet::new())?;
        let mut weights = Vec::with_capacity(of.len());
        for fact in of {
            weights.push((*fact, space.weight(*fact)?));
        }
        Ok(weights)
    }
}

impl StateSpace<'_> {
    /// The share of the possible cases that a fact alone decides.
    fn weight(&mut self, fact: FactId) -> Result<Option<f64>, BudgetExceeded> {
        let Some(at) = self
            .candidates
            .iter()
            .position(|ask| ask.what == Use::Fact(fact))
        else {
            return Ok(Some(0.0));
        };
        let total = self.mass(self.root);
        // The answers to a set are not one of several.
        if self.is_a_set(at) {
            return Ok(None);
        }
        let mut states = Vec::new();
        let mut shares = Vec::new();
        for (_, bits) in self.answers(at) {
            states.push(self.answered(&bits)?);
            let share: f64 = bits
                .iter()
                .map(|(bit, yes)| {
                    let likely = self.likely(*bit);
                    if *yes { likely } else { 1.0 - likely }
                })
                .product();
            shares.push(share);
        }
        let until = self.steps.saturating_add(BUDGET.weight_steps);
        let turned = self.turned(&states, until);
        if self.steps > until || total <= 0.0 {
            return Ok(None);
        }
        let sum: f64 = turned
            .iter()
            .zip(&shares)
            .map(|(turned, share)| turned * share)
            .sum();
        Ok(Some((sum / total).min(1.0)))
    }

    /// For each of several states, how likely it is that a case is possible under it and comes out otherwise
    /// under another under which it is possible too. What lies beyond the steps counts as nothing.
    pub(super) fn turned(&mut self, states: &[Edge], until: usize) -> Turned {
        self.turn(states, until, &mut FastMap::default())
    }

    fn turn(
        &mut self,
        states: &[Edge],
        until: usize,
        known: &mut FastMap<Vec<Edge>, Turned>,
    ) -> Turned {
        let nothing = || vec![0.0; states.len()];
        let values = states
            .iter()
            .fold(0, |all, state| all | self.values(*state));
        let alike = states
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a == b));
        if alike || values.count_ones() < 2 {
            return nothing();
        }
        if states.iter().all(|state| state.value().is_some()) {
            let can_be = |state: &&Edge| **state != Edge::to(Diagram::IMPOSSIBLE);
            let turns = |state: &Edge| {
                can_be(&state) && states.iter().filter(can_be).any(|other| other != state)
            };
            return states
                .iter()
                .map(|state| if turns(state) { 1.0 } else { 0.0 })
                .collect();
        }
        if let Some(known) = known.get(states) {
            return known.clone();
        }
        self.steps += 1;
        if self.steps > until {
            return nothing();
        }
        let bit = self.first_of(states);
        let likely = self.likely(bit);
        let mut side = |yes: bool| {
            let next: Vec<Edge> = states
                .iter()
                .map(|state| self.follow(*state, bit, yes))
                .collect();
            self.turn(&next, until, known)
        };
        let (no, yes) = (side(false), side(true));
        let turned: Turned = no
            .iter()
            .zip(&yes)
            .map(|(no, yes)| (1.0 - likely) * no + likely * yes)
            .collect();
        known.insert(states.to_vec(), turned.clone());
        turned
    }
}
