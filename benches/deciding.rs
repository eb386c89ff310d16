//! What deciding costs, each beside a peer in the same run. `benches/README.md` has the numbers.

#[path = "../tests/support/drawn/mod.rs"]
mod drawn;
#[path = "../tests/support/oracle/mod.rs"]
mod oracle;

mod fixture;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use data_subject_rights::{
    calendar::Date,
    decision::BookDecision,
    engine::{Evaluation, Program},
    fact::{Facts, Provenance, Vocabulary},
    law::Right,
    rule::{Dates, Edition},
};
use drawn::Draw;
use oracle::{Complete, Oracle};

/// Complete facts, drawn from a seed so that every run times the same cases.
fn complete(vocabulary: &Vocabulary, seed: u64) -> Complete {
    let mut draw = Draw::from(seed);
    let facts = vocabulary.iter();
    facts
        .map(|(id, declared)| (id, draw.value(declared.domain)))
        .collect()
}

fn deciding(c: &mut Criterion) {
    let program = Program::compile(fixture::procedure(), Edition::AsDeemed);
    let book = program.book();
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let cases: Vec<Complete> = (0..256)
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

    let mut group = c.benchmark_group("erasure over complete facts, 256 cases");
    group.bench_function("two-valued tree walk (outcome only)", |b| {
        b.iter(|| {
            for facts in &cases {
                let oracle = Oracle { book, facts, dates };
                black_box(oracle.answer(Right::Erasure));
            }
        });
    });
    group.bench_function("three-valued evaluation of the whole book", |b| {
        b.iter(|| {
            for facts in &known {
                black_box(Evaluation::new(&program, facts, dates));
            }
        });
    });
    group.bench_function("reasoned decision", |b| {
        b.iter(|| {
            for facts in &known {
                let evaluation = Evaluation::new(&program, facts, dates);
                black_box(BookDecision::of(&evaluation, Right::Erasure, &[]));
            }
        });
    });
    group.finish();
}

fn loading(c: &mut Criterion) {
    let mut group = c.benchmark_group("reading the procedure");
    group.bench_function("serde_yaml, values only", |b| {
        b.iter(|| {
            for text in [fixture::VOCABULARY, fixture::PROCEDURE] {
                black_box(serde_yaml::from_str::<serde_yaml::Value>(text).expect("it is YAML"));
            }
        });
    });
    group.bench_function("load and check", |b| {
        b.iter(|| black_box(fixture::procedure()));
    });
    group.finish();
}

criterion_group!(benches, deciding, loading);
criterion_main!(benches);
