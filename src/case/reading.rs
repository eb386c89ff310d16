//! Requests as files write them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    answer::Answer,
    days::PartDays,
    events::{Events, read_events},
    judgement::Judgement,
    layer::{Layer, Review, Statement},
    limits::Limits,
    reading_ask::read_ask,
    reading_confirmation::{read_closing, read_confirmation},
    reading_terms::read_term,
    request::{About, Ask, Item, Request},
    retention::Milestone,
};
use crate::{
    fact::{WhyUnknown, read_provision},
    law::{Capacity, Channel, Provision},
    rule::Dates,
    source::{
        Bounds, Code, Diagnostics, Fields, Node, NodeKind, Problems, SourceFile, date, list, many,
        parse, text, word, words,
    },
};

const REQUEST: &[&str] = &[
    "request",
    "scenario",
    "letter",
    "received",
    "replied",
    PartDays::DECIDED,
    PartDays::COLLECTED,
    PartDays::PROCESSED,
    "complained",
    "channel",
    "capacity",
    "recorded-by",
    "events",
    "asks",
    "facts",
    "judgements",
    "reviews",
    "about",
    "closed",
    "confirmations",
];
const ABOUT: &[&str] = &[
    "activity",
    "matter",
    PartDays::DECIDED,
    PartDays::COLLECTED,
    PartDays::PROCESSED,
    "facts",
    "judgements",
    "reviews",
    "items",
];
const ITEM: &[&str] = &[
    "item",
    "created",
    "published",
    "last-used",
    "closed",
    PartDays::DECIDED,
    PartDays::COLLECTED,
    PartDays::PROCESSED,
    "facts",
    "judgements",
    "reviews",
    "items",
];

impl Request {
    /// Reads a request from YAML or JSON, from a file within the limits that are fit for everyone
    /// ([`Limits::default`]). What it names is checked when it is decided.
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    ///
    /// ```
    /// use data_subject_rights::{case::Request, source::SourceFile};
    /// let file = SourceFile::new("request.yaml", "received: 2026-11-21\nasks: [erasure]\n");
    /// assert!(Request::load(&file).is_ok());
    /// let file = SourceFile::new("request.json", r#"{"received": "2026-11-31", "asks": ["erasure"]}"#);
    /// assert!(Request::load(&file).is_err());
    /// ```
    pub fn load(file: &SourceFile) -> Result<Self, Diagnostics> {
        Self::load_within(file, &Limits::default())
    }

    /// Reads a request within limits on the file: its bytes and nesting, the bytes of a text, and how many faults
    /// are told. What is counted of a request is counted when it is decided.
    ///
    /// # Errors
    ///
    /// Every fault in the file.
    ///
    /// ```
    /// use data_subject_rights::{case::{Limits, Request}, source::{Code, SourceFile}};
    /// let file = SourceFile::new("request.yaml", "received: 2026-11-21\nasks: [erasure]\n");
    /// let fault = Request::load_within(&file, &Limits::default().bytes(20)).expect_err("it has 37");
    /// assert_eq!(fault.iter().next().map(|fault| fault.code()), Some(Code::TooLarge));
    /// ```
    pub fn load_within(file: &SourceFile, limits: &Limits) -> Result<Self, Diagnostics> {
        read_whole(file, limits.bounds())
    }
}

/// Reads a request within bounds.
pub(super) fn read_whole(file: &SourceFile, bounds: Bounds) -> Result<Request, Diagnostics> {
    let mut problems = Problems::within(bounds);
    let request = parse(file, &mut problems).and_then(|tree| read_request(&tree, &mut problems));
    // Without a request a fault was reported, and `settle` returns it.
    let nothing = || Request::received(Date::constant(2000, 1, 1));
    problems.settle(request.unwrap_or_else(nothing))
}

fn read_request(tree: &Node, problems: &mut Problems) -> Option<Request> {
    let fields = Fields::open(tree, "a request", REQUEST, problems)?;
    let received = fields
        .required("received", problems)
        .and_then(|node| date(node, problems));
    let dates = read_dates(&fields, received, problems);
    let events = fields
        .get("events")
        .and_then(|node| read_events(node, dates.received, problems));
    let channel = fields
        .get("channel")
        .and_then(|node| read_term::<Channel>(node, problems));
    let capacity = fields
        .get("capacity")
        .and_then(|node| read_term::<Capacity>(node, problems));
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (title, scenario) = (said("request"), said("scenario"));
    let (letter, scribe) = (said("letter"), said("recorded-by"));
    let asks: Vec<Ask> = fields
        .required("asks", problems)
        .map(many)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| read_ask(node, problems))
        .collect();
    let layer = read_layer(&fields, problems);
    let about = fields
        .list("about", problems)
        .iter()
        .filter_map(|node| read_about(node, problems))
        .collect();
    let closing = fields
        .get("closed")
        .and_then(|node| read_closing(node, problems));
    let confirmations = fields
        .list("confirmations", problems)
        .iter()
        .filter_map(|node| read_confirmation(node, problems))
        .collect();
    received?;
    Some(Request {
        title,
        scenario,
        letter,
        scribe,
        dates,
        events: events.unwrap_or_else(|| Events::received(dates.received)),
        channel,
        capacity,
        asks,
        layer,
        about,
        closing,
        confirmations,
        place: tree.place.clone(),
    })
}

