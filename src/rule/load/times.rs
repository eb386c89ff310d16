//! Ranges of dates and time limits as files write them.

use crate::{
    rule::model::{Due, GovernedBy, InForce, TimeLimit},
    source::{Code, Fields, Node, NodeKind, Problems, date, period, word},
};

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
            "`from:` is the first day in force and `until:` the last; `deemed-from:` is a day before `from:`, and needs it",
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
        ("before-the-reply", Due::BeforeTheReply),
        ("with-the-reply", Due::WithTheReply),
        ("always", Due::Always),
        ("not-stated", Due::NotStated),
    ];
    word(node, &times, problems)
}
