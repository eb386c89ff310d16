//! Few cases that show everything there is to show about a book, and how many it takes at cover.

use super::{
    cube::Cube,
    goals::{Goal, Goals, Observation},
    search::SearchResult,
    values::holds,
};
use crate::{budget::BUDGET, circuit::Literal, engine::Target, law::Right};

/// How many ways to show one thing are kept.
const WAYS: usize = 4;

/// Something shown in a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// What is shown, by its place.
    pub(crate) goal: usize,
    /// What comes out otherwise.
    pub(crate) target: Target,
    /// The right that is asked for.
    pub(crate) right: Right,
}

/// One way to show something: where the literal holds.
struct AskedWay {
    shown: Shown,
    literal: Literal,
}

/// One of the cases.
#[derive(Debug, Clone)]
pub(crate) struct CoverCase {
    /// The answers that it takes to show everything that it shows, whatever the others are.
    pub(crate) answers: Vec<(usize, bool)>,
    /// A whole case with these answers: the bits that are so or not; every other is "no".
    pub(crate) case: Vec<(usize, bool)>,
    pub(crate) shows: Vec<Shown>,
}

/// Cases that show everything there is to show.
#[derive(Debug, Default)]
pub(crate) struct Cover {
    pub(crate) cases: Vec<CoverCase>,
    /// So many cases it takes, however they are chosen: no two of these can be shown in one case.
    pub(crate) exclusive: Vec<usize>,
    /// What no case shows.
    pub(crate) never: Vec<usize>,
    /// What could not be found out.
    pub(crate) not_found_out: Vec<usize>,
}

/// The rights that a request may ask for so that something is decided, each with the bits that asking for it makes
/// known.
pub(crate) type RightsToAsk<'a> = &'a dyn Fn(Target) -> Vec<(Right, Vec<(usize, bool)>)>;

/// Chooses few cases that show all of these.
pub(crate) fn cover(goals: &mut Goals<'_>, all: &[Goal], asked_for: RightsToAsk<'_>) -> Cover {
    let mut found = Cover::default();
    let mut choosing = Choosing {
        goals,
        all,
        asked_for,
        ways: vec![Vec::new(); all.len()],
        cases: Vec::new(),
    };
    choosing.every_way(&mut found);
    let order = choosing.hardest_first();
    found.exclusive = choosing.exclusive(&order);
    for goal in found.exclusive.iter().chain(&order) {
        if !choosing.is_shown(*goal) && !choosing.place(*goal) {
            found.not_found_out.push(*goal);
        }
    }
    choosing.fewer();
    choosing.written(&mut found);
    found.not_found_out.sort_unstable();
    found.not_found_out.dedup();
    found
}

/// Where something is shown.
enum Shows {
    InSome,
    InNone,
    NotFoundOut,
}

/// A case while it is put together.
#[derive(Debug, Clone, Default)]
struct Draft {
    cube: Cube,
    shows: Vec<Shown>,
}

struct Choosing<'c, 'b> {
    goals: &'c mut Goals<'b>,
    all: &'c [Goal],
    asked_for: RightsToAsk<'c>,
    /// Ways to show each, with the answers that force what is shown.
    ways: Vec<Vec<(Shown, Cube)>>,
    cases: Vec<Draft>,
}

impl Choosing<'_, '_> {
    /// Finds ways to show each thing, one after another, so that no network grows large.
    fn every_way(&mut self, found: &mut Cover) {
        let mut open = Vec::new();
        for goal in 0..self.all.len() {
            match self.some_ways(goal, BUDGET.goal_branches) {
                Shows::InSome => {}
                Shows::InNone => found.never.push(goal),
                Shows::NotFoundOut => open.push(goal),
            }
        }
        self.goals.is_careful = true;
        for goal in open {
            match self.some_ways(goal, BUDGET.goal_branches_again) {
                Shows::InSome => {}
                Shows::InNone => found.never.push(goal),
                Shows::NotFoundOut => found.not_found_out.push(goal),
            }
        }
        self.goals.is_careful = false;
        found.never.sort_unstable();
        self.goals.space.forget_new_nodes();
        self.goals.space.follow();
    }

    /// Finds some ways to show one thing.
    fn some_ways(&mut self, goal: usize, tries: usize) -> Shows {
        let literals = self.literals(goal);
        self.goals.space.follow();
        // A question that no rule asks is not there to be shown.
        let mut shows = if literals.is_empty() && !self.is_of_a_rule(goal) {
            Shows::InSome
        } else {
            Shows::InNone
        };
        let mut ways: Vec<(Shown, Cube)> = Vec::new();
        for AskedWay { shown, literal } in literals {
            if ways.len() == WAYS {
                break;
            }
            match self.goals.space.find(&[literal], tries) {
                SearchResult::Case(case) => {
                    let reasons = self.goals.space.reasons(&case, &[literal]);
                    ways.push((shown, Cube::of(&reasons)));
                }
                SearchResult::None => {}
                SearchResult::GaveUp => shows = Shows::NotFoundOut,
            }
        }
        if !ways.is_empty() {
            shows = Shows::InSome;
        }
        if let Some(place) = self.ways.get_mut(goal) {
            *place = ways;
        }
        shows
    }

