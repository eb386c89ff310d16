//! One complete case, decided five ways: by the oracle, by the compiled program, by the evaluation of
//! the whole book, by the diagrams, and by the reasons beside a verdict. They never differ.

use crate::brute;
use crate::drawn;
use crate::oracle;

use brute::{Asked, Book, Point, What, books, owed};
use data_subject_rights::{
    engine::{Evaluation, Scratch, Standing, Target},
    fact::{Extent, Value},
    law::{Entitlement, Right, Term},
    rule::{Dates, Role, Rule},
    unstable::Atom,
};
use drawn::Draw;
use oracle::{Complete, Oracle};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};

/// A complete case of a book, a right, and what is claimed of it.
fn case(book: &'static Book) -> impl Strategy<Value = (Point, Right, Vec<Entitlement>)> {
    let rights: Vec<Right> = Right::all().collect();
    (
        prop::collection::vec(any::<u32>(), book.space.dimensions.len()),
        prop::sample::select(rights),
        any::<u16>(),
        prop::bool::ANY,
    )
        .prop_map(move |(numbers, right, claims, sparse)| {
            // A smaller number is a smaller set, and an earlier value.
            let value = |(number, at): (&u32, usize)| {
                let dimension = &book.space.dimensions[at];
                let number = *number as usize;
                match dimension.what {
                    What::Member(..) if sparse => usize::from(number % 6 == 5),
                    _ => number % dimension.size,
                }
            };
            let point = numbers.iter().zip(0..).map(value).collect();
            let point = book.space.mend(point, &mut Draw::from(u64::from(claims)));
            let of_right = Entitlement::all().filter(|each| each.right() == right);
            let claimed = of_right.zip(0..).filter(|(_, at)| claims >> at & 1 == 1);
            (point, right, claimed.map(|(each, _)| each).collect())
        })
}

/// Whether a bit of the case is set, read from the facts.
fn is_so(atom: Atom, facts: &Complete, dates: &Dates, claimed: &[Entitlement]) -> bool {
    match atom {
        Atom::Since(date, day) => dates.get(date).expect("every date is known") >= day,
        Atom::Claimed(entitlement) => claimed.contains(&entitlement),
        Atom::Yes(fact) => facts[&fact] == Value::YesNo(true),
        Atom::AtLeastPart(fact) => facts[&fact] != Value::Extent(Extent::None),
        Atom::Whole(fact) => facts[&fact] == Value::Extent(Extent::Whole),
        Atom::Member(fact, at) => match facts[&fact] {
            Value::Members(members) => members.present >> at & 1 == 1,
            other => panic!("{other:?} has no members"),
        },
    }
}

/// How a rule stands in a decision, by what the oracle says of it. Only from a ground is anything taken
/// there.
fn standing(oracle: &Oracle<'_>, rule: &Rule) -> Standing {
    match (oracle.holds(rule), &rule.role) {
        (false, _) => Standing::Failed,
        (true, Role::Ground(_)) => match oracle.taken_from(rule) {
            Extent::None => Standing::Fired,
            Extent::Part => Standing::DefeatedInPart,
            Extent::Whole => Standing::Defeated,
        },
        (true, _) => Standing::Fired,
    }
}

fn agree(
    book: &Book,
    point: &Point,
    right: Right,
    claimed: &[Entitlement],
    scratch: &mut Scratch,
) -> Result<(), TestCaseError> {
    let program = &book.program;
    let (facts, dates) = book.space.complete(point);
    let oracle = Oracle {
        book: &book.read,
        facts: &facts,
        dates,
    };
    let bits: Vec<bool> = (0..program.bits())
        .map(|bit| {
            program
                .atom(bit)
                .is_some_and(|atom| is_so(atom, &facts, &dates, claimed))
        })
        .collect();
    let known = book.space.known(point);
    let asked_right = Asked::Right(right, claimed.to_vec());
    let case = asked_right.claimed_in(program, &book.space.masks(program, &known));
    let known_facts = book.space.facts(&known);
    let evaluation = Evaluation::new(program, &known_facts, dates);

    let granted = book
        .read
        .entitlements(right)
        .into_iter()
        .map(Asked::Entitlement);
    let arising = book
        .read
        .rules()
        .filter(|(_, rule)| owed(rule).is_some_and(|of| of.contains(&right)));
    let asked = [asked_right, Asked::Scope]
        .into_iter()
        .chain(granted)
        .chain(arising.map(|(id, _)| Asked::Arises(id)));
    for each in asked {
        let truth = each.truth(&oracle);
        let diagram = program.diagram(each.target()).expect("there is room");
        prop_assert_eq!(
            diagram.value(|bit| bits[bit]),
            truth,
            "diagram of {:?}",
            each
        );
        let only = (1 << truth, true);
        prop_assert_eq!(
            each.said(program, &case, scratch),
            only,
            "program on {:?}",
            each
        );
        prop_assert_eq!(
            each.evaluated(&evaluation),
            only,
            "evaluation of {:?}",
            each
        );
    }

    for (id, stands) in program.decide(right, &case, scratch).rules() {
        let rule = book.read.rule(id).expect("it is in the book");
        prop_assert_eq!(stands, standing(&oracle, rule), "{}", &rule.id);
        let holds = oracle.holds(rule);
        prop_assert_eq!(evaluation.holds(id), holds.into(), "{}", &rule.id);
        let diagram = program.diagram(Target::Rule(id)).expect("there is room");
        prop_assert_eq!(
            diagram.value(|bit| bits[bit]),
            u8::from(holds),
            "{}",
            &rule.id
        );
    }
    Ok(())
}

fn run(cases: u32) {
    // Half the cases are of the procedure. The same are drawn on every run.
    for (book, share) in books().iter().zip([2, 4, 4]) {
        let config = Config {
            cases: cases / share,
            failure_persistence: None,
            ..Config::default()
        };
        let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let scratch = std::cell::RefCell::new(Scratch::default());
        let ran =
            TestRunner::new_with_rng(config, random).run(&case(book), |(point, right, claimed)| {
                agree(book, &point, right, &claimed, &mut scratch.borrow_mut())
            });
        match ran {
            Ok(()) => {}
            Err(TestError::Fail(why, (point, right, claimed))) => panic!(
                "{}, {right}, {claimed:?} claimed: {why}\n{}",
                book.name,
                book.space.in_words(&book.space.known(&point))
            ),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn oracle_program_evaluation_and_diagrams_agree_on_complete_cases() {
    run(15_000);
}

/// How many cases the long run decides; a case is one complete case of one right and all that is asked
/// of it.
const LONG_RUN: u32 = 1_000_000;

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn oracle_program_evaluation_and_diagrams_agree_on_a_million_complete_cases() {
    run(LONG_RUN);
}
