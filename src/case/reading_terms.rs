//! Terms and rights as files write them.

use crate::{
    law::{Right, Term},
    rule::read_law,
    source::{Node, Problems, text, word},
};

pub(super) fn read_term<T: Term>(node: &Node, problems: &mut Problems) -> Option<T> {
    let choice: Vec<(&str, T)> = T::all().map(|term| (term.code(), term)).collect();
    word(node, &choice, problems)
}

pub(super) fn read_right(node: &Node, problems: &mut Problems) -> Option<Right> {
    let code = text(node, problems)?;
    read_law(code, "right", &node.place, problems)
}
