//! Registers as files write them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    register::{Activity, Register, RegisterNote},
    retention::{Milestone, Retention},
    standing::read_standing,
};
use crate::{
    fact::{Domain, Members, Value, id_place, read_provision, read_value},
    law::{Term, Terms, TransferBasis},
    rule::{LedgerRow, Treatment, read_rights, read_whole_row},
    source::{
        Code, Diagnostics, Digest, Fields, Node, NodeKind, Problems, ReadFrom, SourceFile, date,
        list, parse, period, word, words, yes_no,
    },
};

impl Register {
    /// Reads a register.
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    pub fn load(file: &SourceFile) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let register = parse(file, &mut problems)
            .and_then(|tree| read_register(&tree, &mut problems))
            .map(|register| Self {
                read_from: Digest::of_file(file).into(),
                ..register
            });
        // Without a register a fault was reported, and `settle` returns it.
        problems.settle(register.unwrap_or_else(|| Self {
            id: String::new(),
            title: String::new(),
            controller: String::new(),
            source: String::new(),
            dated: None,
            activities: Vec::new(),
            ledger: Vec::new(),
            notice: BTreeMap::new(),
            read_from: ReadFrom::default(),
        }))
    }
}

fn read_register(tree: &Node, problems: &mut Problems) -> Option<Register> {
    let known = [
        "register",
        "title",
        "controller",
        "source",
        "dated",
        "notice",
        "ledger",
        "activities",
    ];
    let fields = Fields::open(tree, "a register", &known, problems)?;
    let mut said = |name: &str| {
        fields
            .required(name, problems)
            .and_then(|node| words(node, problems))
    };
    let (id, title) = (said("register"), said("title"));
    let (controller, source) = (said("controller"), said("source"));
    let dated = fields.get("dated").and_then(|node| date(node, problems));
    let nodes = fields
        .required("activities", problems)
        .map(|node| list(node, problems))
        .unwrap_or_default();
    let mut activities: Vec<Activity> = Vec::new();
    let mut ids = BTreeSet::new();
    for node in nodes {
        let Some(activity) = read_activity(node, problems) else {
            continue;
        };
        if !ids.insert(activity.id.clone()) {
            problems.report(
                Code::DuplicateId,
                id_place(node, "activity"),
                format!("two activities are called `{}`", activity.id),
                "give each activity an id of its own",
            );
        }
        activities.push(activity);
    }
    let ledger = read_ledger(&fields, &activities, problems);
    Some(Register {
        ledger,
        id: id?,
        title: title?,
        controller: controller?,
        source: source?,
        dated,
        activities,
        notice: fields
            .get("notice")
            .map(|node| read_notice(node, problems))
            .unwrap_or_default(),
        read_from: ReadFrom::default(),
    })
}

/// The rows of the text, each naming activities, notes, or `notice` for what people are told.
fn read_ledger(
    fields: &Fields<'_>,
    activities: &[Activity],
    problems: &mut Problems,
) -> Vec<LedgerRow> {
    let mut rows = Vec::new();
    let notes = activities.iter().flat_map(|activity| &activity.notes);
    let known: BTreeSet<&str> = activities
        .iter()
        .map(|activity| activity.id.as_str())
        .chain(notes.map(|note| note.id.as_str()))
        .chain(["notice"])
        .collect();
    let nodes = fields.get("ledger").map(|node| list(node, problems));
    for node in nodes.unwrap_or_default() {
        let Some(row) = read_whole_row(node, problems) else {
            continue;
        };
        if let Treatment::EncodedBy(names) = &row.treatment {
            for name in names {
                if !known.contains(name.as_str()) {
                    problems.report(
                        Code::RowNamesNoRule,
                        id_place(node, "encoded-by"),
                        format!("no activity or note is called `{name}`"),
                        "name an activity of this register, one of its notes, or `notice`",
                    );
                }
            }
        }
        rows.push(row);
    }
    rows
}

const ACTIVITY: &[&str] = &[
    "activity",
    "title",
    "about",
    "provisions",
    "categories",
    "cctv",
    "lawful-bases",
    "public-task-limbs",
    "special-category-conditions",
    "schedule-1-conditions",
    "purposes",
    "source",
    "recipients",
    "processors",
    "transfers",
    "retention",
    "required",
    "published",
    "automated-decisions",
    "assumptions",
    "notice",
    "notes",
    "standing",
];

