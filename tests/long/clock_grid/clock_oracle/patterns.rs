//! The grid of events: what may happen on which day after receipt.

use std::{fmt::Debug, thread};

use super::{Almanac, Case, Day, Ends, Had, Question, Reading};
use crate::clock_grid::{Met, counted};
use data_subject_rights::{
    calendar::{Date, Holidays},
    case::{Asked, Events},
    clock::{End, Powers, TimeLimits, read_holidays},
    source::SourceFile,
};

/// Days after receipt on which something was asked, and on which the answer came.
type Offsets = (i32, Option<i32>);

pub const fn answered(asked: i32, answered: i32) -> Offsets {
    (asked, Some(answered))
}

pub const fn open(asked: i32) -> Offsets {
    (asked, None)
}

pub const IDENTITY: &[Option<Offsets>] = &[
    None,
    Some(answered(0, 0)),
    Some(answered(1, 5)),
    Some(answered(3, 20)),
    Some(answered(12, 31)),
    Some(answered(28, 45)),
    Some(answered(31, 33)),
    Some(answered(40, 50)),
    Some(open(2)),
    Some(open(36)),
];

pub const FEE: &[Option<Offsets>] = &[
    None,
    Some(answered(0, 2)),
    Some(answered(5, 12)),
    Some(answered(20, 40)),
    Some(answered(33, 36)),
    Some(answered(60, 61)),
    Some(open(7)),
];

pub const AUTHORITY: &[Option<Offsets>] = &[
    None,
    Some(answered(2, 9)),
    Some(answered(25, 50)),
    Some(open(4)),
];

pub const QUESTIONS: &[&[Offsets]] = &[
    &[],
    // On the day of receipt; answered on the day it was asked.
    &[answered(0, 0)],
    &[answered(0, 3)],
    &[answered(4, 4)],
    &[answered(5, 12)],
    // Overlapping, one within another, the same days, touching, adjacent, apart.
    &[answered(5, 12), answered(10, 15)],
    &[answered(3, 10), answered(5, 7)],
    &[answered(3, 10), answered(3, 10)],
    &[answered(5, 8), answered(8, 12)],
    &[answered(5, 8), answered(9, 12)],
    &[answered(20, 22), answered(2, 4)],
    &[answered(6, 9), answered(7, 7)],
    // Over the end of the month, at it, after it, and within it only because of another.
    &[answered(25, 40)],
    &[answered(30, 33)],
    &[answered(31, 31)],
    &[answered(34, 40)],
    &[answered(29, 30), answered(32, 36)],
    &[answered(1, 60)],
    &[answered(45, 50), answered(80, 95)],
    // Three.
    &[answered(2, 4), answered(6, 6), answered(20, 31)],
    &[answered(0, 1), answered(1, 2), answered(2, 3)],
    &[answered(10, 20), answered(12, 14), answered(13, 25)],
    // Without an answer.
    &[open(0)],
    &[open(5)],
    &[answered(5, 9), open(20)],
    &[open(60), answered(5, 9)],
    &[answered(10, 12), open(10)],
];

/// When the person was told of a longer time.
#[derive(Debug, Clone, Copy)]
pub enum When {
    Never,
    After(i32),
    /// So many days after the last day for it, by the strict reading.
    Strictly(i32),
    /// The same by the later reading.
    AtTheLatest(i32),
}

pub const TOLD: &[When] = &[
    When::Never,
    When::After(0),
    When::After(15),
    When::After(33),
    When::After(75),
    When::Strictly(0),
    When::Strictly(1),
    When::AtTheLatest(0),
    When::AtTheLatest(1),
];

/// Exam results and complaints, which nothing else depends on: taken in turn.
pub const ANNOUNCED: [Option<i32>; 4] = [None, Some(20), Some(100), Some(160)];
pub const COMPLAINED: [Option<i32>; 3] = [None, Some(0), Some(17)];

/// One of each of the lists.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    pub identity: usize,
    pub fee: usize,
    pub authority: usize,
    pub questions: usize,
    pub told: usize,
    pub is_access: bool,
}

impl Pattern {
    const SIZES: [usize; 6] = [
        IDENTITY.len(),
        FEE.len(),
        AUTHORITY.len(),
        QUESTIONS.len(),
        TOLD.len(),
        2,
    ];

    pub const fn new(places: [usize; 6]) -> Self {
        Self {
            identity: places[0],
            fee: places[1],
            authority: places[2],
            questions: places[3],
            told: places[4],
            is_access: places[5] == 0,
        }
    }

    /// Nothing, everything alone, and every two together.
    pub fn pairs() -> Vec<Self> {
        let mut found = vec![Self::new([0; 6])];
        for (one, size) in Self::SIZES.into_iter().enumerate() {
            for first in 1..size {
                let mut places = [0; 6];
                places[one] = first;
                found.push(Self::new(places));
                for (other, size) in Self::SIZES.into_iter().enumerate().skip(one + 1) {
                    for second in 1..size {
                        let mut places = places;
                        places[other] = second;
                        found.push(Self::new(places));
                    }
                }
            }
        }
        found
    }

    /// Every one of each list with every one of the others, by number.
    pub fn of_all(mut number: usize) -> Self {
        Self::new(Self::SIZES.map(|size| {
            let place = number % size;
            number /= size;
            place
        }))
    }
}

/// One part of the country: the crate's holidays and the oracle's days.
pub struct Part {
    pub name: &'static str,
    pub holidays: Holidays,
    pub almanac: Almanac,
}

pub struct Grid {
    pub parts: [Part; 3],
    /// The crate's dates by the oracle's numbers.
    pub dates: Vec<Date>,
    pub pairs: Vec<Pattern>,
    pub first: Day,
    pub last: Day,
}

