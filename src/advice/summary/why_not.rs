//! Why something is refused: what decided it, and who judged what that rests on.

use super::{Refusal, SaidBy, Why};
use crate::{
    advice::{Advice, Book, BookAnswer, DecidedBy, Group, place::place_of, words::shortened},
    decision::{AspectDecision, Outcome},
    fact::{Origin, Provenance},
    law::{Aspect, Entitlement},
    rule::{Confidence, RoleKind, Tell},
};

/// The refusals, and the reasons behind them, each once.
pub(super) fn why_not(advice: &Advice) -> (Vec<Refusal>, Vec<Why>) {
    let mut refusals: Vec<Refusal> = Vec::new();
    let mut reasons: Vec<Why> = Vec::new();
    for group in &advice.groups {
        for (book, answer) in group.books() {
            for refusal in of_answer(advice, group, book, answer, &mut reasons) {
                let same = refusals.iter_mut().find(|known| {
                    known.right == refusal.right
                        && known.book == refusal.book
                        && known.outcome == refusal.outcome
                        && known.aspects == refusal.aspects
                        && known.decided_by == refusal.decided_by
                        && known.elsewhere == refusal.elsewhere
                });
                match same {
                    Some(known) => known.parts.extend(&refusal.parts),
                    None => refusals.push(refusal),
                }
            }
        }
    }
    (refusals, reasons)
}

/// What one book refuses in a group: of access each of the three things by itself, those refused alike for the same
/// reasons together.
fn of_answer(
    advice: &Advice,
    group: &Group,
    book: Book,
    answer: &BookAnswer,
    reasons: &mut Vec<Why>,
) -> Vec<Refusal> {
    let all = whys(advice, group, book, answer);
    let mut refusal = |outcome: Outcome, aspects: Vec<Aspect>, decided_by: Vec<Why>| Refusal {
        right: group.right,
        aspects,
        parts: group.parts.clone(),
        book,
        outcome,
        internal: decided_by.iter().any(|why| why.internal),
        elsewhere: answer
            .out_of_scope
            .iter()
            .map(|scope| scope.otherwise.clone())
            .collect(),
        no_ground: decided_by.iter().all(|why| why.failed),
        decided_by: decided_by
            .into_iter()
            .map(|why| place_of(reasons, why))
            .collect(),
    };
    let of_aspects = answer.aspects.iter();
    let refused: Vec<&AspectDecision> =
        of_aspects.filter(|each| is_refused(each.outcome)).collect();
    if answer.outcome == Outcome::OutOfScope {
        return vec![refusal(answer.outcome, Vec::new(), all)];
    }
    if refused.is_empty() {
        return if is_refused(answer.outcome) {
            vec![refusal(answer.outcome, Vec::new(), all)]
        } else {
            Vec::new()
        };
    }
    // Those refused alike for the same reasons are one.
    let mut alike: Vec<(Outcome, Vec<Aspect>, Vec<Why>)> = Vec::new();
    for (each, decided) in refused
        .iter()
        .zip(by_aspect(advice, (book, answer), &refused, &all))
    {
        let same = alike
            .iter_mut()
            .find(|(outcome, _, known)| *outcome == each.outcome && *known == decided);
        match same {
            Some((_, aspects, _)) => aspects.push(each.aspect),
            None => alike.push((each.outcome, vec![each.aspect], decided)),
        }
    }
    alike
        .into_iter()
        .map(|(outcome, aspects, decided)| refusal(outcome, aspects, decided))
        .collect()
}

/// What decided each of the things that are refused. What decided and is named for none of them decided all.
fn by_aspect(
    advice: &Advice,
    (book, answer): (Book, &BookAnswer),
    refused: &[&AspectDecision],
    all: &[Why],
) -> Vec<Vec<Why>> {
    let named: Vec<Vec<&str>> = refused
        .iter()
        .map(|each| refused_by(advice, book, answer, each.aspect))
        .collect();
    let is_of_none = |why: &Why| !named.iter().flatten().any(|rule| *rule == why.rule);
    named
        .iter()
        .map(|named| {
            let is_of = |why: &&Why| named.contains(&why.rule.as_str()) || is_of_none(why);
            all.iter().filter(is_of).cloned().collect()
        })
        .collect()
}

const fn is_refused(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::DoesNotApply | Outcome::AppliesInPart)
}

/// The rules that decided the entitlements of a thing that are refused, wholly or in part, with the grounds of these.
fn refused_by<'a>(
    advice: &Advice,
    book: Book,
    answer: &'a BookAnswer,
    aspect: Aspect,
) -> Vec<&'a str> {
    let is_of = |of: &Entitlement| Aspect::of(*of) == Some(aspect);
    let refused = || {
        let all = answer.entitlements.iter();
        all.filter(|each| is_refused(each.outcome) && each.of.iter().any(is_of))
    };
    let rules = refused().flat_map(|each| each.decided_by.iter().map(String::as_str));
    let grounds = answer.decided_by.iter().filter(|by| {
        let grants = advice.rule(book, &by.rule).and_then(|row| row.grants);
        grants.is_some_and(|of| is_of(&of) && refused().any(|each| each.of.contains(&of)))
    });
    rules.chain(grounds.map(|by| by.rule.as_str())).collect()
}

/// The reasons among what decided: what took something, or a ground that does not hold.
fn whys(advice: &Advice, group: &Group, book: Book, answer: &BookAnswer) -> Vec<Why> {
    let decided = answer.decided_by.iter();
    decided
        .filter_map(|by| why(advice, group, book, by))
        .collect()
}

fn why(advice: &Advice, group: &Group, book: Book, by: &DecidedBy) -> Option<Why> {
    let row = advice.rule(book, &by.rule)?;
    let is_reason = match row.role {
        RoleKind::Exemption | RoleKind::Scope => true,
        // A ground is a reason where it does not hold: the record names it for that.
        RoleKind::Ground => by.failed,
        _ => false,
    };
    let says = match row.role {
        RoleKind::Ground => &row.says,
        _ => row.for_the_officer(),
    };
    is_reason.then(|| Why {
        rule: by.rule.clone(),
        provision: row.provision.clone(),
        says: says.to_owned(),
        failed: by.failed,
        internal: row.tell == Some(Tell::Withhold),
        unverified: row.confidence == Confidence::Unverified,
        by: said_by(advice, group, by),
    })
}

/// Who judged or stated what a rule rests on: those who judged, else those who stated.
fn said_by(advice: &Advice, group: &Group, by: &DecidedBy) -> Vec<SaidBy> {
    let known: Vec<&Provenance> = advice
        .facts_behind(group, by)
        .filter_map(|(_, row)| row.from.provenance())
        .collect();
    let mut all: Vec<SaidBy> = Vec::new();
    for origin in [Origin::Judgement, Origin::Sweep, Origin::Stated] {
        for provenance in known.iter().filter(|known| known.origin == origin) {
            let said = said(provenance);
            if !all.contains(&said) {
                all.push(said);
            }
        }
        if !all.is_empty() {
            break;
        }
    }
    all
}

/// How much of the reasons of a judgement a summary holds, in characters.
const REASONS: usize = 110;

pub(super) fn said(provenance: &Provenance) -> SaidBy {
    let judged = provenance.judged.as_ref();
    SaidBy {
        by: provenance.by.clone(),
        role: judged.map(|judged| judged.role.clone()),
        on: provenance.on,
        reasons: provenance
            .because
            .as_ref()
            .filter(|_| provenance.origin == Origin::Judgement)
            .map(|reasons| shortened(reasons, REASONS)),
    }
}
