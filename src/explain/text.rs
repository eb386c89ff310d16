//! Plain text for the officer who must act.

use std::collections::BTreeSet;

use super::{page::Page, why::why};
use crate::{
    advice::{Advice, Decision, Overall},
    calendar::{Date, in_words},
    decision::{DutyDecision, DutyState, Outcome, PowerState, Question},
    fact::{FactKind, Level, Truth, WhyUnknown},
    law::Term,
    rule::{Confidence, Due},
};

/// The advice as plain text: the answer first, then why, what is missing, what to do, and what to
/// know. Made for an officer: it may name what must not be told to the person, and says so.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let advice = Controller::doncaster()?.decide(&request)?;
/// assert!(explain::text(&advice).contains("Does the council hold information about the person here?"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn text(advice: &Advice) -> String {
    let mut page = Page::default();
    request(&mut page, advice);
    answer(&mut page, advice);
    reasons(&mut page, advice);
    questions(&mut page, advice);
    duties(&mut page, advice);
    powers(&mut page, advice);
    notes(&mut page, advice);
    page.into_text()
}

fn request(page: &mut Page, advice: &Advice) {
    let request = &advice.request;
    page.line(0, &advice.council);
    if let Some(title) = &request.title {
        page.line(0, title);
    }
    let mut received = format!("Received on {}", in_words(request.received));
    if let Some(channel) = request.channel {
        received.push_str(&format!(", {}", channel.label()));
    }
    if let Some(capacity) = request.capacity {
        received.push_str(&format!(", from {}", capacity.label()));
    }
    received.push('.');
    if request.looked_at != request.received {
        received.push_str(&format!(" Looked at on {}.", in_words(request.looked_at)));
    }
    page.line(0, &received);
    if let Some(scenario) = &request.scenario {
        page.gap();
        page.line(2, scenario);
    }
    if let Some(letter) = &request.letter {
        page.gap();
        page.line(2, &format!("“{letter}”"));
    }
}

fn answer(page: &mut Page, advice: &Advice) {
    page.heading("The answer under the procedure");
    for overall in &advice.overall {
        page.line(
            2,
            &format!("{}: {}", title(overall), outcome_in_words(overall.outcome)),
        );
        if overall.parts.len() > 1 {
            for decision in of_right(advice, overall) {
                let outcome = decision.procedure.outcome.in_words();
                page.marked(4, &format!("{outcome:<16}"), &decision.subject());
            }
        }
    }
}

fn title(overall: &Overall) -> String {
    let label = overall.right.label();
    let mut letters = label.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

const fn outcome_in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open: facts are missing that can still change the answer",
        Outcome::Silent => "the rule book has no rules for it",
        other => other.in_words(),
    }
}

fn of_right<'a>(advice: &'a Advice, overall: &'a Overall) -> impl Iterator<Item = &'a Decision> {
    advice
        .decisions
        .iter()
        .filter(|decision| decision.right == overall.right)
}

fn reasons(page: &mut Page, advice: &Advice) {
    page.heading("Why");
    page.line(2, "(+ gives, ! takes away, - does not hold, ? is open)");
    for overall in &advice.overall {
        for decision in of_right(advice, overall) {
            page.gap();
            page.line(
                2,
                &format!(
                    "{}, {}: {}",
                    title(overall),
                    decision.subject(),
                    decision.procedure.outcome.in_words()
                ),
            );
            why(page, 4, &decision.procedure);
        }
    }
}

/// Something said on several decisions, with what it concerns each time.
struct Gathered<'a, T> {
    /// The first of them, and all.
    what: &'a T,
    all: Vec<&'a T>,
    concerns: BTreeSet<(usize, String)>,
    /// Whether it is said of every part of the request: then there is no need to name them.
    of_the_whole_request: bool,
}

/// Gathers what is the same on several decisions, in the order in which it first appears.
fn gather<'a, T>(
    advice: &'a Advice,
    of: impl Fn(&'a Decision) -> &'a [T],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<Gathered<'a, T>> {
    let mut gathered: Vec<Gathered<'a, T>> = Vec::new();
    for (at, decision) in advice.decisions.iter().enumerate() {
        for what in of(decision) {
            let subject = decision.subject();
            match gathered.iter_mut().find(|known| same(known.what, what)) {
                Some(known) => {
                    known.all.push(what);
                    if !known.concerns.iter().any(|(_, name)| *name == subject) {
                        known.concerns.insert((at, subject));
                    }
                }
                None => gathered.push(Gathered {
                    what,
                    all: vec![what],
                    concerns: BTreeSet::from([(at, subject)]),
                    of_the_whole_request: false,
                }),
            }
        }
    }
    let subjects: BTreeSet<String> = advice.decisions.iter().map(Decision::subject).collect();
    for each in &mut gathered {
        each.of_the_whole_request = each.concerns.len() == subjects.len();
    }
    gathered
}

impl<T> Gathered<'_, T> {
    fn concerns(&self) -> String {
        let names: Vec<&str> = self
            .concerns
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        names.join("; ")
    }
}

