//! Few cases that show everything there is to show about a book, and how many it takes at least.

use super::{
    aims::{Aim, Aims, Way},
    cube::Cube,
    search::Found,
    space::holds,
};
use crate::{circuit::Literal, engine::Target, law::Right};

/// How many failed ways the search for a case may take.
const TRIES: usize = 200;

/// How many it may take where that was not enough.
const LONGER: usize = 2_000;

/// How many it may take to show one thing more in the same case.
const MORE: usize = 20;

/// How many ways to show one thing are kept.
const WAYS: usize = 4;

/// Something shown in a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// What is shown, by its place.
    pub(crate) aim: usize,
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
pub(crate) struct Chosen {
    /// The answers that it takes to show everything that it shows, whatever the others are.
    pub(crate) answers: Vec<(usize, bool)>,
    /// A whole case with these answers: the bits that are so or not; every other is "no".
    pub(crate) case: Vec<(usize, bool)>,
    pub(crate) shows: Vec<Shown>,
}

/// Cases that show everything there is to show.
#[derive(Debug, Default)]
pub(crate) struct Least {
    pub(crate) cases: Vec<Chosen>,
    /// So many cases it takes, however they are chosen: no two of these can be shown in one case.
    pub(crate) apart: Vec<usize>,
    /// What no case shows.
    pub(crate) never: Vec<usize>,
    /// What could not be found out.
    pub(crate) not_found_out: Vec<usize>,
}

/// The rights that a request may ask for so that something is decided, each with the bits that asking for it makes
/// known.
pub(crate) type AskedFor<'a> = &'a dyn Fn(Target) -> Vec<(Right, Vec<(usize, bool)>)>;

