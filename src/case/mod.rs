//! A case: what the register says and what a request says, and how both become facts.
//!
//! | module | what it is |
//! |---|---|
//! | `register` | [`Register`]: processing activities with bases, purposes, recipients, retention |
//! | `register_reading` | registers as files write them |
//! | `retention` | how long an item is kept, from which day, with its derivation |
//! | `council` | [`Council`]: a council's settings, what is known of it and whom to turn to |
//! | `request` | [`Request`]: what is asked, about what, with which facts; built in code |
//! | `reading` | requests as files write them |
//! | `reading_ask` | a right that is asked for, as files write it |
//! | `reading_confirmation` | confirmations and closings as files write them |
//! | `reading_terms` | terms and rights as files write them |
//! | `standing` | answers that hold for a whole service or council until a day of review |
//! | `writing` | requests written as files have them |
//! | `events` | [`Events`]: what happened in a case that moves its time limits |
//! | `answer` | [`Answer`]: an answer as a person gives it |
//! | `resolved` | what answers mean, by the fact that they answer |
//! | `layer` | statements, judgements and reviews of one layer, resolved into facts |
//! | `judgement` | [`Judgement`]: what a person weighed, with its record |
//! | `answers_writing` | answers as files have them |
//! | `confirmation` | [`Confirmation`]: a person stands by an answer; [`Closing`]: a case closed on what was shown |
//! | `named` | what a request names, and confirmations held against it |
//! | `answers` | [`Answers`]: what was answered to questions, kept in a file |
//! | `days` | the days on which something was done with one matter or item |
//! | `derive` | facts that follow from what a request, its dates and its register say |
//! | `limits` | [`Limits`]: how large a request may be |
//! | `measure` | what a request holds, counted and held against limits |
//! | `nested` | items inside items, however deep |
//! | `ways` | the items of a request by their paths |
//! | `assembled` | one part of a request with everything known of it |
//! | `assemble` | the facts of each data item, layer upon layer |

mod answer;
mod answers;
mod answers_writing;
mod assemble;
mod assembled;
mod confirmation;
mod council;
mod days;
mod derive;
mod events;
mod judgement;
mod layer;
mod limits;
mod measure;
mod named;
mod nested;
mod reading;
mod reading_ask;
mod reading_confirmation;
mod reading_terms;
mod register;
mod register_reading;
mod request;
mod resolved;
mod retention;
mod standing;
mod ways;
mod writing;

pub use answer::Answer;
pub use answers::{Answers, Recorded};
pub use confirmation::{Closing, Confirmation};
pub use council::{Contact, ContactFor, Council, TimeTarget, Within};
pub use events::{Asked, Events, ImpossibleEvents};
pub use judgement::Judgement;
pub use layer::{Layer, Review, Statement};
pub use limits::Limits;
pub use register::{Activity, Register, RegisterNote};
pub use request::{About, Ask, Item, Request};
pub use retention::{Milestone, Retention};

pub(crate) use assemble::cases;
pub(crate) use assembled::{Case, facts_for};
pub(crate) use derive::for_the_complaint;
#[cfg(feature = "analysis")]
pub(crate) use derive::{COMPLAINT_ALONE, made_known_by};
pub(crate) use request::EXTENSION_TOLD;
