//! What is wrong with a rule book, over every possible case.

use super::{
    Finding, FindingKind, RuleCited, RuleReview, Severity, Situations,
    acceptances::{accept, accept_only},
    conflicts::conflicts,
    gaps::gaps,
    parts::{id as part_id, in_words, right_of, rights_of},
    relevance::IrrelevantFacts,
    simpler::{Simpler, simpler},
    situations::{ExampleAbout, where_all_hold},
};
use crate::{
    circuit::Literal,
    rule::{Condition, Edition, Role, Rule, RuleBook, RuleId},
    symbolic::{RuleEffect, RuleEffects, Space, gone},
};

/// Every fault of a book: cases without a rule, rules that contradict each other, and rules, conditions and
/// facts that make no difference. Each is looked for in every possible case; what is not named is certainly not
/// there.
///
/// A book may accept findings (`accepted:` in its files); an acceptance that nothing needs is itself a finding.
///
/// ```
/// use data_subject_rights::{Controller, analysis};
/// let council = Controller::doncaster()?;
/// let review = analysis::check(council.procedure());
/// assert_eq!(review.open().count(), 0);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn check(book: &RuleBook) -> RuleReview {
    let mut checker = Checker::of(book, IrrelevantFacts::of(book));
    let (space, said) = checker.effects.of_the_book();
    checker.findings.extend(gaps(book, space));
    checker.findings.extend(conflicts(book, space, said));
    for (id, rule) in book.rules() {
        checker.rule(id, rule);
    }
    checker.facts();
    let rules = book.rules().count();
    let parts = checker.parts;
    let mut findings = checker.findings;
    accept(book, &mut findings);
    findings.sort_by_key(|finding| (finding.severity, place(finding.kind)));
    RuleReview {
        title: format!("Check of {}", book.title()),
        findings,
        looked_at: vec![
            format!("{rules} rules, each left out once"),
            format!("{parts} parts of conditions, each left out once"),
        ],
    }
}

/// What is wrong with one rule, by its id: whether it decides anything, and whether every part of its condition does.
/// `None` where the book has no such rule.
///
/// That is quick enough to ask at every change while a rule is written. Gaps, conflicts and facts are a matter of the
/// whole book: [`check`] looks for them, and only it tells an acceptance that nothing needs.
///
/// ```
/// use data_subject_rights::{Controller, analysis};
/// let council = Controller::doncaster()?;
/// let review = analysis::check_rule(council.procedure(), "portability/public-task").expect("it is there");
/// assert!(review.findings[0].accepted.is_some(), "it never bites, and the book says why it stays");
/// assert!(analysis::check_rule(council.procedure(), "no/such-rule").is_none());
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn check_rule(book: &RuleBook, rule: &str) -> Option<RuleReview> {
    let id = book.find(rule)?;
    let mut checker = Checker::of(book, IrrelevantFacts::none());
    checker.rule(id, book.rule(id)?);
    let parts = checker.parts;
    let mut findings = checker.findings;
    // Whether other acceptances are needed was not looked at.
    let _ = accept_only(book, &mut findings);
    findings.sort_by_key(|finding| (finding.severity, place(finding.kind)));
    Some(RuleReview {
        title: format!("Check of `{rule}` in {}", book.title()),
        findings,
        looked_at: vec![format!("one rule and {parts} parts of its condition")],
    })
}

fn place(kind: FindingKind) -> usize {
    let mut kinds = FindingKind::ALL.iter();
    kinds.position(|known| *known == kind).unwrap_or(usize::MAX)
}

struct Checker<'b> {
    book: &'b RuleBook,
    effects: RuleEffects<'b>,
    irrelevant: IrrelevantFacts,
    findings: Vec<Finding>,
    parts: usize,
}

impl<'b> Checker<'b> {
    fn of(book: &'b RuleBook, irrelevant: IrrelevantFacts) -> Self {
        Self {
            book,
            effects: RuleEffects::new(book, Edition::AsDeemed, &|_| None),
            irrelevant,
            findings: Vec::new(),
            parts: 0,
        }
    }

    fn rule(&mut self, id: RuleId, rule: &Rule) {
        match self.effects.with(id, &gone(rule)) {
            RuleEffect::Observed { target, case } => {
                self.irrelevant.learn(&self.effects, target, &case)
            }
            RuleEffect::Undecided => {
                self.not_found_out(rule, "whether the rule makes a difference");
                return;
            }
            nothing => {
                self.decides_nothing(id, rule, nothing == RuleEffect::SameRule);
                return;
            }
        }
        let mut empty: Vec<Vec<usize>> = Vec::new();
        for Simpler {
            part,
            path,
            rule: without,
        } in simpler(rule)
        {
            self.parts += 1;
            // What stands within a part that says nothing says nothing either.
            if empty.iter().any(|outer| path.starts_with(outer)) {
                continue;
            }
            match self.effects.with(id, &without) {
                RuleEffect::Observed { target, case } => {
                    self.irrelevant.learn(&self.effects, target, &case);
                }
                RuleEffect::Undecided => {
                    self.not_found_out(rule, "whether a part of its condition does")
                }
                nothing => {
                    self.says_nothing((id, rule), (&part, &without), &nothing);
                    empty.push(path);
                }
            }
        }
    }

