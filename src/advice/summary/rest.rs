//! Differences that count here, notes, and what the advice rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Gets, NoteLine, Rests, SaidBy, Step, parts::unless_all, why_not::said};
use crate::{
    advice::{
        Advice, Book, Departure, PartId, Way,
        departing::labels,
        place::count,
        words::{first_sentence, shortened},
    },
    fact::{Origin, Truth},
    law::{Entitlement, Provision},
    rule::{Confidence, RoleKind},
};

/// How many differences a summary holds, and how many notes.
const DIFFERENCES: usize = 4;
const NOTES: usize = 2;

/// How much of a difference and of a note is told, in characters; all stands in the advice.
const SAYS: usize = 220;
const NOTE: usize = 260;

/// A difference without the words of the rules behind it: what the books give is quoted last.
fn in_short(departure: &Departure) -> &str {
    let says = departure.says.as_str();
    if !matches!(departure.way, Way::GivesMore | Way::GivesLess) {
        return says;
    }
    let quotes = [" Under the procedure:", " By law:"];
    let first = quotes.iter().filter_map(|quote| says.find(quote)).min();
    first.and_then(|at| says.get(..at)).unwrap_or(says)
}

/// The differences that change what this person gets or a date: those that are certain one by one, then, for each way, what
/// may yet differ, together; the rest as a count.
pub(super) fn differences(advice: &Advice) -> (Vec<Difference>, u32) {
    let mut counted: Vec<Difference> = Vec::new();
    let mut perhaps: BTreeMap<Way, Perhaps> = BTreeMap::new();
    let mut covered = 0;
    for (at, departure) in (0u32..).zip(&advice.differences) {
        let changes = match departure.way {
            Way::GivesMore | Way::GivesLess => true,
            Way::OtherRegime | Way::OtherTime | Way::AllowsLess => !departure.open,
            _ => false,
        };
        if !changes {
            continue;
        }
        covered += 1;
        let groups = advice.groups.iter();
        let parts = groups
            .filter(|group| group.differences.contains(&at))
            .flat_map(|group| group.parts.iter().copied());
        if departure.open {
            let known = perhaps.entry(departure.way).or_default();
            known.parts.extend(parts);
            let about = departure.about.iter();
            known
                .of
                .extend(about.filter_map(|code| code.parse::<Entitlement>().ok()));
            continue;
        }
        let says = shortened(in_short(departure), SAYS);
        match counted.iter_mut().find(|known| known.says == says) {
            Some(known) => known.parts.extend(parts),
            None => counted.push(Difference {
                way: departure.way,
                open: false,
                says,
                parts: parts.collect(),
                provisions: cited(departure),
            }),
        }
    }
    counted.sort_by_key(|difference| difference.way);
    let cut = counted.len().saturating_sub(DIFFERENCES);
    counted.truncate(DIFFERENCES);
    counted.extend(
        perhaps
            .into_iter()
            .map(|(way, perhaps)| perhaps.into_difference(way)),
    );
    for difference in &mut counted {
        difference.parts = unless_all(advice, std::mem::take(&mut difference.parts));
    }
    (counted, count(advice.differences.len() - covered + cut))
}

/// What the law may yet give otherwise.
#[derive(Default)]
struct Perhaps {
    parts: Vec<PartId>,
    of: BTreeSet<Entitlement>,
}

impl Perhaps {
    fn into_difference(self, way: Way) -> Difference {
        let of: Vec<Entitlement> = self.of.into_iter().collect();
        Difference {
            way,
            open: true,
            says: labels(&of, false).join("; "),
            parts: self.parts,
            provisions: Vec::new(),
        }
    }
}

/// The first provision of each book.
fn cited(departure: &Departure) -> Vec<Provision> {
    let first = departure.procedure.first().into_iter();
    first.chain(departure.statute.first()).cloned().collect()
}

/// The notes that certainly apply here and are of most use: what is said of some parts alone, then what the law says. What
/// holds of every request is left out, and what a step says already is not said again.
pub(super) fn notes(advice: &Advice, steps: &[Step]) -> Vec<NoteLine> {
    let mut lines: Vec<(Book, NoteLine)> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for note in advice.notes_of(answer) {
                let applies = note.applies == Truth::Yes && !note.warning && !note.general;
                let Some(row) = advice.rule(book, &note.note).filter(|_| applies) else {
                    continue;
                };
                let says = whole_sentences(&row.says, NOTE);
                let is_said = |step: &Step| begins(&step.what) == begins(says);
                if steps.iter().any(is_said) {
                    continue;
                }
                match lines.iter_mut().find(|(_, line)| line.says == says) {
                    Some((_, line)) => line.parts.extend(&group.parts),
                    None => lines.push((
                        book,
                        NoteLine {
                            says: says.to_owned(),
                            provision: row.provision.clone(),
                            parts: group.parts.clone(),
                        },
                    )),
                }
            }
        }
    }
    for (_, line) in &mut lines {
        line.parts = unless_all(advice, std::mem::take(&mut line.parts));
    }
    lines.sort_by_key(|(book, line)| (line.parts.is_empty(), *book == Book::Procedure));
    lines.truncate(NOTES);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// How a sentence begins: two that begin alike say the same.
fn begins(says: &str) -> Vec<&str> {
    says.split_whitespace().take(6).collect()
}

/// The first sentences of a text, as many as have room; the first whatever its length.
fn whole_sentences(text: &str, most: usize) -> &str {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let (sentence, more) = first_sentence(rest);
        let next = end + sentence.len();
        if end > 0 && next > most {
            break;
        }
        if more.is_none() {
            return text;
        }
        end = next + 1;
    }
    text.get(..end).unwrap_or(text).trim_end()
}

fn reviews(advice: &Advice) -> Vec<SaidBy> {
    let mut all: Vec<SaidBy> = Vec::new();
    for review in &advice.request.reviews {
        let said = SaidBy {
            by: review.by.clone(),
            role: None,
            on: Some(review.on),
            reasons: None,
        };
        if !all.contains(&said) {
            all.push(said);
        }
    }
    all
}

pub(super) fn rests_on(advice: &Advice, gets: &[Gets]) -> Rests {
    let of = |origin: Origin| -> Vec<SaidBy> {
        let mut all: Vec<SaidBy> = Vec::new();
        for row in &advice.facts {
            let provenance = row.from.provenance().filter(|known| known.origin == origin);
            if let Some(provenance) = provenance {
                let said = SaidBy {
                    reasons: None,
                    ..said(provenance)
                };
                if !all.contains(&said) {
                    all.push(said);
                }
            }
        }
        all
    };
    let mut unverified: Vec<Provision> = advice
        .rules
        .iter()
        .filter(|row| row.confidence == Confidence::Unverified && row.role != RoleKind::Note)
        .map(|row| row.provision.clone())
        .collect();
    unverified.sort();
    unverified.dedup();
    let not_shown: usize = advice
        .groups
        .iter()
        .map(|group| group.not_shown.len())
        .max()
        .unwrap_or(0);
    let mut cells = gets.iter().flat_map(Gets::cells);
    Rests {
        reviews: reviews(advice),
        judgements: of(Origin::Judgement),
        not_shown: count(not_shown),
        unverified,
        supposes: cells.any(|cell| cell.supposing.is_some()),
        inexact: advice
            .groups
            .iter()
            .any(|group| group.books().any(|(_, answer)| !answer.exact)),
    }
}
