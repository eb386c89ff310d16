//! Everything a book says of one case.

use std::sync::OnceLock;

use super::{
    form::DiagramForm,
    grant::{ExceptionResult, ExemptionResult, Grant, GroundResult, when},
    memo::Session,
    outcome::Effects,
    program::Program,
    target::{Target, truth_of, values_of, values_of_extent},
    verdict::{EntitlementVerdict, Verdict},
};
use crate::{
    circuit::{Masks, Output, Word},
    fact::{Domain, Extent, Facts, Members, Possible, Truth, Value},
    law::{Entitlement, Right},
    rule::{Condition, Dates, Defines, ExtentOf, Role, Rule, RuleBook, RuleId},
};

/// A rule book evaluated over what is known of one case: every verdict, and every rule behind it.
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
/// let evaluation = Evaluation::new(council.program(), &nothing_known, dates);
/// let erase = evaluation.grant(Entitlement::ErasureErase).ok_or("the book grants it")?;
/// assert!(erase.possible.has(Extent::None) && erase.possible.has(Extent::Whole));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Evaluation<'a> {
    pub(super) program: &'a Program,
    /// What was found out in this case and in those beside it.
    pub(super) session: Session<'a>,
    pub(super) book: &'a RuleBook,
    pub(super) facts: &'a Facts,
    dates: Dates,
    pub(super) case: Masks,
    form: DiagramForm,
    words: Vec<Word>,
    found: FoundOut,
}

/// What was worked out of a case, each once: of entitlements and rules, by their places.
#[derive(Debug)]
struct FoundOut {
    scope: OnceLock<Truth>,
    verdicts: Vec<OnceLock<EntitlementVerdict>>,
    grants: Vec<OnceLock<Grant>>,
    arise: Vec<OnceLock<(Truth, bool)>>,
}

impl FoundOut {
    fn nothing_in(program: &Program) -> Self {
        fn none<T>(many: usize) -> Vec<OnceLock<T>> {
            (0..many).map(|_| OnceLock::new()).collect()
        }
        let entitlements = program.compiled.said.entitlements.len();
        Self {
            scope: OnceLock::new(),
            verdicts: none(entitlements),
            grants: none(entitlements),
            arise: none(program.book().rules().count()),
        }
    }
}

/// How many outputs an entitlement and a rule have among everything a book says.
const GRANT: usize = 3;
const RULE: usize = 3;

/// What is said of a rule, in the order of its outputs.
#[derive(Debug, Clone, Copy)]
enum Says {
    InForce,
    Holds,
    Arises,
}

impl<'p> Session<'p> {
    /// Evaluates the whole book over what is known of a case.
    pub(crate) fn evaluate<'a>(&self, facts: &'a Facts, dates: Dates) -> Evaluation<'a>
    where
        'p: 'a,
    {
        Evaluation::at(self.clone(), facts, dates)
    }
}

impl<'a> Evaluation<'a> {
    /// Evaluates the whole book.
    #[must_use]
    pub fn new(program: &'a Program, facts: &'a Facts, dates: Dates) -> Self {
        Self::at(Session::of(program), facts, dates)
    }

    /// Evaluates the whole book for one of several cases ([`Session::evaluate`]).
    pub(super) fn at(session: Session<'a>, facts: &'a Facts, dates: Dates) -> Self {
        let program = session.program();
        let case = program.case_of(facts, &dates);
        let mut words = Vec::new();
        program.everything.run_into(&case.words, &mut words);
        Self {
            program,
            session,
            book: program.book(),
            facts,
            dates,
            form: program.form_of(&case.words),
            case,
            words,
            found: FoundOut::nothing_in(program),
        }
    }

    fn output(&self, at: usize) -> Truth {
        let output = self.program.everything.outputs().get(at);
        output.map_or(Truth::Unknown, |output: &Output| output.truth(&self.words))
    }

