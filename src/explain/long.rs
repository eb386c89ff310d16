//! Plain text for the officer who must act.

use std::collections::BTreeMap;

use super::{
    classes::MANY,
    confirmation::{closed, confirmation},
    duties::{asks, duties},
    gathered::{Gathered, depends_on, gather},
    headline::{answer, departures, request, why_each},
    page::Page,
    times::times,
};
use crate::{
    advice::Reasons,
    decision::{PowerDecision, PowerState, Question},
    fact::{FactKind, Level, Truth, WhyUnknown},
    law::Provision,
};

/// The advice as plain text: the answer first, then why, what is missing, what to do, and what to
/// know. Made for an officer: it may name what must not be told to the person, and says so.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let advice = Controller::doncaster()?.reasons(&request)?;
/// assert!(explain::reasons(&advice).contains("Does the council hold information about the person here?"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn reasons(advice: &Reasons) -> String {
    let mut page = decided(advice);
    closed(&mut page, advice);
    confirmation(&mut page, advice);
    duties(&mut page, advice);
    times(&mut page, advice);
    powers(&mut page, advice);
    notes(&mut page, advice);
    contacts(&mut page, advice);
    page.into_text()
}

/// The decision alone: the answer, where the books differ, why, and what is missing. What to do and
/// what to know stand in [`reasons`].
#[must_use]
pub fn decision(advice: &Reasons) -> String {
    decided(advice).into_text()
}

fn decided(advice: &Reasons) -> Page {
    let mut page = Page::default();
    request(&mut page, advice);
    answer(&mut page, advice);
    departures(&mut page, advice);
    why_each(&mut page, advice);
    questions(&mut page, advice);
    page
}

fn questions(page: &mut Page, advice: &Reasons) {
    let asked = gather(
        advice,
        |decision| decision.books().flat_map(|book| &book.questions),
        |a, b| a.fact == b.fact && a.unknown == b.unknown,
    );
    if asked.is_empty() {
        return;
    }
    page.heading("What must still be found out");
    let is_of_a_class = |question: &&Gathered<'_, Question>| question.what.class.is_some();
    let (mut classes, mut single): (Vec<_>, Vec<_>) = asked.iter().partition(is_of_a_class);
    if classes.len() < MANY {
        classes.clear();
        single = asked.iter().collect();
    }
    // What is only judged once its class was raised need not be read before the review.
    let waits = |question: &Gathered<'_, Question>| {
        let provision = question.what.provision.as_ref();
        question.what.kind == FactKind::Judgement
            && classes
                .iter()
                .filter_map(|asked| asked.what.class.as_ref())
                .any(|class| provision.is_some_and(|provision| class.covers(provision)))
    };
    let (waiting, single): (Vec<_>, Vec<_>) = single.into_iter().partition(|each| waits(each));
    if !classes.is_empty() {
        limits(page, &classes, waiting.len());
    }
    let first = usize::from(!classes.is_empty()) + 1;
    for (at, question) in single.iter().enumerate() {
        page.marked(2, &format!("{}. ", first + at), &question.what.ask);
        detail(page, question);
    }
}