fn questions(page: &mut Page, advice: &Advice) {
    let asked = gather(
        advice,
        |decision| &decision.procedure.questions,
        |a, b| a.fact == b.fact && a.unknown == b.unknown,
    );
    if asked.is_empty() {
        return;
    }
    page.heading("What must still be found out");
    for (at, question) in asked.iter().enumerate() {
        page.marked(2, &format!("{}. ", at + 1), &question.what.ask);
        detail(page, question);
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
        page.line(5, &format!("What matters: {}.", matters.join(", ")));
    }
    if asked.about != Level::Request && !question.of_the_whole_request {
        page.line(5, &format!("For: {}", question.concerns()));
    }
    for factor in &asked.factors {
        page.marked(5, "weigh: ", factor);
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

fn duties(page: &mut Page, advice: &Advice) {
    let all = gather(
        advice,
        |decision| &decision.procedure.duties,
        |a, b| a.duty == b.duty && a.state == b.state && a.met_on == b.met_on,
    );
    let in_state = |state: DutyState| {
        all.iter()
            .filter(move |duty| duty.what.state == state)
            .collect::<Vec<_>>()
    };
    let (due, met, open) = (
        in_state(DutyState::Due),
        in_state(DutyState::Met),
        in_state(DutyState::Open),
    );
    if !due.is_empty() {
        page.heading("What the council must do");
        for duty in due {
            one_duty(page, duty);
        }
    }
    if !met.is_empty() {
        page.heading("What the council has done");
        for duty in &met {
            page.marked(2, "- ", &cited_duty(duty.what));
            // A longer time that was lawfully taken makes the shorter one no measure.
            let longer = met
                .iter()
                .filter(|other| other.what.met_by == duty.what.met_by)
                .filter_map(|other| other.what.by)
                .max();
            page.line(4, &done_in_words(duty.what, longer));
            if !duty.of_the_whole_request {
                page.line(4, &format!("For: {}", duty.concerns()));
            }
        }
    }
    if !open.is_empty() {
        page.heading("What the council may have to do");
        for duty in open {
            one_duty(page, duty);
            depends_on(page, duty.all.iter().flat_map(|each| &each.questions));
        }
    }
}

fn one_duty(page: &mut Page, duty: &Gathered<'_, DutyDecision>) {
    page.marked(2, "- ", &cited_duty(duty.what));
    if let Some(officer) = &duty.what.officer {
        page.line(4, &format!("For the officer: {officer}"));
    }
    if let Some(when) = due_in_words(duty.what) {
        page.line(4, &when);
    }
    if !duty.of_the_whole_request {
        page.line(4, &format!("For: {}", duty.concerns()));
    }
}

fn cited_duty(duty: &DutyDecision) -> String {
    let unverified = if duty.confidence == Confidence::Unverified {
        " (the text of this rule was not verified)"
    } else {
        ""
    };
    format!("{} [{}]{unverified}", duty.says, duty.provision.cite())
}

fn done_in_words(duty: &DutyDecision, last_day: Option<Date>) -> String {
    match (duty.met_on, last_day) {
        (Some(on), Some(by)) if on > by => format!(
            "Done on {}, late: it was due by {}.",
            in_words(on),
            in_words(by)
        ),
        (Some(on), _) => format!("Done on {}.", in_words(on)),
        (None, _) => "Done.".to_owned(),
    }
}

fn due_in_words(duty: &DutyDecision) -> Option<String> {
    match (duty.due, duty.by) {
        (Due::AtOnce, _) => Some("When: at once.".to_owned()),
        (Due::BeforeGoingAhead, _) => Some("When: before going ahead.".to_owned()),
        (Due::WithTheReply, _) => Some("When: with the answer.".to_owned()),
        (Due::Within { period, .. }, Some(by)) => {
            Some(format!("When: within {period}, by {}.", in_words(by)))
        }
        (Due::Within { period, .. }, None) => Some(format!("When: within {period}.")),
        (Due::Always | Due::NotStated, _) => None,
    }
}

fn powers(page: &mut Page, advice: &Advice) {
    let all = gather(
        advice,
        |decision| &decision.procedure.powers,
        |a, b| a.power == b.power && a.state == b.state,
    );
    let shown: Vec<_> = all
        .iter()
        .filter(|power| power.what.state != PowerState::NotAvailable)
        .collect();
    if shown.is_empty() {
        return;
    }
    page.heading("What the council may do");
    for power in shown {
        page.marked(
            2,
            "- ",
            &format!("{} [{}]", power.what.says, power.what.provision.cite()),
        );
        if let Some(officer) = &power.what.officer {
            page.line(4, &format!("For the officer: {officer}"));
        }
        if !power.of_the_whole_request {
            page.line(4, &format!("For: {}", power.concerns()));
        }
        depends_on(page, power.all.iter().flat_map(|each| &each.questions));
    }
}

/// The questions that a duty or power depends on, each with how it stands.
fn depends_on<'a>(page: &mut Page, questions: impl Iterator<Item = &'a Question>) {
    let mut seen = BTreeSet::new();
    let mut asked = questions
        .filter(|question| seen.insert((&question.ask, question.unknown.in_words())))
        .peekable();
    if asked.peek().is_none() {
        return;
    }
    page.line(4, "It depends on:");
    for question in asked {
        let stands = match question.unknown {
            WhyUnknown::NotAsked => String::new(),
            _ => format!(" ({})", question.unknown.in_words()),
        };
        page.marked(6, "- ", &format!("{}{stands}", question.ask));
    }
}

fn notes(page: &mut Page, advice: &Advice) {
    let all = gather(
        advice,
        |decision| &decision.procedure.notes,
        |a, b| a.note == b.note && a.says == b.says && a.applies == b.applies,
    );
    if all.is_empty() {
        return;
    }
    page.heading("What to know");
    for note in &all {
        let open = match note.what.applies {
            Truth::Unknown => "(May matter here.) ",
            _ => "",
        };
        page.marked(
            2,
            "- ",
            &format!("{open}{} [{}]", note.what.says, note.what.provision.cite()),
        );
        if !note.what.general && !note.of_the_whole_request {
            page.line(4, &format!("For: {}", note.concerns()));
        }
    }
}
