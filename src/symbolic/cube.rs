//! Cubes: answers to some bits, the others left open.

/// A conjunction of literals over bits: some that are so and some that are not. No bit is both, unless two cubes that
/// do not fit were put together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cube {
    yes: Vec<u64>,
    no: Vec<u64>,
}

impl Cube {
    pub(crate) fn of(bits: &[(usize, bool)]) -> Self {
        let mut cube = Self::default();
        for (bit, yes) in bits {
            let words = if *yes { &mut cube.yes } else { &mut cube.no };
            let (word, bit) = (bit / 64, bit % 64);
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            if let Some(word) = words.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        cube
    }

    /// The bits, in order.
    pub(crate) fn bits(&self) -> Vec<(usize, bool)> {
        let set = |words: &[u64], yes: bool| -> Vec<(usize, bool)> {
            let words = words.iter().enumerate();
            let bits = words.flat_map(|(at, word)| {
                let set = (0..64).filter(move |bit| word >> bit & 1 == 1);
                set.map(move |bit| (at * 64 + bit, yes))
            });
            bits.collect()
        };
        let mut bits = set(&self.yes, true);
        bits.extend(set(&self.no, false));
        bits.sort_unstable();
        bits
    }

    /// Whether no bit is answered in two ways.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        let are_disjoint =
            |one: &[u64], other: &[u64]| one.iter().zip(other).all(|(a, b)| a & b == 0);
        are_disjoint(&self.yes, &other.no) && are_disjoint(&self.no, &other.yes)
    }

    /// How many bits another answers that this does not.
    pub(crate) fn new_in(&self, other: &Self) -> u32 {
        let new = |known: &[u64], other: &[u64]| -> u32 {
            let known = known.iter().chain(std::iter::repeat(&0));
            other
                .iter()
                .zip(known)
                .map(|(other, known)| (other & !known).count_ones())
                .sum()
        };
        new(&self.yes, &other.yes) + new(&self.no, &other.no)
    }

    /// The answers of both.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let both = |one: &[u64], other: &[u64]| -> Vec<u64> {
            let word = |words: &[u64], at: usize| words.get(at).copied().unwrap_or(0);
            let words = 0..one.len().max(other.len());
            words.map(|at| word(one, at) | word(other, at)).collect()
        };
        Self {
            yes: both(&self.yes, &other.yes),
            no: both(&self.no, &other.no),
        }
    }
}
