//! Limits that depend on one answer each, told together: what a review did not raise, and what no review
//! has gone through yet.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Page;
use crate::{
    decision::{BookDecision, FactUse, FactValue, Reason},
    law::Provision,
};

/// So many limits of one kind are worth telling together.
pub(super) const MANY: usize = 4;

/// The fact of a class on which a rule turns: the first with this value, through the definitions that
/// the rule uses.
fn turns_on<'d>(
    decision: &'d BookDecision,
    reason: &'d Reason,
    value: &FactValue,
) -> Option<&'d FactUse> {
    let mut seen: Vec<&str> = vec![&reason.rule];
    let mut waiting = vec![reason];
    while let Some(reason) = waiting.pop() {
        for used in &reason.facts {
            if used.class.is_some() && used.value == *value {
                return Some(used);
            }
            let definition = decision.reasons.iter().find(|each| each.rule == used.fact);
            if let Some(definition) = definition.filter(|each| !seen.contains(&each.rule.as_str()))
            {
                seen.push(&definition.rule);
                waiting.push(definition);
            }
        }
    }
    None
}

/// Takes out of some exemptions those that turn on a fact of a class, and returns them by where its
/// value came from. Where there are few nothing is taken out: each is then told for itself.
pub(super) fn by_class<'d>(
    decision: &'d BookDecision,
    exemptions: &mut Vec<&'d Reason>,
    value: &FactValue,
) -> BTreeMap<String, Vec<&'d Provision>> {
    let mut together: BTreeMap<String, Vec<&Provision>> = BTreeMap::new();
    let (classed, rest): (Vec<_>, Vec<_>) = exemptions
        .iter()
        .partition(|exemption| turns_on(decision, exemption, value).is_some());
    if classed.len() < MANY {
        return together;
    }
    for exemption in classed {
        if let Some(used) = turns_on(decision, exemption, value) {
            let cited = together.entry(used.from.in_words()).or_default();
            if !cited.contains(&&exemption.provision) {
                cited.push(&exemption.provision);
            }
        }
    }
    *exemptions = rest;
    together
}

/// Writes such a group: what is said of it, and the provisions.
pub(super) fn cited(page: &mut Page, indent: usize, mark: &str, said: &str, of: &[&Provision]) {
    let of: BTreeSet<&Provision> = of.iter().copied().collect();
    let cited: Vec<String> = of.into_iter().map(Provision::cite).collect();
    page.marked(indent, mark, &format!("{said}: {}.", cited.join("; ")));
}
