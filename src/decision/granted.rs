//! The entitlements of what is asked of a right: what they come to together, and what decided that.

use std::collections::BTreeSet;

use super::{
    decider::Decider,
    deciding::at_stake,
    entitlement::{AspectDecision, EntitlementDecision, open_only},
    rollup::Tally,
    wanted::Wanted,
};
use crate::{
    engine::{Because, Effect, Effects, Evaluation, Grant, Outcome},
    fact::{Extent, Truth},
    law::{Aspect, Entitlement, Term},
    rule::RuleId,
};

/// The entitlements of what is wanted, each with what it comes to.
pub(super) struct Granted<'e> {
    /// None where the book has no ground for it.
    all: Vec<(Entitlement, Option<&'e Grant>)>,
}

impl<'e> Granted<'e> {
    /// The result of each entitlement that the book has a ground for.
    pub(super) fn grants(&self) -> impl Iterator<Item = &'e Grant> {
        self.all.iter().filter_map(|(_, grant)| *grant)
    }

    pub(super) fn of(evaluation: &'e Evaluation<'_>, wanted: &Wanted) -> Self {
        let right = wanted.right;
        let mut all: BTreeSet<Entitlement> =
            evaluation.book().entitlements(right).into_iter().collect();
        // What a person claims of a right that the book knows is answered, even by "no ground".
        if !all.is_empty() {
            let claimed = wanted.claimed.iter().chain(&wanted.only);
            all.extend(claimed.filter(|each| each.right() == right));
        }
        if !wanted.only.is_empty() {
            all.retain(|each| wanted.only.contains(each) || wanted.claimed.contains(each));
        }
        let all = all.into_iter();
        Self {
            all: all.map(|each| (each, evaluation.granted(each))).collect(),
        }
    }

    /// The effects of what is wanted, and whether they are exact.
    pub(super) fn verdict(&self, evaluation: &Evaluation<'_>, wanted: &Wanted) -> (Effects, bool) {
        if wanted.only.is_empty() || self.all.is_empty() {
            let verdict = evaluation.verdict(wanted.right, &wanted.claimed);
            return (verdict.effects, verdict.exact);
        }
        // What alone is asked for counts, with or without a ground.
        let effects = self.combined(evaluation, |_| true, |_| true);
        let grants = self.grants();
        (effects, grants.into_iter().all(|grant| grant.verdict.exact))
    }

    /// The effects of some of the entitlements together; one that does not `count` without a ground is then left out.
    fn combined(
        &self,
        evaluation: &Evaluation<'_>,
        is_of: impl Fn(Entitlement) -> bool,
        counts: impl Fn(Entitlement) -> bool,
    ) -> Effects {
        let scope = evaluation.scope();
        if scope.is_no() {
            return Effects::only(Effect::OutOfScope);
        }
        let mut tally = Tally::EMPTY;
        for (entitlement, grant) in self.all.iter().filter(|(each, _)| is_of(*each)) {
            let refused = Effects::only(Effect::DoesNotApply);
            let Some(grant) = grant else {
                if counts(*entitlement) {
                    tally = tally.count(refused);
                }
                continue;
            };
            let has_ground = grant.has_ground();
            let mut effects: Effects = grant
                .possible
                .iter()
                .filter(|extent| *extent != Extent::None)
                .map(Effect::of)
                .collect();
            if grant.may_be_exempt() || (counts(*entitlement) && !has_ground.is_yes()) {
                effects = effects.or(refused);
            }
            let counted = tally.count(effects);
            tally = if effects.is_empty() {
                tally
            } else if has_ground.is_yes() || counts(*entitlement) {
                counted
            } else {
                counted.or(tally)
            };
        }
        match scope {
            Truth::Unknown => tally.effects().or(Effects::only(Effect::OutOfScope)),
            _ => tally.effects(),
        }
    }

    pub(super) fn aspects(
        &self,
        evaluation: &Evaluation<'_>,
        claimed: &[Entitlement],
    ) -> Vec<AspectDecision> {
        let is_there = |aspect: &Aspect| {
            let mut all = self.all.iter();
            all.any(|(entitlement, _)| Aspect::of(*entitlement) == Some(*aspect))
        };
        Aspect::all()
            .filter(is_there)
            .map(|aspect| {
                let is_of = |entitlement| Aspect::of(entitlement) == Some(aspect);
                // A copy or a confirmation that no rule gives is refused; a point that no rule gives is none.
                let counts =
                    |entitlement| aspect != Aspect::Information || claimed.contains(&entitlement);
                let effects = self.combined(evaluation, is_of, counts);
                AspectDecision {
                    aspect,
                    outcome: effects.outcome(),
                    possible: open_only(effects),
                }
            })
            .collect()
    }

    pub(super) fn decided_by(
        &self,
        evaluation: &Evaluation<'_>,
        wanted: &Wanted,
        outcome: Outcome,
    ) -> BTreeSet<RuleId> {
        let grants = || self.grants();
        let mut decider = Decider::new(evaluation);
        match outcome {
            Outcome::Open => {
                for grant in grants().filter(|grant| grant.possible.single().is_some()) {
                    decider.grant(grant);
                }
            }
            Outcome::OutOfScope => {
                decider.scope();
                return decider.into_rules();
            }
            _ => {
                decider.scope();
                let plain = evaluation.plain_outcome(wanted.right, &wanted.claimed);
                let is_plain = !plain.is_open() && wanted.only.is_empty();
                let all = self.all.iter();
                let all = all
                    .filter_map(|(each, grant)| Some(((*grant)?, wanted.counts(*each))))
                    .collect::<Vec<_>>();
                decider.right(outcome, is_plain, &all);
            }
        }
        for (entitlement, grant) in &self.all {
            if let Some(grant) = grant
                && self.has_failed(wanted, *entitlement, grant)
            {
                decider.failed(grant);
            }
        }
        decider.into_rules()
    }

    /// Whether an entitlement is refused because none of its grounds holds. This applies to one that counts without a
    /// ground, or to any where no ground of any holds.
    fn has_failed(&self, wanted: &Wanted, entitlement: Entitlement, grant: &Grant) -> bool {
        let has_none = |grant: &Grant| grant.has_ground().is_no();
        let mut all = self.grants();
        has_none(grant) && (wanted.counts(entitlement) || all.all(has_none))
    }

    pub(super) fn at_stake(&self, evaluation: &Evaluation<'_>) -> BTreeSet<RuleId> {
        let open = self.grants();
        open.filter(|grant| grant.possible.single().is_none())
            .flat_map(|grant| at_stake(evaluation, grant))
            .collect()
    }

    pub(super) fn decisions(
        &self,
        evaluation: &Evaluation<'_>,
        wanted: &Wanted,
    ) -> Vec<EntitlementDecision> {
        let ids = |rules: BTreeSet<RuleId>| -> Vec<String> {
            let rules = rules.into_iter();
            rules
                .filter_map(|id| Some(evaluation.book().rule(id)?.id.clone()))
                .collect()
        };
        let decision = |(entitlement, grant): &(Entitlement, Option<&Grant>)| {
            let effects: Effects = grant.map_or(Effects::only(Effect::DoesNotApply), |grant| {
                grant.possible.iter().map(Effect::of).collect()
            });
            let (decided_by, at_stake) = match grant {
                Some(grant) if grant.possible.single().is_none() => {
                    (BTreeSet::new(), at_stake(evaluation, grant))
                }
                Some(grant) => {
                    let mut decider = Decider::new(evaluation);
                    decider.grant(grant);
                    if self.has_failed(wanted, *entitlement, grant) {
                        decider.failed(grant);
                    }
                    (decider.into_rules(), BTreeSet::new())
                }
                None => (BTreeSet::new(), BTreeSet::new()),
            };
            EntitlementDecision {
                entitlement: *entitlement,
                outcome: effects.outcome(),
                because: grant.map_or(Some(Because::NoGround), Grant::because),
                possible: open_only(effects),
                claimed: wanted.counts(*entitlement),
                decided_by: ids(decided_by),
                at_stake: ids(at_stake),
            }
        };
        self.all.iter().map(decision).collect()
    }
}
