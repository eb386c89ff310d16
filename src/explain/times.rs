//! How the days were counted.

use super::page::Page;
use crate::{advice::Reasons, calendar::in_words, clock::CountingStep, law::Term};

/// The steps of counting, once for all the rights for which they are the same.
pub(super) fn times(page: &mut Page, advice: &Reasons) {
    let mut counted: Vec<(Vec<&str>, &[CountingStep])> = Vec::new();
    for decision in &advice.decisions {
        let Some(times) = decision.statute.as_ref().and_then(|law| law.times.as_ref()) else {
            continue;
        };
        let label = decision.right.label();
        match counted.iter_mut().find(|(_, steps)| **steps == times.steps) {
            Some((rights, _)) if rights.contains(&label) => {}
            Some((rights, _)) => rights.push(label),
            None => counted.push((vec![label], &times.steps)),
        }
    }
    if !advice.targets.is_empty() {
        page.heading("The council's own targets");
        for target in &advice.targets {
            let by = match target.by {
                Some(by) => format!(" By {}.", in_words(by)),
                None => String::new(),
            };
            page.marked(2, "- ", &format!("{}{by}", target.says));
        }
    }
    if counted.is_empty() {
        return;
    }
    page.heading("How the time is counted");
    let several = counted.len() > 1;
    for (rights, steps) in counted {
        if several {
            page.line(2, &format!("For {}:", rights.join(", ")));
        }
        for step in steps {
            page.marked(
                2,
                "- ",
                &format!("{} [{}]", step.says, step.provision.cite()),
            );
        }
    }
}
