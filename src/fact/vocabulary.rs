//! Every declared fact, and the combinations of facts that cannot be.

use std::collections::BTreeMap;

use super::{
    Burden, Declaration, Domain, FactKind, Facts, Level, Respondent, Test, Truth,
    reading::read_test,
};
use crate::{
    law::{Provision, Terms},
    source::{
        Code, Diagnostics, Fields, Node, NodeKind, Place, Problems, SourceFile, did_you_mean, list,
        parse_all, period, text, word, words,
    },
};
use strum::IntoEnumIterator;

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
    facts: Vec<Declaration>,
    by_id: BTreeMap<String, FactId>,
    impossible: Vec<Impossible>,
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
        let mut vocabulary = Self::default();
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

    /// The combinations that cannot be.
    #[must_use]
    pub fn impossible(&self) -> &[Impossible] {
        &self.impossible
    }

    /// The first impossible combination that these facts make, if they make one.
    #[must_use]
    pub fn contradicted_by(&self, facts: &Facts) -> Option<&Impossible> {
        self.impossible.iter().find(|combination| {
            combination.these.iter().all(|(fact, test, wanted)| {
                let truth = self.test(*fact, *test, facts);
                truth == Truth::from(*wanted)
            })
        })
    }

    /// Whether a test on a fact is met.
    #[must_use]
    pub fn test(&self, fact: FactId, test: Test, facts: &Facts) -> Truth {
        let size = self.get(fact).map_or(0, |declared| declared.domain.size());
        test.truth(facts.value(fact), size)
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
                self.suggest(id, &[]),
            );
        }
        found
    }

    /// Help for a name that no fact (and none of `more`) has.
    pub(crate) fn suggest(&self, id: &str, more: &[&str]) -> String {
        let names = self
            .by_id
            .keys()
            .map(String::as_str)
            .chain(more.iter().copied());
        did_you_mean(
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
                self.suggest(&entry.key, &[]),
            );
            return None;
        };
        let domain = self.get(fact)?.domain;
        let (test, wanted) = read_test(domain, &entry.value, problems)?;
        Some((fact, test, wanted))
    }
}

const FIELDS: &[&str] = &[
    "fact",
    "name",
    "kind",
    "takes",
    "about",
    "ask",
    "answered-by",
    "valid-for",
    "burden",
    "provision",
    "class",
    "factors",
];

fn read_declaration(node: &Node, problems: &mut Problems) -> Option<Declaration> {
    let before = problems.count();
    let fields = Fields::open(node, "a fact", FIELDS, problems)?;
    let id = fields
        .required("fact", problems)
        .and_then(|node| text(node, problems));
    let name = fields
        .required("name", problems)
        .and_then(|node| words(node, problems));
    let ask = fields
        .required("ask", problems)
        .and_then(|node| words(node, problems));
    let kind = fields.required("kind", problems).and_then(|node| {
        let kinds = [
            ("observed", FactKind::Observed),
            ("judgement", FactKind::Judgement),
        ];
        word(node, &kinds, problems)
    });
    let about = fields.required("about", problems).and_then(|node| {
        let levels = [
            ("controller", Level::Controller),
            ("request", Level::Request),
            ("activity", Level::Activity),
            ("item", Level::Item),
        ];
        word(node, &levels, problems)
    });
    let answered_by = fields.required("answered-by", problems).and_then(|node| {
        let respondents = [
            ("register", Respondent::Register),
            ("requester", Respondent::Requester),
            ("officer", Respondent::Officer),
            ("specialist", Respondent::Specialist),
            ("third-party", Respondent::ThirdParty),
        ];
        word(node, &respondents, problems)
    });
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let domain = match fields.get("takes") {
        None => Some(Domain::YesNo),
        Some(node) => read_domain(node, problems),
    };
    let valid_for = fields
        .get("valid-for")
        .and_then(|node| period(node, problems));
    let burden = fields.get("burden").and_then(|node| {
        let bearers = [
            ("controller", Burden::Controller),
            ("requester", Burden::Requester),
        ];
        word(node, &bearers, problems)
    });
    let class = fields
        .get("class")
        .and_then(|node| read_provision(node, problems));
    let factors = fields.get("factors").map_or_else(Vec::new, |node| {
        list(node, problems)
            .iter()
            .filter_map(|item| words(item, problems))
            .collect()
    });
    if let (Some(place), Some(id)) = (fields.get("fact"), id)
        && RESERVED.contains(&id)
    {
        problems.report(
            Code::DuplicateId,
            &place.place,
            format!("`{id}` is a word of the rule language"),
            "give the fact a name of its own",
        );
    }
    if let (Some(class), Some(domain)) = (fields.get("class"), domain)
        && domain != Domain::YesNo
    {
        problems.report(
            Code::TestDoesNotFit,
            &class.place,
            "a review answers yes/no facts alone",
            "take `class:` away, or make a yes/no fact that says whether the class was raised",
        );
    }
    if problems.count() > before {
        return None;
    }
    Some(Declaration {
        id: id?.to_owned(),
        name: name?,
        kind: kind?,
        domain: domain?,
        about: about?,
        ask: ask?,
        answered_by: answered_by?,
        valid_for,
        burden,
        provision: provision?,
        class,
        factors,
    })
}

/// Words that a condition gives a meaning of its own.
pub(crate) const RESERVED: &[&str] = &["all", "any", "not", "granted", "refused", "always"];

/// The place of the value of a field that names something, or of the whole.
pub(crate) fn id_place<'a>(node: &'a Node, field: &str) -> &'a Place {
    match &node.kind {
        NodeKind::Map(entries) => entries
            .iter()
            .find(|entry| entry.key == field)
            .map_or(&node.place, |entry| &entry.value.place),
        _ => &node.place,
    }
}

fn read_domain(node: &Node, problems: &mut Problems) -> Option<Domain> {
    let NodeKind::Map(entries) = &node.kind else {
        let simple = [("yes-no", Domain::YesNo), ("extent", Domain::Extent)];
        return word(node, &simple, problems);
    };
    let build: fn(Terms) -> Domain = match entries.as_slice() {
        [entry] if entry.key == "one-of" => Domain::OneOf,
        [entry] if entry.key == "set-of" => Domain::SetOf,
        _ => {
            problems.report(
                Code::WrongShape,
                &node.place,
                "a fact takes yes or no, an extent, or terms of one vocabulary",
                "write `yes-no`, `extent`, `{ one-of: channel }` or `{ set-of: purpose }`",
            );
            return None;
        }
    };
    let choice: Vec<(&str, Terms)> = Terms::iter().map(|terms| (terms.code(), terms)).collect();
    let terms = entries
        .first()
        .and_then(|entry| word(&entry.value, &choice, problems))?;
    Some(build(terms))
}

/// A provision, or a fault that says what is wrong with it.
pub(crate) fn read_provision(node: &Node, problems: &mut Problems) -> Option<Provision> {
    let path = text(node, problems)?;
    match path.parse() {
        Ok(provision) => Some(provision),
        Err(error) => {
            problems.report(
                Code::UnknownProvision,
                &node.place,
                error.to_string(),
                "write the path of an existing provision, such as `procedure/7/except/2`, `uk-gdpr/17/3/b` or `dpa-2018/schedule-2/16`",
            );
            None
        }
    }
}