    fn of_rule(&self, rule: RuleId, says: Says) -> Truth {
        let before = 1 + GRANT * self.program.compiled.said.entitlements.len();
        self.output(before + RULE * rule.0 + says as usize)
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

    /// The book, compiled.
    #[must_use]
    pub const fn program(&self) -> &'a Program {
        self.program
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

    /// What a right comes to for someone who expressly claimed these entitlements.
    #[must_use]
    pub fn verdict(&self, right: Right, claimed: &[Entitlement]) -> Verdict {
        let mut scratch = self.program.scratch();
        self.program
            .outcome(right, &self.with_claims(claimed), &mut scratch)
    }

    /// What plain evaluation leaves of a right: see [`Program::plain_outcome`].
    pub(crate) fn plain_outcome(&self, right: Right, claimed: &[Entitlement]) -> Effects {
        self.program
            .plain_outcome(right, &self.with_claims(claimed))
    }

    /// The case with these entitlements claimed.
    pub(crate) fn with_claims(&self, claimed: &[Entitlement]) -> Masks {
        let mut case = self.case.clone();
        for entitlement in claimed {
            self.program.claim(&mut case, *entitlement, true);
        }
        case
    }

    /// How far an entitlement is granted; `None` where the book has no ground for it.
    #[must_use]
    pub fn grant(&self, entitlement: Entitlement) -> Option<Grant> {
        self.granted(entitlement).cloned()
    }

    /// The same, kept: rules ask for it again and again.
    pub(crate) fn granted(&self, entitlement: Entitlement) -> Option<&Grant> {
        let verdict = self.entitlement(entitlement)?;
        let known = self.found.grants.get(self.place_of(entitlement)?)?;
        Some(known.get_or_init(|| self.with_grounds(verdict)))
    }

    fn with_grounds(&self, verdict: EntitlementVerdict) -> Grant {
        let grounds = self
            .book
            .rules()
            .filter(|(_, rule)| matches!(rule.role, Role::Ground(of) if of == verdict.entitlement))
            .map(|(id, _)| {
                let exemptions = self.exemptions(id);
                let taken = exemptions
                    .iter()
                    .map(ExemptionResult::takes)
                    .fold(Possible::only(Extent::None), |most, taken| {
                        most.combine(taken, Extent::max)
                    });
                GroundResult {
                    rule: id,
                    truth: self.holds(id),
                    exemptions,
                    if_held: Possible::only(Extent::Whole).combine(taken, Extent::without),
                }
            })
            .collect();
        Grant {
            possible: verdict.possible(),
            verdict,
            grounds,
        }
    }

    /// The place of an entitlement among those that the book has a ground for.
    fn place_of(&self, entitlement: Entitlement) -> Option<usize> {
        let mut known = self.program.compiled.said.entitlements.keys();
        known.position(|known| *known == entitlement)
    }

    /// What an entitlement comes to; `None` where the book has no ground for it.
    fn entitlement(&self, entitlement: Entitlement) -> Option<EntitlementVerdict> {
        let at = self.place_of(entitlement)?;
        let known = self.found.verdicts.get(at)?;
        Some(*known.get_or_init(|| self.verdict_at(at, entitlement)))
    }

    fn verdict_at(&self, at: usize, entitlement: Entitlement) -> EntitlementVerdict {
        let first = 1 + GRANT * at;
        let kleene = values_of_extent(
            self.output(first),
            self.output(first + 1),
            self.output(first + 2),
        );
        let (values, exact) = self.exactly(Target::Entitlement(entitlement), kleene);
        EntitlementVerdict {
            entitlement,
            values,
            exact,
        }
    }

    /// Whether a rule holds: it is in force and its condition is met.
    #[must_use]
    pub fn holds(&self, rule: RuleId) -> Truth {
        self.of_rule(rule, Says::Holds)
    }

    /// Whether a rule is in force on the dates of the case.
    #[must_use]
    pub fn in_force(&self, rule: RuleId) -> Truth {
        self.of_rule(rule, Says::InForce)
    }

    /// Whether the book speaks about the case: every scope rule in force is met.
    #[must_use]
    pub fn scope(&self) -> Truth {
        *self.found.scope.get_or_init(|| {
            let (values, _) = self.exactly(Target::Scope, values_of(self.output(0)));
            truth_of(values)
        })
    }

    /// The values that a diagram leaves, where plain evaluation leaves more than one; and whether that is
    /// exact.
    fn exactly(&self, target: Target, kleene: u64) -> (u64, bool) {
        if kleene.count_ones() <= 1 {
            return (kleene, true);
        }
        let mut memo = self.session.memo();
        let asked = (target, &self.form);
        match memo.values(self.program, asked, &self.case.words, kleene) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(0) => (kleene, true),
            Ok(values) => (values, true),
            Err(_) => (kleene, false),
        }
    }

