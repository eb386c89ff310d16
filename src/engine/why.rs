//! The facts that force a condition, and the facts that keep it open.

use std::collections::BTreeSet;

use super::{evaluate::Evaluation, grant::ExemptionResult};
use crate::{
    fact::{Extent, FactId, Possible, Test, Truth},
    law::Entitlement,
    rule::{Condition, Defines, ExtentOf, GovernedBy, Role, RuleId},
};

/// Something a condition rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// A fact.
    Fact(FactId),
    /// A definition of the book.
    Definition(RuleId),
    /// The outcome of another entitlement.
    Entitlement(Entitlement),
    /// A date of the case.
    Date(GovernedBy),
}

/// Something open, with the rules that it is open in.
#[derive(Debug)]
pub(crate) struct OpenUse {
    pub what: Use,
    /// When it was met.
    pub place: usize,
    pub rules: BTreeSet<RuleId>,
    /// For a set: the members that tests ask about, as a mask.
    pub members: u64,
}

/// What is still open, in the order in which it was met.
#[derive(Debug, Default)]
pub(crate) struct Open {
    order: Vec<OpenUse>,
    visited: BTreeSet<(Option<RuleId>, Option<Entitlement>)>,
}

impl Open {
    fn add(&mut self, what: Use, rule: RuleId, members: u64) {
        match self.order.iter_mut().find(|known| known.what == what) {
            Some(known) => {
                known.rules.insert(rule);
                known.members |= members;
            }
            None => self.order.push(OpenUse {
                what,
                place: self.order.len(),
                rules: BTreeSet::from([rule]),
                members,
            }),
        }
    }

    /// Only these of what is open.
    #[cfg(feature = "inquiry")]
    pub(crate) fn only(mut self, wanted: &[Use]) -> Self {
        self.order.retain(|open| wanted.contains(&open.what));
        self
    }

    /// Whether something of a kind is open.
    pub(crate) fn any(&self, is_one: impl Fn(Use) -> bool) -> bool {
        self.order.iter().any(|open| is_one(open.what))
    }

    /// The open facts and dates with the rules at stake.
    pub(crate) fn into_vec(self) -> Vec<OpenUse> {
        self.order
    }
}

/// The members that a test on a set asks about; an `only` asks about every other member too.
const fn asked_about(test: Test) -> u64 {
    match test {
        Test::Any(mask) | Test::All(mask) | Test::NoneOf(mask) => mask,
        Test::Only(_) => u64::MAX,
        Test::Yes | Test::AtLeast(_) => 0,
    }
}

