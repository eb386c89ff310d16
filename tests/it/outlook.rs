//! What decisions hang on, over the cases: snapshots to be read, and what must be so of every one of them.

use crate::common;
use crate::drawn;

use std::collections::BTreeSet;

use common::{council, council_for_cases, files, pages_in, read_cases};
use data_subject_rights::{
    Controller,
    case::Request,
    decision::{BookDecision, BookOutlook, Doer, Outcome, PlannedStep},
    engine::{Evaluation, Program, Target},
    explain,
    fact::{ChangedBy, FactId, Level},
    inquiry::CostModel,
    unstable::Masks,
};
use drawn::Draw;

/// Cases by law whose outlook is looked at beside those of the procedure: some granted, some refused, some open.
const BY_LAW: &[&str] = &[
    "information-and-access/yes-or-no-would-tell-her-of-the-diagnosis",
    "other-rights/allegation-by-a-stalker-asked-about-on-31-march",
    "other-rights/bin-day-texts-are-no-marketing",
    "other-rights/boxes-from-a-closed-office-that-nobody-has-opened",
    "schedule-2/bankrupt-builder-and-the-insolvency-service",
    "schedules-3-4-and-sections/a-hard-conversation-is-not-serious-harm",
    "tensions-and-time/tension-04-a-public-task-that-does-not-need-the-item",
    "tensions-and-time/tension-05-a-decision-that-a-law-allows-keeps-its-safeguards",
];

/// Whose outlook is kept as a page: of each right one at least, granted, refused, in part and open, with what each
/// person can do.
const KEPT: &[&str] = &[
    "access__footage-wiped-before-the-request",
    "access__newsletter-recipients-claimed",
    "automated-decisions__gym-membership-declined-at-the-till",
    "erasure__chat-stays-on-its-last-day",
    "erasure__footage-on-its-thirtieth-day",
    "erasure__nothing-is-known-yet",
    "handling__asked-at-the-front-desk",
    "handling__repeats-that-nobody-has-judged",
    "information__nothing-known-of-a-form",
    "law__other-rights__bin-day-texts-are-no-marketing",
    "law__other-rights__boxes-from-a-closed-office-that-nobody-has-opened",
    "law__tensions-and-time__tension-05-a-decision-that-a-law-allows-keeps-its-safeguards",
    "objection__neighbour-objects-for-the-street",
    "objection__session-recording-comes-off-youtube",
    "portability__tenant-takes-his-repair-requests-along",
    "rectification__disputed-arrears-are-limited-meanwhile",
    "rectification__social-workers-opinion-is-disputed",
    "restriction__care-note-sent-to-a-charity-is-kept-but-limited",
    "restriction__objection-was-answered-last-month",
    "restriction__survey-answers-while-the-objection-is-weighed",
];

fn outlook(council: &Controller, name: &str, request: &Request) -> String {
    let found = council.outlook(request, &CostModel::default());
    explain::outlook(&found.unwrap_or_else(|faults| panic!("{name}\n{faults}")))
}

