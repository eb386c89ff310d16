//! One decision of a case, kept.

use serde::{Deserialize, Serialize};

use super::{
    ChangedValue, Occasion,
    canonical::{digest_of, digest_of_value, value_of},
    changed::changes,
    traced::AnswerTrace,
};
use crate::{
    advice::{Advice, MadeWith, Overall, Schema},
    calendar::Date,
    case::Request,
    source::Digest,
};

/// One decision of a case, kept so that it can be made again.
///
/// It names people: who asked, who judged, who confirmed. [`Record::published`] is what anyone may see of it.
///
/// ```
/// use data_subject_rights::{
///     Controller, calendar::Date, case::Request, law::Right, record::{Occasion, Record, Replay},
/// };
/// let council = Controller::doncaster()?;
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let record = Record::of(&council.decide(&request)?, "2026/0412", Occasion::OPENED)?;
/// assert_eq!(record.check(), Ok(()));
/// // Next year, under the rules of then: the same, or what differs.
/// assert_eq!(record.replay(&council)?, Replay::Same);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Record {
    /// The name and version of this form.
    pub schema: Schema,
    /// What the council calls the case.
    pub case: String,
    /// Its number among the records of the case: 1 for the first.
    pub number: u32,
    /// Something that no one can guess, where the council gave it ([`Record::with_salt`]): the digest of the record can then
    /// be published, and tells nothing to someone who tries likely requests.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub salt: Option<String>,
    /// The digest of the record before; none for the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub earlier: Option<Digest>,
    /// Why the case was decided then.
    pub occasion: Occasion,
    /// The request as it was understood: with every answer, judgement, review, confirmation and event, who gave it and
    /// when.
    pub request: Request,
    /// What made the advice.
    pub made_with: MadeWith,
    /// The digest of the advice: of its canonical JSON.
    pub advice: Digest,
    /// The day to answer by.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer_by: Option<Date>,
    /// The outcome of each right.
    pub overall: Vec<Overall>,
    /// What each book came to, in short.
    pub answers: Vec<AnswerTrace>,
    /// The digest of everything above: of its canonical JSON without this field.
    pub digest: Digest,
}

/// Something in a record is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Broken {
    /// A request whose items nest more deeply than any request is decided with.
    #[error("the request nests too deeply to be kept as a record; put its items into fewer items")]
    TooDeep,
    /// A record of another form, or of another version of this form.
    #[error(
        "“{name}” version {version} is not the form of a record that this program reads; read it with the version of \
         the program that wrote it"
    )]
    OtherForm {
        /// The name of the form.
        name: String,
        /// Its version.
        version: u32,
    },
    /// Its digest is another.
    #[error(
        "record {number} of case “{case}” was changed after it was written: it does not have the digest that it \
         names; take it from a copy that was kept apart"
    )]
    Changed {
        /// What the council calls the case.
        case: String,
        /// The number of the record.
        number: u32,
    },
    /// The request is not the one that the advice was made from.
    #[error(
        "the request in record {number} of case “{case}” is not the one that was decided: its digest is another; \
         take the record from a copy that was kept apart"
    )]
    AnotherRequest {
        /// What the council calls the case.
        case: String,
        /// The number of the record.
        number: u32,
    },
    /// It says of the answer what the advice does not say.
    #[error(
        "record {number} of case “{case}” does not say what the advice says that it names: it was changed after it \
         was written; take it from a copy that was kept apart"
    )]
    AnotherAnswer {
        /// What the council calls the case.
        case: String,
        /// The number of the record.
        number: u32,
    },
    /// A digest was published, and there is no record with it in that place.
    #[error(
        "published record {number} is not among the records: it was left out or changed, or the digests are of another \
         case; put both in the order in which they were made"
    )]
    NotAsPublished {
        /// The place of the published digest: 1 for the first.
        number: u32,
    },
    /// It does not follow the one before.
    #[error(
        "record {number} of case “{case}” does not follow record {before}: a record is missing, changed or in \
         another place; put the records of the case in the order of their numbers, and look for the one that is missing"
    )]
    DoesNotFollow {
        /// What the council calls the case.
        case: String,
        /// The number of the record.
        number: u32,
        /// The number of the one before.
        before: u32,
    },
    /// A closed case goes on without being opened again.
    #[error(
        "case “{case}” was closed with record {before}: record {number} must say that it was reopened, and why"
    )]
    Closed {
        /// What the council calls the case.
        case: String,
        /// The number of the record.
        number: u32,
        /// The number of the one that closed it.
        before: u32,
    },
}

impl Record {
    /// The first record of a case.
    ///
    /// # Errors
    ///
    /// [`Broken::TooDeep`] where the request cannot be written.
    pub fn of(
        advice: &Advice,
        case: impl Into<String>,
        occasion: Occasion,
    ) -> Result<Self, Broken> {
        Self::made(advice, case.into(), (1, None), occasion)
    }

