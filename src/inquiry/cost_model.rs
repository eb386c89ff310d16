//! What answers cost, and what is likely.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Declaration, FactKind, Respondent};

/// How many unknown facts may matter for the best plan to be looked for.
pub const EXACT_UP_TO: usize = 14;

/// What answers cost, and how likely they are: what a plan of questions goes by.
///
/// By default every question costs one, so that the plan with the least cost has the fewest questions. Yes and
/// no are equally likely, and so are the terms of a set or a choice and the steps of an extent. An exemption
/// or limit is rarely raised: one time in a hundred. One that is raised is then found to take something one
/// time in ten. One review answers every question of that kind.
///
/// Likelihoods move the order of the questions alone, never an answer.
///
/// ```
/// use data_subject_rights::{fact::Respondent, inquiry::CostModel};
/// let asking = CostModel::default()
///     .costs(Respondent::Requester, 5)
///     .review_costs(3)
///     .likely("consent-withdrawn", 0.1);
/// # let _ = asking;
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CostModel {
    costs: BTreeMap<Respondent, u32>,
    judgement: u32,
    review: u32,
    raised: f64,
    likely: BTreeMap<String, f64>,
    skipped: BTreeSet<String>,
    exact_up_to: usize,
}

impl Default for CostModel {
    fn default() -> Self {
        Self {
            costs: BTreeMap::new(),
            judgement: 0,
            review: 1,
            raised: 0.01,
            likely: BTreeMap::new(),
            skipped: BTreeSet::new(),
            exact_up_to: EXACT_UP_TO,
        }
    }
}

impl CostModel {
    /// Sets what an answer of this respondent costs. The least is one: a plan that asks for nothing's sake is
    /// no plan.
    #[must_use]
    pub fn costs(mut self, of: Respondent, cost: u32) -> Self {
        self.costs.insert(of, cost.max(1));
        self
    }

    /// Sets what a judgement costs beside the answer.
    #[must_use]
    pub const fn judgement_costs(mut self, more: u32) -> Self {
        self.judgement = more;
        self
    }

    /// Sets what one review of every limit costs.
    #[must_use]
    pub fn review_costs(mut self, cost: u32) -> Self {
        self.review = cost.max(1);
        self
    }

    /// Sets how likely it is that a fact is so, from 0 to 1: yes, or of a set each of its terms. A value near
    /// enough to certain is taken as nearly certain: nothing is ruled out by being unlikely.
    #[must_use]
    pub fn likely(mut self, fact: impl Into<String>, share: f64) -> Self {
        self.likely.insert(fact.into(), within(share));
        self
    }

    /// Sets how likely it is that a limit of a class is raised.
    #[must_use]
    pub fn raised(mut self, share: f64) -> Self {
        self.raised = within(share);
        self
    }

    /// Leaves a question out: no one can answer it at the moment. It is named as a
    /// `Question` names it: by the id of the fact, or `date/…`; `review` stands for the
    /// review of every limit.
    #[must_use]
    pub fn without(mut self, question: impl Into<String>) -> Self {
        self.skipped.insert(question.into());
        self
    }

    /// Looks for the best plan only where no more unknown facts than this matter ([`EXACT_UP_TO`]
    /// otherwise); where more do, for a good one. More than that takes long.
    #[must_use]
    pub const fn best_up_to(mut self, facts: usize) -> Self {
        self.exact_up_to = facts;
        self
    }

    pub(super) const fn exact_up_to(&self) -> usize {
        self.exact_up_to
    }

    pub(super) fn can_ask(&self, question: &str) -> bool {
        !self.skipped.contains(question)
    }

    pub(super) fn cost(&self, of: &Declaration) -> u32 {
        let answer = self.costs.get(&of.answered_by).copied().unwrap_or(1);
        match of.kind {
            FactKind::Observed => answer,
            FactKind::Judgement => answer.saturating_add(self.judgement),
        }
    }

    /// A date of the case stands in the files of the officer.
    pub(super) fn cost_of_date(&self) -> u32 {
        self.costs.get(&Respondent::Officer).copied().unwrap_or(1)
    }

    pub(super) const fn cost_of_review(&self) -> u32 {
        self.review
    }

    /// How likely "yes" is. What is only so where a limit was raised (`of_a_limit`) is rare too, or
    /// the limit would seem likely for being needed so often.
    pub(super) fn share(&self, of: &Declaration, of_a_limit: bool) -> f64 {
        let stated = self.likely.get(&of.id).copied();
        stated.unwrap_or(match (of.class.is_some(), of_a_limit) {
            (true, _) => self.raised,
            (false, true) => (self.raised * 10.0).min(0.5),
            (false, false) => 0.5,
        })
    }
}

/// A share that leaves both answers possible.
fn within(share: f64) -> f64 {
    if share.is_nan() {
        0.5
    } else {
        share.clamp(0.001, 0.999)
    }
}
