//! A rule book read from its files, and checked.
//!
//! | module | what it does |
//! |---|---|
//! | `header` | what identifies a rule, read before everything else |
//! | `rule` | rules |
//! | `condition` | conditions |
//! | `times` | ranges of dates and time limits |
//! | `law` | rights, entitlements and measures |
//! | `ledger` | the rows of the ledger, and provisions held against them |
//! | `lists` | the named lists of provisions |
//! | `accepted` | accepted findings |
//! | `imports` | what a book takes over from another |
//! | `shape` | conditions that contradict themselves |
//! | `order` | the order in which definitions and entitlements can be worked out |
//! | `check` | faults that only show when the whole book is seen |
//! | `book` | everything put together |

mod accepted;
mod book;
mod check;
mod condition;
mod header;
mod imports;
mod law;
mod ledger;
mod lists;
mod order;
mod rule;
mod shape;
mod times;

pub(crate) use law::{read_law, read_rights};
pub(crate) use ledger::read_whole_row;
