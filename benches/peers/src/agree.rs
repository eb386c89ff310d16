//! The check that all peers give the reference answer. Nothing is timed before it passes.

use data_subject_rights::{
    law::{Right, Term},
    rule::RuleBook,
};

use crate::{
    case::{Case, Kept, answer, complete},
    peer::Contender,
    plan::Plan,
};

/// Checks every peer against the reference evaluator on `count` cases as drawn and on `count` cases
/// in scope, for all rights.
///
/// # Panics
///
/// At the first answer that differs, with the peer, the right and the facts.
pub fn check(book: &RuleBook, plan: &Plan, peers: &mut [Box<dyn Contender + '_>], count: usize) {
    const BATCH: usize = 500;
    let relevant = plan.facts();
    for kept in [Kept::Possible, Kept::InScope] {
        let cases = complete(book, kept, count);
        for batch in cases.chunks(BATCH) {
            let prepared: Vec<Case> = batch
                .iter()
                .map(|facts| Case::new(book.vocabulary(), facts, &relevant))
                .collect();
            for peer in peers.iter_mut() {
                peer.load(&prepared);
                for (at, facts) in batch.iter().enumerate() {
                    for right in Right::all() {
                        let expected = Ok(answer(book, facts, right));
                        let given = peer.outcome(right, at);
                        assert!(
                            given == expected,
                            "{} on {}: {given:?}, and the reference says {expected:?}\n{}",
                            peer.name(),
                            right.code(),
                            prepared[at].json(str::to_owned),
                        );
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::all;

    #[test]
    fn every_peer_gives_the_reference_answer() {
        let council = crate::council();
        let book = council.procedure();
        let plan = Plan::of(book);
        check(book, &plan, &mut all(&council, &plan), 100);
    }

    #[test]
    #[should_panic(expected = "and the reference says")]
    fn a_rule_translated_wrongly_is_found() {
        let council = crate::council();
        let book = council.procedure();
        let mut plan = Plan::of(book);
        let definition = plan.definitions.iter_mut();
        for (_, formula) in definition.filter(|(name, _)| name == "retention-over") {
            *formula = formula.clone().negated();
        }
        check(book, &plan, &mut all(&council, &plan), 100);
    }
}
