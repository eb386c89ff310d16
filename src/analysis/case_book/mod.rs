//! The smallest case book: few cases that show everything there is to show about a book.
//!
//! | module | what it does |
//! |---|---|
//! | `shows` | what a case shows, in words |

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Answered, CaseFile, FindingKind,
    case_file::{ANY_DAY, written},
    parts::rights_of,
    situations::{answers, made_known},
};
use crate::{
    case::made_known_by,
    engine::Target,
    law::{Right, Term},
    rule::{Edition, RuleBook},
    symbolic::{CoverCase, Goal, Goals, cover},
};

mod shows;

pub use shows::{Point, Shows};

/// Few cases that together show everything there is to show about a book, to be signed.
///
/// Plain data: it can be serialised, stored and read back, and is equal for equal rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct CaseBook {
    /// The title of the book that it is about.
    pub title: String,
    /// The cases.
    pub cases: Vec<BookCase>,
    /// At least so many cases are needed, however they are chosen: there are as many things, no two of them to be
    /// shown in one case.
    pub at_least: usize,
    /// What no case shows: a rule that never decides, an exemption that never takes a thing it reaches.
    pub never: Vec<Shows>,
    /// What could not be found out within the budget.
    pub not_found_out: Vec<Shows>,
}

impl CaseBook {
    /// How many things the cases show.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.cases.iter().map(|case| case.shows.len()).sum()
    }
}

/// One case of a case book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct BookCase {
    /// The rights that are asked for.
    pub rights: Vec<Right>,
    /// The known facts. Whatever the rest is, the results of the case are the same.
    pub answers: Vec<Answered>,
    /// The certain results of the case, for the rights asked for.
    pub comes_to: Vec<ComesTo>,
    /// What the case is there for.
    pub shows: Vec<Shows>,
    /// The case as a request that can be run.
    pub example: CaseFile,
}

/// One result of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct ComesTo {
    /// The right it belongs to.
    pub right: Right,
    /// The code of the entitlement, or the id of the duty, power or note.
    pub what: String,
    /// What it is, in words.
    pub says: String,
    /// What comes of it.
    pub is: CaseOutcome,
}

/// What comes of an entitlement, a duty, a power or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CaseOutcome {
    /// The whole entitlement is granted.
    Applies,
    /// Part of it is granted.
    InPart,
    /// A ground holds, and an exemption takes it.
    Exempt,
    /// No ground holds.
    NoGround,
    /// The book does not speak about the case.
    OutOfScope,
    /// The duty, the power or the note is there.
    Arises,
}

impl CaseOutcome {
    /// The outcome in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::InPart => "applies in part",
            Self::Exempt => "exempt",
            Self::NoGround => "no ground",
            Self::OutOfScope => "out of scope",
            Self::Arises => "arises",
        }
    }
}

/// Few cases that together show the working of each rule. Each rule decides. Each exemption takes each thing it
/// reaches, and each exception gives back what each exemption would take. Each day on which an edition begins or
/// ends counts on both sides, and so does each answer to each question of judgement.
///
/// The cases are few, not the fewest for certain: [`CaseBook::at_least`] says how many it takes in any case. Of a whole
/// statute this takes minutes.
///
/// ```
/// use data_subject_rights::{Controller, analysis};
/// let council = Controller::doncaster()?;
/// let cases = analysis::case_book(council.procedure());
/// assert!(cases.at_least <= cases.cases.len() && cases.cases.len() < 20);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn case_book(book: &RuleBook) -> CaseBook {
    let mut goals = Goals::new(book, Edition::AsDeemed, &|_| None);
    let all = goals.all();
    let asked: Vec<(Right, Vec<(usize, bool)>)> = Right::all()
        .map(|right| (right, made_known(&goals.space, book.vocabulary(), right)))
        .collect();
    let asked_for = |target: Target| {
        let rights = rights_for(book, target);
        let asked = asked.iter().filter(|(each, _)| rights.contains(each));
        asked.cloned().collect()
    };
    let cover = cover(&mut goals, &all, &asked_for);
    let mut cases = Vec::new();
    for (number, chosen) in cover.cases.iter().enumerate() {
        cases.push(written_out(book, &goals, &all, chosen, number + 1));
    }
    let told = |places: &[usize]| -> Vec<Shows> {
        let aims_of = places.iter().filter_map(|at| all.get(*at));
        aims_of
            .map(|goal| Shows {
                accepted: accepted(book, goal),
                ..Shows::of(book, &goals.space, goal, None)
            })
            .collect()
    };
    CaseBook {
        title: book.title().to_owned(),
        cases,
        at_least: cover.exclusive.len(),
        never: told(&cover.never),
        not_found_out: told(&cover.not_found_out),
    }
}

