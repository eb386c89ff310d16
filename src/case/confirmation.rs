//! A person stands by an answer; a case is closed on what was shown.

use jiff::civil::Date;

use super::resolved::built;
use crate::{engine::Outcome, law::Right, source::Place};

/// A person has looked at an answer and stands by it.
///
/// An answer that refuses something does not go out on a machine's word alone: a person with authority to change
/// it looks at it first. The confirmation says which answer it stands by; when the answer changes, or something
/// comes to be known after that day, it no longer counts.
///
/// ```
/// use data_subject_rights::{
///     calendar::Date, case::Confirmation, engine::Outcome, law::Right,
/// };
/// let confirmed = Confirmation::of(
///     Right::Erasure, Outcome::DoesNotApply, "Asha Patel", "information governance officer",
///     Date::constant(2026, 11, 25),
/// )
/// .by_law(Outcome::DoesNotApply)
/// .about("peer-support-groups/correspondence")
/// .item("e-mails");
/// # let _ = confirmed;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    pub(crate) right: Right,
    pub(crate) about: Option<String>,
    pub(crate) item: Option<String>,
    pub(crate) procedure: Outcome,
    pub(crate) statute: Option<Outcome>,
    pub(crate) by: String,
    pub(crate) role: String,
    pub(crate) on: Date,
    pub(crate) place: Place,
}

impl Confirmation {
    /// A confirmation of the answer to one right about everything asked: the outcome under the procedure, who
    /// stands by it, in what role, and when.
    pub fn of(
        right: Right,
        procedure: Outcome,
        by: impl Into<String>,
        role: impl Into<String>,
        on: Date,
    ) -> Self {
        Self {
            right,
            about: None,
            item: None,
            procedure,
            statute: None,
            by: by.into(),
            role: role.into(),
            on,
            place: built(),
        }
    }

    /// The outcome by law that is confirmed with it: needed where the council's answer has one.
    #[must_use]
    pub const fn by_law(mut self, statute: Outcome) -> Self {
        self.statute = Some(statute);
        self
    }

    /// Only for this activity or matter.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Only for this item, written with the items it is in: `file / page 3`.
    #[must_use]
    pub fn item(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// Whether it is about this part of the request.
    pub(crate) fn concerns(&self, right: Right, about: Option<&str>, item: Option<&str>) -> bool {
        let same = |mine: &Option<String>, its: Option<&str>| {
            mine.as_deref().is_none_or(|mine| Some(mine) == its)
        };
        self.right == right && same(&self.about, about) && same(&self.item, item)
    }
}

/// A case closed on what was shown.
///
/// Where the law says who must show a thing, and it was not shown, it counts against that side. Examples are
/// that a request is manifestly unfounded or excessive (art.12(5)), that the council cannot tell who someone is
/// (art.11(2)), or that it has compelling reasons to go on (art.21(1)). Another, once there is reason to doubt
/// it, is who the person is (art.12(6)). Nothing is ever closed unless someone closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub(crate) by: String,
    pub(crate) on: Date,
}

impl Closing {
    /// Who closes the case, and when.
    pub fn by(by: impl Into<String>, on: Date) -> Self {
        Self { by: by.into(), on }
    }
}
