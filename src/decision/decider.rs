//! Gathers the rules that decided something.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    engine::{Evaluation, ExemptionResult, Grant, GroundResult, Outcome},
    fact::{Extent, Possible, Test, Truth, Value},
    law::Entitlement,
    rule::{Condition, ExtentOf, Role, RuleId},
};

type Named = BTreeSet<RuleId>;

/// Gathers the rules that decided something.
///
/// Each function names rules that keep something as it is: whatever other rules are left out, it stays so. Where one of
/// several parts is enough for that, the one that takes the fewest rules is kept.
pub(super) struct Decider<'e, 'b> {
    evaluation: &'e Evaluation<'b>,
    named: Named,
    behind: BTreeMap<RuleId, Named>,
    entitlements: BTreeMap<Entitlement, Named>,
}

impl<'e, 'b> Decider<'e, 'b> {
    pub(super) const fn new(evaluation: &'e Evaluation<'b>) -> Self {
        Self {
            evaluation,
            named: BTreeSet::new(),
            behind: BTreeMap::new(),
            entitlements: BTreeMap::new(),
        }
    }

    /// The rules named so far, in the order of the book.
    pub(super) fn into_rules(self) -> Named {
        self.named
    }

    /// Names what made the book speak, or not speak, about the case.
    pub(super) fn scope(&mut self) {
        self.scope_with(false);
    }

    /// The same, and what may keep it from speaking where `jointly` with other rules that decides.
    fn scope_with(&mut self, jointly: bool) {
        let evaluation = self.evaluation;
        let scope = evaluation.scope();
        let rules: Vec<_> = evaluation
            .scope_rules()
            .map(|(id, rule)| {
                let met = evaluation.truth(&rule.when).or(!evaluation.in_force(id));
                (id, met)
            })
            .collect();
        let is_certain = rules.iter().any(|(_, met)| met.is_no());
        for (id, met) in rules {
            let decides = match scope {
                Truth::No => met.is_no() || (!is_certain && met.is_unknown()),
                Truth::Unknown => jointly && met.is_unknown(),
                Truth::Yes => false,
            };
            if decides {
                self.named.insert(id);
            }
            if decides || !scope.is_no() {
                let behind = self.behind(id);
                self.named.extend(behind);
            }
        }
    }

    /// Names what decided a right, given how it comes out, whether plain evaluation tells that, and what its
    /// entitlements come to, each with whether it counts without a ground.
    pub(super) fn right(&mut self, outcome: Outcome, is_plain: bool, grants: &[(&Grant, bool)]) {
        let is_settled = |grant: &Grant| grant.possible.single().is_some();
        let (mut gives, mut refuses) = (false, false);
        for (grant, counts) in grants {
            if is_settled(grant) && (is_plain || is_plainly_told(grant)) {
                self.grant(grant);
                gives |= !grant.possible.has(Extent::None);
                let is_counted = *counts || grant.has_ground().is_yes();
                refuses |= is_counted && !grant.possible.has(Extent::Whole);
            } else if !is_plain {
                let named = self.jointly(grant);
                self.named.extend(named);
            } else if outcome == Outcome::Applies {
                // Whether it is given is open, and does not count: that nothing is taken from it does.
                let named = self.untaken(grant);
                self.named.extend(named);
            }
        }
        if is_plain && outcome == Outcome::AppliesInPart && !(gives && refuses) {
            for (grant, _) in grants.iter().filter(|(grant, _)| !is_settled(grant)) {
                let named = self.jointly(grant);
                self.named.extend(named);
            }
        }
    }

    /// Names the grounds that do not hold: of what is refused and has no other reason.
    pub(super) fn failed(&mut self, grant: &Grant) {
        // Law that is not in force is no reason for anything.
        let failed = grant
            .grounds
            .iter()
            .filter(|ground| ground.truth.is_no())
            .map(|ground| ground.rule)
            .filter(|ground| !self.evaluation.in_force(*ground).is_no());
        self.named.extend(failed);
    }

