//! What decisions depend on, in words.

use std::collections::BTreeMap;

use super::{classes::MANY, page::Page};
use crate::{
    advice::{NextQuestion, Outlook, PartOutlook},
    calendar::in_words,
    decision::{
        BookOutlook, Counterfactual, Counterfactuals, Doer, Effect, FactUse, FactValue,
        NearestGround, Outcome, PlannedQuestion, PlannedReview, PlannedStep, QuestionPlan,
        SufficientReason, WeighedJudgement,
    },
    fact::FactKind,
    law::{Provision, Term},
};

/// What each decision depends on, as plain text: facts that suffice, the nearest ground, changes that would alter
/// it, its judgements, and the next question. Made for an officer: it may name what must not be told to the
/// person.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, case::Request, explain, inquiry::CostModel, law::Right,
/// };
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Objection);
/// let council = Controller::doncaster()?.procedure_alone();
/// let outlook = council.outlook(&request, &CostModel::default())?;
/// assert!(explain::outlook(&outlook).contains("Ask next:"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn outlook(outlook: &Outlook) -> String {
    let mut page = Page::default();
    for part in &outlook.parts {
        page.heading(&format!("{}: {}", part.right.label(), subject(part)));
        book(&mut page, "Under the procedure", &part.procedure);
        if let Some(statute) = &part.statute {
            page.gap();
            book(&mut page, "By law", statute);
        }
    }
    page.into_text()
}

/// The next question of a request, as plain text: what to ask, whom, why, and how much is still to be asked.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, case::Request, explain, inquiry::CostModel, law::Right,
/// };
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Objection);
/// let council = Controller::doncaster()?;
/// let next = council.next_question(&request, &CostModel::default())?.ok_or("something is open")?;
/// assert!(explain::next_question(&next).contains("Why:"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn next_question(next: &NextQuestion) -> String {
    let mut page = Page::default();
    plan(&mut page, 0, &next.plan);
    page.into_text()
}

