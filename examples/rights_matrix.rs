//! Which rights people have over what a register describes: the column "Rights available to individuals"
//! of a record of processing activities.
//!
//! ```text
//! cargo run --example rights_matrix                                     # the Peer Support Groups
//! cargo run --example rights_matrix -- --format csv my-register.yaml    # any register, as CSV
//! ```
//!
//! For each activity and each right, under the procedure and by law: available, not available (and why), or
//! what it depends on. The person is taken to ask about their own information, and the council to hold some. A
//! register does not cover the limits on a single request. The table supposes that none is raised, and that the
//! use is not for law enforcement. With `--full` it supposes neither.

use std::{collections::BTreeSet, fs, io::Write, process::ExitCode};

use data_subject_rights::{
    Controller,
    calendar::Date,
    case::{About, Judgement, Register, Request, Review},
    decision::{BookDecision, FactValue, Outcome, Reason},
    fact::{Extent, Vocabulary},
    law::{Capacity, Provision, Right, Term},
    rule::RoleKind,
    source::SourceFile,
};

const USAGE: &str = "\
usage: rights_matrix [--format text|markdown|csv] [--on YYYY-MM-DD] [--full] [REGISTER]

REGISTER is a register in YAML; without one the Peer Support Groups' is used. --on is the day of the request
(21 November 2026 if not given). --full supposes nothing and names everything that an answer depends on.";

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
    Markdown,
    Csv,
}

struct Arguments {
    format: Format,
    on: Date,
    full: bool,
    register: Option<String>,
}

fn arguments() -> Result<Arguments, String> {
    use lexopt::prelude::*;
    let mut found = Arguments {
        format: Format::Text,
        on: Date::constant(2026, 11, 21),
        full: false,
        register: None,
    };
    let mut parser = lexopt::Parser::from_env();
    let usage = |error: &dyn std::fmt::Display| format!("{error}\n\n{USAGE}");
    while let Some(argument) = parser.next().map_err(|error| usage(&error))? {
        match argument {
            Long("format") => {
                let word = parser.value().map_err(|error| usage(&error))?;
                found.format = match word.to_str() {
                    Some("text") => Format::Text,
                    Some("markdown") => Format::Markdown,
                    Some("csv") => Format::Csv,
                    _ => return Err(usage(&"--format is text, markdown or csv")),
                };
            }
            Long("on") => {
                let word = parser.value().map_err(|error| usage(&error))?;
                let word = word.to_string_lossy();
                found.on = word.parse().map_err(|error| {
                    usage(&format!(
                        "--on {word} is not a day such as 2026-11-21: {error}"
                    ))
                })?;
            }
            Long("full") => found.full = true,
            Long("help") | Short('h') => {
                println!("{USAGE}");
                std::process::exit(0);
            }
            Value(name) if found.register.is_none() => {
                found.register = Some(name.to_string_lossy().into_owned());
            }
            other => return Err(usage(&other.unexpected())),
        }
    }
    Ok(found)
}

/// One activity and one right.
struct Row {
    activity: String,
    right: &'static str,
    procedure: Cell,
    law: Cell,
}

#[derive(PartialEq)]
struct Cell {
    answer: &'static str,
    why: String,
}

fn run() -> Result<String, String> {
    let arguments = arguments()?;
    let council = Controller::doncaster().map_err(|faults| faults.to_string())?;
    let register = match &arguments.register {
        None => council
            .register("peer-support-groups")
            .cloned()
            .ok_or("the bundled register is missing")?,
        Some(name) => {
            let bytes = fs::read(name).map_err(|error| format!("cannot read {name}: {error}"))?;
            SourceFile::from_bytes(name, &bytes)
                .and_then(|file| Register::load(&file))
                .map_err(|faults| faults.to_string())?
        }
    };
    let council = council.with_register(register.clone());
    let rows = rows(&council, &register, &arguments)?;
    Ok(match arguments.format {
        Format::Text => text(&register, &arguments, &rows),
        Format::Markdown => markdown(&register, &arguments, &rows),
        Format::Csv => csv(&rows),
    })
}

