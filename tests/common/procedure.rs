//! The procedure by itself.

use std::sync::Arc;

use data_subject_rights::{
    advice::{DONCASTER_PROCEDURE, VOCABULARY},
    fact::Vocabulary,
    rule::RuleBook,
    source::SourceFile,
};

/// The procedure over the facts that it asks about: the statute's hundreds more would be drawn for nothing.
pub fn procedure() -> RuleBook {
    const ITS_OWN: [&str; 5] = ["activity", "duties", "item", "notice", "request"];
    let files = |of: &[(&str, &str)]| -> Vec<SourceFile> {
        of.iter()
            .map(|(name, text)| SourceFile::new(*name, *text))
            .collect()
    };
    let mut vocabulary = files(VOCABULARY);
    vocabulary.retain(|file| {
        let own = |name: &&str| file.name() == format!("vocabulary/{name}.yaml");
        ITS_OWN.iter().any(own)
    });
    let vocabulary = Vocabulary::load(&vocabulary).unwrap_or_else(|faults| panic!("{faults}"));
    RuleBook::load(Arc::new(vocabulary), &files(DONCASTER_PROCEDURE))
        .unwrap_or_else(|faults| panic!("{faults}"))
}
