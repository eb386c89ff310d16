//! Pure date arithmetic: calendar periods, working days, and how a last day rolls to one.
//!
//! Dates are [`jiff::civil::Date`], the one foreign type in the public interface. Nothing here
//! knows what day it is.

mod holidays;
mod period;

pub use holidays::{EveryYear, HolidayDate, Holidays, NotPublished, WorkingDay};
pub use jiff::civil::{Date, Weekday};
pub use period::{Period, PeriodError};

/// A date as a person writes it: `21 November 2026`.
///
/// ```
/// use data_subject_rights::calendar::{in_words, Date};
/// assert_eq!(in_words(Date::constant(2026, 11, 1)), "1 November 2026");
/// ```
#[must_use]
pub fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
