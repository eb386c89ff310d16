//! The diagram of everything a book says, with the combinations that cannot be left out.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    compile::{BookLiterals, Circuit, Compiled, RuledOut},
    target::{Target, entitlement_value, right_value},
};
use crate::{
    bdd::{BddManager, BudgetExceeded, Diagram, Edge, Operation},
    circuit::{Atom, CircuitNode, FastMap, Layout, Literal, VariableOrder},
    fact::{Domain, FactId, Vocabulary},
    rule::GovernedBy,
};

/// The literals that decide a target, lowest bit of its value first, and what the bits together mean.
fn meaning(said: &BookLiterals, target: Target) -> (Vec<Literal>, fn(u8) -> u8) {
    match target {
        Target::Right(right) => match said.rights.get(&right) {
            Some(bits) => (
                vec![bits.granted, bits.refused, !said.scope],
                |bits| match bits {
                    4.. => right_value::OUT_OF_SCOPE,
                    2 => right_value::DOES_NOT_APPLY,
                    other => other,
                },
            ),
            None => (vec![!said.scope], |out| match out {
                0 => right_value::SILENT,
                _ => right_value::OUT_OF_SCOPE,
            }),
        },
        Target::Entitlement(entitlement) => match said.entitlements.get(&entitlement) {
            Some(bits) => (
                vec![bits.ground, bits.granted.part, bits.granted.whole],
                |bits| match bits {
                    0 => entitlement_value::NO_GROUND,
                    1 => entitlement_value::EXEMPT,
                    3 => entitlement_value::PART,
                    _ => entitlement_value::WHOLE,
                },
            ),
            None => (Vec::new(), |_| entitlement_value::NO_GROUND),
        },
        Target::Rule(rule) => match said.rules.get(rule.0) {
            Some(bits) => (vec![bits.arises.unwrap_or(bits.holds)], |bit| bit),
            None => (Vec::new(), |_| 0),
        },
        Target::Scope => (vec![said.scope], |bit| bit),
    }
}

/// Makes the diagrams of some targets, each under the budget; `filled_in` answers bits that they are not to
/// ask for. What targets share is worked out once, so those that have much in common are made together,
/// always all of them and always in one order: whether one outgrows its budget depends on nothing else.
pub(super) fn diagrams(
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    targets: &[Target],
    filled_in: &dyn Fn(usize) -> Option<bool>,
    budget: usize,
) -> Vec<Result<Diagram, BudgetExceeded>> {
    let mut of_nodes = NodeDiagrams::new(compiled.order(vocabulary), vocabulary, filled_in, budget);
    targets
        .iter()
        .map(|target| {
            of_nodes.manager.renew_budget();
            let (literals, mean) = meaning(&compiled.said, *target);
            let value = of_nodes.values(&compiled.circuit, &literals)?;
            let asked = of_nodes.manager.export(value).renamed(mean)?;
            let value = of_nodes.manager.import(&asked, |value| value)?;
            let root = of_nodes.possible(&compiled.circuit, &compiled.impossible, value)?;
            Ok(of_nodes.manager.export(root))
        })
        .collect()
}

/// Makes diagrams of the nodes of a network, which share their nodes.
pub(crate) struct NodeDiagrams<'c> {
    vocabulary: &'c Vocabulary,
    filled_in: &'c dyn Fn(usize) -> Option<bool>,
    pub(crate) manager: BddManager,
    // Looked up only, never walked: its order reaches nothing.
    nodes: FastMap<usize, Edge>,
}

impl<'c> NodeDiagrams<'c> {
    pub(crate) fn new(
        order: &VariableOrder,
        vocabulary: &'c Vocabulary,
        filled_in: &'c dyn Fn(usize) -> Option<bool>,
        budget: usize,
    ) -> Self {
        Self {
            vocabulary,
            filled_in,
            manager: BddManager::new(order, budget),
            nodes: FastMap::default(),
        }
    }

    #[cfg(feature = "analysis")]
    /// Forgets the nodes from this one on: others will have their numbers.
    pub(crate) fn forget(&mut self, from: usize) {
        self.nodes.retain(|node, _| *node < from);
    }

    /// A number for every case: a bit for each of these literals, the first of them lowest.
    pub(crate) fn values(
        &mut self,
        circuit: &Circuit,
        literals: &[Literal],
    ) -> Result<Edge, BudgetExceeded> {
        let mut value = Edge::to(0);
        for (shift, literal) in (0u8..).zip(literals) {
            let bit = self.literal(circuit, *literal)?;
            value = self.manager.apply(Operation::Beside(shift), value, bit)?;
        }
        Ok(value)
    }

    /// A diagram with the cases left out that cannot be.
    pub(crate) fn possible(
        &mut self,
        circuit: &Circuit,
        impossible: &RuledOut,
        of: Edge,
    ) -> Result<Edge, BudgetExceeded> {
        let bits: Vec<usize> = self.manager.bits(of).into_iter().collect();
        let allowed = self.allowed(circuit, impossible, &bits)?;
        self.manager.apply(Operation::Within, of, allowed)
    }

    pub(crate) fn literal(
        &mut self,
        circuit: &Circuit,
        literal: Literal,
    ) -> Result<Edge, BudgetExceeded> {
        let is_made = |node: usize| self.nodes.contains_key(&node);
        for node in circuit.network.cone(&[literal], is_made) {
            let made = match circuit.network.node(node) {
                Some(CircuitNode::Input(bit)) => self.bit(*bit)?,
                Some(CircuitNode::And(literals)) => self.cube(literals)?,
                None => Edge::to(0),
            };
            self.nodes.insert(node.node(), made);
        }
        let made = self.node(literal);
        if literal.is_negated() {
            let yes = Edge::to(1);
            self.manager.apply(Operation::AndNot, yes, made)
        } else {
            Ok(made)
        }
    }

