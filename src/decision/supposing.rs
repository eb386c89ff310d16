//! What would come out if a review that is missing raised nothing.

use serde::{Deserialize, Serialize};

use super::{
    entitlement::{AspectDecision, open_only},
    granted::Granted,
    open::open_facts,
    question::Question,
    wanted::Wanted,
};
use crate::{
    engine::{Effect, Evaluation, Outcome},
    fact::{Domain, FactKind, Facts, Provenance, Value, Vocabulary, WhyUnknown},
    law::Provision,
};

/// What would come out if a review that is missing raised nothing.
///
/// It is marked as a supposition wherever it stands. No outcome, duty or letter rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Supposing {
    /// The texts whose review is missing.
    pub under: Vec<Provision>,
    /// The facts that the review would answer, each supposed not to be raised.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub not_raised: Vec<String>,
    /// What would come out.
    pub outcome: Outcome,
    /// The effects that would still be possible, where it would be open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub possible: Vec<Effect>,
    /// Of access: the same for each thing that a person can ask for apart.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aspects: Vec<AspectDecision>,
    /// The facts that would have to be asked for all the same.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<String>,
}

/// The known facts of a case, with every unasked fact that a review would answer taken as not raised. Nothing
/// where no such fact is open, or all of them together cannot be.
pub(crate) fn suppose(facts: &Facts, vocabulary: &Vocabulary) -> Option<Facts> {
    let mut supposed: Option<Facts> = None;
    for (fact, declared) in vocabulary.iter() {
        let is_of_a_review = declared.class.is_some()
            && declared.kind == FactKind::Observed
            && declared.domain == Domain::YesNo;
        let is_open =
            facts.value(fact).is_none() && facts.why_unknown(fact) == WhyUnknown::NotAsked;
        if is_of_a_review && is_open {
            let why = "no review was made; this supposes that it raises nothing";
            supposed.get_or_insert_with(|| facts.clone()).know(
                fact,
                Value::YesNo(false),
                Provenance::derived("a supposition", why),
            );
        }
    }
    // What is not raised takes nothing: that follows.
    let mut supposed = supposed?;
    vocabulary.add_implied(&mut supposed);
    let is_possible = vocabulary.contradicted_by(&supposed).is_none();
    is_possible.then_some(supposed)
}

/// What comes out of the supposed case, where a review would answer some of these questions.
pub(super) fn supposing(
    evaluation: &Evaluation<'_>,
    supposed: &Evaluation<'_>,
    wanted: &Wanted,
    questions: &[Question],
) -> Option<Supposing> {
    let vocabulary = evaluation.book().vocabulary();
    let is_supposed = |question: &&Question| {
        let fact = vocabulary.find(&question.fact);
        question.class.is_some() && fact.is_some_and(|fact| supposed.facts().value(fact).is_some())
    };
    let answered: Vec<&Question> = questions.iter().filter(is_supposed).collect();
    if answered.is_empty() {
        return None;
    }
    let classes = answered
        .iter()
        .filter_map(|question| question.class.as_ref());
    let mut under: Vec<Provision> = classes.map(Provision::text).collect();
    under.sort();
    under.dedup();
    let granted = Granted::of(supposed, wanted);
    let (effects, _) = granted.verdict(supposed, wanted);
    let outcome = effects.outcome();
    let left = if outcome == Outcome::Open {
        let entitlements = granted.decisions(supposed, wanted);
        open_facts(supposed, wanted, &entitlements)
    } else {
        Vec::new()
    };
    Some(Supposing {
        under,
        not_raised: answered
            .into_iter()
            .map(|question| question.fact.clone())
            .collect(),
        outcome,
        possible: open_only(effects),
        aspects: granted.aspects(supposed, &wanted.claimed),
        questions: left,
    })
}
