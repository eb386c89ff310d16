//! Deciding one case without allocating.

use super::{
    decided::{Decided, GRANT, OUTCOME, Standing},
    exact::{Target, entitlement_value, extents, right_value},
    grant::Because,
    outcome::{Effect, Effects, Outcome},
    program::{Program, RightProgram},
};
use crate::{
    bdd::Marks,
    circuit::{Masks, Spot, Word},
    fact::{Extent, Possible, Truth},
    law::{Entitlement, Right, Term},
    rule::RuleId,
};

/// Room to decide in: kept by the caller, used again for every case.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    words: Vec<Word>,
    pub(super) marks: Marks,
    pub(super) entitlements: Vec<EntitlementVerdict>,
    pub(super) rules: Vec<(RuleId, Standing)>,
    verdicts: Vec<(Right, Verdict)>,
    pub(super) arising: Vec<(RuleId, Truth, bool)>,
}

/// What a right comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The effects still possible: exactly those that some completion of the facts leads to.
    ///
    /// Facts that cannot be so together ([`Program::contradicted_by`]) have no completion; of such a case
    /// nothing is promised.
    pub effects: Effects,
    /// False where the diagram outgrew its budget: then an effect too many may be listed, never one
    /// too few.
    pub exact: bool,
}

impl Verdict {
    /// The outcome: open where more than one effect is possible.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        self.effects.outcome()
    }
}

/// What an entitlement comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntitlementVerdict {
    /// The entitlement.
    pub entitlement: Entitlement,
    /// The values still possible: a bit for each of
    /// [`entitlement_value`](crate::engine::entitlement_value), that of value 0 lowest.
    pub(crate) values: u64,
    /// As [`Verdict::exact`].
    pub exact: bool,
}

impl EntitlementVerdict {
    /// The extents to which it may be granted.
    #[must_use]
    pub fn possible(self) -> Possible {
        extents(self.values)
    }

