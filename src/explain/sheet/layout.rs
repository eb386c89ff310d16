//! A summary laid out: the fixed lines, then sections, in the order in which they are acted on.

use super::{
    Block, LeftOut, Section, Sheet,
    foot::{differences, good_to_know, more_time, rests_on},
    head::head,
    reply::{powers, reply},
    section, short,
    table::table,
    why_not::why_not,
    words::{about, capital, small, weekday, with_citation},
};
use crate::{
    advice::summary::{Step, Summary, When},
    calendar::in_words,
    decision::DutyState,
    fact::{FactKind, Respondent},
};

pub(super) fn sheet(summary: &Summary) -> Sheet {
    let table = table(summary);
    let groups = table.rows.len();
    let sections = [
        steps(summary),
        gets(summary, table),
        why_not(summary),
        find_out(summary),
        reply(summary),
        powers(summary),
        more_time(summary),
        differences(summary),
        short("Rests on", 2, rests_on(&summary.rests_on)),
        good_to_know(summary),
    ];
    Sheet {
        title: summary.title.clone().unwrap_or_else(|| {
            let received = in_words(summary.asked_for.received);
            format!("Request received on {received}")
        }),
        council: summary.council.clone(),
        head: head(summary),
        sections: sections
            .into_iter()
            .filter(|section| !section.blocks.is_empty())
            .collect(),
        groups,
    }
}

fn steps(summary: &Summary) -> Section {
    let (mut blocks, mut waiting) = (Vec::new(), Vec::new());
    for step in &summary.steps {
        // A warning is to be heeded, and what waits for the law is not to be done yet: neither has a number.
        if step.when == When::First {
            blocks.push(Block::Line(format!(
                "First: {}",
                step_in_words(summary, step)
            )));
        } else if step.law == Some(DutyState::Open) {
            let what = small(step.what.trim_end_matches('.'));
            let what = format!("{what}{}", about(summary, &step.parts));
            waiting.push(with_citation(&what, &step.provisions));
        } else {
            blocks.push(Block::Step(step_in_words(summary, step)));
        }
    }
    if !waiting.is_empty() {
        let steps = blocks.iter().any(|block| matches!(block, Block::Step(_)));
        blocks.push(Block::Line(format!(
            "Not as a final answer until the law is decided{}: {}. Meanwhile use it as little as you can.",
            if steps {
                " (the steps above are for now)"
            } else {
                ""
            },
            waiting.join("; ")
        )));
    }
    if blocks.is_empty() {
        blocks.push(Block::Line("Nothing but the reply.".to_owned()));
    }
    section("Do now", 0, 0, blocks)
}

fn step_in_words(summary: &Summary, step: &Step) -> String {
    let mut words = step.what.clone();
    if step.law == Some(DutyState::NotDue) {
        words.push_str(" By law it need not be done here: take advice first.");
    }
    if let Some(hint) = &step.hint {
        words.push_str(&format!(" {hint}"));
    }
    if step.mind_the_secret && step.when != When::First {
        words.push_str(" Reveal nothing of what is marked above.");
    }
    let when = match step.when {
        When::First => None,
        When::AtOnce => Some("At once".to_owned()),
        When::BeforeGoingAhead => Some("Before going ahead".to_owned()),
        When::By(day) => Some(format!("By {}", weekday(day))),
        When::BeforeTheAnswer => None,
    };
    let who = match step.who {
        Some(Respondent::Specialist) => Some("name a specialist for it"),
        _ => None,
    };
    let aside: Vec<String> = when.into_iter().chain(who.map(str::to_owned)).collect();
    if !aside.is_empty() {
        words.push_str(&format!(" {}.", capital(&aside.join("; "))));
    }
    with_citation(
        &format!("{words}{}", about(summary, &step.parts)),
        &step.provisions,
    )
}

fn gets(summary: &Summary, table: super::table::Table) -> Section {
    let mut blocks = vec![Block::Table(table)];
    if summary.rests_on.supposes {
        blocks.push(Block::Line(
            "(…) assumes that the missing review raises nothing. Do not rely on it.".to_owned(),
        ));
    }
    section("What the person gets", 0, 0, blocks)
}

fn find_out(summary: &Summary) -> Section {
    if summary.find_out.is_empty() {
        let words = if summary.do_not_reveal.review_missing {
            "Nothing until the checks above are made."
        } else if summary.is_open() {
            // An open point is never called settled, even if there is no question to ask.
            "No question is listed for the open points above: see the full reasons."
        } else {
            "Nothing that can change what the person gets."
        };
        return short("Find out next", 8, vec![Block::Line(words.to_owned())]);
    }
    let mut blocks = Vec::new();
    let mut more = Vec::new();
    for group in &summary.find_out {
        for question in &group.questions {
            let judged = match question.kind {
                FactKind::Judgement => " (judge)",
                FactKind::Observed => "",
            };
            let first = if question.rank == 0 { "FIRST: " } else { "" };
            blocks.push(Block::Question {
                who: who(group.who),
                words: format!(
                    "{first}{}{judged}{}",
                    question.ask,
                    about(summary, &question.parts)
                ),
                rank: question.rank,
            });
        }
        more.push((who(group.who), group.more));
    }
    Section {
        left_out: LeftOut::ByWho(more),
        ..section(
            "Find out next (where you judge, record who, when and why)",
            6,
            5,
            blocks,
        )
    }
}

const fn who(who: Respondent) -> &'static str {
    match who {
        Respondent::Requester => "The person",
        Respondent::ThirdParty => "Third party",
        Respondent::Register => "The service",
        Respondent::Officer => "You",
        Respondent::Specialist => "Specialist",
    }
}
