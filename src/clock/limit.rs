//! A time limit: its day, the later day by another reading of the law, and the day if what is open holds.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::case::Events;

/// The first day of article 12A; a request received before it keeps the old time (SI 2026/82 reg.4).
pub(crate) const NEW_LAW: Date = date(2026, 2, 5);

/// The first day of complaints to the council: one received before it has no time limit (DPA 2018 s.164A; SI 2026/82 reg.7).
pub(crate) const COMPLAINTS_LAW: Date = date(2026, 6, 19);

/// Where a time limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// It ends with the end of this day.
    By {
        /// The day.
        day: Date,
        /// Whether it rests on public holidays that are not published yet.
        provisional: bool,
    },
    /// It stands still since this day, for the council waits to hear what is wanted.
    Paused {
        /// The day on which the council asked.
        since: Date,
    },
    /// It has not begun, for the council waits since this day for what it asked for.
    NotBegun {
        /// The day on which the council asked.
        since: Date,
    },
}

impl End {
    /// The day, where there is one.
    #[must_use]
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::By { day, .. } => Some(day),
            Self::Paused { .. } | Self::NotBegun { .. } => None,
        }
    }

    /// The later of two ends; what has no day yet is later than any day.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        match (self.day(), other.day()) {
            (Some(ours), Some(theirs)) if theirs > ours => other,
            (Some(_), None) => other,
            _ => self,
        }
    }
}

/// On what the later of two readings of the law rests. Several may count at once.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "kebab-case")]
pub struct Readings {
    /// The day of receipt is left out of the count for a question asked on it, though it is not counted anyway.
    pub day_of_receipt: bool,
    /// A question answered on the day it was asked still stops one day.
    pub same_day: bool,
    /// Of several questions, a day on which two were open is left out twice.
    pub several: bool,
    /// The days left out are counted at the other end of the month, which has another length.
    pub end_of_month: bool,
    /// Proof that someone may act for the person restarts the month, as evidence of identity does.
    pub authority: bool,
    /// A question asked after the time is over still restarts it.
    pub asked_late: bool,
    /// What the regulator let controllers do before the law said it.
    pub practice: bool,
}

impl Readings {
    /// The later of every two readings.
    pub const ALL: Self = Self {
        day_of_receipt: true,
        same_day: true,
        several: true,
        end_of_month: true,
        authority: true,
        asked_late: true,
        practice: true,
    };

    /// Each reading alone.
    pub(super) fn each() -> [Self; 7] {
        let none = Self::default;
        [
            Self {
                day_of_receipt: true,
                ..none()
            },
            Self {
                same_day: true,
                ..none()
            },
            Self {
                several: true,
                ..none()
            },
            Self {
                end_of_month: true,
                ..none()
            },
            Self {
                authority: true,
                ..none()
            },
            Self {
                asked_late: true,
                ..none()
            },
            Self {
                practice: true,
                ..none()
            },
        ]
    }

    /// Those that can make a difference to these events.
    pub(super) fn that_can_matter(events: &Events, is_access: bool) -> Self {
        let questions = if is_access {
            events.clarifications.as_slice()
        } else {
            &[]
        };
        let restarts = events.identity.is_some() || events.fee.is_some();
        Self {
            // A question asked before the month began may reach over its first day.
            day_of_receipt: !questions.is_empty(),
            same_day: questions
                .iter()
                .any(|asked| asked.answered == Some(asked.on)),
            several: questions.len() > 1,
            end_of_month: !questions.is_empty(),
            authority: events.authority.is_some(),
            asked_late: restarts || events.authority.is_some(),
            practice: events.received < NEW_LAW,
        }
    }

    /// These but for those.
    pub(super) const fn without(self, those: Self) -> Self {
        Self {
            day_of_receipt: self.day_of_receipt && !those.day_of_receipt,
            same_day: self.same_day && !those.same_day,
            several: self.several && !those.several,
            end_of_month: self.end_of_month && !those.end_of_month,
            authority: self.authority && !those.authority,
            asked_late: self.asked_late && !those.asked_late,
            practice: self.practice && !those.practice,
        }
    }

    /// Both together.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            day_of_receipt: self.day_of_receipt || other.day_of_receipt,
            same_day: self.same_day || other.same_day,
            several: self.several || other.several,
            end_of_month: self.end_of_month || other.end_of_month,
            authority: self.authority || other.authority,
            asked_late: self.asked_late || other.asked_late,
            practice: self.practice || other.practice,
        }
    }

    /// Whether none counts.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The readings in words.
    #[must_use]
    pub fn in_words(self) -> Vec<&'static str> {
        [
            (
                self.day_of_receipt,
                "a question on the day of receipt leaves that day out again",
            ),
            (self.same_day, "a question answered on the same day still leaves that day out"),
            (self.several, "days on which two questions were open are left out twice"),
            (
                self.end_of_month,
                "the days left out are counted at the other end of the month",
            ),
            (
                self.authority,
                "proof of authority restarts the month: the regulator says so, the text does not",
            ),
            (
                self.asked_late,
                "a question asked after the time was over restarts it",
            ),
            (
                self.practice,
                "the regulator's practice before 5 February 2026, not found in the text of that time",
            ),
        ]
        .into_iter()
        .filter_map(|(counts, words)| counts.then_some(words))
        .collect()
    }
}

