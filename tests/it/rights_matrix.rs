//! The table of rights, as a user runs it: in text, Markdown and CSV, for the bundled register and another.

use crate::common;

use std::process::Output;

use common::{example, pages_in, root};
use data_subject_rights::law::{Right, Term};

fn table(arguments: &[&str]) -> Output {
    example("rights_matrix")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = table(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_tables_are_as_their_snapshots_say() {
    let _guard = pages_in("snapshots/rights_matrix");
    insta::assert_snapshot!("peer-support-groups", printed(&[]));
    // The other forms say the same: of them the first activities are enough.
    let first = |text: String, lines: usize| -> String {
        text.lines()
            .take(lines)
            .map(|line| format!("{line}\n"))
            .collect()
    };
    let markdown = first(printed(&["--format", "markdown"]), 17);
    insta::assert_snapshot!("peer-support-groups-markdown", markdown);
    let csv = first(printed(&["--format", "csv"]), 12);
    insta::assert_snapshot!("peer-support-groups-csv", csv);
    let other = root("tests/registers/town-services.yaml");
    insta::assert_snapshot!("town-services", first(printed(&[&other]), 70));
}

/// Any reader of CSV finds as many fields in each row, whatever the words hold.
#[test]
fn every_row_of_the_csv_has_its_six_fields() {
    let text = printed(&["--format", "csv"]);
    let (mut fields, mut quoted, mut rows) = (1, false, 0);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields += 1,
            '\n' if !quoted => {
                assert_eq!(fields, 6, "row {rows}");
                (fields, rows) = (1, rows + 1);
            }
            _ => {}
        }
    }
    // A heading, and every right for each activity.
    let rights = Right::all().count();
    assert!(rows > rights && rows % rights == 1, "{rows} rows");
}

/// Nothing is supposed on request, and then the register alone leaves far more open.
#[test]
fn without_suppositions_more_is_open() {
    let open = |text: &str| text.matches(" depends ").count();
    let (supposed, full) = (printed(&[]), printed(&["--full"]));
    assert!(open(&full) > open(&supposed));
    assert!(supposed.contains("no exemption or other\nlimit is raised"));
    assert!(!full.contains("limit is raised, and"));
}

#[test]
fn a_day_before_the_law_is_out_of_scope_and_bad_input_is_explained() {
    assert!(printed(&["--on", "2018-05-24"]).contains("out of scope"));
    for (arguments, said) in [
        (&["--on", "yesterday"][..], "yesterday"),
        (&["--format", "pdf"], "text, markdown or csv"),
        (
            &["no-such-register.yaml"],
            "cannot read no-such-register.yaml",
        ),
        (&["Cargo.toml"], "Cargo.toml"),
    ] {
        let output = table(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}
