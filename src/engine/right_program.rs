//! What a program keeps for one right.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
};

use super::compile::Compiled;
use crate::{
    circuit::{Literal, Output, Schedule},
    law::{Entitlement, Right},
    rule::{Condition, Role, RuleBook, RuleId},
};

/// What a program keeps for one right.
#[derive(Debug, Default)]
pub(crate) struct RightProgram {
    /// Whether the book has no rules for it.
    pub(crate) silent: bool,
    /// Scope, granted, refused.
    pub(crate) outcome: Schedule,
    /// Scope, granted, refused; three outputs for each entitlement; then three for each rule tried:
    /// whether it holds, and what is taken from it, in part and wholly.
    pub(crate) reasoned: Schedule,
    pub(crate) entitlements: Vec<Entitlement>,
    pub(crate) tried: Vec<RuleId>,
    pub(crate) fired: Fired,
    /// Whether each duty and power arises.
    pub(crate) duties: Schedule,
    pub(crate) owed: Vec<RuleId>,
}

/// Outputs before those of the entitlements, outputs of an entitlement, outputs of a rule.
pub(super) const OUTCOME: usize = 3;
pub(super) const GRANT: usize = 3;
pub(super) const RULE: usize = 3;

/// Scope, granted, refused.
pub(super) fn outcome_of(compiled: &Compiled, right: Right) -> [Literal; 3] {
    let bits = compiled.said.rights.get(&right);
    [
        compiled.said.scope,
        bits.map_or(Literal::FALSE, |bits| bits.granted),
        bits.map_or(Literal::FALSE, |bits| bits.refused),
    ]
}

pub(super) fn right_program(book: &RuleBook, compiled: &Compiled, right: Right) -> RightProgram {
    let words = compiled.circuit.layout.words();
    let outcome = outcome_of(compiled, right);
    let entitlements = book.entitlements(right);
    let tried = tried(book, &entitlements);
    let mut reasoned = outcome.to_vec();
    for bits in entitlements
        .iter()
        .filter_map(|each| compiled.said.entitlements.get(each))
    {
        reasoned.extend([bits.ground, bits.granted.part, bits.granted.whole]);
    }
    for bits in tried
        .iter()
        .filter_map(|rule| compiled.said.rules.get(rule.0))
    {
        reasoned.extend([bits.holds, bits.taken.part, bits.taken.whole]);
    }
    let owed: Vec<RuleId> = book
        .rules()
        .filter(|(_, rule)| match &rule.role {
            Role::Duty { rights, .. } | Role::Power { rights, .. } => rights.contains(&right),
            _ => false,
        })
        .map(|(id, _)| id)
        .collect();
    let arises: Vec<Literal> = owed
        .iter()
        .filter_map(|rule| compiled.said.rules.get(rule.0))
        .filter_map(|bits| bits.arises)
        .collect();
    let reasoned = Schedule::new(&compiled.circuit.network, words, &reasoned);
    let before_rules = outcome.len() + 3 * entitlements.len();
    let of_rules = reasoned.outputs().get(before_rules..).unwrap_or_default();
    RightProgram {
        silent: !compiled.said.rights.contains_key(&right),
        outcome: Schedule::new(&compiled.circuit.network, words, &outcome),
        fired: Fired::new(&tried, of_rules),
        reasoned,
        entitlements,
        tried,
        duties: Schedule::new(&compiled.circuit.network, words, &arises),
        owed,
    }
}

/// The rules that a decision on some entitlements tries, in the order of the book: scope rules,
/// grounds, what reaches them, what reaches that, and the definitions they rest on.
fn tried(book: &RuleBook, entitlements: &[Entitlement]) -> Vec<RuleId> {
    let mut tried: BTreeSet<RuleId> = BTreeSet::new();
    let mut waiting: Vec<RuleId> = book
        .rules()
        .filter(|(_, rule)| match &rule.role {
            Role::Scope { .. } => true,
            Role::Ground(entitlement) => entitlements.contains(entitlement),
            _ => false,
        })
        .map(|(id, _)| id)
        .collect();
    while let Some(id) = waiting.pop() {
        let Some(rule) = book.rule(id).filter(|_| tried.insert(id)) else {
            continue;
        };
        waiting.extend(book.reaching(id).iter().map(|reacher| reacher.rule));
        rule.when.leaves(&mut |leaf| {
            if let Condition::Definition(definition, _) = leaf {
                waiting.push(*definition);
            }
        });
    }
    tried.into_iter().collect()
}

/// The rules from which nothing can be taken, by the bits that say whether they hold: so that those that
/// fired are read off word by word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fired {
    pub(super) words: Vec<FiredWord>,
    /// The places among the rules tried of those that must be looked at one by one.
    pub(super) others: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct FiredWord {
    pub(super) word: usize,
    /// Whether the rules hold where the bits are known not to be so.
    pub(super) negated: bool,
    pub(super) mask: u64,
    /// By bit, the highest first.
    pub(super) rules: Vec<RuleId>,
}

impl Fired {
    /// From the rules tried and the outputs of each.
    pub(crate) fn new(tried: &[RuleId], outputs: &[Output]) -> Self {
        let mut by_word: BTreeMap<(usize, bool), BTreeMap<Reverse<u32>, RuleId>> = BTreeMap::new();
        let mut others = Vec::new();
        for (at, (rule, outputs)) in tried.iter().zip(outputs.chunks(RULE)).enumerate() {
            match outputs {
                [
                    Output::Bit { bit, negated },
                    Output::Fixed(false),
                    Output::Fixed(false),
                ] => {
                    let word = by_word.entry((*bit as usize / 64, *negated)).or_default();
                    // Rules that hold alike share a bit; it stands for the first of them.
                    match word.entry(Reverse(bit % 64)) {
                        Entry::Vacant(place) => {
                            place.insert(*rule);
                        }
                        Entry::Occupied(_) => others.push(at),
                    }
                }
                _ => others.push(at),
            }
        }
        let words = by_word
            .into_iter()
            .map(|((word, negated), rules)| FiredWord {
                word,
                negated,
                mask: rules.keys().fold(0, |mask, Reverse(bit)| mask | 1 << bit),
                rules: rules.into_values().collect(),
            });
        Self {
            words: words.collect(),
            others,
        }
    }
}
