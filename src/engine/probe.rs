//! What difference a rule makes: the same book with the rule in other words.

use super::{
    Target,
    compile::{Changed, KnownOf, Revision, World},
    diagram::{Branch, NODE_BUDGET},
    network::Literal,
    search::Found,
    space::{LOCALLY, Space},
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
}

impl<'b> Probe<'b> {
    pub(crate) fn new(book: &'b RuleBook, edition: Edition, known: KnownOf<'b>) -> Self {
        let mut world = World::default();
        let revision = Revision::new(book, edition, known, &mut world);
        let space = Space::new(world, book, [&revision.said], &[known]);
        Self { space, revision }
    }

    /// What difference it makes to put a rule so. It keeps its role, its provision and what it reaches.
    pub(crate) fn with(&mut self, id: RuleId, rule: &Rule) -> Difference {
        let space = &mut self.space;
        space.forget_new_gates();
        // Most differences are found at once, where anybody would look. Only for what is left are the rules between
        // compared one by one, and longer searches made.
        let world = &mut space.world;
        let revised = self.revision.with(world, id, rule, &mut |_, _, _| false);
        let itself = space
            .drawing
            .differ(&space.world, &revised.itself, Literal::TRUE);
        if itself == Ok(Branch::NO) {
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

    /// Looks for a difference in one target after another.
    fn search_in(&mut self, changed: &[Changed], tries: usize) -> Difference {
        self.space.follow();
        let mut found = Difference::NotInTheBook;
        for changed in changed {
            let differing = changed.literals.iter().filter(|(one, other)| one != other);
            for wanted in differing.flat_map(|pair| ways(*pair)) {
                match self.space.find(&wanted, tries) {
                    Found::Case(case) => {
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

/// The two ways in which two literals differ.
fn ways((one, other): (Literal, Literal)) -> [[Literal; 2]; 2] {
    [[one, !other], [!one, other]]
}
