//! Why something is refused, one line for each reason: what it refuses, who judged it.

use super::{
    Block, Section, section,
    table::heading,
    words::{about, book, cited, said_by},
};
use crate::{
    advice::{
        Book, PartId,
        summary::{Refusal, SaidBy, Summary, Why},
        words::first_sentence,
    },
    decision::Outcome,
    law::{Aspect, Provision, Right},
};

pub(super) fn why_not(summary: &Summary) -> Section {
    let mut blocks = lines(summary);
    if blocks.is_empty() {
        blocks.push(Block::Line(nothing(summary).to_owned()));
    }
    let heading = if procedure_refuses_what_the_law_may_give(summary) {
        "Why not (refuse nothing until the law is decided: it may give more)"
    } else {
        "Why not"
    };
    section(heading, 0, 0, blocks)
}

/// What is said where nothing is refused.
fn nothing(summary: &Summary) -> &'static str {
    if summary.is_open() {
        "Nothing is refused so far: open points are not decided."
    } else {
        "Nothing is refused."
    }
}

fn procedure_refuses_what_the_law_may_give(summary: &Summary) -> bool {
    let is_refused = |outcome| matches!(outcome, Outcome::DoesNotApply | Outcome::AppliesInPart);
    let mut rows = summary.gets.iter();
    rows.any(|row| {
        let law = row.law.as_ref().map(|law| law.outcome);
        is_refused(row.procedure.outcome) && law == Some(Outcome::Open)
    })
}

/// One line for each reason: everything that it refuses, what it says and who judged it. Who judged, and what they gave
/// as their reasons, is said once.
fn lines(summary: &Summary) -> Vec<Block> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for refusal in &summary.why_not {
        for (says, why) in said_of(summary, refusal) {
            let at = lines.iter().position(|line| line.says == says);
            let at = at.unwrap_or_else(|| {
                lines.push(Line {
                    says,
                    why,
                    takes: Vec::new(),
                });
                lines.len() - 1
            });
            if let Some(line) = lines.get_mut(at) {
                line.take(refusal);
            }
        }
    }
    let mut heard = Heard::default();
    lines
        .iter()
        .map(|line| {
            let (whole, short) = line.in_words(summary, &mut heard);
            Block::Reason { whole, short }
        })
        .collect()
}

/// A reason, and what it refuses.
struct Line<'s> {
    says: String,
    why: Option<&'s Why>,
    takes: Vec<Taken>,
}

/// What is refused: alike for some parts and, of access, some of its three things.
struct Taken {
    right: Right,
    aspects: Vec<Aspect>,
    parts: Vec<PartId>,
    book: Book,
    outcome: Outcome,
}

/// What was said in the lines before.
#[derive(Default)]
struct Heard<'s> {
    judge: Option<&'s SaidBy>,
    reasons: Vec<&'s str>,
}

impl<'s> Line<'s> {
    fn take(&mut self, refusal: &Refusal) {
        let mut alike = self.takes.iter_mut().filter(|taken| {
            taken.right == refusal.right
                && taken.book == refusal.book
                && taken.outcome == refusal.outcome
                && (taken.parts == refusal.parts || taken.aspects == refusal.aspects)
        });
        match alike.next() {
            Some(taken) => {
                add_new(&mut taken.parts, &refusal.parts);
                add_new(&mut taken.aspects, &refusal.aspects);
            }
            None => self.takes.push(Taken {
                right: refusal.right,
                aspects: refusal.aspects.clone(),
                parts: refusal.parts.clone(),
                book: refusal.book,
                outcome: refusal.outcome,
            }),
        }
    }

