//! A verdict leaves open exactly what the facts leave open: an effect is held possible if some
//! completion of what is known leads to it, and only then. Every completion is tried, and the oracle
//! asked for each.

use crate::brute;
use crate::drawn;
use crate::generated;
use crate::oracle;

use std::collections::BTreeMap;

use brute::{Asked, Book, Partial, Table, What, books, effects, unknown};
use data_subject_rights::{
    engine::{Evaluation, Scratch},
    law::{Entitlement, Right, Term},
    rule::Edition,
    unstable::Masks,
};
use drawn::Draw;
use generated::{SMALL, Size};
use oracle::Oracle;

/// What a run compared.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    cases: usize,
    comparisons: usize,
    completions: usize,
    /// More than one answer is possible.
    open: usize,
    /// Plain evaluation alone would have held more possible.
    sharper: usize,
}

/// Hides some dimensions of a complete case: those relevant to what is asked, and now and then others.
/// Few completions are likelier than many, so that each number of them costs about as much time.
fn hide(book: &Book, known: Partial, relevant: &[usize], seeds: &mut Draw) -> Partial {
    let mut partial = known;
    let mut most = 2;
    while most < 4096 && !seeds.one_in(3) {
        most *= 2;
    }
    let mut order = relevant.to_vec();
    seeds.shuffle(&mut order);
    for _ in 0..seeds.below(3) {
        let other = seeds.below(partial.len());
        order.insert(seeds.below(order.len() + 1), other);
    }
    for at in order.into_iter().take(12) {
        let dimension = &book.space.dimensions[at];
        let is_received = matches!(dimension.what, What::Day(date) if date == Default::default());
        let kept = partial[at];
        let mut hidden = book.space.any(at);
        // Of a fact that takes one of several terms it may be known only which it is not.
        if matches!(dimension.what, What::Fact(_)) && dimension.size > 3 && seeds.one_in(2) {
            hidden = kept | hidden & seeds.next();
        }
        if is_received {
            continue;
        }
        partial[at] = hidden;
        if book.space.completions(&partial) > most {
            partial[at] = kept;
        }
    }
    partial
}

/// What is asked together with something drawn: around a right its claims and its entitlements.
fn beside(drawn: &Asked, seeds: &mut Draw) -> Vec<Asked> {
    let mut asked = vec![drawn.clone()];
    if let Asked::Right(right, _) = drawn {
        let claims = Entitlement::all().filter(|each| each.right() == *right);
        let claims = claims.filter(|_| seeds.one_in(2)).collect();
        asked.push(Asked::Right(*right, claims));
        asked.push(Asked::Scope);
    }
    asked
}

/// One partial case drawn, and everything asked of it compared.
fn compare(book: &Book, relevant: &[Vec<usize>], seeds: &mut Draw, tally: &mut Tally) {
    let at = seeds.below(book.asked.len());
    let asked = beside(&book.asked[at], seeds);
    let known = book.space.known(&book.space.draw(seeds));
    let partial = hide(book, known, &relevant[at], seeds);

    let mut truth = vec![0u64; asked.len()];
    book.space.each(&partial, |_, facts, dates| {
        let oracle = Oracle {
            book: &book.read,
            facts,
            dates,
        };
        for (possible, each) in truth.iter_mut().zip(&asked) {
            *possible |= 1 << each.truth(&oracle);
        }
        tally.completions += 1;
    });

    let case = book.space.masks(&book.program, &partial);
    let (mut scratch, mut blunt) = (Scratch::default(), Scratch::default());
    right_all_at_once(book, &case, asked.iter().zip(&truth));
    for (each, truth) in asked.iter().zip(truth) {
        let said = each.said(&book.program, &case, &mut scratch);
        assert_eq!(said, (truth, true), "{}", story(book, each, &partial));
        assert_eq!(
            each.drawn(&book.program, &case),
            said,
            "{}",
            story(book, each, &partial)
        );
        let (plainly, _) = each.said(&book.blunt, &case, &mut blunt);
        assert_eq!(plainly & truth, truth, "{}", story(book, each, &partial));
        tally.comparisons += 1;
        tally.open += usize::from(truth.count_ones() > 1);
        tally.sharper += usize::from(plainly != u64::MAX && plainly != truth);
    }
    // The whole book at once costs more, and goes the same way.
    if tally.cases.is_multiple_of(16) {
        let facts = book.space.facts(&partial);
        let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(&partial));
        for each in &asked {
            let said = each.said(&book.program, &case, &mut scratch);
            assert_eq!(
                each.evaluated(&evaluation),
                said,
                "{}",
                story(book, each, &partial)
            );
        }
    }
    tally.cases += 1;
}

/// Every right decided at once is what each is, nothing being claimed.
fn right_all_at_once<'t>(
    book: &Book,
    case: &Masks,
    truth: impl Iterator<Item = (&'t Asked, &'t u64)>,
) {
    let mut scratch = book.program.scratch();
    let verdicts = book.program.decide_all(case, &mut scratch);
    for (asked, truth) in truth {
        if let Asked::Right(right, claimed) = asked
            && claimed.is_empty()
        {
            let (_, verdict) = verdicts
                .iter()
                .find(|(of, _)| of == right)
                .expect("every right");
            assert_eq!(
                (effects(verdict.effects.iter()), verdict.exact),
                (*truth, true),
                "{right}"
            );
        }
    }
}

