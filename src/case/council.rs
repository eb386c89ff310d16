//! A council's settings: its name, what is known of it as a controller, and whom to turn to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    answer::Answer,
    layer::Layer,
    reading::read_statements,
    standing::{StandingAnswer, read_standing},
};
use crate::{
    calendar::{Holidays, Period},
    fact::{FactKind, Level, Value, Vocabulary},
    source::{
        Code, Diagnostics, Digest, Fields, Node, Problems, ReadFrom, SourceFile, parse, period,
        text, words,
    },
};

/// A council as its settings describe it.
///
/// Facts about the controller itself (its kind of body, its part of the United Kingdom) are known in every
/// request, and never asked.
///
/// ```
/// use data_subject_rights::{case::Council, source::SourceFile};
/// let file = SourceFile::new("northmoor.yaml", "
/// council: Northmoor Council
/// facts: { controller-kind: local-authority, nation: england }
/// contacts: { requests: requests@northmoor.example }
/// ");
/// let council = Council::load(&file)?;
/// assert_eq!(council.name(), "Northmoor Council");
/// assert_eq!(council.contacts()[0].at, "requests@northmoor.example");
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Council {
    name: String,
    pub(super) layer: Layer,
    /// What holds for every request until a day of review.
    pub(super) standing: Vec<StandingAnswer>,
    contacts: Vec<Contact>,
    calendar: Option<String>,
    targets: Vec<TimeTarget>,
    read_from: ReadFrom,
}

/// A time that a council sets itself, stricter than the law's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeTarget {
    /// What the council says of it.
    pub says: String,
    /// How long it is, from receipt.
    pub within: Within,
}

/// How long a council gives itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A period of the calendar.
    Period(Period),
    /// So many working days; the day of receipt counts for none.
    WorkingDays(u16),
}

impl TimeTarget {
    /// Its last day for a request received on this day; `None` where that day is not to be had: beyond the
    /// calendar, or beyond the published holidays where only those are wanted.
    #[must_use]
    pub fn last_day(&self, received: Date, holidays: Option<&Holidays>) -> Option<Date> {
        match self.within {
            Within::Period(period) => period.after(received),
            Within::WorkingDays(days) => Some(holidays?.after(received, days).ok()?.day),
        }
    }
}

/// Whom a person may turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Contact {
    /// For what.
    pub about: ContactFor,
    /// Name, address, telephone: as it would stand in a letter.
    pub at: String,
}

/// The purpose of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactFor {
    /// Requests about rights.
    Requests,
    /// Complaints to the council.
    Complaints,
    /// The data protection officer.
    DataProtectionOfficer,
    /// The Commissioner.
    Commissioner,
}

const CONTACTS: [(&str, ContactFor, &str); 4] = [
    ("requests", ContactFor::Requests, "Requests"),
    (
        "complaints",
        ContactFor::Complaints,
        "Complaints to the council",
    ),
    (
        "data-protection-officer",
        ContactFor::DataProtectionOfficer,
        "Data protection officer",
    ),
    ("commissioner", ContactFor::Commissioner, "The regulator"),
];

impl ContactFor {
    /// What it is, in words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        CONTACTS
            .iter()
            .find(|(_, about, _)| *about == self)
            .map_or("", |(_, _, words)| words)
    }
}

