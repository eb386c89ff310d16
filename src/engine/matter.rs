//! Which unknown facts can still change something.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    Atom, BudgetExceeded, Diagram, Evaluation, Masks, Program, Target,
    diagram::Marks,
    entitlement_value,
    why::{Open, OpenUse, Use},
};
use crate::{
    fact::{Domain, FactId},
    law::Entitlement,
};

/// What was found out in one case: of targets that what is known leaves alike, one is searched for all.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    marks: Marks,
    found: Vec<(Residuals, Answers)>,
}

/// What is left of the diagrams of some targets.
type Residuals = Vec<(Diagram, Target)>;

/// Whether a fact matters in a way, as far as it was asked.
type Answers = BTreeMap<(FactId, Way), bool>;

/// How a fact can matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// By itself.
    Changes,
    /// By ruling out answers to others.
    Settles,
}

/// What can still change some targets in one case.
///
/// A fact matters if two possible cases that differ in it alone come out differently. It matters too if
/// its answer, by ruling out an answer to another fact, settles what that other fact would have decided:
/// that no exemption was raised spares the judgement of it.
pub(crate) struct Matter<'p> {
    program: &'p Program,
    case: &'p Masks,
    memo: RefCell<&'p mut Memo>,
    /// What is left of the diagrams of the targets: their place in the memo.
    at: usize,
    /// The bits that some diagram still depends on, in rising order: those of every fact that matters,
    /// and of some that only decide what is possible.
    bits: Vec<usize>,
}

impl<'p> Matter<'p> {
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of a target is not to be had.
    pub(crate) fn new(
        program: &'p Program,
        case: &'p Masks,
        targets: &[Target],
        memo: &'p mut Memo,
    ) -> Result<Self, BudgetExceeded> {
        let mut diagrams: Residuals = Vec::with_capacity(targets.len());
        let mut bits = Vec::new();
        for target in targets {
            let diagram = program.diagram_in(*target, case)?;
            let alike = |value| alike(*target, value);
            let left = diagram.residual(&case.words, &mut memo.marks, alike);
            bits.extend(left.bits());
            if !diagrams.iter().any(|(known, _)| *known == left) {
                diagrams.push((left, *target));
            }
        }
        bits.sort_unstable();
        bits.dedup();
        let same = |(known, _): &(Residuals, _)| {
            known.len() == diagrams.len()
                && known
                    .iter()
                    .zip(&diagrams)
                    .all(|((one, _), (other, _))| one == other)
        };
        let at = match memo.found.iter().position(same) {
            Some(at) => at,
            None => {
                memo.found.push((diagrams, BTreeMap::new()));
                memo.found.len() - 1
            }
        };
        Ok(Self {
            program,
            case,
            memo: RefCell::new(memo),
            at,
            bits,
        })
    }

    /// What was found before, or what a search of the diagrams finds.
    fn found(
        &self,
        known: Option<(FactId, Way)>,
        search: impl Fn(&Diagram, Target) -> bool,
    ) -> bool {
        let mut memo = self.memo.borrow_mut();
        let Some((diagrams, found)) = memo.found.get_mut(self.at) else {
            return true;
        };
        if let Some(found) = known.and_then(|known| found.get(&known)) {
            return *found;
        }
        let is_so = diagrams
            .iter()
            .any(|(diagram, target)| search(diagram, *target));
        if let Some(known) = known {
            found.insert(known, is_so);
        }
        is_so
    }

    /// The facts that matter, in the order of the vocabulary.
    pub(crate) fn facts(&self) -> Vec<FactId> {
        let mut facts: Vec<FactId> = self
            .bits
            .iter()
            .filter_map(|bit| self.program.atom(*bit)?.fact())
            .collect();
        facts.sort_unstable();
        facts.dedup();
        let (mut matter, left): (Vec<_>, Vec<_>) =
            facts.into_iter().partition(|fact| self.matters(*fact));
        for fact in left.into_iter().filter(|fact| self.is_tied(*fact)) {
            // What only a date leaves open no fact settles.
            let known = |bit: usize| {
                let fact = self.program.atom(bit).and_then(Atom::fact);
                fact.is_none_or(|fact| matter.contains(&fact))
            };
            if self.differ_in(|bit| !known(bit)) {
                matter.push(fact);
            }
        }
        matter.sort_unstable();
        matter
    }

    /// Whether a fact matters by itself: it can change something, or settle what others would decide.
    pub(crate) fn matters(&self, fact: FactId) -> bool {
        self.can_change(Use::Fact(fact)) || self.can_settle(fact)
    }

    /// Whether a fact or date can change something by itself.
    pub(crate) fn can_change(&self, what: Use) -> bool {
        if !self.bits.iter().any(|bit| self.is_of(*bit, what)) {
            return false;
        }
        // Where every combination of answers is possible, what a diagram depends on matters.
        let is_free = match what {
            Use::Fact(fact) => self.is_yes_no_or_set(fact) && !self.is_tied(fact),
            _ => false,
        };
        let known = match what {
            Use::Fact(fact) => Some((fact, Way::Changes)),
            _ => None,
        };
        is_free || self.differ(known, |bit| self.is_of(bit, what))
    }

    /// Whether some possible cases that differ only in these bits come out differently.
    fn differ_in(&self, is_free: impl Fn(usize) -> bool) -> bool {
        self.differ(None, is_free)
    }

