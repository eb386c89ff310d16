//! Laying out a schedule: levels, words, places.

use std::collections::BTreeMap;

use super::{Block, Output, Schedule, WordCube, narrow};
use crate::circuit::network::{CircuitNode, Literal, Network};

impl Schedule {
    /// Lays out what `wanted` are worked out from. `outputs` stand in the same order.
    pub(crate) fn new(network: &Network, input_words: usize, wanted: &[Literal]) -> Self {
        let mut making = Making {
            levels: Vec::new(),
            next_word: input_words,
            places: Vec::new(),
        };
        for node in network.cone(wanted, |_| false) {
            let place = match network.node(node) {
                Some(CircuitNode::Input(bit)) => Place {
                    bit: *bit,
                    level: 0,
                },
                Some(CircuitNode::And(literals)) if !literals.is_empty() => making.cube(literals),
                _ => continue,
            };
            making.keep(node, place);
        }
        let outputs = wanted
            .iter()
            .map(|literal| making.output(*literal))
            .collect();
        let made: Vec<Filling> = making.levels.into_iter().flatten().collect();
        arrange(&made, input_words, outputs)
    }
}

/// Gives every word its place: the words of the case that are read, then the blocks in the order in which
/// they run, each with its nodes over one word first.
fn arrange(made: &[Filling], input_words: usize, outputs: Vec<Output>) -> Schedule {
    let inputs = words_read(made, input_words, &outputs);
    // Where each word goes, and each bit of each block.
    let last = made.iter().map(|block| block.word).max().unwrap_or(0);
    let mut new_word: Vec<usize> = vec![0; input_words.max(last + 1)];
    let mut moved: Vec<Vec<usize>> = vec![Vec::new(); new_word.len()];
    for (at, (word, _)) in inputs.iter().enumerate() {
        if let Some(place) = new_word.get_mut(*word) {
            *place = at;
        }
    }
    for (at, block) in made.iter().enumerate() {
        if let Some(place) = new_word.get_mut(block.word) {
            *place = inputs.len() + at;
        }
        if let Some(moved) = moved.get_mut(block.word) {
            *moved = block.places();
        }
    }
    let place = |bit: usize| {
        let word = new_word.get(bit / 64).copied().unwrap_or(0);
        let within = moved.get(bit / 64).and_then(|places| places.get(bit % 64));
        word * 64 + within.copied().unwrap_or(bit % 64)
    };
    let move_mask = |word: u32, mask: u64| {
        (0..64)
            .filter(|bit| mask & (1 << bit) != 0)
            .map(|bit| 1 << (place(word as usize * 64 + bit) % 64))
            .fold(0, |moved, bit: u64| moved | bit)
    };
    let move_cube = |cube: &WordCube| WordCube {
        word: narrow(place(cube.word as usize * 64) / 64),
        yes: move_mask(cube.word, cube.yes),
        no: move_mask(cube.word, cube.no),
    };
    Schedule {
        blocks: made
            .iter()
            .map(|block| block_of(block, move_cube))
            .collect(),
        outputs: outputs
            .into_iter()
            .map(|output| output.moved(place))
            .collect(),
        inputs,
    }
}

/// A block with its cubes moved, its nodes over one word first.
fn block_of(filling: &Filling, move_cube: impl Fn(&WordCube) -> WordCube) -> Block {
    let (mut ones, mut twos) = (Vec::new(), Vec::new());
    for step in &filling.steps {
        match step.each_ref().map(&move_cube) {
            [one, WordCube { yes: 0, no: 0, .. }] => ones.push(one),
            two => twos.push(two),
        }
    }
    let first = ones.first().map(|one: &WordCube| one.word);
    Block {
        one_word: first.filter(|word| ones.iter().all(|one| one.word == *word)),
        ones: ones.into(),
        twos: twos.into(),
    }
}

/// The words of the case that are read, each with the bits read of it.
fn words_read(made: &[Filling], input_words: usize, outputs: &[Output]) -> Vec<(usize, u64)> {
    let cubes = made.iter().flat_map(|block| &block.steps).flatten();
    let mut read: BTreeMap<usize, u64> = BTreeMap::new();
    let of_case = cubes.filter(|cube| (cube.word as usize) < input_words);
    for cube in of_case {
        *read.entry(cube.word as usize).or_insert(0) |= cube.yes | cube.no;
    }
    for output in outputs {
        if let Output::Bit { bit, .. } = output
            && (*bit as usize) < 64 * input_words
        {
            *read.entry(*bit as usize / 64).or_insert(0) |= 1 << (bit % 64);
        }
    }
    read.into_iter().collect()
}