/// Every third case of the procedure, every one in which somebody can do something, and some by law.
#[test]
fn what_decisions_hang_on_is_as_the_snapshots_say() {
    let _guard = pages_in("snapshots/outlook");
    let procedure = council_for_cases();
    let mut pages = Vec::new();
    for (at, (name, request)) in read_cases().into_iter().enumerate() {
        let page = outlook(&procedure, &name, &request);
        let can_be_done = page.contains("can do:") || page.contains("can do together:");
        if at % 3 == 0 || can_be_done {
            pages.push((name.replace('/', "__"), page));
        }
    }
    let both = council();
    for (name, file) in files("tests/statute") {
        if BY_LAW.contains(&name.as_str()) {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            let page = outlook(&both, &name, &request);
            pages.push((format!("law__{}", name.replace('/', "__")), page));
        }
    }
    assert!(pages.len() >= 30 + BY_LAW.len());
    let has = |words: &str| {
        pages
            .iter()
            .filter(|(_, page)| page.contains(words))
            .count()
    };
    assert!(has("Ask next:") > 5 && has("Why:") > 5);
    assert!(has("What would change it:") > 15 && has("The nearest ground:") > 5);
    assert!(has("Judgements in it:") > 5 && has("What the requester can do:") > 2);
    let mut changed = Vec::new();
    for name in KEPT {
        let page = pages.iter().find(|(known, _)| known == name);
        let (_, page) = page.unwrap_or_else(|| panic!("there is no outlook of {name}"));
        let kept = std::panic::catch_unwind(|| insta::assert_snapshot!(*name, page));
        if kept.is_err() {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "the outlook changed in: {changed:?}");
}

/// Every decision of the procedure on every case, with its outlook.
fn each(mut visit: impl FnMut(&str, &Program, &Evaluation<'_>, &BookDecision, &BookOutlook)) {
    let council = council();
    for (name, request) in read_cases() {
        for situation in council.situations(&request).expect("it is decided") {
            let program = council.program();
            let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
            for right in &situation.rights {
                let decision = BookDecision::of(&evaluation, *right, &[]);
                let asking = CostModel::default();
                let outlook = BookOutlook::of(&evaluation, *right, &[], &decision, &asking);
                visit(&name, program, &evaluation, &decision, &outlook);
            }
        }
    }
}

/// What is planned next is among the questions that the decision shows.
fn assert_shown(name: &str, next: &PlannedStep, decision: &BookDecision) {
    let asked: Vec<&str> = match next {
        PlannedStep::Question(question) => vec![&question.question.fact],
        PlannedStep::Review(review) => review
            .questions
            .iter()
            .map(|question| question.fact.as_str())
            .collect(),
    };
    assert!(!asked.is_empty(), "{name}");
    for fact in asked {
        let mut shown = decision.questions.iter();
        assert!(
            shown.any(|question| question.fact == fact),
            "{name}: {fact}"
        );
    }
}

/// A planned question is one of those that the decision shows, each of which can still change it.
#[test]
fn every_planned_question_can_change_the_outcome() {
    let (mut planned, mut good) = (0, 0);
    each(|name, _, _, decision, outlook| {
        let Some(plan) = &outlook.plan else {
            return;
        };
        planned += 1;
        assert_eq!(decision.outcome, Outcome::Open, "{name}");
        assert_shown(name, &plan.next, decision);
        if let PlannedStep::Question(question) = &plan.next {
            let possible: BTreeSet<_> = question
                .answers
                .iter()
                .flat_map(|answer| &answer.possible)
                .collect();
            assert!(question.answers.is_empty() || possible.len() > 1, "{name}");
        }
        assert!(plan.at_least <= plan.effort.expected_cost + 0.01, "{name}");
        good += u32::from(!plan.is_best);
    });
    // Only where nothing at all is known, not even who asks, do more than fourteen facts matter.
    assert!(
        planned > 30 && good <= 4,
        "{planned} plans, {good} of them not the best"
    );
}

/// The same by law, where a plan is a good one and not always the best: over every eighth case whose answer by law is open.
#[test]
fn every_question_planned_by_law_can_change_the_outcome() {
    let council = council();
    let program = council.statute().expect("there is one");
    let mut planned = 0;
    for (name, request) in read_cases().into_iter().step_by(16) {
        for situation in council.situations(&request).expect("it is decided") {
            let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
            for right in &situation.rights {
                let decision = BookDecision::of(&evaluation, *right, &[]);
                let asking = CostModel::default();
                let outlook = BookOutlook::of(&evaluation, *right, &[], &decision, &asking);
                let Some(plan) = outlook.plan else { continue };
                planned += 1;
                assert_shown(&name, &plan.next, &decision);
                assert!(plan.at_least <= plan.effort.expected_cost + 0.01, "{name}");
            }
        }
    }
    assert!(planned > 8, "{planned}");
}

/// What never changes is never said to be what would change an outcome, and who could do it is as the
/// vocabulary says.
#[test]
fn what_never_changes_is_not_told() {
    let mut told = 0;
    each(|name, program, _, _, outlook| {
        let vocabulary = program.book().vocabulary();
        for change in outlook.changes.iter().flat_map(|found| &found.changes) {
            told += 1;
            let ways: BTreeSet<ChangedBy> = change
                .facts
                .iter()
                .filter_map(|(used, then)| {
                    let declared = vocabulary.get(vocabulary.find(&used.fact)?)?;
                    assert_ne!(declared.changed_by, ChangedBy::Never, "{name}");
                    // What was done is not undone.
                    let is_undone = ["no", "none"].contains(&then.in_words().as_str());
                    Some(if is_undone {
                        ChangedBy::Nobody
                    } else {
                        declared.changed_by
                    })
                })
                .collect();
            let by = match (
                ways.contains(&ChangedBy::Nobody),
                ways.contains(&ChangedBy::Requester),
                ways.contains(&ChangedBy::Controller),
            ) {
                (true, ..) => Doer::Nobody,
                (_, true, true) => Doer::Both,
                (_, true, _) => Doer::Requester,
                _ => Doer::Controller,
            };
            assert_eq!(change.by, by, "{name}");
        }
    });
    assert!(told > 100, "{told}");
}

/// Each change does what it says: with its facts so, the outcomes that it names are possible.
#[test]
fn each_change_changes_the_outcome() {
    let council = council();
    let mut tried = 0;
    for (name, request) in read_cases() {
        for situation in council.situations(&request).expect("it is decided") {
            let program = council.program();
            let case = program.case_of(&situation.facts, &situation.dates);
            for right in &situation.rights {
                let mut scratch = program.scratch();
                let target = Target::Right(*right);
                let now = program.outcome(*right, &case, &mut scratch).effects;
                let changes = program
                    .changes(target, &case, |_| true, 2)
                    .expect("it is drawn");
                assert!(now.is_open() == changes.found.is_empty() || changes.found.is_empty());
                for change in changes.found {
                    tried += 1;
                    let mut other = case.clone();
                    for (fact, value) in &change.facts {
                        program.know(&mut other, *fact, *value);
                    }
                    let then = program.outcome(*right, &other, &mut scratch).effects;
                    assert_ne!(then, now, "{name}: {change:?}");
                    // No fact of it can be spared.
                    for spared in 0..change.facts.len() {
                        let mut other = case.clone();
                        for (at, (fact, value)) in change.facts.iter().enumerate() {
                            if at != spared {
                                program.know(&mut other, *fact, *value);
                            }
                        }
                        if program.contradicted_by(&other).is_none() {
                            let then = program.outcome(*right, &other, &mut scratch).effects;
                            assert_eq!(then, now, "{name}: {change:?}");
                        }
                    }
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
}

/// On the council's own books: what suffices forces the outcome, whatever all other facts are drawn to be.
#[test]
fn whatever_else_is_drawn_a_sufficient_reason_forces_the_outcome() {
    let council = council();
    let mut seeds = Draw::from(34);
    let (mut tried, mut drawn_cases) = (0, 0);
    for (name, request) in read_cases() {
        for situation in council.situations(&request).expect("it is decided") {
            let books = [Some(council.program()), council.statute()];
            for program in books.into_iter().flatten() {
                let evaluation = Evaluation::new(program, &situation.facts, situation.dates);
                for right in &situation.rights {
                    let verdict = evaluation.verdict(*right, &[]);
                    let target = Target::Right(*right);
                    let case = program.case_of(&situation.facts, &situation.dates);
                    let reason = program.sufficient(target, &case).expect("it is drawn");
                    assert_eq!(reason.is_some(), !verdict.effects.is_open(), "{name}");
                    let Some(reason) = reason else { continue };
                    tried += 1;
                    for _ in 0..5 {
                        let mut draws =
                            (0..40).filter_map(|_| draw(program, &case, &reason.facts, &mut seeds));
                        let Some(other) = draws.next() else {
                            continue;
                        };
                        drawn_cases += 1;
                        let mut scratch = program.scratch();
                        let drawn = program.outcome(*right, &other, &mut scratch);
                        assert_eq!(drawn.outcome(), verdict.outcome(), "{name}, {right:?}");
                    }
                }
            }
        }
    }
    assert!(
        tried > 100 && drawn_cases > 500,
        "{tried} decisions, {drawn_cases} cases drawn"
    );
}

/// A case that agrees in these facts, the settings and the dates, with every other fact drawn, one after the
/// other, so that they can be together.
/// None where the facts drawn leave some fact no value that it can have: that is no case.
fn draw(program: &Program, case: &Masks, kept: &[FactId], seeds: &mut Draw) -> Option<Masks> {
    let vocabulary = program.book().vocabulary();
    let mut other = case.clone();
    let mut free: Vec<FactId> = vocabulary
        .iter()
        .filter(|(fact, declared)| declared.about != Level::Controller && !kept.contains(fact))
        .map(|(fact, _)| fact)
        .collect();
    for fact in &free {
        program.forget(&mut other, *fact);
    }
    seeds.shuffle(&mut free);
    for fact in free {
        let domain = vocabulary.get(fact).expect("declared").domain;
        let fits = (0..6).any(|_| {
            program.know(&mut other, fact, seeds.value(domain));
            let fits = program.contradicted_by(&other).is_none();
            if !fits {
                program.forget(&mut other, fact);
            }
            fits
        });
        if !fits {
            return None;
        }
    }
    Some(other)
}
