//! A vocabulary and every rule, in the order of the source document.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Acceptance, Condition, Dates, Edition, LedgerRow, NamedList, Part, Reach, Reacher, Role, Rule,
    Treatment,
    acceptance::read_accepted,
    check,
    reaching::Reaching,
    reading::{Header, Reader, Unread, read_header},
    reading_parts::{check_in_ledger, definition_domain, read_in_force, read_row, unknown_list},
};
use crate::{
    fact::{Domain, Vocabulary, id_place, read_provision},
    law::{Entitlement, Provision, Right},
    source::{
        Code, Diagnostics, Digest, Fields, Problems, ReadFrom, SourceFile, parse_all, text, words,
    },
};

/// The place of a rule in its book. Ids order as the source document does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(crate) usize);

/// A rule book: what one text says about the rights, as rules over a shared vocabulary.
///
/// Rules stand in the order of the ledger (the source document), whatever files they come from.
///
/// ```
/// use data_subject_rights::Controller;
///
/// let council = Controller::doncaster()?;
/// let book = council.procedure();
/// let rule = book.find("erasure/consent-withdrawn").and_then(|id| book.rule(id));
/// assert_eq!(rule.map(|rule| rule.provision.to_string()).as_deref(), Some("procedure/7/applies/2"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    name: String,
    title: String,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) rules: Vec<Rule>,
    by_id: BTreeMap<String, RuleId>,
    ledger: Vec<LedgerRow>,
    lists: BTreeMap<String, NamedList>,
    reaching: Reaching,
    order: Vec<Part>,
    accepted: Vec<Acceptance>,
    read_from: ReadFrom,
}

impl RuleBook {
    /// Reads and checks a rule book.
    ///
    /// # Errors
    ///
    /// Every fault found: first in reading the files, then, over the rules that could be read, in
    /// what they say together.
    pub fn load(vocabulary: Arc<Vocabulary>, files: &[SourceFile]) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let trees = parse_all(files, &mut problems);
        let sections: Vec<Fields<'_>> = trees
            .iter()
            .filter_map(|tree| {
                let known = ["book", "title", "ledger", "lists", "rules", "accepted"];
                Fields::open(tree, "a rule file", &known, &mut problems)
            })
            .collect();

