//! Where the procedure departs from the law: kept as a page, and every difference of the two that is known beforehand
//! is among what is found.

use crate::common;

use std::sync::Arc;

use data_subject_rights::{
    analysis::{self, BookEdition, Finding, FindingKind, RuleReview},
    calendar::Date,
    case::{Council, Request},
    explain::{self, Detail},
    law::Provision,
    source::SourceFile,
};

/// The procedure against the law, both on one day and with the council's settings.
fn departures() -> RuleReview {
    let council = crate::common::doncaster();
    let settings = SourceFile::new(
        "doncaster.yaml",
        common::text("rules/councils/doncaster.yaml"),
    );
    let settings = Council::load(&settings).unwrap_or_else(|faults| panic!("{faults}"));
    let statute = council.statute().expect("there is one").book().clone();
    let day = Date::constant(2026, 11, 22);
    let side = |book| BookEdition::new(Arc::new(book)).of(&settings).on(day);
    let [own, law] = [council.procedure().clone(), statute].map(side);
    analysis::departures(&own, &law).expect("one vocabulary")
}

/// Every example is a request that can be read and decided, by the council's settings or its own.
fn examples_run(review: &RuleReview) {
    let council = crate::common::doncaster();
    let mut ran = 0;
    for finding in &review.findings {
        let Some(example) = finding
            .situations
            .as_ref()
            .and_then(|each| each.example.as_ref())
        else {
            continue;
        };
        let file = SourceFile::new("example.yaml", example.request.clone());
        let request = Request::load(&file)
            .unwrap_or_else(|faults| panic!("{}\n{faults}\n{}", finding.says, example.request));
        if example.settings.is_none() {
            council
                .decide(&request)
                .unwrap_or_else(|faults| panic!("{}\n{faults}\n{}", finding.says, example.request));
            ran += 1;
        }
    }
    assert!(ran > 0);
}

/// A tension that is known beforehand, and the findings that tell of it.
#[derive(serde::Deserialize)]
struct Tension {
    tension: usize,
    #[serde(default)]
    says: String,
    #[serde(default)]
    not: String,
    #[serde(default)]
    findings: Vec<Wanted>,
}

#[derive(Debug, serde::Deserialize)]
struct Wanted {
    kind: FindingKind,
    cites: Vec<Provision>,
    #[serde(default)]
    about: String,
}

impl Wanted {
    fn is(&self, finding: &Finding) -> bool {
        let cites = |provision: &Provision| {
            let mut rules = finding.rules.iter();
            rules.any(|rule| rule.provision == *provision)
        };
        let is_about = finding.about.contains(&self.about) || finding.says.contains(&self.about);
        finding.kind == self.kind && self.cites.iter().all(cites) && is_about
    }
}

fn every_tension_is_found(review: &RuleReview) {
    let text = common::text("tests/departures/tensions.yaml");
    let tensions: Vec<Tension> = serde_yaml::from_str(&text).expect("a list of tensions");
    let numbers: Vec<usize> = tensions.iter().map(|each| each.tension).collect();
    assert!(numbers.iter().copied().eq(1..=tensions.len()));
    for tension in &tensions {
        let number = tension.tension;
        // Each is a departure, with a sentence and its findings, or it is said why it is none.
        assert_eq!(
            tension.not.is_empty(),
            !tension.findings.is_empty(),
            "{number}"
        );
        assert_eq!(
            tension.says.is_empty(),
            tension.findings.is_empty(),
            "{number}"
        );
        for wanted in &tension.findings {
            let is_found = review.findings.iter().any(|finding| wanted.is(finding));
            assert!(is_found, "tension {number} is not found: {wanted:?}");
        }
    }
}

#[test]
fn where_the_procedure_departs_from_the_law() {
    let review = departures();
    examples_run(&review);
    every_tension_is_found(&review);
    let unknown = review
        .findings
        .iter()
        .any(|finding| finding.kind == FindingKind::NotFoundOut);
    assert!(!unknown, "everything was found out");
    let _guard = common::pages_in("snapshots/analysis");
    let page = explain::review_text(&review, Detail::Short);
    assert!(page.lines().count() <= 1_500);
    insta::assert_snapshot!("departures-of-the-procedure", page);
}
