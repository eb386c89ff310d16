//! A question is asked if its answer can change something, and only then; and the answers to all that
//! is asked leave nothing open. Shown on drawn books by trying every completion.

use crate::brute;
use crate::drawn;
use crate::generated;

use std::collections::BTreeSet;

use brute::{Asked, Book, Open, Partial, Subject, Table, What};
use data_subject_rights::{
    decision::{BookDecision, DutyState, Outcome, PowerState, Question},
    engine::Evaluation,
    fact::Domain,
    law::{Entitlement, Right, Term},
    rule::{Edition, GovernedBy},
};
use drawn::Draw;
use generated::SMALL;

/// What a run looked at.
#[derive(Debug, Default)]
struct Tally {
    decisions: usize,
    asked: usize,
    /// Facts left unasked although they are unknown.
    spared: usize,
    /// Asked for what their answers rule out.
    settling: usize,
    members: usize,
}

/// What is asked about one decision is what can change it.
fn right_subjects(
    open: &Open<'_>,
    table: &Table,
    asked: &BTreeSet<Subject>,
    tally: &mut Tally,
    story: &dyn Fn() -> String,
) {
    let subjects = open.subjects();
    assert!(asked.is_subset(&subjects), "one is known: {}", story());
    let change = open.subjects_that(|each| open.can_change(&open.dimensions(each)));
    let missed: Vec<&Subject> = change.difference(asked).collect();
    assert!(
        missed.is_empty(),
        "{missed:?} can change it and is not asked: {}",
        story()
    );
    assert!(
        open.is_decided_by(asked),
        "the answers to {asked:?} leave it open: {}",
        story()
    );

    let settle = open.subjects_that(|each| open.settles(table, each));
    let because: BTreeSet<Subject> = change.union(&settle).copied().collect();
    let more: Vec<&Subject> = asked.difference(&because).collect();
    if !more.is_empty() {
        let so_far = asked.intersection(&because).copied().collect();
        assert!(
            !open.is_decided_by(&so_far),
            "{more:?} is asked for nothing: {}",
            story()
        );
    }
    tally.decisions += 1;
    tally.asked += asked.len();
    tally.spared += subjects.difference(asked).count();
    tally.settling += asked
        .intersection(&settle)
        .filter(|each| !change.contains(*each))
        .count();
}

/// The same, with the terms that each question names.
fn right_questions(
    open: &Open<'_>,
    table: &Table,
    questions: &[&Question],
    tally: &mut Tally,
    story: &dyn Fn() -> String,
) {
    let asked: BTreeSet<Subject> = questions
        .iter()
        .map(|question| match question.fact.as_str() {
            "date/replied" => Subject::Date(GovernedBy::Replied),
            name => fact(open.book, name),
        })
        .collect();
    assert_eq!(
        asked.len(),
        questions.len(),
        "one is asked twice: {}",
        story()
    );
    right_subjects(open, table, &asked, tally, story);
    for question in questions
        .iter()
        .filter(|question| !question.matters.is_empty())
    {
        right_members(open, question, story);
        tally.members += 1;
    }
}

fn fact(book: &Book, name: &str) -> Subject {
    Subject::Fact(book.space.vocabulary.find(name).expect("it is declared"))
}

/// The facts that a decision in ids names are those that can change it. It names no dates.
fn right_brief(
    open: &Open<'_>,
    table: &Table,
    right: &Asked,
    partial: &Partial,
    story: &dyn Fn() -> String,
) {
    let program = &open.book.program;
    let Asked::Right(of, _) = right else {
        panic!("a right is decided");
    };
    let case = right.claimed_in(program, &open.book.space.masks(program, partial));
    let brief = serde_json::to_value(program.brief(*of, &case, &mut program.scratch()))
        .expect("it serialises");
    let named = brief.get("facts").and_then(|facts| facts.as_array());
    let mut asked: BTreeSet<Subject> = named
        .into_iter()
        .flatten()
        .map(|name| fact(open.book, name.as_str().expect("an id")))
        .collect();
    asked.extend(open.subjects_that(|each| {
        matches!(each, Subject::Date(_)) && open.can_change(&open.dimensions(each))
    }));
    right_subjects(open, table, &asked, &mut Tally::default(), story);
}

/// A question about a set that names terms names every one that can change something by itself.
fn right_members(open: &Open<'_>, question: &Question, story: &dyn Fn() -> String) {
    let vocabulary = &open.book.space.vocabulary;
    let fact = vocabulary.find(&question.fact).expect("it is declared");
    let Some(Domain::SetOf(terms)) = vocabulary.get(fact).map(|fact| fact.domain) else {
        panic!("only of a set: {}", story());
    };
    for at in open.dimensions(Subject::Fact(fact)) {
        let What::Member(_, member) = open.book.space.dimensions[at].what else {
            panic!("a set has members");
        };
        let named = question
            .matters
            .iter()
            .any(|label| label == terms.label(member));
        assert!(
            named || !open.can_change(&[at]),
            "{}: {}",
            terms.label(member),
            story()
        );
    }
}

