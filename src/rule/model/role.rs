//! One rule and its role.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    condition::Condition,
    dates::{GovernedBy, InForce},
    reach::Reach,
};
use crate::{
    calendar::Period,
    fact::{Extent, FactId},
    law::{Entitlement, Measure, Provision, Right, Term},
};

/// Whether the text that a rule encodes was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The text was read.
    #[default]
    Verified,
    /// The text was not read, or the rule rests on an interpretation.
    Unverified,
}

impl Confidence {
    /// What is added to the words of a rule.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Verified => "",
            Self::Unverified => " (the text of this rule was not verified)",
        }
    }
}

/// Whether an exemption may or must be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// The controller may rely on it.
    #[default]
    May,
    /// A prohibition: the controller must apply it.
    Must,
}

/// Whether the person may be told that an exemption was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tell {
    /// It may be named to the person.
    #[default]
    Name,
    /// Even naming it would do harm: nothing of it leaves the council.
    Withhold,
}

/// How far an exemption or exception goes when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExtentOf {
    /// Always this far.
    Fixed(Extent),
    /// To the extent that this fact gives.
    Fact(FactId),
}

/// What a definition defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defines {
    /// Something that is so or not: it is so when the condition holds.
    Truth,
    /// The members of a fact's set, for as long as the condition holds.
    MembersOf(FactId),
}

/// When a duty must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// At once.
    AtOnce,
    /// Before the council goes ahead with the thing the duty is about.
    BeforeGoingAhead,
    /// Before the reply goes: work that it rests on.
    BeforeTheReply,
    /// Together with the reply.
    WithTheReply,
    /// At all times.
    Always,
    /// The text states no time.
    NotStated,
    /// Within this period of a date of the case.
    Within {
        /// The period.
        period: Period,
        /// The date that it runs from.
        of: GovernedBy,
    },
    /// Within a time limit of the law, which restarts, pauses and moves to a working day.
    Limit(TimeLimit),
}

/// A time limit of the law that is counted from the events of a case (UK GDPR arts.4A, 12 and 12A; DPA 2018
/// s.164A and Sch.2 para.25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeLimit {
    /// The month within which the person is told what was done.
    Answer,
    /// The three months, where a longer time was lawfully taken.
    ExtendedAnswer,
    /// The month within which the person is told of a longer time.
    ExtensionNotice,
    /// The time for exam marks that were asked for before they were announced.
    Marks,
    /// The thirty days within which a complaint is acknowledged.
    Acknowledgement,
}

/// What a rule does when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Derives a named fact from others.
    Definition(Defines),
    /// Grants an entitlement.
    Ground(Entitlement),
    /// Disapplies grounds, duties and powers under the provisions it reaches.
    Exemption {
        /// What it reaches.
        exempts: Vec<Reach>,
        /// How far it goes.
        extent: ExtentOf,
        /// Whether it may or must be applied.
        force: Force,
        /// Whether it may be named to the person.
        tell: Tell,
    },
    /// Gives back what an exemption under the provisions it reaches took.
    Exception {
        /// The provisions of those exemptions.
        restores: Vec<Reach>,
        /// How much of what was taken is given back.
        extent: ExtentOf,
    },
    /// The controller must.
    Duty {
        /// The rights whose requests it belongs to.
        rights: BTreeSet<Right>,
        /// When it must be met.
        due: Due,
        /// The fact that shows it met.
        met_by: FactId,
        /// Whether what is done can be undone without harm to anyone: it then need not wait while it is open what another
        /// book says.
        reversible: bool,
    },
    /// The controller may.
    Power {
        /// The rights whose requests it belongs to.
        rights: BTreeSet<Right>,
        /// What it lets the controller do.
        to: Measure,
    },
    /// What must hold for the book to speak at all.
    Scope {
        /// The regime or body that applies where it does not hold.
        otherwise: String,
    },
    /// Something the reader of a decision should know; it decides nothing.
    Note {
        /// The rights whose decisions it stands on.
        rights: BTreeSet<Right>,
        /// Whether it warns of what cannot be undone.
        warning: bool,
    },
}

/// The kind of a role, without what belongs to it.
///
/// ```
/// use data_subject_rights::rule::RoleKind;
/// assert_eq!("exemption".parse(), Ok(RoleKind::Exemption));
/// assert_eq!(RoleKind::Ground.to_string(), "ground");
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RoleKind {
    /// A definition.
    Definition,
    /// A ground.
    Ground,
    /// An exemption.
    Exemption,
    /// An exception to an exemption.
    Exception,
    /// A duty.
    Duty,
    /// A power.
    Power,
    /// A limit of the scope.
    Scope,
    /// A note.
    Note,
}

impl Role {
    /// The words that begin a rule in a rule file, each naming its role.
    pub const WORDS: [&'static str; 8] = [
        "definition",
        "ground",
        "exemption",
        "exception",
        "duty",
        "power",
        "scope",
        "note",
    ];

    /// The kind of the role.
    #[must_use]
    pub const fn kind(&self) -> RoleKind {
        match self {
            Self::Definition(_) => RoleKind::Definition,
            Self::Ground(_) => RoleKind::Ground,
            Self::Exemption { .. } => RoleKind::Exemption,
            Self::Exception { .. } => RoleKind::Exception,
            Self::Duty { .. } => RoleKind::Duty,
            Self::Power { .. } => RoleKind::Power,
            Self::Scope { .. } => RoleKind::Scope,
            Self::Note { .. } => RoleKind::Note,
        }
    }

    /// The word for the role, as rule files write it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.kind().into()
    }

    /// Whether a duty, power or note belongs to the requests of every right: to the request itself.
    #[must_use]
    pub fn is_of_every_right(&self) -> bool {
        match self {
            Self::Duty { rights, .. } | Self::Power { rights, .. } | Self::Note { rights, .. } => {
                Right::all().all(|right| rights.contains(&right))
            }
            _ => false,
        }
    }

    /// Whether an exemption may reach a rule of this role.
    #[must_use]
    pub const fn can_be_exempted(&self) -> bool {
        matches!(
            self,
            Self::Ground(_) | Self::Duty { .. } | Self::Power { .. }
        )
    }
}

/// One rule of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id, unique in its book.
    pub id: String,
    /// Of a definition: its name, as it reads before `: yes`.
    pub name: Option<String>,
    /// The provision that it encodes.
    pub provision: Provision,
    /// What it does.
    pub role: Role,
    /// When it holds.
    pub when: Condition,
    /// When it is in force.
    pub in_force: InForce,
    /// Whether its text was checked.
    pub confidence: Confidence,
    /// What it says, to the person. Of a duty: what the council will do.
    pub says: String,
    /// Of a duty: what it says, to the person, once it is met: what the council has done.
    pub done: Option<String>,
    /// What it says to the officer alone.
    pub officer: Option<String>,
}
