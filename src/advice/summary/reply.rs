//! What the reply contains, and what must be confirmed first.

use super::{
    Confirm, DoNotReveal, Reply, ReplyLines, SaidBy, WaitsFor,
    parts::unless_all,
    powers::powers,
    steps::by_law,
    top::{is_silent_on_holding, may_be_silent, secret_parts},
    waiting::{asking, reviewed},
};
use crate::{
    advice::{Advice, Book, DutyAnswer, Group, PartId, words::first_sentence},
    decision::{DutyState, Outcome, Question, Takes},
    law::{Aspect, Entitlement, Right},
    rule::{Due, TimeLimit},
};

/// The fact that shows that the person was told why something is refused: what is told with it is told of a refusal.
const REASONS: &str = "reasons-told";

/// Something that the reply contains, while it is gathered.
struct Line {
    what: String,
    point: Option<Entitlement>,
    state: DutyState,
    waits_for: Option<WaitsFor>,
    parts: Vec<PartId>,
    in_part: Vec<PartId>,
    gives_reasons: bool,
    tells_what_is_held: bool,
    before_it_goes: bool,
}

pub(super) fn reply(advice: &Advice, secrets: &DoNotReveal) -> Reply {
    let mut lines: Vec<Line> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for duty in advice.duties_of(answer) {
                add(advice, &mut lines, group, book, duty);
            }
        }
    }
    lines.extend(done(advice));
    // What is certain stands before what is open, and what waits for the same stands together.
    lines.sort_by_key(|line| {
        (
            line.state == DutyState::Open,
            order(line.waits_for.as_ref()),
        )
    });
    let hidden = secret_parts(secrets);
    let mut contains: Vec<ReplyLines> = Vec::new();
    for line in lines {
        let of_one_kind = listed(advice, &hidden, line);
        match contains.last_mut().filter(|last| {
            last.state == of_one_kind.state
                && last.waits_for == of_one_kind.waits_for
                && last.parts == of_one_kind.parts
                && last.in_part == of_one_kind.in_part
                && last.mind_the_secret == of_one_kind.mind_the_secret
                && last.before_it_goes == of_one_kind.before_it_goes
                && last.in_general == of_one_kind.in_general
        }) {
            Some(last) => {
                last.what.extend(of_one_kind.what);
                last.points.extend(of_one_kind.points);
            }
            None => contains.push(of_one_kind),
        }
    }
    Reply {
        contains,
        confirm: confirm(advice),
        powers: powers(advice),
    }
}

/// A line as it is listed, with those like it to come.
fn listed(advice: &Advice, hidden: &[PartId], line: Line) -> ReplyLines {
    let touches = line.parts.iter().any(|part| hidden.contains(part));
    // Told only where something is refused, it would say that something is.
    let is_told_always =
        line.waits_for == Some(WaitsFor::Refused) && touches && !line.gives_reasons;
    let state = match line.state {
        DutyState::Open if is_told_always => DutyState::Due,
        state => state,
    };
    let what = line.point.is_none().then_some(line.what);
    ReplyLines {
        what: what.into_iter().collect(),
        points: line.point.into_iter().collect(),
        state,
        waits_for: line.waits_for.filter(|_| state == DutyState::Open),
        parts: unless_all(advice, line.parts),
        in_part: line.in_part,
        mind_the_secret: line.gives_reasons && touches,
        before_it_goes: line.before_it_goes,
        in_general: line.tells_what_is_held && touches,
    }
}

