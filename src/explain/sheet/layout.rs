//! A summary laid out: the fixed lines, then sections, in the order in which they are acted on.

use super::{
    Block, Section, Sheet,
    foot::{differences, good_to_know, more_time, rests_on},
    reply::reply,
    table::table,
    why_not::why_not,
    words::{about, capital, many, parts, said_by, weekday, with_citation},
};
use crate::{
    advice::{
        MoreTime, PartId,
        summary::{Secret, Step, Summary, When},
    },
    calendar::in_words,
    decision::DutyState,
    fact::{FactKind, Respondent},
    law::Term,
};

pub(super) fn sheet(summary: &Summary) -> Sheet {
    let table = table(summary);
    let groups = table.rows.len();
    let sections = [
        steps(summary),
        gets(summary, table),
        why_not(summary),
        find_out(summary),
        reply(summary),
        more_time(summary),
        differences(summary),
        short("Rests on", 2, rests_on(&summary.rests_on)),
        good_to_know(summary),
    ];
    Sheet {
        title: summary
            .title
            .clone()
            .unwrap_or_else(|| format!("Request: {}", rights(summary).join(", "))),
        council: summary.council.clone(),
        head: vec![
            ("Reply by", reply_by(summary)),
            ("Can it go?", can_go(summary)),
            ("Do not reveal", do_not_reveal(summary)),
            ("Asked for", asked_for(summary)),
        ],
        sections: sections
            .into_iter()
            .filter(|section| !section.blocks.is_empty())
            .collect(),
        groups,
    }
}

pub(super) fn section(
    heading: &'static str,
    gives_way: u8,
    least: usize,
    blocks: Vec<Block>,
) -> Section {
    Section {
        heading,
        is_short: false,
        blocks,
        gives_way,
        least,
        is_rigid: false,
        more: None,
    }
}

/// A section that stands behind its heading.
pub(super) fn short(heading: &'static str, gives_way: u8, blocks: Vec<Block>) -> Section {
    Section {
        is_short: true,
        ..section(heading, gives_way, 1, blocks)
    }
}

fn reply_by(summary: &Summary) -> Vec<String> {
    let Some(by) = &summary.answer_by else {
        return vec!["No day can be worked out: the public holidays are not known.".to_owned()];
    };
    let mut lines = Vec::new();
    let day = match (by.day, by.answered_on) {
        (Some(day), Some(on)) if on > day => format!(
            "Answered on {}, late: it was due by {}.",
            in_words(on),
            weekday(day)
        ),
        (day, Some(on)) => {
            let due = day.map(|day| format!(" It was due by {}.", weekday(day)));
            format!("Answered on {}.{}", in_words(on), due.unwrap_or_default())
        }
        (Some(day), None) => {
            let left = summary.days_left();
            let looked_at = in_words(summary.seen_on.unwrap_or(summary.looked_at));
            let left = match left {
                _ if summary.seen_on.is_none()
                    && summary.looked_at == summary.asked_for.received =>
                {
                    String::new()
                }
                Some(0) => format!(" (the last day, seen from {looked_at})"),
                Some(1) => format!(" (1 day left, seen from {looked_at})"),
                Some(left) if left > 0 => format!(" ({left} days left, seen from {looked_at})"),
                Some(-1) => format!(" (OVERDUE by 1 day, seen from {looked_at})"),
                Some(over) => format!(" (OVERDUE by {} days, seen from {looked_at})", -over),
                None => String::new(),
            };
            format!("{}{left}", weekday(day))
        }
        (None, None) => match (by.paused_since, by.not_begun_since) {
            (Some(since), _) => format!(
                "No day yet: the time stands still since {}, until the person says what they want.",
                in_words(since)
            ),
            (_, Some(since)) => format!(
                "No day yet: the time begins when the person sends what was asked for on {}.",
                in_words(since)
            ),
            _ => "No day can be worked out yet.".to_owned(),
        },
    };
    lines.push(day);
    if by.answered_on.is_none() && by.day.is_some() {
        if by.certain {
            if let Some(first) = lines.first_mut() {
                first.push_str(". This day is certain.");
            }
        } else {
            lines.push("Not certain: this is the first day that it can be.".to_owned());
        }
    }
    if let (Some(ours), Some(theirs)) = (by.procedure, by.law)
        && ours != theirs
    {
        lines.push(format!(
            "The procedure says {}, the law {}. The law prevails; the first of the two keeps to both.",
            in_words(ours),
            in_words(theirs)
        ));
    }
    lines
}

