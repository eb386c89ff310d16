//! Every definition, then every entitlement.

use std::collections::BTreeMap;

use super::{ExceptionResult, ExemptionResult, Grant, GroundResult, grant::when};
use crate::{
    fact::{Domain, Extent, Facts, Members, Possible, Test, Truth, Value},
    law::Entitlement,
    rule::{Condition, Dates, Defines, Edition, ExtentOf, Part, Role, Rule, RuleBook, RuleId},
};

/// A rule book evaluated over what is known of one case.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, engine::Evaluation, fact::{Extent, Facts}, law::Entitlement,
///     rule::Dates,
/// };
///
/// let council = Controller::doncaster()?;
/// let dates = Dates::received(Date::constant(2026, 11, 21));
/// let nothing_known = Facts::default();
/// let evaluation = Evaluation::new(council.procedure(), &nothing_known, dates);
/// let erase = evaluation.grant(Entitlement::ErasureErase).ok_or("the book grants it")?;
/// assert!(erase.possible.has(Extent::None) && erase.possible.has(Extent::Whole));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Evaluation<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) facts: &'a Facts,
    pub(super) dates: Dates,
    edition: Edition,
    definitions: BTreeMap<RuleId, Value3>,
    grants: BTreeMap<Entitlement, Grant>,
    scope: Truth,
}

/// The value of a definition: a truth, or members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value3 {
    Truth(Truth),
    Members(Members, usize),
}

impl<'a> Evaluation<'a> {
    /// Evaluates the whole book, with deemed dates as now deemed.
    #[must_use]
    pub fn new(book: &'a RuleBook, facts: &'a Facts, dates: Dates) -> Self {
        Self::in_edition(book, facts, dates, Edition::AsDeemed)
    }

    /// Evaluates the whole book, with deemed dates read as asked.
    #[must_use]
    pub fn in_edition(
        book: &'a RuleBook,
        facts: &'a Facts,
        dates: Dates,
        edition: Edition,
    ) -> Self {
        let mut evaluation = Self {
            book,
            facts,
            dates,
            edition,
            definitions: BTreeMap::new(),
            grants: BTreeMap::new(),
            scope: Truth::Yes,
        };
        for part in book.order() {
            match *part {
                Part::Definition(id) => {
                    if let Some(value) = book.rule(id).and_then(|rule| evaluation.define(rule)) {
                        evaluation.definitions.insert(id, value);
                    }
                }
                Part::Entitlement(entitlement) => {
                    let grant = evaluation.grant_now(entitlement);
                    evaluation.grants.insert(entitlement, grant);
                }
            }
        }
        evaluation.scope = evaluation
            .scope_rules()
            .map(|(_, rule)| evaluation.truth(&rule.when).or(!evaluation.in_force(rule)))
            .fold(Truth::Yes, Truth::and);
        evaluation
    }

    /// The rules that say whether the book speaks about the case at all.
    pub(crate) fn scope_rules(&self) -> impl Iterator<Item = (RuleId, &'a Rule)> + use<'a> {
        self.book
            .rules()
            .filter(|(_, rule)| matches!(rule.role, Role::Scope { .. }))
    }

    /// The book.
    #[must_use]
    pub const fn book(&self) -> &'a RuleBook {
        self.book
    }

    /// What is known of the case.
    #[must_use]
    pub const fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// The dates of the case.
    #[must_use]
    pub const fn dates(&self) -> &Dates {
        &self.dates
    }

    /// How far an entitlement is granted; `None` where the book has no ground for it.
    #[must_use]
    pub fn grant(&self, entitlement: Entitlement) -> Option<&Grant> {
        self.grants.get(&entitlement)
    }

    /// Whether a rule holds: it is in force and its condition is met.
    #[must_use]
    pub fn holds(&self, rule: &Rule) -> Truth {
        self.in_force(rule).and(self.truth(&rule.when))
    }

    /// Whether a rule is in force on the dates of the case.
    #[must_use]
    pub fn in_force(&self, rule: &Rule) -> Truth {
        rule.in_force.on(&self.dates, self.edition)
    }

    /// Whether the book speaks about the case: every scope rule in force is met.
    #[must_use]
    pub const fn scope(&self) -> Truth {
        self.scope
    }

    /// Whether a duty, power or note arises: the book speaks about the case, the rule holds, and no
    /// exemption takes it wholly.
    ///
    /// What belongs to the requests of every right belongs to the request itself, and arises whether
    /// or not the book speaks about what is asked: an answer is owed in any case.
    #[must_use]
    pub fn arises(&self, id: RuleId) -> Truth {
        let Some(rule) = self.book.rule(id) else {
            return Truth::Unknown;
        };
        let taken = self
            .exemptions(id)
            .iter()
            .map(ExemptionResult::takes)
            .fold(Possible::only(Extent::None), |most, taken| {
                most.combine(taken, Extent::max)
            });
        let taken_whole = match taken.single() {
            Some(extent) => Truth::from(extent == Extent::Whole),
            None if taken.has(Extent::Whole) => Truth::Unknown,
            None => Truth::No,
        };
        let spoken_of = if rule.role.is_of_every_right() {
            Truth::Yes
        } else {
            self.scope
        };
        spoken_of.and(self.holds(rule)).and(!taken_whole)
    }

