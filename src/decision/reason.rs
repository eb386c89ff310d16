//! A rule, whether it holds, and the facts that make it so.

use serde::{Deserialize, Serialize};

use crate::{
    engine::{Evaluation, ExemptionResult, Use},
    fact::{Extent, FactId, Possible, Truth, Value},
    law::{Entitlement, Provision, Term},
    rule::{Confidence, Defines, Force, Role, Rule, RuleId, Tell},
};

/// A rule that was tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Reason {
    /// The id of the rule.
    pub rule: String,
    /// Its role: definition, ground, exemption, exception, scope.
    pub role: String,
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

/// A fact, definition or outcome that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FactUse {
    /// The id of the fact, definition (a rule id) or entitlement.
    pub fact: String,
    /// Its name in words.
    pub name: String,
    /// Its value in words: `yes`, `public task`, `part`, `unknown`.
    pub value: String,
    /// Where the value came from, or why it is unknown.
    pub from: String,
    /// The provision under whose review a sweeping answer covers the fact, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<Provision>,
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
        role: rule.role.word().to_owned(),
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

pub(super) fn fact_use(evaluation: &Evaluation<'_>, used: Use, asked: u64) -> Option<FactUse> {
    let book = evaluation.book();
    Some(match used {
        Use::Fact(fact) => {
            let declared = book.vocabulary().get(fact)?;
            let known = evaluation.facts().known(fact);
            FactUse {
                fact: declared.id.clone(),
                name: declared.name.clone(),
                value: known.map_or_else(
                    || "unknown".to_owned(),
                    |known| known.value.in_words(declared.domain.terms(), asked),
                ),
                from: known.map_or_else(
                    || evaluation.facts().why_unknown(fact).in_words(),
                    |known| known.provenance.in_words(),
                ),
                class: declared.class.clone(),
            }
        }
        Use::Definition(id) => {
            let rule = book.rule(id)?;
            let value = match evaluation.definition_members(id) {
                Some((members, _)) => Value::Members(members)
                    .in_words(evaluation.definition_domain(rule).terms(), asked),
                None => truth_in_words(evaluation.holds(id)).to_owned(),
            };
            FactUse {
                fact: rule.id.clone(),
                name: rule.id.replace('-', " "),
                value,
                from: defined_by(evaluation, rule),
                class: None,
            }
        }
        Use::Entitlement(entitlement) => {
            let possible = evaluation
                .grant(entitlement)
                .map_or(Possible::only(Extent::None), |grant| grant.possible);
            FactUse {
                fact: entitlement.code().to_owned(),
                name: format!("the person's claim {}", entitlement.label()),
                value: match possible.single() {
                    Some(Extent::None) => "refused".to_owned(),
                    Some(Extent::Part) => "granted in part".to_owned(),
                    Some(Extent::Whole) => "granted".to_owned(),
                    None => "open".to_owned(),
                },
                from: format!("the decision on {}", entitlement.right().label()),
                class: None,
            }
        }
        Use::Date(date) => FactUse {
            fact: format!("date/{date:?}").to_lowercase(),
            name: format!("the day {date:?}").to_lowercase(),
            value: "unknown".to_owned(),
            from: "not yet asked".to_owned(),
            class: None,
        },
    })
}

/// Where a definition stands and, for a set, where its members came from.
fn defined_by(evaluation: &Evaluation<'_>, rule: &Rule) -> String {
    let members = match rule.role {
        Role::Definition(Defines::MembersOf(fact)) => evaluation.facts().known(fact),
        _ => None,
    };
    let unverified = match rule.confidence {
        Confidence::Verified => "",
        Confidence::Unverified => ", not verified",
    };
    let cited = format!("defined by {}{unverified}", rule.provision.cite());
    members.map_or(cited.clone(), |known| {
        format!("{}; {cited}", known.provenance.in_words())
    })
}

const fn truth_in_words(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
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