impl Council {
    /// A council known by name alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// States a fact about the council as a controller.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>, answer: impl Into<Answer>) -> Self {
        let by = settings_of(&self.name);
        self.layer.state(fact.into(), answer.into(), by, None);
        self.read_from = ReadFrom::default();
        self
    }

    /// Adds a contact.
    #[must_use]
    pub fn contact(mut self, about: ContactFor, at: impl Into<String>) -> Self {
        let at = at.into();
        self.contacts.push(Contact { about, at });
        self.read_from = ReadFrom::default();
        self
    }

    /// Reads settings from a file. What they name is checked by [`Council::check`].
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    pub fn load(file: &SourceFile) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let read = parse(file, &mut problems)
            .and_then(|tree| read(&tree, &mut problems))
            .map(|council| Self {
                read_from: Digest::of_file(file).into(),
                ..council
            });
        problems.settle(read.unwrap_or_default())
    }

    /// The digest of the file that the settings were read from; none where code made them, or added to them.
    #[must_use]
    pub const fn digest(&self) -> Option<Digest> {
        self.read_from.0
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the settings say of the council, by the id of the fact; what they do not say is not there.
    ///
    /// ```
    /// use data_subject_rights::{Controller, case::Council, fact::Value};
    /// let council = Council::named("Northmoor Council").fact("foi-authority", true);
    /// let vocabulary = Controller::doncaster()?.procedure().vocabulary().clone();
    /// assert_eq!(council.known(&vocabulary), [("foi-authority".to_owned(), Value::YesNo(true))]);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn known(&self, vocabulary: &Vocabulary) -> Vec<(String, Value)> {
        // Settings with faults are reported where they are checked.
        let mut problems = Problems::default();
        let resolved = self.layer.resolve(vocabulary, &self.name, &mut problems);
        let known = resolved.facts.iter();
        known
            .filter_map(|(fact, known)| Some((vocabulary.get(fact)?.id.clone(), known.value)))
            .collect()
    }

    /// The name of the calendar whose public holidays the council keeps, such as `england-and-wales`.
    #[must_use]
    pub fn calendar(&self) -> Option<&str> {
        self.calendar.as_deref()
    }

    /// The times that it sets itself.
    #[must_use]
    pub fn targets(&self) -> &[TimeTarget] {
        &self.targets
    }

    /// Whom a person may turn to.
    #[must_use]
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// Checks that the settings state facts about a controller, and state them as the vocabulary
    /// declares them.
    ///
    /// # Errors
    ///
    /// A fact that the vocabulary does not declare, that is not about the controller or that needs a
    /// judgement, or a value that does not fit.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<(), Diagnostics> {
        let mut problems = Problems::default();
        for said in &self.layer.statements {
            let declared = vocabulary
                .find(&said.fact)
                .and_then(|fact| vocabulary.get(fact));
            let fits = declared.is_none_or(|declared| {
                declared.about == Level::Controller && declared.kind == FactKind::Observed
            });
            if !fits {
                problems.report(
                    Code::NotAFactOfARequest,
                    &said.place,
                    format!("`{}` is not a fact about a controller", said.fact),
                    "say it in a register or in the request that it belongs to",
                );
            }
        }
        self.layer.resolve(vocabulary, &self.name, &mut problems);
        problems.settle(())
    }
}

impl From<&str> for Council {
    fn from(name: &str) -> Self {
        Self::named(name)
    }
}

impl From<String> for Council {
    fn from(name: String) -> Self {
        Self::named(name)
    }
}

fn settings_of(name: &str) -> String {
    format!("the settings of {name}")
}

fn read(tree: &Node, problems: &mut Problems) -> Option<Council> {
    let known = [
        "council", "calendar", "targets", "facts", "standing", "contacts",
    ];
    let fields = Fields::open(tree, "the settings of a council", &known, problems)?;
    let name = fields
        .required("council", problems)
        .and_then(|node| words(node, problems));
    let mut statements = read_statements(&fields, problems);
    for said in &mut statements {
        said.by
            .get_or_insert_with(|| settings_of(name.as_deref().unwrap_or_default()));
    }
    let contacts = fields
        .get("contacts")
        .map(|node| read_contacts(node, problems))
        .unwrap_or_default();
    let calendar = fields
        .get("calendar")
        .and_then(|node| text(node, problems))
        .map(str::to_owned);
    let targets = fields
        .list("targets", problems)
        .iter()
        .filter_map(|node| read_target(node, problems))
        .collect();
    Some(Council {
        targets,
        calendar,
        name: name?,
        layer: Layer {
            statements,
            ..Layer::default()
        },
        contacts,
        standing: read_standing(&fields, problems),
        read_from: ReadFrom::default(),
    })
}

fn read_target(node: &Node, problems: &mut Problems) -> Option<TimeTarget> {
    let fields = Fields::open(
        node,
        "a time that a council sets itself",
        &["target", "within"],
        problems,
    )?;
    let says = fields
        .required("target", problems)
        .and_then(|node| words(node, problems));
    let within = fields.required("within", problems)?;
    let written = text(within, problems)?;
    let working_days = written
        .strip_suffix(" working-days")
        .or_else(|| written.strip_suffix(" working-day"));
    let within = match working_days.map(str::parse) {
        Some(Ok(days)) => Within::WorkingDays(days),
        _ => Within::Period(period(within, problems)?),
    };
    Some(TimeTarget {
        says: says?,
        within,
    })
}

fn read_contacts(node: &Node, problems: &mut Problems) -> Vec<Contact> {
    let known = CONTACTS.map(|(code, _, _)| code);
    let Some(fields) = Fields::open(node, "the contacts", &known, problems) else {
        return Vec::new();
    };
    let mut contacts = Vec::new();
    for (code, about, _) in CONTACTS {
        let at = fields.get(code).and_then(|node| words(node, problems));
        contacts.extend(at.map(|at| Contact { about, at }));
    }
    contacts
}
