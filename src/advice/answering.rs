//! What a council answers to a request: the record, the summary, the reasons.

use std::collections::BTreeSet;

use super::{
    alike::{Alike, kinds, part_at},
    controller::Controller,
    deciding::{DecidingRequest, gather},
    made_with::MadeWith,
    part::Part,
    reasons::{Decision, Reasons, roll_up},
    record::Advice,
    request_summary::{RequestSummary, Reviewed, TargetDay},
    summary::Summary,
    tables::{Frame, record},
};
use crate::{
    calendar::Date,
    case::{Case, Request},
    decision::Depth,
    source::{Diagnostics, Problems},
};

impl Controller {
    /// Decides a request: the record of the whole answer.
    ///
    /// # Errors
    ///
    /// Every fault in the request: facts, activities or entitlements that do not exist, layers that
    /// contradict each other, and impossible combinations of facts or dates. A request with a fault gets no
    /// answer, not half of one.
    pub fn decide(&self, request: &Request) -> Result<Advice, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        problems.settle(())?;
        let decided = self.alike(request, &cases);
        let frame = Frame {
            made_with: self.made_with(request, &cases),
            as_understood: request.clone(),
            ..self.frame(request, &cases)
        };
        Ok(record(frame, &decided))
    }

    /// What the officer who must act today needs: as [`Advice::summary`], without what only the record keeps.
    ///
    /// # Errors
    ///
    /// As [`Controller::decide`].
    pub fn summary(&self, request: &Request) -> Result<Summary, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        problems.settle(())?;
        let decided = self.alike(request, &cases);
        Ok(record(self.frame(request, &cases), &decided).summary())
    }

    /// Every decision on a request, each whole and with every rule that was tried: the long form. It takes longer than
    /// [`Controller::decide`], and grows with every part; [`Reasons::only_part`] and [`Reasons::only_right`] pick.
    ///
    /// # Errors
    ///
    /// As [`Controller::decide`].
    ///
    /// ```
    /// use data_subject_rights::{Controller, calendar::Date, case::Request, law::Right, rule::RoleKind};
    /// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Erasure);
    /// let reasons = Controller::doncaster()?.reasons(&request)?;
    /// let tried = &reasons.decisions[0].procedure.reasons;
    /// assert!(tried.iter().any(|reason| reason.role == RoleKind::Ground));
    /// # Ok::<(), data_subject_rights::source::Diagnostics>(())
    /// ```
    pub fn reasons(&self, request: &Request) -> Result<Reasons, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        problems.settle(())?;
        let rights = request.rights();
        let deciding = DecidingRequest::new(self, request, &cases, Depth::EveryReason);
        let mut decisions: Vec<Decision> = Vec::new();
        for right in &rights {
            for at in 0..cases.len() {
                let read = deciding.read(at);
                let decided = read.and_then(|read| deciding.decide(*right, &read));
                if let Some(mut decision) = decided {
                    decision.confirmation = deciding.confirmation(&decision, at);
                    decisions.push(decision);
                }
            }
        }
        let frame = self.frame(request, &cases);
        Ok(Reasons {
            council: frame.council,
            contacts: frame.contacts,
            targets: frame.targets,
            overall: roll_up(&rights, decisions.iter()),
            request: frame.request,
            decisions,
        })
    }

    /// The decisions on a request, one for all parts that come out alike.
    fn alike(&self, request: &Request, cases: &[Case<'_>]) -> Vec<Alike> {
        let deciding = DecidingRequest::new(self, request, cases, Depth::Decided);
        gather(&request.rights(), &kinds(cases), &deciding)
    }

    /// What the record of a request is made with.
    fn made_with(&self, request: &Request, cases: &[Case<'_>]) -> MadeWith {
        let named: BTreeSet<&str> = cases
            .iter()
            .filter_map(|case| Some(case.activity?.0.id.as_str()))
            .collect();
        MadeWith::of(self, (request, cases), |register| {
            named.contains(register.id.as_str())
        })
    }

    /// What a record says beside its decisions, but for what only the record keeps: what made it, and the request
    /// itself.
    fn frame(&self, request: &Request, cases: &[Case<'_>]) -> Frame {
        let part = |(at, case): (usize, &Case<'_>)| Part {
            id: part_at(at),
            activity: case.about.clone(),
            activity_title: case.activity.map(|(_, activity)| activity.title.clone()),
            item: case.item.clone(),
        };
        Frame {
            made_with: MadeWith::default(),
            as_understood: Request::received(request.dates.received),
            council: self.council().name().to_owned(),
            contacts: self.council().contacts().to_vec(),
            targets: self.targets(request.dates.received),
            request: RequestSummary {
                title: request.title.clone(),
                scenario: request.scenario.clone(),
                letter: request.letter.clone(),
                received: request.dates.received,
                looked_at: request.dates.looked_at(),
                channel: request.channel,
                capacity: request.capacity,
                rights: request.rights(),
                reviews: reviewed(request),
            },
            parts: cases.iter().enumerate().map(part).collect(),
        }
    }

    /// The times that the council sets itself, with their days.
    fn targets(&self, received: Date) -> Vec<TargetDay> {
        let targets = self.council().targets().iter();
        targets
            .map(|target| TargetDay {
                says: target.says.clone(),
                by: target.last_day(received, self.holidays()),
            })
            .collect()
    }
}

/// The reviews that were made of a request, each once.
fn reviewed(request: &Request) -> Vec<Reviewed> {
    let mut reviewed: Vec<Reviewed> = Vec::new();
    for review in request.reviews() {
        let made = Reviewed {
            under: review.under.clone(),
            by: review.by.clone(),
            on: review.on,
        };
        if !reviewed.contains(&made) {
            reviewed.push(made);
        }
    }
    reviewed
}
