//! What the council must do, what it may do, and what the reader should know.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    decider::Decider,
    deciding::{Deciding, WithFacts, readable},
    further::Further,
    question::among,
    reason::fact_id,
    wanted::{Depth, Wanted},
};
use crate::{
    clock::Limit,
    engine::{Evaluation, Open, Target},
    fact::{FactId, Origin, Truth, Value},
    law::{Entitlement, Measure, Provision, Right},
    rule::{Condition, Confidence, Due, GovernedBy, Role, RoleKind, Rule, RuleId},
};

/// The fact that shows the answer given; whatever goes with the answer is due with it.
pub(crate) const ANSWER: &str = "answer-sent";

/// The state of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// It arises, and nothing on record shows it met.
    Due,
    /// It arises, and a fact shows it met.
    Met,
    /// It does not arise.
    NotDue,
    /// Whether it arises is open.
    Open,
}

/// Something the council must do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct DutyDecision {
    /// The id of the rule.
    pub duty: String,
    /// The provision that makes the duty.
    pub provision: Provision,
    /// Whether it arises and is met.
    pub state: DutyState,
    /// What the council will do, to the person; where it is met, what it has done.
    pub says: String,
    /// What it says to the officer alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub officer: Option<String>,
    /// When it must be met.
    pub due: Due,
    /// The last day on which it can be met in time, where the time limit and its start are known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Date>,
    /// The time limit of the law behind that day: the later day by another reading, and the day if what is open
    /// holds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<Limit>,
    /// The fact that shows it met.
    pub met_by: String,
    /// Whether what is done can be undone without harm: it need not wait while the law is open.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub reversible: bool,
    /// Whether a fact shows it met, even while it is open whether it arises.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub met: bool,
    /// Whether only a register shows it met: a notice says it, and that does not show that this person had the notice.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub by_register: bool,
    /// The day on which it was met, where that is on record.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub met_on: Option<Date>,
    /// Whether the text of the rule was checked.
    pub confidence: Confidence,
    /// What decided whether it arises, the duty itself among it; empty while that is open. Where only
    /// what decided was asked for, without definitions and without facts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<Deciding>,
    /// While it is open: the facts, entitlements and dates that its own text waits for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waits_for: Vec<String>,
    /// Of the facts among them that are yes or no: the answer that speaks for it, none where either may. Left out is a yes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub in_favour: BTreeMap<String, Option<bool>>,
    /// While it is open: the facts that can still change whether it arises, each of them and no other. Empty where only
    /// what decided was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<String>,
    /// Where it is open: the duty to do the same by another day that arises if this one does not. One of the two
    /// certainly arises.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub otherwise: Option<String>,
}

impl DutyDecision {
    /// Whether it is the duty to answer the request.
    #[must_use]
    pub fn is_the_answer(&self) -> bool {
        self.met_by == ANSWER
    }

    /// Whether the task was certainly done in time, even if it is open whether the duty arises: then nothing is left
    /// to do. What has a last day and was done on a day that is not on record is not.
    #[must_use]
    pub fn is_done_in_time(&self) -> bool {
        self.met
            && self
                .by
                .is_none_or(|by| self.met_on.is_some_and(|on| on <= by))
    }
}

/// The state of a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PowerState {
    /// The council may use it.
    Available,
    /// The council may not use it.
    NotAvailable,
    /// Whether the council may use it is open.
    Open,
}

/// Something the council may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PowerDecision {
    /// The id of the rule.
    pub power: String,
    /// The provision that gives the power.
    pub provision: Provision,
    /// What it lets the council do.
    pub to: Measure,
    /// Whether it is available.
    pub state: PowerState,
    /// What may be done.
    pub says: String,
    /// What it says to the officer alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub officer: Option<String>,
    /// Whether the text of the rule was checked.
    pub confidence: Confidence,
    /// What decided whether it is available, the power itself among it; empty while that is open. Where
    /// only what decided was asked for, without definitions and without facts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub decided_by: Vec<Deciding>,
    /// While it is open: the facts, entitlements and dates that its own text waits for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub waits_for: Vec<String>,
    /// While it is open: the facts that can still change whether it is available, each of them and no other. Empty where
    /// only what decided was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<String>,
}

