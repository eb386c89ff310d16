//! When a reply is due: the events of a request in, every time limit out, with how it was counted.
//!
//! ```text
//! cargo run --example deadline -- --received 2026-03-02 --identity 2026-03-03..2026-03-20
//! cargo run --example deadline -- --received 2026-06-01 --clarification 2026-06-05..2026-06-12 --format ics
//! cargo run --example deadline -- --format json events.yaml
//! ```
//!
//! Two readings of the law are both shown where they differ: the earlier day is the one to meet.

use std::{fs, io::Write, process::ExitCode};

use data_subject_rights::{
    bundled::CALENDARS,
    calendar::{Date, Holidays, in_words},
    case::{Asked, Events},
    clock::{CountingStep, End, Limit, Powers, Span, TimeLimits, read_holidays},
    fact::Truth,
    law::{Right, Term},
    source::SourceFile,
};
use serde::Serialize;

const USAGE: &str = "\
usage: deadline --received DAY [EVENTS] [OPTIONS]
       deadline FILE [OPTIONS]

FILE holds the events in YAML: received, identity, authority, fee, clarifications, extension-told,
results-announced, complained; each thing asked is `{ on: DAY, answered: DAY }`.

events, each DAY as 2026-11-21, and what was asked as ASKED..ANSWERED, or ASKED.. while it waits:
  --identity ASKED..ANSWERED        evidence of identity
  --authority ASKED..ANSWERED       proof that someone may act for the person
  --fee ASKED..PAID                 a fee for a manifestly unfounded or excessive request
  --clarification ASKED..ANSWERED   what the person is looking for (several times)
  --extension-told DAY              the person was told of a longer time
  --results-announced DAY           exam results were announced
  --complained DAY                  a complaint to the council was received

options:
  --right CODE        the right asked for (access if not given)
  --open POWER        a power that is still open: identity, fee, clarification, extension (several times);
                      extension is open if not given
  --with POWER        a power that was there: `--with extension` where longer is judged to be necessary
  --without POWER     a power that was not there
  --calendar NAME     england-and-wales (if not given), scotland, northern-ireland
  --published-only    refuse days beyond the published holidays instead of calling them provisional
  --on DAY            also say where each limit stands on that day
  --answered DAY      the day on which the council answered
  --format text|json|ics";

/// The first day of the UK GDPR's forerunner and of the Act.
const FIRST_DAY: Date = Date::constant(2018, 5, 25);

fn main() -> ExitCode {
    match run() {
        Ok(output) => match std::io::stdout().write_all(output.as_bytes()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                eprintln!("{error}");
                ExitCode::from(2)
            }
            _ => ExitCode::SUCCESS,
        },
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Text,
    Json,
    Ics,
}

struct Arguments {
    events: Option<Events>,
    right: Right,
    powers: Powers,
    calendar: String,
    published_only: bool,
    on: Option<Date>,
    answered: Option<Date>,
    format: Format,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|error| format!("{text} is not a day such as 2026-11-21: {error}"))
}

fn asked(text: &str) -> Result<Asked, String> {
    let (on, answered) = text
        .split_once("..")
        .ok_or_else(|| format!("{text} is not two days such as 2026-03-03..2026-03-20"))?;
    Ok(Asked {
        on: day(on)?,
        answered: match answered {
            "" => None,
            answered => Some(day(answered)?),
        },
    })
}

