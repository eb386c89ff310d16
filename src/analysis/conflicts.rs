//! Rules that say what cannot both be done.

use super::{
    Finding, FindingKind, RuleCited, Severity,
    parts::rights_of,
    situations::{ExampleAbout, where_all_hold},
};
use crate::{
    circuit::Literal,
    engine::{BookLiterals, Target},
    law::Term,
    rule::{Force, Role, Rule, RuleBook, RuleId},
    symbolic::Space,
};

/// Prohibitions that something else in the book overrides: another ground or another duty gives back what the
/// prohibition takes.
pub(super) fn conflicts(
    book: &RuleBook,
    space: &mut Space<'_>,
    said: &BookLiterals,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, rule) in book.rules() {
        let is_prohibition = matches!(
            rule.role,
            Role::Exemption {
                force: Force::Must,
                ..
            }
        );
        if !is_prohibition {
            continue;
        }
        for (reached, target) in book.reached_by(id) {
            found.extend(against(book, space, said, (id, rule), (reached, target)));
        }
    }
    // A prohibition that is overridden in the same way from several grounds is one conflict.
    found.dedup_by(|one, other| one.kind == other.kind && one.rules == other.rules);
    found
}

/// What overrides a prohibition of one ground or duty.
fn against(
    book: &RuleBook,
    space: &mut Space<'_>,
    said: &BookLiterals,
    (id, prohibition): (RuleId, &Rule),
    (reached, target): (RuleId, &Rule),
) -> Vec<Finding> {
    let is_free = |other: RuleId| {
        !book
            .reaching(other)
            .iter()
            .any(|reacher| reacher.rule == id)
    };
    let others = book.rules().filter(|(other, rule)| {
        let alike = match (&target.role, &rule.role) {
            (Role::Ground(one), Role::Ground(other)) => one == other,
            (Role::Duty { met_by: one, .. }, Role::Duty { met_by: other, .. }) => one == other,
            _ => false,
        };
        alike && *other != reached && is_free(*other)
    });
    let others: Vec<_> = others.collect();
    let given = |other| {
        given(
            book,
            space,
            said,
            (id, prohibition),
            (reached, target),
            other,
        )
    };
    others.into_iter().filter_map(given).collect()
}

/// A conflict in words.
fn in_words(prohibition: &Rule, target: &Rule, rule: &Rule) -> String {
    let what = match rule.role {
        Role::Ground(entitlement) => format!("“{}” is given by `{}`", entitlement.label(), rule.id),
        _ => format!("`{}` asks for it", rule.id),
    };
    format!(
        "`{}` is a prohibition and takes `{}` away, but {what}: the prohibition does not reach it.",
        prohibition.id, target.id
    )
}

/// What a prohibition takes and another rule gives all the same.
fn given(
    book: &RuleBook,
    space: &mut Space<'_>,
    said: &BookLiterals,
    (id, prohibition): (RuleId, &Rule),
    (reached, target): (RuleId, &Rule),
    (other, rule): (RuleId, &Rule),
) -> Option<Finding> {
    let bits = |id: RuleId| said.rules.get(id.0).copied();
    let (Some(prohibits), Some(taken), Some(gives)) = (bits(id), bits(reached), bits(other)) else {
        return None;
    };
    let mut literals = vec![said.scope, prohibits.holds, taken.holds, taken.taken.whole];
    literals.extend(match rule.role {
        Role::Ground(entitlement) => {
            let literals = said.literals(Target::Entitlement(entitlement));
            let whole = literals.get(3).copied();
            vec![gives.holds, whole.unwrap_or(Literal::FALSE)]
        }
        _ => vec![gives.arises.unwrap_or(Literal::FALSE)],
    });
    let right = rights_of(book, rule).first().copied()?;
    let about = ExampleAbout {
        scenario: &format!(
            "An example for a conflict of `{}` with `{}`.",
            prohibition.id, rule.id
        ),
        right,
        on: None,
        comes_to: "Both rules hold.".to_owned(),
    };
    space.forget_new_nodes();
    let finding = |kind: FindingKind, severity: Severity, says: String| Finding {
        says,
        about: vec![prohibition.id.clone(), rule.id.clone()],
        rights: rights_of(book, rule),
        rules: [prohibition, rule]
            .map(|rule| RuleCited::of(book, rule))
            .to_vec(),
        ..Finding::of(kind, severity)
    };
    let Ok(situations) = where_all_hold(book, space, &literals, &about) else {
        let says = format!(
            "It could not be worked out within the budget whether `{}` gives what the prohibition `{}` takes away.",
            rule.id, prohibition.id
        );
        return Some(finding(FindingKind::NotFoundOut, Severity::Warning, says));
    };
    let situations = Some(situations?);
    let says = in_words(prohibition, target, rule);
    Some(Finding {
        situations,
        ..finding(FindingKind::Conflict, Severity::Fault, says)
    })
}
