//! The fixed lines of a page: the day, whether the answer can go, what must not be revealed, what was asked.

use super::words::{book, capital, many, parts, weekday};
use crate::{
    advice::{
        AnswerBy, MoreTime,
        summary::{Secret, Summary, When},
    },
    calendar::in_words,
    law::Term,
};

pub(super) fn head(summary: &Summary) -> Vec<(&'static str, Vec<String>)> {
    vec![
        ("Reply by", reply_by(summary)),
        ("Can it go?", can_go(summary)),
        ("Do not reveal", do_not_reveal(summary)),
        ("Asked for", asked_for(summary)),
    ]
}

fn reply_by(summary: &Summary) -> Vec<String> {
    let Some(by) = &summary.answer_by else {
        let has_days = summary
            .steps
            .iter()
            .any(|step| matches!(step.when, When::By(_)));
        let kept = if has_days {
            " Keep the days in the steps below."
        } else {
            ""
        };
        return vec![format!("No day is set for a reply.{kept}")];
    };
    let mut lines = vec![day(summary, by)];
    if by.answered_on.is_none() && by.day.is_some() {
        match by.paused_since.or(by.not_begun_since) {
            Some(_) => lines.push(laws_time(by)),
            None if by.certain => {}
            None => lines.push("Not certain: this is the earliest possible day.".to_owned()),
        }
    }
    if let (Some(ours), Some(theirs)) = (by.procedure, by.law)
        && ours != theirs
    {
        lines.push(format!(
            "The procedure says {}, the law {}. The law prevails; the earlier day meets both.",
            in_words(ours),
            in_words(theirs)
        ));
    }
    lines
}

fn day(summary: &Summary, by: &AnswerBy) -> String {
    match (by.day, by.answered_on) {
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
            let waits = by.paused_since.or(by.not_begun_since).is_some();
            let stands = match waits {
                true => format!(", by the {}.", book(by.governed_by)),
                false if by.certain => ". Certain.".to_owned(),
                false => String::new(),
            };
            format!("{}{}{stands}", weekday(day), days_left(summary))
        }
        (None, None) => match (by.paused_since, by.not_begun_since) {
            (Some(since), _) => format!(
                "No day yet: the time is paused from {} until the person says what they want.",
                in_words(since)
            ),
            (_, Some(since)) => format!(
                "No day yet: the time starts when the person sends what was asked for on {}.",
                in_words(since)
            ),
            _ => "No day can be worked out yet.".to_owned(),
        },
    }
}

fn days_left(summary: &Summary) -> String {
    let looked_at = in_words(summary.seen_on.unwrap_or(summary.looked_at));
    match summary.days_left() {
        _ if summary.seen_on.is_none() && summary.looked_at == summary.asked_for.received => {
            String::new()
        }
        Some(0) => format!(" (the last day, seen from {looked_at})"),
        Some(1) => format!(" (1 day left, seen from {looked_at})"),
        Some(left) if left > 0 => format!(" ({left} days left, seen from {looked_at})"),
        Some(-1) => format!(" (OVERDUE by 1 day, seen from {looked_at})"),
        Some(over) => format!(" (OVERDUE by {} days, seen from {looked_at})", -over),
        None => String::new(),
    }
}

/// Why the law's time does not run, while the procedure's does.
fn laws_time(by: &AnswerBy) -> String {
    match (by.paused_since, by.not_begun_since) {
        (Some(since), _) => format!(
            "The law's time is paused from {} until the person says what they want.",
            in_words(since)
        ),
        (_, Some(since)) => format!(
            "The law's time starts when the person sends what was asked for on {}.",
            in_words(since)
        ),
        (None, None) => String::new(),
    }
}

