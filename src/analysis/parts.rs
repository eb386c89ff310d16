//! Conditions in words, and what rules are about.

use std::collections::BTreeSet;

use crate::{
    fact::{FactId, Test},
    law::{Right, Term, Terms},
    rule::{Condition, Defines, Due, ExtentOf, Role, Rule, RuleBook, RuleId, TimeLimit},
};

/// A condition in words, as short as it can be.
pub(super) fn in_words(book: &RuleBook, condition: &Condition) -> String {
    let several = |parts: &[Condition], joined: &str| {
        let parts: Vec<String> = parts.iter().map(|part| in_words(book, part)).collect();
        if parts.is_empty() {
            "nothing".to_owned()
        } else {
            parts.join(joined)
        }
    };
    match condition {
        Condition::Always => "always".to_owned(),
        Condition::All(parts) => several(parts, " and "),
        Condition::Any(parts) => format!("({})", several(parts, " or ")),
        Condition::Not(part) => format!("not {}", in_words(book, part)),
        Condition::Fact(fact, test) => {
            let declared = book.vocabulary().get(*fact);
            let name = declared.map_or("", |declared| declared.name.as_str());
            let terms = declared.and_then(|declared| declared.domain.terms());
            tested(name, *test, terms)
        }
        Condition::Definition(rule, test) => {
            let name = book.rule(*rule).map_or("", |rule| rule.id.as_str());
            tested(&format!("`{name}`"), *test, terms_of(book, *rule))
        }
        Condition::Granted(entitlement) => format!("{} is granted", entitlement.label()),
        Condition::Refused(entitlement) => format!("{} is refused", entitlement.label()),
    }
}

/// A condition as text that is equal exactly when the condition is, whatever places facts and rules have.
pub(super) fn exactly(book: &RuleBook, condition: &Condition) -> String {
    let several = |parts: &[Condition]| {
        let parts: Vec<String> = parts.iter().map(|part| exactly(book, part)).collect();
        parts.join(", ")
    };
    match condition {
        Condition::All(parts) => format!("all({})", several(parts)),
        Condition::Any(parts) => format!("any({})", several(parts)),
        Condition::Not(part) => format!("not({})", exactly(book, part)),
        Condition::Fact(fact, test) => {
            let id = book
                .vocabulary()
                .get(*fact)
                .map(|declared| declared.id.as_str());
            format!("{id:?} {test:?}")
        }
        Condition::Definition(rule, test) => {
            let id = book.rule(*rule).map(|rule| rule.id.as_str());
            format!("`{id:?}` {test:?}")
        }
        other => format!("{other:?}"),
    }
}

fn terms_of(book: &RuleBook, definition: RuleId) -> Option<Terms> {
    match book.rule(definition)?.role {
        Role::Definition(Defines::MembersOf(fact)) => book.vocabulary().get(fact)?.domain.terms(),
        _ => None,
    }
}

fn tested(name: &str, test: Test, terms: Option<Terms>) -> String {
    let labels = |mask: u64| {
        let these = (0..64).filter(|at| mask & (1 << at) != 0);
        let these: Vec<&str> = these
            .map(|at| terms.map_or("", |terms| terms.label(at)))
            .collect();
        these.join(", ")
    };
    match test {
        Test::Yes => name.to_owned(),
        Test::Any(mask) => format!("{name}: any of {}", labels(mask)),
        Test::All(mask) => format!("{name}: all of {}", labels(mask)),
        Test::Only(mask) => format!("{name}: only {}", labels(mask)),
        Test::NoneOf(mask) => format!("{name}: none of {}", labels(mask)),
        Test::AtLeast(least) => format!("{name}: at least {}", least.word()),
    }
}

/// What a part of a condition is about, as an acceptance names it: the one fact or definition that it asks for.
pub(super) fn id(book: &RuleBook, part: &Condition) -> Option<String> {
    match part {
        Condition::Not(part) => id(book, part),
        Condition::Fact(fact, _) => Some(book.vocabulary().get(*fact)?.id.clone()),
        Condition::Definition(rule, _) => Some(book.rule(*rule)?.id.clone()),
        _ => None,
    }
}

