//! Decides requests and explains the decisions.
//!
//! ```text
//! cargo run --example explain                                      # the officer's page of a bundled letter
//! cargo run --example explain -- my-request.yaml                   # of your own (YAML or JSON; - for standard input)
//! cargo run --example explain -- --on 2026-12-01 request.yaml      # with the days left from that day
//! cargo run --example explain -- --format html request.yaml > page.html
//! cargo run --example explain -- --why 2 request.yaml              # every reason on part 2
//! cargo run --example explain -- --full --right erasure request.yaml
//! cargo run --example explain -- --outlook request.yaml            # what would change the decisions, what to ask
//! cargo run --example explain -- --register my-register.yaml request.yaml
//! ```
//!
//! Exits with 2, and says what is wrong and where, when the input cannot be decided.

use std::{
    fs,
    io::{self, IsTerminal, Read, Write},
    process::ExitCode,
    sync::mpsc,
    thread,
    time::Duration,
};

use data_subject_rights::{
    Controller,
    advice::{Advice, PartId, Reasons, Summary},
    calendar::{Date, in_words},
    case::{Register, Request},
    explain,
    inquiry::CostModel,
    law::{Right, Term},
    source::SourceFile,
};
use serde::Serialize;

const BUNDLED: (&str, &str) = (
    "examples/requests/peer-support-letter.yaml",
    include_str!("requests/peer-support-letter.yaml"),
);

const USAGE: &str = "\
usage: explain [OPTION]... [REQUEST]...

REQUEST is a request in YAML or JSON, or - for standard input. Without one a bundled letter is decided.
Prints the officer's page: what to do, by when, what the person gets and why not, what to find out, what to reply.

  --format FORMAT   text, markdown or html: the page (html: one request)
                    json: the whole record; summary: what the page says, as JSON
  --on DAY          the day on which the page is read, as 2026-12-01: days left are counted from it
  --why PART        instead of the page, every reason on this part, by its number; may be repeated (text or json)
  --full            instead of the page, every reason on every part (text or json)
  --outlook         instead of the page, what would change the decisions and what to ask next (text or json)
  --right RIGHT     of --why, --full or --outlook, this right alone
  --register FILE   adds a register of processing activities; may be repeated
  -h, --help        prints this";

/// What to print.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Show {
    #[default]
    Page,
    Reasons,
    Outlook,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Format {
    #[default]
    Text,
    Markdown,
    Html,
    Json,
    Summary,
}

