//! A rule book compiled: immutable, shared by threads, ready to decide.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, OnceLock},
};

use super::{
    combinations::Combinations,
    compile::{Compiled, compile},
    diagram_cache::{DiagramCache, MadeTogether, TargetGroups},
    exact,
    form::{DiagramForm, Setting, Settings},
    right_program::{RightProgram, outcome_of, right_program},
    target::Target,
};
use crate::{
    bdd::{BudgetExceeded, Diagram, NODE_BUDGET},
    circuit::{Atom, Literal, Masks, Schedule, Word},
    fact::{FactId, Facts, Impossible, Truth, Value},
    law::{Entitlement, Right, Term},
    rule::{Dates, Edition, RuleBook},
};

/// A rule book compiled.
///
/// Compile once, share it, and decide as often as you like: deciding borrows from the program and
/// allocates nothing after its first use. Diagrams are made when they are first needed.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, engine::Outcome, fact::Value, law::Right, rule::Dates,
/// };
///
/// let council = Controller::doncaster()?;
/// let program = council.program();
/// let mut case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
/// let mut scratch = program.scratch();
/// let verdict = program.outcome(Right::Erasure, &case, &mut scratch);
/// assert_eq!(verdict.outcome(), Outcome::Open);
///
/// // Outside the council's own control the procedure does not speak.
/// let fact = program.book().vocabulary().find("council-is-controller").ok_or("declared")?;
/// program.know(&mut case, fact, Value::YesNo(false));
/// let verdict = program.outcome(Right::Erasure, &case, &mut scratch);
/// assert_eq!(verdict.outcome(), Outcome::OutOfScope);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Program {
    book: Arc<RuleBook>,
    edition: Edition,
    pub(super) compiled: Compiled,
    pub(super) everything: Schedule,
    /// Scope, granted and refused of each right, in the order of the law.
    pub(super) every_right: Schedule,
    /// One for each right, in the order of the law.
    rights: Vec<RightProgram>,
    no_right: RightProgram,
    diagrams: BTreeMap<Target, OnceLock<Result<Diagram, BudgetExceeded>>>,
    settings: Settings,
    groups: TargetGroups,
    cache: DiagramCache,
    never: Diagram,
    combinations: Combinations,
    budget: usize,
}

impl Program {
    /// Compiles a book; deemed dates are read as the edition says.
    #[must_use]
    pub fn compile(book: impl Into<Arc<RuleBook>>, edition: Edition) -> Self {
        let book = book.into();
        let compiled = compile(&book, edition);
        let words = compiled.circuit.layout.words();
        let everything = Schedule::new(&compiled.circuit.network, words, &said(&compiled));
        let outcomes: Vec<Literal> = Right::all()
            .flat_map(|right| outcome_of(&compiled, right))
            .collect();
        let every_right = Schedule::new(&compiled.circuit.network, words, &outcomes);
        let rights = Right::all()
            .map(|right| right_program(&book, &compiled, right))
            .collect();
        let targets = Right::all()
            .map(Target::Right)
            .chain(Entitlement::all().map(Target::Entitlement))
            .chain(book.rules().map(|(id, _)| Target::Rule(id)))
            .chain([Target::Scope]);
        let settings = Settings::of(&compiled.circuit.layout, book.vocabulary());
        Self {
            combinations: Combinations::of(&compiled, &settings, book.vocabulary()),
            settings,
            groups: TargetGroups::of(&book),
            cache: DiagramCache::default(),
            diagrams: targets.map(|target| (target, OnceLock::new())).collect(),
            book,
            edition,
            compiled,
            everything,
            every_right,
            rights,
            no_right: RightProgram::default(),
            never: Diagram::never(),
            budget: NODE_BUDGET,
        }
    }

    /// The program with another budget for each diagram, in nodes and steps ([`NODE_BUDGET`] otherwise).
    #[must_use]
    pub fn with_node_budget(mut self, budget: usize) -> Self {
        self.budget = budget;
        for diagram in self.diagrams.values_mut() {
            *diagram = OnceLock::new();
        }
        self.cache = DiagramCache::default();
        self
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// How deemed dates are read.
    #[must_use]
    pub const fn edition(&self) -> Edition {
        self.edition
    }

    /// A case with known dates alone: no fact, and nothing expressly claimed.
    #[must_use]
    pub fn case(&self, dates: &Dates) -> Masks {
        Masks::new(&self.compiled.circuit.layout, dates)
    }

    /// A case from what is known of it.
    #[must_use]
    pub fn case_of(&self, facts: &Facts, dates: &Dates) -> Masks {
        let mut case = self.case(dates);
        for (fact, known) in facts.iter() {
            case.know(&self.compiled.circuit.layout, fact, known.value);
        }
        case
    }

    /// Records the value of a fact, replacing what was recorded before. A value of another kind than
    /// the fact's makes it unknown. The record of a judgement is the caller's to keep: none is asked for
    /// here.
    pub fn know(&self, case: &mut Masks, fact: FactId, value: Value) {
        case.know(&self.compiled.circuit.layout, fact, value);
    }

    /// Records that a fact is unknown.
    pub fn forget(&self, case: &mut Masks, fact: FactId) {
        case.forget(&self.compiled.circuit.layout, fact);
    }

    /// Records whether the requester expressly claimed an entitlement.
    pub fn claim(&self, case: &mut Masks, entitlement: Entitlement, claimed: bool) {
        case.claim(&self.compiled.circuit.layout, entitlement, claimed);
    }

    /// The first combination of facts in the case that cannot be, if there is one: decide nothing from
    /// such a case.
    #[must_use]
    pub fn contradicted_by(&self, case: &Masks) -> Option<&Impossible> {
        let vocabulary = self.book.vocabulary();
        vocabulary.impossible().iter().find(|combination| {
            combination.these.iter().all(|(fact, test, wanted)| {
                let size = vocabulary
                    .get(*fact)
                    .map_or(0, |declared| declared.domain.size());
                let value = case.value(&self.compiled.circuit.layout, *fact);
                test.truth(value, size) == Truth::from(*wanted)
            })
        })
    }

    /// What a bit of a case stands for; `None` for a bit that only fills a word.
    #[must_use]
    pub fn atom(&self, bit: usize) -> Option<Atom> {
        self.compiled.circuit.layout.atom(bit)
    }

    /// How many bits a case has.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.compiled.circuit.layout.len()
    }