fn arguments() -> Result<Arguments, String> {
    use lexopt::prelude::*;
    let mut found = Arguments {
        events: None,
        right: Right::Access,
        // Whether longer is necessary is judged: until someone says so the month is the safe day.
        powers: Powers {
            extension: Truth::Unknown,
            ..Powers::all(Truth::Yes)
        },
        calendar: "england-and-wales".to_owned(),
        published_only: false,
        on: None,
        answered: None,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    let mut changes: Vec<(String, String)> = Vec::new();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Long("help") | Short('h') => {
                println!("{USAGE}");
                std::process::exit(0);
            }
            Long("published-only") => found.published_only = true,
            Long(name) => {
                let name = name.to_owned();
                let value = parser.value().map_err(|error| error.to_string())?;
                changes.push((name, value.to_string_lossy().into_owned()));
            }
            Value(file) if found.events.is_none() => {
                let file = file.to_string_lossy();
                let text = fs::read_to_string(&*file)
                    .map_err(|error| format!("cannot read {file}: {error}"))?;
                let read = serde_yaml::from_str(&text);
                found.events = Some(read.map_err(|error| format!("{file}: {error}"))?);
            }
            other => return Err(format!("{}\n\n{USAGE}", other.unexpected())),
        }
    }
    for (name, value) in changes {
        apply(&mut found, &name, &value).map_err(|why| format!("--{name}: {why}"))?;
    }
    Ok(found)
}

fn apply(found: &mut Arguments, name: &str, value: &str) -> Result<(), String> {
    if name == "received" {
        let received = day(value)?;
        found.events = Some(match found.events.take() {
            Some(events) => Events { received, ..events },
            None => Events::received(received),
        });
        return Ok(());
    }
    match name {
        "right" => {
            found.right = Right::all()
                .find(|right| right.code() == value)
                .ok_or_else(|| format!("there is no right `{value}`"))?;
        }
        "with" => *power(&mut found.powers, value)? = Truth::Yes,
        "open" => *power(&mut found.powers, value)? = Truth::Unknown,
        "without" => *power(&mut found.powers, value)? = Truth::No,
        "calendar" => value.clone_into(&mut found.calendar),
        "on" => found.on = Some(day(value)?),
        "answered" => found.answered = Some(day(value)?),
        "format" => {
            found.format = match value {
                "text" => Format::Text,
                "json" => Format::Json,
                "ics" => Format::Ics,
                _ => return Err("text, json or ics".to_owned()),
            };
        }
        _ => {
            let events = found
                .events
                .as_mut()
                .ok_or("say first when the request was received: --received DAY")?;
            match name {
                "identity" => once(&mut events.identity, value)?,
                "authority" => once(&mut events.authority, value)?,
                "fee" => once(&mut events.fee, value)?,
                "clarification" => events.clarifications.push(asked(value)?),
                "extension-told" => events.extension_told = Some(day(value)?),
                "results-announced" => events.results_announced = Some(day(value)?),
                "complained" => events.complained = Some(day(value)?),
                _ => return Err(format!("no such flag\n\n{USAGE}")),
            }
        }
    }
    Ok(())
}

/// What was asked; a second time is not silently taken for the first.
fn once(event: &mut Option<Asked>, value: &str) -> Result<(), String> {
    if event.is_some() {
        return Err(
            "given twice: give the first day asked, and the day on which all had come".to_owned(),
        );
    }
    *event = Some(asked(value)?);
    Ok(())
}

fn power<'p>(powers: &'p mut Powers, name: &str) -> Result<&'p mut Truth, String> {
    match name {
        "identity" => Ok(&mut powers.identity),
        "fee" => Ok(&mut powers.fee),
        "clarification" => Ok(&mut powers.clarification),
        "extension" => Ok(&mut powers.extension),
        _ => Err("identity, fee, clarification or extension".to_owned()),
    }
}

fn holidays(arguments: &Arguments) -> Result<Holidays, String> {
    let mut names = Vec::new();
    for (name, text) in CALENDARS {
        let read = read_holidays(&SourceFile::new(*name, *text));
        let holidays = read.map_err(|faults| faults.to_string())?;
        if holidays.name() == arguments.calendar {
            return Ok(match arguments.published_only {
                true => holidays.only_as_published(),
                false => holidays,
            });
        }
        names.push(holidays.name().to_owned());
    }
    let wanted = &arguments.calendar;
    Err(format!(
        "there is no calendar `{wanted}`: {}",
        names.join(", ")
    ))
}

