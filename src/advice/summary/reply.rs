//! What the reply contains, what must be confirmed first, and which powers change it.

use super::{
    Confirm, PowerLine, Reply, ReplyLine, SaidBy, first_sentence,
    steps::by_law,
    top::{is_silent_on_holding, may_be_silent},
    unless_all,
};
use crate::{
    advice::{Advice, Book, DutyAnswer, Group},
    decision::{DutyState, Outcome, PowerState},
    law::Measure,
    rule::Due,
};

pub(super) fn reply(advice: &Advice) -> Reply {
    let mut reply = Reply::default();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for duty in advice.duties_of(answer) {
                add(advice, &mut reply, group, book, duty);
            }
        }
    }
    for line in &mut reply.contains {
        line.parts = unless_all(advice, std::mem::take(&mut line.parts));
    }
    // What is certain stands before what is open.
    reply
        .contains
        .sort_by_key(|line| line.state == DutyState::Open);
    reply.confirm = confirm(advice);
    reply.powers = powers(advice);
    reply
}

fn add(advice: &Advice, reply: &mut Reply, group: &Group, book: Book, duty: &DutyAnswer) {
    let counts = matches!(duty.state, DutyState::Due | DutyState::Open);
    if !counts || duty.due != Some(Due::WithTheReply) || duty.met {
        return;
    }
    let Some(row) = advice.rule(book, &duty.duty) else {
        return;
    };
    // Where the law has neither yes nor no said, even that something is exempt would be a yes.
    let is_silent = group
        .books()
        .any(|(_, answer)| is_silent_on_holding(answer));
    if is_silent
        && book == Book::Procedure
        && by_law(advice, group, book, duty) != Some(DutyState::Due)
    {
        return;
    }
    // The law prevails: what the procedure asks is certain only if the law's own duty to do the same is.
    let state = match by_law(advice, group, book, duty) {
        Some(DutyState::Open) => DutyState::Open,
        Some(DutyState::NotDue) if is_refused_by_law(group) => return,
        _ if book == Book::Procedure && may_be_silent(advice, group) => DutyState::Open,
        _ => duty.state,
    };
    let (what, _) = first_sentence(row.officer.as_deref().unwrap_or(&row.says));
    let known = reply.contains.iter_mut().find(|line| line.what == what);
    match known {
        Some(line) => {
            line.parts.extend(&group.parts);
            // Certain by one book, or for one part, is certain.
            if state == DutyState::Due {
                line.state = DutyState::Due;
            }
        }
        None => reply.contains.push(ReplyLine {
            what: what.to_owned(),
            state,
            parts: group.parts.clone(),
        }),
    }
}

/// Whether the law refuses what is asked, wholly or in part.
fn is_refused_by_law(group: &Group) -> bool {
    let law = group.statute.as_ref().map(|law| law.outcome);
    matches!(
        law,
        Some(Outcome::DoesNotApply | Outcome::AppliesInPart | Outcome::OutOfScope)
    )
}

fn confirm(advice: &Advice) -> Vec<Confirm> {
    let mut needed: Vec<Confirm> = Vec::new();
    for group in &advice.groups {
        let Some(confirmation) = &group.confirmation else {
            continue;
        };
        if !confirmation.is_needed() {
            continue;
        }
        let is_open = group
            .books()
            .any(|(_, answer)| answer.outcome == Outcome::Open);
        let others = confirmation.of_another_answer.iter();
        let no_longer: Vec<SaidBy> = others
            .map(|other| SaidBy {
                by: other.by.clone(),
                role: Some(other.role.clone()),
                on: Some(other.on),
                reasons: None,
            })
            .collect();
        let same = needed.iter_mut().find(|known| {
            known.right == group.right && known.is_open == is_open && known.no_longer == no_longer
        });
        match same {
            Some(known) => known.parts.extend(&group.parts),
            None => needed.push(Confirm {
                right: group.right,
                parts: group.parts.clone(),
                is_open,
                no_longer,
            }),
        }
    }
    needed
}

/// The powers that change an answer: to refuse, to charge, to ask, to take longer. What is not there is left out.
fn powers(advice: &Advice) -> Vec<PowerLine> {
    let mut lines: Vec<PowerLine> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for power in advice.powers_of(answer) {
                let counts = power.state != PowerState::NotAvailable && power.to != Measure::Other;
                let row = advice.rule(book, &power.power).filter(|_| counts);
                let Some(row) = row else {
                    continue;
                };
                let (what, _) = first_sentence(row.officer.as_deref().unwrap_or(&row.says));
                let same = lines
                    .iter_mut()
                    .find(|line| line.what == what && line.state == power.state);
                match same {
                    Some(_) => {}
                    None => lines.push(PowerLine {
                        what: what.to_owned(),
                        to: power.to,
                        state: power.state,
                        book,
                        provision: row.provision.clone(),
                    }),
                }
            }
        }
    }
    lines
}