/// The dates of a request. Without a day of receipt a fault was reported, and any day will do.
fn read_dates(fields: &Fields<'_>, received: Option<Date>, problems: &mut Problems) -> Dates {
    let days = PartDays::read(fields, problems);
    let mut other = |name: &str| fields.get(name).and_then(|node| date(node, problems));
    days.within(Dates {
        replied: other("replied"),
        complained: other("complained"),
        ..Dates::received(received.unwrap_or(Date::constant(2000, 1, 1)))
    })
}

fn read_about(node: &Node, problems: &mut Problems) -> Option<About> {
    let fields = Fields::open(node, "what the request is about", ABOUT, problems)?;
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (activity, matter) = (said("activity"), said("matter"));
    if fields.get("activity").is_some() == fields.get("matter").is_some() {
        problems.report(
            Code::MissingField,
            fields.place(),
            "one thing is named here: an activity of a register, or a matter that is in none",
            "write `activity: register/activity`, or `matter:` with a name for it",
        );
    }
    let place = fields
        .get("activity")
        .map_or_else(|| fields.place(), |node| &node.place)
        .clone();
    Some(About {
        activity,
        matter,
        days: PartDays::read(&fields, problems),
        layer: read_layer(&fields, problems),
        items: read_items(&fields, problems),
        place,
    })
}

fn read_items(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Item> {
    fields
        .list("items", problems)
        .iter()
        .filter_map(|node| read_item(node, problems))
        .collect()
}

fn read_item(node: &Node, problems: &mut Problems) -> Option<Item> {
    let fields = Fields::open(node, "an item", ITEM, problems)?;
    let name = fields
        .required("item", problems)
        .and_then(|node| words(node, problems));
    let mut dates = BTreeMap::new();
    for (field, milestone) in Milestone::WORDS {
        let Some(node) = fields.get(field) else {
            continue;
        };
        if matches!(&node.kind, NodeKind::Scalar { text, .. } if text == "not-yet") {
            dates.insert(milestone, None);
        } else if let Some(date) = date(node, problems) {
            dates.insert(milestone, Some(date));
        }
    }
    let days = PartDays::read(&fields, problems);
    let layer = read_layer(&fields, problems);
    let items = read_items(&fields, problems);
    Some(Item {
        name: name?,
        dates,
        days,
        layer,
        items,
        place: node.place.clone(),
    })
}

pub(super) fn read_layer(fields: &Fields<'_>, problems: &mut Problems) -> Layer {
    let statements = read_statements(fields, problems);
    let judgements = fields
        .list("judgements", problems)
        .iter()
        .filter_map(|node| read_judgement(node, problems))
        .collect();
    let reviews = fields
        .list("reviews", problems)
        .iter()
        .filter_map(|node| read_review(node, problems))
        .collect();
    Layer {
        statements,
        judgements,
        reviews,
    }
}

/// The facts that are stated under `facts:`.
pub(super) fn read_statements(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Statement> {
    match fields.get("facts").map(|node| (&node.kind, node)) {
        None => Vec::new(),
        Some((NodeKind::Map(entries), _)) => entries
            .iter()
            .filter_map(|entry| {
                let (answer, by, on) = read_statement(&entry.value, problems)?;
                Some(Statement {
                    fact: entry.key.clone(),
                    answer,
                    by,
                    on,
                    place: entry.place.clone(),
                })
            })
            .collect(),
        Some((_, node)) => {
            problems.report(
                Code::WrongShape,
                &node.place,
                "facts are written as fields, each `fact: answer`",
                "write one a line, without `- ` before it",
            );
            Vec::new()
        }
    }
}

/// A bare answer, or `{ is: answer, by: who, on: day }`, or `{ unknown: why }`.
fn read_statement(
    node: &Node,
    problems: &mut Problems,
) -> Option<(Answer, Option<String>, Option<Date>)> {
    let NodeKind::Map(entries) = &node.kind else {
        return read_answer(node, problems).map(|answer| (answer, None, None));
    };
    if entries.iter().any(|entry| entry.key == "at-least") {
        return read_answer(node, problems).map(|answer| (answer, None, None));
    }
    if entries.iter().any(|entry| entry.key == "unknown") {
        let why = read_unknown(node, problems)?;
        return Some((Answer::Unknown(why), None, None));
    }
    let fields = Fields::open(node, "a stated fact", &["is", "by", "on"], problems)?;
    let answer = fields
        .required("is", problems)
        .and_then(|node| read_answer(node, problems));
    let by = fields.get("by").and_then(|node| words(node, problems));
    let on = fields.get("on").and_then(|node| date(node, problems));
    Some((answer?, by, on))
}

fn read_unknown(node: &Node, problems: &mut Problems) -> Option<WhyUnknown> {
    let fields = Fields::open(node, "an unknown fact", &["unknown", "from"], problems)?;
    let why = fields.required("unknown", problems)?;
    let choice = [
        ("not-asked", 0),
        ("not-known", 1),
        ("awaiting", 2),
        // The rest is worked out, and stated in code alone.
        ("depends-on", 3),
        ("stale", 4),
        ("needs-judgement", 5),
    ];
    let stated = choice.get(..if problems.bounds().is_verbatim { 6 } else { 3 });
    let from = |problems: &mut Problems| {
        let from = fields.required("from", problems);
        from.and_then(|node| words(node, problems))
    };
    Some(match word(why, stated.unwrap_or_default(), problems)? {
        0 => WhyUnknown::NotAsked,
        1 => WhyUnknown::NotKnown,
        2 => WhyUnknown::Awaiting(from(problems)?),
        3 => WhyUnknown::DependsOn(from(problems)?),
        4 => WhyUnknown::Stale,
        _ => WhyUnknown::NeedsJudgement,
    })
}

pub(super) fn read_answer(node: &Node, problems: &mut Problems) -> Option<Answer> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(match text.as_str() {
            "yes" | "true" => Answer::YesNo(true),
            "no" | "false" => Answer::YesNo(false),
            word => Answer::Word(word.to_owned()),
        }),
        NodeKind::List(_) => Some(Answer::Exactly(read_words(node, problems))),
        NodeKind::Map(_) => {
            let fields = Fields::open(node, "a set of terms", &["at-least"], problems)?;
            let node = fields.required("at-least", problems)?;
            Some(Answer::AtLeast(read_words(node, problems)))
        }
    }
}

