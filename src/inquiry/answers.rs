//! The answers to a question, what each leaves possible, and two that make the difference.

use super::{
    next::Prospect,
    state_space::{StateSpace, VALUES},
};
use crate::{
    bdd::{BudgetExceeded, Diagram, Edge},
    circuit::FastSet,
    engine::Use,
    fact::{Domain, Extent, Members, Value},
};

impl StateSpace<'_> {
    /// The answers to a fact as its bits have them. Of a set, one member at a time.
    pub(super) fn answers(&self, at: usize) -> Vec<(Value, Vec<(u32, bool)>)> {
        let Some(ask) = self.candidates.get(at) else {
            return Vec::new();
        };
        let Use::Fact(fact) = ask.what else {
            return Vec::new();
        };
        let Some((first, size)) = self.program.bits_of(fact) else {
            return Vec::new();
        };
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        let size = u32::try_from(size).unwrap_or(0);
        let domain = self.program.book().vocabulary().get(fact);
        match domain.map(|declared| declared.domain) {
            Some(Domain::YesNo) => vec![
                (Value::YesNo(true), vec![(first, true)]),
                (Value::YesNo(false), vec![(first, false)]),
            ],
            Some(Domain::Extent) => [
                (Extent::None, [false, false]),
                (Extent::Part, [true, false]),
                (Extent::Whole, [true, true]),
            ]
            .into_iter()
            .map(|(extent, [part, whole])| {
                let bits = vec![(first, part), (first + 1, whole)];
                (Value::Extent(extent), bits)
            })
            .collect(),
            Some(Domain::OneOf(_)) => (0..size)
                .map(|term| {
                    let bits = (0..size)
                        .map(|other| (first + other, other == term))
                        .collect();
                    (
                        Value::Members(Members::exactly(1 << term, size as usize)),
                        bits,
                    )
                })
                .collect(),
            Some(Domain::SetOf(_)) => ask
                .bits
                .iter()
                .filter_map(|bit| Some((*bit, bit.checked_sub(first)?)))
                .flat_map(|(bit, term)| in_or_out(bit, term))
                .collect(),
            None => Vec::new(),
        }
    }

    /// What each answer to a question leaves possible.
    pub(super) fn prospects(&mut self, at: usize) -> Result<Vec<Prospect>, BudgetExceeded> {
        let mut prospects = Vec::new();
        for (answer, bits) in self.answers(at) {
            let left = self.answered(&bits)?;
            let values = self.values(left);
            if values != 0 {
                prospects.push(Prospect {
                    answer,
                    possible: values_of(values),
                });
            }
        }
        Ok(prospects)
    }

    pub(super) fn answered(&mut self, bits: &[(u32, bool)]) -> Result<Edge, BudgetExceeded> {
        self.given(self.root, |asked| {
            let answer = bits.iter().find(|(bit, _)| *bit == asked);
            answer.map(|(_, answer)| *answer)
        })
    }

    /// Two answers that make the difference in a case that is otherwise the same.
    pub(super) fn apart(&mut self, at: usize) -> Result<Option<[(Value, u8); 2]>, BudgetExceeded> {
        let answers = self.answers(at);
        let mut left = Vec::new();
        for (answer, bits) in &answers {
            left.push((*answer, bits.clone(), self.answered(bits)?));
        }
        for (place, (one, bits, a)) in left.iter().enumerate() {
            for (other, others, b) in left.iter().skip(place + 1) {
                // Of a set, only what is said of the same member can be set against each other.
                let same = bits
                    .iter()
                    .map(|(bit, _)| bit)
                    .eq(others.iter().map(|(bit, _)| bit));
                if same && let Some((x, y)) = self.differ(*a, *b) {
                    return Ok(Some([(*one, x), (*other, y)]));
                }
            }
        }
        Ok(None)
    }

    /// The values of a case under which two states come out differently.
    fn differ(&self, a: Edge, b: Edge) -> Option<(u8, u8)> {
        let mut seen: FastSet<(Edge, Edge)> = FastSet::default();
        let mut waiting = vec![(a, b)];
        while let Some((a, b)) = waiting.pop() {
            let same = self.values(a) | self.values(b);
            if a == b || same.count_ones() < 2 || !seen.insert((a, b)) {
                continue;
            }
            match (a.value(), b.value()) {
                (Some(Diagram::IMPOSSIBLE), _) | (_, Some(Diagram::IMPOSSIBLE)) => continue,
                (Some(x), Some(y)) if x != y => return Some((x, y)),
                (Some(_), Some(_)) => continue,
                _ => {}
            }
            let bit = self.first_of(&[a, b]);
            for yes in [true, false] {
                waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
            }
        }
        None
    }
}

/// The values that a mask has, in rising order.
fn values_of(mask: u8) -> Vec<u8> {
    (0u8..)
        .take(VALUES)
        .filter(|value| mask & (1 << value) != 0)
        .collect()
}

/// The two answers about one member of a set.
fn in_or_out(bit: u32, term: u32) -> [(Value, Vec<(u32, bool)>); 2] {
    let with = Members {
        present: 1 << term,
        absent: 0,
    };
    let without = Members {
        present: 0,
        absent: 1 << term,
    };
    [
        (Value::Members(with), vec![(bit, true)]),
        (Value::Members(without), vec![(bit, false)]),
    ]
}
