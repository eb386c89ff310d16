//! What a decision depends on: the facts that suffice for it, the nearest ground, changes that would alter it,
//! and its judgements. While it is open, also the next question.

use serde::{Deserialize, Serialize};

use super::{
    book_decision::BookDecision,
    fact_use::{FactUse, FactValue, fact_use},
    plan::{QuestionPlan, plan, typed},
    reason::Reason,
};
use crate::{
    calendar::Date,
    circuit::Masks,
    engine::{Effect, Evaluation, Outcome, Target, Use, effect_of_right},
    fact::{ChangedBy, Extent, FactId, Factor, Known, Origin, Truth, Value},
    inquiry::{Change, Changes, CostModel},
    law::{Entitlement, Provision, Right},
};

/// How many facts a change may take that is still worth telling.
const MOST_FACTS: usize = 3;

/// What one book's decision depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BookOutlook {
    /// The short name of the book.
    pub book: String,
    /// The outcome.
    pub outcome: Outcome,
    /// What to ask next, where the outcome is open and someone can be asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan: Option<QuestionPlan>,
    /// The fewest facts that force the outcome, where it is determined.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sufficient: Option<SufficientReason>,
    /// Of a refusal: the ground that came nearest, and what stopped it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nearest: Option<NearestGround>,
    /// What would change the outcome, where it is determined.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub changes: Option<Counterfactuals>,
    /// The recorded judgements that the rules for the right read.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub judgements: Vec<WeighedJudgement>,
}

/// Facts that force an outcome whatever the others are. Only the dates, the council's settings and the claims
/// are also taken as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct SufficientReason {
    /// The facts.
    pub facts: Vec<FactUse>,
    /// Whether no fewer would do.
    pub fewest: bool,
}

/// The ground that came nearest, and what stopped it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NearestGround {
    /// The id of the ground.
    pub rule: String,
    /// Its provision.
    pub provision: Provision,
    /// Its words.
    pub says: String,
    /// The exemptions that take all it gives, where it holds.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub taken_by: Vec<TakenBy>,
    /// The fewest facts that would have to be otherwise for it to hold, as they are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub missing: Vec<FactUse>,
}

/// An exemption that takes all that a ground gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TakenBy {
    /// The id of the exemption.
    pub rule: String,
    /// Its provision.
    pub provision: Provision,
    /// Its words.
    pub says: String,
}

/// What would change an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Counterfactuals {
    /// The smallest sets of facts, at most three at a time.
    pub changes: Vec<Counterfactual>,
    /// Whether these are all such sets.
    pub all: bool,
}

/// Who could bring a change about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doer {
    /// The requester alone, by doing something: what was done is not undone.
    Requester,
    /// The controller alone, likewise.
    Controller,
    /// The two together.
    Both,
    /// No one, by doing something: another finding or judgement would be needed.
    Nobody,
}

/// Facts that would have to be otherwise, together, for another outcome to be possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Counterfactual {
    /// Who could bring it about.
    pub by: Doer,
    /// The facts as they are, each with the value that it would have to have.
    pub facts: Vec<(FactUse, FactValue)>,
    /// The effects that are possible then.
    pub possible: Vec<Effect>,
}

/// A recorded judgement, and how much depends on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct WeighedJudgement {
    /// The id of the fact.
    pub fact: String,
    /// Its name.
    pub name: String,
    /// What was judged.
    pub value: FactValue,
    /// Who judged.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub on: Option<Date>,
    /// Why.
    pub reasons: String,
    /// What the vocabulary offers to be weighed, each with whether the record says that it was.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub factors: Vec<(Factor, bool)>,
    /// What else was weighed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub also_considered: Vec<String>,
    /// Where the evidence is.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<String>,
    /// The last day on which it counts without being made again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub review_by: Option<Date>,
    /// The share of the possible cases in which it alone decides the outcome. Every other known fact counts,
    /// the judgements of this list are set aside, and each case is equally likely. None where there are too
    /// many cases to count.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub weight: Option<f64>,
}

