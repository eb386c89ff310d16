//! cedar-policy: up to three questions for each outcome, each a policy set of one `permit`.
//!
//! ```text
//! permit (principal, action, resource) when { context["retention-elapsed"] && … };
//! ```
//!
//! Cedar answers allow or deny and nothing else, so an outcome takes up to three queries: does the
//! book speak at all; is something granted; is something refused. It has no definitions: each is
//! written out wherever it is used. One policy set for each question, because Cedar looks at every
//! policy of a set. An attribute that is not there is an error: Cedar skips the policy, denies, and
//! lists the error beside the denial. A caller may read the list or not, so there are two peers.

use std::collections::BTreeMap;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use data_subject_rights::law::Right;

use crate::{
    case::{Case, Said},
    formula::{Formula, Quantity, number},
    oracle::Answer,
    peer::{NoAnswer, Peer},
    plan::Plan,
};

/// The authorizer with the policy sets of every right.
pub struct Cedar {
    authorizer: Authorizer,
    entities: Entities,
    principal: EntityUid,
    scope: PolicySet,
    rights: BTreeMap<Right, Option<(PolicySet, PolicySet)>>,
    heeds_errors: bool,
}

impl Cedar {
    /// Translates and parses the rules. `heeds_errors`: whether a denial with errors counts as a
    /// failure.
    pub fn new(plan: &Plan, heeds_errors: bool) -> Self {
        let plan = plan.written_out();
        let policies = |formula: &Formula| -> PolicySet {
            let condition = printed(formula);
            format!("permit (principal, action, resource) when {{ {condition} }};")
                .parse()
                .expect("the translation is Cedar")
        };
        let rights = plan.rights.iter().map(|(right, verdict)| {
            let both = verdict
                .as_ref()
                .map(|verdict| (policies(&verdict.granted), policies(&verdict.refused)));
            (*right, both)
        });
        Self {
            authorizer: Authorizer::new(),
            entities: Entities::empty(),
            principal: "Council::\"procedure\"".parse().expect("it is a name"),
            scope: policies(&plan.scope),
            rights: rights.collect(),
            heeds_errors,
        }
    }

    fn permits(&self, request: &Request, policies: &PolicySet) -> Result<bool, NoAnswer> {
        let response = self
            .authorizer
            .is_authorized(request, policies, &self.entities);
        match response.diagnostics().errors().next() {
            Some(error) if self.heeds_errors => Err(NoAnswer::failed(error)),
            _ => Ok(response.decision() == Decision::Allow),
        }
    }

    fn request(&self, context: Context) -> Request {
        let one = || self.principal.clone();
        Request::new(one(), one(), one(), context, None).expect("there is no schema to break")
    }
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
        Formula::Yes(fact) => format!("context[\"{fact}\"]"),
        Formula::AtLeast(fact, least) => format!("(context[\"{fact}\"] >= {})", number(*least)),
        Formula::Members(fact, quantity, terms) => {
            let set = format!("context[\"{fact}\"]");
            match quantity {
                Quantity::Any if terms.len() == 1 => format!("{set}.contains({:?})", terms[0]),
                Quantity::Any => format!("{set}.containsAny({terms:?})"),
                Quantity::All => format!("{set}.containsAll({terms:?})"),
                Quantity::None => format!("!({set}.containsAny({terms:?}))"),
                Quantity::Only => {
                    format!("({terms:?}.containsAll({set}) && !({set}.isEmpty()))")
                }
            }
        }
        Formula::Named(name) => panic!("`{name}` was to be written out"),
    }
}

impl Peer for Cedar {
    type Input = Request;

    fn name(&self) -> &'static str {
        if self.heeds_errors {
            "cedar-policy"
        } else {
            "cedar-policy, errors not read"
        }
    }

    fn prepare(&self, case: &Case) -> Request {
        let pairs = case.named.iter().map(|(name, said)| {
            let value = match said {
                Said::YesNo(yes) => RestrictedExpression::new_bool(*yes),
                Said::Extent(extent) => RestrictedExpression::new_long(number(*extent)),
                Said::Terms(terms) => RestrictedExpression::new_set(
                    terms
                        .iter()
                        .map(|term| RestrictedExpression::new_string((*term).to_owned())),
                ),
            };
            (name.clone(), value)
        });
        self.request(Context::from_pairs(pairs).expect("no name stands twice"))
    }

    fn json(&self, case: &Case) -> Option<String> {
        Some(case.json(str::to_owned))
    }

    fn read(&self, json: &str) -> Request {
        self.request(Context::from_json_str(json, None).expect("it is JSON"))
    }

    fn outcome(&mut self, right: Right, request: &mut Request) -> Result<Answer, NoAnswer> {
        if !self.permits(request, &self.scope)? {
            return Ok(Answer::OutOfScope);
        }
        let Some((granted, refused)) = &self.rights[&right] else {
            return Ok(Answer::Silent);
        };
        if !self.permits(request, granted)? {
            return Ok(Answer::Not);
        }
        Ok(if self.permits(request, refused)? {
            Answer::InPart
        } else {
            Answer::Applies
        })
    }
}
