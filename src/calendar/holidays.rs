//! Working days: neither a Saturday nor a Sunday nor a public holiday.

use std::{collections::BTreeMap, ops::RangeInclusive};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The public holidays of one part of the United Kingdom.
///
/// Governments publish them for a few years ahead. For a later year they are worked out from the yearly
/// rules, and results that rest on them are provisional. A caller who wants published days alone uses
/// [`Holidays::only_as_published`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    name: String,
    title: String,
    published: BTreeMap<i16, Vec<(Date, String)>>,
    /// The published days once more and those worked out for the years after them, in rising order, to be
    /// looked up.
    days: Vec<Date>,
    /// The last of those years.
    last: Option<i16>,
    every_year: Vec<EveryYear>,
    only_as_published: bool,
    /// The digest of the file that it was read from.
    read_from: Option<[u8; 32]>,
}

/// A holiday that comes every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EveryYear {
    /// Its name.
    pub holiday: String,
    /// When it is.
    pub when: HolidayDate,
}

/// When a holiday is, in any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayDate {
    /// On a day of a month; where it falls on a weekend the next weekday that is no holiday yet may take its
    /// place.
    On {
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month.
        day: i8,
        /// Whether another day takes its place.
        substitute: bool,
    },
    /// So many days after Easter Sunday; before it, where negative.
    Easter(i8),
    /// The first such weekday of a month.
    First(Weekday, i8),
    /// The last such weekday of a month.
    Last(Weekday, i8),
}

/// No holidays are published for this year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the public holidays of {0} are not published yet")]
pub struct NotPublished(pub i16);

/// A working day found, and whether it rests on holidays that are not published yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkingDay {
    /// The day.
    pub day: Date,
    /// Whether it may still move.
    pub provisional: bool,
}