/// The fields that hold a set of terms, with the fact each makes known.
const SETS: &[(&str, &str, Terms)] = &[
    ("lawful-bases", "lawful-basis", Terms::LawfulBasis),
    (
        "public-task-limbs",
        "public-task-limb",
        Terms::PublicTaskLimb,
    ),
    (
        "special-category-conditions",
        "special-category-condition",
        Terms::SpecialCategoryCondition,
    ),
    (
        "schedule-1-conditions",
        "schedule-1-condition",
        Terms::Schedule1Condition,
    ),
    ("purposes", "purpose", Terms::Purpose),
];

fn read_activity(node: &Node, problems: &mut Problems) -> Option<Activity> {
    let fields = Fields::open(node, "an activity", ACTIVITY, problems)?;
    let mut said = |name: &str| {
        fields
            .required(name, problems)
            .and_then(|node| words(node, problems))
    };
    let (id, title, about) = (said("activity"), said("title"), said("about"));
    let mut facts = read_facts(&fields, problems);
    let categories = names(&fields, "categories", problems);
    let recipients = names(&fields, "recipients", problems);
    if let Some(recipients) = &recipients {
        facts.insert(
            "disclosed-to-recipients",
            Value::YesNo(!recipients.is_empty()),
        );
    }
    let processors = names(&fields, "processors", problems);
    let transfers = read_transfers(&fields, problems);
    facts.extend(transfers.iter().flat_map(from_transfers));
    let retention =
        stated(&fields, "retention", problems).and_then(|node| read_retention(node, problems));
    let provisions = fields
        .many("provisions")
        .iter()
        .filter_map(|node| read_provision(node, problems))
        .collect();
    let assumptions = fields
        .many("assumptions")
        .iter()
        .filter_map(|node| words(node, problems))
        .collect();
    let notes = fields
        .list("notes", problems)
        .iter()
        .filter_map(|node| read_note(node, problems))
        .collect();
    Some(Activity {
        id: id?,
        title: title?,
        about: about?,
        provisions,
        categories: categories.unwrap_or_default(),
        recipients,
        processors,
        transfers,
        retention,
        assumptions,
        notes,
        notice: fields
            .get("notice")
            .map(|node| read_notice(node, problems))
            .unwrap_or_default(),
        standing: read_standing(&fields, problems),
        facts,
    })
}

/// The facts that a register states of an activity by fields of their own.
fn read_facts(fields: &Fields<'_>, problems: &mut Problems) -> BTreeMap<&'static str, Value> {
    let mut facts = BTreeMap::new();
    for (field, fact, terms) in SETS {
        if let Some(value) = stated(fields, field, problems)
            .and_then(|node| read_value(Domain::SetOf(*terms), node, problems))
        {
            facts.insert(*fact, value);
        }
    }
    for (field, fact) in [
        ("cctv", "is-cctv"),
        ("required", "information-required"),
        ("published", "made-public"),
        ("automated-decisions", "automated-decision"),
    ] {
        if let Some(yes) = stated(fields, field, problems).and_then(|node| yes_no(node, problems)) {
            facts.insert(fact, Value::YesNo(yes));
        }
    }
    if let Some(source) = stated(fields, "source", problems) {
        let sources = [
            ("person", (true, false)),
            ("others", (false, true)),
            ("both", (true, true)),
        ];
        if let Some((person, others)) = word(source, &sources, problems) {
            facts.insert("collected-from-person", Value::YesNo(person));
            facts.insert("collected-from-others", Value::YesNo(others));
        }
    }
    facts
}

/// A field that must be written, even if only as `not-stated`: silence is recorded, never guessed.
fn stated<'a>(fields: &Fields<'a>, name: &str, problems: &mut Problems) -> Option<&'a Node> {
    let node = fields.required(name, problems)?;
    match &node.kind {
        NodeKind::Scalar { text, .. } if text == "not-stated" => None,
        _ => Some(node),
    }
}

/// A list of names, `none`, or `not-stated`.
fn names(fields: &Fields<'_>, name: &str, problems: &mut Problems) -> Option<Vec<String>> {
    let node = stated(fields, name, problems)?;
    if matches!(&node.kind, NodeKind::Scalar { text, .. } if text == "none") {
        return Some(Vec::new());
    }
    Some(
        list(node, problems)
            .iter()
            .filter_map(|item| words(item, problems))
            .collect(),
    )
}

type Transfers = Vec<(String, Option<TransferBasis>)>;

/// What transfers say of facts.
fn from_transfers(transfers: &Transfers) -> impl Iterator<Item = (&'static str, Value)> {
    let abroad = Value::YesNo(!transfers.is_empty());
    let bases = transfer_bases(transfers).map(|bases| ("transfer-basis", bases));
    [("transferred-abroad", abroad)].into_iter().chain(bases)
}

