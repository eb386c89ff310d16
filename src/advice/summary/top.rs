//! What stands first: can it go, what must not be revealed, what was asked.

use std::collections::BTreeMap;

use super::{AskedFor, CanGo, DoNotReveal, Gets, PartName, Reply, Secret, Step, When, model};
use crate::{
    advice::{
        Advice, AnswerBy, Book, BookAnswer, Group, PartId, RestsOn, place::count, words::shortened,
    },
    decision::{DutyState, FactValue, Outcome, PowerState},
    fact::Extent,
    law::{Aspect, Measure, Provision},
    rule::Tell,
};

/// How much of a letter is shown, in characters.
const LETTER: usize = 77;
/// The same of what the council wrote down: a line.
const SCENARIO: usize = 70;

pub(super) fn can_go(advice: &Advice, gets: &[Gets], steps: &[Step], reply: &Reply) -> CanGo {
    let outcome = advice
        .questions
        .iter()
        .filter(|each| !each.rights.is_empty());
    let questions = outcome.count();
    let is_open = model::is_open(gets)
        || advice.groups.iter().any(|group| {
            group
                .books()
                .any(|(_, answer)| answer.outcome == Outcome::Open)
        });
    let asker_unknown = advice.request.capacity.is_none();
    let identity_not_shown = held_back(advice);
    // A warning is to be heeded, and what waits for the law is not to be done yet.
    let steps = steps
        .iter()
        .filter(|step| step.when != When::First && step.law != Some(DutyState::Open))
        .count();
    let before = reply.contains.iter().filter(|lines| lines.before_it_goes);
    let perhaps = before.map(|lines| lines.what.len()).sum();
    CanGo {
        is_ready: steps == 0
            && !is_open
            && questions == 0
            && reply.confirm.is_empty()
            && perhaps == 0
            && !asker_unknown
            && identity_not_shown.is_none(),
        steps: count(steps),
        perhaps: count(perhaps),
        questions: count(questions),
        refusals_to_confirm: count(reply.confirm.iter().map(|each| each.parts.len()).sum()),
        asker_unknown,
        identity_not_shown,
        answered_on: advice.answer_by.as_ref().and_then(|by| by.answered_on),
    }
}

/// The provision of a power to hold the whole answer back, if it is there.
fn held_back(advice: &Advice) -> Option<Provision> {
    let mut answers = advice.groups.iter().flat_map(Group::books);
    answers.find_map(|(book, answer)| {
        let mut powers = advice.powers_of(answer);
        let power = powers
            .find(|power| power.to == Measure::Wait && power.state == PowerState::Available)?;
        Some(advice.rule(book, &power.power)?.provision.clone())
    })
}

pub(super) fn asked_for(advice: &Advice) -> AskedFor {
    let request = &advice.request;
    let letter = request.letter.as_ref();
    let scenario = request.scenario.as_ref().filter(|_| letter.is_none());
    AskedFor {
        rights: request.rights.clone(),
        letter: letter.map(|letter| shortened(letter, LETTER)),
        scenario: scenario.map(|scenario| shortened(scenario, SCENARIO)),
        received: request.received,
        channel: request.channel,
        capacity: request.capacity,
    }
}

/// The day to answer by, without the later days that nothing on a page rests on.
pub(super) fn answer_by(by: &AnswerBy) -> AnswerBy {
    let mut by = by.clone();
    let mut has_power = false;
    by.later.retain(|later| match later.rests_on {
        // Of more time the first day that the law gives.
        RestsOn::Power(..) => {
            later.book == Book::Statute && !std::mem::replace(&mut has_power, true)
        }
        _ => true,
    });
    by
}

pub(super) fn part_names(advice: &Advice) -> Vec<PartName> {
    let mut named: BTreeMap<&str, u32> = BTreeMap::new();
    for part in &advice.parts {
        if let Some(item) = &part.item {
            *named.entry(item).or_insert(0) += 1;
        }
    }
    let of = |part: &super::super::Part| match &part.item {
        // Two items of one name are told apart by their activities.
        Some(item) if named.get(item.as_str()) == Some(&1) => item.clone(),
        _ => part.subject(),
    };
    let parts = advice.parts.iter();
    parts
        .map(|part| PartName {
            id: part.id,
            name: of(part),
        })
        .collect()
}