/// The questions of every open decision on a partial case, of the right and of its duties and powers.
fn right_questions_of(
    book: &Book,
    table: &Table,
    partial: &Partial,
    seeds: &mut Draw,
    tally: &mut Tally,
) {
    let facts = book.space.facts(partial);
    let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(partial));
    let story = |what: &str| {
        let case = book.space.in_words(partial);
        format!("{what}\n{case}\n{}", book.name)
    };
    for right in Right::all().filter(|right| !book.read.entitlements(*right).is_empty()) {
        let claims = book.asked.iter().filter_map(|each| match each {
            Asked::Right(of, claims) if *of == right => Some(claims),
            _ => None,
        });
        let claims: Vec<&Vec<Entitlement>> = claims.collect();
        let claimed = (*seeds.pick(&claims)).clone();
        let decision = BookDecision::of(&evaluation, right, &claimed);
        let is_open = decision.outcome == Outcome::Open;
        let beside = if decision.aspects.is_empty() {
            let mut given = decision.entitlements.iter();
            given.any(|each| each.outcome == Outcome::Open)
        } else {
            let mut aspects = decision.aspects.iter();
            aspects.any(|each| each.outcome == Outcome::Open)
        };
        if is_open || beside {
            let granted = book.read.entitlements(right);
            let decided: Vec<Asked> = decision
                .entitlements
                .iter()
                .filter(|each| each.outcome == Outcome::Open && granted.contains(&each.entitlement))
                .map(|each| Asked::Entitlement(each.entitlement))
                .chain([Asked::Right(right, claimed.clone())])
                .collect();
            let open = Open::of(book, table, partial, &decided);
            let story = || story(&format!("{decided:?}"));
            let questions: Vec<&Question> = decision.questions.iter().collect();
            right_questions(&open, table, &questions, tally, &story);
            if is_open {
                right_brief(&open, table, &Asked::Right(right, claimed), partial, &story);
            }
        } else {
            assert!(
                decision.questions.is_empty(),
                "{}",
                story("nothing is open")
            );
        }
        let duties = decision
            .duties
            .iter()
            .map(|duty| (&duty.duty, duty.state == DutyState::Open, &duty.questions));
        let powers = decision.powers.iter().map(|power| {
            (
                &power.power,
                power.state == PowerState::Open,
                &power.questions,
            )
        });
        for (rule, is_open, questions) in duties.chain(powers) {
            if is_open {
                let decided = [Asked::Arises(
                    book.read.find(rule).expect("it is in the book"),
                )];
                let open = Open::of(book, table, partial, &decided);
                let told = |fact: &String| decision.question(fact).expect("it is told");
                let questions: Vec<&Question> = questions.iter().map(told).collect();
                right_questions(&open, table, &questions, tally, &|| story(rule));
            } else {
                assert!(questions.is_empty(), "{}", story(rule));
            }
        }
    }
}

fn ask(books: usize, partials: usize, seed: u64) -> Tally {
    let mut seeds = Draw::from(seed);
    let mut tally = Tally::default();
    for at in 0..books {
        let drawn = generated::book(&mut seeds, SMALL[at % SMALL.len()]);
        let mut book = Book::of(
            &drawn.text,
            drawn.book.clone(),
            Edition::AsDeemed,
            drawn.book,
        );
        for right in Right::all().filter(|right| !book.read.entitlements(*right).is_empty()) {
            let claims = Entitlement::all().filter(|each| each.right() == right);
            let claims = claims.filter(|_| seeds.one_in(3)).collect();
            book.asked.push(Asked::Right(right, claims));
        }
        let table = Table::of(&book.read, &book.space, &book.asked);
        if table.is_empty() {
            continue;
        }
        for _ in 0..partials {
            let mut partial = book.space.known(&book.space.draw(&mut seeds));
            let known = seeds.below(4);
            for (at, dimension) in book.space.dimensions.iter().enumerate() {
                let is_received = dimension.what == What::Day(GovernedBy::Received);
                if !is_received && seeds.below(4) >= known {
                    partial[at] = book.space.any(at);
                }
            }
            right_questions_of(&book, &table, &partial, &mut seeds, &mut tally);
        }
    }
    assert!(
        tally.spared > 0 && tally.settling > 0 && tally.members > 0,
        "{tally:?}"
    );
    println!("{tally:?}");
    tally
}

