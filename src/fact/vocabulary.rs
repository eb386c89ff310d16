//! Every declared fact, and the combinations of facts that cannot be.

use std::collections::BTreeMap;

use super::{
    declaration::{Declaration, Domain},
    declaring::{id_node, id_place, read_declaration},
    reading::read_test,
    truth::Truth,
    value::{Test, Value},
};
use crate::source::{
    Code, Diagnostics, Digest, Fields, Node, NodeKind, Problems, ReadFrom, SourceFile, list,
    parse_all, text, words,
};

/// The place of a fact in its vocabulary. Ids order as the facts are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub(crate) usize);

/// A combination of facts that cannot be, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// The tests that cannot all be met; `false` turns a test round.
    pub these: Vec<(FactId, Test, bool)>,
    /// Why not.
    pub because: String,
}

impl Impossible {
    /// Whether the fact is among these.
    pub(crate) fn names(&self, fact: FactId) -> bool {
        self.these.iter().any(|(of, ..)| *of == fact)
    }

    /// Whether the combination is not met where the fact has this value, whatever the others have. `size` is that of
    /// the fact's domain.
    pub(crate) fn is_avoided_by(&self, fact: FactId, value: Value, size: usize) -> bool {
        self.these.iter().any(|(of, test, wanted)| {
            *of == fact && test.truth(Some(value), size) == Truth::from(!*wanted)
        })
    }
}

/// Every fact that rules may ask about, declared once for all rule books.
///
/// ```
/// use data_subject_rights::{fact::Vocabulary, source::SourceFile};
///
/// let file = SourceFile::new("facts.yaml", "
/// facts:
///   - fact: consent-withdrawn
///     name: consent withdrawn
///     kind: observed
///     about: activity
///     ask: Has the person withdrawn their consent?
///     answered-by: requester
///     provision: uk-gdpr/7/3
/// ");
/// let vocabulary = Vocabulary::load(&[file])?;
/// assert!(vocabulary.find("consent-withdrawn").is_some());
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    pub(super) facts: Vec<Declaration>,
    pub(super) by_id: BTreeMap<String, FactId>,
    pub(super) impossible: Vec<Impossible>,
    read_from: ReadFrom,
}

