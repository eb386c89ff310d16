//! Rule files as trees, and trees as rule files again.

use std::fmt::Write;

use data_subject_rights::source::SourceFile;
use serde_yaml::{Mapping, Value};

/// A book: its files, each by name as a tree and as text. What rules say in words decides nothing and is left
/// out, for reading it thousands of times takes longer than all the rest.
pub struct Written {
    pub files: Vec<(String, Value, SourceFile)>,
}

impl Written {
    /// The files of a book, read as trees.
    pub fn read(files: &[(&str, &str)]) -> Self {
        let read = |(name, text): &(&str, &str)| {
            let mut tree = serde_yaml::from_str(text).expect("it ships");
            without_words(&mut tree);
            let short = SourceFile::new(*name, self::text(&tree));
            ((*name).to_owned(), tree, short)
        };
        Self {
            files: files.iter().map(read).collect(),
        }
    }

    /// The files with some of them changed.
    pub fn with(&self, changed: &[(usize, Value)]) -> Vec<SourceFile> {
        let mut files: Vec<SourceFile> =
            self.files.iter().map(|(_, _, file)| file.clone()).collect();
        for (at, tree) in changed {
            files[*at] = SourceFile::new(self.files[*at].0.clone(), text(tree));
        }
        files
    }

    /// The rules of a file.
    pub fn rules(&self, file: usize) -> &[Value] {
        items(&self.files[file].1["rules"])
    }
}

/// Makes every text that is only read short.
fn without_words(tree: &mut Value) {
    match tree {
        Value::Mapping(entries) => {
            for (key, value) in entries.iter_mut() {
                let words = ["says", "officer", "otherwise", "informative", "not-encoded"];
                if key.as_str().is_some_and(|key| words.contains(&key)) {
                    *value = "words".into();
                } else {
                    without_words(value);
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(without_words),
        _ => {}
    }
}

/// The items of a list; of anything else, none.
pub fn items(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

/// One entry as a mapping.
pub fn entry(key: &str, value: Value) -> Value {
    let mut mapping = Mapping::new();
    mapping.insert(key.into(), value);
    Value::Mapping(mapping)
}

/// A tree as text that the crate's reader takes: nested brackets, a line each, and quotes where words need them.
pub fn text(tree: &Value) -> String {
    let mut written = String::new();
    write(tree, &mut written);
    written
}

fn write(tree: &Value, into: &mut String) {
    match tree {
        Value::Mapping(entries) => {
            into.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                if at > 0 {
                    into.push_str(",\n ");
                }
                write(key, into);
                into.push_str(": ");
                write(value, into);
            }
            into.push('}');
        }
        Value::Sequence(items) => {
            into.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    into.push_str(",\n ");
                }
                write(item, into);
            }
            into.push(']');
        }
        Value::String(words) => scalar(words, into),
        Value::Number(number) => write!(into, "{number}").expect("a string takes all"),
        Value::Bool(yes) => write!(into, "{yes}").expect("a string takes all"),
        Value::Null | Value::Tagged(_) => panic!("no rule file has this: {tree:?}"),
    }
}

/// Codes and dates stand plain, as the files have them: quoted they would be words.
fn scalar(words: &str, into: &mut String) {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-/".contains(c);
    if words.starts_with(|c: char| c.is_ascii_alphanumeric()) && words.chars().all(plain) {
        into.push_str(words);
        return;
    }
    into.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => {
                into.push('\\');
                into.push(c);
            }
            '\n' => into.push_str("\\n"),
            c => into.push(c),
        }
    }
    into.push('"');
}
