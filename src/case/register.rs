//! The register of processing activities.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Milestone, Retention};
use crate::{
    calendar::in_words,
    fact::{
        Domain, Facts, Members, Origin, Provenance, Value, Vocabulary, id_place, read_provision,
        read_value,
    },
    law::{Provision, Right, Term, Terms, TransferBasis},
    rule::read_law,
    source::{
        Code, Diagnostics, Fields, Node, NodeKind, Problems, SourceFile, date, list, many, parse,
        period, text, word, words, yes_no,
    },
};

/// A register: the processing activities of a service, as a notice or a record states them.
///
/// What the register does not say is unknown. An assumption is recorded and shown.
///
/// ```
/// use data_subject_rights::Controller;
/// let council = Controller::doncaster()?;
/// let register = council.register("peer-support-groups").ok_or("bundled")?;
/// let chat = register.activity("live-chat").ok_or("in the register")?;
/// assert_eq!(chat.retention.as_ref().map(|kept| kept.keep.to_string()).as_deref(), Some("1 week"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Register {
    /// The id, which requests write before `/` and the id of an activity.
    pub id: String,
    /// The title.
    pub title: String,
    /// The controller of the activities.
    pub controller: String,
    /// The text that the register was made from.
    pub source: String,
    /// The date of that text.
    pub dated: Option<Date>,
    /// The activities, in the order of the text.
    pub activities: Vec<Activity>,
}

/// One processing activity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Activity {
    /// The id, unique in its register.
    pub id: String,
    /// The title.
    pub title: String,
    /// What is done.
    pub about: String,
    /// Where the text describes it.
    pub provisions: Vec<Provision>,
    /// The categories of information; empty where not stated.
    pub categories: Vec<String>,
    /// The recipients by name, where stated.
    pub recipients: Option<Vec<String>>,
    /// The processors by name, where stated.
    pub processors: Option<Vec<String>>,
    /// Transfers to other countries, where stated: where to, and on what basis.
    pub transfers: Option<Vec<(String, Option<TransferBasis>)>>,
    /// How long items are kept, where stated.
    pub retention: Option<Retention>,
    /// What was assumed where the text is silent.
    pub assumptions: Vec<String>,
    /// What a reader of a decision should know.
    pub notes: Vec<RegisterNote>,
    /// Values of facts by fact id, as stated.
    facts: BTreeMap<&'static str, Value>,
}

/// A note that stands on the decisions of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisterNote {
    /// The id.
    pub id: String,
    /// What it is about.
    pub provision: Provision,
    /// The rights whose decisions it stands on.
    pub rights: BTreeSet<Right>,
    /// What it says, to the officer.
    pub says: String,
}

impl Register {
    /// Reads a register.
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    pub fn load(file: &SourceFile) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        let register =
            parse(file, &mut problems).and_then(|tree| read_register(&tree, &mut problems));
        // Without a register a fault was reported, and `settle` returns it.
        problems.settle(register.unwrap_or_else(|| Self {
            id: String::new(),
            title: String::new(),
            controller: String::new(),
            source: String::new(),
            dated: None,
            activities: Vec::new(),
        }))
    }

    /// The activity with this id.
    #[must_use]
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    /// The facts that an entry of this register makes known.
    pub(crate) fn facts(
        &self,
        activity: &Activity,
        council: &str,
        vocabulary: &Vocabulary,
    ) -> Facts {
        let provenance = || Provenance {
            origin: Origin::Register,
            by: format!("the register, {}: {}", self.title, activity.title),
            on: self.dated,
            because: None,
        };
        let mut facts = Facts::default();
        for (id, value) in &activity.facts {
            if let Some(fact) = vocabulary.find(id) {
                facts.know(fact, *value, provenance());
            }
        }
        if let Some(fact) = vocabulary.find("council-is-controller")
            && self.controller == council
        {
            facts.know(fact, Value::YesNo(true), provenance());
        }
        facts
    }

    /// The register's source with its date, in words.
    #[must_use]
    pub fn source_in_words(&self) -> String {
        self.dated.map_or_else(
            || self.source.clone(),
            |dated| format!("{} of {}", self.source, in_words(dated)),
        )
    }
}

fn read_register(tree: &Node, problems: &mut Problems) -> Option<Register> {
    let known = [
        "register",
        "title",
        "controller",
        "source",
        "dated",
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
    for node in nodes {
        let Some(activity) = read_activity(node, problems) else {
            continue;
        };
        if activities.iter().any(|other| other.id == activity.id) {
            problems.report(
                Code::DuplicateId,
                id_place(node, "activity"),
                format!("two activities are called `{}`", activity.id),
                "give each activity an id of its own",
            );
        }
        activities.push(activity);
    }
    Some(Register {
        id: id?,
        title: title?,
        controller: controller?,
        source: source?,
        dated,
        activities,
    })
}

const ACTIVITY: &[&str] = &[
    "activity",
    "title",
    "about",
    "provisions",
    "categories",
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
    "published",
    "automated-decisions",
    "assumptions",
    "notes",
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
    let mut facts = BTreeMap::new();
    for (field, fact, terms) in SETS {
        if let Some(value) = stated(&fields, field, problems)
            .and_then(|node| read_value(Domain::SetOf(*terms), node, problems))
        {
            facts.insert(*fact, value);
        }
    }
    for (field, fact) in [
        ("published", "made-public"),
        ("automated-decisions", "automated-decision"),
    ] {
        if let Some(yes) = stated(&fields, field, problems).and_then(|node| yes_no(node, problems))
        {
            facts.insert(fact, Value::YesNo(yes));
        }
    }
    if let Some(source) = stated(&fields, "source", problems) {
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
    let categories = names(&fields, "categories", problems);
    if let Some(categories) = &categories {
        let cctv = categories.iter().any(|category| category == "CCTV images");
        facts.insert("is-cctv", Value::YesNo(cctv));
    }
    let recipients = names(&fields, "recipients", problems);
    if let Some(recipients) = &recipients {
        facts.insert(
            "disclosed-to-recipients",
            Value::YesNo(!recipients.is_empty()),
        );
    }
    let processors = names(&fields, "processors", problems);
    let transfers = read_transfers(&fields, problems);
    if let Some(transfers) = &transfers
        && let Some(value) = transfer_bases(transfers)
    {
        facts.insert("transfer-basis", value);
    }
    let retention =
        stated(&fields, "retention", problems).and_then(|node| read_retention(node, problems));
    let provisions = fields
        .get("provisions")
        .map(many)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| read_provision(node, problems))
        .collect();
    let assumptions = fields
        .get("assumptions")
        .map(many)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| words(node, problems))
        .collect();
    let notes = fields
        .get("notes")
        .map(|node| list(node, problems))
        .unwrap_or_default()
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
        facts,
    })
}

/// A field that must be written, be it as `not-stated`: silence is recorded, never guessed.
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
    let known = ["note", "provision", "for", "says"];
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
    let mut rights = BTreeSet::new();
    for item in fields
        .required("for", problems)
        .map(many)
        .unwrap_or_default()
    {
        match text(item, problems) {
            Some("every-right") => rights.extend(Right::all()),
            Some(code) => rights.extend(read_law::<Right>(code, "right", &item.place, problems)),
            None => {}
        }
    }
    Some(RegisterNote {
        id: id?,
        provision: provision?,
        rights,
        says: says?,
    })
}
