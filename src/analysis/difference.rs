//! What has another outcome on one side than on the other, over every possible case.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    BookEdition, Finding, FindingKind, NotComparable, RuleReview, Severity,
    causes::{Causes, Undo},
    groups::{Cases, ChangedTarget, FindingGroup, OutcomeChange, join},
    parts::rights_of,
    situations::SHOWN,
};
use crate::{
    bdd::{BudgetExceeded, Edge},
    budget::BUDGET,
    circuit::Literal,
    engine::{BookLiterals, Target},
    law::{Entitlement, Right, Term},
    rule::{Role, RuleBook, RuleId},
    symbolic::{Changed, Pair, SearchResult},
};

/// Exactly the cases in which an entitlement, a duty, a power or a note has different outcomes on the two sides,
/// grouped by the rules responsible. Cases count as such only where the vocabularies of both sides allow them.
///
/// # Errors
///
/// [`NotComparable`] where no case can be seen from both sides.
///
/// ```
/// use data_subject_rights::{Controller, analysis::{BookEdition, difference}, calendar::Date};
/// use std::sync::Arc;
/// let council = Controller::doncaster()?;
/// let book = Arc::new(council.procedure().clone());
/// let review = difference(&BookEdition::new(Arc::clone(&book)), &BookEdition::new(book))?;
/// assert!(review.findings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn difference(before: &BookEdition, after: &BookEdition) -> Result<RuleReview, NotComparable> {
    difference_with(before, after, SHOWN)
}

/// The same, with this many situations of each change written out at most; all of them where there are no more.
///
/// # Errors
///
/// As [`difference`].
pub fn difference_with(
    before: &BookEdition,
    after: &BookEdition,
    shown: usize,
) -> Result<RuleReview, NotComparable> {
    before.beside(after, |pair, books| {
        differences(pair, [before, after], books, shown)
    })
}

fn differences(
    pair: &mut Pair<'_>,
    [before, after]: [&BookEdition; 2],
    [old, new]: [&RuleBook; 2],
    shown: usize,
) -> RuleReview {
    let causes = Causes::of(pair, old, new);
    let targets = targets(pair, old, new);
    let mut groups: Vec<FindingGroup<'_>> = Vec::new();
    // What each side says with one change undone, by the rule: one may change many things.
    let mut undone: BTreeMap<&str, Vec<Changed>> = BTreeMap::new();
    let (looked_at, mut too_large) = (targets.len(), Vec::new());
    for target in targets {
        // What both sides work out from the same literals is the same.
        let [was, is] = &target.literals;
        if was == is {
            continue;
        }
        match target.by_cause(pair, &causes, &mut undone) {
            Ok(found) => found.into_iter().for_each(|group| join(&mut groups, group)),
            // Too many cases to draw: one of each change is looked for instead.
            Err(_) => match target.one_of_each(pair, &causes) {
                Some(found) => groups.extend(found),
                None => too_large.push(target),
            },
        }
    }
    if !too_large.is_empty() {
        // Where the rules between are known to do the same, less is left to search.
        let said = pair.after_rule_by_rule(&places(old, new), Literal::TRUE);
        too_large.retain_mut(|target| {
            target.literals[1] = literals_after(pair, &said, target);
            let found = target.one_of_each(pair, &causes);
            let is_open = found.is_none();
            groups.extend(found.into_iter().flatten());
            is_open
        });
    }
    let mut findings: Vec<Finding> = Vec::new();
    for group in &groups {
        findings.push(group.finding(pair, [before, after], [old, new], shown));
    }
    findings.extend(too_large.into_iter().map(|target| Finding {
        says: format!(
            "It could not be worked out within the budget where the outcome of “{}” changes.",
            target.name
        ),
        ..Finding::of(FindingKind::NotFoundOut, Severity::Warning)
    }));
    put_in_order(&mut findings);
    RuleReview {
        title: format!("{} compared with {}", after.name(), before.name()),
        findings,
        looked_at: vec![
            format!("{looked_at} entitlements, duties, powers and notes"),
            format!("{} rules that differ", causes.len()),
        ],
    }
}

/// What one rule is responsible for stands together.
fn put_in_order(findings: &mut [Finding]) {
    findings.sort_by(|one, other| {
        let causes = |finding: &Finding| -> Vec<String> {
            finding.rules.iter().map(|rule| rule.rule.clone()).collect()
        };
        (one.severity, causes(one)).cmp(&(other.severity, causes(other)))
    });
}

/// Something that both sides say, or one of them.
pub(super) struct Both {
    name: String,
    right: Option<Right>,
    pub(super) targets: [Option<Target>; 2],
    pub(super) literals: [Vec<Literal>; 2],
    /// Both sides are compared where both of these hold: where one side does not speak, that is the change.
    pub(super) given: [Literal; 2],
    pub(super) is_grant: bool,
    /// What a rule asks for or lets do, in words.
    says: String,
}