fn story(book: &Book, asked: &Asked, partial: &Partial) -> String {
    format!("{}: {asked:?}\n{}", book.name, book.space.in_words(partial))
}

fn compare_many(comparisons: usize, seed: u64) -> Tally {
    let mut tally = Tally::default();
    let relevant: Vec<Vec<Vec<usize>>> = books()
        .iter()
        .map(|book| book.asked.iter().map(|each| book.relevant(each)).collect())
        .collect();
    let mut seeds = Draw::from(seed);
    while tally.comparisons < comparisons {
        // Half the cases are of the procedure.
        let at = [0, 0, 1, 2][seeds.below(4)];
        compare(&books()[at], &relevant[at], &mut seeds, &mut tally);
    }
    // A run that meets nothing open, or nothing that only a diagram decides, would show nothing.
    assert!(tally.open > tally.comparisons / 5, "{tally:?}");
    assert!(tally.sharper > 0, "{tally:?}");
    tally
}

#[test]
fn a_verdict_holds_possible_exactly_what_some_completion_leads_to() {
    let tally = compare_many(24_000, 1);
    println!("{tally:?}");
}

/// How many verdicts the long run compares.
const LONG_RUN: usize = 1_000_000;

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn a_million_verdicts_hold_possible_exactly_what_some_completion_leads_to() {
    let tally = compare_many(LONG_RUN, 2);
    println!("{tally:?}");
}

/// A drawn book with what the oracle answers for every complete case, claims among what is asked.
fn drawn_book(seeds: &mut Draw, size: Size, refused: &mut usize) -> (Book, Table) {
    loop {
        let drawn = generated::book(seeds, size);
        *refused += drawn.refused;
        let mut book = Book::of(
            &drawn.text,
            drawn.book.clone(),
            Edition::AsDeemed,
            drawn.book,
        );
        let claims: Vec<Asked> = book
            .asked
            .iter()
            .flat_map(|each| beside(each, seeds))
            .collect();
        for claim in claims {
            if !book.asked.contains(&claim) {
                book.asked.push(claim);
            }
        }
        let table = Table::of(&book.read, &book.space, &book.asked);
        // Combinations may rule out every case there is.
        if !table.is_empty() {
            return (book, table);
        }
    }
}

/// Cases of each right to be decided together, with what is possible in each.
type Batch = BTreeMap<Right, (Vec<Masks>, Vec<u64>)>;

/// Everything asked of one partial case of a drawn book. Nothing where the combinations rule out every
/// completion.
fn compare_drawn(
    book: &Book,
    table: &Table,
    partial: &Partial,
    batch: &mut Batch,
    tally: &mut Tally,
) {
    let mut truth = vec![0u64; book.asked.len()];
    table.each(partial, |_, answers| {
        for (possible, answer) in truth.iter_mut().zip(answers) {
            *possible |= 1 << answer;
        }
        tally.completions += 1;
    });
    if truth[0] == 0 {
        return;
    }
    tally.cases += 1;
    let case = book.space.masks(&book.program, partial);
    let facts = book.space.facts(partial);
    let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(partial));
    let (mut scratch, mut blunt) = (Scratch::default(), Scratch::default());
    right_all_at_once(book, &case, book.asked.iter().zip(&truth));
    for (each, truth) in book.asked.iter().zip(truth) {
        if let Asked::Right(right, _) = each {
            let (cases, truths) = batch.entry(*right).or_default();
            cases.push(each.claimed_in(&book.program, &case));
            truths.push(truth);
        }
        let said = each.said(&book.program, &case, &mut scratch);
        assert_eq!(said, (truth, true), "{}", story(book, each, partial));
        assert_eq!(
            each.drawn(&book.program, &case),
            said,
            "{}",
            story(book, each, partial)
        );
        assert_eq!(
            each.evaluated(&evaluation),
            said,
            "{}",
            story(book, each, partial)
        );
        let (plainly, _) = each.said(&book.blunt, &case, &mut blunt);
        assert_eq!(plainly & truth, truth, "{}", story(book, each, partial));
        tally.comparisons += 1;
        tally.open += usize::from(truth.count_ones() > 1);
        tally.sharper += usize::from(plainly != u64::MAX && plainly != truth);
    }
}

/// Many cases at once come out as each does.
fn compare_batch(book: &Book, batch: Batch) {
    for (right, (cases, truths)) in batch {
        let verdicts = book.program.decide_batch(&[right], &cases);
        assert!(verdicts.exact);
        for (at, truth) in truths.into_iter().enumerate() {
            assert_eq!(
                effects(verdicts.effects(at, right).iter()),
                truth,
                "{right}, {}",
                book.name
            );
        }
    }
}

