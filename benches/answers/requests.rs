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

/// What every one of the different items has in common: all of the law is reviewed, and six things were raised.
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
      is-cctv: no
      protects-against-serious-impropriety: no
      protects-health-and-safety-at-work: no
      protects-against-financial-loss: no
      protects-charities: no
      protects-against-maladministration: no
      protects-competition: yes
    judgements:
      - { judgement: law-enforcement-processing, is: no, by: Leah Brandt, role: counter-fraud manager, on: 2026-10-02,
          reasons: We do not prosecute. }
    reviews:
      - review: [uk-gdpr, dpa-2018, procedure/5/7]
        by: Leah Brandt
        on: 2026-10-02
        raised:
          - crime-harm-raised
          - crime-exemption-raised
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
/// The items differ in how much each of four exemptions takes (crime, the price of a bond, competition, other), in how
/// much telling of the use would harm, in whether confirming would, and in whether a belief on a deal is recorded:
/// 3⁵ × 2² ways, of which each item has its own.
pub fn different_items(items: usize) -> Request {
    const WAYS: usize = 3 * 3 * 3 * 3 * 3 * 2 * 2;
    let mut text = MATTER.to_owned();
    for at in 0..items {
        // No divisor in common: neighbours differ in much, and none comes twice.
        let mut way = at * 385 % WAYS;
        let mut take = |of: usize| {
            let taken = way % of;
            way /= of;
            taken
        };
        let [crime, price, competition, other, telling] =
            [3; 5].map(&mut take).map(|at| HOW_MUCH[at]);
        let [confirming, belief] = [2; 2].map(&mut take).map(|at| WHETHER[at]);
        let orderly = if belief == "yes" { price } else { "none" };
        let judged = [
            ("crime-prejudice", crime),
            ("crime-prejudice-investigation-counted", crime),
            ("harm-to-criminal-investigation", crime),
            ("affects-the-price-of-an-instrument", price),
            ("dealing-decision-believed-affected", belief),
            ("prejudices-orderly-markets", orderly),
            ("public-protection-prejudice", competition),
            ("covered-by-other-exemption", other),
            ("confirming-would-do-the-harm", confirming),
            ("telling-of-the-use-would-do-the-harm", telling),
        ];
        writeln!(text, "      - item: document {}", at + 1).expect("a text takes everything");
        text.push_str(
            "        facts: { third-party-information: none, corporate-finance-service: yes }\n",
        );
        text.push_str("        judgements:\n");
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
