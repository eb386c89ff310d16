//! Cases without a rule: rights that a book does not cover, and days that fall between two editions of its
//! rules, or into both.

use std::collections::BTreeMap;

use super::{
    Finding, FindingKind, RuleCited, Severity,
    parts::{right_of, rights_of},
    situations::{ExampleAbout, where_all_hold},
};
use crate::{
    calendar::{Date, in_words},
    circuit::Literal,
    law::{Right, Term},
    rule::{GovernedBy, InForce, Role, Rule, RuleBook},
    symbolic::Space,
};

/// How many days may lie between two rules of one provision that are editions of one text.
const NEAR: i32 = 62;

pub(super) fn gaps(book: &RuleBook, space: &mut Space<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for right in Right::all() {
        if book.entitlements(right).is_empty() {
            let about = ExampleAbout {
                scenario: &format!("An example of a request for {}.", right.label()),
                right,
                on: None,
                comes_to: "The book says nothing of it.".to_owned(),
            };
            let situations = where_all_hold(book, space, &[Literal::TRUE], &about);
            found.push(Finding {
                says: format!(
                    "The book has no rule for {} ({}). A request for it gets no answer from this book.",
                    right.label(),
                    right.code()
                ),
                about: vec![right.code().to_owned()],
                rights: vec![right],
                situations: situations.ok().flatten(),
                ..Finding::of(FindingKind::Gap, Severity::Warning)
            });
        }
    }
    found.extend(editions(book, space));
    found
}

/// What makes rules editions of one text: role, what they give or ask, and either the provision or, for a text that
/// was moved to another, the words.
fn texts_of(rule: &Rule) -> impl Iterator<Item = (String, &'static str, String)> {
    let does = match &rule.role {
        Role::Ground(entitlement) => entitlement.code().to_owned(),
        Role::Duty { met_by, .. } => format!("{met_by:?}"),
        Role::Power { to, .. } => to.code().to_owned(),
        _ => String::new(),
    };
    let words = (!does.is_empty()).then(|| rule.says.clone());
    let by = [Some(rule.provision.to_string()), words]
        .into_iter()
        .flatten();
    by.map(move |by| (by, rule.role.word(), does.clone()))
}

/// Days between two editions, and days on which both are in force.
fn editions(book: &RuleBook, space: &mut Space<'_>) -> Vec<Finding> {
    let mut texts: BTreeMap<_, Vec<&Rule>> = BTreeMap::new();
    for (_, rule) in book.rules() {
        for text in texts_of(rule) {
            texts.entry(text).or_default().push(rule);
        }
    }
    let mut found: Vec<Finding> = Vec::new();
    for rules in texts.values() {
        for earlier in rules {
            for later in rules {
                let finding = between(book, space, earlier, later, rules);
                let is_new = |finding: &Finding| found.iter().all(|known| known != finding);
                found.extend(finding.filter(is_new));
            }
        }
    }
    found
}

fn between(
    book: &RuleBook,
    space: &mut Space<'_>,
    earlier: &Rule,
    later: &Rule,
    rules: &[&Rule],
) -> Option<Finding> {
    let (last, first) = (earlier.in_force.until?, begins(later.in_force)?);
    let date = earlier.in_force.governed_by;
    let starts_before = begins(earlier.in_force).is_none_or(|from| from < first);
    if later.in_force.governed_by != date || earlier.id == later.id || !starts_before {
        return None;
    }
    let next = last.tomorrow().ok()?;
    let days = (first - next).get_days();
    if days == 0 || days.abs() > NEAR {
        return None;
    }
    if are_continued(rules, next, first) {
        return None;
    }
    let (kind, says, comes_to) = if days > 0 {
        let until = of_days(date, next, first.yesterday().ok()?);
        let says = format!(
            "Neither `{}` nor `{}` is in force {until}.",
            earlier.id, later.id
        );
        (FindingKind::Gap, says, "Neither edition is in force.")
    } else {
        let both = of_days(date, first, last);
        let says = format!(
            "Both `{}` and `{}` are in force {both}: two editions of one text.",
            earlier.id, later.id
        );
        (FindingKind::Conflict, says, "Both editions are in force.")
    };
    let (from, to) = (first.min(next), first.max(next));
    let bits = [(from, true), (to, false)]
        .map(|(day, yes)| (space.circuit().layout.since(date, day), yes));
    let literals = space.network().are(&bits);
    let about = ExampleAbout {
        scenario: &format!("An example for `{}` and `{}`.", earlier.id, later.id),
        right: right_of(book, earlier),
        on: None,
        comes_to: comes_to.to_owned(),
    };
    let situations = where_all_hold(book, space, &literals, &about);
    Some(Finding {
        situations: situations.ok().flatten(),
        says,
        about: vec![earlier.id.clone(), later.id.clone()],
        rights: rights_of(book, earlier),
        rules: [earlier, later]
            .map(|rule| RuleCited::of(book, rule))
            .to_vec(),
        ..Finding::of(kind, Severity::Fault)
    })
}

/// Where one edition ends and another begins the next day, a third rule is no edition of the first.
fn are_continued(rules: &[&Rule], next: Date, first: Date) -> bool {
    let follows = |rule: &&Rule| begins(rule.in_force) == Some(next);
    let precedes =
        |rule: &&Rule| rule.in_force.until.and_then(|until| until.tomorrow().ok()) == Some(first);
    rules.iter().any(follows) && rules.iter().any(precedes)
}

const fn begins(in_force: InForce) -> Option<Date> {
    match in_force.deemed_from {
        Some(deemed) => Some(deemed),
        None => in_force.from,
    }
}

fn of_days(date: GovernedBy, from: Date, to: Date) -> String {
    let name = super::words::date_in_words(date);
    if from == to {
        format!("for a case with “{name}” on {}", in_words(from))
    } else {
        format!(
            "for a case with “{name}” from {} to {}",
            in_words(from),
            in_words(to)
        )
    }
}