fn read_transfers(fields: &Fields<'_>, problems: &mut Problems) -> Option<Transfers> {
    let node = stated(fields, "transfers", problems)?;
    if matches!(&node.kind, NodeKind::Scalar { text, .. } if text == "none") {
        return Some(Vec::new());
    }
    let mut transfers = Vec::new();
    for item in list(node, problems) {
        let Some(each) = Fields::open(item, "a transfer", &["to", "basis"], problems) else {
            continue;
        };
        let to = each
            .required("to", problems)
            .and_then(|node| words(node, problems));
        let choice: Vec<(&str, TransferBasis)> = TransferBasis::all()
            .map(|basis| (basis.code(), basis))
            .collect();
        let basis = stated(&each, "basis", problems).and_then(|node| word(node, &choice, problems));
        transfers.extend(to.map(|to| (to, basis)));
    }
    Some(transfers)
}

/// The bases of the transfers; where one has none stated, there may be others.
fn transfer_bases(transfers: &Transfers) -> Option<Value> {
    let terms = Terms::TransferBasis;
    let mut mask = 0u64;
    for (_, basis) in transfers {
        if let Some(at) = basis.and_then(|basis| terms.position(basis.code())) {
            mask |= 1 << at;
        }
    }
    let complete = transfers.iter().all(|(_, basis)| basis.is_some());
    if complete {
        Some(Value::Members(Members::exactly(mask, terms.len())))
    } else {
        (mask != 0).then(|| Value::Members(Members::at_least(mask)))
    }
}

fn read_retention(node: &Node, problems: &mut Problems) -> Option<Retention> {
    let known = ["keep", "from", "provision", "assumed"];
    let fields = Fields::open(node, "a retention period", &known, problems)?;
    let keep = fields
        .required("keep", problems)
        .and_then(|node| period(node, problems));
    let from = fields
        .required("from", problems)
        .and_then(|node| word(node, &Milestone::WORDS, problems));
    let provision = fields
        .get("provision")
        .and_then(|node| read_provision(node, problems));
    let assumed = fields.get("assumed").and_then(|node| words(node, problems));
    Some(Retention {
        keep: keep?,
        from: from?,
        provision,
        assumed,
    })
}

fn read_note(node: &Node, problems: &mut Problems) -> Option<RegisterNote> {
    let known = ["note", "provision", "for", "warning", "says"];
    let fields = Fields::open(node, "a note", &known, problems)?;
    let id = fields
        .required("note", problems)
        .and_then(|node| words(node, problems));
    let provision = fields
        .required("provision", problems)
        .and_then(|node| read_provision(node, problems));
    let says = fields
        .required("says", problems)
        .and_then(|node| words(node, problems));
    let rights = read_rights(&fields, problems);
    let warning = fields
        .get("warning")
        .and_then(|node| yes_no(node, problems))
        .unwrap_or(false);
    Some(RegisterNote {
        id: id?,
        provision: provision?,
        rights,
        warning,
        says: says?,
    })
}

/// What a notice may say: the eleven things of the procedure, two more about information from someone
/// else, and what the law wants said besides.
const SAID: &[&str] = &[
    "controller",
    "dpo",
    "reasons",
    "legal-reason",
    "recipients",
    "transfers",
    "retention",
    "rights",
    "complaint",
    "requirement",
    "automated-decisions",
    "categories",
    "source",
    "public-source",
    "transfer-safeguards",
    "legitimate-interests",
    "consent-withdrawal",
    "controller-complaint",
    "objection-separately",
];

/// What the notice says and what it lacks; of what is named in neither, nothing is known.
fn read_notice(node: &Node, problems: &mut Problems) -> BTreeMap<String, bool> {
    let mut notice = BTreeMap::new();
    let Some(fields) = Fields::open(node, "a notice", &["says", "lacks"], problems) else {
        return notice;
    };
    let choice: Vec<(&str, &str)> = SAID.iter().map(|item| (*item, *item)).collect();
    for (field, says) in [("says", true), ("lacks", false)] {
        for item in fields.many(field) {
            let Some(name) = word(item, &choice, problems) else {
                continue;
            };
            if notice.insert(format!("notice-says-{name}"), says).is_some() {
                problems.report(
                    Code::DuplicateId,
                    &item.place,
                    format!("`{name}` is named twice"),
                    "a notice either says a thing or lacks it",
                );
            }
        }
    }
    notice
}
