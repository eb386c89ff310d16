//! Differences that count here, notes, and what the advice rests on.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Difference, Gets, Judged, NoteLine, Rests, Step,
    parts::{ends_with_erasure, unless_all},
};
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

/// The differences that change what this person gets or a date. Certain ones come one by one, then possible ones
/// together for each way. The rest are a count.
pub(super) fn differences(advice: &Advice) -> (Vec<Difference>, u32) {
    let mut counted: Vec<Difference> = Vec::new();
    let mut perhaps: BTreeMap<(Way, Entitlement), BTreeSet<PartId>> = BTreeMap::new();
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
            .flat_map(|group| group.parts.iter().map(|part| (group.right, *part)));
        if departure.open {
            let of = departure.about.iter().filter_map(|code| code.parse().ok());
            let parts = parts.filter(|(right, part)| !ends_with_erasure(advice, *right, *part));
            let parts: Vec<PartId> = parts.map(|(_, part)| part).collect();
            if parts.is_empty() {
                continue;
            }
            for of in of {
                let known = perhaps.entry((departure.way, of)).or_default();
                known.extend(&parts);
            }
            continue;
        }
        let parts = parts.map(|(_, part)| part);
        let says = shortened(in_short(departure), SAYS);
        let same = |known: &&mut Difference| known.way == departure.way && known.says == says;
        match counted.iter_mut().find(same) {
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
    counted.extend(alike(perhaps));
    for difference in &mut counted {
        difference.parts = unless_all(advice, std::mem::take(&mut difference.parts));
    }
    (counted, count(advice.differences.len() - covered + cut))
}

/// What the law may yet give otherwise: what it may give in one way for the same parts is one difference.
fn alike(perhaps: BTreeMap<(Way, Entitlement), BTreeSet<PartId>>) -> Vec<Difference> {
    let mut alike: Vec<(Way, Vec<PartId>, Vec<Entitlement>)> = Vec::new();
    for ((way, of), parts) in perhaps {
        let parts: Vec<PartId> = parts.into_iter().collect();
        let same = alike
            .iter_mut()
            .find(|(known, its, _)| *known == way && *its == parts);
        match same {
            Some((_, _, all)) => all.push(of),
            None => alike.push((way, parts, vec![of])),
        }
    }
    let in_words = |(way, parts, of): (Way, Vec<PartId>, Vec<Entitlement>)| Difference {
        way,
        open: true,
        says: labels(&of, false).join("; "),
        parts,
        provisions: Vec::new(),
    };
    alike.into_iter().map(in_words).collect()
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

/// Who judged what, and when.
fn judged(advice: &Advice) -> Vec<Judged> {
    let mut all: Vec<Judged> = Vec::new();
    for row in &advice.facts {
        let provenance = row.from.provenance();
        let Some(made) = provenance.filter(|known| known.origin == Origin::Judgement) else {
            continue;
        };
        let name = advice.names.get(&row.fact).unwrap_or(&row.fact);
        let same = all
            .iter_mut()
            .find(|known| known.by == made.by && known.on == made.on);
        match same {
            Some(known) if known.what.contains(name) => {}
            Some(known) => known.what.push(name.clone()),
            None => all.push(Judged {
                by: made.by.clone(),
                on: made.on,
                what: vec![name.clone()],
            }),
        }
    }
    all
}

pub(super) fn rests_on(advice: &Advice, gets: &[Gets]) -> Rests {
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
        reviews: advice.request.reviews.clone(),
        judgements: judged(advice),
        not_shown: count(not_shown),
        unverified,
        supposes: cells.any(|cell| cell.supposing.is_some()),
        inexact: advice
            .groups
            .iter()
            .any(|group| group.books().any(|(_, answer)| !answer.exact)),
    }
}
