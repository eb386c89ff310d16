//! Days in a row from 1 January 1970, with what each is called and whether anybody works on it.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

/// A day by its number: 1 January 1970 is 0. It was a Thursday.
pub type Day = i32;

const LAST_YEAR: i32 = 2041;

/// The full moon before Easter by golden number, from 1 to 19, as the Calendar (New Style) Act 1750 has it for the
/// years 1900 to 2199.
const FULL_MOONS: [(u32, u32); 19] = [
    (4, 14),
    (4, 3),
    (3, 23),
    (4, 11),
    (3, 31),
    (4, 18),
    (4, 8),
    (3, 28),
    (4, 16),
    (4, 5),
    (3, 25),
    (4, 13),
    (4, 2),
    (3, 22),
    (4, 10),
    (3, 30),
    (4, 17),
    (4, 7),
    (3, 27),
];

/// Easter Sunday as almanacs print it.
const EASTER_SUNDAYS: [(i32, u32, u32); 12] = [
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2028, 4, 16),
    (2029, 4, 1),
    (2030, 4, 21),
    (2031, 4, 13),
    (2032, 3, 28),
    (2033, 4, 17),
    (2034, 4, 9),
    (2035, 3, 25),
    (2036, 4, 13),
];

/// What a day is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

/// The days of one part of the country.
pub struct Almanac {
    names: Vec<Name>,
    /// The number of each first day of a month, from January 1970.
    firsts: Vec<Day>,
    /// Whether nobody works on it.
    off: Vec<bool>,
    last_published: i32,
}

impl Almanac {
    /// The days, with the holidays of a calendar file.
    pub fn of(yaml: &str) -> Self {
        let mut almanac = Self::without_holidays();
        let file: Value = serde_yaml::from_str(yaml).expect("it is YAML");
        let mut published: BTreeMap<i32, BTreeSet<Day>> = BTreeMap::new();
        for (year, holidays) in file["published"].as_mapping().expect("years") {
            let year = number(year);
            let days = holidays.as_sequence().expect("holidays").iter();
            let days: BTreeSet<Day> = days
                .map(|holiday| {
                    let written = holiday["on"].as_str().expect("a date");
                    let parts: Vec<i32> = written.split('-').map(parsed).collect();
                    almanac.day(parts[0], parts[1] as u32, parts[2] as u32)
                })
                .collect();
            assert!(
                days.contains(&(almanac.easter(year) - 2)),
                "Good Friday {year}"
            );
            published.insert(year, days);
        }
        almanac.last_published = *published.keys().max().expect("a year");
        let rules = file["every-year"].as_sequence().expect("rules");
        for year in almanac.last_published + 1..=LAST_YEAR {
            let days = almanac.every_year(rules, year);
            published.insert(year, days);
        }
        for day in published.into_values().flatten() {
            almanac.off[day as usize] = true;
        }
        for (year, month, day) in EASTER_SUNDAYS {
            assert_eq!(almanac.easter(year), almanac.day(year, month, day));
        }
        almanac
    }

    /// One day after another, with the weekends.
    fn without_holidays() -> Self {
        let mut name = Name {
            year: 1970,
            month: 1,
            day: 1,
        };
        let mut almanac = Self {
            names: Vec::new(),
            firsts: Vec::new(),
            off: Vec::new(),
            last_published: 0,
        };
        while name.year <= LAST_YEAR {
            let today = almanac.names.len() as Day;
            if name.day == 1 {
                almanac.firsts.push(today);
            }
            almanac.names.push(name);
            almanac.off.push(weekday(today) >= 5);
            name.day += 1;
            if name.day > length(name.year, name.month) {
                name.day = 1;
                name.month += 1;
            }
            if name.month > 12 {
                name.month = 1;
                name.year += 1;
            }
        }
        almanac
    }

    pub fn day(&self, year: i32, month: u32, day: u32) -> Day {
        let month = (year - 1970) as usize * 12 + month as usize - 1;
        self.firsts[month] + day as Day - 1
    }

    pub fn name(&self, day: Day) -> Name {
        self.names[day as usize]
    }

    /// Every day of it, in order.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Whether the holidays of its year are not published.
    pub fn is_provisional(&self, day: Day) -> bool {
        self.name(day).year > self.last_published
    }

    /// Whether it is a holiday of its own, and no weekend.
    pub fn is_holiday(&self, day: Day) -> bool {
        self.off[day as usize] && weekday(day) < 5
    }

    /// The first day from this one on that somebody works on.
    pub fn working_day(&self, mut day: Day) -> Day {
        while self.off[day as usize] {
            day += 1;
        }
        day
    }

    /// The same-numbered day so many months on, or the last of a month that has none: found by walking there.
    pub fn months_after(&self, start: Day, months: u32) -> Day {
        let wanted = self.name(start).day;
        let mut left = months;
        let mut at = start;
        loop {
            let next = at + 1;
            let is_last = self.name(next).day == 1;
            if left == 0 && (self.name(at).day == wanted || is_last) {
                return at;
            }
            if is_last {
                left -= 1;
            }
            at = next;
        }
    }

    /// The Sunday after the full moon.
    fn easter(&self, year: i32) -> Day {
        let (month, day) = FULL_MOONS[year as usize % 19];
        let mut day = self.day(year, month, day) + 1;
        while weekday(day) != 6 {
            day += 1;
        }
        day
    }

    /// The holidays of a year that are not published. What falls on a weekend is owed, and paid with the next
    /// weekday that is free.
    fn every_year(&self, rules: &[Value], year: i32) -> BTreeSet<Day> {
        let mut found = BTreeSet::new();
        let mut owed_on = BTreeSet::new();
        for rule in rules {
            if let Some(written) = rule["on"].as_str() {
                let (month, day) = written.split_once('-').expect("a month and a day");
                let day = self.day(year, parsed(month) as u32, parsed(day) as u32);
                if weekday(day) < 5 {
                    found.insert(day);
                } else if matches!(rule["substitute"].as_str(), Some("yes")) {
                    owed_on.insert(day);
                }
            } else if !rule["easter"].is_null() {
                found.insert(self.easter(year) + number(&rule["easter"]));
            } else {
                let month = number(&rule["of"]) as u32;
                let mut days: Vec<Day> = (1..=length(year, month))
                    .map(|day| self.day(year, month, day))
                    .collect();
                let name = if rule["first"].is_null() {
                    days.reverse();
                    &rule["last"]
                } else {
                    &rule["first"]
                };
                assert_eq!(name.as_str(), Some("monday"));
                found.extend(days.into_iter().find(|day| weekday(*day) == 0));
            }
        }
        let mut owed = 0;
        for day in self.day(year, 1, 1)..=self.day(year, 12, 31) {
            if owed_on.contains(&day) {
                owed += 1;
            } else if owed > 0 && weekday(day) < 5 && found.insert(day) {
                owed -= 1;
            }
        }
        assert_eq!(owed, 0, "{year}");
        found
    }
}

/// Monday is 0.
fn weekday(day: Day) -> i32 {
    (day + 3) % 7
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn number(value: &Value) -> i32 {
    match value {
        Value::Number(number) => number.as_i64().expect("a whole number") as i32,
        Value::String(text) => parsed(text),
        other => panic!("{other:?} is no number"),
    }
}

fn parsed(text: &str) -> i32 {
    text.parse().expect("a number")
}
