//! A plain tree-walking oracle: the formula of the rule language read literally, over complete
//! facts. It shares no code with the engine; it asks the book only for its rules.

// Each test binary uses a part of this.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    calendar::Date,
    fact::{Extent, FactId, Test, Value, Vocabulary},
    law::{Entitlement, Right},
    rule::{Condition, Dates, Defines, ExtentOf, GovernedBy, Reach, Role, Rule, RuleBook, RuleId},
};

/// The value of every fact of a vocabulary.
pub type Complete = BTreeMap<FactId, Value>;

/// What a right comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    Applies,
    InPart,
    Not,
    OutOfScope,
    Silent,
}

pub struct Oracle<'a> {
    pub book: &'a RuleBook,
    pub facts: &'a Complete,
    pub dates: Dates,
}

impl Oracle<'_> {
    /// granted(t) = max over grounds that hold: whole − max over exemptions that hold and reach it:
    /// (extent − restored).
    pub fn granted(&self, entitlement: Entitlement) -> Extent {
        self.rules()
            .filter(|(_, rule)| rule.role == Role::Ground(entitlement) && self.holds(rule))
            .map(|(_, ground)| less(Extent::Whole, self.taken_from(ground)))
            .max()
            .unwrap_or(Extent::None)
    }

    pub fn taken_from(&self, reached: &Rule) -> Extent {
        self.rules()
            .filter_map(|(_, rule)| match &rule.role {
                Role::Exemption {
                    exempts, extent, ..
                } if self.reaches(exempts, reached) && self.holds(rule) => {
                    Some(less(self.extent(*extent), self.restored_to(rule)))
                }
                _ => None,
            })
            .max()
            .unwrap_or(Extent::None)
    }

    fn restored_to(&self, exemption: &Rule) -> Extent {
        self.rules()
            .filter_map(|(_, rule)| match &rule.role {
                Role::Exception { restores, extent }
                    if self.reaches(restores, exemption) && self.holds(rule) =>
                {
                    Some(self.extent(*extent))
                }
                _ => None,
            })
            .max()
            .unwrap_or(Extent::None)
    }

    /// Whether a ground of the entitlement holds, whatever is taken from it.
    pub fn has_ground(&self, entitlement: Entitlement) -> bool {
        self.rules()
            .any(|(_, rule)| rule.role == Role::Ground(entitlement) && self.holds(rule))
    }

    /// What the right comes to, for somebody who claimed no entitlement expressly.
    pub fn answer(&self, right: Right) -> Answer {
        self.answer_to(right, &[])
    }

    /// What the right comes to, for somebody who expressly claimed these: what was claimed and has no
    /// ground counts as refused.
    pub fn answer_to(&self, right: Right, claimed: &[Entitlement]) -> Answer {
        if !self.in_scope() {
            return Answer::OutOfScope;
        }
        let mut entitlements: BTreeSet<Entitlement> = self
            .rules()
            .filter_map(|(_, rule)| match rule.role {
                Role::Ground(entitlement) if entitlement.right() == right => Some(entitlement),
                _ => None,
            })
            .collect();
        if entitlements.is_empty() {
            return Answer::Silent;
        }
        entitlements.extend(claimed.iter().filter(|claim| claim.right() == right));
        let (mut granted, mut refused) = (false, false);
        for entitlement in entitlements {
            match self.granted(entitlement) {
                Extent::Whole => granted = true,
                Extent::Part => (granted, refused) = (true, true),
                Extent::None => {
                    refused |= self.has_ground(entitlement) || claimed.contains(&entitlement);
                }
            }
        }
        match (granted, refused) {
            (true, false) => Answer::Applies,
            (true, true) => Answer::InPart,
            (false, _) => Answer::Not,
        }
    }

    /// Whether a duty, power or note arises. What is of every right is of the request, in scope or
    /// not; exemptions take duties and powers, never notes.
    pub fn arises(&self, rule: &Rule) -> bool {
        let (rights, may_be_taken) = match &rule.role {
            Role::Duty { rights, .. } | Role::Power { rights, .. } => (rights, true),
            Role::Note { rights, .. } => (rights, false),
            _ => return false,
        };
        (rights.len() == 11 || self.in_scope())
            && self.holds(rule)
            && !(may_be_taken && self.taken_from(rule) == Extent::Whole)
    }

    pub fn in_scope(&self) -> bool {
        !self.rules().any(|(_, rule)| {
            matches!(rule.role, Role::Scope { .. })
                && self.in_force(rule)
                && !self.condition(&rule.when)
        })
    }

    pub fn holds(&self, rule: &Rule) -> bool {
        self.in_force(rule) && self.condition(&rule.when)
    }

    fn in_force(&self, rule: &Rule) -> bool {
        self.in_range(
            rule.in_force.deemed_from.or(rule.in_force.from),
            rule.in_force.until,
            rule.in_force.governed_by,
        )
    }

    fn in_range(&self, from: Option<Date>, until: Option<Date>, by: GovernedBy) -> bool {
        let (None, None) = (from, until) else {
            let day = self.dates.get(by).expect("complete cases have every date");
            return from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until);
        };
        true
    }

    fn reaches(&self, reaches: &[Reach], rule: &Rule) -> bool {
        let below = |above: &str| {
            let below = rule.provision.as_str().strip_prefix(above);
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        reaches.iter().any(|reach| {
            let in_force = &reach.in_force;
            let from = in_force.deemed_from.or(in_force.from);
            self.in_range(from, in_force.until, in_force.governed_by)
                && reach.covers.iter().any(|above| below(above.as_str()))
                && !reach.except.iter().any(|above| below(above.as_str()))
        })
    }

    fn extent(&self, extent: ExtentOf) -> Extent {
        match extent {
            ExtentOf::Fixed(extent) => extent,
            ExtentOf::Fact(fact) => match self.facts[&fact] {
                Value::Extent(extent) => extent,
                other => panic!("{other:?} is no extent"),
            },
        }
    }

    fn condition(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Always => true,
            Condition::All(parts) => parts.iter().all(|part| self.condition(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.condition(part)),
            Condition::Not(part) => !self.condition(part),
            Condition::Fact(fact, test) => self.test(self.facts[fact], *test),
            Condition::Definition(rule, test) => {
                let rule = self.book.rule(*rule).expect("it is in the book");
                match rule.role {
                    Role::Definition(Defines::MembersOf(fact)) => {
                        let members = match (self.holds(rule), self.facts[&fact]) {
                            (true, value) => value,
                            (false, Value::Members(mut members)) => {
                                members.absent |= members.present;
                                members.present = 0;
                                Value::Members(members)
                            }
                            (false, other) => panic!("{other:?} has no members"),
                        };
                        self.test(members, *test)
                    }
                    _ => self.holds(rule),
                }
            }
            Condition::Granted(entitlement) => self.granted(*entitlement) != Extent::None,
            Condition::Refused(entitlement) => self.granted(*entitlement) != Extent::Whole,
        }
    }

    fn test(&self, value: Value, test: Test) -> bool {
        match (test, value) {
            (Test::Yes, Value::YesNo(yes)) => yes,
            (Test::AtLeast(least), Value::Extent(extent)) => extent >= least,
            (Test::Any(mask), Value::Members(set)) => set.present & mask != 0,
            (Test::All(mask), Value::Members(set)) => set.present & mask == mask,
            (Test::NoneOf(mask), Value::Members(set)) => set.present & mask == 0,
            (Test::Only(mask), Value::Members(set)) => set.present != 0 && set.present & !mask == 0,
            (test, value) => panic!("{test:?} does not fit {value:?}"),
        }
    }

    fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.book.rules()
    }
}

/// An extent less another; part less part leaves part.
fn less(from: Extent, taken: Extent) -> Extent {
    match (from, taken) {
        (Extent::None, _) | (_, Extent::Whole) => Extent::None,
        (Extent::Whole, Extent::None) => Extent::Whole,
        _ => Extent::Part,
    }
}

/// Whether a vocabulary allows these facts together.
pub fn possible(vocabulary: &Vocabulary, facts: &Complete) -> bool {
    !vocabulary.impossible().iter().any(|combination| {
        combination.these.iter().all(|(fact, test, wanted)| {
            let size = vocabulary
                .get(*fact)
                .map_or(0, |declared| declared.domain.size());
            let met = test.truth(Some(facts[fact]), size).is_yes();
            met == *wanted
        })
    })
}
