//! Which rules differ between two sides, and what it would take to undo one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::exactly;
use crate::{
    circuit::Literal,
    engine::Target,
    law::Entitlement,
    rule::{Condition, InForce, Role, Rule, RuleBook, RuleId},
    symbolic::{Changed, Pair, gone},
};

/// The rules that differ between the sides of a pair, by id.
pub(super) struct Causes<'p> {
    before: &'p RuleBook,
    after: &'p RuleBook,
    changed: BTreeMap<String, Undo>,
}

/// How one change is undone.
pub(super) enum Undo {
    /// By another rule on the side after.
    After(RuleId, Box<Rule>),
    /// By leaving the rule out on the side before: then that side says what the other does.
    Before(RuleId, Box<Rule>),
    /// Not by one rule alone.
    NotAlone,
}

impl Undo {
    /// What its side says once it is undone, where that may be something else.
    pub(super) fn changed(&self, pair: &mut Pair<'_>) -> Vec<Changed> {
        let (revision, id, rule) = match self {
            Self::After(id, rule) => (&pair.after, *id, rule),
            Self::Before(id, rule) => (&pair.before, *id, rule),
            Self::NotAlone => return Vec::new(),
        };
        let circuit = pair.space.circuit();
        revision.with(circuit, id, rule, &mut |_, _, _| false)
    }
}

impl<'p> Causes<'p> {
    pub(super) fn of(pair: &Pair<'_>, before: &'p RuleBook, after: &'p RuleBook) -> Self {
        let mut changed = BTreeMap::new();
        for (id, rule) in after.rules() {
            let Some((old_id, old)) = before
                .find(&rule.id)
                .and_then(|old| Some((old, before.rule(old)?)))
            else {
                let undo = Undo::After(id, Box::new(gone(rule)));
                changed.insert(rule.id.clone(), undo);
                continue;
            };
            let was = pair
                .before
                .said
                .rules
                .get(old_id.0)
                .map(|bits| bits.in_force);
            let is = pair.after.said.rules.get(id.0).map(|bits| bits.in_force);
            let same_words = exactly(before, &old.when) == exactly(after, &rule.when);
            let same_role = role_of(before, old) == role_of(after, rule)
                && reach_of(pair, before, old_id, true) == reach_of(pair, after, id, false);
            if was == is && same_words && same_role {
                continue;
            }
            let undone = same_role.then(|| {
                // On the day of an edition a rule is in force or it is not.
                let status = was.and_then(Literal::always);
                undone(before, after, old, rule, status)
            });
            let undo = match undone.flatten() {
                Some(rule) => Undo::After(id, Box::new(rule)),
                None => Undo::NotAlone,
            };
            changed.insert(rule.id.clone(), undo);
        }
        for (id, rule) in before.rules() {
            if after.find(&rule.id).is_none() {
                let undo = Undo::Before(id, Box::new(gone(rule)));
                changed.insert(rule.id.clone(), undo);
            }
        }
        Self {
            before,
            after,
            changed,
        }
    }

    /// The changed rules that may change something said by both sides.
    pub(super) fn behind(&self, targets: [Option<Target>; 2]) -> Vec<&str> {
        let mut on: BTreeSet<&str> = BTreeSet::new();
        for (book, target) in [self.before, self.after].into_iter().zip(targets) {
            if let Some(target) = target {
                on.extend(depends_on(book, target));
            }
        }
        let changed = self.changed.keys().map(String::as_str);
        changed.filter(|id| on.contains(id)).collect()
    }

    pub(super) fn undo(&self, id: &str) -> Option<&Undo> {
        self.changed.get(id)
    }

    /// How many rules differ.
    pub(super) fn len(&self) -> usize {
        self.changed.len()
    }
}

