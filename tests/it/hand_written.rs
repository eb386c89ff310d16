//! The hand-written floor of the benchmarks says what the library says, and what the rules of the benchmarks say.

#[allow(dead_code)]
#[path = "../../benches/hand_written/mod.rs"]
mod by_hand;
#[path = "../../benches/fixture/mod.rs"]
mod fixture;
use crate::{drawn::Draw, oracle};

use by_hand::{Effects, Known, outcome};
use data_subject_rights::{
    calendar::Date,
    decision::{BookDecision, Effect},
    engine::{Evaluation, Program},
    fact::{Domain, Extent, Facts, Members, Provenance, Value, Vocabulary},
    law::{Right, Term},
    rule::{Dates, Edition, RuleBook},
};
use oracle::{Answer, Complete, Oracle, possible};

/// The day for which the hand-written decisions are written.
fn dates() -> Dates {
    let day = Date::constant(2026, 11, 21);
    Dates {
        replied: Some(day),
        ..Dates::received(day)
    }
}

/// True once in so many times.
fn once_in(draw: &mut Draw, times: u64) -> bool {
    draw.next().is_multiple_of(times)
}

/// Complete facts as the benchmarks draw them: every value as likely as any other.
fn even(vocabulary: &Vocabulary, seed: u64) -> Complete {
    let mut draw = Draw::from(seed);
    let facts = vocabulary.iter();
    facts
        .map(|(id, declared)| (id, draw.value(declared.domain)))
        .collect()
}

/// Complete facts as in life, where few things are so at once. Of evenly drawn cases seven in eight
/// are out of scope, and in the others so much is so that a single rule hardly ever decides alone.
fn lean(vocabulary: &Vocabulary, seed: u64) -> Complete {
    let mut draw = Draw::from(!seed);
    vocabulary
        .iter()
        .map(|(id, declared)| {
            let usual = [
                "council-is-controller",
                "person-is-living",
                "information-held",
            ];
            let value = match declared.domain {
                Domain::YesNo if usual.contains(&declared.id.as_str()) => {
                    Value::YesNo(!once_in(&mut draw, 16))
                }
                Domain::YesNo => Value::YesNo(once_in(&mut draw, 3)),
                Domain::Extent if once_in(&mut draw, 2) => Value::Extent(Extent::None),
                Domain::Extent => Value::Extent(Extent::ALL[(draw.next() % 3) as usize]),
                Domain::OneOf(terms) => {
                    let member = if once_in(&mut draw, 2) {
                        0
                    } else {
                        draw.next() % terms.len() as u64
                    };
                    Value::Members(Members::exactly(1 << member, terms.len()))
                }
                Domain::SetOf(terms) => {
                    let mask = draw.next() & draw.next() & draw.next();
                    Value::Members(Members::exactly(
                        mask & ((1 << terms.len()) - 1),
                        terms.len(),
                    ))
                }
            };
            (id, value)
        })
        .collect()
}

/// Complete cases that the vocabulary allows: evenly drawn and lean ones by turns.
fn cases(vocabulary: &Vocabulary, from: u64) -> impl Iterator<Item = (u64, Complete)> {
    let allowed = |drawn: fn(&Vocabulary, u64) -> Complete| {
        (from..)
            .map(move |seed| (seed, drawn(vocabulary, seed)))
            .filter(|(_, case)| possible(vocabulary, case))
    };
    allowed(even)
        .zip(allowed(lean))
        .flat_map(|(even, lean)| [even, lean])
}

/// The facts that are left when some are hidden: from none to nearly all. Some sets keep members.
fn partial(case: &Complete, seed: u64) -> Facts {
    let mut draw = Draw::from(seed ^ 0x5eed);
    let one_in = [2, 4, 8, 16][(draw.next() % 4) as usize];
    let mut facts = Facts::default();
    for (id, value) in case {
        let keep = draw.next();
        let left = match *value {
            value if !once_in(&mut draw, one_in) => Some(value),
            Value::Members(members) if keep & 1 == 0 => Some(Value::Members(Members {
                present: members.present & (keep >> 1),
                absent: members.absent & (keep >> 1),
            })),
            _ => None,
        };
        if let Some(left) = left {
            facts.know(*id, left, Provenance::derived("a test", "it was drawn"));
        }
    }
    facts
}