impl BookOutlook {
    /// What a decision of `evaluation` depends on; `decision` is the decision itself.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, decision::{BookDecision, BookOutlook}, engine::Evaluation, inquiry::CostModel,
    ///     fact::Facts, law::Right, rule::Dates,
    /// };
    ///
    /// let council = Controller::doncaster()?;
    /// let facts = Facts::default();
    /// let dates = Dates::received(Date::constant(2026, 11, 21));
    /// let evaluation = Evaluation::new(council.program(), &facts, dates);
    /// let decision = BookDecision::of(&evaluation, Right::Objection, &[]);
    /// let outlook = BookOutlook::of(&evaluation, Right::Objection, &[], &decision, &CostModel::default());
    /// assert!(outlook.plan.is_some() && outlook.sufficient.is_none());
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn of(
        evaluation: &Evaluation<'_>,
        right: Right,
        claimed: &[Entitlement],
        decision: &BookDecision,
        costs: &CostModel,
    ) -> Self {
        let looking = Looking {
            evaluation,
            decision,
            case: evaluation.with_claims(claimed),
            target: Target::Right(right),
        };
        let is_open = decision.outcome == Outcome::Open;
        Self {
            book: decision.book.clone(),
            outcome: decision.outcome,
            plan: if is_open {
                plan(evaluation, right, claimed, costs)
            } else {
                None
            },
            sufficient: looking.sufficient(),
            nearest: looking.nearest(),
            changes: looking.changes(),
            judgements: looking.judgements(),
        }
    }
}

struct Looking<'a> {
    evaluation: &'a Evaluation<'a>,
    decision: &'a BookDecision,
    case: Masks,
    target: Target,
}