        let mut unread = Unread {
            files: sections.len() < files.len(),
            ..Unread::default()
        };
        let (name, title) = read_title(&sections, &unread, &mut problems);
        let ledger = read_ledger(&sections, &mut unread, &mut problems);
        let known_rows: &[LedgerRow] = if unread.provisions || unread.files {
            &[]
        } else {
            &ledger
        };
        let lists = read_lists(&sections, known_rows, &mut unread, &mut problems);
        let mut headers: Vec<Header<'_>> = Vec::new();
        for section in &sections {
            for node in section.list("rules", &mut problems) {
                headers.extend(read_header(node, &mut unread, &mut problems));
            }
        }
        headers.sort_by(|a, b| {
            let key = |header: &Header<'_>| {
                (
                    ledger_position(header, &ledger),
                    header.provision.clone(),
                    header.id.clone(),
                )
            };
            key(a).cmp(&key(b))
        });
        let definitions = name_definitions(&headers, &vocabulary, &mut problems);
        let reader = Reader {
            vocabulary: &vocabulary,
            definitions: &definitions,
            lists: &lists,
            ledger: known_rows,
            unread: &unread,
        };
        let read: Vec<Option<Rule>> = headers
            .iter()
            .map(|header| reader.read_rule(header, &mut problems))
            .collect();
        let (reaching, order) = check::whole_book(
            &vocabulary,
            &headers,
            &read,
            known_rows,
            &sections,
            &unread,
            &mut problems,
        );

        let accepted = read_accepted(&sections, &mut problems);
        let mut by_id = BTreeMap::new();
        for (at, header) in headers.iter().enumerate() {
            by_id.entry(header.id.clone()).or_insert(RuleId(at));
        }
        // Where a rule is missing a fault was reported, and no book leaves this function.
        let rules = read.into_iter().flatten().collect();
        problems.settle(Self {
            name,
            title,
            vocabulary: Arc::clone(&vocabulary),
            rules,
            by_id,
            ledger,
            lists,
            reaching,
            order,
            accepted,
            read_from: Digest::of_files(files).into(),
        })
    }

    /// The same book with one rule that counts for nothing: it never holds, and a limit of the scope is always met.
    ///
    /// ```
    /// use data_subject_rights::{Controller, rule::Condition};
    /// let council = Controller::doncaster()?;
    /// let book = council.procedure();
    /// let ground = book.find("erasure/consent-withdrawn").ok_or("in the book")?;
    /// let without = book.without(ground);
    /// assert_eq!(without.rule(ground).map(|rule| &rule.when), Some(&Condition::Any(Vec::new())));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn without(&self, rule: RuleId) -> Self {
        let mut without = self.clone();
        if let Some(rule) = without.rules.get_mut(rule.0) {
            rule.when = match rule.role {
                Role::Scope { .. } => Condition::Always,
                _ => Condition::Any(Vec::new()),
            };
        }
        without
    }

    /// The short name of the book, such as `procedure`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The title of the text that the book encodes.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The digest of the files that it was read from, those of its vocabulary not among them.
    #[must_use]
    pub const fn digest(&self) -> Option<Digest> {
        self.read_from.0
    }

    /// The vocabulary that the book's rules use.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether two books use the same vocabulary, so that one case can be decided by both.
    #[must_use]
    pub fn shares_vocabulary(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.vocabulary, &other.vocabulary) || self.vocabulary == other.vocabulary
    }

    /// Whether some rule counts as in force on these dates only because it is deemed to have been:
    /// then the law as it stood may give another answer.
    #[must_use]
    pub fn is_deemed_on(&self, dates: &Dates) -> bool {
        let lists = self.lists.values().flat_map(|list| &list.reaches);
        self.rules
            .iter()
            .map(|rule| rule.in_force)
            .chain(lists.map(|reach| reach.in_force))
            .any(|range| {
                range.deemed_from.is_some()
                    && range.on(dates, Edition::AsDeemed) != range.on(dates, Edition::AsItStood)
            })
    }

    /// Every rule, in the order of the source document.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (RuleId(at), rule))
    }

    /// The rule with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<RuleId> {
        self.by_id.get(id).copied()
    }

    /// A rule of this book.
    #[must_use]
    pub fn rule(&self, rule: RuleId) -> Option<&Rule> {
        self.rules.get(rule.0)
    }

    /// The source document, row by row; empty where the book has no ledger.
    #[must_use]
    pub fn ledger(&self) -> &[LedgerRow] {
        &self.ledger
    }

    /// The named lists of provisions, by name.
    pub fn lists(&self) -> impl Iterator<Item = &NamedList> {
        self.lists.values()
    }

    /// The findings of a review that the book accepts.
    #[must_use]
    pub fn accepted(&self) -> &[Acceptance] {
        &self.accepted
    }

    /// The entitlements of a right that the book has grounds for.
    #[must_use]
    pub fn entitlements(&self, right: Right) -> Vec<Entitlement> {
        let granted: BTreeSet<Entitlement> = self
            .rules
            .iter()
            .filter_map(|rule| match rule.role {
                Role::Ground(entitlement) if entitlement.right() == right => Some(entitlement),
                _ => None,
            })
            .collect();
        granted.into_iter().collect()
    }

    /// Definitions and entitlements, each after everything it is worked out from.
    pub(crate) fn order(&self) -> &[Part] {
        &self.order
    }

    /// What reaches a rule: the exemptions of a ground, duty or power, the exceptions of an exemption.
    /// In the order of the book; empty for other rules.
    ///
    /// ```
    /// use data_subject_rights::Controller;
    /// let council = Controller::doncaster()?;
    /// let book = council.procedure();
    /// let ground = book.find("erasure/consent-withdrawn").ok_or("in the book")?;
    /// let first = book.reaching(ground).first().and_then(|reacher| book.rule(reacher.rule));
    /// assert_eq!(first.map(|rule| rule.id.as_str()), Some("erasure/freedom-of-expression"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reaching(&self, rule: RuleId) -> &[Reacher] {
        self.reaching.of_rule(rule)
    }

    /// The rules that a rule reaches, in the order of the book: the other side of [`RuleBook::reaching`].
    pub(crate) fn reached_by(&self, reacher: RuleId) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules()
            .filter(move |(id, _)| self.reaching(*id).iter().any(|each| each.rule == reacher))
    }

    /// The number of the list of what reaches a rule: rules with the same number share it.
    pub(crate) fn reaching_list(&self, rule: RuleId) -> usize {
        self.reaching.list(rule)
    }
}

