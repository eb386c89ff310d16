//! Findings that a book accepts, and acceptances that nothing needs.

use super::{Finding, FindingKind, Severity};
use crate::rule::{Acceptance, RuleBook};

/// Marks what the book accepts, and adds a finding for every acceptance that accepts nothing.
pub(super) fn accept(book: &RuleBook, findings: &mut Vec<Finding>) {
    let needless = accept_only(book, findings);
    findings.extend(needless);
}

/// Marks what the book accepts; gives the acceptances of the kinds that a check finds which accept nothing.
pub(super) fn accept_only(book: &RuleBook, findings: &mut [Finding]) -> Vec<Finding> {
    let mut needless = Vec::new();
    for acceptance in book.accepted() {
        for of in &acceptance.of {
            let one = Acceptance {
                of: vec![of.clone()],
                ..acceptance.clone()
            };
            let mut is_needed = false;
            for finding in findings.iter_mut() {
                let code = finding.kind.code();
                if finding.about.iter().any(|about| one.covers(code, about)) {
                    is_needed = true;
                    let because = || acceptance.because.clone();
                    finding.accepted.get_or_insert_with(because);
                }
            }
            let by_a_check = CHECKED.iter().any(|kind| kind.code() == acceptance.finding);
            if !is_needed && (by_a_check || is_unknown(&acceptance.finding)) {
                needless.push(Finding {
                    says: format!(
                        "{}, line {}: `{}` of `{of}` is accepted, but was not found. Remove the acceptance.",
                        acceptance.file,
                        acceptance.line,
                        acceptance.finding,
                    ),
                    about: vec![of.clone()],
                    ..Finding::of(FindingKind::NeedlessAcceptance, Severity::Warning)
                });
            }
        }
    }
    needless
}

/// The kinds that the check of a book finds.
const CHECKED: [FindingKind; 7] = [
    FindingKind::Gap,
    FindingKind::Conflict,
    FindingKind::NeverDecides,
    FindingKind::NeverBites,
    FindingKind::NeverRestores,
    FindingKind::NeverMatters,
    FindingKind::SaysNothing,
];

/// Whether no finding is called so: then nothing is accepted by it.
fn is_unknown(finding: &str) -> bool {
    FindingKind::ALL.iter().all(|kind| kind.code() != finding)
}
