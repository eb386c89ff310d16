//! What a record says in one place fits what it says in another.

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    advice::{
        Advice, Book, BookAnswer, Group, PartId, Summary,
        summary::{Refusal, Why},
    },
    decision::{DutyState, Outcome, PowerState},
    rule::{RoleKind, Tell},
};

/// Every answer of a group, with the law as it stood.
fn answers(group: &Group) -> impl Iterator<Item = (Book, &BookAnswer)> {
    let stood = group.statute_as_it_stood.iter();
    group.books().chain(stood.map(|law| (Book::Statute, law)))
}

/// Where the places and ids of a record lead nowhere.
pub fn leads_nowhere(advice: &Advice) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |what: String, is_there: bool| {
        if !is_there {
            wrong.push(what);
        }
    };
    let asked: BTreeSet<&str> = advice
        .questions
        .iter()
        .map(|each| each.question.fact.as_str())
        .chain(advice.review.iter().flat_map(|review| {
            let answered = review.answers.iter().flat_map(|class| class.facts.keys());
            answered.map(String::as_str)
        }))
        .collect();
    let is_in = |place: &u32, length: usize| usize::try_from(*place).is_ok_and(|at| at < length);
    let has_rule = |book: Book, id: &str| advice.rule(book, id).is_some();
    let mut seen = BTreeSet::new();
    for group in &advice.groups {
        for part in &group.parts {
            check(format!("part {part:?}"), advice.part(*part).is_some());
            check(format!("{part:?} twice"), seen.insert((group.right, *part)));
        }
        for place in &group.differences {
            check(
                format!("difference {place}"),
                is_in(place, advice.differences.len()),
            );
        }
        for fact in group.evidence.iter().flat_map(|each| &each.facts) {
            let row = advice.fact(*fact);
            let is_named = row.is_some_and(|row| advice.names.contains_key(&row.fact));
            check(format!("fact {fact}"), is_named);
        }
        let backed = group.evidence.iter().flat_map(|each| &each.parts);
        let mut backed: Vec<PartId> = backed.copied().collect();
        backed.sort_unstable();
        check(
            "evidence of each part".into(),
            backed.is_empty() || backed == group.parts,
        );
        for (book, answer) in answers(group) {
            for question in &answer.questions {
                check(
                    format!("question {question}"),
                    asked.contains(question.as_str()),
                );
            }
            for by in &answer.decided_by {
                check(format!("decided by {}", by.rule), has_rule(book, &by.rule));
                for fact in &by.facts {
                    let mut evidence = group.evidence.iter();
                    let is_there = evidence.all(|each| is_in(fact, each.facts.len()));
                    check(format!("evidence {fact}"), is_there);
                }
                let is_backed = by.facts.is_empty() || !group.evidence.is_empty();
                check(format!("evidence of {}", by.rule), is_backed);
            }
            let entitlements = answer.entitlements.iter().flat_map(|each| &each.decided_by);
            for rule in answer.at_stake.iter().chain(entitlements) {
                check(format!("rule {rule}"), has_rule(book, rule));
            }
            for scope in &answer.out_of_scope {
                check(format!("scope {}", scope.rule), has_rule(book, &scope.rule));
            }
            if let Some(times) = &answer.times {
                check(format!("times {times}"), is_in(times, advice.times.len()));
            }
            let obligations = advice.obligations.len();
            check(
                "obligations".into(),
                is_in(&answer.obligations, obligations),
            );
        }
    }
    for listed in &advice.obligations {
        let tables = [
            (&listed.duties, advice.duties.len()),
            (&listed.powers, advice.powers.len()),
            (&listed.notes, advice.notes.len()),
        ];
        for (places, length) in tables {
            for place in places {
                check(format!("place {place}"), is_in(place, length));
            }
        }
    }
    for duty in advice
        .duties
        .iter()
        .filter(|duty| duty.state != DutyState::NotDue)
    {
        for rule in duty.decided_by.iter().chain([&duty.duty]) {
            check(format!("duty by {rule}"), has_rule(duty.book, rule));
        }
    }
    for power in advice
        .powers
        .iter()
        .filter(|power| power.state != PowerState::NotAvailable)
    {
        for rule in power.decided_by.iter().chain([&power.power]) {
            check(format!("power by {rule}"), has_rule(power.book, rule));
        }
    }
    wrong
}

const fn is_refused(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::DoesNotApply | Outcome::AppliesInPart)
}

