//! What identifies a rule in its file, read before everything else: so that rules may name each other.

use std::collections::BTreeSet;

use crate::{
    fact::{RESERVED, read_provision},
    law::Provision,
    rule::model::Role,
    source::{Code, Entry, Node, NodeKind, Place, Problems, text},
};

/// The beginning of a rule: enough to put the rules in order before their bodies are read.
pub(super) struct Header<'a> {
    pub role: &'static str,
    pub id: String,
    pub provision: Provision,
    pub place: Place,
    pub node: &'a Node,
}

/// What could not be read. Faults that follow from it alone are not reported.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// Whether a whole file could not be read.
    pub files: bool,
    /// Whether a part of a ledger row could not be read.
    pub rows: bool,
    /// Whether the provision of a ledger row could not be read.
    pub provisions: bool,
    /// How many rules have a beginning that could not be read.
    pub headers: usize,
    /// The ids of such rules, where they could be read.
    pub rules: BTreeSet<String>,
    /// The names of lists that could not be read.
    pub lists: BTreeSet<String>,
}

/// Reads the role, id and provision of a rule.
pub(super) fn read_header<'a>(
    node: &'a Node,
    unread: &mut Unread,
    problems: &mut Problems,
) -> Option<Header<'a>> {
    let header = read_beginning(node, unread, problems);
    if header.is_none() {
        unread.headers += 1;
    }
    header
}

fn read_beginning<'a>(
    node: &'a Node,
    unread: &mut Unread,
    problems: &mut Problems,
) -> Option<Header<'a>> {
    let entries: &[Entry] = match &node.kind {
        NodeKind::Map(entries) => entries,
        _ => &[],
    };
    let head = entries.iter().find_map(|entry| {
        let role = Role::WORDS.iter().find(|role| **role == entry.key)?;
        Some((*role, &entry.value))
    });
    let Some((role, named)) = head else {
        problems.report(
            Code::MissingField,
            &node.place,
            "a rule begins with its role and its id",
            format!("begin with one of: {}", Role::WORDS.join(", ")),
        );
        return None;
    };
    let id = text(named, problems)?.to_owned();
    if id.is_empty() || RESERVED.contains(&id.as_str()) {
        problems.report(
            Code::DuplicateId,
            &named.place,
            format!("`{id}` cannot be the name of a rule"),
            "give it a name of its own that is no word of the rule language, such as `erasure/my-rule`",
        );
        return None;
    }
    let provision = entries.iter().find(|entry| entry.key == "provision");
    let Some(provision) = provision else {
        problems.report(
            Code::MissingField,
            &named.place,
            format!("the {role} `{id}` needs the field `provision`"),
            "add `provision:` with the place in the source document that it encodes",
        );
        unread.rules.insert(id);
        return None;
    };
    let Some(provision) = read_provision(&provision.value, problems) else {
        unread.rules.insert(id);
        return None;
    };
    Some(Header {
        role,
        id,
        provision,
        place: named.place.clone(),
        node,
    })
}
