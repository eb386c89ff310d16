//! Facts that speak of one thing: each pair of them is either tied together in the vocabulary, or was looked at and left free.
//!
//! A pair that nobody tied costs officers an answer that follows, and lets a request say what cannot be. So every pair of
//! facts that rest on one provision, or that one rule asks together, has been decided: a combination that cannot be stands under
//! `impossible:`, and every other pair in `tests/audit/fact-pairs.yaml` with the reason why all of its combinations can be.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use data_subject_rights::{
    fact::{FactId, Vocabulary},
    rule::{Condition, RuleBook},
};

use crate::common::{self, doncaster};

type Pair = (String, String);

fn pair(one: &str, other: &str) -> Pair {
    let (first, second) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    (first.to_owned(), second.to_owned())
}

/// Every two of some facts.
fn pairs_of(ids: &BTreeSet<&str>) -> Vec<Pair> {
    let ids: Vec<&str> = ids.iter().copied().collect();
    let mut pairs = Vec::new();
    for (at, one) in ids.iter().enumerate() {
        pairs.extend(ids[at + 1..].iter().map(|other| pair(one, other)));
    }
    pairs
}

/// The pairs to be decided: facts of one provision, and facts that one rule asks together.
fn candidates(vocabulary: &Vocabulary, books: [&RuleBook; 2]) -> BTreeSet<Pair> {
    let mut by_provision: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (_, declared) in vocabulary.iter() {
        let of_provision = by_provision.entry(declared.provision.to_string());
        of_provision.or_default().insert(&declared.id);
    }
    let mut together: Vec<BTreeSet<&str>> = by_provision.into_values().collect();
    let id = |fact: FactId| vocabulary.get(fact).expect("it is declared").id.as_str();
    for (_, rule) in books.into_iter().flat_map(RuleBook::rules) {
        let mut asked = BTreeSet::new();
        rule.when.leaves(&mut |leaf| {
            if let Condition::Fact(fact, _) = leaf {
                asked.insert(id(*fact));
            }
        });
        together.push(asked);
    }
    together.iter().flat_map(pairs_of).collect()
}

/// The pairs of which the vocabulary says that some combination cannot be, with why.
fn tied(vocabulary: &Vocabulary) -> BTreeMap<Pair, Vec<&str>> {
    let mut tied: BTreeMap<Pair, Vec<&str>> = BTreeMap::new();
    for combination in vocabulary.impossible() {
        let these = combination.these.iter();
        let ids: BTreeSet<&str> = these
            .filter_map(|(fact, ..)| Some(vocabulary.get(*fact)?.id.as_str()))
            .collect();
        for pair in pairs_of(&ids) {
            tied.entry(pair).or_default().push(&combination.because);
        }
    }
    tied
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LookedAt {
    free: Vec<Free>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Free {
    because: String,
    pairs: Vec<(String, String)>,
}

/// The pairs that were looked at and left free.
fn free() -> BTreeSet<Pair> {
    let text = common::text("tests/audit/fact-pairs.yaml");
    let looked_at: LookedAt = serde_yaml::from_str(&text).expect("it reads");
    let mut free = BTreeSet::new();
    for each in &looked_at.free {
        assert!(each.because.ends_with('.'), "{}", each.because);
        for (one, other) in &each.pairs {
            assert!(free.insert(pair(one, other)), "{one}, {other}: twice");
        }
    }
    free
}

#[test]
fn every_pair_of_facts_about_one_thing_was_decided() {
    let council = doncaster();
    let vocabulary = council.procedure().vocabulary();
    let statute = council.statute().expect("there is one").book();
    let (tied, free) = (tied(vocabulary), free());
    let undecided: Vec<Pair> = candidates(vocabulary, [council.procedure(), statute])
        .into_iter()
        .filter(|pair| !tied.contains_key(pair) && !free.contains(pair))
        .collect();
    assert!(
        undecided.is_empty(),
        "say under `impossible:` which combination cannot be, or in tests/audit/fact-pairs.yaml why all can: {undecided:#?}"
    );
    for pair in &free {
        for id in [&pair.0, &pair.1] {
            assert!(vocabulary.find(id).is_some(), "no fact is called {id}");
        }
        assert!(!tied.contains_key(pair), "{pair:?} is tied and left free");
    }
}

#[test]
fn what_cannot_be_together_is_as_the_snapshot_says() {
    let council = doncaster();
    let mut page = String::new();
    let mut of_reason: BTreeMap<&str, Vec<Pair>> = BTreeMap::new();
    for (pair, reasons) in tied(council.procedure().vocabulary()) {
        for because in reasons {
            of_reason.entry(because).or_default().push(pair.clone());
        }
    }
    for (because, pairs) in of_reason {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(one, other)| format!("{one} + {other}"))
            .collect();
        let _ = writeln!(page, "{because}\n    {}", pairs.join(", "));
    }
    let _guard = common::pages_in("snapshots/ledgers");
    insta::assert_snapshot!("facts-that-cannot-be-together", page);
}
