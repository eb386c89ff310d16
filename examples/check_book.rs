//! Checks a rule book: `cargo run --example check_book -- vocabulary.yaml … -- rules.yaml …`
//!
//! Every fault in the files is shown with its place and what to do about it. A book without fault is
//! described in a few lines.

use std::{process::ExitCode, sync::Arc};

use data_subject_rights::{
    fact::Vocabulary,
    law::{Right, Term},
    rule::RuleBook,
    source::{Diagnostics, SourceFile},
};

const USAGE: &str = "\
usage: check_book VOCABULARY.yaml … -- RULES.yaml …

Exits with 0 where the book has no fault, with 1 where it has one, and with 2 where a file cannot be read.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|each| each == "--help" || each == "-h")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let halves: Vec<&[String]> = arguments.split(|argument| argument == "--").collect();
    let [vocabulary, book] = halves.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let (vocabulary, book) = match (files(vocabulary), files(book)) {
        (Ok(vocabulary), Ok(book)) => (vocabulary, book),
        (Err(fault), _) | (_, Err(fault)) => {
            eprintln!("{fault}");
            return ExitCode::from(2);
        }
    };
    match check(&vocabulary, &book) {
        Ok(described) => {
            println!("{described}");
            ExitCode::SUCCESS
        }
        Err(faults) => {
            eprintln!("{faults}");
            ExitCode::FAILURE
        }
    }
}

fn files(paths: &[String]) -> Result<Vec<SourceFile>, String> {
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path)
                .map_err(|fault| format!("{path} cannot be read: {fault}"))?;
            Ok(SourceFile::new(path, text))
        })
        .collect()
}

fn check(vocabulary: &[SourceFile], book: &[SourceFile]) -> Result<String, Diagnostics> {
    let vocabulary = Arc::new(Vocabulary::load(vocabulary)?);
    let book = RuleBook::load(vocabulary, book)?;
    let mut described = format!("{}: {} rules, no fault", book.title(), book.rules().count());
    for right in Right::all() {
        let entitlements = book.entitlements(right);
        if !entitlements.is_empty() {
            described.push_str(&format!("\n  {}: {}", right.label(), entitlements.len()));
        }
    }
    Ok(described)
}
