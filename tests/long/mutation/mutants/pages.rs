//! What the suite shows of a book, as pages to be read.

use std::collections::BTreeMap;

use data_subject_rights::law::Term;

use super::{
    run::Suite,
    suite::{About, Answer, Situation, shown},
};

const WIDTH: usize = 140;

/// The variants of one part of a case: what differs, and what changes by it. Variants with the same
/// outcome stand together.
struct OfPart {
    part: String,
    variants: Vec<(Vec<String>, String)>,
}

/// What changes in each variant against the part of a case that it is near, under the name of the
/// folder of the case. What the case itself comes to stands on the page that an officer would read, under
/// `snapshots/cases` and `snapshots/statute`.
pub fn pages(suite: &Suite) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, Vec<OfPart>> = BTreeMap::new();
    for (at, situation) in suite.situations.iter().enumerate() {
        let Some(near) = situation.near else {
            continue;
        };
        let (folder, case) = situation.case.split_once('/').unwrap_or_default();
        let page = pages.entry(folder.to_owned()).or_default();
        let part = format!("{case} ({})", situation.part);
        let outcome = outcome(suite, situation, [near, at]);
        let known = match page.iter().position(|known| known.part == part) {
            Some(known) => known,
            None => {
                let variants = Vec::new();
                page.push(OfPart { part, variants });
                page.len() - 1
            }
        };
        let variants = &mut page[known].variants;
        match variants.iter_mut().find(|(_, known)| *known == outcome) {
            Some((but, _)) => but.push(situation.but.clone()),
            None => variants.push((vec![situation.but.clone()], outcome)),
        }
    }
    let written = pages.into_iter();
    written.map(|(name, parts)| (name, page(&parts))).collect()
}

fn page(parts: &[OfPart]) -> String {
    let mut page = "In each variant: what differs from the case, then what changes.\n".to_owned();
    for OfPart { part, variants } in parts {
        page.push_str(&format!("\n{part}\n"));
        for (but, outcome) in variants {
            paragraph(&mut page, &format!("{} => {outcome}", but.join(" | ")));
        }
    }
    page
}

/// What is not as it was, and where it differs the same by the law as it stood.
fn outcome(suite: &Suite, situation: &Situation, [near, at]: [usize; 2]) -> String {
    let deemed = part(suite, situation, [near, at].map(|at| suite.exactly(at)));
    let stood = [near, at].map(|at| suite.stood(at));
    if stood.iter().all(Option::is_none) {
        return deemed;
    }
    // Where nothing is deemed the law stood as it is deemed to have stood.
    let [was, is] = [near, at].map(|at| suite.exactly(at));
    let [stood_was, stood_is] = &stood;
    let both = [
        stood_was.as_deref().unwrap_or(was),
        stood_is.as_deref().unwrap_or(is),
    ];
    let stood = part(suite, situation, both);
    if stood == deemed {
        deemed
    } else {
        format!("{deemed} AS IT STOOD {stood}")
    }
}

/// A sentence for each right: its outcome, and what is not as it was.
fn part(suite: &Suite, situation: &Situation, [was, is]: [&[Vec<Answer>]; 2]) -> String {
    let mut rights: Vec<String> = Vec::new();
    for ((ask, was), is) in situation.asks.iter().zip(was).zip(is) {
        let about = suite.asked.about(ask.right);
        let mut lists: Vec<(String, Vec<&str>)> = Vec::new();
        let mut outcome = String::new();
        for ((about, was), is) in about.iter().zip(was).zip(is) {
            let [was, is] = [was, is].map(|answer| shown(about, answer.values));
            if *about == About::Outcome {
                outcome = if was == is {
                    format!("still {}", about.in_words(is))
                } else {
                    format!("{}, was {}", about.in_words(is), about.in_words(was))
                };
            } else if was != is {
                let name = match is {
                    0 => "not said".to_owned(),
                    is => about.in_words(is),
                };
                match lists.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, ids)) => ids.push(about.name()),
                    None => lists.push((name, vec![about.name()])),
                }
            }
        }
        let claimed: Vec<&str> = ask.claimed.iter().map(|claimed| claimed.code()).collect();
        let claims = if claimed.is_empty() {
            String::new()
        } else {
            format!(" (claims {})", ids(&claimed))
        };
        let mut sentence = format!("{}{claims}: {outcome}", ask.right.code());
        for (name, these) in &lists {
            sentence.push_str(&format!("; {name} {}", ids(these)));
        }
        rights.push(sentence + ".");
    }
    rights.join(" ")
}

/// Ids in their order; those that begin alike have their beginning once: `access/(confirm copy)`.
fn ids(ids: &[&str]) -> String {
    let begins = |id: &str| {
        id.split_once('/')
            .map_or("", |(begins, _)| begins)
            .to_owned()
    };
    let mut written: Vec<String> = Vec::new();
    for alike in ids.chunk_by(|one, other| begins(one) == begins(other)) {
        let begin = begins(alike[0]);
        if alike.len() == 1 || begin.is_empty() {
            written.extend(alike.iter().map(|id| (*id).to_owned()));
            continue;
        }
        let rest = alike.iter().map(|id| &id[begin.len() + 1..]);
        let rest: Vec<&str> = rest.collect();
        written.push(format!("{begin}/({})", rest.join(" ")));
    }
    written.join(", ")
}

fn paragraph(page: &mut String, words: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent("  - ")
        .subsequent_indent("    ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    page.push_str(&textwrap::fill(words, options));
    page.push('\n');
}
