//! What difference a rule makes: the same book with the rule in other words.

use super::{
    Target,
    compile::{Changed, KnownOf, Revision, World},
    diagram::{Branch, NODE_BUDGET},
    network::{Literal, ways_apart},
    search::Found,
    space::{LOCALLY, Space},
    turned::Turned,
    witnesses::Witnesses,
};
use crate::rule::{Edition, Rule, RuleBook, RuleId};

/// How many failed ways a search may take at first.
const AT_ONCE: usize = 20;

/// How many it may take before a diagram is asked.
const LONGER: usize = 200;

/// Whether a rule in other words makes a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Difference {
    /// It does, for instance here, in what this target says.
    Made {
        target: Target,
        /// The bits that are settled; every other is "no".
        case: Vec<(usize, bool)>,
    },
    /// The rule does the same as before in every case.
    NotInTheRule,
    /// The rule does something else, and yet nothing that the book says comes out otherwise.
    NotInTheBook,
    /// It could not be found out within the budget.
    TooLarge,
}

/// A book, ready to be asked what difference its rules make.
pub(crate) struct Probe<'b> {
    pub(crate) space: Space<'b>,
    pub(crate) revision: Revision<'b>,
    witnesses: Witnesses,
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
        }
    }

    /// What difference it makes to put a rule so. It keeps its role, its provision and what it reaches.
    pub(crate) fn with(&mut self, id: RuleId, rule: &Rule) -> Difference {
        let space = &mut self.space;
        space.forget_new_gates();
        // Most differences are found at once, where anybody would look. Only for what is left are the rules between
        // compared one by one, and longer searches made.
        let world = &mut space.world;
        let revised = self.revision.with(world, id, rule, &mut |_, _, _| false);
        if let Some((target, case)) = self.witnesses.show(space, &revised.changed) {
            let case = case.clone();
            return Difference::Made { target, case };
        }
        if !self.may_differ(&revised.itself) {
            return Difference::NotInTheRule;
        }
        match self.search_in(&revised.changed, AT_ONCE) {
            Difference::TooLarge => {}
            found => return found,
        }
        let space = &mut self.space;
        space.forget_new_gates();
        let drawing = &mut space.drawing;
        let mut is_same = |world: &World, [one, other]: [Literal; 2], given| {
            drawing.differ(world, &[(one, other)], given) == Ok(Branch::NO)
        };
        let world = &mut space.world;
        let revised = self.revision.with(world, id, rule, &mut is_same);
        match self.search_in(&revised.changed, LONGER) {
            Difference::TooLarge => {}
            found => return found,
        }
        self.space.drawing.anew(NODE_BUDGET);
        let found = self.by_diagrams(&revised.changed);
        self.space.drawing.anew(LOCALLY);
        found
    }

    /// Whether every case comes out alike with one answer to some bits and with another, of the cases that can be with
    /// either. Where that is not found out, it does not say so.
    pub(crate) fn is_alike(&mut self, one: &[(usize, bool)], other: &[(usize, bool)]) -> bool {
        let space = &mut self.space;
        space.forget_new_gates();
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
        let of_rules = self.revision.gates_of_rules();
        let turned = Turned::of(world, answers, *base, &mut |world, gate, [one, other]| {
            let is_of_a_rule = of_rules.contains(&gate);
            is_of_a_rule && drawing.differ(world, &[(one, other)], can_be) == Ok(Branch::NO)
        });
        let said = &self.revision.said;
        let arising = said.rules.iter().filter_map(|bits| bits.arises);
        let granted = said.entitlements.keys();
        let granted = granted.flat_map(|entitlement| said.granted(*entitlement));
        let gates = [said.scope].into_iter().chain(arising).chain(granted);
        let pairs = gates.map(|gate| turned.seen(gate));
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

    /// Whether there may be a case in which some of these pairs differ; a diagram says so where a search does not.
    fn may_differ(&mut self, pairs: &[(Literal, Literal)]) -> bool {
        let space = &mut self.space;
        space.follow();
        let mut is_open = false;
        for wanted in pairs.iter().flat_map(|pair| ways_apart(*pair)) {
            match space.find(&wanted, AT_ONCE) {
                Found::Case(_) => return true,
                Found::None => {}
                Found::GaveUp => is_open = true,
            }
        }
        let drawing = &mut space.drawing;
        is_open && drawing.differ(&space.world, pairs, Literal::TRUE) != Ok(Branch::NO)
    }

    /// Looks for a difference in one target after another.
    fn search_in(&mut self, changed: &[Changed], tries: usize) -> Difference {
        self.space.follow();
        let mut found = Difference::NotInTheBook;
        for changed in changed {
            let differing = changed.literals.iter().filter(|(one, other)| one != other);
            for wanted in differing.flat_map(|pair| ways_apart(*pair)) {
                match self.space.find(&wanted, tries) {
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
                    let differ = space.drawing.making.builder.finish(differ);
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
