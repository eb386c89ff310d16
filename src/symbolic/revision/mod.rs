//! A book with one rule in other words: only what depends on the rule is made again.
//!
//! | module | what it does |
//! |---|---|
//! | `revised` | [`Revision`]: a book compiled so that one rule of it can be put in other words |
//! | `dependents` | what a change of one rule may change |
//! | `other_words` | the words that a book is compiled in beside another, and with a rule in other words |
//! | `observability` | where it is seen whether one rule holds |

mod dependents;
mod observability;
mod other_words;
mod revised;

pub(crate) use observability::{Observability, Reworded};
pub(crate) use revised::{Changed, Revision};
