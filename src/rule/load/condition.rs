//! Conditions as files write them.

use super::{law::read_entitlement, rule::Reader};
use crate::{
    fact::{Domain, Test, read_test},
    rule::model::Condition,
    source::{Code, Entry, Node, NodeKind, Place, Problems, list, text},
};

impl Reader<'_> {
    /// Reads a condition.
    pub(super) fn read_condition(&self, node: &Node, problems: &mut Problems) -> Option<Condition> {
        match &node.kind {
            NodeKind::Scalar { .. } => match text(node, problems)? {
                "always" => Some(Condition::Always),
                name => self.read_test(name, &node.place, None, problems),
            },
            NodeKind::Map(entries) => match entries.as_slice() {
                [entry] => self.read_entry(entry, problems),
                _ => {
                    problems.report(
                        Code::WrongShape,
                        &node.place,
                        "one test belongs here, not several side by side and not none",
                        "write one test; put several in a list under `all:` or `any:`",
                    );
                    None
                }
            },
            NodeKind::List(_) => {
                problems.report(
                    Code::WrongShape,
                    &node.place,
                    "a list of conditions does not say whether all or any must hold",
                    "put the list under `all:` or `any:`",
                );
                None
            }
        }
    }

    fn read_entry(&self, entry: &Entry, problems: &mut Problems) -> Option<Condition> {
        match entry.key.as_str() {
            "all" => self.read_parts(&entry.value, problems).map(Condition::All),
            "any" => self.read_parts(&entry.value, problems).map(Condition::Any),
            "not" => self
                .read_condition(&entry.value, problems)
                .map(|part| Condition::Not(Box::new(part))),
            "granted" => read_entitlement(&entry.value, problems).map(Condition::Granted),
            "refused" => read_entitlement(&entry.value, problems).map(Condition::Refused),
            name => self.read_test(name, &entry.place, Some(&entry.value), problems),
        }
    }

    fn read_parts(&self, node: &Node, problems: &mut Problems) -> Option<Vec<Condition>> {
        let items = list(node, problems);
        let parts: Vec<Condition> = items
            .iter()
            .filter_map(|item| self.read_condition(item, problems))
            .collect();
        (parts.len() == items.len()).then_some(parts)
    }

    fn read_test(
        &self,
        name: &str,
        place: &Place,
        test: Option<&Node>,
        problems: &mut Problems,
    ) -> Option<Condition> {
        let fact = self.vocabulary.find(name);
        let definition = self.definitions.get(name);
        let domain = match (fact.and_then(|fact| self.vocabulary.get(fact)), definition) {
            (Some(declared), _) => declared.domain,
            (None, Some((_, domain))) => *domain,
            (None, None) if self.unread.files || self.unread.rules.contains(name) => return None,
            (None, None) => {
                let names: Vec<&str> = self.definitions.keys().map(String::as_str).collect();
                problems.report(
                    Code::UnknownFact,
                    place,
                    format!("no fact or definition is called `{name}`"),
                    self.vocabulary.suggest(name, &names, problems),
                );
                return None;
            }
        };
        let (test, wanted) = match test {
            Some(node) => read_test(domain, node, problems)?,
            None if domain == Domain::YesNo => (Test::Yes, true),
            None => {
                problems.report(
                    Code::TestDoesNotFit,
                    place,
                    format!("`{name}` is not a yes/no fact: it needs a test"),
                    "write what to test, such as `{ any: [public-task] }` or `{ at-least: part }`",
                );
                return None;
            }
        };
        let leaf = match (fact, definition) {
            (Some(fact), _) => Condition::Fact(fact, test),
            (None, Some((rule, _))) => Condition::Definition(*rule, test),
            (None, None) => return None,
        };
        Some(if wanted {
            leaf
        } else {
            Condition::Not(Box::new(leaf))
        })
    }
}
