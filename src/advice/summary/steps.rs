//! What to do now, in the order of doing.

use super::{
    DoNotReveal, Step, When,
    parts::{ends_with_erasure, unless_all},
    top::secret_parts,
    waiting::{asking, reviewed},
};
use crate::{
    advice::{
        Advice, Book, BookAnswer, DutyAnswer, Group, MoreTime, PartId, RuleRow,
        words::first_sentence,
    },
    case::EXTENSION_TOLD,
    decision::{ANSWER, DutyState, Outcome, PowerState},
    fact::{FactKind, Respondent, Truth},
    law::{Measure, Right, Term},
    rule::Due,
};

pub(super) fn steps(advice: &Advice, secrets: &DoNotReveal) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    warnings(advice, &mut steps);
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for duty in advice.duties_of(answer) {
                if let Some(row) = advice.rule(book, &duty.duty) {
                    let law = by_law(advice, group, book, duty);
                    let mut parts = group.parts.clone();
                    if law == Some(DutyState::Open) {
                        parts.retain(|part| !ends_with_erasure(advice, group.right, *part));
                    }
                    if !parts.is_empty() {
                        add(advice, &mut steps, duty, row, &parts, law);
                        may_be_due(advice, &mut steps, (answer, duty), row, &group.parts);
                    }
                }
            }
            refusing(advice, &mut steps, book, answer, group.right, &group.parts);
        }
    }
    had_the_notice(advice, &mut steps);
    let hidden = secret_parts(secrets);
    for step in &mut steps {
        let touches = |part: &PartId| step.parts.is_empty() || step.parts.contains(part);
        step.mind_the_secret = hidden.iter().any(touches);
        step.parts = unless_all(advice, std::mem::take(&mut step.parts));
    }
    review(advice, &mut steps);
    // What waits for the law stands last.
    steps.sort_by_key(|step| (step.law == Some(DutyState::Open), step.when));
    steps
}

/// How the law stands to what the procedure asks: the state of its duty to do the same.
pub(super) fn by_law(
    advice: &Advice,
    group: &Group,
    book: Book,
    duty: &DutyAnswer,
) -> Option<DutyState> {
    let law = group.statute.as_ref().filter(|_| book == Book::Procedure)?;
    let same = advice
        .duties_of(law)
        .filter(|other| other.met_by == duty.met_by);
    // Of several the one that asks most.
    same.map(|other| other.state)
        .min_by_key(|state| match state {
            DutyState::Met => 0,
            DutyState::Due => 1,
            DutyState::Open => 2,
            DutyState::NotDue => 3,
        })
}

/// What must be done now: a duty that certainly arises, is not met, and is not a part of the reply. What the procedure
/// asks and the law may yet forbid waits for the law.
fn add(
    advice: &Advice,
    steps: &mut Vec<Step>,
    duty: &DutyAnswer,
    row: &RuleRow,
    parts: &[PartId],
    law: Option<DutyState>,
) {
    if duty.state != DutyState::Due || duty.met || is_the_answer(duty) {
        return;
    }
    // A notice that came too late cannot be given in time any more.
    let is_over = duty.met_by == EXTENSION_TOLD && was_told_too_late(advice);
    if is_over {
        return;
    }
    let Some(when) = when(duty) else { return };
    let (what, hint) = first_sentence(row.for_the_officer());
    // What can be undone without harm does not wait for the law.
    let need_not_wait = law == Some(DutyState::Open) && duty.reversible;
    let step = Step {
        hint: match hint {
            _ if need_not_wait => Some(NEED_NOT_WAIT.to_owned()),
            hint => hint.map(str::to_owned),
        },
        // Where the law asks the same, it is one step.
        law: law.filter(|law| matches!(law, DutyState::Open | DutyState::NotDue) && !need_not_wait),
        ..step(what.to_owned(), when, parts, row)
    };
    merge(steps, step);
}

/// When a duty is to be done that is no part of the reply.
fn when(duty: &DutyAnswer) -> Option<When> {
    Some(match (duty.due, duty.by) {
        (Some(Due::AtOnce), _) => When::AtOnce,
        (Some(Due::BeforeGoingAhead), _) => When::BeforeGoingAhead,
        (Some(Due::Within { .. } | Due::Limit(_)), Some(by)) => When::By(by),
        (Some(Due::BeforeTheReply), _)
        | (Some(Due::NotStated | Due::Within { .. } | Due::Limit(_)), _) => When::BeforeTheAnswer,
        (Some(Due::WithTheReply | Due::Always) | None, _) => return None,
    })
}

