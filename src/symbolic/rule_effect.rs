//! What effect a rule has on what a book says: the same book with the rule in other words.

use super::{
    cofactors::Cofactors,
    revision::{Changed, Observability, Revision, Reworded},
    search::{Assignment, SearchResult},
    space::Space,
    witnesses::Witnesses,
};
use crate::{
    bdd::Edge,
    budget::BUDGET,
    circuit::{Literal, ways_to_differ},
    engine::{BookLiterals, Circuit, KnownOf, Target},
    rule::{Edition, Rule, RuleBook, RuleId},
};

/// What effect it has to put a rule in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RuleEffect {
    /// A target comes out otherwise, for instance in this case.
    Observed { target: Target, case: Assignment },
    /// The rule does the same as before in every case.
    SameRule,
    /// The rule does something else, and yet nothing that the book says comes out otherwise.
    Unobservable,
    /// Nothing that the book says comes out otherwise; whether the rule does something else was not found out.
    NotObserved,
    /// It could not be found out within the budget.
    Undecided,
}

/// A book, ready to be asked what effect its rules have.
pub(crate) struct RuleEffects<'b> {
    space: Space<'b>,
    pub(crate) revision: Revision<'b>,
    witnesses: Witnesses,
    /// Of the rule that was asked about last, and how many nodes there are with what depends on it.
    observability: Option<(Observability, usize)>,
}

impl<'b> RuleEffects<'b> {
    pub(crate) fn new(book: &'b RuleBook, edition: Edition, known: KnownOf<'b>) -> Self {
        let mut circuit = Circuit::default();
        let revision = Revision::new(book, edition, known, &mut circuit);
        let space = Space::new(circuit, book, [&revision.said], &[known]);
        Self {
            space,
            revision,
            witnesses: Witnesses::default(),
            observability: None,
        }
    }

    /// What difference it makes to put a rule so. It keeps its role, its provision and what it reaches.
    pub(crate) fn with(&mut self, id: RuleId, rule: &Rule) -> RuleEffect {
        // Most differences are found at once, where anyone would look. Only for what is left are the rules between
        // compared one by one, and longer searches made.
        let found = match self.by_observability(id, rule) {
            RuleEffect::Undecided => self.rule_by_rule(id, rule),
            found => found,
        };
        match found {
            RuleEffect::Unobservable => self.in_the_rule(id, rule),
            found => found,
        }
    }

    /// What difference it makes to put a rule so, with the rules between compared one by one.
    fn rule_by_rule(&mut self, id: RuleId, rule: &Rule) -> RuleEffect {
        self.forget_new_nodes();
        let Space {
            circuit, diagrams, ..
        } = &mut self.space;
        let mut is_same = |circuit: &Circuit, [one, other]: [Literal; 2], given| {
            diagrams.differ(circuit, &[(one, other)], given) == Ok(Edge::NO)
        };
        let changed = self.revision.with(circuit, id, rule, &mut is_same);
        match self.search_in(&changed) {
            RuleEffect::Undecided => {}
            found => return found,
        }
        self.space.diagrams.anew(BUDGET.diagram_nodes);
        let found = self.by_diagrams(&changed);
        self.space.diagrams.anew(BUDGET.local_nodes);
        found
    }

