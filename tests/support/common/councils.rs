//! The councils under `tests/councils/`: each a folder of data, and no Rust of its own.

// Each test binary uses a part of this.
#![allow(dead_code)]

use std::{fs, path::Path, sync::Arc};

use data_subject_rights::{
    Controller,
    case::{Council, Register, Request},
    clock::read_holidays,
    fact::Vocabulary,
    rule::RuleBook,
    source::SourceFile,
};

use super::{files, root, text};

/// The councils that are there, in the order of their names.
pub fn names() -> Vec<String> {
    let folders = fs::read_dir(root("tests/councils")).expect("there is a folder");
    let named = folders.map(|folder| folder.expect("it is read").file_name());
    let mut names: Vec<String> = named
        .map(|name| name.into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names
}

/// Every file below a folder.
pub fn files_of(folder: &str) -> Vec<SourceFile> {
    files(folder).into_iter().map(|(_, file)| file).collect()
}

/// The facts that every council's files are written over.
pub fn shared_vocabulary() -> Arc<Vocabulary> {
    let read = Vocabulary::load(&files_of("rules/vocabulary"));
    Arc::new(read.unwrap_or_else(|faults| panic!("{faults}")))
}

/// The rules in a folder.
pub fn book(vocabulary: &Arc<Vocabulary>, folder: &str) -> RuleBook {
    RuleBook::load(Arc::clone(vocabulary), &files_of(folder))
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// The registers of a council; none where it has no folder of them.
pub fn registers(council: &str) -> Vec<Register> {
    let folder = format!("tests/councils/{council}/registers");
    if !Path::new(&root(&folder)).is_dir() {
        return Vec::new();
    }
    files_of(&folder)
        .iter()
        .map(|file| Register::load(file).unwrap_or_else(|faults| panic!("{faults}")))
        .collect()
}

/// A council with its settings, over the statute: everything a council brings is data.
pub fn over_the_statute(council: &str) -> Controller {
    let vocabulary = shared_vocabulary();
    let folder = format!("tests/councils/{council}");
    let settings = SourceFile::new("settings.yaml", text(&format!("{folder}/settings.yaml")));
    let settings = Council::load(&settings).unwrap_or_else(|faults| panic!("{faults}"));
    settings
        .check(&vocabulary)
        .unwrap_or_else(|faults| panic!("{faults}"));
    let calendar = settings.calendar().expect("named");
    let calendar = text(&format!("rules/calendars/{calendar}.yaml"));
    let holidays = read_holidays(&SourceFile::new("calendar.yaml", calendar))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let procedure = book(&vocabulary, &format!("{folder}/procedure"));
    Controller::new(settings, procedure, registers(council))
        .over(book(&vocabulary, "rules/statute"))
        .expect("one vocabulary")
        .with_holidays(holidays)
}

/// The requests to a council, by name.
pub fn requests(council: &str) -> Vec<(String, Request)> {
    files(&format!("tests/councils/{council}/requests"))
        .into_iter()
        .map(|(name, file)| {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            (name, request)
        })
        .collect()
}
