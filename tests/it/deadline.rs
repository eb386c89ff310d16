//! The example `deadline`, as a user runs it: events in, days out as text, JSON and a calendar file.

use crate::common;

use std::process::Output;

use common::{example, pages_in};

fn deadline(arguments: &[&str]) -> Output {
    example("deadline")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = deadline(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

const PAUSED: [&str; 8] = [
    "--received",
    "2026-06-01",
    "--clarification",
    "2026-06-05..2026-06-12",
    "--clarification",
    "2026-06-10..2026-06-20",
    "--on",
    "2026-07-10",
];

/// JSON with each field of the whole, and each part of a list in it, on one line.
fn in_lines(json: &str) -> String {
    let all: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).expect("it is an object");
    let mut lines = String::new();
    for (field, value) in &all {
        match value.as_array() {
            Some(parts) => {
                let parts = parts.iter().map(|part| format!("  {part}\n"));
                lines.push_str(&format!("{field}:\n{}", parts.collect::<String>()));
            }
            None => lines.push_str(&format!("{field}: {value}\n")),
        }
    }
    lines
}

#[test]
fn the_pages_are_as_their_snapshots_say() {
    let _guard = pages_in("snapshots/deadline");
    let with = |more: &[&'static str]| printed(&[&PAUSED[..], more].concat());
    insta::assert_snapshot!("two-questions", with(&[]));
    insta::assert_snapshot!("two-questions-open", with(&["--open", "clarification"]));
    insta::assert_snapshot!("two-questions-json", in_lines(&with(&["--format", "json"])));
    let file = with(&["--format", "ics"]);
    assert!(file.lines().all(|line| line.len() <= 75));
    assert_eq!(file.matches("\r\n").count(), file.matches('\n').count());
    insta::assert_snapshot!("two-questions-ics", file.replace("\r\n", "\n"));
    insta::assert_snapshot!(
        "a-complaint",
        printed(&[
            "--received",
            "2026-06-19",
            "--complained",
            "2026-06-19",
            "--right",
            "complaint"
        ])
    );
    insta::assert_snapshot!(
        "in-the-old-days",
        printed(&[
            "--received",
            "2025-06-02",
            "--identity",
            "2025-06-03..2025-06-20"
        ])
    );
}

#[test]
fn events_come_from_a_file_too() {
    let file = std::env::temp_dir().join(format!("deadline-{}.yaml", std::process::id()));
    let events = "received: 2026-03-02\nidentity: { on: 2026-03-03, answered: 2026-03-20 }\n";
    std::fs::write(&file, events).expect("it can be written");
    let name = file.to_str().expect("a name").to_owned();
    let text = printed(&[&name]);
    std::fs::remove_file(&file).expect("it can be removed");
    assert!(text.contains("Monday 20 April 2026"), "{text}");
}

#[test]
fn what_cannot_be_is_explained() {
    for (arguments, said) in [
        (
            &[
                "--received",
                "2026-06-01",
                "--identity",
                "2026-06-05..2026-06-02",
            ][..],
            "before it was asked",
        ),
        (
            &["--received", "2026-06-01", "--fee", "2026-05-05.."],
            "before the request was received",
        ),
        (&["--received", "1 June"], "not a day such as"),
        (
            &["--identity", "2026-06-05.."],
            "say first when the request was received",
        ),
        (
            &["--received", "2026-06-01", "--calendar", "wales"],
            "england-and-wales",
        ),
        (&["--received", "2031-06-01", "--published-only"], "2031"),
        (
            &["--received", "2026-06-01", "--right", "tea"],
            "there is no right `tea`",
        ),
        (&[], "usage:"),
    ] {
        let output = deadline(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}
