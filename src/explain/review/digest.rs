//! A review in short: like findings told as one with a list, and of each case what sets it apart.

use std::collections::BTreeMap;

use super::words::{self, Numbered};
use crate::analysis::{Answered, CaseFile, Finding, FindingKind, RuleCited, RuleReview, Severity};

/// A review in short.
pub(super) struct ReviewDigest<'r> {
    /// What most cases have in common: it is said once.
    pub(super) usual: Usual<'r>,
    /// The findings that the book does not accept, by kind.
    pub(super) kinds: Vec<(FindingKind, Vec<LikeFindings<'r>>)>,
    pub(super) accepted: Vec<Accepted<'r>>,
}

/// Like findings of one severity.
pub(super) struct LikeFindings<'r> {
    pub(super) severity: Severity,
    /// How many findings.
    pub(super) count: usize,
    /// What is said of all of them; none for a finding that stands alone.
    pub(super) all: Option<&'r str>,
    /// Lines that share a case stand together.
    pub(super) blocks: Vec<LinesOfACase<'r>>,
}

/// Lines with one case as their example.
pub(super) struct LinesOfACase<'r> {
    pub(super) lines: Vec<Line<'r>>,
    pub(super) case: Option<String>,
}

/// What is said of one finding, or of several in the same words.
pub(super) struct Line<'r> {
    /// What is said; several where the same is said of the same things.
    these: Vec<&'r str>,
    of: Vec<&'r str>,
    /// The rules, where the line does not name them itself.
    pub(super) cited: Vec<&'r RuleCited>,
    pub(super) amendment: Option<&'r str>,
}

/// Findings of one kind that the book accepts for one reason.
pub(super) struct Accepted<'r> {
    pub(super) kind: FindingKind,
    pub(super) because: &'r str,
    pub(super) count: usize,
    of: Vec<(&'r str, usize)>,
}

/// Of each fact the answer that most cases have in common.
pub(super) struct Usual<'r>(BTreeMap<&'r str, &'r Answered>);

impl<'r> ReviewDigest<'r> {
    pub(super) fn of(review: &'r RuleReview) -> Self {
        let open = review
            .findings
            .iter()
            .filter(|each| each.accepted.is_none());
        let cases = open.filter_map(example);
        let usual = Usual::of(cases.map(|case| case.facts.as_slice()));
        let kinds = words::by_kind(review).into_iter();
        Self {
            kinds: kinds
                .map(|(kind, found)| (kind, groups(&found, &usual)))
                .collect(),
            accepted: accepted(review),
            usual,
        }
    }
}

fn example(finding: &Finding) -> Option<&CaseFile> {
    finding.situations.as_ref()?.example.as_ref()
}

/// How many cases there must be before something counts as usual.
const SEVERAL: usize = 4;

impl<'r> Usual<'r> {
    /// An answer is usual where most cases give it, and nearly all that speak of the fact.
    fn of(cases: impl Iterator<Item = &'r [Answered]>) -> Self {
        let mut many = 0;
        let mut answered: BTreeMap<&str, Vec<(&Answered, usize)>> = BTreeMap::new();
        for case in cases {
            many += 1;
            for answer in case {
                let known = answered.entry(&answer.what).or_default();
                match known.iter_mut().find(|(known, _)| known.is == answer.is) {
                    Some((_, count)) => *count += 1,
                    None => known.push((answer, 1)),
                }
            }
        }
        let usual = answered.into_iter().filter_map(|(what, answers)| {
            let all: usize = answers.iter().map(|(_, count)| count).sum();
            let (answer, count) = answers.into_iter().max_by_key(|(_, count)| *count)?;
            let is_usual = many >= SEVERAL && count * 2 > many && count * 10 >= all * 9;
            (is_usual && !answer.is_no()).then_some((what, answer))
        });
        Self(usual.collect())
    }

    /// What is said once of every case.
    pub(super) fn in_words(&self) -> Option<String> {
        let answers: Vec<String> = self.0.values().map(|answer| told(answer)).collect();
        (!answers.is_empty()).then(|| answers.join("; "))
    }

    /// What sets a case apart: nothing where it is the usual one.
    fn apart(&self, answers: &[Answered]) -> Option<String> {
        let apart = answers
            .iter()
            .filter(|answer| match self.0.get(answer.what.as_str()) {
                Some(usual) => usual.is != answer.is,
                None => !answer.is_no(),
            });
        let apart: Vec<String> = apart.map(told).collect();
        (!apart.is_empty()).then(|| apart.join("; "))
    }

