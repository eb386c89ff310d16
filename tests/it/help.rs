//! Whoever asks an example for help gets its usage, and nothing is read, decided or written.

use crate::common;

use common::root;

const EXAMPLES: [&str; 8] = [
    "check_book",
    "deadline",
    "explain",
    "interview",
    "new_rule",
    "notice_check",
    "review",
    "rights_matrix",
];

#[test]
fn every_example_prints_its_usage_when_asked_for_help() {
    for example in EXAMPLES {
        for help in ["--help", "-h"] {
            let output = common::example(example)
                .arg(help)
                .output()
                .expect("it runs");
            let printed = String::from_utf8(output.stdout).expect("text");
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{example} {help}: {errors}");
            let usage = format!("usage: {example} ");
            assert!(
                printed.to_lowercase().contains(&usage),
                "{example} {help}: {printed}"
            );
            assert!(errors.is_empty(), "{example} {help}: {errors}");
        }
    }
}

/// The list above is every example.
#[test]
fn no_example_is_left_out() {
    let folder = std::fs::read_dir(root("examples")).expect("the folder exists");
    let names = folder.map(|entry| entry.expect("it can be read").path());
    let mut programs: Vec<String> = names
        .filter(|path| {
            let is_rust = path.extension().is_some_and(|end| end == "rs");
            is_rust || path.join("main.rs").is_file()
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    programs.sort();
    assert_eq!(programs, EXAMPLES);
}
