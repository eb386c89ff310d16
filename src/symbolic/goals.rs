//! Coverage goals: what a case can show about a book: that a rule decides, that an exemption takes something or an exception gives
//! it back, that a day counts, that an answer does.

use std::collections::BTreeSet;

use super::{
    cofactors::Cofactors,
    revision::{Changed, Revision},
    space::Space,
};
use crate::{
    bdd::Edge,
    circuit::{Atom, CircuitNode, Literal, Network, ways_to_differ},
    engine::{Circuit, KnownOf, Target},
    fact::{FactId, FactKind},
    rule::{Condition, Edition, Role, Rule, RuleBook, RuleId},
};

/// Something that a case can show about a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Without the rule something would come out otherwise.
    Decides(RuleId),
    /// The exemption takes this, or part of it; without the exemption it would be there.
    Takes(RuleId, Target),
    /// The exception gives back what this exemption would take.
    GivesBack(RuleId, RuleId),
    /// It is this day, the first of an edition or the first after one, and the day before something would come out
    /// otherwise; or the day before, and on this day it would.
    Day { bit: usize, is_before: bool },
    /// The judgement is this, and with another answer something would come out otherwise.
    Answer(FactId, Vec<(usize, bool)>),
}

/// One way to reach a goal: where the literal holds, the target comes out otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Observation {
    pub(crate) target: Target,
    pub(crate) literal: Literal,
}

/// A book whose rules, days and answers can be put otherwise.
pub(crate) struct Goals<'b> {
    pub(crate) book: &'b RuleBook,
    pub(crate) space: Space<'b>,
    pub(crate) revision: Revision<'b>,
    /// Everything that the book says, with the literals that decide it.
    targets: Vec<(Target, Vec<Literal>)>,
    /// The facts that rules ask about.
    asked: BTreeSet<FactId>,
    /// Whether what is certainly the same without a rule is left as it is, node by node. That takes longer, and
    /// leaves less to search.
    pub(crate) is_careful: bool,
}

impl<'b> Goals<'b> {
    pub(crate) fn new(book: &'b RuleBook, edition: Edition, known: KnownOf<'b>) -> Self {
        let mut circuit = Circuit::default();
        let revision = Revision::new(book, edition, known, &mut circuit);
        let bits = circuit
            .network
            .nodes()
            .iter()
            .filter_map(|node| match node {
                CircuitNode::Input(bit) => Some(*bit),
                CircuitNode::And(_) => None,
            });
        let facts = bits.filter_map(|bit| circuit.layout.atom(bit).and_then(Atom::fact));
        let asked = facts.collect();
        let targets = everything(book, &revision, &mut circuit.network);
        let mut space = Space::new(circuit, book, [&revision.said], &[known]);
        // What a request says by itself may be something that no rule of the book asks for.
        space.know_every_bit();
        Self {
            book,
            space,
            revision,
            targets,
            asked,
            is_careful: false,
        }
    }

    /// What the book certainly says of a target where these answers are given: one value for each of its literals, of
    /// an entitlement that a ground holds, that part is granted and that the whole is.
    pub(crate) fn certainly(&self, answers: &[(usize, bool)]) -> Vec<(Target, Vec<Option<bool>>)> {
        let known = self.space.known(answers);
        let value = |literal: &Literal| {
            let value = known.get(literal.node()).copied().flatten();
            value.map(|value| value != literal.is_negated())
        };
        let targets = self.targets.iter();
        targets
            .map(|(target, literals)| (*target, literals.iter().map(value).collect()))
            .collect()
    }

