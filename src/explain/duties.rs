//! Every duty of the long form, by how it stands: due, done, open, not due.

use std::collections::BTreeMap;

use super::{
    gathered::{Gathered, depends_on, gather},
    page::Page,
};
use crate::{
    advice::Reasons,
    calendar::in_words,
    decision::{DutyDecision, DutyState},
    rule::Due,
};

/// A duty as it is listed: once for all that it concerns.
type Listed<'d> = Gathered<'d, DutyDecision>;

pub(super) fn duties(page: &mut Page, reasons: &Reasons) {
    let all = gather(
        reasons,
        |decision| decision.books().flat_map(|book| &book.duties),
        |a, b| a.duty == b.duty && a.provision == b.provision && a.state == b.state && a.by == b.by,
    );
    let asks = asks(reasons);
    for (state, heading) in [
        (DutyState::Due, "What the council must do"),
        (DutyState::Met, "What the council has done"),
        (DutyState::Open, "What the council may have to do"),
        (DutyState::NotDue, "What need not be done here"),
    ] {
        let listed: Vec<_> = all.iter().filter(|duty| duty.what.state == state).collect();
        if !listed.is_empty() {
            page.heading(heading);
        }
        for duty in listed {
            one_duty(page, duty, &asks);
        }
    }
}

/// The words of every question, by its fact.
pub(super) fn asks(reasons: &Reasons) -> BTreeMap<&str, &str> {
    let books = reasons.decisions.iter().flat_map(|each| each.books());
    books
        .flat_map(|book| book.questions.iter().chain(&book.further_questions))
        .map(|question| (question.fact.as_str(), question.ask.as_str()))
        .collect()
}

fn one_duty(page: &mut Page, duty: &Listed<'_>, asks: &BTreeMap<&str, &str>) {
    let what = duty.what;
    let cited = format!(
        "{} [{}]{}",
        what.says,
        what.provision.cite(),
        what.confidence.in_words()
    );
    page.marked(2, "- ", &cited);
    if what.state != DutyState::NotDue {
        if let Some(officer) = &what.officer {
            page.line(4, &format!("For the officer: {officer}"));
        }
        let when = match (what.met, what.state) {
            (true, _) => Some(done_in_words(what)),
            (false, _) => due_in_words(what),
        };
        if let Some(when) = when {
            page.line(4, &when);
        }
    }
    if !duty.of_the_whole_request {
        page.line(4, &format!("For: {}", duty.concerns()));
    }
    depends_on(page, duty.all.iter().flat_map(|each| &each.questions), asks);
}

fn done_in_words(duty: &DutyDecision) -> String {
    if duty.by_register {
        return "The notice says it. Check that this person had the notice.".to_owned();
    }
    match (duty.met_on, duty.by) {
        (Some(on), Some(by)) if on > by => {
            let perhaps = if duty.state == DutyState::Open {
                ", unless the time is extended"
            } else {
                ""
            };
            format!(
                "Done on {}, late: the last day was {}{perhaps}.",
                in_words(on),
                in_words(by)
            )
        }
        (Some(on), _) => format!("Done on {}.", in_words(on)),
        (None, Some(by)) => format!(
            "Done; the day is not on record. Last day: {}.",
            in_words(by)
        ),
        (None, None) => "Done.".to_owned(),
    }
}

fn due_in_words(duty: &DutyDecision) -> Option<String> {
    match (duty.due, duty.by) {
        (Due::AtOnce, _) => Some("When: at once.".to_owned()),
        (Due::BeforeGoingAhead, _) => Some("When: before going ahead.".to_owned()),
        (Due::BeforeTheReply, Some(by)) => {
            Some(format!("When: before the answer, by {}.", in_words(by)))
        }
        (Due::BeforeTheReply, None) => Some("When: before the answer.".to_owned()),
        (Due::WithTheReply, Some(by)) => {
            Some(format!("When: with the answer, by {}.", in_words(by)))
        }
        (Due::WithTheReply, None) => Some("When: with the answer.".to_owned()),
        (Due::Within { period, .. }, Some(by)) => {
            Some(format!("When: within {period}, by {}.", in_words(by)))
        }
        (Due::Within { period, .. }, None) => Some(format!("When: within {period}.")),
        (Due::Limit(_), _) => duty
            .limit
            .map(|limit| format!("When: {}.", limit.in_words())),
        (Due::Always | Due::NotStated, _) => None,
    }
}