pub(super) fn targets(pair: &mut Pair<'_>, old: &RuleBook, new: &RuleBook) -> Vec<Both> {
    let scopes = [pair.before.said.scope, pair.after.said.scope];
    let mut targets = vec![of_scope(scopes)];
    for entitlement in Entitlement::all() {
        let granted = [&pair.before.said, &pair.after.said].map(|said| said.granted(entitlement));
        let target = Some(Target::Entitlement(entitlement));
        targets.push(Both {
            name: entitlement.code().to_owned(),
            right: Some(entitlement.right()),
            targets: [target; 2],
            literals: granted.map(|bits| bits.to_vec()),
            given: scopes,
            is_grant: true,
            says: entitlement.label().to_owned(),
        });
    }
    let arising = |role: &Role| {
        matches!(
            role,
            Role::Duty { .. } | Role::Power { .. } | Role::Note { .. }
        )
    };
    let ids = |book: &RuleBook| -> Vec<String> {
        let rules = book.rules().filter(|(_, rule)| arising(&rule.role));
        rules.map(|(_, rule)| rule.id.clone()).collect()
    };
    let mut seen = BTreeSet::new();
    for id in ids(new).into_iter().chain(ids(old)) {
        if !seen.insert(id.clone()) {
            continue;
        }
        let places = [old.find(&id), new.find(&id)];
        let said = [&pair.before.said, &pair.after.said];
        let [was, is] = places;
        let [one, other] = said;
        let rule = is.and_then(|is| new.rule(is)).or_else(|| old.rule(was?));
        let Some(rule) = rule else { continue };
        let network = pair.space.network();
        let given = if rule.role.is_of_every_right() {
            [Literal::TRUE; 2]
        } else {
            scopes
        };
        let literals = [
            one.unless_taken(network, was),
            other.unless_taken(network, is),
        ];
        targets.push(Both {
            literals: literals.map(|literal| vec![literal]),
            given,
            right: rights_of(new, rule).first().copied(),
            targets: places.map(|place| place.map(Target::Rule)),
            is_grant: false,
            says: rule.says.clone(),
            name: id,
        });
    }
    targets
}

/// Whether each side speaks about a case.
fn of_scope(scopes: [Literal; 2]) -> Both {
    Both {
        name: "the scope of the book".to_owned(),
        right: None,
        targets: [Some(Target::Scope); 2],
        literals: scopes.map(|scope| vec![scope]),
        given: [Literal::TRUE; 2],
        is_grant: false,
        says: "The book speaks about the case.".to_owned(),
    }
}

/// For each rule of the side after the place of its like before.
pub(super) fn places(old: &RuleBook, new: &RuleBook) -> Vec<Option<RuleId>> {
    new.rules().map(|(_, rule)| old.find(&rule.id)).collect()
}

/// What decides a target on the side after.
pub(super) fn literals_after(
    pair: &mut Pair<'_>,
    said: &BookLiterals,
    target: &Both,
) -> Vec<Literal> {
    let [_, after] = target.targets;
    match after {
        Some(Target::Scope) => vec![said.scope],
        Some(Target::Entitlement(entitlement)) => said.granted(entitlement).to_vec(),
        Some(Target::Rule(rule)) => {
            let network = pair.space.network();
            vec![said.unless_taken(network, Some(rule))]
        }
        Some(Target::Right(_)) | None => target.literals[1].clone(),
    }
}

impl Both {
    /// Each way in which its outcome differs, and where.
    fn changes(&self, pair: &mut Pair<'_>) -> Result<Vec<(OutcomeChange, Edge)>, BudgetExceeded> {
        let [before, after] = &self.literals;
        let (circuit, diagrams) = pair.space.diagrams_of_books();
        diagrams.renew_budget();
        let before = diagrams.edges(circuit, before)?;
        let after = diagrams.edges(circuit, after)?;
        let more = diagrams.some_only(&after, &before)?;
        let less = diagrams.some_only(&before, &after)?;
        let changes = if self.is_grant {
            let (was, is) = (before.get(1..), after.get(1..));
            let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
            let further = diagrams.some_only(is, was)?;
            let shorter = diagrams.some_only(was, is)?;
            let other = diagrams.either(more, less)?;
            let other = diagrams.without(other, further)?;
            let other = diagrams.without(other, shorter)?;
            vec![
                (OutcomeChange::More, further),
                (OutcomeChange::Less, shorter),
                (OutcomeChange::OtherReason, other),
            ]
        } else {
            vec![(OutcomeChange::Begins, more), (OutcomeChange::Ends, less)]
        };
        let given = diagrams.edges(circuit, &self.given)?;
        let mut possible = Vec::new();
        for (change, mut cases) in changes {
            for given in &given {
                cases = diagrams.both(cases, *given)?;
            }
            let cases = diagrams.possible(circuit, cases)?;
            if cases != Edge::NO {
                possible.push((change, cases));
            }
        }
        Ok(possible)
    }

