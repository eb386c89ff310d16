//! The days on which something was done with one matter or item.

use jiff::civil::Date;

use crate::{
    rule::Dates,
    source::{Fields, Problems, date},
};

/// The days of one matter or item, where they are its own: a request may be about decisions of several days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PartDays {
    /// The automated decision was taken.
    pub(crate) decided: Option<Date>,
    /// The information was collected.
    pub(crate) collected: Option<Date>,
    /// The information was processed.
    pub(crate) processed: Option<Date>,
}

impl PartDays {
    /// The fields that files say them in.
    pub(super) const DECIDED: &'static str = "decided";
    pub(super) const COLLECTED: &'static str = "collected";
    pub(super) const PROCESSED: &'static str = "processed";

    pub(super) fn read(fields: &Fields<'_>, problems: &mut Problems) -> Self {
        let mut day = |name: &str| fields.get(name).and_then(|node| date(node, problems));
        Self {
            decided: day(Self::DECIDED),
            collected: day(Self::COLLECTED),
            processed: day(Self::PROCESSED),
        }
    }

    /// The dates of a case that stands in others: its own days count before theirs.
    pub(super) fn within(self, outer: Dates) -> Dates {
        Dates {
            decided: self.decided.or(outer.decided),
            collected: self.collected.or(outer.collected),
            processed: self.processed.or(outer.processed),
            ..outer
        }
    }
}