/// Something the reader of a decision should know; it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Note {
    /// The id of the note.
    pub note: String,
    /// What it is about: a provision of the procedure or of the notice.
    pub provision: Provision,
    /// `yes`, or `unknown` where facts are missing that say whether it matters here.
    pub applies: Truth,
    /// Whether it stands on the decisions of every right.
    pub general: bool,
    /// Whether it warns of what cannot be undone: then it stands before everything else.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub warning: bool,
    /// The note itself, for the officer.
    pub says: String,
    /// Whether the text that it rests on was checked.
    #[serde(default)]
    pub confidence: Confidence,
}

/// Whether a duty has to do with what is asked for: where some things alone are, a duty to give another is left out.
fn is_of_what_is_wanted(rule: &Rule, wanted: &Wanted) -> bool {
    if wanted.only.is_empty() {
        return true;
    }
    let mut gives: Vec<Entitlement> = Vec::new();
    rule.when.leaves(&mut |leaf| {
        if let Condition::Granted(entitlement) = leaf
            && entitlement.right() == wanted.right
        {
            gives.push(*entitlement);
        }
    });
    gives.is_empty() || gives.iter().any(|entitlement| wanted.counts(*entitlement))
}

/// The duties of requests for a right, in the order of the book.
pub(super) fn duties(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted,
    further: &mut Further<'_, '_>,
) -> Vec<DutyDecision> {
    let rules = evaluation.book().rules();
    rules
        .filter(|(_, rule)| is_of_what_is_wanted(rule, wanted))
        .filter_map(|(id, rule)| match &rule.role {
            Role::Duty {
                rights,
                due,
                met_by,
                ..
            } if rights.contains(&wanted.right) => {
                Some(duty(evaluation, (id, rule), *due, *met_by, further))
            }
            _ => None,
        })
        .collect()
}

fn duty(
    evaluation: &Evaluation<'_>,
    (id, rule): (RuleId, &Rule),
    due: Due,
    met_by: FactId,
    further: &mut Further<'_, '_>,
) -> DutyDecision {
    let met = evaluation.facts().value(met_by) == Some(Value::YesNo(true));
    let known = evaluation.facts().known(met_by).filter(|_| met);
    // The day of a register or of a notice is not the day on which something was done.
    let stated = known.filter(|known| known.provenance.origin == Origin::Stated);
    let is_the_answer = fact_id(evaluation, met_by) == ANSWER;
    let replied = evaluation.dates().replied.filter(|_| met && is_the_answer);
    let arises = evaluation.arises(id);
    let unknown = further.unknown(id);
    DutyDecision {
        duty: rule.id.clone(),
        provision: rule.provision.clone(),
        state: match (arises, met) {
            (Truth::Yes, true) => DutyState::Met,
            (Truth::Yes, false) => DutyState::Due,
            (Truth::No, _) => DutyState::NotDue,
            (Truth::Unknown, _) => DutyState::Open,
        },
        says: match &rule.done {
            Some(done) if arises.is_yes() && met => done.clone(),
            _ => rule.says.clone(),
        },
        officer: rule.officer.clone(),
        due,
        by: last_day(evaluation, due),
        limit: None,
        met_by: fact_id(evaluation, met_by),
        reversible: matches!(
            rule.role,
            Role::Duty {
                reversible: true,
                ..
            }
        ),
        met,
        by_register: known.is_some_and(|known| known.provenance.origin == Origin::Register),
        met_on: stated.and_then(|known| known.provenance.on).or(replied),
        confidence: rule.confidence,
        decided_by: decided_by(evaluation, id, further.depth()),
        waits_for: further.waits_for(id, &unknown),
        in_favour: further.in_favour(id, &unknown),
        questions: further.of(id),
        otherwise: arises
            .is_unknown()
            .then(|| otherwise(evaluation, id, rule))
            .flatten(),
    }
}

/// The duty to do the same that certainly arises where this one does not: the two depend on one condition, turned round
/// in one of them, and on nothing else.
fn otherwise(evaluation: &Evaluation<'_>, id: RuleId, rule: &Rule) -> Option<String> {
    let book = evaluation.book();
    let is_in_scope = rule.role.is_of_every_right() || evaluation.scope().is_yes();
    // Only the day of receipt is always known; by another both may be out of force.
    let is_in_force = rule.in_force.governed_by == GovernedBy::Received;
    let is_free = |id: RuleId| book.reaching(id).is_empty();
    let is_opposite = |one: &Condition, other: &Condition| match one {
        Condition::Not(turned) => **turned == *other,
        _ => false,
    };
    let Role::Duty { rights, met_by, .. } = &rule.role else {
        return None;
    };
    let is_other = |other: RuleId, of: &Rule| match &of.role {
        Role::Duty {
            rights: of_rights,
            met_by: of_fact,
            ..
        } => {
            of_fact == met_by
                && of_rights == rights
                && of.in_force == rule.in_force
                && is_free(other)
                && (is_opposite(&of.when, &rule.when) || is_opposite(&rule.when, &of.when))
        }
        _ => false,
    };
    let mut others = book.rules().filter(|(other, of)| is_other(*other, of));
    let (_, other) = others
        .next()
        .filter(|_| is_in_scope && is_in_force && is_free(id))?;
    Some(other.id.clone())
}