    /// An example of a finding by what sets it apart.
    pub(super) fn case(&self, finding: &Finding) -> Option<String> {
        match example(finding).map(|case| case.facts.as_slice()) {
            Some(facts) if !facts.is_empty() => self.apart(facts),
            _ => {
                let situations = finding.situations.as_ref()?;
                self.apart(&situations.shown.first()?.answers)
            }
        }
    }
}

/// An answer in a few words: of what is so its name alone.
fn told(answer: &Answered) -> String {
    match answer.is.as_str() {
        "yes" => answer.name.clone(),
        is => format!("{}: {is}", answer.name),
    }
}

/// The findings of a kind, like ones together.
fn groups<'r>(found: &[Numbered<'r>], usual: &Usual<'_>) -> Vec<LikeFindings<'r>> {
    let mut groups: Vec<LikeFindings<'r>> = Vec::new();
    for Numbered { finding, .. } in found {
        let all = finding.like.as_ref().map(|like| like.all.as_str());
        let alike = |group: &LikeFindings<'_>| {
            all.is_some() && group.all == all && group.severity == finding.severity
        };
        let at = match groups.iter().position(alike) {
            Some(at) => at,
            None => {
                groups.push(LikeFindings {
                    severity: finding.severity,
                    count: 0,
                    all,
                    blocks: Vec::new(),
                });
                groups.len() - 1
            }
        };
        if let Some(group) = groups.get_mut(at) {
            group.add(finding, usual);
        }
    }
    let blocks = groups.iter_mut().flat_map(|group| &mut group.blocks);
    blocks.for_each(LinesOfACase::join);
    groups
}

impl<'r> LikeFindings<'r> {
    fn add(&mut self, finding: &'r Finding, usual: &Usual<'_>) {
        self.count += 1;
        // What is only good to know needs no case.
        let wants_case = finding.severity != Severity::Note || self.all.is_none();
        let case = wants_case.then(|| usual.case(finding)).flatten();
        let line = Line::of(finding);
        // What is said already of other things is said of these too, with the case that stands there.
        let mut blocks = self.blocks.iter_mut();
        if blocks.any(|block| block.takes(&line)) {
            return;
        }
        match self.blocks.iter_mut().find(|block| block.case == case) {
            Some(block) => block.lines.push(line),
            None => self.blocks.push(LinesOfACase {
                lines: vec![line],
                case,
            }),
        }
    }
}

impl<'r> LinesOfACase<'r> {
    /// Takes in a line that says the same of other things; whether there was room for it.
    fn takes(&mut self, line: &Line<'r>) -> bool {
        if line.of.is_empty() {
            return false;
        }
        let mut lines = self.lines.iter_mut();
        let known = lines.find(|known| known.these == line.these && !known.of.is_empty());
        let Some(known) = known else { return false };
        for of in &line.of {
            if !known.of.contains(of) {
                known.of.push(of);
            }
        }
        true
    }

    /// What is said of the same things is one line too.
    fn join(&mut self) {
        let mut joined: Vec<Line<'r>> = Vec::new();
        for line in std::mem::take(&mut self.lines) {
            let is_alike = |known: &&mut Line<'_>| !line.of.is_empty() && known.of == line.of;
            match joined.iter_mut().find(is_alike) {
                Some(known) => known.these.extend(line.these),
                None => joined.push(line),
            }
        }
        self.lines = joined;
    }
}

impl<'r> Line<'r> {
    fn of(finding: &'r Finding) -> Self {
        match &finding.like {
            Some(like) => Self {
                these: vec![&like.this],
                of: like.of.iter().map(String::as_str).collect(),
                cited: Vec::new(),
                amendment: None,
            },
            None => Self {
                these: vec![&finding.says],
                of: Vec::new(),
                cited: finding.rules.iter().collect(),
                amendment: finding.amendment.as_deref(),
            },
        }
    }

    pub(super) fn says(&self) -> String {
        let these = self.these.join(", ");
        if self.of.is_empty() {
            these
        } else {
            format!("{these}: {}", self.of.join("; "))
        }
    }

