//! What would change an outcome, which facts force it, and how much hangs on each: held against plain
//! enumeration on drawn books.

use crate::brute;
use crate::drawn;
use crate::generated;

use std::collections::BTreeSet;

use brute::{Asked, Partial, Space, Table};
use data_subject_rights::{
    engine::{Program, Target},
    fact::{Domain, FactId},
    law::{Right, Term},
    rule::Edition,
    unstable::Marks,
};
use drawn::Draw;
use generated::{SMALL, Size};

const CLASSES: Size = Size {
    yes_no: 5,
    classes: 2,
    extents: 2,
    ..SMALL[0]
};

/// Draws books and determined cases of them.
fn each_determined(
    books: usize,
    seed: u64,
    mut check: impl FnMut(&Space, &Table, usize, &Partial, &Program, Target, u8),
) -> usize {
    let mut tried = 0;
    for (at, size) in [SMALL[0], SMALL[1], SMALL[2], CLASSES]
        .into_iter()
        .enumerate()
    {
        let mut seeds = Draw::from(seed + at as u64);
        for _ in 0..books {
            let book = generated::book(&mut seeds, size).book;
            let space = Space::of(&book);
            let asked: Vec<Asked> = Right::all()
                .filter(|right| !book.entitlements(*right).is_empty())
                .map(|right| Asked::Right(right, Vec::new()))
                .collect();
            let table = Table::of(&book, &space, &asked);
            if table.is_empty() {
                continue;
            }
            let program = Program::compile(book, Edition::AsDeemed);
            for (which, of) in asked.iter().enumerate() {
                // A case that is known but for a fact or two.
                let mut partial = space.known(&space.draw(&mut seeds));
                for _ in 0..seeds.below(3) {
                    let facts = space.vocabulary.iter().count();
                    let forgotten = seeds.below(facts);
                    let (fact, _) = space.vocabulary.iter().nth(forgotten).expect("declared");
                    for at in space.of_fact(fact) {
                        partial[at] = space.any(at);
                    }
                }
                let values = possible(&table, which, &partial);
                if values.len() == 1 {
                    tried += 1;
                    let now = *values.iter().next().expect("one");
                    check(&space, &table, which, &partial, &program, of.target(), now);
                }
            }
        }
    }
    tried
}

fn possible(table: &Table, which: usize, partial: &Partial) -> BTreeSet<u8> {
    let mut values = BTreeSet::new();
    table.each(partial, |_, answers| {
        values.insert(answers[which]);
    });
    values
}

fn known_facts(space: &Space, partial: &Partial) -> Vec<FactId> {
    let is_known = |fact: &FactId| {
        let dimensions = space.of_fact(*fact);
        dimensions.iter().all(|at| partial[*at].count_ones() == 1)
    };
    space
        .vocabulary
        .iter()
        .map(|(fact, _)| fact)
        .filter(is_known)
        .collect()
}

/// Sets of so many of these.
fn sets(of: &[FactId], size: usize) -> Vec<Vec<FactId>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let Some((first, rest)) = of.split_first() else {
        return Vec::new();
    };
    let mut with = sets(rest, size - 1);
    for set in &mut with {
        set.insert(0, *first);
    }
    with.extend(sets(rest, size));
    with
}

/// The case with these facts free.
fn freed(space: &Space, partial: &Partial, facts: &[FactId]) -> Partial {
    let mut freed = partial.clone();
    for at in facts.iter().flat_map(|fact| space.of_fact(*fact)) {
        freed[at] = space.any(at);
    }
    freed
}

