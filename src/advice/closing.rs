//! Closing a case. A fact not shown counts against the side that had to show it, and an exemption not shown is not
//! relied on.

use std::collections::BTreeSet;

use super::{alike::kinds, controller::Controller};
use crate::{
    case::{Case, Closing, Request},
    decision::{Wanted, everything_asked},
    engine::Session,
    fact::{
        Bearer, Closes, Declaration, Domain, Extent, FactId, Facts, Origin, Provenance, Value,
        Vocabulary, WhyUnknown,
    },
};

impl Controller {
    /// Where a request is closed: enters as not shown every open fact that can still change something, if a
    /// text says who had to show it.
    pub(super) fn close(&self, request: &Request, cases: &mut [Case<'_>]) {
        let Some(closing) = &request.closing else {
            return;
        };
        let vocabulary = self.procedure().vocabulary();
        let books = [Some(self.program()), self.statute()];
        let books: Vec<Session<'_>> = books.into_iter().flatten().map(Session::of).collect();
        // Cases with the same known facts are closed once.
        for places in kinds(cases) {
            let mut places = places.into_iter();
            let first = places.next().and_then(|at| cases.get_mut(at));
            let Some(case) = first else { continue };
            close_one(request, closing, case, &books, vocabulary);
            let (facts, closed) = (case.facts.clone(), case.closed.clone());
            for at in places {
                if let Some(case) = cases.get_mut(at) {
                    case.facts = facts.clone();
                    case.closed = closed.clone();
                }
            }
        }
    }
}

fn close_one(
    request: &Request,
    closing: &Closing,
    case: &mut Case<'_>,
    books: &[Session<'_>],
    vocabulary: &Vocabulary,
) {
    let mut looked_at: BTreeSet<FactId> = BTreeSet::new();
    // What is closed may open the way to other questions.
    loop {
        let counting = to_close(request, case, books, &looked_at);
        if counting.is_empty() {
            return;
        }
        for fact in counting {
            looked_at.insert(fact);
            // What was entered before may have answered it.
            if case.facts.value(fact).is_some() {
                continue;
            }
            let before = case.facts.clone();
            enter(&mut case.facts, fact, closing, vocabulary);
            vocabulary.add_implied(&mut case.facts);
            if vocabulary.contradicted_by(&case.facts).is_some() {
                case.facts = before;
            } else {
                case.closed.insert(fact, before.why_unknown(fact));
            }
        }
    }
}

/// The open facts of a case that still matter and count against the side that had to show them, with that side. They
/// come from one look at each book.
fn to_close(
    request: &Request,
    case: &Case<'_>,
    books: &[Session<'_>],
    looked_at: &BTreeSet<FactId>,
) -> BTreeSet<FactId> {
    let counts = |vocabulary: &Vocabulary, fact: FactId| {
        let declared = vocabulary.get(fact);
        // No one fails to show what they were not asked for.
        let was_asked = request.events.identity.is_some()
            || matches!(
                case.facts.why_unknown(fact),
                WhyUnknown::Awaiting(_) | WhyUnknown::NotKnown
            );
        let closes = declared.and_then(Declaration::closes);
        closes.is_some_and(|closes| {
            !looked_at.contains(&fact)
                && has_begun(closes, &case.facts, vocabulary)
                && (closes.on != Some(Bearer::Requester) || was_asked)
        })
    };
    let mut closing = BTreeSet::new();
    for book in books {
        let vocabulary = book.program().book().vocabulary();
        let evaluation = book.evaluate(&case.facts, case.dates);
        let counts = |fact| counts(vocabulary, fact);
        for ask in case.asks.iter().filter_map(|at| request.asks.get(*at)) {
            let wanted = Wanted {
                right: ask.right,
                claimed: ask.claims.clone(),
                only: ask.only.clone(),
            };
            let is_new = |fact| !closing.contains(&fact) && counts(fact);
            let asked = everything_asked(&evaluation, &wanted, &is_new);
            closing.extend(asked);
        }
    }
    closing
}

/// Whether what must be so before the fact counts is known to be so.
fn has_begun(closes: Closes<'_>, facts: &Facts, vocabulary: &Vocabulary) -> bool {
    closes.once.is_none_or(|once| {
        let fact = vocabulary.find(once);
        fact.and_then(|fact| facts.value(fact)) == Some(Value::YesNo(true))
    })
}

fn enter(facts: &mut Facts, fact: FactId, closing: &Closing, vocabulary: &Vocabulary) {
    let Some((declared, closes)) = vocabulary
        .get(fact)
        .and_then(|declared| Some((declared, declared.closes()?)))
    else {
        return;
    };
    let value = match declared.domain {
        Domain::YesNo => Value::YesNo(false),
        Domain::Extent => Value::Extent(Extent::None),
        Domain::OneOf(_) | Domain::SetOf(_) => return,
    };
    let (cited, closed_by) = (closes.provision.cite(), &closing.by);
    let (origin, because) = match closes.on {
        Some(_) => (
            Origin::NotShown,
            format!("{cited} puts the burden on that side; closed by {closed_by}"),
        ),
        None => (
            Origin::NotReliedOn,
            format!("no one recorded the test of {cited} as met; closed by {closed_by}"),
        ),
    };
    facts.know(
        fact,
        value,
        Provenance {
            origin,
            by: closes
                .on
                .unwrap_or(Bearer::Controller)
                .in_words()
                .to_owned(),
            on: Some(closing.on),
            because: Some(because),
            judged: None,
        },
    );
}
