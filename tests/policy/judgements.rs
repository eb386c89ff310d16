//! Judgements, burdens and confirmations: nothing adverse rests on a judgement that nobody recorded, a burden
//! counts only where a case is closed, and a person stands by every refusal.

use crate::common;
mod confirmations;
use crate::drawn;

use std::collections::BTreeSet;

use common::council;
use data_subject_rights::{
    Controller,
    calendar::Date,
    case::{About, Answer, Closing, Judgement, Request},
    decision::{BookOutlook, Outcome},
    engine::{Program, Target},
    explain,
    fact::{Domain, Extent, FactId, FactKind, Origin, Value, WhyUnknown},
    inquiry::CostModel,
    law::{Capacity, Right, Term},
    rule::Dates,
    source::SourceFile,
    unstable::{Diagram, Marks, right_value},
};
use drawn::Draw;

const DAY: Date = Date::constant(2026, 11, 21);

/// Every value that a judgement may have, as files write it.
fn answers(domain: Domain) -> Vec<&'static str> {
    match domain {
        Domain::YesNo => vec!["yes", "no"],
        Domain::Extent => vec!["none", "part", "whole"],
        Domain::OneOf(_) | Domain::SetOf(_) => panic!("no judgement takes terms"),
    }
}

/// Every judgement of the vocabulary, every value of it, and every way of leaving its record incomplete: each
/// enters as unknown. With its record it is known.
#[test]
fn a_value_without_its_record_is_unknown() {
    let council = council();
    let vocabulary = council.procedure().vocabulary();
    let record = [
        ("by", "by: Asha Patel"),
        ("role", "role: information governance officer"),
        ("on", "on: 2026-11-24"),
        ("reasons", "reasons: It is so."),
    ];
    let mut tried = 0;
    for (fact, declared) in vocabulary.iter() {
        if declared.kind != FactKind::Judgement {
            continue;
        }
        let id = &declared.id;
        for answer in answers(declared.domain) {
            let entered = |said: String| {
                let file =
                    format!("received: 2026-11-21\nasks: [access]\nabout:\n  - matter: it\n{said}");
                let request = Request::load(&SourceFile::new("request.yaml", &file))
                    .unwrap_or_else(|faults| panic!("{faults}"));
                let mut found = council.situations(&request).ok()?;
                Some(found.remove(0).facts)
            };
            let judged = |left_out: Option<&str>| {
                let fields: Vec<&str> = record
                    .iter()
                    .filter(|(name, _)| Some(*name) != left_out)
                    .map(|(_, field)| *field)
                    .collect();
                let fields = fields.join("\n        ");
                format!(
                    "    judgements:\n      - judgement: {id}\n        is: {answer}\n        {fields}\n"
                )
            };
            let stated = format!("    facts: {{ {id}: {answer} }}\n");
            let incomplete = record.iter().map(|(name, _)| judged(Some(name)));
            for said in incomplete.chain([stated]) {
                tried += 1;
                let facts = entered(said).expect("nothing contradicts what is unknown");
                assert_eq!(facts.value(fact), None, "{id}");
                assert_eq!(facts.why_unknown(fact), WhyUnknown::NeedsJudgement, "{id}");
            }
            // The whole record makes it known, unless something else that follows contradicts it.
            if let Some(facts) = entered(judged(None)) {
                assert!(facts.value(fact).is_some(), "{id}");
                let known = facts.known(fact).expect("known");
                assert_eq!(known.provenance.origin, Origin::Judgement);
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

/// How many ways through a diagram are walked. A diagram of the procedure has fewer: all are.
const WAYS: usize = if cfg!(debug_assertions) {
    2_000
} else {
    20_000
};

/// So few ways are all walked.
const FEW: usize = if cfg!(debug_assertions) {
    3_000
} else {
    40_000
};

/// Ways through a diagram that lead to a value that is wanted: all of them where there are few, else drawn.
fn ways(
    diagram: &Diagram,
    is_wanted: impl Fn(u8) -> bool + Copy,
    seeds: &mut Draw,
) -> Vec<Vec<(usize, bool)>> {
    let all: Vec<Vec<(usize, bool)>> = diagram.cubes(is_wanted).take(FEW).collect();
    if all.len() < FEW {
        return all;
    }
    // The cheapest way, every answer at a price that is drawn anew each time.
    (0..WAYS)
        .filter_map(|_| {
            let seed = seeds.next();
            let price = |bit: usize, yes: bool| {
                let place = 2 * bit as u64 + u64::from(yes);
                Draw::from(seed ^ place.wrapping_mul(0x9e37_79b9)).next() % 1000
            };
            diagram.cheapest(is_wanted, price).map(|(_, way)| way)
        })
        .collect()
}

/// Over the whole space of each right: take any situation that comes out adverse. Leave its judgements
/// unrecorded. Then either the answer is open, or it is adverse whatever those judgements would have been:
/// none of it rests on them.
#[test]
fn no_adverse_outcome_rests_on_an_unrecorded_judgement() {
    let council = council();
    let (mut open, mut settled) = (0u32, 0u32);
    let mut seeds = Draw::from(2026);
    for program in [council.program(), council.statute().expect("there is one")] {
        let judgements: Vec<FactId> = program
            .book()
            .vocabulary()
            .iter()
            .filter(|(_, declared)| declared.kind == FactKind::Judgement)
            .map(|(fact, _)| fact)
            .collect();
        let base = base(&council, program);
        for right in Right::all() {
            let diagram = program
                .diagram_in(Target::Right(right), &base)
                .expect("it is drawn");
            let is_adverse =
                |value: u8| [right_value::DOES_NOT_APPLY, right_value::IN_PART].contains(&value);
            let mut marks = Marks::default();
            let mut scratch = program.scratch();
            let mut looked = 0;
            for cube in ways(&diagram, is_adverse, &mut seeds) {
                looked += 1;
                let mut case = base.clone();
                know(program, &mut case, &cube);
                for fact in &judgements {
                    program.forget(&mut case, *fact);
                }
                let verdict = program.outcome(right, &case, &mut scratch);
                if verdict.effects.is_open() {
                    open += 1;
                    continue;
                }
                settled += 1;
                // The verdict without any judgement: no completion, whatever it judges, comes out otherwise.
                let possible = diagram.possible(&case, &mut marks);
                assert!(
                    matches!(possible.as_slice(), [one] if is_adverse(*one)),
                    "{right:?}: {possible:?}"
                );
            }
            let silent = program.book().entitlements(right).is_empty();
            assert!(looked > 0 || silent, "{right:?} is never refused");
        }
    }
    assert!(
        open > 1000 && settled > 1000,
        "{open} open, {settled} settled"
    );
}

fn base(council: &Controller, program: &Program) -> data_subject_rights::unstable::Masks {
    let request = Request::received(DAY)
        .made_as(Capacity::DataSubject)
        .asks(Right::Access)
        .about(About::matter("it").fact("council-is-controller", true, "the service"));
    let situation = council.situations(&request).expect("it reads").remove(0);
    program.case_of(&situation.facts, &Dates::received(DAY))
}

/// Enters the answers of a way through a diagram, fact by fact.
fn know(
    program: &Program,
    case: &mut data_subject_rights::unstable::Masks,
    cube: &[(usize, bool)],
) {
    let vocabulary = program.book().vocabulary();
    let facts: BTreeSet<FactId> = cube
        .iter()
        .filter_map(|(bit, _)| program.atom(*bit).and_then(|atom| atom.fact()))
        .collect();
    for fact in facts {
        let Some((first, size)) = program.bits_of(fact) else {
            continue;
        };
        let said = |at: usize| {
            cube.iter()
                .find(|(bit, _)| *bit == first + at)
                .map(|(_, yes)| *yes)
        };
        let value = match vocabulary.get(fact).map(|declared| declared.domain) {
            Some(Domain::YesNo) => said(0).map(Value::YesNo),
            Some(Domain::Extent) => match (said(0), said(1)) {
                (Some(false), _) => Some(Value::Extent(Extent::None)),
                (_, Some(true)) => Some(Value::Extent(Extent::Whole)),
                (Some(true), Some(false)) => Some(Value::Extent(Extent::Part)),
                _ => None,
            },
            Some(_) => {
                let mask = |wanted: bool| {
                    (0..size)
                        .filter(|at| said(*at) == Some(wanted))
                        .fold(0u64, |all, at| all | 1 << at)
                };
                Some(Value::Members(data_subject_rights::fact::Members {
                    present: mask(true),
                    absent: mask(false),
                }))
            }
            None => None,
        };
        if let Some(value) = value {
            program.know(case, fact, value);
        }
    }
}

fn objection(judgement: Option<Judgement>) -> Request {
    let terms = |term: &str| Answer::Exactly(vec![term.to_owned()]);
    let mut about = About::matter("correspondence")
        .fact("council-is-controller", true, "the service")
        .fact("lawful-basis", terms("public-task"), "the service")
        .fact("purpose", terms("service-delivery"), "the service")
        .fact("retention-elapsed", false, "the service");
    if let Some(judgement) = judgement {
        about = about.judgement(judgement);
    }
    Request::received(DAY)
        .made_as(Capacity::DataSubject)
        .asks(Right::Objection)
        .about(about)
}

fn compelling(is: bool) -> Judgement {
    Judgement::recorded(
        "compelling-legitimate-grounds",
        is,
        "Asha Patel",
        "information governance officer",
        Date::constant(2026, 11, 24),
        "The e-mails show what was advised, and when.",
    )
}

#[test]
fn a_judgement_is_shown_with_its_record_and_its_weight() {
    let council = council().procedure_alone();
    let judged = compelling(true)
        .considering("What the person says of their own situation.")
        .considering("How long ago the advice was given.")
        .with_evidence("e-mail of 23 November 2026")
        .to_be_reviewed_by(Date::constant(2027, 11, 24));
    let outlook = council
        .outlook(&objection(Some(judged)), &CostModel::default())
        .expect("it is decided");
    let book: &BookOutlook = &outlook.parts[0].procedure;
    assert_eq!(book.outcome, Outcome::DoesNotApply);
    let judgement = &book.judgements[0];
    assert_eq!(judgement.role, "information governance officer");
    assert_eq!(
        judgement.also_considered,
        ["How long ago the advice was given."]
    );
    assert_eq!(
        judgement
            .factors
            .iter()
            .filter(|(_, weighed)| *weighed)
            .count(),
        1
    );
    assert!(
        judgement.weight.is_some_and(|weight| weight > 0.0),
        "{judgement:?}"
    );
    let page = explain::outlook(&outlook);
    for words in [
        "Weighed:",
        "Not on record as weighed:",
        "Evidence:",
        "24 November 2027",
        "of the possible cases",
    ] {
        assert!(page.contains(words), "{page}");
    }
}

/// A judgement counts until the day by which it is to be made again; on the day after it is asked for anew.
#[test]
fn a_judgement_past_its_review_is_asked_for_again() {
    let council = council().procedure_alone();
    let decided = |replied: Date| {
        let judged = compelling(true).to_be_reviewed_by(Date::constant(2026, 12, 1));
        let request = objection(Some(judged)).replied(replied);
        let advice = council.reasons(&request).expect("it is decided");
        advice.decisions[0].procedure.clone()
    };
    let in_time = decided(Date::constant(2026, 12, 1));
    assert_eq!(in_time.outcome, Outcome::DoesNotApply);
    let late = decided(Date::constant(2026, 12, 2));
    assert_eq!(late.outcome, Outcome::Open);
    let asked = late
        .questions
        .iter()
        .find(|asked| asked.fact == "compelling-legitimate-grounds");
    assert_eq!(asked.expect("it is asked").unknown, WhyUnknown::Stale);
}

/// Art.21(1): the controller must show compelling grounds. Until somebody closes the case they are open; then
/// they count as not shown, with the provision, and the objection stands.
#[test]
fn closing_a_case_counts_what_was_not_shown_against_the_one_who_must_show_it() {
    let council = council().procedure_alone();
    let open = council.reasons(&objection(None)).expect("it is decided");
    assert_eq!(open.decisions[0].procedure.outcome, Outcome::Open);

    let closed = objection(None).closed(Closing::by("Asha Patel", Date::constant(2026, 12, 21)));
    let advice = council.reasons(&closed).expect("it is decided");
    assert_eq!(advice.decisions[0].procedure.outcome, Outcome::Applies);
    let page = explain::reasons(&advice);
    assert!(page.contains("CLOSED WITHOUT AN ANSWER"), "{page}");
    assert!(
        page.contains("The council had to show it and did not."),
        "{page}"
    );
    assert!(
        page.contains("not shown by the council, 21 December 2026"),
        "{page}"
    );
    assert!(page.contains("UK GDPR art.21(1)"), "{page}");
    // What somebody judged stands: closing moves nothing that is known.
    let judged = objection(Some(compelling(true)))
        .closed(Closing::by("Asha Patel", Date::constant(2026, 12, 21)));
    let advice = council.reasons(&judged).expect("it is decided");
    assert_eq!(advice.decisions[0].procedure.outcome, Outcome::DoesNotApply);
}

/// Art.12(6): nobody need show who they are until there is reason to doubt it; once there is, it is for the
/// requester. Arts 11(2) and 12(5): it is for the controller.
#[test]
fn the_burdens_are_where_the_law_puts_them() {
    let council = council();
    let vocabulary = council.procedure().vocabulary();
    let situation = |facts: &str| {
        let file = format!(
            "received: 2026-11-21\ncapacity: data-subject\nasks: [access]\n\
             closed: {{ by: Asha Patel, on: 2026-12-21 }}\n{facts}\n"
        );
        let request = Request::load(&SourceFile::new("request.yaml", &file)).expect("it reads");
        let mut situations = council.situations(&request).expect("it is decided");
        situations.remove(0)
    };
    let closed = |facts: &str| {
        let situation = situation(facts);
        let not_shown: Vec<(String, Option<Value>)> = vocabulary
            .iter()
            .filter(|(fact, _)| {
                let known = situation.facts.known(*fact);
                known.is_some_and(|known| known.provenance.origin == Origin::NotShown)
            })
            .map(|(fact, declared)| (declared.id.clone(), situation.facts.value(fact)))
            .collect();
        not_shown
    };
    let is_no = |facts: &str, id: &str| {
        let fact = vocabulary.find(id).expect("it is declared");
        situation(facts).facts.value(fact) == Some(Value::YesNo(false))
    };
    let shown_no = |id: &str| (id.to_owned(), Some(Value::YesNo(false)));
    let nothing_doubted = closed("");
    // What is not even unfounded is not manifestly so.
    assert!(nothing_doubted.contains(&shown_no("unfounded-or-excessive")));
    assert!(is_no("", "manifestly-unfounded-or-excessive"));
    assert!(
        !nothing_doubted
            .iter()
            .any(|(id, _)| id == "identity-confirmed")
    );
    let doubted = closed(
        "judgements:\n  - { judgement: reasonable-doubt-about-identity, is: yes, by: Asha Patel, \
         role: officer, on: 2026-11-24, reasons: The address is new. }",
    );
    assert!(!doubted.iter().any(|(id, _)| id == "identity-confirmed"));
    // Nobody fails to show what they were not asked for; what was asked for and never came is known from the events.
    let asked = "events: { identity: { asked: 2026-11-24 } }\njudgements:\n  - { judgement: reasonable-doubt-about-identity, is: yes, by: Asha Patel, \
                 role: officer, on: 2026-11-24, reasons: The address is new. }";
    assert!(is_no(asked, "identity-confirmed"));
    let cannot_tell = closed("facts: { cannot-identify-raised: yes }");
    assert!(
        cannot_tell.contains(&shown_no("person-cannot-be-identified")),
        "{cannot_tell:?}"
    );
    // Nothing else is closed: no provision puts a burden there.
    for (id, _) in nothing_doubted.iter().chain(&doubted).chain(&cannot_tell) {
        let fact = vocabulary.find(id).and_then(|fact| vocabulary.get(fact));
        assert!(
            fact.and_then(|fact| fact.burden.as_ref()?.by.as_ref())
                .is_some(),
            "{id}"
        );
    }
}
