//! What one book says of one right for one data item.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    DutyDecision, Effect, Note, Outcome, PowerDecision, Question, Reason, Times,
    duty::{duties, first_open_in_duties, notes, powers},
    question::{first_among, questions, questions_alone},
    reason::reason,
};
use crate::{
    engine::{Because, Effects, Evaluation, Open, Target, Use},
    fact::FactId,
    law::{Entitlement, Provision, Right},
    rule::{Role, RuleId},
};

/// What one book says of one right for one data item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BookDecision {
    /// The short name of the book.
    pub book: String,
    /// The outcome.
    pub outcome: Outcome,
    /// Why the right does not apply, where it does not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<Because>,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// Whether the outcome, every entitlement, duty and power are determined exactly when the known facts
    /// determine them (a reason says of its rule what the facts it reads tell by themselves). False
    /// where the rules are too intertwined for that ([`crate::engine::NODE_BUDGET`]): then something may be called
    /// open that is not, never the other way round.
    #[serde(skip_serializing_if = "is_so", default = "so")]
    pub exact: bool,
    /// Which regime or body applies instead, where the book does not speak.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub out_of_scope: Vec<OutOfScope>,
    /// The outcome of each entitlement.
    pub entitlements: Vec<EntitlementDecision>,
    /// The rules tried, in the order of the book.
    pub reasons: Vec<Reason>,
    /// The questions that the outcome waits for.
    pub questions: Vec<Question>,
    /// What the council must do.
    pub duties: Vec<DutyDecision>,
    /// What the council may do.
    pub powers: Vec<PowerDecision>,
    /// What the reader should know.
    pub notes: Vec<Note>,
    /// The time limits of the law, where the book has any and the public holidays are known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub times: Option<Times>,
}

const fn so() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_so(flag: &bool) -> bool {
    *flag
}

/// The outcome of one entitlement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct EntitlementDecision {
    /// The entitlement.
    pub entitlement: Entitlement,
    /// The outcome.
    pub outcome: Outcome,
    /// Why nothing is granted, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<Because>,
    /// The effects that are still possible, where the outcome is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// Whether the requester expressly claimed it.
    pub claimed: bool,
}

/// A scope rule that does not hold; where it is certain that one fails and not which, one that may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct OutOfScope {
    /// The id of the rule.
    pub rule: String,
    /// The provision that limits the book.
    pub provision: Provision,
    /// The regime or body that applies instead.
    pub otherwise: String,
}

impl BookDecision {
    /// Decides a right from an evaluation. `claimed` are the entitlements that the requester
    /// expressly claimed.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, decision::{BookDecision, Outcome}, engine::Evaluation,
    ///     fact::Facts, law::Right, rule::Dates,
    /// };
    ///
    /// let council = Controller::doncaster()?;
    /// let facts = Facts::default();
    /// let dates = Dates::received(Date::constant(2026, 11, 21));
    /// let evaluation = Evaluation::new(council.program(), &facts, dates);
    /// let decision = BookDecision::of(&evaluation, Right::Erasure, &[]);
    /// assert_eq!(decision.outcome, Outcome::Open);
    /// assert!(!decision.questions.is_empty());
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, right: Right, claimed: &[Entitlement]) -> Self {
        let book = evaluation.book();
        let entitlements = entitlements(evaluation, right, claimed);
        let verdict = evaluation.verdict(right, claimed);
        let outcome = verdict.outcome();
        let questions = if outcome == Outcome::Open {
            open_questions(evaluation, right, &entitlements, claimed)
        } else {
            Vec::new()
        };
        Self {
            book: book.name().to_owned(),
            outcome,
            because: because(outcome, &entitlements),
            possible: open_only(verdict.effects),
            exact: verdict.exact && evaluation.is_exact(right),
            out_of_scope: out_of_scope(evaluation),
            reasons: reasons(evaluation, &entitlements),
            entitlements,
            questions,
            duties: duties(evaluation, right),
            powers: powers(evaluation, right),
            notes: notes(evaluation, right),
            times: None,
        }
    }

    /// The effects that the outcome may have: the one it has, or those still possible.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        match self.outcome {
            Outcome::Applies => vec![Effect::Applies],
            Outcome::AppliesInPart => vec![Effect::AppliesInPart],
            Outcome::DoesNotApply => vec![Effect::DoesNotApply],
            Outcome::OutOfScope => vec![Effect::OutOfScope],
            Outcome::Silent => vec![Effect::Silent],
            Outcome::Open => self.possible.clone(),
        }
    }
}

fn entitlements(
    evaluation: &Evaluation<'_>,
    right: Right,
    claimed: &[Entitlement],
) -> Vec<EntitlementDecision> {
    let mut entitlements: BTreeSet<Entitlement> =
        evaluation.book().entitlements(right).into_iter().collect();
    // What a person claims of a right that the book knows is answered, even by "no ground".
    if !entitlements.is_empty() {
        entitlements.extend(claimed.iter().filter(|each| each.right() == right));
    }
    entitlements
        .into_iter()
        .map(|entitlement| {
            let grant = evaluation.grant(entitlement);
            let effects: Effects = grant
                .as_ref()
                .map_or(Effects::only(Effect::DoesNotApply), |grant| {
                    grant.possible.iter().map(Effect::of).collect()
                });
            EntitlementDecision {
                entitlement,
                outcome: effects.outcome(),
                because: grant.map_or(Some(Because::NoGround), |grant| grant.because()),
                possible: open_only(effects),
                claimed: claimed.contains(&entitlement),
            }
        })
        .collect()
}

