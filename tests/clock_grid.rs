//! Time limits over a grid: every day of receipt from 25 May 2018 to the end of 2035, the calendars of all three parts
//! of the country, and patterns of what was asked, answered and told. An oracle that counts day by day says the same.

mod clock_oracle;

use std::fmt::Debug;

use clock_oracle::{
    Case, Counting, Day, Ends, Had, Outcome, Reading, Told, acknowledgement, patterns::*,
};
use data_subject_rights::{
    calendar::Date,
    clock::{End, Extension, Limit, Powers, Span, TimeLimits},
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
