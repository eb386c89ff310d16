//! A rule book as data.
//!
//! | module | what it is |
//! |---|---|
//! | `condition` | [`Condition`]: what must hold |
//! | `role` | [`Rule`] and its [`Role`]: definition, ground, exemption, exception, duty, power, scope, note |
//! | `dates` | when a rule is in force, and which date of the case decides that |
//! | `reach` | the provisions an exemption or exception reaches, through named lists |
//! | `ledger` | the source document row by row, and which rule encodes each row |
//! | `acceptance` | findings of a review that a book accepts |
//! | `import` | exemptions that a book takes over from another |
//! | `rule_id` | the place of a rule in its book |
//! | `derived` | what a book works out: definitions and entitlements |
//! | `reaching` | which exemptions reach a rule, and which exceptions restore one |
//! | `book` | [`RuleBook`]: a vocabulary and every rule, in the order of the source document |
//! | `over` | a book over another vocabulary that has all of its facts |

mod acceptance;
mod book;
mod condition;
mod dates;
mod derived;
mod import;
mod ledger;
#[cfg(feature = "analysis")]
mod over;
mod reach;
mod reaching;
mod role;
mod rule_id;

pub use acceptance::Acceptance;
pub use book::RuleBook;
pub use condition::Condition;
pub use dates::{Dates, Edition, GovernedBy, InForce};
pub use import::Import;
pub use ledger::{LedgerRow, Treatment};
pub use reach::{NamedList, Reach};
pub use reaching::Reacher;
pub use role::{Confidence, Defines, Due, ExtentOf, Force, Role, RoleKind, Rule, Tell, TimeLimit};
pub use rule_id::RuleId;

pub(crate) use derived::Derived;
pub(crate) use reaching::Reaching;
