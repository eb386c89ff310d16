//! Instructions a decision, counted by callgrind: the same on every run, whatever else a machine does.
//!
//! `cargo bench --bench counted` runs itself under valgrind, once for each subject, and takes away what
//! making the cases costs.

#[allow(dead_code)]
mod hand_written;

#[path = "../tests/support/drawn/mod.rs"]
mod drawn;

mod fixture;

use std::{env, hint::black_box, process::Command};

use data_subject_rights::{
    calendar::Date,
    engine::Program,
    fact::{Facts, Members, Provenance, Value},
    law::{Capacity, Right, Term},
    rule::{Dates, Edition},
    unstable::Masks,
};
use drawn::Draw;
use hand_written::Known;

const CASES: usize = 1_000;
const TIMES: usize = 10;
const SUBJECTS: &[&str] = &["nothing", "hand-written", "outcome", "decide", "duties"];

fn main() {
    let arguments: Vec<String> = env::args().collect();
    // `cargo test` runs every bench once to see that it works: nothing is counted then.
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let subject = SUBJECTS
        .iter()
        .find(|subject| arguments.iter().any(|argument| argument == **subject));
    match subject {
        Some(subject) => run(
            subject,
            arguments.iter().any(|argument| argument == "partial"),
        ),
        None => count_all(),
    }
}

/// Decides every right of every case.
fn run(subject: &str, partial: bool) {
    let program = &Program::compile(fixture::procedure(), Edition::AsDeemed);
    let (masks, known) = cases(program, partial);
    let mut scratch = program.scratch();
    for right in Right::all() {
        for _ in 0..TIMES {
            for (case, known) in masks.iter().zip(&known) {
                match subject {
                    "hand-written" => {
                        black_box(hand_written::outcome(right, black_box(known)));
                    }
                    "outcome" => {
                        black_box(program.outcome(right, black_box(case), &mut scratch));
                    }
                    "decide" => {
                        black_box(program.decide(right, black_box(case), &mut scratch));
                    }
                    "duties" => {
                        black_box(program.duties(right, black_box(case), &mut scratch));
                    }
                    _ => {
                        black_box((case, known));
                    }
                }
            }
        }
    }
}

fn cases(program: &Program, partial: bool) -> (Vec<Masks>, Vec<Known>) {
    let vocabulary = program.book().vocabulary();
    let day = Date::constant(2026, 11, 21);
    let dates = Dates {
        replied: Some(day),
        ..Dates::received(day)
    };
    let mut draw = Draw::from(1);
    (0..CASES)
        .map(|_| {
            let mut facts = Facts::default();
            for (fact, declared) in vocabulary.iter() {
                let value = match declared.id.as_str() {
                    "council-is-controller" | "person-is-living" => Value::YesNo(true),
                    "capacity" => Value::Members(Members::exactly(1, Capacity::COUNT)),
                    _ if partial && draw.next().is_multiple_of(4) => continue,
                    _ => draw.value(declared.domain),
                };
                facts.know(fact, value, Provenance::derived("a bench", "it was drawn"));
            }
            let known = Known::from_facts(vocabulary, &facts);
            (program.case_of(&facts, &dates), known)
        })
        .unzip()
}

fn count_all() {
    let decisions = (CASES * TIMES * Right::COUNT) as f64;
    for kind in ["complete", "partial"] {
        println!(
            "instructions a decision, mean over every right, {kind} facts (ratio to hand-written)"
        );
        let nothing = count("nothing", kind);
        let hand = (count("hand-written", kind) - nothing) / decisions;
        for subject in &SUBJECTS[1..] {
            let counted = (count(subject, kind) - nothing) / decisions;
            println!("| {subject} | {counted:.0} | {:.1} |", counted / hand);
        }
    }
}

/// The instructions that a run of this program takes.
fn count(subject: &str, kind: &str) -> f64 {
    let this = env::current_exe().expect("it runs");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(this)
        .args([subject, kind])
        .output()
        .expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = said
        .lines()
        .find_map(|line| line.split("Collected :").nth(1))
        .unwrap_or_else(|| panic!("callgrind counted nothing:\n{said}"));
    counted.trim().parse().expect("a number")
}
