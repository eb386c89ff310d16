//! What is asked of a book, of the oracle and of the library alike.

use std::collections::BTreeMap;

use super::{Partial, Point, Receipt, Space, first, turn, unknown};
use crate::oracle::{Answer, Oracle};
use data_subject_rights::{
    engine::{Because, Effect, EntitlementVerdict, Evaluation, Program, Scratch, Standing, Target},
    fact::{Extent, Truth},
    law::{Entitlement, Right, Term},
    rule::{Role, Rule, RuleBook, RuleId},
    unstable::{Marks, Masks, entitlement_value as entitled, right_value},
};

/// Something asked of a book. Answers are small numbers; what is possible is a mask of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// What a right comes to for somebody who expressly claimed these.
    Right(Right, Vec<Entitlement>),
    Entitlement(Entitlement),
    /// Whether a duty, power or note arises.
    Arises(RuleId),
    Scope,
}

/// The rights that a duty, power or note belongs to.
pub fn owed(rule: &Rule) -> Option<&std::collections::BTreeSet<Right>> {
    match &rule.role {
        Role::Duty { rights, .. } | Role::Power { rights, .. } | Role::Note { rights, .. } => {
            Some(rights)
        }
        _ => None,
    }
}

impl Asked {
    /// Everything that can be asked of a book, nothing being claimed.
    pub fn all(book: &RuleBook) -> Vec<Self> {
        let rules = book.rules().filter(|(_, rule)| owed(rule).is_some());
        Right::all()
            .map(|right| Self::Right(right, Vec::new()))
            .chain(
                Right::all()
                    .flat_map(|right| book.entitlements(right))
                    .map(Self::Entitlement),
            )
            .chain(rules.map(|(id, _)| Self::Arises(id)))
            .chain([Self::Scope])
            .collect()
    }

    pub const fn target(&self) -> Target {
        match self {
            Self::Right(right, _) => Target::Right(*right),
            Self::Entitlement(entitlement) => Target::Entitlement(*entitlement),
            Self::Arises(rule) => Target::Rule(*rule),
            Self::Scope => Target::Scope,
        }
    }

    /// What the oracle answers for a complete case.
    pub fn truth(&self, oracle: &Oracle<'_>) -> u8 {
        match self {
            Self::Right(right, claimed) => match oracle.answer_to(*right, claimed) {
                Answer::Not => right_value::DOES_NOT_APPLY,
                Answer::Applies => right_value::APPLIES,
                Answer::InPart => right_value::IN_PART,
                Answer::OutOfScope => right_value::OUT_OF_SCOPE,
                Answer::Silent => right_value::SILENT,
            },
            Self::Entitlement(entitlement) => match oracle.granted(*entitlement) {
                Extent::Whole => entitled::WHOLE,
                Extent::Part => entitled::PART,
                Extent::None if oracle.has_ground(*entitlement) => entitled::EXEMPT,
                Extent::None => entitled::NO_GROUND,
            },
            Self::Arises(rule) => {
                let rule = oracle.book.rule(*rule).expect("it is in the book");
                u8::from(oracle.arises(rule))
            }
            Self::Scope => u8::from(oracle.in_scope()),
        }
    }

    /// The case with what this asks for claimed.
    pub fn claimed_in(&self, program: &Program, case: &Masks) -> Masks {
        let mut case = case.clone();
        if let Self::Right(_, claimed) = self {
            for entitlement in claimed {
                program.claim(&mut case, *entitlement, true);
            }
        }
        case
    }

    /// What the program holds possible, and whether it says that this is exact. Notes and scope have
    /// no verdict of a program: there it is what their diagrams hold possible.
    pub fn said(&self, program: &Program, case: &Masks, scratch: &mut Scratch) -> (u64, bool) {
        let book = program.book();
        match self {
            Self::Right(right, _) => {
                let case = self.claimed_in(program, case);
                let verdict = program.outcome(*right, &case, scratch);
                let decided = program.decide(*right, &case, scratch);
                assert_eq!(verdict, decided.verdict(), "{self:?}");
                assert_eq!(verdict.outcome(), verdict.effects.outcome());
                let mut fired: Vec<RuleId> = decided.fired().collect();
                fired.sort_unstable();
                let stand = decided
                    .rules()
                    .filter(|(_, stands)| *stands == Standing::Fired);
                assert!(stand.map(|(id, _)| id).eq(fired), "{self:?}");
                (effects(verdict.effects.iter()), verdict.exact)
            }
            Self::Entitlement(entitlement) => {
                let decided = program.decide(entitlement.right(), case, scratch);
                let verdict = decided
                    .entitlements()
                    .iter()
                    .find(|verdict| verdict.entitlement == *entitlement)
                    .expect("the book grants it");
                (extents(*verdict), verdict.exact)
            }
            Self::Arises(id) => {
                let rule = book.rule(*id).expect("it is in the book");
                let right = owed(rule)
                    .and_then(|rights| rights.first())
                    .expect("it has one");
                match program
                    .duties(*right, case, scratch)
                    .iter()
                    .find(|(rule, ..)| rule == id)
                {
                    Some((_, truth, exact)) => (truths(*truth), *exact),
                    None => self.drawn(program, case),
                }
            }
            Self::Scope => self.drawn(program, case),
        }
    }

