//! What each decision on a request depends on, and what to ask next.

use serde::{Deserialize, Serialize};

use super::{book::Book, controller::Controller};
use crate::{
    case::{Case, Request},
    decision::{
        BookDecision, BookOutlook, Effect, PlannedStep, QuestionPlan, Wanted, everything_asked,
        not_asked, plan,
    },
    engine::{Effects, Evaluation, Program, Session, Target},
    fact::{FactId, Facts, Level, Value, WhyUnknown},
    inquiry::{CostModel, Next, Savings},
    law::{Entitlement, Right},
    source::{Diagnostics, Problems},
};

/// What the decisions on a request depend on, and what to ask next.
///
/// [`Advice`](super::Advice) says what comes out and why. This says what would have to be different, which facts
/// would have been enough, and how much depends on each judgement. While something is open, it also gives the best
/// next question. It takes longer than deciding: a fraction of a second for a right of the statute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Outlook {
    /// The council.
    pub council: String,
    /// One for each right, activity and item, in the order of the request.
    pub parts: Vec<PartOutlook>,
}

/// What the decision on one right, for one activity and one item, depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct PartOutlook {
    /// The right.
    pub right: Right,
    /// The activity (`register/activity`) or the matter.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity: Option<String>,
    /// The item, with the items it is in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    /// Under the procedure.
    pub procedure: BookOutlook,
    /// By law.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute: Option<BookOutlook>,
}

/// The next question of a whole request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NextQuestion {
    /// The question, as the plan of one right has it.
    pub plan: QuestionPlan,
    /// The book whose answer it serves.
    pub book: Book,
    /// The right whose plan it is.
    pub right: Right,
    /// Where the answer belongs: the activity or matter. None for the request as a whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<String>,
    /// The item. None for the whole activity, or the request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    /// The other places where the same is asked and nothing is said of it yet: one answer may serve all of them. Anyone who
    /// finds that they differ answers for each.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub also: Vec<AnswerPlace>,
    /// How many decisions of that book are still open.
    pub open: usize,
    /// The effects that are still possible for the right here.
    pub possible: Vec<Effect>,
}

/// A place that an answer belongs to: an activity or matter, or an item in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AnswerPlace {
    /// The activity or matter.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<String>,
    /// The item; none for the whole activity.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
}

/// One decision of one book.
struct Goal<'a> {
    book: Book,
    session: Session<'a>,
    case: &'a Case<'a>,
    right: Right,
    claimed: Vec<Entitlement>,
    effects: Effects,
}

impl<'a> Goal<'a> {
    fn evaluation(&self) -> Evaluation<'a> {
        let facts = self.case.facts_for(self.right);
        self.session.evaluate(facts, self.case.dates)
    }
}

impl Controller {
    /// What each decision on a request depends on.
    ///
    /// # Errors
    ///
    /// As [`Controller::decide`].
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, case::Request, inquiry::CostModel, law::Right,
    /// };
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Objection);
    /// let council = Controller::doncaster()?.procedure_alone();
    /// let outlook = council.outlook(&request, &CostModel::default())?;
    /// let plan = outlook.parts[0].procedure.plan.as_ref().ok_or("it is open")?;
    /// assert!(plan.is_best && plan.effort.expected > 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outlook(&self, request: &Request, costs: &CostModel) -> Result<Outlook, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        let of = |goal: &Goal<'_>| {
            let evaluation = goal.evaluation();
            let decision = BookDecision::of(&evaluation, goal.right, &goal.claimed);
            BookOutlook::of(&evaluation, goal.right, &goal.claimed, &decision, costs)
        };
        let statute = self
            .statute()
            .map(|program| goals(request, &cases, (Book::Statute, program)))
            .unwrap_or_default();
        let mut by_law = statute.iter();
        let parts = goals(request, &cases, (Book::Procedure, self.program()))
            .iter()
            .map(|goal| PartOutlook {
                right: goal.right,
                activity: goal.case.about.clone(),
                item: goal.case.item.clone(),
                procedure: of(goal),
                statute: by_law.next().map(of),
            })
            .collect();
        problems.settle(Outlook {
            council: self.name().to_owned(),
            parts,
        })
    }

    /// The next question of a request as a whole: of the procedure's first, then of the law's. Nothing where
    /// everything asked is decided, or no one can be asked at the moment.
    ///
    /// Each open decision has its plan. Of their first questions, the one that saves the most across all of them is
    /// asked. A question that serves three items comes before one that serves one.
    ///
    /// # Errors
    ///
    /// As [`Controller::decide`].
    pub fn next_question(
        &self,
        request: &Request,
        costs: &CostModel,
    ) -> Result<Option<NextQuestion>, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        problems.settle(())?;
        let books = [
            (Book::Procedure, Some(self.program())),
            (Book::Statute, self.statute()),
        ];
        let books = books
            .into_iter()
            .filter_map(|(book, program)| Some((book, program?)));
        for (book, program) in books {
            let mut open = goals(request, &cases, (book, program));
            open.retain(|goal| goal.effects.is_open());
            if let Some(next) = next(&open, costs) {
                return Ok(Some(next));
            }
        }
        Ok(None)
    }
}

/// The decisions of a book on a request, in the order of [`Controller::decide`].
fn goals<'a>(
    request: &Request,
    cases: &'a [Case<'a>],
    (book, program): (Book, &'a Program),
) -> Vec<Goal<'a>> {
    let mut goals = Vec::new();
    let session = Session::of(program);
    for right in request.rights() {
        for case in cases {
            let Some(claimed) = request.claimed(&case.asks, right) else {
                continue;
            };
            let evaluation = session.evaluate(case.facts_for(right), case.dates);
            let effects = evaluation.verdict(right, &claimed).effects;
            goals.push(Goal {
                book,
                session: session.clone(),
                case,
                right,
                claimed,
                effects,
            });
        }
    }
    goals
}

