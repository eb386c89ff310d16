//! What was found out about rules: findings, each with the situations it stands for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    bdd::Count,
    law::{Provision, Right},
    rule::{Role, Rule, RuleBook},
};

/// What a review of rules found out.
///
/// Plain data: it can be serialised, stored and read back, and is equal for equal rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RuleReview {
    /// What was reviewed, in words: `The procedure`, `The law on 4 and on 5 February 2026`.
    pub title: String,
    /// What was found, the gravest first; then in the order of the book.
    pub findings: Vec<Finding>,
    /// How much was looked at, in words: `56 rules, 427 conditions left out one by one`.
    pub looked_at: Vec<String>,
}

impl RuleReview {
    /// The faults and warnings that the book does not accept.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        let open =
            |finding: &&Finding| finding.accepted.is_none() && finding.severity != Severity::Note;
        self.findings.iter().filter(open)
    }
}

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FindingKind {
    /// There are cases for which the book has no rule, between cases for which it has.
    Gap,
    /// Two rules say what cannot both be done.
    Conflict,
    /// A ground, duty, power, note, definition or scope rule that never makes a difference.
    NeverDecides,
    /// An exemption that never takes anything that would otherwise be there.
    NeverBites,
    /// An exception that never gives anything back.
    NeverRestores,
    /// A fact that rules ask about and that never makes a difference.
    NeverMatters,
    /// A part of a condition that can be left out and nothing changes.
    SaysNothing,
    /// Something that could not be found out within the budget.
    NotFoundOut,
    /// An acceptance of something that was not found.
    NeedlessAcceptance,
    /// The same case has another outcome.
    Change,
    /// The procedure refuses what the law grants, or does less than the law requires.
    Unlawful,
    /// The procedure gives more, or does more, than the law requires.
    Generous,
    /// The procedure says nothing about something that the law grants or requires.
    Silent,
    /// The procedure requires another thing of the council than the law does.
    OtherDuty,
    /// The procedure sets another deadline than the law does.
    OtherTime,
}

impl FindingKind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 15] = [
        Self::Conflict,
        Self::Gap,
        Self::Unlawful,
        Self::Silent,
        Self::OtherTime,
        Self::OtherDuty,
        Self::Generous,
        Self::Change,
        Self::NeverDecides,
        Self::NeverBites,
        Self::NeverRestores,
        Self::NeverMatters,
        Self::SaysNothing,
        Self::NotFoundOut,
        Self::NeedlessAcceptance,
    ];

    /// What it is that a rule of this role makes no difference in any case.
    pub(super) const fn of_idle(role: &Role) -> Self {
        match role {
            Role::Exemption { .. } => Self::NeverBites,
            Role::Exception { .. } => Self::NeverRestores,
            _ => Self::NeverDecides,
        }
    }

    /// The code that an acceptance in a book uses, and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Conflict => "conflict",
            Self::NeverDecides => "never-decides",
            Self::NeverBites => "never-bites",
            Self::NeverRestores => "never-restores",
            Self::NeverMatters => "never-matters",
            Self::SaysNothing => "says-nothing",
            Self::NotFoundOut => "not-found-out",
            Self::NeedlessAcceptance => "needless-acceptance",
            Self::Change => "change",
            Self::Unlawful => "unlawful",
            Self::Generous => "generous",
            Self::Silent => "silent",
            Self::OtherDuty => "other-duty",
            Self::OtherTime => "other-time",
        }
    }

    /// The kind in a few words, as a heading.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Gap => "No rule for these cases",
            Self::Conflict => "Rules that contradict each other",
            Self::NeverDecides => "Rules that never change an outcome",
            Self::NeverBites => "Exemptions that never apply",
            Self::NeverRestores => "Exceptions that never apply",
            Self::NeverMatters => "Facts that never change an outcome",
            Self::SaysNothing => "Conditions that change nothing",
            Self::NotFoundOut => "Not worked out",
            Self::NeedlessAcceptance => "Acceptances no longer needed",
            Self::Change => "Outcomes that change",
            Self::Unlawful => "The procedure gives less than the law requires (the law prevails)",
            Self::Generous => "The procedure goes further than the law requires",
            Self::Silent => "The law requires it and the procedure does not mention it",
            Self::OtherDuty => "Duties that differ",
            Self::OtherTime => "Deadlines that differ",
        }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A person would get a wrong answer, or none.
    Fault,
    /// A reviewer should look at it.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The severity in a word.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing found out about rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Finding {
    /// What kind of thing it is.
    pub kind: FindingKind,
    /// How grave it is.
    pub severity: Severity,
    /// The finding in a sentence or two.
    pub says: String,
    /// What it is about, as an acceptance names it: ids of rules, facts or rights.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub about: Vec<String>,
    /// The rights it bears on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rights: Vec<Right>,
    /// The rules that are responsible.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<RuleCited>,
    /// The situations it stands for, where it stands for some.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub situations: Option<Situations>,
    /// What could be written instead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amendment: Option<String>,
    /// Why the book accepts it, where it does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accepted: Option<String>,
    /// How it is told together with findings that are like it, where there may be such.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub like: Option<Like>,
}

