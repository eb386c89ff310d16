//! What counts as not shown, once a case is closed.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Date,
    case::{Case, Request},
    fact::{Bearer, Origin, Vocabulary},
    law::Provision,
};

/// Something that counts as not shown, for the case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NotShown {
    /// The id of the fact.
    pub fact: String,
    /// The question that nobody answered.
    pub ask: String,
    /// Who had to show it.
    pub on: Bearer,
    /// The provision that says so.
    pub provision: Provision,
    /// What had been said of it before.
    pub before: String,
    /// Who closed the case.
    pub closed_by: String,
    /// When.
    pub closed_on: Date,
}

/// What counts as not shown in a case.
pub(super) fn not_shown(
    request: &Request,
    case: &Case<'_>,
    vocabulary: &Vocabulary,
) -> Vec<NotShown> {
    let Some(closing) = &request.closing else {
        return Vec::new();
    };
    let closed = case.facts.iter();
    closed
        .filter(|(_, known)| known.provenance.origin == Origin::NotShown)
        .filter_map(|(fact, _)| {
            let before = case.closed.get(&fact)?;
            let declared = vocabulary.get(fact)?;
            let burden = declared.burden.as_ref()?;
            Some(NotShown {
                fact: declared.id.clone(),
                ask: declared.ask.clone(),
                on: burden.on,
                provision: burden.by.clone()?,
                before: before.in_words(),
                closed_by: closing.by.clone(),
                closed_on: closing.on,
            })
        })
        .collect()
}
