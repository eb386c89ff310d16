//! Time limits over a grid: every day of receipt from 25 May 2018 to the end of 2035, the calendars of all three parts
//! of the country, and patterns of what was asked, answered and told. An oracle that counts day by day says the same.

mod clock_oracle;

use std::{fmt::Debug, thread};

use clock_oracle::{
    Almanac, Case, Counting, Day, Ends, Had, Outcome, Question, Reading, Told, acknowledgement,
};
use data_subject_rights::{
    calendar::{Date, Holidays},
    case::{Asked, Events},
    clock::{End, Extension, Limit, Powers, Span, TimeLimits, read_holidays},
    fact::Truth,
    source::SourceFile,
};

/// Days after receipt on which something was asked, and on which the answer came.
type Offsets = (i32, Option<i32>);

const fn answered(asked: i32, answered: i32) -> Offsets {
    (asked, Some(answered))
}

const fn open(asked: i32) -> Offsets {
    (asked, None)
}

const IDENTITY: &[Option<Offsets>] = &[
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

const FEE: &[Option<Offsets>] = &[
    None,
    Some(answered(0, 2)),
    Some(answered(5, 12)),
    Some(answered(20, 40)),
    Some(answered(33, 36)),
    Some(answered(60, 61)),
    Some(open(7)),
];

const AUTHORITY: &[Option<Offsets>] = &[
    None,
    Some(answered(2, 9)),
    Some(answered(25, 50)),
    Some(open(4)),
];

const QUESTIONS: &[&[Offsets]] = &[
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
enum When {
    Never,
    After(i32),
    /// So many days after the last day for it, by the strict reading.
    Strictly(i32),
    /// The same by the later reading.
    AtTheLatest(i32),
}

const TOLD: &[When] = &[
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
const ANNOUNCED: [Option<i32>; 4] = [None, Some(20), Some(100), Some(160)];
const COMPLAINED: [Option<i32>; 3] = [None, Some(0), Some(17)];

/// One of each of the lists.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    identity: usize,
    fee: usize,
    authority: usize,
    questions: usize,
    told: usize,
    is_access: bool,
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

    const fn new(places: [usize; 6]) -> Self {
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
    fn pairs() -> Vec<Self> {
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
    fn of_all(mut number: usize) -> Self {
        Self::new(Self::SIZES.map(|size| {
            let place = number % size;
            number /= size;
            place
        }))
    }
}

/// One part of the country: the crate's holidays and the oracle's days.
struct Part {
    name: &'static str,
    holidays: Holidays,
    almanac: Almanac,
}

struct Grid {
    parts: [Part; 3],
    /// The crate's dates by the oracle's numbers.
    dates: Vec<Date>,
    pairs: Vec<Pattern>,
    first: Day,
    last: Day,
}

/// How many patterns out of all there are, besides the pairs, each day of receipt gets: others each time.
const OF_ALL: usize = 120;

impl Grid {
    fn new() -> Self {
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

    fn patterns(&self) -> usize {
        self.pairs.len() + OF_ALL
    }

    fn len(&self) -> usize {
        (self.last - self.first + 1) as usize * self.parts.len() * self.patterns()
    }

    /// A fair sample: numbers at one distance, which meets every pattern, every part and days all over the years.
    fn sample(&self, size: usize, from: usize) -> impl Fn(usize) -> Option<usize> + Sync {
        let round = self.patterns() * self.parts.len();
        let mut distance = (self.len() / size).max(1);
        while (2..=distance).any(|by| distance.is_multiple_of(by) && round.is_multiple_of(by)) {
            distance -= 1;
        }
        let (from, len) = (from % distance, self.len());
        move |number| Some(from + number * distance).filter(|at| *at < len)
    }

    /// The case of a number, and the part of the country that it is in.
    fn case(&self, number: usize) -> (&Part, Case) {
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

    fn events(&self, case: &Case) -> Events {
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

    fn limits(&self, part: &Part, case: &Case, powers: Powers) -> TimeLimits {
        TimeLimits::of(&self.events(case), case.is_access, powers, &part.holidays)
            .unwrap_or_else(|error| panic!("{error}: {}", self.in_words(part, case)))
    }

    fn in_words(&self, part: &Part, case: &Case) -> String {
        let access = if case.is_access { "" } else { ", no access" };
        format!("{}{access}: {:?}", part.name, self.events(case))
    }

    /// Where a limit ends, as the crate says it.
    fn end(&self, part: &Part, ends: Ends) -> End {
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
    fn run(
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

fn counted(part: &Part, case: &Case, reading: Reading, had: Had) -> Outcome {
    Counting::new(&part.almanac, case, reading, had).outcome()
}

/// A kind of case that the grid must hold, lest a test says nothing.
#[derive(Debug, Clone, Copy)]
enum Kind {
    OldLaw,
    NewLaw,
    NoAccess,
    Restarted,
    AskedTooLate,
    NotBegun,
    Paused,
    DaysLeftOut,
    QuestionTooLate,
    QuestionWithinThreeMonths,
    OrderOfDaysAndMonths,
    ToldInTime,
    ToldTooLate,
    ToldInTimeByTheLaterReading,
    TwoReadings,
    TwoReadingsOfTheOldLaw,
    NoDayByTheLaterReading,
    OverAHoliday,
    Provisional,
    MarksByTheAnnouncement,
    MarksByTheMonths,
    Complained,
}

const KINDS: usize = Kind::Complained as usize + 1;

/// What was met on the way.
#[derive(Default)]
struct Met {
    cases: u64,
    kinds: [u64; KINDS],
    /// Pairs that were put side by side, and pairs that were not, for something was in time in one of them only.
    compared: u64,
    apart: u64,
}

impl Met {
    fn note(&mut self, kind: Kind, is_met: bool) {
        self.kinds[kind as usize] += u64::from(is_met);
    }

    fn and(mut self, other: Self) -> Self {
        self.cases += other.cases;
        self.compared += other.compared;
        self.apart += other.apart;
        for (ours, theirs) in self.kinds.iter_mut().zip(other.kinds) {
            *ours += theirs;
        }
        self
    }

    fn read(&mut self, part: &Part, case: &Case, strict: &Outcome, later: &Outcome) {
        let is_new = case.received >= part.almanac.day(2026, 2, 5);
        let day = strict.answer.day();
        let left_out = strict.left_out > 0;
        let asked = |questions: usize| case.is_access && questions < case.questions.len();
        let two = later.answer.rank() > strict.answer.rank();
        for (kind, is_met) in [
            (Kind::OldLaw, !is_new),
            (Kind::NewLaw, is_new),
            (Kind::NoAccess, !case.is_access),
            (
                Kind::Restarted,
                strict.start.day().is_some_and(|day| day > case.received),
            ),
            (Kind::AskedTooLate, strict.moved.asked_too_late),
            (Kind::NotBegun, matches!(strict.answer, Ends::NotBegun(_))),
            (Kind::Paused, matches!(strict.answer, Ends::Paused(_))),
            (Kind::DaysLeftOut, left_out && day.is_some()),
            (
                Kind::QuestionTooLate,
                is_new && day.is_some() && asked(strict.moved.questions[0]),
            ),
            (
                Kind::QuestionWithinThreeMonths,
                strict.moved.questions[0] < strict.moved.questions[1],
            ),
            (Kind::ToldInTime, strict.told == Told::InTime),
            (Kind::ToldTooLate, matches!(strict.told, Told::TooLate(_))),
            (
                Kind::ToldInTimeByTheLaterReading,
                matches!(strict.told, Told::TooLate(_)) && later.told == Told::InTime,
            ),
            (Kind::TwoReadings, two && is_new),
            (Kind::TwoReadingsOfTheOldLaw, two && !is_new),
            (
                Kind::NoDayByTheLaterReading,
                day.is_some() && later.answer.day().is_none(),
            ),
            (
                Kind::OverAHoliday,
                day.is_some_and(|day| part.almanac.is_holiday(day - 1)),
            ),
            (
                Kind::Provisional,
                day.is_some_and(|day| part.almanac.is_provisional(day)),
            ),
            (
                Kind::MarksByTheAnnouncement,
                is_announced(part, case, strict),
            ),
            (
                Kind::MarksByTheMonths,
                strict.start.day().is_some() && !is_announced(part, case, strict),
            ),
            (Kind::Complained, case.complained.is_some()),
        ] {
            self.note(kind, is_met);
        }
        if left_out && day.is_some() {
            let reading = Reading {
                end_of_month: true,
                ..Reading::STRICT
            };
            let other = counted(part, case, reading, Had::ALL);
            self.note(
                Kind::OrderOfDaysAndMonths,
                other.first.rank() > strict.first.rank(),
            );
        }
    }

    /// Every kind of case was there.
    fn expect_every_kind(&self) {
        let names = format!("{:?}", self.kinds);
        for (at, count) in self.kinds.iter().enumerate() {
            assert!(*count > 0, "no case of kind {at}: {names}");
        }
    }
}

/// Whether the announcement of the results ends the time for marks.
fn is_announced(part: &Part, case: &Case, outcome: &Outcome) -> bool {
    let Some(start) = outcome.start.day() else {
        return false;
    };
    let months = part
        .almanac
        .working_day(part.almanac.months_after(start, 5));
    outcome.marks.day().is_some_and(|day| day < months) && case.announced.is_some()
}

/// The oracle says of a case what the crate says of it.
fn agree(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    let found = grid.limits(part, case, Powers::all(Truth::Yes));
    let strict = counted(part, case, Reading::STRICT, Had::ALL);
    let later = counted(part, case, Reading::LATER, Had::ALL);
    met.read(part, case, &strict, &later);
    let same = |what: &str, ours: &dyn Debug, theirs: &dyn Debug, is_same: bool| {
        assert!(
            is_same,
            "{what}: the oracle says {ours:?}, the crate {theirs:?}\n{}",
            grid.in_words(part, case)
        );
    };
    for (what, limit, of) in [
        (
            "the relevant time",
            &found.relevant_time,
            (|outcome| outcome.start) as fn(&Outcome) -> Ends,
        ),
        ("the notice", &found.extension_notice, |outcome| {
            outcome.first
        }),
        ("the answer", &found.answer, |outcome| outcome.answer),
        ("the longer time", &found.extended, |outcome| outcome.third),
    ] {
        let (by, then) = (of(&strict), of(&later));
        assert!(
            then.rank() >= by.rank(),
            "{what} is earlier by the later reading, {then:?}: {by:?}\n{}",
            grid.in_words(part, case)
        );
        // The relevant time is a day that came, working or not: nothing of it rests on holidays.
        let end = |ends: Ends| match grid.end(part, ends) {
            End::By { day, .. } if what == "the relevant time" => End::By {
                day,
                provisional: false,
            },
            end => end,
        };
        let then = (then.rank() > by.rank()).then(|| end(then));
        let by = end(by);
        let theirs = (
            limit.certain.by,
            limit.certain.later.map(|later| later.by),
            limit.if_open,
        );
        same(what, &(by, then), &theirs, theirs == (by, then, None));
        let named = limit
            .certain
            .later
            .is_none_or(|later| !later.reading.is_empty());
        same("the reading", &"a reading", &limit.certain.later, named);
    }
    // While the time has not begun the crate gives marks no day, whatever was announced, and takes no notice of what was
    // told; nothing here says whether it should.
    if strict.start.day().is_some() {
        let told = match strict.told {
            Told::Nobody => Extension::NotTold,
            Told::InTime => Extension::InTime,
            Told::WithoutTheGround => Extension::WithoutTheGround,
            Told::TooLate(last) => Extension::TooLate {
                last_day: grid.dates[last as usize],
            },
        };
        same("told", &told, &found.extension, told == found.extension);
        let date = |ends: Ends| ends.day().map(|day| grid.dates[day as usize]);
        let by = date(strict.marks);
        same("marks", &by, &found.marks, by == found.marks.by());
        // The crate calls a day that the announcement gives provisional where the end of the five months is.
        if !is_announced(part, case, &strict) {
            let by = grid.end(part, strict.marks);
            same("marks", &by, &found.marks, by == found.marks.certain.by);
        }
        if later.start.day().is_some() {
            let theirs = found.marks.certain.later.and_then(|later| later.by.day());
            let theirs = theirs.filter(|day| Some(*day) != by);
            let then = date(later.marks).filter(|day| Some(*day) != by);
            same("marks at the latest", &then, &theirs, then == theirs);
        }
    }
    let left_out = found.days_not_counted;
    same(
        "days",
        &strict.left_out,
        &left_out,
        strict.left_out == left_out,
    );
    let acknowledged = case
        .complained
        .map(|day| grid.end(part, Ends::By(acknowledgement(&part.almanac, day))));
    same(
        "the acknowledgement",
        &acknowledged,
        &found.acknowledgement,
        acknowledged == found.acknowledgement,
    );
}

/// The limits of a case, by name.
fn all(limits: &TimeLimits) -> [(&'static str, Limit); 5] {
    [
        ("the relevant time", limits.relevant_time),
        ("the notice", limits.extension_notice),
        ("the answer", limits.answer),
        ("the longer time", limits.extended),
        ("marks", limits.marks),
    ]
}

/// For putting ends in order: what has no day comes after every day, and then by the day since which it waits.
fn rank(end: End) -> (Date, Date) {
    match end {
        End::By { day, .. } => (day, day),
        End::Paused { since } | End::NotBegun { since } => (Date::MAX, since),
    }
}

fn latest(span: &Span) -> End {
    span.later.map_or(span.by, |later| later.by)
}

/// Nothing ends later by the strict reading than by the later one.
fn the_strict_day_is_the_earlier(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    for (what, limit) in all(&grid.limits(part, case, Powers::all(Truth::Yes))) {
        let Some(later) = limit.certain.later else {
            continue;
        };
        met.compared += 1;
        assert!(
            rank(limit.certain.by) <= rank(later.by),
            "{what}: {limit:?}\n{}",
            grid.in_words(part, case)
        );
    }
}

/// The same a day later, from receipt to the last answer, ends no earlier.
fn a_day_later_ends_no_earlier(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    let next = case.later(1);
    let days = |year, month, day| {
        let day = part.almanac.day(year, month, day);
        move |before: Day| before < day && before + 1 >= day
    };
    if days(2026, 2, 5)(case.received) {
        return;
    }
    // The practice of the regulator changed on two days, of which the strict reading knows nothing.
    let over_a_practice = days(2019, 8, 15)(case.received)
        || case
            .questions
            .iter()
            .any(|question| days(2020, 10, 21)(question.asked));
    let outcome = |case, reading| {
        let outcome = counted(part, case, reading, Had::ALL);
        (outcome.moved, std::mem::discriminant(&outcome.told))
    };
    // A month that ends on a weekend or a holiday is longer than that of the next day, so that what was asked or told on
    // the same day after receipt can be in time for one request and too late for the next: two different cases.
    let alike = |reading| {
        let (ours, theirs) = (outcome(case, reading), outcome(&next, reading));
        [ours.0 == theirs.0, ours == theirs]
    };
    let strict = alike(Reading::STRICT);
    let later = alike(Reading::LATER).map(|alike| alike && !over_a_practice);
    let powers = Powers::all(Truth::Yes);
    let ours = all(&grid.limits(part, case, powers));
    let theirs = all(&grid.limits(part, &next, powers));
    for ((what, ours), (_, theirs)) in ours.iter().zip(&theirs) {
        let (ours, theirs) = (ours.certain, theirs.certain);
        // Of what was told only the answer knows.
        let told = usize::from(*what == "the answer");
        if !strict[told] {
            met.apart += 1;
            continue;
        }
        met.compared += 1;
        let none_earlier = rank(ours.by) <= rank(theirs.by)
            && (!later[told] || rank(latest(&ours)) <= rank(latest(&theirs)));
        assert!(
            none_earlier,
            "{what}: {ours:?}, and a day later {theirs:?}\n{}",
            grid.in_words(part, case)
        );
    }
}

/// An answer that comes a day later, or not at all, ends nothing earlier.
fn a_longer_pause_ends_no_earlier(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    if !case.is_access || case.questions.is_empty() {
        return;
    }
    let powers = Powers::all(Truth::Yes);
    let ours = all(&grid.limits(part, case, powers));
    for place in 0..case.questions.len() {
        let Some(answered) = case.questions[place].answered else {
            continue;
        };
        for longer in [Some(answered + 1), Some(answered + 9), None] {
            let mut slower = case.clone();
            slower.questions[place].answered = longer;
            let theirs = all(&grid.limits(part, &slower, powers));
            met.compared += 1;
            for ((what, ours), (_, theirs)) in ours.iter().zip(&theirs) {
                let (ours, theirs) = (ours.certain, theirs.certain);
                let day = |end: End| end.day().unwrap_or(Date::MAX);
                assert!(
                    day(ours.by) <= day(theirs.by) && day(latest(&ours)) <= day(latest(&theirs)),
                    "{what}: {ours:?}, and with a longer pause {theirs:?}\n{}\n{}",
                    grid.in_words(part, case),
                    grid.in_words(part, &slower)
                );
            }
        }
    }
}

/// What is certain while powers are open is what it is without them, and what is if they were there is what it is
/// with them.
fn open_powers_are_none_and_all(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    let limits = |truth| grid.limits(part, case, Powers::all(truth));
    let (open, no, yes) = (
        limits(Truth::Unknown),
        limits(Truth::No),
        limits(Truth::Yes),
    );
    assert_eq!(open.extension, no.extension);
    assert_eq!(open.days_not_counted, no.days_not_counted);
    assert_eq!(open.acknowledgement, no.acknowledgement);
    for (((what, open), (_, no)), (_, yes)) in all(&open).iter().zip(&all(&no)).zip(&all(&yes)) {
        assert!(no.if_open.is_none() && yes.if_open.is_none());
        let beside = open.if_open.unwrap_or(open.certain);
        met.compared += u64::from(open.if_open.is_some());
        assert!(
            open.certain == no.certain
                && beside == yes.certain
                && open.if_open.is_some() == (no.certain != yes.certain),
            "{what}: {open:?}, without {no:?}, with {yes:?}\n{}",
            grid.in_words(part, case)
        );
    }
}

/// Some powers there, some not and some open: the oracle counts with the first alone, and with the open ones too.
fn some_powers_are_open(grid: &Grid, part: &Part, case: &Case, met: &mut Met) {
    // Each of the 243 ways in turn.
    let mut number = met.cases as usize;
    let truths = [(); 5].map(|()| {
        let truth = [Truth::No, Truth::Unknown, Truth::Yes][number % 3];
        number /= 3;
        truth
    });
    let [identity, authority, fee, clarification, extension] = truths;
    let powers = Powers {
        identity,
        authority,
        fee,
        clarification,
        extension,
    };
    let found = grid.limits(part, case, powers);
    let had = |least: &[Truth]| {
        let [identity, authority, fee, clarification, extension] =
            truths.map(|truth| least.contains(&truth));
        Had {
            identity,
            authority,
            fee,
            clarification,
            extension,
        }
    };
    let span = |had: Had, of: fn(&Outcome) -> Ends| {
        let by = of(&counted(part, case, Reading::STRICT, had));
        let later = of(&counted(part, case, Reading::LATER, had));
        let is_later = later.rank() > by.rank();
        (grid.end(part, by), is_later.then(|| grid.end(part, later)))
    };
    for (what, limit, of) in [
        (
            "the notice",
            &found.extension_notice,
            (|outcome| outcome.first) as fn(&Outcome) -> Ends,
        ),
        ("the answer", &found.answer, |outcome| outcome.answer),
        ("the longer time", &found.extended, |outcome| outcome.third),
    ] {
        let said = |span: &Span| (span.by, span.later.map(|later| later.by));
        let certain = span(had(&[Truth::Yes]), of);
        let beside = span(had(&[Truth::Yes, Truth::Unknown]), of);
        let crate_beside = limit.if_open.map_or(certain, |open| said(&open));
        met.compared += u64::from(certain != beside);
        assert!(
            said(&limit.certain) == certain && crate_beside == beside,
            "{what}: {certain:?}, {beside:?}, the crate says {limit:?}\n{powers:?}\n{}",
            grid.in_words(part, case)
        );
    }
}

type Check = fn(&Grid, &Part, &Case, &mut Met);

/// What holds for any case, whatever the oracle says of it.
const WHAT_HOLDS: [(&str, Check); 5] = [
    ("the strict day", the_strict_day_is_the_earlier),
    ("a day later", a_day_later_ends_no_earlier),
    ("a longer pause", a_longer_pause_ends_no_earlier),
    ("open powers", open_powers_are_none_and_all),
    ("some powers", some_powers_are_open),
];

/// Checks so many cases of the grid, and says what was met.
fn over(size: usize, what: &str, check: Check) -> Met {
    let grid = Grid::new();
    let met = grid.run(grid.sample(size, 17), |part, case, met| {
        check(&grid, part, case, met);
    });
    println!(
        "{what}: {} cases, {} compared, {} apart",
        met.cases, met.compared, met.apart
    );
    assert!(met.cases as usize >= size.min(grid.len()), "{what}");
    met
}

#[test]
fn the_oracle_says_the_same_of_a_sample() {
    over(200_000, "the oracle", agree).expect_every_kind();
}

#[test]
fn what_holds_for_any_case_holds_for_a_sample() {
    what_holds(10_000);
}

/// There is enough to put side by side each time, and few pairs of two days are two different cases.
fn what_holds(size: usize) {
    for (what, check) in WHAT_HOLDS {
        let met = over(size, what, check);
        assert!(met.compared as usize > size / 2, "{what}: {}", met.compared);
        assert!(met.apart * 20 < met.compared, "{what}: {}", met.apart);
    }
}

/// Half the grid: every pattern on every day of receipt, in one part of the country or in two.
#[test]
#[ignore = "long: cargo test --release --test clock_grid -- --ignored"]
fn the_oracle_says_the_same_of_eleven_million() {
    let met = over(11_000_000, "the oracle", agree);
    met.expect_every_kind();
}

#[test]
#[ignore = "long: cargo test --release --test clock_grid -- --ignored"]
fn what_holds_for_any_case_holds_for_a_quarter_million() {
    what_holds(250_000);
}
