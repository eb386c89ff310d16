//! Every time limit of one case, beside a single calendar month counted with the same date library.

use std::hint::black_box;

use data_subject_rights::{
    bundled::CALENDARS,
    calendar::{Date, Period},
    case::{Asked, Events},
    clock::{Powers, TimeLimits, read_holidays},
    fact::Truth,
    source::SourceFile,
};

use super::{CASES, times};

pub fn limits() {
    let (name, text) = CALENDARS[0];
    let holidays = read_holidays(&SourceFile::new(name, text)).expect("it reads");
    let day = |days: i32| {
        let first = Date::constant(2026, 2, 5);
        first
            .checked_add(jiff_days(days))
            .expect("within the calendar")
    };
    // A receipt every day of four years and more, each with its own events.
    let cases: Vec<[Events; 4]> = (0..1_500)
        .map(|at| {
            let plain = Events::received(day(at));
            let asked = |from: i32, to: i32| Asked {
                on: day(at + from),
                answered: Some(day(at + to)),
            };
            let identity = Events {
                identity: Some(asked(2, 2 + at % 20)),
                ..plain.clone()
            };
            let paused = Events {
                clarifications: vec![asked(4, 4 + at % 15)],
                ..plain.clone()
            };
            let everything = Events {
                identity: Some(asked(2, 2 + at % 20)),
                fee: Some(asked(3, 9)),
                clarifications: vec![asked(24, 30), asked(33, 36)],
                extension_told: Some(day(at + 35)),
                complained: Some(day(at + 40)),
                results_announced: Some(day(at + 60)),
                ..plain.clone()
            };
            [plain, identity, paused, everything]
        })
        .collect();
    println!("every time limit of a case: ns (ratio to one month from receipt)");
    for (at, what) in [
        "nothing happened",
        "identity asked",
        "one question",
        "everything happened",
    ]
    .into_iter()
    .enumerate()
    {
        let events: Vec<&Events> = cases.iter().map(|case| &case[at]).collect();
        for (powers, how) in [
            (Truth::Yes, "powers known"),
            (Truth::Unknown, "powers open"),
        ] {
            let powers = Powers::all(powers);
            let found = times(
                CASES,
                &mut [
                    &mut || {
                        for events in events.iter().cycle().take(CASES) {
                            black_box(Period::MONTH.after(black_box(events).received));
                        }
                    },
                    &mut || {
                        for events in events.iter().cycle().take(CASES) {
                            let limits = TimeLimits::of(black_box(events), true, powers, &holidays);
                            black_box(limits.expect("they can be"));
                        }
                    },
                ],
            );
            println!(
                "| {what}, {how} | {:.0} ({:.0}) |",
                found[1],
                found[1] / found[0]
            );
        }
    }
}

fn jiff_days(days: i32) -> jiff::Span {
    jiff::Span::new().days(days)
}
