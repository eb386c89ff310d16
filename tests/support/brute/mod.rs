//! Every completion of a partial case, by plain enumeration. It asks a book only for its vocabulary
//! and its dates.

// Each test binary uses a part of this.
#![allow(dead_code)]

mod asked;
mod books;
mod open;
mod plans;

#[allow(unused_imports)]
pub use asked::{Asked, Table, effects, owed};
#[allow(unused_imports)]
pub use books::{Book, books, every_feature, load};
#[allow(unused_imports)]
pub use open::{Open, Subject};
#[allow(unused_imports)]
pub use plans::{Game, Question};

use std::collections::BTreeSet;

use super::{
    drawn::Draw,
    oracle::{Complete, possible},
};
use data_subject_rights::{
    calendar::Date,
    engine::Program,
    fact::{Domain, Extent, FactId, Facts, Members, Provenance, Value, Vocabulary},
    rule::{Dates, GovernedBy, InForce, Role, RuleBook},
    unstable::{Atom, Masks},
};

/// What one dimension of a case is: something that may be unknown by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Fact(FactId),
    /// Whether the term at this position is in the set.
    Member(FactId, usize),
    Day(GovernedBy),
}

#[derive(Debug, Clone)]
pub struct Dimension {
    pub what: What,
    /// How many values it has.
    pub size: usize,
    domain: Option<Domain>,
    /// For a date: a day before the first day on which something changes, and each such day.
    days: Vec<Date>,
}

/// One complete case: for each dimension the number of its value.
pub type Point = Vec<usize>;

/// What is known of a case: for each dimension the values it may have, as a mask.
pub type Partial = Vec<u64>;

/// Everything that a case can be.
pub struct Space {
    pub vocabulary: Vocabulary,
    pub dimensions: Vec<Dimension>,
    pub receipt: Receipt,
}

/// A reply that has no date yet is not earlier than the request.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    received: usize,
    replied: usize,
    /// For each day of receipt the days on or after it, as far as the days of the reply tell them apart.
    not_before: Vec<u64>,
}

impl Receipt {
    fn of(dimensions: &[Dimension]) -> Self {
        let at = |date| {
            let is_of = |each: &Dimension| each.what == What::Day(date);
            dimensions.iter().position(is_of).expect("every date")
        };
        let (received, replied) = (at(GovernedBy::Received), at(GovernedBy::Replied));
        let replies = &dimensions[replied].days;
        // A day stands for all from it to the next.
        let last_begun = |day: &Date| replies.iter().rposition(|reply| reply <= day).unwrap_or(0);
        let days = dimensions[received].days.iter();
        Self {
            received,
            replied,
            not_before: days.map(|day| u64::MAX << last_begun(day)).collect(),
        }
    }

    /// What may still be, of what is known.
    pub fn narrow(&self, partial: &Partial) -> Partial {
        let mut narrowed = partial.clone();
        let received = partial[self.received];
        if received.count_ones() == 1 && partial[self.replied].count_ones() > 1 {
            narrowed[self.replied] &= self.not_before[received.trailing_zeros() as usize];
        }
        narrowed
    }
}

pub const DATES: [GovernedBy; 6] = [
    GovernedBy::Received,
    GovernedBy::Replied,
    GovernedBy::Decided,
    GovernedBy::Collected,
    GovernedBy::Processed,
    GovernedBy::Complained,
];

impl Space {
    pub fn of(book: &RuleBook) -> Self {
        let mut dimensions = Vec::new();
        for (fact, declared) in book.vocabulary().iter() {
            let domain = declared.domain;
            let mut add = |what, size| {
                dimensions.push(Dimension {
                    what,
                    size,
                    domain: Some(domain),
                    days: Vec::new(),
                });
            };
            match domain {
                Domain::YesNo => add(What::Fact(fact), 2),
                Domain::Extent => add(What::Fact(fact), 3),
                Domain::OneOf(terms) => add(What::Fact(fact), terms.len()),
                Domain::SetOf(terms) => {
                    (0..terms.len()).for_each(|at| add(What::Member(fact, at), 2));
                }
            }
        }
        for date in DATES {
            let days = days(book, date);
            dimensions.push(Dimension {
                what: What::Day(date),
                size: days.len(),
                domain: None,
                days,
            });
        }
        Self {
            vocabulary: book.vocabulary().clone(),
            receipt: Receipt::of(&dimensions),
            dimensions,
        }
    }

    /// A complete case that the vocabulary allows.
    pub fn draw(&self, seeds: &mut Draw) -> Point {
        let sparse = seeds.one_in(2);
        let mut draw = |dimension: &Dimension| match dimension.what {
            // Small sets are likelier, as in life.
            What::Member(..) if sparse => usize::from(seeds.one_in(6)),
            _ => seeds.below(dimension.size),
        };
        let point = self.dimensions.iter().map(&mut draw).collect();
        self.mend(point, seeds)
    }

