//! What counts as not shown, and who stands by an answer.

use super::{gathered::gather, page::Page};
use crate::{
    advice::{Reasons, words::capital},
    calendar::in_words,
};

/// What counts as not shown, for the case was closed.
pub(super) fn closed(page: &mut Page, advice: &Reasons) {
    let all = gather(advice, |decision| &decision.not_shown, |a, b| a == b);
    let Some(first) = all.first() else {
        return;
    };
    page.heading("Closed without an answer");
    let (by, on) = (&first.what.closed_by, in_words(first.what.closed_on));
    page.line(
        2,
        &format!("{by} closed the case on {on}. These questions had no answer."),
    );
    for each in &all {
        let what = each.what;
        let counts = match what.on {
            Some(on) => format!("{} had to show it and did not. It counts as not so.", capital(on.in_words())),
            None => "The exemption was suggested, but no one recorded its test as met. The council does not rely on it."
                .to_owned(),
        };
        let words = format!("{} {counts} [{}]", what.ask, what.provision.cite());
        page.marked(2, "- ", &words);
        page.line(4, &format!("Before that: {}.", what.before));
        if !each.of_the_whole_request {
            page.line(4, &format!("For: {}", each.concerns()));
        }
    }
}

/// Who stands by an answer that refuses something.
pub(super) fn confirmation(page: &mut Page, advice: &Reasons) {
    let all = gather(
        advice,
        |decision| decision.confirmation.as_ref(),
        |a, b| a == b,
    );
    if all.is_empty() {
        return;
    }
    page.heading("Who must confirm the answer");
    for each in &all {
        let concerns = if each.of_the_whole_request {
            String::new()
        } else {
            format!(" For: {}", each.concerns())
        };
        let words = match &each.what.by {
            Some(by) => format!(
                "Confirmed by {}, {}, on {}.",
                by.by,
                by.role,
                in_words(by.on)
            ),
            None => "No one has confirmed it. This answer refuses something, so it must not rest on a computer alone. Before you send it, have it checked and confirmed by a person who may change it. This is a precaution; the law has its own rules on significant decisions by computer alone. [UK GDPR arts.22A to 22C; before 5 February 2026 art.22]".to_owned(),
        };
        page.marked(2, "- ", &format!("{words}{concerns}"));
        for other in &each.what.of_another_answer {
            let words = format!(
                "{}, {}, confirmed an answer on {}, but not this one. The outcome was different or open then, or more facts have come in since.",
                other.by,
                other.role,
                in_words(other.on)
            );
            page.line(4, &words);
        }
    }
}
