//! The law day by day: the same cases decided on every day from 25 May 2018 to 31 December 2027.
//!
//! Every date of a case is moved to the day at once. What changes from one day to the next must be
//! explained by a rule or list that begins or ends that day; the changes are a page to be read.

use crate::common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use common::{council, files, pages_in};
use data_subject_rights::{
    Controller,
    calendar::{Date, in_words},
    case::Request,
    engine::Program,
    fact::{Extent, Facts, Truth},
    law::{Right, Term},
    rule::{Dates, RuleBook},
};

const FIRST: Date = Date::constant(2018, 5, 25);
const LAST: Date = Date::constant(2027, 12, 31);

struct Case {
    name: String,
    facts: Facts,
    rights: Vec<Right>,
}

/// Cases under `tests/statute/`, with every kind of right and rule that the law has changed.
const CASES: &[&str] = &[
    "information-and-access/complaint-on-the-nineteenth-of-june",
    "information-and-access/privacy-charity-complains-for-a-tenant",
    "information-and-access/directory-address-got-on-the-eighteenth-of-june",
    "information-and-access/family-turned-down-by-a-program-wants-a-person-to-look",
    "information-and-access/everything-at-once-from-a-man-who-says-he-means-to-disrupt",
    "information-and-access/letters-of-1994-that-no-index-mentions",
    "information-and-access/newsletter-form-on-the-eve-of-the-complaints-law",
    "information-and-access/second-set-of-copies-for-her-brother",
    "information-and-access/told-that-a-file-exists-but-not-who-else-has-it",
    "other-rights/accounts-law-keeps-part-of-a-grant-file",
    "other-rights/allegation-by-a-stalker-asked-about-on-31-march",
    "other-rights/care-grant-computed-from-health-data-on-the-fifth-of-february",
    "other-rights/erase-it-but-i-need-it-for-my-claim",
    "other-rights/fine-challenged-after-the-month-was-over",
    "other-rights/fine-set-by-computer-under-a-law-on-the-fifth-of-february",
    "other-rights/peer-support-recording-comes-off-youtube",
    "other-rights/recognised-interest-named-before-it-existed",
    "other-rights/savings-club-by-explicit-consent-on-the-fourth-of-february",
    "other-rights/flood-maps-name-the-house-owners",
    "schedule-2/police-ask-us-to-say-nothing-at-all",
    "schedule-2/trading-standards-test-buys-before-2021",
    "schedule-2/visa-check-notes-asked-for-in-2021",
    "schedule-2/what-we-would-pay-to-settle-her-claim",
    "schedules-3-4-and-sections/doctor-clears-only-the-first-half-of-the-assessment",
    "schedules-3-4-and-sections/school-pages-in-a-social-workers-folder",
    "schedules-3-4-and-sections/a-rota-on-paper-that-nobody-has-looked-at",
];

fn cases(council: &Controller) -> Vec<Case> {
    let mut cases = Vec::new();
    let all = files("tests/statute");
    for name in CASES {
        let (_, file) = all
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("there is no case {name}"));
        let request = Request::load(file).unwrap_or_else(|faults| panic!("{faults}"));
        for situation in council
            .situations(&request)
            .unwrap_or_else(|faults| panic!("{name}\n{faults}"))
        {
            cases.push(Case {
                name: (*name).to_owned(),
                facts: situation.facts,
                rights: situation.rights,
            });
        }
    }
    cases
}

/// What a case comes to on a day: by right, each entitlement, duty and power in words.
fn answers(program: &Program, case: &Case, day: Date) -> BTreeMap<String, String> {
    let mut scratch = program.scratch();
    let masks = program.case_of(&case.facts, &Dates::all_on(day));
    let mut answers = BTreeMap::new();
    for right in &case.rights {
        let decided = program.decide(*right, &masks, &mut scratch);
        answers.insert(
            right.label().to_owned(),
            decided.outcome().in_words().to_owned(),
        );
        for verdict in decided.entitlements() {
            let extents = [
                (Extent::Whole, "granted"),
                (Extent::Part, "in part"),
                (Extent::None, "refused"),
            ];
            let possible: Vec<&str> = extents
                .into_iter()
                .filter(|(extent, _)| verdict.possible().has(*extent))
                .map(|(_, word)| word)
                .collect();
            let what = verdict.entitlement.code().to_owned();
            answers.insert(what, possible.join(" or "));
        }
        let arising: Vec<_> = program
            .duties(*right, &masks, &mut scratch)
            .iter()
            .map(|(rule, truth, _)| (*rule, *truth))
            .collect();
        for (rule, truth) in arising {
            let id = &program.book().rule(rule).expect("a rule of the book").id;
            let word = match truth {
                Truth::Yes => "arises",
                Truth::No => "does not arise",
                Truth::Unknown => "is open",
            };
            answers.insert(format!("{} rule {id}", right.code()), word.to_owned());
        }
    }
    answers
}