impl Evaluation<'_> {
    /// What forces a rule's truth, or keeps it open, in the order written. For a set, the mask of the
    /// members that it was asked about.
    #[must_use]
    pub fn rests_on(&self, id: RuleId) -> Vec<(Use, u64)> {
        let mut all = Vec::new();
        let Some(rule) = self.book.rule(id) else {
            return all;
        };
        let in_force = self.in_force(id);
        if in_force.is_unknown() {
            all.push((Use::Date(rule.in_force.governed_by), 0));
        }
        if !in_force.is_no() {
            self.force(&rule.when, &mut all);
        }
        let mut uses: Vec<(Use, u64)> = Vec::new();
        for (used, members) in all {
            match uses.iter_mut().find(|(known, _)| *known == used) {
                Some((_, asked)) => *asked |= members,
                None => uses.push((used, members)),
            }
        }
        uses
    }

    /// The leaves that suffice for a condition's truth: all parts of an `all` that holds, one part
    /// of an `all` that fails, and so on; of an open condition, the open leaves.
    fn force(&self, condition: &Condition, uses: &mut Vec<(Use, u64)>) {
        let truth = self.truth(condition);
        match condition {
            Condition::Always => {}
            Condition::Not(part) => self.force(part, uses),
            Condition::All(parts) => self.force_parts(parts, truth, Truth::No, uses),
            Condition::Any(parts) => self.force_parts(parts, truth, Truth::Yes, uses),
            Condition::Fact(fact, test) => uses.push((Use::Fact(*fact), asked_about(*test))),
            Condition::Definition(rule, test) => self.force_definition(*rule, *test, uses),
            Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                uses.push((Use::Entitlement(*entitlement), 0));
            }
        }
    }

    /// A set that lacks what is asked about lacks it whatever becomes of the condition it depends on:
    /// then the set itself is the reason.
    fn force_definition(&self, id: RuleId, test: Test, uses: &mut Vec<(Use, u64)>) {
        if let Some(Role::Definition(Defines::MembersOf(fact))) =
            self.book.rule(id).map(|rule| &rule.role)
            && self.book.vocabulary().test(*fact, test, self.facts).is_no()
            && self.truth(&Condition::Definition(id, test)).is_no()
        {
            uses.push((Use::Fact(*fact), asked_about(test)));
        } else {
            uses.push((Use::Definition(id), asked_about(test)));
        }
    }

    /// `decisive` is the truth that one part alone can force.
    fn force_parts(
        &self,
        parts: &[Condition],
        truth: Truth,
        decisive: Truth,
        uses: &mut Vec<(Use, u64)>,
    ) {
        let mut alike = parts.iter().filter(|part| self.truth(part) == truth);
        if truth == decisive {
            if let Some(part) = alike.next() {
                self.force(part, uses);
            }
        } else {
            for part in alike {
                self.force(part, uses);
            }
        }
    }

    /// What keeps a rule open.
    pub(crate) fn open_in(&self, id: RuleId, open: &mut Open) {
        let Some(rule) = self.book.rule(id) else {
            return;
        };
        if !self.holds(id).is_unknown() || !open.visited.insert((Some(id), None)) {
            return;
        }
        if self.in_force(id).is_unknown() {
            open.add(Use::Date(rule.in_force.governed_by), id, 0);
        }
        self.open_leaves(&rule.when, id, open);
    }

    fn open_leaves(&self, condition: &Condition, rule: RuleId, open: &mut Open) {
        if !self.truth(condition).is_unknown() {
            return;
        }
        match condition {
            Condition::Always => {}
            Condition::Not(part) => self.open_leaves(part, rule, open),
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.open_leaves(part, rule, open);
                }
            }
            Condition::Fact(fact, test) => open.add(Use::Fact(*fact), rule, asked_about(*test)),
            Condition::Definition(definition, test) => {
                self.open_definition(*definition, *test, rule, open);
            }
            Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                self.open_in_entitlement(*entitlement, open);
            }
        }
    }

    fn open_definition(&self, id: RuleId, test: Test, used_by: RuleId, open: &mut Open) {
        let Some(rule) = self.book.rule(id) else {
            return;
        };
        // A set may be open in its members, whatever becomes of the condition they depend on.
        if let Role::Definition(Defines::MembersOf(fact)) = rule.role
            && self
                .book
                .vocabulary()
                .test(fact, test, self.facts)
                .is_unknown()
        {
            open.add(Use::Fact(fact), used_by, asked_about(test));
        }
        self.open_in(id, open);
    }

    /// What keeps an entitlement open: only rules that can still change how far it is granted.
    pub(crate) fn open_in_entitlement(&self, entitlement: Entitlement, open: &mut Open) {
        if self.extents_of(entitlement).single().is_some()
            || !open.visited.insert((None, Some(entitlement)))
        {
            return;
        }
        let Some(grant) = self.granted(entitlement) else {
            return;
        };
        // A ground that grants less or the same cannot change what another grants for certain.
        let certain = least(grant.possible);
        for ground in &grant.grounds {
            if most(ground.grants()) <= certain {
                continue;
            }
            self.open_in(ground.rule, open);
            let taken_for_certain = ground
                .exemptions
                .iter()
                .map(|exemption| least(exemption.takes()))
                .max()
                .unwrap_or(Extent::None);
            for exemption in &ground.exemptions {
                if most(exemption.takes()) > taken_for_certain {
                    self.open_in_exemption(ground.rule, exemption, open);
                }
            }
        }
    }

    /// What keeps open whether an entitlement has a ground at all.
    pub(crate) fn open_in_grounds(&self, entitlement: Entitlement, open: &mut Open) {
        let Some(grant) = self.granted(entitlement) else {
            return;
        };
        if grant.has_ground().is_unknown() {
            for ground in &grant.grounds {
                self.open_in(ground.rule, open);
            }
        }
    }

    /// What keeps open whether the book speaks about the case.
    pub(crate) fn open_in_scope(&self, open: &mut Open) {
        if !self.scope().is_unknown() {
            return;
        }
        for (id, rule) in self.scope_rules() {
            // One that is not in force limits nothing: where its condition fails, its dates count.
            let in_force = self.in_force(id);
            let met = (!in_force).or(self.truth(&rule.when));
            if met.is_unknown() && in_force.is_unknown() {
                open.add(Use::Date(rule.in_force.governed_by), id, 0);
            }
            self.open_in(id, open);
        }
    }

    /// What keeps a duty or power open.
    pub(crate) fn open_in_duty(&self, id: RuleId, open: &mut Open) {
        let Some(rule) = self.book.rule(id) else {
            return;
        };
        if !self.arises(id).is_unknown() {
            return;
        }
        if !rule.role.is_of_every_right() {
            self.open_in_scope(open);
        }
        self.open_in(id, open);
        for exemption in self.exemptions(id) {
            if exemption.takes().has(Extent::Whole) {
                self.open_in_exemption(id, &exemption, open);
            }
        }
    }

    fn open_in_exemption(&self, reached: RuleId, exemption: &ExemptionResult, open: &mut Open) {
        let Some(rule) = self.book.rule(exemption.rule) else {
            return;
        };
        self.open_in_lists(reached, exemption.rule, open);
        self.open_in(exemption.rule, open);
        if let Role::Exemption { extent, .. } = rule.role {
            self.open_extent(extent, exemption.rule, open);
        }
        if exemption.if_held.single().is_some() {
            return;
        }
        for exception in &exemption.exceptions {
            self.open_in_lists(exemption.rule, exception.rule, open);
            self.open_in(exception.rule, open);
            if let Some(Role::Exception { extent, .. }) =
                self.book.rule(exception.rule).map(|rule| &rule.role)
                && !exception.truth.is_no()
            {
                self.open_extent(*extent, exception.rule, open);
            }
        }
    }

    /// The dates that keep open whether the lists of an exemption or exception name what it reaches.
    fn open_in_lists(&self, reached: RuleId, reacher: RuleId, open: &mut Open) {
        let lists = self.book.reaching(reached).iter();
        for list in lists
            .filter(|list| list.rule == reacher)
            .flat_map(|list| &list.when)
        {
            let named = list.on(self.dates(), self.program.edition());
            if named.is_unknown() {
                open.add(Use::Date(list.governed_by), reacher, 0);
            }
        }
    }

    fn open_extent(&self, extent: ExtentOf, rule: RuleId, open: &mut Open) {
        if let ExtentOf::Fact(fact) = extent
            && self.facts.value(fact).is_none()
        {
            open.add(Use::Fact(fact), rule, 0);
        }
    }
}

fn least(possible: Possible) -> Extent {
    possible.iter().next().unwrap_or(Extent::None)
}

fn most(possible: Possible) -> Extent {
    possible.iter().last().unwrap_or(Extent::None)
}