    /// The record of the next decision of the case.
    ///
    /// # Errors
    ///
    /// [`Broken`] where this record was changed, or closed the case and the next does not open it again.
    pub fn next(&self, advice: &Advice, occasion: Occasion) -> Result<Self, Broken> {
        let number = self.number.saturating_add(1);
        let next = Self::made(
            advice,
            self.case.clone(),
            (number, Some(self.digest)),
            occasion,
        )?;
        next.follows(self)?;
        Ok(next)
    }

    fn made(
        advice: &Advice,
        case: String,
        (number, earlier): (u32, Option<Digest>),
        occasion: Occasion,
    ) -> Result<Self, Broken> {
        let mut record = Self {
            schema: Schema::record(),
            case,
            number,
            salt: None,
            earlier,
            occasion,
            request: advice.as_understood.clone(),
            made_with: advice.made_with.clone(),
            advice: digest_of(advice).ok_or(Broken::TooDeep)?,
            answer_by: advice.answer_by.as_ref().and_then(|answer| answer.day),
            overall: advice.overall.clone(),
            answers: AnswerTrace::all_of(advice),
            digest: Digest::of_text(""),
        };
        record.digest = record.digest_now().ok_or(Broken::TooDeep)?;
        Ok(record)
    }

    /// The digest of what the record says now.
    fn digest_now(&self) -> Option<Digest> {
        let mut value = value_of(self)?;
        value.as_object_mut()?.remove("digest");
        Some(digest_of_value(&value))
    }

    /// The record with something that no one can guess, and the digest that it then has. Take it from a source of random
    /// numbers, new for each record: the crate has none. Do so before the next record is made.
    ///
    /// # Errors
    ///
    /// [`Broken`] where the record is not as it was written.
    pub fn with_salt(mut self, salt: impl Into<String>) -> Result<Self, Broken> {
        self.check()?;
        self.salt = Some(salt.into());
        self.digest = self.digest_now().ok_or(Broken::TooDeep)?;
        Ok(self)
    }

    /// Whether the record has the digest that it names, and the request that was decided.
    ///
    /// # Errors
    ///
    /// [`Broken`]: what was changed. Someone who changes a record can give it a new digest: that shows beside the next
    /// record ([`Record::follows`]), beside what was published ([`Record::check_published`]), and, for the answer, when it
    /// is decided again ([`Record::replay`]).
    pub fn check(&self) -> Result<(), Broken> {
        if self.schema != Schema::record() {
            let (name, version) = (self.schema.name.clone(), self.schema.version);
            return Err(Broken::OtherForm { name, version });
        }
        let (case, number) = (self.case.clone(), self.number);
        if self.digest_now() != Some(self.digest) {
            return Err(Broken::Changed { case, number });
        }
        if self.made_with.request != self.request.digest() {
            return Err(Broken::AnotherRequest { case, number });
        }
        Ok(())
    }

    /// Whether the record is as it was written, and the next after another of the same case.
    ///
    /// # Errors
    ///
    /// [`Broken`]: what is wrong with the chain.
    pub fn follows(&self, before: &Self) -> Result<(), Broken> {
        before.check()?;
        self.check()?;
        self.is_next_to(before)
    }

    /// Whether the record is the next after another; each of them is as it was written.
    fn is_next_to(&self, before: &Self) -> Result<(), Broken> {
        let (case, number) = (self.case.clone(), self.number);
        let is_next = self.case == before.case
            && Some(number) == before.number.checked_add(1)
            && self.earlier == Some(before.digest);
        if !is_next {
            return Err(Broken::DoesNotFollow {
                case,
                number,
                before: before.number,
            });
        }
        if before.occasion.closes() && !matches!(self.occasion, Occasion::Reopened { .. }) {
            return Err(Broken::Closed {
                case,
                number,
                before: before.number,
            });
        }
        Ok(())
    }

    /// Whether the records of a case follow each other from the first. That the newest are missing, or that all of them
    /// were made anew, shows only beside what was published: [`Record::check_published`].
    ///
    /// # Errors
    ///
    /// [`Broken`]: the first thing that is wrong.
    pub fn check_all(records: &[Self]) -> Result<(), Broken> {
        let Some(first) = records.first() else {
            return Ok(());
        };
        first.check()?;
        if first.number != 1 || first.earlier.is_some() {
            let (case, number) = (first.case.clone(), first.number);
            let before = number.saturating_sub(1);
            return Err(Broken::DoesNotFollow {
                case,
                number,
                before,
            });
        }
        let pairs = records.iter().zip(records.iter().skip(1));
        for (before, record) in pairs {
            record.check()?;
            record.is_next_to(before)?;
        }
        Ok(())
    }

    /// What the request says otherwise than in another record of the case: what was learnt, and what was corrected, each
    /// with what stood there before.
    #[must_use]
    pub fn changes_since(&self, before: &Self) -> Vec<ChangedValue> {
        changes(&before.request, &self.request)
    }
}
