//! Parts of cases with something changed: "the same, but …". They stand in `cases/`, a file for each book.

use data_subject_rights::{
    calendar::Date,
    fact::{Domain, Extent, FactId, Facts, Members, Provenance, Value, Vocabulary},
    rule::{Dates, GovernedBy},
};
use serde_yaml::Value as Yaml;

use super::{
    suite::{Ask, Situation},
    yaml::items,
};

/// What is changed of a part of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    pub facts: Vec<(FactId, Value)>,
    pub dates: Vec<(GovernedBy, Date)>,
}

impl Changes {
    /// The part of the case with the changes; `None` where the facts then contradict each other.
    pub fn made_to(&self, situation: &Situation, vocabulary: &Vocabulary) -> Option<Situation> {
        let mut facts = situation.facts.clone();
        for (fact, value) in &self.facts {
            facts.know(
                *fact,
                *value,
                Provenance::derived("the variant", "the same, but for this"),
            );
        }
        self.forget_what_cannot_be(&mut facts, vocabulary);
        let dates = self.dates_from(situation.dates);
        let replied_first = dates
            .replied
            .is_some_and(|replied| replied < dates.received);
        let possible = !replied_first && vocabulary.contradicted_by(&facts).is_none();
        possible.then(|| Situation {
            case: situation.case.clone(),
            part: situation.part.clone(),
            near: situation.near,
            but: self.in_words(vocabulary),
            facts,
            dates,
            asks: situation.asks.iter().map(Ask::same).collect(),
        })
    }

    /// What cannot be beside the changes is not known any more: where nothing is held nobody else is in it.
    fn forget_what_cannot_be(&self, facts: &mut Facts, vocabulary: &Vocabulary) {
        while let Some(combination) = vocabulary.contradicted_by(facts) {
            let of_case: Vec<FactId> = combination
                .these
                .iter()
                .map(|(fact, ..)| *fact)
                .filter(|fact| !self.facts.iter().any(|(changed, _)| changed == fact))
                .collect();
            if of_case.is_empty() {
                return;
            }
            for fact in of_case {
                *facts = facts.without(fact);
            }
        }
    }

    /// Dates with the changes.
    pub fn dates_from(&self, mut dates: Dates) -> Dates {
        for (kind, day) in &self.dates {
            dates.set(*kind, *day);
        }
        dates
    }

    fn in_words(&self, vocabulary: &Vocabulary) -> String {
        let facts = self.facts.iter().map(|(fact, value)| {
            let declared = vocabulary.get(*fact).expect("it is declared");
            let value = value.in_words(declared.domain.terms(), u64::MAX);
            format!("{}: {value}", declared.name)
        });
        let dates = self
            .dates
            .iter()
            .map(|(kind, day)| format!("{} {day}", kind.code()));
        facts.chain(dates).collect::<Vec<_>>().join("; ")
    }

    /// As the file has it.
    pub fn as_yaml(&self, vocabulary: &Vocabulary) -> String {
        let facts = self.facts.iter().map(|(fact, value)| {
            let declared = vocabulary.get(*fact).expect("it is declared");
            format!("{}: {}", declared.id, code(*value, declared.domain))
        });
        let dates = self
            .dates
            .iter()
            .map(|(kind, day)| format!("{}: {day}", kind.code()));
        facts.chain(dates).collect::<Vec<_>>().join(", ")
    }
}

fn code(value: Value, domain: Domain) -> String {
    match (value, domain) {
        (Value::YesNo(yes), _) => if yes { "yes" } else { "no" }.to_owned(),
        (Value::Extent(extent), _) => extent.word().to_owned(),
        (Value::Members(members), Domain::OneOf(terms) | Domain::SetOf(terms)) => {
            let codes: Vec<&str> = (0..terms.len())
                .filter(|at| members.present & (1 << at) != 0)
                .map(|at| terms.code_at(at))
                .collect();
            format!("[{}]", codes.join(", "))
        }
        _ => panic!("{value:?} is no value of {domain:?}"),
    }
}

/// Reads the variants of a book: each a part of a case of the suite, changed.
pub fn read(text: &str, suite: &[Situation], vocabulary: &Vocabulary) -> Vec<Situation> {
    let tree: Yaml = serde_yaml::from_str(text).expect("it is YAML");
    let (mut all, mut cannot_be) = (Vec::new(), Vec::new());
    for of_case in items(&tree) {
        let near = of_case["near"].as_str().expect("a case");
        let part = of_case["part"].as_str().unwrap_or_default();
        let found = suite
            .iter()
            .position(|known| known.case == near && known.part == part && known.near.is_none());
        let at = found.unwrap_or_else(|| panic!("no case has this part: {near} ({part})"));
        let situation = &suite[at];
        for but in items(&of_case["but"]) {
            let changes = changes(but, vocabulary);
            let changed = changes.made_to(situation, vocabulary);
            match changed {
                Some(changed) => all.push(Situation {
                    near: Some(at),
                    ..changed
                }),
                None => cannot_be.push(format!(
                    "{near}: {}",
                    serde_yaml::to_string(but).expect("YAML")
                )),
            }
        }
    }
    assert!(cannot_be.is_empty(), "{cannot_be:#?}");
    all
}

fn changes(but: &Yaml, vocabulary: &Vocabulary) -> Changes {
    let mut changes = Changes::default();
    for (key, value) in but.as_mapping().expect("facts and dates") {
        let key = key.as_str().expect("a name");
        if let Some(kind) = GovernedBy::ALL.into_iter().find(|kind| kind.code() == key) {
            let day = value.as_str().and_then(|day| day.parse().ok());
            changes.dates.push((kind, day.expect("a day")));
            continue;
        }
        let fact = vocabulary
            .find(key)
            .unwrap_or_else(|| panic!("no fact is called {key}"));
        let domain = vocabulary.get(fact).expect("it is declared").domain;
        let value = read_value(value, domain);
        changes
            .facts
            .push((fact, value.unwrap_or_else(|| panic!("{key}: {but:?}"))));
    }
    changes
}

/// A value as files write it: a code, or several in brackets.
pub fn read_value(value: &Yaml, domain: Domain) -> Option<Value> {
    Some(match domain {
        Domain::YesNo => Value::YesNo(match value.as_str()? {
            "yes" => true,
            "no" => false,
            _ => return None,
        }),
        Domain::Extent => Value::Extent(match value.as_str()? {
            "none" => Extent::None,
            "part" => Extent::Part,
            "whole" => Extent::Whole,
            _ => return None,
        }),
        Domain::OneOf(terms) | Domain::SetOf(terms) => {
            let mut present = 0;
            for code in items(value)
                .iter()
                .chain(value.is_string().then_some(value))
            {
                present |= 1 << terms.position(code.as_str()?)?;
            }
            Value::Members(Members::exactly(present, terms.len()))
        }
    })
}
