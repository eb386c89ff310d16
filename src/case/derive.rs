//! Facts that follow from something else that is known: what a request and its dates say without a
//! word about the fact itself.
//!
//! A vocabulary that lacks one of these facts does without it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    request::{Ask, Request},
    retention::{Milestone, Retention},
};
use crate::{
    calendar::{Period, in_words},
    fact::{FactId, Facts, Members, Provenance, Value, Vocabulary, WhyUnknown},
    law::{Capacity, Right, Term, Terms},
    rule::Dates,
};

/// What the request makes known of itself: channel, capacity, and that a person who asks is alive.
pub(super) fn from_request(request: &Request, vocabulary: &Vocabulary) -> Facts {
    let mut facts = Facts::default();
    if let Some(channel) = request.channel {
        one_of(
            &mut facts,
            vocabulary.find("channel"),
            Terms::Channel,
            channel.code(),
            "the channel it came through",
        );
    }
    if let Some(capacity) = request.capacity {
        one_of(
            &mut facts,
            vocabulary.find("capacity"),
            Terms::Capacity,
            capacity.code(),
            "the capacity it was made in",
        );
        if capacity == Capacity::DataSubject {
            yes(
                &mut facts,
                vocabulary.find("person-is-living"),
                "the data subject made it in person",
            );
        }
    }
    facts
}

/// What no request says: that the data subject asks in person and is not alive. Each as a fact, the place of a
/// term or answer in it, and whether that is so.
#[cfg(feature = "analysis")]
pub(crate) fn never_said(vocabulary: &Vocabulary) -> Option<[(FactId, usize, bool); 2]> {
    let capacity = vocabulary.find("capacity")?;
    let living = vocabulary.find("person-is-living")?;
    let in_person = Capacity::all().position(|each| each == Capacity::DataSubject)?;
    Some([(capacity, in_person, true), (living, 0, false)])
}

/// What asking for some rights makes known. Not asking for a right makes nothing known.
pub(super) fn from_asks<'a>(asks: impl Iterator<Item = &'a Ask>, vocabulary: &Vocabulary) -> Facts {
    let mut facts = Facts::default();
    for ask in asks {
        let Some((fact, what)) = made_known_by(ask.right) else {
            continue;
        };
        yes(&mut facts, vocabulary.find(fact), what);
    }
    facts
}

/// The fact that asking for a right makes known, and what that says of the request.
pub(crate) const fn made_known_by(right: Right) -> Option<(&'static str, &'static str)> {
    Some(match right {
        Right::Objection => ("has-objected", "it objects"),
        Right::DirectMarketingObjection => (
            "objects-to-direct-marketing",
            "it objects to direct marketing",
        ),
        Right::ConsentWithdrawal => ("consent-withdrawn", "it withdraws consent"),
        Right::Rectification => ("accuracy-contested", "it asks for a correction"),
        _ => return None,
    })
}

/// Whether the time for keeping an item has passed. Where the day that it runs from is not known,
/// nothing is. What somebody said of it stands against a doubt.
pub(super) fn from_retention(
    retention: Option<&Retention>,
    dates: &BTreeMap<Milestone, Option<Date>>,
    known: &Facts,
    case: &Dates,
    vocabulary: &Vocabulary,
) -> Facts {
    let mut facts = Facts::default();
    let Some((retention, fact)) = retention.zip(vocabulary.find("retention-elapsed")) else {
        return facts;
    };
    let started = dates.get(&retention.from);
    let day = case.looked_at();
    // The council has a month to answer. A period that ends within it may be over by then.
    if case.replied.is_none()
        && let Some(last) = started.and_then(|started| retention.keep.after((*started)?))
        && last >= day
        && Period::MONTH.after(day).is_some_and(|answer| last < answer)
    {
        let why = format!(
            "the day of the answer: the period ends on {}",
            in_words(last)
        );
        if !known.says_something_of(fact) {
            facts.not_known(fact, WhyUnknown::DependsOn(why));
        }
        return facts;
    }
    if let Some((elapsed, derivation)) =
        started.and_then(|started| retention.elapsed(*started, day))
    {
        let provenance = Provenance::derived("the register", derivation);
        facts.know(fact, Value::YesNo(elapsed), provenance);
    }
    facts
}

/// That the council holds an item which the request names. What the request says of it, be it only
/// that nobody knows, stands.
pub(super) fn from_naming(known: &Facts, derived: &mut Facts, vocabulary: &Vocabulary) {
    let held = vocabulary.find("information-held");
    yes(
        derived,
        held.filter(|fact| !known.says_something_of(*fact)),
        "this item is named in it as held",
    );
}

fn yes(facts: &mut Facts, fact: Option<FactId>, because: &str) {
    if let Some(fact) = fact {
        facts.know(
            fact,
            Value::YesNo(true),
            Provenance::derived("the request", because),
        );
    }
}

fn one_of(facts: &mut Facts, fact: Option<FactId>, terms: Terms, code: &str, because: &str) {
    if let Some((fact, at)) = fact.zip(terms.position(code)) {
        let value = Value::Members(Members::exactly(1 << at, terms.len()));
        facts.know(fact, value, Provenance::derived("the request", because));
    }
}
