//! A vocabulary and every rule, in the order of the source document.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    acceptance::Acceptance,
    condition::Condition,
    dates::{Dates, Edition},
    derived::Derived,
    import::Import,
    ledger::LedgerRow,
    reach::NamedList,
    reaching::{Reacher, Reaching},
    role::{Role, Rule},
    rule_id::RuleId,
};
use crate::{
    fact::Vocabulary,
    law::{Entitlement, Right},
    source::{Digest, ReadFrom},
};

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
    pub(in crate::rule) name: String,
    pub(in crate::rule) title: String,
    pub(in crate::rule) vocabulary: Arc<Vocabulary>,
    pub(in crate::rule) rules: Vec<Rule>,
    pub(in crate::rule) by_id: BTreeMap<String, RuleId>,
    pub(in crate::rule) ledger: Vec<LedgerRow>,
    pub(in crate::rule) lists: BTreeMap<String, NamedList>,
    pub(in crate::rule) reaching: Reaching,
    pub(in crate::rule) order: Vec<Derived>,
    pub(in crate::rule) accepted: Vec<Acceptance>,
    pub(in crate::rule) imports: Vec<Import>,
    pub(in crate::rule) read_from: ReadFrom,
}

impl RuleBook {
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

    /// Whether some rule is in force on these dates only because it is deemed to have been. Then the law as
    /// it stood may give another answer.
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

    /// What the book takes over from another: see [`Import`].
    #[must_use]
    pub fn imports(&self) -> &[Import] {
        &self.imports
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
    pub(crate) fn order(&self) -> &[Derived] {
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
    #[cfg(feature = "analysis")]
    pub(crate) fn reached_by(&self, reacher: RuleId) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules()
            .filter(move |(id, _)| self.reaching(*id).iter().any(|each| each.rule == reacher))
    }

    /// The number of the list of what reaches a rule: rules with the same number share it.
    pub(crate) fn reaching_list(&self, rule: RuleId) -> usize {
        self.reaching.list(rule)
    }
}
