//! What is kept of each case: what decided it, by id, and of some the page above it.
//!
//! The page says what an officer needs today and no more. A rule may change what is due, open or noted without a word of
//! it changing; so the ids of all that an advice says are kept, a line for each outcome and each state.

// Each test binary uses a part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;

use data_subject_rights::{
    advice::{Advice, Book, BookAnswer, DecidedBy, EntitlementAnswer, Group, PartId},
    decision::{DutyState, Outcome, PowerState},
    explain,
    law::{Aspect, Entitlement, Right, Term},
    rule::{Force, RoleKind},
};

use super::telling::is_telling;

const WIDTH: usize = 160;

/// Beside an exemption that decided and has to be applied.
pub const MUST: &str = "(must)";

/// What is kept of a case by its name: what decided it by id, and above it the page where the case is one of the few that
/// tell most.
pub fn kept(case: &str, advice: &Advice) -> String {
    if is_telling(case) {
        kept_page(advice)
    } else {
        by_id(advice)
    }
}

/// The page of an advice, and what decided it by id.
pub fn kept_page(advice: &Advice) -> String {
    let page = explain::page_text(&advice.summary());
    format!("{}\n\n{}", page.trim_end(), by_id(advice))
}

/// What an advice says, by the ids of its rules.
fn by_id(advice: &Advice) -> String {
    let mut lines = Lines::default();
    if let [_, _, ..] = advice.parts.as_slice() {
        let named = advice.parts.iter();
        let named = named.map(|part| format!("{} {}", part.id, part.subject()));
        lines.add("parts: ", &named.collect::<Vec<_>>().join("; "));
    }
    for group in &advice.groups {
        for (book, answer) in group.books() {
            lines.outcome(advice, group, (book, &book.to_string()), answer);
        }
        if let Some(stood) = &group.statute_as_it_stood {
            let as_it_stood = (Book::Statute, "statute as it stood");
            lines.outcome(advice, group, as_it_stood, stood);
        }
    }
    states(advice, &mut lines);
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn add(&mut self, begin: &str, words: &str) {
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(begin)
            .subsequent_indent("  ")
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        self.text.push_str(&textwrap::fill(words, options));
        self.text.push('\n');
    }

    /// What one right comes to for some parts by one book. Entitlements stand apart where they do not all come out alike.
    fn outcome(
        &mut self,
        advice: &Advice,
        group: &Group,
        (book, named): (Book, &str),
        answer: &BookAnswer,
    ) {
        let begin = format!("{}, {named}: ", concerns(advice, group));
        let mut said = vec![outcome(answer.outcome, answer.questions.len())];
        if let Some(supposing) = &answer.supposing {
            let supposed = supposing.outcome.in_words();
            said[0].push_str(&format!(
                ", {supposed} if the missing review raises nothing"
            ));
        }
        match answer.entitlements.as_slice() {
            [] | [_] => said.extend(deciding(advice, book, answer, None)),
            several => {
                // Those that differ in definitions alone stand together.
                let mut alike: Vec<(String, Vec<Entitlement>)> = Vec::new();
                for of in several {
                    let mut words = outcome(of.outcome, 0);
                    if let Some(rules) = deciding(advice, book, answer, Some(of)) {
                        words = format!("{words} {rules}");
                    }
                    match alike.iter_mut().find(|(known, _)| *known == words) {
                        Some((_, all)) => all.extend(&of.of),
                        None => alike.push((words, of.of.clone())),
                    }
                }
                let each = |(words, all): &(String, Vec<Entitlement>)| {
                    format!("{}: {words}", names(group.right, all))
                };
                said[0].push('.');
                said.push(alike.iter().map(each).collect::<Vec<_>>().join("; "));
            }
        }
        self.add(&begin, &said.join(" "));
    }
}

fn outcome(outcome: Outcome, questions: usize) -> String {
    match questions {
        0 => outcome.in_words().to_owned(),
        1 => format!("{}, 1 question", outcome.in_words()),
        several => format!("{}, {several} questions", outcome.in_words()),
    }
}

