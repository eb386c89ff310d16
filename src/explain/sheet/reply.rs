//! What the reply contains, as lists to tick off, and what the council may do.

use super::{
    Block, LeftOut, Section, section, short,
    words::{about, asked, capital, of_parts, point, said_by, small},
};
use crate::{
    advice::summary::{Confirm, PowerLine, ReplyLines, Summary, WaitsFor},
    decision::{DutyState, PowerState},
};

/// The contents of the reply stand whole: none gives way.
pub(super) fn reply(summary: &Summary) -> Section {
    let reply = &summary.reply;
    let of = |state: DutyState| {
        let groups = reply.contains.iter();
        groups.filter(move |lines| lines.state == state)
    };
    let mut blocks = ticks(summary, "", of(DutyState::Due));
    blocks.extend(confirm(summary));
    // What waits for the same stands under one beginning.
    let mut waiting: Vec<(&'static str, Vec<&ReplyLines>)> = Vec::new();
    for lines in of(DutyState::Open) {
        let waits = match lines.before_it_goes {
            true => "Before it goes, depending on the answer",
            false => waits(lines.waits_for.as_ref(), reply.confirm.is_empty()),
        };
        match waiting.iter_mut().find(|(known, _)| *known == waits) {
            Some((_, same)) => same.push(lines),
            None => waiting.push((waits, vec![lines])),
        }
    }
    for (waits, lines) in waiting {
        blocks.extend(ticks(summary, waits, lines.into_iter()));
    }
    let heading = if summary.do_not_reveal.hides_reasons() {
        "The reply (leave out anything that reveals what is marked above)"
    } else {
        "The reply"
    };
    section(heading, 0, 0, blocks)
}

/// What a thing waits for, in a few words.
const fn waits(waits_for: Option<&WaitsFor>, nothing_to_confirm: bool) -> &'static str {
    match waits_for {
        Some(WaitsFor::Refused) if nothing_to_confirm => {
            "If anything is refused, have that confirmed first by a person with authority to change it (record who), and"
        }
        Some(WaitsFor::Given | WaitsFor::GivenOrRefused) => "For anything given",
        Some(WaitsFor::Refused) => "If anything is refused",
        Some(WaitsFor::Harmless | WaitsFor::Review | WaitsFor::Answer { .. }) | None => {
            "Depending on the answer"
        }
    }
}

const TELL: &str = "Tell the person ";
const MAY: &str = "that they may ";
const COMPLAIN: &str = "complain ";
/// So many things that the person is told stand among the others.
const FEW: usize = 3;

/// Things to tick off: what the person is told after one beginning, the rest by itself.
fn ticks<'s>(
    summary: &Summary,
    waits: &str,
    groups: impl Iterator<Item = &'s ReplyLines>,
) -> Vec<Block> {
    let (mut told, mut others) = (Vec::new(), Vec::new());
    for lines in groups {
        let tail = tail(summary, lines);
        for what in &lines.what {
            match what.trim_end_matches('.').split_once(TELL) {
                Some(("", what)) => told.push((what.to_owned(), tail.clone())),
                _ => others.push(format!("{}{tail}", what.trim_end_matches('.'))),
            }
        }
        if !lines.points.is_empty() {
            let points: Vec<&str> = lines.points.iter().map(|of| point(*of)).collect();
            let in_part = match lines.in_part.as_slice() {
                [] => String::new(),
                parts => {
                    let only = match summary.do_not_reveal.hides_reasons() {
                        true => "with no hint of anything marked above",
                        false => "only the parts not kept back",
                    };
                    match of_parts(summary, parts) {
                        Some(parts) => format!(" ({parts} {only})"),
                        None => format!(" ({only})"),
                    }
                }
            };
            let points = points.join("; ");
            told.push((format!("of the use{in_part}: {points}"), tail));
        }
    }
    let told = joined(told);
    let of = |words: &str, boxes: Vec<String>| {
        let words = match (waits, words) {
            ("", "") => String::new(),
            ("", words) => format!("{}:", capital(words)),
            (waits, "") => format!("{waits}:"),
            (waits, words) if waits.ends_with(" and") => format!("{waits} {words}:"),
            (waits, words) => format!("{waits}, {words}:"),
        };
        (!boxes.is_empty()).then_some(Block::Ticks(words, boxes))
    };
    if !others.is_empty() && told.len() <= FEW {
        let told = told.into_iter().map(|what| format!("{TELL}{what}"));
        return of("", others.into_iter().chain(told).collect())
            .into_iter()
            .collect();
    }
    let (others, told) = (of("", others), of("tell the person", told));
    others.into_iter().chain(told).collect()
}