fn can_go(summary: &Summary) -> Vec<String> {
    let can_go = &summary.can_go;
    if can_go.answered_on.is_some() && !can_go.is_ready {
        return vec![format!(
            "It has gone. Open on this record: {}.",
            left(summary).join(", ")
        )];
    }
    if can_go.is_ready {
        return vec!["Yes: nothing is left to do, to find out or to confirm.".to_owned()];
    }
    let left = left(summary);
    if left.is_empty() {
        return vec!["No. Something is still open.".to_owned()];
    }
    vec![format!("No. First: {}.", left.join(", "))]
}

fn left(summary: &Summary) -> Vec<String> {
    let can_go = &summary.can_go;
    let mut left = Vec::new();
    for (count, one, several) in [
        (can_go.steps, "step", "steps"),
        (can_go.questions, "question", "questions"),
        (
            can_go.refusals_to_confirm,
            "refusal to confirm",
            "refusals to confirm",
        ),
    ] {
        if count > 0 {
            left.push(many(count, one, several));
        }
    }
    if can_go.asker_unknown {
        left.push("record who asks, and for whom".to_owned());
    }
    left
}

fn do_not_reveal(summary: &Summary) -> Vec<String> {
    let hidden = &summary.do_not_reveal;
    let mut lines: Vec<String> = Vec::new();
    let silent = &hidden.neither_confirm_nor_deny;
    for secret in merged(&hidden.secrets) {
        let named: Vec<PartId> = secret
            .parts
            .iter()
            .copied()
            .filter(|part| !silent.contains(part))
            .collect();
        if named.is_empty() {
            continue;
        }
        let of = parts(summary, &named);
        let state = if secret.decided { "is" } else { "may be" };
        let perhaps = &hidden.perhaps_neither;
        let safe = if named.iter().any(|part| perhaps.contains(part)) {
            "Until it is decided whether even a yes or no would do harm, say nothing of it; after that only that some information is exempt."
        } else {
            "Say only that some information is exempt."
        };
        lines.push(format!(
            "Why this {state} kept back: {of}. Do not name or hint at the reason. {safe}"
        ));
    }
    if !silent.is_empty() {
        lines.push(format!(
            "Whether anything is held: {}. Say neither yes nor no, not even that something is exempt; give no reason.",
            parts(summary, silent)
        ));
    }
    if !hidden.about_others.is_empty() {
        lines.push(format!(
            "Who the other people are, and what they asked of us: {}.",
            parts(summary, &hidden.about_others)
        ));
    }
    if lines.is_empty() {
        lines.push(if hidden.review_missing {
            "Nothing is marked yet. The review in the steps below may mark something.".to_owned()
        } else {
            match summary.rests_on.reviews.first() {
                Some(by) => format!("Nothing is marked (review: {}).", said_by(by)),
                None => "Nothing is marked.".to_owned(),
            }
        });
    }
    lines
}

/// Secrets about the same parts are one line.
fn merged(secrets: &[Secret]) -> Vec<Secret> {
    let mut merged: Vec<Secret> = Vec::new();
    for secret in secrets {
        match merged.iter_mut().find(|known| known.parts == secret.parts) {
            Some(known) => known.decided |= secret.decided,
            None => merged.push(secret.clone()),
        }
    }
    merged
}

fn rights(summary: &Summary) -> Vec<&'static str> {
    let rights = summary.asked_for.rights.iter();
    rights.map(|right| right.label()).collect()
}

fn asked_for(summary: &Summary) -> Vec<String> {
    let asked = &summary.asked_for;
    let rights = rights(summary);
    let mut received = format!(
        "{}. Received {}",
        capital(&rights.join("; ")),
        in_words(asked.received)
    );
    if let Some(channel) = asked.channel {
        received.push_str(&format!(", {}", channel.label()));
    }
    if let Some(capacity) = asked.capacity {
        received.push_str(&format!(", from {}", capacity.label()));
    }
    received.push('.');
    let letter = asked.letter.iter().map(|letter| format!("“{letter}”"));
    [received].into_iter().chain(letter).collect()
}

