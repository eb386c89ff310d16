//! A judgement and its record.

use jiff::civil::Date;

use super::{
    answer::Answer,
    resolved::{Resolved, built, find, read, said_twice},
};
use crate::{
    fact::{FactKind, JudgementDetails, Origin, Provenance, Vocabulary, WhyUnknown},
    source::{Code, Place, Problems, says_something},
};

/// A recorded judgement. Without who made it, in what role, when and why, it does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub(crate) fact: String,
    pub(crate) answer: Answer,
    pub(crate) by: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) on: Option<Date>,
    pub(crate) reasons: Option<String>,
    pub(crate) considered: Vec<String>,
    pub(crate) evidence: Vec<String>,
    pub(crate) review_by: Option<Date>,
    pub(crate) place: Place,
}

impl Judgement {
    /// A judgement with its record: what was judged, the answer, who judged, in what role, when, and why.
    ///
    /// ```
    /// use data_subject_rights::{calendar::Date, case::Judgement};
    /// let judged = Judgement::recorded(
    ///     "compelling-legitimate-grounds", false, "Asha Patel", "information governance officer",
    ///     Date::constant(2026, 11, 24), "The session can be run without the recording.",
    /// )
    /// .considering("What the person says of their own situation.")
    /// .with_evidence("e-mail of 23 November 2026")
    /// .to_be_reviewed_by(Date::constant(2027, 11, 24));
    /// # let _ = judged;
    /// ```
    pub fn recorded(
        fact: impl Into<String>,
        answer: impl Into<Answer>,
        by: impl Into<String>,
        role: impl Into<String>,
        on: Date,
        reasons: impl Into<String>,
    ) -> Self {
        Self {
            fact: fact.into(),
            answer: answer.into(),
            by: Some(by.into()),
            role: Some(role.into()),
            on: Some(on),
            reasons: Some(reasons.into()),
            considered: Vec::new(),
            evidence: Vec::new(),
            review_by: None,
            place: built(),
        }
    }

    /// Adds a factor that was weighed: one that the vocabulary offers, word for word, or another.
    #[must_use]
    pub fn considering(mut self, factor: impl Into<String>) -> Self {
        self.considered.push(factor.into());
        self
    }

    /// Adds where the evidence is: the name or number of a paper, a message, a file.
    #[must_use]
    pub fn with_evidence(mut self, reference: impl Into<String>) -> Self {
        self.evidence.push(reference.into());
        self
    }

    /// Sets the last day on which it counts: after that it must be made again.
    #[must_use]
    pub const fn to_be_reviewed_by(mut self, day: Date) -> Self {
        self.review_by = Some(day);
        self
    }

    /// Adds the judgement to the facts of a layer. Without its record it enters as unknown.
    pub(super) fn resolve(
        &self,
        vocabulary: &Vocabulary,
        resolved: &mut Resolved,
        problems: &mut Problems,
    ) {
        let Some(fact) = find(vocabulary, &self.fact, &self.place, problems) else {
            return;
        };
        if vocabulary.get(fact).map(|declared| declared.kind) == Some(FactKind::Observed) {
            problems.report(
                Code::NotAFactOfARequest,
                &self.place,
                format!("`{}` is observed, not judged", self.fact),
                "state it under `facts:`",
            );
            return;
        }
        if resolved.places.contains_key(&fact) {
            said_twice(&self.fact, &self.place, problems);
            return;
        }
        if let (Some(on), Some(review_by)) = (self.on, self.review_by)
            && review_by < on
        {
            problems.report(
                Code::ImpossibleDates,
                &self.place,
                format!(
                    "the judgement of `{}` is to be reviewed before it was made",
                    self.fact
                ),
                "check `on:` and `review-by:`",
            );
        }
        let Some(answer) = read(vocabulary, fact, &self.answer, &self.place, problems) else {
            return;
        };
        resolved.places.insert(fact, self.place.clone());
        match (answer, self.record()) {
            (Ok(value), Some(provenance)) => resolved.facts.know(fact, value, provenance),
            (Ok(_), None) => resolved.facts.not_known(fact, WhyUnknown::NeedsJudgement),
            (Err(why), _) => resolved.facts.not_known(fact, why),
        }
    }

    /// Whether the record is whole.
    pub(super) fn is_recorded(&self) -> bool {
        self.record().is_some()
    }

    /// The record, where it is whole: who, in what role, when, and why.
    fn record(&self) -> Option<Provenance> {
        let said = |words: &&String| says_something(words);
        let by = self.by.as_ref().filter(said)?;
        let role = self.role.as_ref().filter(said)?;
        let reasons = self.reasons.as_ref().filter(said)?;
        Some(Provenance {
            origin: Origin::Judgement,
            by: by.clone(),
            on: Some(self.on?),
            because: Some(reasons.clone()),
            judged: Some(Box::new(JudgementDetails {
                role: role.clone(),
                considered: self.considered.clone(),
                evidence: self.evidence.clone(),
                review_by: self.review_by,
            })),
        })
    }
}