    /// Everything that there is to show, in the order of the book. That some of it cannot be shown is for
    /// a search to find.
    pub(crate) fn all(&self) -> Vec<Goal> {
        let mut all = Vec::new();
        for (id, rule) in self.book.rules() {
            all.push(Goal::Decides(id));
            match rule.role {
                Role::Exemption { .. } => {
                    let reached = self.reached_by(id).into_iter();
                    all.extend(reached.map(|target| Goal::Takes(id, target)));
                }
                Role::Exception { .. } => {
                    let restored = self.restored_by(id).into_iter();
                    all.extend(restored.map(|exemption| Goal::GivesBack(id, exemption)));
                }
                _ => {}
            }
        }
        let days = self.space.circuit.layout.dates();
        all.extend(
            days.flat_map(|(_, _, bit)| {
                [true, false].map(|is_before| Goal::Day { bit, is_before })
            }),
        );
        for (fact, declared) in self.book.vocabulary().iter() {
            if declared.kind == FactKind::Judgement {
                let answers = self.space.answers(fact).into_iter();
                all.extend(answers.map(|answer| Goal::Answer(fact, answer)));
            }
        }
        all
    }

    /// What an exemption reaches: entitlements by their grounds, and duties, powers and notes.
    fn reached_by(&self, exemption: RuleId) -> Vec<Target> {
        let mut reached = Vec::new();
        for (id, rule) in self.book.reached_by(exemption) {
            let target = match rule.role {
                Role::Ground(entitlement) => Target::Entitlement(entitlement),
                _ if rule.role.can_be_exempted() => Target::Rule(id),
                _ => continue,
            };
            if !reached.contains(&target) {
                reached.push(target);
            }
        }
        reached
    }

    fn restored_by(&self, exception: RuleId) -> Vec<RuleId> {
        let restored = self.book.reached_by(exception);
        restored.map(|(id, _)| id).collect()
    }

    /// Every way in which a case can show something, as new literals.
    pub(crate) fn ways(&mut self, goal: &Goal) -> Vec<Observation> {
        match goal {
            Goal::Decides(id) => self.without(*id),
            Goal::Takes(id, target) => {
                let revised = self.revised_without(*id);
                let changed = revised.iter().filter(|changed| changed.target == *target);
                let network = &mut self.space.circuit.network;
                let pairs = changed.flat_map(|changed| &changed.literals);
                // What is there with the exemption and not without it, the exemption does not take.
                let ways = pairs.map(|(with, without)| Observation {
                    target: *target,
                    literal: network.both(!*with, *without),
                });
                ways.filter(|way| way.literal != Literal::FALSE).collect()
            }
            Goal::GivesBack(exception, exemption) => {
                let alone = self.alone(*exception, *exemption);
                let ways = self.without(*exception);
                self.where_all_hold(ways, &alone)
            }
            Goal::Day { bit, is_before } => {
                let mut sides = [self.day(*bit, true), self.day(*bit, false)];
                if !is_before {
                    sides.reverse();
                }
                let [here, there] = sides;
                let ways = self.between(&here, &there);
                let so = self.space.circuit.network.are(&here);
                self.where_all_hold(ways, &so)
            }
            Goal::Answer(fact, here) => {
                let mut ways: Vec<Observation> = Vec::new();
                for there in self.space.answers(*fact) {
                    if there != *here {
                        ways.extend(self.between(here, &there));
                    }
                }
                let so = self.space.circuit.network.are(here);
                self.where_all_hold(ways, &so)
            }
        }
    }

    /// That of the exemptions that an exception restores this one holds and no other.
    fn alone(&self, exception: RuleId, exemption: RuleId) -> Vec<Literal> {
        let holds = |id: RuleId| {
            let bits = self.revision.said.rules.get(id.0);
            bits.map_or(Literal::FALSE, |bits| bits.holds)
        };
        let restored = self.restored_by(exception).into_iter();
        restored
            .map(|id| {
                if id == exemption {
                    holds(id)
                } else {
                    !holds(id)
                }
            })
            .collect()
    }

    /// The bits of a date on a day on which something begins, or on the day before.
    fn day(&self, of: usize, is_before: bool) -> Vec<(usize, bool)> {
        let Some(Atom::Since(kind, day)) = self.space.circuit.layout.atom(of) else {
            return Vec::new();
        };
        let dates = self.space.circuit.layout.dates();
        let dates = dates.filter(|(date, ..)| *date == kind);
        dates
            .map(|(_, known, bit)| (bit, known < day || (known == day && !is_before)))
            .collect()
    }

