//! A decision written as ids, for services that decide by the thousand.

use std::collections::BTreeSet;

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{
    decide::Scratch,
    decided::Standing,
    memo::Memo,
    outcome::Outcome,
    program::Program,
    relevance::Relevance,
    target::Target,
    verdict::{EntitlementVerdict, Verdict},
};
use crate::{
    circuit::Masks,
    fact::{Extent, FactId, Truth},
    law::{Right, Term},
    rule::RuleId,
};

/// A decision as ids alone: outcomes, the rules behind them, the facts that are still open, duties and
/// powers. The reader has the words, from the book; [`crate::decision::BookDecision`] has both.
///
/// It is made to be serialised:
///
/// | key | what |
/// |---|---|
/// | `right`, `outcome` | the right and what it comes to |
/// | `possible` | the effects still possible, where the outcome is open |
/// | `exact` | `false` where exactness was not to be had; left out otherwise |
/// | `entitlements` | the outcome of each entitlement |
/// | `fired`, `defeated-in-part`, `defeated`, `open`, `failed` | every rule that was tried, by how it stands |
/// | `facts` | the unknown facts that can still change an open outcome or an entitlement of it; dates are not among them |
/// | `arising`, `undecided` | the duties and powers that arise, and those that may |
///
/// Lists that would be empty are left out; everything is in the order of the book.
#[derive(Debug)]
pub struct Brief<'p> {
    program: &'p Program,
    right: Right,
    verdict: Verdict,
    entitlements: &'p [EntitlementVerdict],
    rules: &'p [(RuleId, Standing)],
    facts: Vec<FactId>,
    duties: &'p [(RuleId, Truth, bool)],
}

impl Program {
    /// The facts that the rules of a right read.
    fn facts_read(&self, right: Right) -> BTreeSet<FactId> {
        let bits = self.right(right).reasoned.inputs();
        bits.filter_map(|bit| self.atom(bit)?.fact()).collect()
    }

    /// The facts that the rules of a right read and that are not wholly known.
    fn unknown_facts(&self, right: Right, case: &Masks) -> Vec<FactId> {
        let bits = self.right(right).reasoned.inputs();
        let unknown = bits.filter(|bit| case.truth(*bit).is_unknown());
        let facts: BTreeSet<FactId> = unknown.filter_map(|bit| self.atom(bit)?.fact()).collect();
        facts.into_iter().collect()
    }

    /// Decides a right and says what came of it in ids alone.
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, law::Right, rule::Dates};
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let mut case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let json = r#"{"facts": {"council-is-controller": false}, "claims": ["erasure/erase"]}"#;
    /// program.read_case(&mut serde_json::Deserializer::from_str(json), &mut case)?;
    ///
    /// let mut scratch = program.scratch();
    /// let brief = serde_json::to_value(program.brief(Right::Erasure, &case, &mut scratch))?;
    /// assert_eq!(brief["outcome"], "out-of-scope");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn brief<'p>(&'p self, right: Right, case: &Masks, scratch: &'p mut Scratch) -> Brief<'p> {
        // Taken out and put back, so that the room is used again.
        let mut rules = std::mem::take(&mut scratch.rules);
        rules.clear();
        let decided = self.decide(right, case, scratch);
        let verdict = decided.verdict();
        rules.extend(decided.rules());
        scratch.rules = rules;
        let mut targets = Vec::new();
        if verdict.effects.is_open() {
            let open = scratch
                .entitlements
                .iter()
                .filter(|each| each.possible().single().is_none());
            targets.extend(open.map(|each| Target::Entitlement(each.entitlement)));
            targets.push(Target::Right(right));
        }
        let mut memo = Memo::default();
        let relevance = Relevance::new(self, case, &targets, &mut memo);
        let mut facts = match relevance {
            Ok(relevance) => relevance.facts(),
            // Without diagrams, whatever is read and unknown may matter.
            Err(_) => self.unknown_facts(right, case),
        };
        // What no rule reads is not asked for, whatever else it is tied to.
        let read = self.facts_read(right);
        facts.retain(|fact| read.contains(fact));
        self.duties(right, case, scratch);
        Brief {
            program: self,
            right,
            verdict,
            entitlements: &scratch.entitlements,
            rules: &scratch.rules,
            facts,
            duties: &scratch.arising,
        }
    }
}

impl Serialize for Brief<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("right", self.right.code())?;
        map.serialize_entry("outcome", &self.verdict.outcome())?;
        if self.verdict.effects.is_open() {
            map.serialize_entry("possible", &Each(|| self.verdict.effects.iter()))?;
        }
        let exact = self.verdict.exact
            && self.entitlements.iter().all(|each| each.exact)
            && self.duties.iter().all(|(_, _, exact)| *exact);
        if !exact {
            map.serialize_entry("exact", &false)?;
        }
        if !self.entitlements.is_empty() {
            map.serialize_entry("entitlements", &Outcomes(self.entitlements))?;
        }
        for (key, standing) in [
            ("fired", Standing::Fired),
            ("defeated-in-part", Standing::DefeatedInPart),
            ("defeated", Standing::Defeated),
            ("open", Standing::Open),
            ("failed", Standing::Failed),
        ] {
            let of = || {
                let of = self.rules.iter().filter(|(_, is)| *is == standing);
                of.map(|(rule, _)| self.rule_id(*rule))
            };
            if of().next().is_some() {
                map.serialize_entry(key, &Each(of))?;
            }
        }
        if !self.facts.is_empty() {
            let vocabulary = self.program.book().vocabulary();
            let ids = || {
                let declared = self.facts.iter().filter_map(|fact| vocabulary.get(*fact));
                declared.map(|declared| declared.id.as_str())
            };
            map.serialize_entry("facts", &Each(ids))?;
        }
        for (key, truth) in [("arising", Truth::Yes), ("undecided", Truth::Unknown)] {
            let of = || {
                let of = self.duties.iter().filter(|(_, is, _)| *is == truth);
                of.map(|(rule, _, _)| self.rule_id(*rule))
            };
            if of().next().is_some() {
                map.serialize_entry(key, &Each(of))?;
            }
        }
        map.end()
    }
}

impl Brief<'_> {
    fn rule_id(&self, rule: RuleId) -> &str {
        self.program.book().rule(rule).map_or("", |rule| &rule.id)
    }
}

/// A list that is made while it is written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

struct Outcomes<'b>(&'b [EntitlementVerdict]);

impl Serialize for Outcomes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for each in self.0 {
            let outcome = match each.possible().single() {
                Some(Extent::None) => Outcome::DoesNotApply,
                Some(Extent::Part) => Outcome::AppliesInPart,
                Some(Extent::Whole) => Outcome::Applies,
                None => Outcome::Open,
            };
            map.serialize_entry(each.entitlement.code(), &outcome)?;
        }
        map.end()
    }
}
