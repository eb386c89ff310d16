//! How long an item is kept, and from which day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Period, in_words},
    law::Provision,
};

/// A day in the life of a data item, from which a retention period may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// The item was made or received.
    Created,
    /// The item was published.
    Published,
    /// The item was last used.
    LastUsed,
    /// The matter that the item belongs to was closed.
    Closed,
}

impl Milestone {
    /// Every milestone, with the word for it in files.
    pub(crate) const WORDS: [(&'static str, Self); 4] = [
        ("created", Self::Created),
        ("published", Self::Published),
        ("last-used", Self::LastUsed),
        ("closed", Self::Closed),
    ];

    const fn in_words(self) -> &'static str {
        match self {
            Self::Created => "it was made or received",
            Self::Published => "it was published",
            Self::LastUsed => "it was last used",
            Self::Closed => "the matter was closed",
        }
    }
}

/// A retention period of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// How long an item is kept.
    pub keep: Period,
    /// The day that the period runs from.
    pub from: Milestone,
    /// Where the period is stated.
    pub provision: Option<Provision>,
    /// What had to be assumed, such as the day that the period runs from.
    pub assumed: Option<String>,
}

impl Retention {
    /// Whether the period has passed on a day, with the derivation; `None` where that cannot be known.
    ///
    /// `started` is the day that it runs from, or `None` where that has not come yet. The last day of
    /// the period still belongs to it.
    pub(crate) fn elapsed(&self, started: Option<Date>, day: Date) -> Option<(bool, String)> {
        let Some(started) = started else {
            let derivation = format!(
                "kept {} from the day {}, which has not come yet",
                self.keep,
                self.from.in_words()
            );
            return Some((false, derivation));
        };
        let last = self.keep.after(started)?;
        let elapsed = day > last;
        let mut derivation = format!(
            "kept {} from the day {} ({}), so until {}; looked at on {}, {}",
            self.keep,
            self.from.in_words(),
            in_words(started),
            in_words(last),
            in_words(day),
            if elapsed {
                "which is later".to_owned()
            } else {
                format!("which is not later; look again after {}", in_words(last))
            },
        );
        if let Some(provision) = &self.provision {
            derivation.push_str(&format!(" [{}]", provision.cite()));
        }
        if let Some(assumed) = &self.assumed {
            derivation.push_str(&format!("; assumed: {assumed}"));
        }
        Some((elapsed, derivation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_a_period_still_belongs_to_it() {
        let week = Retention {
            keep: "1 week".parse().unwrap(),
            from: Milestone::Created,
            provision: None,
            assumed: None,
        };
        let start = Some(Date::constant(2026, 11, 1));
        let elapsed = |day| {
            week.elapsed(start, Date::constant(2026, 11, day))
                .unwrap()
                .0
        };
        assert!(!elapsed(8));
        assert!(elapsed(9));
        let not_begun = week.elapsed(None, Date::constant(2026, 11, 21));
        assert!(not_begun.is_some_and(|(elapsed, _)| !elapsed));
    }
}