    pub(crate) fn space(&self) -> &Space<'b> {
        &self.space
    }

    /// The nodes of the book and no others, and what it says: for whatever else is to be asked of them.
    pub(crate) fn of_the_book(&mut self) -> (&mut Space<'b>, &BookLiterals) {
        self.forget_new_nodes();
        self.space.follow();
        (&mut self.space, &self.revision.said)
    }

    /// Where a rule put so holds and in the words of the book does not, or the other way round; and the book's scope,
    /// outside which a rule may hold otherwise and nothing be said of it.
    pub(crate) fn where_it_flips(
        &mut self,
        id: RuleId,
        rule: &Rule,
    ) -> (&mut Space<'b>, [Literal; 2]) {
        let scope = self.revision.said.scope;
        let (observability, space, _, now) = self.reworded(id, rule);
        let network = &mut space.circuit.network;
        let ways =
            ways_to_differ((observability.holds, now.holds)).map(|way| network.all(way.to_vec()));
        let flips = network.any(ways.to_vec());
        (space, [flips, scope])
    }

    /// Forgets every node but those of the book.
    fn forget_new_nodes(&mut self) {
        self.observability = None;
        self.space.forget_new_nodes();
        self.witnesses.forget(self.space.base);
    }

    /// The nodes of a rule in other words, and of what depends on whether it holds.
    fn reworded(
        &mut self,
        id: RuleId,
        rule: &Rule,
    ) -> (&Observability, &mut Space<'b>, &mut Witnesses, Reworded) {
        let observability = match self.observability.take() {
            Some((observability, nodes)) if observability.rule == id => {
                self.space.forget_nodes_from(nodes);
                self.witnesses.forget(nodes);
                (observability, nodes)
            }
            _ => {
                self.forget_new_nodes();
                let observability = self
                    .revision
                    .observability(&mut self.space.circuit, id, rule);
                (observability, self.space.circuit.network.nodes().len())
            }
        };
        let (observability, _) = self.observability.insert(observability);
        let space = &mut self.space;
        let now = self
            .revision
            .reworded(&mut space.circuit, observability, rule);
        (observability, space, &mut self.witnesses, now)
    }

    /// Nothing that the book says comes out otherwise: whether the rule by itself does.
    fn in_the_rule(&mut self, id: RuleId, rule: &Rule) -> RuleEffect {
        let (_, space, _, now) = self.reworded(id, rule);
        space.follow();
        if let Some(differs) = differ_soon(space, &now.does) {
            return if differs {
                RuleEffect::Unobservable
            } else {
                RuleEffect::SameRule
            };
        }
        match space.where_differ(&now.does) {
            Ok(None) => RuleEffect::SameRule,
            Ok(Some(_)) => RuleEffect::Unobservable,
            Err(_) => RuleEffect::NotObserved,
        }
    }

    /// What difference it makes to put a rule so, by what depends on whether it holds.
    fn by_observability(&mut self, id: RuleId, rule: &Rule) -> RuleEffect {
        let (observability, space, witnesses, now) = self.reworded(id, rule);
        witnesses.follow(space);
        if let Some((target, case)) = witnesses.show(observability, now.holds) {
            let case = case.clone();
            return RuleEffect::Observed { target, case };
        }
        space.follow();
        if differ_soon(space, &now.does) == Some(false) {
            return RuleEffect::SameRule;
        }
        // Other words hold in more cases or in fewer, seldom in both.
        let flips = ways_to_differ((observability.holds, now.holds));
        let flips = flips.map(|way| (way, space.find(&way, BUDGET.effect_branches)));
        let flips = flips
            .iter()
            .filter(|(_, found)| *found != SearchResult::None);
        let flips: Vec<[Literal; 2]> = flips.map(|(way, _)| *way).collect();
        let mut found = RuleEffect::Unobservable;
        for target in &observability.targets {
            let swinging = target.literals.iter();
            let swinging = swinging.filter(|(with, without)| with != without);
            for way in swinging.flat_map(|pair| ways_to_differ(*pair)) {
                for flips in &flips {
                    match space.find(&[*flips, way].concat(), BUDGET.effect_branches) {
                        SearchResult::Case(case) => {
                            witnesses.keep(space, &case);
                            let target = target.target;
                            return RuleEffect::Observed { target, case };
                        }
                        SearchResult::None => {}
                        SearchResult::GaveUp => found = RuleEffect::Undecided,
                    }
                }
            }
        }
        found
    }

    /// Whether every case comes out alike with one answer to some bits and with another, of the cases that can be with
    /// either. Where that is not found out, it does not say so.
    pub(crate) fn is_alike(&mut self, one: &[(usize, bool)], other: &[(usize, bool)]) -> bool {
        self.forget_new_nodes();
        let space = &mut self.space;
        let Space {
            circuit,
            diagrams,
            never,
            base,
            ..
        } = space;
        let answers = [one, other];
        let cofactors = Cofactors::new(circuit, answers, *base, &mut |_, _, _| false);
        let can_be = cofactors.can_be(circuit, never);
        // What a rule does alike with both needs no search in what stands on it.
        let of_rules = self.revision.nodes_of_rules();
        let cofactors = Cofactors::new(
            circuit,
            answers,
            *base,
            &mut |circuit, node, [one, other]| {
                let is_of_a_rule = of_rules.contains(&node);
                is_of_a_rule && diagrams.differ(circuit, &[(one, other)], can_be) == Ok(Edge::NO)
            },
        );
        let said = &self.revision.said;
        let arising = said.rules.iter().filter_map(|bits| bits.arises);
        let granted = said.entitlements.keys();
        let granted = granted.flat_map(|entitlement| said.granted(*entitlement));
        let literals = [said.scope].into_iter().chain(arising).chain(granted);
        let pairs = literals.map(|literal| cofactors.of(literal));
        let mut pairs: Vec<[Literal; 2]> = pairs.filter(|[one, other]| one != other).collect();
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.is_empty() {
            return true;
        }
        space.follow();
        let is_found = pairs.iter().any(|[one, other]| {
            ways_to_differ((*one, *other)).iter().any(|[here, there]| {
                let wanted = [*here, *there, can_be];
                matches!(
                    space.find(&wanted, BUDGET.effect_branches_again),
                    SearchResult::Case(_)
                )
            })
        });
        if is_found {
            return false;
        }
        space.diagrams.anew(BUDGET.diagram_nodes);
        let Space {
            circuit, diagrams, ..
        } = space;
        let mut is_same =
            |pair: (Literal, Literal)| diagrams.differ(circuit, &[pair], can_be) == Ok(Edge::NO);
        let is_alike = pairs.iter().all(|pair| is_same((*pair).into()));
        self.space.diagrams.anew(BUDGET.local_nodes);
        is_alike
    }

    /// Looks for a difference in one target after another.
    fn search_in(&mut self, changed: &[Changed]) -> RuleEffect {
        self.space.follow();
        let mut found = RuleEffect::Unobservable;
        for changed in changed {
            let differing = changed.literals.iter().filter(|(one, other)| one != other);
            for wanted in differing.flat_map(|pair| ways_to_differ(*pair)) {
                match self.space.find(&wanted, BUDGET.effect_branches_again) {
                    SearchResult::Case(case) => {
                        self.witnesses.keep(&self.space, &case);
                        return RuleEffect::Observed {
                            target: changed.target,
                            case,
                        };
                    }
                    SearchResult::None => {}
                    SearchResult::GaveUp => found = RuleEffect::Undecided,
                }
            }
        }
        found
    }

    fn by_diagrams(&mut self, changed: &[Changed]) -> RuleEffect {
        let mut found = RuleEffect::Unobservable;
        for changed in changed {
            let space = &mut self.space;
            match space
                .diagrams
                .differ(&space.circuit, &changed.literals, Literal::TRUE)
            {
                Ok(Edge::NO) => {}
                Ok(differ) => {
                    let differ = space.diagrams.of_nodes.manager.export(differ);
                    if let Some(case) = space.case_of(&differ, &[]) {
                        return RuleEffect::Observed {
                            target: changed.target,
                            case,
                        };
                    }
                    found = RuleEffect::Undecided;
                }
                Err(_) => found = RuleEffect::Undecided,
            }
        }
        found
    }
}

/// Whether there is a case in which some of these pairs differ, where a short search or a small diagram says so.
fn differ_soon(space: &mut Space<'_>, pairs: &[(Literal, Literal)]) -> Option<bool> {
    let mut is_open = false;
    for wanted in pairs.iter().flat_map(|pair| ways_to_differ(*pair)) {
        match space.find(&wanted, BUDGET.effect_branches) {
            SearchResult::Case(_) => return Some(true),
            SearchResult::None => {}
            SearchResult::GaveUp => is_open = true,
        }
    }
    if !is_open {
        return Some(false);
    }
    let diagrams = &mut space.diagrams;
    let differ = diagrams.differ(&space.circuit, pairs, Literal::TRUE).ok()?;
    Some(differ != Edge::NO)
}
