//! The procedure by itself.

// Each test binary uses a part of this.
#![allow(dead_code)]

use std::sync::Arc;

use data_subject_rights::{
    bundled::{DONCASTER_PROCEDURE, VOCABULARY},
    fact::Vocabulary,
    rule::RuleBook,
    source::SourceFile,
};

fn files(bundled: &[(&str, &str)]) -> Vec<SourceFile> {
    bundled
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect()
}

/// The files of the facts that the procedure asks about: those without which it does not load. The statute's hundreds
/// more would be drawn for nothing.
fn vocabulary_files() -> Vec<SourceFile> {
    let rules = files(DONCASTER_PROCEDURE);
    let loads = |vocabulary: &[SourceFile]| {
        Vocabulary::load(vocabulary)
            .is_ok_and(|read| RuleBook::load(Arc::new(read), &rules).is_ok())
    };
    let every = files(VOCABULARY);
    let mut needed = every.clone();
    for file in &every {
        let mut fewer = needed.clone();
        fewer.retain(|other| other.name() != file.name());
        if loads(&fewer) {
            needed = fewer;
        }
    }
    needed
}

/// Reads the procedure over the facts that it asks about.
pub fn procedure() -> RuleBook {
    let vocabulary =
        Vocabulary::load(&vocabulary_files()).unwrap_or_else(|faults| panic!("{faults}"));
    RuleBook::load(Arc::new(vocabulary), &files(DONCASTER_PROCEDURE))
        .unwrap_or_else(|faults| panic!("{faults}"))
}
