//! A part of a network laid out to be run: cubes over words, level by level.

use std::collections::{BTreeMap, HashMap};

use super::{
    masks::Word,
    network::{Gate, Literal, Network},
};
use crate::fact::Truth;

/// The literals of a cube that lie in one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cube {
    pub(super) word: u32,
    pub(super) yes: u64,
    pub(super) no: u64,
}

/// A gate over one or two words; a second cube without literals is always met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) cubes: [Cube; 2],
}

/// The gates whose results fill one word, from its lowest bit up. None reads another of the word.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) word: usize,
    pub(super) steps: Vec<Step>,
}

/// Where a literal is found: a bit, and whether to read its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// It is always so, or never.
    Fixed(bool),
    /// A bit, counted from the first word.
    Bit {
        /// The bit.
        bit: u32,
        /// Whether its opposite is meant.
        negated: bool,
    },
}

impl Spot {
    /// The truth found there.
    pub(crate) fn truth(self, words: &[Word]) -> Truth {
        match self {
            Self::Fixed(yes) => Truth::from(yes),
            Self::Bit { bit, negated } => {
                let bit = bit as usize;
                let truth = words
                    .get(bit / 64)
                    .map_or(Truth::Unknown, |word| word.truth(bit));
                if negated { !truth } else { truth }
            }
        }
    }
}

/// The gates that some literals are worked out from, ready to run.
///
/// The bits of the case fill the first words; every level of gates fills words of its own, which later
/// levels read. A gate reads at most two words: a wider one is split, its parts a level earlier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(super) blocks: Vec<Block>,
    words: usize,
    spots: Vec<Spot>,
}

impl Plan {
    /// Lays out what `wanted` are worked out from. `spots` stand in the same order.
    pub(crate) fn new(network: &Network, input_words: usize, wanted: &[Literal]) -> Self {
        let mut making = Making {
            levels: Vec::new(),
            next_word: input_words,
            spots: HashMap::new(),
        };
        for gate in network.cone(wanted) {
            let spot = match network.gate(gate) {
                Some(Gate::Input(bit)) => Place {
                    bit: *bit,
                    level: 0,
                },
                Some(Gate::All(literals)) if !literals.is_empty() => making.cube(literals),
                _ => continue,
            };
            making.spots.insert(gate.gate(), spot);
        }
        let spots = wanted.iter().map(|literal| making.spot(*literal)).collect();
        Self {
            blocks: making.levels.into_iter().flatten().collect(),
            words: making.next_word,
            spots,
        }
    }

    /// Where each wanted literal is found after a run.
    pub(crate) fn spots(&self) -> &[Spot] {
        &self.spots
    }

    /// The bits of the case that it reads.
    pub(crate) fn inputs(&self) -> Vec<usize> {
        let own = self.blocks.iter().map(|block| block.word).min();
        let of_case = |bit: usize| own.is_none_or(|own| bit / 64 < own);
        let read = self
            .blocks
            .iter()
            .flat_map(|block| &block.steps)
            .flat_map(|step| step.cubes)
            .flat_map(|cube| {
                (0..64)
                    .filter(move |bit| (cube.yes | cube.no) & (1 << bit) != 0)
                    .map(move |bit| cube.word as usize * 64 + bit)
            });
        let spots = self.spots.iter().filter_map(|spot| match spot {
            Spot::Bit { bit, .. } => Some(*bit as usize),
            Spot::Fixed(_) => None,
        });
        let mut inputs: Vec<usize> = read.chain(spots).filter(|bit| of_case(*bit)).collect();
        inputs.sort_unstable();
        inputs.dedup();
        inputs
    }

    /// How many words a run needs, those of the case included.
    pub(crate) const fn words(&self) -> usize {
        self.words
    }

    /// Works out every gate. `words` starts with the words of the case.
    pub(crate) fn run(&self, words: &mut [Word]) {
        for block in &self.blocks {
            let mut result = Word::default();
            for (at, step) in block.steps.iter().enumerate() {
                let [first, second] = step.cubes.map(|cube| {
                    let word = words.get(cube.word as usize).copied().unwrap_or_default();
                    let unmet = (cube.yes & !word.yes) | (cube.no & !word.no);
                    let failed = (cube.yes & word.no) | (cube.no & word.yes);
                    (unmet, failed)
                });
                result.yes |= u64::from(first.0 | second.0 == 0) << at;
                result.no |= u64::from(first.1 | second.1 != 0) << at;
            }
            if let Some(word) = words.get_mut(block.word) {
                *word = result;
            }
        }
    }
}

