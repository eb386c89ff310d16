//! A part of a network laid out to be run bit-parallel: cubes over words, level by level.
//!
//! | module | what it does |
//! |---|---|
//! | `make` | gives nodes their levels and results their places |

mod make;

use super::masks::Word;
use crate::fact::Truth;

/// The literals of a cube that lie in one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct WordCube {
    pub(super) word: u32,
    pub(super) yes: u64,
    pub(super) no: u64,
}

/// The nodes whose results fill one word, from the highest of their bits down: first those over one
/// word, then those over two. None reads another of the word.
#[derive(Debug, Clone, Default)]
struct Block {
    /// The word that all nodes over one word read, where it is the same.
    one_word: Option<u32>,
    ones: Box<[WordCube]>,
    twos: Box<[[WordCube; 2]]>,
}

/// Where a literal that is wanted is found: a bit, and whether to read its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
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

/// Whether something is known to be so, and whether it is known not to be so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownBit {
    pub(crate) yes: bool,
    pub(crate) no: bool,
}

impl Output {
    /// The output with its bit renumbered.
    pub(crate) fn moved(self, number: impl FnOnce(usize) -> usize) -> Self {
        match self {
            Self::Fixed(yes) => Self::Fixed(yes),
            Self::Bit { bit, negated } => Self::Bit {
                bit: narrow(number(bit as usize)),
                negated,
            },
        }
    }

    /// What is known there.
    pub(crate) fn known(self, words: &[Word]) -> KnownBit {
        match self {
            Self::Fixed(yes) => KnownBit { yes, no: !yes },
            Self::Bit { bit, negated } => {
                let word = words.get(bit as usize / 64).copied().unwrap_or_default();
                let (yes, no) = (
                    word.yes >> (bit % 64) & 1 == 1,
                    word.no >> (bit % 64) & 1 == 1,
                );
                if negated {
                    KnownBit { yes: no, no: yes }
                } else {
                    KnownBit { yes, no }
                }
            }
        }
    }

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

/// The nodes that some literals are worked out from, ready to run.
///
/// What holds of it:
/// - The words of the case that are read come first; then each block fills one word, in the order of the blocks.
/// - A block reads only words before its own: every node is one level above the last of those it reads.
/// - A node reads at most two words: a wider one is split, its parts a level earlier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schedule {
    /// The words of the case that are read, each with the bits read of it.
    inputs: Vec<(usize, u64)>,
    blocks: Box<[Block]>,
    outputs: Vec<Output>,
}

/// A schedule of up to this many words runs without touching the heap at all.
const SMALL: usize = 16;

impl Schedule {
    /// Where each wanted literal is found after a run.
    pub(crate) fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// How many words a run needs.
    pub(crate) fn words(&self) -> usize {
        self.inputs.len() + self.blocks.len()
    }

    /// The bits of the case that are read, in rising order.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = usize> {
        self.inputs.iter().flat_map(|(word, read)| {
            let bits = (0..64).filter(move |bit| read & (1 << bit) != 0);
            bits.map(move |bit| word * 64 + bit)
        })
    }

    /// Every node in the order in which they run: the bit that it fills, and the literals that must all
    /// hold, each a bit and whether its opposite is meant. Bits of the case keep their numbers; the
    /// others are counted from `first`.
    pub(crate) fn nodes(&self, first: usize) -> Vec<(usize, Vec<(usize, bool)>)> {
        let mut nodes = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let ones = block.ones.iter().map(std::slice::from_ref);
            let twos = block.twos.iter().map(<[WordCube; 2]>::as_slice);
            // The first node that runs fills the highest bit.
            let bits = (0..block.ones.len() + block.twos.len()).rev();
            for (bit, cubes) in bits.zip(ones.chain(twos)) {
                let literals = cubes.iter().flat_map(|cube| {
                    let word = cube.word as usize;
                    (0..64)
                        .flat_map(|bit| {
                            let mask = 1 << bit;
                            let yes = (cube.yes & mask != 0).then_some((bit, false));
                            let no = (cube.no & mask != 0).then_some((bit, true));
                            yes.into_iter().chain(no)
                        })
                        .map(move |(bit, negated)| (self.number(word * 64 + bit, first), negated))
                });
                nodes.push((first + at * 64 + bit, literals.collect()));
            }
        }
        nodes
    }

    /// The number of a bit of a run where bits of the case keep theirs and the others are counted from
    /// `first`.
    pub(crate) fn number(&self, bit: usize, first: usize) -> usize {
        match self.inputs.get(bit / 64) {
            Some((word, _)) => word * 64 + bit % 64,
            None => first + bit - 64 * self.inputs.len(),
        }
    }

    /// Works out every node and hands over the words that the outputs are in. `room` is used where there
    /// are too many for the stack.
    pub(crate) fn run<T>(
        &self,
        case: &[Word],
        room: &mut Vec<Word>,
        read: impl FnOnce(&[Word]) -> T,
    ) -> T {
        if self.words() <= SMALL {
            let mut words = [Word::default(); SMALL];
            self.fill(case, &mut words);
            read(&words)
        } else {
            self.run_into(case, room);
            read(room)
        }
    }

    /// As [`Schedule::run`], with the words left in `room`.
    pub(crate) fn run_into(&self, case: &[Word], room: &mut Vec<Word>) {
        room.clear();
        if self.words() <= SMALL {
            let mut words = [Word::default(); SMALL];
            self.fill(case, &mut words);
            room.extend_from_slice(&words);
        } else {
            room.resize(self.words(), Word::default());
            self.fill(case, room.as_mut_slice());
        }
    }

    #[inline]
    fn fill<W: Words + ?Sized>(&self, case: &[Word], words: &mut W) {
        let mut unknown = 0;
        for (at, (word, read)) in self.inputs.iter().enumerate() {
            let word = case.get(*word).copied().unwrap_or_default();
            unknown |= read & !(word.yes | word.no);
            words.put(at, word);
        }
        // Where everything read is known, one look is enough.
        if unknown == 0 {
            self.each::<W, Known>(words);
        } else {
            self.each::<W, Partial>(words);
        }
    }

    /// Fills the word of each block, from the highest bit down: each result is shifted in below the last.
    #[inline]
    fn each<W: Words + ?Sized, L: Look>(&self, words: &mut W) {
        for (place, block) in (self.inputs.len()..).zip(&self.blocks) {
            let mut results = L::default();
            if let Some(word) = block.one_word {
                let word = words.at(word);
                for one in &block.ones {
                    results.push([L::look(word, one), L::MET]);
                }
            } else {
                for one in &block.ones {
                    results.push([L::look(words.at(one.word), one), L::MET]);
                }
            }
            for [first, second] in &block.twos {
                results.push([
                    L::look(words.at(first.word), first),
                    L::look(words.at(second.word), second),
                ]);
            }
            words.put(place, results.word());
        }
    }
}