#[test]
fn the_smallest_changes_are_all_of_them_and_no_others() {
    let mut found = 0;
    let tried = each_determined(
        50,
        31,
        |space, table, which, partial, program, target, now| {
            let case = space.masks(program, partial);
            // The last fact is one that never changes.
            let (never, _) = space.vocabulary.iter().last().expect("facts");
            let changes = program
                .changes(target, &case, |fact| fact != never, 3)
                .expect("the diagram is small");
            assert!(changes.all);
            let facts: Vec<FactId> = known_facts(space, partial)
                .into_iter()
                .filter(|fact| *fact != never)
                .collect();
            let mut expected: Vec<Vec<FactId>> = Vec::new();
            for size in 1..=3 {
                for set in sets(&facts, size) {
                    let has_less = expected
                        .iter()
                        .any(|less| less.iter().all(|fact| set.contains(fact)));
                    let turns = possible(table, which, &freed(space, partial, &set)).len() > 1;
                    if turns && !has_less {
                        expected.push(set);
                    }
                }
            }
            expected.sort();
            let mut said: Vec<Vec<FactId>> = changes
                .found
                .iter()
                .map(|change| change.facts.iter().map(|(fact, _)| *fact).collect())
                .collect();
            said.sort();
            assert_eq!(said, expected);
            for change in &changes.found {
                found += 1;
                let mut changed = case.clone();
                for (fact, value) in &change.facts {
                    program.know(&mut changed, *fact, *value);
                }
                let diagram = program.diagram_in(target, &changed).expect("small");
                let possible = diagram.possible(&changed, &mut Marks::default());
                assert_eq!(possible, change.possible);
                assert!(possible.iter().any(|value| *value != now));
                assert!(!change.facts.iter().any(|(fact, _)| *fact == never));
            }
        },
    );
    assert!(tried > 150 && found > 200, "{tried} cases, {found} changes");
}

#[test]
fn a_sufficient_reason_suffices_and_no_smaller_one_does() {
    let mut longest = 0;
    let tried = each_determined(
        50,
        32,
        |space, table, which, partial, program, target, now| {
            let case = space.masks(program, partial);
            let reason = program
                .sufficient(target, &case)
                .expect("small")
                .expect("determined");
            assert!(reason.fewest);
            longest = longest.max(reason.facts.len());
            let facts = known_facts(space, partial);
            let forces = |kept: &[FactId]| {
                let free: Vec<FactId> = space
                    .vocabulary
                    .iter()
                    .map(|(fact, _)| fact)
                    .filter(|fact| !kept.contains(fact))
                    .collect();
                possible(table, which, &freed(space, partial, &free)) == BTreeSet::from([now])
            };
            assert!(forces(&reason.facts));
            for size in 0..reason.facts.len() {
                let smaller = sets(&facts, size);
                assert!(!smaller.iter().any(|set| forces(set)));
            }
        },
    );
    assert!(
        tried > 150 && longest > 2,
        "{tried} cases, the longest reason {longest}"
    );
}

#[test]
fn the_weight_of_a_fact_is_its_share_of_the_possible_cases() {
    let mut counted = 0;
    each_determined(
        30,
        33,
        |space, table, which, partial, program, target, _| {
            let case = space.masks(program, partial);
            let of: Vec<FactId> = space
                .vocabulary
                .iter()
                .filter(|(_, declared)| matches!(declared.domain, Domain::YesNo | Domain::Extent))
                .map(|(fact, _)| fact)
                .take(3)
                .collect();
            let open = freed(space, partial, &of);
            let weights = program.weights(target, &case, &of).expect("small");
            for (fact, weight) in weights {
                let at = space.of_fact(fact)[0];
                let (mut all, mut turned) = (0u32, 0u32);
                table.each(&open, |point, answers| {
                    all += 1;
                    let mut other = point.clone();
                    let turns = (0..space.dimensions[at].size).any(|value| {
                        other[at] = value;
                        table
                            .at(&other)
                            .is_some_and(|its| its[which] != answers[which])
                    });
                    turned += u32::from(turns);
                });
                let expected = f64::from(turned) / f64::from(all);
                let weight = weight.expect("few cases");
                assert!(
                    (weight - expected).abs() < 1e-9,
                    "{weight} against {expected}"
                );
                counted += u32::from(turned > 0);
            }
        },
    );
    assert!(counted > 60, "{counted}");
}
