//! Differences that count here, notes, and what the advice rests on.

use super::{
    Difference, Gets, NoteLine, Rests, SaidBy, first_sentence,
    top::{count, shortened},
    unless_all,
    why_not::said,
};
use crate::{
    advice::{Advice, PartId, Way},
    fact::{Origin, Truth},
    law::Provision,
    rule::{Confidence, RoleKind},
};

/// How many of each a summary holds.
const MOST: usize = 4;

/// How much of a difference is told, in characters, and how many provisions of it are cited; all stand in the advice.
const SAYS: usize = 200;
const CITED: usize = 3;

/// A difference without the words of the rules behind it.
fn in_short(says: &str) -> &str {
    let quotes = [" Under the procedure:", " By law:"];
    let first = quotes.iter().filter_map(|quote| says.find(quote)).min();
    first.and_then(|at| says.get(..at)).unwrap_or(says)
}

/// The differences that change what this person gets or a date; the rest as a count.
pub(super) fn differences(advice: &Advice) -> (Vec<Difference>, u32) {
    let mut counted: Vec<Difference> = Vec::new();
    for (at, departure) in (0u32..).zip(&advice.differences) {
        let changes = matches!(
            departure.way,
            Way::GivesMore | Way::GivesLess | Way::OtherRegime | Way::OtherTime | Way::AllowsLess
        );
        if !changes || departure.open {
            continue;
        }
        let parts: Vec<PartId> = advice
            .groups
            .iter()
            .filter(|group| group.differences.contains(&at))
            .flat_map(|group| group.parts.iter().copied())
            .collect();
        counted.push(Difference {
            way: departure.way,
            says: shortened(in_short(&departure.says), SAYS),
            parts: unless_all(advice, parts),
            provisions: departure
                .procedure
                .iter()
                .chain(&departure.statute)
                .take(CITED)
                .cloned()
                .collect(),
        });
    }
    counted.sort_by_key(|difference| difference.way);
    counted.truncate(MOST);
    let left = advice.differences.len() - counted.len();
    (counted, count(left))
}

/// The notes that certainly apply here, those of this case before those of every request; the rest as a count.
pub(super) fn notes(advice: &Advice) -> (Vec<NoteLine>, u32) {
    let mut lines: Vec<(bool, NoteLine)> = Vec::new();
    let mut others: Vec<&str> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for note in advice.notes_of(answer) {
                let applies = note.applies == Truth::Yes;
                let Some(row) = advice.rule(book, &note.note).filter(|_| applies) else {
                    if !others.contains(&note.note.as_str()) {
                        others.push(&note.note);
                    }
                    continue;
                };
                // A warning is a step, and stands there.
                if note.warning {
                    continue;
                }
                let (says, _) = first_sentence(&row.says);
                match lines.iter_mut().find(|(_, line)| line.says == says) {
                    Some((_, line)) => line.parts.extend(&group.parts),
                    None => lines.push((
                        note.general,
                        NoteLine {
                            says: says.to_owned(),
                            warning: note.warning,
                            provision: row.provision.clone(),
                            parts: group.parts.clone(),
                        },
                    )),
                }
            }
        }
    }
    lines.sort_by_key(|(general, _)| *general);
    let left = lines.len().saturating_sub(MOST) + others.len();
    lines.truncate(MOST);
    let lines = lines.into_iter().map(|(_, mut line)| {
        line.parts = unless_all(advice, std::mem::take(&mut line.parts));
        line
    });
    (lines.collect(), count(left))
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
    let cells = gets
        .iter()
        .flat_map(|row| [Some(&row.procedure), row.law.as_ref()]);
    Rests {
        reviews: reviews(advice),
        judgements: of(Origin::Judgement),
        not_shown: count(not_shown),
        unverified,
        supposes: cells.flatten().any(|cell| cell.supposing.is_some()),
        inexact: advice
            .groups
            .iter()
            .any(|group| group.books().any(|(_, answer)| !answer.exact)),
    }
}
