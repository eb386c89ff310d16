//! Made-up books: one that grows in other rights, and one with a right of thousands of rules.

use std::{fmt::Write as _, hint::black_box, sync::Arc, time::Instant};

use data_subject_rights::{
    calendar::Date,
    engine::Program,
    fact::{Value, Vocabulary},
    law::Right,
    rule::{Dates, Edition, RuleBook},
    source::SourceFile,
    unstable::Masks,
};

use super::{drawn::Draw, times};

/// Yes/no facts `f0`, `f1`, …
fn vocabulary(facts: usize) -> Arc<Vocabulary> {
    let mut text = "facts:\n".to_owned();
    for at in 0..facts {
        writeln!(
            text,
            "  - {{ fact: f{at}, name: f, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }}"
        )
        .expect("a string takes it");
    }
    let file = SourceFile::new("facts.yaml", text);
    Arc::new(Vocabulary::load(&[file]).unwrap_or_else(|faults| panic!("{faults}")))
}

/// Grounds of one entitlement, each over three drawn facts of `from..from + facts`, in files of a size
/// that is read.
fn grounds(
    name: &str,
    count: usize,
    (from, facts): (usize, usize),
    draw: &mut Draw,
) -> Vec<SourceFile> {
    let mut files: Vec<String> = Vec::new();
    for at in 0..count {
        if at.is_multiple_of(2_000) {
            files.push("rules:\n".to_owned());
        }
        let mut pick = || from + (draw.next() % facts as u64) as usize;
        let (a, b, c) = (pick(), pick(), pick());
        // Equal picks would contradict each other: such a rule asks for one fact alone.
        let when = if a == b || b == c || a == c {
            format!("f{a}")
        } else {
            format!("{{ all: [f{a}, {{ f{b}: no }}, f{c}] }}")
        };
        let text = files.last_mut().expect("one was begun");
        write!(
            text,
            "  - ground: {name}-{at}\n    provision: procedure/{name}/{at}\n    grants: {name}\n    when: {when}\n    says: A ground.\n"
        )
        .expect("a string takes it");
    }
    files
        .into_iter()
        .enumerate()
        .map(|(at, text)| SourceFile::new(format!("{name}-{at}.yaml"), text))
        .collect()
}

fn book(facts: usize, parts: &[(&str, usize, (usize, usize))]) -> Program {
    let mut draw = Draw::from(3);
    let title = "book: made-up\ntitle: A made-up book\n";
    let mut files = vec![SourceFile::new("book.yaml", title)];
    for (name, count, facts) in parts {
        files.extend(grounds(name, *count, *facts, &mut draw));
    }
    let book =
        RuleBook::load(vocabulary(facts), &files).unwrap_or_else(|faults| panic!("{faults}"));
    Program::compile(book, Edition::AsDeemed)
}

fn cases(program: &Program, facts: std::ops::Range<usize>) -> Vec<Masks> {
    let mut draw = Draw::from(5);
    let dates = Dates::received(Date::constant(2026, 11, 21));
    (0..256)
        .map(|_| {
            let mut case = program.case(&dates);
            for at in facts.clone() {
                let fact = program.book().vocabulary().find(&format!("f{at}"));
                // One in eight is so: rules fire now and then, as in life.
                let value = Value::YesNo(draw.next().is_multiple_of(8));
                program.know(&mut case, fact.expect("declared"), value);
            }
            case
        })
        .collect()
}

/// What deciding one right costs while the book grows in others, over 1,024 facts.
pub fn growing() {
    println!(
        "erasure with 50 rules, decided with every rule read, as the book grows in other rights"
    );
    let sizes = [50, 500, 5_000, 50_000];
    let made: Vec<(Program, Vec<Masks>)> = sizes
        .iter()
        .map(|size| {
            let start = Instant::now();
            let parts = [
                ("erasure/erase", 50, (0, 58)),
                ("access/copy", *size, (58, 966)),
            ];
            let program = book(1_024, &parts);
            println!(
                "| {size} rules more | loaded and compiled in {:.2} s |",
                start.elapsed().as_secs_f64()
            );
            let cases = cases(&program, 0..1_024);
            (program, cases)
        })
        .collect();
    let mut subjects: Vec<Box<dyn FnMut()>> = made
        .iter()
        .map(|(program, cases)| subject(program, cases))
        .collect();
    let mut turns: Vec<&mut dyn FnMut()> = subjects
        .iter_mut()
        .map(|subject| &mut **subject as _)
        .collect();
    let found = times(256, &mut turns);
    for (size, time) in sizes.iter().zip(&found) {
        println!(
            "| {size} rules more | {time:.0} ns ({:.2}) |",
            time / found[0]
        );
    }
}

/// All fired rules of one right of thousands of rules over 58 facts.
pub fn wide() {
    println!("one right of many rules over 58 facts, complete: all that fired");
    let sizes = [50, 500, 5_000];
    let made: Vec<(Program, Vec<Masks>)> = sizes
        .iter()
        .map(|size| {
            let program = book(58, &[("erasure/erase", *size, (0, 58))]);
            let cases = cases(&program, 0..58);
            (program, cases)
        })
        .collect();
    let mut subjects: Vec<Box<dyn FnMut()>> = made
        .iter()
        .map(|(program, cases)| subject(program, cases))
        .collect();
    let mut turns: Vec<&mut dyn FnMut()> = subjects
        .iter_mut()
        .map(|subject| &mut **subject as _)
        .collect();
    let found = times(256, &mut turns);
    for (size, time) in sizes.iter().zip(&found) {
        println!("| {size} rules | {:.2} µs |", time / 1e3);
    }
}

fn subject<'p>(program: &'p Program, cases: &'p [Masks]) -> Box<dyn FnMut() + 'p> {
    let mut scratch = program.scratch();
    Box::new(move || {
        for case in cases {
            let decided = program.decide(Right::Erasure, black_box(case), &mut scratch);
            for rule in decided.fired() {
                black_box(rule);
            }
        }
    })
}
