//! A right that is asked for, as files write it.

use super::{reading_terms::read_right, request::Ask};
use crate::{
    law::{Entitlement, Right},
    rule::read_law,
    source::{Code, Fields, Node, NodeKind, Problems, text},
};

pub(super) fn read_ask(node: &Node, problems: &mut Problems) -> Option<Ask> {
    if matches!(node.kind, NodeKind::Scalar { .. }) {
        return read_right(node, problems).map(|right| Ask {
            right,
            about: Vec::new(),
            claims: Vec::new(),
            only: Vec::new(),
        });
    }
    let fields = Fields::open(
        node,
        "a right asked for",
        &["right", "about", "claims", "only"],
        problems,
    )?;
    let right = fields
        .required("right", problems)
        .and_then(|node| read_right(node, problems));
    let about = fields
        .many("about")
        .iter()
        .filter_map(|node| Some((text(node, problems)?.to_owned(), node.place.clone())))
        .collect();
    let mut entitlements = |field: &str| read_entitlements(&fields, field, right, problems);
    let (claims, only) = (entitlements("claims"), entitlements("only"));
    Some(Ask {
        right: right?,
        about,
        claims,
        only,
    })
}

/// The entitlements of a right that a field names.
fn read_entitlements(
    fields: &Fields<'_>,
    field: &str,
    right: Option<Right>,
    problems: &mut Problems,
) -> Vec<Entitlement> {
    let mut named = Vec::new();
    for node in fields.many(field) {
        let Some(code) = text(node, problems) else {
            continue;
        };
        let Some(entitlement) = read_law::<Entitlement>(code, "entitlement", &node.place, problems)
        else {
            continue;
        };
        if right.is_some_and(|right| entitlement.right() != right) {
            problems.report(
                Code::UnknownRight,
                &node.place,
                format!("`{code}` is not an entitlement of this right"),
                "name it under the right that it belongs to",
            );
        }
        named.push(entitlement);
    }
    named
}
