//! A case that tells a mutant from the shipped book, looked for near the cases that there are: what to add
//! to the suite when one survives.

use data_subject_rights::{
    analysis::Finding,
    calendar::Date,
    engine::Program,
    fact::Vocabulary,
    rule::{Dates, GovernedBy},
};
use serde_yaml::Value as Yaml;

use super::{
    suite::{Answer, Asked, Situation, answers, differs},
    variants::{Changes, read_value},
    yaml::items,
};

/// How many parts of cases are looked at more closely.
const CLOSELY: usize = 24;

/// A part of a case and the fewest changes found that tell two programs apart there.
pub struct Found {
    pub situation: usize,
    pub changes: Changes,
    /// What it shows: the answers of both.
    pub shows: String,
}

/// What tells two programs apart.
pub struct Search<'s> {
    pub programs: [&'s Program; 2],
    pub asked: &'s Asked,
    pub situations: &'s [Situation],
    pub vocabulary: &'s Vocabulary,
}

impl Search<'_> {
    /// Looks for a part of a case that some changes, or some days, make tell.
    pub fn find(&self, wanted: &[Changes], days: &[Date]) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut looked = 0;
        for wanted in wanted {
            for (at, situation) in self.situations.iter().enumerate() {
                if situation.near.is_some() {
                    continue;
                }
                for dates in dates(situation.dates, &wanted.dates, days) {
                    let all = Changes {
                        facts: wanted.facts.clone(),
                        dates,
                    };
                    if self.tells(at, &all).is_none() {
                        continue;
                    }
                    let few = self.fewest(at, all);
                    let size = |changes: &Changes| changes.facts.len() + 2 * changes.dates.len();
                    let is_best = |best: &Found| size(&few) < size(&best.changes);
                    if best.as_ref().is_none_or(is_best) {
                        let shows = self.tells(at, &few).unwrap_or_default();
                        best = Some(Found {
                            situation: at,
                            changes: few,
                            shows,
                        });
                    }
                    looked += 1;
                    if looked >= CLOSELY {
                        return best;
                    }
                }
            }
        }
        best
    }

    /// The changes without those that are not needed.
    fn fewest(&self, at: usize, mut all: Changes) -> Changes {
        for last in (0..all.facts.len()).rev() {
            let mut fewer = all.clone();
            fewer.facts.remove(last);
            if self.tells(at, &fewer).is_some() {
                all = fewer;
            }
        }
        for last in (0..all.dates.len()).rev() {
            let mut fewer = all.clone();
            fewer.dates.remove(last);
            if self.tells(at, &fewer).is_some() {
                all = fewer;
            }
        }
        all
    }

    /// What tells the programs apart in a part of a case with some changes.
    pub fn tells(&self, at: usize, changes: &Changes) -> Option<String> {
        let situation = changes.made_to(&self.situations[at], self.vocabulary)?;
        let [shipped, changed] = self.programs;
        let mut all: Vec<Answer> = Vec::new();
        answers(shipped, self.asked, &situation, |_, _, answer| {
            all.push(answer);
            true
        });
        let mut next = all.into_iter();
        let mut found = None;
        answers(changed, self.asked, &situation, |ask, of, answer| {
            let about = &self.asked.about(situation.asks[ask].right)[of];
            let base = next.next().expect("both answer alike");
            if differs(about, base, answer) == Some(true) {
                let words = |answer: Answer| about.in_words(answer.values);
                found = Some(format!(
                    "{}: {}, not {}",
                    about.name(),
                    words(base),
                    words(answer)
                ));
            }
            found.is_none()
        });
        found
    }
}

/// What the example of a finding says.
pub fn changes_of(finding: &Finding, vocabulary: &Vocabulary) -> Changes {
    let example = finding.situations.as_ref();
    let example = example.and_then(|situations| situations.example.as_ref());
    let example = example.expect("a difference is shown by a case");
    let read = |text: &String| serde_yaml::from_str::<Yaml>(text).expect("it is YAML");
    let (request, settings) = (
        read(&example.request),
        example.settings.as_ref().map(read).unwrap_or_default(),
    );
    let mut changes = Changes::default();
    let mut fact = |id: &str, is: &Yaml| {
        let known = vocabulary.find(id).expect("it is declared");
        let domain = vocabulary.get(known).expect("it is declared").domain;
        let value = read_value(is, domain).expect("a value of the fact");
        changes.facts.push((known, value));
    };
    for (tree, key) in [(&request, "is"), (&settings, "")] {
        for (id, is) in tree["facts"].as_mapping().into_iter().flatten() {
            let is = is.get(key).unwrap_or(is);
            fact(id.as_str().expect("an id"), is);
        }
    }
    for judged in items(&request["judgements"]) {
        fact(judged["judgement"].as_str().expect("an id"), &judged["is"]);
    }
    for id in ["capacity", "channel"] {
        if let Some(is) = request.get(id).filter(|_| vocabulary.find(id).is_some()) {
            fact(id, is);
        }
    }
    for kind in GovernedBy::ALL {
        if let Some(day) = request[kind.code()].as_str() {
            changes.dates.push((kind, day.parse().expect("a day")));
        }
    }
    changes
}

/// A part of a case with facts added where nothing is known; `None` where they contradict what is.
pub fn filled_in(
    vocabulary: &Vocabulary,
    situation: &Situation,
    told: &Changes,
) -> Option<Situation> {
    let mut added = told.clone();
    added.dates.clear();
    added
        .facts
        .retain(|(fact, value)| situation.facts.value(*fact) != Some(*value));
    let mut facts = added.facts.iter();
    if facts.any(|(fact, _)| situation.facts.value(*fact).is_some()) {
        return None;
    }
    added.made_to(situation, vocabulary)
}

/// The changes of dates that are wanted, and each with a day that counts in the place of another.
fn dates(now: Dates, wanted: &[(GovernedBy, Date)], days: &[Date]) -> Vec<Vec<(GovernedBy, Date)>> {
    let mut wanted = wanted.to_vec();
    wanted.retain(|(kind, day)| now.get(*kind) != Some(*day));
    let mut all = vec![wanted.clone()];
    for day in days {
        for kind in GovernedBy::ALL {
            let mut moved = wanted.clone();
            moved.retain(|(known, _)| *known != kind);
            moved.push((kind, *day));
            all.push(moved);
        }
        // Asked for before a day, and answered on it.
        if let Ok(eve) = day.yesterday() {
            let mut across = wanted.clone();
            across.retain(|(kind, _)| !matches!(kind, GovernedBy::Received | GovernedBy::Replied));
            across.extend([(GovernedBy::Received, eve), (GovernedBy::Replied, *day)]);
            all.push(across);
        }
    }
    all
}
