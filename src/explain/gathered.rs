//! What several decisions say alike, told once.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Page;
use crate::advice::{Decision, Reasons};

/// Something said on several decisions, with what it concerns each time.
pub(super) struct Gathered<'a, T> {
    /// The first of them, and all.
    pub(super) what: &'a T,
    pub(super) all: Vec<&'a T>,
    concerns: BTreeSet<(usize, String)>,
    /// Whether it is said of every part of the request: then there is no need to name them.
    pub(super) of_the_whole_request: bool,
}

/// Gathers what is the same on several decisions, in the order in which it first appears.
pub(super) fn gather<'a, T: 'a, I: IntoIterator<Item = &'a T>>(
    advice: &'a Reasons,
    of: impl Fn(&'a Decision) -> I,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<Gathered<'a, T>> {
    let mut gathered: Vec<Gathered<'a, T>> = Vec::new();
    for (at, decision) in advice.decisions.iter().enumerate() {
        for what in of(decision) {
            let subject = decision.subject();
            match gathered.iter_mut().find(|known| same(known.what, what)) {
                Some(known) => {
                    known.all.push(what);
                    if !known.concerns.iter().any(|(_, name)| *name == subject) {
                        known.concerns.insert((at, subject));
                    }
                }
                None => gathered.push(Gathered {
                    what,
                    all: vec![what],
                    concerns: BTreeSet::from([(at, subject)]),
                    of_the_whole_request: false,
                }),
            }
        }
    }
    let subjects: BTreeSet<String> = advice.decisions.iter().map(Decision::subject).collect();
    for each in &mut gathered {
        each.of_the_whole_request = each.concerns.len() == subjects.len();
    }
    gathered
}

impl<T> Gathered<'_, T> {
    pub(super) fn concerns(&self) -> String {
        let names: Vec<&str> = self
            .concerns
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        names.join("; ")
    }
}

/// The questions that a duty or power depends on.
pub(super) fn depends_on<'a>(
    page: &mut Page,
    facts: impl Iterator<Item = &'a String>,
    asks: &BTreeMap<&str, &str>,
) {
    let facts: BTreeSet<&str> = facts.map(String::as_str).collect();
    let asked: Vec<&str> = facts
        .iter()
        .filter_map(|fact| asks.get(fact).copied())
        .collect();
    if asked.is_empty() {
        return;
    }
    page.line(4, "It depends on:");
    for ask in asked {
        page.marked(6, "- ", ask);
    }
}
