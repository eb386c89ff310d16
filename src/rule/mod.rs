//! The rule language: what a council's procedure or a statute says, as data.
//!
//! | module | what it is |
//! |---|---|
//! | `model` | a rule book: its rules, their conditions, dates and reach |
//! | `load` | a rule book read from its files, and checked |

mod load;
mod model;

pub use model::{
    Acceptance, Condition, Confidence, Dates, Defines, Due, Edition, ExtentOf, Force, GovernedBy,
    Import, InForce, LedgerRow, NamedList, Reach, Reacher, Role, RoleKind, Rule, RuleBook, RuleId,
    Tell, TimeLimit, Treatment,
};

pub(crate) use load::{read_law, read_rights, read_whole_row};
pub(crate) use model::Derived;
