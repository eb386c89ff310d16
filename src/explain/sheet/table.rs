//! What the person gets, as a table: parts down, rights across, procedure and law side by side.

use super::words::{asked, cell, numbers};
use crate::{
    advice::{
        PartId,
        summary::{Gets, Summary},
    },
    law::{Aspect, Right},
};

/// A table: a heading for each pair of columns, and rows.
pub(in crate::explain) struct Table {
    /// What is asked, one for each pair of columns.
    pub(super) columns: Vec<String>,
    /// Whether the law stands beside the procedure.
    pub(super) has_law: bool,
    pub(super) rows: Vec<Row>,
}

/// Parts that come out alike in every column.
pub(in crate::explain) struct Row {
    pub(super) name: String,
    /// Under the procedure and by law, for each column.
    pub(super) cells: Vec<[&'static str; 2]>,
}

pub(super) fn table(summary: &Summary) -> Table {
    let mut columns: Vec<(Right, Option<Aspect>)> = Vec::new();
    for row in &summary.gets {
        if !columns.contains(&(row.right, row.aspect)) {
            columns.push((row.right, row.aspect));
        }
    }
    let of = |part: PartId, column: &(Right, Option<Aspect>)| -> Option<&Gets> {
        let mut rows = summary.gets.iter();
        rows.find(|row| (row.right, row.aspect) == *column && row.parts.contains(&part))
    };
    let mut alike: Vec<(Vec<PartId>, Vec<[&'static str; 2]>)> = Vec::new();
    for part in &summary.parts {
        let cells: Vec<[&'static str; 2]> = columns
            .iter()
            .map(|column| {
                let row = of(part.id, column);
                [
                    cell(row.map(|row| &row.procedure)),
                    cell(row.and_then(|row| row.law.as_ref())),
                ]
            })
            .collect();
        match alike.iter_mut().find(|(_, known)| *known == cells) {
            Some((parts, _)) => parts.push(part.id),
            None => alike.push((vec![part.id], cells)),
        }
    }
    Table {
        columns: columns
            .iter()
            .map(|(right, aspect)| heading(*right, *aspect).to_owned())
            .collect(),
        has_law: summary.gets.iter().any(|row| row.law.is_some()),
        rows: alike
            .into_iter()
            .map(|(parts, cells)| Row {
                name: name(summary, &parts),
                cells,
            })
            .collect(),
    }
}

/// What stands over a column.
pub(super) const fn heading(right: Right, aspect: Option<Aspect>) -> &'static str {
    match aspect {
        Some(Aspect::Confirmation) => "Told if held",
        Some(Aspect::Copy) => "A copy",
        Some(Aspect::Information) => "Told of the use",
        None => asked(right),
    }
}

/// `2 Visit notes, page 1`; of several parts the first, and how many more.
fn name(summary: &Summary, parts: &[PartId]) -> String {
    let first = parts
        .first()
        .and_then(|id| summary.parts.iter().find(|part| part.id == *id));
    let name = first.map_or("", |part| part.name.as_str());
    match parts.len() {
        _ if summary.parts.len() == 1 => name.to_owned(),
        1 => format!("{} {name}", numbers(parts)),
        several => format!("{} {name} and {} more", numbers(parts), several - 1),
    }
}
