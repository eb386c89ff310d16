//! datalogic-rs: one JSONLogic rule for each right.
//!
//! ```text
//! { "if": [ {"!": scope}, "out-of-scope", {"!": granted}, "does-not-apply", refused, "in-part", "applies" ] }
//! ```
//!
//! JSONLogic has no definitions: each is written out wherever it is used. A variable that is not
//! there is null, which is false, less than any extent, and the empty set.

use std::collections::BTreeMap;

use data_subject_rights::law::Right;
use datalogic_rs::{Engine, Logic, ParsedData, bumpalo::Bump};
use serde_json::{Value, json};

use super::{answer, word};
use crate::{
    case::Case,
    formula::{Formula, Quantity, number},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// The engine with a rule for each right.
pub struct DataLogic {
    engine: Engine,
    rules: BTreeMap<Right, Logic>,
    arena: Bump,
}

impl DataLogic {
    /// Translates and compiles the rules.
    pub fn new(plan: &Plan) -> Self {
        let engine = Engine::new();
        let plan = plan.written_out();
        let rules = plan
            .rights
            .keys()
            .map(|right| {
                let rule = engine.compile(&rule(&plan, *right));
                (*right, rule.expect("the translation is JSONLogic"))
            })
            .collect();
        Self {
            engine,
            rules,
            arena: Bump::new(),
        }
    }
}

fn rule(plan: &Plan, right: Right) -> Value {
    let scope = printed(&plan.scope);
    let out_of_scope = word(Answer::OutOfScope);
    match &plan.rights[&right] {
        None => json!({"if": [{"!": [scope]}, out_of_scope, word(Answer::Silent)]}),
        Some(verdict) => json!({"if": [
            {"!": [scope]}, out_of_scope,
            {"!": [printed(&verdict.granted)]}, word(Answer::Not),
            printed(&verdict.refused), word(Answer::InPart),
            word(Answer::Applies),
        ]}),
    }
}

fn printed(formula: &Formula) -> Value {
    let each = |parts: &[Formula]| parts.iter().map(printed).collect::<Vec<_>>();
    match formula {
        Formula::All(parts) if parts.is_empty() => json!(true),
        Formula::Any(parts) if parts.is_empty() => json!(false),
        Formula::All(parts) => json!({"and": each(parts)}),
        Formula::Any(parts) => json!({"or": each(parts)}),
        Formula::Not(part) => json!({"!": [printed(part)]}),
        Formula::Yes(fact) => json!({"var": fact}),
        Formula::AtLeast(fact, least) => json!({">=": [{"var": fact}, number(*least)]}),
        Formula::Members(fact, quantity, terms) => members(fact, *quantity, terms),
        Formula::Named(name) => panic!("`{name}` was to be written out"),
    }
}

fn members(fact: &str, quantity: Quantity, terms: &[&str]) -> Value {
    let each: Vec<Value> = terms
        .iter()
        .map(|term| json!({"in": [term, {"var": fact}]}))
        .collect();
    match quantity {
        Quantity::Any => json!({"or": each}),
        Quantity::All => json!({"and": each}),
        Quantity::None => json!({"!": [{"or": each}]}),
        // In JSONLogic "all" is false of an empty list.
        Quantity::Only => json!({"all": [{"var": fact}, {"in": [{"var": ""}, terms]}]}),
    }
}

impl Peer for DataLogic {
    type Input = ParsedData;

    fn name(&self) -> &'static str {
        "datalogic-rs"
    }

    /// The quickest form to evaluate is a parsed document, and that is made from JSON text only.
    fn prepare(&self, case: &Case) -> ParsedData {
        self.read(&case.json(str::to_owned))
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(str::to_owned))
    }

    fn read(&self, json: &str) -> ParsedData {
        ParsedData::from_json(json).expect("it is JSON")
    }

    fn outcome(&mut self, right: Right, facts: &mut ParsedData) -> Result<Answer, NoAnswer> {
        self.arena.reset();
        let said = self
            .engine
            .evaluate(&self.rules[&right], &*facts, &self.arena)
            .map_err(NoAnswer::failed)?;
        answer(said.as_str().unwrap_or_default())
    }
}
