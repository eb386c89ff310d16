//! When a rule is in force, and which date of the case decides that.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::fact::Truth;

/// Which date of a case picks the version of a rule.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum GovernedBy {
    /// The day the request was received.
    #[default]
    Received,
    /// The day the council replied.
    Replied,
    /// The day the automated decision was taken.
    Decided,
    /// The day the information was collected.
    Collected,
    /// The day the information was processed.
    Processed,
    /// The day a complaint was received.
    Complained,
}

impl GovernedBy {
    /// Every date of a case.
    pub const ALL: [Self; 6] = [
        Self::Received,
        Self::Replied,
        Self::Decided,
        Self::Collected,
        Self::Processed,
        Self::Complained,
    ];

    /// The name that files give to the date.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Replied => "replied",
            Self::Decided => "decided",
            Self::Collected => "collected",
            Self::Processed => "processed",
            Self::Complained => "complained",
        }
    }
}

/// The dates of a case. A date that is not known leaves the rules it governs open.
///
/// ```
/// use data_subject_rights::{calendar::Date, rule::{Dates, GovernedBy}};
/// let dates = Dates::received(Date::constant(2026, 11, 21));
/// assert_eq!(dates.get(GovernedBy::Replied), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dates {
    /// The day the request was received.
    pub received: Date,
    /// The day the council replied.
    pub replied: Option<Date>,
    /// The day the automated decision was taken.
    pub decided: Option<Date>,
    /// The day the information was collected.
    pub collected: Option<Date>,
    /// The day the information was processed.
    pub processed: Option<Date>,
    /// The day a complaint was received.
    pub complained: Option<Date>,
}

impl Dates {
    /// The dates of a case with only the receipt known.
    #[must_use]
    pub const fn received(received: Date) -> Self {
        Self {
            received,
            replied: None,
            decided: None,
            collected: None,
            processed: None,
            complained: None,
        }
    }

    /// The dates of a case in which everything is of one day.
    #[must_use]
    pub const fn all_on(day: Date) -> Self {
        Self {
            received: day,
            replied: Some(day),
            decided: Some(day),
            collected: Some(day),
            processed: Some(day),
            complained: Some(day),
        }
    }

    /// Sets the date of this kind.
    pub const fn set(&mut self, kind: GovernedBy, day: Date) {
        match kind {
            GovernedBy::Received => self.received = day,
            GovernedBy::Replied => self.replied = Some(day),
            GovernedBy::Decided => self.decided = Some(day),
            GovernedBy::Collected => self.collected = Some(day),
            GovernedBy::Processed => self.processed = Some(day),
            GovernedBy::Complained => self.complained = Some(day),
        }
    }

    /// The date of this kind, if it is known.
    #[must_use]
    pub const fn get(&self, kind: GovernedBy) -> Option<Date> {
        match kind {
            GovernedBy::Received => Some(self.received),
            GovernedBy::Replied => self.replied,
            GovernedBy::Decided => self.decided,
            GovernedBy::Collected => self.collected,
            GovernedBy::Processed => self.processed,
            GovernedBy::Complained => self.complained,
        }
    }

    /// Whether the date of this kind is this day or later. A reply that has no date yet is never earlier
    /// than the request.
    #[must_use]
    pub fn since(&self, kind: GovernedBy, day: Date) -> Truth {
        match (self.get(kind), kind) {
            (Some(known), _) => (known >= day).into(),
            (None, GovernedBy::Replied) if self.received >= day => Truth::Yes,
            (None, _) => Truth::Unknown,
        }
    }

    /// The day on which the case is looked at: the reply where there is one, else the receipt.
    #[must_use]
    pub fn looked_at(&self) -> Date {
        self.replied.unwrap_or(self.received)
    }
}

/// Which of two answers a deemed date gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// The law as it is now deemed to have stood.
    #[default]
    AsDeemed,
    /// The law as it stood on the day.
    AsItStood,
}

/// The range of dates in which a rule is in force. Both ends are inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InForce {
    /// The first day; without it, since ever.
    pub from: Option<Date>,
    /// The last day; without it, until further notice.
    pub until: Option<Date>,
    /// The day from which the rule is deemed to have been in force.
    pub deemed_from: Option<Date>,
    /// The date of the case that counts.
    pub governed_by: GovernedBy,
}

impl InForce {
    /// Whether the rule is in force on the dates of a case.
    #[must_use]
    pub fn on(&self, dates: &Dates, edition: Edition) -> Truth {
        let from = match edition {
            Edition::AsDeemed => self.deemed_from.or(self.from),
            Edition::AsItStood => self.from,
        };
        let begun = from.map_or(Truth::Yes, |from| dates.since(self.governed_by, from));
        let ended = match self.until.map(|until| until.tomorrow()) {
            Some(Ok(after)) => dates.since(self.governed_by, after),
            // Without a day after it, the range never ends.
            None | Some(Err(_)) => Truth::No,
        };
        begun.and(!ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_range_are_in_force_and_a_deemed_date_has_two_answers() {
        let rule = InForce {
            from: Some(Date::constant(2025, 6, 19)),
            until: Some(Date::constant(2026, 6, 18)),
            deemed_from: Some(Date::constant(2024, 1, 1)),
            governed_by: GovernedBy::Received,
        };
        let on = |y, m, d, edition| rule.on(&Dates::received(Date::constant(y, m, d)), edition);
        assert_eq!(on(2024, 1, 1, Edition::AsDeemed), Truth::Yes);
        assert_eq!(on(2024, 1, 1, Edition::AsItStood), Truth::No);
        assert_eq!(on(2026, 6, 18, Edition::AsItStood), Truth::Yes);
        assert_eq!(on(2026, 6, 19, Edition::AsDeemed), Truth::No);
    }

    #[test]
    fn a_reply_without_a_date_comes_no_earlier_than_the_request() {
        let from_june = InForce {
            from: Some(Date::constant(2026, 6, 19)),
            governed_by: GovernedBy::Replied,
            ..InForce::default()
        };
        let until_june = InForce {
            until: Some(Date::constant(2026, 6, 18)),
            governed_by: GovernedBy::Replied,
            ..InForce::default()
        };
        let on = |rule: InForce, day| rule.on(&Dates::received(day), Edition::AsDeemed);
        let (before, after) = (Date::constant(2026, 6, 18), Date::constant(2026, 6, 19));
        assert_eq!(on(from_june, before), Truth::Unknown);
        assert_eq!(on(from_june, after), Truth::Yes);
        assert_eq!(on(until_june, before), Truth::Unknown);
        assert_eq!(on(until_june, after), Truth::No);
    }

    #[test]
    fn a_rule_governed_by_an_unknown_date_is_open() {
        let rule = InForce {
            from: Some(Date::constant(2026, 2, 5)),
            governed_by: GovernedBy::Decided,
            ..InForce::default()
        };
        let dates = Dates::received(Date::constant(2026, 11, 21));
        assert_eq!(rule.on(&dates, Edition::AsDeemed), Truth::Unknown);
    }
}
