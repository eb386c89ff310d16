//! Deciding one case without allocating.

use std::sync::Arc;

use super::{
    decided::{Decided, Standing},
    form::DiagramForm,
    outcome::Effects,
    program::Program,
    right_program::{GRANT, OUTCOME, RightProgram},
    target::{Target, effects_of_right, truth_of, values_of, values_of_extent, values_of_right},
    verdict::{EntitlementVerdict, Verdict},
};
use crate::{
    bdd::{BudgetExceeded, Diagram, Marks},
    circuit::{Masks, Output, Word},
    fact::Truth,
    law::{Right, Term},
    rule::RuleId,
};

/// Room to decide in: kept by the caller, used again for every case.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    words: Vec<Word>,
    room: Room,
    pub(super) entitlements: Vec<EntitlementVerdict>,
    pub(super) rules: Vec<(RuleId, Standing)>,
    verdicts: Vec<(Right, Verdict)>,
    pub(super) arising: Vec<(RuleId, Truth, bool)>,
}

/// Room to read diagrams in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    /// Which of the combinations that cannot be may yet be met.
    open: Vec<Word>,
    form: DiagramForm,
    marks: Marks,
}

impl Program {
    /// Room to decide in.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch::default()
    }

    /// What a right comes to.
    #[must_use]
    pub fn outcome(&self, right: Right, case: &Masks, scratch: &mut Scratch) -> Verdict {
        let compiled = self.right(right);
        let schedule = &compiled.outcome;
        let plain = schedule.run(&case.words, &mut scratch.words, |words| {
            plain(compiled, schedule.outputs(), words)
        });
        self.verdict(right, plain, case, &mut scratch.room)
    }

    /// What plain evaluation leaves of a right, before any diagram is asked. What one more fact tells can only
    /// narrow it.
    pub(crate) fn plain_outcome(&self, right: Right, case: &Masks) -> Effects {
        let compiled = self.right(right);
        let schedule = &compiled.outcome;
        schedule.run(&case.words, &mut Vec::new(), |words| {
            plain(compiled, schedule.outputs(), words)
        })
    }

    /// What every right comes to, in the order of the law: what rights share is worked out once.
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, law::Right, rule::Dates};
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let mut scratch = program.scratch();
    /// let verdicts = program.decide_all(&case, &mut scratch).to_vec();
    /// let alone = program.outcome(Right::Erasure, &case, &mut scratch);
    /// assert!(verdicts.contains(&(Right::Erasure, alone)));
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    pub fn decide_all<'p>(&self, case: &Masks, scratch: &'p mut Scratch) -> &'p [(Right, Verdict)] {
        self.every_right.run_into(&case.words, &mut scratch.words);
        scratch.verdicts.clear();
        for (right, outputs) in Right::all().zip(self.every_right.outputs().chunks(OUTCOME)) {
            let plain = plain(self.right(right), outputs, &scratch.words);
            let verdict = self.verdict(right, plain, case, &mut scratch.room);
            scratch.verdicts.push((right, verdict));
        }
        &scratch.verdicts
    }

    /// Decides a right: the verdict, and every rule that was tried.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, engine::{Outcome, Standing}, law::Right, rule::Dates,
    /// };
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let mut scratch = program.scratch();
    /// let decided = program.decide(Right::Erasure, &case, &mut scratch);
    /// assert_eq!(decided.outcome(), Outcome::Open);
    /// assert!(decided.rules().any(|(_, standing)| standing == Standing::Open));
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn decide<'p>(
        &'p self,
        right: Right,
        case: &Masks,
        scratch: &'p mut Scratch,
    ) -> Decided<'p> {
        let compiled = self.right(right);
        compiled.reasoned.run_into(&case.words, &mut scratch.words);
        let plain = plain(compiled, compiled.reasoned.outputs(), &scratch.words);
        let verdict = self.verdict(right, plain, case, &mut scratch.room);
        scratch.entitlements.clear();
        let outputs = compiled
            .reasoned
            .outputs()
            .get(OUTCOME..)
            .unwrap_or_default();
        for (entitlement, outputs) in compiled.entitlements.iter().zip(outputs.chunks(GRANT)) {
            let kleene = values_of_grant(outputs, &scratch.words);
            let (values, exact) = self.exactly(
                Target::Entitlement(*entitlement),
                kleene,
                |values| values.count_ones() > 1,
                case,
                &mut scratch.room,
            );
            scratch.entitlements.push(EntitlementVerdict {
                entitlement: *entitlement,
                values,
                exact,
            });
        }
        Decided {
            right: compiled,
            words: &scratch.words,
            entitlements: &scratch.entitlements,
            verdict,
        }
    }

    /// Whether each duty and power of a right arises, in the order of the book, each with whether that
    /// is exact.
    pub fn duties<'p>(
        &'p self,
        right: Right,
        case: &Masks,
        scratch: &'p mut Scratch,
    ) -> &'p [(RuleId, Truth, bool)] {
        scratch.arising.clear();
        let compiled = self.right(right);
        compiled.duties.run_into(&case.words, &mut scratch.words);
        for (rule, output) in compiled.owed.iter().zip(compiled.duties.outputs()) {
            let truth = output.truth(&scratch.words);
            let (truth, exact) = self.exact_truth(*rule, truth, case, &mut scratch.room);
            scratch.arising.push((*rule, truth, exact));
        }
        &scratch.arising
    }

    /// The truth of a target with two values, by its diagram where evaluation left it open.
    pub(crate) fn exact_truth(
        &self,
        rule: RuleId,
        kleene: Truth,
        case: &Masks,
        room: &mut Room,
    ) -> (Truth, bool) {
        let (values, exact) = self.exactly(
            Target::Rule(rule),
            values_of(kleene),
            |values| values.count_ones() > 1,
            case,
            room,
        );
        (truth_of(values), exact)
    }

    /// The values that a diagram leaves, where plain evaluation leaves more than one.
    pub(crate) fn exactly(
        &self,
        target: Target,
        kleene: u64,
        is_open: impl Fn(u64) -> bool,
        case: &Masks,
        room: &mut Room,
    ) -> (u64, bool) {
        if !is_open(kleene) {
            return (kleene, true);
        }
        match self.diagram_for(target, case, room) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => match diagram.possible_values(&case.words, kleene, &mut room.marks) {
                0 => (kleene, true),
                values => (values, true),
            },
            Err(_) => (kleene, false),
        }
    }

    /// The diagram that a case is decided by.
    fn diagram_for(
        &self,
        target: Target,
        case: &Masks,
        room: &mut Room,
    ) -> Result<Arc<Diagram>, BudgetExceeded> {
        self.read_form(&case.words, &mut room.form, &mut room.open);
        self.diagram_of(target, &room.form)
    }

    /// The verdict, by the diagram where plain evaluation left it open.
    fn verdict(&self, right: Right, plain: Effects, case: &Masks, room: &mut Room) -> Verdict {
        if !plain.is_open() {
            return Verdict {
                effects: plain,
                exact: true,
            };
        }
        match self.diagram_for(Target::Right(right), case, room) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => {
                let among = values_of_right(plain);
                let values = diagram.possible_values(&case.words, among, &mut room.marks);
                Verdict {
                    effects: match effects_of_right(values) {
                        Effects::NONE => plain,
                        effects => effects,
                    },
                    exact: true,
                }
            }
            Err(_) => Verdict {
                effects: plain,
                exact: false,
            },
        }
    }
}

/// The effects that plain evaluation leaves: `outputs` begin with scope, granted and refused.
fn plain(compiled: &RightProgram, outputs: &[Output], words: &[Word]) -> Effects {
    let [scope, granted, refused, ..] = outputs else {
        return Effects::NONE;
    };
    let (scope, granted, refused) = (
        scope.known(words),
        granted.known(words),
        refused.known(words),
    );
    Effects::possible(
        compiled.silent,
        [scope.yes, scope.no],
        [granted.yes, granted.no],
        [refused.yes, refused.no],
    )
}

fn values_of_grant(outputs: &[Output], words: &[Word]) -> u64 {
    let mut truths = outputs.iter().map(|output| output.truth(words));
    let mut next = || truths.next().unwrap_or(Truth::Unknown);
    let (ground, part, whole) = (next(), next(), next());
    values_of_extent(ground, part, whole)
}
