//! What reasons cost: evaluating and deciding in words, beside a two-valued walk of the rules that gives outcomes alone.

use std::hint::black_box;

use data_subject_rights::{
    calendar::Date,
    decision::BookDecision,
    engine::{Evaluation, Program},
    fact::{Facts, Provenance, Vocabulary},
    law::Right,
    rule::Dates,
};

use super::{
    drawn::Draw,
    oracle::{Complete, Oracle},
    times,
};

const DRAWN: u64 = 256;

/// Complete facts, drawn from a seed so that every run times the same cases.
fn complete(vocabulary: &Vocabulary, seed: u64) -> Complete {
    let mut draw = Draw::from(seed);
    let facts = vocabulary.iter();
    facts
        .map(|(id, declared)| (id, draw.value(declared.domain)))
        .collect()
}

pub fn deciding(program: &Program) {
    let book = program.book();
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let cases: Vec<Complete> = (0..DRAWN)
        .map(|seed| complete(book.vocabulary(), seed))
        .collect();
    let known: Vec<Facts> = cases
        .iter()
        .map(|case| {
            let mut facts = Facts::default();
            for (id, value) in case {
                facts.know(*id, *value, Provenance::derived("a bench", "drawn"));
            }
            facts
        })
        .collect();
    println!("erasure over complete facts, {DRAWN} cases: ns (ratio to the walk)");
    let measured = times(
        cases.len(),
        &mut [
            &mut || {
                for facts in &cases {
                    let oracle = Oracle { book, facts, dates };
                    black_box(oracle.answer(Right::Erasure));
                }
            },
            &mut || {
                for facts in &known {
                    black_box(Evaluation::new(program, facts, dates));
                }
            },
            &mut || {
                for facts in &known {
                    let evaluation = Evaluation::new(program, facts, dates);
                    black_box(BookDecision::of(&evaluation, Right::Erasure, &[]));
                }
            },
        ],
    );
    let subjects = [
        "two-valued walk of the rules, outcome only",
        "three-valued evaluation of the whole book",
        "reasoned decision",
    ];
    for (subject, time) in subjects.into_iter().zip(&measured) {
        println!("  {subject:<44} {time:>9.0} ({:.1})", time / measured[0]);
    }
}
