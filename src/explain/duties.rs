//! What the council must do, has done and may have to do, each with its last day.

use super::{
    page::Page,
    text::{Gathered, depends_on, gather},
};
use crate::{
    advice::Advice,
    calendar::{Date, in_words},
    decision::{DutyDecision, DutyState},
    law::Provision,
    rule::Due,
};

pub(super) fn duties(page: &mut Page, advice: &Advice) {
    let all = gather(
        advice,
        |decision| decision.books().flat_map(|book| &book.duties),
        |a, b| {
            let same_duty = a.duty == b.duty && a.provision == b.provision;
            // What both books ask, by the same day, is done once.
            let in_both = a.met_by == b.met_by && a.by == b.by && !same_text(a, b);
            a.state == b.state && a.met_on == b.met_on && (same_duty || in_both)
        },
    );
    let in_state = |state: DutyState| {
        all.iter()
            .filter(move |duty| duty.what.state == state)
            .collect::<Vec<_>>()
    };
    let (due, met, open) = (
        in_state(DutyState::Due),
        in_state(DutyState::Met),
        in_state(DutyState::Open),
    );
    // Of two of which one certainly arises the earlier is the one to keep to.
    let twin = |duty: &Listed<'_>| {
        let mut others = open.iter().copied();
        others.find(|other| {
            let is_it = |each: &&DutyDecision| each.otherwise.as_ref() == Some(&other.what.duty);
            duty.all.iter().all(is_it)
        })
    };
    let is_the_earlier =
        |duty: &Listed<'_>| twin(duty).is_some_and(|other| duty.what.by < other.what.by);
    let is_the_later = |duty: &Listed<'_>| twin(duty).is_some_and(is_the_earlier);
    let is_to_be_done = |duty: &Listed<'_>| is_the_earlier(duty) && !duty.what.met;
    let is_over =
        |duty: &Listed<'_>| duty.what.is_done_in_time() || (is_the_earlier(duty) && duty.what.met);
    // Beside the law the procedure's own demands stand apart: the law does not make them.
    let is_own = |duty: &&Listed<'_>| duty.all.iter().all(|each| each.provision.is_of_a_council());
    let has_statute = advice.decisions.iter().any(|each| each.statute.is_some());
    let due = due.into_iter();
    let due = due.chain(open.iter().copied().filter(|duty| is_to_be_done(duty)));
    let (own, by_law): (Vec<_>, Vec<_>) = due.partition(|duty| has_statute && is_own(duty));
    let (reply, by_law): (Vec<_>, Vec<_>) = by_law
        .into_iter()
        .partition(|duty| duty.what.due == Due::WithTheReply);
    for (heading, duties) in [
        ("What the council must do", by_law),
        ("What the reply must contain", reply),
        ("What the procedure also asks", own),
    ] {
        if !duties.is_empty() {
            page.heading(heading);
        }
        for duty in duties {
            one_duty(page, duty);
            if duty.what.state == DutyState::Open {
                page.line(
                    4,
                    "Keep to this day until it is known that more time counts.",
                );
                depends_on(page, duty.all.iter().flat_map(|each| &each.questions));
            }
        }
    }
    let done = open.iter().copied().filter(|duty| is_over(duty));
    let done: Vec<_> = done.filter(|duty| !is_the_later(duty)).collect();
    if !met.is_empty() || !done.is_empty() {
        page.heading("What the council has done");
    }
    for duty in &met {
        page.marked(2, "- ", &cited_duty(duty));
        // A longer time that was lawfully taken makes the shorter one no measure.
        let longer = met
            .iter()
            .filter(|other| other.what.met_by == duty.what.met_by)
            .filter_map(|other| other.what.by)
            .max();
        page.line(4, &done_in_words(duty.what, longer));
        if !duty.of_the_whole_request {
            page.line(4, &format!("For: {}", duty.concerns()));
        }
    }
    for duty in &done {
        page.marked(2, "- ", &cited_duty(duty));
        page.line(4, &done_perhaps_in_words(duty.what));
        if !duty.of_the_whole_request {
            page.line(4, &format!("For: {}", duty.concerns()));
        }
        if !duty.what.is_done_in_time() {
            depends_on(page, duty.all.iter().flat_map(|each| &each.questions));
        }
    }
    let left = open.iter().copied();
    let left = left.filter(|duty| !is_to_be_done(duty) && !is_over(duty));
    let left: Vec<_> = left
        .filter(|duty| !(is_the_later(duty) && duty.what.met))
        .collect();
    if !left.is_empty() {
        page.heading("What the council may have to do");
    }
    for duty in left {
        one_duty(page, duty);
        if duty.what.met {
            page.line(4, &done_perhaps_in_words(duty.what));
        }
        if is_the_later(duty) {
            page.line(
                4,
                "It counts instead of the earlier day, where more time does.",
            );
        } else {
            depends_on(page, duty.all.iter().flat_map(|each| &each.questions));
        }
    }
}

