//! What is known in one case, and how layers of it combine.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    provenance::{Provenance, WhyUnknown},
    value::{Members, Value},
    vocabulary::{FactId, Vocabulary},
};
use crate::calendar::in_words;

/// A known value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Known {
    /// The value.
    pub value: Value,
    /// Who said so.
    pub provenance: Provenance,
}

/// What is known in one case. Whatever is not in it is unknown.
///
/// ```
/// use data_subject_rights::fact::{Facts, Provenance, Value, Vocabulary};
/// use data_subject_rights::Controller;
///
/// let council = Controller::doncaster()?;
/// let vocabulary = council.procedure().vocabulary();
/// let withdrawn = vocabulary.find("consent-withdrawn").ok_or("declared")?;
/// let mut facts = Facts::default();
/// assert!(facts.value(withdrawn).is_none());
/// facts.know(withdrawn, Value::YesNo(true), Provenance::derived("the letter", "it says so"));
/// assert_eq!(facts.value(withdrawn), Some(Value::YesNo(true)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Facts {
    known: BTreeMap<FactId, Known>,
    unknown: BTreeMap<FactId, WhyUnknown>,
}

/// An inner layer says something else than an outer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The fact.
    pub fact: FactId,
    /// What the outer layer says.
    pub outer: Known,
    /// What the inner layer says.
    pub inner: Known,
}

impl Facts {
    /// Records a value, replacing what was recorded before.
    pub fn know(&mut self, fact: FactId, value: Value, provenance: Provenance) {
        self.unknown.remove(&fact);
        self.known.insert(fact, Known { value, provenance });
    }

    /// Records why a fact is not known.
    pub fn not_known(&mut self, fact: FactId, why: WhyUnknown) {
        self.known.remove(&fact);
        self.unknown.insert(fact, why);
    }

    /// The value of a fact, if it is known.
    #[must_use]
    pub fn value(&self, fact: FactId) -> Option<Value> {
        self.known.get(&fact).map(|known| known.value)
    }

    /// The value of a fact with its provenance, if it is known.
    #[must_use]
    pub fn known(&self, fact: FactId) -> Option<&Known> {
        self.known.get(&fact)
    }

    /// Whether anything was said of a fact, even if only why it is not known.
    #[must_use]
    pub fn says_something_of(&self, fact: FactId) -> bool {
        self.known.contains_key(&fact) || self.unknown.contains_key(&fact)
    }

    /// Why a fact is not known: no one has asked, unless something else is recorded.
    #[must_use]
    pub fn why_unknown(&self, fact: FactId) -> WhyUnknown {
        self.unknown
            .get(&fact)
            .cloned()
            .unwrap_or(WhyUnknown::NotAsked)
    }

    /// The known facts, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Known)> {
        self.known.iter().map(|(fact, known)| (*fact, known))
    }

    /// These facts with one of them forgotten.
    #[must_use]
    pub fn without(&self, fact: FactId) -> Self {
        let mut fewer = self.clone();
        fewer.known.remove(&fact);
        fewer
    }

    /// What is known inside, on top of what is known outside.
    ///
    /// An inner layer adds to an outer one, may narrow a set (this operation rests only on consent), and may
    /// cast doubt on the outer one. Anything else that differs is a contradiction.
    ///
    /// # Errors
    ///
    /// Every contradiction, in the order of the vocabulary.
    pub fn with_inner(&self, inner: &Self) -> Result<Self, Vec<Contradiction>> {
        let mut merged = self.clone();
        let mut contradictions = Vec::new();
        for (fact, why) in &inner.unknown {
            merged.not_known(*fact, why.clone());
        }
        for (fact, mine) in &inner.known {
            let combined = match self.known.get(fact) {
                None => Some(mine.clone()),
                Some(outer) => combine(outer, mine),
            };
            match (combined, self.known.get(fact)) {
                (Some(known), _) => merged.know(*fact, known.value, known.provenance),
                (None, Some(outer)) => contradictions.push(Contradiction {
                    fact: *fact,
                    outer: outer.clone(),
                    inner: mine.clone(),
                }),
                (None, None) => {}
            }
        }
        if contradictions.is_empty() {
            Ok(merged)
        } else {
            Err(contradictions)
        }
    }

    /// These facts as they stand when they are relied on, on some day from `first` to `last`. An answer past
    /// its period of validity is unknown again, and so is one that is too old on some of these days.
    ///
    /// Valid for six months means given within the six months that end with the day of reliance: an answer of 21
    /// May counts until 20 November. DPA 2018 s.205(2) leaves such periods to be counted as they read. A judgement
    /// counts until the day by which it is to be reviewed.
    #[must_use]
    pub fn as_at(&self, first: Date, last: Date, vocabulary: &Vocabulary) -> Self {
        let mut current = self.clone();
        for (fact, known) in &self.known {
            let valid_for = vocabulary
                .get(*fact)
                .and_then(|declared| declared.valid_for);
            let too_old = valid_for
                .zip(known.provenance.on)
                .and_then(|(period, on)| period.after(on));
            let judged = known.provenance.judged.as_ref();
            let to_be_reviewed = judged
                .and_then(|judged| judged.review_by)
                .and_then(|day| day.tomorrow().ok());
            let ends = too_old.into_iter().chain(to_be_reviewed).min();
            match ends {
                Some(ends) if first >= ends => current.not_known(*fact, WhyUnknown::Stale),
                Some(ends) if last >= ends => {
                    let why = format!(
                        "the day of the answer: the last one is too old from {}",
                        in_words(ends)
                    );
                    current.not_known(*fact, WhyUnknown::DependsOn(why));
                }
                _ => {}
            }
        }
        current
    }
}