#[derive(Default)]
struct Arguments {
    requests: Vec<String>,
    registers: Vec<String>,
    show: Show,
    format: Format,
    /// The parts to give every reason on.
    why: Vec<PartId>,
    /// Whether to give every reason on all of them.
    full: bool,
    right: Option<Right>,
    on: Option<Date>,
    help: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(output) => match io::stdout().write_all(output.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // The reader of the output has seen enough of it.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string()),
        },
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn run() -> Result<String, String> {
    let arguments = arguments()?;
    if arguments.help {
        return Ok(format!("{USAGE}\n"));
    }
    let files = if arguments.requests.is_empty() {
        vec![SourceFile::new(BUNDLED.0, BUNDLED.1)]
    } else {
        let names = arguments.requests.iter();
        names.map(|name| read(name)).collect::<Result<_, _>>()?
    };
    let registers: Vec<SourceFile> = arguments
        .registers
        .iter()
        .map(|name| read(name))
        .collect::<Result<_, _>>()?;
    saying_so_if_it_takes_long(|| {
        let mut council = Controller::doncaster().map_err(|faults| faults.to_string())?;
        for file in &registers {
            let register = Register::load(file).map_err(|faults| faults.to_string())?;
            council = council.with_register(register);
        }
        answers(&council, &files, &arguments)
    })
}

/// Tells anyone at the terminal that it is at work, once that takes longer than a second.
fn saying_so_if_it_takes_long<T>(work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let (done, waits) = mpsc::channel::<()>();
    let teller = thread::spawn(move || {
        let waited = waits.recv_timeout(Duration::from_secs(1));
        if waited == Err(mpsc::RecvTimeoutError::Timeout) {
            eprintln!("Deciding: this takes a moment.");
        }
    });
    let result = work();
    drop(done);
    // Nothing depends on whether it could say so.
    let _ = teller.join();
    result
}

fn answers(
    council: &Controller,
    files: &[SourceFile],
    arguments: &Arguments,
) -> Result<String, String> {
    match (arguments.show, arguments.format) {
        (Show::Page, Format::Json) => {
            json(&each(files, |request| decided(council.decide(request)))?)
        }
        (Show::Page, format) => {
            let summaries = each(files, |request| summary(council, request, arguments.on))?;
            Ok(match format {
                Format::Summary => return json(&summaries),
                Format::Markdown => apart(&summaries, "\n---\n\n", explain::page_markdown),
                Format::Html => apart(&summaries, "", explain::page_html),
                _ => apart(&summaries, &rule(96), explain::page_text),
            })
        }
        (Show::Reasons, format) => {
            let reasons = each(files, |request| reasons(council, request, arguments))?;
            match format {
                Format::Json => json(&reasons),
                _ => Ok(apart(&reasons, &rule(100), explain::reasons)),
            }
        }
        (Show::Outlook, format) => {
            let outlooks = each(files, |request| {
                let mut outlook = decided(council.outlook(request, &CostModel::default()))?;
                let is_asked = |right: Right| arguments.right.is_none_or(|only| only == right);
                outlook.parts.retain(|part| is_asked(part.right));
                Ok(outlook)
            })?;
            match format {
                Format::Json => json(&outlooks),
                _ => Ok(apart(&outlooks, &rule(100), explain::outlook)),
            }
        }
    }
}

/// The answer to each request. Every request is looked at, so that one run reports every fault.
fn each<T>(
    files: &[SourceFile],
    answer: impl Fn(&Request) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let (mut answers, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        match decided(Request::load(file)).and_then(|request| answer(&request)) {
            Ok(answer) => answers.push(answer),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(answers)
    } else {
        Err(faults.join("\n\n"))
    }
}

fn decided<T, E: ToString>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|faults| faults.to_string())
}

fn summary(council: &Controller, request: &Request, on: Option<Date>) -> Result<Summary, String> {
    let summary = decided(council.summary(request))?;
    let received = summary.asked_for.received;
    match on {
        Some(day) if day < received => Err(format!(
            "--on {} is too early: the request came on {}",
            in_words(day),
            in_words(received)
        )),
        Some(day) => Ok(summary.seen_on(day)),
        None => Ok(summary),
    }
}

fn reasons(
    council: &Controller,
    request: &Request,
    arguments: &Arguments,
) -> Result<Reasons, String> {
    let mut reasons = decided(council.reasons(request))?;
    if let Some(right) = arguments.right {
        if !reasons.request.rights.contains(&right) {
            let rights = reasons.request.rights.iter();
            let asked: Vec<&str> = rights.map(|right| right.code()).collect();
            return Err(format!(
                "the request does not ask for `{}`; it asks for: {}",
                right.code(),
                asked.join(", ")
            ));
        }
        reasons = reasons.only_right(right);
    }
    if arguments.full {
        return Ok(reasons);
    }
    if arguments.why.iter().any(|part| {
        let mut decisions = reasons.decisions.iter();
        !decisions.any(|decision| decision.part == *part)
    }) {
        return Err(no_such_part(&decided(council.decide(request))?, arguments));
    }
    let asked = |part: PartId| arguments.why.contains(&part);
    reasons.decisions.retain(|decision| asked(decision.part));
    Ok(reasons)
}

fn no_such_part(advice: &Advice, arguments: &Arguments) -> String {
    let numbers: Vec<String> = arguments.why.iter().map(PartId::to_string).collect();
    let right = arguments.right;
    let right = right.map_or(String::new(), |right| format!(" with `{}`", right.code()));
    let parts = advice.parts.iter();
    let parts: Vec<String> = parts
        .map(|part| format!("  {} {}", part.id, part.subject()))
        .collect();
    format!(
        "the request has no part {}{right}; its parts are:\n{}",
        numbers.join(" or "),
        parts.join("\n")
    )
}

/// A line between the answers to two requests.
fn rule(width: usize) -> String {
    format!("\n{}\n\n", "=".repeat(width))
}

