//! A rule book as a graph of AND and NOT nodes over the variables of a case.
//!
//! What of it is public stands in [`unstable`](crate::unstable).
//!
//! | module | what it does |
//! |---|---|
//! | `layout` | which bit of a case stands for what ([`Atom`]) |
//! | `masks` | [`Masks`]: what is known of one case, as two bit masks |
//! | `bits` | sets of bits of a case |
//! | `network` | an AND-inverter graph: inputs and ANDs as nodes, each read plain or negated by a literal |
//! | `schedule` | a part of a network laid out to be run |
//! | `variable_order` | a variable order: the level of each bit in a diagram |
//! | `ordering` | finding a variable order in which diagrams stay small |
//! | `hash` | hash maps and sets of nodes, looked up only |

mod bits;
mod hash;
mod layout;
mod masks;
mod network;
mod ordering;
mod schedule;
mod variable_order;

pub use layout::Atom;
pub use masks::Masks;

pub(crate) use bits::Bits;
pub(crate) use hash::{FastHasher, FastMap, FastSet};
pub(crate) use layout::Layout;
#[cfg(feature = "analysis")]
pub(crate) use layout::values;
pub(crate) use masks::{Word, truth_of};
#[cfg(feature = "analysis")]
pub(crate) use network::ways_to_differ;
pub(crate) use network::{CircuitNode, Literal, Network};
pub(crate) use ordering::{VariableOrders, variable_orders};
pub(crate) use schedule::{Output, Schedule};
pub(crate) use variable_order::VariableOrder;
