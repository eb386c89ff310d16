//! What an advice was made with, by name.

use crate::advice::{MadeWith, Source};

/// The rules that an advice was made with, by what they are of.
pub(super) const fn sources(made: &MadeWith) -> [(&'static str, Option<&Source>); 4] {
    [
        ("vocabulary", Some(&made.vocabulary)),
        ("procedure", Some(&made.procedure)),
        ("statute", made.statute.as_ref()),
        ("calendar", made.calendar.as_ref()),
    ]
}