    fn where_all_hold(&mut self, ways: Vec<Observation>, also: &[Literal]) -> Vec<Observation> {
        let network = &mut self.space.circuit.network;
        let ways = ways.into_iter().map(|way| {
            let mut all = also.to_vec();
            all.push(way.literal);
            Observation {
                literal: network.all(all),
                ..way
            }
        });
        ways.filter(|way| way.literal != Literal::FALSE).collect()
    }

    /// What may come out otherwise without a rule.
    fn revised_without(&mut self, id: RuleId) -> Vec<Changed> {
        let Some(rule) = self.book.rule(id) else {
            return Vec::new();
        };
        let gone = gone(rule);
        let (is_careful, diagrams) = (self.is_careful, &mut self.space.diagrams);
        let mut is_same = |circuit: &Circuit, [one, other]: [Literal; 2], given| {
            is_careful && diagrams.differ(circuit, &[(one, other)], given) == Ok(Edge::NO)
        };
        let circuit = &mut self.space.circuit;
        self.revision.with(circuit, id, &gone, &mut is_same)
    }

    /// Where something comes out otherwise without a rule.
    fn without(&mut self, id: RuleId) -> Vec<Observation> {
        let revised = self.revised_without(id);
        let network = &mut self.space.circuit.network;
        let ways = revised.into_iter().flat_map(|changed| {
            let literals = where_differ(network, Literal::TRUE, &changed.literals).into_iter();
            let target = changed.target;
            literals.map(move |literal| Observation { target, literal })
        });
        ways.collect()
    }

    /// Whether a rule of the book asks a question.
    pub(crate) fn is_asked(&self, fact: FactId) -> bool {
        self.asked.contains(&fact)
    }

    /// Where something comes out in one way if these bits are so, and in another if those are: of the cases that
    /// can be with either.
    fn between(&mut self, these: &[(usize, bool)], those: &[(usize, bool)]) -> Vec<Observation> {
        let space = &mut self.space;
        let circuit = &mut space.circuit;
        let cofactors = Cofactors::new(circuit, [these, those], space.base, &mut |_, _, _| false);
        let can_be = cofactors.can_be(circuit, &space.never);
        let mut ways = Vec::new();
        for (target, literals) in &self.targets {
            let pairs: Vec<_> = literals
                .iter()
                .map(|literal| cofactors.of(*literal).into())
                .collect();
            let literals = where_differ(&mut circuit.network, can_be, &pairs).into_iter();
            let target = *target;
            ways.extend(literals.map(|literal| Observation { target, literal }));
        }
        ways
    }
}

/// A rule that never holds (a scope rule: that always does).
pub(crate) fn gone(rule: &Rule) -> Rule {
    let is_scope = matches!(rule.role, Role::Scope { .. });
    Rule {
        when: if is_scope {
            Condition::Always
        } else {
            Condition::Any(Vec::new())
        },
        ..rule.clone()
    }
}

/// Everything that a book says, with the literals that decide it.
fn everything(
    book: &RuleBook,
    revision: &Revision<'_>,
    network: &mut Network,
) -> Vec<(Target, Vec<Literal>)> {
    let said = &revision.said;
    let mut targets = vec![(Target::Scope, vec![said.scope])];
    for entitlement in said.entitlements.keys() {
        // Out of scope is an effect of its own.
        let granted = said.granted(*entitlement);
        let in_scope = granted.map(|literal| network.both(said.scope, literal));
        targets.push((Target::Entitlement(*entitlement), in_scope.to_vec()));
    }
    for (id, _) in book.rules() {
        let arises = said.rules.get(id.0).and_then(|bits| bits.arises);
        targets.extend(arises.map(|arises| (Target::Rule(id), vec![arises])));
    }
    targets
}

/// Where some of these pairs differ, of the cases in which `given` holds: each of them in each way.
fn where_differ(
    network: &mut Network,
    given: Literal,
    pairs: &[(Literal, Literal)],
) -> Vec<Literal> {
    let differing = pairs.iter().filter(|(one, other)| one != other);
    let ways = differing.flat_map(|pair| ways_to_differ(*pair));
    let ways = ways.map(|[here, there]| network.all(vec![given, here, there]));
    ways.filter(|way| *way != Literal::FALSE).collect()
}
