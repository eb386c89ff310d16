//! YAML text to a tree of nodes. The only file that knows the YAML crate.

use std::collections::BTreeSet;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use super::{
    MAX_NODES,
    bounds::Bounds,
    code::Code,
    diagnostic::{Place, Problems},
    file::SourceFile,
    open::too_large,
};

/// A value of a source file and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// A mapping or list has no length of its own: its place is that of its first part.
    pub place: Place,
    pub kind: NodeKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// The text as written; `plain` when it stood without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub key: String,
    pub place: Place,
    pub value: Node,
}

/// A list or mapping still being read.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<Entry>, BTreeSet<String>, Option<(String, Place)>),
}

/// Reads files in the order of their names, so that the order in which they are handed over reaches nothing.
pub(crate) fn parse_all(files: &[SourceFile], problems: &mut Problems) -> Vec<Node> {
    let mut files: Vec<&SourceFile> = files.iter().collect();
    files.sort_by_key(|file| file.name());
    files
        .into_iter()
        .filter_map(|file| parse(file, problems))
        .collect()
}

/// Reads the one document of a file. `None` means that a fault was reported that leaves no tree.
pub(crate) fn parse(file: &SourceFile, problems: &mut Problems) -> Option<Node> {
    let bounds = *problems.bounds();
    if file.text().len() > bounds.bytes {
        problems.add(too_large(file, file.text().len(), bounds.bytes));
        return None;
    }
    let tree = Builder {
        file,
        problems,
        bounds,
        open: Vec::new(),
        root: None,
        documents: 0,
        nodes: 0,
    }
    .build()?;
    if tree.is_none() {
        problems.report(
            Code::Empty,
            &file.place(0..0),
            "the file is empty (comments do not count)",
            "write its content or remove the file",
        );
    }
    tree
}

struct Builder<'a> {
    file: &'a SourceFile,
    problems: &'a mut Problems,
    bounds: Bounds,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    nodes: usize,
}

impl Builder<'_> {
    /// The tree (`Some(None)` for an empty file), or `None` when a fault stopped the reading.
    fn build(mut self) -> Option<Option<Node>> {
        let file = self.file.clone();
        for event in Parser::new_from_str(file.text()) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(file.text().len());
                    let (code, message, help) = if matches!(error.kind(), ErrorKind::UnknownAnchor)
                    {
                        (Code::AnchorOrAlias, NO_ANCHORS_READ.to_owned(), NO_ANCHORS)
                    } else {
                        (
                            Code::Syntax,
                            format!("the text is not well-formed here: {}", error.info()),
                            "on this line and the one before, check the indentation (spaces, never tabs), quotes and brackets; put words with `: ` or ` #` in them in quotes",
                        )
                    };
                    self.problems
                        .report(code, &file.place(at..at), message, help);
                    return None;
                }
            };
            let place = file.place(span.byte_range().unwrap_or(0..0));
            self.take(event, place)?;
        }
        Some(self.root)
    }

    fn take(&mut self, event: Event<'_>, place: Place) -> Option<()> {
        if event.anchor_id().is_some_and(|id| id != 0) || event.is_alias() {
            self.problems
                .report(Code::AnchorOrAlias, &place, NO_ANCHORS_READ, NO_ANCHORS);
            return None;
        }
        if event.tag().is_some() {
            self.problems.report(
                Code::Tag,
                &place,
                "tags (words after a `!`) are not allowed",
                "remove the tag: each field knows what kind of value it takes; put words that begin with `!` in quotes",
            );
            return None;
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problems.report(
                        Code::SecondDocument,
                        &place,
                        "a second document starts here",
                        "a file holds one document: remove the line `---`, or move what follows to a file of its own",
                    );
                    return None;
                }
                Some(())
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                // An empty document is announced as one empty plain scalar.
                if self.open.is_empty() && plain && (text.is_empty() || text == "~") {
                    return Some(());
                }
                let longest = self.bounds.text;
                if text.len() > longest {
                    self.problems.report(
                        Code::OverLimit,
                        &place,
                        format!("this text has {} bytes, over the limit", text.len()),
                        format!("a text holds at most {longest} bytes: shorten it, or name the paper it is in"),
                    );
                    return None;
                }
                self.scalar(text.into_owned(), plain, place)
            }
            Event::SequenceStart(..) => self.start(Open::List(place.clone(), Vec::new()), &place),
            Event::MappingStart(..) => self.start(
                Open::Map(place.clone(), Vec::new(), BTreeSet::new(), None),
                &place,
            ),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => Some(()),
        }
    }

    fn start(&mut self, open: Open, place: &Place) -> Option<()> {
        if matches!(self.open.last(), Some(Open::Map(_, _, _, None))) {
            self.problems.report(
                Code::WrongShape,
                place,
                "the name of a field must be a word, not a list or other fields",
                "write a plain word before the colon, and brackets and braces only after it",
            );
            return None;
        }
        let deepest = self.bounds.nesting;
        if self.open.len() >= deepest {
            self.problems.report(
                Code::TooDeep,
                place,
                format!("lists and fields nest more than {deepest} deep"),
                "flatten it: give part of the condition a name of its own, as a definition",
            );
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn scalar(&mut self, text: String, plain: bool, place: Place) -> Option<()> {
        if let Some(Open::Map(_, _, keys, key @ None)) = self.open.last_mut() {
            if plain && text == "<<" {
                self.problems.report(
                    Code::MergeKey,
                    &place,
                    "merge keys (`<<`) are not allowed",
                    "write the fields out where they belong",
                );
                return None;
            }
            if !keys.insert(text.clone()) {
                self.problems.report(
                    Code::DuplicateKey,
                    &place,
                    format!("the field `{text}` is written twice here"),
                    "keep one of the two: nothing is silently replaced",
                );
            }
            *key = Some((text, place));
            return Some(());
        }
        // A field with nothing after its colon arrives as YAML's null, and so does a bare `~`.
        let text = if plain && text == "~" {
            String::new()
        } else {
            text
        };
        self.add(Node {
            place,
            kind: NodeKind::Scalar { text, plain },
        })
    }

    fn close(&mut self) -> Option<()> {
        let node = match self.open.pop()? {
            Open::List(place, items) => Node {
                place: items.first().map_or(place, |item| item.place.clone()),
                kind: NodeKind::List(items),
            },
            Open::Map(place, entries, ..) => Node {
                place: entries.first().map_or(place, |entry| entry.place.clone()),
                kind: NodeKind::Map(entries),
            },
        };
        self.add(node)
    }

    fn add(&mut self, node: Node) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.problems.report(
                Code::TooLarge,
                &node.place,
                format!("the file holds more than {MAX_NODES} values"),
                "split it into several files",
            );
            return None;
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, _, key)) => {
                let (key, place) = key.take()?;
                entries.push(Entry {
                    key,
                    place,
                    value: node,
                });
            }
        }
        Some(())
    }
}

const NO_ANCHORS_READ: &str = "anchors (`&name`) and aliases (`*name`) are not allowed";
const NO_ANCHORS: &str = "write the value out where it is used, so that it can be read on its own; put words that begin with `&` or `*` in quotes";