/// How many patterns out of all there are, besides the pairs, each day of receipt gets: others each time.
pub const OF_ALL: usize = 120;

impl Grid {
    pub fn new() -> Self {
        let parts = ["england-and-wales", "northern-ireland", "scotland"].map(|name| {
            let path = format!("{}/rules/calendars/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"));
            Part {
                name,
                almanac: Almanac::of(&text),
                holidays: read_holidays(&SourceFile::new(name, text))
                    .unwrap_or_else(|faults| panic!("{faults}")),
            }
        });
        let almanac = &parts[0].almanac;
        let dates = almanac.names().iter().map(|name| {
            Date::new(name.year as i16, name.month as i8, name.day as i8).expect("a date")
        });
        Self {
            dates: dates.collect(),
            pairs: Pattern::pairs(),
            first: almanac.day(2018, 5, 25),
            last: almanac.day(2035, 12, 31),
            parts,
        }
    }

    pub fn patterns(&self) -> usize {
        self.pairs.len() + OF_ALL
    }

    pub fn len(&self) -> usize {
        (self.last - self.first + 1) as usize * self.parts.len() * self.patterns()
    }

    /// A fair sample: numbers at one distance, which meets every pattern, every part and days all over the years.
    pub fn sample(&self, size: usize, from: usize) -> impl Fn(usize) -> Option<usize> + Sync {
        let round = self.patterns() * self.parts.len();
        let mut distance = (self.len() / size).max(1);
        while (2..=distance).any(|by| distance.is_multiple_of(by) && round.is_multiple_of(by)) {
            distance -= 1;
        }
        let (from, len) = (from % distance, self.len());
        move |number| Some(from + number * distance).filter(|at| *at < len)
    }

    /// The case of a number, and the part of the country that it is in.
    pub fn case(&self, number: usize) -> (&Part, Case) {
        let turn = number / self.patterns();
        let part = &self.parts[turn % self.parts.len()];
        let received = self.first + (turn / self.parts.len()) as Day;
        let place = number % self.patterns();
        let pattern = self.pairs.get(place).copied().unwrap_or_else(|| {
            let so_far = turn * OF_ALL + place - self.pairs.len();
            // A prime that divides no size of a list: all are met before one comes again.
            Pattern::of_all(so_far.wrapping_mul(15_485_863))
        });
        let question = |(asked, answered): Offsets| Question {
            asked: received + asked,
            answered: answered.map(|days| received + days),
        };
        let mut case = Case {
            received,
            is_access: pattern.is_access,
            identity: IDENTITY[pattern.identity].map(question),
            authority: AUTHORITY[pattern.authority].map(question),
            fee: FEE[pattern.fee].map(question),
            questions: QUESTIONS[pattern.questions]
                .iter()
                .copied()
                .map(question)
                .collect(),
            told: None,
            announced: ANNOUNCED[number / 5 % ANNOUNCED.len()].map(|days| received + days),
            complained: COMPLAINED[number / 5 % COMPLAINED.len()].map(|days| received + days),
        };
        let first = |reading| counted(part, &case, reading, Had::ALL).first;
        // Where the month has no end yet, any day will do.
        let end = |reading| first(reading).day().unwrap_or(received + 40);
        case.told = match TOLD[pattern.told] {
            When::Never => None,
            When::After(days) => Some(received + days),
            When::Strictly(days) => Some(end(Reading::STRICT) + days),
            When::AtTheLatest(days) => Some(end(Reading::LATER) + days),
        };
        (part, case)
    }

    pub fn events(&self, case: &Case) -> Events {
        let date = |day: Day| self.dates[day as usize];
        let asked = |question: Question| Asked {
            on: date(question.asked),
            answered: question.answered.map(date),
        };
        let mut events = Events::received(date(case.received));
        events.identity = case.identity.map(asked);
        events.authority = case.authority.map(asked);
        events.fee = case.fee.map(asked);
        events.clarifications = case.questions.iter().copied().map(asked).collect();
        events.extension_told = case.told.map(date);
        events.results_announced = case.announced.map(date);
        events.complained = case.complained.map(date);
        events
    }

    pub fn limits(&self, part: &Part, case: &Case, powers: Powers) -> TimeLimits {
        TimeLimits::of(&self.events(case), case.is_access, powers, &part.holidays)
            .unwrap_or_else(|error| panic!("{error}: {}", self.in_words(part, case)))
    }

    pub fn in_words(&self, part: &Part, case: &Case) -> String {
        let access = if case.is_access { "" } else { ", no access" };
        format!("{}{access}: {:?}", part.name, self.events(case))
    }

    /// Where a limit ends, as the crate says it.
    pub fn end(&self, part: &Part, ends: Ends) -> End {
        let date = |day: Day| self.dates[day as usize];
        match ends {
            Ends::By(day) => End::By {
                day: date(day),
                provisional: part.almanac.is_provisional(day),
            },
            Ends::Paused(since) => End::Paused { since: date(since) },
            Ends::NotBegun(since) => End::NotBegun { since: date(since) },
        }
    }

    /// Runs over the numbers that are given, on two threads, and adds up what was met.
    pub fn run(
        &self,
        numbers: impl Fn(usize) -> Option<usize> + Sync,
        check: impl Fn(&Part, &Case, &mut Met) + Sync,
    ) -> Met {
        let run = |odd: usize| {
            let mut met = Met::default();
            let mut at = odd;
            while let Some(number) = numbers(at) {
                let (part, case) = self.case(number);
                check(part, &case, &mut met);
                met.cases += 1;
                at += 2;
            }
            met
        };
        let (even, odd) = thread::scope(|scope| {
            let other = scope.spawn(|| run(1));
            (run(0), other.join())
        });
        even.and(odd.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    }
}