impl Looking<'_> {
    fn fact_use(&self, fact: FactId) -> Option<FactUse> {
        fact_use(self.evaluation, Use::Fact(fact), 0)
    }

    fn sufficient(&self) -> Option<SufficientReason> {
        let program = self.evaluation.program();
        let found = program.sufficient(self.target, &self.case).ok().flatten()?;
        Some(SufficientReason {
            facts: found
                .facts
                .iter()
                .filter_map(|fact| self.fact_use(*fact))
                .collect(),
            fewest: found.fewest,
        })
    }

    fn changes(&self) -> Option<Counterfactuals> {
        if matches!(self.decision.outcome, Outcome::Open | Outcome::Silent) {
            return None;
        }
        let vocabulary = self.evaluation.book().vocabulary();
        let may_change = |fact| {
            vocabulary
                .get(fact)
                .is_some_and(|declared| declared.changed_by != ChangedBy::Never)
        };
        let found = self
            .evaluation
            .program()
            .changes(self.target, &self.case, may_change, MOST_FACTS)
            .ok()?;
        let Changes { found, all, .. } = found;
        let mut changes: Vec<Counterfactual> = found
            .iter()
            .map(|change| self.counterfactual(change))
            .collect();
        // What someone can do stands before what no one can; else the smallest first, as they were found.
        changes.sort_by_key(|change| (change.by, change.facts.len()));
        Some(Counterfactuals { changes, all })
    }

    fn counterfactual(&self, change: &Change) -> Counterfactual {
        let vocabulary = self.evaluation.book().vocabulary();
        let ways = change.facts.iter().filter_map(|(fact, value)| {
            vocabulary
                .get(*fact)
                .map(|declared| (declared.changed_by, *value))
        });
        let by = ways
            .map(|(way, value)| match (way, is_done(value)) {
                // What was done cannot be undone by asking for it.
                (_, false) => Doer::Nobody,
                (ChangedBy::Requester, true) => Doer::Requester,
                (ChangedBy::Controller, true) => Doer::Controller,
                (ChangedBy::Nobody | ChangedBy::Never, true) => Doer::Nobody,
            })
            .reduce(|one, other| match (one, other) {
                (Doer::Nobody, _) | (_, Doer::Nobody) => Doer::Nobody,
                (one, other) if one == other => one,
                _ => Doer::Both,
            });
        Counterfactual {
            by: by.unwrap_or(Doer::Nobody),
            facts: change
                .facts
                .iter()
                .filter_map(|(fact, value)| {
                    let then = typed(self.evaluation, *fact, *value);
                    Some((self.fact_use(*fact)?, then))
                })
                .collect(),
            possible: change
                .possible
                .iter()
                .map(|value| effect_of_right(*value))
                .collect(),
        }
    }

    /// The ground that the fewest facts keep from holding. One that holds is nearer than any that does not.
    fn nearest(&self) -> Option<NearestGround> {
        if self.decision.outcome != Outcome::DoesNotApply {
            return None;
        }
        let book = self.evaluation.book();
        let grounds: Vec<&Reason> = self
            .decision
            .reasons
            .iter()
            .filter(|reason| reason.grants.is_some())
            .collect();
        let named = |ground: &Reason| NearestGround {
            rule: ground.rule.clone(),
            provision: ground.provision.clone(),
            says: ground.says.clone(),
            taken_by: Vec::new(),
            missing: Vec::new(),
        };
        if let Some(ground) = grounds.iter().find(|ground| ground.truth.is_yes()) {
            let taken = ground.defeated_by.iter();
            let mut nearest = named(ground);
            nearest.taken_by = taken
                .filter(|defeat| defeat.truth == Truth::Yes && defeat.takes == [Extent::Whole])
                .filter_map(|defeat| {
                    let mut reasons = self.decision.reasons.iter();
                    reasons.find(|reason| reason.rule == defeat.exemption)
                })
                .map(|reason| TakenBy {
                    rule: reason.rule.clone(),
                    provision: reason.provision.clone(),
                    says: reason.says.clone(),
                })
                .collect();
            return Some(nearest);
        }
        let mut best: Option<(usize, NearestGround)> = None;
        for ground in grounds {
            let id = book.find(&ground.rule)?;
            let most = best.as_ref().map_or(MOST_FACTS, |(least, _)| least - 1);
            if most == 0 {
                break;
            }
            let program = self.evaluation.program();
            let case = &self.case;
            let Ok(changes) = program.changes(Target::Rule(id), case, |_| true, most) else {
                continue;
            };
            if let Some(change) = changes.found.first() {
                let mut nearest = named(ground);
                let missing = change.facts.iter();
                nearest.missing = missing
                    .filter_map(|(fact, _)| self.fact_use(*fact))
                    .collect();
                best = Some((change.facts.len(), nearest));
            }
        }
        best.map(|(_, nearest)| nearest)
    }

    fn judgements(&self) -> Vec<WeighedJudgement> {
        let vocabulary = self.evaluation.book().vocabulary();
        let facts = self.evaluation.facts();
        let read = |id: &str| {
            let mut used = self
                .decision
                .reasons
                .iter()
                .flat_map(|reason| &reason.facts);
            used.any(|used| used.fact == id)
        };
        let judged: Vec<(FactId, &Known)> = facts
            .iter()
            .filter(|(_, known)| known.provenance.origin == Origin::Judgement)
            .filter(|(fact, _)| {
                vocabulary
                    .get(*fact)
                    .is_some_and(|declared| read(&declared.id))
            })
            .collect();
        let ids: Vec<FactId> = judged.iter().map(|(fact, _)| *fact).collect();
        let program = self.evaluation.program();
        let weights = program
            .weights(self.target, &self.case, &ids)
            .unwrap_or_default();
        judged
            .into_iter()
            .filter_map(|(fact, known)| {
                let weight = weights.iter().find(|(of, _)| *of == fact);
                self.judgement(fact, known, weight.and_then(|(_, weight)| *weight))
            })
            .collect()
    }

    fn judgement(
        &self,
        fact: FactId,
        known: &Known,
        weight: Option<f64>,
    ) -> Option<WeighedJudgement> {
        let declared = self.evaluation.book().vocabulary().get(fact)?;
        let record = known.provenance.judged.as_deref()?;
        let is_offered = |words: &String| declared.factors.iter().any(|each| each.weigh == *words);
        let value: Value = known.value;
        Some(WeighedJudgement {
            fact: declared.id.clone(),
            name: declared.name.clone(),
            value: typed(self.evaluation, fact, value),
            by: known.provenance.by.clone(),
            role: record.role.clone(),
            on: known.provenance.on,
            reasons: known.provenance.because.clone().unwrap_or_default(),
            factors: declared
                .factors
                .iter()
                .map(|factor| (factor.clone(), record.considered.contains(&factor.weigh)))
                .collect(),
            also_considered: record
                .considered
                .iter()
                .filter(|words| !is_offered(words))
                .cloned()
                .collect(),
            evidence: record.evidence.clone(),
            review_by: record.review_by,
            weight,
        })
    }
}

/// Whether a value says that something is so, or was done.
const fn is_done(value: Value) -> bool {
    match value {
        Value::YesNo(yes) => yes,
        Value::Extent(extent) => !matches!(extent, Extent::None),
        Value::Members(_) => true,
    }
}
