//! More councils that are data: whole procedures with the departures that real ones have, over the same law.

use crate::common;

use common::councils::{self, over_the_statute, requests};
use common::kept_page;
use data_subject_rights::{
    Controller,
    advice::{Advice, OpenQuestion},
    analysis::{self, BookEdition, FindingKind, Severity},
    calendar::Date,
    case::{Council, Request},
    decision::Outcome,
    law::Right,
    rule::{RuleBook, Treatment},
    source::SourceFile,
};
use std::sync::Arc;

/// The councils with a whole procedure: Northmoor has a part of one (`second_council.rs`).
fn names() -> Vec<String> {
    let mut names = councils::names();
    names.retain(|name| name != "northmoor");
    names
}

/// The eight rights, the objection in its two kinds.
const EIGHT: [Right; 9] = [
    Right::Information,
    Right::Access,
    Right::Rectification,
    Right::Erasure,
    Right::Restriction,
    Right::Portability,
    Right::Objection,
    Right::DirectMarketingObjection,
    Right::AutomatedDecisions,
];

fn decide(council: &Controller, request: &Request) -> Advice {
    council
        .decide(request)
        .unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn each_procedure_speaks_of_all_eight_rights() {
    for name in names() {
        let council = over_the_statute(&name);
        let request = EIGHT.iter().fold(
            Request::received(Date::constant(2026, 9, 1)),
            |all, right| all.asks(*right),
        );
        let advice = decide(&council, &request);
        assert_eq!(advice.groups.len(), EIGHT.len());
        for group in &advice.groups {
            let right = group.right;
            assert_ne!(
                group.procedure.outcome,
                Outcome::Silent,
                "{name}: {right:?}"
            );
            assert!(group.statute.is_some(), "{name}: {right:?}");
        }
    }
}

#[test]
fn every_row_of_their_ledgers_is_encoded_or_informative() {
    for name in names() {
        let council = over_the_statute(&name);
        for row in council.procedure().ledger() {
            match &row.treatment {
                Treatment::EncodedBy(rules) => assert!(!rules.is_empty(), "{}", row.provision),
                Treatment::Informative(why) => {
                    assert!(why.split_whitespace().count() >= 4, "{}", row.provision);
                }
                Treatment::NotEncoded(why) => panic!("{name}, {}: {why}", row.provision),
            }
        }
    }
}

#[test]
fn their_advice_is_as_its_snapshots_say() {
    let _guard = common::pages_in("snapshots/councils");
    for council in names() {
        let controller = over_the_statute(&council);
        for (name, request) in requests(&council) {
            let advice = decide(&controller, &request);
            // What the settings say of the controller is known, and never asked.
            for OpenQuestion { question, .. } in &advice.questions {
                let asked = question.fact.as_str();
                assert!(!["controller-kind", "nation", "foi-authority"].contains(&asked));
            }
            insta::assert_snapshot!(format!("{council}__{name}"), kept_page(&advice));
        }
    }
}

/// Held against the law over every case: what each refuses that the law grants, and the rest that is a fault.
#[test]
fn where_their_procedures_depart_from_the_law() {
    let _guard = common::pages_in("snapshots/councils");
    let day = Date::constant(2026, 11, 22);
    for name in names() {
        let council = over_the_statute(&name);
        let settings = SourceFile::new(
            "settings.yaml",
            common::text(&format!("tests/councils/{name}/settings.yaml")),
        );
        let settings = Council::load(&settings).unwrap_or_else(|faults| panic!("{faults}"));
        let side = |book: &RuleBook| {
            BookEdition::new(Arc::new(book.clone()))
                .of(&settings)
                .on(day)
        };
        let law = council
            .statute()
            .expect("it stands over the statute")
            .book();
        let review = analysis::departures(&side(council.procedure()), &side(law))
            .unwrap_or_else(|reason| panic!("{reason}"));
        let mut page = format!("{}\n", review.title);
        for finding in &review.findings {
            assert_ne!(finding.kind, FindingKind::NotFoundOut, "{}", finding.says);
            if finding.severity == Severity::Fault {
                page.push_str(&format!(
                    "- {}: {}\n",
                    finding.kind.in_words(),
                    finding.says
                ));
            }
        }
        insta::assert_snapshot!(format!("{name}__departures"), page);
    }
}
