//! Plans of questions, beside the reasoned decision that lists every question.

use std::{collections::BTreeSet, hint::black_box};

use data_subject_rights::{
    Controller,
    calendar::Date,
    case::{About, Item, Request},
    decision::BookDecision,
    engine::{Evaluation, Target},
    inquiry::CostModel,
    law::{Capacity, Right, Term},
};

use super::times;

/// A request about one item, of which nothing is known but who asks.
pub fn planning() {
    let council = Controller::doncaster().unwrap_or_else(|faults| panic!("{faults}"));
    let statute = council.statute().expect("Doncaster has a statute");
    let (asking, everybody) = (CostModel::default(), BTreeSet::new());
    println!(
        "a plan of questions where only the requester is known, beside one decision with its questions"
    );
    println!("| book | right | plan | decision | ratio | expected | longest | at least | best |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for program in [council.program(), statute] {
        for right in Right::all() {
            let request = Request::received(Date::constant(2026, 11, 21))
                .made_as(Capacity::DataSubject)
                .asks(right)
                .about(About::matter("it").item(Item::named("one")));
            let situation = council.situations(&request).expect("it reads").remove(0);
            let case = program.case_of(&situation.facts, &situation.dates);
            let target = Target::Right(right);
            let plan = || program.inquire(target, &case, &asking, &everybody);
            let Some(found) = plan().expect("the diagram is to be had") else {
                continue;
            };
            let decide = || {
                let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
                BookDecision::of(&evaluation, right, &[])
            };
            let found_times = times(
                1,
                &mut [&mut || drop(black_box(plan())), &mut || {
                    drop(black_box(decide()))
                }],
            );
            let (plan, decision) = (found_times[0], found_times[1]);
            println!(
                "| {} | {} | {:.1} ms | {:.1} ms | {:.1} | {:.2} | {} | {:.2} | {} |",
                program.book().name(),
                right.code(),
                plan / 1e6,
                decision / 1e6,
                plan / decision,
                found.effort.expected,
                found.effort.worst,
                found.at_least,
                if found.is_best { "yes" } else { "" },
            );
        }
    }
}
