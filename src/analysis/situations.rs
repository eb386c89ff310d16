//! A set of cases as situations that a person can read, and one of them ready to be run.

use super::{
    Answered, CaseFile, Situation, Situations,
    case_file::{ANY_DAY, written},
    words::{in_words, sorted},
};
use crate::{
    calendar::Date,
    engine::{Atom, Diagram, Gate, Space},
    fact::{Domain, Vocabulary},
    law::Right,
};

/// How many situations are written out.
const SHOWN: usize = 3;

/// The cases of a diagram as situations.
pub(super) fn situations(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    diagram: &Diagram,
    example: Option<CaseFile>,
) -> Situations {
    let is_in = |value| value == 1;
    let bits = diagram.bits();
    let atom = |bit| space.world.layout.atom(bit);
    let cubes = diagram.widest_cubes(is_in, SHOWN);
    let shown: Vec<Situation> = cubes
        .iter()
        .map(|cube| {
            let free = bits.len().saturating_sub(cube.len());
            Situation {
                answers: answers(cube, atom, vocabulary),
                cases: u32::try_from(free)
                    .ok()
                    .and_then(|free| 2u128.checked_pow(free)),
            }
        })
        .collect();
    let all = diagram.count_cubes(is_in);
    Situations {
        more: all.map(|all| all.saturating_sub(shown.len() as u128)),
        cases: diagram.count(&bits, is_in),
        shown,
        example,
    }
}

/// Answers in words, each fact once.
pub(super) fn answers(
    cube: &[(usize, bool)],
    atom: impl Fn(usize) -> Option<Atom>,
    vocabulary: &Vocabulary,
) -> Vec<Answered> {
    let said = sorted(cube, atom);
    said.iter()
        .filter_map(|said| in_words(said, vocabulary))
        .collect()
}

/// A case that forces what some gates come to, as a request that can be run.
pub(super) fn example(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    case: &[(usize, bool)],
    gates: &[Gate],
    about: &About<'_>,
) -> CaseFile {
    let atom = |bit| space.world.layout.atom(bit);
    let mut reasons = space.reasons(case, gates);
    // A fact that is one of several terms is written with the term it is, never with those it is not.
    let one_of: Vec<_> = reasons
        .iter()
        .filter_map(|(bit, _)| atom(*bit)?.fact())
        .filter(|fact| {
            let domain = vocabulary.get(*fact).map(|declared| declared.domain);
            matches!(domain, Some(Domain::OneOf(_)))
        })
        .collect();
    let the_one = case.iter().filter(|(bit, yes)| {
        let fact = atom(*bit).and_then(Atom::fact);
        *yes && fact.is_some_and(|fact| one_of.contains(&fact))
    });
    reasons.extend(the_one);
    reasons.sort_unstable();
    reasons.dedup();
    let on = about.on.unwrap_or(ANY_DAY);
    let written = written(about.scenario, about.right, &reasons, atom, vocabulary, on);
    CaseFile {
        request: written.request,
        settings: written.settings,
        comes_to: about.comes_to.clone(),
    }
}

/// What an example is about.
pub(super) struct About<'a> {
    pub(super) scenario: &'a str,
    pub(super) right: Right,
    /// The day of every date that the case leaves free.
    pub(super) on: Option<Date>,
    pub(super) comes_to: String,
}