pub(super) fn do_not_reveal(advice: &Advice) -> DoNotReveal {
    let mut found = DoNotReveal {
        review_missing: advice.review.is_some(),
        ..DoNotReveal::default()
    };
    for group in &advice.groups {
        if may_be_silent(advice, group) {
            found.perhaps_neither.extend(&group.parts);
        }
        for (book, answer) in group.books() {
            secrets(advice, group, book, answer, &mut found.secrets);
            if is_silent_on_holding(advice, book, answer) {
                found.neither_confirm_nor_deny.extend(&group.parts);
            }
            let about_others = about_others(advice, group, answer);
            found.about_others.extend(about_others);
        }
    }
    for parts in [&mut found.neither_confirm_nor_deny, &mut found.about_others] {
        parts.sort_unstable();
        parts.dedup();
    }
    found
}

fn secrets(
    advice: &Advice,
    group: &Group,
    book: Book,
    answer: &BookAnswer,
    secrets: &mut Vec<Secret>,
) {
    let decided = answer.decided_by.iter().map(|by| (by.rule.as_str(), true));
    let raised = answer.at_stake.iter().map(|rule| (rule.as_str(), false));
    for (rule, decided) in decided.chain(raised) {
        let Some(row) = advice
            .rule(book, rule)
            .filter(|row| row.tell == Some(Tell::Withhold))
        else {
            continue;
        };
        let known = secrets
            .iter_mut()
            .find(|known| known.rule == rule && known.book == book);
        match known {
            Some(known) => {
                known.decided |= decided;
                known.parts.extend(&group.parts);
                known.parts.sort_unstable();
                known.parts.dedup();
            }
            None => secrets.push(Secret {
                rule: rule.to_owned(),
                book,
                provision: row.provision.clone(),
                parts: group.parts.clone(),
                decided,
            }),
        }
    }
}

/// Whether neither yes nor no may be said: the confirmation itself is refused, by a rule that must not be named. What is
/// refused openly, such as an exam script or an unfounded request, is no secret.
pub(super) fn is_silent_on_holding(advice: &Advice, book: Book, answer: &BookAnswer) -> bool {
    let is_withheld = |rule: &String| {
        let row = advice.rule(book, rule);
        row.is_some_and(|row| row.tell == Some(Tell::Withhold))
    };
    answer.entitlements.iter().any(|each| {
        let mut of = each.of.iter();
        of.any(|of| Aspect::of(*of) == Some(Aspect::Confirmation))
            && each.outcome == Outcome::DoesNotApply
            && each.because != Some(crate::engine::Because::NoGround)
            && (each.decided_by.is_empty() || each.decided_by.iter().any(is_withheld))
    })
}

/// Whether something of a group must not be named, and the law has not decided yet whether even a yes or no would do
/// the harm.
pub(super) fn may_be_silent(advice: &Advice, group: &Group) -> bool {
    let law = group.statute.as_ref();
    let confirmation = law.and_then(|law| {
        let mut aspects = law.aspects.iter();
        aspects.find(|each| each.aspect == Aspect::Confirmation)
    });
    let is_withheld = |book: Book, rule: &str| {
        let row = advice.rule(book, rule);
        row.is_some_and(|row| row.tell == Some(Tell::Withhold))
    };
    confirmation.is_some_and(|each| each.outcome == Outcome::Open)
        && group.books().any(|(book, answer)| {
            let decided = answer.decided_by.iter().map(|by| by.rule.as_str());
            let mut rules = decided.chain(answer.at_stake.iter().map(String::as_str));
            rules.any(|rule| is_withheld(book, rule))
        })
}

/// The parts where what decided rests on information about other people.
fn about_others<'a>(
    advice: &'a Advice,
    group: &'a Group,
    answer: &'a BookAnswer,
) -> impl Iterator<Item = PartId> {
    let decided = answer.decided_by.iter();
    let facts = decided.flat_map(|by| advice.facts_behind(group, by));
    let about_others = facts.filter(|(_, row)| {
        row.fact == "third-party-information"
            && matches!(row.value, FactValue::Extent(Extent::Part | Extent::Whole))
    });
    about_others.flat_map(|(parts, _)| parts.iter().copied())
}

/// The parts of a request about which something must not be revealed.
pub(super) fn secret_parts(secrets: &DoNotReveal) -> Vec<PartId> {
    let mut parts: Vec<PartId> = secrets
        .secrets
        .iter()
        .flat_map(|secret| secret.parts.iter().copied())
        .chain(secrets.neither_confirm_nor_deny.iter().copied())
        .chain(secrets.about_others.iter().copied())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}
