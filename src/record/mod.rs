//! What was decided in a case, kept so that it can be decided again.
//!
//! A case is decided more than once: facts come in, an answer is corrected, a part goes out before the rest. Each time
//! gives a [`Record`]; each names the digest of the one before. So a record that was changed, moved or left out shows beside
//! the next ([`Record::check_all`]), and the newest beside what was published ([`Record::check_published`]). A record holds the request as it was understood, with who said and judged what and when; the
//! digests of the rules; and what came out in short. [`Record::replay`] decides it again, and says what differs.
//!
//! | module | what it is |
//! |---|---|
//! | `kept` | [`Record`]: one decision of a case; [`Broken`]: what was changed in it |
//! | `occasion` | [`Occasion`]: why the case was decided at that time |
//! | `traced` | [`AnswerTrace`]: what an answer came to, in short |
//! | `changed` | [`ChangedValue`]: what one request says otherwise than another |
//! | `replay` | [`Replay`]: a decision made again, and what differs |
//! | `published` | [`Published`]: a record without a name or a fact, for anyone to see |
//! | `log_line` | [`LogLine`]: a line of a decision log |
//! | `sources` | what an advice was made with, by name |
//! | `canonical` | JSON in one form, and its digest |

mod canonical;
mod changed;
mod kept;
mod log_line;
mod occasion;
mod published;
mod replay;
mod sources;
mod traced;

pub use changed::ChangedValue;
pub use kept::{Broken, Record};
pub use log_line::{Bundle, Input, LogLine};
pub use occasion::Occasion;
pub use published::Published;
pub use replay::{AnswerDifference, CannotReplay, MadeOtherwise, Replay};
pub use traced::{AnswerTrace, DutyTrace};
