//! A council: its procedure, its registers, and one call.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Advice, Decision, MadeWith, Part, Reasons, RequestSummary, Reviewed, Summary, TargetDay,
    alike::{Alike, gather, kinds, part_at},
    deciding::Deciding,
    reasons::roll_up,
    tables::{Frame, record},
};
use crate::{
    calendar::{Date, Holidays, in_words},
    case::{Case, Council, Events, Limits, Register, Request, cases},
    decision::{Depth, told_in_time},
    engine::Program,
    fact::{Facts, Provenance, Truth, Value, Vocabulary},
    law::Right,
    rule::{Dates, Edition, RuleBook},
    source::{Diagnostics, Problems},
};

/// A council with its procedure and its registers: everything that deciding needs.
///
/// Deciding takes `&self`, does no I/O and asks no clock; a controller may be shared by threads.
///
/// ```
/// use data_subject_rights::{Controller, case::Request, decision::Outcome, source::SourceFile};
///
/// let council = Controller::doncaster()?;
/// let file = SourceFile::new("request.yaml", "
/// received: 2026-11-21
/// capacity: data-subject
/// asks: [direct-marketing-objection]
/// about:
///   - matter: leisure centre newsletter
///     facts: { purpose: [direct-marketing], council-is-controller: yes }
/// ");
/// let advice = council.decide(&Request::load(&file)?)?;
/// assert_eq!(advice.overall[0].procedure.outcome, Outcome::Applies);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Controller {
    council: Council,
    procedure: Arc<Program>,
    statute: Option<Statute>,
    registers: Vec<Register>,
    holidays: Option<Arc<Holidays>>,
    limits: Limits,
}

/// The statute, as it is now deemed to have stood and as it stood.
#[derive(Debug, Clone)]
struct Statute {
    as_deemed: Arc<Program>,
    as_it_stood: Arc<Program>,
}

/// The books of a council do not use one vocabulary, so one case cannot be decided by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the procedure and the statute use different vocabularies: load both with the same one")]
pub struct VocabulariesDiffer;

impl Controller {
    /// A council from its settings (or only its name), procedure and registers. Without a statute its
    /// advice is what the procedure alone says; see [`Controller::over`].
    pub fn new(council: impl Into<Council>, procedure: RuleBook, registers: Vec<Register>) -> Self {
        Self {
            council: council.into(),
            procedure: Arc::new(Program::compile(procedure, Edition::AsDeemed)),
            statute: None,
            registers,
            holidays: None,
            limits: Limits::default(),
        }
    }

    /// The council with a statute beside its procedure: advice then says what each of them comes to, and
    /// where they differ.
    ///
    /// # Errors
    ///
    /// [`VocabulariesDiffer`] where the two books were loaded with different vocabularies.
    pub fn over(mut self, statute: RuleBook) -> Result<Self, VocabulariesDiffer> {
        if !self.procedure().shares_vocabulary(&statute) {
            return Err(VocabulariesDiffer);
        }
        self.statute = Some(Statute {
            as_it_stood: Arc::new(Program::compile(statute.clone(), Edition::AsItStood)),
            as_deemed: Arc::new(Program::compile(statute, Edition::AsDeemed)),
        });
        Ok(self)
    }

    /// The council without the statute: what its procedure alone says.
    #[must_use]
    pub fn procedure_alone(mut self) -> Self {
        self.statute = None;
        self
    }

    /// The council with one more register, which replaces one of the same id.
    #[must_use]
    pub fn with_register(mut self, register: Register) -> Self {
        self.registers.retain(|known| known.id != register.id);
        self.registers.push(register);
        self
    }

    /// The council with the public holidays that its time limits go by. Without them no time limit of the law is
    /// worked out to its day.
    #[must_use]
    pub fn with_holidays(mut self, holidays: Holidays) -> Self {
        self.holidays = Some(Arc::new(holidays));
        self
    }

    /// The public holidays that its time limits go by.
    #[must_use]
    pub fn holidays(&self) -> Option<&Holidays> {
        self.holidays.as_deref()
    }

    /// The council with its procedure compiled otherwise: with another budget for diagrams, say.
    #[must_use]
    pub fn with_program(mut self, procedure: Program) -> Self {
        self.procedure = Arc::new(procedure);
        self
    }

    /// The council with other limits on the size of a request than those that are fit for everybody.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The limits on the size of a request. One that is over a limit is not decided.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The name of the council.
    #[must_use]
    pub fn name(&self) -> &str {
        self.council.name()
    }

    /// The council's procedure.
    #[must_use]
    pub fn procedure(&self) -> &RuleBook {
        self.procedure.book()
    }

