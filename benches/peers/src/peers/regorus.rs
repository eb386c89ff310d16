//! regorus: one Rego module, a rule for each definition and each right; interpreted, or compiled for
//! the engine's own virtual machine.
//!
//! ```text
//! d_retention_over if { input["retention-elapsed"]; not input["continuing-need-recorded"] }
//! r_erasure := "out-of-scope" if { not in_scope }
//! else := "does-not-apply" if { not r_erasure_granted }
//! ```
//!
//! Rego writes "any of" as several rules of one name, so each such condition inside another becomes a
//! helper rule. An attribute that is not there is undefined: a condition on it is not met, and its
//! negation is.

use std::{collections::BTreeMap, sync::Arc};

use data_subject_rights::law::{Right, Term};
use regorus::{Engine, Value, languages::rego::compiler::Compiler, rvm::vm::RegoVM};

use super::{answer, word};
use crate::{
    case::{Case, Said},
    formula::{Formula, Quantity, identifier, number},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// The module being written.
struct Module {
    text: String,
    helpers: usize,
}

impl Module {
    fn of(plan: &Plan) -> String {
        let mut module = Self {
            text: "package procedure\n\nimport rego.v1\n\n".to_owned(),
            helpers: 0,
        };
        for (name, formula) in &plan.definitions {
            module.rule(&format!("d_{}", identifier(name)), formula);
        }
        module.rule("in_scope", &plan.scope);
        for (right, verdict) in &plan.rights {
            let name = rule_name(*right);
            let out_of_scope = word(Answer::OutOfScope);
            module.text += &format!("{name} := \"{out_of_scope}\" if not in_scope\n");
            let Some(verdict) = verdict else {
                module.text += &format!("else := \"{}\"\n\n", word(Answer::Silent));
                continue;
            };
            module.text += &format!(
                "else := \"{}\" if not {name}_granted\nelse := \"{}\" if {name}_refused\nelse := \"{}\"\n\n",
                word(Answer::Not),
                word(Answer::InPart),
                word(Answer::Applies),
            );
            module.rule(&format!("{name}_granted"), &verdict.granted);
            module.rule(&format!("{name}_refused"), &verdict.refused);
        }
        module.text
    }

    fn rule(&mut self, name: &str, formula: &Formula) {
        let ways = match formula {
            Formula::Any(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        for way in ways {
            let body = self.body(way).join("\n\t");
            self.text += &format!("{name} if {{\n\t{body}\n}}\n\n");
        }
    }

    /// The lines of a rule's body, all of which must hold.
    fn body(&mut self, formula: &Formula) -> Vec<String> {
        match formula {
            Formula::All(parts) if parts.is_empty() => vec!["true".to_owned()],
            Formula::All(parts) => parts.iter().flat_map(|part| self.body(part)).collect(),
            Formula::Any(_) => vec![self.helper(formula)],
            Formula::Not(part) => match self.body(part).as_slice() {
                [line] if !line.starts_with("not ") && !line.starts_with("every ") => {
                    vec![format!("not {line}")]
                }
                _ => vec![format!("not {}", self.helper(part))],
            },
            Formula::Yes(fact) => vec![format!("input[\"{fact}\"]")],
            Formula::AtLeast(fact, least) => {
                vec![format!("input[\"{fact}\"] >= {}", number(*least))]
            }
            Formula::Members(fact, quantity, terms) => self.members(fact, *quantity, terms),
            Formula::Named(name) => vec![format!("d_{}", identifier(name))],
        }
    }

    fn members(&mut self, fact: &str, quantity: Quantity, terms: &[&'static str]) -> Vec<String> {
        let one = |term: &&str| format!("\"{term}\" in input[\"{fact}\"]");
        match quantity {
            Quantity::Any if terms.len() == 1 => vec![one(&terms[0])],
            Quantity::Any => {
                let each = terms
                    .iter()
                    .map(|term| Formula::Members(fact.to_owned(), Quantity::Any, vec![term]));
                vec![self.helper(&Formula::Any(each.collect()))]
            }
            Quantity::All => terms.iter().map(one).collect(),
            Quantity::None => terms
                .iter()
                .map(|term| format!("not {}", one(term)))
                .collect(),
            Quantity::Only => vec![
                format!("count(input[\"{fact}\"]) > 0"),
                format!("every term in input[\"{fact}\"] {{ term in {terms:?} }}"),
            ],
        }
    }

    fn helper(&mut self, formula: &Formula) -> String {
        self.helpers += 1;
        let name = format!("h_{}", self.helpers);
        self.rule(&name, formula);
        name
    }
}

fn rule_name(right: Right) -> String {
    format!("r_{}", identifier(right.code()))
}

fn path(right: Right) -> String {
    format!("data.procedure.{}", rule_name(right))
}

fn engine(plan: &Plan) -> Engine {
    let mut engine = Engine::new();
    engine
        .add_policy("procedure.rego".to_owned(), Module::of(plan))
        .expect("the translation is Rego");
    engine
}

/// Sets enter as Rego sets.
fn input(case: &Case) -> Value {
    let fields = case.named.iter().map(|(name, said)| {
        let value = match said {
            Said::YesNo(yes) => Value::from(*yes),
            Said::Extent(extent) => Value::from(number(*extent)),
            Said::Terms(terms) => {
                let mut set = Value::new_set();
                let members = set.as_set_mut().expect("it is a set");
                for term in terms {
                    members.insert(Value::from(*term));
                }
                set
            }
        };
        (Value::from(name.as_str()), value)
    });
    let mut object = Value::new_object();
    let written = object.as_object_mut().expect("it is an object");
    for (name, value) in fields {
        written.insert(name, value);
    }
    object
}

fn read(said: &Value) -> Result<Answer, NoAnswer> {
    answer(said.as_string().map_err(NoAnswer::failed)?)
}

/// The interpreter.
pub struct Interpreter {
    engine: Engine,
    paths: BTreeMap<Right, String>,
}

impl Interpreter {
    /// Translates the rules and loads them.
    pub fn new(plan: &Plan) -> Self {
        let paths = plan.rights.keys().map(|right| (*right, path(*right)));
        Self {
            engine: engine(plan),
            paths: paths.collect(),
        }
    }
}

impl Peer for Interpreter {
    type Input = Value;

    fn name(&self) -> &'static str {
        "regorus, interpreter"
    }

    fn prepare(&self, case: &Case) -> Value {
        input(case)
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(str::to_owned))
    }

    fn read(&self, json: &str) -> Value {
        Value::from_json_str(json).expect("it is JSON")
    }

    fn outcome(&mut self, right: Right, facts: &mut Value) -> Result<Answer, NoAnswer> {
        self.engine.set_input(facts.clone());
        let said = self.engine.eval_rule(self.paths[&right].clone());
        read(&said.map_err(NoAnswer::failed)?)
    }
}

/// The virtual machine.
pub struct Machine {
    machine: RegoVM,
    entries: BTreeMap<Right, usize>,
}

impl Machine {
    /// Translates and compiles the rules.
    pub fn new(plan: &Plan) -> Self {
        let paths: Vec<String> = plan.rights.keys().map(|right| path(*right)).collect();
        let entries: Vec<&str> = paths.iter().map(String::as_str).collect();
        let policy = engine(plan)
            .compile_with_entrypoint(&Arc::from(entries[0]))
            .expect("the translation compiles");
        let program = Compiler::compile_from_policy(&policy, &entries).expect("it compiles");
        let mut machine = RegoVM::new();
        machine.load_program(program);
        let entries = plan
            .rights
            .keys()
            .enumerate()
            .map(|(at, right)| (*right, at));
        Self {
            machine,
            entries: entries.collect(),
        }
    }
}

impl Peer for Machine {
    type Input = Value;

    fn name(&self) -> &'static str {
        "regorus, RVM"
    }

    fn prepare(&self, case: &Case) -> Value {
        input(case)
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(str::to_owned))
    }

    fn read(&self, json: &str) -> Value {
        Value::from_json_str(json).expect("it is JSON")
    }

    fn outcome(&mut self, right: Right, facts: &mut Value) -> Result<Answer, NoAnswer> {
        self.machine.set_input(facts.clone());
        let said = self
            .machine
            .execute_entry_point_by_index(self.entries[&right]);
        read(&said.map_err(NoAnswer::failed)?)
    }
}
