//! What decides a target, as literals.

use crate::{
    circuit::{Literal, Network},
    engine::{BookLiterals, GrantBits, Target},
    law::Entitlement,
    rule::RuleId,
};

impl BookLiterals {
    /// Of an entitlement: that a ground holds, that part is granted and that the whole is, in scope or not.
    pub(crate) fn granted(&self, entitlement: Entitlement) -> [Literal; 3] {
        let grant = self.entitlements.get(&entitlement);
        grant.map_or([Literal::FALSE; 3], |grant| {
            [grant.ground, grant.granted.part, grant.granted.whole]
        })
    }

    /// Whether a duty, power or note holds and is not wholly taken away, in scope or not.
    pub(crate) fn unless_taken(&self, network: &mut Network, rule: Option<RuleId>) -> Literal {
        let bits = rule.and_then(|rule| self.rules.get(rule.0));
        bits.map_or(Literal::FALSE, |bits| {
            network.both(bits.holds, !bits.taken.whole)
        })
    }

    /// The literals that decide a target: of an entitlement that a ground holds, that part is granted and that the
    /// whole is, each in scope or not.
    pub(crate) fn literals(&self, target: Target) -> Vec<Literal> {
        match target {
            Target::Entitlement(entitlement) => {
                let grant = self.entitlements.get(&entitlement);
                let bits = |grant: &GrantBits| {
                    let granted = grant.granted;
                    vec![self.scope, grant.ground, granted.part, granted.whole]
                };
                grant.map(bits).unwrap_or_default()
            }
            Target::Rule(rule) => {
                let bits = self.rules.get(rule.0);
                bits.map_or_else(Vec::new, |bits| vec![bits.arises.unwrap_or(bits.holds)])
            }
            Target::Right(right) => {
                let bits = self.rights.get(&right);
                let bits = bits.map(|bits| vec![self.scope, bits.granted, bits.refused]);
                bits.unwrap_or_else(|| vec![self.scope])
            }
            Target::Scope => vec![self.scope],
        }
    }
}