/// A question with which the plan of a goal begins.
struct Candidate<'a> {
    goal: &'a Goal<'a>,
    plan: QuestionPlan,
    /// None for a date of the case.
    next: Option<Next>,
    about: Option<&'a str>,
    item: Option<&'a str>,
}

/// How many open decisions are planned for at once; those after them wait.
const AT_ONCE: usize = 8;

fn next(open: &[Goal<'_>], costs: &CostModel) -> Option<NextQuestion> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for goal in open.iter().take(AT_ONCE) {
        if let Some(candidate) = candidate(goal, costs) {
            // Where many facts matter a plan takes long, and the first is as good as any.
            let is_best = candidate.plan.is_best;
            // What several ask in one place is one question.
            let same = |known: &Candidate<'_>| {
                let place = (candidate.about, candidate.item);
                known.next == candidate.next && (known.about, known.item) == place
            };
            if candidate.next.is_none() || !candidates.iter().any(same) {
                candidates.push(candidate);
            }
            if !is_best {
                break;
            }
        }
    }
    let mut savings: Vec<Option<Savings<'_>>> = Vec::new();
    if candidates.len() > 1 {
        let goals = open.iter().take(AT_ONCE);
        savings.extend(goals.map(|goal| savings_of(goal, costs)));
    }
    let mut saved = |candidate: &Candidate<'_>| -> f64 {
        let Some(next) = &candidate.next else {
            return 0.0;
        };
        open.iter()
            .zip(&mut savings)
            .filter(|(goal, _)| is_there(candidate, goal))
            .filter_map(|(_, savings)| savings.as_mut())
            .map(|savings| savings.of(next))
            .sum()
    };
    let mut best: Option<(f64, &Candidate<'_>)> = None;
    for candidate in &candidates {
        let saves = saved(candidate);
        // The first of equals, in the order of the request.
        if best.is_none_or(|(most, _)| saves > most + 1e-6) {
            best = Some((saves, candidate));
        }
    }
    let (_, chosen) = best?;
    Some(NextQuestion {
        plan: chosen.plan.clone(),
        book: chosen.goal.book,
        right: chosen.goal.right,
        about: chosen.about.map(str::to_owned),
        item: chosen.item.map(str::to_owned),
        also: also(chosen, open),
        open: open.len(),
        possible: chosen.goal.effects.iter().collect(),
    })
}

fn candidate<'a>(goal: &'a Goal<'a>, costs: &CostModel) -> Option<Candidate<'a>> {
    let evaluation = goal.evaluation();
    let outlook = plan(&evaluation, goal.right, &goal.claimed, costs)?;
    let vocabulary = goal.session.program().book().vocabulary();
    let level = match &outlook.next {
        PlannedStep::Question(planned) => planned.question.about,
        PlannedStep::Review(_) => Level::Request,
    };
    let next = match &outlook.next {
        PlannedStep::Question(planned) => vocabulary.find(&planned.question.fact).map(Next::Fact),
        PlannedStep::Review(_) => Some(Next::Review(Vec::new())),
    };
    let (about, item) = match level {
        Level::Controller | Level::Request => (None, None),
        Level::Activity => (goal.case.about.as_deref(), None),
        Level::Item => (goal.case.about.as_deref(), goal.case.item.as_deref()),
    };
    Some(Candidate {
        goal,
        plan: outlook,
        next,
        about,
        item,
    })
}

/// The other places where the same is asked and nothing is said yet, so that one answer may serve all of them.
fn also(chosen: &Candidate<'_>, open: &[Goal<'_>]) -> Vec<AnswerPlace> {
    let Some(Next::Fact(fact)) = chosen.next else {
        return Vec::new();
    };
    // What is asked of the request has one place.
    if chosen.about.is_none() && chosen.item.is_none() {
        return Vec::new();
    }
    let mut places: Vec<AnswerPlace> = Vec::new();
    for goal in open {
        let case = goal.case;
        let here = AnswerPlace {
            about: case.about.clone(),
            item: chosen.item.and(case.item.clone()),
        };
        let is_chosen =
            here.about.as_deref() == chosen.about && here.item.as_deref() == chosen.item;
        if is_chosen || places.contains(&here) || !is_open(&case.facts, fact) {
            continue;
        }
        let wanted = Wanted {
            right: goal.right,
            claimed: goal.claimed.clone(),
            only: Vec::new(),
        };
        let is_it = |asked: FactId| asked == fact;
        if !everything_asked(&goal.evaluation(), &wanted, &is_it).is_empty() {
            places.push(here);
        }
    }
    places
}

/// Whether no one has said anything of a fact; of a set that others may be in it leaves it open.
fn is_open(facts: &Facts, fact: FactId) -> bool {
    match facts.value(fact) {
        None => facts.why_unknown(fact) == WhyUnknown::NotAsked,
        Some(value) => matches!(value, Value::Members(_)),
    }
}

/// Whether a question is about the same thing in some decision.
fn is_there(candidate: &Candidate<'_>, goal: &Goal<'_>) -> bool {
    let same = |asked: Option<&str>, here: Option<&str>| asked.is_none() || asked == here;
    same(candidate.about, goal.case.about.as_deref())
        && same(candidate.item, goal.case.item.as_deref())
}

/// What questions save in one decision.
fn savings_of<'g>(goal: &Goal<'g>, costs: &CostModel) -> Option<Savings<'g>> {
    let evaluation = goal.evaluation();
    let case = evaluation.with_claims(&goal.claimed);
    let target = Target::Right(goal.right);
    goal.session
        .program()
        .savings(target, &case, costs, &not_asked(&evaluation))
        .ok()
}
