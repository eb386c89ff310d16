//! The foot of a page: more time, differences, what it rests on, notes.

use super::{
    Block, Section,
    layout::short,
    words::{about, capital, cited, many, weekday, with_citation},
};
use crate::{
    advice::{
        Book, MoreTime, RestsOn,
        summary::{Rests, SaidBy, Summary},
    },
    calendar::in_words,
    decision::PowerState,
};

pub(super) fn more_time(summary: &Summary) -> Section {
    let mut blocks = Vec::new();
    let Some(by) = summary
        .answer_by
        .as_ref()
        .filter(|by| by.answered_on.is_none())
    else {
        return short("More time", 1, blocks);
    };
    match by.more_time {
        MoreTime::TooLate => blocks.push(Block::Line(
            "The notice of more time came too late. The first month stays: answer by the day above.".to_owned(),
        )),
        MoreTime::WithoutTheGround => blocks.push(Block::Line(
            "The person was told of more time. Whether it was necessary is not recorded: until it is, work to the day above.".to_owned(),
        )),
        MoreTime::Told => blocks.push(Block::Line("The person was told of more time in time.".to_owned())),
        MoreTime::NotTold => {
            let later = by.later.iter().find_map(|later| match &later.rests_on {
                RestsOn::Power(_, state) if later.book == Book::Statute => {
                    Some((later.day, *state))
                }
                _ => None,
            });
            if let (Some(tell), Some((day, state))) = (by.tell_of_more_time_by, later) {
                let may = match state {
                    PowerState::Available => "",
                    _ => " Only if it is complex, or one of several, and more time is necessary.",
                };
                blocks.push(Block::Line(format!(
                    "Tell the person by {}, and why; then answer by {}.{may}",
                    weekday(tell),
                    weekday(day)
                )));
            }
        }
    }
    for later in &by.later {
        if let RestsOn::OpenEvents = later.rests_on {
            blocks.push(Block::Line(format!(
                "If what is open about a restart or pause holds, the day is {}.",
                weekday(later.day)
            )));
        }
    }
    short("More time", 1, blocks)
}

pub(super) fn differences(summary: &Summary) -> Section {
    let blocks: Vec<Block> = summary
        .differences
        .iter()
        .map(|difference| {
            Block::Line(format!(
                "{}{}",
                with_citation(&difference.says, &difference.provisions),
                about(summary, &difference.parts)
            ))
        })
        .collect();
    if blocks.is_empty() && summary.further_differences > 0 {
        let others = summary.further_differences;
        let words = format!("Nothing certain here; {others} smaller, or still open.");
        return short("Law differs", 8, vec![Block::Line(words)]);
    }
    let mut section = short("Law differs", 8, blocks);
    if summary.further_differences > 0 {
        section.more = Some((summary.further_differences, "more, smaller or open"));
    }
    section
}

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
    let mut section = Section {
        least: 0,
        ..short("Good to know", 9, blocks)
    };
    if summary.further_notes > 0 {
        section.more = Some((summary.further_notes, "more notes"));
    }
    section
}

pub(super) fn rests_on(rests: &Rests) -> Vec<Block> {
    let mut said: Vec<String> = Vec::new();
    let named = |all: &[SaidBy]| -> String {
        let names: Vec<String> = all
            .iter()
            .take(NAMED)
            .map(|said| match said.on {
                Some(on) => format!("{}, {}", said.by, in_words(on)),
                None => said.by.clone(),
            })
            .collect();
        format!("{}{}", names.join("; "), and_more(all.len(), NAMED))
    };
    if !rests.reviews.is_empty() {
        said.push(format!("reviews ({})", named(&rests.reviews)));
    }
    if !rests.judgements.is_empty() {
        said.push(format!("judgements ({})", named(&rests.judgements)));
    }
    if rests.not_shown > 0 {
        said.push(format!(
            "{} not shown when the case was closed",
            many(rests.not_shown, "fact", "facts")
        ));
    }
    if !rests.unverified.is_empty() {
        let shown = rests.unverified.get(..NAMED).unwrap_or(&rests.unverified);
        said.push(format!(
            "text not verified ({}{})",
            cited(shown),
            and_more(rests.unverified.len(), NAMED)
        ));
    }
    let mut blocks = Vec::new();
    if !said.is_empty() {
        blocks.push(Block::Line(format!("{}.", capital(&said.join("; ")))));
    }
    if rests.inexact {
        blocks.push(Block::Line(
            "Not worked out exactly: something may be called open that the facts already settle."
                .to_owned(),
        ));
    }
    blocks
}

/// How many people or provisions are named one by one.
const NAMED: usize = 3;

fn and_more(all: usize, named: usize) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        more => format!("; {more} more"),
    }
}
