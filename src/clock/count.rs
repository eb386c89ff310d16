//! One pass over the events, by one reading of the law and with some powers taken to be there.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::{
    limit::{End, NEW_LAW, Readings},
    powers::Powers,
};
use crate::{
    calendar::{Holidays, NotPublished, Period},
    case::{Asked, Events},
    fact::Truth,
};

/// Until the day before, the regulator let the answer to a question about a large access request begin the month. Its
/// guidance changed in January 2020, on an unpublished day; the first of that month is the safe one.
const PRACTICE_OF_RESTARTS: Date = date(2020, 1, 1);

/// From here on the regulator let such a question stop the month.
const PRACTICE_OF_PAUSES: Date = date(2020, 10, 21);

/// Until the day before, the regulator counted from the day after receipt.
const PRACTICE_OF_THE_DAY: Date = date(2019, 8, 15);

/// Which powers are taken to have been there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct There {
    pub(super) identity: bool,
    pub(super) authority: bool,
    pub(super) fee: bool,
    pub(super) clarification: bool,
    pub(super) extension: bool,
}

impl Powers {
    /// Those that count: the certain ones, or the open ones too.
    pub(super) fn there(self, with_open: bool) -> There {
        let counts = |truth: Truth| truth.is_yes() || (with_open && truth.is_unknown());
        There {
            identity: counts(self.identity),
            authority: counts(self.authority),
            fee: counts(self.fee),
            clarification: counts(self.clarification),
            extension: counts(self.extension),
        }
    }
}

/// How the extension came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extension {
    /// No one was told of a longer time.
    NotTold,
    /// The person was told in time, and the power was there: three months count.
    InTime,
    /// The person was told after the last day for it: the month stays.
    TooLate {
        /// The last day.
        last_day: Date,
    },
    /// The person was told in time, but it is not certain that the longer time was necessary for a reason that
    /// the law names.
    WithoutTheGround,
}

/// The result of one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pass {
    /// The day from which the months run.
    pub(super) start: End,
    /// The end of the first month.
    pub(super) first: End,
    /// The end of the third.
    pub(super) third: End,
    /// The end that counts.
    pub(super) answer: End,
    pub(super) extension: Extension,
    /// Days within the time that counts that are left out of it.
    pub(super) left_out: i32,
}

/// What a pass counts with.
#[derive(Clone, Copy)]
pub(super) struct CountedWith<'c> {
    pub(super) events: &'c Events,
    pub(super) is_access: bool,
    pub(super) there: There,
    pub(super) reading: Readings,
    pub(super) holidays: &'c Holidays,
}

fn plus_days(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(Date::MAX)
}

fn plus_months(day: Date, months: Period) -> Date {
    months.after(day).unwrap_or(Date::MAX)
}

