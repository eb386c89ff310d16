//! Which rules decided something, apart from the rules that were merely tried.
//!
//! A rule is named where it made the outcome. It may be a ground that holds and is not taken, an exemption that took
//! from a ground, or an exception that gave it back. It may be a definition that one of these needs, or a limit of
//! the scope that is not met. Leaving out any rule that is not named changes nothing. Leaving out a named one may
//! change nothing either, because two may each have been enough.
//!
//! Where no single rule decides (whatever the missing facts are, one of several does), all of those are named.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fact_use::{FactUse, fact_use};
use crate::{
    engine::{Evaluation, Grant, Use},
    fact::{Extent, Test, Truth},
    law::{Entitlement, Provision},
    rule::{Condition, Confidence, ExtentOf, Force, Role, RoleKind, Rule, RuleId, Tell},
};

/// A rule that decided an outcome, with the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Deciding {
    /// The id of the rule.
    pub rule: String,
    /// Its role: a ground gives, an exemption takes, an exception gives back.
    pub role: RoleKind,
    /// The provision that it encodes.
    pub provision: Provision,
    /// For a ground: the entitlement that it grants.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grants: Option<Entitlement>,
    /// What it says, to the person.
    pub says: String,
    /// What it says to the officer alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub officer: Option<String>,
    /// Whether an exemption may or must be applied.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub force: Option<Force>,
    /// `withhold` where nothing of the rule may be told to the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tell: Option<Tell>,
    /// Whether the text of the rule was checked.
    pub confidence: Confidence,
    /// Whether it holds. Unknown where it may yet decide, or is one of several and any one of them decides.
    pub truth: Truth,
    /// Of a ground: that it does not hold, and nothing else gives what it would give.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub failed: bool,
    /// The facts and judgements that it rests on, through the definitions between, each with who said so and when.
    pub facts: Vec<FactUse>,
}

/// Whether the facts behind a rule are wanted with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WithFacts {
    Gathered,
    LeftOut,
}

impl Deciding {
    /// A rule that decided. Its facts are gathered only where they are `wanted`.
    fn of(evaluation: &Evaluation<'_>, id: RuleId, wanted: WithFacts) -> Option<Self> {
        let rule = evaluation.book().rule(id)?;
        let (force, tell) = match rule.role {
            Role::Exemption { force, tell, .. } => (
                Some(force),
                Some(tell).filter(|tell| *tell == Tell::Withhold),
            ),
            _ => (None, None),
        };
        Some(Self {
            rule: rule.id.clone(),
            role: rule.role.kind(),
            provision: rule.provision.clone(),
            grants: match rule.role {
                Role::Ground(entitlement) => Some(entitlement),
                _ => None,
            },
            says: rule.says.clone(),
            officer: rule.officer.clone(),
            force,
            tell,
            confidence: rule.confidence,
            truth: evaluation.holds(id),
            failed: rule.role.kind() == RoleKind::Ground && evaluation.holds(id).is_no(),
            facts: match wanted {
                WithFacts::Gathered => facts_behind(evaluation, id, rule),
                WithFacts::LeftOut => Vec::new(),
            },
        })
    }
}

/// The facts under a rule and under the definitions that it rests on, in the order written.
fn facts_behind(evaluation: &Evaluation<'_>, id: RuleId, rule: &Rule) -> Vec<FactUse> {
    uses_behind(evaluation, id, rule)
        .into_iter()
        .filter_map(|(what, asked)| fact_use(evaluation, what, asked))
        .collect()
}

/// What is not known under a rule that is open, through the definitions that it rests on.
pub(super) fn unknown_behind(evaluation: &Evaluation<'_>, id: RuleId) -> Vec<Use> {
    let Some(rule) = evaluation.book().rule(id) else {
        return Vec::new();
    };
    let uses = uses_behind(evaluation, id, rule).into_iter();
    uses.map(|(what, _)| what)
        .filter(|what| match what {
            Use::Fact(fact) => evaluation.facts().value(*fact).is_none(),
            Use::Definition(definition) => evaluation.holds(*definition).is_unknown(),
            Use::Entitlement(_) | Use::Date(_) => true,
        })
        .collect()
}

/// What a rule rests on, through definitions, each with the members of a set that are asked about.
fn uses_behind(evaluation: &Evaluation<'_>, id: RuleId, rule: &Rule) -> Vec<(Use, u64)> {
    let mut used: Vec<(Use, u64)> = Vec::new();
    let mut seen: BTreeSet<RuleId> = BTreeSet::from([id]);
    let mut waiting: Vec<(Use, u64)> = evaluation.rests_on(id);
    if let Role::Exemption { extent, .. } | Role::Exception { extent, .. } = rule.role
        && let ExtentOf::Fact(fact) = extent
        && !evaluation.holds(id).is_no()
    {
        waiting.push((Use::Fact(fact), 0));
    }
    waiting.reverse();
    while let Some((what, asked)) = waiting.pop() {
        match what {
            Use::Definition(definition) if evaluation.definition_members(definition).is_none() => {
                if seen.insert(definition) {
                    waiting.extend(evaluation.rests_on(definition).into_iter().rev());
                }
            }
            _ => match used.iter_mut().find(|(known, _)| *known == what) {
                Some((_, members)) => *members |= asked,
                None => used.push((what, asked)),
            },
        }
    }
    used
}

/// The rules that may decide an open entitlement: grounds that hold or may hold, exemptions that hold, and those
/// that were raised and are not decided. An exemption that no one has raised yet is not among them: one review
/// answers for all of those.
pub(super) fn at_stake(evaluation: &Evaluation<'_>, grant: &Grant) -> BTreeSet<RuleId> {
    let mut rules = BTreeSet::new();
    for ground in grant.grounds.iter().filter(|ground| !ground.truth.is_no()) {
        rules.insert(ground.rule);
        for exemption in &ground.exemptions {
            let counts = match exemption.truth {
                Truth::Yes => exemption.takes().single() != Some(Extent::None),
                Truth::Unknown => was_raised(evaluation, exemption.rule),
                Truth::No => false,
            };
            if counts {
                rules.insert(exemption.rule);
            }
        }
    }
    rules
}

/// Whether a review raised an exemption, or someone said that what it is about is there: in its own condition, or in a
/// definition that it rests on.
pub(super) fn was_raised(evaluation: &Evaluation<'_>, exemption: RuleId) -> bool {
    let vocabulary = evaluation.book().vocabulary();
    let mut raised = false;
    let mut looked_at = BTreeSet::new();
    let mut waiting = vec![exemption];
    while let Some(id) = waiting.pop() {
        let rule = evaluation.book().rule(id);
        let Some(rule) = rule.filter(|_| looked_at.insert(id)) else {
            continue;
        };
        rule.when.leaves(&mut |leaf| match leaf {
            Condition::Fact(fact, Test::Yes) => {
                let declared = vocabulary.get(*fact);
                let is_class = declared.is_some_and(|declared| declared.class.is_some());
                raised |= is_class && evaluation.truth(leaf).is_yes();
            }
            Condition::Definition(definition, _) => waiting.push(*definition),
            _ => {}
        });
    }
    raised
}

/// Every rule that decided, made readable, in the order of the book.
pub(super) fn readable(
    evaluation: &Evaluation<'_>,
    rules: BTreeSet<RuleId>,
    wanted: WithFacts,
) -> Vec<Deciding> {
    rules
        .into_iter()
        .filter_map(|id| Deciding::of(evaluation, id, wanted))
        .collect()
}
