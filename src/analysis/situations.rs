//! A set of cases as situations that a person can read, and one of them ready to be run.

use std::collections::BTreeSet;

use super::{
    Answered, CaseFile, Situation, Situations,
    case_file::{ANY_DAY, written},
    words::{in_words, sorted},
};
use crate::{
    bdd::{BudgetExceeded, Count, Diagram},
    budget::BUDGET,
    calendar::Date,
    case::{COMPLAINT_ALONE, made_known_by},
    circuit::{Atom, Literal},
    fact::{FactId, Vocabulary},
    law::Right,
    rule::RuleBook,
    symbolic::{SearchResult, Space},
};

/// How many situations are written out, unless more are asked for.
pub(super) const SHOWN: usize = 3;

/// The cases in which all of some literals hold, with one of them as an example; nothing where there are none. Where they
/// are too many for a diagram, one of them; an error where none was found either.
pub(super) fn where_all_hold(
    book: &RuleBook,
    space: &mut Space<'_>,
    literals: &[Literal],
    about: &ExampleAbout<'_>,
) -> Result<Option<Situations>, BudgetExceeded> {
    let vocabulary = book.vocabulary();
    let together = space.network().all(literals.to_vec());
    let made = space.where_differ(&[(together, Literal::FALSE)]);
    space.follow();
    let (cases, case) = match made {
        Ok(None) => return Ok(None),
        Ok(Some(cases)) => {
            let asked = made_known(space, vocabulary, about.right);
            let case = space.case_of(&cases, &asked);
            (Some(cases), case)
        }
        Err(exceeded) => {
            let wanted = as_asked(space, vocabulary, about.right, literals);
            match space.find(&wanted, BUDGET.situation_branches) {
                SearchResult::Case(case) => (None, Some(case)),
                SearchResult::None => return Ok(None),
                SearchResult::GaveUp => return Err(exceeded),
            }
        }
    };
    let told = case
        .as_ref()
        .map(|case| example(space, vocabulary, case, literals, about));
    Ok(match (cases, case) {
        (Some(cases), _) => Some(situations(space, vocabulary, &cases, SHOWN, told)),
        (None, Some(case)) => Some(one_situation(space, vocabulary, &case, literals, told)),
        (None, None) => None,
    })
}

/// The cases of a diagram as situations.
pub(super) fn situations(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    diagram: &Diagram,
    at_most: usize,
    example: Option<CaseFile>,
) -> Situations {
    let is_in = |value| value == 1;
    // The order in which a diagram is small is not always the one in which it is soon told.
    let told = space.in_book_order(diagram);
    let many = |diagram: &Diagram| diagram.count_cubes(is_in);
    let made = (diagram, many(diagram));
    let told = told.as_ref().map(|told| (told, many(told)));
    let (diagram, all) = told.filter(|(_, all)| *all <= made.1).unwrap_or(made);
    let bits = diagram.bits();
    let atom = |bit| space.layout().atom(bit);
    let cubes = diagram.widest_cubes(is_in, at_most);
    let shown: Vec<Situation> = cubes
        .iter()
        .map(|cube| {
            let free = bits.len().saturating_sub(cube.len());
            Situation {
                answers: answers(cube, atom, vocabulary),
                cases: Some(Count::power_of_two(free)),
            }
        })
        .collect();
    Situations {
        more: Some(all.without(shown.len())),
        cases: Some(diagram.count(&bits, is_in)),
        shown,
        example,
    }
}

/// The situation around one case, where the cases are too many for a diagram: the answers that force what some literals
/// come to.
pub(super) fn one_situation(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    case: &[(usize, bool)],
    literals: &[Literal],
    example: Option<CaseFile>,
) -> Situations {
    let atom = |bit| space.layout().atom(bit);
    let reasons = space.reasons(case, literals);
    Situations {
        shown: vec![Situation {
            answers: answers(&reasons, atom, vocabulary),
            cases: None,
        }],
        more: None,
        cases: None,
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

/// A case that forces what some literals come to, as a request that can be run.
pub(super) fn example(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    case: &[(usize, bool)],
    literals: &[Literal],
    about: &ExampleAbout<'_>,
) -> CaseFile {
    let atom = |bit| space.layout().atom(bit);
    // A fact is written with the value it has in the case, whatever part of that is a reason.
    let mut reasons = space.reasons(case, literals);
    let facts: BTreeSet<FactId> = reasons
        .iter()
        .filter_map(|(bit, _)| atom(*bit)?.fact())
        .collect();
    let of_these = case.iter().filter(|(bit, yes)| {
        let fact = atom(*bit).and_then(Atom::fact);
        *yes && fact.is_some_and(|fact| facts.contains(&fact))
    });
    reasons.extend(of_these);
    reasons.sort_unstable();
    reasons.dedup();
    let on = about.on.unwrap_or(ANY_DAY);
    let written = written(
        about.scenario,
        &[about.right],
        &reasons,
        atom,
        vocabulary,
        on,
    );
    CaseFile {
        request: written.request,
        settings: written.settings,
        comes_to: about.comes_to.clone(),
        facts: answers(&whole(space, case, &reasons), atom, vocabulary),
    }
}

/// Some answers of a case, each fact with the whole value that it has there.
fn whole(
    space: &Space<'_>,
    case: &[(usize, bool)],
    answers: &[(usize, bool)],
) -> Vec<(usize, bool)> {
    let layout = space.layout();
    let mut whole: BTreeSet<(usize, bool)> = BTreeSet::new();
    for (bit, yes) in answers {
        match layout.atom(*bit).and_then(Atom::fact) {
            Some(fact) => {
                let (first, size) = layout.span(fact).unwrap_or((*bit, 1));
                let bits = first..first + size;
                whole.extend(bits.map(|bit| (bit, case.contains(&(bit, true)))));
            }
            None => {
                whole.insert((*bit, *yes));
            }
        }
    }
    whole.into_iter().collect()
}

/// What asking for a right says by itself: an example must agree with it.
pub(super) fn made_known(
    space: &Space<'_>,
    vocabulary: &Vocabulary,
    right: Right,
) -> Vec<(usize, bool)> {
    let asked = made_known_by(right).map(|(fact, _)| (fact, true));
    let alone = (COMPLAINT_ALONE, right == Right::Complaint);
    let said = asked.into_iter().chain([alone]);
    said.filter_map(|(fact, yes)| {
        let (first, _) = space.layout().span(vocabulary.find(fact)?)?;
        Some((first, yes))
    })
    .collect()
}

/// Literals that hold in a case that agrees with asking for the right.
pub(super) fn as_asked(
    space: &mut Space<'_>,
    vocabulary: &Vocabulary,
    right: Right,
    literals: &[Literal],
) -> Vec<Literal> {
    let asked = made_known(space, vocabulary, right);
    let mut wanted = literals.to_vec();
    wanted.extend(space.network().are(&asked));
    wanted
}

/// What an example is about.
pub(super) struct ExampleAbout<'a> {
    pub(super) scenario: &'a str,
    pub(super) right: Right,
    /// The day of every date that the case leaves free.
    pub(super) on: Option<Date>,
    pub(super) comes_to: String,
}
