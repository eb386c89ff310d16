//! What must hold for any facts, shown on the procedure and on a book of every feature, against a
//! plain tree-walking oracle.

use crate::common;
use crate::oracle;

use std::sync::{Arc, OnceLock};

use common::{files, text};
use data_subject_rights::{
    Controller,
    calendar::Date,
    decision::{BookDecision, DutyState, Effect, Outcome, PowerState},
    engine::{Evaluation, Program},
    fact::{Domain, Extent, FactId, Facts, Members, Provenance, Value, Vocabulary},
    law::{Right, Term},
    rule::{Dates, Edition, Role, RuleBook},
    source::SourceFile,
};
use oracle::{Answer, Complete, Oracle, possible};
use proptest::{
    prelude::*,
    sample::{Index, select},
};

fn programs() -> &'static [Program] {
    static PROGRAMS: OnceLock<Vec<Program>> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let doncaster = common::procedure();
        let file = |name: &str| {
            let path = format!("tests/books/every-feature/{name}");
            SourceFile::new(path.clone(), text(&path))
        };
        let vocabulary = Vocabulary::load(&[file("vocabulary.yaml")]).expect("it loads");
        let every_feature = RuleBook::load(Arc::new(vocabulary), &[file("book.yaml")])
            .unwrap_or_else(|faults| panic!("{faults}"));
        [doncaster, every_feature]
            .map(|book| Program::compile(book, Edition::AsDeemed))
            .into()
    })
}

/// A value of a fact, from a seed.
fn value(domain: Domain, seed: u64) -> Value {
    match domain {
        Domain::YesNo => Value::YesNo(seed & 1 == 1),
        Domain::Extent => Value::Extent(Extent::ALL[(seed % 3) as usize]),
        Domain::OneOf(terms) => {
            let member = seed % terms.len() as u64;
            Value::Members(Members::exactly(1 << member, terms.len()))
        }
        // Three random masks meet: small sets are likelier, as in life.
        Domain::SetOf(terms) => {
            let mask = seed & (seed >> 21) & (seed >> 42);
            let mask = if seed.is_multiple_of(7) { seed } else { mask };
            let universe = (1 << terms.len()) - 1;
            Value::Members(Members::exactly(mask & universe, terms.len()))
        }
    }
}

/// A book and a complete case that its vocabulary allows.
fn complete_case() -> impl Strategy<Value = (&'static Program, Complete, Dates)> {
    (0..programs().len())
        .prop_flat_map(|at| {
            let program = &programs()[at];
            let facts = program.book().vocabulary().iter().count();
            let day = || (0i32..1400).prop_map(day);
            (
                Just(program),
                prop::collection::vec(any::<u64>(), facts),
                day(),
                day(),
            )
        })
        .prop_map(|(program, seeds, received, replied)| {
            let facts: Complete = program
                .book()
                .vocabulary()
                .iter()
                .zip(seeds)
                .map(|((id, declared), seed)| (id, value(declared.domain, seed)))
                .collect();
            let dates = Dates {
                replied: Some(received.max(replied)),
                ..Dates::received(received)
            };
            (program, facts, dates)
        })
        .prop_filter("the vocabulary allows it", |(program, facts, _)| {
            possible(program.book().vocabulary(), facts)
        })
}

fn day(offset: i32) -> Date {
    Date::constant(2023, 6, 1)
        .checked_add(jiff::Span::new().days(offset))
        .expect("within the calendar")
}

/// The facts of a case without the hidden ones; a hidden set keeps the members of `keep`.
fn partial(complete: &Complete, hidden: &[FactId], keep: u64) -> Facts {
    let mut facts = Facts::default();
    for (id, value) in complete {
        let known = match value {
            _ if !hidden.contains(id) => Some(*value),
            Value::Members(members) if keep != 0 => Some(Value::Members(Members {
                present: members.present & keep,
                absent: members.absent & keep,
            })),
            _ => None,
        };
        if let Some(known) = known {
            facts.know(*id, known, Provenance::derived("a test", "it was drawn"));
        }
    }
    facts
}

