//! What stands first: the request, the answer of each book, and where they differ.

use super::{gathered::gather, page::Page, why::why};
use crate::{
    advice::{Decision, Overall, Reasons, words::capital},
    calendar::in_words,
    decision::{BookDecision, Outcome},
    law::{Provision, Term},
};

pub(super) fn request(page: &mut Page, advice: &Reasons) {
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

pub(super) fn answer(page: &mut Page, advice: &Reasons) {
    if advice
        .overall
        .iter()
        .all(|overall| overall.statute.is_none())
    {
        page.heading("The answer under the procedure");
    } else {
        page.heading("The answer");
    }
    for overall in &advice.overall {
        let ours = outcome_in_words(overall.procedure.outcome);
        match &overall.statute {
            None => page.line(2, &format!("{}: {ours}", title(overall))),
            Some(law) => {
                page.line(2, &title(overall));
                page.line(4, &format!("under the procedure: {ours}"));
                page.line(4, &format!("by law: {}", outcome_in_words(law.outcome)));
            }
        }
        if of_right(advice, overall).nth(1).is_some() {
            parts(page, advice, overall);
        }
    }
}

/// The outcome of each part, the procedure's first.
fn parts(page: &mut Page, advice: &Reasons, overall: &Overall) {
    if overall.statute.is_some() {
        page.line(4, &format!("{:<16}{:<16}", "procedure", "law"));
    }
    for decision in of_right(advice, overall) {
        let outcomes: String = decision
            .books()
            .map(|book| format!("{:<16}", book.outcome.in_words()))
            .collect();
        page.marked(4, &outcomes, &decision.subject());
    }
}

fn title(overall: &Overall) -> String {
    capital(overall.right.label())
}

const fn outcome_in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open: facts are missing that can still change the answer",
        Outcome::Silent => "the rule book has no rules for it",
        other => other.in_words(),
    }
}

fn of_right<'a>(advice: &'a Reasons, overall: &'a Overall) -> impl Iterator<Item = &'a Decision> {
    advice
        .decisions
        .iter()
        .filter(|decision| decision.right == overall.right)
}

pub(super) fn departures(page: &mut Page, advice: &Reasons) {
    let all = gather(
        advice,
        |decision| &decision.departures,
        |a, b| a.way == b.way && a.says == b.says,
    );
    if all.is_empty() {
        return;
    }
    page.heading("Differences between the procedure and the law");
    page.line(
        2,
        "The procedure is the council's own rule. The law prevails.",
    );
    for departure in &all {
        let what = departure.what;
        let open = if what.open { " (open)" } else { "" };
        let cited: Vec<String> = what
            .procedure
            .iter()
            .chain(&what.statute)
            .map(Provision::cite)
            .collect();
        page.marked(
            2,
            "- ",
            &format!(
                "{}{open}. {} [{}]",
                capital(what.way.in_words()),
                what.says,
                cited.join("; ")
            ),
        );
        if !departure.of_the_whole_request {
            page.line(4, &format!("For: {}", departure.concerns()));
        }
    }
}

pub(super) fn why_each(page: &mut Page, advice: &Reasons) {
    page.heading("Why");
    page.line(2, "(+ gives, ! takes away, - does not hold, ? is open)");
    for overall in &advice.overall {
        for decision in of_right(advice, overall) {
            let subject = format!("{}, {}", title(overall), decision.subject());
            match &decision.statute {
                None => book(page, &subject, &decision.procedure),
                Some(law) => {
                    book(
                        page,
                        &format!("{subject}, under the procedure"),
                        &decision.procedure,
                    );
                    book(page, &format!("{subject}, by law"), law);
                }
            }
            if let Some(stood) = &decision.statute_as_it_stood {
                book(
                    page,
                    &format!("{subject}, by law as it stood on the day"),
                    stood,
                );
            }
        }
    }
}

fn book(page: &mut Page, subject: &str, decided: &BookDecision) {
    page.gap();
    page.line(2, &format!("{subject}: {}", decided.outcome.in_words()));
    why(page, 4, decided);
}
