//! Books that nobody would write: rules whose diagrams grow without bound, very wide and very long
//! ones. They are decided or refused, never a crash, and a verdict never says too little.

use crate::brute;
use crate::drawn;
use crate::oracle;

use std::{fmt::Write, sync::Arc, thread};

use brute::{Asked, Book};
use data_subject_rights::{
    analysis::{self, FindingKind},
    decision::{BookDecision, Outcome},
    engine::{Evaluation, Program, Scratch, Target},
    fact::{FactId, Truth, Value, Vocabulary},
    law::{Entitlement, Right},
    rule::{Dates, Edition, RuleBook},
    source::{Code, Diagnostics, SourceFile},
    unstable::{BudgetExceeded, Diagram},
};
use drawn::Draw;
use oracle::{Complete, Oracle};

/// The smallest stack that threads are commonly given.
const STACK: usize = 2 << 20;

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let ran = thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .expect("it starts")
        .join();
    if let Err(panic) = ran {
        std::panic::resume_unwind(panic);
    }
}

/// Yes/no facts with these names.
fn facts(names: impl IntoIterator<Item = String>) -> String {
    let mut text = "facts:\n".to_owned();
    for name in names {
        let _ = writeln!(
            text,
            "  - {{ fact: {name}, name: {name}, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }}"
        );
    }
    text
}

/// A book from its rules, as many files as they need.
fn load(vocabulary: &str, rules: &[String]) -> Result<RuleBook, Diagnostics> {
    let vocabulary = Vocabulary::load(&[SourceFile::new("vocabulary.yaml", vocabulary)])?;
    let mut files = vec![SourceFile::new(
        "book.yaml",
        "book: hostile\ntitle: A hostile book\n",
    )];
    for (at, some) in rules.chunks(1_500).enumerate() {
        let text: String = some
            .iter()
            .map(|rule| format!("  - {{ {rule}, says: So. }}\n"))
            .collect();
        files.push(SourceFile::new(
            format!("rules-{at}.yaml"),
            format!("rules:\n{text}"),
        ));
    }
    RuleBook::load(Arc::new(vocabulary), &files)
}

fn loaded(vocabulary: &str, rules: &[String]) -> RuleBook {
    load(vocabulary, rules).unwrap_or_else(|faults| panic!("{faults}"))
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join(", ")
}

const PAIRS: usize = 24;

/// Rules about pairs of facts that stand far apart: all of one kind are asked for before any of the
/// other, so that a diagram must remember every answer to the first.
fn pairs() -> (String, Vec<String>) {
    let all = |letter: &str| list((0..PAIRS).map(|at| format!("{letter}{at}")));
    let meet = list((0..PAIRS).map(|at| format!("{{ all: [a{at}, b{at}] }}")));
    let same = list((0..PAIRS).map(|at| {
        format!(
            "{{ any: [{{ all: [a{at}, b{at}] }}, {{ all: [{{ a{at}: no }}, {{ b{at}: no }}] }}] }}"
        )
    }));
    let rules = vec![
        "ground: complain, provision: procedure/5, grants: complaint/controller, when: always".to_owned(),
        // Met whatever the facts are; it only sets the order.
        format!(
            "scope: order, provision: procedure/0, when: {{ any: [{}, {}, {{ all: [{{ a0: no }}, {{ a1: no }}] }}] }}, otherwise: nothing",
            all("a"),
            all("b")
        ),
        format!("ground: meet, provision: procedure/1, grants: access/copy, when: {{ any: [{meet}] }}"),
        format!("ground: same, provision: procedure/2, grants: erasure/erase, when: {{ all: [{same}] }}"),
        // One of these always holds, and no test alone says so.
        format!("definition: met, name: that it is so, provision: procedure/3, when: {{ any: [{meet}] }}"),
        "ground: one, provision: procedure/3, grants: objection/stop, when: { any: [met, { b0: no }, { a0: no }] }".to_owned(),
        format!("power: may, provision: procedure/4, for: [access, complaint], to: other, when: {{ not: {{ any: [{meet}] }} }}"),
    ];
    let names = ["a", "b"].map(|letter| (0..PAIRS).map(move |at| format!("{letter}{at}")));
    (facts(names.into_iter().flatten()), rules)
}

