//! Statements, judgements and reviews of one layer, resolved into facts.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use jiff::civil::Date;

use super::{
    answer::Answer,
    judgement::Judgement,
    resolved::{Resolved, built, find, read, said_twice},
};
use crate::{
    fact::{FactId, FactKind, Facts, Origin, Provenance, Value, Vocabulary, WhyUnknown},
    law::Provision,
    source::{Code, Place, Problems},
};

/// A fact that someone stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub(crate) fact: String,
    pub(crate) answer: Answer,
    pub(crate) by: Option<String>,
    pub(crate) on: Option<Date>,
    pub(crate) place: Place,
}

/// A sweeping answer: everything under some provisions was reviewed, and nothing raised but these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub(crate) under: Vec<Provision>,
    pub(crate) by: String,
    pub(crate) on: Date,
    pub(crate) raised: Vec<(String, Place)>,
    pub(crate) place: Place,
}

impl Review {
    /// A review of everything under a provision: who made it, when, and the class facts raised.
    pub fn of(
        under: Provision,
        by: impl Into<String>,
        on: Date,
        raised: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        Self {
            under: vec![under],
            by: by.into(),
            on,
            raised: raised
                .into_iter()
                .map(|fact| (fact.to_owned(), built()))
                .collect(),
            place: built(),
        }
    }

    /// The review went through everything under this provision too.
    #[must_use]
    pub fn and_of(mut self, under: Provision) -> Self {
        self.under.push(under);
        self
    }

    /// The review raised this class fact too.
    #[must_use]
    pub fn raising(mut self, fact: impl Into<String>) -> Self {
        self.raised.push((fact.into(), built()));
        self
    }

    /// The provision reviewed that covers a class, if there is one.
    fn covering(&self, class: &Provision) -> Option<&Provision> {
        self.under.iter().find(|under| under.covers(class))
    }
}

/// What is said at one layer of a request: the request, an activity or an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer {
    pub(crate) statements: Vec<Statement>,
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) reviews: Vec<Review>,
}

impl Layer {
    /// Adds what someone stated in code.
    pub(super) fn state(&mut self, fact: String, answer: Answer, by: String, on: Option<Date>) {
        match answer {
            // No one says what is not known.
            Answer::Unknown(why) => self.leave(fact, why),
            known => self.say(fact, known, Some(by), on),
        }
    }

    /// Says in code why a fact is not known.
    pub(super) fn leave(&mut self, fact: String, why: WhyUnknown) {
        self.say(fact, Answer::Unknown(why), None, None);
    }

    /// Adds a judgement. One that says only why no one has judged is a fact that is not known.
    pub(super) fn judge(&mut self, judgement: Judgement) {
        match judgement.answer {
            Answer::Unknown(why) => self.leave(judgement.fact, why),
            _ => self.judgements.push(judgement),
        }
    }

    fn say(&mut self, fact: String, answer: Answer, by: Option<String>, on: Option<Date>) {
        self.statements.push(Statement {
            fact,
            answer,
            by,
            on,
            place: built(),
        });
    }

    /// The facts of the layer. `scribe` is who recorded what is stated without a name.
    pub(crate) fn resolve(
        &self,
        vocabulary: &Vocabulary,
        scribe: &str,
        problems: &mut Problems,
    ) -> Resolved {
        let mut resolved = Resolved::default();
        for said in &self.statements {
            if problems.is_full() {
                return resolved;
            }
            let Some(fact) = find(vocabulary, &said.fact, &said.place, problems) else {
                continue;
            };
            if resolved.places.contains_key(&fact) {
                said_twice(&said.fact, &said.place, problems);
                continue;
            }
            if let Some(answer) = read(vocabulary, fact, &said.answer, &said.place, problems) {
                let judgement = vocabulary
                    .get(fact)
                    .is_some_and(|declared| declared.kind == FactKind::Judgement);
                match answer {
                    Ok(_) if judgement => {
                        resolved.facts.not_known(fact, WhyUnknown::NeedsJudgement);
                    }
                    Ok(value) => resolved.facts.know(
                        fact,
                        value,
                        Provenance {
                            origin: Origin::Stated,
                            by: said.by.clone().unwrap_or_else(|| scribe.to_owned()),
                            on: said.on,
                            because: None,
                            judged: None,
                        },
                    ),
                    Err(why) => resolved.facts.not_known(fact, why),
                }
                resolved.places.insert(fact, said.place.clone());
            }
        }
        for judged in &self.judgements {
            if problems.is_full() {
                return resolved;
            }
            judged.resolve(vocabulary, &mut resolved, problems);
        }
        resolved
    }
}

