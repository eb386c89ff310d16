//! What was found out in one case, kept for the cases that are decided beside it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    form::DiagramForm,
    program::Program,
    target::{Target, alike},
};
use crate::{
    bdd::{BudgetExceeded, Diagram, Edge, Marks, Residual, Residuals},
    circuit::{Bits, FastMap, Word},
    fact::FactId,
};

/// Cases decided by one program one after the other: what was found out for one of them is not worked out
/// again for the next. The items of a request are such cases, whatever right is asked for.
///
/// What comes out does not depend on it.
#[derive(Debug, Clone)]
pub(crate) struct Session<'p> {
    program: &'p Program,
    memo: Arc<Mutex<Memo>>,
}

impl<'p> Session<'p> {
    pub(crate) fn of(program: &'p Program) -> Self {
        Self {
            program,
            memo: Arc::default(),
        }
    }

    pub(crate) const fn program(&self) -> &'p Program {
        self.program
    }

    pub(super) fn memo(&self) -> MutexGuard<'_, Memo> {
        // A panic elsewhere leaves at worst something to be found out again.
        self.memo.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was found out about the diagrams of one program. Everything in it follows from the diagram and from
/// what a case knows of the bits that the diagram asks for, and from nothing else.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    marks: Marks,
    diagrams: Vec<Asked>,
    of_targets: FastMap<Target, Vec<(DiagramForm, Place)>>,
    residuals: Residuals,
    known_residuals: Vec<KnownResidual>,
    /// What is left, by its root: what says the same has one.
    by_root: FastMap<Edge, usize>,
    /// What a case knows of the bits of a diagram; kept for its room.
    known: Vec<Word>,
}

/// The place of a diagram, where there is room for it.
type Place = Result<usize, BudgetExceeded>;

/// A diagram that was asked.
#[derive(Debug)]
struct Asked {
    diagram: Arc<Diagram>,
    /// Whether nothing granted is one answer, whatever the reason.
    is_entitlement: bool,
    bits: Bits,
    in_cases: FastMap<Vec<Word>, InCase>,
}

/// What a diagram comes to in the cases that know the same of its bits.
#[derive(Debug, Clone, Copy, Default)]
struct InCase {
    values: Option<u64>,
    left: Option<usize>,
}

/// What is left of a diagram, with what was found out about it.
#[derive(Debug)]
pub(super) struct KnownResidual {
    pub(super) residual: Residual,
    pub(super) facts: FastMap<(FactId, Influence), bool>,
    sets: FastMap<Bits, bool>,
}

/// How a fact can matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Influence {
    /// By itself.
    Changes,
    /// By ruling out answers to others.
    Settles,
}

impl KnownResidual {
    fn new(residual: Residual) -> Self {
        Self {
            residual,
            facts: FastMap::default(),
            sets: FastMap::default(),
        }
    }

    /// Whether some possible cases that differ only in these bits come out differently.
    pub(super) fn depends_on(&mut self, residuals: &mut Residuals, free: &Bits) -> bool {
        if let Some(known) = self.sets.get(free) {
            return *known;
        }
        let is_so = residuals.depends_on(&self.residual, free);
        self.sets.insert(free.clone(), is_so);
        is_so
    }
}

impl Memo {
    /// The values of a target that are still possible: none where no case can be.
    pub(super) fn values(
        &mut self,
        program: &Program,
        (target, form): (Target, &DiagramForm),
        case: &[Word],
        among: u64,
    ) -> Result<u64, BudgetExceeded> {
        let asked = self.asked(program, target, form)?;
        let Self {
            marks,
            diagrams,
            known,
            ..
        } = self;
        let Some(asked) = diagrams.get_mut(asked) else {
            return Ok(0);
        };
        let in_case = asked.in_case(case, known);
        if let Some(values) = in_case.values {
            return Ok(values);
        }
        let values = asked.diagram.possible_values(case, among, marks);
        asked.in_case(case, known).values = Some(values);
        Ok(values)
    }

    /// What is left of the diagram of a target: its place among all that is left.
    pub(super) fn residual(
        &mut self,
        program: &Program,
        (target, form): (Target, &DiagramForm),
        case: &[Word],
    ) -> Result<usize, BudgetExceeded> {
        let asked = self.asked(program, target, form)?;
        let Some(asked) = self.diagrams.get_mut(asked) else {
            return Ok(usize::MAX);
        };
        if let Some(at) = asked.in_case(case, &mut self.known).left {
            return Ok(at);
        }
        let alike = |value| alike(target, value);
        let residual = self
            .residuals
            .residual_of(&asked.diagram, case, &mut self.marks, alike);
        let next = self.known_residuals.len();
        let at = *self.by_root.entry(residual.root()).or_insert(next);
        if at == next {
            self.known_residuals.push(KnownResidual::new(residual));
        }
        asked.in_case(case, &mut self.known).left = Some(at);
        Ok(at)
    }

    pub(super) fn found(&self, at: usize) -> Option<&KnownResidual> {
        self.known_residuals.get(at)
    }

    pub(super) fn found_mut(&mut self, at: usize) -> Option<(&mut KnownResidual, &mut Residuals)> {
        let found = self.known_residuals.get_mut(at)?;
        Some((found, &mut self.residuals))
    }

    /// The place of the diagram of a target.
    fn asked(
        &mut self,
        program: &Program,
        target: Target,
        form: &DiagramForm,
    ) -> Result<usize, BudgetExceeded> {
        let forms = self.of_targets.entry(target).or_default();
        if let Some((_, known)) = forms.iter().find(|(known, _)| known == form) {
            return *known;
        }
        let asked = program.diagram_of(target, form).map(|diagram| {
            let is_entitlement = matches!(target, Target::Entitlement(_));
            let is_same = |known: &Asked| {
                Arc::ptr_eq(&known.diagram, &diagram) && known.is_entitlement == is_entitlement
            };
            let known = self.diagrams.iter().position(is_same);
            known.unwrap_or_else(|| {
                let mut bits = Bits::default();
                for bit in diagram.nodes.iter().map(|node| node.bit as usize) {
                    bits.insert(bit);
                }
                self.diagrams.push(Asked {
                    diagram,
                    is_entitlement,
                    bits,
                    in_cases: FastMap::default(),
                });
                self.diagrams.len() - 1
            })
        });
        forms.push((form.clone(), asked));
        asked
    }
}

impl Asked {
    /// What is known of a case like this one; `known` is room.
    fn in_case(&mut self, case: &[Word], known: &mut Vec<Word>) -> &mut InCase {
        known.clear();
        known.extend(self.bits.words().map(|(at, mask)| {
            let word = case.get(at).copied().unwrap_or_default();
            Word {
                yes: word.yes & mask,
                no: word.no & mask,
            }
        }));
        self.in_cases.entry(known.clone()).or_default()
    }
}
