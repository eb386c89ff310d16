//! Values and tests as files write them.

use super::{
    declaration::Domain,
    extent::Extent,
    value::{Members, Test, Value},
};
use crate::{
    law::Terms,
    source::{Code, Node, NodeKind, Problems, list, text, word, yes_no},
};

const EXTENTS: &[(&str, Extent)] = &[
    ("none", Extent::None),
    ("part", Extent::Part),
    ("whole", Extent::Whole),
];

/// The mask of one term.
fn read_term(node: &Node, terms: Terms, problems: &mut Problems) -> Option<u64> {
    let code = text(node, problems)?;
    if let Some(at) = terms.position(code) {
        return Some(1 << at);
    }
    let codes = terms.codes();
    problems.report(
        Code::UnknownTerm,
        &node.place,
        format!("there is no {} `{code}`", terms.code()),
        problems.did_you_mean(
            code,
            codes.iter().copied(),
            format!("one of: {}", codes.join(", ")),
        ),
    );
    None
}

/// The mask of a list of terms; faulty terms are reported and left out.
fn read_terms(node: &Node, terms: Terms, problems: &mut Problems) -> u64 {
    list(node, problems)
        .iter()
        .filter_map(|item| read_term(item, terms, problems))
        .fold(0, |mask, bit| mask | bit)
}

/// The value of a fact: `yes`, a term, a list of terms, `{ at-least: [terms] }`, or an extent.
pub(crate) fn read_value(domain: Domain, node: &Node, problems: &mut Problems) -> Option<Value> {
    match domain {
        Domain::YesNo => yes_no(node, problems).map(Value::YesNo),
        Domain::Extent => word(node, EXTENTS, problems).map(Value::Extent),
        Domain::OneOf(terms) => read_term(node, terms, problems)
            .map(|mask| Value::Members(Members::exactly(mask, terms.len()))),
        Domain::SetOf(terms) => {
            let before = problems.count();
            let members = match &node.kind {
                NodeKind::Map(entries) => match entries.as_slice() {
                    [entry] if entry.key == "at-least" => {
                        Members::at_least(read_terms(&entry.value, terms, problems))
                    }
                    _ => {
                        problems.report(
                            Code::WrongShape,
                            &node.place,
                            format!("a set of {} is a list", terms.code()),
                            "write `[one, two]` where these are all, or `{ at-least: [one] }` where there may be more",
                        );
                        return None;
                    }
                },
                _ => Members::exactly(read_terms(node, terms, problems), terms.len()),
            };
            (problems.count() == before).then_some(Value::Members(members))
        }
    }
}

/// A test on a fact, and whether it is to be met (`false`: not to be met).
///
/// `yes` and `no` for a yes/no fact; `{ any | all | only | none: [terms] }` for terms;
/// `{ at-least: part }` or `{ at-most: part }` for an extent.
pub(crate) fn read_test(
    domain: Domain,
    node: &Node,
    problems: &mut Problems,
) -> Option<(Test, bool)> {
    if domain == Domain::YesNo {
        if matches!(node.kind, NodeKind::Scalar { .. }) {
            return yes_no(node, problems).map(|wanted| (Test::Yes, wanted));
        }
        return misfit(node, "`yes` or `no`", problems);
    }
    let entry = match &node.kind {
        NodeKind::Map(entries) => match entries.as_slice() {
            [entry] => Some((entry.key.as_str(), &entry.value)),
            _ => None,
        },
        _ => None,
    };
    match (domain, entry) {
        (Domain::Extent, Some(("at-least", value))) => {
            word(value, EXTENTS, problems).map(|extent| (Test::AtLeast(extent), true))
        }
        (Domain::Extent, Some(("at-most", value))) => match word(value, EXTENTS, problems)? {
            Extent::None => Some((Test::AtLeast(Extent::Part), false)),
            Extent::Part => Some((Test::AtLeast(Extent::Whole), false)),
            Extent::Whole => Some((Test::AtLeast(Extent::None), true)),
        },
        (Domain::Extent, _) => misfit(node, "`{ at-least: part }`", problems),
        (Domain::OneOf(terms) | Domain::SetOf(terms), Some((kind, value))) => {
            let test: fn(u64) -> Test = match kind {
                "any" => Test::Any,
                "all" => Test::All,
                "only" => Test::Only,
                "none" => Test::NoneOf,
                _ => return misfit(node, "`{ any: [terms] }`, or all, only, none", problems),
            };
            let before = problems.count();
            let mask = read_terms(value, terms, problems);
            (problems.count() == before).then(|| (test(mask), true))
        }
        _ => misfit(node, "`{ any: [terms] }`, or all, only, none", problems),
    }
}

fn misfit<T>(node: &Node, fits: &str, problems: &mut Problems) -> Option<T> {
    problems.report(
        Code::TestDoesNotFit,
        &node.place,
        "this test does not fit the kind of fact it tests",
        format!("test it with {fits}"),
    );
    None
}
