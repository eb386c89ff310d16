//! The foot of a page: more time, differences, what it rests on, notes.

use super::{
    Block, LeftOut, Section, short,
    words::{about, capital, cited, many, weekday, with_citation},
};
use crate::{
    advice::{
        AnswerBy, GIVES_MORE, MoreTime, RestsOn, Reviewed, Way,
        summary::{Judged, Rests, Summary},
        words::first_sentence,
    },
    calendar::in_words,
    decision::PowerState,
};

pub(super) fn more_time(summary: &Summary) -> Section {
    let open = summary
        .answer_by
        .as_ref()
        .filter(|by| by.answered_on.is_none());
    let hides = summary.do_not_reveal.hides_reasons();
    let hidden = &summary.do_not_reveal;
    let is_silent = !hidden.neither_confirm_nor_deny.is_empty();
    let blocks = open
        .map(|by| longer(by, hides, is_silent))
        .unwrap_or_default();
    short(
        "More time",
        0,
        blocks.into_iter().map(Block::Line).collect(),
    )
}

/// What more time would take, and the day that it would give.
fn longer(by: &AnswerBy, hides_reasons: bool, is_silent: bool) -> Vec<String> {
    let power = by.later.iter().find_map(|later| match later.rests_on {
        RestsOn::Power(_, state) => Some((weekday(later.day), state)),
        _ => None,
    });
    let mut said = Vec::new();
    match by.more_time {
        MoreTime::TooLate => said.push(
            "The notice of more time came too late: answer by the day above."
                .to_owned(),
        ),
        MoreTime::WithoutTheGround => said.push(match power {
            Some((day, _)) => format!(
                "The person was told in time. It is still open whether the longer time counts: work to the day above until that is settled. If it counts, the day is {day}."
            ),
            None => "The person was told in time, but more time was not needed: answer by the day above.".to_owned(),
        }),
        MoreTime::Told => said.push("The person was told of more time in time.".to_owned()),
        MoreTime::NotTold => {
            if let (Some(tell), Some((day, state))) = (by.tell_of_more_time_by, power) {
                let (may, else_) = match state {
                    PowerState::Available => ("Tell", ""),
                    _ => (
                        "Only if needed because the request is complex or one of several from this person: tell",
                        " If not, that day stands; still send nothing unchecked.",
                    ),
                };
                let why = match (hides_reasons, is_silent) {
                    (_, true) => ", as you would if nothing were held",
                    (true, _) => ", revealing nothing",
                    _ => "",
                };
                let tell = if Some(tell) == by.day {
                    "by the day above".to_owned()
                } else {
                    format!("by {}", weekday(tell))
                };
                said.push(format!(
                    "{may} the person {tell}, and why{why}; then answer by {day}.{else_}"
                ));
            }
        }
    }
    for later in &by.later {
        if let RestsOn::OpenEvents = later.rests_on {
            said.push(format!(
                "If an open restart or pause applies, the day is {}.",
                weekday(later.day)
            ));
        }
    }
    said
}

pub(super) fn differences(summary: &Summary) -> Section {
    if summary.gets.iter().all(|row| row.law.is_none()) {
        return short("Law differs", 5, Vec::new());
    }
    let (mut all, mut certain): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut before = None;
    for difference in &summary.differences {
        let parts = about(summary, &difference.parts);
        let way = match difference.way {
            Way::GivesMore => "it gives more",
            Way::GivesLess => "it gives less",
            other => other.in_words(),
        };
        let says = difference.says.as_str();
        match (difference.open, says.strip_prefix(GIVES_MORE)) {
            // What may differ in one way stands under one beginning, each thing with its parts.
            (true, _) => {
                let begins = if before == Some(difference.way) {
                    String::new()
                } else {
                    format!("perhaps {way}: ")
                };
                before = Some(difference.way);
                all.push(format!("{begins}{says}{parts}"));
            }
            // The list alone: the law gives it whatever the procedure says.
            (false, Some(list)) => {
                let (list, _) = first_sentence(list);
                let list = list.trim_end_matches('.');
                all.push(with_citation(
                    &format!("{way}{parts}: {list}"),
                    difference.provisions.get(..1).unwrap_or_default(),
                ));
            }
            (false, None) => certain.push(format!(
                "{}{parts}",
                with_citation(says, &difference.provisions)
            )),
        }
    }
    let mut first = governs(summary).to_owned();
    if !all.is_empty() {
        first.push_str(&format!(" {}.", capital(&all.join("; "))));
    }
    match summary.further_differences {
        0 => {}
        1 => first.push_str(" 1 smaller difference is in the record."),
        count => first.push_str(&format!(" {count} smaller differences are in the record.")),
    }
    let blocks: Vec<Block> = [first]
        .into_iter()
        .chain(certain)
        .map(Block::Line)
        .collect();
    Section {
        least: blocks.len().min(CERTAIN),
        ..short("Law differs", 5, blocks)
    }
}

