//! Decides requests and explains the decisions.
//!
//! ```text
//! cargo run --example explain                              # a bundled letter
//! cargo run --example explain -- my-request.yaml           # your own (YAML or JSON; - for standard input)
//! cargo run --example explain -- --format json request.yaml
//! cargo run --example explain -- --right erasure request.yaml
//! cargo run --example explain -- --outlook request.yaml        # what the decisions hang on, and what to ask
//! cargo run --example explain -- --register my-register.yaml request.yaml
//! ```
//!
//! Exits with 2, and says what is wrong and where, when the input cannot be decided.

use std::{
    fs,
    io::{self, Read, Write},
    process::ExitCode,
};

use data_subject_rights::{
    Controller,
    advice::Advice,
    case::{Register, Request},
    engine::Asking,
    explain,
    law::{Right, Term},
    source::SourceFile,
};

const BUNDLED: (&str, &str) = (
    "examples/requests/peer-support-letter.yaml",
    include_str!("requests/peer-support-letter.yaml"),
);

const USAGE: &str = "\
usage: explain [--format text|json] [--outlook] [--right RIGHT] [--register FILE]... [REQUEST]...

REQUEST is a request in YAML or JSON, or - for standard input. Without one a bundled letter is decided.";

#[derive(Default)]
struct Arguments {
    requests: Vec<String>,
    registers: Vec<String>,
    json: bool,
    outlook: bool,
    right: Option<Right>,
}

fn main() -> ExitCode {
    match run() {
        Ok(output) => match io::stdout().write_all(output.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever read the output has seen enough of it.
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
    let mut council = Controller::doncaster().map_err(|faults| faults.to_string())?;
    for name in &arguments.registers {
        let register = Register::load(&read(name)?).map_err(|faults| faults.to_string())?;
        council = council.with_register(register);
    }
    let requests = if arguments.requests.is_empty() {
        vec![SourceFile::new(BUNDLED.0, BUNDLED.1)]
    } else {
        arguments
            .requests
            .iter()
            .map(|name| read(name))
            .collect::<Result<_, _>>()?
    };
    if arguments.outlook {
        return outlook(&council, &requests, &arguments);
    }
    // Every request is read before anything is answered, so that one run reports every fault.
    let mut advices = Vec::new();
    let mut faults = Vec::new();
    for file in &requests {
        match Request::load(file).and_then(|request| council.decide(&request)) {
            Ok(advice) => advices.push(only(advice, arguments.right)?),
            Err(found) => faults.push(found.to_string()),
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("\n\n"));
    }
    if arguments.json {
        let json = match advices.as_slice() {
            [one] => serde_json::to_string_pretty(one),
            several => serde_json::to_string_pretty(several),
        };
        return json
            .map(|json| json + "\n")
            .map_err(|error| error.to_string());
    }
    let texts: Vec<String> = advices.iter().map(explain::text).collect();
    Ok(texts.join(&format!("\n{}\n\n", "=".repeat(100))))
}

/// What the decisions hang on, instead of the decisions.
fn outlook(
    council: &Controller,
    requests: &[SourceFile],
    arguments: &Arguments,
) -> Result<String, String> {
    let mut outlooks = Vec::new();
    let mut faults = Vec::new();
    for file in requests {
        let found =
            Request::load(file).and_then(|request| council.outlook(&request, &Asking::default()));
        match found {
            Ok(mut outlook) => {
                let is_asked = |right: Right| arguments.right.is_none_or(|only| only == right);
                outlook.parts.retain(|part| is_asked(part.right));
                outlooks.push(outlook);
            }
            Err(found) => faults.push(found.to_string()),
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("\n\n"));
    }
    if arguments.json {
        let json = serde_json::to_string_pretty(&outlooks);
        return json
            .map(|json| json + "\n")
            .map_err(|error| error.to_string());
    }
    Ok(outlooks.iter().map(explain::outlook).collect())
}

/// The part of the advice that concerns one right.
fn only(mut advice: Advice, right: Option<Right>) -> Result<Advice, String> {
    let Some(right) = right else {
        return Ok(advice);
    };
    if !advice.request.rights.contains(&right) {
        let asked: Vec<&str> = advice
            .request
            .rights
            .iter()
            .map(|right| right.code())
            .collect();
        return Err(format!(
            "the request does not ask for `{}`; it asks for: {}",
            right.code(),
            asked.join(", ")
        ));
    }
    advice.overall.retain(|overall| overall.right == right);
    advice.decisions.retain(|decision| decision.right == right);
    Ok(advice)
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

fn arguments() -> Result<Arguments, String> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};
    let usage = |error: lexopt::Error| format!("{error}\n\n{USAGE}");
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Value(name) => arguments.requests.push(name.string().map_err(usage)?),
            Long("outlook") => arguments.outlook = true,
            Long("register") => {
                let name = parser.value().map_err(usage)?;
                arguments.registers.push(name.string().map_err(usage)?);
            }
            Long("format") => match parser
                .value()
                .and_then(|v| v.string())
                .map_err(usage)?
                .as_str()
            {
                "text" => arguments.json = false,
                "json" => arguments.json = true,
                other => return Err(format!("there is no format `{other}`\n\n{USAGE}")),
            },
            Long("right") => {
                let code = parser.value().and_then(|v| v.string()).map_err(usage)?;
                arguments.right = Some(Right::from_code(&code).ok_or_else(|| {
                    let codes: Vec<&str> = Right::all().map(Term::code).collect();
                    format!("there is no right `{code}`; one of: {}", codes.join(", "))
                })?);
            }
            Long("help") | Short('h') => {
                println!("{USAGE}");
                std::process::exit(0);
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(arguments)
}