#[test]
fn where_a_diagram_outgrows_its_budget_a_verdict_may_be_wider_than_the_truth_and_never_narrower() {
    let (vocabulary, rules) = pairs();
    let read = loaded(&vocabulary, &rules);
    let mut book = Book::of("pairs", read.clone(), Edition::AsDeemed, read);
    book.program = book.program.with_node_budget(20_000);
    let exceeded = Err(BudgetExceeded { budget: 20_000 });
    for target in [
        Target::Right(Right::Access),
        Target::Right(Right::Erasure),
        Target::Right(Right::Objection),
        Target::Entitlement(Entitlement::AccessCopy),
        Target::Rule(book.read.find("may").expect("it is there")),
    ] {
        assert_eq!(
            book.program.diagram(target).map(Diagram::len),
            exceeded,
            "{target:?}"
        );
    }
    // Scope does not rest on pairs, and its diagram is none the worse.
    assert_eq!(book.program.diagram(Target::Scope).map(Diagram::len), Ok(0));

    let mut draw = Draw::from(21);
    let (mut scratch, mut wider, mut exact) = (Scratch::default(), 0, 0);
    for _ in 0..150 {
        // Pairs that hardly ever meet, or hardly ever differ: otherwise all is settled by the first few.
        let alike = draw.one_in(2);
        let mut partial = book.space.known(&vec![0; book.space.dimensions.len()]);
        for at in 0..PAIRS {
            let (a, b) = match (alike, draw.below(40)) {
                (_, 0) => (1, 1),
                (_, n) if alike || n < 10 => (n % 2, n % 2),
                (_, n) => (n % 2, 1 - n % 2),
            };
            (partial[at], partial[PAIRS + at]) = (1 << a, 1 << b);
        }
        for _ in 0..draw.below(9) {
            let at = draw.below(PAIRS / 4) + PAIRS * draw.below(2);
            partial[at] = book.space.any(at);
        }
        let case = book.space.masks(&book.program, &partial);
        for asked in &book.asked {
            let mut truth = 0u64;
            book.space.each(&partial, |_, facts, dates| {
                truth |= 1
                    << asked.truth(&Oracle {
                        book: &book.read,
                        facts,
                        dates,
                    });
            });
            let (said, is_exact) = asked.said(&book.program, &case, &mut scratch);
            assert_eq!(said & truth, truth, "{asked:?}");
            // It is said to be exact only where it is.
            assert!(!is_exact || said == truth, "{asked:?}");
            wider += usize::from(said != truth);
            exact += usize::from(is_exact && said.count_ones() == 1);
        }
    }
    assert!(
        wider > 0 && exact > 0,
        "{wider} are wider, {exact} are exact"
    );
}

#[test]
fn where_a_diagram_outgrows_its_budget_every_open_fact_is_asked_for_and_the_decision_says_so() {
    let (vocabulary, rules) = pairs();
    let program =
        Program::compile(loaded(&vocabulary, &rules), Edition::AsDeemed).with_node_budget(20_000);
    let dates = Dates::received(data_subject_rights::calendar::Date::constant(2026, 11, 21));
    let nothing = data_subject_rights::fact::Facts::default();
    let evaluation = Evaluation::new(&program, &nothing, dates);
    let decision = BookDecision::of(&evaluation, Right::Access, &[]);
    assert_eq!((decision.outcome, decision.exact), (Outcome::Open, false));
    assert_eq!(decision.questions.len(), 2 * PAIRS);
    // The right to complain rests on no pair, but what the council may do then does.
    let decision = BookDecision::of(&evaluation, Right::Complaint, &[]);
    assert_eq!(
        (decision.outcome, decision.exact),
        (Outcome::Applies, false)
    );
    let (nothing_known, mut scratch) = (program.case(&dates), program.scratch());
    for right in [Right::Access, Right::Complaint] {
        let brief = program.brief(right, &nothing_known, &mut scratch);
        let brief = serde_json::to_value(brief).expect("it serialises");
        assert_eq!(
            brief.get("exact"),
            Some(&serde_json::Value::Bool(false)),
            "{right}"
        );
    }
    // What is determined without a diagram is exact all the same.
    let mut case = program.case(&dates);
    for name in ["a3", "b3"] {
        let fact = program
            .book()
            .vocabulary()
            .find(name)
            .expect("it is declared");
        program.know(&mut case, fact, Value::YesNo(true));
    }
    let verdict = program.outcome(Right::Access, &case, &mut program.scratch());
    assert_eq!((verdict.outcome(), verdict.exact), (Outcome::Applies, true));
}

