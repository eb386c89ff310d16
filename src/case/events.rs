//! What happened in a case that moves its time limits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::source::{Code, Fields, Node, Problems, date};

/// Something asked of the person, and the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The day on which the council asked.
    pub on: Date,
    /// The day on which the answer (the evidence, the fee) came; none while it waits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answered: Option<Date>,
}

/// Everything that happened in a case and bears on its time limits.
///
/// ```
/// use data_subject_rights::{calendar::Date, case::{Asked, Events}};
/// let mut events = Events::received(Date::constant(2026, 3, 2));
/// events.identity = Some(Asked {
///     on: Date::constant(2026, 3, 3),
///     answered: Some(Date::constant(2026, 3, 20)),
/// });
/// assert!(events.check().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Events {
    /// The day on which the request was received.
    pub received: Date,
    /// Evidence of who the person is (UK GDPR art.12(6)).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub identity: Option<Asked>,
    /// Proof that someone may act for the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authority: Option<Asked>,
    /// The fee for a request that is manifestly unfounded or excessive (art.12(5)); never the fee for copies.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fee: Option<Asked>,
    /// What the person is looking for, in an access request (art.12A(5)).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub clarifications: Vec<Asked>,
    /// The day on which the person was told of a longer time, and why (art.12A(4)).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub extension_told: Option<Date>,
    /// The day on which the results of an exam were announced (DPA 2018 Sch.2 para.25).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub results_announced: Option<Date>,
    /// The day on which a complaint to the council was received (DPA 2018 s.164A).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub complained: Option<Date>,
}

/// Events in an order that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImpossibleEvents {
    /// Something was answered before it was asked.
    #[error(
        "{what} came on {answered}, before it was asked for on {asked}: check both days; leave out anything that \
         came unasked"
    )]
    AnsweredBeforeAsked {
        /// What.
        what: &'static str,
        /// The day asked.
        asked: Date,
        /// The day answered.
        answered: Date,
    },
    /// Something was asked, told or announced before the request was there.
    #[error("{what} is dated {on}, before the request was received on {received}: check both days")]
    BeforeTheRequest {
        /// What.
        what: &'static str,
        /// Its day.
        on: Date,
        /// The day of receipt.
        received: Date,
    },
    /// Exam results were announced before the request: their day moves nothing then.
    #[error(
        "the results were announced on {on}, before the request was received on {received}: leave the day out; only \
         marks asked for before they are announced have a time of their own (DPA 2018 Sch.2 para.25)"
    )]
    AnnouncedBeforeTheRequest {
        /// The day of the announcement.
        on: Date,
        /// The day of receipt.
        received: Date,
    },
}

impl Events {
    /// A request received on this day, and nothing more.
    #[must_use]
    pub const fn received(received: Date) -> Self {
        Self {
            received,
            identity: None,
            authority: None,
            fee: None,
            clarifications: Vec::new(),
            extension_told: None,
            results_announced: None,
            complained: None,
        }
    }

    /// Everything asked, with what it was.
    pub(crate) fn asked(&self) -> impl Iterator<Item = (&'static str, Asked)> + '_ {
        [
            ("the evidence of identity", self.identity),
            ("the proof of authority", self.authority),
            ("the fee", self.fee),
        ]
        .into_iter()
        .filter_map(|(what, asked)| Some((what, asked?)))
        .chain(
            self.clarifications
                .iter()
                .map(|asked| ("the answer on what is wanted", *asked)),
        )
    }

    /// Checks that the days can stand in this order.
    ///
    /// An extension told too late did happen; that is no fault here and is reported with the time limits. A
    /// complaint has no order towards the request.
    ///
    /// # Errors
    ///
    /// The first event that cannot be.
    pub fn check(&self) -> Result<(), ImpossibleEvents> {
        let received = self.received;
        for (what, asked) in self.asked() {
            if asked.on < received {
                let on = asked.on;
                return Err(ImpossibleEvents::BeforeTheRequest { what, on, received });
            }
            if let Some(answered) = asked.answered.filter(|answered| *answered < asked.on) {
                let asked = asked.on;
                return Err(ImpossibleEvents::AnsweredBeforeAsked {
                    what,
                    asked,
                    answered,
                });
            }
        }
        if let Some(on) = self.extension_told.filter(|on| *on < received) {
            let what = "the notice of a longer time";
            return Err(ImpossibleEvents::BeforeTheRequest { what, on, received });
        }
        if let Some(on) = self.results_announced.filter(|on| *on < received) {
            return Err(ImpossibleEvents::AnnouncedBeforeTheRequest { on, received });
        }
        Ok(())
    }
}

/// Reads `events:` of a request received on this day; their order is checked when the request is decided.
pub(super) fn read_events(node: &Node, received: Date, problems: &mut Problems) -> Option<Events> {
    let known = [
        "identity",
        "authority",
        "fee",
        "clarifications",
        "extension-told",
        "results-announced",
    ];
    let fields = Fields::open(node, "the events of a request", &known, problems)?;
    let mut one = |name: &str, answer: &'static str| {
        fields
            .get(name)
            .and_then(|node| read_asked(node, answer, problems))
    };
    let (identity, authority) = (one("identity", "received"), one("authority", "received"));
    let fee = one("fee", "paid");
    let clarifications = fields
        .list("clarifications", problems)
        .iter()
        .filter_map(|node| read_asked(node, "answered", problems))
        .collect();
    let mut day = |name: &str| fields.get(name).and_then(|node| date(node, problems));
    Some(Events {
        identity,
        authority,
        fee,
        clarifications,
        extension_told: day("extension-told"),
        results_announced: day("results-announced"),
        ..Events::received(received)
    })
}

fn read_asked(node: &Node, answer: &'static str, problems: &mut Problems) -> Option<Asked> {
    let fields = Fields::open(node, "something asked", &["asked", answer], problems)?;
    let answered = fields.get(answer).and_then(|node| date(node, problems));
    let asked = fields.get("asked").and_then(|node| date(node, problems));
    if asked.is_none() && fields.get("asked").is_none() {
        problems.report(
            Code::ImpossibleDates,
            fields.place(),
            "this answer has no day on which it was asked for",
            "add the day on which the council asked, such as `asked: 2026-11-21`; leave out an answer that came unasked",
        );
    }
    Some(Asked {
        on: asked?,
        answered,
    })
}
