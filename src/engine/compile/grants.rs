//! What exemptions take, what exceptions give back, and what is left of a grant.

use std::collections::{BTreeMap, BTreeSet};

use super::{Compiler, ExtentBits, GrantBits, RightBits, RulePart, Wording, literals::NOTHING};
use crate::{
    circuit::Literal,
    fact::Extent,
    law::{Entitlement, Right, Term},
    rule::{ExtentOf, Reacher, Role, RuleId},
};

impl<'b, W: Wording<'b>> Compiler<'b, W> {
    pub(super) fn extent(&mut self, extent: ExtentOf) -> ExtentBits {
        match extent {
            ExtentOf::Fixed(extent) => {
                let at_least = |least| {
                    if extent >= least {
                        Literal::TRUE
                    } else {
                        Literal::FALSE
                    }
                };
                ExtentBits {
                    part: at_least(Extent::Part),
                    whole: at_least(Extent::Whole),
                }
            }
            ExtentOf::Fact(fact) => ExtentBits {
                part: self.bit(fact, 0),
                whole: self.bit(fact, 1),
            },
        }
    }

    /// Whether the lists of a reacher name what it reaches on the dates of the case.
    fn named(&mut self, reacher: &Reacher) -> Literal {
        let when = reacher
            .when
            .iter()
            .map(|in_force| self.in_force(*in_force))
            .collect();
        self.circuit.network.any(when)
    }

    /// What an exemption takes where its lists reach: its extent less what exceptions restore.
    fn takes(&mut self, id: RuleId) -> ExtentBits {
        let known = self.memo.takes.get(&id).copied();
        if let Some(known) = known.or_else(|| self.wording.takes(id)) {
            return known;
        }
        let Some(Role::Exemption { extent, .. }) = self.rule_of(id).map(|rule| &rule.role) else {
            return NOTHING;
        };
        let holds = self.holds(id);
        let extent = self.extent(*extent);
        let restored = self.most(id, |compiler, exception| {
            match compiler.rule_of(exception).map(|rule| &rule.role) {
                Some(Role::Exception { extent, .. }) => {
                    let holds = compiler.holds(exception);
                    let extent = compiler.extent(*extent);
                    compiler.while_held(holds, extent)
                }
                _ => NOTHING,
            }
        });
        // Part given back of a part taken leaves part: nothing is disclosed on a guess.
        let network = &mut self.circuit.network;
        let part = network.all(vec![holds, extent.part, !restored.whole]);
        let whole = network.all(vec![holds, extent.whole, !restored.part]);
        let (circuit, wording) = (&*self.circuit, &mut self.wording);
        let takes = ExtentBits {
            part: wording.unless_same(circuit, id, RulePart::TakesPart, part),
            whole: wording.unless_same(circuit, id, RulePart::TakesWhole, whole),
        };
        self.memo.takes.insert(id, takes);
        takes
    }

    /// What a rule does by itself: whether it holds, or how far an exemption takes and an exception restores.
    #[cfg(feature = "analysis")]
    pub(crate) fn does(&mut self, id: RuleId) -> [Literal; 2] {
        let bits = match self.rule_of(id).map(|rule| &rule.role) {
            Some(Role::Exemption { .. }) => self.takes(id),
            Some(Role::Exception { extent, .. }) => {
                let holds = self.holds(id);
                let extent = self.extent(*extent);
                self.while_held(holds, extent)
            }
            Some(Role::Scope { .. }) => {
                let met = self.scope_rule(id);
                return [met, met];
            }
            _ => {
                let holds = self.holds(id);
                return [holds, holds];
            }
        };
        [bits.part, bits.whole]
    }

    /// The most that the exemptions take which reach a rule.
    pub(super) fn taken(&mut self, id: RuleId) -> ExtentBits {
        let list = self.book.reaching_list(id);
        let known = self.memo.taken.get(&list).copied();
        if let Some(known) = known.or_else(|| self.wording.taken(list)) {
            return known;
        }
        let taken = self.most(id, Self::takes);
        self.memo.taken.insert(list, taken);
        taken
    }

    /// The most of what each reacher of a rule does.
    fn most(
        &mut self,
        reached: RuleId,
        mut does: impl FnMut(&mut Self, RuleId) -> ExtentBits,
    ) -> ExtentBits {
        let (mut part, mut whole) = (Vec::new(), Vec::new());
        let book = self.book;
        for reacher in book.reaching(reached) {
            let named = self.named(reacher);
            let does = does(self, reacher.rule);
            let does = self.while_held(named, does);
            part.push(does.part);
            whole.push(does.whole);
        }
        ExtentBits {
            part: self.circuit.network.any(part),
            whole: self.circuit.network.any(whole),
        }
    }

    fn while_held(&mut self, holds: Literal, extent: ExtentBits) -> ExtentBits {
        ExtentBits {
            part: self.circuit.network.both(holds, extent.part),
            whole: self.circuit.network.both(holds, extent.whole),
        }
    }

    /// granted = max over grounds that hold: whole − what is taken. Grounds from which the same is
    /// taken stand together.
    pub(crate) fn grant(&mut self, entitlement: Entitlement) -> GrantBits {
        let known = self.memo.grants.get(&entitlement).copied();
        if let Some(known) = known.or_else(|| self.wording.grant(entitlement)) {
            return known;
        }
        let grounds = self.grounds.get(&entitlement).cloned().unwrap_or_default();
        let mut alike: BTreeMap<usize, (ExtentBits, Vec<Literal>)> = BTreeMap::new();
        for id in &grounds {
            let holds = self.holds(*id);
            let taken = self.taken(*id);
            let list = self.book.reaching_list(*id);
            let (_, held) = alike.entry(list).or_insert((taken, Vec::new()));
            held.push(holds);
        }
        let (mut ground, mut part, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for (taken, held) in alike.into_values() {
            let some = self.circuit.network.any(held);
            ground.push(some);
            part.push(self.circuit.network.both(some, !taken.whole));
            whole.push(self.circuit.network.both(some, !taken.part));
        }
        let bits = GrantBits {
            ground: self.circuit.network.any(ground),
            granted: ExtentBits {
                part: self.circuit.network.any(part),
                whole: self.circuit.network.any(whole),
            },
        };
        self.memo.grants.insert(entitlement, bits);
        bits
    }

    /// An entitlement without a ground counts as refused only where someone expressly claimed it.
    /// `None` where the book has no ground for any entitlement of the right.
    pub(super) fn right(&mut self, right: Right) -> Option<RightBits> {
        let granted_by_book: BTreeSet<Entitlement> = self
            .grounds
            .keys()
            .filter(|entitlement| entitlement.right() == right)
            .copied()
            .collect();
        if granted_by_book.is_empty() {
            return None;
        }
        let (mut granted, mut refused) = (Vec::new(), Vec::new());
        for entitlement in Entitlement::all().filter(|each| each.right() == right) {
            let claim = self.circuit.layout.claimed(entitlement);
            let claimed = self.input(claim);
            let grant = self.grant(entitlement);
            granted.push(grant.granted.part);
            let counts = self.circuit.network.any(vec![grant.ground, claimed]);
            refused.push(self.circuit.network.both(counts, !grant.granted.whole));
        }
        Some(RightBits {
            granted: self.circuit.network.any(granted),
            refused: self.circuit.network.any(refused),
        })
    }
}

impl ExtentBits {
    pub(super) fn at_least(self, least: Extent) -> Literal {
        match least {
            Extent::None => Literal::TRUE,
            Extent::Part => self.part,
            Extent::Whole => self.whole,
        }
    }
}
