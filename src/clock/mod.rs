//! Time limits: when a reply, a notice of a longer time, an acknowledgement is due, and why.
//!
//! | part | what it is |
//! |---|---|
//! | [`Events`](crate::case::Events) | what happened: received, asked and answered, told, announced, complained |
//! | [`Powers`] | what is known of the powers on which a restart, a pause or an extension rests |
//! | [`TimeLimits`] | the days that follow, each by the strict reading of the law and by the later one |
//! | [`Limit::status`] | where a limit stands on some day |
//! | [`CountingStep`] | how a day was counted, step by step, each with its provision |
//!
//! The earlier of two readings is the day to meet; the later is kept beside it with its reading. Nothing here
//! knows what day it is.

mod count;
mod derivation;
mod derive;
mod limit;
mod limits;
mod powers;
mod reading;

pub use count::Extension;
pub use derivation::CountingStep;
pub(crate) use derive::from_events;
pub(crate) use limit::NEW_LAW;
pub use limit::{End, Later, Limit, Readings, Span, Status};
pub use limits::{TimeError, TimeLimits};
pub use powers::Powers;
pub use reading::read_holidays;
