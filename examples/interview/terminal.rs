//! Questions in the terminal.

use data_subject_rights::{
    Controller,
    advice::{AnswerPlace, NextQuestion},
    calendar::Date,
    case::{Answer, Judgement, Recorded, Review},
    decision::{PlannedReview, PlannedStep, Question},
    fact::{Domain, Extent, FactKind},
    law::Provision,
};
use dialoguer::{Confirm, Input, MultiSelect, Select, theme::ColorfulTheme};

use super::place;

/// What was replied to a question.
pub enum Reply {
    Answer(Box<Recorded>),
    DontKnow,
    Why,
    Show,
    Back,
    Stop,
}

/// Who answers, kept from question to question.
#[derive(Default)]
pub struct Who {
    name: String,
    role: String,
}

/// What can be said instead of an answer.
const INSTEAD: [&str; 5] = [
    "don't know",
    "why?",
    "show the decision so far",
    "back",
    "stop",
];

/// Asks one question.
pub fn ask(
    council: &Controller,
    next: &NextQuestion,
    who: &mut Who,
    today: Date,
) -> Result<Reply, String> {
    match &next.plan.next {
        PlannedStep::Review(review) => ask_review(review, who, today),
        PlannedStep::Question(planned) if planned.question.fact.starts_with("date/") => {
            ask_date(&planned.question, next)
        }
        PlannedStep::Question(planned) => ask_fact(council, &planned.question, next, who, today),
    }
}

/// The other places that the answer is given for too.
pub fn others(next: &NextQuestion, is_judged: bool) -> Result<&[AnswerPlace], String> {
    if next.also.is_empty() {
        return Ok(&[]);
    }
    let names: Vec<String> = next
        .also
        .iter()
        .map(|place| {
            let about = place.about.as_deref().unwrap_or("the request");
            match &place.item {
                Some(item) => format!("{about}: {item}"),
                None => about.to_owned(),
            }
        })
        .collect();
    let names = names.join("; ");
    // A judgement is of what was judged, with its reasons.
    let ask = if is_judged {
        format!("Did you judge the same of {names}, for the same reasons?")
    } else {
        format!("Does this hold for {names} too?")
    };
    let all = Confirm::with_theme(&ColorfulTheme::default())
        .with_prompt(ask)
        .interact()
        .map_err(|error| format!("the terminal cannot be asked ({error}); use --answers FILE"))?;
    Ok(if all { &next.also } else { &[] })
}

/// The place of the answer in `answers`, or what was said instead.
fn choose(answers: &[String]) -> Result<Result<usize, Reply>, String> {
    let mut items: Vec<&str> = answers.iter().map(String::as_str).collect();
    items.extend(INSTEAD);
    let chosen = Select::with_theme(&ColorfulTheme::default())
        .items(&items)
        .default(0)
        .interact_opt()
        .map_err(|error| format!("the terminal cannot be asked ({error}); use --answers FILE"))?;
    Ok(
        match chosen.map(|at| at.checked_sub(answers.len()).ok_or(at)) {
            Some(Err(at)) => Ok(at),
            Some(Ok(0)) => Err(Reply::DontKnow),
            Some(Ok(1)) => Err(Reply::Why),
            Some(Ok(2)) => Err(Reply::Show),
            Some(Ok(3)) => Err(Reply::Back),
            Some(Ok(_)) | None => Err(Reply::Stop),
        },
    )
}

fn ask_fact(
    council: &Controller,
    question: &Question,
    next: &NextQuestion,
    who: &mut Who,
    today: Date,
) -> Result<Reply, String> {
    let vocabulary = council.procedure().vocabulary();
    let declared = vocabulary
        .find(&question.fact)
        .and_then(|fact| vocabulary.get(fact));
    let Some(declared) = declared else {
        return Ok(Reply::DontKnow);
    };
    let (labels, answers): (Vec<String>, Vec<Answer>) = match declared.domain {
        Domain::YesNo => [("yes", true), ("no", false)]
            .map(|(label, yes)| (label.to_owned(), Answer::YesNo(yes)))
            .into_iter()
            .unzip(),
        Domain::Extent => [Extent::None, Extent::Part, Extent::Whole]
            .map(|extent| (extent.word().to_owned(), Answer::from(extent)))
            .into_iter()
            .unzip(),
        Domain::OneOf(terms) => terms
            .codes()
            .iter()
            .enumerate()
            .map(|(at, code)| (terms.label(at).to_owned(), Answer::from(*code)))
            .unzip(),
        Domain::SetOf(_) => (vec!["choose which".to_owned()], Vec::new()),
    };
    let at = match choose(&labels)? {
        Ok(at) => at,
        Err(instead) => return Ok(instead),
    };
    let answer = match (answers.get(at), declared.domain) {
        (Some(answer), _) => answer.clone(),
        (None, Domain::SetOf(terms)) => {
            let labels: Vec<&str> = (0..terms.len()).map(|at| terms.label(at)).collect();
            let chosen = several("Which? (space to choose, enter when done)", &labels)?;
            let codes = terms.codes();
            let chosen = chosen.into_iter().filter_map(|at| codes.get(at));
            Answer::Exactly(chosen.map(|code| (*code).to_owned()).collect())
        }
        (None, _) => return Ok(Reply::DontKnow),
    };
    let recorded = place(next);
    Ok(Reply::Answer(Box::new(match declared.kind {
        FactKind::Observed => {
            let by = line("Who says so?", &who.name)?;
            who.name.clone_from(&by);
            recorded.fact(&question.fact, answer, by, Some(today))
        }
        FactKind::Judgement => recorded.judgement(judgement(question, answer, who, today)?),
    })))
}