/// The powers in requests for a right, in the order of the book.
pub(super) fn powers(
    evaluation: &Evaluation<'_>,
    right: Right,
    further: &mut Further<'_, '_>,
) -> Vec<PowerDecision> {
    evaluation
        .book()
        .rules()
        .filter_map(|(id, rule)| match &rule.role {
            Role::Power { rights, to } if rights.contains(&right) => Some((id, rule, *to)),
            _ => None,
        })
        .map(|(id, rule, to)| PowerDecision {
            power: rule.id.clone(),
            provision: rule.provision.clone(),
            to,
            state: match evaluation.arises(id) {
                Truth::Yes => PowerState::Available,
                Truth::No => PowerState::NotAvailable,
                Truth::Unknown => PowerState::Open,
            },
            says: rule.says.clone(),
            officer: rule.officer.clone(),
            confidence: rule.confidence,
            decided_by: decided_by(evaluation, id, further.depth()),
            waits_for: further.waits_for(id, &further.unknown(id)),
            questions: further.of(id),
        })
        .collect()
}

/// The notes of a right. A note whose condition is open is shown: it may matter.
pub(super) fn notes(evaluation: &Evaluation<'_>, right: Right) -> Vec<Note> {
    evaluation
        .book()
        .rules()
        .filter(|(id, rule)| is_note_on(rule, right) && !evaluation.arises(*id).is_no())
        .map(|(id, rule)| Note {
            note: rule.id.clone(),
            provision: rule.provision.clone(),
            applies: evaluation.arises(id),
            general: rule.role.is_of_every_right(),
            warning: matches!(rule.role, Role::Note { warning: true, .. }),
            says: rule.says.clone(),
            confidence: rule.confidence,
        })
        .collect()
}

fn is_note_on(rule: &Rule, right: Right) -> bool {
    matches!(&rule.role, Role::Note { rights, .. } if rights.contains(&right))
}

/// What decided whether a duty or power arises. A record keeps of it the rules but for definitions, and no facts.
fn decided_by(evaluation: &Evaluation<'_>, id: RuleId, depth: Depth) -> Vec<Deciding> {
    let mut decider = Decider::new(evaluation);
    decider.arising(id);
    let mut rules = decider.into_rules();
    if depth == Depth::EveryReason {
        return readable(evaluation, rules, WithFacts::Gathered);
    }
    let kind = |id: RuleId| evaluation.book().rule(id).map(|rule| rule.role.kind());
    rules.retain(|id| kind(*id) != Some(RoleKind::Definition));
    readable(evaluation, rules, WithFacts::LeftOut)
}

/// Those of the wanted facts that the duties and powers of a right ask for.
pub(super) fn asked_by_duties(
    evaluation: &Evaluation<'_>,
    right: Right,
    is_wanted: &dyn Fn(FactId) -> bool,
) -> BTreeSet<FactId> {
    let rules = evaluation.book().rules();
    let owed = rules.filter(|(_, rule)| match &rule.role {
        Role::Duty { rights, .. } | Role::Power { rights, .. } => rights.contains(&right),
        _ => false,
    });
    let mut asked = BTreeSet::new();
    for (id, _) in owed {
        let mut open = Open::default();
        evaluation.open_in_duty(id, &mut open);
        let is_new = |fact| is_wanted(fact) && !asked.contains(&fact);
        let found = among(evaluation, open, &[Target::Rule(id)], &[], &is_new);
        asked.extend(found);
    }
    asked
}

fn last_day(evaluation: &Evaluation<'_>, due: Due) -> Option<Date> {
    match due {
        Due::Within { period, of } => period.after(evaluation.dates().get(of)?),
        // The days of the law's own limits are worked out from the events of the case.
        Due::AtOnce
        | Due::BeforeGoingAhead
        | Due::BeforeTheReply
        | Due::WithTheReply
        | Due::Always
        | Due::NotStated
        | Due::Limit(_) => None,
    }
}
