//! Diagrams of the nodes of books, within the cases that can be.

use std::collections::BTreeSet;

use crate::{
    bdd::{BudgetExceeded, Diagram, Edge, Operation},
    budget::BUDGET,
    circuit::{Literal, VariableOrders},
    engine::{Circuit, NodeDiagrams},
    fact::Vocabulary,
};

/// Diagrams of literals, of the cases that can be.
pub(crate) struct CaseDiagrams<'v> {
    pub(crate) of_nodes: NodeDiagrams<'v>,
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) orders: VariableOrders,
    /// Literals that hold in no case, each with the bits it depends on.
    pub(super) never: Vec<(Literal, BTreeSet<usize>)>,
}

impl CaseDiagrams<'_> {
    /// Forgets every diagram, and lets the next ones grow this large.
    pub(crate) fn anew(&mut self, budget: usize) {
        self.of_nodes = NodeDiagrams::new(&self.orders.small, self.vocabulary, &|_| None, budget);
    }

    /// Where some of these pairs differ, of the cases that can be and in which `given` holds.
    pub(crate) fn differ(
        &mut self,
        circuit: &Circuit,
        pairs: &[(Literal, Literal)],
        given: Literal,
    ) -> Result<Edge, BudgetExceeded> {
        self.of_nodes.manager.renew_budget();
        let mut somewhere = Edge::NO;
        for (one, other) in pairs {
            let one = self.of_nodes.literal(circuit, *one)?;
            let other = self.of_nodes.literal(circuit, *other)?;
            let manager = &mut self.of_nodes.manager;
            let here = manager.apply(Operation::Differ, one, other)?;
            somewhere = manager.apply(Operation::Or, somewhere, here)?;
        }
        if somewhere != Edge::NO {
            let given = self.of_nodes.literal(circuit, given)?;
            let manager = &mut self.of_nodes.manager;
            somewhere = manager.apply(Operation::And, given, somewhere)?;
        }
        self.possible(circuit, somewhere)
    }

    /// Some cases in the order of the book, where that takes a small diagram.
    pub(crate) fn in_book_order(&self, cases: &Diagram) -> Option<Diagram> {
        cases
            .in_order(&self.orders.of_the_book, BUDGET.told_nodes)
            .ok()
    }

    /// Forgets every diagram where there are very many by now.
    pub(crate) fn keep_small(&mut self) {
        if self.of_nodes.manager.nodes().len() > BUDGET.kept_nodes {
            self.anew(BUDGET.comparison_nodes);
        }
    }

    /// Allows as many nodes again, for what is made next.
    pub(crate) fn renew_budget(&mut self) {
        self.of_nodes.manager.renew_budget();
    }

    pub(crate) fn edges(
        &mut self,
        circuit: &Circuit,
        literals: &[Literal],
    ) -> Result<Vec<Edge>, BudgetExceeded> {
        literals
            .iter()
            .map(|literal| self.of_nodes.literal(circuit, *literal))
            .collect()
    }

    /// Where something of the first holds that does not hold in the second, each beside its like.
    pub(crate) fn some_only(
        &mut self,
        first: &[Edge],
        second: &[Edge],
    ) -> Result<Edge, BudgetExceeded> {
        let mut some = Edge::NO;
        for (first, second) in first.iter().zip(second) {
            let only = self.without(*first, *second)?;
            some = self.either(some, only)?;
        }
        Ok(some)
    }

    pub(crate) fn without(&mut self, one: Edge, other: Edge) -> Result<Edge, BudgetExceeded> {
        self.of_nodes.manager.apply(Operation::AndNot, one, other)
    }

    pub(crate) fn either(&mut self, one: Edge, other: Edge) -> Result<Edge, BudgetExceeded> {
        self.of_nodes.manager.apply(Operation::Or, one, other)
    }

    pub(crate) fn both(&mut self, one: Edge, other: Edge) -> Result<Edge, BudgetExceeded> {
        self.of_nodes.manager.apply(Operation::And, one, other)
    }

    /// The cases of a diagram that can be.
    pub(crate) fn possible(&mut self, circuit: &Circuit, of: Edge) -> Result<Edge, BudgetExceeded> {
        if of == Edge::NO {
            return Ok(of);
        }
        let mut asked = self.of_nodes.manager.bits(of);
        let mut waiting: Vec<usize> = (0..self.never.len()).collect();
        let mut related: Vec<Literal> = Vec::new();
        // What shares a bit with these brings in its other bits, and so on.
        loop {
            let before = waiting.len();
            waiting.retain(|at| match self.never.get(*at) {
                Some((literal, bits)) if !bits.is_disjoint(&asked) => {
                    asked.extend(bits);
                    related.push(*literal);
                    false
                }
                _ => true,
            });
            if waiting.len() == before {
                break;
            }
        }
        // Put together first: each by itself would walk the whole diagram once more.
        let mut met_by_some = Edge::NO;
        for literal in related.into_iter().rev() {
            let met = self.of_nodes.literal(circuit, literal)?;
            met_by_some = self.either(met, met_by_some)?;
        }
        self.without(of, met_by_some)
    }
}
