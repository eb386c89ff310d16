//! What the procedure takes over from the statute: no one says an exemption twice.

use super::{alike::kinds, controller::Controller};
use crate::{
    case::{Case, Request},
    engine::{Evaluation, Session},
    fact::{Extent, Facts, Origin, Possible, Provenance, Value},
    rule::Import,
};

impl Controller {
    /// Answers the facts of the procedure that stand for exemptions of the statute, where the statute has decided
    /// them. Facts that were stated or judged stay as they are.
    pub(super) fn import(&self, request: &Request, cases: &mut [Case<'_>]) {
        let imports = self.procedure().imports();
        let Some(statute) = self.statute().filter(|_| !imports.is_empty()) else {
            return;
        };
        let session = Session::of(statute);
        let vocabulary = self.procedure().vocabulary();
        for places in kinds(cases) {
            let Some(case) = places.first().and_then(|at| cases.get(*at)) else {
                continue;
            };
            let mut facts = case.facts.clone();
            let asked = |import: &&Import| {
                let right = import.from.right();
                request.claimed(&case.asks, right).is_some()
            };
            // One reading of the statute serves all that is taken over.
            let evaluation = session.evaluate(&case.facts, case.dates);
            let mut is_answered = false;
            for import in imports.iter().filter(asked) {
                if let Some(extent) = taken(&evaluation, import).single() {
                    answer(&mut facts, import, extent);
                    is_answered = true;
                }
            }
            if !is_answered {
                continue;
            }
            vocabulary.add_implied(&mut facts);
            if vocabulary.contradicted_by(&facts).is_some() {
                continue;
            }
            for at in places {
                if let Some(case) = cases.get_mut(at) {
                    case.facts = facts.clone();
                }
            }
        }
    }
}

/// What the exemptions take that are taken over: the most of any of them.
fn taken(evaluation: &Evaluation<'_>, import: &Import) -> Possible {
    let grant = evaluation.granted(import.from);
    let grounds = grant.into_iter().flat_map(|grant| &grant.grounds);
    let exemptions = grounds.flat_map(|ground| &ground.exemptions);
    exemptions
        .filter(|exemption| {
            let rule = evaluation.book().rule(exemption.rule);
            rule.is_some_and(|rule| import.takes_over(&rule.provision))
        })
        .fold(Possible::only(Extent::None), |taken, exemption| {
            taken.combine(exemption.takes(), Ord::max)
        })
}

fn answer(facts: &mut Facts, import: &Import, extent: Extent) {
    let because = "the exemptions of the Act are taken over";
    let mut know = |fact, value| {
        let known = facts.known(fact);
        // A review that raised nothing under the procedure did not look at the Act.
        let is_free = known.is_none_or(|known| {
            known.provenance.origin == Origin::Sweep || known.provenance.origin == Origin::Derived
        });
        if is_free {
            facts.know(fact, value, Provenance::derived("the law", because));
        }
    };
    know(import.raised, Value::YesNo(extent != Extent::None));
    know(import.extent, Value::Extent(extent));
}
