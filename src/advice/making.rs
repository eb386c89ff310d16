//! What a council makes an advice with.

use super::{
    controller::Controller,
    made_with::{MadeWith, Source},
};
use crate::{
    case::{Case, Register, Request},
    rule::{Edition, GovernedBy, RuleBook},
    source::Digest,
};

impl MadeWith {
    /// What a council makes an advice with for a request that names these registers.
    pub(super) fn of(
        council: &Controller,
        (request, cases): (&Request, &[Case<'_>]),
        names: impl Fn(&Register) -> bool,
    ) -> Self {
        let dates = request.dates_of_case();
        let days = GovernedBy::ALL.into_iter();
        let registers = council.registers().iter().filter(|each| names(each));
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            vocabulary: Source {
                digest: council.procedure().vocabulary().digest(),
                ..Source::default()
            },
            procedure: Source::of_book(council.procedure(), vec![Edition::AsDeemed]),
            statute: council.statute().map(|statute| {
                let mut editions = vec![Edition::AsDeemed];
                let mut dates = cases.iter().map(|case| &case.dates);
                if dates.any(|dates| statute.book().is_deemed_on(dates)) {
                    editions.push(Edition::AsItStood);
                }
                Source::of_book(statute.book(), editions)
            }),
            registers: registers.map(Source::of_register).collect(),
            calendar: council.holidays().map(|holidays| Source {
                only_as_published: holidays.is_only_as_published(),
                digest: holidays.digest().map(Digest::from),
                ..Source::named(holidays.name(), holidays.title())
            }),
            settings: Source {
                name: Some(council.name().to_owned()),
                digest: council.council().digest(),
                ..Source::default()
            },
            days: days
                .filter_map(|kind| Some((kind, dates.get(kind)?)))
                .collect(),
            request: request.digest(),
        }
    }
}

impl Source {
    fn named(name: &str, title: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            title: Some(title.to_owned()),
            ..Self::default()
        }
    }

    fn of_book(book: &RuleBook, editions: Vec<Edition>) -> Self {
        Self {
            editions,
            digest: book.digest(),
            ..Self::named(book.name(), book.title())
        }
    }

    fn of_register(register: &Register) -> Self {
        Self {
            dated: register.dated,
            digest: register.digest(),
            ..Self::named(&register.id, &register.title)
        }
    }
}
