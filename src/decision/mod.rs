//! A decision: an evaluation made readable.
//!
//! Everything here is plain data: typed, serialisable, in the order of the source document, equal
//! for equal cases. [`json`](crate::advice::json) lists the JSON names.
//!
//! | module | what it is |
//! |---|---|
//! | `book_decision` | [`BookDecision`]: what one book says of one right for one data item |
//! | `decider` | gathers the rules that decided something |
//! | `deciding` | [`Deciding`]: the rules that decided an outcome, apart from those merely tried |
//! | `fact_use` | [`FactUse`]: a fact that a rule rests on, its value and where that came from, typed |
//! | `granted` | the entitlements asked for, rolled up, and what decided them |
//! | `further` | what duties and powers wait for |
//! | `supposing` | [`Supposing`]: what would come out if a missing review raised nothing |
//! | `reason` | [`Reason`]: a rule, whether it holds, and the facts that make it so |
//! | `question` | [`Question`]: an open fact that can still change an outcome, or a duty or power |
//! | `duty` | [`DutyDecision`], [`PowerDecision`], [`Note`] |
//! | `plan` | [`QuestionPlan`]: what to ask next, why, and how much is still to be asked |
//! | `outlook` | [`BookOutlook`]: the facts that suffice for a decision, and what would change it |
//! | `wanted` | what is asked of a decision |
//! | `entitlement` | the outcome of one entitlement |
//! | `open` | what is open in an outcome |
//! | `timing` | a decision with the days of its duties |
//! | `times` | [`Times`]: the days of the duties, and how they were counted |
//! | `rollup` | how outcomes of entitlements, items and activities combine |

mod book_decision;
mod decider;
mod deciding;
mod duty;
mod entitlement;
mod fact_use;
mod further;
mod granted;
mod open;
#[cfg(feature = "inquiry")]
mod outlook;
#[cfg(feature = "inquiry")]
mod plan;
mod question;
mod reason;
mod rollup;
mod supposing;
mod times;
mod timing;
mod wanted;

pub use crate::engine::{Effect, Outcome};
pub use book_decision::{BookDecision, OutOfScope};
pub use deciding::Deciding;
pub use duty::{DutyDecision, DutyState, Note, PowerDecision, PowerState};
pub use entitlement::{AspectDecision, EntitlementDecision};
pub use fact_use::{FactSource, FactUse, FactValue, TermsKnown};
#[cfg(feature = "inquiry")]
pub use outlook::{
    BookOutlook, Counterfactual, Counterfactuals, Doer, NearestGround, SufficientReason, TakenBy,
    WeighedJudgement,
};
#[cfg(feature = "inquiry")]
pub use plan::{
    AnswerLeaves, PlannedQuestion, PlannedReview, PlannedStep, QuestionPlan, RoundedEffort,
    Separates,
};
pub use question::{Choice, Question, Takes, ToWeigh};
pub use reason::{Defeat, Reason, TriedException};
pub use supposing::Supposing;

pub use times::Times;

pub(crate) use book_decision::{everything_asked, is_so, so};
pub(crate) use duty::ANSWER;
#[cfg(feature = "inquiry")]
pub(crate) use plan::{not_asked, plan};
pub(crate) use question::{is_observed, observed};
pub(crate) use rollup::Tally;
pub(crate) use supposing::suppose;
pub(crate) use wanted::{Depth, Wanted};