    /// Whether a condition is met.
    #[must_use]
    pub fn truth(&self, condition: &Condition) -> Truth {
        match condition {
            Condition::Always => Truth::Yes,
            Condition::All(parts) => parts
                .iter()
                .fold(Truth::Yes, |all, part| all.and(self.truth(part))),
            Condition::Any(parts) => parts
                .iter()
                .fold(Truth::No, |any, part| any.or(self.truth(part))),
            Condition::Not(part) => !self.truth(part),
            Condition::Fact(fact, test) => self.book.vocabulary().test(*fact, *test, self.facts),
            Condition::Definition(rule, test) => self.test_definition(*rule, *test),
            Condition::Granted(entitlement) => match self.possible(*entitlement) {
                possible if !possible.has(Extent::None) => Truth::Yes,
                possible if possible.single() == Some(Extent::None) => Truth::No,
                _ => Truth::Unknown,
            },
            Condition::Refused(entitlement) => match self.possible(*entitlement) {
                possible if !possible.has(Extent::Whole) => Truth::Yes,
                possible if possible.single() == Some(Extent::Whole) => Truth::No,
                _ => Truth::Unknown,
            },
        }
    }

    /// The exemptions that reach a rule.
    pub(crate) fn exemptions(&self, reached: RuleId) -> Vec<ExemptionResult> {
        self.reaching(reached)
            .filter_map(|(id, reaches)| {
                let exemption = self.book.rule(id)?;
                let Role::Exemption { extent, .. } = exemption.role else {
                    return None;
                };
                let exceptions = self.exceptions(id);
                let restored = exceptions
                    .iter()
                    .map(|exception| when(exception.truth, exception.restores))
                    .fold(Possible::only(Extent::None), |most, restored| {
                        most.combine(restored, Extent::max)
                    });
                Some(ExemptionResult {
                    rule: id,
                    truth: reaches.and(self.holds(exemption)),
                    exceptions,
                    if_held: self.extent(extent).combine(restored, Extent::without),
                })
            })
            .collect()
    }

    fn exceptions(&self, exemption: RuleId) -> Vec<ExceptionResult> {
        self.reaching(exemption)
            .filter_map(|(id, reaches)| {
                let exception = self.book.rule(id)?;
                let Role::Exception { extent, .. } = exception.role else {
                    return None;
                };
                Some(ExceptionResult {
                    rule: id,
                    truth: reaches.and(self.holds(exception)),
                    restores: self.extent(extent),
                })
            })
            .collect()
    }

    /// The rules whose lists name a rule on the dates of the case, each with whether they do.
    fn reaching(&self, reached: RuleId) -> impl Iterator<Item = (RuleId, Truth)> {
        self.book
            .reaching(reached)
            .iter()
            .map(|reacher| {
                let named = reacher
                    .when
                    .iter()
                    .map(|in_force| in_force.on(&self.dates, self.edition))
                    .fold(Truth::No, Truth::or);
                (reacher.rule, named)
            })
            .filter(|(_, named)| !named.is_no())
    }

    fn extent(&self, extent: ExtentOf) -> Possible {
        match extent {
            ExtentOf::Fixed(extent) => Possible::only(extent),
            ExtentOf::Fact(fact) => match self.facts.value(fact) {
                Some(Value::Extent(extent)) => Possible::only(extent),
                _ => Possible::ANY,
            },
        }
    }

    /// The book grants nothing that it has no ground for.
    fn possible(&self, entitlement: Entitlement) -> Possible {
        self.grants
            .get(&entitlement)
            .map_or(Possible::only(Extent::None), |grant| grant.possible)
    }

    fn grant_now(&self, entitlement: Entitlement) -> Grant {
        let grounds: Vec<GroundResult> = self
            .book
            .rules()
            .filter(|(_, rule)| rule.role == Role::Ground(entitlement))
            .map(|(id, rule)| {
                let exemptions = self.exemptions(id);
                let taken = exemptions
                    .iter()
                    .map(ExemptionResult::takes)
                    .fold(Possible::only(Extent::None), |most, taken| {
                        most.combine(taken, Extent::max)
                    });
                GroundResult {
                    rule: id,
                    truth: self.holds(rule),
                    exemptions,
                    if_held: Possible::only(Extent::Whole).combine(taken, Extent::without),
                }
            })
            .collect();
        let possible = grounds
            .iter()
            .map(GroundResult::grants)
            .fold(Possible::only(Extent::None), |most, granted| {
                most.combine(granted, Extent::max)
            });
        Grant { possible, grounds }
    }

    fn define(&self, rule: &Rule) -> Option<Value3> {
        let Role::Definition(defines) = rule.role else {
            return None;
        };
        let truth = self.holds(rule);
        Some(match defines {
            Defines::Truth => Value3::Truth(truth),
            Defines::MembersOf(fact) => {
                let declared = self.book.vocabulary().get(fact)?;
                let size = declared.domain.size();
                let members = match self.facts.value(fact) {
                    Some(Value::Members(members)) => members,
                    _ => Members::default(),
                };
                Value3::Members(members.while_true(truth, size), size)
            }
        })
    }

    fn test_definition(&self, rule: RuleId, test: Test) -> Truth {
        match (self.definitions.get(&rule), test) {
            (Some(Value3::Truth(truth)), Test::Yes) => *truth,
            (Some(Value3::Members(members, size)), test) => {
                test.truth(Some(Value::Members(*members)), *size)
            }
            _ => Truth::Unknown,
        }
    }

    /// The domain of what a definition defines.
    pub(crate) fn definition_domain(&self, rule: &Rule) -> Domain {
        match rule.role {
            Role::Definition(Defines::MembersOf(fact)) => self
                .book
                .vocabulary()
                .get(fact)
                .map_or(Domain::YesNo, |declared| declared.domain),
            _ => Domain::YesNo,
        }
    }

    /// The members of a set definition as far as they are known.
    pub(crate) fn definition_members(&self, rule: RuleId) -> Option<Members> {
        match self.definitions.get(&rule)? {
            Value3::Members(members, _) => Some(*members),
            Value3::Truth(_) => None,
        }
    }
}
