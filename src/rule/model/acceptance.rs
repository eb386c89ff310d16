//! Findings of a review that a book accepts, each with the reason.

/// A finding about the rules that the book accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acceptance {
    /// What kind of finding: the code of a [`FindingKind`](crate::analysis::FindingKind).
    pub finding: String,
    /// Its subject: ids of rules, facts or rights; `*` at an end matches anything.
    pub of: Vec<String>,
    /// Why it is accepted.
    pub because: String,
    /// The file that says so.
    pub file: String,
    /// The line of the file, from 1.
    pub line: usize,
}

impl Acceptance {
    /// Whether it accepts findings of this kind about this.
    ///
    /// ```
    /// use data_subject_rights::{fact::Vocabulary, rule::RuleBook, source::SourceFile};
    /// use std::sync::Arc;
    /// let file = SourceFile::new("book.yaml", "
    /// book: procedure
    /// title: A procedure
    /// accepted:
    ///   - finding: gap
    ///     of: [complaint]
    ///     because: Complaints have a procedure of their own.
    /// ");
    /// let book = RuleBook::load(Arc::new(Vocabulary::default()), &[file])?;
    /// assert!(book.accepted()[0].covers("gap", "complaint"));
    /// assert!(!book.accepted()[0].covers("gap", "erasure"));
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn covers(&self, finding: &str, about: &str) -> bool {
        self.finding == finding && self.of.iter().any(|of| names(of, about))
    }
}

fn names(pattern: &str, id: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(end), _) => id.ends_with(end),
        (_, Some(start)) => id.starts_with(start),
        (None, None) => id == pattern,
    }
}