/// The rights that a rule bears on.
pub(super) fn rights_of(book: &RuleBook, rule: &Rule) -> Vec<Right> {
    let mut rights: BTreeSet<Right> = BTreeSet::new();
    match &rule.role {
        Role::Ground(entitlement) => {
            rights.insert(entitlement.right());
        }
        Role::Duty { rights: of, .. }
        | Role::Power { rights: of, .. }
        | Role::Note { rights: of, .. } => {
            rights.extend(of);
        }
        Role::Scope { .. } => rights.extend(Right::all()),
        Role::Exemption { .. } | Role::Exception { .. } => {
            let reached = book.find(&rule.id).map(|id| book.reached_by(id));
            for (_, other) in reached.into_iter().flatten() {
                rights.extend(rights_of(book, other));
            }
        }
        Role::Definition(_) => {
            let id = book.find(&rule.id);
            for (_, other) in book.rules() {
                let mut uses = false;
                other.when.leaves(&mut |leaf| {
                    uses |= matches!(leaf, Condition::Definition(used, _) if Some(*used) == id);
                });
                if uses {
                    rights.extend(rights_of(book, other));
                }
            }
        }
    }
    rights.into_iter().collect()
}

/// The right in a request for which a rule is shown: the first that it bears on, or access where there is none.
pub(super) fn right_of(book: &RuleBook, rule: &Rule) -> Right {
    let first = rights_of(book, rule).first().copied();
    first.unwrap_or(Right::Access)
}

/// Every fact that the rules of a book ask about: in conditions, and as the extent of an exemption or exception.
pub(super) fn asked(book: &RuleBook) -> BTreeSet<FactId> {
    let mut asked = BTreeSet::new();
    for (_, rule) in book.rules() {
        asks(rule, &mut asked);
    }
    asked
}

/// Every fact that a rule asks about, itself or by its definitions.
pub(super) fn asked_by(book: &RuleBook, rule: &Rule) -> BTreeSet<FactId> {
    let mut asked = BTreeSet::new();
    let mut waiting = vec![rule];
    let mut seen: BTreeSet<RuleId> = BTreeSet::new();
    while let Some(rule) = waiting.pop() {
        asks(rule, &mut asked);
        rule.when.leaves(&mut |leaf| {
            if let Condition::Definition(definition, _) = leaf
                && seen.insert(*definition)
            {
                waiting.extend(book.rule(*definition));
            }
        });
    }
    asked
}

fn asks(rule: &Rule, asked: &mut BTreeSet<FactId>) {
    rule.when.leaves(&mut |leaf| {
        if let Condition::Fact(fact, _) = leaf {
            asked.insert(*fact);
        }
    });
    match &rule.role {
        Role::Exemption {
            extent: ExtentOf::Fact(fact),
            ..
        }
        | Role::Exception {
            extent: ExtentOf::Fact(fact),
            ..
        }
        | Role::Definition(Defines::MembersOf(fact)) => {
            asked.insert(*fact);
        }
        _ => {}
    }
}

/// When a duty must be met, in words.
pub(super) fn due_in_words(due: &Due) -> String {
    match due {
        Due::AtOnce => "at once".to_owned(),
        Due::BeforeGoingAhead => "before going ahead".to_owned(),
        Due::BeforeTheReply => "before the answer".to_owned(),
        Due::WithTheReply => "with the answer".to_owned(),
        Due::Always => "at all times".to_owned(),
        Due::NotStated => "no stated time".to_owned(),
        Due::Within { period, of } => {
            let from = super::words::date_in_words(*of);
            format!("within {period} of {from}")
        }
        Due::Limit(limit) => match limit {
            TimeLimit::Answer => "within the month for the answer",
            TimeLimit::ExtendedAnswer => "within the three months of a longer time",
            TimeLimit::ExtensionNotice => "within the month for telling of a longer time",
            TimeLimit::Marks => "within the time for exam marks",
            TimeLimit::Acknowledgement => "within thirty days, for the acknowledgement",
        }
        .to_owned(),
    }
}
