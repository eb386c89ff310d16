//! YAML in, positions and diagnostics out.
//!
//! | module | what it does |
//! |---|---|
//! | `bounds` | how much is read, and how many faults are told |
//! | `digest` | [`Digest`]: what a thing was read from |
//! | `file` | a source text with its name |
//! | `open` | source files from bytes; [`from_dir`] is the one helper that reads files |
//! | `outline` | every scalar of a file, with the path that leads to it |
//! | `form` | what a file says as a tree: written as JSON, and read from any serde format |
//! | `yaml` | the only place that knows the YAML crate: text becomes a tree of nodes with places |
//! | `read` | takes nodes apart, reporting every fault it meets instead of stopping at the first |
//! | `like` | the word that someone may have meant to write |
//! | `told`, `written` | faults written out, and read where their files are not |
//! | `diagnostic` | a fault: where, what, why and what to do, with a stable [`Code`] |
//!
//! The YAML read here is a strict part of YAML 1.2: one document, no anchors, aliases, tags or merge keys,
//! and no key twice. Every scalar stays the text that was written (`no` is the text "no", never a boolean by
//! accident). JSON is read by the same door.

mod bounds;
mod code;
mod diagnostic;
mod digest;
mod file;
mod form;
mod like;
mod open;
mod outline;
mod read;
mod told;
mod written;
mod yaml;

pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use digest::{Digest, NotADigest};
pub use file::SourceFile;
pub use open::from_dir;

pub(crate) use bounds::Bounds;
pub(crate) use diagnostic::{Place, Problems};
pub(crate) use digest::ReadFrom;
pub(crate) use form::{DEEPEST, Form, as_file};
pub(crate) use read::{
    Fields, date, list, many, period, says_something, text, word, words, yes_no,
};
pub(crate) use yaml::{Entry, Node, NodeKind, parse, parse_all};

/// The largest source file that is read, in bytes (1 MiB). Files that strangers write have limits of their own,
/// which are narrower: [`Limits`](crate::case::Limits).
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// How deeply lists and mappings may nest in any file, and items in any request.
pub const MAX_DEPTH: usize = 32;
/// How many values one file may hold.
pub const MAX_NODES: usize = 100_000;
