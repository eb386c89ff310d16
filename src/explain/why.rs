//! The short explanation of one decision: what suffices to force it.

use std::collections::BTreeSet;

use super::{
    classes::{by_class, cited},
    page::Page,
};
use crate::{
    advice::words::capital,
    decision::{BookDecision, EntitlementDecision, FactUse, FactValue, Outcome, Reason},
    engine::Because,
    fact::{Extent, Truth},
    law::Term,
    rule::{Force, RoleKind, Tell},
};

/// Writes why a decision came out as it did.
pub(super) fn why(page: &mut Page, indent: usize, decision: &BookDecision) {
    match decision.outcome {
        Outcome::Silent => {
            page.line(
                indent,
                "The rule book has no rules for this right. The person may still have the right: check the procedure itself and the law.",
            );
            for note in decision.notes.iter().filter(|note| !note.general) {
                page.line(
                    indent,
                    &format!(
                        "{} [{}]{}",
                        note.says,
                        note.provision.cite(),
                        note.confidence.in_words()
                    ),
                );
            }
        }
        Outcome::OutOfScope => out_of_scope(page, indent, decision),
        Outcome::Applies | Outcome::AppliesInPart => granted(page, indent, decision),
        Outcome::DoesNotApply => refused(page, indent, decision),
        Outcome::Open => open(page, indent, decision),
    }
    restrictions(page, indent, decision);
    if !decision.exact {
        page.line(
            indent,
            "These rules are too intertwined to work out exactly. The facts may already settle something called open here, or asked.",
        );
    }
}

fn out_of_scope(page: &mut Page, indent: usize, decision: &BookDecision) {
    let is_open = |rule: &str| find(decision, rule).is_some_and(|r| r.truth.is_unknown());
    if decision
        .out_of_scope
        .iter()
        .any(|limit| is_open(&limit.rule))
    {
        page.line(
            indent,
            "Whatever the missing facts are, one of these limits applies:",
        );
    }
    for limit in &decision.out_of_scope {
        page.line(
            indent,
            &format!(
                "{} does not cover this. Look instead to: {}. [{}]",
                if limit.provision.is_of_a_council() {
                    "The procedure"
                } else {
                    "This part of the law"
                },
                limit.otherwise,
                limit.provision.cite()
            ),
        );
        if let Some(reason) = find(decision, &limit.rule) {
            facts(page, indent + 4, decision, reason);
        }
    }
    page.line(
        indent,
        "Still answer the person: say why, and who they can contact.",
    );
}

fn granted(page: &mut Page, indent: usize, decision: &BookDecision) {
    let mut holding = grounds(decision)
        .filter(|ground| ground.truth.is_yes() && !may_be_taken_whole(ground))
        .peekable();
    if holding.peek().is_none() {
        page.line(
            indent,
            "Whatever the missing facts are, one of these gives the right:",
        );
        for ground in grounds(decision).filter(|ground| !ground.truth.is_no()) {
            said(page, indent, mark(ground.truth), decision, ground);
        }
    }
    for ground in holding {
        said(page, indent, "+ ", decision, ground);
    }
    refused_entitlements(page, indent, decision, |entitlement| {
        entitlement.claimed || entitlement.because != Some(Because::NoGround)
    });
    not_in_the_way(page, indent, decision);
}

/// Whether exemptions take, or may take, all that a ground gives.
fn may_be_taken_whole(ground: &Reason) -> bool {
    ground
        .defeated_by
        .iter()
        .any(|defeat| defeat.takes.contains(&Extent::Whole))
}