/// Where the result of a node lies, and at which level it is known.
#[derive(Debug, Clone, Copy)]
struct Place {
    bit: usize,
    level: usize,
}

/// The steps whose results fill one word, in the order in which they were made; the second cube of a
/// step may be empty.
struct Filling {
    word: usize,
    steps: Vec<[WordCube; 2]>,
}

impl Filling {
    /// Where each node of the block goes: those over one word first.
    fn places(&self) -> Vec<usize> {
        let is_one = |step: &[WordCube; 2]| {
            let [_, second] = step;
            second.yes | second.no == 0
        };
        let ones = self.steps.iter().filter(|step| is_one(step)).count();
        // The first node that runs fills the highest bit.
        let (mut next_one, mut next_two) = (self.steps.len(), self.steps.len() - ones);
        let places = self.steps.iter().map(|step| {
            let next = if is_one(step) {
                &mut next_one
            } else {
                &mut next_two
            };
            *next -= 1;
            *next
        });
        places.collect()
    }
}

struct Making {
    /// The blocks of each level; level 0, the bits of the case, has none.
    levels: Vec<Vec<Filling>>,
    next_word: usize,
    /// The place of each node that has one.
    places: Vec<Option<Place>>,
}

impl Making {
    fn keep(&mut self, node: Literal, place: Place) {
        let at = node.node();
        if self.places.len() <= at {
            self.places.resize(at + 1, None);
        }
        if let Some(known) = self.places.get_mut(at) {
            *known = Some(place);
        }
    }

    fn place(&self, literal: Literal) -> Option<Place> {
        self.places.get(literal.node()).copied().flatten()
    }

    fn output(&self, literal: Literal) -> Output {
        match (literal, self.place(literal)) {
            (_, Some(place)) => Output::Bit {
                bit: narrow(place.bit),
                negated: literal.is_negated(),
            },
            (literal, None) => Output::Fixed(literal == Literal::TRUE),
        }
    }

    fn cube(&mut self, literals: &[Literal]) -> Place {
        // The literals by word, each word with the level at which it is known.
        let mut by_word: BTreeMap<usize, (usize, WordCube)> = BTreeMap::new();
        for literal in literals {
            if let Some(place) = self.place(*literal) {
                add(&mut by_word, place, literal.is_negated());
            }
        }
        loop {
            let mut parts: Vec<(usize, WordCube)> = by_word.values().copied().collect();
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

    /// A node over one or two words, one level after the later of them.
    fn step(&mut self, parts: &[(usize, WordCube)]) -> Place {
        let level = 1 + parts.iter().map(|(level, _)| *level).max().unwrap_or(0);
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
        }
        let mut cubes = parts.iter().map(|(_, cube)| *cube);
        let first = cubes.next().unwrap_or_default();
        let second = cubes.next().unwrap_or(WordCube {
            word: first.word,
            ..WordCube::default()
        });
        let step = [first, second];
        let Some(blocks) = self.levels.get_mut(level) else {
            return Place { bit: 0, level };
        };
        if blocks.last().is_none_or(|block| block.steps.len() == 64) {
            blocks.push(Filling {
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

fn add(by_word: &mut BTreeMap<usize, (usize, WordCube)>, place: Place, negated: bool) {
    let mask = 1 << (place.bit % 64);
    let cube = WordCube {
        word: narrow(place.bit / 64),
        yes: if negated { 0 } else { mask },
        no: if negated { mask } else { 0 },
    };
    merge(by_word, place.level, cube);
}

fn merge(by_word: &mut BTreeMap<usize, (usize, WordCube)>, level: usize, cube: WordCube) {
    let (known, whole) = by_word.entry(cube.word as usize).or_insert((
        level,
        WordCube {
            word: cube.word,
            ..WordCube::default()
        },
    ));
    *known = level.max(*known);
    whole.yes |= cube.yes;
    whole.no |= cube.no;
}
