//! A review as plain text.

use super::words::{self, Numbered};
use crate::{analysis::Review, explain::page::Page};

/// What a review of rules found out, as plain text: what it comes to, then every finding with its rules,
/// its situations and a case; findings that the book accepts stand last, each with the reason.
///
/// ```
/// use data_subject_rights::{analysis::Review, explain};
/// let review: Review = serde_json::from_str(r#"{
///     "title": "The procedure", "looked-at": ["56 rules"], "findings": [{
///         "kind": "never-bites", "severity": "warning", "says": "It takes nothing that is there.", "rights": ["erasure"]
///     }] }"#)?;
/// let text = explain::review_text(&review);
/// assert!(text.contains("Open: 1 warning.") && text.contains("1. Warning: It takes nothing that is there."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn review_text(review: &Review) -> String {
    let mut page = Page::default();
    page.heading(&crate::explain::page::tame(&review.title));
    page.line(0, &words::verdict(review));
    if !review.looked_at.is_empty() {
        page.line(0, &format!("Looked at: {}.", review.looked_at.join("; ")));
    }
    for (kind, found) in words::by_kind(review) {
        page.heading(kind.in_words());
        for each in found {
            page.gap();
            finding(&mut page, each);
        }
    }
    let accepted = words::accepted(review);
    if !accepted.is_empty() {
        page.heading("Accepted");
        for each in accepted {
            page.gap();
            finding(&mut page, each);
        }
    }
    page.into_text()
}

/// How far what belongs to a finding stands in.
const INDENT: usize = 3;

fn finding(page: &mut Page, numbered: Numbered<'_>) {
    let Numbered { number, finding } = numbered;
    let severity = words::capital(finding.severity.in_words());
    if let Some(reason) = &finding.accepted {
        let kind = finding.kind.in_words();
        page.marked(
            0,
            &format!("{number}. "),
            &format!("{kind}: {}", finding.says),
        );
        page.line(INDENT, &format!("Accepted: {reason}"));
    } else {
        page.marked(
            0,
            &format!("{number}. "),
            &format!("{severity}: {}", finding.says),
        );
    }
    if !finding.rights.is_empty() {
        page.line(INDENT, &format!("Rights: {}.", words::rights(finding)));
    }
    for rule in &finding.rules {
        let words = format!("{}: {}", words::cited(rule), rule.says);
        page.marked(INDENT, "> ", &words);
    }
    if let Some(situations) = &finding.situations {
        page.line(INDENT, &format!("{}.", words::situations(situations)));
        for situation in &situations.shown {
            let words = words::answers(situation);
            let cases = words::cases_of(situation);
            page.marked(INDENT, "* ", &format!("{words}{cases}"));
        }
        if let Some(more) = words::more(situations) {
            page.marked(INDENT, "* ", &more);
        }
        if let Some(example) = &situations.example {
            page.line(INDENT, &format!("For example: {}", example.comes_to));
            page.file(INDENT + 4, &example.request);
            if let Some(settings) = &example.settings {
                page.line(INDENT, "With these settings of the council:");
                page.file(INDENT + 4, settings);
            }
        }
    }
    if let Some(amendment) = &finding.amendment {
        page.line(INDENT, "What could be written instead:");
        page.file(INDENT + 4, amendment);
    }
}
