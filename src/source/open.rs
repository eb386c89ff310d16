//! Source files from bytes and from folders.

use std::{fs, io, path::Path};

use super::{
    MAX_FILE_BYTES,
    code::Code,
    diagnostic::{Diagnostic, Diagnostics},
    file::SourceFile,
};

impl SourceFile {
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
                let end = file.text().len();
                Err(Diagnostics::one(Diagnostic::new(
                    Code::NotUtf8,
                    &file.place(end..end),
                    "the file is not UTF-8 text from here on",
                    "save the file with the encoding UTF-8",
                )))
            }
        }
    }
}

/// The fault of a file with more bytes than are read.
pub(super) fn too_large(file: &SourceFile, bytes: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        &file.place(0..0),
        format!("the file has {bytes} bytes, over the limit"),
        format!("a source file holds at most {limit} bytes: split it into several files"),
    )
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
    files.sort_by(|a, b| a.name().cmp(b.name()));
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