/// What may be known of a dimension: one value, nothing, and of several terms which it is not.
fn knowledge(book: &Book, at: usize) -> Vec<u64> {
    let dimension = &book.space.dimensions[at];
    let any = book.space.any(at);
    let is_one_of = matches!(dimension.what, What::Fact(fact)
        if book.space.vocabulary.get(fact).is_some_and(|fact| fact.domain.terms().is_some()));
    match dimension.what {
        What::Day(date) if date == Default::default() => {
            (0..dimension.size).map(|d| 1 << d).collect()
        }
        _ if is_one_of => (1..=any).collect(),
        _ if dimension.size == 1 => vec![1],
        _ => (0..dimension.size)
            .map(|value| 1 << value)
            .chain([any])
            .collect(),
    }
}

fn compare_every_case_of_small_books(books: usize, seed: u64) -> Tally {
    let (mut tally, mut refused) = (Tally::default(), 0);
    let mut seeds = Draw::from(seed);
    for at in 0..books {
        let (book, table) = drawn_book(&mut seeds, SMALL[at % SMALL.len()], &mut refused);
        let knowledge: Vec<Vec<u64>> = (0..book.space.dimensions.len())
            .map(|at| knowledge(&book, at))
            .collect();
        let every: Partial = knowledge.iter().map(|each| (1 << each.len()) - 1).collect();
        let open = unknown(&every);
        let mut choice = brute::first(&every);
        let mut batch = Batch::new();
        loop {
            let partial = knowledge
                .iter()
                .zip(&choice)
                .map(|(each, at)| each[*at])
                .collect();
            compare_drawn(&book, &table, &partial, &mut batch, &mut tally);
            if !brute::turn(&open, &every, &mut choice, |_, _| {}) {
                break;
            }
        }
        compare_batch(&book, batch);
    }
    assert!(tally.open > tally.comparisons / 10, "{tally:?}");
    assert!(tally.sharper > tally.comparisons / 1000, "{tally:?}");
    assert!(
        refused < books,
        "{refused} books were refused, {books} were not"
    );
    println!("{books} books, {refused} refused, {tally:?}");
    tally
}

#[test]
fn every_partial_case_of_a_small_book_is_decided_exactly() {
    compare_every_case_of_small_books(24, 3);
}

/// Its condition may hold, and yet it never arises: its diagram is of the duty, not of the condition.
#[test]
fn a_duty_that_an_exemption_always_takes_never_arises() {
    let vocabulary = "
facts:
  - { fact: f0, name: f0, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }
";
    let rules = "
book: taken
title: A book with a duty that is always taken
rules:
  - { duty: tell, provision: procedure/3/1, for: access, due: at-once, met-by: f0, when: f0, says: We tell you. }
  - { exemption: never, provision: procedure/4/1, exempts: procedure/3, when: always, says: Not now. }
";
    let book = brute::load(vocabulary, rules).unwrap_or_else(|faults| panic!("{faults}"));
    let book = Book::of("taken", book.clone(), Edition::AsDeemed, book);
    let table = Table::of(&book.read, &book.space, &book.asked);
    let (mut batch, mut tally) = (Batch::new(), Tally::default());
    for known in [0b01, 0b10, 0b11] {
        let mut partial = book.space.known(&vec![0; book.space.dimensions.len()]);
        partial[0] = known;
        compare_drawn(&book, &table, &partial, &mut batch, &mut tally);
    }
    compare_batch(&book, batch);
    assert_eq!(tally.cases, 3);
}

fn compare_wider_books(books: usize, partials: usize, seed: u64) {
    let (mut tally, mut refused) = (Tally::default(), 0);
    let mut seeds = Draw::from(seed);
    for at in 0..books {
        let size = match at % 2 {
            0 => Size {
                yes_no: 12,
                rules: 8,
                ..SMALL[0]
            },
            _ => Size {
                yes_no: 5,
                extents: 1,
                one_of: true,
                set_of: true,
                rules: 8,
                ..SMALL[3]
            },
        };
        let (book, table) = drawn_book(&mut seeds, size, &mut refused);
        let anything = (0..book.space.dimensions.len())
            .map(|at| book.space.any(at))
            .collect();
        let (mut complete, mut batch) = (Vec::new(), Batch::new());
        table.each(&anything, |point, _| complete.push(book.space.known(point)));
        for known in &complete {
            compare_drawn(&book, &table, known, &mut batch, &mut tally);
        }
        for _ in 0..partials {
            let everything: Vec<usize> = (0..anything.len()).collect();
            let known = seeds.pick(&complete).clone();
            let partial = hide(&book, known, &everything, &mut seeds);
            compare_drawn(&book, &table, &partial, &mut batch, &mut tally);
        }
        compare_batch(&book, batch);
    }
    assert!(tally.sharper > 0, "{tally:?}");
    println!("{books} books, {refused} refused, {tally:?}");
}

#[test]
fn every_complete_case_and_many_partial_ones_of_a_wider_book_are_decided_exactly() {
    compare_wider_books(2, 500, 4);
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn many_drawn_books_are_decided_exactly() {
    compare_every_case_of_small_books(400, 5);
    compare_wider_books(40, 2_000, 6);
}