fn can_go(summary: &Summary) -> Vec<String> {
    let can_go = &summary.can_go;
    if can_go.answered_on.is_some() && !can_go.is_ready {
        return vec![format!(
            "It has gone. Still open here: {}.",
            left(summary).join(", ")
        )];
    }
    if can_go.is_ready {
        return vec!["Yes: nothing is left to do, to find out or to confirm.".to_owned()];
    }
    let left = left(summary);
    let (mut lines, then) = match &can_go.identity_not_shown {
        Some(provision) => {
            let cited = provision.cite();
            let nobody =
                format!("No. The requester is not yet identified: give nothing out. [{cited}]");
            (vec![nobody], "Then")
        }
        None => (Vec::new(), "No. First"),
    };
    if left.is_empty() {
        if lines.is_empty() {
            lines.push("No. Something is still open.".to_owned());
        }
        return lines;
    }
    let late = if is_nearly_late(summary) {
        " See MORE TIME first."
    } else {
        ""
    };
    lines.push(format!("{then}: {}.{late}", left.join(", ")));
    lines
}

/// So many days before the answer is due, more time has to be thought of.
const SOON: i32 = 7;

/// Whether the day is near, and the person could still be told of more time.
fn is_nearly_late(summary: &Summary) -> bool {
    let by = summary.answer_by.as_ref();
    by.is_some_and(|by| by.more_time == MoreTime::NotTold && by.tell_of_more_time_by.is_some())
        && summary.days_left().is_some_and(|left| left <= SOON)
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
    if can_go.perhaps > 0 {
        left.push(format!(
            "perhaps {}",
            many(can_go.perhaps, "more step", "more steps")
        ));
    }
    if can_go.asker_unknown {
        left.push("record who asks, and for whom".to_owned());
    }
    left
}

fn do_not_reveal(summary: &Summary) -> Vec<String> {
    let hidden = &summary.do_not_reveal;
    let silent = &hidden.neither_confirm_nor_deny;
    let secrets = merged(&hidden.secrets).into_iter();
    let mut lines: Vec<String> = secrets
        .filter_map(|secret| kept_back(summary, &secret))
        .collect();
    if !silent.is_empty() {
        let more = if silent.len() < summary.parts.len() {
            " more"
        } else {
            ""
        };
        lines.push(format!(
            "Whether anything is held: {}. Say neither yes nor no, not even that something is exempt, and give no reason. Say only, as you would if nothing were held: “There is nothing{more} that we have to give you.” Add the routes of complaint as you would then.",
            parts(summary, silent)
        ));
    }
    if !hidden.about_others.is_empty() {
        lines.push(format!(
            "Who the other people are, and what they asked of us: {}. Say only: “Information about other people is left out.”",
            parts(summary, &hidden.about_others)
        ));
    }
    if let Some(last) = lines.last_mut()
        && hidden.review_missing
    {
        last.push_str(" More may be marked.");
    }
    if lines.is_empty() {
        lines.push(if hidden.review_missing {
            "Nothing is marked yet. The review in the steps below may mark something.".to_owned()
        } else {
            match summary.rests_on.reviews.first() {
                Some(review) => format!(
                    "Nothing is marked (review: {}, {}).",
                    review.by,
                    in_words(review.on)
                ),
                None => "Nothing is marked.".to_owned(),
            }
        });
    }
    lines
}

/// A reason that is kept back, with the words to use instead; none where even a yes is: that is said by itself.
fn kept_back(summary: &Summary, secret: &Secret) -> Option<String> {
    let hidden = &summary.do_not_reveal;
    let mut named = secret.parts.clone();
    named.retain(|part| !hidden.neither_confirm_nor_deny.contains(part));
    if named.is_empty() {
        return None;
    }
    let of = parts(summary, &named);
    let state = if secret.decided { "is" } else { "may be" };
    let perhaps = &hidden.perhaps_neither;
    let safe = if named.iter().any(|part| perhaps.contains(part)) {
        "Say nothing of it until we know if a yes or no would harm. Then only: “Some information is exempt.” (no harm) or “There is nothing more that we have to give you.” (harm)"
    } else {
        "Say only: “Some information is exempt.”"
    };
    Some(format!(
        "What {state} kept back, and why: {of}. Hint at neither, nor at who gave or got it. {safe}"
    ))
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
    let scenario = asked
        .scenario
        .iter()
        .map(|words| format!("In short: {words}"));
    [received]
        .into_iter()
        .chain(letter)
        .chain(scenario)
        .collect()
}