    /// Whether it is there to be shown whatever the book says of it: a rule is, and a day on which one begins or has
    /// ended; a question that no rule asks is not.
    fn is_of_a_rule(&self, goal: usize) -> bool {
        match self.all.get(goal) {
            Some(Goal::Answer(fact, _)) => self.goals.is_asked(*fact),
            known => known.is_some(),
        }
    }

    /// The ways to show something, each with what asking for it says; the only new literals.
    fn literals(&mut self, at: usize) -> Vec<AskedWay> {
        self.goals.space.forget_new_nodes();
        let Some(goal) = self.all.get(at) else {
            return Vec::new();
        };
        let mut asked = Vec::new();
        for Observation { target, literal } in self.goals.ways(goal) {
            for (right, bits) in (self.asked_for)(target) {
                let network = &mut self.goals.space.circuit.network;
                let mut all = network.are(&bits);
                all.push(literal);
                let shown = Shown {
                    goal: at,
                    target,
                    right,
                };
                let literal = network.all(all);
                asked.push(AskedWay { shown, literal });
            }
        }
        asked.retain(|way| way.literal != Literal::FALSE);
        asked
    }

    fn ways(&self, goal: usize) -> &[(Shown, Cube)] {
        self.ways.get(goal).map_or(&[], Vec::as_slice)
    }

    fn is_shown(&self, goal: usize) -> bool {
        let mut shown = self.cases.iter().flat_map(|case| &case.shows);
        shown.any(|shown| shown.goal == goal)
    }

    /// Whether the ways found to show two things contradict each other, each each.
    fn seems_to_exclude(&self, one: usize, other: usize) -> bool {
        let mut ways = self.ways(one).iter();
        !ways.any(|(_, cube)| self.ways(other).iter().any(|(_, other)| cube.fits(other)))
    }

    /// What can be shown, that which fits to the fewest others first.
    fn hardest_first(&self) -> Vec<usize> {
        let can_be = (0..self.all.len()).filter(|goal| !self.ways(*goal).is_empty());
        let can_be: Vec<usize> = can_be.collect();
        let mut order: Vec<(usize, usize)> = can_be
            .iter()
            .map(|goal| {
                let others = can_be.iter();
                let excluded = others.filter(|other| self.seems_to_exclude(*goal, **other));
                (excluded.count(), *goal)
            })
            .collect();
        order.sort_unstable_by_key(|(excluded, goal)| (std::cmp::Reverse(*excluded), *goal));
        order.into_iter().map(|(_, goal)| goal).collect()
    }

    /// Many things, no two of them to be shown in one case.
    fn exclusive(&mut self, order: &[usize]) -> Vec<usize> {
        // Exemptions that take one and the same thing do so each in a case of its own.
        let mut taken: Vec<(Target, Vec<usize>)> = Vec::new();
        for goal in order {
            if let Some(Goal::Takes(_, target)) = self.all.get(*goal) {
                match taken.iter_mut().find(|(known, _)| known == target) {
                    Some((_, takers)) => takers.push(*goal),
                    None => taken.push((*target, vec![*goal])),
                }
            }
        }
        taken.sort_by_key(|(_, takers)| std::cmp::Reverse(takers.len()));
        let starts = taken.into_iter().map(|(_, takers)| takers).take(STARTS);
        let starts: Vec<Vec<usize>> = starts.chain([Vec::new()]).collect();
        let mut best: Vec<usize> = Vec::new();
        for start in starts {
            let mut guessed: Vec<usize> = Vec::new();
            for goal in start.iter().chain(order) {
                let mut known = guessed.iter();
                if known.all(|known| known != goal && self.seems_to_exclude(*known, *goal)) {
                    guessed.push(*goal);
                }
            }
            if guessed.len() > best.len() {
                let exclusive = self.certainly_exclusive(&guessed);
                if exclusive.len() > best.len() {
                    best = exclusive;
                }
            }
        }
        best
    }

    /// Of things that seem to exclude each other those that certainly do: whatever way each is shown, what that
    /// forces contradicts what the other forces.
    fn certainly_exclusive(&mut self, guessed: &[usize]) -> Vec<usize> {
        let mut exclusive: Vec<(usize, Vec<Cube>)> = Vec::new();
        for goal in guessed {
            let ways = self.literals(*goal);
            self.goals.space.follow();
            let forced = ways.iter();
            let forced = forced.filter_map(|way| self.goals.space.forced(way.literal));
            let forced: Vec<Cube> = forced.map(|nodes| Cube::of(&nodes)).collect();
            let excludes = |known: &[Cube]| {
                let mut pairs = known
                    .iter()
                    .flat_map(|one| forced.iter().map(move |other| (one, other)));
                pairs.all(|(one, other)| !one.fits(other))
            };
            if exclusive.iter().all(|(_, known)| excludes(known)) {
                exclusive.push((*goal, forced));
            }
        }
        self.goals.space.forget_new_nodes();
        self.goals.space.follow();
        exclusive.into_iter().map(|(goal, _)| goal).collect()
    }

