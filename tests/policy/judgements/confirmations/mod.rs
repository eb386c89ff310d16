//! Confirmations: a person stands by every refusal, and by that answer alone.

use data_subject_rights::{
    calendar::Date,
    case::{Confirmation, Judgement},
    decision::Outcome,
    explain,
    law::Right,
};

use super::{
    common::{council, read_cases},
    compelling, objection,
};

/// Every refusal, whole or in part, waits for a person; no grant and nothing open does.
#[test]
fn a_person_must_stand_by_every_refusal_and_by_no_grant() {
    let council = council();
    let (mut refused, mut others) = (0, 0);
    for (name, request) in read_cases() {
        let advice = council.decide(&request).expect("it is decided");
        for decision in &advice.groups {
            let is_adverse = decision.books().any(|(_, book)| {
                matches!(
                    book.outcome,
                    Outcome::DoesNotApply | Outcome::AppliesInPart | Outcome::OutOfScope
                )
            });
            assert_eq!(decision.confirmation.is_some(), is_adverse, "{name}");
            match &decision.confirmation {
                Some(confirmation) => {
                    refused += 1;
                    assert!(confirmation.is_needed(), "{name}: nobody has confirmed it");
                }
                None => others += 1,
            }
        }
    }
    assert!(
        refused > 50 && others > 20,
        "{refused} refused, {others} others"
    );
}

#[test]
fn a_confirmation_is_of_one_answer_and_no_other() {
    let council = council().procedure_alone();
    let confirmed = |judged: Judgement, of: Outcome| {
        let confirmation = Confirmation::of(
            Right::Objection,
            of,
            "Ruth Adeyemi",
            "head of information governance",
            Date::constant(2026, 11, 25),
        );
        let request = objection(Some(judged)).confirmed(confirmation);
        let advice = council.decide(&request).expect("it is decided");
        let reasons = council.reasons(&request).expect("it is decided");
        let confirmation = advice.groups[0].confirmation.clone();
        assert_eq!(confirmation, reasons.decisions[0].confirmation);
        (confirmation, explain::reasons(&reasons))
    };
    let (stands, page) = confirmed(compelling(true), Outcome::DoesNotApply);
    let stands = stands.expect("it is adverse");
    assert!(!stands.is_needed());
    assert!(
        page.contains("Confirmed by Ruth Adeyemi, head of information governance"),
        "{page}"
    );
    let (other, page) = confirmed(compelling(true), Outcome::AppliesInPart);
    let other = other.expect("it is adverse");
    assert!(other.is_needed() && other.of_another_answer.len() == 1);
    assert!(
        page.contains("confirmed an answer on 25 November 2026"),
        "{page}"
    );
    let (granted, _) = confirmed(compelling(false), Outcome::Applies);
    assert!(granted.is_none());
}

/// What was judged after somebody looked at an answer was not looked at; an answer that is open by law is none.
#[test]
fn a_confirmation_does_not_cover_what_came_after_it() {
    let council = council();
    let confirmed = |on: Date, law: Outcome| {
        let confirmation = Confirmation::of(
            Right::Objection,
            Outcome::DoesNotApply,
            "Ruth Adeyemi",
            "head of information governance",
            on,
        );
        let request = objection(Some(compelling(true))).confirmed(confirmation.by_law(law));
        let advice = council.decide(&request).expect("it is decided");
        let decision = &advice.groups[0];
        let law = decision.statute.as_ref().expect("there is one").outcome;
        (decision.confirmation.clone().expect("it is adverse"), law)
    };
    let (after, law) = confirmed(Date::constant(2026, 11, 25), Outcome::Open);
    assert_eq!(law, Outcome::Open);
    assert!(after.is_needed() && after.of_another_answer.len() == 1);
    let alone = council.clone().procedure_alone();
    let before = Confirmation::of(
        Right::Objection,
        Outcome::DoesNotApply,
        "Ruth Adeyemi",
        "head of information governance",
        Date::constant(2026, 11, 23),
    );
    let request = objection(Some(compelling(true))).confirmed(before);
    let advice = alone.decide(&request).expect("it is decided");
    let confirmation = advice.groups[0]
        .confirmation
        .clone()
        .expect("it is adverse");
    assert!(confirmation.is_needed());
}

#[test]
fn a_confirmation_of_what_was_not_asked_is_refused() {
    let council = council();
    let faults = |right: Right, on: Date| {
        let confirmation =
            Confirmation::of(right, Outcome::DoesNotApply, "Ruth Adeyemi", "head", on);
        let request = objection(None).confirmed(confirmation.about("elsewhere"));
        council
            .decide(&request)
            .expect_err("it is refused")
            .to_string()
    };
    let said = faults(Right::Erasure, Date::constant(2026, 11, 1));
    for words in [
        "does not ask for `erasure`",
        "not about `elsewhere`",
        "before the request",
    ] {
        assert!(said.contains(words), "{said}");
    }
}