fn open_only(effects: Effects) -> Vec<Effect> {
    if effects.is_open() {
        effects.iter().collect()
    } else {
        Vec::new()
    }
}

fn because(outcome: Outcome, entitlements: &[EntitlementDecision]) -> Option<Because> {
    if outcome != Outcome::DoesNotApply {
        return None;
    }
    let reasons: Vec<Because> = entitlements
        .iter()
        .filter_map(|each| each.because)
        .collect();
    [Because::Exempt, Because::Either]
        .into_iter()
        .find(|because| reasons.contains(because))
        .or(Some(Because::NoGround))
}

/// The scope rules that fail. Where it is certain that one does and not which, every one that may.
fn out_of_scope(evaluation: &Evaluation<'_>) -> Vec<OutOfScope> {
    let failing = |certain: bool| -> Vec<OutOfScope> {
        evaluation
            .scope_rules()
            .filter(|(id, rule)| {
                let met = evaluation.truth(&rule.when).or(!evaluation.in_force(*id));
                if certain { met.is_no() } else { !met.is_yes() }
            })
            .filter_map(|(_, rule)| match &rule.role {
                Role::Scope { otherwise } => Some(OutOfScope {
                    rule: rule.id.clone(),
                    provision: rule.provision.clone(),
                    otherwise: otherwise.clone(),
                }),
                _ => None,
            })
            .collect()
    };
    let certain = failing(true);
    if certain.is_empty() && evaluation.scope().is_no() {
        failing(false)
    } else {
        certain
    }
}

fn open_questions(
    evaluation: &Evaluation<'_>,
    right: Right,
    entitlements: &[EntitlementDecision],
    claimed: &[Entitlement],
) -> Vec<Question> {
    let (open, targets) = open_in_outcome(evaluation, right, entitlements, claimed);
    questions(evaluation, open, &targets, claimed)
}

/// What is open in an open outcome, and what it may change.
fn open_in_outcome(
    evaluation: &Evaluation<'_>,
    right: Right,
    entitlements: &[EntitlementDecision],
    claimed: &[Entitlement],
) -> (Open, Vec<Target>) {
    let all = entitlements.iter().map(|each| each.entitlement);
    let open = everything_open(evaluation, all, claimed);
    let targets: Vec<Target> = entitlements
        .iter()
        .filter(|each| each.outcome == Outcome::Open)
        .map(|each| Target::Entitlement(each.entitlement))
        .chain([Target::Right(right)])
        .collect();
    (open, targets)
}

/// The first of these facts that a decision asks for: for its outcome, its duties or its powers, in that order.
pub(crate) fn first_open(
    evaluation: &Evaluation<'_>,
    right: Right,
    claimed: &[Entitlement],
    is_wanted: &dyn Fn(FactId) -> bool,
) -> Option<FactId> {
    let outcome = evaluation.verdict(right, claimed).outcome();
    let in_outcome = (outcome == Outcome::Open).then(|| {
        let entitlements = entitlements(evaluation, right, claimed);
        let (open, targets) = open_in_outcome(evaluation, right, &entitlements, claimed);
        first_among(evaluation, open, &targets, claimed, is_wanted)
    });
    in_outcome
        .flatten()
        .or_else(|| first_open_in_duties(evaluation, right, is_wanted))
}

/// The questions about these alone that can still change the outcome of a right.
pub(super) fn questions_on(
    evaluation: &Evaluation<'_>,
    right: Right,
    claimed: &[Entitlement],
    wanted: &[Use],
) -> Vec<Question> {
    let all = evaluation.book().entitlements(right);
    let open = everything_open(evaluation, all.into_iter(), claimed).only(wanted);
    questions_alone(evaluation, open, Target::Right(right), claimed)
}

/// What is open in the scope of the book and in some entitlements.
fn everything_open(
    evaluation: &Evaluation<'_>,
    entitlements: impl ExactSizeIterator<Item = Entitlement>,
    claimed: &[Entitlement],
) -> Open {
    let mut open = Open::default();
    evaluation.open_in_scope(&mut open);
    let several = entitlements.len() > 1;
    for entitlement in entitlements {
        evaluation.open_in_entitlement(entitlement, &mut open);
        // Nothing is granted either way, but an entitlement without a ground does not count as
        // refused: beside others that are granted that makes a difference.
        if several && !claimed.contains(&entitlement) {
            evaluation.open_in_grounds(entitlement, &mut open);
        }
    }
    open
}

/// The rules tried for these entitlements, with the definitions they rest on, in book order.
fn reasons(evaluation: &Evaluation<'_>, entitlements: &[EntitlementDecision]) -> Vec<Reason> {
    let book = evaluation.book();
    let mut tried: BTreeSet<RuleId> = evaluation.scope_rules().map(|(id, _)| id).collect();
    for grant in entitlements
        .iter()
        .filter_map(|each| evaluation.grant(each.entitlement))
    {
        for ground in &grant.grounds {
            tried.insert(ground.rule);
            for exemption in &ground.exemptions {
                tried.insert(exemption.rule);
                tried.extend(exemption.exceptions.iter().map(|exception| exception.rule));
            }
        }
    }
    // Law that is not in force on the dates of the case is no reason for anything.
    tried.retain(|id| !evaluation.in_force(*id).is_no());
    let mut rests_on: Vec<RuleId> = tried.iter().copied().collect();
    while let Some(id) = rests_on.pop() {
        for (used, _) in evaluation.rests_on(id) {
            if let Use::Definition(definition) = used
                && tried.insert(definition)
            {
                rests_on.push(definition);
            }
        }
    }
    tried
        .into_iter()
        .filter_map(|id| Some(reason(evaluation, id, book.rule(id)?)))
        .collect()
}
