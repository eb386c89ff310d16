//! Why something is refused, one line for each right, book and rule.

use super::{
    Block, Section,
    layout::section,
    words::{about, asked, book, said_by, shortened},
};
use crate::{
    advice::{
        PartId,
        summary::{Refusal, Summary, Why},
    },
    decision::Outcome,
    law::{Aspect, Term},
};

pub(super) fn why_not(summary: &Summary) -> Section {
    let mut blocks = Vec::new();
    if procedure_refuses_what_the_law_may_give(summary) {
        blocks.push(Block::Line(
            "Refuse nothing until the law is decided: it may give more than the procedure."
                .to_owned(),
        ));
    }
    blocks.extend(reasons(summary).into_iter().map(Block::Line));
    section("Why not", 3, 5, blocks)
}

fn procedure_refuses_what_the_law_may_give(summary: &Summary) -> bool {
    let is_refused = |outcome| matches!(outcome, Outcome::DoesNotApply | Outcome::AppliesInPart);
    let mut rows = summary.gets.iter();
    rows.any(|row| {
        let law = row.law.as_ref().map(|law| law.outcome);
        is_refused(row.procedure.outcome) && law == Some(Outcome::Open)
    })
}

/// One line for each right, book and rule: what took it, who judged that, and for which parts. What a judgement gives
/// as its reasons is said once.
fn reasons(summary: &Summary) -> Vec<String> {
    let mut lines: Vec<Reason<'_>> = Vec::new();
    for refusal in &summary.why_not {
        for (says, why) in said_of(refusal) {
            let same = lines
                .iter_mut()
                .find(|line| line.says == says && line.is_like(refusal));
            match same {
                Some(line) => line.also(refusal),
                None => lines.push(Reason {
                    refusal,
                    parts: refusal.parts.clone(),
                    aspects: refusal.aspects.clone(),
                    says,
                    why,
                }),
            }
        }
    }
    let mut heard: Vec<&str> = Vec::new();
    lines
        .iter()
        .map(|line| line.in_words(summary, &mut heard))
        .collect()
}

struct Reason<'s> {
    refusal: &'s Refusal,
    parts: Vec<PartId>,
    aspects: Vec<Aspect>,
    says: String,
    why: Option<&'s Why>,
}

impl<'s> Reason<'s> {
    fn is_like(&self, refusal: &Refusal) -> bool {
        self.refusal.right == refusal.right
            && self.refusal.book == refusal.book
            && self.refusal.outcome == refusal.outcome
            && (self.refusal.parts == refusal.parts || self.aspects == refusal.aspects)
    }

    fn also(&mut self, refusal: &Refusal) {
        for part in &refusal.parts {
            if !self.parts.contains(part) {
                self.parts.push(*part);
            }
        }
        for aspect in &refusal.aspects {
            if !self.aspects.contains(aspect) {
                self.aspects.push(*aspect);
            }
        }
    }

    fn in_words(&self, summary: &Summary, heard: &mut Vec<&'s str>) -> String {
        let aspects: Vec<&str> = self.aspects.iter().map(|each| each.label()).collect();
        let what = if aspects.is_empty() {
            asked(self.refusal.right).to_owned()
        } else {
            format!("{} ({})", asked(self.refusal.right), aspects.join(", "))
        };
        let how = match self.refusal.outcome {
            Outcome::AppliesInPart => "in part",
            Outcome::OutOfScope => "elsewhere",
            _ => "NO",
        };
        let mut words = format!(
            "{what}{}, {}, {how}: {}",
            about(summary, &self.parts),
            book(self.refusal.book),
            self.says
        );
        let by = self.why.and_then(|why| why.by.first());
        if let Some(by) = by {
            words.push_str(&format!(" By {}.", said_by(by)));
            let reasons = by.reasons.as_deref();
            if let Some(reasons) = reasons.filter(|reasons| !heard.contains(reasons)) {
                heard.push(reasons);
                words.push_str(&format!(" “{reasons}”"));
            }
        }
        words
    }
}

/// What a refusal rests on, thing by thing.
fn said_of(refusal: &Refusal) -> Vec<(String, Option<&Why>)> {
    if !refusal.elsewhere.is_empty() {
        return vec![(format!("{}.", refusal.elsewhere.join("; ")), None)];
    }
    let holding: Vec<&Why> = refusal
        .decided_by
        .iter()
        .filter(|why| !why.failed)
        .collect();
    if holding.is_empty() {
        let grounds: Vec<String> = refusal
            .decided_by
            .iter()
            .map(|why| why.provision.cite())
            .collect();
        let says = match grounds.len() {
            0 => "no rule gives it.".to_owned(),
            _ => format!("no ground for it holds [{}].", grounds.join("; ")),
        };
        return vec![(says, None)];
    }
    let said = |why: &Why| {
        let internal = if why.internal { " INTERNAL." } else { "" };
        let unverified = if why.unverified {
            " (text not verified)"
        } else {
            ""
        };
        format!(
            "{} [{}]{unverified}{internal}",
            shortened(&why.says, SAYS),
            why.provision.cite()
        )
    };
    holding
        .into_iter()
        .map(|why| (said(why), Some(why)))
        .collect()
}

/// How much of the words of a rule is shown, in characters.
const SAYS: usize = 200;
