//! What a new rule asks for: its row in the ledger, and nothing in Rust. A fact is added to a copy of the vocabulary, and
//! to each book an exemption that asks about it, in force from 2030, so that it changes no case that there is.

use crate::{common, ledger, matrix, statute_ledger};

use std::sync::Arc;

use common::{council, files, kept, read_cases};
use data_subject_rights::{
    Controller, analysis,
    bundled::{DONCASTER_PROCEDURE, STATUTE, VOCABULARY},
    calendar::Date,
    case::Request,
    fact::Vocabulary,
    rule::RuleBook,
    source::{Code, Diagnostics, SourceFile},
};

/// A rule to add, and the row that it belongs to.
struct Added {
    id: &'static str,
    provision: &'static str,
    rule: &'static str,
    book: &'static [(&'static str, &'static str)],
}

const TO_THE_PROCEDURE: Added = Added {
    id: "erasure/added-by-a-test",
    provision: "procedure/7/except/4",
    rule: "
rules:
  - exemption: erasure/added-by-a-test
    provision: procedure/7/except/4
    exempts: procedure/7/applies
    in-force: { from: 2030-01-01 }
    when: added-by-a-test
    says: We use this information to protect somebody's life.
",
    book: DONCASTER_PROCEDURE,
};

const TO_THE_STATUTE: Added = Added {
    id: "schedule-2/added-by-a-test",
    provision: "dpa-2018/schedule-2/5/3",
    rule: "
rules:
  - exemption: schedule-2/added-by-a-test
    provision: dpa-2018/schedule-2/5/3
    exempts: { list: schedule-2-part-1, except: [uk-gdpr/15/1, uk-gdpr/15/2] }
    in-force: { from: 2030-01-01 }
    when: added-by-a-test
    says: We use this information to protect somebody's life.
",
    book: STATUTE,
};

const FACT: &str = "
facts:
  - fact: added-by-a-test
    name: protects somebody's life
    kind: observed
    about: item
    ask: Do we use this information to protect somebody's life?
    answered-by: officer
    provision: procedure/7/except/4
";

/// The vocabulary with the fact.
fn vocabulary() -> Arc<Vocabulary> {
    let bundled = VOCABULARY.iter();
    let mut files: Vec<SourceFile> = bundled
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect();
    files.push(SourceFile::new("vocabulary/added.yaml", FACT));
    Arc::new(Vocabulary::load(&files).unwrap_or_else(|faults| panic!("{faults}")))
}

impl Added {
    /// The files of the book with the rule; with its name in the ledger too, or without.
    fn files(&self, is_in_the_ledger: bool) -> Vec<SourceFile> {
        let mut files: Vec<SourceFile> = self
            .book
            .iter()
            .map(|(name, text)| match is_in_the_ledger {
                true => SourceFile::new(*name, self.named_in(text)),
                false => SourceFile::new(*name, *text),
            })
            .collect();
        files.push(SourceFile::new("added.yaml", self.rule));
        files
    }

    /// The text with the rule named in its row, where that stands in it.
    fn named_in(&self, text: &str) -> String {
        let row = format!("  - provision: {}\n", self.provision);
        let Some((before, rest)) = text.split_once(&row) else {
            return text.to_owned();
        };
        let (says, names) = rest.split_once("encoded-by: [").expect("it names rules");
        format!("{before}{row}{says}encoded-by: [{}, {names}", self.id)
    }

    fn load(&self, is_in_the_ledger: bool) -> Result<RuleBook, Diagnostics> {
        RuleBook::load(vocabulary(), &self.files(is_in_the_ledger))
    }
}

/// The council with both rules.
fn with_both(council: &Controller) -> Controller {
    let vocabulary = vocabulary();
    let load = |added: &Added| {
        RuleBook::load(Arc::clone(&vocabulary), &added.files(true))
            .unwrap_or_else(|faults| panic!("{faults}"))
    };
    let registers = council.registers().to_vec();
    let holidays = council.holidays().expect("Doncaster has them").clone();
    Controller::new(
        council.council().clone(),
        load(&TO_THE_PROCEDURE),
        registers,
    )
    .over(load(&TO_THE_STATUTE))
    .expect("one vocabulary")
    .with_holidays(holidays)
}

#[test]
fn a_rule_without_its_row_has_that_one_fault() {
    for added in [TO_THE_PROCEDURE, TO_THE_STATUTE] {
        let faults = added.load(false).expect_err("its row is missing");
        let codes: Vec<Code> = faults.iter().map(|fault| fault.code()).collect();
        assert_eq!(codes, [Code::RuleWithoutRow], "{faults}");
        let book = added.load(true);
        assert!(book.is_ok(), "{:?}", book.err());
    }
}

#[test]
fn with_its_row_a_review_finds_nothing_and_every_ledger_and_the_table_hold() {
    let council = with_both(&council());
    let statute = council.statute().expect("it was given one");
    for book in [council.procedure(), statute.book()] {
        let review = analysis::check(book);
        let found: Vec<&str> = review.open().map(|each| each.says.as_str()).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        ledger::every_rule_is_named(book);
    }
    ledger::rules_stand_in_order(council.procedure());
    statute_ledger::rows_are_those_listed(statute.book());
    statute_ledger::every_row_says_what_became_of_it(statute.book());
    // On a day on which it is in force.
    let day = Date::constant(2030, 2, 1);
    assert_eq!(matrix::wrong_cells(statute, day), [""; 0]);
    assert_eq!(matrix::in_no_row(statute, day), [""; 0]);
}

#[test]
fn with_rules_that_begin_later_every_case_is_decided_as_before() {
    let before = council();
    let after = with_both(&before);
    let decided = |council: &Controller, name: &str, request: &Request| {
        let advice = council.decide(request);
        kept(
            "",
            &advice.unwrap_or_else(|faults| panic!("{name}\n{faults}")),
        )
    };
    let [alone, added] = [&before, &after].map(|council| council.clone().procedure_alone());
    for (name, request) in read_cases() {
        let [alone, added] = [&alone, &added].map(|each| decided(each, &name, &request));
        assert_eq!(alone, added, "{name}");
    }
    // Of the cases by law a part: each is decided twice.
    for (name, file) in files("tests/statute").into_iter().step_by(7) {
        let request = Request::load(&file).unwrap_or_else(|faults| panic!("{name}\n{faults}"));
        let [before, after] = [&before, &after].map(|each| decided(each, &name, &request));
        assert_eq!(before, after, "{name}");
    }
}
