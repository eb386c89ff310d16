//! What a peer must be able to do, and how it is timed.

use std::{hint::black_box, time::Instant};

use data_subject_rights::law::Right;

use crate::{case::Case, oracle::Answer};

/// Why a peer gives no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// It says that facts are missing.
    Open,
    /// It failed, and says so.
    Failed(String),
}

impl NoAnswer {
    /// A failure with the peer's own words.
    pub fn failed(error: impl ToString) -> Self {
        Self::Failed(error.to_string())
    }
}

/// An engine with the procedure's rules compiled into it.
pub trait Peer {
    /// A case in the form in which the engine reads it.
    type Input;

    /// The name that the tables use.
    fn name(&self) -> &'static str;

    /// A case in the engine's own form, from facts by name. Never timed with the outcome.
    fn prepare(&self, case: &Case) -> Self::Input;

    /// A case as JSON text of the engine's own form, where the engine reads JSON.
    fn json(&self, _case: &Case) -> Option<String> {
        None
    }

    /// What [`Peer::json`] wrote, in the engine's own form.
    fn read(&self, _json: &str) -> Self::Input {
        unimplemented!("{} reads no JSON", self.name())
    }

    /// What a right comes to.
    ///
    /// # Errors
    ///
    /// Where the engine gives no answer.
    fn outcome(&mut self, right: Right, input: &mut Self::Input) -> Result<Answer, NoAnswer>;
}

/// A peer with its cases loaded: the form in which peers of different inputs stand in one list.
///
/// The loops are in here, so that a call through the list is paid once a loop and not once an
/// outcome.
pub trait Contender {
    /// The name of the peer.
    fn name(&self) -> &'static str;

    /// Prepares these cases, replacing those before.
    fn load(&mut self, cases: &[Case]);

    /// What a right comes to in one of the loaded cases.
    ///
    /// # Errors
    ///
    /// Where the engine gives no answer.
    fn outcome(&mut self, right: Right, case: usize) -> Result<Answer, NoAnswer>;

    /// Decides the rights in the loaded cases in this order.
    fn run(&mut self, rights: &[Right], order: &[usize]);

    /// Nanoseconds to prepare one case from facts by name.
    fn time_preparing(&self, cases: &[Case]) -> f64;

    /// Nanoseconds to prepare one case from JSON text, where the engine reads JSON itself.
    fn time_reading(&self, cases: &[Case]) -> Option<f64>;
}

/// A peer and its prepared cases.
pub struct Loaded<P: Peer> {
    peer: P,
    inputs: Vec<P::Input>,
}

impl<P: Peer> Loaded<P> {
    /// A peer without cases.
    pub const fn new(peer: P) -> Self {
        Self {
            peer,
            inputs: Vec::new(),
        }
    }
}

impl<P: Peer> Contender for Loaded<P> {
    fn name(&self) -> &'static str {
        self.peer.name()
    }

    fn load(&mut self, cases: &[Case]) {
        self.inputs = cases.iter().map(|case| self.peer.prepare(case)).collect();
    }

    fn outcome(&mut self, right: Right, case: usize) -> Result<Answer, NoAnswer> {
        self.peer.outcome(right, &mut self.inputs[case])
    }

    fn run(&mut self, rights: &[Right], order: &[usize]) {
        for at in order {
            for right in rights {
                let input = black_box(&mut self.inputs[*at]);
                let _ = black_box(self.peer.outcome(*right, input));
            }
        }
    }

    fn time_preparing(&self, cases: &[Case]) -> f64 {
        time(cases, |case| drop(black_box(self.peer.prepare(case))))
    }

    fn time_reading(&self, cases: &[Case]) -> Option<f64> {
        let texts: Option<Vec<String>> = cases.iter().map(|case| self.peer.json(case)).collect();
        Some(time(&texts?, |text| drop(black_box(self.peer.read(text)))))
    }
}

/// Nanoseconds for each of these, taken together.
pub fn time<T>(things: &[T], mut each: impl FnMut(&T)) -> f64 {
    let start = Instant::now();
    for thing in things {
        each(black_box(thing));
    }
    start.elapsed().as_nanos() as f64 / things.len() as f64
}
