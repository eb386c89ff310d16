//! Declarations of facts as files write them.

use super::declaration::{
    Bearer, Burden, ChangedBy, Declaration, Domain, FactKind, Factor, Level, Reliance, Respondent,
};
use crate::{
    law::{Provision, Terms},
    source::{Code, Fields, Node, NodeKind, Place, Problems, list, period, text, word, words},
};
use strum::IntoEnumIterator;

const FIELDS: &[&str] = &[
    "fact",
    "name",
    "kind",
    "takes",
    "about",
    "ask",
    "answered-by",
    "valid-for",
    "burden",
    "not-relied-on",
    "changed-by",
    "provision",
    "class",
    "factors",
];

const KINDS: &[(&str, FactKind)] = &[
    ("observed", FactKind::Observed),
    ("judgement", FactKind::Judgement),
];

const LEVELS: &[(&str, Level)] = &[
    ("controller", Level::Controller),
    ("request", Level::Request),
    ("activity", Level::Activity),
    ("item", Level::Item),
];

const RESPONDENTS: &[(&str, Respondent)] = &[
    ("register", Respondent::Register),
    ("requester", Respondent::Requester),
    ("officer", Respondent::Officer),
    ("specialist", Respondent::Specialist),
    ("third-party", Respondent::ThirdParty),
];

const WAYS: &[(&str, ChangedBy)] = &[
    ("requester", ChangedBy::Requester),
    ("controller", ChangedBy::Controller),
    ("nobody", ChangedBy::Nobody),
    ("never", ChangedBy::Never),
];

pub(super) fn read_declaration(node: &Node, problems: &mut Problems) -> Option<Declaration> {
    let before = problems.count();
    let fields = Fields::open(node, "a fact", FIELDS, problems)?;
    let id = fields
        .required("fact", problems)
        .and_then(|node| text(node, problems));
    let mut said = |field: &str| {
        let node = fields.required(field, problems)?;
        words(node, problems)
    };
    let (name, ask) = (said("name"), said("ask"));
    let kind = fields
        .required("kind", problems)
        .and_then(|node| word(node, KINDS, problems));
    let about = fields
        .required("about", problems)
        .and_then(|node| word(node, LEVELS, problems));
    let answered_by = fields
        .required("answered-by", problems)
        .and_then(|node| word(node, RESPONDENTS, problems));
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let takes = fields.get("takes");
    let domain = takes.map_or(Some(Domain::YesNo), |node| read_domain(node, problems));
    let valid_for = fields.get("valid-for");
    let valid_for = valid_for.and_then(|node| period(node, problems));
    let burden = fields.get("burden");
    let burden = burden.and_then(|node| read_burden(node, problems));
    let reliance = fields.get("not-relied-on");
    let reliance = reliance.and_then(|node| read_reliance(node, problems));
    let changed_by = fields
        .get("changed-by")
        .and_then(|node| word(node, WAYS, problems));
    let class = fields.get("class");
    let class = class.and_then(|node| read_provision(node, problems));
    let factors = read_factors(&fields, provision.as_ref(), problems);
    check_together(&fields, id, domain, burden.as_ref(), problems);
    if problems.count() > before {
        return None;
    }
    Some(Declaration {
        id: id?.to_owned(),
        name: name?,
        kind: kind?,
        domain: domain?,
        about: about?,
        ask: ask?,
        answered_by: answered_by?,
        valid_for,
        burden,
        reliance,
        changed_by: changed_by.unwrap_or_default(),
        provision: provision?,
        class,
        factors,
    })
}

/// Parts of a declaration that do not go together.
fn check_together(
    fields: &Fields<'_>,
    id: Option<&str>,
    domain: Option<Domain>,
    burden: Option<&Burden>,
    problems: &mut Problems,
) {
    if let (Some(place), Some(id)) = (fields.get("fact"), id)
        && RESERVED.contains(&id)
    {
        problems.report(
            Code::DuplicateId,
            &place.place,
            format!("`{id}` is a word of the rule language"),
            "give the fact a name of its own",
        );
    }
    if let (Some(class), Some(domain)) = (fields.get("class"), domain)
        && domain != Domain::YesNo
    {
        problems.report(
            Code::TestDoesNotFit,
            &class.place,
            "a review answers yes/no facts alone",
            "take `class:` away, or make a yes/no fact that says whether the class was raised",
        );
    }
    check_closing(fields, domain, burden, problems);
}

/// What closing a case makes of the fact.
fn check_closing(
    fields: &Fields<'_>,
    domain: Option<Domain>,
    burden: Option<&Burden>,
    problems: &mut Problems,
) {
    let with_text = burden.is_some_and(|burden| burden.by.is_some());
    let by_text = fields.get("burden").filter(|_| with_text);
    let relied = fields.get("not-relied-on");
    if let (Some(place), Some(domain)) = (by_text.or(relied), domain)
        && !matches!(domain, Domain::YesNo | Domain::Extent)
    {
        problems.report(
            Code::TestDoesNotFit,
            &place.place,
            "a set of terms cannot count as not shown",
            "put it on a yes/no fact or an extent; `burden: controller` alone only says who bears it",
        );
    }
    if let (Some(_), Some(relied)) = (by_text, relied) {
        problems.report(
            Code::TestDoesNotFit,
            &relied.place,
            "a fact cannot have both a `burden:` with a text and `not-relied-on:`",
            "keep `burden:` where a text says who must show it, else `not-relied-on:`",
        );
    }
}