/// Chooses few cases that show all of these.
pub(crate) fn least(aims: &mut Aims<'_>, all: &[Aim], asked_for: AskedFor<'_>) -> Least {
    let mut found = Least::default();
    let mut choosing = Choosing {
        aims,
        all,
        asked_for,
        ways: vec![Vec::new(); all.len()],
        cases: Vec::new(),
    };
    choosing.every_way(&mut found);
    let order = choosing.hardest_first();
    found.apart = choosing.apart(&order);
    for aim in found.apart.iter().chain(&order) {
        if !choosing.is_shown(*aim) && !choosing.place(*aim) {
            found.not_found_out.push(*aim);
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
    aims: &'c mut Aims<'b>,
    all: &'c [Aim],
    asked_for: AskedFor<'c>,
    /// Ways to show each, with the answers that force what is shown.
    ways: Vec<Vec<(Shown, Cube)>>,
    cases: Vec<Draft>,
}

impl Choosing<'_, '_> {
    /// Finds ways to show each thing, one after another, so that no network grows large.
    fn every_way(&mut self, found: &mut Least) {
        let mut open = Vec::new();
        for aim in 0..self.all.len() {
            match self.some_ways(aim, TRIES) {
                Shows::InSome => {}
                Shows::InNone => found.never.push(aim),
                Shows::NotFoundOut => open.push(aim),
            }
        }
        self.aims.is_careful = true;
        for aim in open {
            match self.some_ways(aim, LONGER) {
                Shows::InSome => {}
                Shows::InNone => found.never.push(aim),
                Shows::NotFoundOut => found.not_found_out.push(aim),
            }
        }
        self.aims.is_careful = false;
        found.never.sort_unstable();
        self.aims.space.forget_new_nodes();
        self.aims.space.follow();
    }

    /// Finds some ways to show one thing.
    fn some_ways(&mut self, aim: usize, tries: usize) -> Shows {
        let literals = self.literals(aim);
        self.aims.space.follow();
        // A question that no rule asks is not there to be shown.
        let mut shows = if literals.is_empty() && !self.is_of_a_rule(aim) {
            Shows::InSome
        } else {
            Shows::InNone
        };
        let mut ways: Vec<(Shown, Cube)> = Vec::new();
        for AskedWay { shown, literal } in literals {
            if ways.len() == WAYS {
                break;
            }
            match self.aims.space.find(&[literal], tries) {
                Found::Case(case) => {
                    let reasons = self.aims.space.reasons(&case, &[literal]);
                    ways.push((shown, Cube::of(&reasons)));
                }
                Found::None => {}
                Found::GaveUp => shows = Shows::NotFoundOut,
            }
        }
        if !ways.is_empty() {
            shows = Shows::InSome;
        }
        if let Some(place) = self.ways.get_mut(aim) {
            *place = ways;
        }
        shows
    }

    /// Whether it is there to be shown whatever the book says of it: a rule is, and a day on which one begins or has
    /// ended; a question that no rule asks is not.
    fn is_of_a_rule(&self, aim: usize) -> bool {
        match self.all.get(aim) {
            Some(Aim::Answer(fact, _)) => self.aims.is_asked(*fact),
            known => known.is_some(),
        }
    }

    /// The ways to show something, each with what asking for it says; the only new literals.
    fn literals(&mut self, at: usize) -> Vec<AskedWay> {
        self.aims.space.forget_new_nodes();
        let Some(aim) = self.all.get(at) else {
            return Vec::new();
        };
        let mut asked = Vec::new();
        for Way { target, literal } in self.aims.ways(aim) {
            for (right, bits) in (self.asked_for)(target) {
                let network = &mut self.aims.space.world.network;
                let mut all = network.are(&bits);
                all.push(literal);
                let shown = Shown {
                    aim: at,
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

    fn ways(&self, aim: usize) -> &[(Shown, Cube)] {
        self.ways.get(aim).map_or(&[], Vec::as_slice)
    }

    fn is_shown(&self, aim: usize) -> bool {
        let mut shown = self.cases.iter().flat_map(|case| &case.shows);
        shown.any(|shown| shown.aim == aim)
    }

    /// Whether the ways found to show two things contradict each other, each each.
    fn seems_to_exclude(&self, one: usize, other: usize) -> bool {
        let mut ways = self.ways(one).iter();
        !ways.any(|(_, cube)| self.ways(other).iter().any(|(_, other)| cube.fits(other)))
    }

    /// What can be shown, that which fits to the fewest others first.
    fn hardest_first(&self) -> Vec<usize> {
        let can_be = (0..self.all.len()).filter(|aim| !self.ways(*aim).is_empty());
        let can_be: Vec<usize> = can_be.collect();
        let mut order: Vec<(usize, usize)> = can_be
            .iter()
            .map(|aim| {
                let others = can_be.iter();
                let excluded = others.filter(|other| self.seems_to_exclude(*aim, **other));
                (excluded.count(), *aim)
            })
            .collect();
        order.sort_unstable_by_key(|(excluded, aim)| (std::cmp::Reverse(*excluded), *aim));
        order.into_iter().map(|(_, aim)| aim).collect()
    }

    /// Many things of which no two can be shown in one case.
    fn apart(&mut self, order: &[usize]) -> Vec<usize> {
        // Exemptions that take one and the same thing do so each in a case of its own.
        let mut taken: Vec<(Target, Vec<usize>)> = Vec::new();
        for aim in order {
            if let Some(Aim::Takes(_, target)) = self.all.get(*aim) {
                match taken.iter_mut().find(|(known, _)| known == target) {
                    Some((_, takers)) => takers.push(*aim),
                    None => taken.push((*target, vec![*aim])),
                }
            }
        }
        taken.sort_by_key(|(_, takers)| std::cmp::Reverse(takers.len()));
        let starts = taken.into_iter().map(|(_, takers)| takers).take(STARTS);
        let starts: Vec<Vec<usize>> = starts.chain([Vec::new()]).collect();
        let mut best: Vec<usize> = Vec::new();
        for start in starts {
            let mut guessed: Vec<usize> = Vec::new();
            for aim in start.iter().chain(order) {
                let mut known = guessed.iter();
                if known.all(|known| known != aim && self.seems_to_exclude(*known, *aim)) {
                    guessed.push(*aim);
                }
            }
            if guessed.len() > best.len() {
                let apart = self.certainly_apart(&guessed);
                if apart.len() > best.len() {
                    best = apart;
                }
            }
        }
        best
    }

    /// Of things that seem to exclude each other those that certainly do: whatever way each is shown, what that
    /// forces contradicts what the other forces.
    fn certainly_apart(&mut self, guessed: &[usize]) -> Vec<usize> {
        let mut apart: Vec<(usize, Vec<Cube>)> = Vec::new();
        for aim in guessed {
            let ways = self.literals(*aim);
            self.aims.space.follow();
            let forced = ways.iter();
            let forced = forced.filter_map(|way| self.aims.space.forced(way.literal));
            let forced: Vec<Cube> = forced.map(|nodes| Cube::of(&nodes)).collect();
            let excludes = |known: &[Cube]| {
                let mut pairs = known
                    .iter()
                    .flat_map(|one| forced.iter().map(move |other| (one, other)));
                pairs.all(|(one, other)| !one.fits(other))
            };
            if apart.iter().all(|(_, known)| excludes(known)) {
                apart.push((*aim, forced));
            }
        }
        self.aims.space.forget_new_nodes();
        self.aims.space.follow();
        apart.into_iter().map(|(aim, _)| aim).collect()
    }

    /// Shows something in the case where it takes the fewest answers more, or in a new one. False where not even that
    /// was found to be a case.
    fn place(&mut self, aim: usize) -> bool {
        let mut fitting: Vec<(u32, usize, usize)> = Vec::new();
        for (way, (_, cube)) in self.ways(aim).iter().enumerate() {
            for (at, case) in self.cases.iter().enumerate() {
                if case.cube.fits(cube) {
                    fitting.push((case.cube.new_in(cube), at, way));
                }
            }
        }
        fitting.sort_unstable();
        for (_, at, way) in fitting {
            if self.bring_in(aim, at, way) {
                return true;
            }
        }
        let new = self.cases.len();
        self.cases.push(Draft::default());
        let is_placed = (0..self.ways(aim).len()).any(|way| self.bring_in(aim, new, way));
        if !is_placed {
            self.cases.pop();
        }
        is_placed
    }

    /// Shows something in a case, in this way, where such a case can be.
    fn bring_in(&mut self, aim: usize, at: usize, way: usize) -> bool {
        let Some((shown, cube)) = self.ways(aim).get(way).cloned() else {
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
        let wanted = self.aims.space.world.network.are(&cube.bits());
        match self.aims.space.find(&wanted, TRIES) {
            Found::Case(case) => Some(case),
            Found::None | Found::GaveUp => None,
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
                if !self.place_elsewhere(shown.aim, at) {
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
    fn place_elsewhere(&mut self, aim: usize, not: usize) -> bool {
        let literals = self.literals(aim);
        let ways = literals.iter().map(|way| way.literal).collect();
        let any = self.aims.space.world.network.any(ways);
        self.aims.space.follow();
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
            let mut wanted = self.aims.space.world.network.are(&draft.cube.bits());
            wanted.push(any);
            let Found::Case(case) = self.aims.space.find(&wanted, MORE) else {
                continue;
            };
            let values = self.aims.space.values(&case);
            let Some(AskedWay { shown, literal }) =
                literals.iter().find(|way| holds(&values, way.literal))
            else {
                continue;
            };
            let reasons = self.aims.space.reasons(&case, &[*literal]);
            if let Some(place) = self.cases.get_mut(at) {
                place.cube = place.cube.with(&Cube::of(&reasons));
                place.shows.push(*shown);
            }
            return true;
        }
        false
    }

    /// Writes out every case; what a case cannot be found for once more is not found out.
    fn written(&mut self, found: &mut Least) {
        self.aims.space.forget_new_nodes();
        self.aims.space.follow();
        for mut draft in std::mem::take(&mut self.cases) {
            draft.shows.sort_by_key(|shown| shown.aim);
            match self.case_of(&draft.cube) {
                Some(case) => found.cases.push(Chosen {
                    answers: draft.cube.bits(),
                    case,
                    shows: draft.shows,
                }),
                None => found
                    .not_found_out
                    .extend(draft.shows.iter().map(|shown| shown.aim)),
            }
        }
    }
}

/// From how many starts things that exclude each other are looked for.
const STARTS: usize = 4;
