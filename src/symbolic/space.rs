//! Literals over the cases that can be: what books say of them can be searched, compared and counted.

use std::collections::BTreeSet;

use super::{
    case_diagrams::CaseDiagrams,
    never::never,
    search::{Search, SearchResult},
    values::{holds, lanes_of},
};
use crate::{
    bdd::{BudgetExceeded, Diagram, Edge},
    budget::BUDGET,
    circuit::{CircuitNode, Layout, Literal, Network, values},
    engine::{BookLiterals, Circuit, KnownOf, Lanes, NodeDiagrams, ruled_out, variable_orders_of},
    fact::FactId,
    rule::RuleBook,
};

/// What books say, as nodes, of the cases that can be.
pub(crate) struct Space<'v> {
    pub(super) circuit: Circuit,
    pub(super) diagrams: CaseDiagrams<'v>,
    /// Literals that hold in no case.
    pub(super) never: Vec<Literal>,
    search: Search,
    /// How many nodes the search knows as they are.
    followed: usize,
    /// Whether there is any case at all.
    can_be: bool,
    /// How many nodes the books themselves have.
    pub(super) base: usize,
}

impl<'v> Space<'v> {
    /// Of books that are compiled into one circuit and share the vocabulary of `book`.
    pub(crate) fn new<'s>(
        mut circuit: Circuit,
        book: &'v RuleBook,
        said: impl IntoIterator<Item = &'s BookLiterals>,
        known: &[KnownOf<'_>],
    ) -> Self {
        let vocabulary = book.vocabulary();
        // A case must be possible whatever side it is seen from.
        let mut impossible = Vec::new();
        for known in known {
            impossible.extend(ruled_out(book, *known, &mut circuit));
        }
        circuit.layout.complete(vocabulary);
        let orders = variable_orders_of(&circuit, vocabulary, said, &impossible);
        let mut never_so = Vec::new();
        for known in known {
            never_so.extend(never(book, &impossible, *known, &mut circuit));
        }
        never_so.sort_unstable();
        never_so.dedup();
        let never = never_so;
        let with_bits = |literal: &Literal| (*literal, circuit.network.bits(*literal));
        let diagrams = CaseDiagrams {
            of_nodes: NodeDiagrams::new(&orders.small, vocabulary, &|_| None, BUDGET.local_nodes),
            vocabulary,
            orders,
            never: never.iter().map(with_bits).collect(),
        };
        let base = circuit.network.nodes().len();
        let mut space = Self {
            circuit,
            diagrams,
            never,
            search: Search::default(),
            followed: 0,
            can_be: true,
            base,
        };
        space.follow();
        space
    }

    /// Makes a node of every bit, whether or not a rule reads it.
    /// The nodes of the books, to ask something new of them.
    pub(crate) fn network(&mut self) -> &mut Network {
        &mut self.circuit.network
    }

    /// The variables of a case.
    pub(crate) fn layout(&self) -> &Layout {
        &self.circuit.layout
    }

    /// The books, and what draws their nodes as diagrams.
    pub(crate) fn diagrams_of_books(&mut self) -> (&Circuit, &mut CaseDiagrams<'v>) {
        (&self.circuit, &mut self.diagrams)
    }

    /// Forgets every diagram where there are very many by now.
    pub(crate) fn keep_small(&mut self) {
        self.diagrams.keep_small();
    }

    /// The books themselves, to read a changed rule into them.
    pub(crate) fn circuit(&mut self) -> &mut Circuit {
        &mut self.circuit
    }

    /// Cases as a diagram that stands by itself.
    pub(crate) fn export(&self, cases: Edge) -> Diagram {
        self.diagrams.of_nodes.manager.export(cases)
    }

    /// Cases in the order of the book, where that is small enough.
    pub(crate) fn in_book_order(&self, cases: &Diagram) -> Option<Diagram> {
        self.diagrams.in_book_order(cases)
    }

    pub(super) fn know_every_bit(&mut self) {
        for bit in 0..self.circuit.layout.len() {
            self.circuit.network.input(bit);
        }
        self.base = self.circuit.network.nodes().len();
        self.follow();
    }

    /// Every answer to a question, as bits.
    pub(crate) fn answers(&self, fact: FactId) -> Vec<Vec<(usize, bool)>> {
        let declared = self.diagrams.vocabulary.get(fact);
        let Some((declared, (first, _))) = declared.zip(self.circuit.layout.span(fact)) else {
            return Vec::new();
        };
        let answers = values(declared.domain).into_iter();
        let placed = |answer: Vec<(usize, bool)>| -> Vec<(usize, bool)> {
            answer.iter().map(|(at, yes)| (first + at, *yes)).collect()
        };
        answers.map(placed).collect()
    }

