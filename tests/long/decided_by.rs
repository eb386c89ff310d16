//! The rules named for an outcome are those that decided it: without any other it is the same, and few are named that
//! did nothing.

use crate::common;
mod decided;

use std::{collections::BTreeSet, sync::OnceLock, time::Instant};

use common::{council, files};
use data_subject_rights::{advice::Advice, case::Request, explain, rule::RuleId};
use decided::{Cases, Tried, cases, named, on_every_core, record, requests, shuffled, without};

/// Every fourth case with what its books settle; read once for all tests.
fn drawn() -> &'static Cases {
    static DRAWN: OnceLock<Cases> = OnceLock::new();
    DRAWN.get_or_init(|| cases(4))
}

/// Leaves out every rule of `drawn`, one at a time.
fn leave_out(cases: &Cases, even_idle: bool, drawn: impl Fn(usize) -> bool) -> Tried {
    let rules: Vec<(usize, RuleId)> = cases
        .books
        .iter()
        .enumerate()
        .flat_map(|(at, book)| book.book.rules().map(move |(rule, _)| (at, rule)))
        .enumerate()
        .filter(|(at, _)| drawn(*at))
        .map(|(_, rule)| rule)
        .collect();
    let results = on_every_core(&rules, |(at, rule)| {
        without(cases, &cases.books[*at], *rule, even_idle)
    });
    let mut all = Tried::default();
    for tried in results {
        all.add(tried);
    }
    all
}

fn assert_same(tried: &Tried, began: Instant) {
    println!(
        "{} outcomes without a rule, {} decided again, {} by diagram, {:?}",
        tried.pairs,
        tried.again,
        tried.by_diagram,
        began.elapsed()
    );
    let shown: Vec<&String> = tried.otherwise.iter().take(40).collect();
    assert!(
        shown.is_empty(),
        "{} come out otherwise: {shown:#?}",
        tried.otherwise.len()
    );
}

#[test]
fn a_rule_that_is_not_named_can_be_left_out() {
    let began = Instant::now();
    let tried = leave_out(drawn(), true, |at| at % 29 == 3);
    assert!(tried.pairs > 10_000, "a fair sample: {}", tried.pairs);
    assert_same(&tried, began);
}

/// `cargo test --release --test long -- --ignored --nocapture`
#[test]
#[ignore = "every rule over every case takes minutes"]
fn no_rule_that_is_not_named_counts_in_any_case() {
    let began = Instant::now();
    let cases = cases(1);
    println!("read: {:?}", began.elapsed());
    let tried = leave_out(&cases, false, |_| true);
    assert_same(&tried, began);
}

#[test]
fn an_exemption_is_named_exactly_where_it_took_something() {
    let wrong = named::exemptions_named(drawn());
    assert!(
        wrong.is_empty(),
        "{} are wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}

#[test]
fn few_rules_are_named_for_an_outcome() {
    let counts = named::how_many(drawn());
    let share = |percent: usize| counts[(counts.len() - 1) * percent / 100].0;
    let (median, most) = (share(50), share(95));
    println!(
        "{} outcomes, median {median}, 95 of 100 up to {most}",
        counts.len()
    );
    for (count, of) in counts.iter().rev().take(12) {
        println!("{count}: {of}");
    }
    assert!(
        median <= 6 && most <= 20,
        "median {median}, 95 of 100 up to {most}"
    );
}

/// The advice on every request; decided once for all tests.
fn every_advice() -> &'static [(String, Request, Advice)] {
    static DECIDED: OnceLock<Vec<(String, Request, Advice)>> = OnceLock::new();
    DECIDED.get_or_init(|| {
        let council = council();
        on_every_core(&requests(), |(name, request)| {
            let advice = council.decide(request);
            let advice = advice.unwrap_or_else(|faults| panic!("{name}: {faults}"));
            (name.clone(), request.clone(), advice)
        })
    })
}

/// What `look` finds wrong in the advice on any request.
fn in_every_advice(look: impl Fn(&Advice, &Request) -> Vec<String> + Sync) {
    let wrong = on_every_core(every_advice(), |(name, request, advice)| {
        let wrong = look(advice, request).into_iter();
        wrong
            .map(|wrong| format!("{name}: {wrong}"))
            .collect::<Vec<_>>()
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(
        wrong.is_empty(),
        "{} are wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(40)]
    );
}

#[test]
fn what_a_record_refers_to_is_there() {
    in_every_advice(|advice, _| record::leads_nowhere(advice));
}

#[test]
fn a_record_comes_back_from_json_as_it_was_and_is_the_same_each_time() {
    let council = council();
    in_every_advice(|advice, request| {
        let written = serde_json::to_string(advice).expect("it can be written");
        let back: Advice = serde_json::from_str(&written).expect("it can be read");
        let again = council.decide(request).expect("it is decided");
        let again = serde_json::to_string(&again).expect("it can be written");
        let mut wrong = Vec::new();
        if back != *advice {
            wrong.push("it comes back otherwise".to_owned());
        }
        if again != written {
            wrong.push("it is decided otherwise the second time".to_owned());
        }
        wrong
    });
}

#[test]
fn a_refusal_in_the_summary_has_the_reasons_of_the_record_and_no_other() {
    in_every_advice(|advice, _| record::other_reasons(advice, &advice.summary()));
}

#[test]
fn a_withheld_rule_that_decided_or_was_raised_is_kept_back() {
    let seen = std::sync::atomic::AtomicUsize::new(0);
    in_every_advice(|advice, _| {
        let summary = advice.summary();
        let page = explain::page_text(&summary);
        let (withheld, wrong) = record::given_away(advice, &summary, &page);
        seen.fetch_add(withheld, std::sync::atomic::Ordering::Relaxed);
        wrong
    });
    let seen = seen.into_inner();
    println!("{seen} withheld rules");
    assert!(seen > 20, "there are cases of it: {seen}");
}

#[test]
fn the_order_in_which_a_request_is_written_makes_no_difference() {
    let council = council();
    let folders = ["tests/cases", "tests/statute", "examples/requests"];
    let all: Vec<_> = folders.into_iter().flat_map(files).step_by(6).collect();
    let decide = |request: &Request| {
        let advice = council.decide(request);
        advice.unwrap_or_else(|faults| panic!("{faults}"))
    };
    let wrong = on_every_core(&all, |(name, file)| {
        let request = Request::load(file).unwrap_or_else(|faults| panic!("{faults}"));
        let as_written = shuffled::by_part(&decide(&request));
        let turned = shuffled::by_part(&decide(&shuffled::turned(file)));
        (as_written != turned).then(|| name.clone())
    });
    let wrong: BTreeSet<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "these come out otherwise: {wrong:?}");
}
