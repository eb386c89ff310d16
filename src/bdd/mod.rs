//! Reduced ordered binary decision diagrams: one question about a rule book, answered for every case at once.
//!
//! What of it is public stands in [`unstable`](crate::unstable).
//!
//! | module | what it does |
//! |---|---|
//! | `diagram` | [`Diagram`]: nodes that ask for bits, and edges that lead on |
//! | `manager` | makes reduced ordered diagrams that share their nodes, under a budget |
//! | `node_table` | nodes that are each there once |
//! | `count` | [`Count`]: numbers of cases, however large |
//! | `cofactor` | cofactors: diagrams with some bits answered |
//! | `residual` | what is left of diagrams once what is known is filled in, and which bits that depends on |
//! | `partial` | what is still possible, and what is left, when facts are missing |
//! | `query` | counts, witnesses, disjoint cubes, cheapest paths, products, differences |

#[cfg(feature = "inquiry")]
mod cofactor;
#[cfg(feature = "analysis")]
mod count;
mod diagram;
mod manager;
mod node_table;
mod partial;
mod query;
mod residual;

#[cfg(feature = "analysis")]
pub use count::Count;
pub use diagram::Diagram;
pub use manager::{BudgetExceeded, NODE_BUDGET};
pub use partial::Marks;
pub use query::BitLiteral;

#[cfg(feature = "inquiry")]
pub(crate) use cofactor::CofactorCache;
#[cfg(feature = "inquiry")]
pub(crate) use diagram::BddNode;
pub(crate) use diagram::Edge;
pub(crate) use manager::{BddManager, Operation};
pub(crate) use residual::{Residual, Residuals};