    /// Where undoing one change alone does not undo what has another outcome.
    fn stays(
        &self,
        pair: &mut Pair<'_>,
        undo: &Undo,
        undone: &[Changed],
    ) -> Result<Option<Edge>, BudgetExceeded> {
        let [target_before, target_after] = self.targets;
        let [before, after] = &self.literals;
        let (target, otherwise, goal) = match undo {
            Undo::After(..) => (target_after, after, before),
            Undo::Before(..) => (target_before, before, after),
            Undo::NotAlone => return Ok(None),
        };
        let mut changed = undone.iter();
        let changed = changed.find(|changed| Some(changed.target) == target);
        let literals = changed.map_or(otherwise, |changed| &changed.raw);
        let (circuit, diagrams) = pair.space.diagrams_of_books();
        let now = diagrams.edges(circuit, literals)?;
        let goal = diagrams.edges(circuit, goal)?;
        let one = diagrams.some_only(&now, &goal)?;
        let other = diagrams.some_only(&goal, &now)?;
        diagrams.either(one, other).map(Some)
    }

    pub(super) fn told(&self) -> ChangedTarget {
        ChangedTarget {
            name: self.name.clone(),
            says: self.says.clone(),
            right: self.right,
            literals: self.literals.clone(),
            given: self.given,
            is_grant: self.is_grant,
        }
    }

    /// One case of every way in which its outcome differs; `None` where that could not be found out.
    fn one_of_each<'c>(
        &self,
        pair: &mut Pair<'_>,
        causes: &'c Causes<'_>,
    ) -> Option<Vec<FindingGroup<'c>>> {
        let [before, after] = &self.literals;
        let network = pair.space.network();
        let mut apart = |more: &[Literal], less: &[Literal]| {
            let pairs = more.iter().zip(less);
            let only = pairs.map(|(more, less)| network.both(*more, !*less));
            let only: Vec<Literal> = only.collect();
            network.any(only)
        };
        let ways = if self.is_grant {
            let (was, is) = (before.get(1..)?, after.get(1..)?);
            let (more, less) = (apart(is, was), apart(was, is));
            let (gained, lost) = (apart(after, before), apart(before, after));
            let other = network.any(vec![gained, lost]);
            let other = network.all(vec![other, !more, !less]);
            vec![
                (OutcomeChange::More, more),
                (OutcomeChange::Less, less),
                (OutcomeChange::OtherReason, other),
            ]
        } else {
            vec![
                (OutcomeChange::Begins, apart(after, before)),
                (OutcomeChange::Ends, apart(before, after)),
            ]
        };
        pair.space.follow();
        let mut groups = Vec::new();
        for (change, literal) in ways {
            let [one, other] = self.given;
            match pair
                .space
                .find(&[literal, one, other], BUDGET.situation_branches)
            {
                SearchResult::Case(case) => groups.push(FindingGroup {
                    change,
                    causes: causes.behind(self.targets),
                    cases: Cases::One(case),
                    about: vec![self.told()],
                }),
                SearchResult::None => {}
                SearchResult::GaveUp => return None,
            }
        }
        Some(groups)
    }

    /// The cases of every change, each by the one rule whose undoing alone undoes it, else by all that may change it.
    fn by_cause<'c>(
        &self,
        pair: &mut Pair<'_>,
        causes: &'c Causes<'_>,
        undone: &mut BTreeMap<&'c str, Vec<Changed>>,
    ) -> Result<Vec<FindingGroup<'c>>, BudgetExceeded> {
        let mut changes = self.changes(pair)?;
        let behind = causes.behind(self.targets);
        let mut groups = Vec::new();
        let mut group = |pair: &Pair<'_>, change, causes: Vec<&'c str>, cases| {
            if cases != Edge::NO {
                let cases = Cases::All(pair.space.export(cases));
                groups.push(FindingGroup {
                    change,
                    causes,
                    cases,
                    about: vec![self.told()],
                });
            }
        };
        if behind.len() > 1 && !changes.is_empty() {
            for id in &behind {
                let Some(undo) = causes.undo(id) else {
                    continue;
                };
                let changed = undone.entry(id).or_insert_with(|| undo.changed(pair));
                let Some(stays) = self.stays(pair, undo, changed)? else {
                    continue;
                };
                let (_, diagrams) = pair.space.diagrams_of_books();
                let mut ended = Vec::new();
                for (change, left) in &mut changes {
                    ended.push((*change, diagrams.without(*left, stays)?));
                    *left = diagrams.both(*left, stays)?;
                }
                for (change, cases) in ended {
                    group(pair, change, vec![*id], cases);
                }
            }
        }
        for (change, left) in changes {
            group(pair, change, behind.clone(), left);
        }
        pair.space.keep_small();
        Ok(groups)
    }
}