    fn differ(&self, known: Option<(FactId, Way)>, is_free: impl Fn(usize) -> bool) -> bool {
        self.found(known, |diagram, target| {
            diagram.separates(&is_free, |value| alike(target, value))
        })
    }

    /// Whether an answer to the fact can settle what facts tied to it would have decided.
    fn can_settle(&self, fact: FactId) -> bool {
        let tied = self.program.tied_to(fact);
        !tied.is_empty()
            && self.found(Some((fact, Way::Settles)), |diagram, target| {
                diagram.settles(
                    |bit| self.is_of(bit, Use::Fact(fact)),
                    |bit| tied.iter().any(|fact| self.is_of(bit, Use::Fact(*fact))),
                    |value| alike(target, value),
                )
            })
    }

    /// Of the members asked for, those that can change something by themselves; every one where each
    /// that is unknown can.
    fn members_that_matter(&self, fact: FactId, asked: u64) -> u64 {
        let is_set = matches!(self.domain(fact), Some(Domain::SetOf(_)));
        let Some((first, size)) = self.program.bits_of(fact).filter(|_| is_set) else {
            return asked;
        };
        let tied = self.is_tied(fact);
        let unknown = |at: &usize| self.case.truth(first + at).is_unknown();
        let matter = (0..size)
            .filter(unknown)
            .filter(|at| self.bits.binary_search(&(first + at)).is_ok())
            .filter(|at| !tied || self.differ_in(|bit| bit == first + at))
            .fold(0, |members, at| members | 1 << at);
        let every = (0..size).filter(unknown).fold(0, |all, at| all | 1 << at);
        if matter == every || matter == 0 {
            asked
        } else {
            asked & matter
        }
    }

    fn domain(&self, fact: FactId) -> Option<Domain> {
        let declared = self.program.book().vocabulary().get(fact)?;
        Some(declared.domain)
    }

    fn is_yes_no_or_set(&self, fact: FactId) -> bool {
        matches!(self.domain(fact), Some(Domain::YesNo | Domain::SetOf(_)))
    }

    /// Whether some combination that cannot be names the fact, alone or with others.
    fn is_tied(&self, fact: FactId) -> bool {
        let mut combinations = self.program.compiled.impossible.iter();
        combinations.any(|(facts, _)| facts.contains(&fact))
    }

    fn is_of(&self, bit: usize, what: Use) -> bool {
        match (self.program.atom(bit), what) {
            (Some(Atom::Since(date, _)), Use::Date(asked)) => date == asked,
            (Some(atom), Use::Fact(fact)) => atom.fact() == Some(fact),
            _ => false,
        }
    }
}

impl Evaluation<'_> {
    /// Of what was found open, what by itself can still change a target; all of it where nothing does.
    pub(crate) fn what_matters_alone(
        &self,
        open: Open,
        target: Target,
        claimed: &[Entitlement],
    ) -> Vec<OpenUse> {
        let open = open.into_vec();
        let (case, mut memo) = (self.with_claims(claimed), Memo::default());
        let Ok(matter) = Matter::new(self.program, &case, &[target], &mut memo) else {
            return open;
        };
        let (mut kept, left): (Vec<OpenUse>, Vec<OpenUse>) =
            open.into_iter().partition(|each| match each.what {
                Use::Fact(fact) => matter.matters(fact),
                what => matter.can_change(what),
            });
        if kept.is_empty() {
            return left;
        }
        for each in &mut kept {
            if let Use::Fact(fact) = each.what {
                each.members = matter.members_that_matter(fact, each.members);
            }
        }
        kept
    }

    /// Of what was found open, what can still change one of the targets, for somebody who expressly
    /// claimed these entitlements. Of a set, only the members that can.
    ///
    /// Where a diagram outgrew its budget nothing is left out: a question too many, never one too few.
    pub(crate) fn what_matters(
        &self,
        open: Open,
        targets: &[Target],
        claimed: &[Entitlement],
        memo: &mut Memo,
    ) -> Vec<OpenUse> {
        let open = open.into_vec();
        if open.is_empty() {
            return open;
        }
        let case = self.with_claims(claimed);
        let Ok(matter) = Matter::new(self.program, &case, targets, memo) else {
            return open;
        };
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for mut each in open {
            match each.what {
                Use::Fact(fact) if matter.can_change(each.what) => {
                    each.members = matter.members_that_matter(fact, each.members);
                    kept.push(each);
                }
                Use::Fact(fact) if matter.can_settle(fact) => kept.push(each),
                Use::Fact(fact) if matter.is_tied(fact) => left.push(each),
                what if matter.can_change(what) => kept.push(each),
                _ => {}
            }
        }
        // Facts that the vocabulary ties to each other may matter together though none does alone.
        for each in left {
            let is_kept = |bit| {
                kept.iter()
                    .any(|kept: &OpenUse| matter.is_of(bit, kept.what))
            };
            if !matter.differ_in(|bit| !is_kept(bit)) {
                break;
            }
            kept.push(each);
        }
        kept.sort_by_key(|each| each.place);
        kept
    }
}

/// One value for all that are the same answer. Nothing granted is one answer, whether for want of a
/// ground or because of an exemption.
pub(super) const fn alike(target: Target, value: u8) -> u8 {
    match (target, value) {
        (Target::Entitlement(_), entitlement_value::NO_GROUND) => entitlement_value::EXEMPT,
        (_, value) => value,
    }
}
