//! A period of the calendar, such as a week, a month or five years.

use std::{fmt, str::FromStr};

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// A period counted in one unit of the calendar.
///
/// Months and years are those of the calendar: they end on the same-numbered day, or on the last day of a
/// shorter month.
///
/// ```
/// use data_subject_rights::calendar::{Date, Period};
///
/// let month: Period = "1 month".parse()?;
/// assert_eq!(month.after(Date::constant(2026, 1, 31)), Some(Date::constant(2026, 2, 28)));
/// assert_eq!(month.to_string(), "1 month");
/// # Ok::<(), data_subject_rights::calendar::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    count: u16,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// The text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period")]
pub struct PeriodError(String);

impl Period {
    /// One calendar month.
    pub const MONTH: Self = Self {
        count: 1,
        unit: Unit::Month,
    };

    /// Three calendar months.
    pub const THREE_MONTHS: Self = Self {
        count: 3,
        unit: Unit::Month,
    };

    /// Five calendar months.
    pub const FIVE_MONTHS: Self = Self {
        count: 5,
        unit: Unit::Month,
    };

    /// Thirty days.
    pub const THIRTY_DAYS: Self = Self {
        count: 30,
        unit: Unit::Day,
    };

    /// Forty days.
    pub const FORTY_DAYS: Self = Self {
        count: 40,
        unit: Unit::Day,
    };

    /// The last day of the period that runs from `start`: the period after `start` itself.
    ///
    /// `None` when that day lies beyond the calendar (after the year 9999).
    #[must_use]
    pub fn after(self, start: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span = match self.unit {
            Unit::Day => Span::new().try_days(count),
            Unit::Week => Span::new().try_weeks(count),
            Unit::Month => Span::new().try_months(count),
            Unit::Year => Span::new().try_years(count),
        };
        start.checked_add(span.ok()?).ok()
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not_a_period = || PeriodError(text.to_owned());
        let (count, unit) = text.split_once(' ').ok_or_else(not_a_period)?;
        let count = count.parse::<u16>().map_err(|_| not_a_period())?;
        let unit = match unit {
            "day" | "days" => Unit::Day,
            "week" | "weeks" => Unit::Week,
            "month" | "months" => Unit::Month,
            "year" | "years" => Unit::Year,
            _ => return Err(not_a_period()),
        };
        Ok(Self { count, unit })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.count)
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(period: &str, start: (i16, i8, i8)) -> Option<Date> {
        let period: Period = period.parse().unwrap();
        period.after(Date::constant(start.0, start.1, start.2))
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last_of_the_month() {
        assert_eq!(
            after("1 month", (2026, 3, 31)),
            Some(Date::constant(2026, 4, 30))
        );
        assert_eq!(
            after("1 year", (2024, 2, 29)),
            Some(Date::constant(2025, 2, 28))
        );
        assert_eq!(
            after("1 week", (2026, 11, 1)),
            Some(Date::constant(2026, 11, 8))
        );
    }

    #[test]
    fn a_period_beyond_the_calendar_has_no_end() {
        assert_eq!(after("65535 years", (2026, 1, 1)), None);
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for text in [
            "",
            "week",
            "1  week",
            "-1 day",
            "1 fortnight",
            "1.5 days",
            "70000 days",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
