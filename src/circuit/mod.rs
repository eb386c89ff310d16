//! A rule book as a graph of AND and NOT nodes over the variables of a case.
//!
//! | module | what it does |
//! |---|---|
//! | `layout` | which bit of a case stands for what ([`Atom`]) |
//! | `masks` | [`Masks`]: what is known of one case, as two bit masks |
//! | `bits` | sets of bits of a case |
//! | `network` | an AND-inverter graph: inputs and ANDs as nodes, each read plain or negated by a literal |
//! | `schedule` | a part of a network laid out to be run |
//! | `order` | an order of bits |
//! | `asked` | the order in which diagrams ask for bits |
//! | `hash` | tables of nodes, looked up only |

mod asked;
mod bits;
mod hash;
mod layout;
mod masks;
mod network;
mod order;
mod schedule;

pub use layout::Atom;
pub use masks::Masks;

pub(crate) use asked::{Orders, orders};
pub(crate) use bits::Bits;
pub(crate) use hash::{Seen, Table};
pub(crate) use layout::{Layout, values};
pub(crate) use masks::Word;
pub(crate) use network::{CircuitNode, Literal, Network, ways_apart};
pub(crate) use order::Order;
pub(crate) use schedule::{Output, Schedule};
