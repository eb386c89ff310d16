//! Each case by what sets it apart, what it comes to and what it shows.

use std::collections::BTreeMap;

use crate::{
    analysis::{Answered, BookCase, CaseBook, CaseOutcome, Point, Shows},
    explain::page::Page,
    law::{Right, Term},
};

/// How often a fact must be answered before the book has a usual answer to it.
const OFTEN: usize = 3;

/// How many things are named before they are counted.
const NAMED: usize = 2;

/// Of each fact the answer that most cases give.
struct Base<'b>(BTreeMap<&'b str, &'b Answered>);

pub(super) fn cases(page: &mut Page, book: &CaseBook) {
    let base = Base::of(&book.cases);
    page.line(
        0,
        "Each case says how it differs from the base case, its certain outcome, and what it shows: rules that \
         decide, exemptions that alone take something away, exceptions that give it back, days and judgements that \
         change an outcome. A fact that neither the case nor the base case names is “no” or “none” where it matters. \
         A case combines facts and days that rarely occur together, so that a few cases are enough.",
    );
    let usual: Vec<String> = base
        .0
        .values()
        .filter(|each| !each.is_no())
        .map(|each| told(each))
        .collect();
    if !usual.is_empty() {
        page.gap();
        page.line(0, &format!("Base case: {}.", usual.join("; ")));
    }
    for (list, heading) in [
        (&book.never, "What no case shows"),
        (&book.not_found_out, "Not worked out"),
    ] {
        if !list.is_empty() {
            page.heading(heading);
            without_a_case(page, list);
        }
    }
    page.gap();
    for (number, case) in book.cases.iter().enumerate() {
        one(page, number + 1, case, &base);
    }
    page.gap();
    page.line(0, "Name:                                        Date:");
}

impl<'b> Base<'b> {
    fn of(cases: &'b [BookCase]) -> Self {
        let mut answered: BTreeMap<&str, Vec<(&Answered, usize)>> = BTreeMap::new();
        for answer in cases.iter().flat_map(|case| &case.answers) {
            let known = answered.entry(&answer.what).or_default();
            match known.iter_mut().find(|(known, _)| known.is == answer.is) {
                Some((_, count)) => *count += 1,
                None => known.push((answer, 1)),
            }
        }
        let usual = answered.into_iter().filter_map(|(what, answers)| {
            let all: usize = answers.iter().map(|(_, count)| count).sum();
            // Of answers given as often, “no” is the usual one.
            let most = |(answer, count): &(&Answered, usize)| (*count, answer.is_no());
            let (answer, _) = answers.into_iter().max_by_key(most)?;
            (all >= OFTEN).then_some((what, answer))
        });
        Self(usual.collect())
    }

    fn apart(&self, case: &BookCase) -> String {
        let apart = case
            .answers
            .iter()
            .filter(|answer| match self.0.get(answer.what.as_str()) {
                Some(usual) => usual.is != answer.is,
                None => !answer.is_no(),
            });
        apart.map(told).collect::<Vec<_>>().join("; ")
    }
}

/// An answer in a few words: of what is so its name alone.
fn told(answer: &Answered) -> String {
    match answer.is.as_str() {
        "yes" => answer.name.clone(),
        is => format!("{}: {is}", answer.name),
    }
}

fn one(page: &mut Page, number: usize, case: &BookCase, base: &Base<'_>) {
    let apart = match base.apart(case) {
        apart if apart.is_empty() => "in nothing".to_owned(),
        apart => apart,
    };
    page.marked(0, "* ", &format!("CASE {number} [ ] Differs: {apart}."));
    hanging(page, &format!("Outcome: {}.", outcomes(case)));
    let mut shows: Vec<String> = Vec::new();
    for point in Point::ALL {
        let these: Vec<&Shows> = case
            .shows
            .iter()
            .filter(|each| each.point == point)
            .collect();
        if these.is_empty() {
            continue;
        }
        let told = match point {
            Point::Decides => ids(these.iter().map(|each| each.of.as_str())),
            Point::Takes | Point::GivesBack => taken(&these),
            Point::Day | Point::Judgement => answers(&these),
        };
        shows.push(format!("{}: {told}", short(point)));
    }
    hanging(page, &format!("Shows {}.", shows.join("; ")));
}

