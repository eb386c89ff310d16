//! What answers mean, by the fact that they answer.

use std::collections::BTreeMap;

use super::answer::Answer;
use crate::{
    fact::{Domain, Extent, FactId, Facts, Members, Value, Vocabulary, WhyUnknown},
    law::Terms,
    source::{Code, Place, Problems, SourceFile},
};

/// The place of what was built in code.
pub(crate) fn built() -> Place {
    SourceFile::new("the request (built in code)", "").place(0..0)
}

/// Facts of a layer with the place where each was said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    pub facts: Facts,
    pub places: BTreeMap<FactId, Place>,
}

pub(super) fn said_twice(fact: &str, place: &Place, problems: &mut Problems) {
    problems.report(
        Code::Contradiction,
        place,
        format!("`{fact}` is said twice in one place"),
        "keep one of the two: nothing is silently replaced",
    );
}

pub(super) fn find(
    vocabulary: &Vocabulary,
    id: &str,
    place: &Place,
    problems: &mut Problems,
) -> Option<FactId> {
    let found = vocabulary.find(id);
    if found.is_none() {
        let names = vocabulary.iter().map(|(_, declared)| declared.id.as_str());
        problems.report(
            Code::UnknownFact,
            place,
            format!("no fact is called `{id}`"),
            problems.did_you_mean(
                id,
                names,
                "name a fact that is declared in rules/vocabulary/",
            ),
        );
    }
    found
}

/// The value of an answer, or why it is none.
pub(super) fn read(
    vocabulary: &Vocabulary,
    fact: FactId,
    answer: &Answer,
    place: &Place,
    problems: &mut Problems,
) -> Option<Result<Value, WhyUnknown>> {
    let domain = vocabulary.get(fact)?.domain;
    let value = match (answer, domain) {
        (Answer::Unknown(why), _) => return Some(Err(why.clone())),
        (Answer::YesNo(yes), Domain::YesNo) => Value::YesNo(*yes),
        (Answer::Word(word), Domain::Extent) => {
            let extent = Extent::ALL.into_iter().find(|extent| extent.word() == word);
            Value::Extent(extent.or_else(|| misfit(domain, place, problems))?)
        }
        (Answer::Word(word), Domain::OneOf(terms)) => {
            let mask = mask(std::slice::from_ref(word), terms, place, problems)?;
            Value::Members(Members::exactly(mask, terms.len()))
        }
        (Answer::Exactly(words), Domain::SetOf(terms)) => Value::Members(Members::exactly(
            mask(words, terms, place, problems)?,
            terms.len(),
        )),
        (Answer::AtLeast(words), Domain::SetOf(terms)) => {
            Value::Members(Members::at_least(mask(words, terms, place, problems)?))
        }
        _ => return misfit(domain, place, problems),
    };
    Some(Ok(value))
}

fn mask(words: &[String], terms: Terms, place: &Place, problems: &mut Problems) -> Option<u64> {
    let mut mask = Some(0u64);
    for word in words {
        if problems.is_full() {
            return None;
        }
        let Some(at) = terms.position(word) else {
            let codes = terms.codes();
            problems.report(
                Code::UnknownTerm,
                place,
                format!("there is no {} `{word}`", terms.code()),
                problems.did_you_mean(
                    word,
                    codes.iter().copied(),
                    format!("one of: {}", codes.join(", ")),
                ),
            );
            mask = None;
            continue;
        };
        mask = mask.map(|mask| mask | 1 << at);
    }
    mask
}

fn misfit<T>(domain: Domain, place: &Place, problems: &mut Problems) -> Option<T> {
    let wanted = match domain {
        Domain::YesNo => "yes or no".to_owned(),
        Domain::Extent => "none, part or whole".to_owned(),
        Domain::OneOf(terms) => format!("one of: {}", terms.codes().join(", ")),
        Domain::SetOf(terms) => format!("a list of: {}", terms.codes().join(", ")),
    };
    problems.report(
        Code::WrongShape,
        place,
        "this answer does not fit the fact",
        format!("answer with {wanted}"),
    );
    None
}
