//! The rule language: what a council's procedure or a statute says, as data.
//!
//! | module | what it is |
//! |---|---|
//! | `condition` | [`Condition`]: what must hold |
//! | `role` | [`Rule`] and its [`Role`]: definition, ground, exemption, exception, duty, power, scope, note |
//! | `dates` | when a rule is in force, and which date of the case decides that |
//! | `reach` | the provisions an exemption or exception reaches, through named lists |
//! | `ledger` | the source document row by row, and which rule encodes each row |
//! | `reading`, `reading_condition`, `reading_parts` | rules as files write them |
//! | `acceptance` | findings of a review that a book accepts |
//! | `book` | [`RuleBook`]: a vocabulary and every rule, in the order of the source document |
//! | `reaching` | which exemptions reach a rule, and which exceptions restore one |
//! | `check` | faults that only show when the whole book is seen |
//! | `order` | the order in which definitions and entitlements can be worked out |
//! | `over` | a book over another vocabulary that has all of its facts |
//! | `shape` | conditions that contradict themselves |

mod acceptance;
mod book;
mod check;
mod condition;
mod dates;
mod ledger;
mod order;
mod over;
mod reach;
mod reaching;
mod reading;
mod reading_condition;
mod reading_parts;
mod role;
mod shape;

pub use acceptance::Acceptance;
pub use book::{RuleBook, RuleId};
pub use condition::Condition;
pub use dates::{Dates, Edition, GovernedBy, InForce};
pub use ledger::{LedgerRow, Treatment};
pub use reach::{NamedList, Reach};
pub use reaching::Reacher;
pub use role::{Confidence, Defines, Due, ExtentOf, Force, Role, RoleKind, Rule, Tell, TimeLimit};

pub(crate) use order::Part;
pub(crate) use reading_parts::{read_law, read_rights, read_whole_row};
