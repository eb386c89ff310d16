//! The diagrams are what another crate's are: `biodivine-lib-bdd`, reduced and in the same order, made
//! from the same formulas and from the rules of the books by themselves.

use crate::brute;
use crate::drawn;
use crate::generated;
use crate::symbolic;

use std::{cell::RefCell, collections::BTreeMap};

use biodivine_lib_bdd::{Bdd, BddVariable, BddVariableSet};
use brute::{Asked, books, load};
use data_subject_rights::{
    calendar::Date,
    engine::{Program, Target},
    law::Right,
    rule::{Dates, Edition},
    unstable::{Atom, Count, Diagram, Marks, NODE_BUDGET},
};
use drawn::Draw;
use generated::SMALL;
use symbolic::{Symbolic, Variables, from_cubes};

/// A formula over yes/no facts.
#[derive(Debug, Clone)]
enum Formula {
    Fact(usize),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

impl Formula {
    fn draw(draw: &mut Draw, facts: usize, depth: usize) -> Self {
        if depth == 0 || draw.one_in(6) {
            return Self::Fact(draw.below(facts));
        }
        let parts = |draw: &mut Draw| {
            let many = 2 + draw.below(3);
            (0..many)
                .map(|_| Self::draw(draw, facts, depth - 1))
                .collect()
        };
        match draw.below(5) {
            0 => Self::Not(Box::new(Self::draw(draw, facts, depth - 1))),
            1 | 2 => Self::All(parts(draw)),
            _ => Self::Any(parts(draw)),
        }
    }

    fn text(&self) -> String {
        let parts = |parts: &[Self]| {
            parts
                .iter()
                .map(Self::text)
                .collect::<Vec<String>>()
                .join(", ")
        };
        match self {
            Self::Fact(at) => format!("f{at}"),
            Self::Not(part) => format!("{{ not: {} }}", part.text()),
            Self::All(all) => format!("{{ all: [{}] }}", parts(all)),
            Self::Any(any) => format!("{{ any: [{}] }}", parts(any)),
        }
    }

