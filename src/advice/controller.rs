//! A council: its procedure, its registers, and one call.

use std::sync::Arc;

use super::{
    Advice, Decision, RequestSummary, TargetDay, ToConfirm,
    answer::roll_up,
    bundled::{
        self, CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE,
        VOCABULARY,
    },
    closing::not_shown,
    departure::departures,
};
use crate::{
    calendar::{Date, Holidays, in_words},
    case::{Case, Council, Events, Limits, Register, Request, cases},
    clock::read_holidays,
    decision::{BookDecision, Note, told_in_time},
    engine::{Program, Sitting},
    fact::{Facts, Provenance, Truth, Value, Vocabulary},
    law::{Right, Term},
    rule::{Confidence, Dates, Edition, RuleBook},
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
    /// where they come apart.
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

    /// City of Doncaster Council, with the rule files that come with the crate.
    ///
    /// # Errors
    ///
    /// A fault in those files; the crate's tests show that there is none.
    pub fn doncaster() -> Result<Self, Diagnostics> {
        let vocabulary = Arc::new(Vocabulary::load(&bundled::files(VOCABULARY))?);
        let procedure = RuleBook::load(
            Arc::clone(&vocabulary),
            &bundled::files(DONCASTER_PROCEDURE),
        )?;
        let statute = RuleBook::load(Arc::clone(&vocabulary), &bundled::files(STATUTE))?;
        let registers = bundled::files(DONCASTER_REGISTERS)
            .iter()
            .map(Register::load)
            .collect::<Result<_, _>>()?;
        let mut council = Council::default();
        for settings in bundled::files(DONCASTER_SETTINGS) {
            council = Council::load(&settings)?;
        }
        council.check(&vocabulary)?;
        let mut alone = Self::new(council, procedure, registers);
        for calendar in bundled::files(CALENDARS) {
            let holidays = read_holidays(&calendar)?;
            if alone.council.calendar() == Some(holidays.name()) {
                alone = alone.with_holidays(holidays);
            }
        }
        // One vocabulary was just given to both books.
        Ok(alone.clone().over(statute).unwrap_or(alone))
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

    /// Decides a request.
    ///
    /// # Errors
    ///
    /// Every fault in what the request says: facts, activities or entitlements that do not exist,
    /// layers that contradict each other, combinations of facts or dates that cannot be. A request
    /// with a fault gets no answer, not half of one.
    pub fn decide(&self, request: &Request) -> Result<Advice, Diagnostics> {
        let mut problems = Problems::default();
        let cases = self.cases(request, &mut problems);
        let rights = request.rights();
        let books = Books::of(self);
        let decisions: Vec<Decision> = rights
            .iter()
            .flat_map(|right| {
                cases
                    .iter()
                    .filter_map(|case| self.decide_case(request, case, *right, &books))
            })
            .collect();
        problems.settle(Advice {
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
                rights: rights.clone(),
            },
            overall: roll_up(&rights, &decisions),
            decisions,
        })
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

    /// The decision on a right for one item; `None` where the right was not asked for there.
    fn decide_case(
        &self,
        request: &Request,
        case: &Case<'_>,
        right: Right,
        books: &Books<'_>,
    ) -> Option<Decision> {
        let claimed = request.claimed(&case.asks, right)?;
        let dates = request.dates_of_case();
        let evaluation = books.procedure.evaluate(&case.facts, dates);
        let mut procedure = BookDecision::of(&evaluation, right, &claimed);
        procedure.notes.extend(register_notes(case, right));
        let events = request.events_of_case();
        let with_days = |decision: BookDecision| match self.holidays() {
            Some(holidays) => decision.timed(right, &events, holidays),
            None => decision,
        };
        let procedure = with_days(procedure);
        let by_law = |law: &Sitting<'_>| {
            let evaluation = law.evaluate(&case.facts, dates);
            with_days(BookDecision::of(&evaluation, right, &claimed))
        };
        let law = books.statute.as_ref();
        let statute = law.map(|(as_deemed, _)| by_law(as_deemed));
        let statute_as_it_stood = law
            .filter(|(as_deemed, _)| as_deemed.program().book().is_deemed_on(&dates))
            .map(|(_, as_it_stood)| by_law(as_it_stood))
            .filter(|stood| {
                statute
                    .as_ref()
                    .is_none_or(|deemed| deemed.entitlements != stood.entitlements)
            });
        let departures = statute
            .as_ref()
            .map(|statute| departures(&procedure, statute))
            .unwrap_or_default();
        let confirmation = ToConfirm::of(request, case, right, &procedure, statute.as_ref());
        Some(Decision {
            right,
            confirmation,
            not_shown: not_shown(request, case, self.procedure().vocabulary()),
            activity: case.about.clone(),
            activity_title: case.activity.map(|(_, activity)| activity.title.clone()),
            item: case.item.clone(),
            procedure,
            statute,
            statute_as_it_stood,
            departures,
        })
    }
}

/// The books of a council while one request is decided: what its parts have in common is worked out once.
struct Books<'p> {
    procedure: Sitting<'p>,
    /// The statute as it is now deemed to have stood, and as it stood.
    statute: Option<(Sitting<'p>, Sitting<'p>)>,
}

impl<'p> Books<'p> {
    fn of(council: &'p Controller) -> Self {
        let law = |books: &'p Statute| {
            let as_it_stood = Sitting::of(&books.as_it_stood);
            (Sitting::of(&books.as_deemed), as_it_stood)
        };
        Self {
            procedure: Sitting::of(&council.procedure),
            statute: council.statute.as_ref().map(law),
        }
    }
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

/// The notes of a register entry, and what was assumed in it.
fn register_notes(case: &Case<'_>, right: Right) -> Vec<Note> {
    let Some((register, activity)) = case.activity else {
        return Vec::new();
    };
    let noted = activity
        .notes
        .iter()
        .filter(|note| note.rights.contains(&right))
        .map(|note| Note {
            note: note.id.clone(),
            provision: note.provision.clone(),
            applies: Truth::Yes,
            general: Right::all().all(|right| note.rights.contains(&right)),
            says: note.says.clone(),
            confidence: Confidence::Verified,
        });
    let assumed = activity.assumptions.iter().filter_map(|assumption| {
        Some(Note {
            note: format!("{}/{}/assumed", register.id, activity.id),
            provision: activity.provisions.first()?.clone(),
            applies: Truth::Yes,
            general: true,
            says: format!("Assumed in the register: {assumption}"),
            confidence: Confidence::Verified,
        })
    });
    noted.chain(assumed).collect()
}
