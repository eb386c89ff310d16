//! Many cases at once: one lane a case.

use crate::{
    bdd::{Diagram, Edge},
    circuit::{Output, Schedule},
};

/// A bit of many cases: 64 lanes or a multiple.
///
/// The same schedule and the same diagram run over lanes of any width, and over the two masks of a single
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
    /// Lanes from exactly so many words.
    fn from_slice(words: &[u64]) -> Option<Self>;
    /// The lanes of one word.
    fn word(self, at: usize) -> u64;
    fn is_none(self) -> bool;
    fn and_with(&mut self, other: &Self);
    fn and_without(&mut self, other: &Self);
    fn or_with(&mut self, other: &Self);
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

    fn from_slice(words: &[u64]) -> Option<Self> {
        words.try_into().ok()
    }

    fn word(self, at: usize) -> u64 {
        self.get(at).copied().unwrap_or(0)
    }

    fn is_none(self) -> bool {
        self.iter().fold(0, |any, word| any | word) == 0
    }

    fn and_with(&mut self, other: &Self) {
        for (mine, theirs) in self.iter_mut().zip(other) {
            *mine &= theirs;
        }
    }

    fn and_without(&mut self, other: &Self) {
        for (mine, theirs) in self.iter_mut().zip(other) {
            *mine &= !theirs;
        }
    }

    fn or_with(&mut self, other: &Self) {
        for (mine, theirs) in self.iter_mut().zip(other) {
            *mine |= theirs;
        }
    }
}

/// What is known of one bit in many cases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownLanes<L> {
    pub(crate) yes: L,
    pub(crate) no: L,
}

impl<L: Lanes> KnownLanes<L> {
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

/// A schedule as lanes run it: every node with its literals, one after the other.
#[derive(Debug)]
pub(crate) struct LaneProgram {
    /// The bit that each node fills, and where its literals end.
    ands: Vec<(usize, usize)>,
    /// A bit, and whether its opposite is meant.
    literals: Vec<(usize, bool)>,
    outputs: Vec<Output>,
}

impl LaneProgram {
    /// Of a schedule; the bits of its nodes are counted from `first` on.
    pub(crate) fn of(schedule: &Schedule, first: usize) -> Self {
        let mut program = Self {
            ands: Vec::new(),
            literals: Vec::new(),
            outputs: Vec::new(),
        };
        for (bit, literals) in schedule.nodes(first) {
            program.literals.extend(literals);
            program.ands.push((bit, program.literals.len()));
        }
        program.outputs = schedule
            .outputs()
            .iter()
            .map(|output| output.moved(|bit| schedule.number(bit, first)))
            .collect();
        program
    }

    /// How many bits a run needs.
    pub(crate) fn bits(&self) -> usize {
        self.ands.iter().map(|(bit, _)| bit + 1).max().unwrap_or(0)
    }

    /// What a run left at each wanted literal.
    pub(crate) fn outputs<L: Lanes>(
        &self,
        bits: &[KnownLanes<L>],
    ) -> impl Iterator<Item = KnownLanes<L>> {
        self.outputs.iter().map(|output| match output {
            Output::Fixed(yes) => KnownLanes::fixed(*yes),
            Output::Bit { bit, negated } => bits
                .get(*bit as usize)
                .copied()
                .unwrap_or(KnownLanes::UNKNOWN)
                .turned(*negated),
        })
    }

    /// Works out every node in every lane. `bits` starts with the bits of the cases.
    pub(crate) fn run<L: Lanes>(&self, bits: &mut [KnownLanes<L>]) {
        self.each(|bit, literals| {
            let mut result = KnownLanes::<L>::fixed(true);
            for (read, negated) in literals {
                if let Some(known) = bits.get(*read) {
                    let (yes, no) = if *negated {
                        (&known.no, &known.yes)
                    } else {
                        (&known.yes, &known.no)
                    };
                    result.yes.and_with(yes);
                    result.no.or_with(no);
                }
            }
            if let Some(bit) = bits.get_mut(bit) {
                *bit = result;
            }
        });
    }

    /// As [`LaneProgram::run`] where every bit that is read is known in every lane: one look is enough.
    pub(crate) fn run_known<L: Lanes>(&self, bits: &mut [KnownLanes<L>]) {
        self.each(|bit, literals| {
            let mut result = L::ALL;
            for (read, negated) in literals {
                if let Some(known) = bits.get(*read) {
                    if *negated {
                        result.and_without(&known.yes);
                    } else {
                        result.and_with(&known.yes);
                    }
                }
            }
            if let Some(bit) = bits.get_mut(bit) {
                bit.yes = result;
            }
        });
        // What is read of the result is known on both sides.
        for output in &self.outputs {
            if let Output::Bit { bit, .. } = output
                && let Some(bit) = bits.get_mut(*bit as usize)
            {
                bit.no = bit.yes.not();
            }
        }
    }

    fn each(&self, mut visit: impl FnMut(usize, &[(usize, bool)])) {
        let mut start = 0;
        for (bit, end) in &self.ands {
            visit(*bit, self.literals.get(start..*end).unwrap_or_default());
            start = *end;
        }
    }
}

/// The values that completions of what is known lead to, in every lane at once: for each value below
/// eight, the lanes in which it is possible.
pub(crate) fn possible<L: Lanes>(
    diagram: &Diagram,
    bits: &[KnownLanes<L>],
    reached: &mut Vec<L>,
) -> [L; 8] {
    let mut values = [L::NONE; 8];
    reached.clear();
    reached.resize(diagram.nodes.len(), L::NONE);
    let mut reach = |reached: &mut [L], edge: Edge, lanes: L| {
        let place = match edge.value() {
            Some(value) => values.get_mut(usize::from(value)),
            None => reached.get_mut(edge.index()),
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
            .unwrap_or(KnownLanes::UNKNOWN);
        reach(reached, node.low, lanes.and(known.yes.not()));
        reach(reached, node.high, lanes.and(known.no.not()));
    }
    values
}
