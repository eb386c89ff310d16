//! Rules as files write them.

use std::collections::BTreeMap;

use super::{
    header::{Header, Unread},
    law::{read_entitlement, read_measure, read_rights},
    ledger::check_in_ledger,
    lists::unknown_list,
    times::{read_due, read_in_force},
};
use crate::{
    fact::{Domain, Extent, FactId, Vocabulary, read_provision},
    law::Provision,
    rule::model::{
        Confidence, Defines, ExtentOf, Force, LedgerRow, NamedList, Reach, Role, Rule, RuleId, Tell,
    },
    source::{Code, Fields, Node, NodeKind, Problems, many, text, word, words, yes_no},
};

/// Everything a rule's body may refer to.
pub(super) struct Reader<'a> {
    pub vocabulary: &'a Vocabulary,
    /// Definitions by id, with what values they take.
    pub definitions: &'a BTreeMap<String, (RuleId, Domain)>,
    pub lists: &'a BTreeMap<String, NamedList>,
    pub ledger: &'a [LedgerRow],
    pub unread: &'a Unread,
}

impl Reader<'_> {
    /// Reads the body of a rule.
    pub(super) fn read_rule(&self, header: &Header<'_>, problems: &mut Problems) -> Option<Rule> {
        let before = problems.count();
        let known = fields_of(header);
        let fields = Fields::open(header.node, role_name(header.role), &known, problems)?;
        self.check_provision(&header.provision, &fields, problems);
        let role = self.read_role(header.role, &fields, problems);
        let when_field = if known.contains(&"while") {
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
        let name = self.read_name(header, &fields, problems);
        let officer = fields.get("officer").and_then(|node| words(node, problems));
        let done = fields.get("done").and_then(|node| words(node, problems));
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
            name,
            provision: header.provision.clone(),
            role: role?,
            when: when?,
            in_force,
            confidence: confidence.unwrap_or_default(),
            says: says?,
            done,
            officer,
        })
    }

    /// What a definition is called where people read it. Other rules are known by what they say.
    fn read_name(
        &self,
        header: &Header<'_>,
        fields: &Fields<'_>,
        problems: &mut Problems,
    ) -> Option<String> {
        if header.role != "definition" {
            return None;
        }
        let Some(node) = fields.get("name") else {
            problems.report(
                Code::MissingWords,
                &header.place,
                format!("the definition `{}` has no name", header.id),
                "add `name:` with a few words that read well before `: yes`, such as \
                 `name: the information is no longer needed`",
            );
            return None;
        };
        words(node, problems)
    }

    fn read_role(&self, role: &str, fields: &Fields<'_>, problems: &mut Problems) -> Option<Role> {
        match role {
            "definition" => match fields.get("of") {
                None => Some(Role::Definition(Defines::Truth)),
                Some(node) => {
                    let fact = self.read_fact_that(node, "a set of terms", problems, |domain| {
                        domain.terms().is_some()
                    })?;
                    Some(Role::Definition(Defines::MembersOf(fact)))
                }
            },
            "ground" => fields
                .required("grants", problems)
                .and_then(|node| read_entitlement(node, problems))
                .map(Role::Ground),
            "exemption" => self.read_exemption(fields, problems),
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
                let met_by = fields.required("met-by", problems).and_then(|node| {
                    let yes_no = |domain| domain == Domain::YesNo;
                    self.read_fact_that(node, "a yes/no fact", problems, yes_no)
                });
                let reversible = fields.get("reversible");
                Some(Role::Duty {
                    rights,
                    due: due?,
                    met_by: met_by?,
                    reversible: reversible
                        .and_then(|node| yes_no(node, problems))
                        .unwrap_or(false),
                })
            }
            "power" => {
                let rights = read_rights(fields, problems);
                let to = fields
                    .required("to", problems)
                    .and_then(|node| read_measure(node, problems));
                Some(Role::Power { rights, to: to? })
            }
            "note" => Some(Role::Note {
                rights: read_rights(fields, problems),
                warning: fields
                    .get("warning")
                    .and_then(|node| yes_no(node, problems))
                    .unwrap_or(false),
            }),
            _ => fields
                .required("otherwise", problems)
                .and_then(|node| words(node, problems))
                .map(|otherwise| Role::Scope { otherwise }),
        }
    }

    fn read_exemption(&self, fields: &Fields<'_>, problems: &mut Problems) -> Option<Role> {
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

    /// A fact whose values are of the kind that is needed.
    fn read_fact_that(
        &self,
        node: &Node,
        kind: &str,
        problems: &mut Problems,
        fits: impl Fn(Domain) -> bool,
    ) -> Option<FactId> {
        let fact = self.vocabulary.read_fact(node, problems)?;
        if fits(self.vocabulary.get(fact)?.domain) {
            return Some(fact);
        }
        problems.report(
            Code::TestDoesNotFit,
            &node.place,
            format!("this fact is not {kind}"),
            format!("name {kind}"),
        );
        None
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
            let known = ["list", "except"];
            let Some(fields) = Fields::open(node, "a reference to a list", &known, problems) else {
                return Vec::new();
            };
            let named = fields
                .required("list", problems)
                .and_then(|name| Some((name, text(name, problems)?)));
            let left_out = self.read_provisions(fields.many("except"), problems);
            let Some((place, name)) = named else {
                return Vec::new();
            };
            if let Some(found) = self.lists.get(name) {
                let leaving_out = |reach: &Reach| reach.clone().except(&left_out);
                return found.reaches.iter().map(leaving_out).collect();
            }
            unknown_list(name, &place.place, self.lists, self.unread, problems);
            return Vec::new();
        }
        self.read_provisions(std::slice::from_ref(node), problems)
            .into_iter()
            .map(Reach::of)
            .collect()
    }

    fn read_provisions(&self, nodes: &[Node], problems: &mut Problems) -> Vec<Provision> {
        let mut read = Vec::new();
        for node in nodes {
            if let Some(provision) = read_provision(node, problems) {
                check_in_ledger(&provision, &node.place, self.ledger, problems);
                read.push(provision);
            }
        }
        read
    }

    fn check_provision(&self, provision: &Provision, fields: &Fields<'_>, problems: &mut Problems) {
        let place = fields
            .get("provision")
            .map_or_else(|| fields.place(), |node| &node.place);
        check_in_ledger(provision, place, self.ledger, problems);
    }
}

/// The fields that a rule may have.
fn fields_of(header: &Header<'_>) -> Vec<&'static str> {
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
        // A set holds for as long as something does; anything else holds when something does.
        "definition" if has(header.node, "of") => &["name", "of", "while"],
        "definition" => &["name", "when"],
        "ground" => &["when", "grants"],
        "exemption" => &["when", "exempts", "extent", "force", "tell"],
        "exception" => &["when", "restores", "extent"],
        "duty" => &["when", "for", "due", "met-by", "reversible", "done"],
        "power" => &["when", "for", "to"],
        "note" => &["when", "for", "warning"],
        _ => &["when", "otherwise"],
    });
    known
}

fn has(node: &Node, field: &str) -> bool {
    matches!(&node.kind, NodeKind::Map(entries) if entries.iter().any(|entry| entry.key == field))
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