/// Refusals whose reasons in the summary are not those of the record, each with the parts.
pub fn other_reasons(advice: &Advice, summary: &Summary) -> Vec<String> {
    let mut wrong = Vec::new();
    // Of access the three things that can be asked for apart may be refused for reasons of their own.
    let mut told: BTreeMap<(String, Book, PartId), BTreeSet<&str>> = BTreeMap::new();
    for refusal in &summary.why_not {
        for part in &refusal.parts {
            let key = (format!("{:?}", refusal.right), refusal.book, *part);
            let named = reasons(summary, refusal).map(|why| why.rule.as_str());
            told.entry(key).or_default().extend(named);
        }
    }
    for group in &advice.groups {
        for (book, answer) in group.books() {
            let refused = answer.outcome == Outcome::OutOfScope
                || is_refused(answer.outcome)
                || answer.aspects.iter().any(|each| is_refused(each.outcome));
            let is_reason = |id: &&str| {
                let by = answer.decided_by.iter().find(|by| by.rule == **id);
                let role = advice.rule(book, id).map(|row| row.role);
                match role {
                    Some(RoleKind::Exemption | RoleKind::Scope) => true,
                    Some(RoleKind::Ground) => by.is_some_and(|by| by.failed),
                    _ => false,
                }
            };
            let named = answer.decided_by.iter().map(|by| by.rule.as_str());
            let named: BTreeSet<&str> = named.filter(is_reason).collect();
            for part in &group.parts {
                let key = (format!("{:?}", group.right), book, *part);
                let reasons = told.remove(&key);
                let expected = refused.then(|| named.clone());
                if reasons != expected {
                    wrong.push(format!("{key:?}: {reasons:?}, the record has {expected:?}"));
                }
            }
        }
    }
    wrong.extend(told.keys().map(|key| format!("{key:?} is not refused")));
    wrong
}

/// The reasons behind a refusal.
fn reasons<'s>(summary: &'s Summary, refusal: &'s Refusal) -> impl Iterator<Item = &'s Why> {
    let places = refusal.decided_by.iter();
    places.map(|at| {
        let at = usize::try_from(*at).expect("it is a place");
        &summary.reasons[at]
    })
}

/// Where a withheld rule that decided, or was raised and is open, is not kept back.
pub fn given_away(advice: &Advice, summary: &Summary, page: &str) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut withheld: BTreeSet<(Book, &str)> = BTreeSet::new();
    for group in &advice.groups {
        for (book, answer) in answers(group) {
            let decided = answer.decided_by.iter().map(|by| (by.rule.as_str(), true));
            let raised = answer.at_stake.iter().map(|rule| (rule.as_str(), false));
            for (rule, has_decided) in decided.chain(raised) {
                let row = advice.rule(book, rule);
                if row.is_none_or(|row| row.tell != Some(Tell::Withhold)) {
                    continue;
                }
                withheld.insert((book, rule));
                let is_kept = summary.do_not_reveal.secrets.iter().any(|secret| {
                    secret.rule == rule
                        && secret.book == book
                        && (secret.decided || !has_decided)
                        && group.parts.iter().all(|part| secret.parts.contains(part))
                });
                if !is_kept {
                    wrong.push(format!("{rule} is no secret of {:?}", group.parts));
                }
            }
        }
    }
    for refusal in &summary.why_not {
        let is_withheld = |why: &&Why| withheld.contains(&(refusal.book, why.rule.as_str()));
        for why in reasons(summary, refusal).filter(is_withheld) {
            if !why.internal || !refusal.internal {
                wrong.push(format!("{} is not internal", why.rule));
            }
        }
    }
    let said = said(summary, page);
    for (book, rule) in &withheld {
        let row = advice.rule(*book, rule).expect("it has its row");
        let words = row.officer.iter().chain([&row.says, &row.rule]);
        for sentence in words.flat_map(|words| words.split(". ")) {
            let sentence = sentence.trim().trim_end_matches('.');
            if !sentence.is_empty() && said.iter().any(|text| text.contains(sentence)) {
                wrong.push(format!("{rule}: `{sentence}` is said"));
            }
        }
    }
    (withheld.len(), wrong)
}

/// Every step and all of the reply, in the summary and on the page.
fn said(summary: &Summary, page: &str) -> Vec<String> {
    let steps = summary.steps.iter();
    let mut said: Vec<String> = steps
        .flat_map(|step| [Some(step.what.clone()), step.hint.clone()])
        .flatten()
        .collect();
    let contains = summary.reply.contains.iter();
    said.extend(contains.flat_map(|lines| lines.what.clone()));
    said.extend(summary.reply.powers.iter().map(|line| line.what.clone()));
    said.extend(section(page, "the reply"));
    said
}

/// A section of the page, its lines run together.
fn section(page: &str, heading: &str) -> Option<String> {
    let is_heading = |line: &str| !line.is_empty() && !line.starts_with(' ');
    let lines: Vec<&str> = page.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.to_lowercase().starts_with(heading))?;
    let rest = lines[at..].iter().enumerate();
    let section = rest.take_while(|(at, line)| *at == 0 || !is_heading(line));
    let words = section.flat_map(|(_, line)| line.split_whitespace());
    Some(words.collect::<Vec<_>>().join(" "))
}
