//! Every case under `tests/statute/` decided by the procedure and by law: one snapshot each, and every
//! rule of the statute book tried.

use crate::common;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use common::{council, files, kept, pages_in};
use data_subject_rights::{
    Controller,
    advice::{Advice, Way},
    case::Request,
    decision::{DutyState, Outcome, PowerState},
    engine::Evaluation,
    explain,
    fact::Truth,
    rule::{Condition, Role},
};

/// How a rule came out: it holds, it does not, it is open.
type Marks = BTreeMap<String, BTreeSet<char>>;

struct Decided {
    name: String,
    scenario: String,
    advice: Advice,
    marks: Marks,
}

/// Every case decided, on as many threads as there are cores; once for all tests.
fn decided() -> &'static [Decided] {
    static DECIDED: OnceLock<Vec<Decided>> = OnceLock::new();
    DECIDED.get_or_init(|| {
        let council = council();
        let cases = files("tests/statute");
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let share = cases.len().div_ceil(threads).max(1);
        let mut all: Vec<Decided> = std::thread::scope(|scope| {
            let running: Vec<_> = cases
                .chunks(share)
                .map(|cases| {
                    let council = &council;
                    scope.spawn(move || {
                        cases
                            .iter()
                            .map(|(name, file)| decide(council, name, file))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            running
                .into_iter()
                .flat_map(|thread| thread.join().expect("every case is decided"))
                .collect()
        });
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    })
}

fn decide(
    council: &Controller,
    name: &str,
    file: &data_subject_rights::source::SourceFile,
) -> Decided {
    let request = Request::load(file).unwrap_or_else(|faults| panic!("{name}\n{faults}"));
    let advice = council
        .decide(&request)
        .unwrap_or_else(|faults| panic!("{name}\n{faults}"));
    let program = council.statute().expect("Doncaster has a statute book");
    let mut marks = Marks::new();
    for situation in council.situations(&request).expect("it was decided") {
        let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
        for (id, rule) in program.book().rules() {
            let belongs = match &rule.role {
                Role::Note { rights, .. } => {
                    situation.rights.iter().any(|right| rights.contains(right))
                }
                // How these stand is in the decisions, exactly.
                Role::Duty { .. } | Role::Power { .. } => false,
                Role::Ground(entitlement) => situation.rights.contains(&entitlement.right()),
                _ => true,
            };
            if belongs {
                let mark = match evaluation.holds(id) {
                    Truth::Yes => '+',
                    Truth::No => '-',
                    Truth::Unknown => '?',
                };
                marks.entry(rule.id.clone()).or_default().insert(mark);
            }
        }
    }
    for law in advice
        .groups
        .iter()
        .filter_map(|group| group.statute.as_ref())
    {
        for duty in advice.duties_of(law) {
            let mark = match duty.state {
                DutyState::Due | DutyState::Met => '+',
                DutyState::NotDue => '-',
                DutyState::Open => '?',
            };
            marks.entry(duty.duty.clone()).or_default().insert(mark);
        }
        for power in advice.powers_of(law) {
            let mark = match power.state {
                PowerState::Available => '+',
                PowerState::NotAvailable => '-',
                PowerState::Open => '?',
            };
            marks.entry(power.power.clone()).or_default().insert(mark);
        }
        for note in advice.notes_of(law) {
            if note.applies.is_yes() {
                marks.entry(note.note.clone()).or_default().insert('+');
            }
        }
    }
    Decided {
        name: name.to_owned(),
        scenario: advice.request.scenario.clone().unwrap_or_default(),
        advice,
        marks,
    }
}

#[test]
fn every_case_is_decided_as_its_snapshot_says() {
    let _guard = pages_in("snapshots/statute");
    let mut changed = Vec::new();
    for case in decided() {
        let text = kept(&case.name, &case.advice);
        // One run shows every case that changes, not the first alone.
        let kept = std::panic::catch_unwind(|| {
            insta::assert_snapshot!(case.name.replace('/', "__"), text);
        });
        if kept.is_err() {
            changed.push(case.name.as_str());
        }
    }
    assert!(
        changed.is_empty(),
        "the advice changed in:\n{}",
        changed.join("\n")
    );
}

#[test]
fn every_decision_is_exact() {
    for case in decided() {
        for group in &case.advice.groups {
            let stood = group.statute_as_it_stood.iter();
            for book in group.books().map(|(_, book)| book).chain(stood) {
                assert!(book.exact, "{}: {:?}", case.name, group.right);
            }
        }
    }
}

/// Rules that no council in England can meet or fail: another body's, another nation's, or always known.
const OUT_OF_REACH: &str = include_str!("../statute_ledger/out-of-reach.txt");

#[test]
fn every_rule_decides_both_ways_and_is_left_open_somewhere() {
    let mut tried = Marks::new();
    for case in decided() {
        for (rule, marks) in &case.marks {
            tried.entry(rule.clone()).or_default().extend(marks);
        }
    }
    let council = council();
    let book = council.statute().expect("there is one").book().clone();
    let mut missing = Vec::new();
    for (_, rule) in book.rules() {
        let out_of_reach =
            OUT_OF_REACH.lines().any(|id| id == rule.id) || rule.when == Condition::Always;
        let seen = tried.get(&rule.id).cloned().unwrap_or_default();
        let never: Vec<&str> = [('+', "holds"), ('-', "fails"), ('?', "is left open")]
            .into_iter()
            .filter(|(mark, _)| !seen.contains(mark))
            .map(|(_, word)| word)
            .collect();
        if !never.is_empty() && !out_of_reach {
            missing.push(format!("{}: never {}", rule.id, never.join(", never ")));
        }
    }
    assert!(
        missing.is_empty(),
        "{} rules are not tried in every way:\n{}",
        missing.len(),
        missing.join("\n")
    );
    for id in OUT_OF_REACH.lines() {
        assert!(book.find(id).is_some(), "{id}");
    }
}

#[test]
fn there_are_enough_cases_and_each_tells_a_story() {
    let cases = decided();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let mut narratives = 0;
    for case in cases {
        let words = case.scenario.split_whitespace().count();
        assert!(words >= 8, "{} does not tell what happened", case.name);
        narratives += usize::from(words >= 30);
    }
    assert!(2 * narratives >= cases.len(), "{narratives} narratives");
}

/// Each way in which the two books can come apart is shown by some case.
#[test]
fn every_kind_of_departure_is_shown() {
    let seen: BTreeSet<Way> = decided()
        .iter()
        .flat_map(|case| &case.advice.differences)
        .map(|difference| difference.way)
        .collect();
    for way in [
        Way::GivesMore,
        Way::GivesLess,
        Way::OtherRegime,
        Way::AsksMore,
        Way::AsksLess,
        Way::OtherTime,
        Way::AllowsMore,
        Way::AllowsLess,
    ] {
        assert!(seen.contains(&way), "{way:?}");
    }
}

/// An exemption that must not be named is named to the officer and in nothing that is said to the person.
#[test]
fn what_must_not_be_named_is_not_in_the_words_to_the_person() {
    use data_subject_rights::rule::Tell;
    let council = council();
    let book = council.statute().expect("there is one").book();
    for (_, rule) in book.rules() {
        if !matches!(
            rule.role,
            Role::Exemption {
                tell: Tell::Withhold,
                ..
            }
        ) {
            continue;
        }
        let says = rule.says.to_lowercase();
        for word in [
            "crime",
            "criminal",
            "tax",
            "fraud",
            "police",
            "security",
            "defence",
            "harm",
            "abuse",
            "investigat",
            "regulat",
            "market",
            "prejudice",
            "opinion",
            "court",
        ] {
            assert!(!says.contains(word), "{}: {}", rule.id, rule.says);
        }
        assert!(
            rule.officer.is_some(),
            "{} tells the officer nothing",
            rule.id
        );
    }
}

/// Six answers: who decides, the register's two, two about the file, and one review.
const ORDINARY: &str = "
received: 2026-11-02
channel: written
capacity: data-subject
asks: [access]
about:
  - matter: bin collection complaints
    facts:
      council-is-controller: yes
      lawful-basis: [public-task]
      purpose: [service-delivery]
      manual-unstructured: no
      third-party-information: none
    reviews:
      - { review: [uk-gdpr, dpa-2018], by: Sam Okoro, on: 2026-11-09 }
    items:
      - item: e-mails about missed collections
";

/// A request on an ordinary file closes with a handful of answers: one review answers every class.
#[test]
fn an_ordinary_access_request_closes_after_a_handful_of_answers() {
    let file = data_subject_rights::source::SourceFile::new("ordinary.yaml", ORDINARY);
    let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
    let reasons = council()
        .reasons(&request)
        .unwrap_or_else(|faults| panic!("{faults}"));
    let law = reasons.decisions[0]
        .statute
        .as_ref()
        .expect("there is a statute book");
    assert_eq!(
        law.outcome,
        Outcome::Applies,
        "{}",
        explain::decision(&reasons)
    );
    assert!(law.questions.is_empty());
}
