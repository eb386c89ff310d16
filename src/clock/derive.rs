//! Facts that follow from the days of a request.

use jiff::civil::Date;

use super::{Powers, TimeLimits};
use crate::{
    calendar::{Holidays, in_words},
    case::{EXTENSION_TOLD, Events},
    fact::{Facts, Origin, Provenance, Truth, Value, Vocabulary},
};

/// The facts that the events of a request settle where none was stated. Identity is not confirmed while the evidence
/// asked for has not come; an extension that was told settles others.
pub(crate) fn from_events(
    events: &Events,
    is_access: bool,
    facts: &mut Facts,
    vocabulary: &Vocabulary,
    holidays: Option<&Holidays>,
) {
    if events.identity.is_none() && events.extension_told.is_none() {
        return;
    }
    from_identity(events, facts, vocabulary);
    if let Some(holidays) = holidays {
        from_extension(events, is_access, facts, vocabulary, holidays);
    }
    vocabulary.add_implied(facts);
}

fn from_identity(events: &Events, facts: &mut Facts, vocabulary: &Vocabulary) {
    let waiting = events
        .identity
        .filter(|identity| identity.answered.is_none());
    let confirmed = vocabulary.find("identity-confirmed");
    let confirmed = confirmed.filter(|fact| !facts.says_something_of(*fact));
    if let Some((identity, fact)) = waiting.zip(confirmed) {
        let why = format!(
            "evidence of identity was asked for on {}, and has not come",
            in_words(identity.on)
        );
        let provenance = Provenance::derived("the events of the request", why);
        facts.know(fact, Value::YesNo(false), provenance);
    }
}

/// The facts that an extension settles where none was stated: that there was one, and whether the person was told in
/// time.
fn from_extension(
    events: &Events,
    is_access: bool,
    facts: &mut Facts,
    vocabulary: &Vocabulary,
    holidays: &Holidays,
) {
    let Some(on) = events.extension_told else {
        return;
    };
    let told = told_in_time(events, on, is_access, facts, vocabulary, holidays);
    let mut say = |fact: &str, value: Truth| {
        let Some(fact) = vocabulary.find(fact) else {
            return;
        };
        // A fact with the day of the event says no more than that there was one.
        let is_the_event = facts.known(fact).is_some_and(|known| {
            known.provenance.origin == Origin::Stated && known.provenance.on == Some(on)
        });
        if value.is_unknown() || (facts.says_something_of(fact) && !is_the_event) {
            return;
        }
        let why = format!("the person was told of a longer time on {}", in_words(on));
        facts.know(
            fact,
            Value::YesNo(value.is_yes()),
            Provenance::derived("the events of the request", why),
        );
    };
    say("extension-decided", Truth::Yes);
    say(EXTENSION_TOLD, told);
}

/// Whether the person was told of a longer time in time, where that is certain whatever is open.
fn told_in_time(
    events: &Events,
    told: Date,
    is_access: bool,
    facts: &Facts,
    vocabulary: &Vocabulary,
    holidays: &Holidays,
) -> Truth {
    // The judgements on which restarts and pauses rest. The book's own powers are not worked out yet: one of
    // them rests on this answer.
    let judged = |fact: &str| match vocabulary.find(fact).and_then(|fact| facts.value(fact)) {
        Some(Value::YesNo(yes)) => Truth::from(yes),
        _ => Truth::Unknown,
    };
    let powers = Powers {
        identity: judged("reasonable-doubt-about-identity"),
        authority: Truth::Yes,
        fee: judged("manifestly-unfounded-or-excessive"),
        clarification: judged("clarification-reasonably-needed"),
        extension: Truth::Unknown,
    };
    let Ok(limits) = TimeLimits::of(events, is_access, powers, holidays) else {
        return Truth::Unknown;
    };
    let notice = limits.extension_notice;
    let over = |last: Option<Date>| last.is_some_and(|last| told > last);
    if !over(notice.by()) {
        Truth::Yes
    } else if over(notice.at_the_latest().day()) {
        Truth::No
    } else {
        Truth::Unknown
    }
}
