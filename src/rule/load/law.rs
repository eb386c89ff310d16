//! Rights, entitlements and measures as files write them.

use std::collections::BTreeSet;

use crate::{
    law::{Entitlement, Measure, Right, Term},
    source::{Code, Fields, Node, Place, Problems, many, text, word},
};

pub(crate) fn read_rights(fields: &Fields<'_>, problems: &mut Problems) -> BTreeSet<Right> {
    let Some(node) = fields.required("for", problems) else {
        return BTreeSet::new();
    };
    if many(node).is_empty() {
        problems.report(
            Code::MissingField,
            &node.place,
            "no right is named here",
            "name the rights that the rule belongs to, or write `every-right`",
        );
    }
    many(node)
        .iter()
        .flat_map(|item| read_right(item, problems))
        .collect()
}

fn read_right(node: &Node, problems: &mut Problems) -> Vec<Right> {
    match text(node, problems) {
        None => Vec::new(),
        Some("every-right") => Right::all().collect(),
        Some(code) => read_law::<Right>(code, "right", &node.place, problems)
            .into_iter()
            .collect(),
    }
}

pub(super) fn read_measure(node: &Node, problems: &mut Problems) -> Option<Measure> {
    let measures: Vec<(&str, Measure)> = Measure::all().map(|to| (to.code(), to)).collect();
    word(node, &measures, problems)
}

pub(super) fn read_entitlement(node: &Node, problems: &mut Problems) -> Option<Entitlement> {
    let code = text(node, problems)?;
    read_law(code, "entitlement", &node.place, problems)
}

/// A right or entitlement by its code.
pub(crate) fn read_law<T: Term>(
    code: &str,
    what: &str,
    place: &Place,
    problems: &mut Problems,
) -> Option<T> {
    let found = T::from_code(code);
    if found.is_none() {
        // Of many, those that begin alike.
        let beginning = code.split_once('/').map_or("", |(beginning, _)| beginning);
        let alike = |known: &&str| known.starts_with(beginning);
        let codes: Vec<&str> = T::all().map(Term::code).collect();
        let near: Vec<&str> = codes.iter().copied().filter(alike).collect();
        let listed = if near.is_empty() { &codes } else { &near };
        problems.report(
            Code::UnknownRight,
            place,
            format!("there is no {what} `{code}`"),
            problems.did_you_mean(
                code,
                codes.iter().copied(),
                format!("one of: {}", listed.join(", ")),
            ),
        );
    }
    found
}
