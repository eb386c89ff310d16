//! zen-expression: one compiled expression for each right, definitions as assignments.
//!
//! ```text
//! d_retention_over = (retention_elapsed and not continuing_need_recorded);
//! in_scope ? (granted ? (refused ? "in-part" : "applies") : "does-not-apply") : "out-of-scope"
//! ```
//!
//! Assignments stand before the expression and are all worked out, in scope or not, so there is a
//! second peer with every definition written out, which is quicker. A name that is
//! not there is null, which `and`, `or` and `not` refuse if they come to it.

use std::collections::BTreeMap;

use data_subject_rights::law::Right;
use zen_expression::{
    Expression, Variable, compile_expression, expression::Standard, variable::VariableMap, vm::VM,
};

use super::{answer, word};
use crate::{
    case::{Case, Said},
    formula::{Formula, Quantity, identifier, number},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// The expressions, and a machine that keeps its memory.
pub struct Zen {
    name: &'static str,
    expressions: BTreeMap<Right, Expression<Standard>>,
    machine: VM,
}

impl Zen {
    /// Translates and compiles the rules.
    pub fn new(name: &'static str, plan: &Plan) -> Self {
        let expressions = plan.rights.keys().map(|right| {
            let compiled = compile_expression(&expression(plan, *right));
            (*right, compiled.expect("the translation is an expression"))
        });
        Self {
            name,
            expressions: expressions.collect(),
            machine: VM::new(),
        }
    }
}

fn expression(plan: &Plan, right: Right) -> String {
    let named = |name: &str| format!("d_{}", identifier(name));
    let scope = printed(&plan.scope, &named);
    let out_of_scope = word(Answer::OutOfScope);
    let (needed, inside) = match &plan.rights[&right] {
        None => (
            plan.needed(&[&plan.scope]),
            format!("\"{}\"", word(Answer::Silent)),
        ),
        Some(verdict) => (
            plan.needed(&[&plan.scope, &verdict.granted, &verdict.refused]),
            format!(
                "({} ? ({} ? \"{}\" : \"{}\") : \"{}\")",
                printed(&verdict.granted, &named),
                printed(&verdict.refused, &named),
                word(Answer::InPart),
                word(Answer::Applies),
                word(Answer::Not),
            ),
        ),
    };
    let assignments: String = needed
        .iter()
        .map(|(name, formula)| format!("{} = {};\n", named(name), printed(formula, &named)))
        .collect();
    format!("{assignments}{scope} ? {inside} : \"{out_of_scope}\"")
}

/// A formula as a ZEN expression. `named` says how a definition is referred to.
pub(super) fn printed(formula: &Formula, named: &impl Fn(&str) -> String) -> String {
    let joined = |parts: &[Formula], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| printed(part, named)).collect();
        format!("({})", parts.join(word))
    };
    match formula {
        Formula::All(parts) if parts.is_empty() => "true".to_owned(),
        Formula::Any(parts) if parts.is_empty() => "false".to_owned(),
        Formula::All(parts) => joined(parts, " and "),
        Formula::Any(parts) => joined(parts, " or "),
        Formula::Not(part) => format!("(not {})", printed(part, named)),
        Formula::Yes(fact) => identifier(fact),
        Formula::AtLeast(fact, least) => format!("({} >= {})", identifier(fact), number(*least)),
        Formula::Members(fact, quantity, terms) => members(&identifier(fact), *quantity, terms),
        Formula::Named(name) => named(name),
    }
}

fn members(fact: &str, quantity: Quantity, terms: &[&str]) -> String {
    let each = |word: &str| {
        let tests = terms.iter().map(|term| format!("(\"{term}\" in {fact})"));
        format!("({})", tests.collect::<Vec<_>>().join(word))
    };
    match quantity {
        Quantity::Any => each(" or "),
        Quantity::All => each(" and "),
        Quantity::None => format!("(not {})", each(" or ")),
        Quantity::Only => format!("((len({fact}) > 0) and all({fact}, # in {terms:?}))"),
    }
}

/// The facts as one object. Number types of the engine are made through its JSON conversion.
pub(super) fn object(case: &Case) -> Variable {
    let mut map = VariableMap::with_capacity(case.named.len());
    for (name, said) in &case.named {
        let value = match said {
            Said::YesNo(yes) => Variable::Bool(*yes),
            Said::Extent(extent) => Variable::from(serde_json::Value::from(number(*extent))),
            Said::Terms(terms) => Variable::from_array(
                terms
                    .iter()
                    .map(|term| Variable::String((*term).into()))
                    .collect(),
            ),
        };
        map.insert_str(&identifier(name), value);
    }
    Variable::from_object(map)
}

/// The same from JSON text.
pub(super) fn object_from_json(json: &str) -> Variable {
    let read: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    read.into()
}

impl Peer for Zen {
    type Input = Variable;

    fn name(&self) -> &'static str {
        self.name
    }

    fn prepare(&self, case: &Case) -> Variable {
        object(case)
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(identifier))
    }

    fn read(&self, json: &str) -> Variable {
        object_from_json(json)
    }

    fn outcome(&mut self, right: Right, facts: &mut Variable) -> Result<Answer, NoAnswer> {
        let said = self.expressions[&right]
            .evaluate_with(facts.shallow_clone(), &mut self.machine)
            .map_err(NoAnswer::failed)?;
        answer(said.as_str().unwrap_or_default())
    }
}
