//! How much a page tells.

/// How much of a review or a case book is told.
///
/// ```
/// use data_subject_rights::explain::Detail;
/// assert_eq!(Detail::default(), Detail::Short);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Detail {
    /// What a reviewer must read: like things told once with a list, and of each case what sets it apart.
    #[default]
    Short,
    /// Everything: each finding with its rules and situations, and each case as a request that can be run.
    Full,
}