    /// Names what decided how far an entitlement is granted.
    pub(super) fn grant(&mut self, grant: &Grant) {
        let named = self.granted(grant);
        self.named.extend(named);
    }

    /// Names what decided whether a duty or power arises.
    pub(super) fn arising(&mut self, id: RuleId) {
        let evaluation = self.evaluation;
        let Some(rule) = evaluation.book().rule(id) else {
            return;
        };
        let needs_scope = !rule.role.is_of_every_right();
        let exemptions = evaluation.exemptions(id);
        let takes_all =
            |exemption: &ExemptionResult| exemption.takes().single() == Some(Extent::Whole);
        let may_take_all = |exemption: &ExemptionResult| exemption.takes().has(Extent::Whole);
        let named = match (evaluation.arises(id), evaluation.holds(id)) {
            (Truth::Unknown, _) => Named::new(),
            (Truth::No, Truth::No) => self.behind(id),
            (Truth::No, _) if needs_scope && evaluation.scope().is_no() => {
                self.scope();
                Named::new()
            }
            (Truth::No, _) if exemptions.iter().any(takes_all) => {
                self.takers(&exemptions, Extent::Whole)
            }
            (arises, holds) => {
                let mut named = self.with_behind(id);
                let is_plain =
                    arises.is_yes() && holds.is_yes() && !exemptions.iter().any(may_take_all);
                for exemption in &exemptions {
                    named.extend(if is_plain || !may_take_all(exemption) {
                        self.at_most(exemption, Extent::Part)
                    } else {
                        self.exemption_jointly(exemption)
                    });
                }
                if needs_scope {
                    self.scope_with(arises.is_no());
                }
                named
            }
        };
        self.named.extend(named);
    }

    /// The reasons that keep an entitlement granted to its extent.
    fn granted(&mut self, grant: &Grant) -> Named {
        let plain = most(grant.grounds.iter().map(GroundResult::grants));
        let Some(extent) = plain.single() else {
            return self.jointly(grant);
        };
        let mut named = Named::new();
        for ground in &grant.grounds {
            named.extend(self.ground(ground, extent));
        }
        let is_sure = |ground: &GroundResult| ground.truth.is_yes();
        if grant.has_ground().is_yes() && !grant.grounds.iter().any(is_sure) {
            for ground in &grant.grounds {
                named.extend(self.either(ground.rule, ground.truth));
            }
        }
        named
    }

    /// One ground of an entitlement that is granted to this extent, as plain evaluation tells.
    fn ground(&mut self, ground: &GroundResult, extent: Extent) -> Named {
        let mut named = Named::new();
        // Nothing can come on top of the whole.
        let adds_nothing = extent == Extent::Whole;
        if ground.truth.is_no() {
            if !adds_nothing {
                named.extend(self.behind(ground.rule));
            }
            return named;
        }
        if ground.grants().single() == Some(extent) {
            if ground.truth.is_yes() {
                named.extend(self.with_behind(ground.rule));
            }
            let taken = Extent::Whole.without(extent);
            named.extend(self.takers(&ground.exemptions, taken));
            if extent != Extent::None {
                for exemption in &ground.exemptions {
                    named.extend(self.at_most(exemption, taken));
                }
            }
        } else if !adds_nothing {
            // One exemption is enough to keep a ground from giving more than the others do.
            let takers = sure_takers(&ground.exemptions, Extent::Part);
            let takers = takers.map(|taker| self.taker(taker, Extent::Part));
            let takers: Vec<Named> = takers.collect();
            named.extend(smallest(takers));
        }
        named
    }

    /// Every exemption that certainly takes at least this much, with what lets it: none where nothing is taken.
    fn takers(&mut self, exemptions: &[ExemptionResult], least: Extent) -> Named {
        let mut named = Named::new();
        if least != Extent::None {
            for exemption in sure_takers(exemptions, least) {
                named.extend(self.taker(exemption, least));
            }
        }
        named
    }