impl Holidays {
    /// A calendar with its published days, year by year, and what happens every year.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        title: impl Into<String>,
        published: BTreeMap<i16, Vec<(Date, String)>>,
        every_year: Vec<EveryYear>,
    ) -> Self {
        let mut days: Vec<Date> = published.values().flatten().map(|(day, _)| *day).collect();
        let mut calendar = Self {
            name: name.into(),
            title: title.into(),
            days: Vec::new(),
            last: None,
            published,
            every_year,
            only_as_published: false,
            read_from: None,
        };
        if let Some(published) = calendar.years() {
            let last = published.end().saturating_add(Self::AHEAD);
            for year in published.end().saturating_add(1)..=last {
                days.extend(calendar.worked_out(year).into_iter().map(|(day, _)| day));
            }
            calendar.last = Some(last);
        }
        days.sort_unstable();
        calendar.days = days;
        calendar
    }

    /// For so many years after the published ones the holidays are kept; later ones are worked out each time.
    const AHEAD: i16 = 30;

    /// The same calendar, which refuses to work out years that are not published.
    #[must_use]
    pub const fn only_as_published(mut self) -> Self {
        self.only_as_published = true;
        self
    }

    /// The calendar with the SHA-256 digest of the file that it was read from.
    #[must_use]
    pub(crate) const fn read_from(mut self, digest: [u8; 32]) -> Self {
        self.read_from = Some(digest);
        self
    }

    /// The SHA-256 digest of the file that it was read from; none where it was made in code.
    #[must_use]
    pub const fn digest(&self) -> Option<[u8; 32]> {
        self.read_from
    }

    /// Whether only published holidays count, and none that are worked out.
    #[must_use]
    pub const fn is_only_as_published(&self) -> bool {
        self.only_as_published
    }

    /// The name, such as `england-and-wales`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name in words.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The years that are published, from the first to the last.
    #[must_use]
    pub fn years(&self) -> Option<RangeInclusive<i16>> {
        let (first, _) = self.published.first_key_value()?;
        let (last, _) = self.published.last_key_value()?;
        Some(*first..=*last)
    }

    /// The holidays of a year, in rising order: as published, else worked out.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] where they are not, and only published days are wanted.
    pub fn of_year(&self, year: i16) -> Result<Vec<(Date, String)>, NotPublished> {
        match self.published.get(&year) {
            Some(days) => {
                let mut days = days.clone();
                days.sort_unstable();
                Ok(days)
            }
            None if self.only_as_published => Err(NotPublished(year)),
            None => Ok(self.worked_out(year)),
        }
    }

    /// The yearly rules applied to this year: its holidays if none had been moved or added.
    #[must_use]
    pub fn worked_out(&self, year: i16) -> Vec<(Date, String)> {
        let mut found: Vec<(Date, String)> = Vec::new();
        let mut moved: Vec<(Date, &str)> = Vec::new();
        for each in &self.every_year {
            let Some(day) = each.when.in_year(year) else {
                continue;
            };
            if is_weekend(day) {
                if matches!(
                    each.when,
                    HolidayDate::On {
                        substitute: true,
                        ..
                    }
                ) {
                    moved.push((day, &each.holiday));
                }
            } else {
                found.push((day, each.holiday.clone()));
            }
        }
        // Days that stand where they are come first: a substitute takes none of them.
        for (mut day, name) in moved {
            while is_weekend(day) || found.iter().any(|(taken, _)| *taken == day) {
                match day.tomorrow() {
                    Ok(next) => day = next,
                    Err(_) => break,
                }
            }
            found.push((day, format!("{name} (substitute day)")));
        }
        found.sort_unstable();
        found
    }

    /// The first working day that is not before this one.
    ///
    /// # Errors
    ///
    /// [`NotPublished`] where the holidays of its year are not, and only published days are wanted.
    pub fn roll(&self, day: Date) -> Result<WorkingDay, NotPublished> {
        let mut at = day;
        let mut provisional = false;
        loop {
            // A weekend is one in every year, published or not.
            let is_off = is_weekend(at) || {
                let (is_holiday, is_published) = self.is_holiday(at)?;
                provisional |= !is_published;
                is_holiday
            };
            match at.tomorrow() {
                Ok(next) if is_off => at = next,
                _ => {
                    return Ok(WorkingDay {
                        day: at,
                        provisional,
                    });
                }
            }
        }
    }

    /// The day so many working days after this one; this one counts for none.
    ///
    /// # Errors
    ///
    /// As [`Holidays::roll`].
    pub fn after(&self, day: Date, working_days: u16) -> Result<WorkingDay, NotPublished> {
        let mut at = WorkingDay {
            day,
            provisional: false,
        };
        for _ in 0..working_days {
            let next = self.roll(at.day.tomorrow().unwrap_or(at.day))?;
            at = WorkingDay {
                day: next.day,
                provisional: at.provisional || next.provisional,
            };
        }
        Ok(at)
    }

    /// Whether it is a public holiday, and whether that is published.
    fn is_holiday(&self, day: Date) -> Result<(bool, bool), NotPublished> {
        if self.published.contains_key(&day.year()) {
            return Ok((self.days.binary_search(&day).is_ok(), true));
        }
        if self.only_as_published {
            return Err(NotPublished(day.year()));
        }
        let years = self
            .years()
            .map(|years| *years.end()..=self.last.unwrap_or(0));
        if years.is_some_and(|years| years.contains(&day.year())) {
            return Ok((self.days.binary_search(&day).is_ok(), false));
        }
        let is_one = self
            .worked_out(day.year())
            .iter()
            .any(|(holiday, _)| *holiday == day);
        Ok((is_one, false))
    }
}

impl HolidayDate {
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::On { month, day, .. } => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter(year)?.checked_add(i32::from(days).days()).ok(),
            Self::First(weekday, month) => {
                let first = Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(1, weekday).ok()
            }
            Self::Last(weekday, month) => {
                let first = Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(-1, weekday).ok()
            }
        }
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_almanacs_have_it() {
        for (year, month, day) in [
            (2018, 4, 1),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter(year), Date::new(year, month, day).ok(), "{year}");
        }
    }
}