    /// The council's procedure, compiled: for callers that decide by the thousand.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.procedure
    }

    /// The statute as it is now deemed to have stood, compiled; `None` where the council has none.
    #[must_use]
    pub fn statute(&self) -> Option<&Program> {
        self.statute.as_ref().map(|statute| &*statute.as_deemed)
    }

    /// The council's settings.
    #[must_use]
    pub const fn council(&self) -> &Council {
        &self.council
    }

    /// The registers.
    #[must_use]
    pub fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The register with this id.
    #[must_use]
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// Decides a request: the record of the whole answer.
    ///
    /// # Errors
    ///
    /// Every fault in what the request says: facts, activities or entitlements that do not exist,
    /// layers that contradict each other, combinations of facts or dates that cannot be. A request
    /// with a fault gets no answer, not half of one.
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
        let deciding = Deciding::new(self, request, &cases, Depth::EveryReason);
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
        let deciding = Deciding::new(self, request, cases, Depth::Decided);
        gather(&request.rights(), &kinds(cases), &deciding)
    }

    /// What the record of a request is made with.
    fn made_with(&self, request: &Request, cases: &[Case<'_>]) -> MadeWith {
        let named: BTreeSet<&str> = cases
            .iter()
            .filter_map(|case| Some(case.activity?.0.id.as_str()))
            .collect();
        MadeWith::of(self, request, |register| {
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
            council: self.council.name().to_owned(),
            contacts: self.council.contacts().to_vec(),
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
        let targets = self.council.targets().iter();
        targets
            .map(|target| TargetDay {
                says: target.says.clone(),
                by: target.last_day(received, self.holidays()),
            })
            .collect()
    }

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
    pub fn situations(&self, request: &Request) -> Result<Vec<Situation>, Diagnostics> {
        let mut problems = Problems::default();
        let situations = self
            .cases(request, &mut problems)
            .into_iter()
            .map(|case| Situation {
                rights: case
                    .asks
                    .iter()
                    .filter_map(|at| request.asks.get(*at).map(|ask| ask.right))
                    .collect(),
                activity: case.about,
                item: case.item,
                facts: case.facts,
                dates: request.dates_of_case(),
            })
            .collect();
        problems.settle(situations)
    }

    /// The cases of a request, with what follows from its events for all of them.
    pub(super) fn cases(&self, request: &Request, problems: &mut Problems) -> Vec<Case<'_>> {
        if !request.is_within(&self.limits, problems) {
            return Vec::new();
        }
        let vocabulary = self.procedure().vocabulary();
        let mut cases = cases(
            request,
            &self.council,
            &self.registers,
            vocabulary,
            problems,
        );
        // A request with a fault gets no answer: nothing is worked out of it.
        if problems.count() > 0 {
            return Vec::new();
        }
        let events = request.events_of_case();
        let is_access = request.asks.iter().all(|ask| ask.right == Right::Access);
        if let Some(holidays) = self.holidays() {
            for case in &mut cases {
                let told = told_in_time(&events, is_access, &case.facts, vocabulary, holidays);
                if let Some(told) = told {
                    from_extension(&events, told, &mut case.facts, vocabulary);
                }
            }
        }
        self.close(request, &mut cases);
        cases
    }

    /// The statute's programs: as now deemed, and as it stood where that is asked for on these dates.
    pub(super) fn statutes(&self) -> Option<(&Program, &Program)> {
        let statute = self.statute.as_ref()?;
        Some((&statute.as_deemed, &statute.as_it_stood))
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

/// What is known of one part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Situation {
    /// The activity or matter.
    pub activity: Option<String>,
    /// The item.
    pub item: Option<String>,
    /// The rights asked for there, in the order asked.
    pub rights: Vec<Right>,
    /// What is known.
    pub facts: Facts,
    /// The dates of the case.
    pub dates: Dates,
}

/// What an extension that was told says of the facts that nobody stated.
fn from_extension(events: &Events, told: Truth, facts: &mut Facts, vocabulary: &Vocabulary) {
    let on = events.extension_told.map(in_words).unwrap_or_default();
    let mut say = |fact: &str, value: Truth| {
        let Some(fact) = vocabulary.find(fact) else {
            return;
        };
        if value.is_unknown() || facts.says_something_of(fact) {
            return;
        }
        let why = format!("the person was told of a longer time on {on}");
        facts.know(
            fact,
            Value::YesNo(value.is_yes()),
            Provenance::derived("the events of the request", why),
        );
    };
    say("extension-decided", Truth::Yes);
    say("extension-told", told);
}