/// One day by the strict reading, and a later one where the law can be read so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Span {
    /// The day to meet.
    pub by: End,
    /// The later day, by another reading, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub later: Option<Later>,
}

/// A later day by another reading of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Later {
    /// The day.
    pub by: End,
    /// On what it rests.
    pub reading: Readings,
}

/// A time limit of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Limit {
    /// What is certain: the day to meet.
    pub certain: Span,
    /// The result if every power that is still open turns out to have been there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub if_open: Option<Span>,
}

impl Limit {
    /// The day to meet, where it is known.
    #[must_use]
    pub const fn by(&self) -> Option<Date> {
        self.certain.by.day()
    }

    /// The last end that this limit can have by any reading, whatever turns out about open powers.
    #[must_use]
    pub fn at_the_latest(&self) -> End {
        let of = |span: &Span| span.later.map_or(span.by, |later| span.by.later(later.by));
        let certain = of(&self.certain);
        self.if_open
            .as_ref()
            .map_or(certain, |open| certain.later(of(open)))
    }

    /// Where the limit stands on a day: done on `met`, or not yet.
    #[must_use]
    pub fn status(&self, at: Date, met: Option<Date>) -> Status {
        match self.certain.by {
            End::Paused { since } => match met {
                Some(on) => Status::Met { on },
                None => Status::Paused { since },
            },
            End::NotBegun { since } => match met {
                Some(on) => Status::Met { on },
                None => Status::NotBegun { since },
            },
            End::By { day, .. } => {
                let latest = self.at_the_latest();
                match met {
                    Some(on) if on <= day => Status::Met { on },
                    Some(on) if latest.day().is_none_or(|last| on <= last) => {
                        Status::Arguable { on }
                    }
                    Some(on) => Status::MetLate {
                        on,
                        days: days_between(day, on),
                    },
                    None if at <= day => Status::Due {
                        days: days_between(at, day),
                    },
                    None => Status::Overdue {
                        days: days_between(day, at),
                        arguable: latest.day().is_none_or(|last| at <= last),
                    },
                }
            }
        }
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Where a time limit stands on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was met.
    Met {
        /// When.
        on: Date,
    },
    /// It was met after the day to meet, and in time by a later reading or if what is open holds.
    Arguable {
        /// When.
        on: Date,
    },
    /// It was met too late.
    MetLate {
        /// When.
        on: Date,
        /// By how many days.
        days: i32,
    },
    /// It is due in so many days; today, where that is 0.
    Due {
        /// The days left.
        days: i32,
    },
    /// It is over.
    Overdue {
        /// Since how many days.
        days: i32,
        /// Whether a later reading, or what is open, may still save it.
        arguable: bool,
    },
    /// It stands still.
    Paused {
        /// Since when.
        since: Date,
    },
    /// It has not begun.
    NotBegun {
        /// Since when the council waits.
        since: Date,
    },
}

impl Status {
    /// The status in words, to stand after a colon.
    #[must_use]
    pub fn in_words(self) -> String {
        let days = |count: i32| match count {
            1 => "1 day".to_owned(),
            other => format!("{other} days"),
        };
        match self {
            Self::Met { on } => format!("met on {}", crate::calendar::in_words(on)),
            Self::Arguable { on } => format!(
                "met on {}, after the day to meet, and in time only on a later reading or if the open points hold",
                crate::calendar::in_words(on)
            ),
            Self::MetLate { on, days: late } => {
                format!(
                    "met on {}, {} late",
                    crate::calendar::in_words(on),
                    days(late)
                )
            }
            Self::Due { days: 0 } => "due today".to_owned(),
            Self::Due { days: left } => format!("due in {}", days(left)),
            Self::Overdue {
                days: over,
                arguable: false,
            } => format!("overdue by {}", days(over)),
            Self::Overdue { days: over, .. } => format!(
                "overdue by {}, unless a later reading or an open point holds",
                days(over)
            ),
            Self::Paused { since } => format!(
                "the time has been paused since {}, when the person was asked what they want",
                crate::calendar::in_words(since)
            ),
            Self::NotBegun { since } => format!(
                "the time has not started: the council has waited since {} for what it asked for",
                crate::calendar::in_words(since)
            ),
        }
    }
}
