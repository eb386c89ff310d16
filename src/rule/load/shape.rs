//! Conditions that contradict themselves.

use std::collections::BTreeMap;

use crate::{
    fact::{Domain, Extent, FactId, Members, Test, Truth, Value},
    law::Entitlement,
    rule::model::{Condition, RuleId},
};

/// How many alternatives are looked at before a condition is taken to be satisfiable.
const ALTERNATIVES: usize = 4096;

/// What a leaf is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Fact(FactId),
    Definition(RuleId),
    Granted(Entitlement),
    Refused(Entitlement),
}

/// A leaf and whether it must hold.
type Literal = (Subject, Test, bool);

/// Whether no facts at all could make the condition hold, judged by its shape alone: a definition
/// counts as a fact of its own.
pub(super) fn never_holds(
    condition: &Condition,
    domain_of_fact: &impl Fn(FactId) -> Domain,
    domain_of_definition: &impl Fn(RuleId) -> Domain,
) -> bool {
    let Some(alternatives) = alternatives(condition, true) else {
        return false;
    };
    alternatives.iter().all(|literals| {
        let mut by_subject: BTreeMap<Subject, Vec<(Test, bool)>> = BTreeMap::new();
        for (subject, test, wanted) in literals {
            by_subject
                .entry(*subject)
                .or_default()
                .push((*test, *wanted));
        }
        by_subject.iter().any(|(subject, tests)| {
            let domain = match subject {
                Subject::Fact(fact) => domain_of_fact(*fact),
                Subject::Definition(rule) => domain_of_definition(*rule),
                Subject::Granted(_) | Subject::Refused(_) => Domain::YesNo,
            };
            contradicts(tests, domain)
        })
    })
}

/// The ways in which a condition can hold, each a list of literals; `None` when there are too many.
fn alternatives(condition: &Condition, wanted: bool) -> Option<Vec<Vec<Literal>>> {
    let literal = |subject, test| Some(vec![vec![(subject, test, wanted)]]);
    match condition {
        Condition::Always => Some(if wanted { vec![Vec::new()] } else { Vec::new() }),
        Condition::Not(part) => alternatives(part, !wanted),
        Condition::All(parts) if wanted => every(parts, wanted),
        Condition::Any(parts) if !wanted => every(parts, wanted),
        Condition::All(parts) | Condition::Any(parts) => {
            let mut some = Vec::new();
            for part in parts {
                some.extend(alternatives(part, wanted)?);
                if some.len() > ALTERNATIVES {
                    return None;
                }
            }
            Some(some)
        }
        Condition::Fact(fact, test) => literal(Subject::Fact(*fact), *test),
        Condition::Definition(rule, test) => literal(Subject::Definition(*rule), *test),
        Condition::Granted(entitlement) => literal(Subject::Granted(*entitlement), Test::Yes),
        Condition::Refused(entitlement) => literal(Subject::Refused(*entitlement), Test::Yes),
    }
}

/// The ways in which every part can hold at once.
fn every(parts: &[Condition], wanted: bool) -> Option<Vec<Vec<Literal>>> {
    let mut all: Vec<Vec<Literal>> = vec![Vec::new()];
    for part in parts {
        let here = alternatives(part, wanted)?;
        if let [only] = here.as_slice() {
            for so_far in &mut all {
                so_far.extend_from_slice(only);
            }
            continue;
        }
        if all.len() * here.len() > ALTERNATIVES {
            return None;
        }
        all = all
            .iter()
            .flat_map(|before| {
                here.iter().map(move |more| {
                    let mut both = before.clone();
                    both.extend_from_slice(more);
                    both
                })
            })
            .collect();
    }
    Some(all)
}

/// Whether no value meets all of these tests.
fn contradicts(tests: &[(Test, bool)], domain: Domain) -> bool {
    match domain {
        Domain::YesNo => {
            let wanted = |value| tests.iter().any(|(_, wanted)| *wanted == value);
            wanted(true) && wanted(false)
        }
        Domain::Extent => !Extent::ALL.iter().any(|extent| {
            tests.iter().all(|(test, wanted)| match test {
                Test::AtLeast(least) => (extent >= least) == *wanted,
                _ => true,
            })
        }),
        Domain::OneOf(terms) | Domain::SetOf(terms) => {
            members_contradict(tests, terms.len(), matches!(domain, Domain::OneOf(_)))
        }
    }
}

fn members_contradict(tests: &[(Test, bool)], size: usize, only_one: bool) -> bool {
    let both_ways = |(test, wanted): &(Test, bool)| tests.contains(&(*test, !wanted));
    if tests.iter().any(both_ways) {
        return true;
    }
    if only_one {
        let meets = |at: usize| {
            let value = Some(Value::Members(Members::exactly(1 << at, size)));
            tests
                .iter()
                .all(|(test, wanted)| test.truth(value, size) == Truth::from(*wanted))
        };
        return !(0..size).any(meets);
    }
    let universe = if size >= 64 {
        u64::MAX
    } else {
        (1 << size) - 1
    };
    let mut allowed = universe;
    let mut needed = 0;
    let mut some_of = Vec::new();
    for (test, wanted) in tests {
        match (*test, *wanted) {
            (Test::Any(mask), true) | (Test::NoneOf(mask), false) => some_of.push(mask),
            (Test::NoneOf(mask), true) | (Test::Any(mask), false) => allowed &= !mask,
            (Test::All(mask), true) => needed |= mask,
            (Test::Only(mask), true) => {
                allowed &= mask;
                some_of.push(mask);
            }
            // A set that misses one of these, or has another: too loose to contradict by shape.
            _ => {}
        }
    }
    let unmet = |mask: &u64| mask & allowed == 0;
    needed & !allowed != 0 || some_of.iter().any(unmet)
}
