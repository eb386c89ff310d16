//! A fault in a source file: where, what, why, and what to do.

use std::{fmt, ops::Range};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{bounds::Bounds, code::Code, file::SourceFile, like::closest, told::Told};

/// A stretch of a source file. Where a thing stands is no part of what it says: all places are equal.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    file: SourceFile,
    span: Range<usize>,
}

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl Place {
    /// The name of the file.
    pub(crate) fn file(&self) -> &str {
        self.file.name()
    }

    /// The line, from 1.
    pub(crate) fn line(&self) -> usize {
        1 + self.before().matches('\n').count()
    }

    /// The column in characters, from 1.
    fn column(&self) -> usize {
        let before = self.before();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        1 + before
            .get(line_start..)
            .map_or(0, |line| line.chars().count())
    }

    fn before(&self) -> &str {
        let text = self.file.text();
        text.get(..self.span.start).unwrap_or(text)
    }
}

impl SourceFile {
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        Place {
            file: self.clone(),
            span,
        }
    }
}

/// One fault, with everything a person needs to mend it.
///
/// `Display` shows the message, the lines of the file with the place underlined, and the help. Written out, a fault has
/// its `code`, `message`, `help`, `file`, `line` and `column`, and the text of `Display` as `rendered`. Read back, it
/// is equal and shows the same.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    code: Code,
    at: At,
    message: String,
    help: String,
}

/// Where a fault is.
#[derive(Debug, Clone)]
enum At {
    /// In a file that was read here.
    Place(Place),
    /// In one that was read elsewhere.
    Told(Box<Told>),
}

impl Diagnostic {
    pub(crate) fn new(
        code: Code,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            at: At::Place(place.clone()),
            message: message.into(),
            help: help.into(),
        }
    }

    /// The stable code of the fault.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// The name of the file.
    #[must_use]
    pub fn file(&self) -> &str {
        match &self.at {
            At::Place(place) => place.file(),
            At::Told(told) => &told.file,
        }
    }

    /// The line of the fault, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match &self.at {
            At::Place(place) => place.line(),
            At::Told(told) => told.line,
        }
    }

    /// The column of the fault in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        match &self.at {
            At::Place(place) => place.column(),
            At::Told(told) => told.column,
        }
    }

    /// The fault as it is written out; rendering it reads the whole file once more.
    pub(super) fn told(&self, is_rendered: bool) -> Told {
        if let At::Told(told) = &self.at {
            return (**told).clone();
        }
        Told {
            code: self.code,
            message: self.message.clone(),
            help: self.help.clone(),
            file: self.file().to_owned(),
            line: self.line(),
            column: self.column(),
            rendered: is_rendered.then(|| self.to_string()),
        }
    }

    /// For sorting: how far into its file it is.
    fn start(&self) -> usize {
        match &self.at {
            At::Place(place) => place.span.start,
            At::Told(_) => 0,
        }
    }
}

/// What is told is the same.
impl PartialEq for Diagnostic {
    fn eq(&self, other: &Self) -> bool {
        let said = |fault: &Self| (fault.code, fault.line(), fault.column());
        self.message == other.message
            && self.help == other.help
            && self.file() == other.file()
            && said(self) == said(other)
    }
}

impl Eq for Diagnostic {}

impl From<Told> for Diagnostic {
    fn from(told: Told) -> Self {
        Self {
            code: told.code,
            message: told.message.clone(),
            help: told.help.clone(),
            at: At::Told(Box::new(told)),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &self.at {
            At::Place(place) => place,
            At::Told(told) => return told.fmt(f),
        };
        let text = place.file.text();
        let code = self.code.to_string();
        let end = place.span.end.min(text.len());
        let start = place.span.start.min(end);
        let report = [Level::ERROR
            .primary_title(self.message.as_str())
            .id(code.as_str())
            .element(
                Snippet::source(text)
                    .path(self.file())
                    .annotation(AnnotationKind::Primary.span(start..end)),
            )
            .element(Level::HELP.message(self.help.as_str()))];
        f.write_str(&Renderer::plain().render(&report))
    }
}

/// How many faults are shown in full; all are there to be iterated over.
pub(super) const SHOWN: usize = 50;

/// The faults that one run found, in the order of the files: every one, unless there are more than are told
/// ([`Diagnostics::is_cut`]).
///
/// Written out they are a list; whether more were found is not in it. The first 50, which are those that `Display`
/// shows, are `rendered` there.
///
/// ```
/// use data_subject_rights::{source::{Code, SourceFile}, fact::Vocabulary};
///
/// let file = SourceFile::new("facts.yaml", "facts:\n  - fact: asked\n    kind: observed\n");
/// let faults = Vocabulary::load(&[file]).expect_err("the fact has no question");
/// assert!(faults.iter().any(|fault| fault.code() == Code::MissingField && fault.line() == 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostics {
    faults: Vec<Diagnostic>,
    is_cut: bool,
}

