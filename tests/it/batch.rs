//! One case or many, rows or columns, one core or several: the same answers in every form, and no
//! allocation where one case is decided.

use crate::drawn;

use data_subject_rights::{
    calendar::Date,
    engine::{Columns, Effect, Effects, Outcome, Program, Standing},
    fact::{Extent, Truth, Value},
    law::{Entitlement, Right, Term},
    rule::{Dates, Edition, RuleId},
    unstable::Masks,
};
use drawn::Draw;

const CASES: usize = 1_000;

/// Cases of the procedure, about a third of their facts unknown, some with claims.
fn cases(program: &Program) -> Vec<Masks> {
    let mut draw = Draw::from(7);
    let dates = Dates::received(Date::constant(2026, 11, 21));
    (0..CASES)
        .map(|at| {
            let mut case = program.case(&dates);
            for (fact, declared) in program.book().vocabulary().iter() {
                // Every seventh case is complete: those take another path.
                if at % 7 == 0 || !draw.next().is_multiple_of(3) {
                    program.know(&mut case, fact, draw.value(declared.domain));
                }
            }
            for entitlement in Entitlement::all() {
                if draw.next().is_multiple_of(9) {
                    program.claim(&mut case, entitlement, true);
                }
            }
            case
        })
        .collect()
}

/// What deciding one by one gives.
fn one_by_one(program: &Program, cases: &[Masks]) -> Vec<Vec<Effects>> {
    let mut scratch = program.scratch();
    cases
        .iter()
        .map(|case| {
            let together = program.decide_all(case, &mut scratch).to_vec();
            Right::all()
                .map(|right| {
                    let outcome = program.outcome(right, case, &mut scratch);
                    let decided = program.decide(right, case, &mut scratch);
                    assert_eq!(outcome, decided.verdict());
                    assert!(together.contains(&(right, outcome)));
                    let mut fired: Vec<RuleId> = decided.fired().collect();
                    fired.sort_unstable();
                    let read: Vec<RuleId> = decided
                        .rules()
                        .filter(|(_, standing)| *standing == Standing::Fired)
                        .map(|(rule, _)| rule)
                        .collect();
                    assert_eq!(fired, read);
                    assert!(outcome.exact);
                    outcome.effects
                })
                .collect()
        })
        .collect()
}

/// The cases turned into columns, with the words that hold them.
fn columns(program: &Program, cases: &[Masks]) -> Vec<(Vec<u64>, Vec<u64>)> {
    (0..program.bits())
        .map(|bit| {
            let words = cases.len().div_ceil(64);
            let (mut values, mut known) = (vec![0u64; words], vec![0u64; words]);
            for (at, case) in cases.iter().enumerate() {
                match case.truth(bit) {
                    Truth::Yes => {
                        values[at / 64] |= 1 << (at % 64);
                        known[at / 64] |= 1 << (at % 64);
                    }
                    Truth::No => known[at / 64] |= 1 << (at % 64),
                    Truth::Unknown => {}
                }
            }
            (values, known)
        })
        .collect()
}

#[test]
fn many_cases_come_out_as_each_does_alone() {
    let council = crate::common::doncaster();
    let program = council.program();
    let cases = cases(program);
    let alone = one_by_one(program, &cases);
    let rights: Vec<Right> = Right::all().collect();

    let by_rows = program.decide_batch(&rights, &cases);
    let filled = columns(program, &cases);
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let mut as_columns = Columns::new(program, cases.len(), &dates);
    for (bit, (values, known)) in filled.iter().enumerate() {
        as_columns.fill(bit, values, Some(known));
    }
    let by_columns = program.decide_columns(&rights, &as_columns);
    assert!(by_rows.exact && by_columns.exact);
    for (at, expected) in alone.iter().enumerate() {
        for (right, expected) in rights.iter().zip(expected) {
            assert_eq!(by_rows.effects(at, *right), *expected, "{right}, row {at}");
            assert_eq!(by_columns.effects(at, *right), *expected, "{right}, {at}");
        }
    }
    for effect in [Effect::Applies, Effect::DoesNotApply, Effect::OutOfScope] {
        let expected = alone
            .iter()
            .filter(|effects| effects[Right::Erasure as usize] == Effects::only(effect))
            .count();
        assert!(expected > 0, "{effect:?}");
        assert_eq!(by_rows.count(Right::Erasure, effect), expected);
    }
    #[cfg(feature = "rayon")]
    {
        assert_eq!(by_rows, program.decide_batch_in_parallel(&rights, &cases));
        let parallel = program.decide_columns_in_parallel(&rights, &as_columns);
        assert_eq!(by_columns, parallel);
    }
}

/// Columns that are known throughout take a shorter path.
#[test]
fn complete_columns_come_out_as_each_case_does_alone() {
    let council = crate::common::doncaster();
    let program = council.program();
    let complete: Vec<Masks> = cases(program).into_iter().step_by(7).collect();
    let alone = one_by_one(program, &complete);
    let filled = columns(program, &complete);
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let mut as_columns = Columns::new(program, complete.len(), &dates);
    for (bit, (values, _)) in filled.iter().enumerate() {
        as_columns.fill(bit, values, None);
    }
    let rights: Vec<Right> = Right::all().collect();
    let verdicts = program.decide_columns(&rights, &as_columns);
    for (at, expected) in alone.iter().enumerate() {
        for (right, expected) in rights.iter().zip(expected) {
            assert!(!expected.is_open());
            assert_eq!(verdicts.effects(at, *right), *expected, "{right}, {at}");
        }
    }
}