/// What was done about each request is told with the answer. Of access what is given tells it.
fn done(advice: &Advice) -> Option<Line> {
    let tells = |group: &&Group| {
        let mut duties = advice.duties_of(group.statute.as_ref()?);
        let is_told =
            duties.any(|duty| duty.due == Some(Due::Limit(TimeLimit::Answer)) && !duty.met);
        (group.right != Right::Access && is_told).then_some(())
    };
    let groups = advice.groups.iter().filter(|group| tells(group).is_some());
    let mut parts: Vec<PartId> = groups
        .flat_map(|group| group.parts.iter().copied())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    (!parts.is_empty()).then(|| Line {
        what: "Tell the person what was done about each thing that they asked.".to_owned(),
        point: None,
        state: DutyState::Due,
        waits_for: None,
        parts,
        in_part: Vec::new(),
        gives_reasons: false,
        tells_what_is_held: false,
        before_it_goes: false,
    })
}

const fn order(waits_for: Option<&WaitsFor>) -> u8 {
    match waits_for {
        None => 0,
        Some(WaitsFor::Given) => 1,
        Some(WaitsFor::GivenOrRefused) => 2,
        Some(WaitsFor::Refused) => 3,
        Some(WaitsFor::Harmless) => 4,
        Some(WaitsFor::Review) => 5,
        Some(WaitsFor::Answer { .. }) => 6,
    }
}

/// Adds what a duty has the reply say, to what is known of the same already.
fn add(advice: &Advice, lines: &mut Vec<Line>, group: &Group, book: Book, duty: &DutyAnswer) {
    let Some(line) = line(advice, group, book, duty) else {
        return;
    };
    match lines.iter_mut().find(|known| known.what == line.what) {
        Some(known) => {
            known.parts.extend(line.parts);
            known.in_part.extend(line.in_part);
            known.gives_reasons |= line.gives_reasons;
            known.waits_for = either(known.waits_for.take(), line.waits_for);
            // Certain by one book, or for one part, is certain.
            if line.state == DutyState::Due {
                known.state = DutyState::Due;
            }
        }
        None => lines.push(line),
    }
}

fn line(advice: &Advice, group: &Group, book: Book, duty: &DutyAnswer) -> Option<Line> {
    let before_it_goes = duty.due == Some(Due::BeforeTheReply);
    let counts = match duty.state {
        // Work that is certainly owed is a step.
        DutyState::Due => duty.due == Some(Due::WithTheReply),
        DutyState::Open => before_it_goes || duty.due == Some(Due::WithTheReply),
        _ => false,
    };
    let row = advice
        .rule(book, &duty.duty)
        .filter(|_| counts && !duty.met)?;
    // Where the law has neither yes nor no said, even that something is exempt would be a yes.
    let mut books = group.books();
    let is_silent = books.any(|(book, answer)| is_silent_on_holding(advice, book, answer));
    let law_asks = by_law(advice, group, book, duty);
    let is_ours = book == Book::Procedure && !before_it_goes;
    if is_silent && is_ours && law_asks != Some(DutyState::Due) {
        return None;
    }
    // The law prevails: what the procedure asks is certain only if the law's own duty to do the same is.
    let (state, waits_for) = match law_asks {
        Some(DutyState::Open) => (DutyState::Open, waits_by_law(advice, group, duty)),
        Some(DutyState::NotDue) if is_refused_by_law(group) => return None,
        _ if is_ours && may_be_silent(advice, group) => (DutyState::Open, Some(WaitsFor::Harmless)),
        _ => (duty.state, waits_for(advice, group, book, duty)),
    };
    let point = point(advice, book, duty);
    let in_part = point.filter(|of| is_in_part(group, *of));
    Some(Line {
        what: first_sentence(row.for_the_officer()).0.to_owned(),
        point,
        state,
        waits_for,
        parts: group.parts.clone(),
        in_part: in_part.map(|_| group.parts.clone()).unwrap_or_default(),
        gives_reasons: duty.met_by == REASONS,
        before_it_goes,
        tells_what_is_held: !is_silent && tells_what_is_held(advice, book, duty),
    })
}

/// Whether the law gives a point of the information about the use in part.
fn is_in_part(group: &Group, point: Entitlement) -> bool {
    let law = group.statute.iter();
    law.flat_map(|law| &law.entitlements)
        .any(|each| each.outcome == Outcome::AppliesInPart && each.of.contains(&point))
}

