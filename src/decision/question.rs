//! An open fact that can still change something.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fact_use::name_of;
use crate::{
    engine::{Evaluation, Open, OpenUse, Target, Use},
    fact::{Burden, Declaration, Domain, FactId, FactKind, Level, Respondent, Value, WhyUnknown},
    law::{Entitlement, Provision, Terms},
    rule::{GovernedBy, RuleId},
};

/// A question whose answer can still change something: an open outcome or an open entitlement of it, a
/// duty or a power.
///
/// Every fact that can is asked for; one that cannot is not, unless a decision says that it is not
/// exact. Of a right whose outcome is determined nothing is asked, though an entitlement of it may be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Question {
    /// The id of the fact, or `date/…` for a date of the case.
    pub fact: String,
    /// Its short name.
    pub name: String,
    /// The question in words.
    pub ask: String,
    /// What it takes as an answer, yes or no where nothing is said: enough to draw a form field.
    #[serde(skip_serializing_if = "Takes::is_yes_no", default)]
    pub takes: Takes,
    /// Who can answer.
    pub answered_by: Respondent,
    /// Whether it is observed (where nothing is said) or must be judged.
    #[serde(skip_serializing_if = "is_observed", default = "observed")]
    pub kind: FactKind,
    /// What it is about: the request, the activity or the item.
    pub about: Level,
    /// Why it is not known; where nothing is said, no one has asked.
    #[serde(skip_serializing_if = "is_not_asked", default = "not_asked")]
    pub unknown: WhyUnknown,
    /// Who bears the burden of showing it, where the law says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub burden: Option<Burden>,
    /// The provision that the fact serves.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub provision: Option<Provision>,
    /// The provision under whose review a sweeping answer covers the fact, where there is one: one
    /// review answers every question of that class.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<Provision>,
    /// For a question about a set: the terms that matter, in words. Empty where any may.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub matters: Vec<String>,
    /// What a person who judges should weigh.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub factors: Vec<ToWeigh>,
    /// The rules that it is open in.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(crate) const fn is_observed(kind: &FactKind) -> bool {
    matches!(kind, FactKind::Observed)
}

pub(crate) const fn observed() -> FactKind {
    FactKind::Observed
}

const fn is_not_asked(why: &WhyUnknown) -> bool {
    matches!(why, WhyUnknown::NotAsked)
}

const fn not_asked() -> WhyUnknown {
    WhyUnknown::NotAsked
}

/// What a question takes as an answer.
///
/// ```
/// use data_subject_rights::decision::Takes;
/// let takes: Takes = serde_json::from_str(r#"{"one-of":[{"code":"written","label":"in writing on paper"}]}"#)?;
/// assert!(matches!(takes, Takes::OneOf(options) if options.len() == 1));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Takes {
    /// Yes or no.
    #[default]
    YesNo,
    /// One of these.
    OneOf(Vec<Choice>),
    /// Any of these, or none.
    SetOf(Vec<Choice>),
    /// None of it, a part or the whole.
    Extent,
    /// A day.
    Day,
}

/// What a person who judges should weigh.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ToWeigh {
    /// What to weigh, in words.
    pub weigh: String,
    /// The provision that it comes from; none where it is that of the question.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub provision: Option<Provision>,
}

fn to_weigh(declared: &Declaration) -> Vec<ToWeigh> {
    let factors = declared.factors.iter().map(|factor| ToWeigh {
        weigh: factor.weigh.clone(),
        provision: Some(factor.provision.clone()).filter(|cited| *cited != declared.provision),
    });
    factors.collect()
}

/// One of the answers that a question offers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Choice {
    /// The word that a file says.
    pub code: String,
    /// What a form shows.
    pub label: String,
}

impl Takes {
    const fn is_yes_no(&self) -> bool {
        matches!(self, Self::YesNo)
    }

    fn of(domain: Domain) -> Self {
        let choices = |terms: Terms| -> Vec<Choice> {
            (0..terms.len())
                .map(|at| Choice {
                    code: terms.code_at(at).to_owned(),
                    label: terms.label(at).to_owned(),
                })
                .collect()
        };
        match domain {
            Domain::YesNo => Self::YesNo,
            Domain::Extent => Self::Extent,
            Domain::OneOf(terms) => Self::OneOf(choices(terms)),
            Domain::SetOf(terms) => Self::SetOf(choices(terms)),
        }
    }
}

/// The questions of what was found open and can still change one of the targets, in the order in which
/// it was met.
pub(super) fn questions(
    evaluation: &Evaluation<'_>,
    open: Open,
    targets: &[Target],
    claimed: &[Entitlement],
) -> Vec<Question> {
    told(evaluation, evaluation.relevant(open, targets, claimed))
}

