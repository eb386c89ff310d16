//! A decision: an evaluation made readable.
//!
//! Everything here is plain data: typed, serialisable, in the order of the source document, equal
//! for equal cases. The JSON names are listed in the README.
//!
//! | module | what it is |
//! |---|---|
//! | `book_decision` | [`BookDecision`]: what one book says of one right for one data item |
//! | `reason` | [`Reason`]: a rule, whether it holds, and the facts that make it so |
//! | `question` | [`Question`]: an open fact that can still change an outcome, or a duty or power |
//! | `duty` | [`DutyDecision`], [`PowerDecision`], [`Note`] |
//! | `plan` | [`QuestionPlan`]: what to ask next, why, and how much is still to be asked |
//! | `outlook` | [`BookOutlook`]: what a decision hangs on, and what would change it |
//! | `times` | [`Times`]: the days of the duties, and how they were counted |
//! | `rollup` | how outcomes of entitlements, items and activities combine |

mod book_decision;
mod duty;
mod outlook;
mod plan;
mod question;
mod reason;
mod rollup;
mod times;

pub use crate::engine::{Effect, Outcome};
pub use book_decision::{BookDecision, EntitlementDecision, OutOfScope};
pub use duty::{DutyDecision, DutyState, Note, PowerDecision, PowerState};
pub use outlook::{
    BookOutlook, Counterfactual, Counterfactuals, Doer, NearestGround, SufficientReason, TakenBy,
    WeighedJudgement,
};
pub use plan::{
    AnswerLeaves, Asked, Effort, PlannedQuestion, PlannedReview, QuestionPlan, Separates,
};
pub use question::Question;
pub use reason::{Defeat, FactUse, Reason, TriedException};

pub use times::Times;

pub(crate) use book_decision::first_open;
pub(crate) use plan::{not_asked, plan};
pub(crate) use rollup::Tally;
pub(crate) use times::told_in_time;
