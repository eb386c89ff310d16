//! No noise: what is named did something.

use std::collections::BTreeSet;

use data_subject_rights::{
    engine::{Because, Evaluation, ExemptionResult, Target},
    fact::Extent,
    rule::{Condition, RoleKind, RuleId},
};

use super::{Book, Cases, Part, Settled};

/// The exemptions that took something of an entitlement, each against those that are named.
pub fn exemptions_named(cases: &Cases) -> Vec<String> {
    let mut wrong = Vec::new();
    for (book, whole) in cases.books.iter().zip(super::programs(cases)) {
        for part in &book.parts {
            let situation = &cases.situations[part.situation];
            let evaluation =
                Evaluation::new(&whole, situation.facts_for(part.right), situation.dates);
            for settled in &part.settled {
                let found = in_entitlement(&evaluation, settled);
                wrong.extend(found.map(|found| format!("{}: {found}", part.name)));
            }
        }
    }
    wrong
}

/// What is wrong with the exemptions named for an entitlement that plain evaluation settles.
fn in_entitlement(evaluation: &Evaluation<'_>, settled: &Settled) -> Option<String> {
    let Target::Entitlement(entitlement) = settled.target else {
        return None;
    };
    let grant = evaluation.grant(entitlement)?;
    let extent = grant.possible.single()?;
    // An exemption decided that leaves of a ground as much as is granted, and no more.
    let decided = |each: &&ExemptionResult| {
        let taken = Extent::Whole.without(extent);
        extent != Extent::Whole && each.takes().iter().all(|takes| takes >= taken)
    };
    let mut reaching: BTreeSet<RuleId> = BTreeSet::new();
    let mut took: BTreeSet<RuleId> = BTreeSet::new();
    for ground in &grant.grounds {
        reaching.extend(ground.exemptions.iter().map(|each| each.rule));
        if ground.grants().single() == Some(extent) && !ground.truth.is_no() {
            took.extend(
                ground
                    .exemptions
                    .iter()
                    .filter(decided)
                    .map(|each| each.rule),
            );
        }
    }
    let named: BTreeSet<RuleId> = settled.named.intersection(&reaching).copied().collect();
    let ids = |rules: &BTreeSet<RuleId>| -> Vec<String> {
        let rules = rules.iter().filter_map(|id| evaluation.book().rule(*id));
        rules.map(|rule| rule.id.clone()).collect()
    };
    // What rests on the outcome of another entitlement rests on its exemptions too.
    let mut rests_on_others = false;
    for ground in &grant.grounds {
        let rule = evaluation
            .book()
            .rule(ground.rule)
            .expect("it is in the book");
        rule.when.leaves(&mut |leaf| {
            rests_on_others |= matches!(leaf, Condition::Granted(_) | Condition::Refused(_));
        });
    }
    let wanted = if grant.because() == Some(Because::NoGround) {
        BTreeSet::new()
    } else {
        took.clone()
    };
    let is_so = named == wanted || (rests_on_others && wanted.is_subset(&named));
    (!is_so).then(|| {
        let (named, took) = (ids(&named), ids(&took));
        format!("{entitlement:?} {extent:?} names {named:?}, and {took:?} took something")
    })
}

/// How many rules other than definitions are named for each right, with what it is.
pub fn how_many(cases: &Cases) -> Vec<(usize, String)> {
    let mut counts = Vec::new();
    for book in &cases.books {
        for part in &book.parts {
            for settled in &part.settled {
                if matches!(settled.target, Target::Right(_)) {
                    counts.push(count(book, part, settled));
                }
            }
        }
    }
    counts.sort();
    counts
}

fn count(book: &Book, part: &Part, settled: &Settled) -> (usize, String) {
    let rules = settled.named.iter().filter_map(|id| book.book.rule(*id));
    let others = rules.filter(|rule| rule.role.kind() != RoleKind::Definition);
    let ids: Vec<&str> = others.map(|rule| rule.id.as_str()).collect();
    let of = format!(
        "{}, {}: {:?} {ids:?}",
        part.name,
        book.book.name(),
        settled.effect
    );
    (ids.len(), of)
}