/// The inner value on top of the outer one, or nothing where they contradict.
fn combine(outer: &Known, inner: &Known) -> Option<Known> {
    let (Value::Members(wide), Value::Members(narrow)) = (outer.value, inner.value) else {
        return (outer.value == inner.value).then(|| outer.clone());
    };
    if narrow.present & wide.absent != 0 {
        return None;
    }
    let members = Members {
        present: narrow.present | (wide.present & !narrow.absent),
        absent: narrow.absent | wide.absent,
    };
    // Where every known member of the outer set is denied, nothing is left of it: not a narrowing.
    if wide.present != 0 && members.present == 0 && narrow.absent & wide.present == wide.present {
        return None;
    }
    Some(Known {
        value: Value::Members(members),
        provenance: inner.provenance.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fact::Origin, source::SourceFile};

    fn vocabulary() -> Vocabulary {
        let file = SourceFile::new(
            "facts.yaml",
            "
facts:
  - { fact: opinion, name: o, kind: observed, about: item, ask: Is it?, answered-by: specialist, valid-for: 6 months, provision: procedure/1 }
  - { fact: basis, name: b, kind: observed, takes: { set-of: lawful-basis }, about: activity, ask: Which?, answered-by: register, provision: procedure/1 }
",
        );
        Vocabulary::load(&[file]).unwrap()
    }

    fn said(value: Value, on: Date) -> Facts {
        let provenance = Provenance {
            origin: Origin::Stated,
            by: "someone".to_owned(),
            on: Some(on),
            because: None,
            judged: None,
        };
        let fact = match value {
            Value::Members(_) => FactId(1),
            _ => FactId(0),
        };
        let mut facts = Facts::default();
        facts.know(fact, value, provenance);
        facts
    }

    const MAY: Date = Date::constant(2026, 5, 21);

    #[test]
    fn an_answer_older_than_it_stays_valid_is_unknown_again() {
        let facts = said(Value::YesNo(true), MAY);
        let (last, over) = (Date::constant(2026, 11, 20), Date::constant(2026, 11, 21));
        let relied_on = |first, last| facts.as_at(first, last, &vocabulary());
        assert_eq!(
            relied_on(MAY, last).value(FactId(0)),
            Some(Value::YesNo(true))
        );
        let later = relied_on(over, over);
        assert_eq!(later.value(FactId(0)), None);
        assert_eq!(later.why_unknown(FactId(0)), WhyUnknown::Stale);
        let some_day = relied_on(last, over);
        assert_eq!(some_day.value(FactId(0)), None);
        assert!(matches!(
            some_day.why_unknown(FactId(0)),
            WhyUnknown::DependsOn(_)
        ));
    }

    #[test]
    fn an_inner_layer_may_narrow_a_set_and_may_not_widen_or_empty_it() {
        let set = |present| said(Value::Members(Members::exactly(present, 7)), MAY);
        let outer = set(0b10001);
        let narrowed = outer.with_inner(&set(0b00001)).unwrap();
        assert_eq!(
            narrowed.value(FactId(1)),
            Some(Value::Members(Members::exactly(1, 7)))
        );
        assert!(outer.with_inner(&set(0b00010)).is_err());
        assert!(outer.with_inner(&set(0)).is_err());
    }

    #[test]
    fn an_inner_layer_may_not_contradict_an_outer_one() {
        let yes = said(Value::YesNo(true), MAY);
        let no = said(Value::YesNo(false), MAY);
        let contradictions = yes.with_inner(&no).unwrap_err();
        assert_eq!(contradictions.len(), 1);
        assert_eq!(yes.with_inner(&yes), Ok(yes.clone()));
    }

    #[test]
    fn what_an_inner_layer_doubts_is_unknown() {
        let mut inner = Facts::default();
        inner.not_known(FactId(0), WhyUnknown::NotKnown);
        let outer = said(Value::YesNo(true), MAY);
        let merged = outer.with_inner(&inner).unwrap();
        assert_eq!(merged.value(FactId(0)), None);
        let alone = Facts::default().with_inner(&inner).unwrap();
        assert_eq!(alone.why_unknown(FactId(0)), WhyUnknown::NotKnown);
    }
}
