//! Facts that follow from the days of a request.

use jiff::civil::Date;

use super::{Powers, TimeLimits};
use crate::{
    calendar::{Holidays, in_words},
    case::Events,
    fact::{Facts, Provenance, Truth, Value, Vocabulary},
};

/// What an extension that was told says of the facts that nobody stated: that there was one, and whether the person was
/// told in time.
pub(crate) fn from_extension(
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
        if value.is_unknown() || facts.says_something_of(fact) {
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
    say("extension-told", told);
}

/// Whether the person was told of a longer time in time, as far as that is certain whatever is open.
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
