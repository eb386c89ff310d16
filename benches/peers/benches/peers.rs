//! Every peer, decided right by right; then the tables. Nothing is timed before all peers agree.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::Criterion;
use data_subject_rights::{
    Controller,
    law::{Right, Term},
};
use data_subject_rights_peers::{
    agree,
    case::Kept,
    peers,
    plan::Plan,
    table::{self, CASES, TIMED},
};

fn main() {
    let council = data_subject_rights_peers::council();
    let book = council.procedure();
    let plan = Plan::of(book);
    agree::check(book, &plan, &mut peers::all(&council, &plan), 10_000);
    deciding(&council, &plan);
    println!();
    table::print_missing(&council, &plan, 2_000);
    table::print_times(&council, &plan, 15);
}

fn deciding(council: &Controller, plan: &Plan) {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .configure_from_args();
    let cases = table::cases(council.procedure(), plan, Kept::InScope);
    let every: Vec<Right> = Right::all().collect();
    let mut groups: Vec<(&str, &[Right])> = vec![("all 11 rights", &every)];
    for right in &TIMED {
        groups.push((right.code(), std::slice::from_ref(right)));
    }
    let mut peers = peers::all(council, plan);
    for peer in &mut peers {
        peer.load(&cases);
    }
    for (name, rights) in groups {
        let mut group = criterion.benchmark_group(name);
        for peer in &mut peers {
            for (kind, order) in [
                ("fresh", (0..CASES).collect::<Vec<_>>()),
                ("repeated", vec![0; CASES]),
            ] {
                group.bench_function(format!("{}, {kind}", peer.name()), |b| {
                    // Where the rotation stands, so that short samples are not all of the same cases.
                    let mut at = 0;
                    b.iter_custom(|times| {
                        let mut left = usize::try_from(times).expect("it is small");
                        let start = Instant::now();
                        while left > 0 {
                            let end = order.len().min(at + left);
                            black_box(&mut *peer).run(rights, &order[at..end]);
                            left -= end - at;
                            at = end % order.len();
                        }
                        start.elapsed()
                    });
                });
            }
        }
        group.finish();
    }
    criterion.final_summary();
}
