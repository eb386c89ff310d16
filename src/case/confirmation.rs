//! A person stands by an answer; a case is closed on what was shown.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{About, Request, layer::built, reading::read_right, ways::ways_to};
use crate::{
    engine::Outcome,
    law::{Right, Term},
    source::{Code, Fields, Node, Place, Problems, date, says_something, word, words},
};

/// A person has looked at an answer and stands by it.
///
/// An answer that refuses something does not go out on the word of a machine alone: a person with the authority to
/// change it looks at it first. The confirmation says which answer it stands by; when the answer changes, or
/// something comes to be known after that day, it no longer counts.
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

    /// Says what is wrong with a confirmation of a request: it confirms what was not asked, or came before.
    pub(super) fn check(&self, named: &mut Named<'_>, problems: &mut Problems) {
        if !named.rights.contains(&self.right) {
            problems.report(
                Code::UnknownRight,
                &self.place,
                format!("the request does not ask for `{}`", self.right.code()),
                "confirm the answer to a right that stands under `asks:`",
            );
        }
        if let Some(about) = self.about.as_deref().filter(|about| !named.has(about)) {
            problems.report(
                Code::UnknownActivity,
                &self.place,
                format!("the request is not about `{about}`"),
                problems.did_you_mean(
                    about,
                    named.names(),
                    "name what stands under `about:` of the request",
                ),
            );
        }
        if let Some(item) = self.item.as_deref()
            && !named.has_item(self.about.as_deref(), item)
        {
            problems.report(
                Code::UnknownActivity,
                &self.place,
                format!("the request names no item `{item}` there"),
                "name the activity or matter under `about:`, and the item with the items it is in: `file / page 3`",
            );
        }
        if [&self.by, &self.role]
            .into_iter()
            .any(|words| !says_something(words))
        {
            problems.report(
                Code::MissingField,
                &self.place,
                "a confirmation counts only with who confirms and in what role",
                "write a name under `by:` and what the person is under `role:`",
            );
        }
        if self.on < named.received {
            problems.report(
                Code::ImpossibleDates,
                &self.place,
                "the answer is confirmed before the request was received",
                "check `on:` and `received:`",
            );
        }
    }

    /// Whether it is about this part of the request.
    pub(crate) fn concerns(&self, right: Right, about: Option<&str>, item: Option<&str>) -> bool {
        let same = |mine: &Option<String>, its: Option<&str>| {
            mine.as_deref().is_none_or(|mine| Some(mine) == its)
        };
        self.right == right && same(&self.about, about) && same(&self.item, item)
    }
}

/// What a request names, to be looked up many times.
pub(super) struct Named<'a> {
    request: &'a Request,
    received: Date,
    rights: BTreeSet<Right>,
    about: BTreeSet<&'a str>,
    /// The paths of all items by what they are about; found out for the first that is asked for.
    items: Option<BTreeSet<(&'a str, String)>>,
}

impl<'a> Named<'a> {
    pub(super) fn of(request: &'a Request) -> Self {
        Self {
            request,
            received: request.dates.received,
            rights: request.asks.iter().map(|ask| ask.right).collect(),
            about: request.about.iter().filter_map(About::name).collect(),
            items: None,
        }
    }

    /// What it is about, in its order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.request.about.iter().filter_map(About::name)
    }

    pub(super) fn has(&self, about: &str) -> bool {
        self.about.contains(about)
    }

    fn has_item(&mut self, about: Option<&str>, item: &str) -> bool {
        let of = |about: &'a About| {
            let paths = ways_to(&about.items).into_keys();
            about.name().map(|name| paths.map(move |path| (name, path)))
        };
        let all = || {
            let about = self.request.about.iter();
            about.filter_map(of).flatten().collect()
        };
        let items = self.items.get_or_insert_with(all);
        about.is_some_and(|about| items.contains(&(about, item.to_owned())))
    }
}

/// A case closed on what was shown.
///
/// Where the law says who must show a thing, and it was not shown, it counts against the one who had to show it:
/// that a request is manifestly unfounded or excessive (art.12(5)), that the council cannot tell who somebody is
/// (art.11(2)), that it has compelling reasons to go on (art.21(1)); and, once there is reason to doubt it, who
/// the person is (art.12(6)). Nothing is ever closed unless somebody closes it.
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

pub(super) fn read_closing(node: &Node, problems: &mut Problems) -> Option<Closing> {
    let fields = Fields::open(node, "a closing", &["by", "on"], problems)?;
    let by = fields
        .required("by", problems)
        .and_then(|node| words(node, problems));
    let on = fields
        .required("on", problems)
        .and_then(|node| date(node, problems));
    Some(Closing { by: by?, on: on? })
}

/// The outcomes as files name them.
pub(super) const OUTCOMES: &[(&str, Outcome)] = &[
    ("applies", Outcome::Applies),
    ("applies-in-part", Outcome::AppliesInPart),
    ("does-not-apply", Outcome::DoesNotApply),
    ("out-of-scope", Outcome::OutOfScope),
    ("silent", Outcome::Silent),
    ("open", Outcome::Open),
];

const CONFIRMATION: &[&str] = &[
    "right",
    "about",
    "item",
    "procedure",
    "statute",
    "by",
    "role",
    "on",
];

pub(super) fn read_confirmation(node: &Node, problems: &mut Problems) -> Option<Confirmation> {
    let fields = Fields::open(node, "a confirmation", CONFIRMATION, problems)?;
    let right = fields
        .required("right", problems)
        .and_then(|node| read_right(node, problems));
    let procedure = fields
        .required("procedure", problems)
        .and_then(|node| word(node, OUTCOMES, problems));
    let statute = fields
        .get("statute")
        .and_then(|node| word(node, OUTCOMES, problems));
    let mut said = |name: &str| fields.get(name).and_then(|node| words(node, problems));
    let (about, item) = (said("about"), said("item"));
    let by = fields
        .required("by", problems)
        .and_then(|node| words(node, problems));
    let role = fields
        .required("role", problems)
        .and_then(|node| words(node, problems));
    let on = fields
        .required("on", problems)
        .and_then(|node| date(node, problems));
    Some(Confirmation {
        right: right?,
        about,
        item,
        procedure: procedure?,
        statute,
        by: by?,
        role: role?,
        on: on?,
        place: fields.place().clone(),
    })
}
