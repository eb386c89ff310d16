//! Who said so, when, and on what ground; and why a fact is not known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::in_words;

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Someone stated it in the request file.
    Stated,
    /// The register of processing activities says so.
    Register,
    /// It was worked out from other things that are known.
    Derived,
    /// A recorded judgement.
    Judgement,
    /// A sweeping answer covers it.
    Sweep,
    /// No one showed it, the law says who had to, and the case was closed: it counts against them.
    NotShown,
    /// The test of an exemption that was raised and that no one recorded as met: with the case closed it is not relied on.
    NotReliedOn,
}

/// Who said so, when, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Provenance {
    /// Where the value came from.
    pub origin: Origin,
    /// Who said it or judged it: a person, a role, or the register entry.
    pub by: String,
    /// The day on which it was said or established.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<Date>,
    /// How it was worked out, or the reasons of a judgement.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<String>,
    /// The rest of the record of a judgement.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub judged: Option<Box<JudgementDetails>>,
}

/// What the record of a judgement has beside who made it, its day and its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct JudgementDetails {
    /// In what role it was judged.
    pub role: String,
    /// What was weighed, in words.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub considered: Vec<String>,
    /// Where the evidence is.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub evidence: Vec<String>,
    /// The last day on which it counts without being made again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub review_by: Option<Date>,
}

impl Provenance {
    /// Something worked out from what is known; `because` shows the working.
    pub fn derived(by: impl Into<String>, because: impl Into<String>) -> Self {
        Self {
            origin: Origin::Derived,
            by: by.into(),
            on: None,
            because: Some(because.into()),
            judged: None,
        }
    }

    /// The provenance in a few words, for a reader.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut words = match self.origin {
            Origin::Stated | Origin::Register => self.by.clone(),
            Origin::Derived => format!("worked out from {}", self.by),
            Origin::Judgement => match &self.judged {
                Some(judged) => format!("judged by {}, {}", self.by, judged.role),
                None => format!("judged by {}", self.by),
            },
            Origin::Sweep => format!("from the review of {}", self.by),
            Origin::NotShown => format!("not shown by {}", self.by),
            Origin::NotReliedOn => format!("{} does not rely on it", self.by),
        };
        if let Some(on) = self.on {
            words.push_str(", ");
            words.push_str(&in_words(on));
        }
        if let Some(because) = &self.because {
            words.push_str(": ");
            words.push_str(because);
        }
        words
    }
}

/// Why a fact is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyUnknown {
    /// No one has asked.
    NotAsked,
    /// Someone was asked and does not know.
    NotKnown,
    /// An answer has been asked for and is awaited from this person.
    Awaiting(String),
    /// The answer is older than such an answer stays valid.
    Stale,
    /// It depends on something that has not come about, said in words.
    DependsOn(String),
    /// It is a judgement, and none is on record: a value alone does not count.
    NeedsJudgement,
}

impl WhyUnknown {
    /// The reason in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::NotAsked => "not yet asked".to_owned(),
            Self::NotKnown => "asked, and not known".to_owned(),
            Self::Awaiting(whom) => format!("awaiting an answer from {whom}"),
            Self::DependsOn(what) => format!("it depends on {what}"),
            Self::Stale => "the last answer is too old to rely on".to_owned(),
            Self::NeedsJudgement => {
                "an answer was given, but a judgement counts only with who made it, when and why"
                    .to_owned()
            }
        }
    }
}
