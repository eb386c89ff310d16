//! The naive peer: facts in a `HashMap` by name, the rule book's own conditions walked as they stand.
//!
//! What somebody writes who needs no more than a yes or no: which rules grant what, and which
//! exemptions reach them, is looked up once; a definition is worked out wherever it is used; a fact
//! that is not in the map is read as false, none, or the empty set.

use std::collections::{BTreeMap, HashMap};

use data_subject_rights::{
    fact::{Extent, FactId, Test, Value},
    law::{Entitlement, Right},
    rule::{Condition, Defines, Edition, ExtentOf, InForce, Reach, Role, Rule, RuleBook},
};

use super::WALKER;
use crate::{
    case::{Case, Names},
    dates,
    oracle::Answer,
    peer::{NoAnswer, Peer},
};

struct Ground<'b> {
    when: &'b Condition,
    exemptions: Vec<Exemption<'b>>,
}

struct Exemption<'b> {
    when: &'b Condition,
    extent: ExtentOf,
    exceptions: Vec<(&'b Condition, ExtentOf)>,
}

/// The walker.
pub struct Walker<'b> {
    book: &'b RuleBook,
    names: Names,
    scope: Vec<&'b Condition>,
    grounds: BTreeMap<Entitlement, Vec<Ground<'b>>>,
    rights: BTreeMap<Right, Vec<Entitlement>>,
}

type Facts = HashMap<String, Value>;

impl<'b> Walker<'b> {
    /// Looks up once which rules reach which.
    pub fn new(book: &'b RuleBook) -> Self {
        let rules = || {
            book.rules()
                .map(|(_, rule)| rule)
                .filter(|rule| in_force(&rule.in_force))
        };
        let exceptions = |exemption: &Rule| {
            let restoring = rules().filter_map(|rule| match &rule.role {
                Role::Exception { restores, extent } if reach(restores, exemption) => {
                    Some((&rule.when, *extent))
                }
                _ => None,
            });
            restoring.collect()
        };
        let exemptions = |ground: &Rule| {
            let reaching = rules().filter_map(|rule| match &rule.role {
                Role::Exemption {
                    exempts, extent, ..
                } if reach(exempts, ground) => Some(Exemption {
                    when: &rule.when,
                    extent: *extent,
                    exceptions: exceptions(rule),
                }),
                _ => None,
            });
            reaching.collect()
        };
        let mut grounds: BTreeMap<Entitlement, Vec<Ground<'b>>> = BTreeMap::new();
        let mut rights: BTreeMap<Right, Vec<Entitlement>> = BTreeMap::new();
        for rule in rules() {
            let Role::Ground(entitlement) = rule.role else {
                continue;
            };
            let of_right = rights.entry(entitlement.right()).or_default();
            if !of_right.contains(&entitlement) {
                of_right.push(entitlement);
            }
            grounds.entry(entitlement).or_default().push(Ground {
                when: &rule.when,
                exemptions: exemptions(rule),
            });
        }
        Self {
            book,
            names: Names::of(book.vocabulary()),
            scope: rules()
                .filter(|rule| matches!(rule.role, Role::Scope { .. }))
                .map(|rule| &rule.when)
                .collect(),
            grounds,
            rights,
        }
    }

    /// Whether a ground holds, and how far the entitlement is granted.
    fn granted(&self, entitlement: Entitlement, facts: &Facts) -> (bool, Extent) {
        let mut has_ground = false;
        let mut granted = Extent::None;
        for ground in &self.grounds[&entitlement] {
            if self.met(ground.when, facts) {
                has_ground = true;
                granted = granted.max(Extent::Whole.without(self.taken(ground, facts)));
                if granted == Extent::Whole {
                    break;
                }
            }
        }
        (has_ground, granted)
    }

    fn taken(&self, ground: &Ground<'_>, facts: &Facts) -> Extent {
        let mut most = Extent::None;
        for exemption in &ground.exemptions {
            if self.met(exemption.when, facts) {
                let restored = exemption
                    .exceptions
                    .iter()
                    .filter(|(when, _)| self.met(when, facts))
                    .map(|(_, extent)| self.extent(*extent, facts))
                    .max()
                    .unwrap_or(Extent::None);
                most = most.max(self.extent(exemption.extent, facts).without(restored));
                if most == Extent::Whole {
                    break;
                }
            }
        }
        most
    }