/// Which of the two books is followed where they differ.
fn governs(summary: &Summary) -> &'static str {
    let mut all = summary.differences.iter();
    match all.any(|each| each.way == Way::GivesLess) {
        _ if summary.differences.is_empty() => "None in what the person gets or by when.",
        true => {
            "The law governs. Where it gives less, the procedure may be followed unless the law forbids it."
        }
        false => "The law governs.",
    }
}

/// So many blocks on differences stand on every page: what the law gives more or perhaps gives otherwise, and the first
/// that are certain.
const CERTAIN: usize = 4;

pub(super) fn good_to_know(summary: &Summary) -> Section {
    let mut blocks: Vec<Block> = summary
        .notes
        .iter()
        .map(|note| {
            let sentence = format!("{}{}", note.says, about(summary, &note.parts));
            Block::Line(with_citation(
                &sentence,
                std::slice::from_ref(&note.provision),
            ))
        })
        .collect();
    let at = summary.targets.iter().map(|target| {
        let by = target.by.map(|by| format!(" By {}.", weekday(by)));
        Block::Line(format!("{}{}", target.says, by.unwrap_or_default()))
    });
    blocks.extend(at);
    Section {
        least: 0,
        left_out: LeftOut::Nothing,
        ..short("Good to know", 9, blocks)
    }
}

/// The basis of the answer. Where room is short, many judgements are shown without their subject, and few without
/// their days.
pub(super) fn rests_on(rests: &Rests) -> Vec<Block> {
    let whole = all_that_it_rests_on(rests, true, true);
    let things = rests.judgements.iter().map(|judged| judged.what.len());
    let are_few = things.sum::<usize>() <= NAMED;
    let mut blocks = Vec::new();
    if !whole.is_empty() {
        blocks.push(Block::Reason {
            whole,
            short: all_that_it_rests_on(rests, !are_few, are_few),
        });
    }
    if rests.inexact {
        blocks.push(Block::Line(
            "Not worked out exactly: something may be called open that the facts already settle."
                .to_owned(),
        ));
    }
    blocks
}

fn all_that_it_rests_on(rests: &Rests, has_days: bool, is_named: bool) -> String {
    let mut said: Vec<String> = Vec::new();
    let reviews: Vec<String> = rests.reviews.iter().map(reviewed).collect();
    let judgements = rests.judgements.iter();
    let judgements: Vec<String> = judgements
        .map(|each| judged(each, has_days, is_named))
        .collect();
    for (what, all) in [("Reviewed", reviews), ("Judged", judgements)] {
        if !all.is_empty() {
            let shown = all.get(..NAMED).unwrap_or(&all).join("; ");
            said.push(format!("{what}: {shown}{}.", and_more(all.len(), NAMED)));
        }
    }
    if rests.not_shown > 0 {
        said.push(format!(
            "Closed without an answer to {}.",
            many(rests.not_shown, "question", "questions")
        ));
    }
    if !rests.unverified.is_empty() {
        let shown = rests.unverified.get(..CITED).unwrap_or(&rests.unverified);
        said.push(format!(
            "Unverified: {}{}.",
            cited(shown),
            and_more(rests.unverified.len(), CITED)
        ));
    }
    said.join(" ")
}

/// Who reviewed, when, and what.
fn reviewed(review: &Reviewed) -> String {
    let (by, on) = (&review.by, in_words(review.on));
    format!("{by}, {on} ({})", cited(&review.under))
}

/// Who judged, with the day and with what was judged, or without.
fn judged(judged: &Judged, has_day: bool, is_named: bool) -> String {
    let mut words = judged.by.clone();
    if let Some(on) = judged.on.filter(|_| has_day) {
        words.push_str(&format!(", {}", in_words(on)));
    }
    if is_named {
        let shown = judged.what.get(..NAMED).unwrap_or(&judged.what).join("; ");
        let more = and_more(judged.what.len(), NAMED);
        words.push_str(&format!(" ({shown}{more})"));
    }
    words
}

/// How many people, or things that they judged, are named one by one, and how many provisions.
const NAMED: usize = 3;
const CITED: usize = 5;

fn and_more(all: usize, named: usize) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        more => format!("; {more} more"),
    }
}
