//! Time limits over a grid: every day of receipt from 25 May 2018 to the end of 2035, the calendars of all three parts
//! of the country, and patterns of what was asked, answered and told. An oracle that counts day by day says the same.

mod clock_laws;
mod clock_oracle;

use std::fmt::Debug;

use clock_laws::{Check, WHAT_HOLDS};
use clock_oracle::{
    Case, Counting, Ends, Had, Outcome, Reading, Told, acknowledgement, patterns::*,
};
use data_subject_rights::{
    clock::{End, Extension, Powers},
    fact::Truth,
};

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
    let began = part.almanac.day(2026, 6, 19);
    let acknowledged = case
        .complained
        .filter(|day| *day >= began)
        .map(|day| grid.end(part, Ends::By(acknowledgement(&part.almanac, day))));
    same(
        "the acknowledgement",
        &acknowledged,
        &found.acknowledgement,
        acknowledged == found.acknowledgement,
    );
}

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
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn the_oracle_says_the_same_of_eleven_million() {
    let met = over(11_000_000, "the oracle", agree);
    met.expect_every_kind();
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn what_holds_for_any_case_holds_for_a_quarter_million() {
    what_holds(250_000);
}
