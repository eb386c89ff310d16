//! What the person gets: part by right, under the procedure and by law.

use super::{Cell, Gets};
use crate::{
    advice::{Advice, Book, BookAnswer},
    decision::{Outcome, PowerState},
    law::{Aspect, Measure, Right, Term},
};

pub(super) fn gets(advice: &Advice) -> Vec<Gets> {
    let mut rows: Vec<Gets> = Vec::new();
    for right in &advice.request.rights {
        let aspects: Vec<Option<Aspect>> = if *right == Right::Access {
            Aspect::all().map(Some).collect()
        } else {
            vec![None]
        };
        for aspect in aspects {
            of_right(advice, *right, aspect, &mut rows);
        }
    }
    rows
}

fn of_right(advice: &Advice, right: Right, aspect: Option<Aspect>, rows: &mut Vec<Gets>) {
    let first = rows.len();
    for group in advice.groups.iter().filter(|group| group.right == right) {
        let procedure = cell(advice, Book::Procedure, &group.procedure, aspect);
        let law = group
            .statute
            .as_ref()
            .map(|law| cell(advice, Book::Statute, law, aspect));
        // What was not asked for, neither book answers.
        let Some(procedure) = procedure.or_else(|| law.as_ref().and(Some(None)).flatten()) else {
            if let Some(Some(law)) = law {
                push(
                    rows,
                    first,
                    right,
                    aspect,
                    &group.parts,
                    silent(),
                    Some(law),
                );
            }
            continue;
        };
        push(
            rows,
            first,
            right,
            aspect,
            &group.parts,
            procedure,
            law.flatten(),
        );
    }
}

fn silent() -> Cell {
    Cell {
        outcome: Outcome::Silent,
        supposing: None,
        may_refuse: None,
    }
}

fn push(
    rows: &mut Vec<Gets>,
    first: usize,
    right: Right,
    aspect: Option<Aspect>,
    parts: &[crate::advice::PartId],
    procedure: Cell,
    law: Option<Cell>,
) {
    let same = rows
        .iter_mut()
        .skip(first)
        .find(|row| row.procedure == procedure && row.law == law);
    match same {
        Some(row) => {
            row.parts.extend(parts);
            row.parts.sort_unstable();
        }
        None => rows.push(Gets {
            right,
            aspect,
            parts: parts.to_vec(),
            procedure,
            law,
        }),
    }
}

/// One outcome; none where the book has no such thing here.
fn cell(advice: &Advice, book: Book, answer: &BookAnswer, aspect: Option<Aspect>) -> Option<Cell> {
    let whole = matches!(answer.outcome, Outcome::OutOfScope | Outcome::Silent);
    let outcome = match aspect.filter(|_| !whole) {
        Some(aspect) => {
            let mut aspects = answer.aspects.iter();
            aspects.find(|each| each.aspect == aspect)?.outcome
        }
        None => answer.outcome,
    };
    let supposing = answer
        .supposing
        .as_ref()
        .filter(|_| outcome == Outcome::Open);
    let supposing = supposing.map(|supposed| match aspect {
        Some(aspect) => supposed
            .aspects
            .iter()
            .find(|each| each.aspect == aspect)
            .map_or(supposed.outcome, |each| each.outcome),
        None => supposed.outcome,
    });
    let may_refuse = advice
        .powers_of(answer)
        .filter(|power| power.to == Measure::Refuse && power.book == book)
        .map(|power| power.state)
        .find(|state| *state == PowerState::Available);
    Some(Cell {
        outcome,
        supposing: supposing.filter(|outcome| *outcome != Outcome::Open),
        may_refuse,
    })
}