/// A prohibition of what another ground gives, where telling whether both hold takes a diagram of many facts: each
/// of the one kind meets several of the other, so that no order keeps it small.
fn prohibited(facts_of_a_kind: usize) -> RuleBook {
    let meets = |apart: usize| {
        let pair = |at| format!("{{ all: [a{at}, b{}] }}", (at + apart) % facts_of_a_kind);
        format!("{{ any: [{}] }}", list((0..facts_of_a_kind).map(pair)))
    };
    let when = list([0, 1, 3, 7].into_iter().map(meets));
    let rules = [
        "ground: first, provision: procedure/1, grants: access/copy, when: c0".to_owned(),
        "ground: second, provision: procedure/2, grants: access/copy, when: c1".to_owned(),
        format!(
            "exemption: never, provision: procedure/3, exempts: procedure/1, force: must, extent: whole, when: {{ all: [{when}] }}"
        ),
    ];
    let names =
        ["a", "b", "c"].map(|kind| (0..facts_of_a_kind).map(move |at| format!("{kind}{at}")));
    loaded(&facts(names.into_iter().flatten()), &rules)
}

#[test]
fn a_conflict_is_told_however_large_its_diagram() {
    for (facts_of_a_kind, is_drawn) in [(4, true), (10, true), (24, false)] {
        let review = analysis::check(&prohibited(facts_of_a_kind));
        let mut conflicts = review.findings.iter();
        let conflict = conflicts.find(|finding| finding.kind == FindingKind::Conflict);
        let conflict = conflict.unwrap_or_else(|| panic!("{facts_of_a_kind} of a kind"));
        assert_eq!(conflict.about, ["never", "second"]);
        let situations = conflict.situations.as_ref().expect("there is one at least");
        assert_eq!(
            situations.cases.is_some(),
            is_drawn,
            "{facts_of_a_kind} of a kind"
        );
        assert!(situations.example.is_some());
    }
}

#[test]
fn a_thousand_facts_in_one_test_are_no_danger() {
    on_a_small_stack(|| {
        const WIDE: usize = 1_024;
        let all = list((0..WIDE).map(|at| format!("f{at}")));
        let none = list((0..WIDE).map(|at| format!("{{ f{at}: no }}")));
        let book = loaded(
            &facts((0..WIDE).map(|at| format!("f{at}"))),
            &[
                format!(
                    "ground: some, provision: procedure/1, grants: access/copy, when: {{ any: [{all}] }}"
                ),
                format!(
                    "ground: none, provision: procedure/2, grants: erasure/erase, when: {{ all: [{none}] }}"
                ),
            ],
        );
        let program = Program::compile(book, Edition::AsDeemed);
        let copy = program
            .diagram(Target::Entitlement(Entitlement::AccessCopy))
            .expect("there is room");
        assert_eq!(copy.len(), WIDE);
        let all = copy.count(&copy.bits(), |value| value == 3);
        let all = all.to_string();
        // Two to the power of 1,024, but for the one case in which nothing holds.
        assert!(
            all.len() == 309 && all.starts_with("17976931348623159") && all.ends_with("4137215")
        );
        assert_eq!(copy.cubes(|value| value == 3).count(), WIDE);
        let (price, way) = copy
            .cheapest(|value| value == 0, |_, _| 1)
            .expect("there is one");
        assert_eq!((price, way.len()), (1_024, WIDE));

        let dates = Dates::received(data_subject_rights::calendar::Date::constant(2026, 11, 21));
        let mut case = program.case(&dates);
        let facts: Vec<FactId> = program
            .book()
            .vocabulary()
            .iter()
            .map(|(fact, _)| fact)
            .collect();
        let mut scratch = program.scratch();
        for (fact, is_last) in facts.iter().zip((1..=WIDE).map(|at| at == WIDE)) {
            let outcomes = [Right::Access, Right::Erasure]
                .map(|right| program.outcome(right, &case, &mut scratch).outcome());
            assert_eq!(outcomes, [Outcome::Open, Outcome::Open]);
            program.know(&mut case, *fact, Value::YesNo(is_last));
        }
        let outcomes = [Right::Access, Right::Erasure]
            .map(|right| program.outcome(right, &case, &mut scratch).outcome());
        assert_eq!(outcomes, [Outcome::Applies, Outcome::DoesNotApply]);
        let nothing = data_subject_rights::fact::Facts::default();
        let evaluation = Evaluation::new(&program, &nothing, dates);
        assert_eq!(
            BookDecision::of(&evaluation, Right::Access, &[])
                .questions
                .len(),
            WIDE
        );
    });
}

