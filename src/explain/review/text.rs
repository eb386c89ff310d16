//! A review as plain text.

use super::{
    digest::{LikeFindings, ReviewDigest, severity},
    words::{self, Numbered},
};
use crate::{
    analysis::RuleReview,
    explain::{
        Detail,
        page::{Page, tame},
    },
};

/// What a review of rules found, as plain text.
///
/// In short: like findings become one with a list. Each fault and warning has the distinctive facts of a case, and
/// each accepted finding its reason. In full: every finding with its rules, its situations and a case that can be
/// run.
///
/// ```
/// use data_subject_rights::{analysis::RuleReview, explain::{Detail, review_text}};
/// let review: RuleReview = serde_json::from_str(r#"{
///     "title": "The procedure", "looked-at": ["56 rules"], "findings": [{
///         "kind": "never-bites", "severity": "warning", "says": "It takes nothing that is there.", "rights": ["erasure"]
///     }] }"#)?;
/// let text = review_text(&review, Detail::Short);
/// assert!(text.contains("Open: 1 warning.") && text.contains("Warning: It takes nothing that is there."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn review_text(review: &RuleReview, detail: Detail) -> String {
    let mut page = Page::default();
    page.heading(&tame(&review.title));
    page.line(0, &words::verdict(review));
    if !review.looked_at.is_empty() {
        page.line(0, &format!("Looked at: {}.", review.looked_at.join("; ")));
    }
    match detail {
        Detail::Short => short(&mut page, &ReviewDigest::of(review)),
        Detail::Full => full(&mut page, review),
    }
    page.into_text()
}

fn short(page: &mut Page, digest: &ReviewDigest<'_>) {
    if let Some(usual) = digest.usual.in_words() {
        page.line(0, &words::usual(&usual));
    }
    for (kind, groups) in &digest.kinds {
        page.heading(kind.in_words());
        for each in groups {
            group(page, each);
        }
    }
    if !digest.accepted.is_empty() {
        page.heading("Accepted");
        for each in &digest.accepted {
            let kind = each.kind.in_words();
            let because = each.because.trim_end();
            page.marked(
                0,
                "* ",
                &format!("{kind} ({}). {because} {}", each.count, each.of()),
            );
        }
    }
}

fn group(page: &mut Page, group: &LikeFindings<'_>) {
    let severity = severity(group);
    if let Some(all) = group.all {
        page.line(0, &format!("{severity}: {all}"));
    }
    for block in &group.blocks {
        for line in &block.lines {
            let says = match group.all {
                Some(_) => line.says(),
                None => format!("{severity}: {}", line.says()),
            };
            page.marked(0, "* ", &says);
            if let Some(rules) = line.rules() {
                page.line(2, &format!("Rules: {rules}."));
            }
            if let Some(amendment) = line.amendment {
                page.line(2, &format!("Amend: {amendment}"));
            }
        }
        if let Some(case) = &block.case {
            page.line(
                2,
                &format!("{}: {case}.", words::for_example(block.lines.len())),
            );
        }
    }
}

fn full(page: &mut Page, review: &RuleReview) {
    for (kind, found) in words::by_kind(review) {
        page.heading(kind.in_words());
        for each in found {
            page.gap();
            finding(page, each);
        }
    }
    let accepted = words::accepted(review);
    if !accepted.is_empty() {
        page.heading("Accepted");
        for each in accepted {
            page.gap();
            finding(page, each);
        }
    }
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
        page.line(INDENT, "Suggested amendment:");
        page.file(INDENT + 4, amendment);
    }
}
