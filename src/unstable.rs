//! Bits, raw values and decision diagrams, for programs that read them themselves.
//!
//! **Not stable**: what is here may change with any release. Anyone who decides requests needs none of it.
//!
//! | item | what it is |
//! |---|---|
//! | [`Masks`] | what is known of one case, as two bit masks |
//! | [`Atom`] | what a bit of a case stands for |
//! | [`BitLiteral`] | a bit with its answer; a list of them is a cube |
//! | [`Diagram`] | nodes that ask for bits, and edges that lead to values |
//! | [`Marks`] | room for asking a diagram about many cases |
//! | `Count` | how many cases a diagram has, however many (feature `analysis`) |
//! | [`right_value`], [`entitlement_value`] | what the values of a diagram mean |
//! | [`NODE_BUDGET`], [`BudgetExceeded`] | how large a diagram may grow, and that it would have grown larger |

#[cfg(feature = "analysis")]
pub use crate::bdd::Count;
pub use crate::{
    bdd::{BitLiteral, BudgetExceeded, Diagram, Marks, NODE_BUDGET},
    circuit::{Atom, Masks},
    engine::target::{entitlement_value, right_value},
};
