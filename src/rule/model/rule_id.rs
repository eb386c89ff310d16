//! The place of a rule in its book.

/// The place of a rule in its book. Ids order as the source document does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(crate) usize);
