//! Two books, or two editions of one, over the same cases.

use std::collections::BTreeMap;

use super::{revision::Revision, search::SearchResult, space::Space};
use crate::{
    bdd::Edge,
    budget::BUDGET,
    calendar::Date,
    circuit::{Atom, Literal, ways_to_differ},
    engine::{BookLiterals, Circuit, KnownOf},
    rule::{Edition, InForce, RuleBook, RuleId},
};

/// One side of a comparison.
#[derive(Clone, Copy)]
pub(crate) struct EditionOf<'b> {
    pub(crate) book: &'b RuleBook,
    pub(crate) edition: Edition,
    /// What is known of every case on this side: its dates, for an edition.
    pub(crate) known: KnownOf<'b>,
}

/// What two sides say of the same cases, as literals of one network: what they say alike is one literal.
pub(crate) struct Pair<'b> {
    pub(crate) space: Space<'b>,
    pub(crate) before: Revision<'b>,
    pub(crate) after: Revision<'b>,
}

impl<'b> Pair<'b> {
    /// Both books must share one vocabulary.
    pub(crate) fn new(before: EditionOf<'b>, after: EditionOf<'b>) -> Self {
        let mut circuit = Circuit::default();
        let mut compile =
            |side: EditionOf<'b>| Revision::new(side.book, side.edition, side.known, &mut circuit);
        let (one, other) = (compile(before), compile(after));
        let mut space = Space::new(
            circuit,
            before.book,
            [&one.said, &other.said],
            &[before.known, after.known],
        );
        space.diagrams.anew(BUDGET.comparison_nodes);
        Self {
            space,
            before: one,
            after: other,
        }
    }

    /// What the side after says, rule by rule: where a small diagram shows that a rule does the same on both sides
    /// wherever `given` holds, what stands on it is left as it is before. `places` has for each rule of the side
    /// after the place of its like before.
    pub(crate) fn after_rule_by_rule(
        &mut self,
        places: &[Option<RuleId>],
        given: Literal,
    ) -> BookLiterals {
        let Space {
            circuit, diagrams, ..
        } = &mut self.space;
        diagrams.anew(BUDGET.local_nodes);
        let mut known: BTreeMap<[Literal; 2], bool> = BTreeMap::new();
        let mut is_same = |circuit: &Circuit, pair: [Literal; 2], given| {
            let [one, other] = pair;
            *known
                .entry(pair)
                .or_insert_with(|| diagrams.differ(circuit, &[(one, other)], given) == Ok(Edge::NO))
        };
        let said = self
            .before
            .beside(circuit, &self.after, places, given, &mut is_same);
        diagrams.anew(BUDGET.comparison_nodes);
        self.space.follow();
        said
    }

    /// A case in which `given` holds and some of these pairs differ; gives up after this many failed ways for
    /// each.
    pub(crate) fn find_difference(
        &mut self,
        pairs: &[(Literal, Literal)],
        given: &[Literal],
        tries: usize,
    ) -> SearchResult {
        let mut found = SearchResult::None;
        let differing = pairs.iter().filter(|(one, other)| one != other);
        for way in differing.flat_map(|pair| ways_to_differ(*pair)) {
            match self.space.find(&[&way, given].concat(), tries) {
                SearchResult::Case(case) => return SearchResult::Case(case),
                SearchResult::None => {}
                SearchResult::GaveUp => found = SearchResult::GaveUp,
            }
        }
        found
    }

    /// The same, by a diagram; gives up where that grows too large.
    pub(crate) fn difference_by_diagram(
        &mut self,
        pairs: &[(Literal, Literal)],
        given: &[Literal],
    ) -> SearchResult {
        let Space {
            circuit, diagrams, ..
        } = &mut self.space;
        diagrams.keep_small();
        let given = circuit.network.all(given.to_vec());
        match diagrams.differ(circuit, pairs, given) {
            Ok(Edge::NO) => SearchResult::None,
            Ok(differ) => {
                let cases = diagrams.of_nodes.manager.export(differ);
                self.space.follow();
                let case = self.space.case_of(&cases, &[]);
                case.map_or(SearchResult::GaveUp, SearchResult::Case)
            }
            Err(_) => SearchResult::GaveUp,
        }
    }

    /// Whether a duty, power or note of a side arises.
    pub(crate) fn arises(said: &BookLiterals, rule: Option<RuleId>) -> Literal {
        let bits = rule.and_then(|rule| said.rules.get(rule.0));
        bits.and_then(|bits| bits.arises).unwrap_or(Literal::FALSE)
    }

    /// When a range of dates is in force on a side, in words that are equal when it is the same.
    pub(crate) fn in_force(&self, is_before: bool, range: InForce) -> String {
        let revision = if is_before { &self.before } else { &self.after };
        let edition = revision.edition;
        let known = |day: Option<Date>| {
            let day = day?;
            (revision.known)(Atom::Since(range.governed_by, day))
        };
        let from = match edition {
            Edition::AsDeemed => range.deemed_from.or(range.from),
            Edition::AsItStood => range.from,
        };
        let ended = range.until.and_then(|until| until.tomorrow().ok());
        match (from, ended, known(from), known(ended)) {
            (_, _, Some(false), _) | (_, _, _, Some(true)) => "never".to_owned(),
            (None, None, ..) | (_, None, Some(true), _) | (None, _, _, Some(false)) => {
                "always".to_owned()
            }
            (_, _, Some(true), Some(false)) => "always".to_owned(),
            _ => format!("{:?} {from:?} {ended:?}", range.governed_by),
        }
    }
}