    /// An exemption that takes at least this much, with what keeps its exceptions from giving it back.
    fn taker(&mut self, exemption: &ExemptionResult, least: Extent) -> Named {
        let mut named = self.with_behind(exemption.rule);
        for exception in &exemption.exceptions {
            let gives_back = |extent| Extent::Whole.without(extent) < least;
            if exception.restores.iter().any(gives_back) {
                named.extend(self.behind(exception.rule));
            }
        }
        named
    }

    /// What keeps an exemption from taking more than this.
    fn at_most(&mut self, exemption: &ExemptionResult, most: Extent) -> Named {
        let extent = self.extent_of(exemption.rule);
        if extent.iter().all(|extent| extent <= most) {
            return Named::new();
        }
        let keeps = |restored: Extent| {
            let mut extents = extent.iter();
            extents.all(|extent| extent.without(restored) <= most)
        };
        let gives_back = exemption
            .exceptions
            .iter()
            .filter(|exception| exception.truth.is_yes() && exception.restores.iter().all(keeps));
        let gives_back: Vec<RuleId> = gives_back.map(|exception| exception.rule).collect();
        if exemption.truth.is_yes() {
            let named = gives_back.into_iter().map(|rule| self.with_behind(rule));
            return named.flatten().collect();
        }
        let mut ways: Vec<Named> = Vec::new();
        if exemption.truth.is_no() {
            ways.push(self.behind(exemption.rule));
        }
        ways.extend(gives_back.into_iter().map(|rule| self.with_behind(rule)));
        smallest(ways)
    }

    /// What keeps everything that an entitlement may give whole, whether or not it is given.
    fn untaken(&mut self, grant: &Grant) -> Named {
        let mut named = Named::new();
        for ground in &grant.grounds {
            if ground.truth.is_no() {
                named.extend(self.behind(ground.rule));
            } else {
                for exemption in &ground.exemptions {
                    named.extend(self.at_most(exemption, Extent::None));
                }
            }
        }
        named
    }

    /// Where only the combination of rules decides: everything that may hold.
    fn jointly(&mut self, grant: &Grant) -> Named {
        let mut named = Named::new();
        for ground in &grant.grounds {
            named.extend(self.either(ground.rule, ground.truth));
            if !ground.truth.is_no() {
                for exemption in &ground.exemptions {
                    named.extend(self.exemption_jointly(exemption));
                }
            }
        }
        named
    }

    fn exemption_jointly(&mut self, exemption: &ExemptionResult) -> Named {
        if exemption.takes().single() == Some(Extent::None) {
            return self.at_most(exemption, Extent::None);
        }
        let mut named = self.with_behind(exemption.rule);
        for exception in &exemption.exceptions {
            named.extend(self.either(exception.rule, exception.truth));
        }
        named
    }

    /// A rule that holds or may hold, or what keeps it from holding.
    fn either(&mut self, rule: RuleId, truth: Truth) -> Named {
        if truth.is_no() {
            self.behind(rule)
        } else {
            self.with_behind(rule)
        }
    }

    /// A rule, and what keeps it as it is.
    fn with_behind(&mut self, rule: RuleId) -> Named {
        let mut named = self.behind(rule);
        named.insert(rule);
        named
    }

    /// The definitions, and what decides the other entitlements, that keep a rule as it is: held, not held, or open.
    fn behind(&mut self, id: RuleId) -> Named {
        if let Some(known) = self.behind.get(&id) {
            return known.clone();
        }
        // Law that is not in force does not hold, whatever it says.
        let rule = self.evaluation.book().rule(id);
        let rule = rule.filter(|_| !self.evaluation.in_force(id).is_no());
        let named = rule.map_or_else(Named::new, |rule| self.condition(&rule.when));
        self.behind.insert(id, named.clone());
        named
    }