/// The rules that decided an outcome, or one entitlement of it. Definitions serve the others, and are left out.
fn deciding(
    advice: &Advice,
    book: Book,
    answer: &BookAnswer,
    of: Option<&EntitlementAnswer>,
) -> Option<String> {
    let grants = |by: &DecidedBy| advice.rule(book, &by.rule).and_then(|row| row.grants);
    let is_of = |by: &&DecidedBy| {
        of.is_none_or(|of| {
            of.decided_by.contains(&by.rule) || grants(by).is_some_and(|one| of.of.contains(&one))
        })
    };
    let named = answer.decided_by.iter().filter(is_of).filter_map(|by| {
        let rule = advice.rule(book, &by.rule).expect("the record names it");
        let must = rule.role == RoleKind::Exemption && rule.force == Some(Force::Must);
        match rule.role {
            RoleKind::Definition => None,
            _ if by.failed => Some(format!("not {}", by.rule)),
            _ if must => Some(format!("{} {MUST}", by.rule)),
            _ => Some(by.rule.clone()),
        }
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| format!("({})", named.join(", ")))
}

/// Entitlements without their right; all the information about a use as one.
fn names(right: Right, entitlements: &[Entitlement]) -> String {
    let is_information = |of: &Entitlement| Aspect::of(*of) == Some(Aspect::Information);
    let every = Entitlement::all().filter(is_information).count();
    let is_whole = entitlements.iter().filter(|of| is_information(of)).count() == every;
    let own = entitlements
        .iter()
        .filter(|of| !(is_whole && is_information(of)));
    let prefix = format!("{}/", right.code());
    let own = own.map(|of| of.code().trim_start_matches(&prefix));
    let whole = is_whole.then_some(Aspect::Information.code());
    own.chain(whole).collect::<Vec<_>>().join(", ")
}

/// The right and the parts of a group; no parts where it is all of them.
fn concerns(advice: &Advice, group: &Group) -> String {
    let right = group.right.code();
    if group.parts.len() == advice.parts.len() {
        right.to_owned()
    } else {
        format!("{right} of {}", ranges(&group.parts))
    }
}

/// `1-3, 5`.
fn ranges(parts: &[PartId]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for PartId(part) in parts {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *part => *last = *part,
            _ => runs.push((*part, *part)),
        }
    }
    let run = |(first, last): &(u32, u32)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// How duties, powers and notes stand, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    Due,
    Open,
    Met,
    NotDue,
    May,
    MayPerhaps,
    MayNot,
    Noted,
    NotedPerhaps,
}

impl Stands {
    const ALL: [Self; 9] = [
        Self::Due,
        Self::Open,
        Self::Met,
        Self::NotDue,
        Self::May,
        Self::MayPerhaps,
        Self::MayNot,
        Self::Noted,
        Self::NotedPerhaps,
    ];

    const fn is_counted(self) -> bool {
        matches!(self, Self::NotDue | Self::MayNot | Self::NotedPerhaps)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Open => "open",
            Self::Met => "met",
            Self::NotDue => "not due",
            Self::May => "may",
            Self::MayPerhaps => "may perhaps",
            Self::MayNot => "may not",
            Self::Noted => "noted",
            Self::NotedPerhaps => "noted perhaps",
        }
    }
}

/// For each rule of a book: how it stands, and in which groups it stands so.
type Standing<'a> = BTreeMap<&'a str, BTreeMap<Stands, Vec<&'a Group>>>;

/// A line for each state, with the rules of both books that stand so; where a rule does not stand alike in all of the
/// request, what it stands so for. Of what need not concern an officer the number is enough: a rule that leaves it for
/// another state, or comes from there, changes it.
fn states(advice: &Advice, lines: &mut Lines) {
    let books = [Book::Procedure, Book::Statute].map(|book| standing(advice, book));
    let mut counted = Vec::new();
    for stands in Stands::ALL {
        let of_books = books
            .each_ref()
            .map(|standing| rules(advice, standing, stands));
        if of_books.iter().all(Vec::is_empty) {
            continue;
        }
        let word = stands.word();
        let [own, law] = &of_books;
        if stands.is_counted() {
            counted.push(format!("{word}: {} and by law {}", own.len(), law.len()));
            continue;
        }
        let own = own.join(", ");
        let said = match law.as_slice() {
            [] => own,
            law if own.is_empty() => format!("by law {}", law.join(", ")),
            law => format!("{own}; by law {}", law.join(", ")),
        };
        lines.add(&format!("{word}: "), &said);
    }
    lines.add("", &counted.join("; "));
}

fn rules(advice: &Advice, standing: &Standing<'_>, stands: Stands) -> Vec<String> {
    let named = standing.iter().filter_map(|(rule, all)| {
        let groups = all.get(&stands)?;
        let of: Vec<_> = groups.iter().map(|each| concerns(advice, each)).collect();
        Some(match all.len() {
            1 => (*rule).to_owned(),
            _ => format!("{rule} ({})", of.join("; ")),
        })
    });
    named.collect()
}

fn standing(advice: &Advice, wanted: Book) -> Standing<'_> {
    let mut standing = Standing::new();
    for group in &advice.groups {
        for (_, answer) in group.books().filter(|(book, _)| *book == wanted) {
            let duties = advice.duties_of(answer).map(|duty| {
                let stands = match duty.state {
                    DutyState::Due => Stands::Due,
                    DutyState::Open => Stands::Open,
                    DutyState::Met => Stands::Met,
                    DutyState::NotDue => Stands::NotDue,
                };
                (duty.duty.as_str(), stands)
            });
            let powers = advice.powers_of(answer).map(|power| {
                let stands = match power.state {
                    PowerState::Available => Stands::May,
                    PowerState::Open => Stands::MayPerhaps,
                    PowerState::NotAvailable => Stands::MayNot,
                };
                (power.power.as_str(), stands)
            });
            let notes = advice.notes_of(answer).map(|note| {
                let stands = match note.applies.is_yes() {
                    true => Stands::Noted,
                    false => Stands::NotedPerhaps,
                };
                (note.note.as_str(), stands)
            });
            for (rule, stands) in duties.chain(powers).chain(notes) {
                let of_rule = standing.entry(rule).or_default();
                of_rule.entry(stands).or_default().push(group);
            }
        }
    }
    standing
}
