//! Answers as files have them.

use std::fmt;

use super::{
    answer::Answer,
    answers::Answers,
    judgement::Judgement,
    layer::{Review, Statement},
};
use crate::fact::WhyUnknown;

/// YAML that reads back as the same answers.
impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.entries.is_empty() {
            return writeln!(f, "answers: []");
        }
        writeln!(f, "answers:")?;
        for entry in &self.entries {
            let mut fields: Vec<String> = Vec::new();
            if let Some(about) = &entry.about {
                fields.push(format!("about: {}", quoted(about)));
            }
            if let Some(item) = &entry.item {
                fields.push(format!("item: {}", quoted(item)));
            }
            if !entry.dates.is_empty() {
                let dates = entry.dates.iter();
                let dates: Vec<String> = dates
                    .map(|(which, day)| format!("{which}: {day}"))
                    .collect();
                fields.push(format!("dates: {{ {} }}", dates.join(", ")));
            }
            let layer = &entry.layer;
            if !layer.statements.is_empty() {
                let facts: Vec<String> = layer.statements.iter().map(statement).collect();
                fields.push(format!("facts:\n      {}", facts.join("\n      ")));
            }
            if !layer.judgements.is_empty() {
                let judged: Vec<String> = layer.judgements.iter().map(judgement).collect();
                fields.push(format!(
                    "judgements:\n      - {}",
                    judged.join("\n      - ")
                ));
            }
            if !layer.reviews.is_empty() {
                let reviews: Vec<String> = layer.reviews.iter().map(review).collect();
                fields.push(format!("reviews:\n      - {}", reviews.join("\n      - ")));
            }
            writeln!(f, "  - {}", fields.join("\n    "))?;
        }
        Ok(())
    }
}

fn statement(said: &Statement) -> String {
    let mut fields = match &said.answer {
        Answer::Unknown(why) => unknown(why),
        known => vec![format!("is: {}", answer(known))],
    };
    if !matches!(said.answer, Answer::Unknown(_)) {
        fields.extend(said.by.as_ref().map(|by| format!("by: {}", quoted(by))));
        fields.extend(said.on.map(|on| format!("on: {on}")));
    }
    format!("{}: {{ {} }}", said.fact, fields.join(", "))
}

fn unknown(why: &WhyUnknown) -> Vec<String> {
    match why {
        WhyUnknown::Awaiting(whom) => {
            vec![
                "unknown: awaiting".to_owned(),
                format!("from: {}", quoted(whom)),
            ]
        }
        WhyUnknown::NotAsked => vec!["unknown: not-asked".to_owned()],
        _ => vec!["unknown: not-known".to_owned()],
    }
}

fn judgement(judged: &Judgement) -> String {
    let mut fields = vec![format!("judgement: {}", judged.fact)];
    fields.push(format!("is: {}", answer(&judged.answer)));
    let said = [("by", &judged.by), ("role", &judged.role)];
    let texts = said.into_iter().chain([("reasons", &judged.reasons)]);
    for (name, text) in texts {
        fields.extend(
            text.as_ref()
                .map(|text| format!("{name}: {}", quoted(text))),
        );
    }
    fields.extend(judged.on.map(|on| format!("on: {on}")));
    for (name, list) in [
        ("considered", &judged.considered),
        ("evidence", &judged.evidence),
    ] {
        if !list.is_empty() {
            fields.push(format!("{name}: [{}]", all_quoted(list)));
        }
    }
    fields.extend(judged.review_by.map(|day| format!("review-by: {day}")));
    fields.join("\n        ")
}

fn review(review: &Review) -> String {
    let under: Vec<&str> = review.under.iter().map(|under| under.as_str()).collect();
    let raised: Vec<&str> = review
        .raised
        .iter()
        .map(|(fact, _)| fact.as_str())
        .collect();
    format!(
        "{{ review: [{}], by: {}, on: {}, raised: [{}] }}",
        under.join(", "),
        quoted(&review.by),
        review.on,
        raised.join(", ")
    )
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::YesNo(true) => "yes".to_owned(),
        Answer::YesNo(false) => "no".to_owned(),
        Answer::Word(word) => quoted(word),
        Answer::Exactly(terms) => format!("[{}]", all_quoted(terms)),
        Answer::AtLeast(terms) => format!("{{ at-least: [{}] }}", all_quoted(terms)),
        // What is unknown stands among the facts, which say why.
        Answer::Unknown(_) => String::new(),
    }
}

fn all_quoted(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    texts.join(", ")
}

/// A text in double quotes, as YAML and JSON read it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
