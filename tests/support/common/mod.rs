//! What several tests share: the cases and the council that decides them.

// Each test binary uses a part of this.
#![allow(dead_code, unused_imports)]

pub mod councils;
mod kept;
mod procedure;
mod telling;

use std::{fs, path::Path, process::Command};

use data_subject_rights::{
    Controller,
    case::{Register, Request},
    source::{SourceFile, from_dir},
};

pub use kept::{MUST, kept, kept_page};
pub use procedure::procedure;
pub use telling::TELLING;

/// A path below the crate's root.
pub fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// An example program, to be run as a user runs it, in the crate's root unless told otherwise.
pub fn example(name: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--manifest-path", &root("Cargo.toml")])
        // As the tests are made: what they have compiled serves here too.
        .args(["--profile", "test", "--example", name, "--"])
        .current_dir(root(""));
    command
}

/// Every file below a folder, as `(name without ending, file)`, sorted.
pub fn files(folder: &str) -> Vec<(String, SourceFile)> {
    from_dir(root(folder))
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .into_iter()
        .map(|file| (file.name().trim_end_matches(".yaml").to_owned(), file))
        .collect()
}

/// Every case, by name.
pub fn read_cases() -> Vec<(String, Request)> {
    files("tests/cases")
        .into_iter()
        .map(|(name, file)| {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            (name, request)
        })
        .collect()
}

/// Doncaster with the registers under `tests/registers/` added.
pub fn council() -> Controller {
    files("tests/registers").into_iter().fold(
        Controller::doncaster().unwrap_or_else(|faults| panic!("{faults}")),
        |council, (_, file)| {
            council.with_register(Register::load(&file).unwrap_or_else(|faults| panic!("{faults}")))
        },
    )
}

/// What the procedure of that council alone says.
pub fn council_for_cases() -> Controller {
    council().procedure_alone()
}

/// Snapshots that read like a page, kept in a folder below `tests/`, for as long as the guard lives.
pub fn pages_in(folder: &str) -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(root(&format!("tests/{folder}")));
    settings.bind_to_scope()
}

/// The text of a file below the crate's root.
pub fn text(path: &str) -> String {
    fs::read_to_string(Path::new(&root(path))).unwrap_or_else(|error| panic!("{path}: {error}"))
}
