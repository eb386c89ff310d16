//! What was decided is kept, cannot be changed unseen, and can be decided again.

use crate::{common, drawn};

use std::sync::Arc;

use common::{council, councils::files_of, files};
use data_subject_rights::{
    Controller,
    advice::Book,
    calendar::Date,
    case::{About, Answer, Answers, Recorded, Request},
    clock::read_holidays,
    fact::Vocabulary,
    law::Right,
    record::{Broken, CannotReplay, DutyTrace, LogLine, Occasion, Published, Record, Replay},
    rule::RuleBook,
    source::SourceFile,
};
use drawn::Draw;
use serde_json::Value;

const DAY: Date = Date::constant(2026, 11, 21);

fn every_request() -> Vec<(String, Request)> {
    let folders = ["examples/requests", "tests/cases", "tests/statute"].into_iter();
    folders
        .flat_map(files)
        .map(|(name, file)| {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            (name, request)
        })
        .collect()
}

fn record_of(council: &Controller, request: &Request) -> Record {
    let advice = council
        .decide(request)
        .unwrap_or_else(|faults| panic!("{faults}"));
    Record::of(&advice, "2026/0412", Occasion::OPENED).expect("it can be written")
}

fn newsletter() -> Request {
    let activity = About::activity("peer-support-groups/audio-recording");
    Request::received(DAY).asks(Right::Erasure).about(activity)
}

#[test]
fn every_case_is_decided_again_from_its_record_as_it_was() {
    let council = council();
    let all = every_request();
    assert!(all.len() > 350, "{}", all.len());
    let mut sizes: Vec<(usize, String)> = Vec::new();
    for (name, request) in all {
        let record = record_of(&council, &request);
        let json = serde_json::to_string(&record).expect("it is written");
        let read: Record =
            serde_json::from_str(&json).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(read, record, "{name}");
        assert_eq!(read.check(), Ok(()), "{name}");
        assert_eq!(
            read.replay(&council).expect("it has no fault"),
            Replay::Same,
            "{name}"
        );
        sizes.push((json.len(), name));
    }
    sizes.sort();
    let median = &sizes[sizes.len() / 2];
    let (largest, name) = sizes.last().expect("there are some");
    println!(
        "bytes of a record: half have at most {}, the largest {largest} ({name})",
        median.0
    );
    assert!(median.0 <= 20_000, "{median:?}");
}

/// The places of a JSON value whose words, numbers and lists can be changed.
fn places(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                places(
                    field,
                    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    all,
                );
            }
        }
        Value::Array(items) => {
            if items.len() > 1 && items[0] != items[1] {
                all.push(at.clone());
            }
            for (place, item) in items.iter().enumerate() {
                places(item, format!("{at}/{place}"), all);
            }
        }
        _ => all.push(at),
    }
}

/// Changes what stands at a place: other words, another day, another digest, another order.
fn edit(value: &mut Value, seeds: &mut Draw) {
    match value {
        Value::Array(items) => items.swap(0, 1),
        Value::Bool(yes) => *yes = !*yes,
        Value::Number(number) => *value = (number.as_u64().unwrap_or(0) + 1).into(),
        Value::String(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            let digits: Vec<usize> = (0..letters.len())
                .filter(|at| letters[*at].is_ascii_digit())
                .collect();
            match digits.as_slice() {
                [] => letters.push('x'),
                some => {
                    let at = some[seeds.below(some.len())];
                    letters[at] = if letters[at] == '1' { '2' } else { '1' };
                }
            }
            *text = letters.into_iter().collect();
        }
        _ => *value = true.into(),
    }
}

#[test]
fn a_hundred_edits_of_a_record_are_noticed() {
    let council = council();
    let (_, file) = files("examples/requests")
        .into_iter()
        .find(|(name, _)| name.contains("social-care-file"))
        .expect("it is there");
    let record = record_of(&council, &Request::load(&file).expect("it reads"));
    let written = serde_json::to_value(&record).expect("it is written");
    let mut all = Vec::new();
    places(&written, String::new(), &mut all);
    let mut seeds = Draw::from(22);
    let mut refused = 0;
    for _ in 0..100 {
        let at = &all[seeds.below(all.len())];
        let mut edited = written.clone();
        let place = edited.pointer_mut(at).expect("it is there");
        edit(place, &mut seeds);
        assert_ne!(edited, written, "{at}");
        match serde_json::from_value::<Record>(edited) {
            Err(_) => refused += 1,
            Ok(read) => assert!(read.check().is_err(), "{at}"),
        }
    }
    assert!(refused < 60, "{refused} did not even read");
}

