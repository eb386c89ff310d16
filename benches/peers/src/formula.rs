//! Conditions over named facts: the form that every translator prints in its own language.

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::fact::Extent;

/// A condition that is met or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// Every part is met. Without parts it is always met.
    All(Vec<Formula>),
    /// Some part is met. Without parts it is never met.
    Any(Vec<Formula>),
    /// The part is not met.
    Not(Box<Formula>),
    /// A yes-or-no fact is yes.
    Yes(String),
    /// An extent is this much or more.
    AtLeast(String, Extent),
    /// A test on a set of terms.
    Members(String, Quantity, Vec<&'static str>),
    /// A definition holds.
    Named(String),
}

/// How many of the terms must be in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// At least one of them.
    Any,
    /// All of them.
    All,
    /// At least one of them, and nothing else.
    Only,
    /// None of them.
    None,
}

impl Formula {
    /// Met whatever the facts are.
    pub const ALWAYS: Self = Self::All(Vec::new());
    /// Never met.
    pub const NEVER: Self = Self::Any(Vec::new());

    /// Every part, without those that are always met or stand there already.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => kept.extend(inner),
                never if never == Self::NEVER => return never,
                other => kept.push(other),
            }
        }
        let mut once: Vec<Self> = Vec::new();
        for part in kept {
            if !once.contains(&part) {
                once.push(part);
            }
        }
        let mut kept = once;
        match kept.len() {
            1 => kept.remove(0),
            _ => Self::All(kept),
        }
    }

    /// Any part, without those that are never met.
    #[must_use]
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => kept.extend(inner),
                always if always == Self::ALWAYS => return always,
                other => kept.push(other),
            }
        }
        match kept.len() {
            1 => kept.remove(0),
            _ => Self::Any(kept),
        }
    }

    /// Turned round.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(part) => *part,
            never if never == Self::NEVER => Self::ALWAYS,
            always if always == Self::ALWAYS => Self::NEVER,
            other => Self::Not(Box::new(other)),
        }
    }

    /// With every definition written out, for languages that have none.
    #[must_use]
    pub fn written_out(&self, definitions: &BTreeMap<String, Self>) -> Self {
        let each = |parts: &[Self]| {
            parts
                .iter()
                .map(|part| part.written_out(definitions))
                .collect::<Vec<_>>()
        };
        match self {
            Self::All(parts) => Self::all(each(parts)),
            Self::Any(parts) => Self::any(each(parts)),
            Self::Not(part) => part.written_out(definitions).negated(),
            Self::Named(name) => definitions[name].written_out(definitions),
            leaf => leaf.clone(),
        }
    }

    /// Adds the facts and definitions that stand in it.
    pub fn names(&self, facts: &mut BTreeSet<String>, definitions: &mut BTreeSet<String>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.names(facts, definitions);
                }
            }
            Self::Not(part) => part.names(facts, definitions),
            Self::Yes(fact) | Self::AtLeast(fact, _) | Self::Members(fact, ..) => {
                facts.insert(fact.clone());
            }
            Self::Named(name) => {
                definitions.insert(name.clone());
            }
        }
    }
}

/// A name in letters that every language takes for an identifier.
#[must_use]
pub fn identifier(name: &str) -> String {
    name.chars()
        .map(|letter| match letter {
            'a'..='z' | '0'..='9' => letter,
            _ => '_',
        })
        .collect()
}

/// An extent as a number, for languages that have only those: none 0, part 1, whole 2.
#[must_use]
pub const fn number(extent: Extent) -> i64 {
    match extent {
        Extent::None => 0,
        Extent::Part => 1,
        Extent::Whole => 2,
    }
}