/// Those of the wanted facts that are open and can still change one of the targets.
pub(super) fn among(
    evaluation: &Evaluation<'_>,
    open: Open,
    targets: &[Target],
    claimed: &[Entitlement],
    is_wanted: &dyn Fn(FactId) -> bool,
) -> BTreeSet<FactId> {
    let wanted = |what: Use| match what {
        Use::Fact(fact) => Some(fact).filter(|fact| is_wanted(*fact)),
        _ => None,
    };
    if !open.any(|what| wanted(what).is_some()) {
        return BTreeSet::new();
    }
    let matters = evaluation.relevant(open, targets, claimed).into_iter();
    matters.filter_map(|open| wanted(open.what)).collect()
}

/// The questions of what can by itself still change a target.
#[cfg(feature = "inquiry")]
pub(super) fn questions_alone(
    evaluation: &Evaluation<'_>,
    open: Open,
    target: Target,
    claimed: &[Entitlement],
) -> Vec<Question> {
    told(evaluation, evaluation.relevant_alone(open, target, claimed))
}

/// The facts and dates that the questions would ask for, by their ids.
pub(super) fn facts_asked(
    evaluation: &Evaluation<'_>,
    open: Open,
    targets: &[Target],
    claimed: &[Entitlement],
) -> Vec<String> {
    let matters = evaluation.relevant(open, targets, claimed).into_iter();
    let asked = matters.filter(|open| matches!(open.what, Use::Fact(_) | Use::Date(_)));
    asked
        .filter_map(|open| name_of(evaluation, open.what))
        .collect()
}

fn told(evaluation: &Evaluation<'_>, open: Vec<OpenUse>) -> Vec<Question> {
    let book = evaluation.book();
    open.into_iter()
        .filter_map(|open| {
            let rules = open
                .rules
                .into_iter()
                .filter_map(|id| book.rule(id).map(|rule| rule.id.clone()))
                .collect();
            asked(evaluation, open.what, open.members, rules)
        })
        .collect()
}

/// The question about something that a rule waits for; none about a definition or an entitlement.
pub(super) fn question_of(
    evaluation: &Evaluation<'_>,
    used: Use,
    rule: RuleId,
) -> Option<Question> {
    let rule = evaluation.book().rule(rule)?;
    asked(evaluation, used, u64::MAX, vec![rule.id.clone()])
}

fn asked(
    evaluation: &Evaluation<'_>,
    used: Use,
    members: u64,
    rules: Vec<String>,
) -> Option<Question> {
    match used {
        Use::Fact(fact) => {
            let declared = evaluation.book().vocabulary().get(fact)?;
            Some(Question {
                fact: declared.id.clone(),
                name: declared.name.clone(),
                ask: declared.ask.clone(),
                takes: Takes::of(declared.domain),
                answered_by: declared.answered_by,
                kind: declared.kind,
                about: declared.about,
                unknown: evaluation.facts().why_unknown(fact),
                burden: declared.burden.clone(),
                provision: Some(declared.provision.clone()),
                class: declared.class.clone(),
                matters: matters(evaluation, fact, members),
                factors: to_weigh(declared),
                rules,
            })
        }
        Use::Date(date) => Some(question_of_date(date, rules)),
        Use::Definition(_) | Use::Entitlement(_) => None,
    }
}

fn question_of_date(date: GovernedBy, rules: Vec<String>) -> Question {
    let (id, ask) = match date {
        GovernedBy::Received => ("date/received", "On which day was the request received?"),
        GovernedBy::Replied => ("date/replied", "On which day did the council reply?"),
        GovernedBy::Decided => (
            "date/decided",
            "On which day was the automated decision taken?",
        ),
        GovernedBy::Collected => (
            "date/collected",
            "On which day was the information collected?",
        ),
        GovernedBy::Processed => (
            "date/processed",
            "On which day was the information processed?",
        ),
        GovernedBy::Complained => (
            "date/complained",
            "On which day was the complaint received?",
        ),
    };
    Question {
        fact: id.to_owned(),
        name: id.replace('/', " "),
        ask: ask.to_owned(),
        takes: Takes::Day,
        answered_by: Respondent::Officer,
        kind: FactKind::Observed,
        about: Level::Request,
        unknown: WhyUnknown::NotAsked,
        burden: None,
        provision: None,
        class: None,
        matters: Vec::new(),
        factors: Vec::new(),
        rules,
    }
}

/// The members still unknown among those that tests ask about.
fn matters(evaluation: &Evaluation<'_>, fact: FactId, asked: u64) -> Vec<String> {
    let declared = evaluation.book().vocabulary().get(fact);
    let Some(Domain::SetOf(terms)) = declared.map(|declared| declared.domain) else {
        return Vec::new();
    };
    let known = match evaluation.facts().value(fact) {
        Some(Value::Members(members)) => members.present | members.absent,
        _ => 0,
    };
    (0..terms.len())
        .filter(|at| asked != u64::MAX && asked & !known & (1 << at) != 0)
        .map(|at| terms.label(at).to_owned())
        .collect()
}
