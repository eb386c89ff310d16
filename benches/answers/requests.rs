//! The requests that are answered.

use std::{fmt::Write as _, fs, path::Path};

use data_subject_rights::{
    calendar::Date,
    case::{About, Item, Limits, Request},
    law::Right,
    source::SourceFile,
};

/// The rights that a letter may well ask for together.
const RIGHTS: [Right; 7] = [
    Right::Access,
    Right::Rectification,
    Right::Erasure,
    Right::Restriction,
    Right::Portability,
    Right::Objection,
    Right::ConsentWithdrawal,
];

/// What every one of the different items has in common: all of the law is reviewed, and three things were raised.
const MATTER: &str = "\
received: 2026-09-14
channel: electronic
capacity: data-subject
asks: access
facts:
  person-is-living: yes
  wants-another-channel: no
  electronic-answer-possible: yes
  wanted-information-described: yes
  acknowledged: yes
  files-searched: yes
  further-copies-asked: no
  spoken-answer-asked: no
  asked-for-explanation: no
  extension-decided: no
  charge-decided: no
about:
  - matter: case file
    facts:
      council-is-controller: yes
      lawful-basis: [contract, public-task]
      purpose: [service-delivery, crime]
      disclosed-to-recipients: no
      recipients-foreseen: no
      collected-from-others: no
      transferred-abroad: no
      automated-decision: no
      third-party-information: none
      others-in-footage: none
    judgements:
      - { judgement: law-enforcement-processing, is: no, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: We do not prosecute. }
      - { judgement: affects-the-price-of-an-instrument, is: whole, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: The bond is traded. }
      - { judgement: dealing-decision-believed-affected, is: yes, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: Holders would sell. }
      - { judgement: confirming-would-do-the-harm, is: no, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: The person knows of the file. }
      - { judgement: telling-of-the-use-would-do-the-harm, is: none, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: The person knows of the file. }
    reviews:
      - review: [uk-gdpr, dpa-2018, procedure/5/7]
        by: Leah Brandt
        on: 2026-10-02
        raised:
          - corporate-finance-raised
          - public-protection-raised
          - other-exemption-raised
    items:
";

const HOW_MUCH: [&str; 3] = ["none", "part", "whole"];
const WHETHER: [&str; 2] = ["no", "yes"];

fn day() -> Date {
    Date::constant(2026, 11, 21)
}

/// A request in the folder of the examples.
pub fn example(name: &str) -> Request {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples/requests")
        .join(name);
    let text = fs::read_to_string(&path).expect("the example is there");
    Request::load(&SourceFile::new(name, text)).expect("the example is sound")
}

/// Every request in the folder of the examples, by name.
pub fn examples() -> Vec<(String, Request)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/requests");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it reads").file_name().into_string())
        .collect::<Result<_, _>>()
        .expect("names are Unicode");
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let request = example(&name);
            (name, request)
        })
        .collect()
}

/// Asks for access to items of one file of which nothing is known but that they are there.
pub fn like_items(items: usize) -> Request {
    let file = (1..=items).fold(About::matter("file"), |file, at| {
        file.item(Item::named(format!("item {at}")))
    });
    Request::received(day()).asks(Right::Access).about(file)
}

/// Asks for seven rights in each of the items of a file.
pub fn seven_rights(items: usize) -> Request {
    RIGHTS[1..]
        .iter()
        .fold(like_items(items), |request, right| request.asks(*right))
}

/// Asks for access to a file in which everything is known, and no two items know the same.
///
/// Each item has three judgements of its own (how much each of three exemptions takes), with reasons of their own, and
/// three facts that decide whether these exemptions are there at all: 3³ × 2³ ways, of which each item has its own.
pub fn different_items(items: usize) -> Request {
    const WAYS: usize = 27 * 8;
    let mut text = MATTER.to_owned();
    for at in 0..items {
        // No divisor in common: neighbours differ in much, and none comes twice.
        let mut way = at * 85 % WAYS;
        let mut take = |of: usize| {
            let taken = way % of;
            way /= of;
            taken
        };
        let [price, competition, other] = [3; 3].map(&mut take).map(|at| HOW_MUCH[at]);
        let [service, competes, cctv] = [2; 3].map(&mut take).map(|at| WHETHER[at]);
        let function = if competes == "yes" { "competition" } else { "" };
        let judged = [
            ("prejudices-orderly-markets", price),
            ("public-protection-prejudice", competition),
            ("covered-by-other-exemption", other),
        ];
        writeln!(
            text,
            "      - item: document {}
        facts: {{ corporate-finance-service: {service}, protective-functions: [{function}], is-cctv: {cctv} }}
        judgements:",
            at + 1
        )
        .expect("a text takes everything");
        for (judgement, is) in judged {
            let why = format!("Of document {}: {is}.", at + 1);
            writeln!(
                text,
                "          - {{ judgement: {judgement}, is: {is}, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
              reasons: '{why}' }}"
            )
            .expect("a text takes everything");
        }
    }
    let file = SourceFile::new("different-items.yaml", text);
    Request::load_within(&file, &Limits::none()).unwrap_or_else(|faults| panic!("{faults}"))
}
