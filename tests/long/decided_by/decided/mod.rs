//! Everything that the cases decide, with the rules named for it, and the same facts decided by a book that lacks a rule.

pub mod named;
pub mod record;
pub mod shuffled;

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    advice::{Decision, PartId, PartSituation},
    case::Request,
    decision::{BookDecision, Deciding, DutyState, Effect, Outcome, PowerState},
    engine::{Effects, Evaluation, Program, Target},
    fact::Truth,
    law::{Entitlement, Right},
    rule::{Edition, Role, Rule, RuleBook, RuleId},
};

use crate::common::{council, files};

/// Something that a case settles, and the rules named for it.
#[derive(Debug, Clone)]
pub struct Settled {
    pub target: Target,
    pub effect: Effect,
    pub named: BTreeSet<RuleId>,
}

/// One part of a case, as one book decides it.
pub struct Part {
    pub name: String,
    pub situation: usize,
    pub right: Right,
    pub claimed: Vec<Entitlement>,
    pub settled: Vec<Settled>,
    /// The rules that certainly do nothing here: nothing can come out otherwise without them.
    pub idle: BTreeSet<RuleId>,
}

/// A book in an edition, and what it settles.
pub struct Book {
    pub book: RuleBook,
    pub edition: Edition,
    pub parts: Vec<Part>,
}

/// Every case that was read.
pub struct Cases {
    pub situations: Vec<PartSituation>,
    pub books: Vec<Book>,
}

/// Every request under `tests/cases`, `tests/statute` and `examples/requests`, by name.
pub fn requests() -> Vec<(String, Request)> {
    let folders = ["tests/cases", "tests/statute", "examples/requests"];
    let all = folders.into_iter().flat_map(|folder| {
        let files = files(folder).into_iter();
        files.map(move |(name, file)| {
            let request = Request::load(&file).unwrap_or_else(|faults| panic!("{faults}"));
            (format!("{folder}/{name}"), request)
        })
    });
    all.collect()
}

/// Works on every core: what comes out stands in the order of what went in.
pub fn on_every_core<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let shares: Vec<Vec<(usize, R)>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|first| {
                let work = &work;
                scope.spawn(move || {
                    let mine = all.iter().enumerate().skip(first).step_by(threads);
                    mine.map(|(at, each)| (at, work(each))).collect()
                })
            })
            .collect();
        let ended = running.into_iter();
        ended.map(|each| each.join().expect("it ends")).collect()
    });
    let mut done: Vec<(usize, R)> = shares.into_iter().flatten().collect();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Every `step`th case with what its books settle.
pub fn cases(step: usize) -> Cases {
    let council = council();
    let requests: Vec<_> = requests().into_iter().step_by(step).collect();
    let decided = on_every_core(&requests, |(name, request)| {
        let reasons = council.reasons(request);
        let situations = council.situations(request);
        let situations = situations.unwrap_or_else(|faults| panic!("{name}: {faults}"));
        let reasons = reasons.unwrap_or_else(|faults| panic!("{name}: {faults}"));
        (situations, reasons.decisions)
    });
    let statute = council.statute().expect("it has a statute").book();
    let book = |book: &RuleBook, edition| Book {
        book: book.clone(),
        edition,
        parts: Vec::new(),
    };
    let mut books = [
        book(council.procedure(), Edition::AsDeemed),
        book(statute, Edition::AsDeemed),
        book(statute, Edition::AsItStood),
    ];
    let mut situations = Vec::new();
    for ((name, _), (of_parts, decisions)) in requests.iter().zip(decided) {
        let before = situations.len();
        for decision in &decisions {
            let answers = [
                Some(&decision.procedure),
                decision.statute.as_ref(),
                decision.statute_as_it_stood.as_ref(),
            ];
            for (book, answer) in books.iter_mut().zip(answers) {
                if let Some(answer) = answer {
                    let situation = before + place(decision.part);
                    let part = part(name, decision, answer, &book.book, situation);
                    book.parts.push(part);
                }
            }
        }
        situations.extend(of_parts);
    }
    let mut cases = Cases {
        situations,
        books: books.into(),
    };
    for (book, whole) in programs(&cases).iter().enumerate() {
        for part in &mut cases.books[book].parts {
            let situation = &cases.situations[part.situation];
            part.idle = idle(&Evaluation::new(
                whole,
                situation.facts_for(part.right),
                situation.dates,
            ));
        }
    }
    cases
}