    fn met(&self, condition: &Condition, facts: &Facts) -> bool {
        match condition {
            Condition::Always => true,
            Condition::All(parts) => parts.iter().all(|part| self.met(part, facts)),
            Condition::Any(parts) => parts.iter().any(|part| self.met(part, facts)),
            Condition::Not(part) => !self.met(part, facts),
            Condition::Fact(fact, test) => passes(self.value(*fact, facts), *test),
            Condition::Definition(id, test) => {
                let rule = self.book.rule(*id).expect("it is in the book");
                let holds = in_force(&rule.in_force) && self.met(&rule.when, facts);
                match rule.role {
                    Role::Definition(Defines::MembersOf(fact)) => {
                        let members = if holds { self.value(fact, facts) } else { None };
                        passes(members, *test)
                    }
                    _ => holds,
                }
            }
            Condition::Granted(entitlement) => self.granted(*entitlement, facts).1 != Extent::None,
            Condition::Refused(entitlement) => self.granted(*entitlement, facts).1 != Extent::Whole,
        }
    }

    fn extent(&self, extent: ExtentOf, facts: &Facts) -> Extent {
        match extent {
            ExtentOf::Fixed(extent) => extent,
            ExtentOf::Fact(fact) => match self.value(fact, facts) {
                Some(Value::Extent(extent)) => extent,
                _ => Extent::None,
            },
        }
    }

    fn value(&self, fact: FactId, facts: &Facts) -> Option<Value> {
        let declared = self.book.vocabulary().get(fact).expect("it is declared");
        facts.get(declared.id.as_str()).copied()
    }
}

/// A test on a value; what is missing is false, none, or the empty set.
fn passes(value: Option<Value>, test: Test) -> bool {
    let present = match value {
        Some(Value::Members(members)) => members.present,
        _ => 0,
    };
    match test {
        Test::Yes => value == Some(Value::YesNo(true)),
        Test::AtLeast(least) => match value {
            Some(Value::Extent(extent)) => extent >= least,
            _ => least == Extent::None,
        },
        Test::Any(mask) => present & mask != 0,
        Test::All(mask) => present & mask == mask,
        Test::NoneOf(mask) => present & mask == 0,
        Test::Only(mask) => present != 0 && present & !mask == 0,
    }
}

fn reach(reaches: &[Reach], rule: &Rule) -> bool {
    reaches
        .iter()
        .any(|reach| reach.reaches(&rule.provision) && in_force(&reach.in_force))
}

fn in_force(range: &InForce) -> bool {
    range.on(&dates(), Edition::AsDeemed).is_yes()
}

impl Peer for Walker<'_> {
    type Input = Facts;

    fn name(&self) -> &'static str {
        WALKER
    }

    /// Sets enter as the library's own bit masks: a faster peer than one that keeps words.
    fn prepare(&self, case: &Case) -> Facts {
        case.named
            .iter()
            .map(|(name, said)| (name.clone(), self.names.value(name, said).1))
            .collect()
    }

    fn outcome(&mut self, right: Right, facts: &mut Facts) -> Result<Answer, NoAnswer> {
        if !self.scope.iter().all(|when| self.met(when, facts)) {
            return Ok(Answer::OutOfScope);
        }
        let Some(entitlements) = self.rights.get(&right) else {
            return Ok(Answer::Silent);
        };
        let (mut some_granted, mut some_refused) = (false, false);
        for entitlement in entitlements {
            match self.granted(*entitlement, facts) {
                (_, Extent::Whole) => some_granted = true,
                (_, Extent::Part) => (some_granted, some_refused) = (true, true),
                (true, Extent::None) => some_refused = true,
                (false, Extent::None) => {}
            }
        }
        Ok(match (some_granted, some_refused) {
            (true, false) => Answer::Applies,
            (true, true) => Answer::InPart,
            (false, _) => Answer::Not,
        })
    }
}