/// The exemptions that do not hold, those that fail for the same facts together.
fn not_in_the_way(page: &mut Page, indent: usize, decision: &BookDecision) {
    let mut groups: Vec<Vec<&Reason>> = Vec::new();
    let mut failing: Vec<&Reason> = decision
        .reasons
        .iter()
        .filter(|reason| reason.role == RoleKind::Exemption && reason.truth.is_no())
        .collect();
    let not_raised = by_class(decision, &mut failing, &FactValue::YesNo(false));
    for exemption in failing {
        let alike = groups.iter_mut().find(|group| {
            group
                .first()
                .is_some_and(|first| first.facts == exemption.facts)
        });
        match alike {
            Some(group) => group.push(exemption),
            None => groups.push(vec![exemption]),
        }
    }
    if groups.is_empty() && not_raised.is_empty() {
        return;
    }
    page.line(indent, "Limits checked that do not apply:");
    for group in groups {
        for exemption in &group {
            let words = format!("{} [{}]", exemption.says, exemption.provision.cite());
            page.marked(indent + 2, "- ", &words);
        }
        if let Some(first) = group.first() {
            facts(page, indent + 6, decision, first);
        }
    }
    for (from, provisions) in not_raised {
        let said = format!("Limits not raised ({from})");
        cited(page, indent + 2, "- ", &said, &provisions);
    }
}

/// The entitlements that are refused and that count.
fn refused_entitlements(
    page: &mut Page,
    indent: usize,
    decision: &BookDecision,
    counts: impl Fn(&EntitlementDecision) -> bool,
) {
    let refused = decision
        .entitlements
        .iter()
        .filter(|each| each.outcome == Outcome::DoesNotApply && counts(each));
    for entitlement in refused {
        page.marked(
            indent + 2,
            "- ",
            &format!(
                "The person's claim {} is not met: {}.",
                entitlement.entitlement.label(),
                claim_in_words(decision, entitlement)
            ),
        );
    }
}

/// Why a claim is not met; a claim that no rule gives is told apart from one that a rule refuses.
fn claim_in_words(decision: &BookDecision, entitlement: &EntitlementDecision) -> &'static str {
    let has_rules = grounds(decision).any(|ground| ground.grants == Some(entitlement.entitlement));
    if has_rules {
        because_in_words(entitlement.because)
    } else {
        "the rule book has no rule that gives it; check the law"
    }
}

fn refused(page: &mut Page, indent: usize, decision: &BookDecision) {
    refused_entitlements(page, indent, decision, |entitlement| entitlement.claimed);
    page.line(
        indent,
        &format!("{}.", capital(because_in_words(decision.because))),
    );
    match decision.because {
        Some(Because::Exempt | Because::Either) => {
            let nearest = grounds(decision)
                .find(|ground| ground.truth.is_yes())
                .or_else(|| {
                    grounds(decision)
                        .filter(|ground| ground.truth.is_unknown())
                        .min_by_key(|ground| unknowns(decision, ground))
                });
            if let Some(ground) = nearest {
                page.line(indent, "The nearest ground:");
                said(page, indent, mark(ground.truth), decision, ground);
            }
            let certain: Vec<&Reason> = stopping(decision).collect();
            if certain.is_empty() {
                page.line(
                    indent,
                    "Whatever the missing facts are, one of these exemptions applies:",
                );
                let may_hold = decision
                    .reasons
                    .iter()
                    .filter(|reason| reason.role == RoleKind::Exemption && !reason.truth.is_no());
                for exemption in may_hold {
                    said(page, indent, mark(exemption.truth), decision, exemption);
                    exceptions(page, indent + 4, decision, exemption);
                }
            } else {
                page.line(indent, "Exemptions that apply:");
                for exemption in certain {
                    said(page, indent, "! ", decision, exemption);
                    exceptions(page, indent + 4, decision, exemption);
                }
            }
        }
        _ => {
            if grounds(decision).any(|ground| ground.truth.is_unknown()) {
                page.line(
                    indent,
                    "Whatever the missing facts are, none of these grounds holds:",
                );
            } else {
                page.line(indent, "Grounds tried:");
            }
            for ground in grounds(decision) {
                said(page, indent, mark(ground.truth), decision, ground);
            }
        }
    }
}

/// How many things a ground still waits for, through the definitions it uses.
fn unknowns(decision: &BookDecision, reason: &Reason) -> usize {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut waiting = vec![reason];
    let mut count = 0;
    while let Some(reason) = waiting.pop() {
        for used in &reason.facts {
            let open = used.value.is_unknown();
            if open && seen.insert(&used.fact) {
                match find(decision, &used.fact) {
                    Some(definition) => waiting.push(definition),
                    None => count += 1,
                }
            }
        }
    }
    count
}