fn subject(part: &PartOutlook) -> String {
    match (&part.activity, &part.item) {
        (Some(activity), Some(item)) => format!("{activity}: {item}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => "everything the council holds".to_owned(),
    }
}

fn book(page: &mut Page, name: &str, book: &BookOutlook) {
    page.line(2, &format!("{name}: {}.", book.outcome.in_words()));
    if let Some(next) = &book.plan {
        plan(page, 4, next);
    } else if book.outcome == Outcome::Open {
        page.line(
            4,
            "No one can be asked at the moment: the missing answers are not known, or are awaited.",
        );
    }
    if let Some(reason) = &book.sufficient {
        sufficient(page, reason);
    }
    if let Some(ground) = &book.nearest {
        nearest(page, ground);
    }
    if let Some(found) = &book.changes {
        changes(page, found);
    }
    if !book.judgements.is_empty() {
        page.line(4, "Judgements in it:");
        for judgement in &book.judgements {
            judged(page, judgement);
        }
    }
}

fn plan(page: &mut Page, indent: usize, plan: &QuestionPlan) {
    match &plan.next {
        PlannedStep::Question(planned) => ask(page, indent, planned),
        PlannedStep::Review(review) => ask_for_review(page, indent, review),
    }
    let rules = plan.next.rules();
    if !rules.is_empty() {
        let more = rules.len().saturating_sub(6);
        let mut named = rules.into_iter().take(6).collect::<Vec<_>>().join(", ");
        if more > 0 {
            named.push_str(&format!(" and {more} more"));
        }
        page.line(indent + 2, &format!("Rules it may affect: {named}."));
    }
    effort(page, indent + 2, plan);
}

fn ask(page: &mut Page, indent: usize, planned: &PlannedQuestion) {
    let question = &planned.question;
    page.marked(indent, "Ask next: ", &question.ask);
    let mut who = format!("Ask {}", question.answered_by.in_words());
    if question.kind == FactKind::Judgement {
        who.push_str("; this is a judgement: record who made it, in what role, when and why");
    }
    let cited = question.provision.as_ref();
    let cited = cited.map_or_else(String::new, |cited| format!(" [{}]", cited.cite()));
    page.line(indent + 2, &format!("{who}.{cited}"));
    if let Some(burden) = &question.burden {
        let by = burden.by.as_ref();
        let by = by.map_or_else(String::new, |by| format!(" [{}]", by.cite()));
        let on = burden.on.in_words();
        page.line(indent + 2, &format!("It is for {on} to show it{by}."));
    }
    if !question.matters.is_empty() {
        let matters = question.matters.join(", ");
        page.line(indent + 2, &format!("Consider: {matters}."));
    }
    match &planned.separates {
        Some(apart) => {
            let told = |(answer, effect): &(FactValue, Effect)| {
                let (answer, then) = (answer.as_answer(), effect.outcome().in_words());
                format!("“{answer}” leads to “{then}”")
            };
            page.line(
                indent + 2,
                &format!(
                    "Why: in one possible case {}, and with everything else the same, {}.",
                    told(&apart.one),
                    told(&apart.other)
                ),
            );
        }
        None => page.line(
            indent + 2,
            "Why: an answer can save other questions, or settle the outcome together with them.",
        ),
    }
    for answer in &planned.answers {
        let (said, then) = (answer.answer.as_answer(), effects(&answer.possible));
        let said = format!("{said}: then {then}.");
        page.marked(indent + 4, "- ", &said);
    }
}

fn ask_for_review(page: &mut Page, indent: usize, review: &PlannedReview) {
    let under: Vec<String> = review.under.iter().map(Provision::cite).collect();
    page.marked(
        indent,
        "Ask next: ",
        &format!(
            "Is there any sign that one of the limits in these texts matters here: {}? Check them once, and record who did so, when, and which they raised.",
            under.join("; ")
        ),
    );
    page.line(indent + 2, "Ask the officer.");
    let count = review.questions.len();
    page.line(
        indent + 2,
        &format!("Why: one review answers {count} questions that can each change the answer."),
    );
}

fn effort(page: &mut Page, indent: usize, plan: &QuestionPlan) {
    let effort = plan.effort;
    let at_most = if plan.is_best { "" } else { "at most " };
    let mut words = format!(
        "Still to ask, with this one: {at_most}{} expected, {} on the longest path.",
        questions(effort.expected),
        effort.worst
    );
    let costs_more = (effort.expected_cost - effort.expected).abs() > 0.005;
    if costs_more {
        words.push_str(&format!(
            " Their cost: {at_most}{} expected, {} at most.",
            number(effort.expected_cost),
            effort.worst_cost
        ));
    }
    words.push_str(&if plan.is_best {
        " No plan asks less.".to_owned()
    } else {
        format!(
            " No plan has an expected cost under {}.",
            number(plan.at_least)
        )
    });
    page.line(indent, &words);
}

fn questions(count: f64) -> String {
    let plural = if (count - 1.0).abs() < 0.005 { "" } else { "s" };
    format!("{} question{plural}", number(count))
}

/// A number with no more places than it needs.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Facts on which a review left its mark are told together.
fn told(page: &mut Page, indent: usize, facts: &[FactUse]) {
    let mut reviewed: BTreeMap<String, usize> = BTreeMap::new();
    let is_reviewed =
        |used: &&FactUse| used.class.is_some() && used.value == FactValue::YesNo(false);
    for used in facts.iter().filter(is_reviewed) {
        *reviewed.entry(used.from.in_words()).or_insert(0) += 1;
    }
    reviewed.retain(|_, count| *count >= MANY);
    for used in facts {
        if !(is_reviewed(&used) && reviewed.contains_key(&used.from.in_words())) {
            page.marked(indent, "- ", &fact(used));
        }
    }
    for (from, count) in reviewed {
        page.marked(indent, "- ", &format!("{count} limits not raised ({from})"));
    }
}

fn fact(used: &FactUse) -> String {
    format!("{}: {} ({})", used.name, used.value, used.from)
}

fn sufficient(page: &mut Page, reason: &SufficientReason) {
    if reason.facts.is_empty() {
        page.line(
            4,
            "It needs no fact: on these dates the outcome is the same whatever the facts are.",
        );
        return;
    }
    page.line(
        4,
        match (reason.fewest, reason.facts.len()) {
            (true, 1) => "On these dates this alone is enough for it, whatever else is so:",
            (true, _) => "On these dates these are enough for it, whatever else is so, and fewer are not:",
            (false, _) => {
                "On these dates these are enough for it, whatever else is so, and none can be left out:"
            }
        },
    );
    told(page, 6, &reason.facts);
}

fn nearest(page: &mut Page, ground: &NearestGround) {
    page.line(
        4,
        &format!(
            "The nearest ground: {} [{}]",
            ground.says,
            ground.provision.cite()
        ),
    );
    if !ground.missing.is_empty() {
        page.line(
            6,
            match ground.missing.len() {
                1 => "One thing stopped it:",
                _ => "These together stopped it:",
            },
        );
        told(page, 8, &ground.missing);
    } else if !ground.taken_by.is_empty() {
        page.line(
            6,
            match ground.taken_by.len() {
                1 => "One thing stopped it:",
                _ => "Each of these alone stopped it:",
            },
        );
        for taken in &ground.taken_by {
            let words = format!("{} [{}]", taken.says, taken.provision.cite());
            page.marked(8, "- ", &words);
        }
    }
}

fn changes(page: &mut Page, found: &Counterfactuals) {
    if found.changes.is_empty() {
        page.line(
            4,
            if found.all {
                "No change to one thing would change it, nor would changes to two or three together."
            } else {
                "The changes that would alter it are too many to list."
            },
        );
        return;
    }
    page.line(4, "What would change it:");
    for (doer, heading) in [
        (Doer::Requester, "What the requester can do"),
        (Doer::Controller, "What the council can do"),
        (Doer::Both, "What the two can do together"),
        (
            Doer::Nobody,
            "Beyond anyone's control: a finding or judgement would have to differ, or time would have to pass",
        ),
    ] {
        let of: Vec<&Counterfactual> = found
            .changes
            .iter()
            .filter(|change| change.by == doer)
            .collect();
        if of.is_empty() {
            continue;
        }
        page.line(6, &format!("{heading}:"));
        counterfactuals(page, &of);
    }
    if !found.all {
        page.line(6, "There are more ways than those listed.");
    }
}

fn counterfactuals(page: &mut Page, changes: &[&Counterfactual]) {
    // That some limit was not raised is told once.
    let is_limit = |change: &Counterfactual| matches!(change.facts.as_slice(), [(used, _)] if used.class.is_some() && used.value == FactValue::YesNo(false));
    let limits = changes.iter().filter(|change| is_limit(change)).count();
    let together = limits >= MANY;
    for change in changes
        .iter()
        .filter(|change| !(together && is_limit(change)))
    {
        let facts: Vec<String> = change
            .facts
            .iter()
            .map(|(used, then)| {
                format!(
                    "{}: {} instead of {}",
                    used.name,
                    then.as_answer(),
                    used.value
                )
            })
            .collect();
        let words = format!("{}. Then {}.", facts.join("; "), effects(&change.possible));
        page.marked(8, "- ", &words);
    }
    if together {
        let words = format!("One of {limits} limits not raised, if it were raised.");
        page.marked(8, "- ", &words);
    }
}

fn effects(possible: &[Effect]) -> String {
    let named: Vec<&str> = possible
        .iter()
        .map(|effect| effect.outcome().in_words())
        .collect();
    match named.as_slice() {
        [] => "nothing is possible".to_owned(),
        [one] => format!("it is certain: {one}"),
        several => format!("still possible: {}", several.join("; ")),
    }
}

fn judged(page: &mut Page, judgement: &WeighedJudgement) {
    let on = judgement.on.map(in_words).unwrap_or_default();
    page.marked(
        6,
        "- ",
        &format!(
            "{}: {}. Judged by {}, {}, on {on}: {}",
            judgement.name,
            judgement.value.as_answer(),
            judgement.by,
            judgement.role,
            judgement.reasons
        ),
    );
    let offered = |was: bool| -> Vec<String> {
        let factors = judgement
            .factors
            .iter()
            .filter(|(_, considered)| *considered == was);
        factors
            .map(|(factor, _)| format!("{} [{}]", factor.weigh, factor.provision.cite()))
            .collect()
    };
    for (heading, list) in [
        ("Weighed:", offered(true)),
        ("Also weighed:", judgement.also_considered.clone()),
        ("Not on record as weighed:", offered(false)),
        ("Evidence:", judgement.evidence.clone()),
    ] {
        if !list.is_empty() {
            page.line(8, heading);
        }
        for each in list {
            page.marked(10, "- ", &each);
        }
    }
    if let Some(day) = judgement.review_by {
        page.line(8, &format!("To be reviewed after {}.", in_words(day)));
    }
    let weight = match judgement.weight {
        None => "Its weight: there are too many cases to count.".to_owned(),
        Some(share) if share <= 0.0 => {
            "Its weight: none. If every judgement were still to be made, this one alone would decide nothing.".to_owned()
        }
        Some(share) => {
            let share = if share < 0.01 {
                "under 1".to_owned()
            } else {
                number((share * 100.0).floor())
            };
            format!("Its weight: if every judgement were still to be made, this one alone would decide {share} per cent of the possible cases.")
        }
    };
    page.line(8, &weight);
}