    fn bit(&mut self, bit: usize) -> Result<Edge, BudgetExceeded> {
        match (self.filled_in)(bit) {
            Some(known) => Ok(Edge::to(u8::from(known))),
            None => self.manager.bit(bit),
        }
    }

    fn choose(&mut self, bit: usize, no: Edge, yes: Edge) -> Result<Edge, BudgetExceeded> {
        match (self.filled_in)(bit) {
            Some(true) => Ok(yes),
            Some(false) => Ok(no),
            None => self.manager.ite(bit, no, yes),
        }
    }

    fn node(&self, literal: Literal) -> Edge {
        self.nodes
            .get(&literal.node())
            .copied()
            .unwrap_or(Edge::to(1))
    }

    /// Every positive literal, and none of the negated ones. From the last to the first: what is asked
    /// late is put together early, and stays small.
    fn cube(&mut self, literals: &[Literal]) -> Result<Edge, BudgetExceeded> {
        let (mut every, mut some) = (Edge::to(1), Edge::to(0));
        for literal in literals.iter().rev() {
            let made = self.node(*literal);
            if literal.is_negated() {
                some = self.manager.apply(Operation::Or, made, some)?;
            } else {
                every = self.manager.apply(Operation::And, made, every)?;
            }
        }
        self.manager.apply(Operation::AndNot, every, some)
    }

    /// What the vocabulary and the calendar allow, of everything that has to do with these bits.
    fn allowed(
        &mut self,
        circuit: &Circuit,
        impossible: &RuledOut,
        bits: &[usize],
    ) -> Result<Edge, BudgetExceeded> {
        let layout = &circuit.layout;
        let atoms: Vec<Atom> = bits.iter().filter_map(|bit| layout.atom(*bit)).collect();
        let mut facts: BTreeSet<FactId> = atoms.iter().filter_map(|atom| atom.fact()).collect();
        // A combination that shares a fact with these brings in its other facts, and so on.
        let mut ruled_out: BTreeSet<usize> = BTreeSet::new();
        loop {
            let before = ruled_out.len();
            for (at, (of, _)) in impossible.iter().enumerate() {
                if !of.is_disjoint(&facts) && ruled_out.insert(at) {
                    facts.extend(of);
                }
            }
            if ruled_out.len() == before {
                break;
            }
        }
        let mut allowed = Edge::to(1);
        for fact in facts.iter().rev() {
            let domain = self.vocabulary.get(*fact).map(|declared| declared.domain);
            let valid = self.valid(layout, *fact, domain)?;
            allowed = self.manager.apply(Operation::And, valid, allowed)?;
        }
        for at in ruled_out {
            if let Some((_, met)) = impossible.get(at) {
                let met = self.literal(circuit, *met)?;
                allowed = self.manager.apply(Operation::AndNot, allowed, met)?;
            }
        }
        let calendar = self.calendar(layout, &atoms)?;
        self.manager.apply(Operation::And, allowed, calendar)
    }

    /// The values that a fact can have.
    fn valid(
        &mut self,
        layout: &Layout,
        fact: FactId,
        domain: Option<Domain>,
    ) -> Result<Edge, BudgetExceeded> {
        let (no, yes) = (Edge::to(0), Edge::to(1));
        let Some((first, size)) = layout.span(fact) else {
            return Ok(yes);
        };
        match domain {
            Some(Domain::OneOf(_)) => {
                // From the bit that is asked last back: what is left once none, or one, was the one.
                let mut bits: Vec<usize> = (first..first + size).collect();
                bits.sort_by_key(|bit| Reverse(self.manager.level(*bit)));
                let (mut none, mut one) = (no, yes);
                for bit in bits {
                    none = self.choose(bit, none, one)?;
                    one = self.choose(bit, one, no)?;
                }
                Ok(none)
            }
            Some(Domain::Extent) => {
                let part = self.bit(first)?;
                let whole = self.bit(first + 1)?;
                let broken = self.manager.apply(Operation::AndNot, whole, part)?;
                self.manager.apply(Operation::AndNot, yes, broken)
            }
            _ => Ok(yes),
        }
    }

    /// A date that is not before a later day is not before an earlier one either.
    fn calendar(&mut self, layout: &Layout, atoms: &[Atom]) -> Result<Edge, BudgetExceeded> {
        let asked: BTreeSet<GovernedBy> = atoms
            .iter()
            .filter_map(|atom| match atom {
                Atom::Since(date, _) => Some(*date),
                _ => None,
            })
            .collect();
        let mut days: BTreeMap<GovernedBy, Vec<usize>> = BTreeMap::new();
        for (date, _, bit) in layout.dates() {
            if asked.contains(&date) {
                days.entry(date).or_default().push(bit);
            }
        }
        let mut allowed = Edge::to(1);
        for bits in days.values() {
            for pair in bits.windows(2) {
                if let [earlier, later] = pair {
                    let earlier = self.bit(*earlier)?;
                    let later = self.bit(*later)?;
                    let broken = self.manager.apply(Operation::AndNot, later, earlier)?;
                    allowed = self.manager.apply(Operation::AndNot, allowed, broken)?;
                }
            }
        }
        Ok(allowed)
    }
}