fn read_words(node: &Node, problems: &mut Problems) -> Vec<String> {
    list(node, problems)
        .iter()
        .filter_map(|item| text(item, problems).map(str::to_owned))
        .collect()
}

fn read_judgement(node: &Node, problems: &mut Problems) -> Option<Judgement> {
    let known = [
        "judgement",
        "is",
        "by",
        "role",
        "on",
        "reasons",
        "considered",
        "evidence",
        "review-by",
    ];
    let fields = Fields::open(node, "a judgement", &known, problems)?;
    let named = fields.required("judgement", problems)?;
    let fact = text(named, problems)?.to_owned();
    let answer = fields
        .required("is", problems)
        .and_then(|node| read_answer(node, problems));
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (by, role, reasons) = (said("by"), said("role"), said("reasons"));
    let mut day = |name: &str| fields.get(name).and_then(|node| date(node, problems));
    let (on, review_by) = (day("on"), day("review-by"));
    let mut listed = |name: &str| -> Vec<String> {
        let nodes = fields.many(name);
        nodes
            .iter()
            .filter_map(|node| words(node, problems))
            .collect()
    };
    let (considered, evidence) = (listed("considered"), listed("evidence"));
    Some(Judgement {
        fact,
        answer: answer?,
        by,
        role,
        on,
        reasons,
        considered,
        evidence,
        review_by,
        place: named.place.clone(),
    })
}

fn read_review(node: &Node, problems: &mut Problems) -> Option<Review> {
    let fields = Fields::open(
        node,
        "a review",
        &["review", "by", "on", "raised"],
        problems,
    )?;
    let under: Vec<Provision> = fields
        .required("review", problems)
        .map(many)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| read_provision(node, problems))
        .collect();
    let by = fields
        .required("by", problems)
        .and_then(|node| words(node, problems));
    let on = fields
        .required("on", problems)
        .and_then(|node| date(node, problems));
    let raised = fields
        .many("raised")
        .iter()
        .filter_map(|node| Some((text(node, problems)?.to_owned(), node.place.clone())))
        .collect();
    Some(Review {
        under,
        by: by?,
        on: on?,
        raised,
        place: fields.place().clone(),
    })
}
