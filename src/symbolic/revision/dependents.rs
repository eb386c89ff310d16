//! The dependencies in a book, and so the reach of a change of one rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    law::Entitlement,
    rule::{Condition, Role, RuleBook, RuleId},
};

/// What a change of one rule may change.
#[derive(Debug, Default)]
pub(crate) struct Affected {
    pub(super) rules: BTreeSet<RuleId>,
    pub(super) lists: BTreeSet<usize>,
    pub(super) entitlements: BTreeSet<Entitlement>,
}

/// The dependencies in a book.
#[derive(Debug, Default)]
pub(super) struct Dependents {
    /// The rules that test a definition.
    of_definition: BTreeMap<RuleId, Vec<RuleId>>,
    /// The rules that test the outcome of an entitlement.
    of_outcome: BTreeMap<Entitlement, Vec<RuleId>>,
    /// The exemptions that an exception restores.
    restored: BTreeMap<RuleId, Vec<RuleId>>,
    /// The lists that an exemption stands in.
    lists: BTreeMap<RuleId, BTreeSet<usize>>,
    /// The grounds, duties and powers that the exemptions of a list reach.
    reached: BTreeMap<usize, Vec<RuleId>>,
}

impl Dependents {
    pub(super) fn of(book: &RuleBook) -> Self {
        let mut dependents = Self::default();
        for (id, rule) in book.rules() {
            rule.when.leaves(&mut |leaf| match leaf {
                Condition::Definition(definition, _) => {
                    let testing = dependents.of_definition.entry(*definition).or_default();
                    testing.push(id);
                }
                Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                    let testing = dependents.of_outcome.entry(*entitlement).or_default();
                    testing.push(id);
                }
                _ => {}
            });
            let is_exemption = matches!(rule.role, Role::Exemption { .. });
            for reacher in book.reaching(id) {
                if is_exemption {
                    dependents
                        .restored
                        .entry(reacher.rule)
                        .or_default()
                        .push(id);
                } else {
                    let lists = dependents.lists.entry(reacher.rule).or_default();
                    lists.insert(book.reaching_list(id));
                }
            }
            if rule.role.can_be_exempted() {
                let list = book.reaching_list(id);
                dependents.reached.entry(list).or_default().push(id);
            }
        }
        dependents
    }

    /// Everything that a change of a rule may change.
    pub(super) fn affected_by(&self, book: &RuleBook, rule: RuleId) -> Affected {
        let mut affected = Affected::default();
        let mut waiting = vec![rule];
        while let Some(id) = waiting.pop() {
            if !affected.rules.insert(id) {
                continue;
            }
            let known = |map: &BTreeMap<RuleId, Vec<RuleId>>| map.get(&id).cloned();
            waiting.extend(known(&self.of_definition).into_iter().flatten());
            match book.rule(id).map(|rule| &rule.role) {
                Some(Role::Ground(entitlement)) => {
                    self.granted(*entitlement, &mut affected, &mut waiting);
                }
                Some(Role::Exception { .. }) => {
                    waiting.extend(known(&self.restored).into_iter().flatten());
                }
                Some(Role::Exemption { .. }) => {
                    for list in self.lists.get(&id).into_iter().flatten() {
                        if affected.lists.insert(*list) {
                            self.taken(book, *list, &mut affected, &mut waiting);
                        }
                    }
                }
                _ => {}
            }
        }
        affected
    }

    fn taken(
        &self,
        book: &RuleBook,
        list: usize,
        affected: &mut Affected,
        waiting: &mut Vec<RuleId>,
    ) {
        for reached in self.reached.get(&list).into_iter().flatten() {
            match book.rule(*reached).map(|rule| &rule.role) {
                Some(Role::Ground(entitlement)) => self.granted(*entitlement, affected, waiting),
                _ => waiting.push(*reached),
            }
        }
    }

    fn granted(
        &self,
        entitlement: Entitlement,
        affected: &mut Affected,
        waiting: &mut Vec<RuleId>,
    ) {
        if affected.entitlements.insert(entitlement) {
            let testing = self.of_outcome.get(&entitlement);
            waiting.extend(testing.into_iter().flatten());
        }
    }
}