/// How a cube is looked at.
trait Look: Default {
    type FastSet: Copy;
    /// What a cube without literals shows.
    const MET: Self::FastSet;
    fn look(word: Word, cube: &WordCube) -> Self::FastSet;
    fn push(&mut self, seen: [Self::FastSet; 2]);
    fn word(self) -> Word;
}

/// Every bit is known: a node that does not hold fails.
#[derive(Default)]
struct Known(u64);

impl Look for Known {
    type FastSet = u64;
    const MET: u64 = 0;

    #[inline]
    fn look(word: Word, cube: &WordCube) -> u64 {
        (word.yes ^ cube.yes) & (cube.yes | cube.no)
    }

    #[inline]
    fn push(&mut self, [first, second]: [u64; 2]) {
        self.0 = self.0 << 1 | u64::from(first | second == 0);
    }

    #[inline]
    fn word(self) -> Word {
        Word {
            yes: self.0,
            no: !self.0,
        }
    }
}

/// Some bits are unknown: a node may be known to hold, known to fail, or neither.
#[derive(Default)]
struct Partial {
    yes: u64,
    no: u64,
}

impl Look for Partial {
    type FastSet = (u64, u64);
    const MET: (u64, u64) = (0, 0);

    #[inline]
    fn look(word: Word, cube: &WordCube) -> (u64, u64) {
        let unmet = (cube.yes & !word.yes) | (cube.no & !word.no);
        let failed = (cube.yes & word.no) | (cube.no & word.yes);
        (unmet, failed)
    }

    #[inline]
    fn push(&mut self, [first, second]: [(u64, u64); 2]) {
        self.yes = self.yes << 1 | u64::from(first.0 | second.0 == 0);
        self.no = self.no << 1 | u64::from(first.1 | second.1 != 0);
    }

    #[inline]
    fn word(self) -> Word {
        Word {
            yes: self.yes,
            no: self.no,
        }
    }
}

/// Where the words of a run are kept: on the stack, or in a vector where there are many.
trait Words {
    fn at(&self, word: u32) -> Word;
    fn put(&mut self, word: usize, value: Word);
}

impl Words for [Word; SMALL] {
    // The remainder changes nothing, a schedule that runs here has no more words; it spares a check.
    #[inline]
    fn at(&self, word: u32) -> Word {
        self.get(word as usize % SMALL).copied().unwrap_or_default()
    }

    #[inline]
    fn put(&mut self, word: usize, value: Word) {
        if let Some(place) = self.get_mut(word % SMALL) {
            *place = value;
        }
    }
}

impl Words for [Word] {
    #[inline]
    fn at(&self, word: u32) -> Word {
        self.get(word as usize).copied().unwrap_or_default()
    }

    #[inline]
    fn put(&mut self, word: usize, value: Word) {
        if let Some(place) = self.get_mut(word) {
            *place = value;
        }
    }
}

/// Bits and words are counted in 32 bits: more do not fit in memory.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
const fn narrow(number: usize) -> u32 {
    number as u32
}
