//! What a thing was read from, told by a digest. The only file that knows the hashing crate.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest as _, Sha256};

use super::file::SourceFile;

/// A SHA-256 digest, written as 64 hexadecimal digits.
///
/// ```
/// use data_subject_rights::{Controller, source::Digest};
/// let council = Controller::doncaster()?;
/// let digest = council.procedure().digest().expect("it was read from files");
/// assert_eq!(digest.to_string().len(), 64);
/// assert_eq!(digest.to_string().parse(), Ok(digest));
/// assert!("not a digest".parse::<Digest>().is_err());
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// A text is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is written as 64 hexadecimal digits")]
pub struct NotADigest;

impl Digest {
    /// The digest of source files, whatever the order in which they are handed over.
    ///
    /// The hash covers a first line, `data-subject-rights/sources 1`, and then the files, sorted by name. Each file
    /// adds the length of its name, its name, the length of its text and its text. Lengths are eight bytes, the
    /// most significant first. Folders common to all the files are left out of their names, so the same files
    /// loaded from elsewhere have the same digest. Below those a name includes its folders, because rules and facts
    /// are read in the order of names.
    ///
    /// ```
    /// use data_subject_rights::source::{Digest, SourceFile};
    /// let of = |folder: &str| {
    ///     ["facts.yaml", "more.yaml"].map(|name| SourceFile::new(format!("{folder}{name}"), "facts: []\n"))
    /// };
    /// assert_eq!(Digest::of_files(&of("rules/vocabulary/")), Digest::of_files(&of("")));
    /// ```
    #[must_use]
    pub fn of_files(files: &[SourceFile]) -> Self {
        let shared = shared_folders(files);
        let mut named: Vec<(&str, &str)> = files
            .iter()
            .map(|file| (file.name().get(shared..).unwrap_or_default(), file.text()))
            .collect();
        named.sort_unstable();
        let mut hash = Sha256::new();
        hash.update(b"data-subject-rights/sources 1\n");
        for part in named.into_iter().flat_map(|(name, text)| [name, text]) {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The digest of one source file.
    #[must_use]
    pub fn of_file(file: &SourceFile) -> Self {
        Self::of_files(std::slice::from_ref(file))
    }

    /// The digest of a text, and of nothing but its bytes.
    ///
    /// ```
    /// use data_subject_rights::source::Digest;
    /// assert!(Digest::of_text("abc").to_string().starts_with("ba7816bf"));
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// How many bytes of every name are the folders that all the files stand in.
fn shared_folders(files: &[SourceFile]) -> usize {
    let mut names = files.iter().map(SourceFile::name);
    let Some(first) = names.next() else { return 0 };
    let same = |name: &str| {
        let pairs = first.bytes().zip(name.bytes());
        pairs.take_while(|(one, two)| one == two).count()
    };
    let alike = names.map(same).min().unwrap_or(first.len());
    let alike = first.as_bytes().get(..alike).unwrap_or_default();
    let last = alike.iter().rposition(|byte| matches!(byte, b'/' | b'\\'));
    last.map_or(0, |at| at + 1)
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(NotADigest);
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            let (high, low) = digit(*high).zip(digit(*low)).ok_or(NotADigest)?;
            *byte = u8::try_from(16 * high + low).map_err(|_| NotADigest)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// The digest of what a thing was read from; none where it was made in code. It is no part of what the thing says:
/// two that say the same are equal, whatever they were read from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ReadFrom(pub Option<Digest>);

impl PartialEq for ReadFrom {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ReadFrom {}

impl From<Digest> for ReadFrom {
    fn from(digest: Digest) -> Self {
        Self(Some(digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(files: &[(&str, &str)]) -> Digest {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(name, text)| SourceFile::new(*name, *text))
            .collect();
        Digest::of_files(&files)
    }

    #[test]
    fn a_digest_is_over_names_and_texts_and_over_nothing_else() {
        let one = digest(&[("a.yaml", "x"), ("b.yaml", "y")]);
        assert_eq!(one, digest(&[("b.yaml", "y"), ("a.yaml", "x")]));
        assert_eq!(one, digest(&[("rules/a.yaml", "x"), ("rules/b.yaml", "y")]));
        for other in [
            digest(&[("a.yaml", "x"), ("b.yaml", "z")]),
            digest(&[("a.yaml", "x"), ("c.yaml", "y")]),
            digest(&[("a.yaml", "xb.yaml"), ("", "y")]),
            digest(&[("a.yaml", "x"), ("sub/b.yaml", "y")]),
            digest(&[("a.yaml", "x")]),
            digest(&[]),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn a_name_that_begins_like_another_is_no_folder() {
        assert_ne!(
            digest(&[("book-a", "x"), ("book-b", "y")]),
            digest(&[("a", "x"), ("b", "y")])
        );
        assert_eq!(
            digest(&[("é/a", "x"), ("é/b", "y")]),
            digest(&[("a", "x"), ("b", "y")])
        );
    }

    #[test]
    fn a_text_has_the_digest_that_everyone_gives_it() {
        assert_eq!(
            Digest::of_text("").to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
