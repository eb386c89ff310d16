//! Time limits: the vectors of the law and of the regulator, and public holidays as published.

use crate::common;

use common::{files, root};
use data_subject_rights::{
    bundled::CALENDARS,
    calendar::{Date, Holidays},
    case::{Asked, Events},
    clock::{End, Extension, Powers, Status, TimeLimits, read_holidays},
    fact::Truth,
    source::SourceFile,
};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn calendar(name: &str) -> Holidays {
    let (_, text) = CALENDARS
        .iter()
        .find(|(file, _)| file.contains(name))
        .expect("it is bundled");
    read_holidays(&SourceFile::new(name, *text)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn asked(on: &str, answered: &str) -> Asked {
    Asked {
        on: day(on),
        answered: Some(day(answered)),
    }
}

fn limits_in(events: &Events, name: &str) -> TimeLimits {
    TimeLimits::of(events, true, Powers::all(Truth::Yes), &calendar(name)).expect("they can be")
}

fn limits(events: &Events) -> TimeLimits {
    limits_in(events, "england-and-wales")
}

fn received(on: &str) -> Events {
    Events::received(day(on))
}

fn by(events: &Events) -> String {
    limits(events).answer.by().expect("a day").to_string()
}

/// The regulator's own examples.
#[test]
fn the_regulators_examples_come_out_as_it_says() {
    for (request, answer) in [
        ("2026-09-03", "2026-10-05"), // 3 October is a Saturday
        ("2025-09-03", "2025-10-03"),
        ("2025-01-01", "2025-02-03"), // a bank holiday; 1 February is a Saturday
        ("2024-01-01", "2024-02-01"),
        ("2019-11-25", "2019-12-27"), // 25 and 26 December are holidays
        ("2025-01-31", "2025-02-28"),
        ("2027-01-31", "2027-03-01"), // 28 February is a Sunday
        ("2025-03-31", "2025-04-30"),
    ] {
        assert_eq!(by(&received(request)), answer, "{request}");
    }
}

#[test]
fn t1_easter_moves_the_end() {
    let events = received("2026-03-04");
    assert_eq!(by(&events), "2026-04-07");
    let scotland = limits_in(&events, "scotland");
    assert_eq!(scotland.answer.by(), Some(day("2026-04-06")));
}

#[test]
fn t2_the_month_runs_from_the_evidence_of_identity() {
    let mut events = received("2026-03-02");
    events.identity = Some(asked("2026-03-03", "2026-03-20"));
    let found = limits(&events);
    assert_eq!(found.answer.by(), Some(day("2026-04-20")));
    assert_eq!(found.relevant_time.by(), Some(day("2026-03-20")));
    assert_eq!(found.answer.certain.later, None);
}

#[test]
fn t3_and_t4_days_of_asking_do_not_count() {
    let mut events = received("2026-06-01");
    events.clarifications = vec![asked("2026-06-05", "2026-06-12")];
    let found = limits(&events);
    assert_eq!(found.days_not_counted, 8);
    assert_eq!(found.answer.by(), Some(day("2026-07-09")));
    events.extension_told = Some(day("2026-07-09"));
    let longer = limits(&events);
    assert_eq!(longer.extension, Extension::InTime);
    assert_eq!(longer.answer.by(), Some(day("2026-09-09")));
    // For another right than access the question stops nothing.
    let other = TimeLimits::of(
        &events,
        false,
        Powers::all(Truth::Yes),
        &calendar("england"),
    )
    .expect("they can be");
    assert_eq!(other.extension_notice.by(), Some(day("2026-07-01")));
}

#[test]
fn t5_three_months_count_from_the_first_day() {
    let mut events = received("2027-01-31");
    events.extension_told = Some(day("2027-03-01"));
    let found = limits(&events);
    assert_eq!(found.extension_notice.by(), Some(day("2027-03-01")));
    assert_eq!(found.extension, Extension::InTime);
    assert_eq!(found.answer.by(), Some(day("2027-04-30")));
    events.extension_told = Some(day("2027-03-02"));
    let late = limits(&events);
    let last_day = day("2027-03-01");
    assert_eq!(late.extension, Extension::TooLate { last_day });
    assert_eq!(late.answer.by(), Some(last_day));
}

#[test]
fn t6_and_t7_christmas_and_a_complaint() {
    assert_eq!(by(&received("2026-11-25")), "2026-12-29");
    let mut events = received("2026-06-19");
    events.complained = Some(day("2026-06-19"));
    let found = limits(&events).acknowledgement.and_then(End::day);
    assert_eq!(found, Some(day("2026-07-20")));
}

#[test]
fn two_readings_are_both_given_and_the_earlier_is_the_day_to_meet() {
    // Asked on the day of receipt: that day is not counted anyway.
    let mut events = received("2026-06-01");
    events.clarifications = vec![asked("2026-06-01", "2026-06-03")];
    let answer = limits(&events).answer.certain;
    assert_eq!(answer.by.day(), Some(day("2026-07-03")));
    let later = answer.later.expect("another reading");
    assert_eq!(later.by.day(), Some(day("2026-07-06"))); // 4 July is a Saturday
    assert!(later.reading.day_of_receipt && !later.reading.several);

    // Asked and answered on one day.
    events.clarifications = vec![asked("2026-06-10", "2026-06-10")];
    let answer = limits(&events).answer.certain;
    assert_eq!(answer.by.day(), Some(day("2026-07-01")));
    let later = answer.later.expect("another reading");
    assert_eq!(later.by.day(), Some(day("2026-07-02")));
    assert!(later.reading.same_day);

    // Two questions open at once.
    events.clarifications = vec![
        asked("2026-06-03", "2026-06-05"),
        asked("2026-06-04", "2026-06-08"),
    ];
    let answer = limits(&events).answer.certain;
    assert_eq!(answer.by.day(), Some(day("2026-07-07")));
    assert!(answer.later.expect("another reading").reading.several);

    // Over the end of a month of another length.
    let mut events = received("2026-02-20");
    events.clarifications = vec![asked("2026-03-02", "2026-03-10")];
    let answer = limits(&events).answer.certain;
    assert_eq!(answer.by.day(), Some(day("2026-03-30"))); // nine days: 29 March is a Sunday
    let later = answer.later;
    assert!(later.is_none_or(|later| later.reading.end_of_month));
}

#[test]
fn before_february_2026_the_text_and_the_practice_are_two_readings() {
    let mut events = received("2025-06-02");
    events.identity = Some(asked("2025-06-03", "2025-06-20"));
    let answer = limits(&events).answer.certain;
    assert_eq!(answer.by.day(), Some(day("2025-07-02")));
    let later = answer.later.expect("the practice");
    assert_eq!(later.by.day(), Some(day("2025-07-21"))); // 20 July is a Sunday
    assert!(later.reading.practice);
}

#[test]
fn what_rests_on_an_open_power_is_given_beside() {
    let mut events = received("2026-03-02");
    events.identity = Some(asked("2026-03-03", "2026-03-20"));
    let open = TimeLimits::of(&events, true, Powers::OPEN, &calendar("england")).expect("days");
    assert_eq!(open.answer.by(), Some(day("2026-04-02")));
    let then = open.answer.if_open.expect("it may have been there");
    assert_eq!(then.by.day(), Some(day("2026-04-20")));
    let never = TimeLimits::of(&events, true, Powers::all(Truth::No), &calendar("england"));
    assert_eq!(never.expect("days").answer.if_open, None);
}

#[test]
fn what_waits_stands_still_and_says_since_when() {
    let mut events = received("2026-06-01");
    events.clarifications = vec![Asked {
        on: day("2026-06-05"),
        answered: None,
    }];
    let answer = limits(&events).answer;
    let since = day("2026-06-05");
    assert_eq!(answer.certain.by, End::Paused { since });
    assert_eq!(
        answer.status(day("2026-08-01"), None),
        Status::Paused { since }
    );
    let mut events = received("2026-06-01");
    events.fee = Some(Asked {
        on: day("2026-06-05"),
        answered: None,
    });
    let answer = limits(&events).answer;
    assert_eq!(answer.certain.by, End::NotBegun { since });
}

#[test]
fn the_status_counts_days_to_and_from_the_limit() {
    let answer = limits(&received("2025-09-03")).answer;
    let status = |at: &str, met: Option<&str>| answer.status(day(at), met.map(day));
    assert_eq!(status("2025-09-29", None), Status::Due { days: 4 });
    assert_eq!(status("2025-10-03", None), Status::Due { days: 0 });
    let over = Status::Overdue {
        days: 3,
        arguable: false,
    };
    assert_eq!(status("2025-10-06", None), over);
    let on = day("2025-10-07");
    let late = Status::MetLate { on, days: 4 };
    assert_eq!(status("2025-10-06", Some("2025-10-07")), late);
}

#[test]
fn events_that_cannot_be_are_refused() {
    let mut events = received("2026-06-01");
    events.identity = Some(asked("2026-06-05", "2026-06-04"));
    let why = events
        .check()
        .expect_err("answered before asked")
        .to_string();
    assert!(
        why.contains("before it was asked for on 2026-06-05"),
        "{why}"
    );
    let mut events = received("2026-06-01");
    events.extension_told = Some(day("2026-05-30"));
    assert!(events.check().is_err());
}

/// Exam marks: five months, or forty days from the announcement, whichever ends first.
#[test]
fn marks_have_a_time_of_their_own() {
    let mut events = received("2026-06-15");
    assert_eq!(limits(&events).marks.by(), Some(day("2026-11-16"))); // 15 November is a Sunday
    events.results_announced = Some(day("2026-08-20"));
    assert_eq!(limits(&events).marks.by(), Some(day("2026-09-29")));
}

/// What happens every year gives the published days, but for those that were moved or added once.
#[test]
fn published_holidays_are_those_of_every_year_but_for_the_known_exceptions() {
    let exceptions = [
        // Moved and added for jubilees, a funeral, a coronation and a world cup.
        ("", "2020-05-04"),
        ("", "2020-05-08"),
        ("", "2022-05-30"),
        ("", "2022-06-02"),
        ("", "2022-06-03"),
        ("", "2022-09-19"),
        ("", "2023-05-08"),
        ("scotland", "2026-06-15"),
    ];
    for name in ["england-and-wales", "scotland", "northern-ireland"] {
        let holidays = calendar(name);
        assert_eq!(holidays.years(), Some(2018..=2028), "{name}");
        for year in 2018..=2028 {
            let published: Vec<Date> = days(holidays.of_year(year).expect("published"));
            let every_year = days(holidays.worked_out(year));
            for day in published.iter().chain(&every_year) {
                let differs = published.contains(day) != every_year.contains(day);
                let known = exceptions
                    .iter()
                    .any(|(of, on)| *on == day.to_string() && (of.is_empty() || *of == name));
                assert_eq!(differs, known, "{name}, {day}");
            }
        }
    }
    fn days(named: Vec<(Date, String)>) -> Vec<Date> {
        named.into_iter().map(|(day, _)| day).collect()
    }
}

#[test]
fn a_day_beyond_the_published_years_is_provisional_or_refused() {
    let holidays = calendar("england");
    let events = received("2030-03-25");
    let found = TimeLimits::of(&events, true, Powers::OPEN, &holidays).expect("worked out");
    // 25 April 2030 is a Thursday; Easter Monday was the 22nd.
    let expected = End::By {
        day: day("2030-04-25"),
        provisional: true,
    };
    assert_eq!(found.answer.certain.by, expected);
    let refused = TimeLimits::of(&events, true, Powers::OPEN, &holidays.only_as_published());
    let why = refused.expect_err("2030 is not published").to_string();
    assert!(why.contains("2030"), "{why}");
}

#[test]
fn every_calendar_is_bundled() {
    let bundled: Vec<&str> = CALENDARS.iter().map(|(name, _)| *name).collect();
    for (name, _) in files("rules/calendars") {
        assert!(bundled.iter().any(|file| file.contains(&name)), "{name}");
    }
    assert!(std::fs::exists(root("rules/calendars")).expect("it can be asked"));
}