    /// Forgets every node that was added since.
    pub(crate) fn forget_new_nodes(&mut self) {
        self.forget_nodes_from(self.base);
    }

    /// Forgets every node from this one on.
    pub(super) fn forget_nodes_from(&mut self, node: usize) {
        self.circuit.network.truncate(node);
        self.followed = self.followed.min(node);
        if self.diagrams.of_nodes.manager.nodes().len() > BUDGET.kept_nodes {
            self.diagrams.anew(BUDGET.local_nodes);
        }
        self.diagrams.of_nodes.forget(node);
    }

    /// Lets the search see the nodes that were added since.
    pub(crate) fn follow(&mut self) {
        let network = &self.circuit.network;
        self.search.follow(network, self.followed);
        self.followed = network.nodes().len();
        self.can_be = self.search.assume_never(network, &self.never);
    }

    /// The cases in which some of these pairs differ, where there are any: by a small diagram, and where that does not
    /// do by one with all the room there is.
    pub(crate) fn where_differ(
        &mut self,
        pairs: &[(Literal, Literal)],
    ) -> Result<Option<Diagram>, BudgetExceeded> {
        let Self {
            circuit, diagrams, ..
        } = self;
        let make = |diagrams: &mut CaseDiagrams<'_>| {
            let differ = diagrams.differ(circuit, pairs, Literal::TRUE)?;
            Ok((differ != Edge::NO).then(|| diagrams.of_nodes.manager.export(differ)))
        };
        make(diagrams).or_else(|_: BudgetExceeded| {
            diagrams.anew(BUDGET.diagram_nodes);
            let made = make(diagrams);
            diagrams.anew(BUDGET.local_nodes);
            made
        })
    }

    /// What nodes of the books are forced where a literal holds; `None` where it holds in no case.
    pub(super) fn forced(&mut self, literal: Literal) -> Option<Vec<(usize, bool)>> {
        if !self.can_be {
            return None;
        }
        self.search
            .forced(&self.circuit.network, literal, self.base)
    }

    /// A case in which all of these hold; gives up after this many failed ways.
    pub(crate) fn find(&mut self, wanted: &[Literal], tries: usize) -> SearchResult {
        if !self.can_be {
            return SearchResult::None;
        }
        self.search.find(&self.circuit.network, wanted, tries)
    }

    /// A whole case on the cheapest way through a diagram, one with these answers; `None` where no case has them.
    pub(crate) fn case_of(
        &mut self,
        cases: &Diagram,
        answered: &[(usize, bool)],
    ) -> Option<Vec<(usize, bool)>> {
        // An answer that is not to be given costs more than any way.
        let price = |bit: usize, yes: bool| {
            let is_other = answered.contains(&(bit, !yes));
            u64::from(yes) + if is_other { 1 << 32 } else { 0 }
        };
        let (_, mut answers) = cases.cheapest(|value| value == 1, price)?;
        answers.extend(answered);
        let wanted = self.circuit.network.are(&answers);
        // An answer may be about a bit that no rule asks for.
        self.follow();
        match self.find(&wanted, usize::MAX) {
            SearchResult::Case(case) => Some(case),
            SearchResult::None | SearchResult::GaveUp => None,
        }
    }

    /// What every node comes to in a case; bits that it does not name are "no".
    pub(super) fn values(&self, case: &[(usize, bool)]) -> Vec<bool> {
        let nodes = self.circuit.network.nodes();
        let mut values: Vec<bool> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let value = match node {
                CircuitNode::Input(bit) => case.binary_search(&(*bit, true)).is_ok(),
                CircuitNode::And(literals) => {
                    literals.iter().all(|literal| holds(&values, *literal))
                }
            };
            values.push(value);
        }
        values
    }

    /// What every node certainly comes to where these answers are given, whatever the others are.
    pub(crate) fn known(&self, answers: &[(usize, bool)]) -> Vec<Option<bool>> {
        let nodes = self.circuit.network.nodes();
        let mut known: Vec<Option<bool>> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let value = match node {
                CircuitNode::Input(bit) => {
                    let answer = answers.iter().find(|(answered, _)| answered == bit);
                    answer.map(|(_, yes)| *yes)
                }
                CircuitNode::And(literals) => {
                    let values = literals.iter().map(|literal| {
                        let value = known.get(literal.node()).copied().flatten();
                        value.map(|value| value != literal.is_negated())
                    });
                    let values: Vec<Option<bool>> = values.collect();
                    if values.contains(&Some(false)) {
                        Some(false)
                    } else if values.contains(&None) {
                        None
                    } else {
                        Some(true)
                    }
                }
            };
            known.push(value);
        }
        known
    }

    /// What the nodes after those `known` come to in many cases, a lane a case; bits that a case does not name are
    /// "no".
    pub(super) fn lanes<L: Lanes>(&self, cases: &[Vec<(usize, bool)>], known: &[L]) -> Vec<L> {
        let mut bits = vec![L::NONE; self.circuit.layout.len()];
        for (at, case) in cases.iter().enumerate() {
            let lane = L::from_words(|word| u64::from(word == at / 64) << (at % 64));
            for (bit, _) in case.iter().filter(|(_, yes)| *yes) {
                if let Some(lanes) = bits.get_mut(*bit) {
                    lanes.or_with(&lane);
                }
            }
        }
        let nodes = self.circuit.network.nodes().get(known.len()..);
        let mut found: Vec<L> = Vec::new();
        for node in nodes.unwrap_or_default() {
            let lanes = match node {
                CircuitNode::Input(bit) => bits.get(*bit).copied().unwrap_or(L::NONE),
                CircuitNode::And(literals) => literals.iter().fold(L::ALL, |all, literal| {
                    all.and(lanes_of(known, &found, *literal))
                }),
            };
            found.push(lanes);
        }
        found
    }

    /// What some literals come to in each of many cases; bits that a case does not name are "no". `None` for a case that
    /// cannot be.
    pub(crate) fn come_to(
        &self,
        cases: &[Vec<(usize, bool)>],
        literals: &[Literal],
    ) -> Vec<Option<Vec<bool>>> {
        let mut all = Vec::new();
        for some in cases.chunks(64) {
            let values: Vec<[u64; 1]> = self.lanes(some, &[]);
            let of = |literal: &Literal| lanes_of(&values, &[], *literal).word(0);
            let never = self.never.iter().fold(0, |some, never| some | of(never));
            let literals: Vec<u64> = literals.iter().map(of).collect();
            all.extend((0..some.len()).map(|lane| {
                let holds = |word: &u64| word >> lane & 1 == 1;
                (!holds(&never)).then(|| literals.iter().map(holds).collect())
            }));
        }
        all
    }

    /// What some literals come to in a case; bits that it does not name are "no". `None` for a case that cannot be.
    pub(crate) fn comes_to(
        &self,
        case: &[(usize, bool)],
        literals: &[Literal],
    ) -> Option<Vec<bool>> {
        let values = self.values(case);
        let can_be = !self.never.iter().any(|literal| holds(&values, *literal));
        can_be.then(|| {
            literals
                .iter()
                .map(|literal| holds(&values, *literal))
                .collect()
        })
    }

    /// The answers of a case that force what these literals come to: whatever the others are, they come to the same.
    /// Bits that the case does not name are "no".
    pub(crate) fn reasons(
        &self,
        case: &[(usize, bool)],
        literals: &[Literal],
    ) -> Vec<(usize, bool)> {
        let network = &self.circuit.network;
        let values = self.values(case);
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut reasons: BTreeSet<(usize, bool)> = BTreeSet::new();
        let mut waiting: Vec<usize> = literals
            .iter()
            .rev()
            .map(|literal| literal.node())
            .collect();
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            match (network.nodes().get(at), values.get(at)) {
                (Some(CircuitNode::Input(bit)), Some(value)) => {
                    reasons.insert((*bit, *value));
                }
                (Some(CircuitNode::And(literals)), Some(true)) => {
                    waiting.extend(literals.iter().map(|literal| literal.node()));
                }
                (Some(CircuitNode::And(literals)), Some(false)) => {
                    // One that fails is enough; one that is looked at already is best.
                    let failing = literals.iter().filter(|literal| !holds(&values, **literal));
                    let best = failing.min_by_key(|literal| {
                        (
                            !seen.contains(&literal.node()),
                            self.search.cost(!**literal),
                        )
                    });
                    waiting.extend(best.map(|literal| literal.node()));
                }
                _ => {}
            }
        }
        reasons.into_iter().collect()
    }
}
