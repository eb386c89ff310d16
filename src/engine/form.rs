//! What diagrams of one target differ in: what is filled in, and what they ask beside what the target reads.

use crate::{
    circuit::{Atom, Bits, Layout, Word},
    fact::{Level, Vocabulary},
    rule::GovernedBy,
};

/// What diagrams of one target differ in.
///
/// A combination can tie a fact that a target reads to others that it does not read, and these to others again. What is
/// unknown of those only says which cases are possible, so they can be left out: a case of the facts that are read is
/// possible where some case of the others goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DiagramForm {
    /// What is filled in.
    pub(crate) setting: Setting,
    /// Whether every tied fact is asked for: right for all cases, and large.
    pub(crate) with_tied: bool,
    /// The bits of facts that may not be left out: what is known of them could still rule something out. Where a
    /// target does not read one of these, every tied fact is asked for all the same.
    pub(crate) needed: Bits,
}

impl DiagramForm {
    /// Every tied fact is asked for.
    pub(crate) const fn with_tied(setting: Setting) -> Self {
        Self {
            setting,
            with_tied: true,
            needed: Bits::NONE,
        }
    }
}

/// The bits that are filled in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    bits: Vec<usize>,
}

/// What is known of those bits: which are so, and which are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Setting {
    yes: u64,
    no: u64,
}

impl Settings {
    /// The days of receipt, the facts about the controller, and the claims.
    pub(crate) fn of(layout: &Layout, vocabulary: &Vocabulary) -> Self {
        let is_setting = |atom: Atom| match atom {
            Atom::Since(date, _) => date == GovernedBy::Received,
            Atom::Claimed(_) => true,
            _ => atom
                .fact()
                .and_then(|fact| vocabulary.get(fact))
                .is_some_and(|declared| declared.about == Level::Controller),
        };
        let bits = (0..layout.len())
            .filter(|bit| layout.atom(*bit).is_some_and(is_setting))
            // As many as a setting holds; any others are asked for like the rest.
            .take(64)
            .collect();
        Self { bits }
    }

    /// The bits that are filled in.
    pub(crate) fn bits(&self) -> &[usize] {
        &self.bits
    }

    /// What a case knows of them.
    pub(crate) fn in_case(&self, case: &[Word]) -> Setting {
        self.known(|bit| {
            let word = case.get(bit / 64).copied().unwrap_or_default();
            let mask = 1 << (bit % 64);
            [word.yes & mask != 0, word.no & mask != 0]
        })
    }

    /// What is known of them, given for each bit whether it is so and whether it is not.
    pub(crate) fn known(&self, of: impl Fn(usize) -> [bool; 2]) -> Setting {
        let mut setting = Setting::default();
        for (at, bit) in self.bits.iter().enumerate() {
            let [yes, no] = of(*bit);
            setting.yes |= u64::from(yes) << at;
            setting.no |= u64::from(no) << at;
        }
        setting
    }

    /// The answer to a bit, where it is filled in.
    pub(crate) fn answer(&self, setting: Setting, bit: usize) -> Option<bool> {
        let at = self.bits.binary_search(&bit).ok()?;
        match (setting.yes >> at & 1, setting.no >> at & 1) {
            (1, _) => Some(true),
            (_, 1) => Some(false),
            _ => None,
        }
    }
}
