//! A council, and the advice it gives on a request.
//!
//! | module | what it is |
//! |---|---|
//! | `controller` | [`Controller`]: a council's procedure and registers over the statute |
//! | `answering` | what it answers: the record, the summary, the reasons |
//! | `situations` | [`PartSituation`]: what is known of each part of a request |
//! | `record` | [`Advice`]: the whole answer to a request, everything once |
//! | [`summary`] | [`Summary`]: what the officer who must act today needs |
//! | `reasons` | [`Reasons`]: every decision whole, with every rule that was tried |
//! | `request_summary` | [`RequestSummary`]: what was asked |
//! | `rolled_up` | [`RolledUp`]: the outcomes of several parts as one |
//! | `answer_by`, `day_to_answer` | [`AnswerBy`]: the day to answer by, and how it is worked out |
//! | `made_with`, `making` | [`MadeWith`], [`Schema`]: what made an advice, and in which form it is |
//! | `departure`, `departing` | [`Departure`]: where the procedure and the law differ, and how that is worked out |
//! | `powers` | departures in what the council may do |
//! | `confirmation` | [`ToConfirm`]: an answer that refuses something needs a person who stands by it |
//! | `not_shown`, `closing` | [`NotShown`]: what counts as not shown, once a case is closed |
//! | `outlook` | [`Outlook`]: what would change each decision; [`NextQuestion`]: what to ask next |
//! | `importing` | what the procedure takes over from the statute |
//! | `deciding` | deciding the parts of a request, by both books |
//! | `alike` | parts of a request that are alike are decided once |
//! | `tables`, `record_tables` | decisions folded into a record, and the tables that it keeps |
//! | `book`, `part`, `place` | a book, a part, a place in a table, by which an answer names them |
//! | `words` | small changes of words |
//! | `open_questions` | what the answers wait for: each question once, and the missing review |
//! | `rows` | the row of a rule in the record's table, from a duty, power or note |
//! | [`json`] | the answer as JSON: every field, every code |

mod alike;
mod answer_by;
mod answering;
mod book;
mod closing;
mod confirmation;
mod controller;
mod day_to_answer;
mod deciding;
mod departing;
mod departure;
mod importing;
mod made_with;
mod making;
mod not_shown;
mod open_questions;
#[cfg(feature = "inquiry")]
mod outlook;
mod part;
mod place;
mod powers;
mod reasons;
mod record;
mod record_tables;
mod request_summary;
mod rolled_up;
mod rows;
mod situations;
pub mod summary;
mod tables;
pub(crate) mod words;

pub use answer_by::{AnswerBy, LaterDay, MoreTime, RestsOn};
pub use book::Book;
pub use confirmation::{Confirmed, ToConfirm};
pub use controller::{Controller, VocabulariesDiffer};
#[cfg(feature = "explain")]
pub(crate) use departing::GIVES_MORE;
pub use departure::{Departure, Way};
pub use made_with::{MadeWith, Schema, Source};
pub use not_shown::NotShown;
#[cfg(feature = "inquiry")]
pub use outlook::{AnswerPlace, NextQuestion, Outlook, PartOutlook};
pub use part::{Part, PartId};
pub use reasons::{Decision, Reasons};
pub use record::{
    Advice, BookAnswer, DecidedBy, Elsewhere, EntitlementAnswer, Evidence, Group, Overall,
};
pub use record_tables::{
    DutyAnswer, FactRow, MissingReview, NoteAnswer, Obligations, OpenQuestion, PowerAnswer,
    ReviewedClass, RuleRow,
};
pub use request_summary::{RequestSummary, Reviewed, TargetDay};
pub use rolled_up::RolledUp;
pub use situations::PartSituation;
pub use summary::Summary;

#[doc = include_str!("json.md")]
pub mod json {}
