//! The powers that would change an answer: to refuse, to charge, to ask.

use super::{
    PowerLine,
    waiting::{asking, reviewed},
};
use crate::{
    advice::{Advice, Book, PowerAnswer, words::first_sentence},
    decision::PowerState,
    law::Measure,
};

/// The powers that are there, and of those that may be there the ones that change the answer or its day. Where both
/// books give one, the law's counts. More time stands with the day to answer by.
pub(super) fn powers(advice: &Advice) -> Vec<PowerLine> {
    let mut lines: Vec<PowerLine> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for power in advice.powers_of(answer).filter(|power| counts(power)) {
                add(advice, &mut lines, book, power);
            }
        }
    }
    lines.sort_by_key(|line| line.state != PowerState::Available);
    lines
}

fn counts(power: &PowerAnswer) -> bool {
    match (power.state, power.to) {
        (PowerState::NotAvailable, _) | (_, Measure::Other | Measure::TakeLonger) => false,
        (PowerState::Available, _) => true,
        (PowerState::Open, to) => matches!(
            to,
            Measure::Refuse | Measure::Charge | Measure::AskForIdentity | Measure::AskWhatIsWanted
        ),
    }
}

fn add(advice: &Advice, lines: &mut Vec<PowerLine>, book: Book, power: &PowerAnswer) {
    let Some(row) = advice.rule(book, &power.power) else {
        return;
    };
    let (what, _) = first_sentence(row.for_the_officer());
    let mut waits = power.waits_for.iter();
    let only_if = waits.find_map(|id| {
        let asked = asking(advice, id).map(|asking| asking.question.name.as_str());
        asked.or_else(|| reviewed(advice, id))
    });
    let line = PowerLine {
        what: what.to_owned(),
        to: power.to,
        state: power.state,
        only_if: only_if
            .filter(|_| power.state == PowerState::Open)
            .map(str::to_owned),
        provision: row.provision.clone(),
    };
    let same = lines
        .iter_mut()
        .find(|known| known.what == what && known.state == power.state);
    match same {
        Some(known) if book == Book::Statute => *known = line,
        Some(_) => {}
        None => lines.push(line),
    }
}
