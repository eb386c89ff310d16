//! The table of `benches/README.md`: every figure beside its peer, in one run.
//!
//! Subjects take turns, round after round, and the median round counts; only ratios mean anything
//! across machines.

#[allow(dead_code)]
mod hand_written;

#[path = "../tests/support/drawn/mod.rs"]
mod drawn;

mod fixture;

#[path = "../tests/support/oracle/mod.rs"]
mod oracle;

#[path = "table/books.rs"]
mod books;

#[path = "table/statute.rs"]
mod statute;

#[path = "table/clock.rs"]
mod clock;

#[path = "table/plan.rs"]
mod plan;

#[path = "table/reasoned.rs"]
mod reasoned;

use std::{hint::black_box, sync::Arc, time::Instant};

use data_subject_rights::{
    calendar::Date,
    engine::{Columns, Program},
    fact::{Facts, Members, Provenance, Truth, Value},
    law::{Capacity, Right, Term},
    rule::{Dates, Edition},
    unstable::Masks,
};
use drawn::Draw;
use hand_written::Known;

/// More cases than a processor learns by heart.
const CASES: usize = 65_536;
const ROUNDS: usize = 9;

fn main() {
    // `cargo test` runs every bench once to see that it works: nothing is timed then.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let only = |part: &str| std::env::args().any(|argument| argument == part);
    if only("books") {
        books::growing();
        books::wide();
        return;
    }
    if only("reasoned") {
        reasoned::deciding(&Program::compile(fixture::procedure(), Edition::AsDeemed));
        return;
    }
    if only("clock") {
        clock::limits();
        return;
    }
    if only("plan") {
        plan::planning();
        return;
    }
    if only("statute") {
        statute::deciding();
        statute::loading();
        return;
    }
    let program = &Program::compile(fixture::procedure(), Edition::AsDeemed);
    println!("cases drawn: {CASES}, all in scope; median of {ROUNDS} rounds, subjects in turn\n");
    for (name, unknown_in) in [("complete facts", 0), ("a quarter of the facts unknown", 4)] {
        let (masks, known) = cases(program, unknown_in);
        one_by_one(name, program, &masks, &known);
        println!();
        many(name, program, &masks, &known, unknown_in == 0);
        println!();
    }
    repeated(program);
    println!();
    reasoned::deciding(program);
    println!();
    input_forms(program);
    println!();
    loading();
    println!();
    books::growing();
    println!();
    books::wide();
    println!();
    statute::deciding();
    println!();
    statute::loading();
    println!();
    clock::limits();
}

fn dates() -> Dates {
    let day = Date::constant(2026, 11, 21);
    Dates {
        replied: Some(day),
        ..Dates::received(day)
    }
}

/// Cases within the scope of the procedure, in the form of the program and in that of the hand-written
/// rules. One fact in `unknown_in` is unknown; none where that is 0.
fn cases(program: &Program, unknown_in: u64) -> (Vec<Masks>, Vec<Known>) {
    let vocabulary = program.book().vocabulary();
    let mut draw = Draw::from(1);
    let mut drawn = || {
        let mut facts = Facts::default();
        for (fact, declared) in vocabulary.iter() {
            let value = match declared.id.as_str() {
                "council-is-controller" | "person-is-living" => Value::YesNo(true),
                "capacity" => Value::Members(Members::exactly(1, Capacity::COUNT)),
                _ if unknown_in > 0 && draw.next().is_multiple_of(unknown_in) => continue,
                _ => draw.value(declared.domain),
            };
            facts.know(fact, value, Provenance::derived("a bench", "it was drawn"));
        }
        facts
    };
    (0..CASES)
        .map(|_| {
            let facts = drawn();
            let known = Known::from_facts(vocabulary, &facts);
            (program.case_of(&facts, &dates()), known)
        })
        .unzip()
}

/// Nanoseconds an item, the median over rounds in which the subjects take turns.
fn times(items: usize, subjects: &mut [&mut dyn FnMut()]) -> Vec<f64> {
    let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); subjects.len()];
    for _ in 0..ROUNDS {
        for (subject, rounds) in subjects.iter_mut().zip(&mut rounds) {
            let start = Instant::now();
            subject();
            rounds.push(start.elapsed().as_nanos() as f64 / items as f64);
        }
    }
    rounds
        .into_iter()
        .map(|mut rounds| {
            rounds.sort_by(f64::total_cmp);
            rounds[ROUNDS / 2]
        })
        .collect()
}

