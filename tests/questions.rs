//! A question is asked if its answer can change something, and only then; and the answers to all that
//! is asked leave nothing open. Shown on drawn books by trying every completion.

mod brute;
mod generated;
mod oracle;

use std::collections::{BTreeMap, BTreeSet};

use brute::{Asked, Book, Partial, Point, Seeds, Table, What, unknown};
use data_subject_rights::{
    decision::{BookDecision, DutyState, Outcome, PowerState, Question},
    engine::{Evaluation, entitlement_value},
    fact::{Domain, FactId},
    law::{Entitlement, Right, Term},
    rule::{Edition, GovernedBy},
};
use generated::SMALL;

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Fact(FactId),
    Date(GovernedBy),
}

fn subject(what: What) -> Subject {
    match what {
        What::Fact(fact) | What::Member(fact, _) => Subject::Fact(fact),
        What::Day(date) => Subject::Date(date),
    }
}

/// A partial case with every completion and what each comes to: for each thing that is to be decided,
/// the class of its answer.
struct Open<'b> {
    book: &'b Book,
    partial: &'b Partial,
    completions: Vec<(Point, Vec<u8>)>,
}

impl<'b> Open<'b> {
    fn of(book: &'b Book, table: &Table, partial: &'b Partial, decided: &[Asked]) -> Self {
        let places: Vec<usize> = decided
            .iter()
            .map(|each| {
                book.asked
                    .iter()
                    .position(|known| known == each)
                    .expect("tabled")
            })
            .collect();
        let mut completions = Vec::new();
        table.each(partial, |point, answers| {
            let classes = places
                .iter()
                .map(|at| class(&book.asked[*at], answers[*at]))
                .collect();
            completions.push((point.clone(), classes));
        });
        Self {
            book,
            partial,
            completions,
        }
    }

    /// The dimensions of a subject that are not known.
    fn dimensions(&self, of: Subject) -> Vec<usize> {
        let is_of = |at: &usize| subject(self.book.space.dimensions[*at].what) == of;
        unknown(self.partial).into_iter().filter(is_of).collect()
    }

    fn subjects(&self) -> BTreeSet<Subject> {
        unknown(self.partial)
            .into_iter()
            .map(|at| subject(self.book.space.dimensions[at].what))
            .collect()
    }

    /// The completions that agree on everything but these dimensions, together.
    fn apart_from(&self, free: &[usize]) -> Vec<Vec<&(Point, Vec<u8>)>> {
        let mut alike: BTreeMap<Point, Vec<&(Point, Vec<u8>)>> = BTreeMap::new();
        for completion in &self.completions {
            let mut rest = completion.0.clone();
            free.iter().for_each(|at| rest[*at] = 0);
            alike.entry(rest).or_default().push(completion);
        }
        alike.into_values().collect()
    }

    /// Whether two completions that differ in these dimensions alone come out differently.
    fn can_change(&self, free: &[usize]) -> bool {
        self.apart_from(free)
            .iter()
            .any(|alike| alike.iter().any(|(_, classes)| *classes != alike[0].1))
    }

    /// Whether the answer to a fact can settle something by ruling out an answer to facts that stand
    /// with it in a combination: a completion, another that differs from it in those facts alone and comes
    /// out differently, and the first with the fact as in the second, which cannot be.
    fn settles(&self, table: &Table, of: Subject) -> bool {
        let Subject::Fact(fact) = of else {
            return false;
        };
        let mine = self.dimensions(of);
        let mut free = mine.clone();
        for combination in self.book.space.vocabulary.impossible() {
            if combination.these.iter().any(|(tied, ..)| *tied == fact) {
                for (tied, ..) in &combination.these {
                    free.extend(self.dimensions(Subject::Fact(*tied)));
                }
            }
        }
        let cannot_be = |one: &Point, other: &Point| {
            let mut mixed = one.clone();
            mine.iter().for_each(|at| mixed[*at] = other[*at]);
            table.at(&mixed).is_none()
        };
        self.apart_from(&free).iter().any(|alike| {
            let differ = |one: &(Point, Vec<u8>), other: &(Point, Vec<u8>)| {
                one.1 != other.1 && cannot_be(&one.0, &other.0)
            };
            alike
                .iter()
                .any(|one| alike.iter().any(|other| differ(one, other)))
        })
    }

    /// Whether completions that agree on these subjects all come out alike.
    fn is_decided_by(&self, subjects: &BTreeSet<Subject>) -> bool {
        let rest: Vec<usize> = self
            .subjects()
            .difference(subjects)
            .flat_map(|subject| self.dimensions(*subject))
            .collect();
        !self.can_change(&rest)
    }
}

/// Nothing granted is one answer, whether for want of a ground or because of an exemption.
fn class(asked: &Asked, answer: u8) -> u8 {
    match (asked, answer) {
        (Asked::Entitlement(_), entitlement_value::NO_GROUND) => entitlement_value::EXEMPT,
        _ => answer,
    }
}

/// What a run looked at.
#[derive(Debug, Default)]
struct Tally {
    decisions: usize,
    questions: usize,
    /// Facts left unasked although they are unknown.
    spared: usize,
    /// Asked for what their answers rule out.
    settling: usize,
    /// Asked because facts matter together though none does alone.
    together: usize,
    members: usize,
}