fn written_out(
    book: &RuleBook,
    goals: &Goals<'_>,
    all: &[Goal],
    chosen: &CoverCase,
    number: usize,
) -> BookCase {
    let space = &goals.space;
    let mut rights: BTreeSet<Right> = BTreeSet::new();
    let mut shows = Vec::new();
    for shown in &chosen.shows {
        rights.insert(shown.right);
        if let Some(goal) = all.get(shown.goal) {
            shows.push(Shows::of(book, space, goal, Some(shown.target)));
        }
    }
    let rights: Vec<Right> = rights.into_iter().collect();
    let known = full_values(goals, chosen);
    let comes_to = comes_to(book, goals, &known, &rights);
    let atom = |bit| space.layout().atom(bit);
    let vocabulary = book.vocabulary();
    let scenario = format!("Case {number} of the case book.");
    let file = written(&scenario, &rights, &known, atom, vocabulary, ANY_DAY);
    let summary: Vec<String> = comes_to
        .iter()
        .map(|each| format!("{}: {}", each.what, each.is.in_words()))
        .collect();
    BookCase {
        answers: answers(&known, atom, vocabulary),
        rights,
        shows,
        example: CaseFile {
            request: file.request,
            settings: file.settings,
            comes_to: summary.join("; "),
            facts: Vec::new(),
        },
        comes_to,
    }
}

/// The answers of a case, each fact with the value it has in the whole case: a request cannot say half a value.
fn full_values(goals: &Goals<'_>, chosen: &CoverCase) -> Vec<(usize, bool)> {
    let layout = goals.space.layout();
    let mut known: BTreeSet<(usize, bool)> = BTreeSet::new();
    for (bit, yes) in &chosen.answers {
        match layout.atom(*bit).and_then(crate::circuit::Atom::fact) {
            Some(fact) => {
                let (first, size) = layout.span(fact).unwrap_or((*bit, 1));
                let bits = first..first + size;
                let is_so = |bit: usize| chosen.case.binary_search(&(bit, true)).is_ok();
                known.extend(bits.map(|bit| (bit, is_so(bit))));
            }
            None => {
                known.insert((*bit, *yes));
            }
        }
    }
    known.into_iter().collect()
}

/// Why the book accepts that no case shows something.
fn accepted(book: &RuleBook, goal: &Goal) -> Option<String> {
    // What a rule that decides nothing would show besides is told with it.
    let Goal::Decides(rule) = goal else {
        return None;
    };
    let rule = book.rule(*rule)?;
    let finding = FindingKind::of_idle(&rule.role).code();
    let mut accepted = book.accepted().iter();
    let acceptance = accepted.find(|each| each.covers(finding, &rule.id))?;
    Some(acceptance.because.clone())
}

/// The rights that a request may ask for so that something is decided.
fn rights_for(book: &RuleBook, target: Target) -> Vec<Right> {
    match target {
        Target::Entitlement(entitlement) => vec![entitlement.right()],
        Target::Right(right) => vec![right],
        // A complaint reaches further than every other right.
        Target::Scope => vec![Right::Access, Right::Complaint],
        Target::Rule(rule) => {
            let rights = book.rule(rule).map(|rule| rights_of(book, rule));
            let rights = rights.unwrap_or_default();
            // A right whose asking says nothing by itself leaves most open, and so stands for the others: access first,
            // which people do ask for.
            let plain = rights
                .iter()
                .filter(|right| made_known_by(**right).is_none());
            let first = plain.min_by_key(|right| **right != Right::Access);
            first.map_or(rights.clone(), |right| vec![*right])
        }
    }
}

fn comes_to(
    book: &RuleBook,
    goals: &Goals<'_>,
    answers: &[(usize, bool)],
    rights: &[Right],
) -> Vec<ComesTo> {
    let mut all = Vec::new();
    let mut is_in_scope = None;
    for (target, values) in goals.certainly(answers) {
        match target {
            Target::Scope => is_in_scope = values.first().copied().flatten(),
            Target::Entitlement(entitlement) if rights.contains(&entitlement.right()) => {
                let is = match values.as_slice() {
                    _ if is_in_scope == Some(false) => CaseOutcome::OutOfScope,
                    [.., Some(true)] => CaseOutcome::Applies,
                    [_, Some(true), Some(false)] => CaseOutcome::InPart,
                    [Some(true), Some(false), _] => CaseOutcome::Exempt,
                    // Where even that is open, it may as well be out of scope.
                    [Some(false), ..] if is_in_scope == Some(true) => CaseOutcome::NoGround,
                    _ => continue,
                };
                all.push(ComesTo {
                    right: entitlement.right(),
                    what: entitlement.code().to_owned(),
                    says: entitlement.label().to_owned(),
                    is,
                });
            }
            Target::Rule(id) if values == [Some(true)] => {
                let Some(rule) = book.rule(id) else { continue };
                let of = rights_of(book, rule);
                let Some(right) = rights.iter().find(|right| of.contains(right)) else {
                    continue;
                };
                all.push(ComesTo {
                    right: *right,
                    what: rule.id.clone(),
                    says: rule.says.clone(),
                    is: CaseOutcome::Arises,
                });
            }
            _ => {}
        }
    }
    all.sort_by_key(|each| each.right);
    all
}
