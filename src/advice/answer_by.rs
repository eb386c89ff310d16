//! The day to answer by.

use serde::{Deserialize, Serialize};

use super::book::Book;
use crate::{
    calendar::Date,
    clock::Readings,
    decision::PowerState,
    law::{Provision, Right},
};

/// The day to answer a request by.
///
/// The day to work to is the earliest that the procedure or the law sets for the rights asked for. Answering by it
/// meets all of them.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Erasure);
/// let advice = Controller::doncaster()?.decide(&request)?;
/// let answer_by = advice.answer_by.ok_or("Doncaster has a calendar")?;
/// assert_eq!(answer_by.day, Some(Date::constant(2026, 12, 21)));
/// assert_eq!(answer_by.days_left(Date::constant(2026, 12, 20)), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AnswerBy {
    /// The day to work to. While the law's time stands still or has not begun, the day of the procedure, whose month
    /// runs on; none where it sets none either.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub day: Option<Date>,
    /// Whether the day is certain. If not, it is the first day that it can be: something about a restart, a pause or
    /// the ground for more time is open.
    pub certain: bool,
    /// Since when the time stands still, for the council waits to hear what is wanted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paused_since: Option<Date>,
    /// Since when the council waits for what it asked for, so that the time has not begun.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_begun_since: Option<Date>,
    /// The book that sets this day. Where both set it, the law.
    pub governed_by: Book,
    /// The provision that sets it.
    pub provision: Provision,
    /// The rights whose answer it is the day of.
    pub rights: Vec<Right>,
    /// The day that the procedure sets.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub procedure: Option<Date>,
    /// The day that the law sets.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub law: Option<Date>,
    /// Later days, each with what it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub later: Vec<LaterDay>,
    /// The last day on which the person can be told of more time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tell_of_more_time_by: Option<Date>,
    /// How the notice of more time stands.
    pub more_time: MoreTime,
    /// The day on which the answer was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answered_on: Option<Date>,
}

/// A later day, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LaterDay {
    /// The day.
    pub day: Date,
    /// The book that gives it.
    pub book: Book,
    /// What it rests on.
    pub rests_on: RestsOn,
}

/// What a later day rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RestsOn {
    /// A power of the council, with its id and whether it is there.
    Power(String, PowerState),
    /// Another reading of the law.
    Reading(Readings),
    /// What is still open about a restart or a pause.
    OpenEvents,
}

/// How the notice of more time stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumIter,
    strum::EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum MoreTime {
    /// The person was not told of more time.
    NotTold,
    /// They were told in time, and the power was there.
    Told,
    /// They were told after the last day for it: the first month stays.
    TooLate,
    /// They were told in time; whether more time was necessary, for a reason that the law names, is not certain.
    WithoutTheGround,
}

impl AnswerBy {
    /// How many days are left on a day: 0 on the last day, less once it is over. None while there is no day, and once
    /// the answer was given.
    #[must_use]
    pub fn days_left(&self, on: Date) -> Option<i32> {
        if self.answered_on.is_some() {
            return None;
        }
        Some(on.until(self.day?).ok()?.get_days())
    }
}
