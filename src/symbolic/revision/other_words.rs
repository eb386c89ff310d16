//! The words that a book is compiled in beside another, and with one rule in other words.

use super::dependents::Affected;
use crate::{
    circuit::Literal,
    engine::{BookLiterals, Circuit, CompileMemo, ExtentBits, GrantBits, RulePart, Wording},
    law::Entitlement,
    rule::{Rule, RuleId},
};

/// Whether two literals are certainly the same in every case in which a third holds.
pub(crate) type IsSame<'b> = &'b mut dyn FnMut(&Circuit, [Literal; 2], Literal) -> bool;

/// A book in its own words, beside what was compiled before: what is certainly the same is left as it is there.
pub(super) struct Before<'b> {
    pub(super) said: &'b BookLiterals,
    /// What each rule does by itself.
    pub(super) does: &'b [[Literal; 2]],
    /// Where it counts: everything that depends on what changed is said only of cases in which this holds.
    pub(super) given: Literal,
    pub(super) is_same: IsSame<'b>,
}

impl Wording<'_> for Before<'_> {
    fn unless_same(
        &mut self,
        circuit: &Circuit,
        rule: RuleId,
        part: RulePart,
        now: Literal,
    ) -> Literal {
        let does = self.does.get(rule.0).copied();
        let before = match part {
            RulePart::Holds => self.said.rules.get(rule.0).map(|bits| bits.holds),
            RulePart::TakesPart => does.map(|[part, _]| part),
            RulePart::TakesWhole => does.map(|[_, whole]| whole),
        };
        let is_same = |before: &Literal| {
            *before == now || (self.is_same)(circuit, [*before, now], self.given)
        };
        before.filter(is_same).unwrap_or(now)
    }
}

/// A book with one rule in other words: what these certainly do not affect stands.
pub(super) struct OtherWords<'b> {
    pub(super) rule: (RuleId, &'b Rule),
    /// What was worked out in the book's own words.
    pub(super) memo: &'b CompileMemo,
    pub(super) affected: &'b Affected,
    pub(super) before: Option<Before<'b>>,
}

impl<'b> Wording<'b> for OtherWords<'b> {
    fn instead(&self, rule: RuleId) -> Option<&'b Rule> {
        let (id, instead) = self.rule;
        (id == rule).then_some(instead)
    }

    fn holds(&self, rule: RuleId) -> Option<Literal> {
        let stands = !self.affected.rules.contains(&rule);
        stands.then(|| self.memo.holds.get(&rule).copied())?
    }

    fn takes(&self, rule: RuleId) -> Option<ExtentBits> {
        let stands = !self.affected.rules.contains(&rule);
        stands.then(|| self.memo.takes.get(&rule).copied())?
    }

    fn taken(&self, list: usize) -> Option<ExtentBits> {
        let stands = !self.affected.lists.contains(&list);
        stands.then(|| self.memo.taken.get(&list).copied())?
    }

    fn grant(&self, entitlement: Entitlement) -> Option<GrantBits> {
        let stands = !self.affected.entitlements.contains(&entitlement);
        stands.then(|| self.memo.grants.get(&entitlement).copied())?
    }

    fn unless_same(
        &mut self,
        circuit: &Circuit,
        rule: RuleId,
        part: RulePart,
        now: Literal,
    ) -> Literal {
        match &mut self.before {
            Some(before) => before.unless_same(circuit, rule, part, now),
            None => now,
        }
    }
}