/// The questions that one review answers, as one.
fn limits(page: &mut Page, classes: &[&Gathered<'_, Question>], waiting: usize) {
    page.marked(
        2,
        "1. ",
        "Is there any sign that one of these matters here? Check them once, and record who did so, when, and which they raised: that answers all of them.",
    );
    for question in classes {
        let asked = question.what;
        let cited = asked
            .class
            .as_ref()
            .map_or_else(String::new, Provision::cite);
        let stands = match asked.unknown {
            WhyUnknown::NotAsked => String::new(),
            _ => format!(" ({})", asked.unknown.in_words()),
        };
        page.marked(5, "- ", &format!("{} [{cited}]{stands}", asked.name));
        if asked.about != Level::Request && !question.of_the_whole_request {
            page.line(7, &format!("For: {}", question.concerns()));
        }
    }
    if waiting > 0 {
        let said = "Then judge each one raised by its own test. The others need no judgement.";
        page.line(5, said);
    }
}

fn detail(page: &mut Page, question: &Gathered<'_, Question>) {
    let asked = question.what;
    let mut who = format!("Ask {}", asked.answered_by.in_words());
    if asked.kind == FactKind::Judgement {
        who.push_str("; this is a judgement: record who made it, when and why");
    }
    who.push_str(&format!(". {}", status(asked)));
    page.line(5, &who);
    let mut matters: Vec<&str> = Vec::new();
    for term in question.all.iter().flat_map(|each| &each.matters) {
        if !matters.contains(&term.as_str()) {
            matters.push(term);
        }
    }
    if !matters.is_empty() {
        page.line(5, &format!("Consider: {}.", matters.join(", ")));
    }
    if asked.about != Level::Request && !question.of_the_whole_request {
        page.line(5, &format!("For: {}", question.concerns()));
    }
    for factor in &asked.factors {
        let cited = factor.provision.as_ref();
        let cited = cited.map_or_else(String::new, |cited| format!(" [{}]", cited.cite()));
        page.marked(5, "weigh: ", &format!("{}{cited}", factor.weigh));
    }
}

fn status(question: &Question) -> String {
    let mut words = question.unknown.in_words();
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    let cited = question
        .provision
        .as_ref()
        .map_or_else(String::new, |provision| format!(" [{}]", provision.cite()));
    format!("{words}.{cited}")
}

fn powers(page: &mut Page, advice: &Reasons) {
    let all = gather(
        advice,
        |decision| decision.books().flat_map(|book| &book.powers),
        |a, b| a.power == b.power && a.state == b.state,
    );
    let asks = asks(advice);
    for (state, heading) in [
        (PowerState::Available, "What the council may do"),
        (PowerState::Open, "What the council may be able to do"),
        (PowerState::NotAvailable, "What the council may not do here"),
    ] {
        let shown: Vec<_> = all
            .iter()
            .filter(|power| power.what.state == state)
            .collect();
        if !shown.is_empty() {
            page.heading(heading);
        }
        for power in shown {
            one_power(page, power, &asks);
        }
    }
}

fn one_power(page: &mut Page, power: &Gathered<'_, PowerDecision>, asks: &BTreeMap<&str, &str>) {
    let what = power.what;
    let cited = format!(
        "{} [{}]{}",
        what.says,
        what.provision.cite(),
        what.confidence.in_words()
    );
    page.marked(2, "- ", &cited);
    if let Some(officer) = what
        .officer
        .as_ref()
        .filter(|_| what.state != PowerState::NotAvailable)
    {
        page.line(4, &format!("For the officer: {officer}"));
    }
    if !power.of_the_whole_request {
        page.line(4, &format!("For: {}", power.concerns()));
    }
    depends_on(
        page,
        power.all.iter().flat_map(|each| &each.questions),
        asks,
    );
}

fn notes(page: &mut Page, advice: &Reasons) {
    let all = gather(
        advice,
        |decision| decision.books().flat_map(|book| &book.notes),
        |a, b| a.note == b.note && a.says == b.says && a.applies == b.applies,
    );
    if all.is_empty() {
        return;
    }
    page.heading("Good to know");
    for note in &all {
        let open = match note.what.applies {
            Truth::Unknown => "(May matter here.) ",
            _ => "",
        };
        page.marked(
            2,
            "- ",
            &format!(
                "{open}{} [{}]{}",
                note.what.says,
                note.what.provision.cite(),
                note.what.confidence.in_words()
            ),
        );
        if !note.what.general && !note.of_the_whole_request {
            page.line(4, &format!("For: {}", note.concerns()));
        }
    }
}

fn contacts(page: &mut Page, advice: &Reasons) {
    if advice.contacts.is_empty() {
        return;
    }
    page.heading("Who to contact");
    for contact in &advice.contacts {
        page.marked(
            2,
            "- ",
            &format!("{}: {}", contact.about.in_words(), contact.at),
        );
    }
}
