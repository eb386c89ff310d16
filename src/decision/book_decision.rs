//! What one book says of one right for one data item.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    deciding::{Deciding, WithFacts, readable},
    duty::{DutyDecision, Note, PowerDecision, asked_by_duties, duties, notes, powers},
    entitlement::{AspectDecision, EntitlementDecision, open_only},
    further::Further,
    granted::Granted,
    open::open_in_outcome,
    question::{Question, among, questions},
    reason::{Reason, reason},
    supposing::{Supposing, supposing},
    times::Times,
    wanted::{Depth, Wanted},
};
use crate::{
    engine::{Because, Effect, Evaluation, Outcome, Use},
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
    /// where the rules are too intertwined for that ([`crate::unstable::NODE_BUDGET`]): then something may be called
    /// open that is not, never the other way round.
    #[serde(skip_serializing_if = "is_so", default = "so")]
    pub exact: bool,
    /// Which regime or body applies instead, where the book does not speak.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub out_of_scope: Vec<OutOfScope>,
    /// What decided the outcome, in the order of the book. While it is open: what decided those of its entitlements
    /// that are not.
    pub decided_by: Vec<Deciding>,
    /// The outcome of each entitlement.
    pub entitlements: Vec<EntitlementDecision>,
    /// Of access: what each of the three things comes to that a person can ask for apart.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aspects: Vec<AspectDecision>,
    /// The rules at stake while an entitlement is open: grounds that hold or may hold, exemptions that hold or were
    /// raised.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub at_stake: Vec<Deciding>,
    /// Every rule tried, in the order of the book. Empty where only what decided was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<Reason>,
    /// The questions that the outcome waits for.
    pub questions: Vec<Question>,
    /// The questions that duties and powers alone wait for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub further_questions: Vec<Question>,
    /// What would come out if a review that is missing raised nothing. Never an outcome: nothing may rest on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supposing: Option<Supposing>,
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

/// What a flag is where nothing is said and it usually holds.
pub(crate) const fn so() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(crate) const fn is_so(flag: &bool) -> bool {
    *flag
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
        let wanted = Wanted {
            right,
            claimed: claimed.to_vec(),
            only: Vec::new(),
        };
        Self::decide(evaluation, None, &wanted, Depth::EveryReason)
    }

    /// Decides what is wanted. `supposed` is the same case with every review that is missing taken to have raised
    /// nothing.
    pub(crate) fn decide(
        evaluation: &Evaluation<'_>,
        supposed: Option<&Evaluation<'_>>,
        wanted: &Wanted,
        depth: Depth,
    ) -> Self {
        let (right, claimed) = (wanted.right, wanted.claimed.as_slice());
        let granted = Granted::of(evaluation, wanted);
        let (effects, exact) = granted.verdict(evaluation, wanted);
        let outcome = effects.outcome();
        let named = granted.decided_by(evaluation, wanted, outcome);
        let entitlements = granted.decisions(evaluation, wanted);
        let aspects = granted.aspects(evaluation, claimed);
        let is_asked = outcome == Outcome::Open || is_open_beside(&aspects, &entitlements);
        let questions = if is_asked {
            open_questions(evaluation, wanted, &entitlements)
        } else {
            Vec::new()
        };
        let mut further = Further::new(evaluation, questions, depth);
        let (reasons, at_stake) = match depth {
            Depth::EveryReason => (reasons(evaluation, &granted), WithFacts::Gathered),
            Depth::Decided => (Vec::new(), WithFacts::LeftOut),
        };
        let Beside {
            duties,
            powers,
            notes,
        } = if outcome == Outcome::Silent {
            Beside::default()
        } else {
            Beside::of(evaluation, wanted, &mut further)
        };
        let (questions, further_questions) = further.into_questions();
        let supposing = supposed
            .filter(|_| outcome == Outcome::Open)
            .and_then(|supposed| supposing(evaluation, supposed, wanted, &questions));
        Self {
            book: evaluation.book().name().to_owned(),
            outcome,
            because: because(outcome, &entitlements),
            possible: open_only(effects),
            exact: exact && evaluation.is_exact(right),
            out_of_scope: out_of_scope(evaluation),
            reasons,
            decided_by: readable(evaluation, named, WithFacts::Gathered),
            // What is at stake is told by its words alone.
            at_stake: readable(evaluation, granted.at_stake(evaluation), at_stake),
            aspects,
            entitlements,
            questions,
            further_questions,
            supposing,
            duties,
            powers,
            notes,
            times: None,
        }
    }

    /// Whether the book comes to the same for each entitlement in another case: found out without deciding that one.
    pub(crate) fn grants_as(&self, other: &Evaluation<'_>, wanted: &Wanted) -> bool {
        let other = Granted::of(other, wanted).decisions(other, wanted);
        let same = |one: &EntitlementDecision, two: &EntitlementDecision| {
            one.entitlement == two.entitlement
                && one.outcome == two.outcome
                && one.because == two.because
                && one.possible == two.possible
        };
        self.entitlements.len() == other.len()
            && self
                .entitlements
                .iter()
                .zip(&other)
                .all(|(one, two)| same(one, two))
    }

    /// The question about a fact, of the outcome or of a duty or power alone.
    #[must_use]
    pub fn question(&self, fact: &str) -> Option<&Question> {
        let all = self.questions.iter().chain(&self.further_questions);
        all.into_iter().find(|question| question.fact == fact)
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

/// What a book says beside the outcome. What it says of the requests of every right it says of the rights that it knows.
#[derive(Default)]
struct Beside {
    duties: Vec<DutyDecision>,
    powers: Vec<PowerDecision>,
    notes: Vec<Note>,
}

impl Beside {
    fn of(evaluation: &Evaluation<'_>, wanted: &Wanted, further: &mut Further<'_, '_>) -> Self {
        Self {
            duties: duties(evaluation, wanted, further),
            powers: powers(evaluation, wanted.right, further),
            notes: notes(evaluation, wanted.right),
        }
    }
}

/// Whether one of the things asked for is open. It can be where the whole is settled: in part either way, or given by the
/// old law or the new.
fn is_open_beside(aspects: &[AspectDecision], entitlements: &[EntitlementDecision]) -> bool {
    let mut of_aspects = aspects.iter().map(|each| each.outcome);
    let mut of_entitlements = entitlements.iter().map(|each| each.outcome);
    if aspects.is_empty() {
        of_entitlements.any(|outcome| outcome == Outcome::Open)
    } else {
        of_aspects.any(|outcome| outcome == Outcome::Open)
    }
}

fn open_questions(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted,
    entitlements: &[EntitlementDecision],
) -> Vec<Question> {
    let (open, targets) = open_in_outcome(evaluation, wanted, entitlements);
    questions(evaluation, open, &targets, &wanted.claimed)
}

/// Those of the wanted facts that a decision asks for: for its outcome, its duties and its powers.
pub(crate) fn everything_asked(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted,
    is_wanted: &dyn Fn(FactId) -> bool,
) -> BTreeSet<FactId> {
    let granted = Granted::of(evaluation, wanted);
    let (effects, _) = granted.verdict(evaluation, wanted);
    let (aspects, entitlements) = (
        granted.aspects(evaluation, &wanted.claimed),
        granted.decisions(evaluation, wanted),
    );
    let is_open = effects.is_open() || is_open_beside(&aspects, &entitlements);
    let mut asked = BTreeSet::new();
    if is_open {
        let (open, targets) = open_in_outcome(evaluation, wanted, &entitlements);
        asked = among(evaluation, open, &targets, &wanted.claimed, is_wanted);
    }
    let is_new = |fact| is_wanted(fact) && !asked.contains(&fact);
    let of_duties = asked_by_duties(evaluation, wanted.right, &is_new);
    asked.extend(of_duties);
    asked
}

/// The rules tried for these entitlements, with the definitions they rest on, in book order.
fn reasons(evaluation: &Evaluation<'_>, granted: &Granted<'_>) -> Vec<Reason> {
    let book = evaluation.book();
    let mut tried: BTreeSet<RuleId> = evaluation.scope_rules().map(|(id, _)| id).collect();
    for grant in granted.grants() {
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
