//! The example that adds a rule, as a policy officer runs it, on a copy of the rules.

use crate::common;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use common::{example, files};
use data_subject_rights::{
    Controller,
    case::Request,
    engine::Evaluation,
    fact::{Truth, Vocabulary},
    rule::RuleBook,
    source::from_dir,
};

/// A copy of `rules/` in a folder of its own.
fn copy(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (name, file) in files("rules") {
        let path = folder.join("rules").join(format!("{name}.yaml"));
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, file.text()).expect("it can be written");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = example("new_rule")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(said).expect("text"),
    )
}

/// A gap of the rule filled.
fn fill(path: &Path, gap: &str, with: &str) {
    let text = fs::read_to_string(path).expect("it is there");
    let (before, after) = text.rsplit_once(gap).expect("the gap is there");
    fs::write(path, format!("{before}{with}{after}")).expect("it can be written");
}

fn book(folder: &Path, name: &str) -> RuleBook {
    let read = |name: &str| from_dir(folder.join("rules").join(name)).expect("it can be read");
    let vocabulary = Vocabulary::load(&read("vocabulary")).expect("it has no fault");
    RuleBook::load(Arc::new(vocabulary), &read(name)).unwrap_or_else(|faults| panic!("{faults}"))
}

/// How a rule stands in a case that was made for it.
fn stands(council: &Controller, id: &str, path: &Path) -> Truth {
    let mut found = from_dir(path.parent().expect("a folder")).expect("it can be read");
    let name = path.file_name().and_then(|name| name.to_str());
    found.retain(|file| Some(file.name()) == name);
    let request = Request::load(&found[0]).unwrap_or_else(|faults| panic!("{faults}"));
    let decided = council.decide(&request);
    decided.unwrap_or_else(|faults| panic!("{faults}"));
    let situations = council.situations(&request).expect("it was decided");
    let [situation] = situations.as_slice() else {
        panic!("one thing in one situation");
    };
    let program = council.program();
    let rule = program.book().find(id).expect("it was added");
    Evaluation::new(program, &situation.facts, situation.dates).holds(rule)
}

#[test]
fn a_new_exemption_with_its_facts_holds_fails_and_is_open_in_its_cases() {
    let folder = copy("new-rule-with-facts");
    let id = "erasure/my-new-bar";
    let row = "procedure/7/except/4";
    let (is_done, said) = run(
        &folder,
        &[
            "exemption",
            id,
            row,
            "no-longer-needed=no",
            "lawful-basis=vital-interests",
        ],
    );
    assert!(is_done, "{said}");
    assert!(said.contains("what it exempts, and what it says"), "{said}");
    let rules = folder.join("rules/procedure/erasure.yaml");
    fill(
        &rules,
        "    exempts:\n",
        "    exempts: procedure/7/applies\n",
    );
    fill(
        &rules,
        "    says:\n",
        "    says: We need this to save a life.\n",
    );
    let council = Controller::new("A council", book(&folder, "procedure"), Vec::new());
    for (ending, truth) in [
        ("holds", Truth::Yes),
        ("fails", Truth::No),
        ("open", Truth::Unknown),
    ] {
        let case = folder.join(format!("tests/cases/erasure/my-new-bar-{ending}.yaml"));
        assert_eq!(stands(&council, id, &case), truth, "{ending}");
    }
    // What stands there is not written over.
    let (is_done, said) = run(&folder, &["exemption", id, row]);
    assert!(!is_done && said.contains("already has a rule"), "{said}");
}

#[test]
fn a_new_rule_of_the_statute_goes_to_the_file_and_the_row_of_its_provision() {
    let folder = copy("new-rule-of-the-statute");
    let id = "schedule-2/my-new-limit";
    let arguments = ["note", id, "dpa-2018/schedule-2/5/3", "made-public"];
    let (is_done, said) = run(&folder, &arguments);
    assert!(is_done, "{said}");
    let rules = folder.join("rules/statute/schedule-2-part-1.yaml");
    fill(&rules, "    for:\n", "    for: access\n");
    fill(&rules, "    says:\n", "    says: A note.\n");
    assert!(book(&folder, "statute").find(id).is_some());
}

#[test]
fn what_cannot_be_added_is_refused_and_nothing_is_written() {
    let folder = copy("new-rule-refused");
    let row = "procedure/7/except/4";
    for (arguments, why) in [
        (["bar", "erasure/new", row, "made-public"], "no role `bar`"),
        (["exemption", "new", row, "made-public"], "is not an id"),
        (
            ["exemption", "erasure/new", "procedure/77", "made-public"],
            "no ledger has a row `procedure/77`",
        ),
        (
            ["exemption", "erasure/new", row, "made-publik"],
            "there is no fact `made-publik`",
        ),
        (
            ["exemption", "erasure/new", row, "lawful-basis"],
            "takes a term, as in lawful-basis=consent",
        ),
    ] {
        let (is_done, said) = run(&folder, &arguments);
        assert!(!is_done && said.contains(why), "{said}");
    }
    assert!(!folder.join("tests").exists());
    let rules = from_dir(folder.join("rules")).expect("it can be read");
    for ((_, before), after) in files("rules").into_iter().zip(rules) {
        assert_eq!(before.text(), after.text(), "{}", after.name());
    }
}
