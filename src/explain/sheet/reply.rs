//! What the reply contains, as lists to tick off.

use super::{
    Block, Section,
    layout::section,
    words::{about, asked},
};
use crate::{
    advice::summary::Summary,
    decision::{DutyState, PowerState},
    law::Measure,
};

pub(super) fn reply(summary: &Summary) -> Section {
    let reply = &summary.reply;
    let mut blocks = Vec::new();
    let of = |state: DutyState| -> Vec<String> {
        let lines = reply.contains.iter().filter(|line| line.state == state);
        lines
            .map(|line| {
                let what = line.what.trim_end_matches('.');
                format!("{what}{}", about(summary, &line.parts))
            })
            .collect()
    };
    blocks.extend(ticks("Tell the person", &of(DutyState::Due)));
    let confirm: Vec<String> = reply
        .confirm
        .iter()
        .map(|confirm| {
            let open = if confirm.is_open {
                ", once it is decided"
            } else {
                ""
            };
            format!(
                "{}{}{open}",
                asked(confirm.right),
                about(summary, &confirm.parts)
            )
        })
        .collect();
    if !confirm.is_empty() {
        blocks.push(Block::Ticks(
            "Nobody has confirmed these refusals. A person who may change the answer must:"
                .to_owned(),
            confirm,
        ));
    }
    let hidden = &summary.do_not_reveal;
    if !hidden.secrets.is_empty() || !hidden.neither_confirm_nor_deny.is_empty() {
        blocks.push(Block::Line(
            "Leave out of all of this whatever would reveal what is marked above.".to_owned(),
        ));
    }
    // What is certain never gives way; what is open, and the powers, may.
    let certain = blocks.len();
    blocks.extend(ticks(
        "Perhaps, once all is known, tell the person",
        &of(DutyState::Open),
    ));
    blocks.extend(powers(summary));
    Section {
        is_rigid: true,
        more: Some((0, "that are still open, or may be used")),
        ..section("The reply", 7, certain, blocks)
    }
}

/// Things to tick off: what the person is told after one beginning, the rest by itself.
fn ticks(tell: &str, lines: &[String]) -> Vec<Block> {
    let told = "Tell the person ";
    let (told, others): (Vec<&String>, Vec<&String>) =
        lines.iter().partition(|line| line.starts_with(told));
    let mut blocks = Vec::new();
    if !others.is_empty() {
        let words = if tell.starts_with("Perhaps") {
            "Perhaps, once all is known:"
        } else {
            ""
        };
        let others = others.into_iter().cloned().collect();
        blocks.push(Block::Ticks(words.to_owned(), others));
    }
    if !told.is_empty() {
        let told = told
            .into_iter()
            .filter_map(|line| line.get("Tell the person ".len()..));
        blocks.push(Block::Ticks(
            format!("{tell}:"),
            told.map(str::to_owned).collect(),
        ));
    }
    blocks
}

/// The powers that change the answer, those that are there before those that may be.
fn powers(summary: &Summary) -> Vec<Block> {
    let of = |wanted: PowerState| -> Vec<String> {
        let powers = summary.reply.powers.iter();
        powers
            .filter(|power| power.state == wanted && changes(power.to, wanted))
            .map(|power| {
                let what = power.what.trim_end_matches('.');
                format!("{} [{}]", small(what), power.provision.cite())
            })
            .collect()
    };
    // What only might be allowed is worth a line where it changes the answer or its day.
    fn changes(to: Measure, state: PowerState) -> bool {
        match to {
            Measure::TakeLonger => false,
            Measure::Refuse
            | Measure::Charge
            | Measure::AskForIdentity
            | Measure::AskWhatIsWanted => true,
            _ => state == PowerState::Available,
        }
    }
    let (there, open) = (of(PowerState::Available), of(PowerState::Open));
    let mut blocks = Vec::new();
    if !there.is_empty() {
        blocks.push(Block::Line(format!("You may {}.", there.join("; "))));
    }
    if !open.is_empty() {
        blocks.push(Block::Line(format!(
            "If its conditions are met, you may {}.",
            open.join("; ")
        )));
    }
    blocks
}

/// Words with their first letter small.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