    fn in_words(&self, summary: &Summary, heard: &mut Heard<'s>) -> (String, String) {
        let takes: Vec<String> = self
            .takes
            .iter()
            .map(|taken| taken.in_words(summary))
            .collect();
        let mut words = format!("{}: {}", takes.join("; "), self.says);
        let begins = self
            .why
            .map_or(self.says.as_str(), |why| first_sentence(&why.says).0);
        let cited = self.why.map(|why| format!(" [{}]", why.provision.cite()));
        let mut short = format!(
            "{}: {begins}{}",
            takes.join("; "),
            cited.unwrap_or_default()
        );
        // What was judged of a part with a secret can give that away, whatever rule it stands under.
        let hidden = &summary.do_not_reveal;
        let is_hidden = |part: &PartId| {
            hidden.neither_confirm_nor_deny.contains(part)
                || hidden
                    .secrets
                    .iter()
                    .any(|secret| secret.parts.contains(part))
        };
        let mut parts = self.takes.iter().flat_map(|taken| &taken.parts);
        if self.why.is_some_and(|why| why.internal) || parts.any(is_hidden) {
            words.push_str(" INTERNAL.");
            short.push_str(" INTERNAL.");
        }
        let by = self.why.map(|why| why.by.as_slice()).unwrap_or_default();
        if let Some(first) = by.first() {
            let is_same = heard.judge.is_some_and(|judge| {
                (&judge.by, &judge.role, judge.on) == (&first.by, &first.role, first.on)
            });
            let judge = if is_same {
                " By them too.".to_owned()
            } else {
                format!(" By {}.", said_by(first))
            };
            words.push_str(&judge);
            short.push_str(&judge);
            heard.judge = Some(first);
        }
        for reasons in by.iter().filter_map(|by| by.reasons.as_deref()) {
            if !heard.reasons.contains(&reasons) {
                heard.reasons.push(reasons);
                words.push_str(&format!(" “{reasons}”"));
            }
        }
        (words, short)
    }
}

fn add_new<T: Copy + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !known.contains(one) {
            known.push(*one);
        }
    }
}

impl Taken {
    fn in_words(&self, summary: &Summary) -> String {
        let what = if self.aspects.is_empty() {
            heading(self.right, None).to_owned()
        } else {
            let aspects = self.aspects.iter();
            let named: Vec<&str> = aspects
                .map(|aspect| heading(self.right, Some(*aspect)))
                .collect();
            named.join(", ")
        };
        let how = match self.outcome {
            Outcome::AppliesInPart => "in part",
            Outcome::OutOfScope => "elsewhere",
            _ => "NO",
        };
        format!(
            "{what}{}, {}, {how}",
            about(summary, &self.parts),
            book(self.book)
        )
    }
}

/// What a refusal rests on, thing by thing.
fn said_of<'s>(summary: &'s Summary, refusal: &Refusal) -> Vec<(String, Option<&'s Why>)> {
    if !refusal.elsewhere.is_empty() {
        return vec![(format!("{}.", refusal.elsewhere.join("; ")), None)];
    }
    let decided: Vec<&Why> = refusal
        .decided_by
        .iter()
        .filter_map(|at| summary.reasons.get(usize::try_from(*at).ok()?))
        .collect();
    let holding = decided.iter().filter(|why| !why.failed);
    let holding: Vec<(String, Option<&Why>)> = holding.map(|why| (said(why), Some(*why))).collect();
    if !holding.is_empty() {
        return holding;
    }
    let grounds = decided.iter().map(|why| why.provision.clone());
    let mut grounds: Vec<Provision> = grounds.collect();
    // Two grounds of one provision are one text to read.
    grounds.dedup();
    let says = match grounds.as_slice() {
        [] => "no rule gives it.".to_owned(),
        grounds => format!("no ground for it holds [{}].", cited(grounds)),
    };
    vec![(says, None)]
}

/// The words of a reason are never cut: their last sentence may be the safe one to say.
fn said(why: &Why) -> String {
    let unverified = if why.unverified {
        " (text not verified)"
    } else {
        ""
    };
    format!("{} [{}]{unverified}", why.says, why.provision.cite())
}
