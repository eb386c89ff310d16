//! Adds a rule with gaps to fill, names it in the ledger, and makes its case.
//!
//! ```text
//! cargo run --example new_rule -- exemption erasure/my-new-bar procedure/7/except/4
//! ```
//!
//! The rule goes to the end of `rules/procedure/<first word of the id>.yaml`. `cargo test` then says which
//! gaps are left. The ledger must have the row of the provision.

use std::{fs, path::Path, process::ExitCode};

const USAGE: &str = "\
usage: new_rule ROLE ID PROVISION

ROLE is ground, exemption, exception, duty, power or note; ID is like erasure/my-new-bar;
PROVISION is a row of rules/procedure/ledger.yaml, like procedure/7/except/4.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|each| each == "--help" || each == "-h")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let [role, id, provision] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match add(role, id, provision) {
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

fn add(role: &str, id: &str, provision: &str) -> Result<String, String> {
    let (topic, name) = id
        .split_once('/')
        .ok_or_else(|| format!("`{id}` is not an id such as erasure/my-new-bar"))?;
    let in_words = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !topic.chars().all(in_words) || name.is_empty() || !name.chars().all(in_words) {
        return Err(format!(
            "`{id}` may hold small letters, digits and hyphens, and one `/`"
        ));
    }
    let (fields, words) = gaps(role)?;
    let rules = format!("rules/procedure/{topic}.yaml");
    let ledger = "rules/procedure/ledger.yaml";
    let case = format!("tests/cases/{topic}/{name}.yaml");
    let rule_text = read(&rules)?;
    let ledger_text = read(ledger)?;
    if Path::new(&case).exists() {
        return Err(format!("{case} is already there"));
    }
    let taken = format!(": {id}");
    if rule_text
        .lines()
        .any(|line| line.starts_with("  - ") && line.ends_with(&taken))
    {
        return Err(format!("{rules} already has a rule called `{id}`"));
    }
    let ledger_text = name_in_ledger(&ledger_text, provision, id)?;

    let rule = format!(
        "\n  - {role}: {id}\n    provision: {provision}\n{fields}    when:\n    says:\n{words}"
    );
    write(&rules, &format!("{}\n{rule}", rule_text.trim_end()))?;
    write(ledger, &ledger_text)?;
    write(&case, CASE)?;
    Ok(format!(
        "added `{id}` at the end of {rules}\nnamed it in {ledger}, row {provision}\nmade {case}\n\
         now fill the gaps; `cargo test` says which are left, `cargo insta review` shows the new advice"
    ))
}

/// The fields of a role that have no default: what stands before its condition, and after what it says.
fn gaps(role: &str) -> Result<(&'static str, &'static str), String> {
    // Its first sentence is the line of a task list.
    let officer = "    officer:\n";
    match role {
        "ground" => Ok(("    grants:\n", "")),
        "exemption" => Ok(("    exempts:\n", "")),
        "exception" => Ok(("    restores:\n", "")),
        "duty" => Ok(("    for:\n    due: not-stated\n    met-by:\n", officer)),
        "power" => Ok(("    for:\n    to:\n", officer)),
        "note" => Ok(("    for:\n", "")),
        other => Err(format!("there is no role `{other}` to add here")),
    }
}

/// Adds the id to `encoded-by:` of a row, whichever of its two shapes it has.
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
    match lines[encoded].strip_suffix(']').map(str::to_owned) {
        Some(open) => {
            let comma = if open.ends_with('[') { "" } else { ", " };
            lines[encoded] = format!("{open}{comma}{id}]");
        }
        None => lines.insert(encoded + 1, format!("      - {id}")),
    }
    Ok(lines.join("\n") + "\n")
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {path}: {error}"))
}

fn write(path: &str, text: &str) -> Result<(), String> {
    if let Some(folder) = Path::new(path).parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make {path}: {error}"))?;
    }
    fs::write(path, text).map_err(|error| format!("cannot write {path}: {error}"))
}

const CASE: &str = "\
scenario: >-
  Tell in a few sentences who wrote, what about, what is known and what is not.
received: 2026-11-21
channel: written
capacity: data-subject
asks: []
about: []
";
