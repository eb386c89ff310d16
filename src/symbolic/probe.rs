//! What difference a rule makes: the same book with the rule in other words.

use super::{
    search::{Found, Settled},
    space::{LOCALLY, Space},
    turned::Turned,
    witnesses::Witnesses,
};
use crate::{
    bdd::{Branch, NODE_BUDGET},
    circuit::{Literal, ways_apart},
    engine::{Changed, Hinge, InWords, KnownOf, Revision, Said, Target, World},
    rule::{Edition, Rule, RuleBook, RuleId},
};

/// How many failed ways a search may take at first.
const AT_ONCE: usize = 20;

/// How many it may take before a diagram is asked.
const LONGER: usize = 200;

/// Whether a rule in other words makes a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Difference {
    /// It does, for instance here, in what this target says.
    Made { target: Target, case: Settled },
    /// The rule does the same as before in every case.
    NotInTheRule,
    /// The rule does something else, and yet nothing that the book says comes out otherwise.
    NotInTheBook,
    /// Nothing that the book says comes out otherwise; whether the rule does something else was not found out.
    Nothing,
    /// It could not be found out within the budget.
    TooLarge,
}

/// A book, ready to be asked what difference its rules make.
pub(crate) struct Probe<'b> {
    space: Space<'b>,
    pub(crate) revision: Revision<'b>,
    witnesses: Witnesses,
    /// Of the rule that was asked about last, and how many nodes there are with what hangs on it.
    hinge: Option<(Hinge, usize)>,
}

impl<'b> Probe<'b> {
    pub(crate) fn new(book: &'b RuleBook, edition: Edition, known: KnownOf<'b>) -> Self {
        let mut world = World::default();
        let revision = Revision::new(book, edition, known, &mut world);
        let space = Space::new(world, book, [&revision.said], &[known]);
        Self {
            space,
            revision,
            witnesses: Witnesses::default(),
            hinge: None,
        }
    }

    /// What difference it makes to put a rule so. It keeps its role, its provision and what it reaches.
    pub(crate) fn with(&mut self, id: RuleId, rule: &Rule) -> Difference {
        // Most differences are found at once, where anybody would look. Only for what is left are the rules between
        // compared one by one, and longer searches made.
        let found = match self.at_the_hinge(id, rule) {
            Difference::TooLarge => self.rule_by_rule(id, rule),
            found => found,
        };
        match found {
            Difference::NotInTheBook => self.in_the_rule(id, rule),
            found => found,
        }
    }

    /// What difference it makes to put a rule so, with the rules between compared one by one.
    fn rule_by_rule(&mut self, id: RuleId, rule: &Rule) -> Difference {
        self.forget_new_nodes();
        let Space { world, drawing, .. } = &mut self.space;
        let mut is_same = |world: &World, [one, other]: [Literal; 2], given| {
            drawing.differ(world, &[(one, other)], given) == Ok(Branch::NO)
        };
        let changed = self.revision.with(world, id, rule, &mut is_same);
        match self.search_in(&changed) {
            Difference::TooLarge => {}
            found => return found,
        }
        self.space.drawing.anew(NODE_BUDGET);
        let found = self.by_diagrams(&changed);
        self.space.drawing.anew(LOCALLY);
        found
    }

