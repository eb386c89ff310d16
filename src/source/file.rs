//! A source text with its name.

use std::{fmt, sync::Arc};

/// A source text with the name that diagnostics show.
///
/// ```
/// use data_subject_rights::source::SourceFile;
/// let file = SourceFile::new("request.yaml", "received: 2026-11-21\n");
/// assert_eq!(file.name(), "request.yaml");
/// assert!(SourceFile::from_bytes("bad.yaml", b"\xff").is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<str>,
}

impl SourceFile {
    /// A source file from text already in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into().into(),
            text: text.into().into(),
        }
    }

    /// The name that diagnostics show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for SourceFile {
    /// The name alone: a fault that is printed for debugging need not carry the whole text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceFile").field(&self.name).finish()
    }
}
