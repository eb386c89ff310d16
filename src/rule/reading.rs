//! Rules as files write them.

use std::collections::BTreeMap;

use super::{
    Confidence, Defines, ExtentOf, Force, LedgerRow, NamedList, Reach, Role, Rule, RuleId, Tell,
    reading_parts::{
        check_in_ledger, read_due, read_entitlement, read_in_force, read_rights, unknown_list,
    },
};
use crate::{
    fact::{Domain, Extent, Vocabulary, read_provision},
    law::Provision,
    source::{Code, Entry, Fields, Node, NodeKind, Place, Problems, many, text, word, words},
};

/// The words that begin a rule, each naming its role.
pub(super) const ROLES: &[&str] = &[
    "definition",
    "ground",
    "exemption",
    "exception",
    "duty",
    "power",
    "scope",
    "note",
];

/// The beginning of a rule: enough to put the rules in order before their bodies are read.
pub(super) struct Header<'a> {
    pub role: &'static str,
    pub id: String,
    pub provision: Provision,
    pub place: Place,
    pub node: &'a Node,
}

/// Reads the role, id and provision of a rule.
pub(super) fn read_header<'a>(node: &'a Node, problems: &mut Problems) -> Option<Header<'a>> {
    let entries: &[Entry] = match &node.kind {
        NodeKind::Map(entries) => entries,
        _ => &[],
    };
    let head = entries.iter().find_map(|entry| {
        let role = ROLES.iter().find(|role| **role == entry.key)?;
        Some((*role, &entry.value))
    });
    let Some((role, named)) = head else {
        problems.report(
            Code::MissingField,
            &node.place,
            "a rule begins with its role and its id",
            format!("begin with one of: {}", ROLES.join(", ")),
        );
        return None;
    };
    let id = text(named, problems)?.to_owned();
    let provision = entries.iter().find(|entry| entry.key == "provision");
    let Some(provision) = provision else {
        problems.report(
            Code::MissingField,
            &named.place,
            format!("the {role} `{id}` needs the field `provision`"),
            "add `provision:` with the place in the source document that it encodes",
        );
        return None;
    };
    Some(Header {
        role,
        id,
        provision: read_provision(&provision.value, problems)?,
        place: named.place.clone(),
        node,
    })
}

/// Everything a rule's body may refer to.
pub(super) struct Reader<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Definitions by id, with what values they take.
    pub definitions: &'a BTreeMap<String, (RuleId, Domain)>,
    pub lists: &'a BTreeMap<String, NamedList>,
    pub ledger: &'a [LedgerRow],
}