#[test]
fn columns_without_a_validity_bitmap_are_known_and_short_ones_are_unknown() {
    let council = crate::common::doncaster();
    let program = council.program();
    let fact = program
        .book()
        .vocabulary()
        .find("council-is-controller")
        .expect("declared");
    let (bit, _) = program.bits_of(fact).expect("it has a bit");
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let mut columns = Columns::new(program, 130, &dates);
    let values = [0u64, 0];
    columns.fill(bit, &values, None);
    let verdicts = program.decide_columns(&[Right::Erasure], &columns);
    let outcome = |case| verdicts.effects(case, Right::Erasure).outcome();
    assert_eq!(outcome(0), Outcome::OutOfScope);
    assert_eq!(outcome(127), Outcome::OutOfScope);
    assert_eq!(outcome(128), Outcome::Open);
    assert_eq!(verdicts.count(Right::Erasure, Effect::OutOfScope), 128);
    assert_eq!(verdicts.cases(), 130);
}

#[test]
fn deciding_allocates_nothing_after_its_first_use() {
    let council = crate::common::doncaster();
    let program = council.program();
    let cases = cases(program);
    let mut scratch = program.scratch();
    let decide = |scratch: &mut _| {
        let mut open = 0;
        for case in &cases {
            open += program.decide_all(case, scratch).len();
            for right in Right::all() {
                let outcome = program.outcome(right, case, scratch);
                let decided = program.decide(right, case, scratch);
                open += decided.rules().count() + decided.entitlements().len();
                open += usize::from(outcome.effects.is_open());
                open += program.duties(right, case, scratch).len();
            }
        }
        open
    };
    let warm = decide(&mut scratch);
    let mut again = 0;
    let used = allocation_counter::measure(|| again = decide(&mut scratch));
    assert_eq!(warm, again);
    assert_eq!(used.count_total, 0);
}

fn read(json: &str) -> Result<(Program, Masks), String> {
    let council = crate::common::doncaster();
    let program = Program::compile(council.procedure().clone(), Edition::AsDeemed);
    let mut case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    program
        .read_case(&mut serde_json::Deserializer::from_str(json), &mut case)
        .map_err(|error| error.to_string())?;
    Ok((program, case))
}

#[test]
fn a_judgement_without_its_record_stays_unknown_in_json_too() {
    let judged = |judgement: &str| {
        let json = format!(r#"{{"facts": {{"compelling-legitimate-grounds": {judgement}}}}}"#);
        let (program, case) = read(&json).expect("it reads");
        let vocabulary = program.book().vocabulary();
        let fact = vocabulary.find("compelling-legitimate-grounds");
        let (bit, _) = program.bits_of(fact.expect("declared")).expect("a bit");
        case.truth(bit)
    };
    let recorded = r#"{"is": true, "by": "Asha Patel", "role": "officer", "on": "2026-11-20", "because": "They show it."}"#;
    assert_eq!(judged(recorded), Truth::Yes);
    assert_eq!(
        judged(&recorded.replace(r#""role": "officer", "#, "")),
        Truth::Unknown
    );
    assert_eq!(judged("true"), Truth::Unknown);
    assert_eq!(
        judged(r#"{"is": true, "by": "Asha Patel", "role": "officer", "on": "2026-11-20"}"#),
        Truth::Unknown
    );
    let empty = r#"{"is": true, "by": "-", "role": "-", "on": "2026-11-20", "because": "..."}"#;
    assert_eq!(judged(empty), Truth::Unknown);
}

#[test]
fn what_json_says_wrongly_is_refused() {
    let refused = |json: &str| read(json).map(|_| ()).expect_err("it is refused");
    let facts = |fact: &str| format!(r#"{{"facts": {{{fact}}}}}"#);
    assert!(
        refused(&facts(r#""consent-witdrawn": true"#))
            .contains("no fact is called `consent-witdrawn`")
    );
    assert!(
        refused(&facts(r#""lawful-basis": ["cosent"]"#)).contains("`cosent` is no lawful-basis")
    );
    assert!(refused(&facts(r#""consent-withdrawn": "yes""#)).contains("true, false or null"));
    assert!(refused(r#"{"fact": {}}"#).contains("unknown variant"));
    let together = facts(r#""is-cctv": false, "others-in-footage": "part""#);
    assert!(refused(&together).contains("Footage cannot show other people"));
}

/// A value of another kind says nothing; it is not read as another answer.
#[test]
fn a_value_of_another_kind_leaves_a_fact_unknown() {
    let (program, mut case) = read("{}").expect("it reads");
    let vocabulary = program.book().vocabulary();
    for (fact, value) in [
        ("lawful-basis", Value::YesNo(true)),
        ("council-is-controller", Value::Extent(Extent::None)),
        ("others-in-footage", Value::YesNo(false)),
    ] {
        let fact = vocabulary.find(fact).expect("declared");
        program.know(&mut case, fact, value);
        let (first, size) = program.bits_of(fact).expect("it has bits");
        assert!((first..first + size).all(|bit| case.truth(bit).is_unknown()));
    }
}