fn days_from(first: Date, last: Date) -> i32 {
    // Whole days: neither date has a time.
    let hours = first.duration_until(last).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

impl CountedWith<'_> {
    pub(super) fn run(&self) -> Result<Pass, NotPublished> {
        let start = match self.start()? {
            Ok(start) => start,
            Err(waiting) => {
                return Ok(Pass {
                    start: waiting,
                    first: waiting,
                    third: waiting,
                    answer: waiting,
                    extension: Extension::NotTold,
                    left_out: 0,
                });
            }
        };
        let (first, left_out_of_first) = self.end(start, Period::MONTH)?;
        let (third, left_out_of_third) = self.end(start, Period::THREE_MONTHS)?;
        let extension = match self.events.extension_told {
            None => Extension::NotTold,
            // A month that stands still is not over.
            Some(told) => match first.day() {
                Some(last_day) if told > last_day => Extension::TooLate { last_day },
                _ if self.there.extension => Extension::InTime,
                _ => Extension::WithoutTheGround,
            },
        };
        let (answer, left_out) = match extension {
            Extension::InTime => (third, left_out_of_third),
            _ => (first, left_out_of_first),
        };
        Ok(Pass {
            start: End::By {
                day: start,
                provisional: false,
            },
            first,
            third,
            answer,
            extension,
            left_out,
        })
    }

    fn is_new_law(&self) -> bool {
        self.events.received >= NEW_LAW
    }

    /// The relevant time: the latest of the receipt and of what was rightly asked for and came (art.12A(2)).
    fn start(&self) -> Result<Result<Date, End>, NotPublished> {
        let received = self.events.received;
        if !self.is_new_law() && !self.reading.practice {
            return Ok(Ok(received));
        }
        let mut start = self.day_one(received);
        let mut asked: [Option<Asked>; 3] = [
            self.events.identity.filter(|_| self.there.identity),
            self.events
                .authority
                .filter(|_| self.there.authority && self.reading.authority),
            self.events.fee.filter(|_| self.there.fee),
        ];
        asked.sort_unstable_by_key(|asked| asked.map(|asked| asked.on));
        let restarts = asked.into_iter().flatten();
        for asked in restarts.chain(self.questions_that_restart()) {
            // What is asked once the time is over comes too late to move it.
            if let (End::By { day, .. }, _) = self.end(start, Period::MONTH)?
                && asked.on > day
                && !self.reading.asked_late
            {
                continue;
            }
            match asked.answered {
                Some(answered) => start = start.max(self.day_one(answered)),
                None => return Ok(Err(End::NotBegun { since: asked.on })),
            }
        }
        Ok(Ok(start))
    }

    /// The day from which a month is counted that something on this day begins.
    fn day_one(&self, day: Date) -> Date {
        if !self.is_new_law() && day < PRACTICE_OF_THE_DAY {
            plus_days(day, 1)
        } else {
            day
        }
    }

    /// Questions whose answer began the month by the regulator's first practice, in the order written.
    fn questions_that_restart(&self) -> impl Iterator<Item = Asked> {
        let counts = self.is_access && self.there.clarification && !self.is_new_law();
        let all = self.events.clarifications.iter().copied();
        all.filter(move |asked| counts && asked.on < PRACTICE_OF_RESTARTS)
    }

    /// The end of so many months from `start`, with the days that do not count, and how many those are.
    fn end(&self, start: Date, months: Period) -> Result<(End, i32), NotPublished> {
        let counts = self.is_access
            && self.there.clarification
            && (self.is_new_law() || self.reading.practice);
        let mut left_out = 0;
        let mut end = self.rolled(self.moved(start, months, left_out))?;
        if !counts || self.events.clarifications.is_empty() {
            return Ok((end, left_out));
        }
        let first_day = if self.reading.day_of_receipt {
            start
        } else {
            plus_days(start, 1)
        };
        // The last day that was left out already.
        let mut done: Option<Date> = None;
        let mut before: Option<usize> = None;
        // In the order in which they were asked, without a list of its own: there are a few.
        while let Some((at, asked)) = self.next_question(before) {
            before = Some(at);
            if !self.is_new_law() && asked.on < PRACTICE_OF_PAUSES {
                continue;
            }
            if end.day().is_some_and(|day| asked.on > day) {
                break;
            }
            let Some(answered) = asked.answered else {
                let since = asked.on.max(start);
                return Ok((End::Paused { since }, left_out));
            };
            if answered == asked.on && !self.reading.same_day {
                continue;
            }
            let mut from = asked.on.max(first_day);
            if let Some(done) = done.filter(|_| !self.reading.several) {
                from = from.max(plus_days(done, 1));
            }
            if answered >= from {
                left_out += days_from(from, answered) + 1;
                done = Some(done.map_or(answered, |done| done.max(answered)));
                end = self.rolled(self.moved(start, months, left_out))?;
            }
        }
        Ok((end, left_out))
    }

    /// The question asked next after this one: by day, then by place.
    fn next_question(&self, before: Option<usize>) -> Option<(usize, Asked)> {
        let all = &self.events.clarifications;
        let key = |at: usize| all.get(at).map(|asked| (asked.on, asked.answered, at));
        let last = before.and_then(key);
        (0..all.len())
            .filter_map(key)
            .filter(|key| last.is_none_or(|last| *key > last))
            .min()
            .and_then(|(_, _, at)| Some((at, *all.get(at)?)))
    }

    /// The months with days left out at one end or the other: the earlier of the two, or the later.
    fn moved(&self, start: Date, months: Period, left_out: i32) -> Date {
        let at_the_end = plus_days(plus_months(start, months), left_out);
        let at_the_start = plus_months(plus_days(start, left_out), months);
        if self.reading.end_of_month {
            at_the_end.max(at_the_start)
        } else {
            at_the_end.min(at_the_start)
        }
    }

    fn rolled(&self, day: Date) -> Result<End, NotPublished> {
        rolled(self.holidays, day)
    }
}

/// The end of a period whose last day is this one: moved once, to the next working day.
pub(super) fn rolled(holidays: &Holidays, day: Date) -> Result<End, NotPublished> {
    let working = holidays.roll(day)?;
    Ok(End::By {
        day: working.day,
        provisional: working.provisional,
    })
}
