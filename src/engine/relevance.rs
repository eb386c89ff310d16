//! Which unknown facts can still change something.

use std::cell::RefCell;

use super::{
    evaluate::Evaluation,
    form::DiagramForm,
    memo::{Influence, KnownResidual, Memo},
    program::Program,
    target::Target,
    why::{Open, OpenUse, Use},
};
use crate::{
    bdd::{BudgetExceeded, Residual, Residuals},
    circuit::{Atom, Bits, Masks},
    fact::{Domain, FactId},
    law::Entitlement,
};

/// Which facts are relevant to some targets in one case.
///
/// A fact is relevant, or matters, if two possible cases that differ in it alone come out differently. It matters too if
/// its answer, by ruling out an answer to another fact, settles what that other fact would have decided:
/// that no exemption was raised spares the judgement of it.
pub(crate) struct Relevance<'p> {
    program: &'p Program,
    case: &'p Masks,
    memo: RefCell<&'p mut Memo>,
    /// What is left of the diagrams of the targets: places in the memo.
    residuals: Vec<usize>,
    /// The bits that some diagram still depends on: those of every fact that matters, and of some that
    /// only decide what is possible.
    support: Bits,
}

impl<'p> Relevance<'p> {
    /// What matters to deciding. The memo is one of this program.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of a target is not to be had.
    pub(crate) fn new(
        program: &'p Program,
        case: &'p Masks,
        targets: &[Target],
        memo: &'p mut Memo,
    ) -> Result<Self, BudgetExceeded> {
        Self::by(program, case, &program.form_of(&case.words), targets, memo)
    }

    /// The same among every tied fact: questions are asked about those too.
    ///
    /// # Errors
    ///
    /// As [`Relevance::new`].
    #[cfg(feature = "inquiry")]
    pub(crate) fn with_tied(
        program: &'p Program,
        case: &'p Masks,
        target: Target,
        memo: &'p mut Memo,
    ) -> Result<Self, BudgetExceeded> {
        let form = DiagramForm::with_tied(program.settings().in_case(&case.words));
        Self::by(program, case, &form, &[target], memo)
    }

    fn by(
        program: &'p Program,
        case: &'p Masks,
        form: &DiagramForm,
        targets: &[Target],
        memo: &'p mut Memo,
    ) -> Result<Self, BudgetExceeded> {
        let mut left: Vec<usize> = Vec::with_capacity(targets.len());
        let mut support = Bits::default();
        for target in targets {
            let at = memo.residual(program, (*target, form), &case.words)?;
            if let Some(found) = memo.found(at).filter(|_| !left.contains(&at)) {
                support.insert_all(found.residual.support());
                left.push(at);
            }
        }
        Ok(Self {
            program,
            case,
            memo: RefCell::new(memo),
            residuals: left,
            support,
        })
    }

    /// Whether a search finds something in what is left of some diagram.
    fn any(&self, search: impl Fn(&mut KnownResidual, &mut Residuals) -> bool) -> bool {
        let mut memo = self.memo.borrow_mut();
        self.residuals.iter().any(|at| {
            let found = memo.found_mut(*at);
            found.is_none_or(|(found, residuals)| search(found, residuals))
        })
    }

    /// What was found before of a fact, or what a search finds.
    fn any_of_fact(
        &self,
        known: (FactId, Influence),
        search: impl Fn(&Residual, &mut Residuals) -> bool,
    ) -> bool {
        self.any(|found, residuals| match found.facts.get(&known) {
            Some(is_so) => *is_so,
            None => {
                let is_so = search(&found.residual, residuals);
                found.facts.insert(known, is_so);
                is_so
            }
        })
    }

    /// The facts that matter, in the order of the vocabulary.
    pub(crate) fn facts(&self) -> Vec<FactId> {
        let owner = |bit: usize| self.program.atom(bit).and_then(Atom::fact);
        let mut facts: Vec<FactId> = self.support.iter().filter_map(owner).collect();
        facts.sort_unstable();
        facts.dedup();
        let (mut relevant, left): (Vec<_>, Vec<_>) =
            facts.into_iter().partition(|fact| self.is_relevant(*fact));
        for fact in left.into_iter().filter(|fact| self.is_tied(*fact)) {
            // What only a date leaves open no fact settles.
            let mut free = Bits::default();
            let is_free = |bit: &usize| owner(*bit).is_some_and(|fact| !relevant.contains(&fact));
            for bit in self.support.iter().filter(is_free) {
                free.insert(bit);
            }
            if self.differ_in(&free) {
                relevant.push(fact);
            }
        }
        relevant.sort_unstable();
        relevant
    }

    /// Whether a fact matters by itself: it can change something, or settle what others would decide.
    pub(crate) fn is_relevant(&self, fact: FactId) -> bool {
        self.can_change(Use::Fact(fact)) || self.can_settle(fact)
    }

    /// Whether a fact or date can change something by itself.
    pub(crate) fn can_change(&self, what: Use) -> bool {
        let Use::Fact(fact) = what else {
            return self.differ_in(&self.bits_of(what));
        };
        let span = self.program.bits_of(fact);
        if !span.is_some_and(|span| self.support.meets_span(span)) {
            return false;
        }
        // Where every combination of answers is possible, what a diagram depends on matters.
        if self.is_yes_no_or_set(fact) && !self.is_tied(fact) {
            return true;
        }
        self.any_of_fact((fact, Influence::Changes), |left, residuals| {
            residuals.depends_on(left, &self.bits_of(what))
        })
    }

