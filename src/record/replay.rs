//! A decision made again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{AnswerTrace, Broken, DutyTrace, Record, canonical::digest_of, sources::sources};
use crate::{
    advice::{Advice, Book, Controller, MadeWith, PartId, Source},
    calendar::Date,
    decision::{FactValue, Outcome},
    law::Right,
    source::{Diagnostics, Digest},
};

/// A decision made again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Replay {
    /// The same advice, byte for byte.
    Same,
    /// Another.
    Otherwise {
        /// What was made with other rules, registers, settings or another version.
        made_with: Vec<MadeOtherwise>,
        /// The day to answer by then and now, where it is another.
        answer_by: Option<[Option<Date>; 2]>,
        /// The answers that are others. Empty where only words, questions, notes or differences between the books are.
        answers: Vec<AnswerDifference>,
        /// The advice as it comes out now.
        now: Box<Advice>,
    },
}

/// Something that an advice was made with is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct MadeOtherwise {
    /// What: `version`, `vocabulary`, `procedure`, `statute`, `calendar`, `settings`, or a register by its id.
    pub what: String,
    /// Its digest then; none where there was none, and of the version.
    pub then: Option<Digest>,
    /// Its digest now.
    pub now: Option<Digest>,
}

/// An answer of one book on one right that comes out otherwise, for the parts where the same differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct AnswerDifference {
    /// The right.
    pub right: Right,
    /// The book.
    pub book: Book,
    /// The parts.
    pub parts: Vec<PartId>,
    /// The outcome then and now, where it is another; none where the book gave no answer.
    pub outcome: Option<[Option<Outcome>; 2]>,
    /// The rules that decided then and no longer do.
    pub rules_gone: Vec<String>,
    /// The rules that decide now and did not.
    pub rules_new: Vec<String>,
    /// The facts that decided with other values, then and now: a register said something else, or another fact counts.
    pub facts: BTreeMap<String, [Vec<FactValue>; 2]>,
    /// The duties that stand otherwise, or have another day, then and now.
    pub duties: BTreeMap<String, [Option<DutyTrace>; 2]>,
}

/// A decision cannot be made again.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum CannotReplay {
    /// The record is not as it was written.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The request has faults under these rules.
    #[error("the request cannot be decided under these rules:\n{0}")]
    Faults(#[from] Diagnostics),
}

impl Record {
    /// Decides the request again, by a council's rules as they are now.
    ///
    /// # Errors
    ///
    /// [`CannotReplay`]: the record was changed, or the request has faults under these rules, for a fact or an activity that
    /// no longer exists.
    pub fn replay(&self, council: &Controller) -> Result<Replay, CannotReplay> {
        self.check()?;
        let now = council.decide(&self.request)?;
        let day = now.answer_by.as_ref().and_then(|answer| answer.day);
        let answers = AnswerTrace::all_of(&now);
        if digest_of(&now) == Some(self.advice) {
            // The advice says what made it. So the record does not, where it says something else.
            let is_same = now.made_with == self.made_with
                && now.overall == self.overall
                && day == self.answer_by
                && answers == self.answers;
            let (case, number) = (self.case.clone(), self.number);
            return if is_same {
                Ok(Replay::Same)
            } else {
                Err(Broken::AnotherAnswer { case, number }.into())
            };
        }
        Ok(Replay::Otherwise {
            made_with: made_otherwise(&self.made_with, &now.made_with),
            answer_by: (day != self.answer_by).then_some([self.answer_by, day]),
            answers: differences(&self.answers, &answers),
            now: Box::new(now),
        })
    }
}

fn made_otherwise(then: &MadeWith, now: &MadeWith) -> Vec<MadeOtherwise> {
    let mut all: Vec<MadeOtherwise> = Vec::new();
    let mut compare = |what: &str, then: Option<&Source>, now: Option<&Source>| {
        if then != now {
            all.push(MadeOtherwise {
                what: what.to_owned(),
                then: then.and_then(|source| source.digest),
                now: now.and_then(|source| source.digest),
            });
        }
    };
    for ((what, then), (_, now)) in sources(then).into_iter().zip(sources(now)) {
        compare(what, then, now);
    }
    compare("settings", Some(&then.settings), Some(&now.settings));
    let named = then.registers.iter().chain(&now.registers);
    let names: BTreeSet<&str> = named.filter_map(|source| source.name.as_deref()).collect();
    for name in names {
        compare(name, register(then, name), register(now, name));
    }
    if then.version != now.version {
        all.push(MadeOtherwise {
            what: "version".to_owned(),
            then: None,
            now: None,
        });
    }
    all
}

