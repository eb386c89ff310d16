//! All cases of a book at once: searched, compared, counted.
//!
//! | module | what it does |
//! |---|---|
//! | `search` | looking for one case in which literals have the values that are wanted |
//! | `space` | literals over the cases that can be: searched, compared, counted |
//! | `case_diagrams` | diagrams of literals, within the cases that can be |
//! | `never` | what no case can be, as literals |
//! | `literals` | what decides a target, as literals |
//! | `revision` | a book with one rule in other words |
//! | `values` | what literals come to, in one case and in many |
//! | `cofactors` | what nodes become where bits are answered in one way, and in another |
//! | `witnesses` | cases that once showed something; the next thing is asked of them first |
//! | `rule_effect` | what effect a rule has on what the book says |
//! | `pair` | two books, or two editions of one, over the same cases |
//! | `goals` | the coverage goals of a book: what a case can show about it |
//! | `cube` | cubes: answers to some bits, the others left open |
//! | `cover` | few cases that cover every goal |

mod case_diagrams;
mod cofactors;
mod cover;
mod cube;
mod goals;
mod literals;
mod never;
mod pair;
mod revision;
mod rule_effect;
mod search;
mod space;
mod values;
mod witnesses;

pub(crate) use cover::{CoverCase, cover};
pub(crate) use goals::{Goal, Goals, gone};
pub(crate) use pair::{EditionOf, Pair};
pub(crate) use revision::Changed;
pub(crate) use rule_effect::{RuleEffect, RuleEffects};
pub(crate) use search::{Assignment, SearchResult};
pub(crate) use space::Space;
