//! What is still open in a partial case, and on what it depends, by trying every completion.

use std::collections::{BTreeMap, BTreeSet};

use super::{Asked, Book, Partial, Point, Table, What, unknown};
use data_subject_rights::{fact::FactId, rule::GovernedBy, unstable::entitlement_value};

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Fact(FactId),
    Date(GovernedBy),
}

fn subject(what: What) -> Subject {
    match what {
        What::Fact(fact) | What::Member(fact, _) => Subject::Fact(fact),
        What::Day(date) => Subject::Date(date),
    }
}

/// A partial case with every completion and what each comes to: for each thing that is to be decided,
/// the class of its answer.
pub struct Open<'b> {
    pub book: &'b Book,
    partial: &'b Partial,
    completions: Vec<(Point, Vec<u8>)>,
}

impl<'b> Open<'b> {
    pub fn of(book: &'b Book, table: &Table, partial: &'b Partial, decided: &[Asked]) -> Self {
        let places: Vec<usize> = decided
            .iter()
            .map(|each| {
                book.asked
                    .iter()
                    .position(|known| known == each)
                    .expect("tabled")
            })
            .collect();
        let mut completions = Vec::new();
        table.each(partial, |point, answers| {
            let classes = places
                .iter()
                .map(|at| class(&book.asked[*at], answers[*at]))
                .collect();
            completions.push((point.clone(), classes));
        });
        Self {
            book,
            partial,
            completions,
        }
    }

    /// The dimensions of a subject that are not known.
    pub fn dimensions(&self, of: Subject) -> Vec<usize> {
        let is_of = |at: &usize| subject(self.book.space.dimensions[*at].what) == of;
        unknown(self.partial).into_iter().filter(is_of).collect()
    }

    pub fn subjects(&self) -> BTreeSet<Subject> {
        unknown(self.partial)
            .into_iter()
            .map(|at| subject(self.book.space.dimensions[at].what))
            .collect()
    }

    pub fn subjects_that(&self, are: impl Fn(Subject) -> bool) -> BTreeSet<Subject> {
        self.subjects()
            .into_iter()
            .filter(|each| are(*each))
            .collect()
    }

    /// The completions that agree on everything but these dimensions, together.
    fn apart_from(&self, free: &[usize]) -> Vec<Vec<&(Point, Vec<u8>)>> {
        let mut alike: BTreeMap<Point, Vec<&(Point, Vec<u8>)>> = BTreeMap::new();
        for completion in &self.completions {
            let mut rest = completion.0.clone();
            free.iter().for_each(|at| rest[*at] = 0);
            alike.entry(rest).or_default().push(completion);
        }
        alike.into_values().collect()
    }

    /// Whether two completions that differ in these dimensions alone come out differently.
    pub fn can_change(&self, free: &[usize]) -> bool {
        self.apart_from(free)
            .iter()
            .any(|alike| alike.iter().any(|(_, classes)| *classes != alike[0].1))
    }

    /// Whether the answer to a fact can settle something by ruling out an answer to facts that stand
    /// with it in a combination: a completion, another that differs from it in those facts alone and comes
    /// out differently, and the first with the fact as in the second, which cannot be.
    pub fn settles(&self, table: &Table, of: Subject) -> bool {
        let Subject::Fact(fact) = of else {
            return false;
        };
        let mine = self.dimensions(of);
        let mut free = mine.clone();
        for combination in self.book.space.vocabulary.impossible() {
            if combination.these.iter().any(|(tied, ..)| *tied == fact) {
                for (tied, ..) in &combination.these {
                    free.extend(self.dimensions(Subject::Fact(*tied)));
                }
            }
        }
        let cannot_be = |one: &Point, other: &Point| {
            let mut mixed = one.clone();
            mine.iter().for_each(|at| mixed[*at] = other[*at]);
            table.at(&mixed).is_none()
        };
        self.apart_from(&free).iter().any(|alike| {
            let differ = |one: &(Point, Vec<u8>), other: &(Point, Vec<u8>)| {
                one.1 != other.1 && cannot_be(&one.0, &other.0)
            };
            alike
                .iter()
                .any(|one| alike.iter().any(|other| differ(one, other)))
        })
    }

    /// Whether completions that agree on these subjects all come out alike.
    pub fn is_decided_by(&self, subjects: &BTreeSet<Subject>) -> bool {
        let rest: Vec<usize> = self
            .subjects()
            .difference(subjects)
            .flat_map(|subject| self.dimensions(*subject))
            .collect();
        !self.can_change(&rest)
    }
}

/// Nothing granted is one answer, whether for want of a ground or because of an exemption.
fn class(asked: &Asked, answer: u8) -> u8 {
    match (asked, answer) {
        (Asked::Entitlement(_), entitlement_value::NO_GROUND) => entitlement_value::EXEMPT,
        _ => answer,
    }
}
