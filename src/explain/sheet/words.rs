//! Outcomes, days, people and parts in words.

pub(super) use crate::advice::words::{capital, small};
use crate::{
    advice::{
        Book, PartId,
        summary::{Cell, SaidBy, Summary},
    },
    calendar::{Date, in_words},
    decision::{Outcome, PowerState},
    law::{Entitlement, Provision, Right, Term},
};

/// A day with its day of the week: `Monday 21 December 2026`.
pub(super) fn weekday(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// What is asked, as short as a column: `Erase it`.
pub(super) const fn asked(right: Right) -> &'static str {
    match right {
        Right::Information => "Be informed",
        Right::Access => "Access",
        Right::Rectification => "Correct it",
        Right::Erasure => "Erase it",
        Right::Restriction => "Restrict its use",
        Right::Portability => "Receive or move it",
        Right::Objection => "Stop using it",
        Right::DirectMarketingObjection => "Stop marketing",
        Right::AutomatedDecisions => "Computer decisions",
        Right::ConsentWithdrawal => "Withdraw consent",
        Right::Complaint => "Complain",
    }
}

pub(super) fn many(count: u32, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    }
}

/// How many parts are named one by one.
const NAMED: usize = 3;

/// The names of parts: few by name, many by number.
pub(super) fn parts(summary: &Summary, ids: &[PartId]) -> String {
    if ids.len() <= NAMED {
        let names: Vec<&str> = ids.iter().filter_map(|id| name(summary, *id)).collect();
        return names.join("; ");
    }
    format!("{} parts ({})", ids.len(), numbers(ids))
}

fn name(summary: &Summary, id: PartId) -> Option<&str> {
    let mut parts = summary.parts.iter();
    Some(parts.find(|part| part.id == id)?.name.as_str())
}

/// Numbers of parts, runs of them as a range: `1–4, 7`.
pub(super) fn numbers(ids: &[PartId]) -> String {
    let mut sorted: Vec<u32> = ids.iter().map(|id| id.0).collect();
    sorted.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for id in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => runs.push((id, id)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        })
        .collect();
    runs.join(", ")
}

/// ` (part 2)` after a sentence, where it is not about the whole request.
pub(super) fn about(summary: &Summary, ids: &[PartId]) -> String {
    let of = of_parts(summary, ids).map(|parts| format!(" ({parts})"));
    of.unwrap_or_default()
}

/// `part 2`, where it is not about the whole request.
pub(super) fn of_parts(summary: &Summary, ids: &[PartId]) -> Option<String> {
    let word = if ids.len() == 1 { "part" } else { "parts" };
    let is_some = !ids.is_empty() && summary.parts.len() > 1;
    is_some.then(|| format!("{word} {}", numbers(ids)))
}

/// `UK GDPR art.12(5); art.17(1); DPA 2018 Sch.2`: the instrument stands before the first that cites it.
pub(super) fn cited(provisions: &[Provision]) -> String {
    let cites: Vec<String> = provisions.iter().map(Provision::cite).collect();
    once_each(cites.iter().map(String::as_str)).join("; ")
}

/// Citations without the instrument where the one before names it already.
fn once_each<'c>(cites: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let mut before = None;
    cites
        .map(|cite| {
            let name = INSTRUMENTS.into_iter().find(|name| cite.starts_with(name));
            let is_named = std::mem::replace(&mut before, name) == name;
            let rest = name.and_then(|name| cite.strip_prefix(name));
            let rest = rest.filter(|rest| is_named && !rest.is_empty());
            rest.map_or(cite, str::trim_start)
        })
        .collect()
}

/// How citations of the law begin.
const INSTRUMENTS: [&str; 2] = ["UK GDPR", "DPA 2018"];

/// A sentence with its citation at the end.
pub(super) fn with_citation(sentence: &str, provisions: &[Provision]) -> String {
    // What the sentence cites itself is not cited again.
    let cited: Vec<String> = provisions
        .iter()
        .map(Provision::cite)
        .filter(|cited| !sentence.contains(cited.as_str()))
        .collect();
    if cited.is_empty() {
        return sentence.to_owned();
    }
    let cited = once_each(cited.iter().map(String::as_str));
    format!("{sentence} [{}]", cited.join("; "))
}

/// An outcome in a cell of the table.
pub(super) fn cell(cell: Option<&Cell>) -> &'static str {
    let Some(cell) = cell else {
        return "-";
    };
    if cell.may_refuse == Some(PowerState::Available)
        && matches!(cell.outcome, Outcome::Applies | Outcome::AppliesInPart)
    {
        return "may refuse";
    }
    match (cell.outcome, cell.supposing) {
        (Outcome::Applies, _) => "yes",
        (Outcome::AppliesInPart, _) => "in part",
        (Outcome::DoesNotApply, _) => "NO",
        (Outcome::OutOfScope, _) => "elsewhere",
        (Outcome::Silent, _) => "no rule",
        (Outcome::Open, Some(Outcome::Applies)) => "open (yes)",
        (Outcome::Open, Some(Outcome::AppliesInPart)) => "open(part)",
        (Outcome::Open, Some(Outcome::DoesNotApply)) => "open (no)",
        (Outcome::Open, _) => "open",
    }
}

pub(super) const fn book(book: Book) -> &'static str {
    match book {
        Book::Procedure => "procedure",
        Book::Statute => "law",
    }
}

/// A point of the information about the use, after `of the use:`.
pub(super) fn point(of: Entitlement) -> &'static str {
    match of {
        Entitlement::AccessPurposes => "what for",
        Entitlement::AccessCategories => "what kinds",
        Entitlement::AccessRecipients => "who got it or will get it, especially abroad",
        Entitlement::AccessRetention => "how long it is kept",
        Entitlement::AccessRights => "the rights to correction, erasure, restriction and objection",
        Entitlement::AccessSource => "where it came from",
        Entitlement::AccessAutomatedDecisions => {
            "significant automated decisions, how reached and what they mean"
        }
        Entitlement::AccessTransferSafeguards => "what protects it abroad",
        other => other.label(),
    }
}

/// Who said something: `Asha Patel, information governance officer, 24 November 2026`.
pub(super) fn said_by(said: &SaidBy) -> String {
    let mut words = said.by.clone();
    if let Some(role) = &said.role {
        words.push_str(&format!(", {role}"));
    }
    if let Some(on) = said.on {
        words.push_str(&format!(", {}", in_words(on)));
    }
    words
}