/// How a finding is told together with others like it: one sentence for all of them, and a line for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Like {
    /// What is said once for all of them.
    pub all: String,
    /// What is said of this one.
    pub this: String,
    /// What it is said of: where several findings say the same of other things, one line lists the things.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub of: Vec<String>,
}

impl Like {
    pub(super) fn new(all: impl Into<String>, this: impl Into<String>) -> Self {
        Self {
            all: all.into(),
            this: this.into(),
            of: Vec::new(),
        }
    }

    pub(super) fn of(mut self, these: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.of.extend(these.into_iter().map(Into::into));
        self
    }
}

impl Finding {
    /// A finding with no details yet.
    pub(super) const fn of(kind: FindingKind, severity: Severity) -> Self {
        Self {
            kind,
            severity,
            says: String::new(),
            about: Vec::new(),
            rights: Vec::new(),
            rules: Vec::new(),
            situations: None,
            amendment: None,
            accepted: None,
            like: None,
        }
    }
}

/// A rule that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RuleCited {
    /// The book.
    pub book: String,
    /// The id of the rule.
    pub rule: String,
    /// Its role, as rule files write it.
    pub role: String,
    /// Its provision.
    pub provision: Provision,
    /// What it says.
    pub says: String,
}

impl RuleCited {
    pub(super) fn of(book: &RuleBook, rule: &Rule) -> Self {
        Self {
            book: book.name().to_owned(),
            rule: rule.id.clone(),
            role: rule.role.word().to_owned(),
            provision: rule.provision.clone(),
            says: rule.says.clone(),
        }
    }
}

/// A set of situations: exactly those for which a finding holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Situations {
    /// Some of them, the widest first. No case is in two. Together with those not shown they are all there are.
    pub shown: Vec<Situation>,
    /// How many more situations there are, beside those shown; none where that was not found out within the budget.
    pub more: Option<Count>,
    /// How many cases they have together, each an answer to every question that bears on the finding; none
    /// where the budget was too small to count them.
    pub cases: Option<Count>,
    /// One of the cases, ready to be run.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub example: Option<CaseFile>,
}

/// A situation: all cases in which these answers are given, whatever the others are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Situation {
    /// The answers.
    pub answers: Vec<Answered>,
    /// How many of the cases are in it; none where that was not found out within the budget.
    pub cases: Option<Count>,
}

/// One answer of a situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Answered {
    /// The id of the fact; of a date its kind, of a claim the entitlement.
    pub what: String,
    /// What it is called.
    pub name: String,
    /// The answer in words: `yes`, `part or whole`, `includes consent`, `4 February 2026 or earlier`.
    pub is: String,
}

impl Answered {
    /// Whether it only says that something is not so, or that there is none of it.
    #[must_use]
    pub fn is_no(&self) -> bool {
        matches!(self.is.as_str(), NO | NONE | NOT_CLAIMED)
    }
}

/// The answer of what is not so.
pub(super) const NO: &str = "no";
/// The answer of an extent or a set that is empty.
pub(super) const NONE: &str = "none";
/// The answer of an entitlement that is not claimed.
pub(super) const NOT_CLAIMED: &str = "not expressly claimed";

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.is)
    }
}

/// A case that can be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct CaseFile {
    /// A request file.
    pub request: String,
    /// The settings of a council that it needs, where it needs a council of its own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub settings: Option<String>,
    /// The results of the case, in words; for two books or editions both.
    pub comes_to: String,
    /// The answers of the case that force what it comes to, each fact with its whole value.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub facts: Vec<Answered>,
}