/// The rules that do not hold, whatever the missing facts are, and the limits of the scope that are met.
fn idle(evaluation: &Evaluation<'_>) -> BTreeSet<RuleId> {
    let is_idle = |(id, rule): &(RuleId, &Rule)| match rule.role {
        Role::Scope { .. } => evaluation.truth(&rule.when).is_yes(),
        _ => evaluation.holds(*id).is_no(),
    };
    let rules = evaluation.book().rules().filter(is_idle);
    rules.map(|(id, _)| id).collect()
}

fn place(part: PartId) -> usize {
    usize::try_from(part.0).expect("a small number") - 1
}

fn part(
    name: &str,
    decision: &Decision,
    answer: &BookDecision,
    book: &RuleBook,
    situation: usize,
) -> Part {
    let find = |id: &str| {
        book.find(id)
            .unwrap_or_else(|| panic!("{id} is in the book"))
    };
    let ids = |all: &[Deciding]| all.iter().map(|each| find(&each.rule)).collect();
    let right = decision.right;
    let mut settled = Vec::new();
    let mut add = |target, effect: Option<Effect>, named: BTreeSet<RuleId>| {
        settled.extend(effect.map(|effect| Settled {
            target,
            effect,
            named,
        }));
    };
    // A right of which some entitlements alone are asked for is put together from those, which are looked at here.
    let claimed: Vec<Entitlement> = answer
        .entitlements
        .iter()
        .filter(|each| each.claimed)
        .map(|each| each.entitlement)
        .collect();
    let is_whole = book.entitlements(right).iter().all(|each| {
        answer
            .entitlements
            .iter()
            .any(|known| known.entitlement == *each)
    });
    if is_whole {
        add(
            Target::Right(right),
            effect_of(answer.outcome),
            ids(&answer.decided_by),
        );
    }
    for each in &answer.entitlements {
        if book.entitlements(right).contains(&each.entitlement) {
            let named = each.decided_by.iter().map(|id| find(id)).collect();
            add(
                Target::Entitlement(each.entitlement),
                effect_of(each.outcome),
                named,
            );
        }
    }
    for duty in &answer.duties {
        let arises = match duty.state {
            DutyState::Due | DutyState::Met => Some(Effect::Applies),
            DutyState::NotDue => Some(Effect::DoesNotApply),
            DutyState::Open => None,
        };
        add(
            Target::Rule(find(&duty.duty)),
            arises,
            ids(&duty.decided_by),
        );
    }
    for power in &answer.powers {
        let arises = match power.state {
            PowerState::Available => Some(Effect::Applies),
            PowerState::NotAvailable => Some(Effect::DoesNotApply),
            PowerState::Open => None,
        };
        add(
            Target::Rule(find(&power.power)),
            arises,
            ids(&power.decided_by),
        );
    }
    let item = decision.item.as_deref().unwrap_or_default();
    Part {
        name: format!("{name}: {right:?} {item}"),
        situation,
        right,
        claimed,
        settled,
        idle: BTreeSet::new(),
    }
}

fn effect_of(outcome: Outcome) -> Option<Effect> {
    Some(match outcome {
        Outcome::Applies => Effect::Applies,
        Outcome::AppliesInPart => Effect::AppliesInPart,
        Outcome::DoesNotApply => Effect::DoesNotApply,
        Outcome::OutOfScope => Effect::OutOfScope,
        Outcome::Silent => Effect::Silent,
        Outcome::Open => return None,
    })
}

