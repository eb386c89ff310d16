//! What is known of each part of a request.

use super::controller::Controller;
use crate::{
    case::{Case, Request, cases, facts_for, for_the_complaint},
    clock::from_events,
    fact::Facts,
    law::Right,
    rule::Dates,
    source::{Diagnostics, Problems},
};

impl Controller {
    /// What is known of each part of a request, without deciding anything.
    ///
    /// # Errors
    ///
    /// As [`Controller::decide`].
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, case::Request, law::Right};
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
    /// let situations = Controller::doncaster()?.situations(&request)?;
    /// assert_eq!(situations[0].rights, [Right::Access]);
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    pub fn situations(&self, request: &Request) -> Result<Vec<PartSituation>, Diagnostics> {
        let mut problems = Problems::default();
        let situations = self
            .cases(request, &mut problems)
            .into_iter()
            .map(|case| PartSituation {
                rights: case
                    .asks
                    .iter()
                    .filter_map(|at| request.asks.get(*at).map(|ask| ask.right))
                    .collect(),
                activity: case.about,
                item: case.item,
                facts: case.facts,
                for_complaint: case.for_complaint.map(|facts| *facts),
                dates: case.dates,
            })
            .collect();
        problems.settle(situations)
    }

    /// The cases of a request, with what follows from its events for all of them.
    pub(super) fn cases(&self, request: &Request, problems: &mut Problems) -> Vec<Case<'_>> {
        if !request.is_within(self.limits(), problems) {
            return Vec::new();
        }
        let vocabulary = self.procedure().vocabulary();
        let mut cases = cases(
            request,
            self.council(),
            self.registers(),
            vocabulary,
            problems,
        );
        // A request with a fault gets no answer: nothing is worked out of it.
        if problems.count() > 0 {
            return Vec::new();
        }
        let events = request.events_of_case();
        let is_access = request.asks.iter().all(|ask| ask.right == Right::Access);
        for case in &mut cases {
            from_events(
                &events,
                is_access,
                &mut case.facts,
                vocabulary,
                self.holidays(),
            );
        }
        self.close(request, &mut cases);
        self.import(request, &mut cases);
        for case in &mut cases {
            let asked = |at: &usize| request.asks.get(*at).map(|ask| ask.right);
            let rights: Vec<Right> = case.asks.iter().filter_map(asked).collect();
            let is_mixed = rights.contains(&Right::Complaint)
                && rights.iter().any(|right| *right != Right::Complaint);
            if is_mixed {
                case.for_complaint = for_the_complaint(&case.facts, vocabulary).map(Box::new);
            }
        }
        cases
    }
}

/// What is known of one part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartSituation {
    /// The activity or matter.
    pub activity: Option<String>,
    /// The item.
    pub item: Option<String>,
    /// The rights asked for there, in the order asked.
    pub rights: Vec<Right>,
    /// What is known.
    pub facts: Facts,
    /// What is known for the decision on a complaint, where more is asked of the same use.
    pub for_complaint: Option<Facts>,
    /// The dates of the case.
    pub dates: Dates,
}

impl PartSituation {
    /// What is known for the decision on a right.
    #[must_use]
    pub fn facts_for(&self, right: Right) -> &Facts {
        facts_for(right, &self.facts, self.for_complaint.as_ref())
    }
}
