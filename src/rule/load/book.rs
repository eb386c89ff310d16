//! A rule book read from its files.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    accepted::read_accepted,
    check,
    header::{Header, Unread, read_header},
    imports::read_imports,
    ledger::read_row,
    lists::read_lists,
    rule::Reader,
};
use crate::{
    fact::{Domain, FactId, Vocabulary, id_place},
    rule::model::{LedgerRow, Rule, RuleBook, RuleId, Treatment},
    source::{
        Code, Diagnostics, Digest, Fields, Node, NodeKind, Problems, SourceFile, parse_all, text,
        words,
    },
};

impl RuleBook {
    /// Reads and checks a rule book.
    ///
    /// # Errors
    ///
    /// Every fault found: first in reading the files, then, over the rules that could be read, in
    /// what they say together.
    pub fn load(vocabulary: Arc<Vocabulary>, files: &[SourceFile]) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let trees = parse_all(files, &mut problems);
        let sections = open(&trees, &mut problems);
        let mut unread = Unread {
            files: sections.len() < files.len(),
            ..Unread::default()
        };
        let (name, title) = read_title(&sections, &unread, &mut problems);
        let ledger = read_ledger(&sections, &mut unread, &mut problems);
        let known_rows: &[LedgerRow] = if unread.provisions || unread.files {
            &[]
        } else {
            &ledger
        };
        let lists = read_lists(&sections, known_rows, &mut unread, &mut problems);
        let headers = read_headers(&sections, &ledger, &mut unread, &mut problems);
        let definitions = name_definitions(&headers, &vocabulary, &mut problems);
        let reader = Reader {
            vocabulary: &vocabulary,
            definitions: &definitions,
            lists: &lists,
            ledger: known_rows,
            unread: &unread,
        };
        let read: Vec<Option<Rule>> = headers
            .iter()
            .map(|header| reader.read_rule(header, &mut problems))
            .collect();
        let (reaching, order) = check::whole_book(
            &vocabulary,
            &headers,
            &read,
            known_rows,
            &sections,
            &unread,
            &mut problems,
        );

        let accepted = read_accepted(&sections, &mut problems);
        let imports = read_imports(&sections, &vocabulary, &mut problems);
        // Where a rule is missing a fault was reported, and no book leaves this function.
        let rules = read.into_iter().flatten().collect();
        problems.settle(Self {
            name,
            title,
            vocabulary: Arc::clone(&vocabulary),
            rules,
            by_id: by_id(&headers),
            ledger,
            lists,
            reaching,
            order,
            accepted,
            imports,
            read_from: Digest::of_files(files).into(),
        })
    }
}

/// The sections of the files of a book.
fn open<'t>(trees: &'t [Node], problems: &mut Problems) -> Vec<Fields<'t>> {
    let known = [
        "book", "title", "ledger", "lists", "rules", "accepted", "imports",
    ];
    let sections = trees.iter();
    let sections = sections.filter_map(|tree| Fields::open(tree, "a rule file", &known, problems));
    sections.collect()
}

/// The headers of all rules, in the order of the source document.
fn read_headers<'t>(
    sections: &[Fields<'t>],
    ledger: &[LedgerRow],
    unread: &mut Unread,
    problems: &mut Problems,
) -> Vec<Header<'t>> {
    let mut headers: Vec<Header<'t>> = Vec::new();
    for section in sections {
        for node in section.list("rules", problems) {
            headers.extend(read_header(node, unread, problems));
        }
    }
    headers.sort_by(|a, b| {
        let key = |header: &Header<'_>| {
            (
                ledger_position(header, ledger),
                header.provision.clone(),
                header.id.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    headers
}

/// The first rule of each name.
fn by_id(headers: &[Header<'_>]) -> BTreeMap<String, RuleId> {
    let mut by_id = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        by_id.entry(header.id.clone()).or_insert(RuleId(at));
    }
    by_id
}

fn read_title(
    sections: &[Fields<'_>],
    unread: &Unread,
    problems: &mut Problems,
) -> (String, String) {
    for second in sections
        .iter()
        .filter_map(|section| section.get("book"))
        .skip(1)
    {
        problems.report(
            Code::DuplicateId,
            &second.place,
            "another file of the book already names it",
            "keep `book:` and `title:` in one file, such as book.yaml",
        );
    }
    let Some(section) = sections
        .iter()
        .find(|section| section.get("book").is_some())
    else {
        if let Some(first) = sections.first().filter(|_| !unread.files) {
            problems.report(
                Code::MissingField,
                first.place(),
                "no file of the book names it",
                "add `book:` and `title:` to one file, such as book.yaml",
            );
        }
        return Default::default();
    };
    let name = section
        .required("book", problems)
        .and_then(|node| words(node, problems));
    let title = section
        .required("title", problems)
        .and_then(|node| words(node, problems));
    (name.unwrap_or_default(), title.unwrap_or_default())
}

fn read_ledger(
    sections: &[Fields<'_>],
    unread: &mut Unread,
    problems: &mut Problems,
) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = Vec::new();
    for section in sections {
        for node in section.list("ledger", problems) {
            let Some(row) = read_row(node, unread, problems) else {
                continue;
            };
            if rows.iter().any(|other| other.provision == row.provision) {
                problems.report(
                    Code::DuplicateId,
                    id_place(node, "provision"),
                    format!("the ledger has the row `{}` twice", row.provision),
                    "keep one row for each provision",
                );
            }
            rows.push(row);
        }
    }
    rows
}

fn name_definitions(
    headers: &[Header<'_>],
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> BTreeMap<String, (RuleId, Domain)> {
    let mut definitions = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        if header.role != "definition" {
            continue;
        }
        if vocabulary.find(&header.id).is_some() {
            problems.report(
                Code::DuplicateId,
                &header.place,
                format!("`{}` is already the name of a fact", header.id),
                "give the definition a name of its own",
            );
        }
        let domain = definition_domain(header.node, vocabulary, problems);
        definitions
            .entry(header.id.clone())
            .or_insert((RuleId(at), domain));
    }
    definitions
}

/// The fact that a definition's members come from, read ahead of its body.
fn definition_domain(node: &Node, vocabulary: &Vocabulary, problems: &mut Problems) -> Domain {
    let NodeKind::Map(entries) = &node.kind else {
        return Domain::YesNo;
    };
    let of: Option<FactId> = entries
        .iter()
        .find(|entry| entry.key == "of")
        .and_then(|entry| text(&entry.value, problems))
        .and_then(|name| vocabulary.find(name));
    of.and_then(|fact| vocabulary.get(fact))
        .map_or(Domain::YesNo, |declared| declared.domain)
}

/// The place of a rule in the source document: the first row that its provision covers, and there the
/// place at which the row names it.
fn ledger_position(header: &Header<'_>, ledger: &[LedgerRow]) -> (usize, usize) {
    let row = ledger
        .iter()
        .position(|row| header.provision.covers(&row.provision))
        .unwrap_or(ledger.len());
    let named = ledger.get(row).and_then(|row| match &row.treatment {
        Treatment::EncodedBy(rules) => rules.iter().position(|id| *id == header.id),
        Treatment::Informative(_) | Treatment::NotEncoded(_) => None,
    });
    (row, named.unwrap_or(usize::MAX))
}
