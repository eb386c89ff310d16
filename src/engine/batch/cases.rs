//! Many cases, as rows or as columns.

use super::lanes::{KnownLanes, Lanes};
use crate::{
    circuit::{Atom, Masks, Word},
    engine::program::Program,
    fact::Truth,
    rule::Dates,
};

/// What is known of one bit in many cases, the first case in the lowest bit of the first word.
#[derive(Debug, Clone, Copy)]
enum Column<'c> {
    /// The same in every case.
    Same(Truth),
    /// One bit a case; where `known` is given, a case counts as unknown unless its bit there is set.
    Each {
        values: &'c [u64],
        known: Option<&'c [u64]>,
    },
}

/// Many cases as columns: one bit a case for each thing that may be known, as columnar stores hold
/// booleans (values, and a validity bitmap where some are missing).
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, engine::{Columns, Outcome}, law::Right, rule::Dates,
/// };
///
/// let council = Controller::doncaster()?;
/// let program = council.program();
/// let controls = program.book().vocabulary().find("council-is-controller").ok_or("declared")?;
/// let (bit, _) = program.bits_of(controls).ok_or("a fact has bits")?;
///
/// // Three cases. The council is no controller in the second; of the third no one knows.
/// let mut columns = Columns::new(program, 3, &Dates::received(Date::constant(2026, 11, 21)));
/// columns.fill(bit, &[0b001], Some(&[0b011]));
/// let verdicts = program.decide_columns(&[Right::Erasure], &columns);
/// assert_eq!(verdicts.effects(1, Right::Erasure).outcome(), Outcome::OutOfScope);
/// assert_eq!(verdicts.effects(2, Right::Erasure).outcome(), Outcome::Open);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Columns<'c> {
    cases: usize,
    bits: Vec<Column<'c>>,
}

impl<'c> Columns<'c> {
    /// So many cases with known dates alone, the same in each; no fact, and nothing expressly claimed.
    #[must_use]
    pub fn new(program: &Program, cases: usize, dates: &Dates) -> Self {
        let same = program.case(dates);
        Self {
            cases,
            bits: (0..program.bits())
                .map(|bit| Column::Same(same.truth(bit)))
                .collect(),
        }
    }

    /// Which bit stands for what is the program's own: ask it, and ask again when the book changes. The
    /// record of a judgement is the caller's to keep.
    ///
    /// Fills the column of a bit ([`Program::bits_of`], [`Program::atom`]): the first case is the lowest
    /// bit of the first word. Without `known` the bit is known in every case.
    ///
    /// A column that is too short leaves the cases beyond it unknown.
    pub fn fill(&mut self, bit: usize, values: &'c [u64], known: Option<&'c [u64]>) {
        if let Some(column) = self.bits.get_mut(bit) {
            *column = Column::Each { values, known };
        }
    }

    /// Sets a bit that is the same in every case.
    pub fn set(&mut self, bit: usize, truth: Truth) {
        if let Some(column) = self.bits.get_mut(bit) {
            *column = Column::Same(truth);
        }
    }

    /// The bit of something that may be known, if the program has one for it.
    #[must_use]
    pub fn bit_of(program: &Program, atom: Atom) -> Option<usize> {
        (0..program.bits()).find(|bit| program.atom(*bit) == Some(atom))
    }
}

/// Where a batch reads its cases from.
pub(crate) trait CaseSource: Sync {
    /// How many cases there are.
    fn cases(&self) -> usize;

    /// Loads, on the side of "yes" alone, bits that are plainly known in every lane. False where some
    /// may not be: then nothing is promised of what was loaded.
    fn load_known<L: Lanes>(&self, _: &[usize], _: usize, _: &mut [KnownLanes<L>]) -> bool {
        false
    }

    /// Loads some bits of the cases from word `first` of 64 cases on, and says whether all of them are
    /// known in every lane.
    fn load<L: Lanes>(&self, wanted: &[usize], first: usize, bits: &mut [KnownLanes<L>]) -> bool;
}

