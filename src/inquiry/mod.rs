//! What to ask next, what would change an outcome, and what forces it.
//!
//! Here with the feature `inquiry`. For one decision: of a whole request the next question is chosen in `advice/outlook.rs`.
//!
//! | module | what it does |
//! |---|---|
//! | `inquire` | [`Inquiry`]: what to ask next, by the best plan |
//! | `next` | [`Next`]: a question, the answers to it, and how much is still to be asked |
//! | `cost_model` | [`CostModel`]: what answers cost, and what is likely |
//! | `candidates` | what can be asked |
//! | `state_space` | what is left of a diagram, and what each answer would leave |
//! | `answers` | the answers to a question, and what each leaves possible |
//! | `exact` | the best plan, where few facts matter |
//! | `greedy` | a good plan, where many do, and how far it may be from the best |
//! | `weight` | how often a fact alone turns the outcome |
//! | `change` | [`Changes`]: the smallest sets of facts whose change would change an outcome |
//! | `sufficient` | [`Sufficient`]: the fewest facts that force an outcome |
//!
//! A plan asks one question after the other, each chosen by the answers before it, until the verdict is
//! determined. Its expected cost weighs every way through it by how likely it is. Facts that the vocabulary
//! ties together stay tied: what cannot be has no weight.

mod answers;
mod candidates;
mod change;
mod cost_model;
mod exact;
mod greedy;
mod inquire;
mod next;
mod state_space;
mod sufficient;
mod weight;

pub use change::{Change, Changes};
pub use cost_model::{CostModel, EXACT_UP_TO};
pub use inquire::Inquiry;
pub use next::{Effort, Next, Prospect};
pub use sufficient::Sufficient;

pub(crate) use inquire::Savings;
