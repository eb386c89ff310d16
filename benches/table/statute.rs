//! The statute book: UK GDPR and DPA 2018 with every exemption of its Schedules in play.

use std::{hint::black_box, path::Path};

use data_subject_rights::{
    Controller,
    bundled::{STATUTE, VOCABULARY},
    case::{Register, Request},
    engine::Program,
    law::{Right, Term},
    source::from_dir,
    unstable::Masks,
};

use super::{CASES, times};

/// Situations of the cases under `tests/statute` in which a right is asked for, as the program reads them.
/// Those that evaluation alone determines, and those that take a diagram.
fn situations(council: &Controller, program: &Program, right: Right) -> [Vec<Masks>; 2] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = [Vec::new(), Vec::new()];
    let mut scratch = program.scratch();
    // A budget of nothing leaves evaluation alone.
    let plain = Program::compile(program.book().clone(), program.edition()).with_node_budget(0);
    for file in from_dir(root.join("tests/statute")).expect("the cases are there") {
        let request = Request::load(&file).expect("it loads");
        for situation in council.situations(&request).expect("it was decided") {
            if situation.rights.contains(&right) {
                let case = program.case_of(&situation.facts, &situation.dates);
                let by_evaluation = plain.outcome(right, &case, &mut scratch).exact;
                found[usize::from(!by_evaluation)].push(case);
            }
        }
    }
    found
}

pub fn deciding() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let registers = from_dir(root.join("tests/registers")).expect("they are there");
    let council = registers
        .iter()
        .map(|file| Register::load(file).expect("it loads"))
        .fold(
            Controller::doncaster().expect("it loads"),
            Controller::with_register,
        );
    let statute = council.statute().expect("it is bundled");
    let procedure = council.program();
    println!(
        "one case at a time over the cases of the statute's tests: ns (ratio to the procedure's decision)"
    );
    println!(
        "| right | which cases | of the procedure, every rule read | outcome by law | decision by law, every rule read |"
    );
    println!("|---|---|---|---|---|");
    for right in [Right::Access, Right::Erasure, Right::Objection] {
        let by_law = situations(&council, statute, right);
        let own = situations(&council, procedure, right);
        for (what, law, own) in [
            ("determined by evaluation", &by_law[0], &own[0]),
            ("by diagram", &by_law[1], &own[0]),
        ] {
            if law.is_empty() || own.is_empty() {
                continue;
            }
            let (mut first, mut second, mut third) =
                (procedure.scratch(), statute.scratch(), statute.scratch());
            // Diagrams are made once for each era of the law: that is not what is timed here.
            for case in law {
                black_box(statute.decide(right, case, &mut second).outcome());
            }
            let found = times(
                CASES,
                &mut [
                    &mut || {
                        for case in own.iter().cycle().take(CASES) {
                            let decided = procedure.decide(right, black_box(case), &mut first);
                            for rule in decided.rules() {
                                black_box(rule);
                            }
                            black_box(decided.outcome());
                        }
                    },
                    &mut || {
                        for case in law.iter().cycle().take(CASES) {
                            black_box(statute.outcome(right, black_box(case), &mut second));
                        }
                    },
                    &mut || {
                        for case in law.iter().cycle().take(CASES) {
                            let decided = statute.decide(right, black_box(case), &mut third);
                            for rule in decided.rules() {
                                black_box(rule);
                            }
                            black_box(decided.outcome());
                        }
                    },
                ],
            );
            let rules = statute
                .decide(right, &law[0], &mut statute.scratch())
                .rules()
                .count();
            println!(
                "| {} ({rules} rules) | {} {what} | {:.0} | {:.0} ({:.1}) | {:.0} ({:.1}) |",
                right.code(),
                law.len(),
                found[0],
                found[1],
                found[1] / found[0],
                found[2],
                found[2] / found[0],
            );
        }
    }
}

pub fn loading() {
    let texts = || VOCABULARY.iter().chain(STATUTE).map(|(_, text)| *text);
    let found = times(
        1_000_000,
        &mut [
            &mut || {
                for text in texts() {
                    black_box(serde_yaml::from_str::<serde_yaml::Value>(text).expect("it is YAML"));
                }
            },
            &mut || {
                black_box(Controller::doncaster().expect("it loads"));
            },
        ],
    );
    println!("from YAML: ms (ratio to serde_yaml reading bare values of the statute's files)");
    for (name, time) in ["serde_yaml", "Controller::doncaster, both books compiled"]
        .into_iter()
        .zip(&found)
    {
        println!("| {name} | {time:.1} ({:.2}) |", time / found[0]);
    }
}
