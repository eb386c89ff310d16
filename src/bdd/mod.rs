//! Reduced ordered binary decision diagrams: one question about a rule book, answered for every case at once.
//!
//! | module | what it does |
//! |---|---|
//! | `diagram` | [`Diagram`]: nodes that ask for bits, and branches that lead on |
//! | `build` | makes reduced ordered diagrams under a budget |
//! | `count` | [`Count`]: numbers of cases, however large |
//! | `given` | diagrams with some bits answered |
//! | `left` | what still matters, in what is left of a diagram |
//! | `partial` | what is still possible, and what is left, when facts are missing |
//! | `query` | counts, witnesses, disjoint cubes, cheapest paths, products, differences |

mod build;
mod count;
mod diagram;
mod given;
mod left;
mod partial;
mod query;

pub use build::{BudgetExceeded, NODE_BUDGET};
pub use count::Count;
pub use diagram::Diagram;
pub use partial::Marks;
pub use query::Literal;

pub(crate) use build::{Builder, Combine};
pub(crate) use diagram::{BddNode, Branch};
pub(crate) use given::Answered;
pub(crate) use left::{Left, Remains};
