//! What made an advice: enough to make it again and compare.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Date,
    rule::{Edition, GovernedBy},
    source::Digest,
};

/// The name and version of a form of JSON. The version grows when a reader of the form would have to change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Schema {
    /// The name.
    pub name: String,
    /// The version.
    pub version: u32,
}

impl Schema {
    /// The form of [`Advice`](super::Advice).
    #[must_use]
    pub fn advice() -> Self {
        Self::named("data-subject-rights/advice")
    }

    /// The form of [`Summary`](super::Summary).
    #[must_use]
    pub fn summary() -> Self {
        Self::named("data-subject-rights/summary")
    }

    /// The form of a [`Record`](crate::record::Record).
    #[cfg(feature = "record")]
    #[must_use]
    pub fn record() -> Self {
        Self::named("data-subject-rights/record")
    }

    /// The form of a [`Published`](crate::record::Published) record.
    #[cfg(feature = "record")]
    #[must_use]
    pub fn published_record() -> Self {
        Self::named("data-subject-rights/published-record")
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            version: 1,
        }
    }
}

/// What made an advice: with the request as understood, enough to make it again and compare.
///
/// A digest is over the files that a thing was read from ([`Digest::of_files`]); what was made in code has none.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, law::Right};
/// let council = Controller::doncaster()?;
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let made_with = council.decide(&request)?.made_with;
/// assert_eq!(made_with.procedure.digest, council.procedure().digest());
/// assert_eq!(made_with.request, request.digest());
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct MadeWith {
    /// The version of this crate.
    pub version: String,
    /// The vocabulary that both books use.
    pub vocabulary: Source,
    /// The council's procedure.
    pub procedure: Source,
    /// The statute, where the council has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statute: Option<Source>,
    /// The registers that the request names, in the order in which the council has them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub registers: Vec<Source>,
    /// The public holidays, where the council has them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub calendar: Option<Source>,
    /// The council's settings.
    pub settings: Source,
    /// The days that pick the versions of the rules, by what they are of: `received`, `replied`. What rests on a day that
    /// is not there is open.
    pub days: BTreeMap<GovernedBy, Date>,
    /// The digest of the request as understood: of its canonical JSON ([`Request::digest`](crate::case::Request::digest)).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request: Option<Digest>,
}

/// What an advice was read from: a book, a register, a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Source {
    /// Its name or id; none for the vocabulary.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Its title, where it has one beside its name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The date of the text, where it says one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dated: Option<Date>,
    /// The editions of a book that were read, the one first that the answer goes by.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub editions: Vec<Edition>,
    /// Whether only published holidays count: none are worked out for later years.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub only_as_published: bool,
    /// The digest of its files; none where it was made in code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digest: Option<Digest>,
}
