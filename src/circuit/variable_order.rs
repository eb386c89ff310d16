//! A variable order: the level of each bit in a diagram.

use std::sync::Arc;

/// The order in which every path of a diagram meets the bits.
///
/// No two bits share a level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct VariableOrder {
    /// The level of each bit; a bit past the end stands at its own number.
    levels: Arc<[u32]>,
}

impl VariableOrder {
    /// The order with these bits on one level after the other. Every bit is there once.
    pub(crate) fn of(bits: &[usize]) -> Self {
        let mut levels = vec![0; bits.len()];
        for (level, bit) in (0u32..).zip(bits) {
            if let Some(known) = levels.get_mut(*bit) {
                *known = level;
            }
        }
        Self {
            levels: levels.into(),
        }
    }

    /// The level of a bit: the lowest is asked for first.
    pub(crate) fn level(&self, bit: u32) -> u32 {
        self.levels.get(bit as usize).copied().unwrap_or(bit)
    }

    /// The bit that is asked for first.
    pub(crate) fn first(&self, one: u32, other: u32) -> u32 {
        if self.level(other) < self.level(one) {
            other
        } else {
            one
        }
    }
}