    /// The case, or where its facts make a combination that cannot be, one with those facts drawn again.
    pub fn mend(&self, mut point: Point, seeds: &mut Draw) -> Point {
        while !possible(&self.vocabulary, &self.complete(&point).0) {
            for combination in self.vocabulary.impossible() {
                for (fact, _, _) in &combination.these {
                    for at in self.of_fact(*fact) {
                        point[at] = seeds.below(self.dimensions[at].size);
                    }
                }
            }
        }
        point
    }

    /// The dimensions of a fact.
    pub fn of_fact(&self, fact: FactId) -> Vec<usize> {
        let is_of = |at: &usize| match self.dimensions[*at].what {
            What::Fact(of) | What::Member(of, _) => of == fact,
            What::Day(_) => false,
        };
        (0..self.dimensions.len()).filter(is_of).collect()
    }

    /// The dimension that a bit of a case belongs to; claims have none.
    pub fn of_atom(&self, atom: Atom) -> Option<usize> {
        let of = |what| self.dimensions.iter().position(|each| each.what == what);
        match atom {
            Atom::Member(fact, at) => of(What::Member(fact, at)).or_else(|| of(What::Fact(fact))),
            Atom::Since(date, _) => of(What::Day(date)),
            atom => atom.fact().and_then(|fact| of(What::Fact(fact))),
        }
    }

    pub fn complete(&self, point: &[usize]) -> (Complete, Dates) {
        let mut complete = Complete::new();
        let mut dates = Dates::received(Date::constant(2025, 1, 1));
        for (at, value) in point.iter().enumerate() {
            self.set(at, *value, &mut complete, &mut dates);
        }
        (complete, dates)
    }

    fn set(&self, at: usize, number: usize, complete: &mut Complete, dates: &mut Dates) {
        let dimension = &self.dimensions[at];
        match dimension.what {
            What::Fact(fact) => {
                let value = match dimension.domain {
                    Some(Domain::YesNo) => Value::YesNo(number == 1),
                    Some(Domain::Extent) => Value::Extent(Extent::ALL[number]),
                    _ => Value::Members(Members::exactly(1 << number, dimension.size)),
                };
                complete.insert(fact, value);
            }
            What::Member(fact, member) => {
                let entry = complete.entry(fact);
                let value = entry.or_insert(Value::Members(Members::default()));
                if let Value::Members(members) = value {
                    let (yes, no) = (&mut members.present, &mut members.absent);
                    let (put, take) = if number == 1 { (yes, no) } else { (no, yes) };
                    *put |= 1 << member;
                    *take &= !(1 << member);
                }
            }
            What::Day(date) => {
                dates.set(date, dimension.days[number]);
            }
        }
    }

    /// A case of which everything is known.
    pub fn known(&self, point: &[usize]) -> Partial {
        point.iter().map(|value| 1 << value).collect()
    }

    /// Every value of a dimension.
    pub fn any(&self, at: usize) -> u64 {
        (1 << self.dimensions[at].size) - 1
    }

    /// How many completions there are, those that cannot be among them.
    pub fn completions(&self, partial: &Partial) -> u64 {
        partial
            .iter()
            .map(|mask| u64::from(mask.count_ones()))
            .fold(1, u64::saturating_mul)
    }

    /// Every completion that the vocabulary allows.
    pub fn each(&self, partial: &Partial, mut visit: impl FnMut(&[usize], &Complete, Dates)) {
        let partial = &self.receipt.narrow(partial);
        let mut point = first(partial);
        let (mut complete, mut dates) = self.complete(&point);
        let open = unknown(partial);
        loop {
            if possible(&self.vocabulary, &complete) {
                visit(&point, &complete, dates);
            }
            let more = turn(&open, partial, &mut point, |at, value| {
                self.set(at, value, &mut complete, &mut dates);
            });
            if !more {
                return;
            }
        }
    }

    /// The dates that are known.
    pub fn dates(&self, partial: &Partial) -> Dates {
        let (_, mut dates) = self.complete(&first(partial));
        for (at, dimension) in self.dimensions.iter().enumerate() {
            if let (What::Day(date), true) = (dimension.what, partial[at].count_ones() > 1) {
                match date {
                    GovernedBy::Received => panic!("it is always known"),
                    GovernedBy::Replied => dates.replied = None,
                    GovernedBy::Decided => dates.decided = None,
                    GovernedBy::Collected => dates.collected = None,
                    GovernedBy::Processed => dates.processed = None,
                    GovernedBy::Complained => dates.complained = None,
                }
            }
        }
        dates
    }

