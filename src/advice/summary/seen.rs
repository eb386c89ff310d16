//! The day on which a summary is read.

use super::Summary;
use crate::calendar::Date;

impl Summary {
    /// The same, read on this day: the days left are counted from it. Nothing is decided again.
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
    /// let summary = Controller::doncaster()?.summary(&request)?;
    /// let later = summary.seen_on(Date::constant(2026, 12, 11));
    /// assert_eq!(later.days_left(), Some(10));
    /// assert!(explain::page_text(&later).contains("10 days left, seen from 11 December 2026"));
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub const fn seen_on(mut self, day: Date) -> Self {
        self.seen_on = Some(day);
        self
    }

    /// How many days are left to answer, from the day on which the summary is read; below 0 it is overdue. None where
    /// there is no day to work to, or the answer was given.
    #[must_use]
    pub fn days_left(&self) -> Option<i32> {
        self.answer_by
            .as_ref()?
            .days_left(self.seen_on.unwrap_or(self.looked_at))
    }
}
