//! Sets of bits of a case.

/// Some bits of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(crate) const NONE: Self = Self { words: Vec::new() };

    pub(crate) fn insert(&mut self, bit: usize) {
        self.insert_in_word(bit / 64, 1 << (bit % 64));
    }

    /// Takes all of them out, and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
    }

    /// Whether some bit is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let mut words = self.words.iter().zip(&other.words);
        words.any(|(one, other)| one & other != 0)
    }

    /// Adds bits that stand together in one word.
    pub(crate) fn insert_span(&mut self, (first, size): (usize, usize)) {
        self.insert_in_word(first / 64, mask_of(first, size));
    }

    fn insert_in_word(&mut self, at: usize, mask: u64) {
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word |= mask;
        }
    }

    pub(crate) fn insert_all(&mut self, other: &Self) {
        for (at, mask) in other.words.iter().enumerate() {
            self.insert_in_word(at, *mask);
        }
    }

    pub(crate) fn contains(&self, bit: usize) -> bool {
        self.word(bit / 64) >> (bit % 64) & 1 == 1
    }

    /// The bits of one word of a case.
    pub(crate) fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Whether some bit of a span that stands in one word is in the set.
    pub(crate) fn meets_span(&self, (first, size): (usize, usize)) -> bool {
        self.word(first / 64) & mask_of(first, size) != 0
    }

    /// The bits of this set that are not in another.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let words = self.words.iter().enumerate();
        let words = words.map(|(at, word)| word & !other.word(at));
        Self {
            words: words.collect(),
        }
    }

    /// The bits, in rising order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words().flat_map(of_word)
    }

    /// The bits of both sets, in rising order.
    pub(crate) fn common(&self, other: &Self) -> impl Iterator<Item = usize> {
        let words = self.words.iter().zip(&other.words);
        let words = words.map(|(one, other)| one & other).enumerate();
        words.flat_map(of_word)
    }

    /// The words that are not empty, each with its place.
    pub(crate) fn words(&self) -> impl Iterator<Item = (usize, u64)> {
        let words = self.words.iter().copied().enumerate();
        words.filter(|(_, word)| *word != 0)
    }
}

fn of_word((at, word): (usize, u64)) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(at * 64 + bit)
    })
}

/// The bits from `first` on in their word.
const fn mask_of(first: usize, size: usize) -> u64 {
    let universe = if size >= 64 {
        u64::MAX
    } else {
        (1 << size) - 1
    };
    universe << (first % 64)
}