/// One limit with its name.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Named {
    what: &'static str,
    #[serde(flatten)]
    limit: Limit,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'a> {
    events: &'a Events,
    calendar: &'a str,
    limits: &'a [Named],
    all: &'a TimeLimits,
    steps: &'a [CountingStep],
    procedure: &'a [(&'static str, Date)],
}

fn run() -> Result<String, String> {
    let arguments = arguments()?;
    let mut events = arguments
        .events
        .clone()
        .ok_or_else(|| format!("no request\n\n{USAGE}"))?;
    if events.received < FIRST_DAY {
        return Err("the law that is counted here began on 25 May 2018; before that the Data Protection Act 1998 had forty days".to_owned());
    }
    let is_complaint = arguments.right == Right::Complaint;
    if is_complaint {
        // The complaint is what was received.
        events.complained = events.complained.or(Some(events.received));
    }
    let holidays = holidays(&arguments)?;
    let is_access = arguments.right == Right::Access;
    let limits = TimeLimits::of(&events, is_access, arguments.powers, &holidays)
        .map_err(|error| error.to_string())?;
    let named = named(&arguments, &events, &limits);
    let mut steps = limits.derivation(&events, is_access, arguments.powers);
    let mut procedure = procedure(&events);
    if is_complaint {
        // A complaint has its thirty days to be acknowledged, and no month: neither by law nor in the procedure.
        steps.retain(|step| step.provision.as_str().starts_with("dpa-2018/section-164a"));
        procedure.clear();
    }
    Ok(match arguments.format {
        Format::Text => text(&events, &holidays, &named, &steps, &procedure),
        Format::Json => {
            let output = Output {
                events: &events,
                calendar: holidays.name(),
                limits: &named,
                all: &limits,
                steps: &steps,
                procedure: &procedure,
            };
            let mut text = serde_json::to_string_pretty(&output).map_err(|e| e.to_string())?;
            text.push('\n');
            text
        }
        Format::Ics => calendar_file(&events, arguments.right, &named),
    })
}

fn named(arguments: &Arguments, events: &Events, limits: &TimeLimits) -> Vec<Named> {
    let mut named = Vec::new();
    let mut add = |what: &'static str, limit: Limit, met: Option<Date>| {
        // No council has to take longer: that day is over without being missed.
        let needed = met.is_some() || !what.ends_with("needed");
        let status = arguments
            .on
            .or(met)
            .filter(|_| needed)
            .map(|on| limit.status(on, met).in_words());
        named.push(Named {
            what,
            limit,
            status,
        });
    };
    if arguments.right == Right::Complaint {
        if let Some(by) = limits.acknowledgement {
            add("acknowledge the complaint", only(by), arguments.answered);
        }
        return named;
    }
    add("answer the person", limits.answer, arguments.answered);
    add(
        "tell the person of a longer time, if one is needed",
        limits.extension_notice,
        events.extension_told,
    );
    add(
        "answer, where a longer time was lawfully told",
        limits.extended,
        arguments.answered,
    );
    if events.results_announced.is_some() {
        add("give exam marks", limits.marks, arguments.answered);
    }
    if let Some(by) = limits.acknowledgement {
        add("acknowledge the complaint", only(by), None);
    }
    named
}

const fn only(by: End) -> Limit {
    Limit {
        certain: Span { by, later: None },
        if_open: None,
    }
}

/// The days of the bundled procedure, which counts plain months from receipt.
fn procedure(events: &Events) -> Vec<(&'static str, Date)> {
    [
        ("1 month", "one month from receipt"),
        ("3 months", "three, where it takes longer"),
    ]
    .into_iter()
    .filter_map(|(period, what)| {
        let period: data_subject_rights::calendar::Period = period.parse().ok()?;
        Some((what, period.after(events.received)?))
    })
    .collect()
}

