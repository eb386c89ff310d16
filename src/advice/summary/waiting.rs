//! What something that is open waits for: a question, or the review that is missing.

use crate::advice::{Advice, OpenQuestion};

/// The name of a fact that the review that is missing answers.
pub(super) fn reviewed<'a>(advice: &'a Advice, fact: &str) -> Option<&'a str> {
    let review = advice.review.as_ref()?;
    let mut classes = review.answers.iter();
    classes.find_map(|class| class.facts.get(fact).map(String::as_str))
}

/// The question of a fact, while it is open.
pub(super) fn asking<'a>(advice: &'a Advice, fact: &str) -> Option<&'a OpenQuestion> {
    let mut questions = advice.questions.iter();
    questions.find(|asking| asking.question.fact == fact)
}
