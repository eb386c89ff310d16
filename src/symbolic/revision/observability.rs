//! The observability of a rule: what comes out otherwise by whether it holds, and where.
//!
//! Whatever words a rule is put in, a case meets them or it does not. So what a book says with the rule in any words
//! is, case by case, either what it says if the rule holds or what it says if it does not. Those two, the cofactors by the rule, are made once;
//! other words then take no more than the literals of their own condition.

use std::collections::BTreeMap;

use super::{dependents::Affected, revised::Revision};
use crate::{
    circuit::Literal,
    engine::{Circuit, Target},
    rule::{Condition, Role, Rule, RuleId},
};

/// Where it is seen, in what a book says, whether a rule holds.
#[derive(Debug)]
pub(crate) struct Observability {
    pub(crate) rule: RuleId,
    /// Whether it holds in the book's words.
    pub(crate) holds: Literal,
    /// Everything that may come out otherwise.
    pub(crate) targets: Vec<TargetCofactors>,
    affected: Affected,
}

/// The two cofactors by a rule of something that the book says.
#[derive(Debug)]
pub(crate) struct TargetCofactors {
    pub(crate) target: Target,
    /// The literals that decide it where the rule holds and where it does not.
    pub(crate) literals: Vec<(Literal, Literal)>,
}

/// A rule in some words.
#[derive(Debug)]
pub(crate) struct Reworded {
    /// Whether it holds.
    pub(crate) holds: Literal,
    /// What it does by itself, in the book's words and in these, where that is not the same literal.
    pub(crate) does: Vec<(Literal, Literal)>,
}

impl Revision<'_> {
    /// What depends on whether a rule holds, of the cases on whose dates it is in force.
    pub(crate) fn observability(
        &self,
        circuit: &mut Circuit,
        id: RuleId,
        rule: &Rule,
    ) -> Observability {
        let mut targets: BTreeMap<Target, Vec<(Literal, Literal)>> = BTreeMap::new();
        let always = Condition::Always;
        let never = Condition::Any(Vec::new());
        for (when, where_it_holds) in [(always, true), (never, false)] {
            let rule = Rule {
                when,
                ..rule.clone()
            };
            for changed in self.with(circuit, id, &rule, &mut |_, _, _| false) {
                let of_both = targets.entry(changed.target).or_insert_with(|| {
                    let before = changed.literals.iter();
                    before.map(|(before, _)| (*before, *before)).collect()
                });
                for ((with, without), (_, now)) in of_both.iter_mut().zip(changed.literals) {
                    *(if where_it_holds { &mut *with } else { without }) = now;
                }
            }
        }
        let targets = targets.into_iter();
        let targets = targets.map(|(target, literals)| TargetCofactors { target, literals });
        Observability {
            rule: id,
            holds: match rule.role {
                Role::Scope { .. } => self.does(id)[0],
                _ => self
                    .said
                    .rules
                    .get(id.0)
                    .map_or(Literal::FALSE, |bits| bits.holds),
            },
            targets: targets.collect(),
            affected: self.affected_by(id),
        }
    }

    /// The rule in other words.
    pub(crate) fn reworded(
        &self,
        circuit: &mut Circuit,
        observability: &Observability,
        rule: &Rule,
    ) -> Reworded {
        let mut compiler = self.compiler(
            circuit,
            &observability.affected,
            (observability.rule, rule),
            None,
        );
        let holds = match rule.role {
            Role::Scope { .. } => compiler.scope_rule(observability.rule),
            _ => compiler.holds(observability.rule),
        };
        let pairs = self.does(observability.rule).into_iter();
        let pairs = pairs.zip(compiler.does(observability.rule));
        Reworded {
            holds,
            does: pairs.filter(|(before, now)| before != now).collect(),
        }
    }
}
