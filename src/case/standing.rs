//! Standing answers: what holds for a whole service or council, said once by a named person until a day of review.

use jiff::civil::Date;

use super::{
    answer::Answer,
    reading::read_answer,
    resolved::{find, read},
};
use crate::{
    calendar::in_words,
    fact::{FactKind, Facts, Level, Origin, Provenance, Vocabulary},
    source::{Code, Fields, Node, Place, Problems, date, text, words},
};

/// An answer that holds for every request until it is looked at again. It speaks where a request says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StandingAnswer {
    fact: String,
    answer: Answer,
    by: String,
    on: Date,
    review_by: Date,
    place: Place,
}

/// The standing answers of an activity or of a council.
pub(super) fn read_standing(fields: &Fields<'_>, problems: &mut Problems) -> Vec<StandingAnswer> {
    let nodes = fields.list("standing", problems).iter();
    nodes
        .filter_map(|node| read_answer_of(node, problems))
        .collect()
}

fn read_answer_of(node: &Node, problems: &mut Problems) -> Option<StandingAnswer> {
    let known = ["fact", "is", "by", "on", "review-by"];
    let fields = Fields::open(node, "a standing answer", &known, problems)?;
    let named = fields.required("fact", problems);
    let fact = named.and_then(|node| text(node, problems));
    let answer = fields.required("is", problems);
    let answer = answer.and_then(|node| read_answer(node, problems));
    let by = fields.required("by", problems);
    let by = by.and_then(|node| words(node, problems));
    let mut day = |name: &str| {
        let node = fields.required(name, problems)?;
        date(node, problems)
    };
    let (on, review_by) = (day("on"), day("review-by"));
    if on.zip(review_by).is_some_and(|(on, review)| review < on) {
        problems.report(
            Code::ImpossibleDates,
            &node.place,
            "a standing answer is due for review before it was given",
            "check `on:` and `review-by:`",
        );
    }
    Some(StandingAnswer {
        fact: fact?.to_owned(),
        answer: answer?,
        by: by?,
        on: on?,
        review_by: review_by?,
        place: node.place.clone(),
    })
}

/// Adds the standing answers that still hold on a day, where nothing is said of their facts.
pub(super) fn stand(
    answers: &[StandingAnswer],
    day: Date,
    vocabulary: &Vocabulary,
    facts: &mut Facts,
    problems: &mut Problems,
) {
    for standing in answers.iter().filter(|standing| day <= standing.review_by) {
        let Some(fact) = find(vocabulary, &standing.fact, &standing.place, problems) else {
            continue;
        };
        let fits = vocabulary.get(fact).is_some_and(|declared| {
            declared.kind == FactKind::Observed && declared.about != Level::Request
        });
        if !fits {
            problems.report(
                Code::NotAFactOfARequest,
                &standing.place,
                format!("`{}` cannot be answered for every request", standing.fact),
                "a standing answer is about a service or its information, and is observed, not judged",
            );
            continue;
        }
        let value = read(
            vocabulary,
            fact,
            &standing.answer,
            &standing.place,
            problems,
        );
        if let Some(Ok(value)) = value.filter(|_| !facts.says_something_of(fact)) {
            let until = in_words(standing.review_by);
            let provenance = Provenance {
                origin: Origin::Register,
                by: standing.by.clone(),
                on: Some(standing.on),
                because: Some(format!("a standing answer, to be reviewed by {until}")),
                judged: None,
            };
            facts.know(fact, value, provenance);
        }
    }
}
