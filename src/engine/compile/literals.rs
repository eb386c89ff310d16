//! The circuit that books are compiled into, and the literals of what they say.

use std::collections::BTreeMap;

use crate::{
    circuit::{Layout, Literal, Network},
    law::{Entitlement, Right},
};

/// How far something goes, as two bits: at least part, and the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ExtentBits {
    pub(crate) part: Literal,
    pub(crate) whole: Literal,
}

/// What is said of an entitlement: whether a ground holds, and how far it is granted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GrantBits {
    pub(crate) ground: Literal,
    pub(crate) granted: ExtentBits,
}

/// What is said of a right: whether something is granted, and whether something is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RightBits {
    pub(crate) granted: Literal,
    pub(crate) refused: Literal,
}

/// What is said of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleBits {
    /// It is in force on the dates of the case.
    pub(crate) in_force: Literal,
    /// It is in force and its condition holds.
    pub(crate) holds: Literal,
    /// What the exemptions that reach it take.
    pub(crate) taken: ExtentBits,
    /// For a duty, power or note: whether it arises. Nothing for any other rule.
    pub(crate) arises: Option<Literal>,
}

/// A network and the layout of its inputs: what one book, or several, are compiled into.
#[derive(Debug, Default)]
pub(crate) struct Circuit {
    pub(crate) network: Network,
    pub(crate) layout: Layout,
}

/// The literal of everything that a book says.
#[derive(Debug, Clone)]
pub(crate) struct BookLiterals {
    pub(crate) rules: Vec<RuleBits>,
    pub(crate) entitlements: BTreeMap<Entitlement, GrantBits>,
    pub(crate) rights: BTreeMap<Right, RightBits>,
    pub(crate) scope: Literal,
}

pub(super) const NOTHING: ExtentBits = ExtentBits {
    part: Literal::FALSE,
    whole: Literal::FALSE,
};

impl RuleBits {
    /// Of a rule that is not there.
    pub(crate) const NONE: Self = Self {
        in_force: Literal::FALSE,
        holds: Literal::FALSE,
        taken: NOTHING,
        arises: None,
    };
}