/// Where the result of a gate lies, and at which level it is known.
#[derive(Debug, Clone, Copy)]
struct Place {
    bit: usize,
    level: usize,
}

struct Making {
    /// The blocks of each level; level 0, the bits of the case, has none.
    levels: Vec<Vec<Block>>,
    next_word: usize,
    spots: HashMap<usize, Place>,
}

impl Making {
    fn spot(&self, literal: Literal) -> Spot {
        match (literal, self.spots.get(&literal.gate())) {
            (_, Some(place)) => Spot::Bit {
                bit: narrow(place.bit),
                negated: literal.is_negated(),
            },
            (literal, None) => Spot::Fixed(literal == Literal::TRUE),
        }
    }

    fn cube(&mut self, literals: &[Literal]) -> Place {
        // The literals by word, each word with the level at which it is known.
        let mut by_word: BTreeMap<usize, (usize, Cube)> = BTreeMap::new();
        for literal in literals {
            if let Some(place) = self.spots.get(&literal.gate()) {
                add(&mut by_word, *place, literal.is_negated());
            }
        }
        loop {
            let mut parts: Vec<(usize, Cube)> = by_word.values().copied().collect();
            if let [_] | [_, _] = parts.as_slice() {
                return self.step(&parts);
            }
            // What is known earliest goes together first: the parts land in few words.
            parts.sort_by_key(|(level, cube)| (*level, cube.word));
            by_word.clear();
            let earliest = parts.first().map_or(0, |(level, _)| *level);
            let ready = parts
                .iter()
                .filter(|(level, _)| *level == earliest)
                .count()
                .max(2);
            for (at, pair) in parts.chunks(2).enumerate() {
                match pair {
                    [_, _] if at * 2 + 1 < ready => {
                        let place = self.step(pair);
                        add(&mut by_word, place, false);
                    }
                    left => {
                        for (level, cube) in left {
                            merge(&mut by_word, *level, *cube);
                        }
                    }
                }
            }
        }
    }

    /// A gate over one or two words, one level after the later of them.
    fn step(&mut self, parts: &[(usize, Cube)]) -> Place {
        let level = 1 + parts.iter().map(|(level, _)| *level).max().unwrap_or(0);
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
        }
        let mut cubes = parts.iter().map(|(_, cube)| *cube);
        let first = cubes.next().unwrap_or_default();
        let second = cubes.next().unwrap_or(Cube {
            word: first.word,
            ..Cube::default()
        });
        let step = Step {
            cubes: [first, second],
        };
        let Some(blocks) = self.levels.get_mut(level) else {
            return Place { bit: 0, level };
        };
        if blocks.last().is_none_or(|block| block.steps.len() == 64) {
            blocks.push(Block {
                word: self.next_word,
                steps: Vec::new(),
            });
            self.next_word += 1;
        }
        let Some(block) = blocks.last_mut() else {
            return Place { bit: 0, level };
        };
        let bit = block.word * 64 + block.steps.len();
        block.steps.push(step);
        Place { bit, level }
    }
}

fn add(by_word: &mut BTreeMap<usize, (usize, Cube)>, place: Place, negated: bool) {
    let mask = 1 << (place.bit % 64);
    let cube = Cube {
        word: narrow(place.bit / 64),
        yes: if negated { 0 } else { mask },
        no: if negated { mask } else { 0 },
    };
    merge(by_word, place.level, cube);
}

fn merge(by_word: &mut BTreeMap<usize, (usize, Cube)>, level: usize, cube: Cube) {
    let (known, whole) = by_word.entry(cube.word as usize).or_insert((
        level,
        Cube {
            word: cube.word,
            ..Cube::default()
        },
    ));
    *known = level.max(*known);
    whole.yes |= cube.yes;
    whole.no |= cube.no;
}

/// Bits and words are counted in 32 bits: more do not fit in memory.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
const fn narrow(number: usize) -> u32 {
    number as u32
}
