//! Confirmations and closings as files write them.

use super::{
    confirmation::{Closing, Confirmation},
    reading_terms::read_right,
};
use crate::{
    engine::Outcome,
    source::{Fields, Node, Problems, date, word, words},
};

pub(super) fn read_closing(node: &Node, problems: &mut Problems) -> Option<Closing> {
    let fields = Fields::open(node, "a closing", &["by", "on"], problems)?;
    let by = fields
        .required("by", problems)
        .and_then(|node| words(node, problems));
    let on = fields
        .required("on", problems)
        .and_then(|node| date(node, problems));
    Some(Closing { by: by?, on: on? })
}

/// The outcomes as files name them.
pub(super) const OUTCOMES: &[(&str, Outcome)] = &[
    ("applies", Outcome::Applies),
    ("applies-in-part", Outcome::AppliesInPart),
    ("does-not-apply", Outcome::DoesNotApply),
    ("out-of-scope", Outcome::OutOfScope),
    ("silent", Outcome::Silent),
    ("open", Outcome::Open),
];

const CONFIRMATION: &[&str] = &[
    "right",
    "about",
    "item",
    "procedure",
    "statute",
    "by",
    "role",
    "on",
];

pub(super) fn read_confirmation(node: &Node, problems: &mut Problems) -> Option<Confirmation> {
    let fields = Fields::open(node, "a confirmation", CONFIRMATION, problems)?;
    let right = fields
        .required("right", problems)
        .and_then(|node| read_right(node, problems));
    let procedure = fields
        .required("procedure", problems)
        .and_then(|node| word(node, OUTCOMES, problems));
    let statute = fields
        .get("statute")
        .and_then(|node| word(node, OUTCOMES, problems));
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (about, item) = (said("about"), said("item"));
    let by = fields
        .required("by", problems)
        .and_then(|node| words(node, problems));
    let role = fields
        .required("role", problems)
        .and_then(|node| words(node, problems));
    let on = fields
        .required("on", problems)
        .and_then(|node| date(node, problems));
    Some(Confirmation {
        right: right?,
        about,
        item,
        procedure: procedure?,
        statute,
        by: by?,
        role: role?,
        on: on?,
        place: fields.place().clone(),
    })
}