    /// A part of a condition that makes no difference in any case, with the cases in which it is met in vain.
    fn says_nothing(
        &mut self,
        (id, rule): (RuleId, &Rule),
        (part, without): (&Condition, &Rule),
        nothing: &RuleEffect,
    ) {
        let words = in_words(self.book, part);
        let why = match nothing {
            RuleEffect::SameRule => "the rule does the same in every case",
            RuleEffect::Unobservable => {
                "the rule would hold in other cases, but no outcome would change"
            }
            _ => "no outcome would change",
        };
        let mut finding = self.finding(FindingKind::SaysNothing, Severity::Warning, rule);
        finding.says = format!("`{}` asks “{words}”. Without that, {why}.", rule.id);
        finding.about.extend(part_id(self.book, part));
        if *nothing == RuleEffect::Unobservable {
            let (space, [flips, scope]) = self.effects.where_it_flips(id, without);
            let comes_to =
                "Only this decides whether the rule holds, and no outcome changes with it.";
            let mut cases =
                |literals: &[Literal]| cases_of(self.book, space, literals, rule, comes_to);
            finding.situations = cases(&[flips, scope]).or_else(|| cases(&[flips]));
        }
        self.findings.push(finding);
    }

    /// A rule that makes no difference in any case, with the cases in which it holds in vain.
    fn decides_nothing(&mut self, id: RuleId, rule: &Rule, never_holds: bool) {
        let kind = FindingKind::of_idle(&rule.role);
        let does = match rule.role {
            Role::Exemption { .. } => {
                "never applies: it takes away nothing that would otherwise be given"
            }
            Role::Exception { .. } => {
                "never applies: it gives back nothing that would otherwise be taken away"
            }
            Role::Definition(_) => "never changes an outcome",
            _ => "never changes an outcome: the same is decided without it",
        };
        let mut finding = self.finding(kind, Severity::Warning, rule);
        finding.says = if never_holds {
            format!(
                "The {} `{}` never applies: no case meets it.",
                rule.role.word(),
                rule.id
            )
        } else {
            format!("The {} `{}` {does}.", rule.role.word(), rule.id)
        };
        finding.about = vec![rule.id.clone()];
        let bits = self.effects.revision.said.rules.get(id.0).copied();
        if let Some(bits) = bits.filter(|_| !never_holds) {
            let literals = [bits.holds, self.effects.revision.said.scope];
            let (space, _) = self.effects.of_the_book();
            let comes_to = "The rule holds, and no outcome changes.";
            finding.situations = cases_of(self.book, space, &literals, rule, comes_to);
        }
        self.findings.push(finding);
    }

    /// Facts that rules ask about, and that never matter.
    fn facts(&mut self) {
        let irrelevant = std::mem::replace(&mut self.irrelevant, IrrelevantFacts::none());
        for fact in irrelevant.never(&mut self.effects) {
            let Some(declared) = self.book.vocabulary().get(fact) else {
                continue;
            };
            self.findings.push(Finding {
                about: vec![declared.id.clone()],
                says: format!(
                    "The fact `{}` ({}) is asked about, and another answer to it alone never changes an outcome.",
                    declared.id, declared.name
                ),
                ..Finding::of(FindingKind::NeverMatters, Severity::Warning)
            });
        }
    }

    fn not_found_out(&mut self, rule: &Rule, what: &str) {
        let mut finding = self.finding(FindingKind::NotFoundOut, Severity::Warning, rule);
        finding.says = format!(
            "It could not be worked out within the budget {what}: `{}`.",
            rule.id
        );
        self.findings.push(finding);
    }

    fn finding(&self, kind: FindingKind, severity: Severity, rule: &Rule) -> Finding {
        Finding {
            rights: rights_of(self.book, rule),
            rules: vec![RuleCited::of(self.book, rule)],
            about: vec![rule.id.clone()],
            ..Finding::of(kind, severity)
        }
    }
}

/// The cases in which some literals hold, as an example for a rule; nothing where they were not found out.
fn cases_of(
    book: &RuleBook,
    space: &mut Space<'_>,
    literals: &[Literal],
    rule: &Rule,
    comes_to: &str,
) -> Option<Situations> {
    let about = ExampleAbout {
        scenario: &format!("An example for the rule `{}`.", rule.id),
        right: right_of(book, rule),
        on: None,
        comes_to: comes_to.to_owned(),
    };
    where_all_hold(book, space, literals, &about).ok()?
}