    /// Shows something in the case where it takes the fewest answers more, or in a new one. False where not even that
    /// was found to be a case.
    fn place(&mut self, goal: usize) -> bool {
        let mut fitting: Vec<(u32, usize, usize)> = Vec::new();
        for (way, (_, cube)) in self.ways(goal).iter().enumerate() {
            for (at, case) in self.cases.iter().enumerate() {
                if case.cube.fits(cube) {
                    fitting.push((case.cube.new_in(cube), at, way));
                }
            }
        }
        fitting.sort_unstable();
        for (_, at, way) in fitting {
            if self.bring_in(goal, at, way) {
                return true;
            }
        }
        let new = self.cases.len();
        self.cases.push(Draft::default());
        let is_placed = (0..self.ways(goal).len()).any(|way| self.bring_in(goal, new, way));
        if !is_placed {
            self.cases.pop();
        }
        is_placed
    }

    /// Shows something in a case, in this way, where such a case can be.
    fn bring_in(&mut self, goal: usize, at: usize, way: usize) -> bool {
        let Some((shown, cube)) = self.ways(goal).get(way).cloned() else {
            return false;
        };
        let Some(together) = self.cases.get(at).map(|case| case.cube.with(&cube)) else {
            return false;
        };
        let is_larger = self.cases.get(at).is_some_and(|case| case.cube != together);
        if is_larger && self.case_of(&together).is_none() {
            return false;
        }
        if let Some(case) = self.cases.get_mut(at) {
            case.cube = together;
            case.shows.push(shown);
        }
        true
    }

    /// A whole case with some answers; `None` where none was found.
    fn case_of(&mut self, cube: &Cube) -> Option<Vec<(usize, bool)>> {
        let wanted = self.goals.space.circuit.network.are(&cube.bits());
        match self.goals.space.find(&wanted, BUDGET.goal_branches) {
            SearchResult::Case(case) => Some(case),
            SearchResult::None | SearchResult::GaveUp => None,
        }
    }

    /// Takes cases away whose things can be shown in others, in other ways than were found at first.
    fn fewer(&mut self) {
        let mut smallest: Vec<usize> = (0..self.cases.len()).collect();
        smallest.sort_by_key(|at| self.cases.get(*at).map(|case| case.shows.len()));
        for at in smallest {
            let Some(case) = self.cases.get_mut(at).map(std::mem::take) else {
                continue;
            };
            let before = self.cases.clone();
            let mut all_placed = true;
            for shown in &case.shows {
                if !self.place_elsewhere(shown.goal, at) {
                    all_placed = false;
                    break;
                }
            }
            if !all_placed {
                self.cases = before;
                if let Some(place) = self.cases.get_mut(at) {
                    *place = case;
                }
            }
        }
        self.cases.retain(|case| !case.shows.is_empty());
    }

    /// Looks for a case, not this one, in which something can be shown as well.
    fn place_elsewhere(&mut self, goal: usize, not: usize) -> bool {
        let literals = self.literals(goal);
        let ways = literals.iter().map(|way| way.literal).collect();
        let any = self.goals.space.circuit.network.any(ways);
        self.goals.space.follow();
        let mut others: Vec<usize> = (0..self.cases.len()).filter(|at| *at != not).collect();
        others.retain(|at| {
            self.cases
                .get(*at)
                .is_some_and(|case| !case.shows.is_empty())
        });
        for at in others {
            let Some(draft) = self.cases.get(at).cloned() else {
                continue;
            };
            let mut wanted = self.goals.space.circuit.network.are(&draft.cube.bits());
            wanted.push(any);
            let SearchResult::Case(case) =
                self.goals.space.find(&wanted, BUDGET.goal_branches_more)
            else {
                continue;
            };
            let values = self.goals.space.values(&case);
            let Some(AskedWay { shown, literal }) =
                literals.iter().find(|way| holds(&values, way.literal))
            else {
                continue;
            };
            let reasons = self.goals.space.reasons(&case, &[*literal]);
            if let Some(place) = self.cases.get_mut(at) {
                place.cube = place.cube.with(&Cube::of(&reasons));
                place.shows.push(*shown);
            }
            return true;
        }
        false
    }

    /// Writes out every case; what a case cannot be found for once more is not found out.
    fn written(&mut self, found: &mut Cover) {
        self.goals.space.forget_new_nodes();
        self.goals.space.follow();
        for mut draft in std::mem::take(&mut self.cases) {
            draft.shows.sort_by_key(|shown| shown.goal);
            match self.case_of(&draft.cube) {
                Some(case) => found.cases.push(CoverCase {
                    answers: draft.cube.bits(),
                    case,
                    shows: draft.shows,
                }),
                None => found
                    .not_found_out
                    .extend(draft.shows.iter().map(|shown| shown.goal)),
            }
        }
    }
}

/// From how many starts things that exclude each other are looked for.
const STARTS: usize = 4;
