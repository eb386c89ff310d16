//! The three cases that try a new rule.

use std::path::Path;

use data_subject_rights::{
    fact::Level,
    law::{Right, Term},
};

use crate::{FILL_IN, facts::Named};

/// A case to be written.
pub struct Case {
    pub path: String,
    pub text: String,
    /// How the rule stands in it.
    pub shows: &'static str,
}

/// A case in which the rule holds, one in which it fails, one that leaves it open.
pub fn of(book: &str, id: &str, facts: &[Named]) -> Result<Vec<Case>, String> {
    let (topic, name) = id.split_once('/').unwrap_or(("", id));
    let folder = match book {
        "procedure" => format!("tests/cases/{topic}"),
        _ => format!("tests/statute/{}", statute_folder(topic)),
    };
    let holds = facts.iter().map(|fact| (fact, fact.holds.as_str()));
    // One that is otherwise is enough: with it, what the others are said to be might be impossible.
    let fails = facts.iter().take(1);
    let fails = fails.map(|fact| (fact, fact.fails.as_str()));
    let three = [
        ("holds", "holds", holds.collect()),
        ("fails", "fails", fails.collect()),
        ("open", "is left open", Vec::new()),
    ];
    let mut cases = Vec::new();
    for (ending, shows, answers) in three {
        let path = format!("{folder}/{name}-{ending}.yaml");
        if Path::new(&path).exists() {
            return Err(format!("{path} is already there"));
        }
        let said = said(facts, &answers);
        let text = text(id, shows, facts.is_empty(), &said);
        cases.push(Case { path, text, shows });
    }
    Ok(cases)
}

fn statute_folder(topic: &str) -> &'static str {
    match topic {
        "information" | "access" | "handling" | "complaints" => "information-and-access",
        "schedule-2" => "schedule-2",
        "schedule-3" | "schedule-4" | "section-24" | "section-26" => "schedules-3-4-and-sections",
        _ => "other-rights",
    }
}

/// Where a case says a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a field of its own.
    Field,
    Request,
    JudgedOfRequest,
    Matter,
    JudgedOfMatter,
    /// In the settings of the council, not in a case.
    Nowhere,
}

struct Said<'a> {
    place: Place,
    fact: &'a str,
    is: &'a str,
}

/// What almost every case says.
const USUAL: [(Place, &str, &str); 5] = [
    (Place::Field, "channel", "written"),
    (Place::Field, "capacity", "data-subject"),
    (Place::Request, "person-is-living", "yes"),
    (Place::Matter, "council-is-controller", "yes"),
    (Place::Matter, "information-held", "yes"),
];

/// What is usual, but for the facts of the rule, and the answers to these.
fn said<'a>(facts: &[Named], answers: &[(&'a Named, &'a str)]) -> Vec<Said<'a>> {
    let is_usual = |fact: &str| facts.iter().all(|named| named.declared.id != fact);
    let usual = USUAL.into_iter().filter(|(_, fact, _)| is_usual(fact));
    let usual = usual.map(|(place, fact, is)| Said { place, fact, is });
    let of_the_rule = answers.iter().map(|(named, is)| Said {
        place: place(named),
        fact: &named.declared.id,
        is,
    });
    usual.chain(of_the_rule).collect()
}

fn place(named: &Named) -> Place {
    match (named.declared.about, named.is_judged()) {
        _ if ["channel", "capacity"].contains(&named.declared.id.as_str()) => Place::Field,
        (Level::Controller, _) => Place::Nowhere,
        (Level::Request, false) => Place::Request,
        (Level::Request, true) => Place::JudgedOfRequest,
        (Level::Activity | Level::Item, false) => Place::Matter,
        (Level::Activity | Level::Item, true) => Place::JudgedOfMatter,
    }
}

fn text(id: &str, shows: &str, has_no_facts: bool, said: &[Said<'_>]) -> String {
    let topic = id.split('/').next().unwrap_or_default();
    let right = Right::from_code(topic).unwrap_or(Right::Access).code();
    let facts = |place: Place, indent: &str| -> String {
        let here = said.iter().filter(|each| each.place == place);
        here.map(|each| format!("{indent}{}: {}\n", each.fact, each.is))
            .collect()
    };
    let judgements = |place: Place, indent: &str| -> String {
        let here = said.iter().filter(|each| each.place == place);
        let lines: String = here.map(|each| judgement(each, indent)).collect();
        match lines.is_empty() {
            true => lines,
            false => format!("{indent}judgements:\n{lines}"),
        }
    };
    let mut gaps = format!(
        "      # {FILL_IN} what {right} needs besides, so that the rule changes something.\n"
    );
    if has_no_facts && shows != "is left open" {
        gaps.push_str(&format!(
            "      # {FILL_IN} the facts that the rule asks about, so that it {shows}.\n"
        ));
    }
    [
        "scenario: >-\n".to_owned(),
        format!(
            "  {FILL_IN} in a few sentences who wrote, what about, what is known and what is not.\n"
        ),
        format!("  In this case the rule {id} {shows}.\n"),
        "received: 2026-11-21\n".to_owned(),
        facts(Place::Field, ""),
        format!("asks: [{right}]\n"),
        section("facts:\n", facts(Place::Request, "  ")),
        judgements(Place::JudgedOfRequest, ""),
        format!("about:\n  - matter: {FILL_IN} what the person asks about\n"),
        section("    facts:\n", facts(Place::Matter, "      ")),
        gaps,
        judgements(Place::JudgedOfMatter, "    "),
    ]
    .concat()
}

/// A heading with what stands under it; neither where nothing does.
fn section(heading: &str, lines: String) -> String {
    match lines.is_empty() {
        true => lines,
        false => format!("{heading}{lines}"),
    }
}

fn judgement(said: &Said<'_>, indent: &str) -> String {
    let record = "by: Sam Okoro, role: team leader, on: 2026-11-22";
    format!(
        "{indent}  - {{ judgement: {}, is: {}, {record}, reasons: {FILL_IN} }}\n",
        said.fact, said.is
    )
}