/// A duty as it is listed: once for all that it concerns.
type Listed<'d> = Gathered<'d, DutyDecision>;

/// What was done of which it is open whether it had to be.
fn done_perhaps_in_words(duty: &DutyDecision) -> String {
    match (duty.met_on, duty.by) {
        (Some(on), Some(by)) if on > by => format!(
            "Done on {}, after its last day ({}): late, unless more time counts.",
            in_words(on),
            in_words(by)
        ),
        (Some(on), _) => format!("Done on {}.", in_words(on)),
        (None, Some(by)) => format!(
            "Done; the day is not on record. The last day: {}.",
            in_words(by)
        ),
        (None, None) => "Done.".to_owned(),
    }
}

fn one_duty(page: &mut Page, duty: &Listed<'_>) {
    page.marked(2, "- ", &cited_duty(duty));
    if let Some(officer) = &duty.what.officer {
        page.line(4, &format!("For the officer: {officer}"));
    }
    if let Some(when) = due_in_words(duty.what) {
        page.line(4, &when);
    }
    if !duty.of_the_whole_request {
        page.line(4, &format!("For: {}", duty.concerns()));
    }
}

/// Whether two duties stand in the same text.
fn same_text(a: &DutyDecision, b: &DutyDecision) -> bool {
    let council = |duty: &DutyDecision| duty.provision.is_of_a_council();
    council(a) == council(b)
}

fn cited_duty(duty: &Gathered<'_, DutyDecision>) -> String {
    let mut cited: Vec<&Provision> = Vec::new();
    for each in &duty.all {
        if !cited.contains(&&each.provision) {
            cited.push(&each.provision);
        }
    }
    let cited: Vec<String> = cited.into_iter().map(Provision::cite).collect();
    let unverified = duty
        .all
        .iter()
        .map(|each| each.confidence.in_words())
        .max()
        .unwrap_or_default();
    format!("{} [{}]{unverified}", duty.what.says, cited.join("; "))
}

fn done_in_words(duty: &DutyDecision, last_day: Option<Date>) -> String {
    if let (Some(on), Some(limit)) = (duty.met_on, duty.limit) {
        let status = limit.status(on, Some(on)).in_words();
        return format!("It was {status}. The last day: {}.", limit.in_words());
    }
    match (duty.met_on, last_day) {
        (Some(on), Some(by)) if on > by => format!(
            "Done on {}, late: it was due by {}.",
            in_words(on),
            in_words(by)
        ),
        (Some(on), _) => format!("Done on {}.", in_words(on)),
        (None, _) => "Done.".to_owned(),
    }
}

fn due_in_words(duty: &DutyDecision) -> Option<String> {
    match (duty.due, duty.by) {
        (Due::AtOnce, _) => Some("When: at once.".to_owned()),
        (Due::BeforeGoingAhead, _) => Some("When: before going ahead.".to_owned()),
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
