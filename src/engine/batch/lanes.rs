//! Many cases at once: one lane a case.

use super::super::{
    diagram::Diagram,
    plan::{Cube, Plan, Spot},
};

/// A bit of many cases: 64 lanes or a multiple.
///
/// The same plan and the same diagram run over lanes of any width, and over the two masks of a single
/// case.
pub(crate) trait Lanes: Copy {
    /// How many words of 64 lanes.
    const WORDS: usize;
    /// No lane.
    const NONE: Self;
    /// Every lane.
    const ALL: Self;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn not(self) -> Self;
    /// Lanes made word by word.
    fn from_words(word: impl FnMut(usize) -> u64) -> Self;
    /// The lanes of one word.
    fn word(self, at: usize) -> u64;
    fn is_none(self) -> bool;
}

impl<const N: usize> Lanes for [u64; N] {
    const WORDS: usize = N;
    const NONE: Self = [0; N];
    const ALL: Self = [u64::MAX; N];

    fn and(mut self, other: Self) -> Self {
        for (mine, theirs) in self.iter_mut().zip(other) {
            *mine &= theirs;
        }
        self
    }

    fn or(mut self, other: Self) -> Self {
        for (mine, theirs) in self.iter_mut().zip(other) {
            *mine |= theirs;
        }
        self
    }

    fn not(mut self) -> Self {
        for mine in &mut self {
            *mine = !*mine;
        }
        self
    }

    fn from_words(word: impl FnMut(usize) -> u64) -> Self {
        std::array::from_fn(word)
    }

    fn word(self, at: usize) -> u64 {
        self.get(at).copied().unwrap_or(0)
    }

    fn is_none(self) -> bool {
        self.iter().fold(0, |any, word| any | word) == 0
    }
}

/// What is known of one bit in many cases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<L> {
    pub(crate) yes: L,
    pub(crate) no: L,
}

impl<L: Lanes> Known<L> {
    pub(crate) const UNKNOWN: Self = Self {
        yes: L::NONE,
        no: L::NONE,
    };

    /// The same in every case.
    pub(crate) const fn fixed(yes: bool) -> Self {
        if yes {
            Self {
                yes: L::ALL,
                no: L::NONE,
            }
        } else {
            Self {
                yes: L::NONE,
                no: L::ALL,
            }
        }
    }

    const fn turned(self, turn: bool) -> Self {
        if turn {
            Self {
                yes: self.no,
                no: self.yes,
            }
        } else {
            self
        }
    }
}

/// Works out every gate of a plan in every lane. `bits` starts with the bits of the cases.
pub(crate) fn run<L: Lanes>(plan: &Plan, bits: &mut [Known<L>]) {
    for block in &plan.blocks {
        for (at, step) in block.steps.iter().enumerate() {
            let mut result = Known::<L>::fixed(true);
            for cube in &step.cubes {
                let first = cube.word as usize * 64;
                each_literal(*cube, |bit, negated| {
                    let known = bits.get(first + bit).copied().unwrap_or(Known::UNKNOWN);
                    let known = known.turned(negated);
                    result.yes = result.yes.and(known.yes);
                    result.no = result.no.or(known.no);
                });
            }
            if let Some(bit) = bits.get_mut(block.word * 64 + at) {
                *bit = result;
            }
        }
    }
}

fn each_literal(cube: Cube, mut visit: impl FnMut(usize, bool)) {
    for (mut mask, negated) in [(cube.yes, false), (cube.no, true)] {
        while mask != 0 {
            visit(mask.trailing_zeros() as usize, negated);
            mask &= mask - 1;
        }
    }
}

/// What a run left at a spot.
pub(crate) fn at<L: Lanes>(spot: Spot, bits: &[Known<L>]) -> Known<L> {
    match spot {
        Spot::Fixed(yes) => Known::fixed(yes),
        Spot::Bit { bit, negated } => bits
            .get(bit as usize)
            .copied()
            .unwrap_or(Known::UNKNOWN)
            .turned(negated),
    }
}

/// The values that completions of what is known lead to, in every lane at once: for each value below
/// eight, the lanes in which it is possible.
pub(crate) fn possible<L: Lanes>(
    diagram: &Diagram,
    bits: &[Known<L>],
    reached: &mut Vec<L>,
) -> [L; 8] {
    let mut values = [L::NONE; 8];
    reached.clear();
    reached.resize(diagram.nodes.len(), L::NONE);
    let mut reach = |reached: &mut [L], branch: super::super::diagram::Branch, lanes: L| {
        let place = match branch.value() {
            Some(value) => values.get_mut(usize::from(value)),
            None => reached.get_mut(branch.index()),
        };
        if let Some(place) = place {
            *place = place.or(lanes);
        }
    };
    reach(reached, diagram.root, L::ALL);
    for (at, node) in diagram.nodes.iter().enumerate().rev() {
        let Some(lanes) = reached.get(at).copied().filter(|lanes| !lanes.is_none()) else {
            continue;
        };
        let known = bits
            .get(node.bit as usize)
            .copied()
            .unwrap_or(Known::UNKNOWN);
        reach(reached, node.no, lanes.and(known.yes.not()));
        reach(reached, node.yes, lanes.and(known.no.not()));
    }
    values
}