fn rows(
    council: &Controller,
    register: &Register,
    arguments: &Arguments,
) -> Result<Vec<Row>, String> {
    let mut request = Request::received(arguments.on)
        .made_as(Capacity::DataSubject)
        .fact("information-held", true, "assumed for the table");
    for right in Right::all() {
        request = request.asks(right);
    }
    if !arguments.full {
        request = supposing_no_limit(request, arguments.on)?;
    }
    for activity in &register.activities {
        request = request.about(About::activity(format!("{}/{}", register.id, activity.id)));
    }
    let reasons = council
        .reasons(&request)
        .map_err(|faults| faults.to_string())?;
    let vocabulary = council.procedure().vocabulary();
    let mut rows: Vec<Row> = reasons
        .decisions
        .iter()
        .map(|decision| Row {
            activity: decision.subject(),
            right: decision.right.label(),
            procedure: cell(&decision.procedure, vocabulary, arguments.full),
            law: decision.statute.as_ref().map_or_else(
                || Cell {
                    answer: "no rules",
                    why: String::new(),
                },
                |law| cell(law, vocabulary, arguments.full),
            ),
        })
        .collect();
    // Activity by activity, as a register is read; decisions come right by right.
    let order: Vec<&str> = register
        .activities
        .iter()
        .map(|activity| activity.title.as_str())
        .collect();
    rows.sort_by_key(|row| order.iter().position(|title| *title == row.activity));
    Ok(rows)
}

/// As if someone had gone through every exemption and limit, and raised none.
fn supposing_no_limit(request: Request, on: Date) -> Result<Request, String> {
    const WHY: &str = "supposed for the table";
    let all = |text: &str| -> Result<Provision, String> {
        text.parse().map_err(|error| format!("{error}"))
    };
    let review = Review::of(all("procedure")?, WHY, on, [])
        .and_of(all("uk-gdpr")?)
        .and_of(all("dpa-2018")?);
    let ordinary = Judgement::recorded("law-enforcement-processing", false, WHY, WHY, on, WHY);
    Ok(request.review(review).judgement(ordinary).fact(
        "third-party-information",
        Extent::None,
        WHY,
    ))
}

fn cell(book: &BookDecision, vocabulary: &Vocabulary, full: bool) -> Cell {
    match book.outcome {
        Outcome::Applies => Cell {
            answer: "available",
            why: String::new(),
        },
        Outcome::AppliesInPart => Cell {
            answer: "available in part",
            why: String::new(),
        },
        Outcome::DoesNotApply => Cell {
            answer: "not available",
            why: why_not(book),
        },
        Outcome::Open => Cell {
            answer: "depends",
            why: depends_on(book, vocabulary, full),
        },
        Outcome::OutOfScope => Cell {
            answer: "out of scope",
            why: book
                .out_of_scope
                .iter()
                .map(|limit| limit.otherwise.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        },
        Outcome::Silent => Cell {
            answer: "no rules",
            why: String::new(),
        },
    }
}

/// What takes the right away; else what its grounds fail for.
fn why_not(book: &BookDecision) -> String {
    let of_role = |role: RoleKind, holds: bool| {
        book.reasons
            .iter()
            .filter(move |reason| reason.role == role && reason.truth.is_yes() == holds)
    };
    let said = |reason: &Reason| format!("{} [{}]", reason.says, reason.provision.cite());
    if of_role(RoleKind::Ground, true).next().is_some() {
        return of_role(RoleKind::Exemption, true)
            .map(said)
            .collect::<Vec<_>>()
            .join(" ");
    }
    let mut facts = BTreeSet::new();
    for ground in of_role(RoleKind::Ground, false) {
        found(book, ground, &mut BTreeSet::new(), &mut facts);
    }
    format!(
        "no ground: {}",
        facts.into_iter().collect::<Vec<_>>().join("; ")
    )
}

/// The known facts under a rule, through the definitions that it stands on.
fn found<'b>(
    book: &'b BookDecision,
    rule: &'b Reason,
    met: &mut BTreeSet<&'b str>,
    facts: &mut BTreeSet<String>,
) {
    if !met.insert(&rule.rule) {
        return;
    }
    for used in rule
        .facts
        .iter()
        .filter(|used| used.value != FactValue::Unknown)
    {
        match book.reasons.iter().find(|reason| reason.rule == used.fact) {
            Some(definition) => found(book, definition, met, facts),
            None => {
                facts.insert(format!("{}: {}", used.name, used.value));
            }
        }
    }
}

