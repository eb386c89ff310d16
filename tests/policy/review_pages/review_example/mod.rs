//! The example as a user runs it: folders, days and revisions, each format, and what the exit code says.

use std::{fs, path::Path, process::Command};

use data_subject_rights::{
    analysis::{self, RuleReview},
    explain::{self, Detail},
};

use crate::{
    browser::on_path,
    common::{example, example_path, root},
};

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    run_in(Path::new(&root("")), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = example("review")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_example_says_what_it_cannot_use() {
    for (arguments, said) in [
        (
            &["no-such-revision"][..],
            "not a folder, a day or a git revision",
        ),
        (&["git:--output=x"], "not a folder, a day or a git revision"),
        (&["2026-02-04"], "give two days"),
        (&["src"], "there is no rule file in src"),
        (&["--departures", "soon"], "`soon` is not a day"),
        (&["--format", "pdf"], "there is no format `pdf`"),
        (&["a", "b", "c"], "too many to compare"),
        (&["--cases", "--departures"], "ask for one of them"),
        (&["--cases", "a", "b"], "a case book is of one book"),
        (
            &["--cases", "--format", "html"],
            "a case book is written as text",
        ),
        (
            &["--cases", "2026-02-04"],
            "a case book covers a book on every day",
        ),
        (
            &["--out", "no/such/folder/page.html"],
            "cannot write no/such/folder/page.html",
        ),
    ] {
        let (code, _, errors) = run(arguments);
        assert!(
            code == Some(2) && errors.contains(said),
            "{arguments:?}: {errors}"
        );
    }
    for wish in ["--help", "-h"] {
        let (code, help, errors) = run(&[wish]);
        assert!(code == Some(0) && errors.is_empty(), "{errors}");
        assert!(help.starts_with("Usage: ") && help.contains("--departures"));
    }
}

#[test]
fn the_example_writes_each_format() {
    let (code, page, errors) = run(&["--format", "html", "rules/procedure"]);
    assert!(
        matches!(code, Some(0 | 1)) && page.starts_with("<!doctype html>"),
        "{errors}"
    );
    let (_, json, _) = run(&["--format", "json", "rules/procedure"]);
    let review: RuleReview = serde_json::from_str(&json).expect("it is a review");
    let (code, markdown, _) = run(&["--format", "markdown", "rules/procedure"]);
    assert_eq!(markdown, explain::review_markdown(&review, Detail::Short));
    assert_eq!(code, Some(i32::from(review.open().next().is_some())));
}

/// What a run is doing is said at a terminal, and never among what it writes.
#[test]
fn the_example_says_what_it_is_doing_at_a_terminal() {
    let (_, text, errors) = run(&["rules/procedure"]);
    assert!(errors.is_empty(), "{errors}");
    let Some(script) = on_path(&["script"]) else {
        println!("skipped: there is no script to make a terminal with");
        return;
    };
    let example = format!(
        "{} rules/procedure --out /dev/null",
        example_path("review").display()
    );
    let output = Command::new(script)
        .args(["-qec", &example, "/dev/null"])
        .current_dir(root(""))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("Checking ") && !text.contains("Checking "),
        "{said}"
    );
}

/// In short a review says less than in full, and nothing of what is open goes missing.
#[test]
fn the_example_is_short_unless_it_is_asked_for_everything() {
    let lines = |arguments: &[&str]| run(arguments).1.lines().count();
    assert!(lines(&["rules/procedure"]) * 3 < lines(&["--full", "rules/procedure"]));
    assert!(lines(&["--cases"]) * 2 < lines(&["--full", "--cases"]));
}

/// A folder of rules with the acceptances taken away has findings that nobody accepted, and the exit code says so.
#[test]
fn the_exit_code_says_whether_something_is_open() {
    let (code, _, errors) = run(&["rules/procedure"]);
    assert_eq!(code, Some(0), "{errors}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review_open");
    let _ = fs::remove_dir_all(&folder);
    for part in ["procedure", "vocabulary"] {
        fs::create_dir_all(folder.join(part)).expect("a folder");
        for file in fs::read_dir(root(&format!("rules/{part}"))).expect("it is there") {
            let file = file.expect("it is there");
            if file.file_name() != "accepted.yaml" {
                fs::copy(file.path(), folder.join(part).join(file.file_name())).expect("a copy");
            }
        }
    }
    let own = folder.join("procedure");
    let own = own.to_str().expect("a path in letters");
    let (code, text, errors) = run(&[own]);
    assert!(
        code == Some(1) && text.contains("`portability/public-task`"),
        "{errors}"
    );
    let (code, json, errors) = run(&["--cases", own, "--format", "json"]);
    let cases: analysis::CaseBook = serde_json::from_str(&json).expect("it is a case book");
    assert!(code == Some(0) && cases.cases.len() > 7, "{errors}");
}

/// Runs git in a folder, with no settings but those that a commit needs.
fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_example_reads_revisions_of_a_repository() {
    if on_path(&["git"]).is_none() {
        println!("skipped: there is no git");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("review_revisions");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("rules/vocabulary")).expect("a folder");
    fs::create_dir_all(folder.join("rules/procedure")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("it is written");
    write("rules/vocabulary/words.yaml", "facts: []\n");
    write(
        "rules/procedure/book.yaml",
        "book: procedure\ntitle: The first\nrules: []\n",
    );
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "One"]);
    write(
        "rules/procedure/book.yaml",
        "book: procedure\ntitle: The second\nrules: []\n",
    );

    let (code, page, errors) = run_in(
        &folder,
        &[
            "--book",
            "procedure",
            "--format",
            "html",
            "git:main",
            "rules/procedure",
        ],
    );
    assert!(matches!(code, Some(0 | 1)), "{errors}");
    assert!(page.contains("The first") && page.contains("The second"));
    let (code, _, errors) = run_in(&folder, &["--book", "procedure", "HEAD"]);
    assert!(matches!(code, Some(0 | 1)), "{errors}");
    let (code, _, errors) = run_in(&folder, &["--book", "statute", "HEAD"]);
    assert!(
        code == Some(2) && errors.contains("HEAD has no rule file in rules/statute"),
        "{errors}"
    );

    // A fault in a revision is shown with its place there.
    write("rules/procedure/book.yaml", "book: procedure\nrules: []\n");
    git(&folder, &["commit", "--quiet", "-a", "-m", "Two"]);
    let (code, _, errors) = run_in(&folder, &["--book", "procedure", "HEAD"]);
    assert!(
        code == Some(2) && errors.contains("HEAD:rules/procedure/book.yaml"),
        "{errors}"
    );
}
