//! What several tests share: the cases and the council that decides them.

// Each test binary uses a part of this.
#![allow(dead_code, unused_imports)]

pub mod councils;
mod kept;
mod procedure;
mod telling;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, OnceLock, PoisonError},
};

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
    // One of the test programs belongs to the library's package, two to one below it.
    let package = env!("CARGO_MANIFEST_DIR");
    let root = package.strip_suffix("/tests").unwrap_or(package);
    format!("{root}/{path}")
}

/// An example program, in the crate's root unless told otherwise.
pub fn example(name: &str) -> Command {
    let mut command = Command::new(example_path(name));
    command.current_dir(root(""));
    command
}

/// Where an example program is, built once for each test program: to ask Cargo anew for each run costs more than most runs.
pub fn example_path(name: &str) -> PathBuf {
    static BUILT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !built.contains(name) {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--manifest-path", &root("Cargo.toml")])
            // As the tests are made: what they have compiled serves here too.
            .args(["--profile", "test", "--example", name])
            .status();
        assert!(status.expect("it runs").success(), "{name} does not build");
        built.insert(name.to_owned());
    }
    let this = std::env::current_exe().expect("a test is a program");
    let profile = this.ancestors().nth(2).expect("it lies in `deps`");
    profile
        .join("examples")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION)
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

/// Doncaster, read once for each test program.
pub fn doncaster() -> Controller {
    static READ: OnceLock<Controller> = OnceLock::new();
    READ.get_or_init(|| Controller::doncaster().unwrap_or_else(|faults| panic!("{faults}")))
        .clone()
}

/// Doncaster with the registers under `tests/registers/` added.
pub fn council() -> Controller {
    files("tests/registers")
        .into_iter()
        .fold(doncaster(), |council, (_, file)| {
            council.with_register(Register::load(&file).unwrap_or_else(|faults| panic!("{faults}")))
        })
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