/// A duty that is still open and yet is a step: one that can be undone without harm, and one about what the person
/// certainly gets that waits for the answer to a question alone.
fn may_be_due(
    advice: &Advice,
    steps: &mut Vec<Step>,
    (answer, duty): (&BookAnswer, &DutyAnswer),
    row: &RuleRow,
    parts: &[PartId],
) {
    if duty.state != DutyState::Open || duty.met || is_the_answer(duty) {
        return;
    }
    let Some(when) = when(duty) else { return };
    let is_given = matches!(answer.outcome, Outcome::Applies | Outcome::AppliesInPart);
    let asked = match duty.waits_for.as_slice() {
        [fact] if is_given && reviewed(advice, fact).is_none() => asking(advice, fact),
        _ => None,
    };
    // What the council itself decides on, such as a charge, is no work that waits to be done.
    let asked = asked.filter(|asking| asking.question.kind == FactKind::Judgement);
    let hint = match asked {
        _ if duty.reversible => NEED_NOT_WAIT.to_owned(),
        Some(asking) => format!("Settle first: {}", asking.question.ask),
        None => return,
    };
    let (what, _) = first_sentence(row.for_the_officer());
    let step = Step {
        hint: Some(hint),
        ..step(what.to_owned(), when, parts, row)
    };
    merge(steps, step);
}

/// Beside a step that the law may turn out not to ask, where doing it harms no one.
const NEED_NOT_WAIT: &str = "Do not wait for the checks: this can be undone.";

fn was_told_too_late(advice: &Advice) -> bool {
    let by = advice.answer_by.as_ref();
    by.is_some_and(|by| by.more_time == MoreTime::TooLate)
}

/// A step of the officer.
fn step(what: String, when: When, parts: &[PartId], row: &RuleRow) -> Step {
    Step {
        what,
        hint: None,
        who: Some(Respondent::Officer),
        when,
        parts: parts.to_vec(),
        provisions: vec![row.provision.clone()],
        mind_the_secret: false,
        law: None,
    }
}

/// The same thing asked by both books, or for several parts, is one step; the first day counts.
fn merge(steps: &mut Vec<Step>, step: Step) {
    let same = |known: &&mut Step| known.what == step.what && known.law == step.law;
    match steps.iter_mut().find(same) {
        Some(known) => {
            known.when = known.when.min(step.when);
            known.parts.extend(&step.parts);
            for provision in step.provisions {
                if !known.provisions.contains(&provision) {
                    known.provisions.push(provision);
                }
            }
            known.hint = known.hint.take().or(step.hint);
        }
        None => steps.push(step),
    }
}

pub(super) fn is_the_answer(duty: &DutyAnswer) -> bool {
    duty.met_by == ANSWER
}

/// A mistake here cannot be undone: this comes before everything else.
fn warnings(advice: &Advice, steps: &mut Vec<Step>) {
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for note in advice.notes_of(answer) {
                let row = advice
                    .rule(book, &note.note)
                    .filter(|_| note.warning && note.applies != Truth::No);
                if let Some(row) = row {
                    let warning = Step {
                        who: None,
                        ..step(row.says.clone(), When::First, &group.parts, row)
                    };
                    merge(steps, warning);
                }
            }
        }
    }
}

/// What a register says that the notice says does not show that this person had the notice.
fn had_the_notice(advice: &Advice, steps: &mut Vec<Step>) {
    let owed = advice.groups.iter().filter(|group| {
        group.right == Right::Information
            && group
                .books()
                .any(|(_, answer)| answer.outcome != Outcome::DoesNotApply)
    });
    for group in owed {
        let mut by_register = group.books().flat_map(|(book, answer)| {
            let duties = advice.duties_of(answer).filter(|duty| duty.by_register);
            duties.filter_map(move |duty| advice.rule(book, &duty.duty))
        });
        if let Some(first) = by_register.next() {
            let what = "Check that this person had the notice: the register shows what it says, not who got it.";
            let check = step(what.to_owned(), When::BeforeTheAnswer, &group.parts, first);
            merge(steps, check);
        }
    }
}

/// A power to refuse that is there can hold the whole answer back: whether to use it is decided first.
fn refusing(
    advice: &Advice,
    steps: &mut Vec<Step>,
    book: Book,
    answer: &BookAnswer,
    right: Right,
    parts: &[PartId],
) {
    for power in advice.powers_of(answer) {
        let is_there = power.to == Measure::Refuse && power.state == PowerState::Available;
        if let Some(row) = advice.rule(book, &power.power).filter(|_| is_there) {
            let (what, _) = first_sentence(row.for_the_officer());
            let what = format!(
                "Decide first whether to use this power ({}): {what}",
                right.label().to_lowercase()
            );
            merge(steps, step(what, When::AtOnce, parts, row));
        }
    }
}

/// So many unchecked limits are named; more are counted.
const NAMED: usize = 3;

fn review(advice: &Advice, steps: &mut Vec<Step>) {
    let Some(review) = &advice.review else {
        return;
    };
    let many = review.facts();
    let names = review.answers.iter().flat_map(|class| class.facts.values());
    let names: Vec<&str> = names.map(String::as_str).collect();
    let names = names.join("; ");
    let what = match many {
        1 => format!("Have the one unchecked exemption or limit checked: {names}."),
        2..=NAMED => format!("Have the {many} unchecked exemptions and limits checked: {names}."),
        _ => format!("Have the {many} unchecked exemptions and limits checked, all together."),
    };
    steps.push(Step {
        what,
        hint: Some("Record who checked, when, and which they raised.".to_owned()),
        who: Some(Respondent::Specialist),
        when: When::AtOnce,
        parts: unless_all(advice, review.parts.clone()),
        provisions: review.under.clone(),
        mind_the_secret: false,
        law: None,
    });
}
