//! A council: its procedure, its registers, and one call.

use std::sync::Arc;

use crate::{
    calendar::Holidays,
    case::{Council, Limits, Register},
    engine::Program,
    rule::{Edition, RuleBook},
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

    /// The council with other limits on the size of a request than those that are fit for everyone.
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

    /// The statute's programs: as now deemed, and as it stood where that is asked for on these dates.
    pub(super) fn statutes(&self) -> Option<(&Program, &Program)> {
        let statute = self.statute.as_ref()?;
        Some((&statute.as_deemed, &statute.as_it_stood))
    }
}
