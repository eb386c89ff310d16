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

/// The files of the facts that the procedure asks about: the statute's hundreds more would be drawn for
/// nothing.
pub fn vocabulary_files() -> Vec<SourceFile> {
    const ITS_OWN: [&str; 5] = ["activity", "duties", "item", "notice", "request"];
    let mut vocabulary = files(VOCABULARY);
    vocabulary.retain(|file| {
        let own = |name: &&str| file.name() == format!("vocabulary/{name}.yaml");
        ITS_OWN.iter().any(own)
    });
    vocabulary
}

/// Reads the procedure over the facts that it asks about.
pub fn procedure() -> RuleBook {
    let vocabulary =
        Vocabulary::load(&vocabulary_files()).unwrap_or_else(|faults| panic!("{faults}"));
    RuleBook::load(Arc::new(vocabulary), &files(DONCASTER_PROCEDURE))
        .unwrap_or_else(|faults| panic!("{faults}"))
}
