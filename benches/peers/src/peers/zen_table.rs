//! zen-engine: one decision graph for each right, of an expression node and a decision table.
//!
//! The expression node works out three columns: in scope, granted, refused. Each line of it is worked
//! out whether it comes to be read or not, so it is quicker with the definitions written out than
//! with a line for each. The table reads the columns, first hit:
//!
//! | in scope | granted | refused | outcome |
//! |---|---|---|---|
//! | false | | | out of scope |
//! | true | false | | does not apply |
//! | true | true | true | in part |
//! | true | true | false | applies |

use std::{
    collections::BTreeMap,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use data_subject_rights::law::Right;
use serde_json::{Value, json};
use zen_engine::{Decision, model::GraphContent};
use zen_expression::Variable;

use super::{
    answer, word,
    zen::{object, object_from_json, printed},
};
use crate::{
    case::Case,
    formula::{Formula, identifier},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// A compiled decision graph for each right.
pub struct ZenTable {
    decisions: BTreeMap<Right, Decision>,
}

impl ZenTable {
    /// Translates and compiles the rules.
    pub fn new(plan: &Plan) -> Self {
        let decisions = plan.rights.keys().map(|right| {
            let graph: GraphContent =
                serde_json::from_value(graph(plan, *right)).expect("the translation is a graph");
            let mut decision = Decision::from(graph);
            decision.validate().expect("the graph is whole");
            decision.compile();
            (*right, decision)
        });
        Self {
            decisions: decisions.collect(),
        }
    }
}

fn graph(plan: &Plan, right: Right) -> Value {
    let named = |name: &str| format!("$.d_{}", identifier(name));
    let (granted, refused) = match &plan.rights[&right] {
        Some(verdict) => (&verdict.granted, &verdict.refused),
        None => (&Formula::NEVER, &Formula::NEVER),
    };
    let needed = plan.needed(&[&plan.scope, granted, refused]);
    let definitions = needed
        .iter()
        .map(|(name, formula)| (format!("d_{}", identifier(name)), formula));
    let columns = [
        ("in_scope", &plan.scope),
        ("granted", granted),
        ("refused", refused),
    ];
    let expressions: Vec<Value> = definitions
        .chain(columns.map(|(key, formula)| (key.to_owned(), formula)))
        .map(|(key, formula)| json!({"id": key, "key": key, "value": printed(formula, &named)}))
        .collect();
    let nothing_granted = match plan.rights[&right] {
        Some(_) => Answer::Not,
        None => Answer::Silent,
    };
    let row = |in_scope: &str, granted: &str, refused: &str, answer: Answer| {
        json!({"_id": word(answer), "in_scope": in_scope, "granted": granted, "refused": refused,
            "outcome": format!("\"{}\"", word(answer))})
    };
    let column = |name: &str| json!({"id": name, "name": name, "field": name});
    json!({
        "nodes": [
            {"id": "request", "name": "request", "type": "inputNode", "content": {}},
            {"id": "rules", "name": "rules", "type": "expressionNode",
                "content": {"expressions": expressions}},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": {
                "hitPolicy": "first",
                "inputs": [column("in_scope"), column("granted"), column("refused")],
                "outputs": [column("outcome")],
                "rules": [
                    row("false", "", "", Answer::OutOfScope),
                    row("true", "false", "", nothing_granted),
                    row("true", "true", "true", Answer::InPart),
                    row("true", "true", "false", Answer::Applies),
                ],
            }},
            {"id": "answer", "name": "answer", "type": "outputNode", "content": {}},
        ],
        "edges": [
            {"id": "1", "sourceId": "request", "targetId": "rules"},
            {"id": "2", "sourceId": "rules", "targetId": "table"},
            {"id": "3", "sourceId": "table", "targetId": "answer"},
        ],
    })
}

impl Peer for ZenTable {
    type Input = Variable;

    fn name(&self) -> &'static str {
        "zen-engine, decision table"
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
        let evaluation = self.decisions[&right].evaluate(facts.shallow_clone());
        let said = at_once(evaluation).map_err(NoAnswer::failed)?;
        let outcome = said.result.dot("outcome").unwrap_or(Variable::Null);
        answer(outcome.as_str().unwrap_or_default())
    }
}

/// Runs a future that waits for nothing: the graph loads nothing and calls nobody.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
