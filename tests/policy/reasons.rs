//! Every reason that was tried, of the few cases that tell most: a page each, of the one right that the case is about.

use crate::common;

use std::collections::BTreeSet;

use common::{TELLING, council, council_for_cases, pages_in, root, text};
use data_subject_rights::{case::Request, explain, source::SourceFile};

#[test]
fn the_cases_that_tell_most_keep_every_reason() {
    let both = council();
    let procedure = council_for_cases();
    let _guard = pages_in("snapshots/reasons");
    let mut shown = BTreeSet::new();
    for (case, right, shows) in TELLING {
        assert!(shown.insert(shows), "two cases show that {shows}");
        let name = format!("tests/{case}.yaml");
        let file = SourceFile::new(name.clone(), text(&name));
        let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
        let council = if case.starts_with("cases/") {
            &procedure
        } else {
            &both
        };
        let reasons = council
            .reasons(&request)
            .unwrap_or_else(|faults| panic!("{faults}"))
            .only_right(right);
        assert!(!reasons.decisions.is_empty(), "{case}: {right:?}");
        insta::assert_snapshot!(case.replace('/', "__"), explain::decision(&reasons));
    }
    let kept = std::fs::read_dir(root("tests/snapshots/reasons")).expect("the folder exists");
    let is_page = |name: &std::path::PathBuf| name.extension().is_some_and(|end| end == "snap");
    let kept = kept.map(|entry| entry.expect("it can be read").path());
    assert_eq!(
        kept.filter(is_page).count(),
        TELLING.len(),
        "a page without a case"
    );
}
