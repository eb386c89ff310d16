//! Which unknown facts can still change something.

use std::collections::BTreeSet;

use super::{
    Atom, Diagram, Evaluation, Target, entitlement_value,
    why::{Open, OpenUse, Use},
};
use crate::{
    fact::{Domain, FactId},
    law::Entitlement,
};

/// Whether completions that differ only in some bits lead to different answers.
type CanChange<'d> = dyn Fn(&dyn Fn(usize) -> bool) -> bool + 'd;

impl Evaluation<'_> {
    /// Of what was found open, what can still change one of the targets, for somebody who expressly
    /// claimed these entitlements. Of a set, only the members that can.
    ///
    /// A fact matters if two possible cases that differ in it alone come out differently. It matters too
    /// if its answer, by ruling out an answer to another fact, settles what that other fact would have
    /// decided: that no exemption was raised spares the judgement of it.
    ///
    /// Where a diagram outgrew its budget nothing is left out: a question too many, never one too few.
    pub(crate) fn what_matters(
        &self,
        open: Open,
        targets: &[Target],
        claimed: &[Entitlement],
    ) -> Vec<OpenUse> {
        let case = self.with_claims(claimed);
        let open = open.into_vec();
        let mut diagrams = Vec::new();
        for target in targets {
            match self.program.diagram(*target) {
                Ok(diagram) => diagrams.push((diagram, *target)),
                Err(_) => return open,
            }
        }
        let can_change = |is_free: &dyn Fn(usize) -> bool| {
            diagrams
                .iter()
                .any(|(diagram, target)| diagram.separates(&case, is_free, |v| class(*target, v)))
        };
        let can_settle = |what: Use| {
            let tied = match what {
                Use::Fact(fact) => self.program.tied_to(fact),
                _ => BTreeSet::new(),
            };
            !tied.is_empty()
                && diagrams.iter().any(|(diagram, target)| {
                    diagram.settles(
                        &case,
                        |bit| self.is_of(bit, what),
                        |bit| tied.iter().any(|fact| self.is_of(bit, Use::Fact(*fact))),
                        |v| class(*target, v),
                    )
                })
        };
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for mut each in open {
            if can_change(&|bit| self.is_of(bit, each.what)) {
                if let Use::Fact(fact) = each.what {
                    each.members = self.members_that_matter(fact, each.members, &can_change);
                }
                kept.push(each);
            } else if can_settle(each.what) {
                kept.push(each);
            } else {
                left.push(each);
            }
        }
        // Facts that the vocabulary ties to each other may matter together though none does alone.
        for each in left {
            let settled =
                !can_change(&|bit| !kept.iter().any(|kept: &OpenUse| self.is_of(bit, kept.what)));
            if settled {
                break;
            }
            kept.push(each);
        }
        kept.sort_by_key(|each| each.place);
        kept
    }

    /// Of the members asked for, those that can change something by themselves; every one where each
    /// that is unknown can.
    fn members_that_matter(&self, fact: FactId, asked: u64, can_change: &CanChange<'_>) -> u64 {
        let is_set = self
            .book
            .vocabulary()
            .get(fact)
            .is_some_and(|declared| matches!(declared.domain, Domain::SetOf(_)));
        let Some((first, size)) = self.program.bits_of(fact).filter(|_| is_set) else {
            return asked;
        };
        let unknown = |at: &usize| self.case.truth(first + at).is_unknown();
        let matter = (0..size)
            .filter(unknown)
            .filter(|at| can_change(&|bit| bit == first + at))
            .fold(0, |members, at| members | 1 << at);
        let every = (0..size).filter(unknown).fold(0, |all, at| all | 1 << at);
        if matter == every || matter == 0 {
            asked
        } else {
            asked & matter
        }
    }

    fn is_of(&self, bit: usize, what: Use) -> bool {
        match (self.program.atom(bit), what) {
            (Some(Atom::Since(date, _)), Use::Date(asked)) => date == asked,
            (Some(atom), Use::Fact(fact)) => atom.fact() == Some(fact),
            _ => false,
        }
    }
}

/// The class of a value: two values of one class are the same answer. Nothing granted is one answer,
/// whether for want of a ground or because of an exemption.
const fn class(target: Target, value: u8) -> Option<u8> {
    match (target, value) {
        (_, Diagram::IMPOSSIBLE) => None,
        (Target::Entitlement(_), entitlement_value::NO_GROUND) => Some(entitlement_value::EXEMPT),
        (_, value) => Some(value),
    }
}