#[test]
fn exactly_the_facts_that_can_change_something_are_asked_for() {
    ask(80, 20, 7);
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn exactly_the_facts_that_can_change_something_are_asked_for_in_many_books() {
    ask(2_000, 40, 8);
}

/// A book from its text, tabled, and every question about a case of which nothing is known but the day
/// of receipt and what `known` says.
fn ask_about(combinations: &str, rules: &str, known: &[(&str, bool)]) -> Vec<Vec<String>> {
    let fact = |name: &str| {
        format!(
            "  - {{ fact: {name}, name: {name}, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }}\n"
        )
    };
    let facts: String = ["a", "b", "c", "d"].into_iter().map(fact).collect();
    let vocabulary = format!("facts:\n{facts}{combinations}");
    let book = brute::load(&vocabulary, &format!("book: drawn\ntitle: A book\n{rules}"))
        .unwrap_or_else(|faults| panic!("{faults}"));
    let book = Book::of(rules, book.clone(), Edition::AsDeemed, book);
    let table = Table::of(&book.read, &book.space, &book.asked);
    let mut partial: Partial = (0..book.space.dimensions.len())
        .map(|at| book.space.any(at))
        .collect();
    for (at, dimension) in book.space.dimensions.iter().enumerate() {
        match dimension.what {
            What::Fact(fact) => {
                let name = &book.space.vocabulary.get(fact).expect("it is declared").id;
                if let Some((_, yes)) = known.iter().find(|(known, _)| known == name) {
                    partial[at] = 1 << u8::from(*yes);
                }
            }
            What::Day(GovernedBy::Received) => partial[at] = 1,
            _ => {}
        }
    }
    let mut tally = Tally::default();
    right_questions_of(&book, &table, &partial, &mut Draw::from(0), &mut tally);
    assert!(tally.decisions > 0, "nothing is open");
    let facts = book.space.facts(&partial);
    let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(&partial));
    let decision = BookDecision::of(&evaluation, Right::Access, &[]);
    let names = |questions: &[Question]| questions.iter().map(|each| each.fact.clone()).collect();
    let duties = decision.duties.iter().map(|duty| duty.questions.clone());
    [names(&decision.questions)]
        .into_iter()
        .chain(duties)
        .collect()
}

#[test]
fn a_scope_rule_whose_condition_fails_asks_for_the_date_that_says_whether_it_is_in_force() {
    let rules = "
rules:
  - { scope: within, provision: procedure/0, when: a, otherwise: another regime, in-force: { from: 2025-01-01 }, governed-by: replied, says: It is so. }
  - { ground: copy, provision: procedure/1, grants: access/copy, when: always, says: It is so. }
";
    assert_eq!(ask_about("", rules, &[("a", false)]), [["date/replied"]]);
    assert_eq!(ask_about("", rules, &[]), [["date/replied", "a"]]);
}

#[test]
fn a_list_that_may_not_be_in_force_asks_for_its_date() {
    let rules = "
lists:
  - { list: some, provision: procedure/9, provisions: [procedure/1, procedure/2, procedure/4], in-force: { from: 2025-01-01 }, governed-by: replied }
rules:
  - { ground: copy, provision: procedure/1, grants: access/copy, when: always, says: It is so. }
  - { duty: tell, provision: procedure/2, for: access, due: at-once, met-by: d, when: always, says: It is so. }
  - { exemption: whole, provision: procedure/3, exempts: { list: some }, when: b, says: It is so. }
";
    // Of the copy and of the duty.
    assert_eq!(
        ask_about("", rules, &[("b", true)]),
        [["date/replied"], ["date/replied"]]
    );
    let back = "
lists:
  - { list: some, provision: procedure/9, provisions: procedure/4, in-force: { until: 2025-01-01 }, governed-by: replied }
rules:
  - { ground: copy, provision: procedure/1, grants: access/copy, when: always, says: It is so. }
  - { exemption: whole, provision: procedure/4, exempts: procedure/1, when: always, says: It is so. }
  - { exception: back, provision: procedure/5, restores: { list: some }, when: a, says: It is so. }
";
    assert_eq!(ask_about("", back, &[("a", true)]), [["date/replied"]]);
}

/// Each is as the next: changing one alone is never possible.
const ALIKE: &str = "
impossible:
  - { these: [a, { b: no }], because: Alike. }
  - { these: [{ a: no }, b], because: Alike. }
  - { these: [b, { c: no }], because: Alike. }
  - { these: [{ b: no }, c], because: Alike. }
  - { these: [c, { d: no }], because: Alike. }
  - { these: [{ c: no }, d], because: Alike. }
";

#[test]
fn facts_that_only_change_something_together_are_asked_for_until_nothing_is_open() {
    let rules = "
rules:
  - { ground: copy, provision: procedure/1, grants: access/copy, when: { all: [a, b, c, d] }, says: It is so. }
";
    assert_eq!(ask_about(ALIKE, rules, &[]), [["a"]]);
}

#[test]
fn a_fact_that_a_combination_decides_alone_is_not_asked_for() {
    let never = "\nimpossible: [{ these: [a, a], because: Never. }]\n";
    let rules = "
rules:
  - { ground: copy, provision: procedure/1, grants: access/copy, when: { any: [a, b] }, says: It is so. }
";
    assert_eq!(ask_about(never, rules, &[]), [["b"]]);
}
