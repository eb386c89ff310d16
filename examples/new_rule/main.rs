//! Adds a rule, names it in the ledger, and makes three cases for it: it holds in one, fails in another, and is open
//! in the third.
//!
//! ```text
//! cargo run --example new_rule -- exemption erasure/my-new-bar procedure/7/except/4 lawful-basis=vital-interests
//! ```
//!
//! The rule goes to the end of the file that has the other rules of its provision. What cannot be guessed is left
//! empty, and told. The ledger must have the row of the provision.

mod cases;
mod facts;

use std::{fs, path::Path, process::ExitCode};

use data_subject_rights::source::{SourceFile, from_dir};
use facts::Named;

const USAGE: &str = "\
usage: new_rule ROLE ID PROVISION [FACT…]

ROLE is ground, exemption, exception, duty, power or note; ID is like erasure/my-new-bar;
PROVISION is a row of the ledger of the procedure or of the statute, like procedure/7/except/4.
FACT is what must be so for the rule to hold, like made-public, made-public=no, lawful-basis=consent or
third-party-information=part. All of them must be so; without any, the condition is left to be filled.";

/// What fills a gap that only a person can fill, in a case.
pub const FILL_IN: &str = "FILL IN";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|each| each == "--help" || each == "-h")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let [role, id, provision, facts @ ..] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match add(role, id, provision, facts) {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn add(role: &str, id: &str, provision: &str, facts: &[String]) -> Result<String, String> {
    let (topic, name) = id
        .split_once('/')
        .ok_or_else(|| format!("`{id}` is not an id such as erasure/my-new-bar"))?;
    let in_words = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !topic.chars().all(in_words) || name.is_empty() || !name.chars().all(in_words) {
        return Err(format!(
            "`{id}` may hold small letters, digits and hyphens, and one `/`"
        ));
    }
    let gaps = gaps(role)?;
    let facts = Named::read(facts)?;
    let book = match provision.starts_with("procedure/") {
        true => "procedure",
        false => "statute",
    };
    let files = from_dir(format!("rules/{book}"))
        .map_err(|error| format!("cannot read rules/{book}: {error}"))?;
    let taken = format!(": {id}");
    let is_taken = |line: &str| line.starts_with("  - ") && line.ends_with(&taken);
    if let Some(file) = files.iter().find(|file| file.text().lines().any(is_taken)) {
        return Err(format!("{} already has a rule called `{id}`", file.name()));
    }
    let (rules, ledger) = (
        of_provision(&files, provision, topic)?,
        ledger(&files, provision)?,
    );
    let ledger_text = name_in_ledger(ledger.text(), provision, id)?;
    let cases = cases::of(book, id, &facts)?;
    let rule = format!(
        "\n  - {role}: {id}\n    provision: {provision}\n{}    when:{}\n    says:\n{}",
        gaps.before,
        facts::condition(&facts),
        gaps.after
    );
    let (rules_path, ledger_path) = (
        format!("rules/{book}/{}", rules.name()),
        format!("rules/{book}/{}", ledger.name()),
    );
    write(&rules_path, &format!("{}\n{rule}", rules.text().trim_end()))?;
    write(&ledger_path, &ledger_text)?;
    let mut done = format!(
        "added `{id}` at the end of {rules_path}\nnamed it in {ledger_path}, row {provision}\n"
    );
    for case in &cases {
        write(&case.path, &case.text)?;
        done.push_str(&format!("made {}: the rule {}\n", case.path, case.shows));
    }
    done.push_str(&to_fill(&gaps, &facts));
    Ok(done)
}

/// What is left for a person to do.
fn to_fill(gaps: &Gaps, facts: &[Named]) -> String {
    let mut left = format!("\nnow fill in\n- in the rule: {}\n", gaps.named);
    if facts.is_empty() {
        left.push_str(
            "- its condition, `when:`, and in the first two cases the facts that it asks about\n",
        );
    }
    left.push_str(&format!(
        "- in each case, wherever it says {FILL_IN}: what happened, and the facts that the rule's right needs besides\n\
         `cargo test` says which gaps are left, `cargo insta review` shows the new advice"
    ));
    left
}

/// The fields of a role that have no default: what stands before its condition, and after what it says.
struct Gaps {
    before: &'static str,
    after: &'static str,
    /// Those to be filled in words.
    named: &'static str,
}

fn gaps(role: &str) -> Result<Gaps, String> {
    // Its first sentence is the line of a task list.
    let officer = "    officer:\n";
    let (before, after, named) = match role {
        "ground" => ("    grants:\n", "", "what it grants, and what it says"),
        "exemption" => ("    exempts:\n", "", "what it exempts, and what it says"),
        "exception" => ("    restores:\n", "", "what it restores, and what it says"),
        "duty" => (
            "    for:\n    due: not-stated\n    met-by:\n",
            officer,
            "the rights it is for, when it is due, the fact that shows it met, what it says, and the officer's task",
        ),
        "power" => (
            "    for:\n    to:\n",
            officer,
            "the rights it is for, what it allows, what it says, and the officer's task",
        ),
        "note" => ("    for:\n", "", "the rights it is for, and what it says"),
        other => return Err(format!("there is no role `{other}` to add here")),
    };
    Ok(Gaps {
        before,
        after,
        named,
    })
}

/// The file with the rules of a provision, else the one called like the topic of the rule.
fn of_provision<'f>(
    files: &'f [SourceFile],
    provision: &str,
    topic: &str,
) -> Result<&'f SourceFile, String> {
    let line = format!("    provision: {provision}");
    let has = |file: &&SourceFile| file.text().lines().any(|each| each == line);
    let called = |file: &&SourceFile| file.name() == format!("{topic}.yaml");
    let topical = files.iter().find(called);
    topical.or_else(|| files.iter().find(has)).ok_or_else(|| {
        format!("there is neither {topic}.yaml nor a file with a rule of `{provision}`: make one with `rules:`")
    })
}

