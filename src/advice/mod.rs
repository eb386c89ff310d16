//! A council, and the advice it gives on a request.
//!
//! | module | what it is |
//! |---|---|
//! | `controller` | [`Controller`]: a council's procedure and registers, and the one call `decide` |
//! | `answer` | [`Advice`]: every decision on a request, and the roll-up per right |
//! | `bundled` | the rule files that come with the crate |

mod answer;
mod bundled;
mod controller;

pub use answer::{Advice, Decision, Overall, PartOutcome, RequestSummary};
pub use bundled::{DONCASTER_PROCEDURE, DONCASTER_REGISTERS, VOCABULARY};
pub use controller::{Controller, Situation};
