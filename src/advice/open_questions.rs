//! What the answers of a request wait for: each question once, and the review that is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, MissingReview, OpenQuestion, PartId, ReviewedClass, alike::Alike, place::count};
use crate::{
    decision::{BookDecision, Question},
    fact::Level,
    law::{Provision, Right},
};

/// What the answers wait for, as it is gathered.
#[derive(Default)]
pub(super) struct Questions {
    /// In the order in which they were met.
    asked: Vec<OpenQuestion>,
    /// The place of each, by the id of its fact.
    places: BTreeMap<String, usize>,
    review: Reviewing,
}

/// A missing review as it is gathered.
#[derive(Default)]
struct Reviewing {
    under: BTreeSet<Provision>,
    answers: Vec<ReviewedClass>,
    known: BTreeSet<String>,
    then: BTreeSet<String>,
    parts: BTreeSet<PartId>,
    books: BTreeSet<Book>,
}

impl Questions {
    /// Notes what an answer waits for. What a missing review answers is asked by that review, and what arises only if
    /// it raises something is not asked yet. Gives the ids of the others: those of this answer, whatever the answers
    /// before it ask.
    pub(super) fn ask(&mut self, book: Book, alike: &Alike, decided: &BookDecision) -> Vec<String> {
        let supposing = decided.supposing.as_ref();
        let mut asked = Vec::new();
        for question in &decided.questions {
            let reviewed =
                supposing.is_some_and(|review| review.not_raised.contains(&question.fact));
            let asked_now =
                supposing.is_none_or(|review| review.questions.contains(&question.fact));
            if reviewed {
                self.review.add(question, book, &alike.parts);
            } else if asked_now {
                self.question(question, Some(alike.decision.right), &alike.parts);
                asked.push(question.fact.clone());
            } else {
                self.review.then.insert(question.fact.clone());
            }
        }
        if let Some(supposing) = supposing {
            self.review.under.extend(supposing.under.iter().cloned());
        }
        for question in &decided.further_questions {
            // What a review answers is asked by that review.
            if question.class.is_none() {
                self.question(question, None, &alike.parts);
            }
        }
        asked
    }

    fn question(&mut self, question: &Question, right: Option<Right>, parts: &[PartId]) {
        let next = self.asked.len();
        let at = *self.places.entry(question.fact.clone()).or_insert(next);
        if at == next {
            self.asked.push(OpenQuestion {
                // The rules that ask stand in the reasons; here it is enough whose outcome waits.
                question: Question {
                    rules: Vec::new(),
                    ..question.clone()
                },
                parts: Vec::new(),
                rights: Vec::new(),
            });
        }
        let Some(asking) = self.asked.get_mut(at) else {
            return;
        };
        if matches!(question.about, Level::Activity | Level::Item) {
            asking.parts.extend(parts);
            asking.parts.sort_unstable();
            asking.parts.dedup();
        }
        if let Some(right) = right.filter(|right| !asking.rights.contains(right)) {
            asking.rights.push(right);
        }
        for term in &question.matters {
            if !asking.question.matters.contains(term) {
                asking.question.matters.push(term.clone());
            }
        }
    }

    /// The questions, best first, and the missing review.
    ///
    /// Those of an outcome stand before those of a duty alone. Among these, questions of scope come first, then
    /// whether anything is held, then its use: the order in which they were met.
    pub(super) fn into_parts(self) -> (Vec<OpenQuestion>, Option<MissingReview>) {
        let Self {
            mut asked,
            places,
            review,
        } = self;
        asked.sort_by_key(|asking| asking.rights.is_empty());
        let then = review.then.iter();
        let then = then.filter(|fact| !places.contains_key(*fact)).count();
        let missing = (!review.answers.is_empty()).then(|| MissingReview {
            under: review.under.into_iter().collect(),
            then: count(then),
            answers: review.answers,
            parts: review.parts.into_iter().collect(),
            books: review.books.into_iter().collect(),
        });
        (asked, missing)
    }
}

impl Reviewing {
    fn add(&mut self, question: &Question, book: Book, parts: &[PartId]) {
        let is_new = self.known.insert(question.fact.clone());
        if let Some(class) = question.class.clone().filter(|_| is_new) {
            let fact = (question.fact.clone(), question.name.clone());
            match self.answers.iter_mut().find(|known| known.class == class) {
                Some(known) => known.facts.extend([fact]),
                None => self.answers.push(ReviewedClass {
                    class,
                    facts: BTreeMap::from([fact]),
                }),
            }
        }
        self.parts.extend(parts);
        self.books.insert(book);
    }
}
