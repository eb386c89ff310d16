//! What anyone may see of a record.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Broken, Record, sources::sources};
use crate::{
    advice::{MadeWith, Schema, Source},
    source::Digest,
};

/// A record without a name, a fact, a day, an outcome or a reason: the digest of the record, and those of the rules.
///
/// A council can publish it on the day it decides. An auditor who is given the records later can see that they are the
/// ones from that day, that none is missing ([`Record::check_published`]), and which rules decided. Publish the digest of
/// a record with salt alone ([`Record::with_salt`]): without it, likely requests could be tried until one fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Published {
    /// The name and version of this form.
    pub schema: Schema,
    /// The digest of the record.
    pub record: Digest,
    /// The digest of the record before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub earlier: Option<Digest>,
    /// The version of this crate.
    pub version: String,
    /// The digests of the rules, by what they are of: `procedure`, `statute`, `vocabulary`, `calendar`.
    pub rules: BTreeMap<String, Digest>,
}

impl Record {
    /// What anyone may see of it: no name, no fact, no reason.
    #[must_use]
    pub fn published(&self) -> Published {
        Published {
            schema: Schema::published_record(),
            record: self.digest,
            earlier: self.earlier,
            version: self.made_with.version.clone(),
            rules: rules(&self.made_with),
        }
    }

    /// Whether the records of a case follow each other ([`Record::check_all`]), and whether each digest that was published
    /// is that of the record in its place: then no record was made anew, and none of those published is missing.
    ///
    /// # Errors
    ///
    /// [`Broken`]: the first thing that is wrong.
    pub fn check_published(records: &[Self], published: &[Published]) -> Result<(), Broken> {
        Self::check_all(records)?;
        for (number, published) in (1u32..).zip(published) {
            let at = usize::try_from(number).unwrap_or(usize::MAX) - 1;
            let record = records.get(at).map(|record| record.digest);
            if record != Some(published.record) {
                return Err(Broken::NotAsPublished { number });
            }
        }
        Ok(())
    }
}

/// The digests of the rules that decided, by what they are of.
pub(super) fn rules(made: &MadeWith) -> BTreeMap<String, Digest> {
    let digest = |source: Option<&Source>| source.and_then(|source| source.digest);
    let named = sources(made).into_iter();
    named
        .filter_map(|(name, source)| Some((name.to_owned(), digest(source)?)))
        .collect()
}
