//! Reviewing rules, as multiples of what it takes to load the book: one rule after an edit, the whole book, its case
//! book, and the law on two days; then everything that a change of the rules asks for.
//!
//! `cargo bench --bench reviewing` does each a few times, in turn, and prints medians.

use std::{
    env,
    hint::black_box,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use data_subject_rights::{
    Controller,
    analysis::{self, BookEdition},
    bundled::{DONCASTER_PROCEDURE, STATUTE},
    calendar::Date,
    case::Council,
    fact::Vocabulary,
    rule::RuleBook,
    source::SourceFile,
};

const ROUNDS: usize = 3;

fn main() {
    // `cargo test` runs every bench once to see that it works: nothing is timed then.
    if env::args().any(|argument| argument == "--test") {
        return;
    }
    let council = Controller::doncaster().expect("it is bundled");
    let statute = council.statute().expect("it is bundled").book();
    let books = [
        ("procedure", DONCASTER_PROCEDURE, council.procedure()),
        ("statute", STATUTE, statute),
    ];
    for (name, shipped, book) in books {
        let vocabulary = Arc::new(book.vocabulary().clone());
        let ids: Vec<&str> = book.rules().map(|(_, rule)| rule.id.as_str()).collect();
        // Rules from all over the book, each edited once.
        let some: Vec<&str> = ids.iter().copied().step_by(ids.len() / 8).collect();
        let load = median(|| drop(black_box(loaded(&vocabulary, shipped))));
        println!("{name}: loaded and checked for faults in {load:.1?}");
        let row = |what: &str, took: Duration| {
            let times = took.as_secs_f64() / load.as_secs_f64();
            println!("  {what:<44}{took:>10.1?}{times:>8.1} x loading");
        };
        for id in some {
            let took = median(|| {
                let book = loaded(&vocabulary, shipped);
                let _ = black_box(analysis::check_rule(&book, id));
            });
            row(&format!("an edit of {id}"), took);
        }
        row(
            "the whole check",
            median(|| drop(black_box(analysis::check(book)))),
        );
        row(
            "the case book",
            median(|| drop(black_box(analysis::case_book(book)))),
        );
    }
    let settings = SourceFile::new(
        "doncaster.yaml",
        include_str!("../rules/councils/doncaster.yaml"),
    );
    let settings = Council::load(&settings).expect("it ships");
    let book = Arc::new(statute.clone());
    let sides = [[(2026, 2, 4), (2026, 2, 5)], [(2026, 6, 18), (2026, 6, 19)]].map(|days| {
        let days = days.map(|(year, month, day)| Date::constant(year, month, day));
        (
            days,
            days.map(|day| BookEdition::new(Arc::clone(&book)).of(&settings).on(day)),
        )
    });
    for ([one, other], [before, after]) in &sides {
        println!("the law on {one} and on {other}");
        let apart = median(|| drop(black_box(analysis::equivalence(before, after))));
        println!("  told apart in {apart:.1?}");
        let compared = median(|| drop(black_box(analysis::difference(before, after))));
        println!("  compared in {compared:.1?}");
    }
    // What a council's pipeline asks for at every change, on two cores.
    let everything = median(|| {
        thread::scope(|scope| {
            scope.spawn(|| drop(black_box(analysis::check(statute))));
            drop(black_box(analysis::check(council.procedure())));
            for (_, [before, after]) in &sides {
                drop(black_box(analysis::difference(before, after)));
            }
        });
    });
    println!("both books checked and both comparisons, on two threads: {everything:.1?}");
}

fn loaded(vocabulary: &Arc<Vocabulary>, shipped: &[(&str, &str)]) -> RuleBook {
    let files = shipped
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text));
    let files: Vec<SourceFile> = files.collect();
    RuleBook::load(Arc::clone(vocabulary), &files).expect("it ships")
}

fn median(mut of: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            of();
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[ROUNDS / 2]
}
