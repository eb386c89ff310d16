//! What each peer says when facts are missing.

use std::collections::BTreeSet;

use data_subject_rights::{
    decision::BookDecision,
    engine::{Evaluation, Program},
    fact::{FactId, Facts, Provenance},
    law::Right,
};

use crate::{
    case::{Case, Draw, Kept, answer, complete, completion, hidden},
    dates,
    oracle::{Answer, Complete},
    peer::{Contender, NoAnswer},
    peers::of_library,
    plan::Plan,
};

/// How many facts are hidden in each case.
pub const HIDDEN: usize = 8;

/// How many completions of each case are tried in search of two that differ.
const COMPLETIONS: usize = 64;

/// One question: a right in a case with facts missing.
struct Question {
    case: usize,
    right: Right,
    /// What the library says, if it is not open.
    library: Option<Answer>,
    /// Whether two possible completions with different outcomes were found.
    undecided: bool,
}

/// What a peer said to all questions.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// The name of the peer.
    pub name: &'static str,
    /// It gave an answer.
    pub answered: usize,
    /// It said that facts are missing.
    pub open: usize,
    /// It failed.
    pub failed: usize,
    /// It answered although the library says that the outcome is open.
    pub should_not: usize,
    /// It answered although two completions of the case were found to come out differently.
    pub guessed: usize,
    /// It answered otherwise than the library, which knows that nothing missing can matter.
    pub wrong: usize,
    /// It failed although the library knows the answer.
    pub failed_needlessly: usize,
}

/// What came out.
#[derive(Debug)]
pub struct Report {
    /// How many questions were put.
    pub questions: usize,
    /// To how many the library says that the outcome is open.
    pub open: usize,
    /// For how many of those two completions were found that come out differently.
    pub undecided: usize,
    /// The peers.
    pub peers: Vec<Tally>,
}

/// Hides facts in `count` cases in scope and asks every peer about every right that the book grants.
pub fn report(
    program: &Program,
    plan: &Plan,
    peers: &mut [Box<dyn Contender + '_>],
    count: usize,
) -> Report {
    let relevant = plan.facts();
    let book = program.book();
    let vocabulary = book.vocabulary();
    let rights: Vec<Right> = plan.spoken().collect();
    let mut draw = Draw(0x6d69_7373_696e_6721);
    let mut cases = Vec::new();
    let mut questions = Vec::new();
    for (at, facts) in complete(book, Kept::InScope, count).iter().enumerate() {
        let hidden = hidden(vocabulary, &relevant, HIDDEN, &mut draw);
        let completions: Vec<Complete> = (0..COMPLETIONS)
            .filter_map(|_| completion(vocabulary, facts, &hidden, &mut draw))
            .chain([facts.clone()])
            .collect();
        let known = without(facts, &hidden);
        for right in &rights {
            let answers: BTreeSet<Answer> = completions
                .iter()
                .map(|completed| answer(book, completed, *right))
                .collect();
            questions.push(Question {
                case: at,
                right: *right,
                library: library(program, &known, *right),
                undecided: answers.len() > 1,
            });
        }
        cases.push(Case::new(vocabulary, &known, &relevant));
    }
    let tallies = peers.iter_mut().map(|peer| {
        peer.load(&cases);
        ask(peer.as_mut(), &questions)
    });
    Report {
        peers: tallies.collect(),
        questions: questions.len(),
        open: questions
            .iter()
            .filter(|asked| asked.library.is_none())
            .count(),
        undecided: questions.iter().filter(|asked| asked.undecided).count(),
    }
}

fn ask(peer: &mut dyn Contender, questions: &[Question]) -> Tally {
    let mut tally = Tally {
        name: peer.name(),
        ..Tally::default()
    };
    for asked in questions {
        match peer.outcome(asked.right, asked.case) {
            Ok(answer) => {
                tally.answered += 1;
                tally.should_not += usize::from(asked.library.is_none());
                tally.guessed += usize::from(asked.undecided);
                tally.wrong += usize::from(asked.library.is_some_and(|known| known != answer));
            }
            Err(NoAnswer::Open) => tally.open += 1,
            Err(NoAnswer::Failed(_)) => {
                tally.failed += 1;
                tally.failed_needlessly += usize::from(asked.library.is_some());
            }
        }
    }
    tally
}

fn without(facts: &Complete, hidden: &BTreeSet<FactId>) -> Complete {
    let left = facts.iter().filter(|(id, _)| !hidden.contains(id));
    left.map(|(id, value)| (*id, *value)).collect()
}

fn library(program: &Program, known: &Complete, right: Right) -> Option<Answer> {
    let mut facts = Facts::default();
    for (id, value) in known {
        facts.know(*id, *value, Provenance::derived("a bench", "drawn"));
    }
    let evaluation = Evaluation::new(program, &facts, dates());
    of_library(BookDecision::of(&evaluation, right, &[]).outcome).ok()
}
