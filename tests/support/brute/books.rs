//! The books that are shipped, ready to be compared.

use std::sync::{Arc, OnceLock};

use super::{Asked, Space};
use crate::common::procedure;
use data_subject_rights::{
    engine::Program,
    fact::Vocabulary,
    rule::{Edition, RuleBook},
    source::{Diagnostics, SourceFile},
};

/// A book with everything that a comparison needs.
pub struct Book {
    /// Its name, or its text.
    pub name: String,
    pub program: Program,
    /// The same with no room for diagrams: plain evaluation alone.
    pub blunt: Program,
    /// The book that the oracle reads.
    pub read: RuleBook,
    pub space: Space,
    pub asked: Vec<Asked>,
}

impl Book {
    pub fn of(name: &str, book: RuleBook, edition: Edition, read: RuleBook) -> Self {
        Self {
            name: name.to_owned(),
            space: Space::of(&book),
            asked: Asked::all(&book),
            program: Program::compile(book.clone(), edition),
            blunt: Program::compile(book, edition).with_node_budget(0),
            read,
        }
    }

    /// The dimensions that the diagram of something asks for.
    pub fn relevant(&self, asked: &Asked) -> Vec<usize> {
        let diagram = self.program.diagram(asked.target()).expect("there is room");
        let mut relevant: Vec<usize> = diagram
            .bits()
            .into_iter()
            .filter_map(|bit| {
                self.space
                    .of_atom(self.program.atom(bit).expect("it has an atom"))
            })
            .collect();
        relevant.sort_unstable();
        relevant.dedup();
        relevant
    }
}

/// A book from its text.
pub fn load(vocabulary: &str, book: &str) -> Result<RuleBook, Diagnostics> {
    let vocabulary = Vocabulary::load(&[SourceFile::new("vocabulary.yaml", vocabulary)])?;
    RuleBook::load(Arc::new(vocabulary), &[SourceFile::new("book.yaml", book)])
}

fn text(name: &str) -> String {
    let path = format!(
        "{}/tests/books/every-feature/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The book of every feature, its text changed.
pub fn every_feature(change: impl Fn(String) -> String) -> RuleBook {
    load(&text("vocabulary.yaml"), &change(text("book.yaml")))
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// The procedure; the book of every feature; and the same read as the law stood. To the oracle the
/// last is a book without deemed dates.
pub fn books() -> &'static [Book] {
    static BOOKS: OnceLock<Vec<Book>> = OnceLock::new();
    BOOKS.get_or_init(|| {
        let procedure = procedure();
        let every = every_feature(|text| text);
        let as_it_stood = every_feature(|text| {
            let without = text.replace(", deemed-from: 2024-01-01", "");
            assert_ne!(text, without);
            without
        });
        vec![
            Book::of("procedure", procedure.clone(), Edition::AsDeemed, procedure),
            Book::of(
                "every feature",
                every.clone(),
                Edition::AsDeemed,
                every.clone(),
            ),
            Book::of("as it stood", every, Edition::AsItStood, as_it_stood),
        ]
    })
}
