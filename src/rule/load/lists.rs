//! The named lists of provisions as files write them.

use std::collections::BTreeMap;

use super::{header::Unread, ledger::check_in_ledger, times::read_in_force};
use crate::{
    fact::read_provision,
    law::Provision,
    rule::model::{LedgerRow, NamedList, Reach},
    source::{Code, Fields, Node, Place, Problems, text, words},
};

/// Reads the named lists. A list may include lists that stand before it.
pub(super) fn read_lists(
    sections: &[Fields<'_>],
    ledger: &[LedgerRow],
    unread: &mut Unread,
    problems: &mut Problems,
) -> BTreeMap<String, NamedList> {
    let mut lists: BTreeMap<String, NamedList> = BTreeMap::new();
    for section in sections {
        for node in section.list("lists", problems) {
            read_list(node, &mut lists, ledger, unread, problems);
        }
    }
    lists
}

fn read_list(
    node: &Node,
    lists: &mut BTreeMap<String, NamedList>,
    ledger: &[LedgerRow],
    unread: &mut Unread,
    problems: &mut Problems,
) {
    let known = [
        "list",
        "provision",
        "provisions",
        "include",
        "except",
        "in-force",
        "governed-by",
    ];
    let Some(fields) = Fields::open(node, "a list of provisions", &known, problems) else {
        return;
    };
    let name = fields
        .required("list", problems)
        .and_then(|node| words(node, problems));
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let mut provisions = |field: &str| -> Vec<Provision> {
        let nodes = fields.many(field);
        let mut read = Vec::new();
        for node in nodes {
            if let Some(provision) = read_provision(node, problems) {
                check_in_ledger(&provision, &node.place, ledger, problems);
                read.push(provision);
            }
        }
        read
    };
    let covers = provisions("provisions");
    let except = provisions("except");
    let in_force = read_in_force(&fields, problems);
    let mut reaches = vec![Reach {
        covers,
        except: except.clone(),
        in_force,
    }];
    include(&mut reaches, &fields, &except, lists, unread, problems);
    let (Some(name), Some(provision)) = (name.clone(), provision) else {
        unread.lists.extend(name);
        return;
    };
    // The same list at another date is a further edition of it, not a second list.
    lists
        .entry(name.clone())
        .and_modify(|list| list.reaches.append(&mut reaches.clone()))
        .or_insert(NamedList {
            name,
            provision,
            reaches,
        });
}

/// Adds what the included lists reach.
fn include(
    reaches: &mut Vec<Reach>,
    fields: &Fields<'_>,
    except: &[Provision],
    lists: &BTreeMap<String, NamedList>,
    unread: &Unread,
    problems: &mut Problems,
) {
    for included in fields.many("include") {
        let Some(other) = text(included, problems) else {
            continue;
        };
        match lists.get(other) {
            // What two lists share is reached once.
            Some(found) => {
                for reach in &found.reaches {
                    let reach = reach.clone().except(except);
                    if !reaches.contains(&reach) {
                        reaches.push(reach);
                    }
                }
            }
            None => unknown_list(other, &included.place, lists, unread, problems),
        }
    }
}

pub(super) fn unknown_list(
    name: &str,
    place: &Place,
    lists: &BTreeMap<String, NamedList>,
    unread: &Unread,
    problems: &mut Problems,
) {
    if unread.files || unread.lists.contains(name) {
        return;
    }
    problems.report(
        Code::UnknownList,
        place,
        format!("no list of provisions is called `{name}`"),
        problems.did_you_mean(
            name,
            lists.keys().map(String::as_str),
            "declare it under `lists:`, before any list that includes it",
        ),
    );
}
