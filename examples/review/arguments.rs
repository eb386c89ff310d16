//! What the command line asks for.

use data_subject_rights::{calendar::Date, explain::Detail};

pub const USAGE: &str = "\
Usage: review [OPTIONS]                      check both bundled books
       review [OPTIONS] EDITION              check one book
       review [OPTIONS] EDITION EDITION      which outcomes change from the first to the second
       review [OPTIONS] --departures [DATE]  differences between the bundled procedure and the law
       review [OPTIONS] --cases [BOOK]       few cases that show all of a book, to be printed and
                                             signed: text or json; BOOK is procedure (also where none
                                             is named), statute, a folder or a revision

EDITION is a folder of rule files, a day such as 2026-02-04 (the book as in force on it), or a git
revision of rules/ (main, HEAD~1; git:main where a folder has that name too).

  --book BOOK         procedure, statute, or a folder: the book of days and revisions (statute)
  --vocabulary DIR    the vocabulary of folders; otherwise the folder vocabulary beside the book's,
                      or the bundled one
  --full              every finding with its rules, situations and a case that can be run; every case
                      with all that is known of it and its request (json always has everything)
  --format FORMAT     text, markdown, json or html (text)
  --out FILE          write to a file
  -h, --help          show this

Exits with 0 when nothing is open, 1 when a finding has not been accepted, 2 when the
input cannot be used.";

/// What is asked for.
pub enum Asked {
    Review(Reviewed),
    Cases(Option<String>),
}

/// What is reviewed.
pub enum Reviewed {
    Bundled,
    Check(String),
    Difference(String, String),
    Departures(Option<Date>),
}

#[derive(Clone, Copy)]
pub enum Format {
    Text,
    Markdown,
    Json,
    Html,
}

pub struct Arguments {
    pub asked: Asked,
    pub book: String,
    pub vocabulary: Option<String>,
    pub format: Format,
    pub detail: Detail,
    pub out: Option<String>,
}

/// The arguments; nothing where help was asked for.
pub fn read() -> Result<Option<Arguments>, String> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};
    let usage = |error: lexopt::Error| format!("{error}\n\n{USAGE}");
    let (mut editions, mut departures, mut cases) = (Vec::new(), false, false);
    let (mut book, mut vocabulary, mut out) = ("statute".to_owned(), None, None);
    let (mut format, mut detail) = (Format::Text, Detail::Short);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        let value = |parser: &mut lexopt::Parser| {
            let value = parser.value().and_then(|value| value.string());
            value.map_err(usage)
        };
        match argument {
            Value(edition) => editions.push(edition.string().map_err(usage)?),
            Long("departures") => departures = true,
            Long("cases") => cases = true,
            Long("full") => detail = Detail::Full,
            Long("book") => book = value(&mut parser)?,
            Long("vocabulary") => vocabulary = Some(value(&mut parser)?),
            Long("out") => out = Some(value(&mut parser)?),
            Long("format") => {
                format = match value(&mut parser)?.as_str() {
                    "text" => Format::Text,
                    "markdown" => Format::Markdown,
                    "json" => Format::Json,
                    "html" => Format::Html,
                    other => return Err(format!("there is no format `{other}`\n\n{USAGE}")),
                };
            }
            Long("help") | Short('h') => return Ok(None),
            other => return Err(usage(other.unexpected())),
        }
    }
    if departures && cases {
        return Err(format!(
            "departures are between two books, and cases are of one: ask for one of them\n\n{USAGE}"
        ));
    }
    let asked = match (departures, editions.as_slice()) {
        (_, []) if cases => Asked::Cases(None),
        (_, [one]) if cases => Asked::Cases(Some(one.clone())),
        (_, several) if cases => {
            return Err(format!(
                "a case book is of one book, and these are more: {}\n\n{USAGE}",
                several.join(", ")
            ));
        }
        (true, []) => Asked::Review(Reviewed::Departures(None)),
        (true, [day]) => {
            let day = date(day).ok_or_else(|| {
                format!("`{day}` is not a day\nwrite year, month and day: --departures 2026-11-21")
            })?;
            Asked::Review(Reviewed::Departures(Some(day)))
        }
        (false, []) => Asked::Review(Reviewed::Bundled),
        (false, [one]) => Asked::Review(Reviewed::Check(one.clone())),
        (false, [before, after]) => {
            Asked::Review(Reviewed::Difference(before.clone(), after.clone()))
        }
        (_, several) => {
            return Err(format!(
                "these are too many to compare: {}\n\n{USAGE}",
                several.join(", ")
            ));
        }
    };
    Ok(Some(Arguments {
        asked,
        book,
        vocabulary,
        format,
        detail,
        out,
    }))
}

/// A day, as `2026-02-04`.
pub fn date(words: &str) -> Option<Date> {
    // Without its hyphens a day could as well be the name of a commit.
    words.contains('-').then(|| words.parse().ok()).flatten()
}
