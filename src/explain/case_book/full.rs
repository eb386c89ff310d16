//! Each case with all that is known, every outcome and its request.

use std::collections::BTreeMap;

use crate::{
    analysis::{BookCase, CaseBook, CaseOutcome, Point, Shows},
    explain::page::Page,
    law::{Right, Term},
};

pub(super) fn cases(page: &mut Page, book: &CaseBook) {
    page.line(
        0,
        "Anything that a case does not say is not known. The outcomes it lists are certain all the same. The rest is \
         open: other duties, powers and notes may apply. A case combines facts and days that rarely occur together, \
         so that a few cases are enough.",
    );
    for (list, heading) in [
        (&book.never, "What no case shows"),
        (&book.not_found_out, "Not worked out"),
    ] {
        if !list.is_empty() {
            page.heading(heading);
            for shows in list {
                let accepted = shows.accepted.as_ref();
                let accepted = accepted.map(|because| format!(" Accepted: {because}"));
                let accepted = accepted.unwrap_or_default();
                page.marked(0, "* ", &format!("{}{accepted}", shows.says));
            }
        }
    }
    for (number, case) in book.cases.iter().enumerate() {
        page.heading(&format!("Case {}", number + 1));
        one(page, case);
    }
}

fn one(page: &mut Page, case: &BookCase) {
    let rights: Vec<&str> = case.rights.iter().map(|right| right.label()).collect();
    page.line(0, &format!("Asked for: {}.", rights.join(", ")));
    page.gap();
    let (mut so, mut not_so) = (Vec::new(), Vec::new());
    for answer in &case.answers {
        match answer.is.as_str() {
            "yes" => so.push(answer.name.clone()),
            "no" | "none" => not_so.push(answer.name.as_str()),
            is => so.push(format!("{}: {is}", answer.name)),
        }
    }
    page.line(0, &format!("What is known: {}.", so.join("; ")));
    if !not_so.is_empty() {
        page.line(0, &format!("“No” or “none”: {}.", not_so.join("; ")));
    }
    page.gap();
    page.line(0, "What it comes to:");
    for right in &case.rights {
        comes_to(page, case, *right);
    }
    page.gap();
    page.line(0, "What it shows:");
    for point in Point::ALL {
        shows(page, case, point);
    }
    page.gap();
    page.line(0, "The request:");
    page.file(4, &case.example.request);
    if let Some(settings) = &case.example.settings {
        page.line(0, "With these settings of the council:");
        page.file(4, settings);
    }
    page.gap();
    page.line(
        0,
        "Agreed:              Name:                              Date:",
    );
}

/// The results of a case for one right: the outcome of each entitlement, then the duties, powers and notes.
fn comes_to(page: &mut Page, case: &BookCase, right: Right) {
    let of_right = case.comes_to.iter().filter(|each| each.right == right);
    let (arising, granted): (Vec<_>, Vec<_>) =
        of_right.partition(|each| each.is == CaseOutcome::Arises);
    if granted.is_empty() && arising.is_empty() {
        return;
    }
    let mut parts: Vec<String> = Vec::new();
    for outcome in [
        CaseOutcome::Applies,
        CaseOutcome::InPart,
        CaseOutcome::Exempt,
        CaseOutcome::NoGround,
        CaseOutcome::OutOfScope,
    ] {
        let these: Vec<&str> = granted
            .iter()
            .filter(|each| each.is == outcome)
            .map(|each| each.says.as_str())
            .collect();
        if !these.is_empty() {
            parts.push(format!("{}: {}", outcome.in_words(), these.join(", ")));
        }
    }
    if !arising.is_empty() {
        let ids: Vec<String> = arising
            .iter()
            .map(|each| format!("`{}`", each.what))
            .collect();
        parts.push(format!("duties, powers and notes: {}", ids.join(", ")));
    }
    page.marked(
        0,
        "* ",
        &format!("{}: {}.", right.label(), parts.join("; ")),
    );
}

/// What a case shows of one kind, by what it is shown of.
fn shows(page: &mut Page, case: &BookCase, point: Point) {
    let of_kind: Vec<&Shows> = case
        .shows
        .iter()
        .filter(|each| each.point == point)
        .collect();
    if of_kind.is_empty() {
        return;
    }
    let words = match point {
        Point::Decides => {
            let rules: Vec<String> = of_kind
                .iter()
                .map(|each| format!("`{}`", each.of))
                .collect();
            rules.join(", ")
        }
        Point::Takes | Point::GivesBack => {
            let mut by_rule: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for each in &of_kind {
                let list = by_rule.entry(&each.of).or_default();
                list.extend(each.on.as_deref());
            }
            let lists = by_rule.iter();
            let lists: Vec<String> = lists
                .map(|(rule, taken)| format!("`{rule}`: {}", taken.join(", ")))
                .collect();
            lists.join("; ")
        }
        _ => {
            let sentences: Vec<&str> = of_kind.iter().map(|each| each.says.as_str()).collect();
            sentences.join(" ")
        }
    };
    page.marked(0, "* ", &format!("{}: {words}", point.in_words()));
}
