//! Holds a privacy notice against the procedure's list of what people must be told.
//!
//! ```text
//! cargo run --example notice_check                       # the Peer Support Groups' notice
//! cargo run --example notice_check -- my-register.yaml   # the notice behind any register
//! ```
//!
//! For each thing: for which activities the notice says it, lacks it, need not say it, or it is open.

use std::{collections::BTreeMap, fs, process::ExitCode};

use data_subject_rights::{
    Controller,
    calendar::Date,
    case::{About, Register, Request},
    decision::DutyState,
    law::{Capacity, Right},
    source::SourceFile,
};

const USAGE: &str = "\
usage: notice_check [REGISTER]

REGISTER is a register in YAML; without one the Peer Support Groups' is used.";

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<String, String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let name = match arguments.as_slice() {
        [] => None,
        [one] if one == "--help" || one == "-h" => return Ok(format!("{USAGE}\n")),
        [one] if one.starts_with('-') => {
            return Err(format!("there is no option `{one}`\n\n{USAGE}"));
        }
        [one] => Some(one.clone()),
        _ => return Err(format!("one register at a time\n\n{USAGE}")),
    };
    let council = Controller::doncaster().map_err(|faults| faults.to_string())?;
    let register = match name {
        None => council
            .register("peer-support-groups")
            .cloned()
            .ok_or("the bundled register is missing")?,
        Some(name) => {
            let bytes = fs::read(&name).map_err(|error| format!("cannot read {name}: {error}"))?;
            SourceFile::from_bytes(name, &bytes)
                .and_then(|file| Register::load(&file))
                .map_err(|faults| faults.to_string())?
        }
    };
    check(council.with_register(register.clone()), &register)
}

fn check(council: Controller, register: &Register) -> Result<String, String> {
    // Someone who was never told asks about everything: what must they be told?
    let today = register.dated.unwrap_or(Date::constant(2026, 11, 21));
    let mut request = Request::received(today)
        .made_as(Capacity::DataSubject)
        .asks(Right::Information)
        .fact("told-before", false, "the check");
    for activity in &register.activities {
        request = request.about(About::activity(format!("{}/{}", register.id, activity.id)));
    }
    let reasons = council
        .reasons(&request)
        .map_err(|faults| faults.to_string())?;

    let mut text = format!("{}\n{}\n", register.title, register.source_in_words());
    let mut order: Vec<(&str, String)> = Vec::new();
    let mut states: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    let mut notes: Vec<String> = Vec::new();
    for decision in &reasons.decisions {
        for duty in &decision.procedure.duties {
            if !duty.duty.starts_with("information/") {
                continue;
            }
            let state = match duty.state {
                DutyState::Met => "said",
                DutyState::Due => "not said, or not known to be said",
                DutyState::NotDue => "does not arise",
                DutyState::Open => "open: whether it arises is not known",
            };
            if !states.contains_key(duty.duty.as_str()) {
                order.push((
                    &duty.duty,
                    format!("{} [{}]", duty.says, duty.provision.cite()),
                ));
            }
            states
                .entry(&duty.duty)
                .or_default()
                .push((state, decision.subject()));
        }
        for note in &decision.procedure.notes {
            let said = format!("{} [{}]", note.says, note.provision.cite());
            if note.provision.as_str().starts_with("procedure/4") || !note.general {
                if !notes.contains(&said) {
                    notes.push(said);
                }
            } else if note.note.starts_with("notice/") && !notes.contains(&said) {
                notes.push(said);
            }
        }
    }
    for (duty, says) in order {
        text.push_str(&format!("\n{says}\n"));
        let mut by_state: Vec<(&str, Vec<&str>)> = Vec::new();
        for (state, subject) in &states[duty] {
            match by_state.iter_mut().find(|(known, _)| known == state) {
                Some((_, subjects)) => subjects.push(subject),
                None => by_state.push((state, vec![subject])),
            }
        }
        for (state, subjects) in by_state {
            text.push_str(&format!("  {state}: {}\n", subjects.join("; ")));
        }
    }
    text.push_str("\nWhere the notice, the procedure and the law differ\n");
    for note in notes {
        text.push_str(&format!("  - {note}\n"));
    }
    Ok(text)
}
