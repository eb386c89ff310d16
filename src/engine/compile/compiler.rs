//! Conditions and rules turned into literals.

use super::{Compiler, RuleBits, RulePart, Wording, literals::NOTHING};
use crate::{
    circuit::Literal,
    fact::{FactId, Test},
    rule::{Condition, Defines, Edition, ExtentOf, InForce, Role, Rule, RuleId},
};

impl<'b, W: Wording<'b>> Compiler<'b, W> {
    /// A rule, in the words that count here.
    pub(super) fn rule_of(&self, id: RuleId) -> Option<&'b Rule> {
        self.wording.instead(id).or_else(|| self.book.rule(id))
    }

    /// A bit of the case, or what is known of it.
    pub(crate) fn input(&mut self, bit: usize) -> Literal {
        let atom = self.circuit.layout.atom(bit);
        match atom.and_then(self.known) {
            Some(true) => Literal::TRUE,
            Some(false) => Literal::FALSE,
            None => self.circuit.network.input(bit),
        }
    }

    /// Whether the book speaks about the case.
    pub(crate) fn scope(&mut self) -> Literal {
        let met: Vec<Literal> = self
            .book
            .rules()
            .filter(|(_, rule)| matches!(rule.role, Role::Scope { .. }))
            .map(|(id, _)| self.scope_rule(id))
            .collect();
        self.circuit.network.all(met)
    }

    pub(crate) fn rule(&mut self, id: RuleId, scope: Literal) -> RuleBits {
        let Some(rule) = self.rule_of(id) else {
            return RuleBits::NONE;
        };
        let in_force = self.in_force(rule.in_force);
        let holds = self.holds(id);
        let taken = if rule.role.can_be_exempted() {
            self.taken(id)
        } else {
            NOTHING
        };
        let arises = match rule.role {
            Role::Duty { .. } | Role::Power { .. } | Role::Note { .. } => {
                // What is of every right belongs to the request, in scope or not.
                let spoken_of = if rule.role.is_of_every_right() {
                    Literal::TRUE
                } else {
                    scope
                };
                Some(
                    self.circuit
                        .network
                        .all(vec![spoken_of, holds, !taken.whole]),
                )
            }
            _ => None,
        };
        RuleBits {
            in_force,
            holds,
            taken,
            arises,
        }
    }

    /// A scope rule limits the book only while it is in force.
    pub(crate) fn scope_rule(&mut self, id: RuleId) -> Literal {
        let Some(rule) = self.rule_of(id) else {
            return Literal::TRUE;
        };
        let in_force = self.in_force(rule.in_force);
        let met = self.condition(&rule.when);
        self.circuit.network.any(vec![!in_force, met])
    }

    pub(crate) fn holds(&mut self, id: RuleId) -> Literal {
        let known = self.memo.holds.get(&id).copied();
        if let Some(known) = known.or_else(|| self.wording.holds(id)) {
            return known;
        }
        let Some(rule) = self.rule_of(id) else {
            return Literal::FALSE;
        };
        let in_force = self.in_force(rule.in_force);
        let when = self.condition(&rule.when);
        let holds = self.circuit.network.both(in_force, when);
        let circuit = &*self.circuit;
        let holds = self
            .wording
            .unless_same(circuit, id, RulePart::Holds, holds);
        self.memo.holds.insert(id, holds);
        holds
    }

    pub(super) fn in_force(&mut self, in_force: InForce) -> Literal {
        let from = match self.edition {
            Edition::AsDeemed => in_force.deemed_from.or(in_force.from),
            Edition::AsItStood => in_force.from,
        };
        let date = in_force.governed_by;
        let begun = from.map_or(Literal::TRUE, |from| {
            let bit = self.circuit.layout.since(date, from);
            self.input(bit)
        });
        // A rule whose last day is the last of the calendar never ends.
        let ended = in_force
            .until
            .and_then(|until| until.tomorrow().ok())
            .map_or(Literal::FALSE, |after| {
                let bit = self.circuit.layout.since(date, after);
                self.input(bit)
            });
        self.circuit.network.both(begun, !ended)
    }

    pub(super) fn condition(&mut self, condition: &Condition) -> Literal {
        match condition {
            Condition::Always => Literal::TRUE,
            Condition::All(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.circuit.network.all(parts)
            }
            Condition::Any(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                self.circuit.network.any(parts)
            }
            Condition::Not(part) => !self.condition(part),
            Condition::Fact(fact, test) => self.test(*fact, *test),
            Condition::Definition(rule, test) => self.definition(*rule, *test),
            Condition::Granted(entitlement) => self.grant(*entitlement).granted.part,
            Condition::Refused(entitlement) => !self.grant(*entitlement).granted.whole,
        }
    }

    pub(super) fn bit(&mut self, fact: FactId, at: usize) -> Literal {
        let Some(declared) = self.book.vocabulary().get(fact) else {
            return Literal::FALSE;
        };
        let first = self.circuit.layout.fact(fact, declared.domain);
        self.input(first + at)
    }

    fn members(&mut self, fact: FactId, mask: u64) -> Vec<Literal> {
        (0..64)
            .filter(|at| mask & (1 << at) != 0)
            .map(|at| self.bit(fact, at))
            .collect()
    }

    pub(super) fn test(&mut self, fact: FactId, test: Test) -> Literal {
        match test {
            Test::Yes => self.bit(fact, 0),
            Test::AtLeast(least) => self.extent(ExtentOf::Fact(fact)).at_least(least),
            Test::Any(mask) => {
                let members = self.members(fact, mask);
                self.circuit.network.any(members)
            }
            Test::NoneOf(mask) => !self.test(fact, Test::Any(mask)),
            Test::All(mask) => {
                let members = self.members(fact, mask);
                self.circuit.network.all(members)
            }
            Test::Only(mask) => {
                let size = self
                    .book
                    .vocabulary()
                    .get(fact)
                    .map_or(0, |declared| declared.domain.size());
                let others = (0..size)
                    .map(|at| 1 << at)
                    .filter(|bit| mask & bit == 0)
                    .fold(0, |others, bit| others | bit);
                let some = self.test(fact, Test::Any(mask));
                let others = self.test(fact, Test::Any(others));
                self.circuit.network.both(some, !others)
            }
        }
    }

    /// A set that holds only for a while has its members then, and none at other times.
    fn definition(&mut self, id: RuleId, test: Test) -> Literal {
        let holds = self.holds(id);
        match self.rule_of(id).map(|rule| &rule.role) {
            Some(Role::Definition(Defines::MembersOf(fact))) => match test {
                Test::NoneOf(mask) => !self.definition(id, Test::Any(mask)),
                Test::All(0) => Literal::TRUE,
                test => {
                    let met = self.test(*fact, test);
                    self.circuit.network.both(holds, met)
                }
            },
            _ => holds,
        }
    }
}