fn read_title(
    sections: &[Fields<'_>],
    unread: &Unread,
    problems: &mut Problems,
) -> (String, String) {
    for second in sections
        .iter()
        .filter_map(|section| section.get("book"))
        .skip(1)
    {
        problems.report(
            Code::DuplicateId,
            &second.place,
            "another file of the book already says what it is called",
            "keep `book:` and `title:` in one file, such as book.yaml",
        );
    }
    let Some(section) = sections
        .iter()
        .find(|section| section.get("book").is_some())
    else {
        if let Some(first) = sections.first().filter(|_| !unread.files) {
            problems.report(
                Code::MissingField,
                first.place(),
                "no file of the book says what it is called",
                "add `book:` and `title:` to one file, such as book.yaml",
            );
        }
        return Default::default();
    };
    let name = section
        .required("book", problems)
        .and_then(|node| words(node, problems));
    let title = section
        .required("title", problems)
        .and_then(|node| words(node, problems));
    (name.unwrap_or_default(), title.unwrap_or_default())
}

fn read_ledger(
    sections: &[Fields<'_>],
    unread: &mut Unread,
    problems: &mut Problems,
) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = Vec::new();
    for section in sections {
        for node in section.list("ledger", problems) {
            let Some(row) = read_row(node, unread, problems) else {
                continue;
            };
            if rows.iter().any(|other| other.provision == row.provision) {
                problems.report(
                    Code::DuplicateId,
                    id_place(node, "provision"),
                    format!("the ledger has the row `{}` twice", row.provision),
                    "keep one row for each provision",
                );
            }
            rows.push(row);
        }
    }
    rows
}

/// Reads the named lists. A list may include lists that stand before it.
fn read_lists(
    sections: &[Fields<'_>],
    ledger: &[LedgerRow],
    unread: &mut Unread,
    problems: &mut Problems,
) -> BTreeMap<String, NamedList> {
    let mut lists: BTreeMap<String, NamedList> = BTreeMap::new();
    for section in sections {
        for node in section.list("lists", problems) {
            let known = [
                "list",
                "provision",
                "provisions",
                "include",
                "except",
                "in-force",
                "governed-by",
            ];
            let Some(fields) = Fields::open(node, "a list of provisions", &known, problems) else {
                continue;
            };
            let name = fields
                .required("list", problems)
                .and_then(|node| words(node, problems));
            let provision = fields
                .required("provision", problems)
                .and_then(|node| read_provision(node, problems));
            let mut provisions = |field: &str| -> Vec<Provision> {
                let nodes = fields.many(field);
                let mut read = Vec::new();
                for node in nodes {
                    if let Some(provision) = read_provision(node, problems) {
                        check_in_ledger(&provision, &node.place, ledger, problems);
                        read.push(provision);
                    }
                }
                read
            };
            let covers = provisions("provisions");
            let except = provisions("except");
            let in_force = read_in_force(&fields, problems);
            let mut reaches = vec![Reach {
                covers,
                except: except.clone(),
                in_force,
            }];
            for included in fields.many("include") {
                let Some(other) = text(included, problems) else {
                    continue;
                };
                match lists.get(other) {
                    // What two lists share is reached once.
                    Some(found) => {
                        for reach in &found.reaches {
                            let reach = reach.clone().except(&except);
                            if !reaches.contains(&reach) {
                                reaches.push(reach);
                            }
                        }
                    }
                    None => unknown_list(other, &included.place, &lists, unread, problems),
                }
            }
            let (Some(name), Some(provision)) = (name.clone(), provision) else {
                unread.lists.extend(name);
                continue;
            };
            // The same list at another date is a further edition of it, not a second list.
            lists
                .entry(name.clone())
                .and_modify(|list| list.reaches.append(&mut reaches.clone()))
                .or_insert(NamedList {
                    name,
                    provision,
                    reaches,
                });
        }
    }
    lists
}

fn name_definitions(
    headers: &[Header<'_>],
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> BTreeMap<String, (RuleId, Domain)> {
    let mut definitions = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        if header.role != "definition" {
            continue;
        }
        if vocabulary.find(&header.id).is_some() {
            problems.report(
                Code::DuplicateId,
                &header.place,
                format!("`{}` is already the name of a fact", header.id),
                "give the definition a name of its own",
            );
        }
        let domain = definition_domain(header.node, vocabulary, problems);
        definitions
            .entry(header.id.clone())
            .or_insert((RuleId(at), domain));
    }
    definitions
}

/// The place of a rule in the source document: the first row that its provision covers, and there the
/// place at which the row names it.
fn ledger_position(header: &Header<'_>, ledger: &[LedgerRow]) -> (usize, usize) {
    let row = ledger
        .iter()
        .position(|row| header.provision.covers(&row.provision))
        .unwrap_or(ledger.len());
    let named = ledger.get(row).and_then(|row| match &row.treatment {
        Treatment::EncodedBy(rules) => rules.iter().position(|id| *id == header.id),
        Treatment::Informative(_) | Treatment::NotEncoded(_) => None,
    });
    (row, named.unwrap_or(usize::MAX))
}
