//! The record says what made it, and holds enough to make it again: digests, the request as understood, and faults as
//! another program reads them.

use crate::common;

use std::sync::Arc;

use common::{council, councils::files_of, files};
use data_subject_rights::{
    advice::Advice,
    calendar::Date,
    case::{
        About, Answer, Asked, Closing, Confirmation, Council, Events, Item, Judgement, Milestone,
        Request, Review,
    },
    clock::read_holidays,
    decision::Outcome,
    fact::{Vocabulary, WhyUnknown},
    law::{Capacity, Channel, Entitlement, Right},
    rule::{Edition, GovernedBy, RuleBook},
    source::{Code, Diagnostic, Diagnostics, Digest, SourceFile},
};
use proptest::prelude::*;

const DAY: Date = Date::constant(2026, 11, 21);

/// Every request that a file in the repository makes.
fn every_request() -> Vec<(String, Request)> {
    let councils = common::councils::names();
    let councils = councils
        .iter()
        .map(|council| format!("tests/councils/{council}/requests"));
    let folders = ["examples/requests", "tests/cases", "tests/statute"];
    let folders = folders.map(str::to_owned).into_iter().chain(councils);
    folders
        .flat_map(|folder| files(&folder))
        .map(|(name, file)| {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            (name, request)
        })
        .collect()
}

fn json(request: &Request) -> String {
    serde_json::to_string(request).expect("it can be written")
}

/// The same JSON with the fields of each object in the order of their names.
fn sorted(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    value.to_string()
}

fn read(json: &str) -> Request {
    serde_json::from_str(json).unwrap_or_else(|fault| panic!("{fault}\n{json}"))
}

#[test]
fn every_request_of_a_file_is_read_back_from_its_json_as_it_was() {
    let all = every_request();
    assert!(all.len() > 400, "{}", all.len());
    for (name, request) in all {
        let json = json(&request);
        let again = read(&json);
        assert_eq!(again, request, "{name}");
        assert_eq!(self::json(&again), json, "{name}");
        assert_eq!(
            request.digest(),
            Some(Digest::of_text(&sorted(&json))),
            "{name}"
        );
        // The same text is a request file.
        let file = SourceFile::new("request.json", json.as_str());
        let loaded = Request::load(&file).unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        assert_eq!(loaded, request, "{name}");
    }
}

#[test]
fn a_request_is_read_from_another_format_than_json() {
    for (name, request) in every_request().into_iter().step_by(20) {
        let yaml = serde_yaml::to_string(&request).expect("it can be written");
        let again: Request = serde_yaml::from_str(&yaml).expect("it can be read");
        assert_eq!(again, request, "{name}");
        let file = SourceFile::new("request.yaml", yaml);
        assert_eq!(Request::load(&file).as_ref(), Ok(&request), "{name}");
        let value = serde_json::to_value(&request).expect("it can be written");
        let again: Request = serde_json::from_value(value).expect("it can be read");
        // A tree of values does not keep the order of the facts; what is said is the same.
        assert_eq!(json(&again).len(), json(&request).len(), "{name}");
    }
}

