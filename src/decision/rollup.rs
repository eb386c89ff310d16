//! How outcomes of parts combine into the outcome of a whole.

use crate::engine::{Effect, Effects};

/// What has come out so far, over everything that is still possible.
///
/// A whole is in one of eight states: some part granted or not, some part refused or not, and some part
/// outside the book or not. The tally is the set of states that are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    states: u8,
    /// What it is where the book does not speak.
    undecided: Option<Effect>,
}

/// The eight states, as bits of a number from 0 to 7.
const GRANTED: u8 = 1;
const REFUSED: u8 = 2;
const UNDECIDED: u8 = 4;

impl Tally {
    /// Nothing has been counted.
    pub(crate) const EMPTY: Self = Self {
        states: 1,
        undecided: None,
    };

    /// Counts a part that may come out in any of these ways.
    pub(crate) fn count(self, effects: Effects) -> Self {
        let mut undecided = self.undecided;
        let mut ways: Vec<u8> = Vec::new();
        for effect in effects.iter() {
            match effect {
                Effect::Applies => ways.push(GRANTED),
                Effect::AppliesInPart => ways.push(GRANTED | REFUSED),
                Effect::DoesNotApply => ways.push(REFUSED),
                Effect::OutOfScope | Effect::Silent => {
                    ways.push(UNDECIDED);
                    undecided = undecided.or(Some(effect));
                }
            }
        }
        let mut states = 0;
        for state in (0..8u8).filter(|state| self.states & (1 << state) != 0) {
            for way in &ways {
                states |= 1 << (state | way);
            }
        }
        Self { states, undecided }
    }

    /// What may have come out in either way.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            states: self.states | other.states,
            undecided: self.undecided.or(other.undecided),
        }
    }

    /// The effects of the whole that are still possible.
    pub(crate) fn effects(self) -> Effects {
        let has = |state: u8| self.states & (1 << state) != 0;
        let mut effects = Effects::NONE;
        if has(GRANTED) {
            effects = effects.or(Effects::only(Effect::Applies));
        }
        // A part not granted counts, whether it is refused or the book does not speak about it.
        if [REFUSED, UNDECIDED, REFUSED | UNDECIDED]
            .into_iter()
            .any(|not_granted| has(GRANTED | not_granted))
        {
            effects = effects.or(Effects::only(Effect::AppliesInPart));
        }
        if has(REFUSED) || has(REFUSED | UNDECIDED) || has(0) {
            effects = effects.or(Effects::only(Effect::DoesNotApply));
        }
        if let Some(undecided) = self.undecided.filter(|_| has(UNDECIDED)) {
            effects = effects.or(Effects::only(undecided));
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Effect::{Applies, AppliesInPart, DoesNotApply, OutOfScope, Silent};

    fn whole(parts: &[&[Effect]]) -> Vec<Effect> {
        parts
            .iter()
            .fold(Tally::EMPTY, |tally, effects| {
                tally.count(effects.iter().copied().collect())
            })
            .effects()
            .iter()
            .collect()
    }

    #[test]
    fn some_granted_and_some_not_is_in_part() {
        assert_eq!(whole(&[&[Applies], &[DoesNotApply]]), [AppliesInPart]);
        assert_eq!(whole(&[&[AppliesInPart], &[Applies]]), [AppliesInPart]);
        assert_eq!(whole(&[&[Applies], &[Applies]]), [Applies]);
    }

    #[test]
    fn an_open_part_leaves_the_whole_open_unless_it_cannot_matter() {
        let open: &[Effect] = &[Applies, DoesNotApply];
        assert_eq!(whole(&[&[Applies], open]), [Applies, AppliesInPart]);
        assert_eq!(whole(&[&[Applies], &[DoesNotApply], open]), [AppliesInPart]);
    }

    #[test]
    fn a_part_that_the_book_does_not_speak_about_is_a_part_not_granted() {
        assert_eq!(whole(&[&[Silent]]), [Silent]);
        assert_eq!(whole(&[&[OutOfScope], &[Applies]]), [AppliesInPart]);
        assert_eq!(whole(&[&[Applies, OutOfScope]]), [Applies, OutOfScope]);
    }
}
