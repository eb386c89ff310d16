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

/// What the request makes known of itself: channel and capacity.
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
    }
    facts
}

/// What asking for some rights makes known. Not asking for a right makes nothing known.
pub(super) fn from_asks<'a>(
    asks: impl Iterator<Item = &'a Ask> + Clone,
    vocabulary: &Vocabulary,
) -> Facts {
    let mut facts = Facts::default();
    complaint_alone(asks.clone(), vocabulary, &mut facts);
    for ask in asks {
        let Some((fact, what)) = made_known_by(ask.right) else {
            continue;
        };
        yes(&mut facts, vocabulary.find(fact), what);
    }
    facts
}

/// The fact that says whether a complaint is all that is asked: one reaches uses that no other right reaches.
pub(crate) const COMPLAINT_ALONE: &str = "complaint-alone";

/// Where a use is complained of and more is asked about it, this is known of the rest: see [`for_the_complaint`].
fn complaint_alone<'a>(
    mut asks: impl Iterator<Item = &'a Ask> + Clone,
    vocabulary: &Vocabulary,
    facts: &mut Facts,
) {
    let Some(fact) = vocabulary.find(COMPLAINT_ALONE) else {
        return;
    };
    let is_complaint = |ask: &Ask| ask.right == Right::Complaint;
    let (some, all) = (asks.clone().any(is_complaint), asks.all(is_complaint));
    let because = match (some, all) {
        (true, true) => "it complains, and asks for nothing else",
        (true, false) => "it complains, and asks for more",
        _ => "it does not complain",
    };
    let provenance = Provenance::derived("the request", because);
    facts.know(fact, Value::YesNo(some && all), provenance);
}

/// What is known for the decision on a complaint where more is asked about the same use: the same, as if it stood alone.
pub(crate) fn for_the_complaint(facts: &Facts, vocabulary: &Vocabulary) -> Option<Facts> {
    let fact = vocabulary.find(COMPLAINT_ALONE)?;
    let mut alone = facts.clone();
    let provenance = Provenance::derived("the request", "the complaint is looked at by itself");
    alone.know(fact, Value::YesNo(true), provenance);
    Some(alone)
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

/// Whether the time for keeping an item has passed. Where the day that it runs from is not known, nothing is.
/// Anything stated about it outweighs a doubt.
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

/// That a person who asks in person is alive. A request that says otherwise has outlived the person.
pub(super) fn from_asking(known: &Facts, vocabulary: &Vocabulary) -> Facts {
    let mut facts = Facts::default();
    let in_person = Terms::Capacity.position(Capacity::DataSubject.code());
    let capacity = vocabulary
        .find("capacity")
        .and_then(|fact| known.value(fact));
    let asks_in_person = match (capacity, in_person) {
        (Some(Value::Members(members)), Some(at)) => members.present & (1 << at) != 0,
        _ => false,
    };
    let living = vocabulary.find("person-is-living");
    yes(
        &mut facts,
        living.filter(|fact| asks_in_person && !known.says_something_of(*fact)),
        "the data subject made it in person",
    );
    facts
}

/// That the council holds an item which the request names, and that the search did tell. Anything the request says of
/// it stays, even if only that no one knows.
pub(super) fn from_naming(known: &Facts, derived: &mut Facts, vocabulary: &Vocabulary) {
    let held = vocabulary.find("information-held");
    let cannot_tell = vocabulary.find("search-cannot-tell");
    let is_settled = held.is_some_and(|fact| known.value(fact).is_some());
    let is_said = cannot_tell.and_then(|fact| known.value(fact)).is_some();
    yes(
        derived,
        held.filter(|fact| !is_said && !known.says_something_of(*fact)),
        "this item is named in it as held",
    );
    // A search that found it, or found that there is none, did tell.
    if let Some(fact) = cannot_tell.filter(|_| is_settled && !is_said) {
        let because = "it says whether this is held";
        let provenance = Provenance::derived("the request", because);
        derived.know(fact, Value::YesNo(false), provenance);
    }
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