fn effect(answer: Answer) -> Effect {
    match answer {
        Answer::Applies => Effect::Applies,
        Answer::InPart => Effect::AppliesInPart,
        Answer::Not => Effect::DoesNotApply,
        Answer::OutOfScope => Effect::OutOfScope,
        Answer::Silent => Effect::Silent,
    }
}

/// The library's decision on every right is right about this completion: the effect is among those
/// it holds possible, and no duty or power is determined otherwise.
fn right_about(
    program: &Program,
    facts: &Facts,
    complete: &Complete,
    dates: Dates,
) -> Result<(), TestCaseError> {
    let evaluation = Evaluation::new(program, facts, dates);
    let book = program.book();
    let oracle = Oracle {
        book,
        facts: complete,
        dates,
    };
    for right in Right::all() {
        let decision = BookDecision::of(&evaluation, right, &[]);
        let expected = effect(oracle.answer(right));
        prop_assert!(
            decision.effects().contains(&expected),
            "{right}: {:?} does not allow {expected:?}",
            decision.effects()
        );
        for entitlement in &decision.entitlements {
            let expected = Effect::of(oracle.granted(entitlement.entitlement));
            let allowed = entitlement.possible.contains(&expected)
                || entitlement.outcome == expected.outcome();
            prop_assert!(allowed, "{}: {expected:?}", entitlement.entitlement);
        }
        for duty in &decision.duties {
            let rule = book
                .find(&duty.duty)
                .and_then(|id| book.rule(id))
                .expect("it exists");
            match duty.state {
                DutyState::Open => {}
                state => prop_assert_eq!(
                    state != DutyState::NotDue,
                    oracle.arises(rule),
                    "{}",
                    duty.duty
                ),
            }
        }
        for power in &decision.powers {
            let rule = book
                .find(&power.power)
                .and_then(|id| book.rule(id))
                .expect("it exists");
            match power.state {
                PowerState::Open => {}
                state => prop_assert_eq!(
                    state == PowerState::Available,
                    oracle.arises(rule),
                    "{}",
                    power.power
                ),
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Over complete facts everything is determined, and as the formula says.
    #[test]
    fn the_library_agrees_with_the_oracle((program, complete, dates) in complete_case()) {
        let facts = partial(&complete, &[], 0);
        let evaluation = Evaluation::new(program, &facts, dates);
        let oracle = Oracle { book: program.book(), facts: &complete, dates };
        for right in Right::all() {
            let decision = BookDecision::of(&evaluation, right, &[]);
            prop_assert_eq!(decision.effects(), vec![effect(oracle.answer(right))], "{}", right);
            prop_assert!(decision.questions.is_empty());
            prop_assert!(decision.duties.iter().all(|duty| duty.state != DutyState::Open));
            prop_assert!(decision.powers.iter().all(|power| power.state != PowerState::Open));
        }
        right_about(program, &facts, &complete, dates)?;
    }

    /// Whatever is hidden, what is determined without it is so with it.
    #[test]
    fn a_missing_fact_is_never_read_as_no(
        (program, complete, dates) in complete_case(),
        picks in prop::collection::vec(any::<Index>(), 0..12),
        keep in select(vec![0u64, 0b1011]),
    ) {
        let ids: Vec<FactId> = complete.keys().copied().collect();
        let hidden: Vec<FactId> = picks.iter().map(|pick| *pick.get(&ids)).collect();
        let facts = partial(&complete, &hidden, keep);
        right_about(program, &facts, &complete, dates)?;
    }

    /// Learning facts one by one never changes a determined outcome, and never adds a possible one.
    #[test]
    fn learning_a_fact_never_flips_a_determined_outcome(
        (program, complete, dates) in complete_case(),
        order in any::<u64>(),
    ) {
        let mut ids: Vec<FactId> = complete.keys().copied().collect();
        ids.sort_by_key(|id| order.rotate_left(7 * position(&complete, *id)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut before: Vec<Vec<Effect>> = Vec::new();
        for known in (0..=ids.len()).step_by(5) {
            let hidden: Vec<FactId> = ids.iter().skip(known).copied().collect();
            let facts = partial(&complete, &hidden, 0);
            let evaluation = Evaluation::new(program, &facts, dates);
            let now: Vec<Vec<Effect>> = Right::all()
                .map(|right| BookDecision::of(&evaluation, right, &[]).effects())
                .collect();
            for (earlier, later) in before.iter().zip(&now) {
                prop_assert!(later.iter().all(|effect| earlier.contains(effect)));
            }
            before = now;
        }
    }

    /// An open outcome, of the right or of one of its things, asks only about facts that are unknown, in rules that are still undecided.
    #[test]
    fn only_unknown_facts_of_undecided_rules_are_asked_for(
        (program, complete, dates) in complete_case(),
        picks in prop::collection::vec(any::<Index>(), 1..20),
    ) {
        let ids: Vec<FactId> = complete.keys().copied().collect();
        let hidden: Vec<FactId> = picks.iter().map(|pick| *pick.get(&ids)).collect();
        let facts = partial(&complete, &hidden, 0);
        let evaluation = Evaluation::new(program, &facts, dates);
        let book = program.book();
        for right in Right::all() {
            let decision = BookDecision::of(&evaluation, right, &[]);
            // One of the things asked for can be open where the whole is settled.
            let is_open = |outcome: Outcome| outcome == Outcome::Open;
            let beside = if decision.aspects.is_empty() {
                decision.entitlements.iter().any(|each| is_open(each.outcome))
            } else {
                decision.aspects.iter().any(|each| is_open(each.outcome))
            };
            let open = decision.effects().len() > 1 || beside;
            prop_assert_eq!(open, !decision.questions.is_empty(), "{}", right);
            for question in &decision.questions {
                let fact = book.vocabulary().find(&question.fact).expect("declared");
                prop_assert!(facts.value(fact).is_none(), "{} is known", question.fact);
                for rule in &question.rules {
                    let id = book.find(rule).expect("it exists");
                    let rule = book.rule(id).expect("it exists");
                    let extent_is_open = matches!(
                        &rule.role,
                        Role::Exemption { .. } | Role::Exception { .. }
                    );
                    prop_assert!(
                        evaluation.holds(id).is_unknown() || extent_is_open,
                        "{} is decided", rule.id
                    );
                }
            }
        }
    }
}

fn position(complete: &Complete, id: FactId) -> u32 {
    let at = complete.keys().position(|known| *known == id);
    u32::try_from(at.unwrap_or(0)).unwrap_or(0)
}

/// Every fact of every case, hidden: the outcome stays, or becomes open.
#[test]
fn hiding_any_one_fact_of_a_case_keeps_its_outcome_or_opens_it() {
    let council = common::council_for_cases();
    let mut hidden = 0;
    for (name, request) in common::read_cases() {
        for situation in council.situations(&request).expect("it is decided") {
            let decide = |facts: &Facts, right| {
                let evaluation = Evaluation::new(council.program(), facts, situation.dates);
                BookDecision::of(&evaluation, right, &[]).effects()
            };
            for right in &situation.rights {
                let before = decide(&situation.facts, *right);
                for (fact, _) in situation.facts.iter() {
                    let after = decide(&situation.facts.without(fact), *right);
                    hidden += 1;
                    assert!(
                        before.iter().all(|effect| after.contains(effect)),
                        "{name}, {right}: {before:?} became {after:?} without {}",
                        council
                            .procedure()
                            .vocabulary()
                            .get(fact)
                            .map_or("", |f| &f.id)
                    );
                }
            }
        }
    }
    assert!(hidden > 400, "{hidden}");
}

#[test]
fn advice_survives_a_round_trip_through_json() {
    let council = common::council_for_cases();
    for (name, request) in common::read_cases() {
        let advice = council.decide(&request).expect("it is decided");
        let json = serde_json::to_string(&advice).expect("it serialises");
        let back = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(advice, back, "{name}");
        assert_eq!(json, serde_json::to_string(&back).expect("it serialises"));
    }
}

/// A file with its mappings and lists in another order. Lists of rules, facts and rows carry no
/// order of their own; a ledger does.
fn shuffled(file: &SourceFile, lists: &[&str], turn: usize) -> SourceFile {
    let mut tree: serde_yaml::Value = serde_yaml::from_str(file.text()).expect("it is YAML");
    for list in lists {
        if let Some(serde_yaml::Value::Sequence(items)) = tree.get_mut(*list) {
            let turn = turn % items.len().max(1);
            items.rotate_left(turn);
            if turn % 2 == 1 {
                items.reverse();
            }
        }
    }
    let text = serde_yaml::to_string(&backwards(tree)).expect("it serialises");
    SourceFile::new(file.name(), text)
}

/// Every mapping with its keys in the opposite order.
fn backwards(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(entries) => {
            let mut entries: Vec<_> = entries.into_iter().collect();
            entries.reverse();
            Value::Mapping(
                entries
                    .into_iter()
                    .map(|(key, value)| (key, backwards(value)))
                    .collect(),
            )
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(backwards).collect()),
        other => other,
    }
}

#[test]
fn the_order_of_facts_rules_and_files_never_matters() {
    use data_subject_rights::case::{Register, Request};
    let council = common::council();
    for turn in [4, 9] {
        let of = |folder: &str, lists: &[&str]| {
            let mut shuffle: Vec<SourceFile> = files(folder)
                .iter()
                .map(|(_, file)| shuffled(file, lists, turn))
                .collect();
            shuffle.rotate_left(turn % 3);
            shuffle.reverse();
            shuffle
        };
        let vocabulary = Vocabulary::load(&of("rules/vocabulary", &["facts", "impossible"]))
            .unwrap_or_else(|faults| panic!("{faults}"));
        let vocabulary = Arc::new(vocabulary);
        let load = |folder: &str| {
            RuleBook::load(Arc::clone(&vocabulary), &of(folder, &["rules"]))
                .unwrap_or_else(|faults| panic!("{faults}"))
        };
        let registers = [of("rules/registers", &[]), of("tests/registers", &[])]
            .iter()
            .flatten()
            .map(|file| Register::load(file).unwrap_or_else(|faults| panic!("{faults}")))
            .collect();
        let procedure = load("rules/procedure");
        let other = Controller::new(council.council().clone(), procedure, registers)
            .over(load("rules/statute"))
            .expect("one vocabulary")
            .with_holidays(council.holidays().expect("a calendar").clone());
        let agree = |council: &Controller, other: &Controller, name: &str, file: &SourceFile| {
            let request = Request::load(file).expect("it loads");
            let turned = Request::load(&shuffled(file, &[], turn)).expect("it loads");
            // What made the record is told by the bytes of the files, and they were turned.
            let told = |council: &Controller, request: &Request| {
                let advice = council.decide(request).expect("decided");
                let mut told = serde_json::to_value(&advice).expect("json");
                let fields = told.as_object_mut().expect("a record");
                fields.remove("made-with");
                fields.remove("as-understood");
                told.to_string()
            };
            // Not `assert_eq`: two pages of JSON tell nobody where they differ.
            let (advice, same) = (told(council, &request), told(other, &turned));
            assert!(advice == same, "{name}");
        };
        // Both books on a share of the cases, for the law takes longer.
        for (name, file) in files("tests/statute").iter().skip(turn).step_by(12) {
            agree(&council, &other, name, file);
        }
        let (council, other) = (council.clone().procedure_alone(), other.procedure_alone());
        for (name, file) in files("tests/cases") {
            agree(&council, &other, &name, &file);
        }
    }
}