impl Vocabulary {
    /// Reads the vocabulary from its files.
    ///
    /// # Errors
    ///
    /// Every fault found in any of the files.
    pub fn load(files: &[SourceFile]) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let trees = parse_all(files, &mut problems);
        let mut vocabulary = Self {
            read_from: Digest::of_files(files).into(),
            ..Self::default()
        };
        let opened: Vec<Fields<'_>> = trees
            .iter()
            .filter_map(|tree| {
                Fields::open(
                    tree,
                    "a vocabulary",
                    &["facts", "impossible"],
                    &mut problems,
                )
            })
            .collect();
        for fields in &opened {
            for node in fields.list("facts", &mut problems) {
                vocabulary.declare(node, &mut problems);
            }
        }
        for fields in &opened {
            for node in fields.list("facts", &mut problems) {
                vocabulary.check_closing(node, &mut problems);
            }
        }
        for fields in &opened {
            for node in fields.list("impossible", &mut problems) {
                vocabulary.forbid(node, &mut problems);
            }
        }
        problems.settle(vocabulary)
    }

    /// The fact with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<FactId> {
        self.by_id.get(id).copied()
    }

    /// The declaration of a fact of this vocabulary.
    #[must_use]
    pub fn get(&self, fact: FactId) -> Option<&Declaration> {
        self.facts.get(fact.0)
    }

    /// Every fact with its declaration, as declared.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Declaration)> {
        self.facts
            .iter()
            .enumerate()
            .map(|(at, declared)| (FactId(at), declared))
    }

    /// The digest of the files that it was read from; none where it was made in code.
    #[must_use]
    pub const fn digest(&self) -> Option<Digest> {
        self.read_from.0
    }

    /// The combinations that cannot be.
    #[must_use]
    pub fn impossible(&self) -> &[Impossible] {
        &self.impossible
    }

    /// The fact that a node names; an unknown name is reported with the likeliest one.
    pub(crate) fn read_fact(&self, node: &Node, problems: &mut Problems) -> Option<FactId> {
        let id = text(node, problems)?;
        let found = self.find(id);
        if found.is_none() {
            problems.report(
                Code::UnknownFact,
                &node.place,
                format!("no fact is called `{id}`"),
                self.suggest(id, &[], problems),
            );
        }
        found
    }

    /// Help for a name that no fact (and none of `more`) has.
    pub(crate) fn suggest(&self, id: &str, more: &[&str], problems: &Problems) -> String {
        let names = self
            .by_id
            .keys()
            .map(String::as_str)
            .chain(more.iter().copied());
        problems.did_you_mean(
            id,
            names,
            "declare it in rules/vocabulary/, with the question a person would be asked",
        )
    }

    fn declare(&mut self, node: &Node, problems: &mut Problems) {
        let Some(declared) = read_declaration(node, problems) else {
            return;
        };
        if self.by_id.contains_key(&declared.id) {
            problems.report(
                Code::DuplicateId,
                id_place(node, "fact"),
                format!("the fact `{}` is declared twice", declared.id),
                "declare each fact once: all rule books share it",
            );
            return;
        }
        self.by_id
            .insert(declared.id.clone(), FactId(self.facts.len()));
        self.facts.push(declared);
    }

    /// What must be so before a closed case counts a fact is a yes/no fact of its own.
    fn check_closing(&self, node: &Node, problems: &mut Problems) {
        let id = text(id_node(node, "fact"), &mut Problems::default()).and_then(|id| self.find(id));
        let closes = id.and_then(|fact| self.get(fact)?.closes());
        let Some((closes, once)) = closes.and_then(|closes| Some((closes, closes.once?))) else {
            return;
        };
        let found = self.find(once).and_then(|fact| self.get(fact));
        if found.is_none_or(|declared| declared.domain != Domain::YesNo) {
            problems.report(
                Code::UnknownFact,
                id_place(
                    node,
                    if closes.on.is_some() {
                        "burden"
                    } else {
                        "not-relied-on"
                    },
                ),
                format!("no yes/no fact is called `{once}`"),
                self.suggest(once, &[], problems),
            );
        }
    }

    fn forbid(&mut self, node: &Node, problems: &mut Problems) {
        let before = problems.count();
        let Some(fields) = Fields::open(
            node,
            "an impossible combination",
            &["these", "because"],
            problems,
        ) else {
            return;
        };
        let because = fields
            .required("because", problems)
            .and_then(|node| words(node, problems));
        let these = fields
            .required("these", problems)
            .map(|node| {
                list(node, problems)
                    .iter()
                    .filter_map(|item| self.read_literal(item, problems))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default();
        if these.len() < 2 && problems.count() == before {
            problems.report(
                Code::MissingField,
                fields.place(),
                "an impossible combination names at least two facts",
                "name the facts that cannot be so together under `these:`",
            );
        }
        if let (Some(because), true) = (because, problems.count() == before) {
            self.impossible.push(Impossible { these, because });
        }
    }

    fn read_literal(&self, node: &Node, problems: &mut Problems) -> Option<(FactId, Test, bool)> {
        let NodeKind::Map(entries) = &node.kind else {
            let fact = self.read_fact(node, problems)?;
            return Some((fact, Test::Yes, true));
        };
        let [entry] = entries.as_slice() else {
            problems.report(
                Code::WrongShape,
                &node.place,
                "one fact with its test belongs here",
                "write each fact with its test as an item of its own, after `- `",
            );
            return None;
        };
        let Some(fact) = self.find(&entry.key) else {
            problems.report(
                Code::UnknownFact,
                &entry.place,
                format!("no fact is called `{}`", entry.key),
                self.suggest(&entry.key, &[], problems),
            );
            return None;
        };
        let domain = self.get(fact)?.domain;
        let (test, wanted) = read_test(domain, &entry.value, problems)?;
        Some((fact, test, wanted))
    }
}