fn apart<T>(answers: &[T], between: &str, print: impl Fn(&T) -> String) -> String {
    let texts: Vec<String> = answers.iter().map(print).collect();
    texts.join(between)
}

/// One answer as itself, several as a list.
fn json<T: Serialize>(answers: &[T]) -> Result<String, String> {
    let json = match answers {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    json.map(|json| json + "\n")
        .map_err(|error| error.to_string())
}

fn read(name: &str) -> Result<SourceFile, String> {
    let (name, bytes) = if name == "-" {
        let mut bytes = Vec::new();
        let read = io::stdin().read_to_end(&mut bytes).map(|_| bytes);
        ("standard input", read)
    } else {
        (name, fs::read(name))
    };
    let bytes = bytes.map_err(|error| format!("cannot read {name}: {error}"))?;
    SourceFile::from_bytes(name, &bytes).map_err(|faults| faults.to_string())
}

fn with_usage(message: impl ToString) -> String {
    format!("{}\n\n{USAGE}", message.to_string())
}

fn arguments() -> Result<Arguments, String> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(with_usage)? {
        match argument {
            Value(name) => arguments.requests.push(name.string().map_err(with_usage)?),
            Short('h') | Long("help") => arguments.help = true,
            Long("outlook") => arguments.show(Show::Outlook)?,
            Long("full") => {
                arguments.show(Show::Reasons)?;
                arguments.full = true;
            }
            Long(flag @ ("why" | "format" | "right" | "on" | "register")) => {
                let flag = flag.to_owned();
                let value = parser.value().and_then(ValueExt::string);
                arguments.take(&flag, value.map_err(with_usage)?)?;
            }
            other => return Err(with_usage(other.unexpected())),
        }
    }
    if arguments.help {
        return Ok(arguments);
    }
    arguments.check().map_err(with_usage)?;
    Ok(arguments)
}

impl Arguments {
    fn show(&mut self, show: Show) -> Result<(), String> {
        if self.show != Show::Page && self.show != show {
            return Err(with_usage("give --outlook, or --why and --full, not both"));
        }
        self.show = show;
        Ok(())
    }

    fn take(&mut self, flag: &str, value: String) -> Result<(), String> {
        match flag {
            "why" => {
                self.show(Show::Reasons)?;
                let number = value.parse().ok().filter(|number| *number > 0);
                let number = number.ok_or_else(|| {
                    with_usage(format!("`{value}` is not the number of a part, as 2"))
                })?;
                self.why.push(PartId(number));
            }
            "format" => self.format = format(&value)?,
            "right" => {
                self.right = Some(Right::from_code(&value).ok_or_else(|| {
                    let codes: Vec<&str> = Right::all().map(Term::code).collect();
                    format!("there is no right `{value}`; one of: {}", codes.join(", "))
                })?);
            }
            "on" => {
                self.on = Some(value.parse().map_err(|_| {
                    with_usage(format!(
                        "`{value}` is not a day; write it as 2026-12-01, the year first"
                    ))
                })?);
            }
            _ => self.registers.push(value),
        }
        Ok(())
    }

    /// What does not go together.
    fn check(&self) -> Result<(), &'static str> {
        let page = self.show == Show::Page;
        if !page && !matches!(self.format, Format::Text | Format::Json) {
            return Err("--why, --full and --outlook print text or json alone");
        }
        if page && self.right.is_some() {
            return Err(
                "a page is about the whole request: give --right with --why, --full or --outlook",
            );
        }
        if self.on.is_some() && (!page || self.format == Format::Json) {
            return Err(
                "--on counts the days of a page or a summary: the record does not depend on who reads it when",
            );
        }
        if self.format == Format::Html && self.requests.len() > 1 {
            return Err("--format html makes one page: give one request");
        }
        let stdin = self.requests.iter().chain(&self.registers);
        if stdin.filter(|name| *name == "-").count() > 1 {
            return Err("standard input can be read once: give - once");
        }
        Ok(())
    }
}

fn format(word: &str) -> Result<Format, String> {
    Ok(match word {
        "text" => Format::Text,
        "markdown" => Format::Markdown,
        "html" => Format::Html,
        "json" => Format::Json,
        "summary" => Format::Summary,
        other => return Err(with_usage(format!("there is no format `{other}`"))),
    })
}
