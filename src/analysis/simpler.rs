//! A rule with one part of its condition left out, in every way.

use crate::{
    fact::Test,
    rule::{Condition, Rule},
};

/// A rule without one part of its condition.
pub(super) struct Simpler {
    /// The part that is left out.
    pub(super) part: Condition,
    /// Where it stands: its place in each condition that it is in, the outermost first.
    pub(super) path: Vec<usize>,
    /// The rule without it.
    pub(super) rule: Rule,
}

/// Every way to leave out one part: one of several conditions, one of several terms, or the whole condition.
pub(super) fn simpler(rule: &Rule) -> Vec<Simpler> {
    let mut found = Vec::new();
    let mut note = |part: &Condition, path: Vec<usize>, when: Condition| {
        found.push(Simpler {
            part: part.clone(),
            path,
            rule: Rule {
                when,
                ..rule.clone()
            },
        });
    };
    if !matches!(rule.when, Condition::Always | Condition::All(_)) {
        note(&rule.when, Vec::new(), Condition::Always);
    }
    without_a_part(&rule.when, &mut note);
    found
}

/// Is told each part, where it stands, and the condition without it.
type Note<'n> = &'n mut dyn FnMut(&Condition, Vec<usize>, Condition);

fn without_a_part(condition: &Condition, note: Note<'_>) {
    match condition {
        Condition::All(parts) => of_several(parts, Condition::All, note),
        Condition::Any(parts) => of_several(parts, Condition::Any, note),
        Condition::Not(inner) => {
            without_a_part(inner, &mut |part, path, rest| {
                note(part, path, Condition::Not(Box::new(rest)));
            });
        }
        Condition::Fact(fact, test) => {
            for (at, (term, rest)) in fewer_terms(*test).into_iter().enumerate() {
                let rest = Condition::Fact(*fact, rest);
                note(&Condition::Fact(*fact, term), vec![at], rest);
            }
        }
        Condition::Definition(rule, test) => {
            for (at, (term, rest)) in fewer_terms(*test).into_iter().enumerate() {
                let rest = Condition::Definition(*rule, rest);
                note(&Condition::Definition(*rule, term), vec![at], rest);
            }
        }
        Condition::Always | Condition::Granted(_) | Condition::Refused(_) => {}
    }
}

fn of_several(parts: &[Condition], build: fn(Vec<Condition>) -> Condition, note: Note<'_>) {
    for (at, part) in parts.iter().enumerate() {
        let with = |instead: Option<Condition>| {
            let mut rest = parts.to_vec();
            rest.splice(at..=at, instead);
            build(rest)
        };
        note(part, vec![at], with(None));
        without_a_part(part, &mut |inner, mut path, rest| {
            path.insert(0, at);
            note(inner, path, with(Some(rest)));
        });
    }
}

/// A test of several terms with each of them left out: the test of that term alone, and what is left.
fn fewer_terms(test: Test) -> Vec<(Test, Test)> {
    let (mask, build): (u64, fn(u64) -> Test) = match test {
        Test::Any(mask) => (mask, Test::Any),
        Test::All(mask) => (mask, Test::All),
        Test::Only(mask) => (mask, Test::Only),
        Test::NoneOf(mask) => (mask, Test::NoneOf),
        Test::Yes | Test::AtLeast(_) => return Vec::new(),
    };
    if mask.count_ones() < 2 {
        return Vec::new();
    }
    let terms = (0..64).map(|at| 1u64 << at).filter(|term| mask & term != 0);
    terms
        .map(|term| (build(term), build(mask & !term)))
        .collect()
}