fn ledger<'f>(files: &'f [SourceFile], provision: &str) -> Result<&'f SourceFile, String> {
    let head = format!("  - provision: {provision}");
    let has = |file: &&SourceFile| file.text().lines().any(|line| line == head);
    let found = files.iter().find(has);
    found.ok_or_else(|| format!("no ledger has a row `{provision}`: add it first"))
}

/// Adds the id to `encoded-by:` of a row, whichever of its shapes it has.
fn name_in_ledger(ledger: &str, provision: &str, id: &str) -> Result<String, String> {
    let mut lines: Vec<String> = ledger.lines().map(str::to_owned).collect();
    let head = format!("  - provision: {provision}");
    let row = lines
        .iter()
        .position(|line| *line == head)
        .ok_or_else(|| format!("the ledger has no row `{provision}`: add it first"))?;
    let end = lines
        .iter()
        .skip(row + 1)
        .position(|line| line.starts_with("  - "))
        .map_or(lines.len(), |at| row + 1 + at);
    let encoded = (row..end)
        .find(|at| lines[*at].starts_with("    encoded-by:"))
        .ok_or_else(|| {
            format!("the row `{provision}` is informative: make it `encoded-by: []` first")
        })?;
    // A list goes over several lines, or stands in brackets, or is one name alone.
    let names = lines[encoded].trim_start_matches("    encoded-by:").trim();
    lines[encoded] = match names.strip_prefix('[') {
        Some("]") => format!("    encoded-by: [{id}]"),
        Some(rest) => format!("    encoded-by: [{id}, {rest}"),
        None if names.is_empty() => format!("    encoded-by:\n      - {id}"),
        None => format!("    encoded-by: [{names}, {id}]"),
    };
    Ok(lines.join("\n") + "\n")
}

fn write(path: &str, text: &str) -> Result<(), String> {
    if let Some(folder) = Path::new(path).parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make {path}: {error}"))?;
    }
    fs::write(path, text).map_err(|error| format!("cannot write {path}: {error}"))
}
