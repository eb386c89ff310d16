//! The best plan of questions, by trying every question in every state: no diagram, no bound, nothing left out.

use std::collections::HashMap;

use super::{Partial, Space, Table, What};
use data_subject_rights::fact::{Domain, Vocabulary};

/// Something that can be asked: one fact, one date, or a review of every fact of a class.
#[derive(Debug, Clone)]
pub struct Question {
    pub dimensions: Vec<usize>,
    pub cost: f64,
    pub name: String,
}

/// A target to be determined, with what questions cost and what is likely.
pub struct Game<'t> {
    table: &'t Table,
    /// Which answer of the table is to be determined.
    which: usize,
    pub questions: Vec<Question>,
    /// How likely each value of each dimension is.
    weights: Vec<Vec<f64>>,
    known: HashMap<Partial, State>,
    costs: HashMap<Partial, f64>,
}

/// What is possible in a state, and how likely it is that a case can be.
#[derive(Debug, Clone, Copy, Default)]
pub struct State {
    pub values: u64,
    pub mass: f64,
}

impl<'t> Game<'t> {
    /// Every fact at a cost of its own, "yes" as likely as `likely` says of the fact.
    pub fn new(
        table: &'t Table,
        space: &Space,
        which: usize,
        likely: impl Fn(&Vocabulary, usize) -> f64,
        cost: impl Fn(usize) -> f64,
        review: Option<f64>,
    ) -> Self {
        let vocabulary = &space.vocabulary;
        let mut questions: Vec<Question> = Vec::new();
        let mut classes = Vec::new();
        for (at, (fact, declared)) in vocabulary.iter().enumerate() {
            let dimensions = space.of_fact(fact);
            if declared.class.is_some() {
                classes.extend(&dimensions);
            }
            questions.push(Question {
                dimensions,
                cost: cost(at),
                name: declared.id.clone(),
            });
        }
        if let Some(cost) = review.filter(|_| classes.len() > 1) {
            questions.push(Question {
                dimensions: classes,
                cost,
                name: "review".to_owned(),
            });
        }
        let place = |fact| vocabulary.iter().position(|(other, _)| other == fact);
        let weights = space
            .dimensions
            .iter()
            .map(|dimension| match dimension.what {
                What::Day(_) => vec![1.0; dimension.size],
                What::Fact(fact) | What::Member(fact, _) => {
                    let p = likely(vocabulary, place(fact).expect("declared"));
                    let q = 1.0 - p;
                    match (dimension.what, dimension.domain) {
                        (What::Fact(_), Some(Domain::Extent)) => vec![q * q, p * q, p * p],
                        (What::Fact(_), Some(Domain::OneOf(_))) => vec![1.0; dimension.size],
                        _ => vec![q, p],
                    }
                }
            })
            .collect();
        Self {
            table,
            which,
            questions,
            weights,
            known: HashMap::new(),
            costs: HashMap::new(),
        }
    }

    pub fn state(&mut self, partial: &Partial) -> State {
        if let Some(known) = self.known.get(partial) {
            return *known;
        }
        let open = partial.iter().position(|mask| mask.count_ones() > 1);
        let state = match open {
            None => {
                let point: Vec<usize> = partial
                    .iter()
                    .map(|mask| mask.trailing_zeros() as usize)
                    .collect();
                match self.table.at(&point) {
                    Some(answers) => State {
                        values: 1 << answers[self.which],
                        mass: 1.0,
                    },
                    None => State::default(),
                }
            }
            Some(at) => {
                let mut all = State::default();
                for (value, weight) in self.weights[at].clone().into_iter().enumerate() {
                    let mut with = partial.clone();
                    with[at] = 1 << value;
                    let state = self.state(&with);
                    all.values |= state.values;
                    all.mass += weight * state.mass;
                }
                all
            }
        };
        self.known.insert(partial.clone(), state);
        state
    }

    /// The states that the answers to a question lead to, each with its share; only those that can be.
    pub fn answers(&mut self, partial: &Partial, question: &Question) -> Vec<(Partial, f64)> {
        let mut states = vec![(partial.clone(), 1.0)];
        for at in &question.dimensions {
            if partial[*at].count_ones() < 2 {
                continue;
            }
            let values = self.weights[*at].clone();
            states = states
                .into_iter()
                .flat_map(|(state, weight)| {
                    values.iter().enumerate().map(move |(value, share)| {
                        let mut with = state.clone();
                        with[*at] = 1 << value;
                        (with, weight * share)
                    })
                })
                .collect();
        }
        let mut weighed: Vec<(Partial, f64)> = Vec::new();
        for (state, weight) in states {
            let mass = weight * self.state(&state).mass;
            if mass > 0.0 {
                weighed.push((state, mass));
            }
        }
        let total: f64 = weighed.iter().map(|(_, mass)| mass).sum();
        weighed
            .into_iter()
            .map(|(state, mass)| (state, mass / total))
            .collect()
    }

    /// The expected cost of the best plan from a state on.
    pub fn best(&mut self, partial: &Partial) -> f64 {
        if self.state(partial).values.count_ones() < 2 {
            return 0.0;
        }
        if let Some(known) = self.costs.get(partial) {
            return *known;
        }
        let mut best = f64::INFINITY;
        for question in self.questions.clone() {
            let is_open = |at: &usize| partial[*at].count_ones() > 1;
            if question.dimensions.iter().any(is_open) {
                best = best.min(self.cost_of(partial, &question));
            }
        }
        self.costs.insert(partial.clone(), best);
        best
    }

    /// The expected cost of a plan that begins with a question and goes on as best it can.
    pub fn cost_of(&mut self, partial: &Partial, question: &Question) -> f64 {
        let mut cost = question.cost;
        for (state, share) in self.answers(partial, question) {
            cost += share * self.best(&state);
        }
        cost
    }
}