/// A record changed and given a digest that fits it.
fn resealed(record: &Record, change: impl Fn(&mut Value)) -> Record {
    let mut value = serde_json::to_value(record).expect("it is written");
    change(&mut value);
    let mut body = value.clone();
    body.as_object_mut()
        .expect("it is an object")
        .remove("digest");
    let digest = data_subject_rights::source::Digest::of_text(&body.to_string());
    value["digest"] = digest.to_string().into();
    serde_json::from_value(value).expect("it reads")
}

#[test]
fn a_new_digest_does_not_hide_a_change() {
    let council = council();
    let record = record_of(&council, &newsletter());
    let other = resealed(&record, |value| {
        value["request"]["asks"] = serde_json::json!(["access"])
    });
    assert!(matches!(other.check(), Err(Broken::AnotherRequest { .. })));
    // What came out is not what comes out.
    let other = resealed(&record, |value| {
        value["overall"][0]["procedure"]["outcome"] = "applies".into()
    });
    assert_eq!(other.check(), Ok(()));
    let replayed = other.replay(&council);
    assert!(matches!(
        replayed,
        Err(CannotReplay::Broken(Broken::AnotherAnswer { .. }))
    ));
    let other = resealed(&record, |value| {
        value["answers"][0]["rules"] = serde_json::json!(["erasure/consent"])
    });
    let replayed = other.replay(&council);
    assert!(matches!(
        replayed,
        Err(CannotReplay::Broken(Broken::AnotherAnswer { .. }))
    ));
    // Nor does it fit the record after it.
    let next = record
        .next(
            &council.decide(&newsletter()).expect("it is decided"),
            Occasion::Learnt,
        )
        .expect("it follows");
    assert_eq!(next.follows(&record), Ok(()));
    assert!(matches!(
        next.follows(&other),
        Err(Broken::DoesNotFollow { .. })
    ));
}

#[test]
fn a_case_is_a_chain_from_its_opening_to_its_close() {
    let council = council();
    let decide = |request: &Request| council.decide(request).expect("it is decided");
    let request = newsletter();
    let first = Record::of(&decide(&request), "2026/0412", Occasion::OPENED).expect("it is kept");
    let learn = |request: &Request, yes: bool| {
        let answer = Answer::YesNo(yes);
        let mut answers = Answers::default();
        answers.push(Recorded::of_the_request().fact(
            "person-is-living",
            answer,
            "Ida Roe",
            Some(DAY),
        ));
        answers.put_into(request.clone()).expect("it is an answer")
    };
    let known = learn(&request, false);
    let second = first
        .next(&decide(&known), Occasion::Learnt)
        .expect("it follows");
    let [added] = &second.changes_since(&first)[..] else {
        panic!("{:?}", second.changes_since(&first));
    };
    assert_eq!(added.at, "/facts");
    // An answer that was wrong is recorded anew; the record before keeps what it said.
    let because = "The registrar's list was of a namesake.".to_owned();
    let right = learn(&request, true);
    let third = second
        .next(&decide(&right), Occasion::Corrected { because })
        .expect("it follows");
    let [changed] = &third.changes_since(&second)[..] else {
        panic!("{:?}", third.changes_since(&second));
    };
    assert_eq!(changed.at, "/facts/person-is-living/is");
    assert_eq!(
        [&changed.before, &changed.now],
        [&Some(false.into()), &Some(true.into())]
    );
    let on = Date::constant(2026, 12, 1);
    let fourth = third
        .next(&decide(&right), Occasion::Withdrawn { on })
        .expect("it follows");
    let silent = fourth.next(&decide(&right), Occasion::Learnt);
    assert!(matches!(silent, Err(Broken::Closed { .. })), "{silent:?}");
    let because = "They wrote that they want it after all.".to_owned();
    let fifth = fourth
        .next(&decide(&right), Occasion::Reopened { because })
        .expect("it follows");
    let chain = [first, second, third, fourth, fifth];
    assert_eq!(Record::check_all(&chain), Ok(()));
    // None can be left out, and none put in another place.
    for left_out in 0..chain.len() - 1 {
        let mut some = chain.to_vec();
        some.remove(left_out);
        assert!(
            Record::check_all(&some).is_err(),
            "without record {}",
            left_out + 1
        );
        let mut some = chain.to_vec();
        some.swap(left_out, left_out + 1);
        assert!(
            Record::check_all(&some).is_err(),
            "record {} moved",
            left_out + 1
        );
    }
}

