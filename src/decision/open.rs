//! What is open in an outcome, and what its questions must be able to change.

use super::{entitlement::EntitlementDecision, question::facts_asked, wanted::Wanted};
use crate::{
    engine::{Evaluation, Open, Outcome, Target},
    law::Entitlement,
};

/// The facts and dates that those questions ask for, without the questions.
pub(super) fn open_facts(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted,
    entitlements: &[EntitlementDecision],
) -> Vec<String> {
    let (open, targets) = open_in_outcome(evaluation, wanted, entitlements);
    facts_asked(evaluation, open, &targets, &wanted.claimed)
}

/// What is open in an outcome, and what its questions must be able to change.
pub(super) fn open_in_outcome(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted,
    entitlements: &[EntitlementDecision],
) -> (Open, Vec<Target>) {
    let all = entitlements.iter().map(|each| each.entitlement);
    let open = everything_open(evaluation, all, &wanted.claimed);
    let whole = if wanted.only.is_empty() {
        Target::Right(wanted.right)
    } else {
        Target::Scope
    };
    let targets: Vec<Target> = entitlements
        .iter()
        .filter(|each| each.outcome == Outcome::Open)
        .map(|each| Target::Entitlement(each.entitlement))
        .chain([whole])
        .collect();
    (open, targets)
}

/// What is open in the scope of the book and in some entitlements.
pub(super) fn everything_open(
    evaluation: &Evaluation<'_>,
    entitlements: impl ExactSizeIterator<Item = Entitlement>,
    claimed: &[Entitlement],
) -> Open {
    let mut open = Open::default();
    evaluation.open_in_scope(&mut open);
    let several = entitlements.len() > 1;
    for entitlement in entitlements {
        evaluation.open_in_entitlement(entitlement, &mut open);
        // Nothing is granted either way, but an entitlement without a ground does not count as
        // refused: beside others that are granted that makes a difference.
        if several && !claimed.contains(&entitlement) {
            evaluation.open_in_grounds(entitlement, &mut open);
        }
    }
    open
}