/// What came of leaving out a rule.
#[derive(Debug, Default)]
pub struct Tried {
    /// How many outcomes there are that the rule is not named for.
    pub pairs: usize,
    /// How many of them were decided again.
    pub again: usize,
    /// For how many of those a diagram was needed.
    pub by_diagram: usize,
    /// Those that came out otherwise.
    pub otherwise: Vec<String>,
}

impl Tried {
    pub fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.again += other.again;
        self.by_diagram += other.by_diagram;
        self.otherwise.extend(other.otherwise);
    }
}

/// The book as it is, to ask whether a rule can hold at all.
pub fn programs(cases: &Cases) -> Vec<Program> {
    let books = cases.books.iter();
    let program =
        |book: &Book| Program::compile(book.book.clone(), book.edition).with_node_budget(0);
    books.map(program).collect()
}

/// Leaves out a rule, and decides again everything that it is not named for; where it does nothing by itself, only if
/// `even_idle`.
pub fn without(cases: &Cases, book: &Book, rule: RuleId, even_idle: bool) -> Tried {
    let hidden = book.book.without(rule);
    let compiled = || Program::compile(hidden.clone(), book.edition);
    // What plain evaluation tells needs no diagram, and takes a moment.
    let mut plain: Option<Program> = None;
    let mut exact: Option<Program> = None;
    let mut tried = Tried::default();
    for part in &book.parts {
        let unnamed = part
            .settled
            .iter()
            .filter(|each| !each.named.contains(&rule));
        let unnamed: Vec<&Settled> = unnamed.collect();
        let situation = &cases.situations[part.situation];
        let is_idle = part.idle.contains(&rule);
        tried.pairs += unnamed.len();
        if unnamed.is_empty() || (is_idle && !even_idle) {
            continue;
        }
        let plain = plain.get_or_insert_with(|| compiled().with_node_budget(0));
        tried.again += unnamed.len();
        let mut open = decided_otherwise(plain, part, situation, &unnamed);
        if !open.is_empty() && !is_idle {
            let exact = exact.get_or_insert_with(compiled);
            tried.by_diagram += open.len();
            open = decided_otherwise(exact, part, situation, &open);
            let name = |each: &&Settled| {
                let left_out = &book.book.rule(rule).expect("it is in the book").id;
                let of = match each.target {
                    Target::Rule(id) => book.book.rule(id).map(|rule| rule.id.clone()),
                    _ => None,
                };
                let book = book.book.name();
                let (target, effect) = (each.target, each.effect);
                format!(
                    "{}, {book}: {target:?} {of:?} {effect:?} without {left_out}",
                    part.name
                )
            };
            tried.otherwise.extend(open.iter().map(name));
        }
    }
    tried
}

/// Those of some outcomes that a program does not come to.
fn decided_otherwise<'s>(
    program: &Program,
    part: &Part,
    situation: &PartSituation,
    settled: &[&'s Settled],
) -> Vec<&'s Settled> {
    let mut case = program.case_of(situation.facts_for(part.right), &situation.dates);
    for entitlement in &part.claimed {
        program.claim(&mut case, *entitlement, true);
    }
    let mut scratch = program.scratch();
    let mut effects: BTreeMap<Target, Effects> = BTreeMap::new();
    for (rule, arises, _) in program.duties(part.right, &case, &mut scratch) {
        let (yes, no) = (
            Effects::only(Effect::Applies),
            Effects::only(Effect::DoesNotApply),
        );
        let effect = match arises {
            Truth::Yes => yes,
            Truth::No => no,
            Truth::Unknown => yes.or(no),
        };
        effects.insert(Target::Rule(*rule), effect);
    }
    let decided = program.decide(part.right, &case, &mut scratch);
    effects.insert(Target::Right(part.right), decided.verdict().effects);
    for verdict in decided.entitlements() {
        let possible = verdict.possible().iter().map(Effect::of).collect();
        effects.insert(Target::Entitlement(verdict.entitlement), possible);
    }
    let is_same = |each: &Settled| {
        let now = effects.get(&each.target);
        now.is_some_and(|now| *now == Effects::only(each.effect))
    };
    settled
        .iter()
        .copied()
        .filter(|each| !is_same(each))
        .collect()
}