fn steps(summary: &Summary) -> Section {
    let mut blocks: Vec<Block> = summary
        .steps
        .iter()
        .map(|step| {
            let words = step_in_words(summary, step);
            // A warning is to be heeded, and what waits for the law is not to be done yet: neither has a number.
            if step.when == When::First {
                Block::Line(format!("First: {words}"))
            } else if step.law == Some(DutyState::Open) {
                Block::Line(format!("Not yet, for the law is not decided: {words}"))
            } else {
                Block::Step(words)
            }
        })
        .collect();
    if let Some(line) = tell_of_more_time(summary) {
        blocks.insert(0, Block::Line(line));
    }
    section("Do now", 0, 0, blocks)
}

/// So many days before the answer is due, more time has to be thought of.
const SOON: i32 = 7;

/// Where the day is near and the answer cannot go: that the person must be told of more time by then.
fn tell_of_more_time(summary: &Summary) -> Option<String> {
    let by = summary.answer_by.as_ref()?;
    let is_near = summary.days_left().is_some_and(|left| left <= SOON);
    let is_told = by.more_time != MoreTime::NotTold;
    let tell = by.tell_of_more_time_by?;
    (is_near && !is_told && !summary.can_go.is_ready).then(|| {
        format!(
            "If it cannot go in time, tell the person of more time by {} (see the foot of the page).",
            weekday(tell)
        )
    })
}

fn step_in_words(summary: &Summary, step: &Step) -> String {
    let mut words = step.what.clone();
    if step.law == Some(DutyState::NotDue) {
        words.push_str(" By law it need not be done here: take advice first.");
    }
    if let Some(hint) = &step.hint {
        words.push_str(&format!(" {hint}"));
    }
    if step.mind_the_secret && step.when != When::First {
        words.push_str(" Reveal nothing of what is marked above.");
    }
    let when = match step.when {
        When::First => None,
        When::AtOnce => Some("At once".to_owned()),
        When::BeforeGoingAhead => Some("Before going ahead".to_owned()),
        When::By(day) => Some(format!("By {}", weekday(day))),
        When::BeforeTheAnswer => None,
    };
    let who = match step.who {
        Some(Respondent::Specialist) => Some("by a specialist: nobody is named"),
        _ => None,
    };
    let aside: Vec<String> = when.into_iter().chain(who.map(str::to_owned)).collect();
    if !aside.is_empty() {
        words.push_str(&format!(" {}.", capital(&aside.join("; "))));
    }
    with_citation(
        &format!("{words}{}", about(summary, &step.parts)),
        &step.provisions,
    )
}

fn gets(summary: &Summary, table: super::table::Table) -> Section {
    let mut blocks = vec![Block::Table(table)];
    if summary.rests_on.supposes {
        blocks.push(Block::Line(
            "(…) supposes that the missing review raises nothing. Nothing may rest on it."
                .to_owned(),
        ));
    }
    section("What the person gets", 0, 0, blocks)
}

fn find_out(summary: &Summary) -> Section {
    let mut blocks = Vec::new();
    for group in &summary.find_out {
        for question in &group.questions {
            let judged = match question.kind {
                FactKind::Judgement => " (judge)",
                FactKind::Observed => "",
            };
            blocks.push(Block::Question {
                who: who(group.who),
                words: format!(
                    "{}{judged}{}",
                    question.ask,
                    about(summary, &question.parts)
                ),
                rank: question.rank,
            });
        }
    }
    let mut section = section(
        "Find out next (where you judge, record who, when and why)",
        6,
        6,
        blocks,
    );
    if summary.further_questions > 0 {
        section.more = Some((summary.further_questions, "more questions"));
    }
    section
}

const fn who(who: Respondent) -> &'static str {
    match who {
        Respondent::Requester => "The person",
        Respondent::ThirdParty => "Third party",
        Respondent::Register => "The service",
        Respondent::Officer => "You",
        Respondent::Specialist => "Specialist",
    }
}
