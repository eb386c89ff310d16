//! One change to a book, and the book changed so.

use data_subject_rights::{calendar::Date, source::SourceFile};
use serde_yaml::Value;

use super::yaml::Written;

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// One part of an `all` or `any` is gone.
    PartDropped,
    /// A condition became `always`.
    ConditionDropped,
    /// A test, or a group of tests, is turned round.
    Negated,
    /// An exemption is gone.
    ExemptionDropped,
    /// An exception is gone.
    ExceptionDropped,
    /// An exemption, an exception or a list reaches or takes more.
    Widened,
    /// Another list stands in the place of one.
    ListSwapped,
    /// What must be applied may be applied.
    Loosened,
    /// A first or last day is a day earlier or later.
    DayMoved,
    /// Another date of the case counts.
    OtherDate,
}

impl Operator {
    pub const ALL: [Self; 10] = [
        Self::PartDropped,
        Self::ConditionDropped,
        Self::Negated,
        Self::ExemptionDropped,
        Self::ExceptionDropped,
        Self::Widened,
        Self::ListSwapped,
        Self::Loosened,
        Self::DayMoved,
        Self::OtherDate,
    ];

    pub const fn in_words(self) -> &'static str {
        match self {
            Self::PartDropped => "part of a condition dropped",
            Self::ConditionDropped => "condition dropped",
            Self::Negated => "test or group negated",
            Self::ExemptionDropped => "exemption dropped",
            Self::ExceptionDropped => "exception dropped",
            Self::Widened => "exemption widened",
            Self::ListSwapped => "list swapped",
            Self::Loosened => "must became may",
            Self::DayMoved => "day moved",
            Self::OtherDate => "another date counts",
        }
    }
}

/// A step into a tree.
#[derive(Debug, Clone)]
pub enum Step {
    Key(&'static str),
    Item(usize),
}

/// A place in a file of the book, and what stands there instead; nothing where it is taken out.
#[derive(Debug, Clone)]
pub struct Edit {
    pub file: usize,
    pub path: Vec<Step>,
    pub new: Option<Value>,
}

/// One change to a book.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// Which change it is, in words.
    pub id: String,
    pub operator: Operator,
    /// Made one after the other.
    pub edits: Vec<Edit>,
    /// The days on either side of which it may tell.
    pub days: Vec<Date>,
}

impl Mutant {
    /// The files of the book with the change in them.
    pub fn files(&self, book: &Written) -> Vec<SourceFile> {
        let mut changed: Vec<(usize, Value)> = Vec::new();
        for edit in &self.edits {
            if !changed.iter().any(|(file, _)| *file == edit.file) {
                changed.push((edit.file, book.files[edit.file].1.clone()));
            }
            let (_, tree) = changed
                .iter_mut()
                .find(|(file, _)| *file == edit.file)
                .expect("it is there now");
            apply(tree, &edit.path, edit.new.as_ref());
        }
        book.with(&changed)
    }
}

fn apply(tree: &mut Value, path: &[Step], new: Option<&Value>) {
    let (step, rest) = path.split_first().expect("no whole file is changed");
    if rest.is_empty() {
        match (step, tree) {
            (Step::Key(key), Value::Mapping(entries)) => match new {
                Some(new) => {
                    entries.insert((*key).into(), new.clone());
                }
                None => {
                    entries.shift_remove(*key).expect("it is there");
                }
            },
            (Step::Item(at), Value::Sequence(items)) => match new {
                Some(new) => items[*at] = new.clone(),
                None => {
                    items.remove(*at);
                }
            },
            (step, tree) => panic!("{step:?} is no step into {tree:?}"),
        }
        return;
    }
    let below = match step {
        Step::Key(key) => tree.get_mut(*key),
        Step::Item(at) => tree.get_mut(*at),
    };
    apply(below.expect("the path leads there"), rest, new);
}