/// A request with everything that code can say.
fn built_in_code() -> Request {
    let asked = |day| Asked {
        on: Date::constant(2026, 11, day),
        answered: Some(Date::constant(2026, 11, day + 1)),
    };
    let mut events = Events::received(DAY);
    events.identity = Some(asked(22));
    events.fee = Some(Asked {
        on: DAY,
        answered: None,
    });
    events.clarifications = vec![asked(23), asked(25)];
    events.extension_told = Some(Date::constant(2026, 12, 1));
    let judged = Judgement::recorded(
        "no-longer-needed",
        false,
        "Sam Okoro",
        "team leader",
        DAY,
        "They still get it,\nand \"want\" it: # é\u{2028}\u{85}\u{feff}🙂\t\\.",
    )
    .considering("one")
    .with_evidence("a letter")
    .with_evidence("")
    .to_be_reviewed_by(Date::constant(2027, 11, 21));
    let unjudged = Judgement::recorded(
        "request-manifestly-unfounded",
        Answer::Unknown(WhyUnknown::NotKnown),
        "Sam Okoro",
        "team leader",
        DAY,
        "Not yet.",
    );
    let page = Item::named("  page  3 ")
        .not_yet(Milestone::Published)
        .dated(Milestone::Created, DAY)
        .fact("is-copy", "none", "")
        .item(Item::named(""));
    Request::received(DAY)
        .titled("yes")
        .recorded_by("the front desk")
        .replied(Date::constant(2026, 12, 3))
        .through(Channel::Electronic)
        .made_as(Capacity::Representative)
        .asks(Right::Erasure)
        .asks_about(Right::Access, "a matter")
        .asks_only([Entitlement::AccessCopy, Entitlement::AccessConfirmation])
        .claims(Entitlement::AccessRecipients)
        .events(events)
        .fact("lawful-bases", Answer::AtLeast(vec!["consent".into()]), "x")
        .fact_on("purposes", Answer::Exactly(Vec::new()), "y", DAY)
        .fact("a", Answer::Unknown(WhyUnknown::Stale), "z")
        .fact("b", Answer::Unknown(WhyUnknown::DependsOn("c".into())), "z")
        .fact("d", Answer::Unknown(WhyUnknown::Awaiting("w".into())), "z")
        .judgement(judged)
        .judgement(unjudged)
        .review(
            Review::of("procedure/5/7".parse().expect("it is one"), "Sam", DAY, [])
                .and_of("uk-gdpr/15".parse().expect("it is one"))
                .raising("crime-exemption-raised"),
        )
        .about(About::matter("a matter").item(Item::named("file").item(page)))
        .about(About::activity("register/activity"))
        .closed(Closing::by("Asha Patel", DAY))
        .confirmed(
            Confirmation::of(Right::Erasure, Outcome::Open, "Asha", "officer", DAY)
                .by_law(Outcome::AppliesInPart)
                .about("a matter")
                .item("file"),
        )
}

#[test]
fn a_request_built_in_code_is_read_back_word_for_word() {
    let request = built_in_code();
    let json = json(&request);
    let _guard = common::pages_in("snapshots/record");
    insta::assert_snapshot!("built-in-code", json);
    assert_eq!(read(&json), request);
    assert_eq!(request.digest(), Some(Digest::of_text(&sorted(&json))));
}

/// Words with what a format may stumble over.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("yes".to_owned()),
        Just("~".to_owned()),
        Just("<<".to_owned()),
        Just("not-yet".to_owned()),
        "\\PC{0,12}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn whatever_words_code_uses_they_are_read_back(
        title in words(), name in words(), by in words(), reasons in words(), inner in words(),
    ) {
        let judged = Judgement::recorded("no-longer-needed", true, by.as_str(), "officer", DAY, reasons);
        let request = Request::received(DAY)
            .titled(title)
            .asks_about(Right::Erasure, name.as_str())
            .fact("information-held", true, by)
            .about(About::matter(name).item(
                Item::named(inner.as_str()).judgement(judged).item(Item::named(inner)),
            ));
        let json = json(&request);
        prop_assert_eq!(&read(&json), &request);
        prop_assert_eq!(request.digest(), Some(Digest::of_text(&sorted(&json))));
    }
}

#[test]
fn items_nested_beyond_what_is_decided_are_refused_and_not_followed() {
    let nested = |depth: usize| {
        let item = (1..depth).fold(Item::named("a"), |item, _| Item::named("a").item(item));
        Request::received(DAY)
            .asks(Right::Access)
            .about(About::matter("m").item(item))
    };
    let deepest = nested(32);
    assert_eq!(read(&json(&deepest)), deepest);
    assert!(serde_json::to_string(&nested(50_000)).is_err());
    assert_eq!(nested(50_000).digest(), None);
    let open = "[".repeat(100) + &"]".repeat(100);
    let fault = serde_json::from_str::<Request>(&open).expect_err("it is too deep");
    assert!(fault.to_string().contains("more than"), "{fault}");
}