    /// The rules of a finding that stands alone, each by its id and provision.
    pub(super) fn rules(&self) -> Option<String> {
        let cited = self.cited.iter();
        let cited: Vec<String> = cited
            .map(|rule| format!("{} of {}, {}", rule.rule, rule.book, rule.provision.cite()))
            .collect();
        (!cited.is_empty()).then(|| cited.join("; "))
    }
}

/// The findings that the book accepts, by kind and reason.
fn accepted(review: &RuleReview) -> Vec<Accepted<'_>> {
    let mut all: Vec<Accepted<'_>> = Vec::new();
    for Numbered { finding, .. } in words::accepted(review) {
        let because = finding.accepted.as_deref().unwrap_or_default();
        let alike =
            |known: &&mut Accepted<'_>| known.kind == finding.kind && known.because == because;
        let of = finding
            .about
            .first()
            .map_or(finding.says.as_str(), String::as_str);
        match all.iter_mut().find(alike) {
            Some(known) => known.add(of),
            None => all.push(Accepted {
                kind: finding.kind,
                because,
                count: 1,
                of: vec![(of, 1)],
            }),
        }
    }
    all
}

impl<'r> Accepted<'r> {
    fn add(&mut self, of: &'r str) {
        self.count += 1;
        match self.of.iter_mut().find(|(known, _)| *known == of) {
            Some((_, count)) => *count += 1,
            None => self.of.push((of, 1)),
        }
    }

    /// What it is about, each with how often where that is more than once.
    pub(super) fn of(&self) -> String {
        let of = self.of.iter().map(|(of, count)| match count {
            1 => (*of).to_owned(),
            count => format!("{of} ({count} times)"),
        });
        of.collect::<Vec<_>>().join(", ")
    }
}

/// `Fault`, `Faults (17)`: what stands before what is said of a group.
pub(super) fn severity(group: &LikeFindings<'_>) -> String {
    let word = words::capital(group.severity.in_words());
    match group.count {
        1 => word,
        count => format!("{word}s ({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A review of findings that are alike, each about another right, with a case.
    fn review(rights: &[(&str, &str)]) -> RuleReview {
        let finding = |(right, raised): &(&str, &str)| {
            serde_json::json!({
                "kind": "generous", "severity": "warning", "says": format!("It gives {right}."),
                "like": { "all": "It gives more.", "this": "`honours`", "of": [right] },
                "situations": { "shown": [], "more": 0, "cases": 1, "example": {
                    "request": "", "comes-to": "", "facts": [
                        { "what": "alive", "name": "alive", "is": "yes" },
                        { "what": "raised", "name": "raised", "is": raised },
                        { "what": "held", "name": "held", "is": "no" }
                    ]
                } }
            })
        };
        let findings: Vec<serde_json::Value> = rights.iter().map(finding).collect();
        let review = serde_json::json!({ "title": "It", "looked-at": [], "findings": findings });
        serde_json::from_value(review).expect("it is a review")
    }

    #[test]
    fn like_findings_are_one_line_with_a_list() {
        let review = review(&[("access", "part"), ("erasure", "part"), ("access", "part")]);
        let digest = ReviewDigest::of(&review);
        let groups: Vec<&LikeFindings<'_>> =
            digest.kinds.iter().flat_map(|(_, each)| each).collect();
        let told: Vec<String> = groups.iter().map(|group| severity(group)).collect();
        assert_eq!(told, ["Warnings (3)"]);
        let blocks = groups.iter().flat_map(|group| &group.blocks);
        let lines = blocks.flat_map(|block| &block.lines);
        let lines: Vec<String> = lines.map(Line::says).collect();
        assert_eq!(lines, ["`honours`: access; erasure"]);
    }

    #[test]
    fn what_cases_have_in_common_is_said_once_and_what_is_not_so_never() {
        let review = review(&[("a", "part"), ("b", "whole"), ("c", "part"), ("d", "none")]);
        let digest = ReviewDigest::of(&review);
        assert_eq!(digest.usual.in_words().as_deref(), Some("alive"));
        let cases = review
            .findings
            .iter()
            .map(|finding| digest.usual.case(finding));
        let cases: Vec<Option<String>> = cases.collect();
        let part = Some("raised: part".to_owned());
        assert_eq!(
            cases,
            [part.clone(), Some("raised: whole".to_owned()), part, None]
        );
    }
}