/// What a rule does beside its condition, whatever the numbers of rules are; reach is told apart.
fn role_of(book: &RuleBook, rule: &Rule) -> String {
    match &rule.role {
        Role::Exemption { extent, force, .. } => format!("exemption {extent:?} {force:?}"),
        Role::Exception { extent, .. } => format!("exception {extent:?}"),
        Role::Duty {
            rights,
            due,
            met_by,
            reversible,
        } => {
            let met_by = book.vocabulary().get(*met_by);
            let met_by = met_by.map(|declared| declared.id.as_str());
            format!("duty {rights:?} {due:?} {met_by:?} {reversible}")
        }
        other => format!("{other:?}"),
    }
}

/// What an exemption or exception reaches on the dates of its side.
fn reach_of(
    pair: &Pair<'_>,
    book: &RuleBook,
    id: RuleId,
    is_before: bool,
) -> BTreeSet<(String, Vec<String>)> {
    let mut reached = BTreeSet::new();
    for (other, rule) in book.rules() {
        for reacher in book
            .reaching(other)
            .iter()
            .filter(|reacher| reacher.rule == id)
        {
            let when = reacher.when.iter();
            let when = when.map(|in_force| pair.in_force(is_before, *in_force));
            reached.insert((rule.id.clone(), when.collect()));
        }
    }
    reached
}

/// A rule of the side after as it was before; nothing where a definition that it asks for is not there any more.
fn undone(
    before: &RuleBook,
    after: &RuleBook,
    old: &Rule,
    new: &Rule,
    was_in_force: Option<bool>,
) -> Option<Rule> {
    let when = translated(before, after, &old.when)?;
    let rule = Rule {
        when,
        ..new.clone()
    };
    Some(match was_in_force {
        Some(true) => Rule {
            in_force: InForce::default(),
            ..rule
        },
        Some(false) => gone(&rule),
        None => Rule {
            in_force: old.in_force,
            ..rule
        },
    })
}

fn translated(from: &RuleBook, to: &RuleBook, condition: &Condition) -> Option<Condition> {
    let parts = |parts: &[Condition]| -> Option<Vec<Condition>> {
        parts
            .iter()
            .map(|part| translated(from, to, part))
            .collect()
    };
    Some(match condition {
        Condition::All(all) => Condition::All(parts(all)?),
        Condition::Any(any) => Condition::Any(parts(any)?),
        Condition::Not(part) => Condition::Not(Box::new(translated(from, to, part)?)),
        Condition::Definition(rule, test) => {
            Condition::Definition(to.find(&from.rule(*rule)?.id)?, *test)
        }
        other => other.clone(),
    })
}

/// The ids of every rule that may change something a book says.
fn depends_on(book: &RuleBook, target: Target) -> BTreeSet<&str> {
    let mut seen: BTreeSet<RuleId> = BTreeSet::new();
    let mut waiting: Vec<RuleId> = Vec::new();
    let mut outcomes: BTreeSet<Entitlement> = BTreeSet::new();
    let grounds = |entitlement: Entitlement| {
        let is_ground = move |rule: &Rule| rule.role == Role::Ground(entitlement);
        book.rules()
            .filter(move |(_, rule)| is_ground(rule))
            .map(|(id, _)| id)
    };
    match target {
        Target::Entitlement(entitlement) => {
            outcomes.insert(entitlement);
            waiting.extend(grounds(entitlement));
        }
        Target::Rule(rule) => waiting.push(rule),
        Target::Scope | Target::Right(_) => {}
    }
    let is_scope = |rule: &Rule| matches!(rule.role, Role::Scope { .. });
    let scope = book.rules().filter(|(_, rule)| is_scope(rule));
    waiting.extend(scope.map(|(id, _)| id));
    while let Some(id) = waiting.pop() {
        let Some(rule) = book.rule(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        waiting.extend(book.reaching(id).iter().map(|reacher| reacher.rule));
        rule.when.leaves(&mut |leaf| match leaf {
            Condition::Definition(definition, _) => waiting.push(*definition),
            Condition::Granted(entitlement) | Condition::Refused(entitlement)
                if outcomes.insert(*entitlement) =>
            {
                waiting.extend(grounds(*entitlement));
            }
            _ => {}
        });
    }
    seen.into_iter()
        .filter_map(|id| Some(book.rule(id)?.id.as_str()))
        .collect()
}
