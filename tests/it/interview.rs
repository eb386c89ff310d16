//! The example `interview`, as a user runs it: answers in, questions and the decision out.

use crate::common;

use std::{collections::BTreeSet, fs, process::Output};

use common::{example, pages_in, text};
use data_subject_rights::{
    case::{Answers, Recorded, Request},
    decision::Outcome,
    fact::Origin,
    inquiry::CostModel,
    source::SourceFile,
};

fn interview(arguments: &[&str]) -> Output {
    example("interview")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const ANSWERS: &str = "examples/answers/erase-everything.yaml";

/// The bundled erasure request, under the procedure: one question, and no fewer would do, for with none the
/// answer is open.
#[test]
fn the_four_activities_are_answered_in_the_fewest_questions() {
    let output = interview(&["--book", "procedure", "--answers", ANSWERS]);
    let page = printed(&output);
    assert!(output.status.success(), "{page}");
    assert!(page.ends_with("1 question asked.\n"), "{page}");
    for part in [
        "applies         Live chat",
        "does not apply  Live sessions",
        "does not apply  Publication",
        "does not apply  Correspondence",
    ] {
        assert!(page.contains(part), "{page}");
    }
    let council = crate::common::doncaster().procedure_alone();
    let name = "examples/requests/erase-everything.yaml";
    let request = Request::load(&SourceFile::new(name, text(name))).expect("it reads");
    let unasked = council.decide(&request).expect("it is decided");
    assert_eq!(unasked.overall[0].procedure.outcome, Outcome::Open);
}

#[test]
fn the_interview_by_both_books_is_as_its_snapshot_says() {
    let _guard = pages_in("snapshots/interview");
    let output = interview(&["--answers", ANSWERS]);
    // What is decided in the end has pages of its own: here is what was asked and answered.
    let page = printed(&output);
    let (asked, decided) = page
        .split_once("City of Doncaster Council\n")
        .expect("a decision");
    let last = decided.lines().last().expect("how many were asked");
    insta::assert_snapshot!("erase-everything", format!("{asked}{last}\n"));
    assert_eq!(output.status.code(), Some(0));
}

/// By both books too no fewer answers would do: take any one of them away, and something is open.
#[test]
fn no_answer_of_the_interview_can_be_spared() {
    let folder = std::env::temp_dir().join(format!("spared-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let saved = folder.join("answers.yaml");
    let name = saved.to_str().expect("a name");
    let output = interview(&["--answers", ANSWERS, "--save", name]);
    assert!(output.status.success());
    let all = SourceFile::new(name, fs::read_to_string(&saved).expect("it was saved"));
    fs::remove_dir_all(&folder).expect("it goes");
    let all = Answers::load(&all).expect("they read");
    // What can be seen is recorded for all that are alike, and each is judged by itself: that is one question.
    let question = |answer: &Recorded| {
        let mut alone = Answers::default();
        alone.push(answer.also_about(None, None));
        let written = alone.to_string();
        let before = written.split(" is:").next();
        before.unwrap_or_default().to_owned()
    };
    let given: BTreeSet<String> = all.iter().map(question).collect();
    assert!(printed(&output).ends_with(&format!("{} questions asked.\n", given.len())));

    let council = crate::common::doncaster();
    let name = "examples/requests/erase-everything.yaml";
    let request = Request::load(&SourceFile::new(name, text(name))).expect("it reads");
    let is_open = |answers: &Answers| {
        let request = answers.put_into(request.clone()).expect("they fit");
        let advice = council.decide(&request).expect("it is decided");
        let mut books = advice.groups.iter().flat_map(|group| group.books());
        books.any(|(_, book)| book.outcome == Outcome::Open)
    };
    assert!(!is_open(&all));
    for spared in given {
        let mut fewer = Answers::default();
        for answer in all.iter() {
            if question(answer) != spared {
                fewer.push(answer.clone());
            }
        }
        assert!(is_open(&fewer), "{spared:?} can be spared");
    }
}

/// The fewest facts that force each answer by law, put together, are as many as were asked: a review counts once.
#[test]
fn as_many_questions_are_asked_as_the_fewest_facts_that_force_the_answers() {
    let council = crate::common::doncaster();
    let name = "examples/requests/erase-everything.yaml";
    let request = Request::load(&SourceFile::new(name, text(name))).expect("it reads");
    let folder = std::env::temp_dir().join(format!("fewest-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let saved = folder.join("answers.yaml");
    let saved = saved.to_str().expect("a name");
    let output = interview(&["--answers", ANSWERS, "--save", saved]);
    let given = fs::read_to_string(saved).expect("it was saved");
    fs::remove_dir_all(&folder).expect("it goes");
    let answers = Answers::load(&SourceFile::new(ANSWERS, given)).expect("they read");
    let answered = answers.put_into(request.clone()).expect("they fit");
    let before = council.situations(&request).expect("it reads");
    let outlook = council
        .outlook(&answered, &CostModel::default())
        .expect("it is decided");
    let vocabulary = council.procedure().vocabulary();
    let mut needed = BTreeSet::new();
    let after = council.situations(&answered).expect("it reads");
    for ((part, before), after) in outlook.parts.iter().zip(&before).zip(&after) {
        for book in [Some(&part.procedure), part.statute.as_ref()]
            .into_iter()
            .flatten()
        {
            let reason = book.sufficient.as_ref().expect("everything is decided");
            assert!(reason.fewest);
            for used in &reason.facts {
                let fact = vocabulary.find(&used.fact).expect("declared");
                let was_known = before.facts.value(fact);
                // What follows from other answers is not asked.
                let follows = after.facts.known(fact);
                if follows.is_some_and(|known| known.provenance.origin == Origin::Derived) {
                    continue;
                }
                let is_set = vocabulary
                    .get(fact)
                    .is_some_and(|declared| declared.domain.size() > 0);
                match &used.class {
                    Some(_) => needed.insert("the review".to_owned()),
                    None if was_known.is_none() || is_set && used.fact == "purpose" => {
                        // One answer serves all that are alike.
                        needed.insert(used.fact.clone())
                    }
                    None => false,
                };
            }
        }
    }
    let asked = format!("\n{} questions asked.\n", needed.len());
    assert!(printed(&output).ends_with(&asked), "{needed:?}");
}

#[test]
fn what_was_saved_is_read_back_and_gives_the_same() {
    let folder = std::env::temp_dir().join(format!("interview-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let saved = folder.join("answers.yaml");
    let saved = saved.to_str().expect("a name");
    let first = interview(&["--answers", ANSWERS, "--save", saved]);
    let again = interview(&["--answers", saved]);
    assert_eq!(printed(&first), printed(&again));
    // Opened again nothing is left to ask, so that no terminal is needed.
    let opened = interview(&["--resume", saved]);
    assert!(
        printed(&opened).ends_with("0 questions asked.\n"),
        "{}",
        printed(&opened)
    );
    fs::remove_dir_all(&folder).expect("it goes");
}

#[test]
fn what_is_not_on_file_is_left_open() {
    let folder = std::env::temp_dir().join(format!("nothing-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let nothing = folder.join("nothing.yaml");
    fs::write(&nothing, "answers: []\n").expect("it is written");
    let nothing = nothing.to_str().expect("a name");
    let output = interview(&["--book", "procedure", "--answers", nothing]);
    assert_eq!(output.status.code(), Some(1));
    let page = printed(&output);
    assert!(
        page.contains("No answer on file; left open.") && page.contains("open: facts are missing")
    );
    fs::remove_dir_all(&folder).expect("it goes");
}

/// Reviews in several entries are taken together; one of other texts, or a judgement without its record, settles
/// nothing: the question is left open, and not asked for ever.
#[test]
fn an_answer_that_settles_nothing_is_left_open() {
    let folder = std::env::temp_dir().join(format!("settles-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("it is written");
        path.to_str().expect("a name").to_owned()
    };
    let request = file(
        "request.yaml",
        "received: 2026-11-21\ncapacity: data-subject\nasks: [objection]\nabout:\n  - matter: survey\n    facts:\n      \
         council-is-controller: yes\n      lawful-basis: [public-task]\n      purpose: [service-delivery]\n      retention-elapsed: no\n",
    );
    let judged = file(
        "judged.yaml",
        "answers:\n  - about: survey\n    judgements:\n      - { judgement: compelling-legitimate-grounds, is: yes, by: Asha Patel }\n",
    );
    let output = interview(&["--book", "procedure", "--answers", &judged, &request]);
    assert_eq!(output.status.code(), Some(1));
    let page = printed(&output);
    assert!(
        page.contains("This does not settle it: a judgement counts with who made it"),
        "{page}"
    );
    assert!(page.ends_with("0 questions asked.\n"), "{page}");
    fs::remove_dir_all(&folder).expect("it goes");
}

#[test]
fn bad_input_says_what_is_wrong_and_where() {
    for (arguments, said) in [
        (vec!["--cost", "cleaner=2"], "write it as officer=2"),
        (vec!["--today", "tomorrow"], "write it as 2026-11-21"),
        (
            vec!["--answers", "nowhere.yaml"],
            "cannot read nowhere.yaml",
        ),
        (
            vec!["--answers", "examples/requests/erase-everything.yaml"],
            "`answers`",
        ),
        (vec!["--quickly", "yes"], "no option `--quickly`"),
    ] {
        let output = interview(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}
