//! A source text with its name.

use std::{fmt, fs, io, path::Path, sync::Arc};

use super::{Code, Diagnostic, Diagnostics, MAX_FILE_BYTES, Node, NodeKind, Problems, parse};

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

    /// A source file from bytes.
    ///
    /// # Errors
    ///
    /// [`Code::NotUtf8`], with the line and column of the first byte that is not UTF-8; [`Code::TooLarge`] for more
    /// bytes than any file may have, which are not looked at.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, Diagnostics> {
        if bytes.len() > MAX_FILE_BYTES {
            let file = Self::new(name, "");
            return Err(Diagnostics::one(too_large(
                &file,
                bytes.len(),
                MAX_FILE_BYTES,
            )));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                // What came before the bad byte is text: it places the fault and makes the snippet.
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let file = Self::new(name, String::from_utf8_lossy(good));
                let end = file.text.len();
                Err(Diagnostics::one(Diagnostic::new(
                    Code::NotUtf8,
                    &file.place(end..end),
                    "the file is not UTF-8 text from here on",
                    "save the file with the encoding UTF-8",
                )))
            }
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

    /// Every scalar of the file with the path that leads to it, in the order written: what the
    /// crate sees of the file, before it asks what any of it means.
    ///
    /// # Errors
    ///
    /// The faults of the file as YAML.
    ///
    /// ```
    /// use data_subject_rights::source::SourceFile;
    /// let file = SourceFile::new("a.yaml", "rules:\n  - ground: no\n");
    /// assert_eq!(file.outline()?, [("/rules/0/ground".to_owned(), "no".to_owned())]);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    pub fn outline(&self) -> Result<Vec<(String, String)>, Diagnostics> {
        let mut problems = Problems::default();
        let mut scalars = Vec::new();
        if let Some(tree) = parse(self, &mut problems) {
            outline(&tree, String::new(), &mut scalars);
        }
        problems.settle(scalars)
    }
}

/// The fault of a file with more bytes than are read.
pub(super) fn too_large(file: &SourceFile, bytes: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        &file.place(0..0),
        format!("the file has {bytes} bytes, more than are read"),
        format!("a source file holds at most {limit} bytes: split it into several files"),
    )
}

impl fmt::Debug for SourceFile {
    /// The name alone: a fault that is printed for debugging need not carry the whole text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceFile").field(&self.name).finish()
    }
}

/// Nesting is limited, so recursion is.
fn outline(node: &Node, path: String, into: &mut Vec<(String, String)>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => into.push((path, text.clone())),
        NodeKind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                outline(item, format!("{path}/{at}"), into);
            }
        }
        NodeKind::Map(entries) => {
            for entry in entries {
                outline(&entry.value, format!("{path}/{}", entry.key), into);
            }
        }
    }
}

/// Reads every `.yaml` file below a folder, sorted by path. The only function of the crate that
/// touches the file system.
///
/// Names are paths relative to `folder`, with `/` between segments on every system.
///
/// # Errors
///
/// An I/O error as it came, or one of kind `InvalidData` for a file that is not UTF-8.
pub fn from_dir(folder: impl AsRef<Path>) -> io::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    collect(folder.as_ref(), "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), into)?;
        } else if name.ends_with(".yaml") {
            let bytes = fs::read(entry.path())?;
            let file = SourceFile::from_bytes(name, &bytes)
                .map_err(|problem| io::Error::new(io::ErrorKind::InvalidData, problem))?;
            into.push(file);
        }
    }
    Ok(())
}
