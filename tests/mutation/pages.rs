//! What the suite shows of a book, as pages to be read.

use std::collections::BTreeMap;
use std::fmt::Write;

use data_subject_rights::law::Term;

use super::{
    run::Suite,
    suite::{About, Answer, Situation, shown},
};

const WIDTH: usize = 110;

/// What comes out otherwise in each variant than in the part of a case that it is near, under the name of the
/// folder of the case. What the case itself comes to stands on the page that an officer would read, under
/// `snapshots/cases` and `snapshots/statute`.
pub fn pages(suite: &Suite) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for (at, situation) in suite.situations.iter().enumerate() {
        let Some(near) = situation.near else {
            continue;
        };
        let folder = situation.case.split('/').next().unwrap_or_default();
        let page = pages.entry(folder.to_owned()).or_default();
        writeln!(page, "{} ({})", situation.case, situation.part).expect("a string takes all");
        paragraph(page, "  the same, but ", &situation.but);
        let deemed = part(suite, situation, [near, at].map(|at| suite.exactly(at)));
        page.push_str(&deemed);
        let stood = [near, at].map(|at| suite.stood(at));
        if stood.iter().any(Option::is_some) {
            // Where nothing is deemed the law stood as it is deemed to have stood.
            let [was, is] = [near, at].map(|at| suite.exactly(at));
            let [stood_was, stood_is] = &stood;
            let both = [
                stood_was.as_deref().unwrap_or(was),
                stood_is.as_deref().unwrap_or(is),
            ];
            let stood = part(suite, situation, both);
            if stood != deemed {
                page.push_str("  by the law as it stood\n");
                page.push_str(&stood);
            }
        }
        page.push('\n');
    }
    pages
}

/// A few lines for each right: what is not as it was.
fn part(suite: &Suite, situation: &Situation, [was, is]: [&[Vec<Answer>]; 2]) -> String {
    let mut page = String::new();
    for ((ask, was), is) in situation.asks.iter().zip(was).zip(is) {
        let about = suite.asked.about(ask.right);
        let mut lists: Vec<(String, Vec<&str>)> = Vec::new();
        let mut outcome = String::new();
        for ((about, was), is) in about.iter().zip(was).zip(is) {
            let [was, is] = [was, is].map(|answer| shown(about, answer.values));
            if *about == About::Outcome {
                outcome = about.in_words(is);
                outcome.push_str(&if was == is {
                    ", as there".to_owned()
                } else {
                    format!("; there: {}", about.in_words(was))
                });
            } else if was != is {
                let name = match is {
                    0 => "nothing is said of".to_owned(),
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
            format!(" (claims {})", claimed.join(", "))
        };
        writeln!(page, "  {}{claims}: {outcome}", ask.right.code()).expect("a string takes all");
        for (name, ids) in &lists {
            paragraph(&mut page, &format!("    {name}: "), &ids.join(", "));
        }
    }
    page
}

fn paragraph(page: &mut String, begin: &str, words: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(begin)
        .subsequent_indent("      ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    page.push_str(&textwrap::fill(words, options));
    page.push('\n');
}