    fn drawn_by(&self, variables: &BddVariableSet, bits: &[BddVariable]) -> Bdd {
        match self {
            Self::Fact(at) => variables.mk_var(bits[*at]),
            Self::Not(part) => part.drawn_by(variables, bits).not(),
            Self::All(parts) => parts.iter().fold(variables.mk_true(), |all, part| {
                all.and(&part.drawn_by(variables, bits))
            }),
            Self::Any(parts) => parts.iter().fold(variables.mk_false(), |any, part| {
                any.or(&part.drawn_by(variables, bits))
            }),
        }
    }
}

/// A book with a duty for each formula that the loader takes; it refuses some that can never hold.
fn book_of(formulas: Vec<Formula>, facts: usize) -> (Program, Vec<(Target, Formula)>) {
    use std::fmt::Write;
    let mut vocabulary = "facts:\n".to_owned();
    for at in 0..facts {
        let _ = writeln!(
            vocabulary,
            "  - {{ fact: f{at}, name: f, kind: observed, about: item, ask: Is it?, answered-by: officer, provision: procedure/1 }}"
        );
    }
    let text = |formulas: &[Formula]| {
        let mut book = "book: drawn\ntitle: A book of formulas\nrules:\n".to_owned();
        for (at, formula) in formulas.iter().enumerate() {
            let _ = writeln!(
                book,
                "  - {{ power: p{at}, provision: procedure/1/{at}, for: access, to: other, when: {}, says: So. }}",
                formula.text()
            );
        }
        book
    };
    let taken: Vec<Formula> = formulas
        .into_iter()
        .filter(|formula| load(&vocabulary, &text(std::slice::from_ref(formula))).is_ok())
        .collect();
    let book = load(&vocabulary, &text(&taken)).unwrap_or_else(|faults| panic!("{faults}"));
    let targets = taken
        .into_iter()
        .enumerate()
        .map(|(at, formula)| {
            (
                Target::Rule(book.find(&format!("p{at}")).expect("it is there")),
                formula,
            )
        })
        .collect();
    (Program::compile(book, Edition::AsDeemed), targets)
}

/// The diagram is the function that the other crate has for each value, question for question.
fn is_drawn_alike(diagram: &Diagram, values: &BTreeMap<u8, Bdd>, variables: &Variables) {
    let bits = diagram.bits();
    let beside = usize::from(variables.num_vars()) - bits.len();
    for (value, theirs) in values {
        assert_eq!(
            from_cubes(variables, diagram, |v| v == *value),
            *theirs,
            "{value}"
        );
        // Neither asks anything twice or in vain; they count their two ends as nodes.
        let ours = diagram
            .renamed(|v| u8::from(v == *value))
            .expect("it only gets smaller");
        assert_eq!(ours.len(), theirs.size().saturating_sub(2), "{value}");
        let mut support: Vec<BddVariable> = theirs.support_set().into_iter().collect();
        support.sort_unstable();
        let support: Vec<usize> = support.into_iter().map(|at| variables.bit(at)).collect();
        assert_eq!(ours.bits(), support, "{value}");
        let models = diagram.count(&bits, |v| v == *value);
        assert_eq!(
            models.to_string(),
            (theirs.exact_cardinality() >> beside).to_string(),
            "{value}"
        );
    }
    // No value but these.
    assert_eq!(
        diagram.cubes(|value| !values.contains_key(&value)).next(),
        None
    );
}

/// Every answer to the bits of a diagram, each with its value and the bits that were asked for on the
/// way.
fn every_case(diagram: &Diagram) -> Vec<(u64, u8, u64)> {
    let bits = diagram.bits();
    assert!(bits.len() <= 16, "too many to try");
    let place = |bit: usize| {
        let asked = bits.iter().position(|asked| *asked == bit);
        asked.expect("it is asked for")
    };
    (0..1u64 << bits.len())
        .map(|answers| {
            let asked = RefCell::new(0u64);
            let value = diagram.value(|bit| {
                *asked.borrow_mut() |= 1 << place(bit);
                answers >> place(bit) & 1 == 1
            });
            (answers, value, asked.into_inner())
        })
        .collect()
}

/// What a diagram answers about all cases at once is what trying each of them gives.
fn is_what_every_case_says(diagram: &Diagram, draw: &mut Draw) {
    let bits = diagram.bits();
    let cases = every_case(diagram);
    let mut values: Vec<u8> = cases.iter().map(|(_, value, _)| *value).collect();
    values.sort_unstable();
    values.dedup();
    let with = |cube: &[(usize, bool)], answers: u64| {
        cube.iter().all(|(bit, yes)| {
            let asked = bits.iter().position(|asked| asked == bit);
            let place = asked.expect("it is asked for");
            (answers >> place & 1 == 1) == *yes
        })
    };
    let seed = draw.next();
    let price = |bit: usize, yes: bool| {
        Draw::from(seed ^ (bit as u64) << 1 ^ u64::from(yes)).below(20) as u64
    };
    for value in &values {
        let models: Vec<_> = cases.iter().filter(|(_, v, _)| v == value).collect();
        assert_eq!(
            diagram.count(&bits, |v| v == *value),
            Count::from(models.len() as u128)
        );
        // Every model is in one cube, and nothing else is in any.
        let cubes: Vec<_> = diagram.cubes(|v| v == *value).collect();
        for (answers, v, _) in &cases {
            let held = cubes.iter().filter(|cube| with(cube, *answers)).count();
            assert_eq!(held, usize::from(v == value));
        }
        let witness = diagram.witness(|v| v == *value).expect("there is one");
        assert!(models.iter().any(|(answers, ..)| with(&witness, *answers)));
        assert!(
            !cases
                .iter()
                .any(|(answers, v, _)| v != value && with(&witness, *answers))
        );
        // A way to a value costs what is asked for on it.
        let paid = |(answers, _, asked): &&&(u64, u8, u64)| -> u64 {
            let is_asked = |place: &usize| asked >> place & 1 == 1;
            let places = (0..bits.len()).filter(is_asked);
            places
                .map(|place| price(bits[place], answers >> place & 1 == 1))
                .sum()
        };
        let least = models.iter().map(|model| paid(&model)).min();
        let (total, way) = diagram
            .cheapest(|v| v == *value, price)
            .expect("there is one");
        assert_eq!(Some(total), least);
        assert_eq!(
            total,
            way.iter().map(|(bit, yes)| price(*bit, *yes)).sum::<u64>()
        );
        assert!(
            !cases
                .iter()
                .any(|(answers, v, _)| v != value && with(&way, *answers))
        );
    }
    let absent = (0..=255)
        .find(|value| !values.contains(value))
        .expect("not all are");
    assert_eq!(diagram.witness(|value| value == absent), None);
    assert_eq!(diagram.cheapest(|value| value == absent, price), None);
    assert_eq!(
        diagram.count(&bits, |value| value == absent),
        Count::from(0)
    );

    let possible = cases
        .iter()
        .filter(|(_, v, _)| *v != Diagram::IMPOSSIBLE)
        .count() as f64;
    let shares = diagram.shares();
    // Where nothing can be, nothing has a share.
    let whole = if possible > 0.0 { 1.0 } else { 0.0 };
    assert!((shares.iter().map(|(_, share)| share).sum::<f64>() - whole).abs() < 1e-9);
    for (value, share) in &shares {
        let models = cases.iter().filter(|(_, v, _)| v == value).count() as f64;
        assert!((share - models / possible).abs() < 1e-9, "{value}: {share}");
    }
    let named: Vec<u8> = shares.iter().map(|(value, _)| *value).collect();
    assert_eq!(
        named,
        values
            .into_iter()
            .filter(|v| *v != Diagram::IMPOSSIBLE)
            .collect::<Vec<u8>>()
    );
}

/// Two diagrams together are what the other crate makes of their values.
fn combine_alike(one: &Diagram, other: &Diagram, variables: &Variables) {
    let values = |diagram: &Diagram| -> BTreeMap<u8, Bdd> {
        let with = |value| (value, from_cubes(variables, diagram, |v| v == value));
        (0..16)
            .map(with)
            .filter(|(_, when)| !when.is_false())
            .collect()
    };
    let (ones, others) = (values(one), values(other));
    let mut product: BTreeMap<u8, Bdd> = BTreeMap::new();
    let mut difference = BTreeMap::from([0, 1].map(|value| (value, variables.mk_false())));
    for (a, of_one) in &ones {
        for (b, of_other) in &others {
            let both = of_one.and(of_other);
            difference
                .entry(u8::from(a != b))
                .and_modify(|when| *when = when.or(&both));
            product.insert(16 * a + b, both);
        }
    }
    let possible = product
        .values()
        .fold(variables.mk_false(), |any, when| any.or(when));
    difference.insert(Diagram::IMPOSSIBLE, possible.not());
    let drawn = one.difference(other, NODE_BUDGET).expect("there is room");
    is_drawn_alike(&drawn, &difference, variables);
    product.insert(Diagram::IMPOSSIBLE, possible.not());
    let drawn = one.product(other, NODE_BUDGET).expect("there is room");
    is_drawn_alike(&drawn, &product, variables);
}

fn drawn_formulas(books: usize, seed: u64) -> usize {
    let mut draw = Draw::from(seed);
    let mut compared = 0;
    for _ in 0..books {
        let facts = 2 + draw.below(9);
        let depth = 1 + draw.below(4);
        let formulas = (0..12)
            .map(|_| Formula::draw(&mut draw, facts, depth))
            .collect();
        let (program, targets) = book_of(formulas, facts);
        let variables = Variables::of(&program);
        let bits: Vec<BddVariable> = (0..facts)
            .map(|at| {
                let fact = program
                    .book()
                    .vocabulary()
                    .find(&format!("f{at}"))
                    .expect("declared");
                variables.variable(program.bits_of(fact).expect("it has a place").0)
            })
            .collect();
        for (target, formula) in &targets {
            let diagram = program.diagram(*target).expect("there is room");
            let yes = formula.drawn_by(&variables, &bits);
            let values = BTreeMap::from([(0, yes.not()), (1, yes)]);
            is_drawn_alike(diagram, &values, &variables);
            is_what_every_case_says(diagram, &mut draw);
            let other = program
                .diagram(draw.pick(&targets).0)
                .expect("there is room");
            combine_alike(diagram, other, &variables);
            compared += 1;
        }
    }
    compared
}

#[test]
fn the_diagram_of_a_formula_is_the_one_that_another_crate_makes() {
    let compared = drawn_formulas(40, 11);
    assert!(compared > 300, "{compared}");
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn the_diagrams_of_many_formulas_are_those_that_another_crate_makes() {
    let compared = drawn_formulas(2_000, 12);
    assert!(compared > 15_000, "{compared}");
}

/// Every target of a program, and every rule, against the rules read into the other crate's diagrams.
fn is_what_the_rules_say(program: &Program, asked: &[Asked], draw: &mut Draw) -> usize {
    let mut symbolic = Symbolic::of(program);
    let mut targets: Vec<Target> = asked.iter().map(Asked::target).collect();
    targets.extend(program.book().rules().map(|(id, _)| Target::Rule(id)));
    targets.sort_unstable();
    targets.dedup();
    for target in &targets {
        let diagram = program.diagram(*target).expect("there is room");
        let (mut values, cannot_be) = symbolic.target(*target);
        values.insert(Diagram::IMPOSSIBLE, cannot_be);
        is_drawn_alike(diagram, &values, &symbolic.variables);
        if diagram.bits().len() <= 10 {
            is_what_every_case_says(diagram, draw);
        }
    }
    for _ in 0..targets.len() / 8 {
        let [one, other] = [0; 2].map(|_| {
            program
                .diagram(*draw.pick(&targets))
                .expect("there is room")
        });
        if one.bits().len() + other.bits().len() <= 40 {
            combine_alike(one, other, &symbolic.variables);
        }
    }
    targets.len()
}

#[test]
fn the_diagrams_of_the_books_are_their_rules_read_by_another_crate() {
    // The book as it stood differs from the book of every feature in its dates alone.
    for book in &books()[..2] {
        let compared = is_what_the_rules_say(&book.program, &book.asked, &mut Draw::from(13));
        assert!(compared > 30, "{compared}");
    }
}

/// Of two rights at once there are values up to 16 × 5 + 5.
#[test]
fn a_diagram_of_two_rights_holds_possible_all_that_its_cubes_lead_to() {
    let program = &books()[0].program;
    let [one, other] = [Right::Objection, Right::Portability].map(|right| {
        program
            .diagram(Target::Right(right))
            .expect("there is room")
    });
    let both = one.product(other, NODE_BUDGET).expect("there is room");
    let dates = Dates::received(Date::constant(2026, 11, 21));
    let nothing_known = program.case(&dates);
    let can_be = |(bit, yes): &(usize, bool)| match program.atom(*bit) {
        Some(Atom::Since(date, day)) => dates.get(date).is_none_or(|known| (known >= day) == *yes),
        Some(Atom::Claimed(_)) => !yes,
        _ => true,
    };
    let values = both.shares().into_iter().map(|(value, _)| value);
    let expected: Vec<u8> = values
        .filter(|value| {
            both.cubes(|v| v == *value)
                .any(|cube| cube.iter().all(can_be))
        })
        .collect();
    assert!(expected.iter().any(|value| *value >= 64), "{expected:?}");
    assert_eq!(
        both.possible(&nothing_known, &mut Marks::default()),
        expected
    );
}

fn drawn_books(books: usize, seed: u64) {
    let mut draw = Draw::from(seed);
    for at in 0..books {
        let drawn = generated::book(&mut draw, SMALL[at % SMALL.len()]);
        let asked = Asked::all(&drawn.book);
        let program = Program::compile(drawn.book, Edition::AsDeemed);
        is_what_the_rules_say(&program, &asked, &mut draw);
    }
}

#[test]
fn the_diagrams_of_drawn_books_are_their_rules_read_by_another_crate() {
    drawn_books(24, 14);
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn the_diagrams_of_many_drawn_books_are_their_rules_read_by_another_crate() {
    drawn_books(2_000, 15);
}
