//! Deciding one case without allocating.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use super::{
    Because, Effect, Effects, Outcome, Program, Target,
    diagram::Marks,
    exact::{entitlement_value, extents, right_value},
    masks::{Masks, Word},
    plan::Spot,
    program::RightProgram,
};
use crate::{
    fact::{Extent, Possible, Truth},
    law::{Entitlement, Right},
    rule::RuleId,
};

/// Room to decide in: kept by the caller, used again for every case.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    words: Vec<Word>,
    pub(super) marks: Marks,
    pub(super) entitlements: Vec<EntitlementVerdict>,
    pub(super) rules: Vec<(RuleId, Standing)>,
    pub(super) arising: Vec<(RuleId, Truth, bool)>,
}

/// What a right comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The effects still possible: exactly those that some completion of the facts leads to.
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
    /// [`entitlement_value`](super::entitlement_value), that of value 0 lowest.
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

/// A decision on one right: the verdict, and every rule that was tried.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'p> {
    right: &'p RightProgram,
    words: &'p [Word],
    entitlements: &'p [EntitlementVerdict],
    verdict: Verdict,
}

/// How a rule stands in a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It holds, and nothing is taken from it.
    Fired,
    /// It holds, and exemptions take a part of what it grants.
    DefeatedInPart,
    /// It holds, and exemptions take all that it grants.
    Defeated,
    /// It does not hold.
    Failed,
    /// Whether it holds, or what is taken from it, is open.
    Open,
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
        match self.diagram(target) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => match diagram.possible_values(&case.words, marks) {
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
        match self.diagram(Target::Right(right)) {
            // No completion at all: the facts contradict the vocabulary, and plain evaluation stands.
            Ok(diagram) => match effects_of_right(diagram.possible_values(&case.words, marks)) {
                Effects::NONE => Verdict {
                    effects: plain,
                    exact: true,
                },
                effects => Verdict {
                    effects,
                    exact: true,
                },
            },
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

impl<'p> Decided<'p> {
    /// The verdict on the right.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The outcome of the right.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.verdict.outcome()
    }

    /// What each entitlement that the book has grounds for comes to.
    #[must_use]
    pub const fn entitlements(&self) -> &'p [EntitlementVerdict] {
        self.entitlements
    }

    /// The rules that fired, in an order of their own, which is always the same: quicker than
    /// [`Decided::rules`] where thousands were tried and few fired.
    pub fn fired(&self) -> impl Iterator<Item = RuleId> + use<'p> {
        let words = self.words;
        let right = self.right;
        let by_word = right.fired.words.iter().flat_map(move |fired| {
            let word = words.get(fired.word).copied().unwrap_or_default();
            let mut left = fired.mask & if fired.negated { word.no } else { word.yes };
            std::iter::from_fn(move || {
                let highest = 63u32.checked_sub(left.leading_zeros())?;
                left &= !(1 << highest);
                // The place of a bit is the number of rules above it.
                let above = fired.mask & (u64::MAX << highest << 1);
                fired.rules.get(above.count_ones() as usize).copied()
            })
        });
        let from = OUTCOME + GRANT * right.entitlements.len();
        let one_by_one = right.fired.others.iter().filter_map(move |at| {
            let spots = right.reasoned.spots().get(from + at * RULE..)?;
            let fired = standing(spots.get(..RULE)?, words) == Standing::Fired;
            right.tried.get(*at).copied().filter(|_| fired)
        });
        by_word.chain(one_by_one)
    }

    /// Every rule that was tried, in the order of the book, with how it stands.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, Standing)> + use<'p> {
        let from = OUTCOME + GRANT * self.right.entitlements.len();
        let spots = self.right.reasoned.spots().get(from..).unwrap_or_default();
        let words = self.words;
        self.right
            .tried
            .iter()
            .zip(spots.chunks(RULE))
            .map(move |(rule, spots)| (*rule, standing(spots, words)))
    }
}

/// The rules from which nothing can be taken, by the bits that say whether they hold: so that those that
/// fired are read off word by word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fired {
    words: Vec<FiredWord>,
    /// The places among the rules tried of those that must be looked at one by one.
    others: Vec<usize>,
}

#[derive(Debug, Clone)]
struct FiredWord {
    word: usize,
    /// Whether the rules hold where the bits are known not to be so.
    negated: bool,
    mask: u64,
    /// By bit, the highest first.
    rules: Vec<RuleId>,
}

impl Fired {
    /// From the rules tried and the spots of each.
    pub(crate) fn new(tried: &[RuleId], spots: &[Spot]) -> Self {
        let mut by_word: BTreeMap<(usize, bool), BTreeMap<Reverse<u32>, RuleId>> = BTreeMap::new();
        let mut others = Vec::new();
        for (at, (rule, spots)) in tried.iter().zip(spots.chunks(RULE)).enumerate() {
            match spots {
                [
                    Spot::Bit { bit, negated },
                    Spot::Fixed(false),
                    Spot::Fixed(false),
                ] => {
                    let word = by_word.entry((*bit as usize / 64, *negated)).or_default();
                    // Rules that hold alike share a bit; it stands for the first of them.
                    match word.entry(Reverse(bit % 64)) {
                        Entry::Vacant(place) => {
                            place.insert(*rule);
                        }
                        Entry::Occupied(_) => others.push(at),
                    }
                }
                _ => others.push(at),
            }
        }
        let words = by_word
            .into_iter()
            .map(|((word, negated), rules)| FiredWord {
                word,
                negated,
                mask: rules.keys().fold(0, |mask, Reverse(bit)| mask | 1 << bit),
                rules: rules.into_values().collect(),
            });
        Self {
            words: words.collect(),
            others,
        }
    }
}

/// Spots before those of the entitlements, spots of an entitlement, spots of a rule.
const OUTCOME: usize = 3;
const GRANT: usize = 3;
const RULE: usize = 3;

fn standing(spots: &[Spot], words: &[Word]) -> Standing {
    let mut truths = spots.iter().map(|spot| spot.truth(words));
    let mut next = || truths.next().unwrap_or(Truth::Unknown);
    let (holds, part, whole) = (next(), next(), next());
    match (holds, part, whole) {
        (Truth::No, ..) => Standing::Failed,
        (Truth::Yes, Truth::No, _) => Standing::Fired,
        (Truth::Yes, _, Truth::Yes) => Standing::Defeated,
        (Truth::Yes, Truth::Yes, Truth::No) => Standing::DefeatedInPart,
        _ => Standing::Open,
    }
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

/// The effects that the values of a right's diagram mean.
pub(crate) fn effects_of_right(values: u64) -> Effects {
    let means = [
        (right_value::APPLIES, Effect::Applies),
        (right_value::IN_PART, Effect::AppliesInPart),
        (right_value::DOES_NOT_APPLY, Effect::DoesNotApply),
        (right_value::OUT_OF_SCOPE, Effect::OutOfScope),
        (right_value::SILENT, Effect::Silent),
    ];
    means
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