impl CaseSource for Columns<'_> {
    fn cases(&self) -> usize {
        self.cases
    }

    fn load_known<L: Lanes>(
        &self,
        wanted: &[usize],
        first: usize,
        bits: &mut [KnownLanes<L>],
    ) -> bool {
        for bit in wanted {
            let (Some(place), Some(column)) = (bits.get_mut(*bit), self.bits.get(*bit)) else {
                return false;
            };
            place.yes = match column {
                Column::Same(Truth::Yes) => L::ALL,
                Column::Same(Truth::No) => L::NONE,
                Column::Each {
                    values,
                    known: None,
                } => match values.get(first..first + L::WORDS).and_then(L::from_slice) {
                    Some(lanes) => lanes,
                    None => return false,
                },
                _ => return false,
            };
        }
        true
    }

    fn load<L: Lanes>(&self, wanted: &[usize], first: usize, bits: &mut [KnownLanes<L>]) -> bool {
        let mut unknown = L::NONE;
        for bit in wanted {
            let Some(place) = bits.get_mut(*bit) else {
                continue;
            };
            *place = match self.bits.get(*bit) {
                Some(Column::Same(Truth::Yes)) => KnownLanes::fixed(true),
                Some(Column::Same(Truth::No)) => KnownLanes::fixed(false),
                Some(Column::Each { values, known }) => {
                    let (yes, filled) = words::<L>(values, first);
                    let within = match known {
                        Some(known) => words::<L>(known, first).0.and(filled),
                        None => filled,
                    };
                    KnownLanes {
                        yes: yes.and(within),
                        no: yes.not().and(within),
                    }
                }
                _ => KnownLanes::UNKNOWN,
            };
            unknown = unknown.or(place.yes.or(place.no).not());
        }
        unknown.is_none()
    }
}

/// The lanes of a column from word `first` on, and which of them it fills: beyond its end a column says
/// nothing.
fn words<L: Lanes>(column: &[u64], first: usize) -> (L, L) {
    let whole = column.get(first..first + L::WORDS).and_then(L::from_slice);
    whole.map_or_else(
        || {
            let word = |at: usize| column.get(first + at).copied();
            (
                L::from_words(|at| word(at).unwrap_or(0)),
                L::from_words(|at| word(at).map_or(0, |_| u64::MAX)),
            )
        },
        |lanes| (lanes, L::ALL),
    )
}

impl CaseSource for [Masks] {
    fn cases(&self) -> usize {
        self.len()
    }

    /// Turns 64 rows of 64 bits into 64 columns, for every word in which something is wanted.
    fn load<L: Lanes>(&self, wanted: &[usize], first: usize, bits: &mut [KnownLanes<L>]) -> bool {
        let mut unknown = L::NONE;
        let mut left = wanted;
        while let Some(bit) = left.first() {
            let word = bit / 64;
            let here = left.iter().take_while(|bit| *bit / 64 == word).count();
            let (now, later) = left.split_at(here);
            left = later;
            let mut planes = [[[0u64; 64]; 2]; MOST_WORDS];
            for (at, [yes, no]) in planes.iter_mut().enumerate().take(L::WORDS) {
                let rows = self.get((first + at) * 64..).unwrap_or_default();
                for ((row, yes), no) in rows.iter().zip(yes.iter_mut()).zip(no.iter_mut()) {
                    let known = row.words.get(word).copied().unwrap_or_default();
                    Word { yes: *yes, no: *no } = known;
                }
                transpose(yes);
                transpose(no);
            }
            for bit in now {
                let plane = |which: usize| {
                    L::from_words(|at| {
                        let plane = planes.get(at).and_then(|planes| planes.get(which));
                        plane
                            .and_then(|plane| plane.get(bit % 64))
                            .copied()
                            .unwrap_or(0)
                    })
                };
                if let Some(place) = bits.get_mut(*bit) {
                    *place = KnownLanes {
                        yes: plane(0),
                        no: plane(1),
                    };
                    unknown = unknown.or(place.yes.or(place.no).not());
                }
            }
        }
        unknown.is_none()
    }
}

/// The widest lanes that a batch uses, in words.
pub(super) const MOST_WORDS: usize = 8;

/// Turns a square of 64 by 64 bits about its diagonal (Warren, Hacker's Delight, 7-3).
fn transpose(square: &mut [u64; 64]) {
    let mut half = 32;
    let mut mask = 0x0000_0000_ffff_ffff_u64;
    while half != 0 {
        for pair in square.chunks_exact_mut(2 * half) {
            let (upper, lower) = pair.split_at_mut(half);
            for (a, b) in upper.iter_mut().zip(lower) {
                let moved = ((*a >> half) ^ *b) & mask;
                *a ^= moved << half;
                *b ^= moved;
            }
        }
        half /= 2;
        mask ^= mask << half;
    }
}
