//! What holds for the limits of any case, whatever an oracle says of it: the strict day comes first, what comes later
//! ends no earlier, and open powers leave every day that some powers give.

use data_subject_rights::{
    calendar::Date,
    clock::{End, Limit, Powers, Span, TimeLimits},
    fact::Truth,
};

use super::{
    Met,
    clock_oracle::{
        Case, Day, Ends, Had, Outcome, Reading,
        patterns::{Grid, Part},
    },
    counted,
};

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

pub(super) type Check = fn(&Grid, &Part, &Case, &mut Met);

/// What holds for any case, whatever the oracle says of it.
pub(super) const WHAT_HOLDS: [(&str, Check); 5] = [
    ("the strict day", the_strict_day_is_the_earlier),
    ("a day later", a_day_later_ends_no_earlier),
    ("a longer pause", a_longer_pause_ends_no_earlier),
    ("open powers", open_powers_are_none_and_all),
    ("some powers", some_powers_are_open),
];
