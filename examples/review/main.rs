//! Reviews rules: what is wrong in a book, what changes between two, and where the procedure and the law differ.
//!
//! ```text
//! cargo run --example review                                   # checks both bundled books
//! cargo run --example review -- rules/procedure                # checks a book of your own
//! cargo run --example review -- 2026-02-04 2026-02-05          # which outcomes the law changed between two days
//! cargo run --example review -- git:main rules/procedure       # what a branch changes
//! cargo run --example review -- --departures 2026-11-21        # differences between procedure and law
//! cargo run --example review -- --cases                        # few cases that show all of the procedure
//! cargo run --example review -- --departures --full            # the same with every situation and a case each
//! cargo run --example review -- --format html --out review.html
//! ```
//!
//! Exits with 0 when nothing is open and with 1 when a finding has not been accepted. It exits with 2, saying
//! what is wrong and what to do, when the input cannot be used.

mod arguments;
mod editions;

use std::{
    fs,
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
    sync::Arc,
};

use arguments::{Arguments, Asked, Format, Reviewed};
use data_subject_rights::{
    analysis::{self, RuleReview},
    calendar::Date,
    explain::{self, Detail},
    rule::RuleBook,
};
use editions::Edition;

fn main() -> ExitCode {
    match run() {
        Ok(Some(true)) => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(message) => {
            // Where no one listens, the exit code still tells.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

/// Whether something is open; nothing where only help was asked for.
fn run() -> Result<Option<bool>, String> {
    let Some(arguments) = arguments::read()? else {
        // The reader of the help may have seen enough of it.
        let _ = writeln!(std::io::stdout(), "{}", arguments::USAGE);
        return Ok(None);
    };
    let (output, open) = match &arguments.asked {
        Asked::Cases(of) => (cases(of.as_deref(), &arguments)?, false),
        Asked::Review(what) => {
            let (books, reviews) = reviewed(what, &arguments)?;
            let open = reviews.iter().any(|review| review.open().next().is_some());
            (written(&arguments, &books, &reviews)?, open)
        }
    };
    match &arguments.out {
        Some(name) => fs::write(name, output).map_err(|error| {
            format!("cannot write {name}: {error}\nname a file in a folder that is there and may be written to")
        })?,
        None => match std::io::stdout().write_all(output.as_bytes()) {
            // The reader of the output has seen enough of it.
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                return Err(error.to_string());
            }
            _ => {}
        },
    }
    Ok(Some(open))
}

/// The case book of a book, written.
fn cases(of: Option<&str>, arguments: &Arguments) -> Result<String, String> {
    let book = match of {
        None | Some("procedure") => {
            let [procedure, _] = editions::bundled()?;
            procedure
        }
        Some("statute") => {
            let [_, statute] = editions::bundled()?;
            statute
        }
        Some(of) => {
            let edition = Edition::read(of, arguments)?;
            if edition.on.is_some() {
                return Err(format!(
                    "a case book covers a book on every day, not on one day, {of}\nname a folder or a revision"
                ));
            }
            edition.book
        }
    };
    doing(&format!(
        "Looking for few cases that show all of {}",
        book.title()
    ));
    match arguments.format {
        Format::Text => Ok(explain::case_book_text(
            &analysis::case_book(&book),
            arguments.detail,
        )),
        Format::Json => serde_json::to_string_pretty(&analysis::case_book(&book))
            .map(|json| json + "\n")
            .map_err(|error| error.to_string()),
        Format::Markdown | Format::Html => Err(
            "a case book is written as text, to be printed, or as json: ask for one of them"
                .to_owned(),
        ),
    }
}

type Books = Vec<Arc<RuleBook>>;

/// The day on which the bundled law was last looked at: the law of departures, where no day is named.
const LAST_LOOKED_AT: Date = Date::constant(2026, 11, 22);

/// The books that were looked at, each once, and what was found.
fn reviewed(what: &Reviewed, arguments: &Arguments) -> Result<(Books, Vec<RuleReview>), String> {
    match what {
        Reviewed::Bundled => {
            let books = editions::bundled()?;
            let reviews = books.iter().map(|book| check(book)).collect();
            Ok((books.into(), reviews))
        }
        Reviewed::Check(one) => {
            let edition = Edition::read(one, arguments)?;
            if edition.on.is_some() {
                return Err(format!(
                    "one day, {one}, cannot be reviewed: a check looks at a book on every day\n\
                     give two days to see what changed between them"
                ));
            }
            let review = check(&edition.book);
            Ok((vec![edition.book], vec![review]))
        }
        Reviewed::Difference(before, after) => {
            let (before, after) = (
                Edition::read(before, arguments)?,
                Edition::read(after, arguments)?,
            );
            let (one, other) = (before.side()?, after.side()?);
            doing(&format!("Comparing {} with {}", other.name(), one.name()));
            let review = analysis::difference(&one, &other).map_err(|reason| reason.to_string())?;
            let mut books = vec![before.book];
            if books.iter().all(|book| **book != *after.book) {
                books.push(after.book);
            }
            Ok((books, vec![review]))
        }
        Reviewed::Departures(on) => {
            let [procedure, statute] = editions::bundled()?;
            let side = |book: &Arc<RuleBook>| {
                let book = Arc::clone(book);
                let on = Some(on.unwrap_or(LAST_LOOKED_AT));
                Edition { book, on }.side()
            };
            let (own, law) = (side(&procedure)?, side(&statute)?);
            doing(&format!("Comparing {} with {}", own.name(), law.name()));
            let review = analysis::departures(&own, &law).map_err(|reason| reason.to_string())?;
            Ok((vec![procedure, statute], vec![review]))
        }
    }
}

fn check(book: &RuleBook) -> RuleReview {
    doing(&format!("Checking {}", book.title()));
    analysis::check(book)
}

/// Tells anyone waiting at a terminal what takes the time.
fn doing(what: &str) {
    let mut errors = std::io::stderr();
    if errors.is_terminal() {
        // Where it cannot be said the work is done all the same.
        let _ = writeln!(errors, "{what} …");
    }
}

fn written(
    arguments: &Arguments,
    books: &[Arc<RuleBook>],
    reviews: &[RuleReview],
) -> Result<String, String> {
    let each = |write: fn(&RuleReview, Detail) -> String, between: &str| {
        let all = reviews.iter().map(|review| write(review, arguments.detail));
        all.collect::<Vec<_>>().join(between)
    };
    match arguments.format {
        Format::Text => Ok(each(explain::review_text, "\n")),
        Format::Markdown => Ok(each(explain::review_markdown, "\n")),
        Format::Html => {
            let books: Vec<&RuleBook> = books.iter().map(AsRef::as_ref).collect();
            let reviews: Vec<&RuleReview> = reviews.iter().collect();
            Ok(explain::review_html(&books, &reviews, arguments.detail))
        }
        Format::Json => {
            let json = match reviews {
                [one] => serde_json::to_string_pretty(one),
                several => serde_json::to_string_pretty(several),
            };
            json.map(|json| json + "\n")
                .map_err(|error| error.to_string())
        }
    }
}
