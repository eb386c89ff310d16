//! Whose words a book is compiled in, and what stands of what was compiled before.

use super::literals::{Circuit, ExtentBits, GrantBits};
use crate::{
    circuit::Literal,
    law::Entitlement,
    rule::{Rule, RuleId},
};

/// Whose words a book is compiled in, and what stands of what was compiled before. Nothing stands where nothing is said.
pub(crate) trait Wording<'b> {
    /// A rule in other words than the book's.
    fn instead(&self, _rule: RuleId) -> Option<&'b Rule> {
        None
    }

    /// Whether a rule holds, where that stands.
    fn holds(&self, _rule: RuleId) -> Option<Literal> {
        None
    }

    /// What an exemption takes, where that stands.
    fn takes(&self, _rule: RuleId) -> Option<ExtentBits> {
        None
    }

    /// What a list of exemptions takes, where that stands.
    fn taken(&self, _list: usize) -> Option<ExtentBits> {
        None
    }

    /// How far an entitlement is granted, where that stands.
    fn grant(&self, _entitlement: Entitlement) -> Option<GrantBits> {
        None
    }

    /// The literal that a rule had before, where this one is certainly the same; otherwise this one.
    fn unless_same(&mut self, _: &Circuit, _: RuleId, _: RulePart, now: Literal) -> Literal {
        now
    }
}

/// What is said of a rule by one literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RulePart {
    /// It holds.
    Holds,
    /// It takes at least part.
    TakesPart,
    /// It takes the whole.
    TakesWhole,
}

/// A book in its own words, by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnWords;

impl Wording<'_> for OwnWords {}