/// Who must show a fact: a word, or with the provision that says so.
fn read_burden(node: &Node, problems: &mut Problems) -> Option<Burden> {
    let bearers = [
        ("controller", Bearer::Controller),
        ("requester", Bearer::Requester),
    ];
    if !matches!(node.kind, NodeKind::Map(_)) {
        return word(node, &bearers, problems).map(|on| Burden {
            on,
            by: None,
            once: None,
        });
    }
    let fields = Fields::open(node, "a burden", &["on", "by", "once"], problems)?;
    let on = fields
        .required("on", problems)
        .and_then(|node| word(node, &bearers, problems));
    let by = fields
        .required("by", problems)
        .and_then(|node| read_provision(node, problems));
    let once = fields
        .get("once")
        .and_then(|node| text(node, problems))
        .map(str::to_owned);
    Some(Burden {
        on: on?,
        by: Some(by?),
        once,
    })
}

/// The test of an exemption that need not be relied on: the exemption, and the fact that raises it.
fn read_reliance(node: &Node, problems: &mut Problems) -> Option<Reliance> {
    let what = "a test that need not be relied on";
    let fields = Fields::open(node, what, &["under", "once"], problems)?;
    let under = fields
        .required("under", problems)
        .and_then(|node| read_provision(node, problems));
    let once = fields
        .required("once", problems)
        .and_then(|node| text(node, problems))
        .map(str::to_owned);
    Some(Reliance {
        under: under?,
        once: once?,
    })
}

fn read_factors(
    fields: &Fields<'_>,
    own: Option<&Provision>,
    problems: &mut Problems,
) -> Vec<Factor> {
    let Some(node) = fields.get("factors") else {
        return Vec::new();
    };
    let items = list(node, problems).iter();
    items
        .filter_map(|item| read_factor(item, own, problems))
        .collect()
}

/// What to weigh: words, or words with the provision that they come from, if that is not the fact's own.
fn read_factor(node: &Node, own: Option<&Provision>, problems: &mut Problems) -> Option<Factor> {
    if !matches!(node.kind, NodeKind::Map(_)) {
        let weigh = words(node, problems)?;
        return own.map(|provision| Factor {
            weigh,
            provision: provision.clone(),
        });
    }
    let fields = Fields::open(node, "a factor", &["weigh", "provision"], problems)?;
    let weigh = fields
        .required("weigh", problems)
        .and_then(|node| words(node, problems));
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    Some(Factor {
        weigh: weigh?,
        provision: provision?,
    })
}

/// Words that a condition gives a meaning of its own.
pub(crate) const RESERVED: &[&str] = &["all", "any", "not", "granted", "refused", "always"];

/// The place of the value of a field that names something, or of the whole.
pub(crate) fn id_place<'a>(node: &'a Node, field: &str) -> &'a Place {
    &id_node(node, field).place
}

pub(super) fn id_node<'a>(node: &'a Node, field: &str) -> &'a Node {
    match &node.kind {
        NodeKind::Map(entries) => entries
            .iter()
            .find(|entry| entry.key == field)
            .map_or(node, |entry| &entry.value),
        _ => node,
    }
}

fn read_domain(node: &Node, problems: &mut Problems) -> Option<Domain> {
    let NodeKind::Map(entries) = &node.kind else {
        let simple = [("yes-no", Domain::YesNo), ("extent", Domain::Extent)];
        return word(node, &simple, problems);
    };
    let build: fn(Terms) -> Domain = match entries.as_slice() {
        [entry] if entry.key == "one-of" => Domain::OneOf,
        [entry] if entry.key == "set-of" => Domain::SetOf,
        _ => {
            problems.report(
                Code::WrongShape,
                &node.place,
                "a fact takes yes or no, an extent, or terms of one vocabulary",
                "write `yes-no`, `extent`, `{ one-of: channel }` or `{ set-of: purpose }`",
            );
            return None;
        }
    };
    let choice: Vec<(&str, Terms)> = Terms::iter().map(|terms| (terms.code(), terms)).collect();
    let terms = entries
        .first()
        .and_then(|entry| word(&entry.value, &choice, problems))?;
    Some(build(terms))
}

/// A provision, or a fault that says what is wrong with it.
pub(crate) fn read_provision(node: &Node, problems: &mut Problems) -> Option<Provision> {
    let path = text(node, problems)?;
    match path.parse() {
        Ok(provision) => Some(provision),
        Err(error) => {
            problems.report(
                Code::UnknownProvision,
                &node.place,
                error.to_string(),
                "write the path of an existing provision, such as `procedure/7/except/2`, `uk-gdpr/17/3/b` or `dpa-2018/schedule-2/16`",
            );
            None
        }
    }
}
