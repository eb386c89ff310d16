//! What follows from what is known: the vocabulary says what cannot be, so what is known of some facts answers others.

use super::{
    declaration::Domain,
    extent::Extent,
    facts::Facts,
    provenance::{Origin, Provenance},
    truth::Truth,
    value::{Test, Value},
    vocabulary::{FactId, Impossible, Vocabulary},
};

impl Vocabulary {
    /// Adds what follows: where all of a combination that cannot be is so but for one fact, that fact is otherwise. Only
    /// what is then certain is added, and only facts that have no value yet.
    ///
    /// It decides nothing: a verdict is exact without it. It lets reasons and pages use a known fact in other words.
    pub(crate) fn add_implied(&self, facts: &mut Facts) {
        loop {
            let mut is_changed = false;
            for combination in self.impossible() {
                if let Some((fact, value, provenance)) = self.implied_by(combination, facts) {
                    facts.know(fact, value, provenance);
                    is_changed = true;
                }
            }
            if !is_changed {
                return;
            }
        }
    }

    /// The one fact of a combination that is not known, with the only value that it can have.
    fn implied_by(
        &self,
        combination: &Impossible,
        facts: &Facts,
    ) -> Option<(FactId, Value, Provenance)> {
        let mut open = None;
        for (fact, test, wanted) in &combination.these {
            match self.test(*fact, *test, facts) {
                Truth::Unknown if open.is_some() => return None,
                Truth::Unknown => open = Some((*fact, *test, *wanted)),
                met if met == Truth::from(*wanted) => {}
                _ => return None,
            }
        }
        let (fact, test, wanted) = open.filter(|(fact, ..)| facts.value(*fact).is_none())?;
        let value = only_value(self.get(fact)?.domain, test, !wanted)?;
        let names = combination
            .these
            .iter()
            .filter(|(other, ..)| *other != fact)
            .filter_map(|(other, ..)| Some(format!("“{}”", self.get(*other)?.name)));
        let names: Vec<String> = names.collect();
        let provenance = Provenance {
            origin: Origin::Derived,
            by: format!("what is known of {}", names.join(" and ")),
            on: None,
            because: None,
            judged: None,
        };
        Some((fact, value, provenance))
    }
}

/// The value that a fact has whose test comes out like this, where there is only one.
const fn only_value(domain: Domain, test: Test, is_met: bool) -> Option<Value> {
    match (domain, test, is_met) {
        (Domain::YesNo, Test::Yes, _) => Some(Value::YesNo(is_met)),
        (Domain::Extent, Test::AtLeast(Extent::Part), false) => Some(Value::Extent(Extent::None)),
        (Domain::Extent, Test::AtLeast(Extent::Whole), true) => Some(Value::Extent(Extent::Whole)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn vocabulary() -> Vocabulary {
        let file = SourceFile::new(
            "facts.yaml",
            "
facts:
  - { fact: raised, name: raised, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }
  - { fact: harm, name: harm, kind: judgement, takes: extent, about: item, ask: How much?, answered-by: officer, provision: procedure/1 }
  - { fact: serious, name: serious, kind: judgement, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }
impossible:
  - { these: [{ raised: no }, { harm: { at-least: part } }], because: One. }
  - { these: [{ harm: { at-most: none } }, serious], because: Two. }
",
        );
        Vocabulary::load(&[file]).unwrap()
    }

    fn known(id: &str, value: Value) -> Facts {
        let vocabulary = vocabulary();
        let mut facts = Facts::default();
        let provenance = Provenance::derived("a test", "it says so");
        facts.know(vocabulary.find(id).unwrap(), value, provenance);
        vocabulary.add_implied(&mut facts);
        facts
    }

    #[test]
    fn what_cannot_be_is_followed_from_fact_to_fact() {
        let facts = known("raised", Value::YesNo(false));
        let find = |id| vocabulary().find(id).unwrap();
        assert_eq!(facts.value(find("harm")), Some(Value::Extent(Extent::None)));
        assert_eq!(facts.value(find("serious")), Some(Value::YesNo(false)));
    }

    #[test]
    fn it_is_followed_back_to_the_one_value_that_is_left() {
        let facts = known("serious", Value::YesNo(true));
        let find = |id| vocabulary().find(id).unwrap();
        // Part or whole: nothing is said of the extent, nor by way of it.
        assert_eq!(facts.value(find("harm")), None);
        let facts = known("harm", Value::Extent(Extent::Part));
        assert_eq!(facts.value(find("raised")), Some(Value::YesNo(true)));
        assert_eq!(facts.value(find("serious")), None);
    }
}
