//! The register of processing activities.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{retention::Retention, standing::StandingAnswer};
use crate::{
    calendar::in_words,
    fact::{Facts, Origin, Provenance, Value, Vocabulary},
    law::{Provision, Right, TransferBasis},
    rule::LedgerRow,
    source::{Digest, ReadFrom},
};

/// A register: the processing activities of a service, as a notice or a record states them.
///
/// What the register does not say is unknown. An assumption is recorded and shown.
///
/// ```
/// use data_subject_rights::Controller;
/// let council = Controller::doncaster()?;
/// let register = council.register("peer-support-groups").ok_or("bundled")?;
/// let chat = register.activity("live-chat").ok_or("in the register")?;
/// assert_eq!(chat.retention.as_ref().map(|kept| kept.keep.to_string()).as_deref(), Some("1 week"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Register {
    /// The id, which requests write before `/` and the id of an activity.
    pub id: String,
    /// The title.
    pub title: String,
    /// The controller of the activities.
    pub controller: String,
    /// The text that the register was made from.
    pub source: String,
    /// The date of that text.
    pub dated: Option<Date>,
    /// The activities, in the order of the text.
    pub activities: Vec<Activity>,
    /// The text row by row: which activity, note or part of the register encodes each row.
    pub ledger: Vec<LedgerRow>,
    /// What the notice behind the register says, and what it lacks, by fact id.
    pub(super) notice: BTreeMap<String, bool>,
    pub(super) read_from: ReadFrom,
}

/// One processing activity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Activity {
    /// The id, unique in its register.
    pub id: String,
    /// The title.
    pub title: String,
    /// What is done.
    pub about: String,
    /// Where the text describes it.
    pub provisions: Vec<Provision>,
    /// The categories of information; empty where not stated.
    pub categories: Vec<String>,
    /// The recipients by name, where stated.
    pub recipients: Option<Vec<String>>,
    /// The processors by name, where stated.
    pub processors: Option<Vec<String>>,
    /// Transfers to other countries, where stated: where to, and on what basis.
    pub transfers: Option<Vec<(String, Option<TransferBasis>)>>,
    /// How long items are kept, where stated.
    pub retention: Option<Retention>,
    /// What was assumed where the text is silent.
    pub assumptions: Vec<String>,
    /// What a reader of a decision should know.
    pub notes: Vec<RegisterNote>,
    /// What the notice says of this activity in particular, by fact id.
    pub(super) notice: BTreeMap<String, bool>,
    /// What holds for every request about the activity until a day of review.
    pub(super) standing: Vec<StandingAnswer>,
    /// Values of facts by fact id, as stated.
    pub(super) facts: BTreeMap<&'static str, Value>,
}

/// A note that stands on the decisions of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisterNote {
    /// The id.
    pub id: String,
    /// What it is about.
    pub provision: Provision,
    /// The rights whose decisions it stands on.
    pub rights: BTreeSet<Right>,
    /// Whether it warns of what cannot be undone.
    pub warning: bool,
    /// What it says, to the officer.
    pub says: String,
}

impl Register {
    /// The digest of the file that it was read from: a register that was changed since keeps it.
    #[must_use]
    pub const fn digest(&self) -> Option<Digest> {
        self.read_from.0
    }

    /// The activity with this id.
    #[must_use]
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    /// The facts that an entry of this register makes known.
    pub(crate) fn facts(
        &self,
        activity: &Activity,
        council: &str,
        vocabulary: &Vocabulary,
    ) -> Facts {
        let provenance = || Provenance {
            origin: Origin::Register,
            by: format!("the register, {}: {}", self.title, activity.title),
            on: self.dated,
            because: None,
            judged: None,
        };
        let mut facts = Facts::default();
        for (id, value) in &activity.facts {
            if let Some(fact) = vocabulary.find(id) {
                facts.know(fact, *value, provenance());
            }
        }
        // What is said of the activity in particular comes last, and counts.
        for (id, says) in self.notice.iter().chain(&activity.notice) {
            if let Some(fact) = vocabulary.find(id) {
                facts.know(fact, Value::YesNo(*says), provenance());
            }
        }
        if let Some(fact) = vocabulary.find("council-is-controller")
            && self.controller == council
        {
            facts.know(fact, Value::YesNo(true), provenance());
        }
        facts
    }

    /// The register's source with its date, in words.
    #[must_use]
    pub fn source_in_words(&self) -> String {
        self.dated.map_or_else(
            || self.source.clone(),
            |dated| format!("{} of {}", self.source, in_words(dated)),
        )
    }
}
