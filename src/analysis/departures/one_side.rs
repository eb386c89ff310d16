//! The duties of one side that one fact shows met.

use std::collections::BTreeSet;

use crate::{
    circuit::Literal,
    engine::BookLiterals,
    law::Right,
    rule::{Role, Rule, RuleId},
    symbolic::Pair,
};

/// Duties of one side that the same fact shows met, and where each arises.
pub(super) struct OneSide<'r> {
    duties: Vec<(RuleId, &'r Rule)>,
    pub(super) literals: Vec<Literal>,
}

impl<'r> OneSide<'r> {
    pub(super) fn of(said: &BookLiterals, duties: &[(RuleId, &'r Rule)]) -> Self {
        let arises = |(id, _): &(RuleId, &Rule)| Pair::arises(said, Some(*id));
        Self {
            literals: duties.iter().map(arises).collect(),
            duties: duties.to_vec(),
        }
    }

    /// Whether there is any, on whatever days.
    pub(super) const fn is_empty(&self) -> bool {
        self.duties.is_empty()
    }

    /// Those that arise on these days: rules of other days are not cited.
    pub(super) fn arising(&self) -> Vec<&'r Rule> {
        let arising = self.duties.iter().zip(&self.literals);
        let arising = arising.filter(|(_, literal)| **literal != Literal::FALSE);
        arising.map(|((_, rule), _)| *rule).collect()
    }

    /// Where several editions ask the same, the words of those that arise on these days are enough.
    pub(super) fn words(&self) -> String {
        let arising = self.arising();
        let said: BTreeSet<&str> = arising.iter().map(|rule| rule.says.as_str()).collect();
        said.into_iter().collect::<Vec<_>>().join(" ")
    }

    /// The provisions of those that arise on these days.
    pub(super) fn cited(&self) -> String {
        cited(self.arising())
    }

    pub(super) fn about(&self) -> Vec<String> {
        self.duties
            .iter()
            .map(|(_, rule)| rule.id.clone())
            .collect()
    }

    pub(super) fn right(&self) -> Option<Right> {
        match self.duties.first().map(|(_, rule)| &rule.role) {
            Some(Role::Duty { rights, .. }) => rights.first().copied(),
            _ => None,
        }
    }
}

/// The provisions of some rules, each once.
pub(super) fn cited<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> String {
    let cited: BTreeSet<String> = rules
        .into_iter()
        .map(|rule| rule.provision.cite())
        .collect();
    cited.into_iter().collect::<Vec<_>>().join("; ")
}