    /// What is known of each fact: nothing of some, of sets some members, and of a fact that takes one
    /// of several terms perhaps only which it is not.
    pub fn values(&self, partial: &Partial) -> Vec<(FactId, Option<Value>)> {
        let mut values: Vec<(FactId, Option<Value>)> = Vec::new();
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let mask = partial[at];
            let one = (mask.count_ones() == 1).then_some(mask.trailing_zeros() as usize);
            match (dimension.what, dimension.domain) {
                (What::Fact(fact), Some(Domain::YesNo)) => {
                    values.push((fact, one.map(|number| Value::YesNo(number == 1))));
                }
                (What::Fact(fact), Some(Domain::Extent)) => {
                    values.push((fact, one.map(|number| Value::Extent(Extent::ALL[number]))));
                }
                (What::Fact(fact), _) => {
                    let members = Members {
                        present: if one.is_some() { mask } else { 0 },
                        absent: self.any(at) & !mask,
                    };
                    values.push((fact, Some(Value::Members(members))));
                }
                (What::Member(fact, member), _) => {
                    if values.last().is_none_or(|(last, _)| *last != fact) {
                        values.push((fact, Some(Value::Members(Members::default()))));
                    }
                    if let Some((_, Some(Value::Members(members)))) = values.last_mut() {
                        members.present |= u64::from(one == Some(1)) << member;
                        members.absent |= u64::from(one == Some(0)) << member;
                    }
                }
                (What::Day(_), _) => {}
            }
        }
        values
    }

    /// A case in words, for whoever has to look into it: what is not simply "no", or not in a set.
    pub fn in_words(&self, partial: &Partial) -> String {
        let lines = self
            .dimensions
            .iter()
            .zip(partial)
            .filter(|(_, mask)| **mask != 1);
        lines
            .map(|(dimension, mask)| {
                let name = match dimension.what {
                    What::Fact(fact) | What::Member(fact, _) => {
                        self.vocabulary.get(fact).map_or("", |fact| &fact.id)
                    }
                    What::Day(_) => "",
                };
                let state = match mask.count_ones() {
                    1 => format!("number {}", mask.trailing_zeros()),
                    _ => format!("one of {mask:b}"),
                };
                format!("{name} {:?}: {state}\n", dimension.what)
            })
            .collect()
    }

    /// The case as a program reads it.
    pub fn masks(&self, program: &Program, partial: &Partial) -> Masks {
        let mut case = program.case(&self.dates(partial));
        for (fact, value) in self.values(partial) {
            match value {
                Some(value) => program.know(&mut case, fact, value),
                None => program.forget(&mut case, fact),
            }
        }
        case
    }

    /// The case as facts.
    pub fn facts(&self, partial: &Partial) -> Facts {
        let mut facts = Facts::default();
        for (fact, value) in self.values(partial) {
            if let Some(value) = value.filter(|value| *value != Value::Members(Members::default()))
            {
                facts.know(fact, value, Provenance::derived("a test", "it was drawn"));
            }
        }
        facts
    }
}

/// The dimensions that are not known.
pub fn unknown(partial: &Partial) -> Vec<usize> {
    let is_open = |at: &usize| partial[*at].count_ones() > 1;
    (0..partial.len()).filter(is_open).collect()
}

/// Turns to the next completion: the first open dimension that has a further value takes it, and those
/// before it begin again. False after the last.
pub fn turn(
    open: &[usize],
    partial: &Partial,
    point: &mut Point,
    mut changed: impl FnMut(usize, usize),
) -> bool {
    for at in open {
        let above = partial[*at] >> (point[*at] + 1) << (point[*at] + 1);
        let from = if above == 0 { partial[*at] } else { above };
        point[*at] = from.trailing_zeros() as usize;
        changed(*at, point[*at]);
        if above != 0 {
            return true;
        }
    }
    false
}

/// The first completion.
pub fn first(partial: &Partial) -> Point {
    partial
        .iter()
        .map(|mask| mask.trailing_zeros() as usize)
        .collect()
}

/// A day before anything changes, and every day on which something in the book begins or has just ended.
fn days(book: &RuleBook, date: GovernedBy) -> Vec<Date> {
    let mut ranges: Vec<InForce> = Vec::new();
    for (_, rule) in book.rules() {
        ranges.push(rule.in_force);
        match &rule.role {
            Role::Exemption { exempts: lists, .. }
            | Role::Exception {
                restores: lists, ..
            } => {
                ranges.extend(lists.iter().map(|list| list.in_force));
            }
            _ => {}
        }
    }
    let mut days: BTreeSet<Date> = BTreeSet::from([Date::constant(2000, 1, 1)]);
    for range in ranges.iter().filter(|range| range.governed_by == date) {
        days.extend(range.from);
        days.extend(range.deemed_from);
        days.extend(range.until.and_then(|last| last.tomorrow().ok()));
    }
    days.into_iter().collect()
}
