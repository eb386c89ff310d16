//! The request files under `examples/requests/`, and the example program as a user runs it.

use crate::common;

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    process::{Output, Stdio},
};

use common::{example, root};
use data_subject_rights::{
    advice::{Advice, Outlook, Reasons, Summary},
    case::Request,
    decision::DutyState,
    explain,
    law::{Right, Term},
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
    let council = crate::common::doncaster();
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
    let every = Right::all().count();
    assert_eq!(rights.len(), every, "every right is asked for: {rights:?}");
    assert_eq!(outcomes.len(), 6, "every outcome occurs: {outcomes:?}");
}

/// Runs the example program that cargo built beside the tests.
fn explain(arguments: &[&str], input: &str) -> Output {
    let mut child = example("explain")
        .args(arguments)
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
fn without_an_argument_the_bundled_letter_gets_its_page() {
    let output = explain(&[], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let page = stdout(&output);
    for line in [
        "INTERNAL: ",
        "REPLY BY       Monday 21 December 2026",
        "DO NOW\n  First: ",
        "WHAT THE PERSON GETS\n",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert!(stderr(&output).is_empty(), "a pipe is told nothing of time");
}

#[test]
fn a_request_comes_through_standard_input_and_leaves_as_its_record() {
    let request = fs::read_to_string(root("examples/requests/expired-chat-erasure.json"));
    let output = explain(&["--format", "json", "-"], &request.expect("it is text"));
    assert!(output.status.success(), "{}", stderr(&output));
    let advice: Advice = serde_json::from_str(&stdout(&output)).expect("it is an advice");
    assert_eq!((advice.parts.len(), advice.groups.len()), (1, 1));
}

#[test]
fn the_page_comes_in_each_format_and_its_summary_as_data() {
    let of = |format: &str| {
        let output = explain(&["--format", format], "");
        assert!(output.status.success(), "{format}: {}", stderr(&output));
        stdout(&output)
    };
    let summary: Summary = serde_json::from_str(&of("summary")).expect("it is a summary");
    assert_eq!(of("text"), explain::page_text(&summary));
    assert_eq!(of("markdown"), explain::page_markdown(&summary));
    assert_eq!(of("html"), explain::page_html(&summary));
}

#[test]
fn days_left_are_counted_from_the_day_that_is_given() {
    let output = explain(&["--on", "2026-12-20"], "");
    assert!(
        stdout(&output).contains("(1 day left, seen from 20 December 2026)"),
        "{}",
        stdout(&output)
    );
    let output = explain(&["--on", "2026-12-22", "--format", "summary"], "");
    let summary: Summary = serde_json::from_str(&stdout(&output)).expect("it is a summary");
    assert_eq!(summary.days_left(), Some(-1));
}

#[test]
fn reasons_are_given_for_the_parts_and_the_right_that_are_asked_for() {
    let of = |arguments: &[&str]| -> Vec<(u32, Right)> {
        let output = explain(&[arguments, &["--format", "json"]].concat(), "");
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            stderr(&output)
        );
        let reasons: Reasons = serde_json::from_str(&stdout(&output)).expect("they are reasons");
        reasons
            .decisions
            .iter()
            .map(|each| (each.part.0, each.right))
            .collect()
    };
    let all = of(&["--full"]);
    assert_eq!(all.len(), 9);
    let only = |keep: &dyn Fn(u32, Right) -> bool| -> Vec<(u32, Right)> {
        all.iter()
            .copied()
            .filter(|(part, right)| keep(*part, *right))
            .collect()
    };
    assert_eq!(of(&["--why", "2"]), only(&|part, _| part == 2));
    assert_eq!(
        of(&["--why", "3", "--why", "1"]),
        only(&|part, _| part == 3 || part == 1)
    );
    let erasure = |_: u32, right: Right| right == Right::Erasure;
    assert_eq!(of(&["--full", "--right", "erasure"]), only(&erasure));
    assert_eq!(
        of(&["--why", "4", "--right", "erasure"]),
        [(4, Right::Erasure)]
    );
    assert_eq!(of(&["--why", "4", "--full"]), all, "all is more than one");
}

#[test]
fn reasons_as_text_name_every_rule_tried() {
    let text = stdout(&explain(&["--why", "4", "--right", "erasure"], ""));
    assert!(text.contains("e-mails about a medication worry"), "{text}");
    assert!(!text.contains("message in the live chat"), "{text}");
    assert!(text.lines().count() > 60, "{text}");
}

#[test]
fn an_outlook_can_be_had_of_one_right() {
    let output = explain(&["--outlook", "--right", "erasure", "--format", "json"], "");
    assert!(output.status.success(), "{}", stderr(&output));
    let outlook: Outlook = serde_json::from_str(&stdout(&output)).expect("it is an outlook");
    assert_eq!(outlook.parts.len(), 4);
    assert!(
        outlook
            .parts
            .iter()
            .all(|part| part.right == Right::Erasure)
    );
}

#[test]
fn several_requests_are_kept_apart() {
    let two = [
        "examples/requests/expired-chat-erasure.json",
        "examples/requests/social-care-file.yaml",
    ];
    let of = |format: &str| {
        stdout(&explain(
            &[&["--format", format], two.as_slice()].concat(),
            "",
        ))
    };
    assert_eq!(of("text").matches(&"=".repeat(96)).count(), 1);
    assert_eq!(of("markdown").matches("\n\n---\n\n").count(), 1);
    let records: Vec<Advice> = serde_json::from_str(&of("json")).expect("it is a list");
    let summaries: Vec<Summary> = serde_json::from_str(&of("summary")).expect("it is a list");
    assert_eq!((records.len(), summaries.len()), (2, 2));
}

#[test]
fn help_says_how_it_is_used_and_is_no_fault() {
    for flag in ["--help", "-h"] {
        let output = explain(&[flag], "");
        assert!(output.status.success());
        for word in [
            "--format",
            "--on",
            "--why",
            "--full",
            "--outlook",
            "--right",
            "--register",
        ] {
            assert!(stdout(&output).contains(word), "{word}");
        }
    }
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
    let erasur = "received: 2026-11-21\nasks: [erasur]\n";
    for (arguments, input, says) in [
        ("-", erasur, "did you mean `erasure`?"),
        ("-", "received: [\n", "standard input:"),
        ("no-such-file.yaml", "", "cannot read no-such-file.yaml"),
        ("--full --right erasing", "", "there is no right `erasing`"),
        (
            "--full --right access",
            "",
            "it asks for: objection, consent-withdrawal, erasure",
        ),
        ("--colour", "", "usage: explain"),
        ("--format pdf", "", "there is no format `pdf`"),
        ("--why chat", "", "`chat` is not the number of a part"),
        ("--why 0", "", "`0` is not the number of a part"),
        (
            "--why 5",
            "",
            "the request has no part 5; its parts are:\n  1 ",
        ),
        ("--on 01/12/2026", "", "write it as 2026-12-01"),
        (
            "--on 2025-12-01",
            "",
            "the request came on 21 November 2026",
        ),
        ("--on 2026-12-01 --format json", "", "--on counts the days"),
        ("--right erasure", "", "a page is about the whole request"),
        ("--full --format html", "", "print text or json alone"),
        ("--outlook --full", "", "not both"),
        ("--format html a.yaml b.yaml", "", "give one request"),
        ("- -", "", "standard input can be read once"),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output = explain(&arguments, input);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(says),
            "{arguments:?}: {}",
            stderr(&output)
        );
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
    let council = crate::common::doncaster();
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
        let reasons = council.reasons(&request).expect("it is decided");
        let mut expected = BTreeSet::new();
        for decision in &reasons.decisions {
            for question in &decision.procedure.questions {
                expected.insert((question.fact.as_str(), question.unknown.in_words()));
            }
        }
        // The record asks for each of them, once for each reason that it is not known.
        let advice = council.decide(&request).expect("it is decided");
        let mut asked = BTreeSet::new();
        for data_subject_rights::advice::OpenQuestion { question, .. } in &advice.questions {
            let is_new = asked.insert((question.fact.as_str(), question.unknown.in_words()));
            assert!(is_new, "{name}: {} is asked twice", question.fact);
        }
        // What it does not ask, a review answers, or arises only if that review raises something.
        let review = advice.review.as_ref();
        let reviewed = |fact: &str| {
            let mut answers = review
                .iter()
                .flat_map(|review| &review.answers)
                .flat_map(|class| &class.facts);
            answers.any(|(id, _)| id == fact)
        };
        let left = expected.difference(&asked);
        let left: BTreeSet<&str> = left.map(|(fact, _)| *fact).collect();
        let later = left.into_iter().filter(|fact| !reviewed(fact)).count();
        let then = review.map_or(0, |review| review.then as usize);
        assert!(later <= then, "{name}: {later} are never asked");
        let text = explain::reasons(&reasons);
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
    let council = crate::common::doncaster().procedure_alone();
    let decided = |more: &str| {
        let request = format!(
            "received: 2026-09-07\nreplied: 2026-11-06\nasks: access\nfacts:\n  answer-sent: yes\n{more}\
             about:\n  - matter: rent\n    facts: {{ council-is-controller: yes }}\n"
        );
        let request = Request::load(&SourceFile::new("late.yaml", request));
        let request = request.unwrap_or_else(|faults| panic!("{faults}"));
        council
            .reasons(&request)
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let state = |advice: &Reasons, id: &str| {
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
    let page = explain::reasons(&nobody_says);
    let late = "late: the last day was 7 October 2026, unless the time is extended.";
    assert!(page.contains(late), "{page}");
    let none_taken = decided("  extension-decided: no\n");
    assert_eq!(state(&none_taken, month), (DutyState::Met, None, false));
    assert_eq!(state(&none_taken, longer), (DutyState::NotDue, None, true));
}
