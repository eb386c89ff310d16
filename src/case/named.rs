//! What a request names, and confirmations held against it.

use std::collections::BTreeSet;

use super::{
    confirmation::Confirmation,
    request::{About, Request},
    ways::ways_to,
};
use crate::{
    calendar::Date,
    law::{Right, Term},
    source::{Code, Problems, says_something},
};

impl Confirmation {
    /// Says what is wrong with a confirmation of a request: it confirms what was not asked, or came before.
    pub(super) fn check(&self, named: &mut Named<'_>, problems: &mut Problems) {
        if !named.rights.contains(&self.right) {
            problems.report(
                Code::UnknownRight,
                &self.place,
                format!("the request does not ask for `{}`", self.right.code()),
                "confirm the answer to a right that is under `asks:`",
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
                    "name an entry under `about:` of the request",
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