    /// The first bit of a fact and how many it has; they stand together.
    #[must_use]
    pub fn bits_of(&self, fact: FactId) -> Option<(usize, usize)> {
        self.compiled.circuit.layout.span(fact)
    }

    /// The variable order of the diagrams: every bit, the one on the first level first. What rules combine lies together.
    #[must_use]
    pub fn variable_order(&self) -> Vec<usize> {
        let mut bits: Vec<u32> = (0u32..).take(self.bits()).collect();
        let order = self.compiled.order(self.book.vocabulary());
        bits.sort_by_key(|bit| order.level(*bit));
        bits.into_iter().map(|bit| bit as usize).collect()
    }

    /// The diagram of something that the book says, made on first use.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] when the diagram grows beyond the budget. Deciding still works then; verdicts
    /// say that they may be wider than they need be.
    pub fn diagram(&self, target: Target) -> Result<&Diagram, BudgetExceeded> {
        // A rule that the book does not have never holds.
        let Some(diagram) = self.diagrams.get(&target) else {
            return Ok(&self.never);
        };
        diagram
            .get_or_init(|| {
                let mut made = self.make(&[target], true, &|_| None).diagrams;
                made.pop().unwrap_or_else(|| Ok(Diagram::never()))
            })
            .as_ref()
            .map_err(|exceeded| *exceeded)
    }

    /// The same, with the known controller, day of receipt and claims of a case filled in. It asks for none
    /// of them, and is much smaller. It says of every case that agrees in those what [`Program::diagram`]
    /// says.
    ///
    /// # Errors
    ///
    /// As [`Program::diagram`].
    pub fn diagram_in(&self, target: Target, case: &Masks) -> Result<Arc<Diagram>, BudgetExceeded> {
        self.diagram_with(target, self.settings.in_case(&case.words))
    }

    /// The form of the diagrams that a case is decided by. They say of this case what [`Program::diagram_in`] says, and
    /// are smaller still.
    pub(crate) fn form_of(&self, case: &[Word]) -> DiagramForm {
        let mut form = DiagramForm::default();
        self.read_form(case, &mut form, &mut Vec::new());
        form
    }

    /// The same, with room that is used again.
    pub(crate) fn read_form(&self, case: &[Word], form: &mut DiagramForm, room: &mut Vec<Word>) {
        form.setting = self.settings.in_case(case);
        form.with_tied = false;
        self.combinations
            .known_and_open(case, room, &mut form.needed);
    }

    pub(crate) fn diagram_with(
        &self,
        target: Target,
        setting: Setting,
    ) -> Result<Arc<Diagram>, BudgetExceeded> {
        self.diagram_of(target, &DiagramForm::with_tied(setting))
    }

    pub(crate) fn diagram_of(
        &self,
        target: Target,
        form: &DiagramForm,
    ) -> Result<Arc<Diagram>, BudgetExceeded> {
        let made = self
            .cache
            .get_or_make(&self.groups, target, form, |targets, with_tied| {
                let filled_in = |bit| self.settings.answer(form.setting, bit);
                self.make(targets, with_tied, &filled_in)
            });
        // A rule that the book does not have never holds.
        made.unwrap_or_else(|| Ok(Arc::new(Diagram::never())))
    }

    fn make(
        &self,
        targets: &[Target],
        with_tied: bool,
        filled_in: &dyn Fn(usize) -> Option<bool>,
    ) -> MadeTogether {
        let vocabulary = self.book.vocabulary();
        exact::diagrams(
            &self.compiled,
            vocabulary,
            (targets, with_tied),
            filled_in,
            self.budget,
        )
    }

    pub(crate) const fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) const fn combinations(&self) -> &Combinations {
        &self.combinations
    }

    pub(crate) fn right(&self, right: Right) -> &RightProgram {
        self.rights.get(right as usize).unwrap_or(&self.no_right)
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program")
            .field("book", &self.book.name())
            .field("edition", &self.edition)
            .finish_non_exhaustive()
    }
}

/// Everything a book says, in the order in which [`Evaluation`](crate::engine::Evaluation) reads it: scope, then
/// three literals an entitlement, then three a rule.
fn said(compiled: &Compiled) -> Vec<Literal> {
    let mut said = vec![compiled.said.scope];
    for bits in compiled.said.entitlements.values() {
        said.extend([bits.ground, bits.granted.part, bits.granted.whole]);
    }
    for bits in &compiled.said.rules {
        let arises = bits.arises.unwrap_or(Literal::FALSE);
        said.extend([bits.in_force, bits.holds, arises]);
    }
    said
}
