//! Random facts from a seed, the same on every machine.

// Each test binary uses a part of this.
#![allow(dead_code)]

use data_subject_rights::fact::{Domain, Extent, Members, Value};

/// A stream of random numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    pub const fn from(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).expect("it is small");
        usize::try_from((self.next() >> 11) % n).expect("it is small")
    }

    /// Whether the one of `n` was drawn.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for at in (1..of.len()).rev() {
            of.swap(at, self.below(at + 1));
        }
    }

    /// A value of a fact. Small sets are likelier than large ones, as in life.
    pub fn value(&mut self, domain: Domain) -> Value {
        let drawn = self.next();
        match domain {
            Domain::YesNo => Value::YesNo(drawn & 1 == 1),
            Domain::Extent => Value::Extent(Extent::ALL[(drawn % 3) as usize]),
            Domain::OneOf(terms) => Value::Members(Members::exactly(
                1 << (drawn % terms.len() as u64),
                terms.len(),
            )),
            Domain::SetOf(terms) => {
                let universe = u64::MAX >> (64 - terms.len());
                Value::Members(Members::exactly(
                    drawn & (drawn >> 20) & universe,
                    terms.len(),
                ))
            }
        }
    }
}
