//! Two vocabularies as one, so that one case can be seen from both.

use super::vocabulary::{FactId, Impossible, Vocabulary};

impl Vocabulary {
    /// A vocabulary with the facts of both, and what each fact of the other is called in it. What either rules out
    /// is ruled out.
    ///
    /// # Errors
    ///
    /// The id of a fact that takes other values here than there: answers to the one are none to the other.
    pub(crate) fn merged(&self, other: &Self) -> Result<(Self, Vec<FactId>), String> {
        let mut merged = self.clone();
        let mut moved = Vec::with_capacity(other.facts.len());
        for declared in &other.facts {
            let id = match merged.find(&declared.id) {
                Some(known) => {
                    let here = merged.get(known).map(|known| known.domain);
                    if here != Some(declared.domain) {
                        return Err(declared.id.clone());
                    }
                    known
                }
                None => {
                    let new = FactId(merged.facts.len());
                    merged.facts.push(declared.clone());
                    merged.by_id.insert(declared.id.clone(), new);
                    new
                }
            };
            moved.push(id);
        }
        for combination in &other.impossible {
            let mut these = combination.these.clone();
            for (fact, _, _) in &mut these {
                *fact = moved.get(fact.0).copied().unwrap_or(*fact);
            }
            if !merged.impossible.iter().any(|known| known.these == these) {
                merged.impossible.push(Impossible {
                    these,
                    because: combination.because.clone(),
                });
            }
        }
        Ok((merged, moved))
    }
}
