//! Public holidays read from YAML.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::{
    calendar::{EveryYear, HolidayDate, Holidays},
    source::{
        Code, Diagnostics, Digest, Fields, Node, NodeKind, Problems, SourceFile, date, parse, text,
        words, yes_no,
    },
};

const WEEKDAYS: [(&str, Weekday); 5] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
];

/// Reads the public holidays of a part of the United Kingdom.
///
/// ```
/// use data_subject_rights::{clock::read_holidays, source::SourceFile};
/// let file = SourceFile::new("england.yaml", "
/// calendar: england-and-wales
/// title: Public holidays in England and Wales
/// every-year: [{ holiday: Boxing Day, on: 12-26, substitute: yes }]
/// published: { 2026: [{ holiday: Boxing Day (substitute day), on: 2026-12-28 }] }
/// ");
/// let holidays = read_holidays(&file)?;
/// assert_eq!(holidays.years(), Some(2026..=2026));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
///
/// # Errors
///
/// Every fault of the file: an unknown field, an impossible day, a day outside its year, or a missing year between
/// the first and the last.
pub fn read_holidays(file: &SourceFile) -> Result<Holidays, Diagnostics> {
    let mut problems = Problems::default();
    let read = parse(file, &mut problems).and_then(|tree| read(&tree, &mut problems));
    // Nothing is read only where a fault was reported.
    let read = read.unwrap_or_else(|| Holidays::new("", "", BTreeMap::new(), Vec::new()));
    problems.settle(read.read_from(*Digest::of_file(file).as_bytes()))
}

fn read(tree: &Node, problems: &mut Problems) -> Option<Holidays> {
    let known = ["calendar", "title", "every-year", "published"];
    let fields = Fields::open(tree, "a calendar", &known, problems)?;
    let name = fields
        .required("calendar", problems)
        .and_then(|node| text(node, problems));
    let title = fields
        .required("title", problems)
        .and_then(|node| words(node, problems));
    let every_year = fields
        .list("every-year", problems)
        .iter()
        .filter_map(|node| read_every_year(node, problems))
        .collect();
    let published = fields
        .required("published", problems)
        .map(|node| read_published(node, problems))?;
    Some(Holidays::new(name?, title?, published, every_year))
}

fn read_every_year(node: &Node, problems: &mut Problems) -> Option<EveryYear> {
    let known = [
        "holiday",
        "on",
        "substitute",
        "easter",
        "first",
        "last",
        "of",
    ];
    let fields = Fields::open(node, "a holiday of every year", &known, problems)?;
    let holiday = fields
        .required("holiday", problems)
        .and_then(|node| words(node, problems));
    let ways = ["on", "easter", "first", "last"];
    let given: Vec<&str> = ways
        .into_iter()
        .filter(|way| fields.get(way).is_some())
        .collect();
    let [way] = given.as_slice() else {
        problems.report(
            Code::WrongShape,
            fields.place(),
            "a holiday of every year says in one way when it is",
            "write one of `on: 12-25`, `easter: -2`, `first: monday` or `last: monday`",
        );
        return None;
    };
    let value = fields.get(way)?;
    let when = match *way {
        "on" => read_day_of_year(&fields, value, problems)?,
        "easter" => HolidayDate::Easter(number(value, -50..=60, "a number of days", problems)?),
        nth => {
            let weekday = weekday(value, problems)?;
            let month = fields.required("of", problems)?;
            let month = number(month, 1..=12, "a month, 1 to 12", problems)?;
            match nth {
                "first" => HolidayDate::First(weekday, month),
                _ => HolidayDate::Last(weekday, month),
            }
        }
    };
    Some(EveryYear {
        holiday: holiday?,
        when,
    })
}

/// A day of the year, such as `12-25`.
fn read_day_of_year(
    fields: &Fields<'_>,
    value: &Node,
    problems: &mut Problems,
) -> Option<HolidayDate> {
    let written = text(value, problems)?;
    let read = written
        .split_once('-')
        .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)))
        // A leap year has every day that any year has.
        .filter(|(month, day)| Date::new(2024, *month, *day).is_ok());
    let Some((month, day)) = read else {
        problems.report(
            Code::NotADate,
            &value.place,
            format!("`{written}` is not a month and a day"),
            "write them as `12-25`",
        );
        return None;
    };
    let substitute = match fields.get("substitute") {
        Some(node) => yes_no(node, problems)?,
        None => false,
    };
    Some(HolidayDate::On {
        month,
        day,
        substitute,
    })
}

fn weekday(node: &Node, problems: &mut Problems) -> Option<Weekday> {
    let written = text(node, problems)?;
    let found = WEEKDAYS.iter().find(|(word, _)| *word == written);
    if found.is_none() {
        unknown_word(node, written, "monday to friday", problems);
    }
    found.map(|(_, weekday)| *weekday)
}

fn unknown_word(node: &Node, written: &str, words: &str, problems: &mut Problems) {
    problems.report(
        Code::UnknownWord,
        &node.place,
        format!("`{written}` is not allowed here"),
        format!("write {words}"),
    );
}

fn number(
    node: &Node,
    within: std::ops::RangeInclusive<i8>,
    what: &str,
    problems: &mut Problems,
) -> Option<i8> {
    let written = text(node, problems)?;
    let read = written.parse().ok().filter(|read| within.contains(read));
    if read.is_none() {
        problems.report(
            Code::WrongShape,
            &node.place,
            format!("`{written}` is not {what}"),
            format!("write a number from {} to {}", within.start(), within.end()),
        );
    }
    read
}

fn read_published(node: &Node, problems: &mut Problems) -> BTreeMap<i16, Vec<(Date, String)>> {
    let mut published = BTreeMap::new();
    let NodeKind::Map(entries) = &node.kind else {
        problems.report(
            Code::WrongShape,
            &node.place,
            "holidays are published year by year",
            "write `2026:` and under it a list of holidays",
        );
        return published;
    };
    let mut last: Option<i16> = None;
    for entry in entries {
        let Some(year) = entry
            .key
            .parse::<i16>()
            .ok()
            .filter(|_| entry.key.len() == 4)
        else {
            problems.report(
                Code::NotADate,
                &entry.place,
                format!("`{}` is not a year", entry.key),
                "write it with four digits, such as `2026`",
            );
            continue;
        };
        if last.is_some_and(|last| year != last + 1) {
            problems.report(
                Code::ImpossibleDates,
                &entry.place,
                format!("{year} does not follow the year before it"),
                "write the years in order and leave none out: a year without holidays would count every weekday",
            );
        }
        last = Some(year);
        let mut days: Vec<(Date, String)> = Vec::new();
        for node in crate::source::list(&entry.value, problems) {
            days.extend(read_day(node, year, &days, problems));
        }
        published.insert(year, days);
    }
    published
}

fn read_day(
    node: &Node,
    year: i16,
    known: &[(Date, String)],
    problems: &mut Problems,
) -> Option<(Date, String)> {
    let fields = Fields::open(node, "a holiday", &["holiday", "on"], problems)?;
    let holiday = fields
        .required("holiday", problems)
        .and_then(|node| words(node, problems));
    let on = fields.required("on", problems)?;
    let day = date(on, problems)?;
    if day.year() != year {
        problems.report(
            Code::ImpossibleDates,
            &on.place,
            format!("{day} is not in {year}"),
            "set it under its own year",
        );
        return None;
    }
    if known.iter().any(|(other, _)| *other == day) {
        problems.report(
            Code::DuplicateId,
            &on.place,
            format!("{day} is a holiday already"),
            "keep one of the two",
        );
        return None;
    }
    Some((day, holiday?))
}