    /// What the diagram holds possible; everything where there is none.
    pub fn drawn(&self, program: &Program, case: &Masks) -> (u64, bool) {
        let case = self.claimed_in(program, case);
        match program.diagram(self.target()) {
            Ok(diagram) => {
                let values = diagram.possible(&case, &mut Marks::default());
                (
                    values.into_iter().fold(0, |all, value| all | 1 << value),
                    true,
                )
            }
            Err(_) => (u64::MAX, false),
        }
    }

    /// What an evaluation holds possible.
    pub fn evaluated(&self, evaluation: &Evaluation<'_>) -> (u64, bool) {
        match self {
            Self::Right(right, claimed) => {
                let verdict = evaluation.verdict(*right, claimed);
                (effects(verdict.effects.iter()), verdict.exact)
            }
            Self::Entitlement(entitlement) => {
                let grant = evaluation.grant(*entitlement).expect("the book grants it");
                assert_eq!(grant.possible, grant.verdict.possible());
                (extents(grant.verdict), grant.verdict.exact)
            }
            Self::Arises(rule) => {
                let (truth, exact) = evaluation.arises_exactly(*rule);
                assert_eq!(truth, evaluation.arises(*rule));
                (truths(truth), exact)
            }
            Self::Scope => (truths(evaluation.scope()), true),
        }
    }
}

/// Effects as answers.
pub fn effects(effects: impl Iterator<Item = Effect>) -> u64 {
    effects.fold(0, |all, effect| {
        all | 1
            << match effect {
                Effect::DoesNotApply => right_value::DOES_NOT_APPLY,
                Effect::Applies => right_value::APPLIES,
                Effect::AppliesInPart => right_value::IN_PART,
                Effect::OutOfScope => right_value::OUT_OF_SCOPE,
                Effect::Silent => right_value::SILENT,
            }
    })
}

/// The answers that an entitlement's verdict holds possible. What it says in other words must fit.
fn extents(verdict: EntitlementVerdict) -> u64 {
    let mut all = 0;
    let possible = verdict.possible();
    let mut may = |value: u8, may: bool| all |= u64::from(may) << value;
    may(entitled::WHOLE, possible.has(Extent::Whole));
    may(entitled::PART, possible.has(Extent::Part));
    may(entitled::EXEMPT, verdict.may_be_exempt());
    may(entitled::NO_GROUND, !verdict.has_ground().is_yes());
    let none = 1 << entitled::NO_GROUND | 1 << entitled::EXEMPT;
    assert_eq!(possible.has(Extent::None), all & none != 0);
    assert_eq!(
        verdict.has_ground().is_no(),
        all == 1 << entitled::NO_GROUND
    );
    let because = match all {
        all if all & !none != 0 => None,
        all if all == none => Some(Because::Either),
        all if all & 1 << entitled::EXEMPT != 0 => Some(Because::Exempt),
        _ => Some(Because::NoGround),
    };
    assert_eq!(verdict.because(), because);
    all
}

fn truths(truth: Truth) -> u64 {
    match truth {
        Truth::No => 0b01,
        Truth::Yes => 0b10,
        Truth::Unknown => 0b11,
    }
}

/// What the oracle answers for every complete case of a small space.
pub struct Table {
    sizes: Vec<usize>,
    receipt: Receipt,
    answers: BTreeMap<usize, Vec<u8>>,
}

impl Table {
    pub fn of(book: &RuleBook, space: &Space, asked: &[Asked]) -> Self {
        let sizes: Vec<usize> = space.dimensions.iter().map(|each| each.size).collect();
        let anything = (0..sizes.len()).map(|at| space.any(at)).collect();
        let mut table = Self {
            sizes,
            receipt: space.receipt.clone(),
            answers: BTreeMap::new(),
        };
        space.each(&anything, |point, facts, dates| {
            let oracle = Oracle { book, facts, dates };
            let answers = asked.iter().map(|each| each.truth(&oracle)).collect();
            table.answers.insert(table.place(point), answers);
        });
        table
    }

    /// Whether no case can be at all.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    fn place(&self, point: &[usize]) -> usize {
        let digits = point.iter().zip(&self.sizes);
        digits.fold(0, |place, (value, size)| place * size + value)
    }

    /// The answers for a complete case, each beside what was asked; `None` where it cannot be.
    pub fn at(&self, point: &[usize]) -> Option<&[u8]> {
        self.answers.get(&self.place(point)).map(Vec::as_slice)
    }

    /// Every completion that can be, with its answers.
    pub fn each(&self, partial: &Partial, mut visit: impl FnMut(&Point, &[u8])) {
        let partial = &self.receipt.narrow(partial);
        let mut point = first(partial);
        let open = unknown(partial);
        loop {
            if let Some(answers) = self.at(&point) {
                visit(&point, answers);
            }
            if !turn(&open, partial, &mut point, |_, _| {}) {
                return;
            }
        }
    }
}
