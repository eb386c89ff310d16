//! What of a book bears on each right.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    law::{Entitlement, Right, Term},
    rule::{Role, Rule, RuleBook, RuleId},
};

/// A book, right by right.
pub(super) struct Sections<'b> {
    /// The place of the book on the page, from 1.
    pub(super) number: usize,
    pub(super) book: &'b RuleBook,
    pub(super) of_rights: Vec<OfRight>,
    /// The rules that belong to no right: of every request, definitions, and scope.
    pub(super) others: Vec<RuleId>,
}

/// What of a book bears on one right.
pub(super) struct OfRight {
    pub(super) right: Right,
    /// Each entitlement with its grounds; the grounds are numbered through, from 1.
    pub(super) grants: Vec<(Entitlement, Vec<(usize, RuleId)>)>,
    pub(super) takes: Vec<Taking>,
    /// Every rule of the right, in the order of the book.
    pub(super) rules: BTreeSet<RuleId>,
}

/// Exemptions that reach the same grounds and are restored by the same exceptions.
pub(super) struct Taking {
    /// The numbers of the grounds.
    pub(super) reaches: BTreeSet<usize>,
    pub(super) exemptions: Vec<RuleId>,
    pub(super) exceptions: Vec<RuleId>,
}

impl<'b> Sections<'b> {
    pub(super) fn of(number: usize, book: &'b RuleBook) -> Self {
        let of_rights: Vec<OfRight> = Right::all()
            .map(|right| OfRight::of(book, right))
            .filter(|section| !section.rules.is_empty())
            .collect();
        let others = book
            .rules()
            .map(|(id, _)| id)
            .filter(|id| !of_rights.iter().any(|section| section.rules.contains(id)))
            .collect();
        Self {
            number,
            book,
            of_rights,
            others,
        }
    }

    /// Where the row of a rule stands: under the first right that it bears on.
    pub(super) fn place_of(&self, rule: &str) -> Option<String> {
        let id = self.book.find(rule)?;
        let section = self
            .of_rights
            .iter()
            .find(|section| section.rules.contains(&id));
        Some(self.row(section.map(|section| section.right), id))
    }

    /// The anchor of the row of a rule in the table of a right, or among the others.
    pub(super) fn row(&self, right: Option<Right>, rule: RuleId) -> String {
        format!("rule-{}-{}-{}", self.number, code(right), rule.0 + 1)
    }

    /// The anchor of the section of a right, or of the others.
    pub(super) fn anchor(&self, right: Option<Right>) -> String {
        format!("book-{}-{}", self.number, code(right))
    }
}

fn code(right: Option<Right>) -> &'static str {
    right.map_or("every-request", Term::code)
}

impl OfRight {
    fn of(book: &RuleBook, right: Right) -> Self {
        let mut grants: BTreeMap<Entitlement, Vec<(usize, RuleId)>> = BTreeMap::new();
        for (id, rule) in book.rules() {
            if let Role::Ground(entitlement) = rule.role
                && entitlement.right() == right
            {
                grants.entry(entitlement).or_default().push((0, id));
            }
        }
        let mut reached: BTreeMap<RuleId, BTreeSet<usize>> = BTreeMap::new();
        let mut rules = BTreeSet::new();
        let grounds = grants.values_mut().flatten();
        for (at, (number, ground)) in grounds.enumerate() {
            *number = at + 1;
            rules.insert(*ground);
            for exemption in book.reaching(*ground) {
                reached.entry(exemption.rule).or_default().insert(at + 1);
            }
        }
        let takes = takings(book, &reached);
        let with_it = book
            .rules()
            .filter(|(_, rule)| !rule.role.is_of_every_right() && belongs(rule, right));
        for (id, _) in with_it {
            rules.insert(id);
            let exemptions = book.reaching(id).iter().map(|exemption| exemption.rule);
            rules.extend(exemptions);
        }
        rules.extend(reached.keys());
        let exceptions: Vec<RuleId> = rules
            .iter()
            .flat_map(|rule| book.reaching(*rule))
            .map(|reacher| reacher.rule)
            .collect();
        rules.extend(exceptions);
        Self {
            right,
            grants: grants.into_iter().collect(),
            takes,
            rules,
        }
    }

    /// How many grounds there are.
    pub(super) fn grounds(&self) -> usize {
        self.grants.iter().map(|(_, grounds)| grounds.len()).sum()
    }

    /// How many exemptions and how many exceptions there are.
    pub(super) fn taken_and_restored(&self) -> (usize, usize) {
        let exceptions: BTreeSet<RuleId> = self
            .takes
            .iter()
            .flat_map(|taking| taking.exceptions.iter().copied())
            .collect();
        let exemptions = self.takes.iter().map(|taking| taking.exemptions.len());
        (exemptions.sum(), exceptions.len())
    }

    /// Which grounds a group of exemptions reaches, in words: `every ground`, `grounds 1, 3 and 4`.
    pub(super) fn reach_in_words(&self, reaches: &BTreeSet<usize>) -> String {
        let all = self.grounds();
        let spans = |numbers: Vec<usize>| {
            let word = if numbers.len() == 1 {
                "ground"
            } else {
                "grounds"
            };
            format!("{word} {}", spans(&numbers))
        };
        if reaches.len() == all {
            return if all == 1 {
                "the ground"
            } else {
                "every ground"
            }
            .to_owned();
        }
        if reaches.len() * 2 > all && all > 4 {
            let left_out = (1..=all).filter(|number| !reaches.contains(number));
            return format!("every ground but {}", spans(left_out.collect()));
        }
        spans(reaches.iter().copied().collect())
    }
}

/// Whether a duty, power or note belongs to the requests of a right.
fn belongs(rule: &Rule, right: Right) -> bool {
    match &rule.role {
        Role::Duty { rights, .. } | Role::Power { rights, .. } | Role::Note { rights, .. } => {
            rights.contains(&right)
        }
        _ => false,
    }
}

/// Exemptions by what they reach and what restores them: those that reach most first.
fn takings(book: &RuleBook, reached: &BTreeMap<RuleId, BTreeSet<usize>>) -> Vec<Taking> {
    let mut takes: Vec<Taking> = Vec::new();
    for (exemption, reaches) in reached {
        let exceptions: Vec<RuleId> = book
            .reaching(*exemption)
            .iter()
            .map(|exception| exception.rule)
            .collect();
        let alike =
            |taking: &&mut Taking| taking.reaches == *reaches && taking.exceptions == exceptions;
        match takes.iter_mut().find(alike) {
            Some(taking) => taking.exemptions.push(*exemption),
            None => takes.push(Taking {
                reaches: reaches.clone(),
                exemptions: vec![*exemption],
                exceptions,
            }),
        }
    }
    takes.sort_by(|a, b| {
        let key = |taking: &Taking| std::cmp::Reverse(taking.reaches.len());
        (key(a), &a.reaches, &a.exemptions).cmp(&(key(b), &b.reaches, &b.exemptions))
    });
    takes
}

/// Numbers in ascending order with runs of three or more as spans: `1, 3 to 5 and 9`.
fn spans(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let parts: Vec<String> = runs
        .into_iter()
        .flat_map(|(first, last)| match last - first {
            0 => vec![first.to_string()],
            1 => vec![first.to_string(), last.to_string()],
            _ => vec![format!("{first} to {last}")],
        })
        .collect();
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_written_as_spans() {
        assert_eq!(spans(&[1, 3, 4, 5, 9]), "1, 3 to 5 and 9");
        assert_eq!(spans(&[1, 2]), "1 and 2");
        assert_eq!(spans(&[7]), "7");
    }
}