/// The facts that an answer waits for; classes of exemption are counted, not listed.
fn depends_on(book: &BookDecision, vocabulary: &Vocabulary, full: bool) -> String {
    const SHOWN: usize = 4;
    let is_class = |fact: &str| {
        vocabulary
            .find(fact)
            .and_then(|fact| vocabulary.get(fact))
            .is_some_and(|declared| declared.class.is_some())
    };
    let (classes, facts): (Vec<_>, Vec<_>) = book
        .questions
        .iter()
        .partition(|question| !full && is_class(&question.fact));
    let mut named: Vec<String> = facts.iter().map(|question| question.name.clone()).collect();
    if !full && named.len() > SHOWN {
        let more = named.len() - SHOWN;
        named.truncate(SHOWN);
        named.push(format!("{more} more"));
    }
    if !classes.is_empty() {
        named.push(format!("whether one of {} limits is raised", classes.len()));
    }
    named.join("; ")
}

fn title(register: &Register, arguments: &Arguments) -> String {
    format!(
        "Rights available to individuals: {} (a request of {})",
        register.title, arguments.on
    )
}

/// What the table rests on besides the register.
const fn supposed(arguments: &Arguments) -> &'static str {
    if arguments.full {
        "Supposing that the person asks about their own information and that some is held."
    } else {
        "Supposing that the person asks about their own information, that some is held, that no exemption or \
         other limit is raised, and that the use is not for law enforcement."
    }
}

fn text(register: &Register, arguments: &Arguments, rows: &[Row]) -> String {
    let mut text = format!("{}\n", title(register, arguments));
    for line in textwrap::wrap(supposed(arguments), 110) {
        text.push_str(&format!("{line}\n"));
    }
    // Activities with the same answers are told together.
    let mut told: Vec<(Vec<&str>, String)> = Vec::new();
    for rows in rows.chunk_by(|one, other| one.activity == other.activity) {
        let answers: String = rows.iter().map(answers).collect();
        let activity = rows.first().map_or("", |row| row.activity.as_str());
        match told.iter_mut().find(|(_, known)| *known == answers) {
            Some((activities, _)) => activities.push(activity),
            None => told.push((vec![activity], answers)),
        }
    }
    for (activities, answers) in told {
        text.push_str(&format!("\n{}\n{answers}", activities.join("\n")));
    }
    text
}

/// What both books answer of a right: once where they answer the same.
fn answers(row: &Row) -> String {
    let by_both = [("both", &row.procedure)];
    let by_each = [("procedure", &row.procedure), ("law", &row.law)];
    let is_same = row.procedure == row.law;
    let cells: &[(&str, &Cell)] = if is_same { &by_both } else { &by_each };
    let mut text = String::new();
    let mut right = row.right;
    for (book, cell) in cells {
        let first = format!("  {right:<33} {book:<10} {:<14} ", cell.answer);
        let options = textwrap::Options::new(130)
            .initial_indent(&first)
            .subsequent_indent("                                                              ");
        let wrapped = textwrap::wrap(&cell.why, options);
        let lines = match wrapped.as_slice() {
            [] => vec![first.as_str()],
            lines => lines.iter().map(AsRef::as_ref).collect(),
        };
        for line in lines {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        right = "";
    }
    text
}

fn markdown(register: &Register, arguments: &Arguments, rows: &[Row]) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\n| activity | right | under the procedure | by law |\n|---|---|---|---|\n",
        title(register, arguments),
        supposed(arguments)
    );
    let escaped = |words: &str| words.replace('|', "\\|");
    for row in rows {
        let said = |cell: &Cell| match cell.why.as_str() {
            "" => cell.answer.to_owned(),
            why => format!("**{}**: {}", cell.answer, escaped(why)),
        };
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            escaped(&row.activity),
            row.right,
            said(&row.procedure),
            said(&row.law)
        ));
    }
    text
}

fn csv(rows: &[Row]) -> String {
    // A spreadsheet takes what begins with one of these for a formula.
    let field = |words: &str| {
        let guarded = if words.starts_with(['=', '+', '-', '@']) {
            format!("'{words}")
        } else {
            words.to_owned()
        };
        format!("\"{}\"", guarded.replace('"', "\"\""))
    };
    let mut text = "activity,right,procedure,procedure: why,law,law: why\r\n".to_owned();
    for row in rows {
        let fields = [
            row.activity.as_str(),
            row.right,
            row.procedure.answer,
            &row.procedure.why,
            row.law.answer,
            &row.law.why,
        ];
        text.push_str(&fields.map(field).join(","));
        text.push_str("\r\n");
    }
    text
}
