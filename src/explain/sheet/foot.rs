//! The foot of a page: more time, differences, what it rests on, notes.

use super::{
    Block, LeftOut, Section, short,
    words::{about, capital, cited, many, weekday, with_citation},
};
use crate::{
    advice::{
        AnswerBy, MoreTime, RestsOn, Way,
        summary::{Difference, Rests, SaidBy, Summary},
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
    let blocks = open.map(|by| longer(by, hides)).unwrap_or_default();
    short(
        "More time",
        0,
        blocks.into_iter().map(Block::Line).collect(),
    )
}

/// What more time would take, and the day that it would give.
fn longer(by: &AnswerBy, hides_reasons: bool) -> Vec<String> {
    let power = by.later.iter().find_map(|later| match later.rests_on {
        RestsOn::Power(_, state) => Some((weekday(later.day), state)),
        _ => None,
    });
    let mut said = Vec::new();
    match by.more_time {
        MoreTime::TooLate => said.push(
            "The notice of more time came too late. The first month stays: answer by the day above."
                .to_owned(),
        ),
        MoreTime::WithoutTheGround => said.push(match power {
            Some((day, _)) => format!(
                "The person was told in time. Whether more time was necessary is not recorded: work to the day above until it is. If it was, the day is {day}."
            ),
            None => "The person was told in time, but no more time was necessary: answer by the day above.".to_owned(),
        }),
        MoreTime::Told => said.push("The person was told of more time in time.".to_owned()),
        MoreTime::NotTold => {
            if let (Some(tell), Some((day, state))) = (by.tell_of_more_time_by, power) {
                let may = match state {
                    PowerState::Available => "Tell",
                    _ => "Only if complex or one of several, and so needed: tell",
                };
                let why = if hides_reasons {
                    ", revealing nothing"
                } else {
                    ""
                };
                let tell = if Some(tell) == by.day {
                    "by the day above".to_owned()
                } else {
                    format!("by {}", weekday(tell))
                };
                said.push(format!(
                    "{may} the person {tell}, and why{why}; then answer by {day}."
                ));
            }
        }
    }
    for later in &by.later {
        if let RestsOn::OpenEvents = later.rests_on {
            said.push(format!(
                "If what is open about a restart or pause holds, the day is {}.",
                weekday(later.day)
            ));
        }
    }
    said
}

pub(super) fn differences(summary: &Summary) -> Section {
    let (open, certain): (Vec<&Difference>, Vec<&Difference>) = summary
        .differences
        .iter()
        .partition(|difference| difference.open);
    if summary.gets.iter().all(|row| row.law.is_none()) {
        return short("Law differs", 5, Vec::new());
    }
    let mut first = if summary.differences.is_empty() {
        "None in what the person gets or by when.".to_owned()
    } else {
        let mut all = summary.differences.iter();
        let gives_less = all.any(|each| each.way == Way::GivesLess);
        let governs = if gives_less {
            "The law governs. Where it gives less, the procedure may be followed unless the law forbids it."
        } else {
            "The law governs."
        };
        governs.to_owned()
    };
    let perhaps: Vec<String> = open
        .into_iter()
        .map(|difference| {
            let way = difference.way.in_words();
            let parts = about(summary, &difference.parts);
            format!("perhaps {way}{parts}: {}", difference.says)
        })
        .collect();
    if !perhaps.is_empty() {
        first.push_str(&format!(" {}.", capital(&perhaps.join("; and "))));
    }
    match summary.further_differences {
        0 => {}
        1 => first.push_str(" 1 smaller difference is in the record."),
        count => first.push_str(&format!(" {count} smaller differences are in the record.")),
    }
    let said = certain.into_iter().map(|difference| {
        format!(
            "{}{}",
            with_citation(&difference.says, &difference.provisions),
            about(summary, &difference.parts)
        )
    });
    let blocks: Vec<Block> = [first].into_iter().chain(said).map(Block::Line).collect();
    Section {
        least: blocks.len().min(CERTAIN),
        ..short("Law differs", 5, blocks)
    }
}

/// So many blocks on differences stand on every page: what is only possible, and the first that are certain.
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
    let (reviews, judgements) = (named(&rests.reviews), named(&rests.judgements));
    match (reviews.as_str(), judgements.as_str()) {
        ("", "") => {}
        ("", _) => said.push(format!("judgements ({judgements})")),
        (_, "") => said.push(format!("reviews ({reviews})")),
        _ if reviews == judgements => said.push(format!("reviews and judgements ({reviews})")),
        _ => said.push(format!("reviews ({reviews}); judgements ({judgements})")),
    }
    if rests.not_shown > 0 {
        said.push(format!(
            "{} not shown when the case was closed",
            many(rests.not_shown, "fact", "facts")
        ));
    }
    if !rests.unverified.is_empty() {
        let shown = rests.unverified.get(..CITED).unwrap_or(&rests.unverified);
        said.push(format!(
            "text not verified ({}{})",
            cited(shown),
            and_more(rests.unverified.len(), CITED)
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

/// How many people are named one by one, and how many provisions.
const NAMED: usize = 3;
const CITED: usize = 5;

fn and_more(all: usize, named: usize) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        more => format!("; {more} more"),
    }
}