    fn condition(&mut self, condition: &Condition) -> Named {
        let truth = self.evaluation.truth(condition);
        match condition {
            Condition::Always | Condition::Fact(..) => Named::new(),
            Condition::Not(part) => self.condition(part),
            Condition::All(parts) => self.parts(parts, truth, Truth::No),
            Condition::Any(parts) => self.parts(parts, truth, Truth::Yes),
            Condition::Definition(definition, test) => self.definition(*definition, *test, truth),
            Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                self.entitlement(*entitlement)
            }
        }
    }

    /// Parts where any one that is `enough` decides.
    fn parts(&mut self, parts: &[Condition], truth: Truth, enough: Truth) -> Named {
        if truth == enough {
            let evaluation = self.evaluation;
            let deciding = parts.iter().filter(|part| evaluation.truth(part) == enough);
            let ways: Vec<Named> = deciding.map(|part| self.condition(part)).collect();
            smallest(ways)
        } else {
            parts.iter().flat_map(|part| self.condition(part)).collect()
        }
    }

    /// A definition under a rule. It is named where the test would come out otherwise if it did not hold.
    fn definition(&mut self, id: RuleId, test: Test, truth: Truth) -> Named {
        // That a set lacks a member is helped by the definition not holding, that it has one by its holding.
        let is_turned = matches!(test, Test::NoneOf(_));
        let is_helped = truth.is_unknown() || truth.is_yes() != is_turned;
        match self.evaluation.holds(id) {
            Truth::No if truth.is_unknown() || !is_helped => self.behind(id),
            Truth::Yes if is_helped => self.with_behind(id),
            Truth::Unknown if truth.is_unknown() => self.with_behind(id),
            _ => Named::new(),
        }
    }

    /// The reasons that keep another entitlement granted to its extent.
    fn entitlement(&mut self, entitlement: Entitlement) -> Named {
        if let Some(known) = self.entitlements.get(&entitlement) {
            return known.clone();
        }
        let grant = self.evaluation.grant(entitlement);
        let named = grant.map_or_else(Named::new, |grant| self.granted(&grant));
        self.entitlements.insert(entitlement, named.clone());
        named
    }

    /// How much an exemption takes where nothing gives it back.
    fn extent_of(&self, exemption: RuleId) -> Possible {
        let role = self
            .evaluation
            .book()
            .rule(exemption)
            .map(|rule| &rule.role);
        match role {
            Some(Role::Exemption { extent, .. }) => match extent {
                ExtentOf::Fixed(extent) => Possible::only(*extent),
                ExtentOf::Fact(fact) => match self.evaluation.facts().value(*fact) {
                    Some(Value::Extent(extent)) => Possible::only(extent),
                    _ => Possible::ANY,
                },
            },
            _ => Possible::ANY,
        }
    }
}

/// Whether plain evaluation tells what an entitlement comes to, and whether a ground holds.
fn is_plainly_told(grant: &Grant) -> bool {
    let grants = || grant.grounds.iter().map(GroundResult::grants);
    let grounds = grant.grounds.iter().map(|ground| ground.truth);
    most(grants()).single().is_some() && !grounds.fold(Truth::No, Truth::or).is_unknown()
}

fn most(extents: impl Iterator<Item = Possible>) -> Possible {
    extents.fold(Possible::only(Extent::None), |most, extent| {
        most.combine(extent, Extent::max)
    })
}

/// The exemptions that certainly take at least this much.
fn sure_takers(
    exemptions: &[ExemptionResult],
    least: Extent,
) -> impl Iterator<Item = &ExemptionResult> {
    exemptions
        .iter()
        .filter(move |exemption| exemption.takes().iter().all(|taken| taken >= least))
}

/// The way that names the fewest rules, the first of those.
fn smallest(ways: Vec<Named>) -> Named {
    ways.into_iter().min_by_key(Named::len).unwrap_or_default()
}
