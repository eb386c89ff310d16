//! A question, the answers to it, and how much is still to be asked.

use crate::fact::{FactId, Value};

/// How much is still to be asked: in questions, and in what they cost ([`CostModel`](super::CostModel)).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Effort {
    /// The expected number of questions.
    pub expected: f64,
    /// The number of questions if everything comes out for the longest way.
    pub worst: u32,
    /// The expected cost.
    pub expected_cost: f64,
    /// The cost of the dearest way.
    pub worst_cost: u32,
}

/// What to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A fact.
    Fact(FactId),
    /// A date of the case.
    Date(crate::rule::GovernedBy),
    /// One review that answers all of these facts at once.
    Review(Vec<FactId>),
}

/// An answer to a question, and the values of the target that are then still possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// The answer. Of a set, what it says of one member.
    pub answer: Value,
    /// The values, in rising order.
    pub possible: Vec<u8>,
}
