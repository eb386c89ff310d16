//! Cofactors of nodes: what they become where bits are answered in one way, and in another.

use std::collections::BTreeMap;

use crate::{
    circuit::{CircuitNode, Literal},
    engine::Circuit,
};

/// Whether what a node becomes in two ways is certainly the same.
type IsSame<'s> = &'s mut dyn FnMut(&Circuit, usize, [Literal; 2]) -> bool;

/// The nodes that depend on some bits, each as it is with one answer and with another. No other node changes.
#[derive(Debug, Default)]
pub(crate) struct Cofactors {
    nodes: BTreeMap<usize, [Literal; 2]>,
}

impl Cofactors {
    /// Of the first nodes of a circuit, with two answers. Where `is_same` says that a node is certainly the same with
    /// both, what stands on it is seen so too.
    pub(crate) fn new(
        circuit: &mut Circuit,
        answers: [&[(usize, bool)]; 2],
        nodes: usize,
        is_same: IsSame<'_>,
    ) -> Self {
        let mut cofactors = Self::default();
        for at in 0..nodes {
            let now = match circuit.network.nodes().get(at) {
                Some(CircuitNode::Input(bit)) => {
                    let now = answers.map(|answers| {
                        let mut known = answers.iter();
                        known.find(|(known, _)| known == bit).map(|(_, yes)| *yes)
                    });
                    if now == [None; 2] {
                        continue;
                    }
                    now.map(|known| match known {
                        Some(true) => Literal::TRUE,
                        Some(false) => Literal::FALSE,
                        None => Literal::of(at),
                    })
                }
                Some(CircuitNode::And(literals)) => {
                    let hangs = |literal: &Literal| cofactors.nodes.contains_key(&literal.node());
                    if !literals.iter().any(hangs) {
                        continue;
                    }
                    let now = |side: fn([Literal; 2]) -> Literal| -> Vec<Literal> {
                        let literals = literals.iter();
                        literals
                            .map(|literal| side(cofactors.of(*literal)))
                            .collect()
                    };
                    let (one, other) = (now(|[one, _]| one), now(|[_, other]| other));
                    let network = &mut circuit.network;
                    [network.all(one), network.all(other)]
                }
                None => continue,
            };
            let [one, other] = now;
            let now = if one != other && is_same(circuit, at, now) {
                [one; 2]
            } else {
                now
            };
            cofactors.nodes.insert(at, now);
        }
        cofactors
    }

    /// What a literal becomes in both ways.
    pub(crate) fn of(&self, literal: Literal) -> [Literal; 2] {
        match self.nodes.get(&literal.node()) {
            Some(now) if literal.is_negated() => now.map(|literal| !literal),
            Some(now) => *now,
            None => [literal; 2],
        }
    }

    /// Where a case can be with either answer, of literals that hold in no case. What does not depend on the bits is not
    /// told: every search sees to it.
    pub(crate) fn can_be(&self, circuit: &mut Circuit, never: &[Literal]) -> Literal {
        let both = never.iter().flat_map(|never| {
            let seen = self.of(*never).into_iter();
            seen.filter(move |literal| literal != never)
        });
        circuit.network.all(both.map(|literal| !literal).collect())
    }
}