    pub(crate) fn space(&self) -> &Space<'b> {
        &self.space
    }

    /// The nodes of the book and no others, and what it says: for whatever else is to be asked of them.
    pub(crate) fn of_the_book(&mut self) -> (&mut Space<'b>, &Said) {
        self.forget_new_nodes();
        self.space.follow();
        (&mut self.space, &self.revision.said)
    }

    /// Where a rule put so holds and in the words of the book does not, or the other way round; and the book's scope,
    /// outside which a rule may hold otherwise and nothing be said of it.
    pub(crate) fn where_it_turns(
        &mut self,
        id: RuleId,
        rule: &Rule,
    ) -> (&mut Space<'b>, [Literal; 2]) {
        let scope = self.revision.said.scope;
        let (hinge, space, _, now) = self.in_words(id, rule);
        let network = &mut space.world.network;
        let ways = ways_apart((hinge.holds, now.holds)).map(|way| network.all(way.to_vec()));
        let turns = network.any(ways.to_vec());
        (space, [turns, scope])
    }

    /// Forgets every node but those of the book.
    fn forget_new_nodes(&mut self) {
        self.hinge = None;
        self.space.forget_new_nodes();
        self.witnesses.forget(self.space.base);
    }

    /// The nodes of a rule in other words, and of what hangs on whether it holds.
    fn in_words(
        &mut self,
        id: RuleId,
        rule: &Rule,
    ) -> (&Hinge, &mut Space<'b>, &mut Witnesses, InWords) {
        let hinge = match self.hinge.take() {
            Some((hinge, nodes)) if hinge.rule == id => {
                self.space.forget_nodes_from(nodes);
                self.witnesses.forget(nodes);
                (hinge, nodes)
            }
            _ => {
                self.forget_new_nodes();
                let hinge = self.revision.hinge(&mut self.space.world, id, rule);
                (hinge, self.space.world.network.nodes().len())
            }
        };
        let (hinge, _) = self.hinge.insert(hinge);
        let space = &mut self.space;
        let now = self.revision.in_words(&mut space.world, hinge, rule);
        (hinge, space, &mut self.witnesses, now)
    }

    /// Nothing that the book says comes out otherwise: whether the rule by itself does.
    fn in_the_rule(&mut self, id: RuleId, rule: &Rule) -> Difference {
        let (_, space, _, now) = self.in_words(id, rule);
        space.follow();
        if let Some(differs) = differ_soon(space, &now.does) {
            return if differs {
                Difference::NotInTheBook
            } else {
                Difference::NotInTheRule
            };
        }
        match space.apart(&now.does) {
            Ok(None) => Difference::NotInTheRule,
            Ok(Some(_)) => Difference::NotInTheBook,
            Err(_) => Difference::Nothing,
        }
    }

    /// What difference it makes to put a rule so, by what hangs on whether it holds.
    fn at_the_hinge(&mut self, id: RuleId, rule: &Rule) -> Difference {
        let (hinge, space, witnesses, now) = self.in_words(id, rule);
        witnesses.follow(space);
        if let Some((target, case)) = witnesses.show(hinge, now.holds) {
            let case = case.clone();
            return Difference::Made { target, case };
        }
        space.follow();
        if differ_soon(space, &now.does) == Some(false) {
            return Difference::NotInTheRule;
        }
        // Other words hold in more cases or in fewer, seldom in both.
        let turned = ways_apart((hinge.holds, now.holds));
        let turned = turned.map(|way| (way, space.find(&way, AT_ONCE)));
        let turned = turned.iter().filter(|(_, found)| *found != Found::None);
        let turned: Vec<[Literal; 2]> = turned.map(|(way, _)| *way).collect();
        let mut found = Difference::NotInTheBook;
        for swing in &hinge.swings {
            let swinging = swing.literals.iter();
            let swinging = swinging.filter(|(with, without)| with != without);
            for way in swinging.flat_map(|pair| ways_apart(*pair)) {
                for turned in &turned {
                    match space.find(&[*turned, way].concat(), AT_ONCE) {
                        Found::Case(case) => {
                            witnesses.keep(space, &case);
                            let target = swing.target;
                            return Difference::Made { target, case };
                        }
                        Found::None => {}
                        Found::GaveUp => found = Difference::TooLarge,
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
            world,
            drawing,
            never,
            base,
            ..
        } = space;
        let answers = [one, other];
        let turned = Turned::of(world, answers, *base, &mut |_, _, _| false);
        let can_be = turned.can_be(world, never);
        // What a rule does alike with both needs no search in what stands on it.
        let of_rules = self.revision.nodes_of_rules();
        let turned = Turned::of(world, answers, *base, &mut |world, node, [one, other]| {
            let is_of_a_rule = of_rules.contains(&node);
            is_of_a_rule && drawing.differ(world, &[(one, other)], can_be) == Ok(Branch::NO)
        });
        let said = &self.revision.said;
        let arising = said.rules.iter().filter_map(|bits| bits.arises);
        let granted = said.entitlements.keys();
        let granted = granted.flat_map(|entitlement| said.granted(*entitlement));
        let literals = [said.scope].into_iter().chain(arising).chain(granted);
        let pairs = literals.map(|literal| turned.seen(literal));
        let mut pairs: Vec<[Literal; 2]> = pairs.filter(|[one, other]| one != other).collect();
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.is_empty() {
            return true;
        }
        space.follow();
        let is_found = pairs.iter().any(|[one, other]| {
            ways_apart((*one, *other)).iter().any(|[here, there]| {
                let wanted = [*here, *there, can_be];
                matches!(space.find(&wanted, LONGER), Found::Case(_))
            })
        });
        if is_found {
            return false;
        }
        space.drawing.anew(NODE_BUDGET);
        let Space { world, drawing, .. } = space;
        let mut is_same =
            |pair: (Literal, Literal)| drawing.differ(world, &[pair], can_be) == Ok(Branch::NO);
        let is_alike = pairs.iter().all(|pair| is_same((*pair).into()));
        self.space.drawing.anew(LOCALLY);
        is_alike
    }

    /// Looks for a difference in one target after another.
    fn search_in(&mut self, changed: &[Changed]) -> Difference {
        self.space.follow();
        let mut found = Difference::NotInTheBook;
        for changed in changed {
            let differing = changed.literals.iter().filter(|(one, other)| one != other);
            for wanted in differing.flat_map(|pair| ways_apart(*pair)) {
                match self.space.find(&wanted, LONGER) {
                    Found::Case(case) => {
                        self.witnesses.keep(&self.space, &case);
                        return Difference::Made {
                            target: changed.target,
                            case,
                        };
                    }
                    Found::None => {}
                    Found::GaveUp => found = Difference::TooLarge,
                }
            }
        }
        found
    }

    fn by_diagrams(&mut self, changed: &[Changed]) -> Difference {
        let mut found = Difference::NotInTheBook;
        for changed in changed {
            let space = &mut self.space;
            match space
                .drawing
                .differ(&space.world, &changed.literals, Literal::TRUE)
            {
                Ok(Branch::NO) => {}
                Ok(differ) => {
                    let differ = space.drawing.making.manager.export(differ);
                    if let Some(case) = space.case_of(&differ, &[]) {
                        return Difference::Made {
                            target: changed.target,
                            case,
                        };
                    }
                    found = Difference::TooLarge;
                }
                Err(_) => found = Difference::TooLarge,
            }
        }
        found
    }
}

/// Whether there is a case in which some of these pairs differ, where a short search or a small diagram says so.
fn differ_soon(space: &mut Space<'_>, pairs: &[(Literal, Literal)]) -> Option<bool> {
    let mut is_open = false;
    for wanted in pairs.iter().flat_map(|pair| ways_apart(*pair)) {
        match space.find(&wanted, AT_ONCE) {
            Found::Case(_) => return Some(true),
            Found::None => {}
            Found::GaveUp => is_open = true,
        }
    }
    if !is_open {
        return Some(false);
    }
    let drawing = &mut space.drawing;
    let differ = drawing.differ(&space.world, pairs, Literal::TRUE).ok()?;
    Some(differ != Branch::NO)
}