    /// Whether a duty, power or note arises: the book speaks about the case, the rule holds, and no
    /// exemption takes it wholly.
    ///
    /// What belongs to the requests of every right belongs to the request itself, and arises whether
    /// or not the book speaks about what is asked: an answer is owed in any case.
    #[must_use]
    pub fn arises(&self, rule: RuleId) -> Truth {
        self.arises_exactly(rule).0
    }

    /// Whether a duty, power or note arises, and whether that is exact: false where the diagram
    /// outgrew its budget.
    #[must_use]
    pub fn arises_exactly(&self, rule: RuleId) -> (Truth, bool) {
        let work_out = || {
            let kleene = self.of_rule(rule, Says::Arises);
            let (values, exact) = self.exactly(Target::Rule(rule), values_of(kleene));
            (truth_of(values), exact)
        };
        match self.found.arise.get(rule.0) {
            Some(known) => *known.get_or_init(work_out),
            None => work_out(),
        }
    }

    /// Whether every verdict on the entitlements, duties and powers of a right is exact.
    #[must_use]
    pub fn is_exact(&self, right: Right) -> bool {
        let entitlements = self.book.entitlements(right).into_iter();
        entitlements
            .filter_map(|entitlement| self.entitlement(entitlement))
            .all(|verdict| verdict.exact)
            && self
                .program
                .right(right)
                .owed
                .iter()
                .all(|rule| self.arises_exactly(*rule).1)
    }

    /// Whether a condition is met, to the extent that plain evaluation can tell.
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
            Condition::Definition(rule, test) => match self.definition_members(*rule) {
                Some((members, size)) => test.truth(Some(Value::Members(members)), size),
                None => self.holds(*rule),
            },
            Condition::Granted(entitlement) => match self.extents_of(*entitlement) {
                possible if !possible.has(Extent::None) => Truth::Yes,
                possible if possible.single() == Some(Extent::None) => Truth::No,
                _ => Truth::Unknown,
            },
            Condition::Refused(entitlement) => match self.extents_of(*entitlement) {
                possible if !possible.has(Extent::Whole) => Truth::Yes,
                possible if possible.single() == Some(Extent::Whole) => Truth::No,
                _ => Truth::Unknown,
            },
        }
    }

    /// The book grants nothing that it has no ground for.
    pub(super) fn extents_of(&self, entitlement: Entitlement) -> Possible {
        self.entitlement(entitlement)
            .map_or(Possible::only(Extent::None), EntitlementVerdict::possible)
    }

    /// The exemptions that reach a rule.
    pub(crate) fn exemptions(&self, reached: RuleId) -> Vec<ExemptionResult> {
        self.reaching(reached)
            .filter_map(|(id, named)| {
                let Role::Exemption { extent, .. } = self.book.rule(id)?.role else {
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
                    truth: named.and(self.holds(id)),
                    exceptions,
                    if_held: self.extent(extent).combine(restored, Extent::without),
                })
            })
            .collect()
    }

    fn exceptions(&self, exemption: RuleId) -> Vec<ExceptionResult> {
        self.reaching(exemption)
            .filter_map(|(id, named)| {
                let Role::Exception { extent, .. } = self.book.rule(id)?.role else {
                    return None;
                };
                Some(ExceptionResult {
                    rule: id,
                    truth: named.and(self.holds(id)),
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
                    .map(|in_force| in_force.on(&self.dates, self.program.edition()))
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

    /// The known members of a set definition, and the size of their vocabulary.
    pub(crate) fn definition_members(&self, rule: RuleId) -> Option<(Members, usize)> {
        let Role::Definition(Defines::MembersOf(fact)) = self.book.rule(rule)?.role else {
            return None;
        };
        let size = self.book.vocabulary().get(fact)?.domain.size();
        let members = match self.facts.value(fact) {
            Some(Value::Members(members)) => members,
            _ => Members::default(),
        };
        Some((members.while_true(self.holds(rule), size), size))
    }
}
