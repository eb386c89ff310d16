//! Section 7: the right to erasure.

use super::{
    decide::{Effects, one},
    known::{
        ARCHIVING, CONSENT, CONSENT_WITHDRAWN, DIRECT_MARKETING, ERASURE_REQUIRED_BY_LAW,
        EVERY_BASIS, FREEDOM_OF_EXPRESSION, HAS_OBJECTED, HISTORICAL_RESEARCH, INFORMATION_HELD,
        Known, LEGAL_CLAIMS, LEGAL_OBLIGATION, NO_LONGER_NEEDED, OBJECTS_TO_MARKETING,
        PUBLIC_HEALTH, PUBLIC_TASK, Reading, SCIENTIFIC_RESEARCH, STATISTICS, UNLAWFULLY_PROCESSED,
    },
    objection::{MAY_BE_OBJECTED_TO, REASONS_TO_GO_ON},
    present_use::retention_over,
};

/// erasure/erase. Every ground asks that information be held.
///
/// Once the time for keeping is over the information is no longer necessary (erasure/no-longer-necessary),
/// and it is used for nothing any more that could bar erasure or outweigh an objection. Only before that
/// need the rest be looked at, and then as if the time were not over.
pub fn erasure(known: &Known) -> Effects {
    one(known, |facts| {
        facts.is(INFORMATION_HELD)
            & (retention_over(facts) | (ground_in_use(facts) & not_barred(facts)))
    })
}

/// procedure/7/applies, while the information is still in use.
#[inline(always)]
fn ground_in_use(facts: Reading) -> bool {
    // procedure/7/applies/2, erasure/consent-withdrawn: consent was the only legal reason.
    let consent_withdrawn =
        facts.all(CONSENT | CONSENT_WITHDRAWN) & facts.lacks(EVERY_BASIS & !CONSENT);
    // procedure/7/applies/3, erasure/objection: objection/stop or objection/stop-research is granted.
    let objection_upheld =
        facts.is(HAS_OBJECTED) & facts.any(MAY_BE_OBJECTED_TO) & facts.lacks(REASONS_TO_GO_ON);
    // procedure/7/applies/4, erasure/marketing-objection: direct-marketing-objection/stop is granted
    // wherever there is marketing.
    let marketing = facts.all(OBJECTS_TO_MARKETING | DIRECT_MARKETING);
    consent_withdrawn
        | objection_upheld
        | marketing
        // procedure/7/applies/1 and 5.
        | facts.any(NO_LONGER_NEEDED | UNLAWFULLY_PROCESSED | ERASURE_REQUIRED_BY_LAW)
}

/// procedure/7/except: none of these is what the information is used for. Each bar reaches every ground.
#[inline(always)]
fn not_barred(facts: Reading) -> bool {
    facts.lacks(
        LEGAL_OBLIGATION
            | PUBLIC_TASK
            | FREEDOM_OF_EXPRESSION
            | LEGAL_CLAIMS
            | PUBLIC_HEALTH
            | ARCHIVING
            | SCIENTIFIC_RESEARCH
            | HISTORICAL_RESEARCH
            | STATISTICS,
    )
}