impl Reader<'_> {
    /// Reads the body of a rule.
    pub(super) fn read_rule(&self, header: &Header<'_>, problems: &mut Problems) -> Option<Rule> {
        let before = problems.count();
        let mut known = vec![
            header.role,
            "provision",
            "says",
            "officer",
            "in-force",
            "governed-by",
            "confidence",
        ];
        known.extend_from_slice(match header.role {
            "definition" => &["when", "of", "while"],
            "ground" => &["when", "grants"],
            "exemption" => &["when", "exempts", "extent", "force", "tell"],
            "exception" => &["when", "restores", "extent"],
            "duty" => &["when", "for", "due", "met-by"],
            "power" | "note" => &["when", "for"],
            _ => &["when", "otherwise"],
        });
        let fields = Fields::open(header.node, role_name(header.role), &known, problems)?;
        self.check_provision(&header.provision, &fields, problems);
        let role = self.read_role(header.role, &fields, problems);
        let when_field = if fields.get("while").is_some() {
            "while"
        } else {
            "when"
        };
        let when = fields
            .required(when_field, problems)
            .and_then(|node| self.read_condition(node, problems));
        let says = match fields.get("says") {
            Some(node) => words(node, problems),
            None => {
                problems.report(
                    Code::MissingWords,
                    &header.place,
                    format!("the {} `{}` has no words", header.role, header.id),
                    "add `says:` with what it means to the person, in plain English",
                );
                None
            }
        };
        let officer = fields.get("officer").and_then(|node| words(node, problems));
        let in_force = read_in_force(&fields, problems);
        let confidence = fields.get("confidence").and_then(|node| {
            let marks = [
                ("verified", Confidence::Verified),
                ("unverified", Confidence::Unverified),
            ];
            word(node, &marks, problems)
        });
        if problems.count() > before {
            return None;
        }
        Some(Rule {
            id: header.id.clone(),
            provision: header.provision.clone(),
            role: role?,
            when: when?,
            in_force,
            confidence: confidence.unwrap_or_default(),
            says: says?,
            officer,
        })
    }

    fn read_role(&self, role: &str, fields: &Fields<'_>, problems: &mut Problems) -> Option<Role> {
        match role {
            "definition" => match fields.get("of") {
                None => Some(Role::Definition(Defines::Truth)),
                Some(node) => self
                    .vocabulary
                    .read_fact(node, problems)
                    .map(|fact| Role::Definition(Defines::MembersOf(fact))),
            },
            "ground" => fields
                .required("grants", problems)
                .and_then(|node| read_entitlement(node, problems))
                .map(Role::Ground),
            "exemption" => {
                let exempts = self.read_reach(fields, "exempts", problems);
                let extent = self.read_extent(fields, problems);
                let force = fields.get("force").map_or(Some(Force::May), |node| {
                    word(
                        node,
                        &[("may", Force::May), ("must", Force::Must)],
                        problems,
                    )
                });
                let tell = fields.get("tell").map_or(Some(Tell::Name), |node| {
                    let tells = [("name", Tell::Name), ("withhold", Tell::Withhold)];
                    word(node, &tells, problems)
                });
                Some(Role::Exemption {
                    exempts,
                    extent: extent?,
                    force: force?,
                    tell: tell?,
                })
            }
            "exception" => {
                let restores = self.read_reach(fields, "restores", problems);
                let extent = self.read_extent(fields, problems)?;
                Some(Role::Exception { restores, extent })
            }
            "duty" => {
                let rights = read_rights(fields, problems);
                let due = fields
                    .required("due", problems)
                    .and_then(|node| read_due(node, problems));
                let met_by = fields
                    .required("met-by", problems)
                    .and_then(|node| self.vocabulary.read_fact(node, problems));
                Some(Role::Duty {
                    rights,
                    due: due?,
                    met_by: met_by?,
                })
            }
            "power" => Some(Role::Power {
                rights: read_rights(fields, problems),
            }),
            "note" => Some(Role::Note {
                rights: read_rights(fields, problems),
            }),
            _ => fields
                .required("otherwise", problems)
                .and_then(|node| words(node, problems))
                .map(|otherwise| Role::Scope { otherwise }),
        }
    }

    fn read_extent(&self, fields: &Fields<'_>, problems: &mut Problems) -> Option<ExtentOf> {
        let Some(node) = fields.get("extent") else {
            return Some(ExtentOf::Fixed(Extent::Whole));
        };
        match text(node, problems)? {
            "whole" => Some(ExtentOf::Fixed(Extent::Whole)),
            "part" => Some(ExtentOf::Fixed(Extent::Part)),
            _ => {
                let fact = self.vocabulary.read_fact(node, problems)?;
                let domain = self.vocabulary.get(fact)?.domain;
                if domain == Domain::Extent {
                    return Some(ExtentOf::Fact(fact));
                }
                problems.report(
                    Code::TestDoesNotFit,
                    &node.place,
                    "the fact named here does not take an extent",
                    "write `whole`, `part`, or a fact that is declared with `takes: extent`",
                );
                None
            }
        }
    }

    fn read_reach(&self, fields: &Fields<'_>, name: &str, problems: &mut Problems) -> Vec<Reach> {
        let nodes = fields
            .required(name, problems)
            .map(many)
            .unwrap_or_default();
        nodes
            .iter()
            .flat_map(|node| self.read_reach_item(node, problems))
            .collect()
    }

    fn read_reach_item(&self, node: &Node, problems: &mut Problems) -> Vec<Reach> {
        if matches!(node.kind, NodeKind::Map(_)) {
            let named = Fields::open(node, "a reference to a list", &["list"], problems)
                .and_then(|fields| fields.required("list", problems))
                .and_then(|name| Some((name, text(name, problems)?)));
            let Some((place, name)) = named else {
                return Vec::new();
            };
            if let Some(found) = self.lists.get(name) {
                return found.reaches.clone();
            }
            unknown_list(name, &place.place, self.lists, problems);
            return Vec::new();
        }
        let Some(provision) = read_provision(node, problems) else {
            return Vec::new();
        };
        check_in_ledger(&provision, &node.place, self.ledger, problems);
        vec![Reach::of(provision)]
    }

    fn check_provision(&self, provision: &Provision, fields: &Fields<'_>, problems: &mut Problems) {
        let place = fields
            .get("provision")
            .map_or_else(|| fields.place(), |node| &node.place);
        check_in_ledger(provision, place, self.ledger, problems);
    }
}

const fn role_name(role: &str) -> &'static str {
    match role.as_bytes() {
        b"definition" => "a definition",
        b"ground" => "a ground",
        b"exemption" => "an exemption",
        b"exception" => "an exception",
        b"duty" => "a duty",
        b"power" => "a power",
        b"scope" => "a scope rule",
        _ => "a note",
    }
}