fn open(page: &mut Page, indent: usize, decision: &BookDecision) {
    let possible: Vec<&str> = decision
        .possible
        .iter()
        .map(|effect| effect.outcome().in_words())
        .collect();
    page.line(indent, &format!("Still possible: {}.", possible.join("; ")));
    let holding: Vec<&Reason> = grounds(decision)
        .filter(|ground| ground.truth.is_yes())
        .collect();
    if holding.is_empty() {
        page.line(indent, "Grounds that may hold:");
    } else {
        page.line(indent, "Grounds that hold:");
    }
    for ground in grounds(decision) {
        let shown = if holding.is_empty() {
            ground.truth.is_unknown()
        } else {
            ground.truth.is_yes()
        };
        if shown {
            said(page, indent, mark(ground.truth), decision, ground);
        }
    }
    let mut open: Vec<&Reason> = decision
        .reasons
        .iter()
        .filter(|reason| reason.role == RoleKind::Exemption && !reason.truth.is_no())
        .collect();
    let not_reviewed = by_class(decision, &mut open, &FactValue::Unknown);
    if !open.is_empty() || !not_reviewed.is_empty() {
        page.line(indent, "Exemptions that may apply:");
        for exemption in open {
            let mark = if exemption.truth.is_yes() { "! " } else { "? " };
            said(page, indent, mark, decision, exemption);
            exceptions(page, indent + 4, decision, exemption);
        }
        for (from, provisions) in not_reviewed {
            let said = format!("Limits not yet checked ({from})");
            cited(page, indent + 2, "? ", &said, &provisions);
        }
    }
}

/// Where a part is granted: the exemptions that take the rest, and the exceptions that give back.
fn restrictions(page: &mut Page, indent: usize, decision: &BookDecision) {
    if !matches!(decision.outcome, Outcome::Applies | Outcome::AppliesInPart) {
        return;
    }
    let roles = [
        (RoleKind::Exemption, "What is left out:", "! "),
        (RoleKind::Exception, "What is still left in:", "+ "),
    ];
    for (role, heading, mark) in roles {
        let holding: Vec<&Reason> = decision
            .reasons
            .iter()
            .filter(|reason| reason.role == role && reason.truth.is_yes())
            .filter(|reason| role == RoleKind::Exception || matters(decision, reason))
            .collect();
        if !holding.is_empty() {
            page.line(indent, heading);
            let several = role == RoleKind::Exemption && holding.len() > 1;
            for reason in holding {
                said(page, indent, mark, decision, reason);
                if role == RoleKind::Exemption {
                    exceptions(page, indent + 4, decision, reason);
                }
            }
            if several && decision.outcome == Outcome::AppliesInPart {
                // No one has said whether the parts are the same, or together the whole.
                page.line(
                    indent,
                    "Several limits each take a part: check that together they leave something to give.",
                );
            }
        } else if role == RoleKind::Exemption && decision.outcome == Outcome::AppliesInPart {
            let mut may_hold: Vec<&Reason> = decision
                .reasons
                .iter()
                .filter(|reason| reason.role == role && reason.truth.is_unknown())
                .collect();
            let not_reviewed = by_class(decision, &mut may_hold, &FactValue::Unknown);
            if !may_hold.is_empty() || !not_reviewed.is_empty() {
                page.line(
                    indent,
                    "Whatever the missing facts are, one of these leaves out a part:",
                );
                for reason in may_hold {
                    said(page, indent, "? ", decision, reason);
                }
                for (from, provisions) in not_reviewed {
                    let said = format!("Limits not yet checked ({from})");
                    cited(page, indent + 2, "? ", &said, &provisions);
                }
            }
        }
    }
}

