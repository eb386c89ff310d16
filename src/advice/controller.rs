//! A council: its procedure, its registers, and one call.

use std::sync::Arc;

use super::{
    Advice, Decision, RequestSummary,
    answer::roll_up,
    bundled::{self, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, VOCABULARY},
};
use crate::{
    case::{Case, Register, Request, cases},
    decision::{BookDecision, Note},
    engine::{Evaluation, Program},
    fact::{Facts, Truth, Vocabulary},
    law::{Right, Term},
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
/// assert_eq!(advice.overall[0].outcome, Outcome::Applies);
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Controller {
    name: String,
    procedure: Arc<Program>,
    registers: Vec<Register>,
}

impl Controller {
    /// A council from its name, procedure and registers.
    pub fn new(name: impl Into<String>, procedure: RuleBook, registers: Vec<Register>) -> Self {
        Self {
            name: name.into(),
            procedure: Arc::new(Program::compile(procedure, Edition::AsDeemed)),
            registers,
        }
    }

    /// City of Doncaster Council, with the rule files that come with the crate.
    ///
    /// # Errors
    ///
    /// A fault in those files; the crate's tests show that there is none.
    pub fn doncaster() -> Result<Self, Diagnostics> {
        let vocabulary = Arc::new(Vocabulary::load(&bundled::files(VOCABULARY))?);
        let procedure = RuleBook::load(vocabulary, &bundled::files(DONCASTER_PROCEDURE))?;
        let registers = bundled::files(DONCASTER_REGISTERS)
            .iter()
            .map(Register::load)
            .collect::<Result<_, _>>()?;
        Ok(Self::new("City of Doncaster Council", procedure, registers))
    }

    /// The council with one more register, which replaces one of the same id.
    #[must_use]
    pub fn with_register(mut self, register: Register) -> Self {
        self.registers.retain(|known| known.id != register.id);
        self.registers.push(register);
        self
    }

    /// The council with its procedure compiled otherwise: with another budget for diagrams, say.
    #[must_use]
    pub fn with_program(mut self, procedure: Program) -> Self {
        self.procedure = Arc::new(procedure);
        self
    }

    /// The name of the council.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
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
        let cases = cases(
            request,
            &self.name,
            &self.registers,
            self.procedure().vocabulary(),
            &mut problems,
        );
        let mut rights: Vec<Right> = Vec::new();
        for ask in &request.asks {
            if !rights.contains(&ask.right) {
                rights.push(ask.right);
            }
        }
        let decisions: Vec<Decision> = rights
            .iter()
            .flat_map(|right| {
                cases
                    .iter()
                    .filter_map(|case| self.decide_case(request, case, *right))
            })
            .collect();
        problems.settle(Advice {
            council: self.name.clone(),
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
        let situations = cases(
            request,
            &self.name,
            &self.registers,
            self.procedure().vocabulary(),
            &mut problems,
        )
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
            dates: request.dates,
        })
        .collect();
        problems.settle(situations)
    }

    /// The decision on a right for one item; `None` where the right was not asked for there.
    fn decide_case(&self, request: &Request, case: &Case<'_>, right: Right) -> Option<Decision> {
        let asks: Vec<_> = case
            .asks
            .iter()
            .filter_map(|at| request.asks.get(*at))
            .filter(|ask| ask.right == right)
            .collect();
        if asks.is_empty() {
            return None;
        }
        let claimed: Vec<_> = asks.iter().flat_map(|ask| ask.claims.clone()).collect();
        let evaluation = Evaluation::new(&self.procedure, &case.facts, request.dates);
        let mut procedure = BookDecision::of(&evaluation, right, &claimed);
        procedure.notes.extend(register_notes(case, right));
        Some(Decision {
            right,
            activity: case.about.clone(),
            activity_title: case.activity.map(|(_, activity)| activity.title.clone()),
            item: case.item.clone(),
            procedure,
        })
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
        });
    let assumed = activity.assumptions.iter().filter_map(|assumption| {
        Some(Note {
            note: format!("{}/{}/assumed", register.id, activity.id),
            provision: activity.provisions.first()?.clone(),
            applies: Truth::Yes,
            general: true,
            says: format!("Assumed in the register: {assumption}"),
        })
    });
    noted.chain(assumed).collect()
}