    /// Whether a ground holds.
    #[must_use]
    pub const fn has_ground(self) -> Truth {
        let lacks = self.values & (1 << entitlement_value::NO_GROUND) != 0;
        let has = self.values & !(1 << entitlement_value::NO_GROUND) != 0;
        match (has, lacks) {
            (true, false) => Truth::Yes,
            (false, true) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether it may come out that a ground holds and exemptions take all it grants.
    #[must_use]
    pub const fn may_be_exempt(self) -> bool {
        self.values & (1 << entitlement_value::EXEMPT) != 0
    }

    /// Why nothing is granted, where that is certain.
    #[must_use]
    pub fn because(self) -> Option<Because> {
        if self.possible().single() != Some(Extent::None) {
            return None;
        }
        Some(match self.has_ground() {
            Truth::No => Because::NoGround,
            Truth::Yes => Because::Exempt,
            Truth::Unknown => Because::Either,
        })
    }
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
        let plan = &compiled.outcome;
        let plain = plan.run(&case.words, &mut scratch.words, |words| {
            plain(compiled, plan.spots(), words)
        });
        self.verdict(right, plain, case, &mut scratch.marks)
    }

    /// What plain evaluation leaves of a right, before any diagram is asked. What one more fact tells can only
    /// narrow it.
    pub(crate) fn plain_outcome(&self, right: Right, case: &Masks) -> Effects {
        let compiled = self.right(right);
        let plan = &compiled.outcome;
        plan.run(&case.words, &mut Vec::new(), |words| {
            plain(compiled, plan.spots(), words)
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
        for (right, spots) in Right::all().zip(self.every_right.spots().chunks(OUTCOME)) {
            let plain = plain(self.right(right), spots, &scratch.words);
            let verdict = self.verdict(right, plain, case, &mut scratch.marks);
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
        let plain = plain(compiled, compiled.reasoned.spots(), &scratch.words);
        let verdict = self.verdict(right, plain, case, &mut scratch.marks);
        scratch.entitlements.clear();
        let spots = compiled.reasoned.spots().get(OUTCOME..).unwrap_or_default();
        for (entitlement, spots) in compiled.entitlements.iter().zip(spots.chunks(GRANT)) {
            let kleene = values_of_grant(spots, &scratch.words);
            let (values, exact) = self.exactly(
                Target::Entitlement(*entitlement),
                kleene,
                |values| values.count_ones() > 1,
                case,
                &mut scratch.marks,
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
        for (rule, spot) in compiled.owed.iter().zip(compiled.duties.spots()) {
            let truth = spot.truth(&scratch.words);
            let (truth, exact) = self.exact_truth(*rule, truth, case, &mut scratch.marks);
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
        marks: &mut Marks,
    ) -> (Truth, bool) {
        let (values, exact) = self.exactly(
            Target::Rule(rule),
            values_of(kleene),
            |values| values.count_ones() > 1,
            case,
            marks,
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
        marks: &mut Marks,
    ) -> (u64, bool) {
        if !is_open(kleene) {
            return (kleene, true);
        }
        match self.diagram_in(target, case) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => match diagram.possible_values(&case.words, kleene, marks) {
                0 => (kleene, true),
                values => (values, true),
            },
            Err(_) => (kleene, false),
        }
    }

    /// The verdict, by the diagram where plain evaluation left it open.
    fn verdict(&self, right: Right, plain: Effects, case: &Masks, marks: &mut Marks) -> Verdict {
        if !plain.is_open() {
            return Verdict {
                effects: plain,
                exact: true,
            };
        }
        match self.diagram_in(Target::Right(right), case) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => {
                let among = values_of_right(plain);
                let values = diagram.possible_values(&case.words, among, marks);
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

/// The effects that plain evaluation leaves: `spots` begin with scope, granted and refused.
fn plain(compiled: &RightProgram, spots: &[Spot], words: &[Word]) -> Effects {
    let [scope, granted, refused, ..] = spots else {
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

/// The values of a target with two values.
pub(crate) const fn values_of(truth: Truth) -> u64 {
    match truth {
        Truth::No => 0b01,
        Truth::Yes => 0b10,
        Truth::Unknown => 0b11,
    }
}

/// The truth that these values of a target with two leave.
pub(crate) const fn truth_of(values: u64) -> Truth {
    match values {
        0b01 => Truth::No,
        0b10 => Truth::Yes,
        _ => Truth::Unknown,
    }
}

/// What the values of a right's diagram mean.
const MEANS: [(u8, Effect); 5] = [
    (right_value::APPLIES, Effect::Applies),
    (right_value::IN_PART, Effect::AppliesInPart),
    (right_value::DOES_NOT_APPLY, Effect::DoesNotApply),
    (right_value::OUT_OF_SCOPE, Effect::OutOfScope),
    (right_value::SILENT, Effect::Silent),
];

/// The values of a right's diagram that mean these effects.
fn values_of_right(effects: Effects) -> u64 {
    MEANS
        .into_iter()
        .filter(|(_, effect)| effects.has(*effect))
        .fold(0, |all, (value, _)| all | 1 << value)
}

/// The effect that a value of a right's diagram means.
pub(crate) fn effect_of_right(value: u8) -> Effect {
    let meant = MEANS.into_iter().find(|(known, _)| *known == value);
    meant.map_or(Effect::DoesNotApply, |(_, effect)| effect)
}

/// The effects that the values of a right's diagram mean.
pub(crate) fn effects_of_right(values: u64) -> Effects {
    MEANS
        .into_iter()
        .filter(|(value, _)| values & (1 << value) != 0)
        .map(|(_, effect)| effect)
        .collect()
}

fn values_of_grant(spots: &[Spot], words: &[Word]) -> u64 {
    let mut truths = spots.iter().map(|spot| spot.truth(words));
    let mut next = || truths.next().unwrap_or(Truth::Unknown);
    let (ground, part, whole) = (next(), next(), next());
    values_of_extent(ground, part, whole)
}

/// The values of an entitlement that these truths leave.
pub(crate) fn values_of_extent(ground: Truth, part: Truth, whole: Truth) -> u64 {
    let mut values = 0;
    if !ground.is_yes() && !part.is_yes() {
        values |= 1 << entitlement_value::NO_GROUND;
    }
    if !ground.is_no() && !part.is_yes() {
        values |= 1 << entitlement_value::EXEMPT;
    }
    if !part.is_no() && !whole.is_yes() {
        values |= 1 << entitlement_value::PART;
    }
    if !whole.is_no() {
        values |= 1 << entitlement_value::WHOLE;
    }
    values
}
