//! Changes to what must hold for a rule.

use serde_yaml::Value;

use super::{
    mutant::{Edit, Mutant, Operator, Step},
    yaml::{entry, items},
};

/// Every change to the condition of a rule.
pub fn of_rule(file: usize, at: usize, id: &str, rule: &Value, into: &mut Vec<Mutant>) {
    for field in ["when", "while"] {
        let Some(when) = rule.get(field) else {
            continue;
        };
        let path = vec![Step::Key("rules"), Step::Item(at), Step::Key(field)];
        let mut changes = Changes { file, id, into };
        if when.as_str() != Some("always") {
            let new = Some(Value::from("always"));
            changes.add(
                Operator::ConditionDropped,
                "condition dropped".into(),
                path.clone(),
                new,
            );
        }
        changes.node(when, &path, "");
    }
}

struct Changes<'a> {
    file: usize,
    id: &'a str,
    into: &'a mut Vec<Mutant>,
}

impl Changes<'_> {
    fn add(&mut self, operator: Operator, what: String, path: Vec<Step>, new: Option<Value>) {
        self.into.push(Mutant {
            id: format!("{}: {what}", self.id),
            operator,
            edits: vec![Edit {
                file: self.file,
                path,
                new,
            }],
            days: Vec::new(),
        });
    }

    /// The node turned round, each of its parts dropped, and the same of every part.
    fn node(&mut self, node: &Value, path: &[Step], place: &str) {
        let named = if place.is_empty() { "condition" } else { place };
        let turned = entry("not", node.clone());
        self.add(
            Operator::Negated,
            format!("{named} negated"),
            path.to_vec(),
            Some(turned),
        );
        self.below(node, path, place);
    }

    fn below(&mut self, node: &Value, path: &[Step], place: &str) {
        if let Some(part) = node.get("not") {
            // The part turned round is this turned round.
            let mut inner = path.to_vec();
            inner.push(Step::Key("not"));
            self.below(part, &inner, &format!("{place}not "));
            return;
        }
        for group in ["all", "any"] {
            let Some(parts) = node.get(group).filter(|parts| parts.is_sequence()) else {
                continue;
            };
            let parts = items(parts);
            for (at, part) in parts.iter().enumerate() {
                let mut inner = path.to_vec();
                inner.extend([Step::Key(group), Step::Item(at)]);
                let place = format!("{place}{group}[{at}]");
                if parts.len() > 1 {
                    let what = format!("{place} dropped");
                    self.add(Operator::PartDropped, what, inner.clone(), None);
                }
                self.node(part, &inner, &place);
            }
        }
    }
}