fn register<'m>(made: &'m MadeWith, name: &str) -> Option<&'m Source> {
    let mut registers = made.registers.iter();
    registers.find(|source| source.name.as_deref() == Some(name))
}

type Place = (Right, Book, PartId);

fn by_place(answers: &[AnswerTrace]) -> BTreeMap<Place, &AnswerTrace> {
    let each = answers.iter().flat_map(|answer| {
        let parts = answer.parts.iter();
        parts.map(move |part| ((answer.right, answer.book, *part), answer))
    });
    each.collect()
}

/// What differs, one for all parts where the same does.
fn differences(then: &[AnswerTrace], now: &[AnswerTrace]) -> Vec<AnswerDifference> {
    let (then, now) = (by_place(then), by_place(now));
    let places: BTreeSet<Place> = then.keys().chain(now.keys()).copied().collect();
    let mut all: Vec<AnswerDifference> = Vec::new();
    for (right, book, part) in places {
        let place = (right, book, part);
        let answers = [then.get(&place).copied(), now.get(&place).copied()];
        let Some(mut difference) = difference((right, book), answers) else {
            continue;
        };
        let is_alike = |known: &&mut AnswerDifference| {
            difference.parts.clone_from(&known.parts);
            difference == **known
        };
        match all.iter_mut().find(is_alike) {
            Some(known) => known.parts.push(part),
            None => {
                difference.parts = vec![part];
                all.push(difference);
            }
        }
    }
    all
}

fn difference(
    (right, book): (Right, Book),
    [then, now]: [Option<&AnswerTrace>; 2],
) -> Option<AnswerDifference> {
    let is_alike = |one: &AnswerTrace, two: &AnswerTrace| {
        one.outcome == two.outcome
            && one.rules == two.rules
            && one.facts == two.facts
            && one.duties == two.duties
    };
    if then.zip(now).is_some_and(|(then, now)| is_alike(then, now)) {
        return None;
    }
    let outcomes = [then, now].map(|answer| answer.map(|answer| answer.outcome));
    let rules = [then, now].map(|answer| answer.map(|answer| answer.rules.as_slice()));
    let [rules_then, rules_now] = rules.map(Option::unwrap_or_default);
    let missing = |from: &[String], of: &[String]| -> Vec<String> {
        let missing = of.iter().filter(|rule| !from.contains(rule));
        missing.cloned().collect()
    };
    Some(AnswerDifference {
        right,
        book,
        parts: Vec::new(),
        outcome: Some(outcomes).filter(|[then, now]| then != now),
        rules_gone: missing(rules_now, rules_then),
        rules_new: missing(rules_then, rules_now),
        facts: otherwise([then, now].map(|answer| answer.map(|answer| &answer.facts)))
            .map(|(fact, values)| (fact, values.map(Option::unwrap_or_default)))
            .collect(),
        duties: otherwise([then, now].map(|answer| answer.map(|answer| &answer.duties))).collect(),
    })
}

/// The names whose values are others.
fn otherwise<V: Clone + PartialEq>(
    [then, now]: [Option<&BTreeMap<String, V>>; 2],
) -> impl Iterator<Item = (String, [Option<V>; 2])> {
    let of = |map: Option<&BTreeMap<String, V>>| map.cloned().unwrap_or_default();
    let (then, now) = (of(then), of(now));
    let names: BTreeSet<String> = then.keys().chain(now.keys()).cloned().collect();
    names.into_iter().filter_map(move |name| {
        let values = [then.get(&name).cloned(), now.get(&name).cloned()];
        let [one, two] = &values;
        (one != two).then_some((name, values))
    })
}
