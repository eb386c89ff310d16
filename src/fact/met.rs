//! What a vocabulary says of the facts of a case.

use super::{
    facts::Facts,
    truth::Truth,
    value::Test,
    vocabulary::{FactId, Impossible, Vocabulary},
};

impl Vocabulary {
    /// The first impossible combination that these facts make, if they make one.
    #[must_use]
    pub fn contradicted_by(&self, facts: &Facts) -> Option<&Impossible> {
        self.impossible.iter().find(|combination| {
            combination.these.iter().all(|(fact, test, wanted)| {
                let truth = self.test(*fact, *test, facts);
                truth == Truth::from(*wanted)
            })
        })
    }

    /// Whether a test on a fact is met.
    #[must_use]
    pub fn test(&self, fact: FactId, test: Test, facts: &Facts) -> Truth {
        let size = self.get(fact).map_or(0, |declared| declared.domain.size());
        test.truth(facts.value(fact), size)
    }
}
