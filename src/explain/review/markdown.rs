//! A review as Markdown, for a merge request.

use super::{
    digest::{LikeFindings, ReviewDigest, severity},
    words::{self, Numbered},
};
use crate::{
    analysis::{CaseFile, RuleReview},
    explain::{Detail, outside::escaped_in_markdown as escaped, page::tame_lines},
};

/// The findings of a review of rules, as Markdown for a merge request. A table of counts comes first, then a section
/// for each kind, in short or in full as in [`review_text`](super::review_text). Accepted findings come last.
///
/// Words from the rules and cases are escaped: they cannot become markup, a link or a mention.
///
/// ```
/// use data_subject_rights::{analysis::RuleReview, explain::{Detail, review_markdown}};
/// let review: RuleReview = serde_json::from_str(r#"{
///     "title": "The procedure", "looked-at": ["56 rules"], "findings": [{
///         "kind": "gap", "severity": "fault", "says": "Nobody <i>says</i> what happens.", "rights": ["erasure"]
///     }] }"#)?;
/// let markdown = review_markdown(&review, Detail::Short);
/// assert!(markdown.contains("| No rule for these cases | 1 | 0 | 0 | 0 |"));
/// assert!(markdown.contains("Nobody &lt;i&gt;says&lt;/i&gt; what happens."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn review_markdown(review: &RuleReview, detail: Detail) -> String {
    let mut page = format!(
        "# {}\n\n{}\n",
        escaped(&review.title),
        words::verdict(review)
    );
    if !review.looked_at.is_empty() {
        let looked_at: Vec<String> = review.looked_at.iter().map(|each| escaped(each)).collect();
        page += &format!("\nLooked at: {}.\n", looked_at.join("; "));
    }
    let counts = words::counts(review);
    if !counts.is_empty() {
        page +=
            "\n| What was found | Faults | Warnings | Notes | Accepted |\n|---|--:|--:|--:|--:|\n";
        for count in counts {
            let [faults, warnings, notes] = count.open;
            let (kind, accepted) = (count.kind.in_words(), count.accepted);
            page += &format!("| {kind} | {faults} | {warnings} | {notes} | {accepted} |\n");
        }
    }
    match detail {
        Detail::Short => short(&mut page, &ReviewDigest::of(review)),
        Detail::Full => full(&mut page, review),
    }
    page
}

fn short(page: &mut String, digest: &ReviewDigest<'_>) {
    if let Some(usual) = digest.usual.in_words() {
        *page += &format!("\n{}\n", escaped(&words::usual(&usual)));
    }
    for (kind, groups) in &digest.kinds {
        *page += &format!("\n## {}\n", kind.in_words());
        for each in groups {
            group(page, each);
        }
    }
    if !digest.accepted.is_empty() {
        *page += "\n## Accepted\n\n";
        for each in &digest.accepted {
            let (kind, because) = (each.kind.in_words(), escaped(each.because));
            *page += &format!(
                "- **{kind} ({})**: {because} {}\n",
                each.count,
                escaped(&each.of())
            );
        }
    }
}

fn group(page: &mut String, group: &LikeFindings<'_>) {
    let severity = severity(group);
    *page += &match group.all {
        Some(all) => format!("\n**{severity}**: {}\n\n", escaped(all)),
        None => format!("\n**{severity}**:\n\n"),
    };
    for block in &group.blocks {
        for line in &block.lines {
            *page += &format!("- {}\n", escaped(&line.says()));
            if let Some(rules) = line.rules() {
                *page += &format!("  - Rules: {}.\n", escaped(&rules));
            }
            if let Some(amendment) = line.amendment {
                *page += &format!("  - Amend: {}\n", escaped(amendment));
            }
        }
        if let Some(case) = &block.case {
            let begin = words::for_example(block.lines.len());
            *page += &format!("  - {begin}: {}.\n", escaped(case));
        }
    }
}

fn full(page: &mut String, review: &RuleReview) {
    for (kind, found) in words::by_kind(review) {
        *page += &format!("\n## {}\n", kind.in_words());
        for each in found {
            finding(page, each);
        }
    }
    let accepted = words::accepted(review);
    if !accepted.is_empty() {
        *page += "\n## Accepted\n";
        for each in accepted {
            finding(page, each);
        }
    }
}

fn finding(page: &mut String, numbered: Numbered<'_>) {
    let Numbered { number, finding } = numbered;
    let says = escaped(&finding.says);
    match &finding.accepted {
        Some(reason) => {
            let kind = finding.kind.in_words();
            *page += &format!("\n### {number}. {kind}\n\n{says}\n");
            *page += &format!("\n**Accepted:** {}\n", escaped(reason));
        }
        None => {
            let severity = words::capital(finding.severity.in_words());
            *page += &format!("\n### {number}. {severity}\n\n{says}\n");
        }
    }
    if !finding.rights.is_empty() {
        *page += &format!("\nRights: {}.\n", words::rights(finding));
    }
    if !finding.rules.is_empty() {
        *page += "\nRules:\n\n";
        for rule in &finding.rules {
            let (cited, says) = (escaped(&words::cited(rule)), escaped(&rule.says));
            *page += &format!("- **{cited}**: {says}\n");
        }
    }
    if let Some(situations) = &finding.situations {
        *page += &format!("\n{}.\n\n", words::situations(situations));
        for situation in &situations.shown {
            let answers = escaped(&words::answers(situation));
            *page += &format!("- {answers}{}\n", words::cases_of(situation));
        }
        if let Some(more) = words::more(situations) {
            *page += &format!("- {more}\n");
        }
        if let Some(example) = &situations.example {
            case(page, example);
        }
    }
    if let Some(amendment) = &finding.amendment {
        *page += "\nSuggested amendment:\n\n";
        *page += &fenced(amendment);
    }
}

fn case(page: &mut String, case: &CaseFile) {
    // Without empty lines round the fenced block, Markdown inside HTML is not read as Markdown.
    *page += &format!(
        "\n<details>\n<summary>A case: {}</summary>\n\n{}",
        escaped(&case.comes_to),
        fenced(&case.request)
    );
    if let Some(settings) = &case.settings {
        *page += &format!(
            "\nWith these settings of the council:\n\n{}",
            fenced(settings)
        );
    }
    *page += "\n</details>\n";
}

/// A file in a fence that nothing in it can close.
fn fenced(text: &str) -> String {
    let lines: Vec<String> = tame_lines(text).collect();
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`'));
    let longest = runs.map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let mut block = format!("{fence}yaml\n");
    for line in lines {
        block += &line;
        block.push('\n');
    }
    block + &fence + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_closes_its_fence() {
        let block = fenced("a: |\n  ````\n  b\n");
        assert!(
            block.starts_with("`````") && block.ends_with("\n`````\n"),
            "{block}"
        );
    }
}
