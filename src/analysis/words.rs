//! Answers to bits, in words.

use super::{
    Answered,
    review::{NO, NONE, NOT_CLAIMED},
};
use crate::{
    calendar::{Date, in_words as day_in_words},
    circuit::Atom,
    fact::{Domain, FactId, Vocabulary},
    law::Term,
    rule::GovernedBy,
};

/// What is said of one fact, date or claim.
pub(super) enum Said {
    /// Of a fact: each of its bits that is answered, by its place in the fact.
    Fact(FactId, Vec<(usize, bool)>),
    /// Of a date: it is this day or later, and it is before this day.
    Date(GovernedBy, Option<Date>, Option<Date>),
    /// Of a claim: whether it is made.
    Claim(crate::law::Entitlement, bool),
}

/// Answers sorted by what they are about, in the order in which each is first met.
pub(super) fn sorted(answers: &[(usize, bool)], atom: impl Fn(usize) -> Option<Atom>) -> Vec<Said> {
    let mut sorted: Vec<Said> = Vec::new();
    for (bit, yes) in answers {
        let Some(atom) = atom(*bit) else { continue };
        let known = sorted.iter_mut().find(|said| match (&**said, atom) {
            (Said::Fact(fact, _), atom) => atom.fact() == Some(*fact),
            (Said::Date(date, ..), Atom::Since(other, _)) => *date == other,
            _ => false,
        });
        let place = match atom {
            Atom::Yes(_) | Atom::AtLeastPart(_) => 0,
            Atom::Whole(_) => 1,
            Atom::Member(_, at) => at,
            Atom::Since(..) | Atom::Claimed(_) => 0,
        };
        match (known, atom) {
            (Some(Said::Fact(_, bits)), _) => bits.push((place, *yes)),
            (Some(Said::Date(_, from, before)), Atom::Since(_, day)) => {
                narrow(day, *yes, from, before);
            }
            (_, Atom::Since(date, day)) => {
                let (mut from, mut before) = (None, None);
                narrow(day, *yes, &mut from, &mut before);
                sorted.push(Said::Date(date, from, before));
            }
            (_, Atom::Claimed(entitlement)) => sorted.push(Said::Claim(entitlement, *yes)),
            (_, atom) => {
                let fact = atom
                    .fact()
                    .map(|fact| Said::Fact(fact, vec![(place, *yes)]));
                sorted.extend(fact);
            }
        }
    }
    sorted
}

fn narrow(day: Date, yes: bool, from: &mut Option<Date>, before: &mut Option<Date>) {
    if yes {
        *from = Some(from.map_or(day, |known| known.max(day)));
    } else {
        *before = Some(before.map_or(day, |known| known.min(day)));
    }
}

/// What is said, in words.
pub(super) fn in_words(said: &Said, vocabulary: &Vocabulary) -> Option<Answered> {
    let (what, name, is) = match said {
        Said::Fact(fact, bits) => {
            let declared = vocabulary.get(*fact)?;
            let is = value_in_words(declared.domain, bits);
            (declared.id.clone(), declared.name.clone(), is)
        }
        Said::Date(date, from, before) => {
            let last = before.and_then(|before| before.yesterday().ok());
            let is = match (from.map(day_in_words), last.map(day_in_words)) {
                (Some(from), Some(last)) if from == last => from,
                (Some(from), Some(last)) => format!("from {from} to {last}"),
                (Some(from), None) => format!("{from} or later"),
                (None, Some(last)) => format!("{last} or earlier"),
                (None, None) => "any day".to_owned(),
            };
            (date.code().to_owned(), date_in_words(*date).to_owned(), is)
        }
        Said::Claim(entitlement, claimed) => {
            let is = if *claimed {
                "expressly claimed"
            } else {
                NOT_CLAIMED
            };
            (
                entitlement.code().to_owned(),
                entitlement.label().to_owned(),
                is.to_owned(),
            )
        }
    };
    Some(Answered { what, name, is })
}

fn value_in_words(domain: Domain, bits: &[(usize, bool)]) -> String {
    let of = |place: usize| {
        bits.iter()
            .find(|(at, _)| *at == place)
            .map(|(_, yes)| *yes)
    };
    match domain {
        Domain::YesNo => match of(0) {
            Some(false) => NO,
            _ => "yes",
        }
        .to_owned(),
        Domain::Extent => match (of(0), of(1)) {
            (_, Some(true)) => "whole",
            (Some(false), _) => NONE,
            (Some(true), Some(false)) => "part",
            (Some(true), None) => "part or whole",
            (None, _) => "none or part",
        }
        .to_owned(),
        Domain::OneOf(terms) | Domain::SetOf(terms) => {
            let labels = |wanted: bool| {
                let these = bits.iter().filter(|(_, yes)| *yes == wanted);
                let these: Vec<&str> = these.map(|(at, _)| terms.label(*at)).collect();
                these.join(", ")
            };
            let (with, without) = (labels(true), labels(false));
            match (domain, with.is_empty(), without.is_empty()) {
                (Domain::OneOf(_), false, _) => with,
                (Domain::OneOf(_), true, _) => format!("anything but {without}"),
                // Every term is answered.
                (_, true, _) if bits.len() == terms.len() => NONE.to_owned(),
                (_, false, _) if bits.len() == terms.len() => format!("only {with}"),
                (_, false, true) => format!("with {with}"),
                (_, true, _) => format!("without {without}"),
                (_, false, false) => format!("with {with}; without {without}"),
            }
        }
    }
}

/// The field of a request that has a date, and what the date is.
pub(super) const fn date_in_words(date: GovernedBy) -> &'static str {
    match date {
        GovernedBy::Received => "request received",
        GovernedBy::Replied => "answer given",
        GovernedBy::Decided => "automated decision taken",
        GovernedBy::Collected => "information collected",
        GovernedBy::Processed => "information processed",
        GovernedBy::Complained => "complaint received",
    }
}
