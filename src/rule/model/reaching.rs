//! Which exemptions reach a rule and which exceptions restore one, worked out once for a book.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    dates::InForce,
    reach::Reach,
    role::{Role, Rule},
    rule_id::RuleId,
};
use crate::law::Provision;

/// An exemption that reaches a rule, or an exception that restores an exemption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reacher {
    /// The exemption or exception.
    pub rule: RuleId,
    /// When its lists name the provision: at least one of these must be in force.
    pub when: Vec<InForce>,
}

/// For every rule of a book, what reaches it.
///
/// Rules whose provisions stand under the same named provisions are reached by the same rules. They
/// share one list, so a book of thousands of exemptions over thousands of grounds stays small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reaching {
    lists: Vec<Vec<Reacher>>,
    of_rule: Vec<usize>,
}

impl Reaching {
    /// Resolves every reach. A rule that could not be read is `None`, reaches nothing and is not
    /// reached.
    pub(crate) fn of(rules: &[Option<Rule>]) -> Self {
        let mut resolved = Self {
            lists: vec![Vec::new()],
            of_rule: Vec::new(),
        };
        let exemptions = Named::of(rules, |role| match role {
            Role::Exemption { exempts, .. } => Some(exempts),
            _ => None,
        });
        let exceptions = Named::of(rules, |role| match role {
            Role::Exception { restores, .. } => Some(restores),
            _ => None,
        });
        let mut known: [BTreeMap<Vec<&str>, usize>; 2] = Default::default();
        let [by_exemptions, by_exceptions] = &mut known;
        for rule in rules {
            let (named, known) = match rule {
                Some(rule) if rule.role.can_be_exempted() => (&exemptions, &mut *by_exemptions),
                Some(rule) if matches!(rule.role, Role::Exemption { .. }) => {
                    (&exceptions, &mut *by_exceptions)
                }
                _ => {
                    resolved.of_rule.push(0);
                    continue;
                }
            };
            let Some(provision) = rule.as_ref().map(|rule| &rule.provision) else {
                continue;
            };
            let above = named.above(provision);
            let list = *known.entry(above.clone()).or_insert_with(|| {
                resolved.lists.push(named.reaching(provision, &above));
                resolved.lists.len() - 1
            });
            resolved.of_rule.push(list);
        }
        resolved
    }

    /// What reaches a rule: exemptions for a ground, duty or power, exceptions for an exemption.
    pub(crate) fn of_rule(&self, rule: RuleId) -> &[Reacher] {
        self.lists.get(self.list(rule)).map_or(&[], Vec::as_slice)
    }

    /// The number of the list that a rule shares with others.
    pub(crate) fn list(&self, rule: RuleId) -> usize {
        self.of_rule.get(rule.0).copied().unwrap_or(0)
    }

    /// Every rule that reaches another.
    pub(crate) fn reachers(&self) -> BTreeSet<RuleId> {
        self.lists
            .iter()
            .flatten()
            .map(|reacher| reacher.rule)
            .collect()
    }
}

/// The provisions that reaches name, each with who names it and who leaves it out.
struct Named<'r> {
    by_path: BTreeMap<&'r str, Vec<(RuleId, &'r Reach)>>,
}

impl<'r> Named<'r> {
    fn of(rules: &'r [Option<Rule>], reaches: impl Fn(&Role) -> Option<&Vec<Reach>>) -> Self {
        let mut by_path: BTreeMap<&str, Vec<(RuleId, &Reach)>> = BTreeMap::new();
        for (at, rule) in rules.iter().enumerate() {
            for reach in rule.iter().filter_map(|rule| reaches(&rule.role)).flatten() {
                for covered in &reach.covers {
                    let named = by_path.entry(covered.as_str()).or_default();
                    named.push((RuleId(at), reach));
                }
                for left_out in &reach.except {
                    by_path.entry(left_out.as_str()).or_default();
                }
            }
        }
        Self { by_path }
    }

    /// The named provisions that cover this one.
    fn above(&self, provision: &Provision) -> Vec<&'r str> {
        let path = provision.as_str();
        path.match_indices('/')
            .map(|(end, _)| end)
            .chain([path.len()])
            .filter_map(|end| {
                let (named, _) = self.by_path.get_key_value(path.get(..end)?)?;
                Some(*named)
            })
            .collect()
    }

    fn reaching(&self, provision: &Provision, above: &[&str]) -> Vec<Reacher> {
        let mut found: BTreeMap<RuleId, Vec<InForce>> = BTreeMap::new();
        for (rule, reach) in above
            .iter()
            .filter_map(|path| self.by_path.get(path))
            .flatten()
            .filter(|(_, reach)| reach.reaches(provision))
        {
            let when = found.entry(*rule).or_default();
            if !when.contains(&reach.in_force) {
                when.push(reach.in_force);
            }
        }
        found
            .into_iter()
            .map(|(rule, when)| Reacher { rule, when })
            .collect()
    }
}
