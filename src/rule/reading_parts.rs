//! The parts of a rule that stand alone: dates, time limits, rights, ledger rows.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Due, GovernedBy, InForce, LedgerRow, NamedList, TimeLimit, Treatment, reading::Unread,
};
use crate::{
    fact::{Domain, FactId, Vocabulary, read_provision},
    law::{Entitlement, Measure, Provision, Right, Term},
    source::{
        Code, Fields, Node, NodeKind, Place, Problems, date, many, period, text, word, words,
    },
};

/// Reports a provision of a text that the ledger goes through and that the ledger does not have.
pub(super) fn check_in_ledger(
    provision: &Provision,
    place: &Place,
    ledger: &[LedgerRow],
    problems: &mut Problems,
) {
    let text = provision.segments().next();
    let mut own = false;
    for row in ledger {
        own |= row.provision.segments().next() == text;
        if provision.covers(&row.provision) {
            return;
        }
    }
    if !own {
        return;
    }
    let rows = ledger.iter().map(|row| row.provision.as_str());
    problems.report(
        Code::UnknownProvision,
        place,
        format!("the ledger has no provision `{provision}`"),
        problems.did_you_mean(
            provision.as_str(),
            rows,
            "cite a row of the ledger beside the rules, or a heading above rows",
        ),
    );
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

pub(crate) fn read_in_force(fields: &Fields<'_>, problems: &mut Problems) -> InForce {
    let governed_by = fields
        .get("governed-by")
        .and_then(|node| read_governed_by(node, problems))
        .unwrap_or_default();
    let Some(node) = fields.get("in-force") else {
        return InForce {
            governed_by,
            ..InForce::default()
        };
    };
    let known = ["from", "until", "deemed-from"];
    let Some(range) = Fields::open(node, "a range of dates", &known, problems) else {
        return InForce::default();
    };
    let mut read = |name| range.get(name).and_then(|node| date(node, problems));
    let (from, until, deemed_from) = (read("from"), read("until"), read("deemed-from"));
    let ends_early = from.zip(until).is_some_and(|(from, until)| until < from);
    let deemed_alone = deemed_from.is_some() && range.get("from").is_none();
    let deemed_late = deemed_alone
        || deemed_from
            .zip(from)
            .is_some_and(|(deemed, from)| deemed > from);
    if ends_early || deemed_late {
        problems.report(
            Code::DatesUpsideDown,
            &node.place,
            if ends_early {
                "the range ends before it begins"
            } else if deemed_alone {
                "a day from which a rule is deemed in force needs the day on which it began"
            } else {
                "a rule is deemed in force from a day before it begins, not after"
            },
            "`from:` is the first day in force and `until:` the last; `deemed-from:` is a day before `from:`, and never stands without it",
        );
    }
    InForce {
        from,
        until,
        deemed_from,
        governed_by,
    }
}

fn read_governed_by(node: &Node, problems: &mut Problems) -> Option<GovernedBy> {
    let dates = GovernedBy::ALL.map(|date| (date.code(), date));
    word(node, &dates, problems)
}

pub(super) fn read_due(node: &Node, problems: &mut Problems) -> Option<Due> {
    if matches!(node.kind, NodeKind::Map(_)) {
        let fields = Fields::open(node, "a time limit", &["within", "of", "limit"], problems)?;
        if let Some(limit) = fields.get("limit") {
            for other in ["within", "of"] {
                if let Some(node) = fields.get(other) {
                    problems.report(
                        Code::UnknownField,
                        &node.place,
                        format!("a time limit of the law has no field `{other}`"),
                        "write `limit:` alone: the law says how long it is and from when",
                    );
                }
            }
            let limits = [
                ("answer", TimeLimit::Answer),
                ("extended-answer", TimeLimit::ExtendedAnswer),
                ("extension-notice", TimeLimit::ExtensionNotice),
                ("marks", TimeLimit::Marks),
                ("acknowledgement", TimeLimit::Acknowledgement),
            ];
            return word(limit, &limits, problems).map(Due::Limit);
        }
        let within = fields
            .required("within", problems)
            .and_then(|node| period(node, problems));
        let of = fields
            .required("of", problems)
            .and_then(|node| read_governed_by(node, problems));
        return Some(Due::Within {
            period: within?,
            of: of?,
        });
    }
    let times = [
        ("at-once", Due::AtOnce),
        ("before-going-ahead", Due::BeforeGoingAhead),
        ("with-the-reply", Due::WithTheReply),
        ("always", Due::Always),
        ("not-stated", Due::NotStated),
    ];
    word(node, &times, problems)
}

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

/// Reads one row of a ledger. A row whose provision can be read is kept, so that rules may cite it.
pub(super) fn read_row(
    node: &Node,
    unread: &mut Unread,
    problems: &mut Problems,
) -> Option<LedgerRow> {
    let before = problems.count();
    let row = read_whole_row(node, problems);
    unread.rows |= problems.count() > before;
    unread.provisions |= row.is_none();
    row
}

pub(crate) fn read_whole_row(node: &Node, problems: &mut Problems) -> Option<LedgerRow> {
    let known = [
        "provision",
        "says",
        "encoded-by",
        "informative",
        "not-encoded",
    ];
    let fields = Fields::open(node, "a ledger row", &known, problems)?;
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let says = fields
        .required("says", problems)
        .and_then(|node| words(node, problems));
    let treatments = ["encoded-by", "informative", "not-encoded"].map(|name| fields.get(name));
    let treatment = match treatments {
        [Some(rules), None, None] if !many(rules).is_empty() => Some(Treatment::EncodedBy(
            many(rules)
                .iter()
                .filter_map(|item| text(item, problems).map(str::to_owned))
                .collect(),
        )),
        [None, Some(why), None] => words(why, problems).map(Treatment::Informative),
        [None, None, Some(why)] => words(why, problems).map(Treatment::NotEncoded),
        _ => {
            problems.report(
                Code::RowUndecided,
                fields.place(),
                "a ledger row names the rules that encode it, or is informative, or is not encoded: one of the three",
                "write `encoded-by: [rules]`, `informative:` with the reason why nothing in it could change an answer, or `not-encoded:` with the reason why it was left out",
            );
            None
        }
    };
    Some(LedgerRow {
        provision: provision?,
        says: says.unwrap_or_default(),
        treatment: treatment.unwrap_or(Treatment::EncodedBy(Vec::new())),
    })
}

/// The fact that a definition's members come from, read ahead of its body.
pub(super) fn definition_domain(
    node: &Node,
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Domain {
    let NodeKind::Map(entries) = &node.kind else {
        return Domain::YesNo;
    };
    let of: Option<FactId> = entries
        .iter()
        .find(|entry| entry.key == "of")
        .and_then(|entry| text(&entry.value, problems))
        .and_then(|name| vocabulary.find(name));
    of.and_then(|fact| vocabulary.get(fact))
        .map_or(Domain::YesNo, |declared| declared.domain)
}