/// Definitions each of which turns the one before it round, in as many `not:` as files may nest.
fn chain(length: usize) -> Result<RuleBook, Diagnostics> {
    let turned = |name: String| {
        let nots = 25;
        format!("{}{name}{}", "{ not: ".repeat(nots), " }".repeat(nots))
    };
    let mut rules = vec![format!(
        "definition: d0, name: that it is so, provision: procedure/1, when: {}",
        turned("f".to_owned())
    )];
    for at in 1..length {
        let before = turned(format!("d{}", at - 1));
        rules.push(format!(
            "definition: d{at}, name: that it is so, provision: procedure/1, when: {before}"
        ));
    }
    rules.push(format!(
        "ground: last, provision: procedure/2, grants: access/copy, when: d{}",
        length - 1
    ));
    load(&facts(["f".to_owned()]), &rules)
}

#[test]
fn the_longest_chain_of_the_deepest_conditions_is_decided() {
    on_a_small_stack(|| {
        let program = Program::compile(
            chain(63).unwrap_or_else(|faults| panic!("{faults}")),
            Edition::AsDeemed,
        );
        let dates = Dates::received(data_subject_rights::calendar::Date::constant(2026, 11, 21));
        let nothing = data_subject_rights::fact::Facts::default();
        let evaluation = Evaluation::new(&program, &nothing, dates);
        let decision = BookDecision::of(&evaluation, Right::Access, &[]);
        assert_eq!(
            decision
                .questions
                .iter()
                .map(|each| each.fact.as_str())
                .collect::<Vec<_>>(),
            ["f"]
        );
        let fact = program
            .book()
            .vocabulary()
            .find("f")
            .expect("it is declared");
        for yes in [false, true] {
            // Turned round an odd number of times by each of an odd number of definitions.
            let (mut case, mut scratch) = (program.case(&dates), program.scratch());
            program.know(&mut case, fact, Value::YesNo(yes));
            let expected = if yes {
                Outcome::DoesNotApply
            } else {
                Outcome::Applies
            };
            assert_eq!(
                program
                    .outcome(Right::Access, &case, &mut scratch)
                    .outcome(),
                expected
            );
        }
    });
}

#[test]
fn a_chain_of_ten_thousand_definitions_is_refused_and_not_followed() {
    on_a_small_stack(|| {
        let faults = chain(10_000).expect_err("it is too long");
        assert!(
            faults
                .iter()
                .any(|fault| fault.code() == Code::ChainTooLong),
            "{faults}"
        );
    });
}

