//! An order of bits.

use std::sync::Arc;

/// The order in which diagrams ask for bits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Order {
    /// The place of each bit; a bit past the end stands at its own number.
    places: Arc<[u32]>,
}

impl Order {
    /// The order that asks for these bits one after the other. Every bit is there once.
    pub(crate) fn of(bits: &[usize]) -> Self {
        let mut places = vec![0; bits.len()];
        for (place, bit) in (0u32..).zip(bits) {
            if let Some(known) = places.get_mut(*bit) {
                *known = place;
            }
        }
        Self {
            places: places.into(),
        }
    }

    /// Where a bit is asked for: an earlier place comes first.
    pub(crate) fn place(&self, bit: u32) -> u32 {
        self.places.get(bit as usize).copied().unwrap_or(bit)
    }

    /// The bit that is asked for first.
    pub(crate) fn first(&self, one: u32, other: u32) -> u32 {
        if self.place(other) < self.place(one) {
            other
        } else {
            one
        }
    }
}
