//! City of Doncaster Council, from the files that come with the crate.

use std::sync::Arc;

use super::files::{
    CALENDARS, DONCASTER_PROCEDURE, DONCASTER_REGISTERS, DONCASTER_SETTINGS, STATUTE, VOCABULARY,
    files,
};
use crate::{
    advice::Controller,
    case::{Council, Register},
    clock::read_holidays,
    fact::Vocabulary,
    rule::RuleBook,
    source::Diagnostics,
};

impl Controller {
    /// City of Doncaster Council, with the rule files that come with the crate.
    ///
    /// # Errors
    ///
    /// A fault in those files; the crate's tests show that there is none.
    pub fn doncaster() -> Result<Self, Diagnostics> {
        let vocabulary = Arc::new(Vocabulary::load(&files(VOCABULARY))?);
        let procedure = RuleBook::load(Arc::clone(&vocabulary), &files(DONCASTER_PROCEDURE))?;
        let statute = RuleBook::load(Arc::clone(&vocabulary), &files(STATUTE))?;
        let registers = files(DONCASTER_REGISTERS)
            .iter()
            .map(Register::load)
            .collect::<Result<_, _>>()?;
        let mut council = Council::default();
        for settings in files(DONCASTER_SETTINGS) {
            council = Council::load(&settings)?;
        }
        council.check(&vocabulary)?;
        let mut alone = Self::new(council, procedure, registers);
        for calendar in files(CALENDARS) {
            let holidays = read_holidays(&calendar)?;
            if alone.council().calendar() == Some(holidays.name()) {
                alone = alone.with_holidays(holidays);
            }
        }
        // One vocabulary was just given to both books.
        Ok(alone.clone().over(statute).unwrap_or(alone))
    }
}
