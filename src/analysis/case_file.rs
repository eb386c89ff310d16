//! A case written as a request that can be run.

use super::words::{Said, sorted};
use crate::{
    calendar::Date,
    circuit::Atom,
    fact::{Domain, FactKind, Level, Vocabulary},
    law::{Capacity, Channel, Entitlement, Right, Term},
    rule::GovernedBy,
};

/// The day of a case that may have any.
pub(super) const ANY_DAY: Date = Date::constant(2026, 11, 23);

/// A request, and the settings of a council of its own where the case is about one.
pub(super) struct Written {
    pub(super) request: String,
    pub(super) settings: Option<String>,
}

/// Writes a request for some rights in which these answers are given and nothing else is known. `on` is the day
/// of every date that the answers leave free.
pub(super) fn written(
    scenario: &str,
    rights: &[Right],
    answers: &[(usize, bool)],
    atom: impl Fn(usize) -> Option<Atom>,
    vocabulary: &Vocabulary,
    on: Date,
) -> Written {
    let said = sorted(answers, atom);
    let mut received = on;
    let mut dates: Vec<(GovernedBy, Date)> = Vec::new();
    let mut claims: Vec<Entitlement> = Vec::new();
    let (mut facts, mut judgements, mut settings) = (Vec::new(), Vec::new(), Vec::new());
    let (mut capacity, mut channel) = (None, None);
    for each in &said {
        match each {
            Said::Date(GovernedBy::Received, from, before) => {
                received = within(*from, *before, on);
            }
            Said::Date(date, from, before) => dates.push((*date, within(*from, *before, on))),
            Said::Claim(entitlement, true) => claims.push(*entitlement),
            Said::Claim(_, false) => {}
            Said::Fact(fact, bits) => {
                let Some(declared) = vocabulary.get(*fact) else {
                    continue;
                };
                let is = value(declared.domain, bits);
                match (declared.id.as_str(), declared.about, declared.kind) {
                    ("capacity", ..) => capacity = Capacity::all().find(|each| each.code() == is),
                    ("channel", ..) => channel = Channel::all().find(|each| each.code() == is),
                    (id, Level::Controller, _) => settings.push(format!("  {id}: {is}")),
                    (id, _, FactKind::Judgement) => judgements.push((id.to_owned(), is)),
                    (id, _, FactKind::Observed) => facts.push((id.to_owned(), is)),
                }
            }
        }
    }
    received = before_the_reply(received, &mut dates, &said);
    let told_on = when_told(received, &dates);
    let mut request = format!("scenario: {scenario}\nreceived: {received}\n");
    for (date, day) in dates {
        request.push_str(&format!("{}: {day}\n", date.code()));
    }
    if let Some(channel) = channel {
        request.push_str(&format!("channel: {}\n", channel.code()));
    }
    if let Some(capacity) = capacity {
        request.push_str(&format!("capacity: {}\n", capacity.code()));
    }
    request.push_str(&asked(rights, &claims));
    request.push_str(&told(facts, judgements, told_on));
    let settings = (!settings.is_empty()).then(|| {
        let facts = settings.join("\n");
        format!(
            "council: The council of the example\ncalendar: england-and-wales\nfacts:\n{facts}\n"
        )
    });
    Written { request, settings }
}

/// The day of receipt, and that of the answer put after it.
fn before_the_reply(mut received: Date, dates: &mut [(GovernedBy, Date)], said: &[Said]) -> Date {
    // No answer is given before the request is there.
    let replied = dates
        .iter_mut()
        .find(|(date, _)| *date == GovernedBy::Replied);
    if let Some((_, replied)) = replied {
        if is_free(said, GovernedBy::Received) {
            received = received.min(*replied);
        }
        *replied = received.max(*replied);
    }
    received
}

/// The day on which facts are told: what is good for some time only is good when the answer goes.
fn when_told(received: Date, dates: &[(GovernedBy, Date)]) -> Date {
    let mut dates = dates.iter();
    let replied = dates.find(|(date, _)| *date == GovernedBy::Replied);
    replied.map_or(received, |(_, day)| *day)
}

/// The rights that are asked for, with what is expressly claimed of each.
fn asked(rights: &[Right], claims: &[Entitlement]) -> String {
    let asks = rights.iter().map(|right| {
        let claims = claims.iter().filter(|claim| claim.right() == *right);
        let claims: Vec<&str> = claims.map(|claim| claim.code()).collect();
        if claims.is_empty() {
            right.code().to_owned()
        } else {
            let claims = claims.join(", ");
            format!("{{ right: {}, claims: [{claims}] }}", right.code())
        }
    });
    let asks: Vec<String> = asks.collect();
    format!("asks: [{}]\n", asks.join(", "))
}

/// Facts and judgements, each with who said so.
fn told(facts: Vec<(String, String)>, judgements: Vec<(String, String)>, day: Date) -> String {
    let mut told = String::new();
    if !facts.is_empty() {
        told.push_str("facts:\n");
        for (id, is) in facts {
            told.push_str(&format!(
                "  {id}: {{ is: {is}, by: the example, on: {day} }}\n"
            ));
        }
    }
    if !judgements.is_empty() {
        told.push_str("judgements:\n");
        for (id, is) in judgements {
            told.push_str(&format!(
                "  - {{ judgement: {id}, is: {is}, by: the example, role: reviewer of the rules, on: {day}, \
                 reasons: It is supposed. }}\n"
            ));
        }
    }
    told
}

/// Whether nothing says that a date is some day or later.
fn is_free(said: &[Said], of: GovernedBy) -> bool {
    !said
        .iter()
        .any(|said| matches!(said, Said::Date(date, Some(_), _) if *date == of))
}

/// A day in a range: this one, where it is in it.
fn within(from: Option<Date>, before: Option<Date>, on: Date) -> Date {
    let last = before.and_then(|before| before.yesterday().ok());
    let at_least = from.map_or(on, |from| on.max(from));
    last.map_or(at_least, |last| at_least.min(last))
}

/// A value as a request writes it: what is not said of a set is not in it.
fn value(domain: Domain, bits: &[(usize, bool)]) -> String {
    let is_so = |place: usize| bits.contains(&(place, true));
    match domain {
        Domain::YesNo => if is_so(0) { "yes" } else { "no" }.to_owned(),
        Domain::Extent => match (is_so(0), is_so(1)) {
            (_, true) => "whole",
            (true, false) => "part",
            (false, false) => "none",
        }
        .to_owned(),
        Domain::OneOf(terms) | Domain::SetOf(terms) => {
            let these = (0..terms.len()).filter(|at| is_so(*at));
            let these: Vec<&str> = these.map(|at| terms.code_at(at)).collect();
            match domain {
                Domain::OneOf(_) => these.first().copied().unwrap_or_default().to_owned(),
                _ => format!("[{}]", these.join(", ")),
            }
        }
    }
}
