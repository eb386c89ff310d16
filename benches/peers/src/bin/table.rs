//! Checks that all peers agree, then prints what they say when facts are missing and what they cost.
//!
//! `table quick` does less of everything: a look at the tables while a peer is being written.

use data_subject_rights_peers::{agree, peers, plan::Plan, table};

fn main() {
    let quick = std::env::args().nth(1).is_some_and(|word| word == "quick");
    let (agreeing, partial, rounds) = if quick {
        (500, 100, 3)
    } else {
        (10_000, 2_000, 15)
    };
    let council = data_subject_rights_peers::council();
    let book = council.procedure();
    let plan = Plan::of(book);
    agree::check(book, &plan, &mut peers::all(&council, &plan), agreeing);
    println!(
        "All peers agree with the reference on {agreeing} cases as drawn and {agreeing} in scope, all 11 rights.\n"
    );
    table::print_missing(&council, &plan, partial);
    table::print_times(&council, &plan, rounds);
}
