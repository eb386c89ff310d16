//! What a case shows about a book, in words.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::words::{Said, date_in_words, in_words, sorted},
    calendar::{Date, in_words as day_in_words},
    circuit::Atom,
    engine::Target,
    law::Term,
    rule::{GovernedBy, RuleBook, RuleId},
    symbolic::{Goal, Space},
};

/// What kind of thing a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Point {
    /// Without the rule something has another outcome.
    Decides,
    /// The exemption takes something, and nothing else does.
    Takes,
    /// The exception gives back what an exemption would take.
    GivesBack,
    /// A day later, or earlier, something has another outcome.
    Day,
    /// With another answer to a question of judgement something has another outcome.
    Judgement,
}

impl Point {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::Decides,
        Self::Takes,
        Self::GivesBack,
        Self::Day,
        Self::Judgement,
    ];

    /// The kind as a heading.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Decides => "Rules that decide",
            Self::Takes => "Exemptions that take something away",
            Self::GivesBack => "Exceptions that give something back",
            Self::Day => "Days that change the outcome",
            Self::Judgement => "Judgements that change the outcome",
        }
    }
}

/// One thing that a case shows about a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Shows {
    /// What kind of thing it is.
    pub point: Point,
    /// The id of the rule or fact; of a day its date.
    pub of: String,
    /// What it is said of: for an exemption what it takes, for an exception the exemption, for a day or an answer
    /// which one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on: Option<String>,
    /// What has another outcome: the code of an entitlement, the role and id of a duty, power or note, or `scope`. None where no
    /// case shows it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub otherwise: Option<String>,
    /// The thing in a sentence.
    pub says: String,
    /// Of what no case shows, why the book accepts that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accepted: Option<String>,
}

/// A date on one side of the day on which something changes, and what is said of it.
fn on_the_day(
    (date, day): (GovernedBy, Date),
    is_before: bool,
    otherwise: Option<&str>,
) -> (String, String) {
    let words = date_in_words(date);
    let first = day_in_words(day);
    let eve = day.yesterday().map_or_else(|_| first.clone(), day_in_words);
    let (is, other) = if is_before {
        (eve, first)
    } else {
        (first, eve)
    };
    let says = match otherwise {
        Some(otherwise) => format!(
            "The date “{words}” is {is}; on {other} the outcome of {otherwise} would change."
        ),
        None => format!("The date “{words}” is {is}, and not {other}."),
    };
    (is, says)
}

fn judged(name: &str, is: &str, otherwise: Option<&str>) -> String {
    let so = format!("“{name}” is judged “{is}”");
    match otherwise {
        Some(otherwise) => format!("{so}; another answer would change the outcome of {otherwise}."),
        None => format!("{so}."),
    }
}

fn id_of(book: &RuleBook, rule: RuleId) -> String {
    let rule = book.rule(rule);
    rule.map_or_else(String::new, |rule| rule.id.clone())
}

impl Shows {
    pub(super) fn of(
        book: &RuleBook,
        space: &Space<'_>,
        goal: &Goal,
        otherwise: Option<Target>,
    ) -> Self {
        let id = |rule: RuleId| id_of(book, rule);
        let otherwise = otherwise.map(|target| name(book, target));
        let atom = |bit| space.layout().atom(bit);
        // What no case shows is told as what it would be.
        let told = |so: String| match &otherwise {
            Some(otherwise) => format!("{so}: without it the outcome of {otherwise} would change."),
            None => format!("{so}."),
        };
        let (point, of, on, says) = match goal {
            Goal::Decides(rule) => {
                let rule = id(*rule);
                let says = told(format!("`{rule}` decides"));
                (Point::Decides, rule, None, says)
            }
            Goal::Takes(exemption, target) => {
                let (exemption, target) = (id(*exemption), name(book, *target));
                let says = format!("`{exemption}` takes {target}, and nothing else does.");
                (Point::Takes, exemption, Some(target), says)
            }
            Goal::GivesBack(exception, exemption) => {
                let (exception, exemption) = (id(*exception), id(*exemption));
                let says = format!("`{exception}` gives back what `{exemption}` would take.");
                (Point::GivesBack, exception, Some(exemption), says)
            }
            Goal::Day { bit, is_before } => {
                let Some(Atom::Since(date, day)) = atom(*bit) else {
                    return Self::nothing();
                };
                let (is, says) = on_the_day((date, day), *is_before, otherwise.as_deref());
                (Point::Day, date.code().to_owned(), Some(is), says)
            }
            Goal::Answer(fact, answer) => {
                let vocabulary = book.vocabulary();
                let said: Vec<Said> = sorted(answer, atom);
                let answered = said.first().and_then(|said| in_words(said, vocabulary));
                let Some((answered, declared)) = answered.zip(vocabulary.get(*fact)) else {
                    return Self::nothing();
                };
                let says = judged(&answered.name, &answered.is, otherwise.as_deref());
                let of = declared.id.clone();
                (Point::Judgement, of, Some(answered.is), says)
            }
        };
        Self {
            point,
            of,
            on,
            otherwise,
            says,
            accepted: None,
        }
    }

    /// What is said of a place that stands for nothing.
    const fn nothing() -> Self {
        Self {
            point: Point::Decides,
            of: String::new(),
            on: None,
            otherwise: None,
            says: String::new(),
            accepted: None,
        }
    }
}

fn name(book: &RuleBook, target: Target) -> String {
    match target {
        Target::Entitlement(entitlement) => entitlement.code().to_owned(),
        // An entitlement may have the id of a duty: the role tells them apart.
        Target::Rule(rule) => book.rule(rule).map_or_else(String::new, |rule| {
            format!("{} {}", rule.role.word(), rule.id)
        }),
        Target::Right(right) => right.code().to_owned(),
        Target::Scope => "scope".to_owned(),
    }
}
