//! What is compared with what.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    calendar::{Date, in_words},
    case::Council,
    circuit::Atom,
    fact::{Extent, FactId, Value, Vocabulary},
    rule::{Edition, RuleBook},
    symbolic::{EditionOf, Pair},
};

/// One side of a comparison: a book, or its edition on a day.
///
/// ```
/// use data_subject_rights::{Controller, analysis::BookEdition, calendar::Date};
/// use std::sync::Arc;
/// let council = Controller::doncaster()?;
/// let book = Arc::new(council.procedure().clone());
/// let side = BookEdition::new(book).on(Date::constant(2026, 2, 5));
/// assert!(side.name().ends_with("on 5 February 2026"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct BookEdition {
    pub(super) book: Arc<RuleBook>,
    pub(super) edition: Edition,
    pub(super) on: Option<Date>,
    name: Option<String>,
    settings: BTreeMap<String, Value>,
}

/// Two sides that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotComparable {
    /// A fact takes other values on one side than on the other.
    #[error(
        "the fact `{fact}` takes different values in the two vocabularies, so no case can be seen from both: give it \
         another id in one of them"
    )]
    FactDiffers {
        /// The id of the fact.
        fact: String,
    },
}

impl BookEdition {
    /// A book on any day: the dates of a case pick what is in force.
    #[must_use]
    pub const fn new(book: Arc<RuleBook>) -> Self {
        Self {
            book,
            edition: Edition::AsDeemed,
            on: None,
            name: None,
            settings: BTreeMap::new(),
        }
    }

    /// The edition of this day: every date of a case is this day.
    #[must_use]
    pub const fn on(mut self, day: Date) -> Self {
        self.on = Some(day);
        self
    }

    /// The law as it stood on the day, whatever was deemed later.
    #[must_use]
    pub const fn as_it_stood(mut self) -> Self {
        self.edition = Edition::AsItStood;
        self
    }

    /// Calls it by another name than the book's title.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Looks only at cases in which this fact is so: the settings of a council, which are the same in every case
    /// of it. A fact that the vocabulary does not have, or of another kind, says nothing.
    #[must_use]
    pub fn knowing(mut self, fact: impl Into<String>, value: Value) -> Self {
        self.settings.insert(fact.into(), value);
        self
    }

    /// Looks only at the cases of a council: its settings are the same in every case, and most of what the law has
    /// for others falls away.
    #[must_use]
    pub fn of(mut self, council: &Council) -> Self {
        let known = council.known(self.book.vocabulary());
        self.settings.extend(known);
        self
    }

    /// On the day of another side, where it has none of its own.
    pub(super) fn on_the_day_of(mut self, other: &Self) -> Self {
        self.on = self.on.or(other.on);
        self
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.name.as_deref().unwrap_or_else(|| self.book.title());
        match self.on {
            Some(on) => format!("{name} on {}", in_words(on)),
            None => name.to_owned(),
        }
    }

    /// Both sides over one vocabulary.
    pub(super) fn together(&self, other: &Self) -> Result<[Arc<RuleBook>; 2], NotComparable> {
        if self.book.shares_vocabulary(&other.book) {
            return Ok([Arc::clone(&self.book), Arc::clone(&other.book)]);
        }
        let merged = self.book.vocabulary().merged(other.book.vocabulary());
        let (vocabulary, moved) = merged.map_err(|fact| NotComparable::FactDiffers { fact })?;
        let vocabulary = Arc::new(vocabulary);
        let here: Vec<FactId> = self
            .book
            .vocabulary()
            .iter()
            .map(|(fact, _)| fact)
            .collect();
        let one = self.book.over(Arc::clone(&vocabulary), &here);
        let two = other.book.over(vocabulary, &moved);
        Ok([Arc::new(one), Arc::new(two)])
    }

    /// This side and another over the same cases, with their books over one vocabulary.
    pub(super) fn beside<R>(
        &self,
        other: &Self,
        compare: impl FnOnce(&mut Pair<'_>, [&RuleBook; 2]) -> R,
    ) -> Result<R, NotComparable> {
        let [one, two] = self.together(other)?;
        let (known_one, known_two) = (self.known(one.vocabulary()), other.known(two.vocabulary()));
        let mut pair = Pair::new(
            EditionOf {
                book: &one,
                edition: self.edition,
                known: &known_one,
            },
            EditionOf {
                book: &two,
                edition: other.edition,
                known: &known_two,
            },
        );
        Ok(compare(&mut pair, [&one, &two]))
    }

    /// What is known of every case on this side.
    pub(super) fn known(&self, vocabulary: &Vocabulary) -> impl Fn(Atom) -> Option<bool> + use<> {
        let settings = self.settings.iter();
        let settings: BTreeMap<FactId, Value> = settings
            .filter_map(|(id, value)| Some((vocabulary.find(id)?, *value)))
            .collect();
        let on = self.on;
        move |atom| match atom {
            Atom::Since(_, day) => on.map(|on| on >= day),
            Atom::Claimed(_) => None,
            Atom::Yes(fact) => match settings.get(&fact)? {
                Value::YesNo(yes) => Some(*yes),
                _ => None,
            },
            Atom::Member(fact, at) => match settings.get(&fact)? {
                Value::Members(members) => Some(members.present & (1 << at) != 0),
                _ => None,
            },
            Atom::AtLeastPart(fact) => match settings.get(&fact)? {
                Value::Extent(extent) => Some(*extent >= Extent::Part),
                _ => None,
            },
            Atom::Whole(fact) => match settings.get(&fact)? {
                Value::Extent(extent) => Some(*extent >= Extent::Whole),
                _ => None,
            },
        }
    }
}
