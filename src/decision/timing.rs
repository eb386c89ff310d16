//! The days of a decision: what the time limits of the law come to in this case, and how they were counted.

use super::{
    book_decision::BookDecision,
    duty::{ANSWER, DutyDecision, DutyState, PowerState},
    times::Times,
};
use crate::{
    calendar::Holidays,
    case::Events,
    clock::{End, Limit, NEW_LAW, Powers, Span, TimeLimits},
    fact::Truth,
    law::{Measure, Right},
    rule::{Due, TimeLimit},
};

impl BookDecision {
    /// The decision with its days. Each duty under a time limit of the law gets its day, and anything due with the
    /// reply gets the day of the reply. Whether a restart, a pause or an extension counts rests on the powers of
    /// this decision; while one is open, both days are given. Beyond the published holidays there are no days, and
    /// the decision stays as it is; events that cannot be were refused before ([`Events::check`]).
    pub(crate) fn timed(mut self, right: Right, events: &Events, holidays: &Holidays) -> Self {
        let governed = |duty: &DutyDecision| matches!(duty.due, Due::Limit(_));
        if self.duties.iter().any(governed) {
            let is_access = right == Right::Access;
            let powers = self.powers_over_time();
            let Ok(limits) = TimeLimits::of(events, is_access, powers, holidays) else {
                return self;
            };
            for duty in &mut self.duties {
                if let Due::Limit(limit) = duty.due {
                    let limit = of_kind(&limits, limit);
                    duty.by = limit.and_then(|limit| limit.by());
                    duty.limit = limit;
                }
            }
            self.times = Some(Times {
                steps: limits.derivation(events, is_access, powers),
                limits,
            });
        }
        self.with_the_reply();
        if let Some(times) = self.times.as_ref().filter(|_| events.received < NEW_LAW) {
            // The old text gave a refusal one month, extended or not.
            let month = times.limits.extension_notice;
            for duty in &mut self.duties {
                if duty.due == Due::WithTheReply && duty.provision.as_str() == "uk-gdpr/12/4" {
                    duty.by = month.by();
                    duty.limit = Some(month);
                }
            }
        }
        self
    }

    /// What goes with the reply or before it is due when the reply is.
    pub(crate) fn with_the_reply(&mut self) {
        // While a longer time is open the month is the day to meet.
        let arises =
            |duty: &&DutyDecision| duty.met_by == ANSWER && duty.state != DutyState::NotDue;
        let answer = self
            .duties
            .iter()
            .filter(arises)
            .filter_map(|duty| Some((duty.by?, duty.limit)))
            .min_by_key(|(by, _)| *by);
        let Some((by, limit)) = answer else {
            return;
        };
        for duty in &mut self.duties {
            if matches!(duty.due, Due::BeforeTheReply | Due::WithTheReply) {
                duty.by = Some(by);
                duty.limit = limit;
            }
        }
    }

    /// What this decision says of the powers on which restarts, pauses and extensions rest.
    fn powers_over_time(&self) -> Powers {
        let of = |measure: Measure| {
            let mut states = self
                .powers
                .iter()
                // The fee for further copies (art.15(3)) moves nothing.
                .filter(|power| {
                    power.to == measure && !power.provision.as_str().starts_with("uk-gdpr/15")
                })
                .map(|power| match power.state {
                    PowerState::Available => Truth::Yes,
                    PowerState::Open => Truth::Unknown,
                    PowerState::NotAvailable => Truth::No,
                });
            // A law that has no such power leaves the question to the regulator's practice.
            let first = states.next().unwrap_or(Truth::Unknown);
            states.fold(first, Truth::or)
        };
        Powers {
            identity: of(Measure::AskForIdentity),
            authority: Truth::Yes,
            fee: of(Measure::Charge),
            clarification: of(Measure::AskWhatIsWanted),
            extension: of(Measure::TakeLonger),
        }
    }

    /// What the reply must contain, in the order of the book: the duties that are due with it.
    pub fn checklist(&self) -> impl Iterator<Item = &DutyDecision> {
        self.duties
            .iter()
            .filter(|duty| duty.due == Due::WithTheReply && duty.state != DutyState::NotDue)
    }
}

fn of_kind(limits: &TimeLimits, kind: TimeLimit) -> Option<Limit> {
    match kind {
        TimeLimit::Answer => Some(limits.extension_notice),
        TimeLimit::ExtendedAnswer => Some(limits.extended),
        TimeLimit::ExtensionNotice => Some(limits.extension_notice),
        TimeLimit::Marks => Some(limits.marks),
        TimeLimit::Acknowledgement => limits.acknowledgement.map(certain),
    }
}

const fn certain(by: End) -> Limit {
    Limit {
        certain: Span { by, later: None },
        if_open: None,
    }
}
