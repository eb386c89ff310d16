//! A line of a decision log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Record, published::rules};
use crate::source::Digest;

/// One decision as a line of a decision log, with the fields that users of the Open Policy Agent's log expect. The crate
/// writes nothing: the program that embeds it writes the line, by `tracing` or into a file.
///
/// The input is masked: the log has its digest, and the record has the rest. A likely request can be tried against a digest:
/// the log is the council's own.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, case::Request, law::Right, record::{LogLine, Occasion, Record},
/// };
/// let council = Controller::doncaster()?;
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let record = Record::of(&council.decide(&request)?, "2026/0412", Occasion::OPENED)?;
/// let line = serde_json::to_value(LogLine::of(&record, "2026-11-23T09:00:00Z"))?;
/// assert_eq!(line["path"], "data_subject_rights/decide");
/// assert_eq!(line["result"][0], serde_json::json!({ "right": "access", "procedure": "open", "statute": "open" }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LogLine {
    /// The digest of the record.
    pub decision_id: Digest,
    /// What was decided by: the crate and its version, the council.
    pub labels: BTreeMap<String, String>,
    /// The rules, each with its digest as its revision.
    pub bundles: BTreeMap<String, Bundle>,
    /// What was asked of the rules.
    pub path: String,
    /// The digest of the request.
    pub input: Input,
    /// What came out: for each right the outcome by each book.
    pub result: Vec<Value>,
    /// What was left out of the input.
    pub erased: Vec<String>,
    /// When, as the program that writes the log tells it. The crate has no clock.
    pub timestamp: String,
}

/// Rules, and which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Bundle {
    /// Their digest.
    pub revision: Digest,
}

/// What is told of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Input {
    /// Its digest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digest: Option<Digest>,
}

impl LogLine {
    /// The line of a record. `timestamp` is the caller's: the time of writing, as the log wants it.
    #[must_use]
    pub fn of(record: &Record, timestamp: impl Into<String>) -> Self {
        let made = &record.made_with;
        let council = made.settings.name.clone().unwrap_or_default();
        let labels = [
            ("id", council),
            ("app", env!("CARGO_PKG_NAME").to_owned()),
            ("version", made.version.clone()),
        ];
        let bundles = rules(made).into_iter();
        Self {
            decision_id: record.digest,
            labels: labels.map(|(name, label)| (name.to_owned(), label)).into(),
            bundles: bundles
                .map(|(name, revision)| (name, Bundle { revision }))
                .collect(),
            path: "data_subject_rights/decide".to_owned(),
            input: Input {
                digest: made.request,
            },
            result: record
                .overall
                .iter()
                .map(|of| {
                    let statute = of.statute.as_ref().map(|law| law.outcome);
                    json!({ "right": of.right, "procedure": of.procedure.outcome, "statute": statute })
                })
                .collect(),
            erased: vec!["/input/request".to_owned()],
            timestamp: timestamp.into(),
        }
    }
}
