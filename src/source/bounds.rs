//! How much of a file is read, and how many of its faults are told.

use super::{MAX_DEPTH, MAX_FILE_BYTES};

/// What bounds the work that a file can make. These are for files that a council writes itself; requests come from
/// strangers and have narrower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Bytes of a file.
    pub bytes: usize,
    /// Lists and fields inside each other.
    pub nesting: usize,
    /// Bytes of one text.
    pub text: usize,
    /// Faults that are told.
    pub faults: usize,
    /// Faults for which a word that was meant is looked for.
    pub suggestions: usize,
    /// Words that a misspelt one is compared with.
    pub candidates: usize,
    /// Characters of the longest word that is compared.
    pub word: usize,
    /// Whether words are kept as they are, with their blanks and line ends, and may be none: for what code made and a
    /// record keeps. In a file a line ends where the page does, and means nothing.
    pub is_verbatim: bool,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            bytes: MAX_FILE_BYTES,
            nesting: MAX_DEPTH,
            text: MAX_FILE_BYTES,
            faults: 500,
            suggestions: 100,
            candidates: 2_000,
            word: 64,
            is_verbatim: false,
        }
    }
}
