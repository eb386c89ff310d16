//! A book over another vocabulary that has all of its facts.

use std::sync::Arc;

use super::{
    book::RuleBook,
    condition::Condition,
    role::{Defines, ExtentOf, Role},
};
use crate::fact::{FactId, Vocabulary};

impl RuleBook {
    /// The same book over a vocabulary in which its facts have other places.
    pub(crate) fn over(&self, vocabulary: Arc<Vocabulary>, moved: &[FactId]) -> Self {
        let to = |fact: FactId| moved.get(fact.0).copied().unwrap_or(fact);
        let mut book = self.clone();
        book.vocabulary = vocabulary;
        for import in &mut book.imports {
            import.raised = to(import.raised);
            import.extent = to(import.extent);
        }
        for rule in &mut book.rules {
            move_condition(&mut rule.when, &to);
            match &mut rule.role {
                Role::Definition(Defines::MembersOf(fact))
                | Role::Exemption {
                    extent: ExtentOf::Fact(fact),
                    ..
                }
                | Role::Exception {
                    extent: ExtentOf::Fact(fact),
                    ..
                } => *fact = to(*fact),
                Role::Duty { met_by, .. } => *met_by = to(*met_by),
                _ => {}
            }
        }
        book
    }
}

fn move_condition(condition: &mut Condition, to: &impl Fn(FactId) -> FactId) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                move_condition(part, to);
            }
        }
        Condition::Not(part) => move_condition(part, to),
        Condition::Fact(fact, _) => *fact = to(*fact),
        Condition::Always
        | Condition::Definition(..)
        | Condition::Granted(_)
        | Condition::Refused(_) => {}
    }
}
