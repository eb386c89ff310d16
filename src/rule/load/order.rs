//! The order in which definitions and entitlements can be worked out.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Header;
use crate::{
    law::Entitlement,
    rule::model::{Condition, Derived, Reaching, Role, Rule, RuleId},
    source::{Code, Problems},
};

/// How many definitions and outcomes may stand on each other in a chain.
const MAX_CHAIN: usize = 64;

/// Every definition and entitlement, each after everything it is worked out from. Circles and chains
/// that no one could follow are reported.
pub(super) fn of(
    headers: &[Header<'_>],
    rules: &[Option<Rule>],
    reaching: &Reaching,
    problems: &mut Problems,
) -> Vec<Derived> {
    let mut grounds: BTreeMap<Entitlement, Vec<RuleId>> = BTreeMap::new();
    for (at, rule) in rules.iter().enumerate() {
        if let Some(Role::Ground(entitlement)) = rule.as_ref().map(|rule| &rule.role) {
            grounds.entry(*entitlement).or_default().push(RuleId(at));
        }
    }
    let mut search = Search {
        headers,
        rules,
        reaching,
        grounds,
        needs: BTreeMap::new(),
        order: Vec::new(),
        circles: Vec::new(),
    };
    for (at, rule) in rules.iter().enumerate() {
        match rule.as_ref().map(|rule| &rule.role) {
            Some(Role::Definition(_)) => search.visit(Derived::Definition(RuleId(at))),
            Some(Role::Ground(entitlement)) => search.visit(Derived::Entitlement(*entitlement)),
            _ => {}
        }
    }
    search.report_circles(problems);
    search.report_too_deep(problems);
    search.order
}

/// Depth first, with a stack of its own: a long chain of definitions is no danger.
struct Search<'b, 'a> {
    headers: &'b [Header<'a>],
    rules: &'b [Option<Rule>],
    reaching: &'b Reaching,
    grounds: BTreeMap<Entitlement, Vec<RuleId>>,
    /// What the parts visited so far need.
    needs: BTreeMap<Derived, Vec<Derived>>,
    order: Vec<Derived>,
    circles: Vec<Vec<Derived>>,
}

impl Search<'_, '_> {
    fn visit(&mut self, start: Derived) {
        if self.needs.contains_key(&start) {
            return;
        }
        // Each step of the path with what it still needs, last first.
        let mut path = vec![(start, self.needed_by(start))];
        let mut on_path = BTreeSet::from([start]);
        while let Some((part, waiting)) = path.last_mut() {
            let part = *part;
            match waiting.pop() {
                None => {
                    path.pop();
                    on_path.remove(&part);
                    self.order.push(part);
                }
                Some(need) if on_path.contains(&need) => {
                    let mut circle: Vec<Derived> = path
                        .iter()
                        .map(|(part, _)| *part)
                        .skip_while(|part| *part != need)
                        .collect();
                    circle.push(need);
                    self.circles.push(circle);
                }
                Some(need) if self.needs.contains_key(&need) => {}
                Some(need) => {
                    on_path.insert(need);
                    let needs = self.needed_by(need);
                    path.push((need, needs));
                }
            }
        }
    }

    /// What a part is worked out from, last first.
    fn needed_by(&mut self, part: Derived) -> Vec<Derived> {
        let mut needs = Vec::new();
        match part {
            Derived::Definition(rule) => self.leaves(rule, &mut needs),
            Derived::Entitlement(entitlement) => {
                // Rules that share a list of what reaches them share it here too.
                let mut seen = BTreeSet::new();
                for ground in self.grounds.get(&entitlement).into_iter().flatten() {
                    self.leaves(*ground, &mut needs);
                    if seen.insert(self.reaching.list(*ground)) {
                        for exemption in self.reaching.of_rule(*ground) {
                            self.leaves(exemption.rule, &mut needs);
                            if seen.insert(self.reaching.list(exemption.rule)) {
                                for exception in self.reaching.of_rule(exemption.rule) {
                                    self.leaves(exception.rule, &mut needs);
                                }
                            }
                        }
                    }
                }
            }
        }
        let mut known = BTreeSet::new();
        needs.retain(|need| known.insert(*need));
        self.needs.insert(part, needs.clone());
        needs.reverse();
        needs
    }

    fn leaves(&self, rule: RuleId, into: &mut Vec<Derived>) {
        let Some(rule) = self.rules.get(rule.0).and_then(Option::as_ref) else {
            return;
        };
        rule.when.leaves(&mut |leaf| match leaf {
            Condition::Definition(rule, _) => into.push(Derived::Definition(*rule)),
            Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
                into.push(Derived::Entitlement(*entitlement));
            }
            _ => {}
        });
    }

    fn report_circles(&self, problems: &mut Problems) {
        for circle in &self.circles {
            let names: Vec<String> = circle.iter().map(|part| self.name(*part)).collect();
            if let Some(header) = circle.iter().find_map(|part| self.header(*part)) {
                problems.report(
                    Code::CyclicDefinitions,
                    &header.place,
                    format!(
                        "these depend on each other in a circle: {}",
                        names.join(" → ")
                    ),
                    "test the facts themselves in one of them",
                );
            }
        }
    }

    /// Reports the first definition or outcome that stands on too long a chain of others.
    fn report_too_deep(&self, problems: &mut Problems) {
        let mut depths: BTreeMap<Derived, usize> = BTreeMap::new();
        for part in &self.order {
            let below = self.needs.get(part).into_iter().flatten();
            let deepest = below.filter_map(|need| depths.get(need)).max();
            let depth = 1 + deepest.copied().unwrap_or(0);
            depths.insert(*part, depth);
            if depth > MAX_CHAIN {
                if let Some(header) = self.header(*part) {
                    problems.report(
                        Code::ChainTooLong,
                        &header.place,
                        format!(
                            "{} depends on a chain of more than {MAX_CHAIN} others",
                            self.name(*part)
                        ),
                        "shorten the chain: test the facts themselves",
                    );
                }
                return;
            }
        }
    }

    fn name(&self, part: Derived) -> String {
        match part {
            Derived::Definition(rule) => self
                .headers
                .get(rule.0)
                .map(|header| format!("`{}`", header.id))
                .unwrap_or_default(),
            Derived::Entitlement(entitlement) => format!("the outcome of `{entitlement}`"),
        }
    }

    fn header(&self, part: Derived) -> Option<&Header<'_>> {
        match part {
            Derived::Definition(rule) => self.headers.get(rule.0),
            Derived::Entitlement(entitlement) => {
                let first = self.grounds.get(&entitlement)?.first()?;
                self.headers.get(first.0)
            }
        }
    }
}
