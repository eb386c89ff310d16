//! A decision on one right: the verdict, and how every rule stands.

use super::{
    outcome::Outcome,
    right_program::{GRANT, OUTCOME, RULE, RightProgram},
    verdict::{EntitlementVerdict, Verdict},
};
use crate::{
    circuit::{Output, Word},
    fact::Truth,
    rule::RuleId,
};

/// A decision on one right: the verdict, and every rule that was tried.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'p> {
    pub(super) right: &'p RightProgram,
    pub(super) words: &'p [Word],
    pub(super) entitlements: &'p [EntitlementVerdict],
    pub(super) verdict: Verdict,
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
            let outputs = right.reasoned.outputs().get(from + at * RULE..)?;
            let fired = standing(outputs.get(..RULE)?, words) == Standing::Fired;
            right.tried.get(*at).copied().filter(|_| fired)
        });
        by_word.chain(one_by_one)
    }

    /// Every rule that was tried, in the order of the book, with how it stands.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, Standing)> + use<'p> {
        let from = OUTCOME + GRANT * self.right.entitlements.len();
        let outputs = self
            .right
            .reasoned
            .outputs()
            .get(from..)
            .unwrap_or_default();
        let words = self.words;
        self.right
            .tried
            .iter()
            .zip(outputs.chunks(RULE))
            .map(move |(rule, outputs)| (*rule, standing(outputs, words)))
    }
}

fn standing(outputs: &[Output], words: &[Word]) -> Standing {
    let [holds, part, whole] = outputs else {
        return Standing::Open;
    };
    match holds.truth(words) {
        Truth::No => return Standing::Failed,
        Truth::Unknown => return Standing::Open,
        Truth::Yes => {}
    }
    match (part.truth(words), whole.truth(words)) {
        (Truth::No, _) => Standing::Fired,
        (_, Truth::Yes) => Standing::Defeated,
        (Truth::Yes, Truth::No) => Standing::DefeatedInPart,
        _ => Standing::Open,
    }
}
