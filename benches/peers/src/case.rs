//! Drawn cases: facts by name, as a caller of any engine has them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use data_subject_rights::{
    fact::{Domain, Extent, FactId, Members, Value, Vocabulary},
    law::{Right, Terms},
    rule::RuleBook,
};
use serde_json::json;

use crate::{
    dates,
    formula::number,
    oracle::{Answer, Complete, Oracle, possible},
};

/// A value as a caller says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Yes or no.
    YesNo(bool),
    /// An extent.
    Extent(Extent),
    /// The terms of a set; one term where the fact takes exactly one.
    Terms(Vec<&'static str>),
}

/// One case. A fact that is not in it is missing.
#[derive(Debug, Clone)]
pub struct Case {
    /// The facts as the library has them.
    pub facts: Complete,
    /// The facts by name, in the order of their names.
    pub named: Vec<(String, Said)>,
}

impl Case {
    /// A case with these facts, of which only `relevant` ones are handed on.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, facts: &Complete, relevant: &BTreeSet<String>) -> Self {
        let kept: BTreeMap<String, (FactId, Value)> = facts
            .iter()
            .map(|(id, value)| {
                let declared = vocabulary.get(*id).expect("it is declared");
                (declared.id.clone(), (*id, *value))
            })
            .filter(|(name, _)| relevant.contains(name))
            .collect();
        let named = kept
            .iter()
            .map(|(name, (id, value))| (name.clone(), said(vocabulary, *id, *value)))
            .collect();
        Self {
            facts: kept.into_values().collect(),
            named,
        }
    }

    /// The case as the text of a JSON object, with names as the peer spells them.
    #[must_use]
    pub fn json(&self, spelt: impl Fn(&str) -> String) -> String {
        let fields = self.named.iter().map(|(name, said)| {
            let value = match said {
                Said::YesNo(yes) => json!(yes),
                Said::Extent(extent) => json!(number(*extent)),
                Said::Terms(terms) => json!(terms),
            };
            (spelt(name), value)
        });
        serde_json::Value::Object(fields.collect()).to_string()
    }
}

fn said(vocabulary: &Vocabulary, fact: FactId, value: Value) -> Said {
    match value {
        Value::YesNo(yes) => Said::YesNo(yes),
        Value::Extent(extent) => Said::Extent(extent),
        Value::Members(members) => {
            let declared = vocabulary.get(fact).expect("it is declared");
            let terms = declared.domain.terms().expect("it takes terms");
            let named = (0..terms.len())
                .filter(|at| members.present & (1 << at) != 0)
                .map(|at| terms.code_at(at));
            Said::Terms(named.collect())
        }
    }
}

/// Looks up what names stand for, for peers whose facts are the library's own values.
#[derive(Debug)]
pub struct Names {
    facts: HashMap<String, (FactId, HashMap<&'static str, usize>)>,
}

impl Names {
    /// Every fact of a vocabulary with the positions of its terms.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let facts = vocabulary.iter().map(|(id, declared)| {
            let codes = declared
                .domain
                .terms()
                .map(Terms::codes)
                .unwrap_or_default();
            let positions = codes.into_iter().enumerate().map(|(at, code)| (code, at));
            (declared.id.clone(), (id, positions.collect()))
        });
        Self {
            facts: facts.collect(),
        }
    }

    /// The fact and the value that a caller names.
    #[must_use]
    pub fn value(&self, name: &str, said: &Said) -> (FactId, Value) {
        let (id, positions) = &self.facts[name];
        let value = match said {
            Said::YesNo(yes) => Value::YesNo(*yes),
            Said::Extent(extent) => Value::Extent(*extent),
            Said::Terms(terms) => {
                let present = terms
                    .iter()
                    .fold(0, |mask, term| mask | 1 << positions[term]);
                Value::Members(Members::exactly(present, positions.len()))
            }
        };
        (*id, value)
    }
}

/// A source of numbers that draws the same for the same seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Draw(pub u64);

impl Draw {
    /// The next number.
    pub const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn value(&mut self, domain: Domain) -> Value {
        let drawn = self.number();
        match domain {
            Domain::YesNo => Value::YesNo(drawn & 1 == 1),
            Domain::Extent => Value::Extent(Extent::ALL[(drawn % 3) as usize]),
            Domain::OneOf(terms) => Value::Members(Members::exactly(
                1 << (drawn % terms.len() as u64),
                terms.len(),
            )),
            Domain::SetOf(terms) => Value::Members(Members::exactly(
                drawn & (drawn >> 20) & ((1 << terms.len()) - 1),
                terms.len(),
            )),
        }
    }
}

/// Which drawn cases are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Every case that the vocabulary allows.
    Possible,
    /// Of those, the cases that the book speaks about. Seven in eight drawn cases are out of scope
    /// and decided by two or three facts; these are the others.
    InScope,
}

/// The first `count` complete cases of the kind, from the seeds 0, 1, 2 and so on.
#[must_use]
pub fn complete(book: &RuleBook, kept: Kept, count: usize) -> Vec<Complete> {
    let vocabulary = book.vocabulary();
    (0u64..)
        .map(|seed| {
            let mut draw = Draw(seed);
            vocabulary
                .iter()
                .map(|(id, declared)| (id, draw.value(declared.domain)))
                .collect::<Complete>()
        })
        .filter(|facts| possible(vocabulary, facts))
        .filter(|facts| {
            kept == Kept::Possible || answer(book, facts, Right::Access) != Answer::OutOfScope
        })
        .take(count)
        .collect()
}

/// What the reference evaluator says of a complete case.
#[must_use]
pub fn answer(book: &RuleBook, facts: &Complete, right: Right) -> Answer {
    let dates = dates();
    Oracle { book, facts, dates }.answer(right)
}

/// Which facts of a case to hide: `count` of the relevant ones, drawn.
#[must_use]
pub fn hidden(
    vocabulary: &Vocabulary,
    relevant: &BTreeSet<String>,
    count: usize,
    draw: &mut Draw,
) -> BTreeSet<FactId> {
    let all: Vec<FactId> = relevant
        .iter()
        .map(|name| vocabulary.find(name).expect("it is declared"))
        .collect();
    let mut hidden = BTreeSet::new();
    while hidden.len() < count.min(all.len()) {
        let at = draw.number() % all.len() as u64;
        hidden.insert(all[usize::try_from(at).expect("it is small")]);
    }
    hidden
}

/// A case with other values for the hidden facts, if the vocabulary allows the draw.
#[must_use]
pub fn completion(
    vocabulary: &Vocabulary,
    facts: &Complete,
    hidden: &BTreeSet<FactId>,
    draw: &mut Draw,
) -> Option<Complete> {
    let mut completed = facts.clone();
    for fact in hidden {
        let declared = vocabulary.get(*fact).expect("it is declared");
        completed.insert(*fact, draw.value(declared.domain));
    }
    possible(vocabulary, &completed).then_some(completed)
}