fn text(
    events: &Events,
    holidays: &Holidays,
    named: &[Named],
    steps: &[CountingStep],
    procedure: &[(&'static str, Date)],
) -> String {
    let mut text = format!(
        "A request received on {}\n{}\n\nThe limits of the law\n",
        in_words(events.received),
        holidays.title()
    );
    let mut line = |indent: &str, words: &str| {
        let options = textwrap::Options::new(100)
            .initial_indent(indent)
            .subsequent_indent("      ");
        for wrapped in textwrap::wrap(words, options) {
            text.push_str(&wrapped);
            text.push('\n');
        }
    };
    for each in named {
        let status = each
            .status
            .as_ref()
            .map_or_else(String::new, |status| format!(" ({status})"));
        line(
            "  - ",
            &format!("{}: {}{status}", each.what, each.limit.in_words()),
        );
    }
    line("", "");
    line("", "How they were counted");
    for step in steps {
        line(
            "  - ",
            &format!("{} [{}]", step.says, step.provision.cite()),
        );
    }
    if !procedure.is_empty() {
        line("", "");
        line("", "The procedure's own time (City of Doncaster Council)");
    }
    for (what, on) in procedure {
        line("  - ", &format!("{what}: {}", in_words(*on)));
    }
    text
}

/// A file that calendar programs import (RFC 5545): one whole-day event for each limit that has a day.
fn calendar_file(events: &Events, right: Right, named: &[Named]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//data-subject-rights//deadline//EN".to_owned(),
    ];
    let compact = |day: Date| day.strftime("%Y%m%d").to_string();
    // One entry for a limit of a request, however its day moves: what happened since makes it the later one.
    let asked = [events.identity, events.authority, events.fee];
    let asked = asked
        .into_iter()
        .flatten()
        .chain(events.clarifications.clone());
    let moved: usize = asked
        .map(|each| 1 + usize::from(each.answered.is_some()))
        .sum();
    let sequence = moved + usize::from(events.extension_told.is_some());
    let id = |what: &str| {
        let what: String = what
            .chars()
            .map(|letter| {
                if letter.is_alphanumeric() {
                    letter
                } else {
                    '-'
                }
            })
            .collect();
        format!(
            "UID:{}-{}-{what}@data-subject-rights",
            compact(events.received),
            right.code()
        )
    };
    for each in named {
        let Some(day) = each.limit.by() else {
            // No day yet: a task without one, so that the entry of an earlier day goes.
            lines.extend([
                "BEGIN:VTODO".to_owned(),
                id(each.what),
                format!("SEQUENCE:{sequence}"),
                format!("DTSTAMP:{}T000000Z", compact(events.received)),
                format!("SUMMARY:{}", escaped(&format!("No day yet: {}", each.what))),
                "END:VTODO".to_owned(),
            ]);
            continue;
        };
        let next = day.tomorrow().unwrap_or(day);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            id(each.what),
            format!("SEQUENCE:{sequence}"),
            // The same file for the same events: the stamp is the day of receipt, not of writing.
            format!("DTSTAMP:{}T000000Z", compact(events.received)),
            format!("DTSTART;VALUE=DATE:{}", compact(day)),
            format!("DTEND;VALUE=DATE:{}", compact(next)),
            format!("SUMMARY:{}", escaped(&format!("Last day: {}", each.what))),
            format!(
                "DESCRIPTION:{}",
                escaped(&format!(
                    "Request received on {}. {}.",
                    in_words(events.received),
                    each.limit.in_words()
                ))
            ),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines
        .iter()
        .flat_map(|line| folded(line))
        .map(|line| format!("{line}\r\n"))
        .collect()
}

fn escaped(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// No line is longer than 75 octets; what follows goes on after a space.
fn folded(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for letter in line.chars() {
        if current.len() + letter.len_utf8() > 75 {
            lines.push(std::mem::replace(&mut current, " ".to_owned()));
        }
        current.push(letter);
    }
    lines.push(current);
    lines
}
