//! Section 10a: the right to object, and to object to marketing.

use super::{
    decide::{Effects, one},
    known::{
        COMPELLING_GROUNDS, DIRECT_MARKETING, HISTORICAL_RESEARCH, Known, LEGAL_CLAIMS,
        LEGITIMATE_INTERESTS, PUBLIC_TASK, SCIENTIFIC_RESEARCH, STATISTICS,
    },
    present_use::retention_over,
};

/// objection/stop and objection/stop-research. What stands against one stands against both, so that
/// never one is granted and the other refused.
pub fn objection(known: &Known) -> Effects {
    one(known, |facts| {
        facts.any(MAY_BE_OBJECTED_TO) & (retention_over(facts) | facts.lacks(REASONS_TO_GO_ON))
    })
}

/// direct-marketing-objection/stop: nothing outweighs an objection to marketing.
pub fn direct_marketing_objection(known: &Known) -> Effects {
    // procedure/10a/applies/2, objection/marketing.
    one(known, |facts| facts.is(DIRECT_MARKETING))
}

/// procedure/10a/applies/1 and 3, objection/tasks-and-interests and objection/research.
pub const MAY_BE_OBJECTED_TO: u64 =
    PUBLIC_TASK | LEGITIMATE_INTERESTS | SCIENTIFIC_RESEARCH | HISTORICAL_RESEARCH | STATISTICS;

/// procedure/10a/except, objection/compelling-grounds and objection/legal-claims, which need a use to go
/// on with.
pub const REASONS_TO_GO_ON: u64 = COMPELLING_GROUNDS | LEGAL_CLAIMS;