/// What changes from one day to the next: the change, and all that changes so.
fn told(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> String {
    let mut changes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (what, answer) in after
        .iter()
        .filter(|(what, answer)| before[*what] != **answer)
    {
        let change = format!("{} -> {answer}", before[what]);
        changes.entry(change).or_default().push(what);
    }
    let told = changes.into_iter();
    let told: Vec<String> = told
        .map(|(change, what)| format!("{}: {change}", what.join(", ")))
        .collect();
    told.join("; ")
}

fn paragraph(page: &mut String, begin: &str, words: &str) {
    let options = textwrap::Options::new(120)
        .initial_indent(begin)
        .subsequent_indent("    ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    page.push_str(&textwrap::fill(words, options));
    page.push('\n');
}

/// What begins and what has ended on a day.
type Boundary = BTreeMap<&'static str, BTreeSet<String>>;

/// The days on which a rule or a list of the book begins or has just ended, with which.
fn boundaries(book: &RuleBook) -> BTreeMap<Date, Boundary> {
    let mut days: BTreeMap<Date, Boundary> = BTreeMap::new();
    let ranges = book
        .rules()
        .map(|(_, rule)| {
            let unverified = format!("{:?}", rule.confidence) == "Unverified";
            let mark = if unverified { " (not verified)" } else { "" };
            (
                rule.in_force,
                format!("{} [{}]{mark}", rule.id, rule.provision.cite()),
            )
        })
        .chain(book.lists().flat_map(|list| {
            list.reaches
                .iter()
                .map(|reach| {
                    (
                        reach.in_force,
                        format!("the list {} [{}]", list.name, list.provision.cite()),
                    )
                })
                .collect::<Vec<_>>()
        }));
    for (range, name) in ranges {
        if let Some(from) = range.deemed_from.or(range.from) {
            let deemed = match range
                .from
                .filter(|from| range.deemed_from.is_some_and(|d| d < *from))
            {
                Some(made) => format!(" (deemed: made law on {})", in_words(made)),
                None => String::new(),
            };
            days.entry(from)
                .or_default()
                .entry("begins")
                .or_default()
                .insert(format!("{name}{deemed}"));
        }
        if let Some(until) = range.until {
            let after = until.tomorrow().expect("there is a day after");
            days.entry(after)
                .or_default()
                .entry("ended")
                .or_default()
                .insert(name);
        }
    }
    days
}

#[test]
fn answers_change_only_on_days_on_which_the_law_changed() {
    let council = council();
    let program = council.statute().expect("Doncaster has a statute book");
    let boundaries = boundaries(program.book());
    let cases = cases(&council);
    assert!(cases.len() >= 20, "{} cases", cases.len());
    // By day and by what changes, the cases in which it does.
    let mut changes: BTreeMap<Date, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    let mut changed_cases = BTreeSet::new();
    for case in &cases {
        let mut day = FIRST;
        let mut before = answers(program, case, day);
        while day < LAST {
            day = day.tomorrow().expect("there is a day after");
            let after = answers(program, case, day);
            if after == before {
                continue;
            }
            assert!(
                boundaries.contains_key(&day),
                "{} changes on {day}, when no rule begins or ends",
                case.name
            );
            let of_day = changes.entry(day).or_default();
            let with = of_day.entry(told(&before, &after)).or_default();
            with.push(&case.name);
            changed_cases.insert(case.name.as_str());
            before = after;
        }
    }
    let mut page = format!(
        "The law from {} to {}, day by day, on {} cases.\n\
         For each day on which something begins or ends: what, and which answers change.\n",
        in_words(FIRST),
        in_words(LAST),
        cases.len()
    );
    for (day, rules) in &boundaries {
        let _ = writeln!(page, "\n{}", in_words(*day).to_uppercase());
        for (what, these) in rules {
            let these: Vec<&str> = these.iter().map(String::as_str).collect();
            paragraph(&mut page, "  ", &format!("{what}: {}", these.join("; ")));
        }
        match changes.get(day) {
            None if *day <= FIRST || *day > LAST => {}
            None => page.push_str("  No answer of these cases changes.\n"),
            Some(changes) => {
                for (change, cases) in changes {
                    paragraph(
                        &mut page,
                        "  - ",
                        &format!("{} => {change}", cases.join(", ")),
                    );
                }
            }
        }
    }
    let unchanged: BTreeSet<&str> = cases
        .iter()
        .map(|case| case.name.as_str())
        .filter(|name| !changed_cases.contains(name))
        .collect();
    let unchanged: Vec<&str> = unchanged.into_iter().collect();
    page.push('\n');
    let never = format!("Cases whose answers never change: {}", unchanged.join(", "));
    paragraph(&mut page, "", &never);
    let _guard = pages_in("snapshots");
    insta::assert_snapshot!("the-law-day-by-day", page);
}