const fn short(point: Point) -> &'static str {
    match point {
        Point::Decides => "rules",
        Point::Takes => "exemptions",
        Point::GivesBack => "exceptions",
        Point::Day => "days",
        Point::Judgement => "judgements",
    }
}

/// Ids in their order; those that begin alike have their beginning once: `access/(confirm copy)`.
fn ids<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for id in ids {
        let (begin, rest) = id.split_once('/').unwrap_or(("", id));
        match groups.last_mut() {
            Some((known, rests)) if *known == begin && !begin.is_empty() => rests.push(rest),
            _ => groups.push((begin, vec![rest])),
        }
    }
    let told = groups
        .into_iter()
        .map(|(begin, rests)| match rests.as_slice() {
            [only] if begin.is_empty() => (*only).to_owned(),
            [only] => format!("{begin}/{only}"),
            several => format!("{begin}/({})", several.join(" ")),
        });
    told.collect::<Vec<_>>().join(", ")
}

/// The answers that change an outcome: days and judgements.
fn answers(shows: &[&Shows]) -> String {
    let told = shows.iter().map(|each| {
        let answer = each.on.as_deref().unwrap_or_default();
        format!("{} {answer}", each.of)
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What each rule takes or gives back: named where it is little, else counted.
fn taken(shows: &[&Shows]) -> String {
    let mut by_rule: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for each in shows {
        by_rule
            .entry(&each.of)
            .or_default()
            .extend(each.on.as_deref());
    }
    let told = by_rule
        .into_iter()
        .map(|(rule, things)| match things.len() {
            0..=NAMED => format!("{rule} ({})", things.join(", ")),
            many => format!("{rule} ({many} things)"),
        });
    told.collect::<Vec<_>>().join(", ")
}

/// The certain results of a case: rights with the same outcome together, and how many duties, powers and notes.
fn outcomes(case: &BookCase) -> String {
    let mut by_outcome: Vec<(String, Vec<&str>)> = Vec::new();
    for right in &case.rights {
        let outcome = outcome(case, *right);
        match by_outcome.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, rights)) => rights.push(right.label()),
            None => by_outcome.push((outcome, vec![right.label()])),
        }
    }
    let told = by_outcome
        .into_iter()
        .map(|(outcome, rights)| format!("{}: {outcome}", rights.join(", ")));
    let mut told: Vec<String> = told.collect();
    let arising = case
        .comes_to
        .iter()
        .filter(|each| each.is == CaseOutcome::Arises)
        .count();
    match arising {
        0 => {}
        1 => told.push("1 duty, power or note".to_owned()),
        many => told.push(format!("{many} duties, powers and notes")),
    }
    told.join("; ")
}

/// The certain results of a case for one right.
fn outcome(case: &BookCase, right: Right) -> String {
    let mut outcomes: BTreeMap<CaseOutcome, usize> = BTreeMap::new();
    let of_right = case.comes_to.iter().filter(|each| each.right == right);
    for each in of_right.filter(|each| each.is != CaseOutcome::Arises) {
        *outcomes.entry(each.is).or_default() += 1;
    }
    let told: Vec<String> = match outcomes.len() {
        0 => vec!["open".to_owned()],
        1 => outcomes.keys().map(|is| is.in_words().to_owned()).collect(),
        _ => outcomes
            .iter()
            .map(|(is, count)| format!("{count} {}", is.in_words()))
            .collect(),
    };
    told.join(", ")
}

/// What no case shows: of one rule together, and what is accepted for one reason together.
fn without_a_case(page: &mut Page, list: &[Shows]) {
    let mut by_reason: BTreeMap<&str, Vec<&Shows>> = BTreeMap::new();
    for shows in list {
        by_reason
            .entry(shows.accepted.as_deref().unwrap_or_default())
            .or_default()
            .push(shows);
    }
    for (reason, shows) in by_reason {
        let (takes, others): (Vec<&Shows>, Vec<&Shows>) = shows
            .into_iter()
            .partition(|each| each.point == Point::Takes);
        let says: Vec<&str> = others.iter().map(|each| each.says.as_str()).collect();
        let mut words = says.join(" ");
        if !takes.is_empty() {
            words = format!(
                "Each of these alone takes something away: {}. {words}",
                taken(&takes)
            );
        }
        if !reason.is_empty() {
            words = format!("{words} Accepted: {reason}");
        }
        page.marked(0, "* ", &words);
    }
}

fn hanging(page: &mut Page, words: &str) {
    page.marked(0, "  ", words);
}
