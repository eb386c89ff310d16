//! Books from folders, days and git revisions.

use std::{
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use data_subject_rights::{
    analysis::BookEdition,
    bundled::{DONCASTER_PROCEDURE, DONCASTER_SETTINGS, STATUTE, VOCABULARY},
    calendar::Date,
    case::Council,
    fact::Vocabulary,
    rule::RuleBook,
    source::{SourceFile, from_dir},
};

use crate::arguments::{Arguments, date};

/// A book, perhaps as in force on a day.
pub struct Edition {
    pub book: Arc<RuleBook>,
    pub on: Option<Date>,
}

impl Edition {
    /// Reads what an argument names: a folder, a day, or a git revision.
    pub fn read(named: &str, arguments: &Arguments) -> Result<Self, String> {
        let vocabulary = arguments.vocabulary.as_deref();
        if let Some(revision) = named.strip_prefix("git:") {
            let book = of_revision(revision, &arguments.book)?;
            return Ok(Self { book, on: None });
        }
        if Path::new(named).is_dir() {
            let book = of_folder(named, vocabulary)?;
            return Ok(Self { book, on: None });
        }
        if let Some(on) = date(named) {
            let [procedure, statute] = bundled()?;
            let book = match arguments.book.as_str() {
                "procedure" => procedure,
                "statute" => statute,
                folder => of_folder(folder, vocabulary)?,
            };
            return Ok(Self { book, on: Some(on) });
        }
        let book = of_revision(named, &arguments.book)?;
        Ok(Self { book, on: None })
    }

    /// The edition as a side of a comparison: of the cases of the bundled council.
    pub fn side(&self) -> Result<BookEdition, String> {
        let mut side = BookEdition::new(Arc::clone(&self.book));
        for (name, text) in DONCASTER_SETTINGS {
            let council = Council::load(&SourceFile::new(*name, *text));
            side = side.of(&council.map_err(|faults| faults.to_string())?);
        }
        Ok(match self.on {
            Some(on) => side.on(on),
            None => side,
        })
    }
}

/// The bundled procedure and the bundled statute, over one vocabulary.
pub fn bundled() -> Result<[Arc<RuleBook>; 2], String> {
    let vocabulary = Arc::new(vocabulary(&bundled_files(VOCABULARY))?);
    let book = |files: &[(&str, &str)]| book(Arc::clone(&vocabulary), &bundled_files(files));
    Ok([book(DONCASTER_PROCEDURE)?, book(STATUTE)?])
}

fn bundled_files(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let file = |(name, text): &(&str, &str)| SourceFile::new(*name, *text);
    files.iter().map(file).collect()
}

fn vocabulary(files: &[SourceFile]) -> Result<Vocabulary, String> {
    Vocabulary::load(files).map_err(|faults| faults.to_string())
}

fn book(vocabulary: Arc<Vocabulary>, files: &[SourceFile]) -> Result<Arc<RuleBook>, String> {
    RuleBook::load(vocabulary, files)
        .map(Arc::new)
        .map_err(|faults| faults.to_string())
}

/// The book in a folder.
fn of_folder(folder: &str, with: Option<&str>) -> Result<Arc<RuleBook>, String> {
    let beside = Path::new(folder).join("../vocabulary");
    let words = match with {
        Some(folder) => files_of(folder)?,
        None if beside.is_dir() => files_of(&beside.to_string_lossy())?,
        None => bundled_files(VOCABULARY),
    };
    book(Arc::new(vocabulary(&words)?), &files_of(folder)?)
}

/// The rule files of a folder, named as the reader of a fault finds them.
fn files_of(folder: &str) -> Result<Vec<SourceFile>, String> {
    let files = from_dir(folder).map_err(|error| {
        format!("cannot read the rule files in {folder}: {error}\nname a folder with files that end in .yaml")
    })?;
    if files.is_empty() {
        return Err(format!(
            "there is no rule file in {folder}\nname a folder with files that end in .yaml, such as rules/procedure"
        ));
    }
    let named = |file: &SourceFile| {
        let name = Path::new(folder).join(file.name());
        SourceFile::new(name.to_string_lossy(), file.text())
    };
    Ok(files.iter().map(named).collect())
}

/// A book as `rules/` had it at a git revision.
fn of_revision(revision: &str, name: &str) -> Result<Arc<RuleBook>, String> {
    // The revision becomes a plain name of a commit here, so that nothing in it can be read as an option.
    let wanted = format!("{revision}^{{commit}}");
    let verified = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &wanted,
    ])?;
    if !verified.status.success() {
        return Err(format!(
            "`{revision}` is not a folder, a day or a git revision here\n\
             name a folder of rule files, a day such as 2026-02-04, or a branch, tag or commit of this repository"
        ));
    }
    let commit = String::from_utf8_lossy(&verified.stdout).trim().to_owned();
    let folder = if Path::new(name).components().count() == 1 {
        format!("rules/{name}")
    } else {
        name.trim_end_matches('/').to_owned()
    };
    let at = |folder: &str| files_at(&commit, revision, folder);
    let words = vocabulary(&at(&format!("{folder}/../vocabulary"))?)?;
    book(Arc::new(words), &at(&folder)?)
}

/// The rule files of a folder at a commit.
fn files_at(commit: &str, revision: &str, folder: &str) -> Result<Vec<SourceFile>, String> {
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", commit, "--", folder])?;
    let listed = String::from_utf8(told(listed)?).map_err(|_| {
        format!("{revision} has a file under {folder} whose name is not UTF-8\nrename it")
    })?;
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| path.ends_with(".yaml")) {
        let bytes = told(git(&["show", &format!("{commit}:./{path}")])?)?;
        let file = SourceFile::from_bytes(format!("{revision}:{path}"), &bytes);
        files.push(file.map_err(|faults| faults.to_string())?);
    }
    if files.is_empty() {
        return Err(format!(
            "{revision} has no rule file in {folder}\nrun this where rules/ is, and name a revision that has it"
        ));
    }
    Ok(files)
}

fn git(arguments: &[&str]) -> Result<Output, String> {
    Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| {
            format!("cannot run git: {error}\ninstall git, or compare two folders instead")
        })
}

fn told(output: Output) -> Result<Vec<u8>, String> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!(
        "git cannot read the revision: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}