/// What the reviews of one layer answer, worked out once for everything inside it.
#[derive(Debug, Default)]
pub(crate) struct CoveredByReviews<'a> {
    /// The class facts that they cover, each with the first review that does and what that reviewed.
    covered: BTreeMap<FactId, (&'a Review, &'a Provision)>,
    /// Those of them that some review raised.
    raised: BTreeSet<FactId>,
}

impl<'a> CoveredByReviews<'a> {
    /// What the reviews of a layer answer. One that raises what it does not cover is at fault.
    pub(crate) fn of(
        layer: &'a Layer,
        vocabulary: &'a Vocabulary,
        problems: &mut Problems,
    ) -> Self {
        let mut reviewed = Self::default();
        for review in &layer.reviews {
            let covered: Vec<(FactId, &str, &Provision)> = vocabulary
                .iter()
                .filter_map(|(fact, declared)| {
                    let under = review.covering(declared.class.as_ref()?)?;
                    Some((fact, declared.id.as_str(), under))
                })
                .collect();
            let names: BTreeMap<&str, FactId> =
                covered.iter().map(|(fact, id, _)| (*id, *fact)).collect();
            for (raised, place) in &review.raised {
                match names.get(raised.as_str()) {
                    Some(fact) => drop(reviewed.raised.insert(*fact)),
                    None => cannot_raise(
                        review,
                        raised,
                        place,
                        covered.iter().map(|(_, id, _)| *id),
                        problems,
                    ),
                }
            }
            for (fact, _, under) in covered {
                reviewed.covered.entry(fact).or_insert((review, under));
            }
        }
        reviewed
    }
}

fn cannot_raise<'a>(
    review: &Review,
    raised: &str,
    place: &Place,
    names: impl Iterator<Item = &'a str>,
    problems: &mut Problems,
) {
    if problems.is_full() {
        return;
    }
    let under: Vec<&str> = review.under.iter().map(Provision::as_str).collect();
    problems.report(
        Code::UnknownFact,
        place,
        format!(
            "a review of `{}` cannot raise `{raised}`",
            under.join("`, `")
        ),
        problems.did_you_mean(
            raised,
            names,
            "name a fact that the vocabulary declares with `class:` and this provision",
        ),
    );
}

/// What of the answers of a review is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swept {
    /// What it raised: someone said so.
    Raised,
    /// What it did not raise.
    NotRaised,
}

/// Answers the class facts that some reviews cover and that are still unknown: yes for what any of
/// them raised, no for the rest. The innermost layer comes last.
pub(crate) fn sweep(layers: &[Rc<CoveredByReviews<'_>>], swept: Swept, facts: &mut Facts) {
    for layer in layers.iter().rev() {
        for (fact, (review, under)) in &layer.covered {
            let raised = layers.iter().any(|layer| layer.raised.contains(fact));
            // Anything said of it stays, even if only that an answer is awaited.
            if raised != (swept == Swept::Raised) || facts.says_something_of(*fact) {
                continue;
            }
            let found = if raised {
                "this was raised"
            } else {
                "this was not raised"
            };
            let provenance = Provenance {
                origin: Origin::Sweep,
                by: review.by.clone(),
                on: Some(review.on),
                because: Some(format!(
                    "everything under {} was reviewed, and {found}",
                    under.cite()
                )),
                judged: None,
            };
            facts.know(*fact, Value::YesNo(raised), provenance);
        }
    }
}
