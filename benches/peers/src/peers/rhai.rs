//! rhai: one script for each right, definitions as `let`.
//!
//! ```text
//! if !(f.council_is_controller && f.person_is_living && asks_for_the_person) { return "out-of-scope"; }
//! let d_retention_over = f.retention_elapsed && !f.continuing_need_recorded;
//! ```
//!
//! A `let` is worked out whether it comes to be used or not, so there is a second peer with every
//! definition written out, which is quicker.
//!
//! The facts are one object map `f`, sets are arrays of words. A property that is not there is `()`,
//! which `&&`, `!` and `in` refuse: the script fails if it comes to it. A comparison with it is false.

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::law::Right;
use rhai::{AST, Array, Dynamic, Engine, ImmutableString, Map, Scope};

use super::{answer, word};
use crate::{
    case::{Case, Said},
    formula::{Formula, Quantity, identifier, number},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// The engine with a script for each right.
pub struct Rhai {
    name: &'static str,
    engine: Engine,
    scripts: BTreeMap<Right, AST>,
}

impl Rhai {
    /// Translates and compiles the rules.
    pub fn new(name: &'static str, plan: &Plan) -> Self {
        let engine = Engine::new();
        let scripts = plan
            .rights
            .keys()
            .map(|right| {
                let script = engine.compile(script(plan, *right));
                (*right, script.expect("the translation is a script"))
            })
            .collect();
        Self {
            name,
            engine,
            scripts,
        }
    }
}

fn script(plan: &Plan, right: Right) -> String {
    let scope = printed(&plan.scope);
    let in_scope = plan.needed(&[&plan.scope]);
    let mut script = lets(&in_scope);
    script += &format!(
        "if !{scope} {{ return \"{}\"; }}\n",
        word(Answer::OutOfScope)
    );
    let Some(verdict) = &plan.rights[&right] else {
        return format!("{script}\"{}\"\n", word(Answer::Silent));
    };
    let known: BTreeSet<&String> = in_scope.iter().map(|(name, _)| name).collect();
    let mut further = plan.needed(&[&verdict.granted, &verdict.refused]);
    further.retain(|(name, _)| !known.contains(name));
    script += &lets(&further);
    script += &format!(
        "if !{} {{ \"{}\" }} else if {} {{ \"{}\" }} else {{ \"{}\" }}\n",
        printed(&verdict.granted),
        word(Answer::Not),
        printed(&verdict.refused),
        word(Answer::InPart),
        word(Answer::Applies),
    );
    script
}

fn lets(definitions: &[&(String, Formula)]) -> String {
    definitions
        .iter()
        .map(|(name, formula)| format!("let d_{} = {};\n", identifier(name), printed(formula)))
        .collect()
}

fn printed(formula: &Formula) -> String {
    let joined = |parts: &[Formula], word: &str| {
        let parts: Vec<String> = parts.iter().map(printed).collect();
        format!("({})", parts.join(word))
    };
    match formula {
        Formula::All(parts) if parts.is_empty() => "true".to_owned(),
        Formula::Any(parts) if parts.is_empty() => "false".to_owned(),
        Formula::All(parts) => joined(parts, " && "),
        Formula::Any(parts) => joined(parts, " || "),
        Formula::Not(part) => format!("!{}", printed(part)),
        Formula::Yes(fact) => format!("f.{}", identifier(fact)),
        Formula::AtLeast(fact, least) => format!("(f.{} >= {})", identifier(fact), number(*least)),
        Formula::Members(fact, quantity, terms) => members(&identifier(fact), *quantity, terms),
        Formula::Named(name) => format!("d_{}", identifier(name)),
    }
}

fn members(fact: &str, quantity: Quantity, terms: &[&str]) -> String {
    let each = |word: &str| {
        let tests = terms.iter().map(|term| format!("\"{term}\" in f.{fact}"));
        format!("({})", tests.collect::<Vec<_>>().join(word))
    };
    match quantity {
        Quantity::Any => each(" || "),
        Quantity::All => each(" && "),
        Quantity::None => format!("!{}", each(" || ")),
        Quantity::Only => format!("(f.{fact}.len > 0 && f.{fact}.all(|term| term in {terms:?}))"),
    }
}

impl Peer for Rhai {
    type Input = Scope<'static>;

    fn name(&self) -> &'static str {
        self.name
    }

    fn prepare(&self, case: &Case) -> Scope<'static> {
        let facts: Map = case
            .named
            .iter()
            .map(|(name, said)| {
                let value = match said {
                    Said::YesNo(yes) => Dynamic::from(*yes),
                    Said::Extent(extent) => Dynamic::from(number(*extent)),
                    Said::Terms(terms) => {
                        let words = terms.iter().map(|term| Dynamic::from(*term));
                        Dynamic::from(words.collect::<Array>())
                    }
                };
                (identifier(name).into(), value)
            })
            .collect();
        scope(facts)
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(identifier))
    }

    fn read(&self, json: &str) -> Scope<'static> {
        scope(self.engine.parse_json(json, true).expect("it is JSON"))
    }

    fn outcome(&mut self, right: Right, facts: &mut Scope<'static>) -> Result<Answer, NoAnswer> {
        let said = self
            .engine
            .eval_ast_with_scope::<ImmutableString>(facts, &self.scripts[&right]);
        // What the script declared stays in the scope until it is taken back.
        facts.rewind(1);
        answer(&said.map_err(NoAnswer::failed)?)
    }
}

fn scope(facts: Map) -> Scope<'static> {
    let mut scope = Scope::new();
    scope.push_constant("f", facts);
    scope
}