/// Rules of every role over many facts.
fn many(rules: usize, facts: usize) -> Vec<String> {
    let mut draw = Draw::from(22);
    (0..rules)
        .map(|at| {
            let tests = list((0..2 + draw.below(3)).map(|_| {
                let fact = draw.below(facts);
                if draw.one_in(4) { format!("{{ f{fact}: no }}") } else { format!("f{fact}") }
            }));
            let how = if draw.one_in(3) { "all" } else { "any" };
            let when = format!("{{ {how}: [{tests}, d{}] }}", draw.below(10));
            let heading = draw.below(20);
            match at {
                0..10 => format!("definition: d{at}, name: that it is so, provision: procedure/0, when: {{ {how}: [{tests}] }}"),
                _ => match at % 8 {
                    0 | 1 => {
                        let grants = ["access/copy", "access/purposes", "erasure/erase", "objection/stop"][draw.below(4)];
                        format!("ground: r{at}, provision: procedure/{heading}/{at}, grants: {grants}, when: {when}")
                    }
                    2 | 3 => format!(
                        "exemption: r{at}, provision: procedure/e{heading}/{at}, exempts: procedure/{}, extent: {}, when: {{ all: [{tests}, f{}, f{}] }}",
                        draw.below(20), if draw.one_in(2) { "part" } else { "whole" }, draw.below(facts), draw.below(facts)
                    ),
                    4 => format!(
                        "exception: r{at}, provision: procedure/x/{at}, restores: procedure/e{}, when: {when}",
                        draw.below(20)
                    ),
                    _ => format!("power: r{at}, provision: procedure/{heading}/{at}, for: access, to: other, when: {when}"),
                },
            }
        })
        .collect()
}

#[test]
fn ten_thousand_rules_over_a_thousand_facts_are_decided() {
    on_a_small_stack(|| {
        const FACTS: usize = 1_024;
        let start = std::time::Instant::now();
        let mut rules = many(10_000, FACTS);
        let names = || (0..FACTS).map(|at| format!("f{at}"));
        // Those whose tests contradict each other by chance are left out.
        let book = loop {
            match load(&facts(names()), &rules) {
                Ok(book) => break book,
                Err(faults) => {
                    let before = rules.len();
                    let contradict = |rule: &String| {
                        faults.iter().any(|fault| {
                            assert_eq!(fault.code(), Code::NeverFires, "{fault}");
                            let name = fault.message().split('`').nth(1).unwrap_or_default();
                            rule.contains(&format!(": {name},"))
                        })
                    };
                    rules.retain(|rule| !contradict(rule));
                    assert!(rules.len() < before && rules.len() > 9_900);
                }
            }
        };
        println!("loaded after {:?}", start.elapsed());
        let program = Program::compile(book.clone(), Edition::AsDeemed).with_node_budget(20_000);
        println!("compiled after {:?}", start.elapsed());
        let dates = Dates::received(data_subject_rights::calendar::Date::constant(2026, 11, 21));
        let (mut case, mut scratch) = (program.case(&dates), program.scratch());
        assert_eq!(
            program
                .outcome(Right::Access, &case, &mut scratch)
                .outcome(),
            Outcome::Open
        );
        println!("opened after {:?}", start.elapsed());
        // Complete, it is as the oracle says.
        let mut draw = Draw::from(23);
        let mut complete = Complete::new();
        for (fact, _) in book.vocabulary().iter() {
            let value = Value::YesNo(draw.one_in(3));
            complete.insert(fact, value);
            program.know(&mut case, fact, value);
        }
        let oracle = Oracle {
            book: &book,
            facts: &complete,
            dates,
        };
        for right in [Right::Access, Right::Erasure, Right::Objection] {
            let asked = Asked::Right(right, Vec::new());
            let truth = 1u64 << asked.truth(&oracle);
            assert_eq!(asked.said(&program, &case, &mut scratch), (truth, true));
        }
        let duties = program.duties(Right::Access, &case, &mut scratch);
        assert!(
            duties.len() > 3_000
                && duties
                    .iter()
                    .all(|(_, arises, exact)| *exact && *arises != Truth::Unknown)
        );
        println!("decided after {:?}", start.elapsed());
    });
}