/// The council with one of its files changed.
fn with_procedure(change: impl Fn(String) -> String) -> Controller {
    let vocabulary = Arc::new(Vocabulary::load(&files_of("rules/vocabulary")).expect("it reads"));
    let load = |files: Vec<SourceFile>| RuleBook::load(Arc::clone(&vocabulary), &files);
    let changed = |file: SourceFile| SourceFile::new(file.name(), change(file.text().to_owned()));
    let procedure = files_of("rules/procedure")
        .into_iter()
        .map(changed)
        .collect();
    let procedure = load(procedure).unwrap_or_else(|faults| panic!("{faults}"));
    let statute = load(files_of("rules/statute")).expect("it reads");
    Controller::new("Northmoor Council", procedure, Vec::new())
        .over(statute)
        .expect("one vocabulary")
}

#[test]
fn a_decision_made_again_under_other_rules_says_what_differs() {
    let before = with_procedure(|text| text);
    // A month later is Christmas Day.
    let request = Request::received(Date::constant(2026, 11, 25))
        .asks(Right::Objection)
        .fact("person-is-living", true, "Ida Roe")
        .fact("council-is-controller", true, "Ida Roe");
    let record = record_of(&before, &request);
    assert_eq!(
        record.replay(&before).expect("it has no fault"),
        Replay::Same
    );
    // The same rules in other words: only the words differ.
    let words = with_procedure(|text| text.replace("title: ", "title: Our "));
    let Replay::Otherwise {
        made_with,
        answers,
        answer_by,
        ..
    } = record.replay(&words).expect("it has no fault")
    else {
        panic!("the procedure was changed");
    };
    assert_eq!(made_with.len(), 1, "{made_with:?}");
    assert_eq!(made_with[0].what, "procedure");
    assert_ne!(made_with[0].then, made_with[0].now);
    assert!(answers.is_empty() && answer_by.is_none(), "{answers:?}");
    // Without public holidays the law sets no day.
    let calendar = files_of("rules/calendars").into_iter();
    let calendar = calendar.filter(|file| file.name().contains("england"));
    let calendar = calendar.last().expect("it is there");
    let holidays = read_holidays(&calendar).expect("it reads");
    let with_days = with_procedure(|text| text).with_holidays(holidays);
    let Replay::Otherwise {
        made_with, answers, ..
    } = record.replay(&with_days).expect("it has no fault")
    else {
        panic!("there is a day now");
    };
    assert_eq!(made_with[0].what, "calendar");
    let mut duties = answers.iter().flat_map(|answer| answer.duties.values());
    let day = |trace: &Option<DutyTrace>| trace.as_ref().and_then(|trace| trace.by);
    assert!(
        duties.any(|[then, now]| day(then).is_none() && day(now).is_some()),
        "{answers:?}"
    );
}

#[test]
fn a_rule_and_a_fact_that_decide_otherwise_are_named() {
    let council = council();
    let request = newsletter();
    let record = record_of(&council, &request);
    // The record as it would be had a fact been known otherwise, replayed: its answers are told apart by book.
    let known = request.clone().fact("person-is-living", false, "Ida Roe");
    let other = record_of(&council, &known);
    let mixed = resealed(&other, |value| {
        let record = serde_json::to_value(&record).expect("it is written");
        value["request"] = record["request"].clone();
        value["made-with"] = record["made-with"].clone();
    });
    assert_eq!(mixed.check(), Ok(()));
    let Replay::Otherwise {
        made_with,
        answers,
        now,
        ..
    } = mixed.replay(&council).expect("it has no fault")
    else {
        panic!("other answers were recorded");
    };
    assert!(made_with.is_empty());
    assert_eq!(*now, council.decide(&request).expect("it is decided"));
    let of_procedure = answers.iter().find(|answer| answer.book == Book::Procedure);
    let of_procedure = of_procedure.expect("it differs");
    assert!(of_procedure.outcome.is_some());
    assert!(!of_procedure.rules_gone.is_empty(), "{of_procedure:?}");
    assert!(
        of_procedure.facts.contains_key("person-is-living"),
        "{of_procedure:?}"
    );
}