    /// Whether some possible cases that differ only in these bits come out differently.
    fn differ_in(&self, free: &Bits) -> bool {
        self.any(|found, residuals| found.depends_on(residuals, free))
    }

    /// Whether an answer to the fact can settle what facts tied to it would have decided.
    fn can_settle(&self, fact: FactId) -> bool {
        let tied = self.program.combinations().tied_to(fact);
        !tied.is_empty()
            && self.any_of_fact((fact, Influence::Settles), |left, residuals| {
                let mut of_tied = Bits::default();
                for span in tied.iter().filter_map(|fact| self.program.bits_of(*fact)) {
                    of_tied.insert_span(span);
                }
                residuals.settles(left, &self.bits_of(Use::Fact(fact)), &of_tied)
            })
    }

    /// Of the members asked for, those that can change something by themselves; every one where each
    /// that is unknown can.
    fn relevant_members(&self, fact: FactId, asked: u64) -> u64 {
        let is_set = matches!(self.domain(fact), Some(Domain::SetOf(_)));
        let Some((first, size)) = self.program.bits_of(fact).filter(|_| is_set) else {
            return asked;
        };
        let tied = self.is_tied(fact);
        let unknown = |at: &usize| self.case.truth(first + at).is_unknown();
        let is_relevant = |at: &usize| {
            let mut bit = Bits::default();
            bit.insert(first + at);
            self.support.contains(first + at) && (!tied || self.differ_in(&bit))
        };
        let relevant = (0..size)
            .filter(unknown)
            .filter(is_relevant)
            .fold(0, |members, at| members | 1 << at);
        let every = (0..size).filter(unknown).fold(0, |all, at| all | 1 << at);
        if relevant == every || relevant == 0 {
            asked
        } else {
            asked & relevant
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
        self.program.combinations().is_tied(fact)
    }

    /// The bits of a fact; of a date, those that something still depends on.
    fn bits_of(&self, what: Use) -> Bits {
        let mut bits = Bits::default();
        match what {
            Use::Fact(fact) => {
                if let Some(span) = self.program.bits_of(fact) {
                    bits.insert_span(span);
                }
            }
            Use::Date(asked) => {
                let is_of = |bit: &usize| matches!(self.program.atom(*bit), Some(Atom::Since(date, _)) if date == asked);
                for bit in self.support.iter().filter(is_of) {
                    bits.insert(bit);
                }
            }
            Use::Definition(_) | Use::Entitlement(_) => {}
        }
        bits
    }
}

impl Evaluation<'_> {
    /// Of what was found open, what by itself can still change a target; all of it where nothing does.
    #[cfg(feature = "inquiry")]
    pub(crate) fn relevant_alone(
        &self,
        open: Open,
        target: Target,
        claimed: &[Entitlement],
    ) -> Vec<OpenUse> {
        let open = open.into_vec();
        let (case, mut memo) = (self.with_claims(claimed), self.session.memo());
        let Ok(relevance) = Relevance::with_tied(self.program, &case, target, &mut memo) else {
            return open;
        };
        let (mut kept, left): (Vec<OpenUse>, Vec<OpenUse>) =
            open.into_iter().partition(|each| match each.what {
                Use::Fact(fact) => relevance.is_relevant(fact),
                what => relevance.can_change(what),
            });
        if kept.is_empty() {
            return left;
        }
        for each in &mut kept {
            if let Use::Fact(fact) = each.what {
                each.members = relevance.relevant_members(fact, each.members);
            }
        }
        kept
    }

    /// Of what was found open, what can still change one of the targets, for someone who expressly
    /// claimed these entitlements. Of a set, only the members that can.
    ///
    /// Where a diagram outgrew its budget nothing is left out: a question too many, never one too few.
    pub(crate) fn relevant(
        &self,
        open: Open,
        targets: &[Target],
        claimed: &[Entitlement],
    ) -> Vec<OpenUse> {
        let open = open.into_vec();
        if open.is_empty() {
            return open;
        }
        let (case, mut memo) = (self.with_claims(claimed), self.session.memo());
        let Ok(relevance) = Relevance::new(self.program, &case, targets, &mut memo) else {
            return open;
        };
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for mut each in open {
            match each.what {
                Use::Fact(fact) if relevance.can_change(each.what) => {
                    each.members = relevance.relevant_members(fact, each.members);
                    kept.push(each);
                }
                Use::Fact(fact) if relevance.can_settle(fact) => kept.push(each),
                Use::Fact(fact) if relevance.is_tied(fact) => left.push(each),
                what if relevance.can_change(what) => kept.push(each),
                _ => {}
            }
        }
        // Facts that the vocabulary ties to each other may matter together though none does alone.
        let mut free = relevance.support.clone();
        for each in &kept {
            free = free.without(&relevance.bits_of(each.what));
        }
        for each in left {
            if !relevance.differ_in(&free) {
                break;
            }
            free = free.without(&relevance.bits_of(each.what));
            kept.push(each);
        }
        kept.sort_by_key(|each| each.place);
        kept
    }
}
