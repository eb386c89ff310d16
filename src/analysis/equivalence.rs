//! Whether two sides say the same of every case.

use std::cmp::Ordering;

use super::{
    BookEdition, Finding, NotComparable,
    difference::{Both, literals_after, places, targets},
    groups::{Cases, FindingGroup, OutcomeChange},
};
use crate::{
    budget::BUDGET,
    circuit::Literal,
    rule::RuleBook,
    symbolic::{Assignment, Pair, SearchResult},
};

/// Whether two sides say the same of every case.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Equivalence {
    /// They do: no case is decided otherwise on one side than on the other.
    Equivalent,
    /// They do not. This is the first difference that was found, with one case that shows it; there may be others,
    /// and [`difference`](super::difference()) finds all.
    Differ(Box<Finding>),
    /// No case was found that they decide otherwise, and it could not be shown within the budget that there is none.
    Undecided,
}

/// Whether an entitlement, a duty, a power or a note has another outcome in some case on one side than on the other.
///
/// It says whether [`difference`](super::difference()) would find something, without looking for everything. Two
/// editions of a statute are told apart in a fraction of a second. What the two say in words and by when a duty is
/// due is not compared.
///
/// # Errors
///
/// [`NotComparable`] where no case can be seen from both sides.
///
/// ```
/// use data_subject_rights::{Controller, analysis::{Equivalence, BookEdition, equivalence}, calendar::Date};
/// use std::sync::Arc;
/// let council = Controller::doncaster()?;
/// let side = BookEdition::new(Arc::new(council.procedure().clone()));
/// let june = side.clone().on(Date::constant(2026, 6, 19));
/// let november = side.clone().on(Date::constant(2026, 11, 23));
/// assert_eq!(equivalence(&june, &november)?, Equivalence::Equivalent);
///
/// let law = BookEdition::new(Arc::new(council.statute().expect("it comes with one").book().clone()));
/// let Equivalence::Differ(finding) = equivalence(&side, &law)? else { panic!("the law says more") };
/// assert!(finding.situations.is_some_and(|situations| situations.example.is_some()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn equivalence(
    before: &BookEdition,
    after: &BookEdition,
) -> Result<Equivalence, NotComparable> {
    before.beside(after, |pair, books| {
        let [old, new] = books;
        let mut open = targets(pair, old, new);
        open.retain(|target| target.literals[0] != target.literals[1]);
        let found = look(pair, &mut open, books);
        match found {
            Some((target, case)) => {
                let group = FindingGroup {
                    change: change(pair, &target, &case),
                    causes: Vec::new(),
                    cases: Cases::One(case),
                    about: vec![target.told()],
                };
                let finding = group.finding(pair, [before, after], books, 1);
                Equivalence::Differ(Box::new(finding))
            }
            None if open.is_empty() => Equivalence::Equivalent,
            None => Equivalence::Undecided,
        }
    })
}

/// The first target found that has another outcome, and where. Those that certainly do not are taken out of `open`.
fn look(
    pair: &mut Pair<'_>,
    open: &mut Vec<Both>,
    [old, new]: [&RuleBook; 2],
) -> Option<(Both, Assignment)> {
    pair.space.follow();
    let found = each(pair, open, &|pair, target, pairs| {
        pair.find_difference(pairs, &target.given, BUDGET.difference_branches)
    });
    if found.is_some() || open.is_empty() {
        return found;
    }
    let given = counts_where(pair, open);
    let said = pair.after_rule_by_rule(&places(old, new), given);
    for target in open.iter_mut() {
        target.literals[1] = literals_after(pair, &said, target);
    }
    pair.space.follow();
    let found = each(pair, open, &|pair, target, pairs| {
        pair.find_difference(pairs, &target.given, BUDGET.difference_branches_again)
    });
    if found.is_some() || open.is_empty() {
        return found;
    }
    each(pair, open, &|pair, target, pairs| {
        pair.difference_by_diagram(pairs, &target.given)
    })
}

/// A case in which a target has another outcome, by the literals that decide it on either side.
type Ask<'a> = &'a dyn Fn(&mut Pair<'_>, &Both, &[(Literal, Literal)]) -> SearchResult;

/// Asks of one target after another whether its outcome differs, and where.
fn each(pair: &mut Pair<'_>, open: &mut Vec<Both>, ask: Ask<'_>) -> Option<(Both, Assignment)> {
    let mut left = Vec::new();
    for target in std::mem::take(open) {
        let [one, other] = &target.literals;
        let pairs: Vec<(Literal, Literal)> =
            one.iter().copied().zip(other.iter().copied()).collect();
        match ask(pair, &target, &pairs) {
            SearchResult::Case(case) => return Some((target, case)),
            SearchResult::None => {}
            SearchResult::GaveUp => left.push(target),
        }
    }
    *open = left;
    None
}

/// Where it counts what a rule does: outside its scope a book says nothing but what belongs to every request.
fn counts_where(pair: &Pair<'_>, open: &[Both]) -> Literal {
    let [before, after] = [&pair.before.said, &pair.after.said];
    let in_scope = |target: &Both| target.given == [before.scope, after.scope];
    if open.iter().all(in_scope) {
        before.scope
    } else {
        Literal::TRUE
    }
}

/// In which way the outcome of a target differs in a case.
fn change(pair: &Pair<'_>, target: &Both, case: &[(usize, bool)]) -> OutcomeChange {
    let [was, is] = &target.literals;
    let met = |literals: &[Literal]| pair.space.comes_to(case, literals).unwrap_or_default();
    let far = |met: &[bool]| met.iter().filter(|met| **met).count();
    let (was, is) = (met(was), met(is));
    if !target.is_grant {
        return if far(&is) > far(&was) {
            OutcomeChange::Begins
        } else {
            OutcomeChange::Ends
        };
    }
    // Of an entitlement the first says whether there is a ground: that alone gives nothing.
    let granted = |met: &[bool]| far(met.get(1..).unwrap_or_default());
    match granted(&is).cmp(&granted(&was)) {
        Ordering::Greater => OutcomeChange::More,
        Ordering::Less => OutcomeChange::Less,
        Ordering::Equal => OutcomeChange::OtherReason,
    }
}