/// The record of a judgement.
fn judgement(
    question: &Question,
    answer: Answer,
    who: &mut Who,
    today: Date,
) -> Result<Judgement, String> {
    println!("This is a judgement. It counts only with its record.");
    who.name = line("Who judges?", &who.name)?;
    who.role = line("In what role?", &who.role)?;
    let factors: Vec<&str> = question
        .factors
        .iter()
        .map(|each| each.weigh.as_str())
        .collect();
    let weighed = if factors.is_empty() {
        Vec::new()
    } else {
        several(
            "What was weighed? (space to choose, enter when done)",
            &factors,
        )?
    };
    let reasons = line("Why?", "")?;
    let evidence = line_or_nothing("Where is the evidence? (may be left empty)")?;
    let mut judged =
        Judgement::recorded(&question.fact, answer, &who.name, &who.role, today, reasons);
    for at in weighed {
        if let Some(factor) = factors.get(at) {
            judged = judged.considering(*factor);
        }
    }
    if !evidence.is_empty() {
        judged = judged.with_evidence(evidence);
    }
    Ok(judged)
}

fn ask_review(review: &PlannedReview, who: &mut Who, today: Date) -> Result<Reply, String> {
    for question in &review.questions {
        let cited = question
            .class
            .as_ref()
            .map_or_else(String::new, Provision::cite);
        println!("  - {} [{cited}]", question.name);
    }
    let labels = ["none of them", "choose which"].map(str::to_owned);
    let raised: Vec<&str> = match choose(&labels)? {
        Ok(0) => Vec::new(),
        Ok(_) => {
            let names: Vec<&str> = review
                .questions
                .iter()
                .map(|each| each.name.as_str())
                .collect();
            let chosen = several("Which matter? (space to choose, enter when done)", &names)?;
            let chosen = chosen.into_iter().filter_map(|at| review.questions.get(at));
            chosen.map(|question| question.fact.as_str()).collect()
        }
        Err(instead) => return Ok(instead),
    };
    who.name = line("Who checked them?", &who.name)?;
    let mut under = review.under.iter().cloned();
    let Some(first) = under.next() else {
        return Ok(Reply::DontKnow);
    };
    let made = Review::of(first, &who.name, today, []);
    let made = under.fold(made, Review::and_of);
    let made = raised.into_iter().fold(made, Review::raising);
    Ok(Reply::Answer(Box::new(
        Recorded::of_the_request().review(made),
    )))
}

fn ask_date(question: &Question, next: &NextQuestion) -> Result<Reply, String> {
    let labels = ["say the day".to_owned()];
    match choose(&labels)? {
        Ok(_) => {}
        Err(instead) => return Ok(instead),
    }
    let which = question.fact.trim_start_matches("date/").to_owned();
    loop {
        let said = line("Which day? (as 2026-11-21)", "")?;
        if let Ok(day) = said.parse::<Date>() {
            return Ok(Reply::Answer(Box::new(place(next).date(&which, day))));
        }
        println!("`{said}` is not a date.");
    }
}

fn line(prompt: &str, before: &str) -> Result<String, String> {
    let theme = ColorfulTheme::default();
    let mut input = Input::<String>::with_theme(&theme).with_prompt(prompt);
    if !before.is_empty() {
        input = input.default(before.to_owned());
    }
    input.interact_text().map_err(|error| error.to_string())
}

fn line_or_nothing(prompt: &str) -> Result<String, String> {
    let theme = ColorfulTheme::default();
    let input = Input::<String>::with_theme(&theme)
        .with_prompt(prompt)
        .allow_empty(true);
    input.interact_text().map_err(|error| error.to_string())
}

fn several(prompt: &str, items: &[&str]) -> Result<Vec<usize>, String> {
    MultiSelect::with_theme(&ColorfulTheme::default())
        .with_prompt(prompt)
        .items(items)
        .interact()
        .map_err(|error| error.to_string())
}