/// The exceptions that were tried against an exemption and do not hold, or are open.
fn exceptions(page: &mut Page, indent: usize, decision: &BookDecision, exemption: &Reason) {
    let mut tried: Vec<&str> = Vec::new();
    for defeat in grounds(decision).flat_map(|ground| &ground.defeated_by) {
        if defeat.exemption == exemption.rule {
            for each in &defeat.exceptions {
                if !each.truth.is_yes() && !tried.contains(&each.exception.as_str()) {
                    tried.push(&each.exception);
                }
            }
        }
    }
    let tried: Vec<&Reason> = tried.iter().filter_map(|id| find(decision, id)).collect();
    if !tried.is_empty() {
        page.line(indent + 2, "Exceptions that could give it back:");
    }
    for reason in tried {
        said(page, indent + 2, mark(reason.truth), decision, reason);
    }
}

/// Whether an exemption takes anything, after the exceptions.
fn matters(decision: &BookDecision, exemption: &Reason) -> bool {
    grounds(decision)
        .flat_map(|ground| &ground.defeated_by)
        .any(|defeat| defeat.exemption == exemption.rule && defeat.takes != [Extent::None])
}

fn grounds(decision: &BookDecision) -> impl Iterator<Item = &Reason> {
    decision
        .reasons
        .iter()
        .filter(|reason| reason.role == RoleKind::Ground)
}

/// The exemptions that take the whole of a ground for certain: each would do alone, and each is a
/// reason for the reply.
fn stopping(decision: &BookDecision) -> impl Iterator<Item = &Reason> {
    let whole: Vec<&str> = grounds(decision)
        .filter(|ground| !ground.truth.is_no())
        .flat_map(|ground| &ground.defeated_by)
        .filter(|defeat| defeat.takes == [Extent::Whole])
        .map(|defeat| defeat.exemption.as_str())
        .collect();
    decision
        .reasons
        .iter()
        .filter(move |reason| whole.contains(&reason.rule.as_str()))
}

/// One rule: what it says, its provision, and the facts that it rests on.
fn said(page: &mut Page, indent: usize, mark: &str, decision: &BookDecision, reason: &Reason) {
    let mut words = format!("{} [{}]", reason.says, reason.provision.cite());
    words.push_str(reason.confidence.in_words());
    if reason.force == Some(Force::Must) {
        words.push_str(" (the council must apply this)");
    }
    page.marked(indent + 2, mark, &words);
    if let Some(officer) = &reason.officer {
        page.line(indent + 6, &format!("For the officer: {officer}"));
    }
    if reason.tell == Some(Tell::Withhold) {
        page.line(indent + 6, "Do not name this to the person.");
    }
    facts(page, indent + 6, decision, reason);
}

/// The facts under a rule; under a definition, the facts that it rests on in turn, each definition
/// once.
fn facts(page: &mut Page, indent: usize, decision: &BookDecision, reason: &Reason) {
    facts_but(page, indent, decision, reason, &mut BTreeSet::new());
}

fn facts_but<'d>(
    page: &mut Page,
    indent: usize,
    decision: &'d BookDecision,
    reason: &'d Reason,
    shown: &mut BTreeSet<&'d str>,
) {
    for used in &reason.facts {
        page.line(indent, &in_words(used));
        if shown.insert(&used.fact)
            && let Some(definition) = find(decision, &used.fact)
        {
            facts_but(page, indent + 2, decision, definition, shown);
        }
    }
}

fn in_words(used: &FactUse) -> String {
    format!(
        "{}: {} ({})",
        used.name,
        used.value.in_words(),
        used.from.in_words()
    )
}

fn find<'d>(decision: &'d BookDecision, rule: &str) -> Option<&'d Reason> {
    decision.reasons.iter().find(|reason| reason.rule == rule)
}

const fn mark(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "+ ",
        Truth::No => "- ",
        Truth::Unknown => "? ",
    }
}

pub(super) const fn because_in_words(because: Option<Because>) -> &'static str {
    match because {
        Some(Because::NoGround) | None => "no ground for it holds",
        Some(Because::Exempt) => "a ground holds, but an exemption takes all that it gives",
        Some(Because::Either) => {
            "whether a ground holds is open, but an exemption would take all that it gives"
        }
    }
}
