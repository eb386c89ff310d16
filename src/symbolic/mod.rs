//! All cases of a book at once: searched, compared, counted.
//!
//! | module | what it does |
//! |---|---|
//! | `search` | looking for one case in which literals have the values that are wanted |
//! | `space` | literals over the cases that can be: searched, compared, counted |
//! | `turned` | what nodes become where bits are answered in one way, and in another |
//! | `witnesses` | cases that once showed something, of which the next thing is asked first |
//! | `probe` | what difference a rule makes |
//! | `pair` | two books, or two editions of one, over the same cases |
//! | `aims` | what a case can show about a book |
//! | `cube` | answers to some bits, the others left open |
//! | `least` | few cases in which each of some literals holds once |

mod aims;
mod cube;
mod least;
mod pair;
mod probe;
mod search;
mod space;
mod turned;
mod witnesses;

pub(crate) use aims::{Aim, Aims, gone};
pub(crate) use least::{Chosen, least};
pub(crate) use pair::{Pair, SideOf};
pub(crate) use probe::{Difference, Probe};
pub(crate) use search::{Found, Settled};
pub(crate) use space::Space;
