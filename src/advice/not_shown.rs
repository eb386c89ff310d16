//! What counts as not shown or not relied on, once a case is closed.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Date,
    case::{Case, Request},
    fact::{Bearer, Origin, Vocabulary},
    law::Provision,
};

/// Something that counts as not shown or not relied on, because the case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct NotShown {
    /// The id of the fact.
    pub fact: String,
    /// The question that no one answered.
    pub ask: String,
    /// Who had to show it; no one where it is the test of an exemption that the controller does not rely on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<Bearer>,
    /// The provision that says who must show it, or that of the exemption.
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
        .filter(|(_, known)| is_closed(known.provenance.origin))
        .filter_map(|(fact, _)| {
            let before = case.closed.get(&fact)?;
            let declared = vocabulary.get(fact)?;
            let closes = declared.closes()?;
            Some(NotShown {
                fact: declared.id.clone(),
                ask: declared.ask.clone(),
                on: closes.on,
                provision: closes.provision.clone(),
                before: before.in_words(),
                closed_by: closing.by.clone(),
                closed_on: closing.on,
            })
        })
        .collect()
}

const fn is_closed(origin: Origin) -> bool {
    matches!(origin, Origin::NotShown | Origin::NotReliedOn)
}