/// What the person is told, each with its tail. The routes that are open to them stand in one sentence.
fn joined(told: Vec<(String, String)>) -> Vec<String> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (what, tail) in told {
        let route = what.strip_prefix(MAY);
        let known = all
            .iter_mut()
            .find(|(known, its)| *its == tail && known.starts_with(MAY));
        match (known, route) {
            (Some((known, _)), Some(route)) => {
                let to = route.strip_prefix(COMPLAIN);
                let to = to.filter(|_| known.contains(COMPLAIN));
                known.push_str(&format!(" and {}", to.unwrap_or(route)));
            }
            _ => all.push((what, tail)),
        }
    }
    all.into_iter().map(|(what, tail)| what + &tail).collect()
}

/// What stands after a thing: its parts, how to put it, or the question that it waits for.
fn tail(summary: &Summary, lines: &ReplyLines) -> String {
    let mut words = about(summary, &lines.parts);
    if lines.mind_the_secret {
        let silent = &summary.do_not_reveal.neither_confirm_nor_deny;
        words.push_str(if silent.is_empty() {
            " (the safe words above, and no others)"
        } else {
            " (only the safe words above; do not call it a refusal)"
        });
    }
    if lines.in_general {
        words.push_str(" (one yes, naming no part)");
    }
    match &lines.waits_for {
        _ if lines.state != DutyState::Open => {}
        Some(WaitsFor::Answer { ask, when }) => {
            let answer = match when {
                Some(true) => " If yes.",
                Some(false) => " If no.",
                None => "",
            };
            words.push_str(&format!(" ({ask}{answer})"));
        }
        Some(WaitsFor::Review) => words.push_str(" (if the review raises it)"),
        Some(WaitsFor::Harmless) => words.push_str(" (if a yes or no does no harm)"),
        None => words.push_str(" (once it is decided)"),
        Some(WaitsFor::GivenOrRefused) => words.push_str(" (given or refused)"),
        Some(WaitsFor::Given | WaitsFor::Refused) => {}
    }
    words
}

fn confirm(summary: &Summary) -> Option<Block> {
    let confirm = &summary.reply.confirm;
    let boxes: Vec<String> = confirm
        .iter()
        .map(|each| confirmed(summary, each))
        .collect();
    (!boxes.is_empty()).then(|| {
        Block::Ticks(
            "Refusals to confirm first, by a person with authority to change them (record who):"
                .to_owned(),
            boxes,
        )
    })
}

fn confirmed(summary: &Summary, confirm: &Confirm) -> String {
    let open = if confirm.is_open {
        ", once decided"
    } else {
        ""
    };
    let others: Vec<String> = confirm.no_longer.iter().map(said_by).collect();
    let again = match others.len() {
        0 => String::new(),
        _ => format!(
            " (confirmed before it changed: {}; ask again)",
            others.join("; ")
        ),
    };
    format!(
        "{}{}{open}{again}",
        asked(confirm.right),
        about(summary, &confirm.parts)
    )
}

/// What the council may do, what is there before what may be.
pub(super) fn powers(summary: &Summary) -> Section {
    let of = |wanted: PowerState| {
        let powers = summary.reply.powers.iter();
        powers.filter(move |power| power.state == wanted)
    };
    let there: Vec<String> = of(PowerState::Available).map(said).collect();
    let mut blocks = Vec::new();
    if !there.is_empty() {
        blocks.push(Block::Line(format!("{}.", capital(&there.join("; ")))));
    }
    // Those that rest on the same stand together.
    let mut open: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for power in of(PowerState::Open) {
        let only_if = power.only_if.as_deref();
        match open.iter_mut().find(|(known, _)| *known == only_if) {
            Some((_, powers)) => powers.push(said(power)),
            None => open.push((only_if, vec![said(power)])),
        }
    }
    let open: Vec<String> = open
        .into_iter()
        .map(|(only_if, powers)| match only_if {
            Some(only_if) => format!("{} (only if: {only_if})", powers.join(" or ")),
            None => format!("{} (only if its conditions are met)", powers.join(" or ")),
        })
        .collect();
    if !open.is_empty() {
        blocks.push(Block::Line(format!("{}.", capital(&open.join("; ")))));
    }
    Section {
        least: 0,
        left_out: LeftOut::Nothing,
        ..short("You may", 8, blocks)
    }
}

fn said(power: &PowerLine) -> String {
    let what = small(power.what.trim_end_matches('.'));
    format!("{what} [{}]", power.provision.cite())
}