/// What waits for one thing in one place and for another elsewhere.
fn either(one: Option<WaitsFor>, other: Option<WaitsFor>) -> Option<WaitsFor> {
    match (one, other) {
        (Some(WaitsFor::Given), Some(WaitsFor::Refused | WaitsFor::GivenOrRefused))
        | (Some(WaitsFor::Refused), Some(WaitsFor::Given | WaitsFor::GivenOrRefused)) => {
            Some(WaitsFor::GivenOrRefused)
        }
        (one, other) => one.or(other),
    }
}

/// What the law's own duty to do the same waits for.
fn waits_by_law(advice: &Advice, group: &Group, duty: &DutyAnswer) -> Option<WaitsFor> {
    let law = group.statute.as_ref()?;
    let mut same = advice
        .duties_of(law)
        .filter(|other| other.met_by == duty.met_by && other.state == DutyState::Open);
    waits_for(advice, group, Book::Statute, same.next()?)
}

/// What a duty that is open waits for: that something is refused, that something is given, or the answer to a question.
fn waits_for(advice: &Advice, group: &Group, book: Book, duty: &DutyAnswer) -> Option<WaitsFor> {
    let waits = duty.waits_for.as_slice();
    let answer = match book {
        Book::Procedure => Some(&group.procedure),
        Book::Statute => group.statute.as_ref(),
    }?;
    let tells_why = |other: &DutyAnswer| other.met_by == REASONS && other.waits_for == waits;
    if tells_why(duty) || (!waits.is_empty() && advice.duties_of(answer).any(tells_why)) {
        return (duty.state == DutyState::Open).then_some(WaitsFor::Refused);
    }
    if waits.iter().any(|id| id.parse::<Entitlement>().is_ok()) {
        return Some(WaitsFor::Given);
    }
    if waits.iter().any(|id| reviewed(advice, id).is_some()) {
        return Some(WaitsFor::Review);
    }
    waits
        .iter()
        .find_map(|id| asking(advice, id))
        .map(|asking| WaitsFor::Answer {
            ask: asking.question.ask.clone(),
            when: answer_that_brings_it_in(duty, &asking.question),
        })
}

/// The yes or no that speaks for a duty, of a question that takes one.
fn answer_that_brings_it_in(duty: &DutyAnswer, question: &Question) -> Option<bool> {
    match duty.in_favour.get(&question.fact) {
        Some(answer) => *answer,
        None => (question.takes == Takes::YesNo).then_some(true),
    }
}

/// The point of the information about the use that a duty of the law tells. Where to complain is told of a refusal too,
/// and stays a sentence.
fn point(advice: &Advice, book: Book, duty: &DutyAnswer) -> Option<Entitlement> {
    if book != Book::Statute || duty.met_by == REASONS {
        return None;
    }
    match told(advice, book, duty).as_slice() {
        [Entitlement::AccessControllerComplaint | Entitlement::AccessCommissionerComplaint] => None,
        [one] if Aspect::of(*one) == Some(Aspect::Information) => Some(*one),
        _ => None,
    }
}

/// Whether a duty tells that something is held, and nothing else.
fn tells_what_is_held(advice: &Advice, book: Book, duty: &DutyAnswer) -> bool {
    told(advice, book, duty).as_slice() == [Entitlement::AccessConfirmation]
}

/// The entitlements that a duty tells of: those that it waits for, and those whose grounds decided it.
fn told(advice: &Advice, book: Book, duty: &DutyAnswer) -> Vec<Entitlement> {
    let waits = duty.waits_for.iter().filter_map(|id| id.parse().ok());
    let decided = duty.decided_by.iter().filter_map(|id| {
        let row = advice.rule(book, id)?;
        row.grants
    });
    let mut of: Vec<Entitlement> = waits.chain(decided).collect();
    of.dedup();
    of
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
