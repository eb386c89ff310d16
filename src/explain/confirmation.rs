//! What counts as not shown, and who stands by an answer.

use super::{gathered::gather, page::Page};
use crate::{advice::Reasons, calendar::in_words};

/// What counts as not shown, for the case was closed.
pub(super) fn closed(page: &mut Page, advice: &Reasons) {
    let all = gather(advice, |decision| &decision.not_shown, |a, b| a == b);
    let Some(first) = all.first() else {
        return;
    };
    page.heading("What counts as not shown");
    let (by, on) = (&first.what.closed_by, in_words(first.what.closed_on));
    page.line(
        2,
        &format!(
            "The case was closed by {by} on {on}. Nobody had answered these questions, and the law says who must show it."
        ),
    );
    for each in &all {
        let what = each.what;
        let words = format!(
            "{} It is for {} to show it, and it was not shown: it counts as not so. [{}]",
            what.ask,
            what.on.in_words(),
            what.provision.cite()
        );
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
            None => "Nobody has confirmed it. This answer refuses something: it is not to rest on a computer alone. Before it is sent, a person who may change it looks at it and confirms it. This is a precaution; the law has rules of its own on significant decisions by computer alone. [UK GDPR arts.22A to 22C; before 5 February 2026 art.22]".to_owned(),
        };
        page.marked(2, "- ", &format!("{words}{concerns}"));
        for other in &each.what.of_another_answer {
            let words = format!(
                "{}, {}, confirmed something on {}, but not this answer as it now stands: another outcome, an open one, or this one before something came to be known.",
                other.by,
                other.role,
                in_words(other.on)
            );
            page.line(4, &words);
        }
    }
}
