//! What a fact is: its question, who can answer, whether it is observed or judged.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Period,
    law::{Provision, Terms},
};

/// What values a fact may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Yes or no.
    YesNo,
    /// Exactly one term of a closed vocabulary.
    OneOf(Terms),
    /// Any number of terms of a closed vocabulary.
    SetOf(Terms),
    /// None, part or whole.
    Extent,
}

impl Domain {
    /// The vocabulary that the values come from, if there is one.
    #[must_use]
    pub const fn terms(self) -> Option<Terms> {
        match self {
            Self::OneOf(terms) | Self::SetOf(terms) => Some(terms),
            Self::YesNo | Self::Extent => None,
        }
    }

    /// The number of terms of that vocabulary; 0 where there is none.
    #[must_use]
    pub fn size(self) -> usize {
        self.terms().map_or(0, Terms::len)
    }
}

/// Whether a fact can be seen to be so or needs a person's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// Anyone who looks will find the same.
    Observed,
    /// A person must weigh it, and record who they are and why. Never computed.
    Judgement,
}

/// Who can answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Respondent {
    /// The register of processing activities.
    Register,
    /// The person who makes the request.
    Requester,
    /// An officer of the council who handles the request.
    Officer,
    /// A specialist: a lawyer, a health professional, the DPO.
    Specialist,
    /// Someone outside the council who is not the requester.
    ThirdParty,
}

impl Respondent {
    /// The respondent in words, for "ask …".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Register => "the service that keeps the register",
            Self::Requester => "the requester",
            Self::Officer => "the officer",
            Self::Specialist => "a specialist",
            Self::ThirdParty => "a third party",
        }
    }
}

/// What a fact is about: how often it must be asked in one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The controller itself: known from its settings.
    Controller,
    /// The request as a whole.
    Request,
    /// One processing activity.
    Activity,
    /// One data item.
    Item,
}

/// Who must show a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// The controller must show it.
    Controller,
    /// The requester must show it.
    Requester,
}

impl Bearer {
    /// The bearer in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Controller => "the council",
            Self::Requester => "the requester",
        }
    }
}

/// Who bears the burden of showing a fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Burden {
    /// Who must show it.
    pub on: Bearer,
    /// The provision whose text says so. Without such a text, the fact may never be treated as not shown: the
    /// burden then only tells whom to ask.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<Provision>,
    /// The id of the fact that must be so before the burden arises: a person need not show who they are until
    /// there is reason to doubt it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub once: Option<String>,
}

/// A test of an exemption that the controller may rely on, and need not.
///
/// Once a case is closed, an exemption that was raised and whose test no one recorded as met is not relied on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reliance {
    /// The provision of the exemption.
    pub under: Provision,
    /// The id of the fact that raises it: an exemption that no one raised is not asked about.
    pub once: String,
}

/// What counts once a case is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closes<'a> {
    /// On whom a burden lies; no one for an exemption that is not relied on.
    pub on: Option<Bearer>,
    /// The provision that puts it there, or that of the exemption.
    pub provision: &'a Provision,
    /// The id of the fact that must be so before.
    pub once: Option<&'a str>,
}

/// Whose doing could make a fact come out otherwise.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ChangedBy {
    /// The requester can change it: by withdrawing consent, objecting, sending proof.
    Requester,
    /// The controller can change it: by publishing no longer, by telling someone.
    Controller,
    /// No one can by doing something: only another finding or another judgement would change it.
    #[default]
    Nobody,
    /// It lies in the past or in who someone is. To speak of its change would be idle.
    Never,
}

/// What a person who judges should weigh.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Factor {
    /// What to weigh, in words.
    pub weigh: String,
    /// The provision that it comes from.
    pub provision: Provision,
}

/// The declaration of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declaration {
    /// The id that rules, requests and JSON use.
    pub id: String,
    /// A short name that reads well before ": yes".
    pub name: String,
    /// Observed or judged.
    pub kind: FactKind,
    /// What values it may take.
    pub domain: Domain,
    /// What it is about.
    pub about: Level,
    /// The question a person would be asked.
    pub ask: String,
    /// Who can answer.
    pub answered_by: Respondent,
    /// How long an answer stays valid.
    pub valid_for: Option<Period>,
    /// Who bears the burden of showing it.
    pub burden: Option<Burden>,
    /// Of the test of an exemption: when it counts as not relied on.
    pub reliance: Option<Reliance>,
    /// Whose doing could make it come out otherwise.
    pub changed_by: ChangedBy,
    /// The provision that the fact serves.
    pub provision: Provision,
    /// The provision under whose review a sweeping answer covers this fact.
    pub class: Option<Provision>,
    /// What a person who judges should weigh.
    pub factors: Vec<Factor>,
}

impl Declaration {
    /// The effect of closing a case on the fact while it is open. None where no text puts a burden on either side
    /// and no exemption that need not be relied on asks it.
    pub(crate) fn closes(&self) -> Option<Closes<'_>> {
        let by_burden = self.burden.as_ref().and_then(|burden| {
            Some(Closes {
                on: Some(burden.on),
                provision: burden.by.as_ref()?,
                once: burden.once.as_deref(),
            })
        });
        let by_reliance = self.reliance.as_ref().map(|reliance| Closes {
            on: None,
            provision: &reliance.under,
            once: Some(reliance.once.as_str()),
        });
        by_burden.or(by_reliance)
    }
}