fn one_by_one(name: &str, program: &Program, masks: &[Masks], known: &[Known]) {
    println!("one case at a time, {name}: ns (ratio to hand-written)");
    println!(
        "| right | hand-written outcome | outcome | reasoned decision, every rule read | duties and powers |"
    );
    println!("|---|---|---|---|---|");
    let mut scratch = [program.scratch(), program.scratch(), program.scratch()];
    let mut sums = [0.0; 4];
    for right in Right::all() {
        let [first, second, third] = &mut scratch;
        let found = times(
            CASES,
            &mut [
                &mut || {
                    for case in known {
                        black_box(hand_written::outcome(right, black_box(case)));
                    }
                },
                &mut || {
                    for case in masks {
                        black_box(program.outcome(right, black_box(case), first));
                    }
                },
                &mut || {
                    for case in masks {
                        let decided = program.decide(right, black_box(case), second);
                        for rule in decided.rules() {
                            black_box(rule);
                        }
                        black_box(decided.outcome());
                    }
                },
                &mut || {
                    for case in masks {
                        black_box(program.duties(right, black_box(case), third).len());
                    }
                },
            ],
        );
        row(right.code(), &found);
        for (sum, found) in sums.iter_mut().zip(found) {
            *sum += found / Right::COUNT as f64;
        }
    }
    row("mean", &sums);
}

fn row(name: &str, found: &[f64]) {
    let cells: Vec<String> = found
        .iter()
        .map(|time| format!("{time:.1} ({:.1})", time / found[0]))
        .collect();
    println!("| {name} | {} |", cells.join(" | "));
}

fn many(name: &str, program: &Program, masks: &[Masks], known: &[Known], complete: bool) {
    println!(
        "many cases at once, every right, {name}: ns a decision (times as fast as hand-written)"
    );
    let words = CASES / 64;
    let columns: Vec<(Vec<u64>, Vec<u64>)> = (0..program.bits())
        .map(|bit| {
            let (mut values, mut valid) = (vec![0u64; words], vec![0u64; words]);
            for (at, case) in masks.iter().enumerate() {
                let truth = case.truth(bit);
                values[at / 64] |= u64::from(truth == Truth::Yes) << (at % 64);
                valid[at / 64] |= u64::from(truth != Truth::Unknown) << (at % 64);
            }
            (values, valid)
        })
        .collect();
    let mut filled = Columns::new(program, CASES, &dates());
    for (bit, (values, valid)) in columns.iter().enumerate() {
        filled.fill(bit, values, (!complete).then_some(valid.as_slice()));
    }
    let rights: Vec<Right> = Right::all().collect();
    let decisions = CASES * rights.len();
    let found = times(
        decisions,
        &mut [
            &mut || {
                for case in known {
                    for right in &rights {
                        black_box(hand_written::outcome(*right, black_box(case)));
                    }
                }
            },
            &mut || {
                black_box(program.decide_batch(&rights, masks));
            },
            &mut || {
                black_box(program.decide_columns(&rights, &filled));
            },
        ],
    );
    for (name, time) in ["hand-written, one at a time", "from rows", "from columns"]
        .into_iter()
        .zip(&found)
    {
        println!("| {name} | {time:.2} ({:.1} ×) |", found[0] / time);
    }
}

/// One case over and over: what a processor learns by heart.
fn repeated(program: &Program) {
    let (masks, known) = cases(program, 0);
    let mut scratch = program.scratch();
    let right = Right::Erasure;
    let found = times(
        CASES,
        &mut [
            &mut || {
                for _ in 0..CASES {
                    black_box(hand_written::outcome(right, black_box(&known[7])));
                }
            },
            &mut || {
                for _ in 0..CASES {
                    black_box(program.outcome(right, black_box(&masks[7]), &mut scratch));
                }
            },
        ],
    );
    println!("one case over and over, erasure: ns (ratio)");
    row("erasure", &found);
}

