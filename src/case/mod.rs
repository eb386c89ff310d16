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
//! | `events` | [`Events`]: what happened in a case that moves its time limits |
//! | `layer` | statements, judgements and reviews of one layer, resolved into facts |
//! | `derive` | facts that follow from what a request, its dates and its register say |
//! | `assemble` | the facts of each data item, layer upon layer |

mod assemble;
mod council;
mod derive;
mod events;
mod layer;
mod reading;
mod register;
mod register_reading;
mod request;
mod retention;

pub use council::{Contact, ContactFor, Council, Target, Within};
pub use events::{Asked, Events, ImpossibleEvents};
pub use layer::{Answer, Judgement, Layer, Review, Statement};
pub use register::{Activity, Register, RegisterNote};
pub use request::{About, Ask, Item, Request};
pub use retention::{Milestone, Retention};

pub(crate) use assemble::{Case, cases};
