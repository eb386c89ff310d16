//! What to ask next, why, and how much is still to be asked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    fact_use::FactValue,
    open::everything_open,
    question::{Question, questions_alone},
};
use crate::{
    engine::{Effect, Evaluation, Target, Use, effect_of_right},
    fact::{FactId, Members, Value, WhyUnknown},
    inquiry,
    inquiry::{CostModel, Inquiry, Next},
    law::{Entitlement, Provision, Right},
};

/// The plan of questions that settles an open outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct QuestionPlan {
    /// What to ask next.
    pub next: PlannedStep,
    /// How much is still to be asked, this question included. Where the plan is not shown to be the best, the
    /// most that it asks.
    pub effort: RoundedEffort,
    /// The expected cost that no plan can go below.
    pub at_least: f64,
    /// Whether no plan has a lower expected cost.
    pub is_best: bool,
}

/// How much is still to be asked. Shares are rounded to hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RoundedEffort {
    /// The expected number of questions.
    pub expected: f64,
    /// The number of questions on the longest way.
    pub worst: u32,
    /// Their expected cost.
    pub expected_cost: f64,
    /// The cost of the dearest way.
    pub worst_cost: u32,
}

/// The next question of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlannedStep {
    /// One fact, or one date of the case.
    Question(Box<PlannedQuestion>),
    /// One review that answers many questions at once.
    Review(PlannedReview),
}

/// One fact to be asked for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PlannedQuestion {
    /// The question.
    pub question: Question,
    /// The results that each answer leaves possible. For a set, the answer is about one term.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub answers: Vec<AnswerLeaves>,
    /// Two answers that make the difference in a case that is otherwise the same. None where an answer only
    /// spares other questions.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub separates: Option<Separates>,
}

/// One answer, and the effects that are possible after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AnswerLeaves {
    /// The answer; of a set, what it says of one term.
    pub answer: FactValue,
    /// The effects.
    pub possible: Vec<Effect>,
}

/// Two answers that lead to different outcomes, everything else being equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Separates {
    /// One answer, and what it leads to.
    pub one: (FactValue, Effect),
    /// Another, and what that leads to.
    pub other: (FactValue, Effect),
}

/// One review of every limit of some classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PlannedReview {
    /// What is to be gone through: the texts that the limits stand in.
    pub under: Vec<Provision>,
    /// The questions that it answers.
    pub questions: Vec<Question>,
}

impl PlannedStep {
    /// The ids of the rules at stake, in the order in which they were met.
    #[must_use]
    pub fn rules(&self) -> Vec<&str> {
        let questions: Vec<&Question> = match self {
            Self::Question(planned) => vec![&planned.question],
            Self::Review(review) => review.questions.iter().collect(),
        };
        let mut seen = BTreeSet::new();
        questions
            .into_iter()
            .flat_map(|question| &question.rules)
            .map(String::as_str)
            .filter(|rule| seen.insert(*rule))
            .collect()
    }
}

/// Facts that no one can answer at the moment. A person was asked and does not know or has not answered yet,
/// or they depend on a future event.
pub(crate) fn not_asked(evaluation: &Evaluation<'_>) -> BTreeSet<FactId> {
    let facts = evaluation.facts();
    let vocabulary = evaluation.book().vocabulary();
    vocabulary
        .iter()
        .map(|(fact, _)| fact)
        .filter(|fact| {
            matches!(
                facts.why_unknown(*fact),
                WhyUnknown::NotKnown | WhyUnknown::Awaiting(_) | WhyUnknown::DependsOn(_)
            )
        })
        .collect()
}

/// The plan for an open outcome; none where it is not open, nothing can be asked, or diagrams are not to be had.
pub(crate) fn plan(
    evaluation: &Evaluation<'_>,
    right: Right,
    claimed: &[Entitlement],
    costs: &CostModel,
) -> Option<QuestionPlan> {
    let case = evaluation.with_claims(claimed);
    let inquiry = evaluation
        .program()
        .inquire(Target::Right(right), &case, costs, &not_asked(evaluation))
        .ok()
        .flatten()?;
    let asked = |wanted: &[Use]| questions_on(evaluation, right, claimed, wanted);
    let next = match &inquiry.next {
        Next::Review(facts) => {
            let wanted: Vec<Use> = facts.iter().copied().map(Use::Fact).collect();
            let questions = asked(&wanted);
            let classes = questions
                .iter()
                .filter_map(|question| question.class.as_ref());
            let mut under: Vec<Provision> = classes.map(Provision::text).collect();
            under.sort();
            under.dedup();
            PlannedStep::Review(PlannedReview { under, questions })
        }
        Next::Fact(fact) => PlannedStep::Question(Box::new(PlannedQuestion {
            question: asked(&[Use::Fact(*fact)]).pop()?,
            answers: answers(evaluation, *fact, &inquiry),
            separates: separates(evaluation, *fact, &inquiry),
        })),
        Next::Date(date) => PlannedStep::Question(Box::new(PlannedQuestion {
            question: asked(&[Use::Date(*date)]).pop()?,
            answers: Vec::new(),
            separates: None,
        })),
    };
    Some(QuestionPlan {
        next,
        effort: rounded(inquiry.effort),
        at_least: hundredths(inquiry.at_least),
        is_best: inquiry.is_best,
    })
}

/// The questions about these alone that can still change the outcome of a right.
fn questions_on(
    evaluation: &Evaluation<'_>,
    right: Right,
    claimed: &[Entitlement],
    wanted: &[Use],
) -> Vec<Question> {
    let all = evaluation.book().entitlements(right);
    let open = everything_open(evaluation, all.into_iter(), claimed).only(wanted);
    questions_alone(evaluation, open, Target::Right(right), claimed)
}

fn answers(evaluation: &Evaluation<'_>, fact: FactId, inquiry: &Inquiry) -> Vec<AnswerLeaves> {
    inquiry
        .prospects
        .iter()
        .map(|prospect| AnswerLeaves {
            answer: typed(evaluation, fact, prospect.answer),
            possible: prospect
                .possible
                .iter()
                .map(|value| effect_of_right(*value))
                .collect(),
        })
        .collect()
}

fn separates(evaluation: &Evaluation<'_>, fact: FactId, inquiry: &Inquiry) -> Option<Separates> {
    let [one, other] = inquiry.apart?;
    let told = |(answer, value)| (typed(evaluation, fact, answer), effect_of_right(value));
    Some(Separates {
        one: told(one),
        other: told(other),
    })
}

/// An answer to the question of a fact.
pub(super) fn typed(evaluation: &Evaluation<'_>, fact: FactId, answer: Value) -> FactValue {
    let declared = evaluation.book().vocabulary().get(fact);
    let terms = declared.and_then(|declared| declared.domain.terms());
    let said_of = match answer {
        Value::Members(Members { present, absent }) => present | absent,
        _ => 0,
    };
    FactValue::of(answer, terms, said_of)
}

fn rounded(effort: inquiry::Effort) -> RoundedEffort {
    RoundedEffort {
        expected: hundredths(effort.expected),
        worst: effort.worst,
        expected_cost: hundredths(effort.expected_cost),
        worst_cost: effort.worst_cost,
    }
}

/// Rounded to hundredths: what is beyond is lost in sums.
fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