/// The questions of one decision are those whose answers can change it.
fn right_questions(
    open: &Open<'_>,
    table: &Table,
    questions: &[Question],
    tally: &mut Tally,
    story: &dyn Fn() -> String,
) {
    let vocabulary = &open.book.space.vocabulary;
    let asked: BTreeSet<Subject> = questions
        .iter()
        .map(|question| match question.fact.as_str() {
            "date/replied" => Subject::Date(GovernedBy::Replied),
            name => Subject::Fact(vocabulary.find(name).expect("it is declared")),
        })
        .collect();
    assert_eq!(
        asked.len(),
        questions.len(),
        "one is asked twice: {}",
        story()
    );
    let subjects = open.subjects();
    assert!(asked.is_subset(&subjects), "one is known: {}", story());

    let change: BTreeSet<Subject> = subjects
        .iter()
        .filter(|each| open.can_change(&open.dimensions(**each)))
        .copied()
        .collect();
    let missed: Vec<&Subject> = change.difference(&asked).collect();
    assert!(
        missed.is_empty(),
        "{missed:?} can change it and is not asked: {}",
        story()
    );
    assert!(
        open.is_decided_by(&asked),
        "the answers to {asked:?} leave it open: {}",
        story()
    );

    let settle: BTreeSet<Subject> = subjects
        .iter()
        .filter(|each| open.settles(table, **each))
        .copied()
        .collect();
    let because: BTreeSet<Subject> = change.union(&settle).copied().collect();
    let more: Vec<&Subject> = asked.difference(&because).collect();
    if !more.is_empty() {
        let so_far = asked.intersection(&because).copied().collect();
        assert!(
            !open.is_decided_by(&so_far),
            "{more:?} is asked for nothing: {}",
            story()
        );
        tally.together += more.len();
    }

    for question in questions
        .iter()
        .filter(|question| !question.matters.is_empty())
    {
        right_members(open, question, story);
        tally.members += 1;
    }
    tally.decisions += 1;
    tally.questions += asked.len();
    tally.spared += subjects.difference(&asked).count();
    tally.settling += asked
        .intersection(&settle)
        .filter(|each| !change.contains(*each))
        .count();
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
    seeds: &mut Seeds,
    tally: &mut Tally,
) {
    let facts = book.space.facts(partial);
    let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(partial));
    let story = |what: &str| {
        let known = book.space.values(partial);
        format!(
            "{what}, {known:?}, {:?}\n{}",
            book.space.dates(partial),
            book.name
        )
    };
    for right in Right::all().filter(|right| !book.read.entitlements(*right).is_empty()) {
        let claims = book.asked.iter().filter_map(|each| match each {
            Asked::Right(of, claims) if *of == right => Some(claims),
            _ => None,
        });
        let claims: Vec<&Vec<Entitlement>> = claims.collect();
        let claimed = (*seeds.pick(&claims)).clone();
        let decision = BookDecision::of(&evaluation, right, &claimed);
        if decision.outcome == Outcome::Open {
            let granted = book.read.entitlements(right);
            let decided: Vec<Asked> = decision
                .entitlements
                .iter()
                .filter(|each| each.outcome == Outcome::Open && granted.contains(&each.entitlement))
                .map(|each| Asked::Entitlement(each.entitlement))
                .chain([Asked::Right(right, claimed.clone())])
                .collect();
            let open = Open::of(book, table, partial, &decided);
            right_questions(&open, table, &decision.questions, tally, &|| {
                story(&format!("{decided:?}"))
            });
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
                right_questions(&open, table, questions, tally, &|| story(rule));
            } else {
                assert!(questions.is_empty(), "{}", story(rule));
            }
        }
    }
}

fn ask(books: usize, partials: usize, seed: u64) -> Tally {
    let mut seeds = Seeds::from(seed);
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
#[ignore = "long: cargo test --release --test questions -- --ignored"]
fn exactly_the_facts_that_can_change_something_are_asked_for_in_many_books() {
    ask(2_000, 40, 8);
}

/// A book from its text, tabled, and every question about a case of which nothing is known but the day
/// of receipt and what `known` says.
fn ask_about(rules: &str, known: &[(&str, bool)]) -> Vec<Vec<String>> {
    let fact = |name: &str| {
        format!(
            "  - {{ fact: {name}, name: {name}, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }}\n"
        )
    };
    let facts: String = ["a", "b", "c", "d"].into_iter().map(fact).collect();
    // Each is as the next: changing one alone is never possible.
    let mut alike: String = [("a", "b"), ("b", "c"), ("c", "d")]
        .into_iter()
        .filter(|_| rules.contains("# alike"))
        .map(|(one, other)| {
            format!(
                "  - {{ these: [{one}, {{ {other}: no }}], because: No. }}\n  - {{ these: [{{ {one}: no }}, {other}], because: No. }}\n"
            )
        })
        .collect();
    if !alike.is_empty() {
        alike.insert_str(0, "impossible:\n");
    }
    let vocabulary = format!("facts:\n{facts}{alike}");
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
    right_questions_of(&book, &table, &partial, &mut Seeds::from(0), &mut tally);
    assert!(tally.decisions > 0, "nothing is open");
    let facts = book.space.facts(&partial);
    let evaluation = Evaluation::new(&book.program, &facts, book.space.dates(&partial));
    let decision = BookDecision::of(&evaluation, Right::Access, &[]);
    let names = |questions: &[Question]| questions.iter().map(|each| each.fact.clone()).collect();
    let duties = decision.duties.iter().map(|duty| names(&duty.questions));
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
    assert_eq!(ask_about(rules, &[("a", false)]), [["date/replied"]]);
    assert_eq!(ask_about(rules, &[]), [["date/replied", "a"]]);
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
        ask_about(rules, &[("b", true)]),
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
    assert_eq!(ask_about(back, &[("a", true)]), [["date/replied"]]);
}

#[test]
fn facts_that_only_change_something_together_are_asked_for_until_nothing_is_open() {
    let rules = "
# alike
rules:
  - { ground: copy, provision: procedure/1, grants: access/copy, when: { all: [a, b, c, d] }, says: It is so. }
";
    assert_eq!(ask_about(rules, &[]), [["a"]]);
}