impl Diagnostics {
    pub(crate) fn one(fault: Diagnostic) -> Self {
        Self {
            faults: vec![fault],
            is_cut: false,
        }
    }

    /// Faults that were told elsewhere; `None` where there is none.
    pub(super) fn told(faults: Vec<Diagnostic>) -> Option<Self> {
        let is_cut = false;
        (!faults.is_empty()).then_some(Self { faults, is_cut })
    }

    /// The faults.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter()
    }

    /// How many faults are told; never none.
    #[must_use]
    pub fn len(&self) -> usize {
        self.faults.len()
    }

    /// Whether more faults were found than are told.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Always false: an error without a fault is not made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().take(SHOWN).enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{fault}")?;
        }
        match self.faults.len().saturating_sub(SHOWN) {
            0 if self.is_cut => f.write_str("\n\nand more: fix these first"),
            0 => Ok(()),
            more if self.is_cut => write!(f, "\n\nand more than {more} more: fix these first"),
            more => write!(f, "\n\nand {more} more: fix these first"),
        }
    }
}

/// Collects faults, so that one run can report every fault it can find, within bounds.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    faults: Vec<Diagnostic>,
    /// All that were found, those that are not kept among them.
    found: usize,
    bounds: Bounds,
}

impl Problems {
    /// Collects faults within these bounds.
    pub(crate) fn within(bounds: Bounds) -> Self {
        Self {
            bounds,
            ..Self::default()
        }
    }

    /// The bounds from here on.
    pub(crate) const fn bound(&mut self, bounds: Bounds) {
        self.bounds = bounds;
    }

    pub(crate) const fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    pub(crate) fn report(
        &mut self,
        code: Code,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Diagnostic::new(code, place, message, help));
    }

    pub(super) fn add(&mut self, fault: Diagnostic) {
        self.found += 1;
        // The first is always told: without one there would be no error.
        if self.faults.is_empty() || self.faults.len() < self.bounds.faults {
            self.faults.push(fault);
        }
    }

    /// How many faults were found, told or not.
    pub(crate) const fn count(&self) -> usize {
        self.found
    }

    /// Whether the list of faults stops here: a reader who meets this many fixes the first before reading the
    /// last.
    pub(crate) const fn is_full(&self) -> bool {
        self.found > self.bounds.faults
    }

    /// Help for a misspelt word: the candidate most like it, or else what is said otherwise. Comparing costs the
    /// product of both lengths, so only words are compared that someone may have meant to write, and not for ever.
    pub(crate) fn did_you_mean<'a>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: impl Into<String>,
    ) -> String {
        let Bounds {
            suggestions,
            candidates: many,
            word: longest,
            ..
        } = self.bounds;
        if self.found >= suggestions || word.chars().nth(longest).is_some() {
            return otherwise.into();
        }
        let candidates = candidates.into_iter().take(many);
        let candidates = candidates.filter(|each| each.len() / 2 <= longest);
        closest(word, candidates).map_or_else(
            || otherwise.into(),
            |like| format!("did you mean `{like}`?"),
        )
    }

    /// The value, if nothing was wrong; otherwise the faults in the order of files and lines.
    pub(crate) fn settle<T>(mut self, value: T) -> Result<T, Diagnostics> {
        if self.faults.is_empty() {
            return Ok(value);
        }
        let is_cut = self.found > self.faults.len();
        self.faults.sort_by(|a, b| {
            let key = |fault: &Diagnostic| (fault.start(), fault.code);
            (a.file(), key(a), &a.message).cmp(&(b.file(), key(b), &b.message))
        });
        self.faults.dedup();
        Err(Diagnostics {
            faults: self.faults,
            is_cut,
        })
    }
}
