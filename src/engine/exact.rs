//! The diagram of everything a book says, with the combinations that cannot be left out.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    compile::{BookLiterals, Circuit, Compiled, RuledOut},
    diagram_cache::MadeTogether,
    target::{Target, entitlement_value, right_value},
};
use crate::{
    bdd::{BddManager, BudgetExceeded, Edge, Operation},
    circuit::{Atom, Bits, CircuitNode, FastMap, Layout, Literal, VariableOrder},
    fact::{Domain, Extent, FactId, Members, Value, Vocabulary},
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
    (targets, with_tied): (&[Target], bool),
    filled_in: &dyn Fn(usize) -> Option<bool>,
    budget: usize,
) -> MadeTogether {
    let mut of_nodes = NodeDiagrams::new(compiled.order(vocabulary), vocabulary, filled_in, budget);
    let mut left_out = Bits::default();
    let mut diagram = |target: Target| {
        of_nodes.manager.renew_budget();
        let (literals, mean) = meaning(&compiled.said, target);
        let value = of_nodes.values(&compiled.circuit, &literals)?;
        let asked = of_nodes.manager.export(value).renamed(mean)?;
        let value = of_nodes.manager.import(&asked, |value| value)?;
        let of = (&compiled.circuit.layout, &compiled.impossible);
        let tied = Tied::to(value, &of_nodes, of, with_tied);
        let facts = tied.left_out.iter();
        for span in facts.filter_map(|fact| compiled.circuit.layout.span(*fact)) {
            left_out.insert_span(span);
        }
        let allowed = of_nodes.allowed(&compiled.circuit, &compiled.impossible, &tied)?;
        let root = of_nodes.manager.apply(Operation::Within, value, allowed)?;
        Ok(of_nodes.manager.export(root))
    };
    let diagrams = targets.iter().map(|target| diagram(*target)).collect();
    MadeTogether { diagrams, left_out }
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

    /// What the vocabulary and the calendar allow, of everything that has to do with a diagram.
    fn allowed(
        &mut self,
        circuit: &Circuit,
        impossible: &RuledOut,
        tied: &Tied,
    ) -> Result<Edge, BudgetExceeded> {
        let layout = &circuit.layout;
        let mut allowed = Edge::to(1);
        for fact in tied.asked.iter().rev() {
            let valid = self.valid(layout, *fact)?;
            allowed = self.manager.apply(Operation::And, valid, allowed)?;
        }
        for rules in self.projected(circuit, impossible, tied)? {
            allowed = self.manager.apply(Operation::And, allowed, rules)?;
        }
        let calendar = self.calendar(layout, &tied.atoms)?;
        self.manager.apply(Operation::And, allowed, calendar)
    }

    /// What some combinations allow of the facts that are not left out: each of these is gone from them, whatever it is.
    /// A fact that is tied to few goes before one that is tied to many.
    fn projected(
        &mut self,
        circuit: &Circuit,
        impossible: &RuledOut,
        tied: &Tied,
    ) -> Result<Vec<Edge>, BudgetExceeded> {
        let mut rules: Vec<(BTreeSet<FactId>, Edge)> = Vec::with_capacity(tied.ruled_out.len());
        for (of, met) in tied.ruled_out.iter().filter_map(|at| impossible.get(*at)) {
            let met = self.literal(circuit, *met)?;
            let allowed = self.manager.apply(Operation::AndNot, Edge::to(1), met)?;
            rules.push((of.clone(), allowed));
        }
        let is_tied = |fact: &FactId| rules.iter().any(|(of, _)| of.contains(fact));
        let mut left_out: BTreeSet<FactId> =
            tied.left_out.iter().copied().filter(is_tied).collect();
        let ties = |rules: &[(BTreeSet<FactId>, Edge)], fact: &FactId| {
            let of = rules.iter().filter(|(of, _)| of.contains(fact));
            of.map(|(of, _)| of.len()).sum::<usize>()
        };
        while let Some(fact) = left_out
            .iter()
            .min_by_key(|fact| ties(&rules, fact))
            .copied()
        {
            left_out.remove(&fact);
            let of_fact = rules.extract_if(.., |(of, _)| of.contains(&fact));
            let of_fact: Vec<(BTreeSet<FactId>, Edge)> = of_fact.collect();
            let mut of = BTreeSet::new();
            let mut all = self.valid(&circuit.layout, fact)?;
            for (facts, rule) in of_fact {
                of.extend(facts);
                all = self.manager.apply(Operation::And, all, rule)?;
            }
            of.remove(&fact);
            let bits = circuit.layout.span(fact).unwrap_or_default();
            let without = self.manager.without(all, bits)?;
            rules.push((of, without));
        }
        Ok(rules.into_iter().map(|(_, rule)| rule).collect())
    }

    /// The values that a fact can have.
    fn valid(&mut self, layout: &Layout, fact: FactId) -> Result<Edge, BudgetExceeded> {
        let domain = self.vocabulary.get(fact).map(|declared| declared.domain);
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

/// What has to do with a diagram: what it asks for, and the combinations that tie that to other facts.
struct Tied {
    atoms: Vec<Atom>,
    ruled_out: BTreeSet<usize>,
    /// The facts that it asks for in the end, and those that are left out.
    asked: BTreeSet<FactId>,
    left_out: BTreeSet<FactId>,
}

impl Tied {
    fn to(
        of: Edge,
        diagrams: &NodeDiagrams<'_>,
        (layout, impossible): (&Layout, &RuledOut),
        with_tied: bool,
    ) -> Self {
        let bits = diagrams.manager.bits(of).into_iter();
        let atoms: Vec<Atom> = bits.filter_map(|bit| layout.atom(bit)).collect();
        let read: BTreeSet<FactId> = atoms.iter().filter_map(|atom| atom.fact()).collect();
        // A combination that shares a fact with these brings in its other facts, and so on.
        let mut facts = read.clone();
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
        let not_read = facts.difference(&read).copied();
        // What is filled in has the value that it has.
        let is_filled_in = |fact: FactId| {
            let (first, size) = layout.span(fact).unwrap_or_default();
            (first..first + size).any(|bit| (diagrams.filled_in)(bit).is_some())
        };
        let left_out: BTreeSet<FactId> = not_read
            .filter(|fact| !with_tied && !is_filled_in(*fact))
            .collect();
        let mut tied = Self {
            asked: facts.difference(&left_out).copied().collect(),
            atoms,
            ruled_out,
            left_out,
        };
        tied.leave_out_what_can_be_avoided(diagrams.vocabulary);
        tied
    }

    /// A fact that is left out may have a value that meets no combination it is in. Then these rule out nothing of the
    /// other facts, and go; and with them what kept other facts from such a value.
    fn leave_out_what_can_be_avoided(&mut self, vocabulary: &Vocabulary) {
        let combinations = vocabulary.impossible();
        loop {
            let before = self.ruled_out.len();
            for fact in &self.left_out {
                let Some(declared) = vocabulary.get(*fact) else {
                    continue;
                };
                let of_fact = |at: &usize| combinations.get(*at).is_some_and(|of| of.names(*fact));
                let of_fact: Vec<usize> = self.ruled_out.iter().copied().filter(of_fact).collect();
                let avoids = |value: &Value| {
                    let mut of_fact = of_fact.iter().filter_map(|at| combinations.get(*at));
                    of_fact.all(|of| of.is_avoided_by(*fact, *value, declared.domain.size()))
                };
                if !of_fact.is_empty() && values_of(declared.domain).iter().any(avoids) {
                    self.ruled_out.retain(|at| !of_fact.contains(at));
                }
            }
            if self.ruled_out.len() == before {
                return;
            }
        }
    }
}

/// Values that a fact can have: all of them, or of a set none of its members and each alone.
fn values_of(domain: Domain) -> Vec<Value> {
    let one = |at: usize| Value::Members(Members::exactly(1u64 << at, domain.size()));
    match domain {
        Domain::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Domain::Extent => Extent::ALL.map(Value::Extent).to_vec(),
        Domain::OneOf(_) => (0..domain.size()).map(one).collect(),
        Domain::SetOf(_) => {
            let none = Value::Members(Members::exactly(0, domain.size()));
            [none]
                .into_iter()
                .chain((0..domain.size()).map(one))
                .collect()
        }
    }
}