#[test]
fn what_is_published_and_logged_names_no_one_and_no_fact() {
    let council = council();
    for (name, request) in every_request() {
        let record = record_of(&council, &request);
        let published = record.published();
        let json = serde_json::to_string(&published).expect("it is written");
        assert_eq!(
            serde_json::from_str::<Published>(&json).expect("it reads"),
            published
        );
        let log = serde_json::to_string(&LogLine::of(&record, "2026-12-01T09:00:00Z"))
            .expect("it is written");
        let mut words = Vec::new();
        strings(
            &serde_json::to_value(&record.request).expect("it is written"),
            &mut words,
        );
        for word in words
            .iter()
            .filter(|word| word.len() > 8 && word.contains(' '))
        {
            assert!(!json.contains(word.as_str()), "{name}: {word}");
            assert!(!log.contains(word.as_str()), "{name}: {word}");
        }
        assert!(
            !json.contains("2026/0412") && !log.contains("2026/0412"),
            "{name}"
        );
        assert!(json.len() < 1_000, "{name}: {}", json.len());
    }
}

/// Every text that a JSON value holds.
fn strings(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, all)),
        _ => {}
    }
}

#[test]
fn a_record_that_went_through_a_database_is_the_same() {
    let council = council();
    // Facts in another order than that of their names, and the database sorts them.
    let file = SourceFile::new(
        "request.yaml",
        "received: 2026-11-21\nasks: [erasure]\n\
         facts: { wants-another-channel: no, person-is-living: yes, acknowledged: yes }\n",
    );
    let record = record_of(&council, &Request::load(&file).expect("it reads"));
    let sorted = serde_json::to_value(&record).expect("it is written");
    let read: Record = serde_json::from_value(sorted).expect("it reads");
    assert_eq!(read.check(), Ok(()));
    assert_eq!(read.replay(&council).expect("it is whole"), Replay::Same);
    assert_eq!(read.published(), record.published());
}

#[test]
fn what_was_published_shows_that_the_newest_record_is_missing_or_made_anew() {
    let council = council();
    let advice = council.decide(&newsletter()).expect("it is decided");
    let salted = |record: Result<Record, Broken>, salt: &str| {
        record
            .and_then(|record| record.with_salt(salt))
            .expect("it is kept")
    };
    let first = salted(
        Record::of(&advice, "2026/0412", Occasion::OPENED),
        "b7c1f0e2",
    );
    let second = salted(first.next(&advice, Occasion::Learnt), "93ad41c8");
    let published = [first.published(), second.published()];
    let chain = [first.clone(), second];
    assert_eq!(Record::check_published(&chain, &published), Ok(()));
    let cut = Record::check_published(&chain[..1], &published);
    assert_eq!(cut, Err(Broken::NotAsPublished { number: 2 }));
    assert_eq!(Record::check_all(&[]), Ok(()));
    assert!(Record::check_published(&[], &published).is_err());
    // Another occasion, with a digest that fits: nothing but what was published tells.
    let on = Date::constant(2026, 12, 1);
    let anew = salted(first.next(&advice, Occasion::Withdrawn { on }), "93ad41c8");
    let made_anew = [first.clone(), anew];
    assert_eq!(Record::check_all(&made_anew), Ok(()));
    let found = Record::check_published(&made_anew, &published);
    assert_eq!(found, Err(Broken::NotAsPublished { number: 2 }));
    // The same request with another salt has another digest.
    let other = salted(
        Record::of(&advice, "2026/0412", Occasion::OPENED),
        "00000000",
    );
    assert_ne!(other.published().record, first.published().record);
}

#[test]
fn a_record_of_another_form_is_refused_with_its_name() {
    let record = record_of(&council(), &newsletter());
    let newer = resealed(&record, |value| value["schema"]["version"] = 2.into());
    let refused = newer.check().expect_err("it is newer");
    assert!(
        matches!(refused, Broken::OtherForm { version: 2, .. }),
        "{refused}"
    );
}