/// What the form of the input costs, beside the decision itself.
fn input_forms(program: &Program) {
    const ASKED: &str = r#"{"facts": {
        "council-is-controller": true, "person-is-living": true, "capacity": "data-subject",
        "information-held": true, "lawful-basis": ["consent", "public-task"], "consent-withdrawn": true,
        "purpose": ["statistics"], "retention-elapsed": false, "continuing-need-recorded": false,
        "has-objected": false, "objects-to-direct-marketing": false, "channel": "electronic"
    }}"#;
    const TIMES: usize = 20_000;
    let vocabulary = program.book().vocabulary();
    let mut facts = program.case(&dates());
    program
        .read_case(&mut serde_json::Deserializer::from_str(ASKED), &mut facts)
        .expect("it reads");
    let names: Vec<(&str, Value)> = [
        ("council-is-controller", Value::YesNo(true)),
        ("person-is-living", Value::YesNo(true)),
        (
            "capacity",
            Value::Members(Members::exactly(1, Capacity::COUNT)),
        ),
        ("information-held", Value::YesNo(true)),
        ("lawful-basis", Value::Members(Members::exactly(0b10001, 7))),
        ("consent-withdrawn", Value::YesNo(true)),
        ("purpose", Value::Members(Members::exactly(0b1000, 20))),
        ("retention-elapsed", Value::YesNo(false)),
        ("continuing-need-recorded", Value::YesNo(false)),
        ("has-objected", Value::YesNo(false)),
        ("objects-to-direct-marketing", Value::YesNo(false)),
        ("channel", Value::Members(Members::exactly(0b100, 3))),
    ]
    .into();
    let empty = program.case(&dates());
    let (mut from_names, mut from_json) = (empty.clone(), empty.clone());
    let mut scratch = [program.scratch(), program.scratch(), program.scratch()];
    let [first, second, third] = &mut scratch;
    let mut out = Vec::new();
    let right = Right::Erasure;
    let found = times(
        TIMES,
        &mut [
            &mut || {
                for _ in 0..TIMES {
                    black_box(program.outcome(right, black_box(&facts), first));
                }
            },
            &mut || {
                for _ in 0..TIMES {
                    for (name, value) in black_box(&names) {
                        let fact = vocabulary.find(name).expect("declared");
                        program.know(&mut from_names, fact, *value);
                    }
                    black_box(program.outcome(right, &from_names, second));
                }
            },
            &mut || {
                for _ in 0..TIMES {
                    let mut json = serde_json::Deserializer::from_str(black_box(ASKED));
                    program
                        .read_case(&mut json, &mut from_json)
                        .expect("it reads");
                }
            },
            &mut || {
                for _ in 0..TIMES {
                    out.clear();
                    let mut case = empty.clone();
                    let mut json = serde_json::Deserializer::from_str(black_box(ASKED));
                    program.read_case(&mut json, &mut case).expect("it reads");
                    let brief = program.brief(right, &case, third);
                    serde_json::to_writer(&mut out, &brief).expect("it writes");
                    black_box(&out);
                }
            },
        ],
    );
    println!("twelve facts, erasure: ns");
    let names = [
        "outcome from masks",
        "outcome from names",
        "reading the JSON",
        "JSON in, decision with every reason as JSON out",
    ];
    for (name, time) in names.into_iter().zip(&found) {
        println!("| {name} | {time:.0} | {:.0} a second |", 1e9 / time);
    }
}

fn loading() {
    let book = Arc::new(fixture::procedure());
    let found = times(
        1_000_000,
        &mut [
            &mut || {
                for text in [fixture::VOCABULARY, fixture::PROCEDURE] {
                    black_box(serde_yaml::from_str::<serde_yaml::Value>(text).expect("it is YAML"));
                }
            },
            &mut || {
                black_box(fixture::procedure());
            },
            &mut || {
                black_box(Program::compile(Arc::clone(&book), Edition::AsDeemed));
            },
            &mut || {
                black_box(Program::compile(fixture::procedure(), Edition::AsDeemed));
            },
        ],
    );
    println!("the procedure from YAML: ms (ratio to serde_yaml reading bare values)");
    let names = [
        "serde_yaml",
        "load and check",
        "compile",
        "load, check and compile",
    ];
    for (name, time) in names.into_iter().zip(&found) {
        println!("| {name} | {time:.2} ({:.2}) |", time / found[0]);
    }
}
