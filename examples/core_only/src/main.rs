//! Decides a request by a rule book from files, with the core alone.
//!
//! ```text
//! cargo run --manifest-path examples/core_only/Cargo.toml
//! ```
//!
//! Prints the outcome for each item and the facts that would decide it. Exits with 1, saying where and why, when a file
//! cannot be read.

use std::{fmt::Display, fs, path::Path, process::ExitCode, sync::Arc};

use data_subject_rights::{
    Controller, case::Request, fact::Vocabulary, rule::RuleBook, source::SourceFile,
};

fn main() -> ExitCode {
    match decide(&Path::new(env!("CARGO_MANIFEST_DIR")).join("book")) {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn decide(folder: &Path) -> Result<String, String> {
    let file = |name: &str| {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).map_err(|fault| format!("{}: {fault}", path.display()))?;
        Ok::<_, String>(SourceFile::new(name, &text))
    };
    let vocabulary = Vocabulary::load(&[file("vocabulary.yaml")?]).map_err(said)?;
    let book = RuleBook::load(Arc::new(vocabulary), &[file("book.yaml")?]).map_err(said)?;
    let request = Request::load(&file("request.yaml")?).map_err(said)?;
    let library = Controller::new("The library", book, Vec::new());
    let reasons = library.reasons(&request).map_err(said)?;
    let lines = reasons.decisions.iter().map(|decision| {
        let item = decision.item.as_deref().unwrap_or("the request");
        let open: Vec<&str> = decision
            .procedure
            .questions
            .iter()
            .map(|question| question.ask.as_str())
            .collect();
        let outcome = decision.procedure.outcome;
        format!("{item}: {outcome:?} {}", open.join(" "))
    });
    Ok(lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n"))
}

fn said(fault: impl Display) -> String {
    fault.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_alone_reads_decides_and_asks() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
        assert_eq!(
            decide(&folder).as_deref(),
            Ok("The Fell Pony: Applies\n\
                A History of Coal: DoesNotApply\n\
                Bread: Open Does the reader still owe money for this loan?")
        );
    }
}
