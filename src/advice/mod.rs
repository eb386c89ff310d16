//! A council, and the advice it gives on a request.
//!
//! | module | what it is |
//! |---|---|
//! | `controller` | [`Controller`]: a council's procedure and registers over the statute, and the one call `decide` |
//! | `answer` | [`Advice`]: every decision on a request, and the roll-up per right |
//! | `confirmation` | [`ToConfirm`]: an answer that refuses something needs a person who stands by it |
//! | `closing` | what was not shown, once a case is closed |
//! | `outlook` | [`Outlook`]: what each decision hangs on, and what to ask next |
//! | `departure` | [`Departure`]: where the procedure and the law come apart |
//! | `powers` | departures in what the council may do |
//! | `bundled` | the rule files that come with the crate |

mod answer;
mod bundled;
mod closing;
mod confirmation;
mod controller;
mod departure;
mod outlook;
mod powers;

pub use answer::{Advice, Decision, Overall, PartOutcome, RequestSummary, RolledUp, TargetDay};
pub use bundled::{
    CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE, VOCABULARY,
};
pub use closing::NotShown;
pub use confirmation::{Confirmed, ToConfirm};
pub use controller::{Controller, Situation, VocabulariesDiffer};
pub use departure::{Departure, Way};
pub use outlook::{NextQuestion, Outlook, PartOutlook};