#[test]
fn a_fault_in_a_request_from_another_format_is_told_as_in_a_file() {
    for (json, told) in [
        (
            r#"{"received":"2026-11-21","asks":["erasure"],"ask":1}"#,
            "has no field `ask`",
        ),
        (r#"{"received":"2026-11-21","asks":["erase"]}"#, "erase"),
        (r#"{"asks":["erasure"]}"#, "needs the field `received`"),
        (
            r#"{"received":"2026-11-31","asks":[]}"#,
            "`2026-11-31` is not a date",
        ),
        (r#"{"received":null,"asks":[]}"#, "there is no value here"),
        (
            r#"{"received":"2026-11-21","asks":[],"facts":{"a":true,"a":false}}"#,
            "written twice",
        ),
        (
            r#"{"received":"2026-11-21","asks":[],"letter":null}"#,
            "the words are missing",
        ),
        ("7", "written as fields"),
    ] {
        let fault = serde_json::from_str::<Request>(json)
            .expect_err(json)
            .to_string();
        assert!(fault.contains(told), "{json}\n{fault}");
        assert!(fault.contains("error["), "{json}\n{fault}");
    }
}

#[test]
fn what_a_record_understood_is_decided_again_to_the_same_record() {
    let council = council();
    let doncaster = every_request();
    let doncaster = doncaster.into_iter().filter(|(name, _)| name.contains('/'));
    for (name, request) in doncaster.step_by(40) {
        let advice = council
            .decide(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        assert_eq!(advice.as_understood, request, "{name}");
        let json = serde_json::to_string(&advice).expect("it can be written");
        let record: Advice = serde_json::from_str(&json).expect("it can be read");
        assert_eq!(record, advice, "{name}");
        let again = council
            .decide(&record.as_understood)
            .expect("it was decided");
        assert_eq!(
            serde_json::to_string(&again).expect("it can be written"),
            json,
            "{name}"
        );
    }
}

#[test]
fn a_summary_is_the_same_from_the_record_and_without_one() {
    let council = council();
    let request = files("examples/requests").swap_remove(0).1;
    let request = Request::load(&request).expect("it loads");
    let advice = council.decide(&request).expect("it is decided");
    assert_eq!(council.summary(&request), Ok(advice.summary()));
}

#[test]
fn a_record_names_everything_that_made_it_with_its_digest() {
    let council = council();
    let request = Request::received(DAY)
        .replied(Date::constant(2026, 12, 1))
        .asks(Right::Erasure)
        .about(About::activity("peer-support-groups/live-chat"));
    let made_with = council.decide(&request).expect("it is decided").made_with;
    let version = format!("\nversion = \"{}\"\n", made_with.version);
    assert!(common::text("Cargo.toml").contains(&version), "{version}");
    let [register] = &made_with.registers[..] else {
        panic!("one register is used: {made_with:?}");
    };
    let statute = made_with.statute.as_ref().expect("there is a statute");
    let calendar = made_with.calendar.as_ref().expect("there is a calendar");
    assert_eq!(statute.editions.first(), Some(&Edition::AsDeemed));
    assert_eq!(register.name.as_deref(), Some("peer-support-groups"));
    assert_eq!(calendar.name.as_deref(), Some("england-and-wales"));
    assert_eq!(made_with.days.get(&GovernedBy::Received), Some(&DAY));
    assert_eq!(made_with.days.len(), 2);
    let sources = [
        (&made_with.vocabulary, files_of("rules/vocabulary")),
        (&made_with.procedure, files_of("rules/procedure")),
        (statute, files_of("rules/statute")),
    ];
    // The same files from another folder, in another order, have the same digest.
    for (source, mut files) in sources {
        files.reverse();
        assert_eq!(source.digest, Some(Digest::of_files(&files)), "{source:?}");
    }
    assert!(register.digest.is_some() && calendar.digest.is_some());
    assert!(made_with.settings.digest.is_some());
    assert_eq!(made_with.request, request.digest());
}

#[test]
fn a_digest_changes_with_any_file_and_what_code_made_has_none() {
    let mut files = files_of("rules/vocabulary");
    let load = |files: &[SourceFile]| Vocabulary::load(files).expect("it loads");
    let one = load(&files);
    let first = files.remove(0);
    let text = format!("{}\n# A remark.\n", first.text());
    files.insert(0, SourceFile::new(first.name(), text));
    let other = load(&files);
    assert_eq!(one, other, "a remark says nothing");
    assert_ne!(one.digest(), other.digest());
    assert_eq!(Vocabulary::default().digest(), None);
    assert_eq!(Council::named("Northmoor").digest(), None);
    let settings = SourceFile::new("settings.yaml", "council: Northmoor\n");
    let settings = Council::load(&settings).expect("it loads");
    assert!(settings.digest().is_some());
    assert_eq!(settings.fact("foi-authority", true).digest(), None);
    let calendar = SourceFile::new("c.yaml", "calendar: a\ntitle: b\npublished: { 2026: [] }\n");
    let digest = read_holidays(&calendar).expect("it loads").digest();
    assert_eq!(digest.map(Digest::from), Some(Digest::of_file(&calendar)));
}

#[test]
fn what_a_record_keeps_of_the_request_is_small() {
    let council = crate::common::doncaster();
    let about = |items: usize| {
        let items = (0..items)
            .map(|at| Item::named(format!("file {at:03}")).dated(Milestone::Created, DAY));
        let about = items.fold(
            About::activity("peer-support-groups/live-chat"),
            About::item,
        );
        let request = Request::received(DAY)
            .made_as(Capacity::DataSubject)
            .asks(Right::Access);
        let advice = council
            .decide(&request.about(about))
            .expect("it is decided");
        json(&advice.as_understood).len() + r#","as-understood":"#.len()
    };
    let (one, many) = (about(1), about(200));
    assert!(one <= 400, "{one}");
    assert!(many - one <= 199 * (60 + "file 000".len()), "{many}");
}

#[test]
fn faults_are_read_back_as_they_were_told() {
    let file = SourceFile::new(
        "request.yaml",
        "received: 2026-11-31\nasks: [erasure]\nletters: é\nchannel: post\n",
    );
    let faults = Request::load(&file).expect_err("it has faults");
    let json = serde_json::to_value(&faults).expect("it can be written");
    assert_eq!(json.as_array().map(Vec::len), Some(3));
    let _guard = common::pages_in("snapshots/record");
    let first = serde_json::to_string_pretty(&json[0]).expect("it can be written");
    insta::assert_snapshot!("a-fault", first);
    let again: Diagnostics = serde_json::from_value(json.clone()).expect("it can be read");
    assert_eq!(again, faults);
    assert_eq!(again.to_string(), faults.to_string());
    assert_eq!(
        serde_json::to_value(&again).expect("it can be written"),
        json
    );
    let first: Diagnostic = serde_json::from_value(json[0].clone()).expect("it can be read");
    assert_eq!(
        (first.code(), first.line(), first.column()),
        (Code::NotADate, 1, 11)
    );
    assert!(serde_json::from_str::<Diagnostics>("[]").is_err());
}

#[test]
fn of_many_faults_those_that_are_shown_are_rendered() {
    let fields: String = (0..80).map(|at| format!("x{at}: 1\n")).collect();
    let file = SourceFile::new(
        "request.yaml",
        format!("received: 2026-11-21\nasks: []\n{fields}"),
    );
    let faults = Request::load(&file).expect_err("it has faults");
    let json = serde_json::to_value(&faults).expect("it can be written");
    let rendered = |fault: &serde_json::Value| fault.get("rendered").is_some();
    let all = json.as_array().expect("a list");
    assert_eq!(
        (
            all.len(),
            all.iter().filter(|fault| rendered(fault)).count()
        ),
        (80, 50)
    );
    let again: Diagnostics = serde_json::from_value(json).expect("it can be read");
    assert_eq!(again, faults);
    assert_eq!(again.to_string(), faults.to_string());
}

#[test]
fn two_books_of_one_vocabulary_say_so_wherever_it_was_read_from() {
    let load = |prefix: &str| {
        let files: Vec<SourceFile> = files_of("rules/vocabulary")
            .iter()
            .map(|file| SourceFile::new(format!("{prefix}{}", file.name()), file.text()))
            .collect();
        Vocabulary::load(&files).expect("it loads")
    };
    let (one, other) = (load(""), load("elsewhere/"));
    assert_eq!(one.digest(), other.digest());
    let procedure = RuleBook::load(Arc::new(one), &files_of("rules/procedure")).expect("it loads");
    let statute = RuleBook::load(Arc::new(other), &files_of("rules/statute")).expect("it loads");
    assert!(procedure.shares_vocabulary(&statute));
}
