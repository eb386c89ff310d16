//! Standing answers of a register: once for all requests, until a day of review.

use data_subject_rights::{
    Controller,
    calendar::Date,
    case::{About, Register, Request},
    fact::{Origin, Value},
    law::Right,
    source::SourceFile,
};

const REGISTER: &str = "
register: desk
title: The service desk
controller: City of Doncaster Council
source: Notice
activities:
  - activity: calls
    title: Calls
    about: People call the desk.
    provisions: [notice/use/1]
    categories: [name]
    cctv: no
    lawful-bases: [public-task]
    public-task-limbs: not-stated
    special-category-conditions: []
    schedule-1-conditions: not-stated
    purposes: [service-delivery]
    source: person
    recipients: not-stated
    processors: not-stated
    transfers: not-stated
    retention: not-stated
    required: no
    published: not-stated
    automated-decisions: not-stated
    standing:
      - { fact: law-enforcement-raised, is: no, by: Ana Reyes, on: 2026-01-05, review-by: 2026-12-31 }
";

fn council(register: &str) -> Controller {
    let register = Register::load(&SourceFile::new("desk.yaml", register)).expect("it reads");
    crate::common::doncaster().with_register(register)
}

fn about(day: Date) -> Request {
    Request::received(day)
        .asks(Right::Access)
        .about(About::activity("desk/calls"))
}

/// What is known of a use for law enforcement: the value, and who said so.
fn known(council: &Controller, request: &Request) -> Option<(Value, String, Origin)> {
    let situation = council.situations(request).expect("it is read").remove(0);
    let fact = council
        .procedure()
        .vocabulary()
        .find("law-enforcement-raised")?;
    let known = situation.facts.known(fact)?;
    let provenance = &known.provenance;
    Some((known.value, provenance.by.clone(), provenance.origin))
}

#[test]
fn it_holds_until_the_day_of_review_and_no_longer() {
    let council = council(REGISTER);
    let stands = (
        Value::YesNo(false),
        "Ana Reyes".to_owned(),
        Origin::Register,
    );
    let last = about(Date::constant(2026, 12, 31));
    assert_eq!(known(&council, &last), Some(stands));
    let after = about(Date::constant(2027, 1, 1));
    assert_eq!(known(&council, &after), None);
}

#[test]
fn what_a_request_says_stands_before_it() {
    let council = council(REGISTER);
    let request = Request::received(Date::constant(2026, 6, 1))
        .asks(Right::Access)
        .about(About::activity("desk/calls").fact("law-enforcement-raised", true, "an officer"));
    let said = known(&council, &request);
    assert_eq!(said.map(|(value, ..)| value), Some(Value::YesNo(true)));
}

#[test]
fn a_judgement_or_a_fact_of_one_request_is_no_standing_answer() {
    for (fact, is) in [
        ("law-enforcement-processing", "no"),
        ("answer-sent", "yes"),
        ("no-such-fact", "yes"),
    ] {
        let register = REGISTER
            .replace("law-enforcement-raised", fact)
            .replace("is: no", &format!("is: {is}"));
        let refused = council(&register).decide(&about(Date::constant(2026, 6, 1)));
        assert!(refused.is_err(), "{fact}");
    }
}
