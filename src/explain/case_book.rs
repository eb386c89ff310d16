//! A case book as a text to be read and signed.

use std::collections::BTreeMap;

use super::page::{Page, tame};
use crate::{
    analysis::{BookCase, CaseBook, Outcome, Point, Shows},
    law::{Right, Term},
};

/// A case book as plain text, to be printed: each case with what is known, what it comes to, what it shows, and a line
/// to sign.
///
/// ```
/// use data_subject_rights::{analysis::CaseBook, explain};
/// let cases: CaseBook = serde_json::from_str(r#"{
///     "title": "The procedure", "at-least": 1, "never": [], "not-found-out": [], "cases": [{
///         "rights": ["erasure"], "answers": [{ "what": "published", "name": "published", "is": "yes" }],
///         "comes-to": [], "shows": [], "example": { "request": "", "comes-to": "" }
///     }] }"#)?;
/// let text = explain::case_book_text(&cases);
/// assert!(text.contains("What is known: published.") && text.contains("Agreed:"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn case_book_text(book: &CaseBook) -> String {
    let mut page = Page::default();
    page.heading(&tame(&format!("Case book of {}", book.title)));
    page.line(
        0,
        &format!(
            "{} {} things about the rules: that each rule decides, that each exemption takes each thing that \
             it reaches, that each exception gives back what each exemption would take, that each day on which \
             something begins or ends counts, and that each answer to each question of judgement does. It takes {} \
             at least, however they are chosen.",
            match book.cases.len() {
                0 => "No cases show".to_owned(),
                1 => "1 case shows".to_owned(),
                many => format!("{many} cases show"),
            },
            book.shown(),
            match book.at_least {
                1 => "1 case".to_owned(),
                many => format!("{many} cases"),
            },
        ),
    );
    page.gap();
    page.line(
        0,
        "What is not said of a case is not known. What is listed comes out so whatever that is; what is not listed is \
         open: other duties, powers and notes may come with it. A case puts together what would seldom come together, \
         its days too, so that few are enough.",
    );
    for (list, heading) in [
        (&book.never, "What no case shows"),
        (&book.not_found_out, "What could not be found out"),
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
        one(&mut page, case);
    }
    page.into_text()
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
        page.line(0, &format!("Not so, or none of it: {}.", not_so.join("; ")));
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
    page.line(
        0,
        "Agreed:              Name:                              Date:",
    );
}

/// What a case comes to for one right: the outcome of each entitlement, then the duties, powers and notes.
fn comes_to(page: &mut Page, case: &BookCase, right: Right) {
    let of_right = case.comes_to.iter().filter(|each| each.right == right);
    let (arising, granted): (Vec<_>, Vec<_>) =
        of_right.partition(|each| each.is == Outcome::Arises);
    if granted.is_empty() && arising.is_empty() {
        return;
    }
    let mut parts: Vec<String> = Vec::new();
    for outcome in [
        Outcome::Applies,
        Outcome::InPart,
        Outcome::Exempt,
        Outcome::NoGround,
        Outcome::OutOfScope,
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
