//! A rule, whether it holds, and the facts that make it so.

use serde::{Deserialize, Serialize};

use super::fact_use::{FactUse, fact_use};
use crate::{
    engine::{Evaluation, ExemptionResult, Use},
    fact::{Extent, FactId, Truth},
    law::{Entitlement, Provision},
    rule::{Confidence, Force, Role, RoleKind, Rule, RuleId, Tell},
};

/// A rule that was tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reason {
    /// The id of the rule.
    pub rule: String,
    /// Its role.
    pub role: RoleKind,
    /// The provision that it encodes.
    pub provision: Provision,
    /// For a ground: the entitlement that it grants.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grants: Option<Entitlement>,
    /// Whether it holds.
    pub truth: Truth,
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
    /// The facts, definitions and outcomes that force its truth or keep it open.
    pub facts: Vec<FactUse>,
    /// For a ground: the exemptions that take, or may take, what it grants.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub defeated_by: Vec<Defeat>,
}

/// An exemption standing against a ground, duty or power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Defeat {
    /// The id of the exemption.
    pub exemption: String,
    /// Whether it holds.
    pub truth: Truth,
    /// What it takes, least first; more than one where that is open.
    pub takes: Vec<Extent>,
    /// The exceptions that were tried.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub exceptions: Vec<TriedException>,
}

/// An exception tried against an exemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TriedException {
    /// The id of the exception.
    pub exception: String,
    /// Whether it holds.
    pub truth: Truth,
}

pub(super) fn reason(evaluation: &Evaluation<'_>, id: RuleId, rule: &Rule) -> Reason {
    let (force, tell) = match rule.role {
        Role::Exemption { force, tell, .. } => (
            Some(force),
            Some(tell).filter(|tell| *tell == Tell::Withhold),
        ),
        _ => (None, None),
    };
    let defeated_by = if rule.role.can_be_exempted() {
        defeats(evaluation, &evaluation.exemptions(id))
    } else {
        Vec::new()
    };
    Reason {
        rule: rule.id.clone(),
        role: rule.role.kind(),
        provision: rule.provision.clone(),
        grants: match rule.role {
            Role::Ground(entitlement) => Some(entitlement),
            _ => None,
        },
        truth: evaluation.holds(id),
        says: rule.says.clone(),
        officer: rule.officer.clone(),
        force,
        tell,
        confidence: rule.confidence,
        facts: fact_uses(evaluation, id, rule),
        defeated_by,
    }
}

pub(super) fn fact_uses(evaluation: &Evaluation<'_>, id: RuleId, rule: &Rule) -> Vec<FactUse> {
    let mut uses = evaluation.rests_on(id);
    // How far an exemption goes is a fact that it rests on too.
    if let Role::Exemption { extent, .. } | Role::Exception { extent, .. } = rule.role
        && let crate::rule::ExtentOf::Fact(fact) = extent
        && !uses.iter().any(|(used, _)| *used == Use::Fact(fact))
        && !evaluation.holds(id).is_no()
    {
        uses.push((Use::Fact(fact), 0));
    }
    uses.into_iter()
        .filter_map(|(used, asked)| fact_use(evaluation, used, asked))
        .collect()
}

pub(super) fn defeats(evaluation: &Evaluation<'_>, exemptions: &[ExemptionResult]) -> Vec<Defeat> {
    let id = |rule: RuleId| {
        evaluation
            .book()
            .rule(rule)
            .map_or_else(String::new, |rule| rule.id.clone())
    };
    exemptions
        .iter()
        .filter(|exemption| !exemption.truth.is_no())
        .map(|exemption| Defeat {
            exemption: id(exemption.rule),
            truth: exemption.truth,
            takes: exemption.takes().iter().collect(),
            exceptions: exemption
                .exceptions
                .iter()
                .map(|exception| TriedException {
                    exception: id(exception.rule),
                    truth: exception.truth,
                })
                .collect(),
        })
        .collect()
}

/// The facts that an evaluation leaves unmentioned are found by id, not by name.
pub(super) fn fact_id(evaluation: &Evaluation<'_>, fact: FactId) -> String {
    evaluation
        .book()
        .vocabulary()
        .get(fact)
        .map_or_else(String::new, |declared| declared.id.clone())
}
