//! The request files under `examples/requests/`, and the example program as a user runs it.

mod common;

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use common::root;
use data_subject_rights::{
    Controller, advice::Advice, case::Request, decision::DutyState, explain, law::Right,
    source::SourceFile,
};

fn request_files() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root("examples/requests"))
        .expect("the folder exists")
        .map(|entry| entry.expect("it can be read").path())
        .map(|path| path.display().to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn every_request_file_is_decided_and_together_they_ask_for_many_things() {
    let council = Controller::doncaster().expect("it loads");
    let mut rights: BTreeSet<Right> = BTreeSet::new();
    let mut outcomes = BTreeSet::new();
    for name in request_files() {
        let file = SourceFile::new(name.clone(), fs::read_to_string(&name).expect("it is text"));
        let advice = Request::load(&file)
            .and_then(|request| council.decide(&request))
            .unwrap_or_else(|faults| panic!("{faults}"));
        rights.extend(&advice.request.rights);
        outcomes.extend(
            advice
                .overall
                .iter()
                .map(|overall| overall.procedure.outcome),
        );
    }
    assert!(request_files().len() >= 20);
    assert_eq!(rights.len(), 11, "every right is asked for: {rights:?}");
    assert_eq!(outcomes.len(), 6, "every outcome occurs: {outcomes:?}");
}

/// Runs the example program that cargo built beside the tests.
fn explain(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "explain", "--"])
        .args(arguments)
        .current_dir(root(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(input.as_bytes())
        .expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("it is text")
}

#[test]
fn without_an_argument_the_bundled_letter_gets_its_mixed_answer() {
    let output = explain(&[], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for line in [
        "  Erasure\n    under the procedure: applies in part\n    by law: ",
        "    procedure       law",
        "Live chat: message in the live chat",
        "WHERE THE PROCEDURE AND THE LAW COME APART",
        "UK GDPR art.17",
        "WHOM TO TURN TO",
        "so until 8 November 2026",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_request_comes_through_standard_input_and_leaves_as_json() {
    let request = fs::read_to_string(root("examples/requests/expired-chat-erasure.json"));
    let output = explain(&["--format", "json", "-"], &request.expect("it is text"));
    assert!(output.status.success(), "{}", stderr(&output));
    let advice: Advice = serde_json::from_str(&stdout(&output)).expect("it is an advice");
    assert_eq!(advice.decisions.len(), 1);
}

#[test]
fn one_right_of_several_can_be_shown() {
    let output = explain(&["--right", "erasure", "--format", "json"], "");
    let advice: Advice = serde_json::from_str(&stdout(&output)).expect("it is an advice");
    assert!(
        advice
            .decisions
            .iter()
            .all(|decision| decision.right == Right::Erasure)
    );
    assert_eq!(advice.decisions.len(), 4);
}

#[test]
fn a_register_can_be_added() {
    let request =
        "received: 2026-11-21\nasks: [erasure]\nabout: [{ activity: town-services/newsletter }]\n";
    let without = explain(&["-"], request);
    assert_eq!(without.status.code(), Some(2));
    let with = explain(
        &["--register", "tests/registers/town-services.yaml", "-"],
        request,
    );
    assert!(with.status.success(), "{}", stderr(&with));
}

#[test]
fn bad_input_exits_with_2_and_says_where_and_what() {
    for (arguments, input, says) in [
        (
            vec!["-"],
            "received: 2026-11-21\nasks: [erasur]\n",
            "did you mean `erasure`?",
        ),
        (vec!["-"], "received: [\n", "standard input:"),
        (
            vec!["no-such-file.yaml"],
            "",
            "cannot read no-such-file.yaml",
        ),
        (
            vec!["--right", "erasing"],
            "",
            "there is no right `erasing`",
        ),
        (vec!["--colour"], "", "usage: explain"),
    ] {
        let output = explain(&arguments, input);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(says), "{}", stderr(&output));
        assert!(
            output.stdout.is_empty(),
            "half an answer: {}",
            stdout(&output)
        );
    }
}

/// A period that ends before the answer leaves the matter open, unless somebody has looked.
#[test]
fn what_somebody_stated_stands_against_a_doubt_about_dates() {
    use data_subject_rights::{
        calendar::Date,
        case::{About, Item, Milestone},
        decision::Outcome,
        law::Capacity,
    };
    let council = Controller::doncaster().expect("it loads");
    let outcome = |item: Item| {
        let item = item.dated(Milestone::Created, Date::constant(2026, 11, 18));
        let request = Request::received(Date::constant(2026, 11, 21))
            .made_as(Capacity::DataSubject)
            .asks(Right::Erasure)
            .about(About::activity("peer-support-groups/live-chat").item(item));
        let advice = council.decide(&request).expect("it is decided");
        advice.overall[0].procedure.outcome
    };
    let message = || Item::named("message");
    assert_eq!(outcome(message()), Outcome::Open);
    let looked = message().fact("retention-elapsed", false, "the service");
    assert_eq!(outcome(looked), Outcome::DoesNotApply);
}

/// A request in several rights gives one advice: a fact is asked for once, whatever it matters to.
#[test]
fn nothing_is_asked_twice() {
    let council = common::council_for_cases();
    for (name, request) in common::read_cases() {
        let advice = council.decide(&request).expect("it is decided");
        let mut expected = BTreeSet::new();
        for decision in &advice.decisions {
            for question in &decision.procedure.questions {
                expected.insert((question.fact.as_str(), question.unknown.in_words()));
            }
        }
        let text = data_subject_rights::explain::text(&advice);
        let section = text
            .split("WHAT MUST STILL BE FOUND OUT")
            .nth(1)
            .and_then(|rest| rest.split("\n\nWHAT").next())
            .unwrap_or_default();
        let numbered = section.lines().filter(|line| {
            let line = line.trim_start();
            line.split_once(". ")
                .is_some_and(|(number, _)| number.parse::<u32>().is_ok())
        });
        assert_eq!(numbered.count(), expected.len(), "{name}\n{section}");
    }
}

/// The month was over when the answer went out, and nobody wrote down whether a longer time was told: it is late
/// unless that counts, and with a longer time on record it is not.
#[test]
fn an_answer_after_the_month_is_late_unless_more_time_counts() {
    let council = Controller::doncaster().expect("it loads").procedure_alone();
    let decided = |more: &str| {
        let request = format!(
            "received: 2026-09-07\nreplied: 2026-11-06\nasks: access\nfacts:\n  answer-sent: yes\n{more}\
             about:\n  - matter: rent\n    facts: {{ council-is-controller: yes }}\n"
        );
        let request = Request::load(&SourceFile::new("late.yaml", request));
        let request = request.unwrap_or_else(|faults| panic!("{faults}"));
        council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let state = |advice: &Advice, id: &str| {
        let book = &advice.decisions[0].procedure;
        let duty = book.duties.iter().find(|duty| duty.duty == id);
        let duty = duty.expect("it is a duty of the procedure");
        (duty.state, duty.otherwise.clone(), duty.is_done_in_time())
    };
    let (month, longer) = (
        "requests/answer-in-time",
        "requests/answer-in-the-longer-time",
    );
    let nobody_says = decided("");
    assert_eq!(
        state(&nobody_says, month),
        (DutyState::Open, Some(longer.to_owned()), false)
    );
    assert_eq!(
        state(&nobody_says, longer),
        (DutyState::Open, Some(month.to_owned()), true)
    );
    let page = explain::text(&nobody_says);
    let late = "after its last day (7 October 2026): late, unless more time counts.";
    assert!(page.contains(late), "{page}");
    assert!(
        !page.contains("within three months of your request"),
        "{page}"
    );
    let none_taken = decided("  extension-decided: no\n");
    assert_eq!(state(&none_taken, month), (DutyState::Met, None, false));
    assert_eq!(state(&none_taken, longer), (DutyState::NotDue, None, true));
}
