//! What can be asked of what is left of a diagram.

use std::collections::{BTreeMap, BTreeSet};

use super::cost_model::CostModel;
use crate::{
    bdd::Diagram,
    circuit::Atom,
    engine::{Program, Use},
    fact::{Declaration, Extent, FactId, Test, Vocabulary},
};

/// Something that can be asked.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) what: Use,
    pub(super) bits: Vec<u32>,
    pub(super) cost: u32,
    /// Whether anyone can answer it.
    pub(super) is_asked: bool,
    /// Whether it would matter, but no one can answer it.
    pub(super) is_missed: bool,
    /// Whether a review answers it too.
    pub(super) is_of_a_class: bool,
    /// The things without which the answer to this one is known: a limit that was not raised takes nothing.
    pub(super) waits_for: Vec<usize>,
}

/// Everything that can be asked, in the order of the vocabulary; dates last.
pub(super) struct Candidates {
    pub(super) candidates: Vec<Candidate>,
    /// What a bit belongs to.
    pub(super) candidate_of: BTreeMap<u32, usize>,
    /// How likely "yes" is, by bit.
    pub(super) likely: BTreeMap<u32, f64>,
}

impl Candidates {
    pub(super) fn of(
        program: &Program,
        left: &Diagram,
        costs: &CostModel,
        not_asked: &BTreeSet<FactId>,
    ) -> Self {
        let vocabulary = program.book().vocabulary();
        let mut bits_of: BTreeMap<Use, Vec<u32>> = BTreeMap::new();
        for bit in left.bits() {
            let what = match program.atom(bit) {
                Some(Atom::Since(date, _)) => Use::Date(date),
                Some(atom) => match atom.fact() {
                    Some(fact) => Use::Fact(fact),
                    None => continue,
                },
                None => continue,
            };
            bits_of
                .entry(what)
                .or_default()
                .push(u32::try_from(bit).unwrap_or(u32::MAX));
        }
        let (mut candidates, mut candidate_of, mut likely) =
            (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for (what, bits) in bits_of {
            let declared = match what {
                Use::Fact(fact) => vocabulary.get(fact),
                _ => None,
            };
            let is_of_a_limit = matches!(what, Use::Fact(fact) if program
                .combinations()
                .tied_to(fact)
                .iter()
                .filter_map(|other| vocabulary.get(*other))
                .any(|other| other.class.is_some()));
            let share = declared.map_or(0.5, |declared| costs.share(declared, is_of_a_limit));
            for bit in &bits {
                candidate_of.insert(*bit, candidates.len());
                likely.insert(*bit, share);
            }
            let is_answerable = !matches!(what, Use::Fact(fact) if not_asked.contains(&fact));
            let is_asked = is_answerable && costs.can_ask(&called(what, declared));
            candidates.push(Candidate {
                what,
                bits,
                cost: declared.map_or(costs.cost_of_date(), |declared| costs.cost(declared)),
                is_asked,
                is_missed: !is_asked,
                is_of_a_class: declared.is_some_and(|declared| declared.class.is_some()),
                waits_for: Vec::new(),
            });
        }
        wait(vocabulary, &mut candidates);
        Self {
            candidates,
            candidate_of,
            likely,
        }
    }
}

/// What a question is called outside: the id of the fact, or `date/…`.
fn called(what: Use, declared: Option<&Declaration>) -> String {
    match (what, declared) {
        (Use::Date(date), _) => format!("date/{date:?}").to_lowercase(),
        (_, Some(declared)) => declared.id.clone(),
        _ => String::new(),
    }
}

/// Notes what waits for what: by the combinations of two that cannot be, a limit that was not raised and
/// something taken by it.
fn wait(vocabulary: &Vocabulary, candidates: &mut [Candidate]) {
    let places: BTreeMap<FactId, usize> = candidates
        .iter()
        .enumerate()
        .filter_map(|(at, ask)| match ask.what {
            Use::Fact(fact) => Some((fact, at)),
            _ => None,
        })
        .collect();
    let is_class = |fact: &FactId| {
        let declared = vocabulary.get(*fact);
        declared.is_some_and(|declared| declared.class.is_some())
    };
    for combination in vocabulary.impossible() {
        for (raised, taken) in [(0, 1), (1, 0)] {
            let these = (combination.these.get(raised), combination.these.get(taken));
            let (Some((class, Test::Yes, false)), Some((fact, test, true))) = these else {
                continue;
            };
            let takes_nothing = matches!(test, Test::Yes | Test::AtLeast(Extent::Part));
            let two = combination.these.len() == 2;
            if let (Some(class_at), Some(at)) = (places.get(class), places.get(fact))
                && two
                && takes_nothing
                && is_class(class)
                && let Some(ask) = candidates.get_mut(*at)
            {
                ask.waits_for.push(*class_at);
            }
        }
    }
}
