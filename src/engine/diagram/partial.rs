//! What a diagram says when facts are missing.

use std::collections::HashSet;

use super::{Branch, Diagram};
use crate::{
    engine::masks::{Masks, Word},
    fact::Truth,
};

/// The nodes of a diagram that have been reached; kept by the caller so that deciding allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    words: Vec<u64>,
}

impl Marks {
    /// Room for a diagram of this many nodes, all of it clear. Allocates only when it grows.
    fn clear(&mut self, nodes: usize) {
        self.words.clear();
        self.words.resize(nodes.div_ceil(64), 0);
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
}

/// A set of values, as a bit mask of those below 64.
pub(crate) type Values = u64;

impl Diagram {
    /// Every value that a completion of what is known leads to, in rising order. Cases that cannot be
    /// are no completions: what is known may contradict the vocabulary, and then there is none.
    #[must_use]
    pub fn possible(&self, known: &Masks, marks: &mut Marks) -> Vec<u8> {
        let values = self.possible_values(&known.words, marks);
        (0..64).filter(|value| values & (1 << value) != 0).collect()
    }

    /// As [`Diagram::possible`], without allocating.
    pub(crate) fn possible_values(&self, known: &[Word], marks: &mut Marks) -> Values {
        let mut values = 0;
        marks.clear(self.nodes.len());
        reach(self.root, marks, &mut values);
        // A node leads only to nodes before it, so one walk down the words visits everything reached.
        for at in (0..marks.words.len()).rev() {
            while let Some(word) = marks.words.get_mut(at).filter(|word| **word != 0) {
                let highest = 63 - word.leading_zeros() as usize;
                *word &= !(1 << highest);
                let Some(node) = self.nodes.get(at * 64 + highest) else {
                    break;
                };
                let bit = node.bit as usize;
                let truth = known
                    .get(bit / 64)
                    .map_or(Truth::Unknown, |word| word.truth(bit));
                if !truth.is_yes() {
                    reach(node.no, marks, &mut values);
                }
                if !truth.is_no() {
                    reach(node.yes, marks, &mut values);
                }
            }
        }
        values
    }

    /// Whether two completions that differ only in `free` bits lead to values of different classes.
    ///
    /// With the bits of one fact as `free`, this is whether the fact can still matter. Values of class
    /// `None` are impossible cases.
    pub(crate) fn separates(
        &self,
        known: &Masks,
        is_free: impl Fn(usize) -> bool,
        class: impl Fn(u8) -> Option<u8>,
    ) -> bool {
        let last_free = self
            .nodes
            .iter()
            .map(|node| node.bit)
            .filter(|bit| is_free(*bit as usize))
            .max();
        let Some(last_free) = last_free else {
            return false;
        };
        let mut seen: HashSet<(Branch, Branch)> = HashSet::new();
        let mut waiting = vec![(self.root, self.root)];
        while let Some((a, b)) = waiting.pop() {
            let (a, b) = if b < a { (b, a) } else { (a, b) };
            let bit = self.bit_of(a).min(self.bit_of(b));
            if a == b && bit > last_free || !seen.insert((a, b)) {
                continue;
            }
            match (a.value().map(&class), b.value().map(&class)) {
                (Some(None), _) | (_, Some(None)) => continue,
                (Some(one), Some(other)) if one != other => return true,
                (Some(_), Some(_)) => continue,
                _ => {}
            }
            let truth = known.truth(bit as usize);
            for yes in [false, true] {
                if truth == Truth::from(!yes) {
                    continue;
                }
                waiting.push((self.follow(a, bit, yes), self.follow(b, bit, yes)));
                if truth.is_unknown() && is_free(bit as usize) {
                    waiting.push((self.follow(a, bit, yes), self.follow(b, bit, !yes)));
                }
            }
        }
        false
    }

    /// Whether some answer to a fact, by ruling out an answer to facts that the vocabulary ties to it,
    /// settles something that those facts would otherwise decide.
    ///
    /// That is: a possible case *a*, and a possible case *b* of another class which differs from it in
    /// bits of the fact and of the tied facts alone, such that *a* with the fact as in *b* cannot be.
    pub(crate) fn settles(
        &self,
        known: &Masks,
        is_of_fact: impl Fn(usize) -> bool,
        is_tied: impl Fn(usize) -> bool,
        class: impl Fn(u8) -> Option<u8>,
    ) -> bool {
        let mut seen: HashSet<[Branch; 3]> = HashSet::new();
        // Case a, case b, and case a with the fact as in case b.
        let mut waiting = vec![[self.root; 3]];
        while let Some(branches) = waiting.pop() {
            if !seen.insert(branches) {
                continue;
            }
            let [a, b, mixed] = branches;
            let bit = branches
                .iter()
                .map(|branch| self.bit_of(*branch))
                .min()
                .unwrap_or(u32::MAX);
            if bit == u32::MAX {
                let of = |branch: Branch| branch.value().and_then(&class);
                if of(a).is_some() && of(b).is_some() && of(mixed).is_none() && of(a) != of(b) {
                    return true;
                }
                continue;
            }
            let cannot_be = |branch: Branch| branch.value().is_some_and(|v| class(v).is_none());
            if cannot_be(a) || cannot_be(b) {
                continue;
            }
            let truth = known.truth(bit as usize);
            let answers = [false, true]
                .into_iter()
                .filter(|yes| truth != Truth::from(!*yes));
            for mine in answers.clone() {
                for other in answers.clone() {
                    let mixed_answer = if is_of_fact(bit as usize) {
                        other
                    } else if mine == other || is_tied(bit as usize) {
                        mine
                    } else {
                        continue;
                    };
                    waiting.push([
                        self.follow(a, bit, mine),
                        self.follow(b, bit, other),
                        self.follow(mixed, bit, mixed_answer),
                    ]);
                }
            }
        }
        false
    }

    fn bit_of(&self, branch: Branch) -> u32 {
        self.node(branch).map_or(u32::MAX, |node| node.bit)
    }

    /// Where an answer to a bit leads; nowhere else if the bit is not asked for here.
    fn follow(&self, branch: Branch, bit: u32, yes: bool) -> Branch {
        match self.node(branch) {
            Some(node) if node.bit == bit && yes => node.yes,
            Some(node) if node.bit == bit => node.no,
            _ => branch,
        }
    }
}

fn reach(branch: Branch, marks: &mut Marks, values: &mut Values) {
    match branch.value() {
        Some(value) if value < 64 => *values |= 1 << value,
        Some(_) => {}
        None => marks.set(branch.index()),
    }
}
