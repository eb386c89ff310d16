//! The same request, written in another order.

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    advice::{Advice, Book, BookAnswer, Group, PartId},
    case::Request,
    source::SourceFile,
};
use serde_yaml::Value;

/// A request with its facts, items and activities from the last to the first.
pub fn turned(file: &SourceFile) -> Request {
    let mut written: Value = serde_yaml::from_str(file.text()).expect("it is YAML");
    turn(&mut written);
    let text = serde_yaml::to_string(&written).expect("it can be written");
    let turned = SourceFile::new(file.name(), text);
    Request::load(&turned).unwrap_or_else(|faults| panic!("{faults}"))
}

fn turn(value: &mut Value) {
    let Value::Mapping(fields) = value else {
        return;
    };
    for (field, value) in fields.iter_mut() {
        match (field.as_str(), value) {
            (Some("facts"), Value::Mapping(facts)) => {
                let mut turned: Vec<_> = std::mem::take(facts).into_iter().collect();
                turned.reverse();
                facts.extend(turned);
            }
            (Some("judgements"), Value::Sequence(all)) => all.reverse(),
            (Some("about" | "items"), Value::Sequence(all)) => {
                all.reverse();
                all.iter_mut().for_each(turn);
            }
            _ => {}
        }
    }
}

/// What an advice comes to for each right and part, by the name of the part; in no order of its own.
pub fn by_part(advice: &Advice) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for group in &advice.groups {
        for part in &group.parts {
            let of = advice.part(*part).expect("it is there");
            let name = format!("{:?}: {:?} {:?}", group.right, of.activity, of.item);
            let told = group
                .books()
                .map(|(book, answer)| told(advice, group, *part, book, answer));
            let of_part = all.entry(name).or_default();
            of_part.extend(told);
            of_part.sort();
        }
    }
    all
}

fn told(advice: &Advice, group: &Group, part: PartId, book: Book, answer: &BookAnswer) -> String {
    let decided = answer.decided_by.iter().map(|by| {
        let facts = advice.facts_behind(group, by);
        let facts = facts.filter(|(parts, _)| parts.contains(&part));
        let facts: BTreeSet<String> = facts.map(|(_, row)| format!("{row:?}")).collect();
        (&by.rule, by.failed, facts)
    });
    let duties = advice
        .duties_of(answer)
        .map(|duty| (&duty.duty, duty.state, duty.by));
    let powers = advice
        .powers_of(answer)
        .map(|power| (&power.power, power.state));
    let asked: BTreeSet<&String> = answer.questions.iter().collect();
    format!(
        "{book}: {:?} {:?} {:?} {:?} {:?} {asked:?}",
        answer.outcome,
        answer.entitlements,
        decided.collect::<Vec<_>>(),
        duties.collect::<Vec<_>>(),
        powers.collect::<Vec<_>>(),
    )
}