fn whole(case: &Complete) -> Facts {
    let mut facts = Facts::default();
    for (id, value) in case {
        facts.know(*id, *value, Provenance::derived("a test", "it was drawn"));
    }
    facts
}

/// What the library holds possible.
fn decided(evaluation: &Evaluation<'_>, right: Right) -> Effects {
    BookDecision::of(evaluation, right, &[])
        .effects()
        .into_iter()
        .map(|effect| match effect {
            Effect::Applies => Effects::APPLIES,
            Effect::AppliesInPart => Effects::APPLIES_IN_PART,
            Effect::DoesNotApply => Effects::DOES_NOT_APPLY,
            Effect::OutOfScope => Effects::OUT_OF_SCOPE,
            Effect::Silent => Effects::SILENT,
        })
        .reduce(|all, effect| all | effect)
        .expect("some effect is possible")
}

fn answered(book: &RuleBook, facts: &Complete, right: Right) -> Effects {
    let dates = dates();
    match (Oracle { book, facts, dates }).answer(right) {
        Answer::Applies => Effects::APPLIES,
        Answer::InPart => Effects::APPLIES_IN_PART,
        Answer::Not => Effects::DOES_NOT_APPLY,
        Answer::OutOfScope => Effects::OUT_OF_SCOPE,
        Answer::Silent => Effects::SILENT,
    }
}

/// Over 2,000 complete cases: the effect that the library finds.
#[test]
fn it_says_what_the_library_says_of_complete_facts() {
    let book = &fixture::procedure();
    let program = Program::compile(book.clone(), Edition::AsDeemed);
    for (seed, case) in cases(book.vocabulary(), 0).take(2000) {
        let facts = whole(&case);
        let known = Known::from_facts(book.vocabulary(), &facts);
        let evaluation = Evaluation::new(&program, &facts, dates());
        for right in Right::all() {
            let theirs = decided(&evaluation, right);
            assert_eq!(outcome(right, &known), theirs, "{right}, case {seed}");
        }
    }
}

/// Over 2,000 partial cases: every effect that the library holds possible, with the truth among them,
/// and seldom one more.
///
/// The library leaves out whatever no completion of the facts leads to. This does not go so far: not
/// where all capacities but one are out, nor where an unanswered fact follows from an answered one by
/// what the vocabulary calls impossible, nor where one open fact speaks for two grounds in opposite ways.
#[test]
fn it_holds_possible_what_the_library_holds_possible() {
    let book = &fixture::procedure();
    let program = Program::compile(book.clone(), Edition::AsDeemed);
    let (mut open, mut wider) = (0, 0);
    for (seed, case) in cases(book.vocabulary(), 1 << 32).take(2000) {
        let facts = partial(&case, seed);
        let known = Known::from_facts(book.vocabulary(), &facts);
        let evaluation = Evaluation::new(&program, &facts, dates());
        for right in Right::all() {
            let (ours, theirs) = (outcome(right, &known), decided(&evaluation, right));
            assert!(ours.has(theirs), "{right}, case {seed}: {theirs:?}");
            let truth = answered(book, &case, right);
            assert!(ours.has(truth), "{right}, case {seed}: {truth:?}");
            open += usize::from(theirs != truth);
            wider += usize::from(ours != theirs);
        }
    }
    assert!(open > 4000, "only {open} of 22,000 outcomes are open");
    assert!(wider < 300, "{wider} of 22,000 outcomes have one more");
}

/// Over so many lean cases that every rule decides some of them: what the rules say, read literally.
#[test]
fn it_says_what_the_oracle_says() {
    let book = &fixture::procedure();
    for seed in 0..25_000 {
        let case = lean(book.vocabulary(), seed);
        let known = Known::from_facts(book.vocabulary(), &whole(&case));
        assert!(known.is_complete(), "case {seed}");
        for right in Right::all() {
            let answer = answered(book, &case, right);
            assert_eq!(outcome(right, &known), answer, "{right}, case {seed}");
        }
    }
}
