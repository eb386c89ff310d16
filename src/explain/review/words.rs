//! What text, Markdown and page have in common.

pub(super) use crate::advice::words::capital;
use crate::{
    analysis::{Finding, FindingKind, RuleCited, RuleReview, Severity, Situation, Situations},
    bdd::Count,
    law::Term,
};

/// A finding with its number in the review, from 1.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'r> {
    pub(super) number: usize,
    pub(super) finding: &'r Finding,
}

fn numbered(review: &RuleReview) -> impl Iterator<Item = Numbered<'_>> {
    review
        .findings
        .iter()
        .enumerate()
        .map(|(at, finding)| Numbered {
            number: at + 1,
            finding,
        })
}

/// The findings that no one accepted, kind by kind, the gravest kind first.
pub(super) fn by_kind(review: &RuleReview) -> Vec<(FindingKind, Vec<Numbered<'_>>)> {
    let of = |kind: FindingKind| -> Vec<Numbered<'_>> {
        numbered(review)
            .filter(|each| each.finding.kind == kind && each.finding.accepted.is_none())
            .collect()
    };
    FindingKind::ALL
        .into_iter()
        .map(|kind| (kind, of(kind)))
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

/// The findings that the book accepts.
pub(super) fn accepted(review: &RuleReview) -> Vec<Numbered<'_>> {
    numbered(review)
        .filter(|each| each.finding.accepted.is_some())
        .collect()
}

/// How many findings of a kind there are: faults, warnings, notes, and those accepted.
pub(super) struct OfKind {
    pub(super) kind: FindingKind,
    pub(super) open: [usize; 3],
    pub(super) accepted: usize,
}

/// The kinds that were found, with how often.
pub(super) fn counts(review: &RuleReview) -> Vec<OfKind> {
    let count = |kind: FindingKind| {
        let of_kind = || review.findings.iter().filter(move |each| each.kind == kind);
        let open = [Severity::Fault, Severity::Warning, Severity::Note].map(|severity| {
            of_kind()
                .filter(|each| each.accepted.is_none() && each.severity == severity)
                .count()
        });
        OfKind {
            kind,
            open,
            accepted: of_kind().filter(|each| each.accepted.is_some()).count(),
        }
    };
    FindingKind::ALL
        .into_iter()
        .map(count)
        .filter(|count| count.accepted + count.open.iter().sum::<usize>() > 0)
        .collect()
}

/// The result of the review, in a sentence or two.
pub(super) fn verdict(review: &RuleReview) -> String {
    let open = |severity: Severity| {
        let of_severity =
            |finding: &&Finding| finding.accepted.is_none() && finding.severity == severity;
        review.findings.iter().filter(of_severity).count()
    };
    let accepted = accepted(review).len();
    let some = |parts: [Option<String>; 2]| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    };
    let several = |count: usize, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let pressing = some([
        several(open(Severity::Fault), "fault", "faults"),
        several(open(Severity::Warning), "warning", "warnings"),
    ]);
    let beside = some([
        several(open(Severity::Note), "note", "notes"),
        several(accepted, "accepted finding", "accepted findings"),
    ]);
    match (pressing, beside) {
        (None, None) => "Nothing was found.".to_owned(),
        (None, Some(beside)) => format!("Nothing is open. Also: {beside}."),
        (Some(pressing), None) => format!("Open: {pressing}."),
        (Some(pressing), Some(beside)) => format!("Open: {pressing}. Also: {beside}."),
    }
}

/// The names of the rights that a finding bears on.
pub(super) fn rights(finding: &Finding) -> String {
    let labels: Vec<&str> = finding.rights.iter().map(|right| right.label()).collect();
    labels.join(", ")
}

/// Role, rule, book and provision of a cited rule: `ground erasure/consent of procedure, Procedure 7/2`.
pub(super) fn cited(rule: &RuleCited) -> String {
    format!(
        "{} {} of {}, {}",
        rule.role,
        rule.rule,
        rule.book,
        rule.provision.cite()
    )
}

/// The answers of a situation in a line.
pub(super) fn answers(situation: &Situation) -> String {
    if situation.answers.is_empty() {
        return "whatever the answers are".to_owned();
    }
    let answers: Vec<String> = situation.answers.iter().map(ToString::to_string).collect();
    answers.join("; ")
}

/// `1 case`, `12,000 cases`, or that they were not counted.
fn cases(count: Option<&Count>) -> String {
    match count.map(|count| (count, count.to_u128())) {
        Some((_, Some(1))) => "1 case".to_owned(),
        Some((count, _)) => format!("{} cases", grouped(count)),
        None => "cases not counted".to_owned(),
    }
}

/// ` (12,000 cases)`, after the answers of a situation. Where no answer is asked for there is nothing to count.
pub(super) fn cases_of(situation: &Situation) -> String {
    if situation.answers.is_empty() {
        return String::new();
    }
    format!(" ({})", cases(situation.cases.as_ref()))
}

/// What stands above the situations of a finding.
pub(super) fn situations(situations: &Situations) -> String {
    if let [always] = situations.shown.as_slice()
        && always.answers.is_empty()
    {
        return "When: always".to_owned();
    }
    format!("When: {}", cases(situations.cases.as_ref()))
}

/// That there are more situations than those shown, where there are.
pub(super) fn more(situations: &Situations) -> Option<String> {
    let more = situations.more.as_ref();
    match more.map(|more| (more, more.to_u128())) {
        Some((_, Some(0))) => None,
        Some((_, Some(1))) => Some("and 1 more situation".to_owned()),
        Some((more, _)) => Some(format!("and {} more situations", grouped(more))),
        None => Some("and more situations, not counted".to_owned()),
    }
}

/// What stands before a case that is an example of so many lines.
pub(super) fn for_example(lines: usize) -> String {
    match lines {
        1 => "For example".to_owned(),
        many => format!("For example, each of these {many}"),
    }
}

/// What stands once above cases that are told by what sets them apart.
pub(super) fn usual(usual: &str) -> String {
    format!(
        "Each example says only what sets its case apart. Unless it says otherwise: {usual}. Everything else that \
         matters is “no” or “none”."
    )
}

/// A number with a comma before each three digits.
fn grouped(number: &Count) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let shown = [0, 12, 999, 1000, 1_234_567].map(|number| grouped(&Count::from(number)));
        assert_eq!(shown, ["0", "12", "999", "1,000", "1,234,567"]);
        assert!(grouped(&Count::from(u128::MAX)).starts_with("340,282,"));
    }
}
