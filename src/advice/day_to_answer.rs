//! The day to answer by, worked out from the decisions.

use super::{
    answer_by::{AnswerBy, LaterDay, MoreTime, RestsOn},
    book::Book,
    reasons::Decision,
};
use crate::{
    calendar::Date,
    clock::{End, Limit},
    decision::{BookDecision, DutyDecision, DutyState, PowerState},
    law::{Measure, Right},
    rule::{Due, TimeLimit},
};

/// A duty to answer, as one book has it for one right.
struct Answering<'d> {
    book: Book,
    right: Right,
    decided: &'d BookDecision,
    duty: &'d DutyDecision,
}

impl AnswerBy {
    pub(super) fn of<'d>(decisions: impl Iterator<Item = &'d Decision>) -> Option<Self> {
        let mut all: Vec<Answering<'d>> = Vec::new();
        for decision in decisions {
            for decided in decision.books() {
                all.extend(answering(decision.right, decided));
            }
        }
        let of_book = |book: Book| {
            let days = all.iter().filter(move |each| each.book == book);
            days.filter_map(|each| each.duty.by).min()
        };
        let (procedure, law) = (of_book(Book::Procedure), of_book(Book::Statute));
        let day = [procedure, law].into_iter().flatten().min();
        let stands = all.iter().filter_map(|each| each.duty.limit);
        let (paused_since, not_begun_since) = waiting(stands);
        // A clock of the law that stands still keeps no day of the procedure from coming.
        let book = match (procedure, law) {
            (Some(ours), Some(theirs)) if ours < theirs => Book::Procedure,
            (Some(_), None) => Book::Procedure,
            _ => Book::Statute,
        };
        let first = all
            .iter()
            .find(|each| each.book == book && each.duty.by == day)
            .or_else(|| all.iter().find(|each| each.duty.by == day))
            .or_else(|| all.first())?;
        let mut rights: Vec<Right> = Vec::new();
        for each in all.iter().filter(|each| each.duty.by == day) {
            if !rights.contains(&each.right) {
                rights.push(each.right);
            }
        }
        let later = later(&all, day);
        let more_time = more_time(&all);
        Some(Self {
            day,
            certain: later.iter().all(|later| !is_already_taken(later))
                && first.duty.limit.is_none_or(|limit| limit.if_open.is_none())
                && !(more_time == MoreTime::WithoutTheGround && later.iter().any(may_be_there)),
            paused_since,
            not_begun_since,
            governed_by: first.book,
            provision: first.duty.provision.clone(),
            rights,
            procedure,
            law,
            later,
            tell_of_more_time_by: told_by(&all),
            more_time,
            answered_on: first.duty.met_on,
        })
    }
}

/// Whether a later day needs no further step of the council.
const fn is_already_taken(later: &LaterDay) -> bool {
    matches!(later.rests_on, RestsOn::OpenEvents)
}

/// Whether a later day rests on a power that may be there.
const fn may_be_there(later: &LaterDay) -> bool {
    matches!(later.rests_on, RestsOn::Power(_, PowerState::Open))
}

/// The duty to answer that counts: the earlier of two, if one of them certainly arises.
fn answering(right: Right, decided: &BookDecision) -> Option<Answering<'_>> {
    let counts = |duty: &&DutyDecision| {
        duty.is_the_answer() && matches!(duty.state, DutyState::Due | DutyState::Met)
    };
    let may_count = |duty: &&DutyDecision| duty.is_the_answer() && duty.state == DutyState::Open;
    let duties = || decided.duties.iter();
    let duty = duties()
        .filter(counts)
        .max_by_key(|duty| duty.by)
        .or_else(|| duties().filter(may_count).min_by_key(|duty| duty.by))?;
    let book = Book::of(&duty.provision);
    Some(Answering {
        book,
        right,
        decided,
        duty,
    })
}

fn waiting(limits: impl Iterator<Item = Limit>) -> (Option<Date>, Option<Date>) {
    let (mut paused, mut not_begun) = (None, None);
    for limit in limits {
        match limit.certain.by {
            End::Paused { since } => paused = paused.or(Some(since)),
            End::NotBegun { since } => not_begun = not_begun.or(Some(since)),
            End::By { .. } => {}
        }
    }
    (paused, not_begun)
}

fn later(all: &[Answering<'_>], day: Option<Date>) -> Vec<LaterDay> {
    let mut found: Vec<LaterDay> = Vec::new();
    let mut add = |at: Option<Date>, book: Book, rests_on: RestsOn| {
        let Some(at) = at.filter(|at| Some(*at) > day) else {
            return;
        };
        let later = LaterDay {
            day: at,
            book,
            rests_on,
        };
        if !found.contains(&later) {
            found.push(later);
        }
    };
    for each in all {
        if let Some(limit) = each.duty.limit {
            if let Some(later) = limit.certain.later {
                add(later.by.day(), each.book, RestsOn::Reading(later.reading));
            }
            if let Some(open) = limit.if_open {
                add(open.by.day(), each.book, RestsOn::OpenEvents);
            }
        }
        // More time moves the answer; the time of exam marks is another.
        let longer = each.decided.duties.iter().filter(|duty| {
            duty.is_the_answer()
                && duty.duty != each.duty.duty
                && duty.by > each.duty.by
                && duty.due != Due::Limit(TimeLimit::Marks)
        });
        for duty in longer {
            let powers = each.decided.powers.iter();
            let power = powers.clone().find(|power| {
                power.to == Measure::TakeLonger && power.state != PowerState::NotAvailable
            });
            if let Some(power) = power {
                let rests_on = RestsOn::Power(power.power.clone(), power.state);
                add(duty.by, each.book, rests_on);
            }
        }
    }
    found.sort_by_key(|later| later.day);
    found
}

/// The last day to tell of more time, while the power to take it may be there.
fn told_by(all: &[Answering<'_>]) -> Option<Date> {
    let mut laws = all.iter().filter(|each| each.book == Book::Statute);
    let times = laws.find_map(|each| {
        let may = each.decided.powers.iter().any(|power| {
            power.to == Measure::TakeLonger && power.state != PowerState::NotAvailable
        });
        each.decided.times.as_ref().filter(|_| may)
    });
    times.and_then(|times| times.limits.extension_notice.by())
}

fn more_time(all: &[Answering<'_>]) -> MoreTime {
    use crate::clock::Extension;
    // The duty of the month counts before that of the longer time: where this one is left, its ground is there.
    let longer = Due::Limit(TimeLimit::ExtendedAnswer);
    if all.iter().any(|each| each.duty.due == longer) {
        return MoreTime::Told;
    }
    let mut times = all.iter().filter_map(|each| each.decided.times.as_ref());
    match times.next().map(|times| times.limits.extension) {
        Some(Extension::InTime) => MoreTime::Told,
        Some(Extension::TooLate { .. }) => MoreTime::TooLate,
        Some(Extension::WithoutTheGround) => MoreTime::WithoutTheGround,
        Some(Extension::NotTold) | None => MoreTime::NotTold,
    }
}
