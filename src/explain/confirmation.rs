//! Who stands by an answer.

use super::{page::Page, text::gather};
use crate::{advice::Advice, calendar::in_words};

/// Who stands by an answer that refuses something.
pub(super) fn confirmation(page: &mut Page, advice: &Advice) {
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
            None => "This answer refuses something. A person who may change it must look at it and confirm it before it is sent: the library decides nothing about anybody by itself. [UK GDPR arts.22A to 22D; before 5 February 2026 art.22]".to_owned(),
        };
        page.marked(2, "- ", &format!("{words}{concerns}"));
        for other in &each.what.of_another_answer {
            let words = format!(
                "{}, {}, confirmed another answer on {}. What is known has changed since.",
                other.by,
                other.role,
                in_words(other.on)
            );
            page.line(4, &words);
        }
    }
}
