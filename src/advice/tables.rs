//! Decisions folded into a record: everything once, referred to by id or by place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Advice, AnswerBy, Asking, Book, BookAnswer, DecidedBy, DutyAnswer, Elsewhere,
    EntitlementAnswer, FactRow, Group, MadeWith, MissingReview, NoteAnswer, Obligations, Part,
    PartId, PowerAnswer, RequestSummary, ReviewedClass, ReviewedFact, RuleRow, Schema, TargetDay,
    alike::Alike, reasons::roll_up,
};
use crate::{
    case::{Contact, Request},
    decision::{
        BookDecision, Deciding, DutyDecision, DutyState, EntitlementDecision, FactUse, Question,
        Times,
    },
    fact::Level,
    law::{Provision, Right},
    rule::RoleKind,
};

/// What a record says beside its decisions.
pub(super) struct Frame {
    pub made_with: MadeWith,
    pub council: String,
    pub contacts: Vec<Contact>,
    pub targets: Vec<TargetDay>,
    pub request: RequestSummary,
    pub as_understood: Request,
    pub parts: Vec<Part>,
}

/// Folds decisions into a record; each stands for the parts that come out alike.
pub(super) fn record(frame: Frame, decided: &[Alike]) -> Advice {
    let mut tables = Tables::default();
    let groups: Vec<Group> = decided.iter().map(|alike| tables.group(alike)).collect();
    let all = decided.iter().map(|alike| &alike.decision);
    let Frame {
        made_with,
        council,
        contacts,
        targets,
        request,
        as_understood,
        parts,
    } = frame;
    Advice {
        schema: Schema::advice(),
        answer_by: AnswerBy::of(all.clone()),
        overall: roll_up(&request.rights, all),
        made_with,
        council,
        contacts,
        targets,
        request,
        as_understood,
        parts,
        groups,
        review: tables.review(),
        questions: tables.questions(),
        obligations: tables.obligations,
        duties: tables.duties,
        powers: tables.powers,
        notes: tables.notes,
        times: tables.times,
        differences: tables.differences,
        rules: tables.rules.into_values().collect(),
        facts: tables.facts,
    }
}

#[derive(Default)]
struct Tables {
    rules: BTreeMap<(Book, String), RuleRow>,
    facts: Vec<FactRow>,
    // Looked up only, never walked: its order reaches nothing.
    places: HashMap<FactRow, u32>,
    obligations: Vec<Obligations>,
    duties: Vec<DutyAnswer>,
    powers: Vec<PowerAnswer>,
    notes: Vec<NoteAnswer>,
    times: Vec<Times>,
    differences: Vec<super::Departure>,
    /// By the id of the fact, in the order in which they were met.
    asked: Vec<Asking>,
    asked_at: BTreeMap<String, usize>,
    review: Reviewing,
}

/// A missing review as it is gathered.
#[derive(Default)]
struct Reviewing {
    under: BTreeSet<Provision>,
    answers: Vec<ReviewedClass>,
    known: BTreeSet<String>,
    then: BTreeSet<String>,
    parts: BTreeSet<PartId>,
    books: BTreeSet<Book>,
}

/// The place of a thing in its table, put there where it is new.
fn place_of<T: PartialEq>(table: &mut Vec<T>, what: T) -> u32 {
    let at = table.iter().position(|known| *known == what);
    let at = at.unwrap_or_else(|| {
        table.push(what);
        table.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Tables {
    fn group(&mut self, alike: &Alike) -> Group {
        let decision = &alike.decision;
        let differences = decision.departures.iter();
        Group {
            right: decision.right,
            parts: alike.parts.clone(),
            differences: differences
                .map(|departure| place_of(&mut self.differences, departure.clone()))
                .collect(),
            procedure: self.book(Book::Procedure, alike, &decision.procedure),
            statute: decision
                .statute
                .as_ref()
                .map(|law| self.book(Book::Statute, alike, law)),
            statute_as_it_stood: decision
                .statute_as_it_stood
                .as_ref()
                .map(|law| self.book(Book::Statute, alike, law)),
            not_shown: decision.not_shown.clone(),
            confirmation: decision.confirmation.clone(),
        }
    }

    fn book(&mut self, book: Book, alike: &Alike, decided: &BookDecision) -> BookAnswer {
        let speaks = decided.out_of_scope.is_empty();
        let decided_by = decided
            .decided_by
            .iter()
            .map(|deciding| self.decided_by(deciding))
            .collect();
        for deciding in &decided.at_stake {
            self.rule(deciding);
        }
        let questions = self.ask(book, alike, decided);
        let obligations = self.obligations(decided);
        BookAnswer {
            outcome: decided.outcome,
            because: decided.because,
            possible: decided.possible.clone(),
            exact: decided.exact,
            out_of_scope: decided
                .out_of_scope
                .iter()
                .map(|scope| Elsewhere {
                    rule: scope.rule.clone(),
                    otherwise: scope.otherwise.clone(),
                })
                .collect(),
            aspects: if speaks {
                decided.aspects.clone()
            } else {
                Vec::new()
            },
            decided_by,
            at_stake: decided
                .at_stake
                .iter()
                .map(|deciding| deciding.rule.clone())
                .collect(),
            // What a book would give if it spoke is no part of the record: somebody might give it.
            entitlements: if speaks {
                entitlements(&decided.entitlements)
            } else {
                Vec::new()
            },
            questions,
            supposing: decided.supposing.clone(),
            obligations: place_of(&mut self.obligations, obligations),
            times: decided
                .times
                .as_ref()
                .map(|times| place_of(&mut self.times, times.clone())),
        }
    }

    fn decided_by(&mut self, deciding: &Deciding) -> DecidedBy {
        self.rule(deciding);
        let facts = deciding.facts.iter();
        DecidedBy {
            rule: deciding.rule.clone(),
            failed: deciding.failed,
            facts: facts.map(|used| self.fact(used)).collect(),
        }
    }

    fn fact(&mut self, used: &FactUse) -> u32 {
        let row = FactRow {
            fact: used.fact.clone(),
            name: used.name.clone(),
            value: used.value.clone(),
            from: used.from.clone(),
        };
        if let Some(at) = self.places.get(&row) {
            return *at;
        }
        let at = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        self.places.insert(row.clone(), at);
        self.facts.push(row);
        at
    }

    fn rule(&mut self, deciding: &Deciding) {
        let key = (Book::of(&deciding.provision), deciding.rule.clone());
        self.rules.entry(key).or_insert_with(|| row(deciding));
    }

    fn obligations(&mut self, decided: &BookDecision) -> Obligations {
        let mut listed = Obligations::default();
        for duty in &decided.duties {
            let answer = self.duty(duty);
            listed.duties.push(place_of(&mut self.duties, answer));
        }
        for power in &decided.powers {
            self.named(power.rule_row());
            let answer = PowerAnswer {
                power: power.power.clone(),
                book: Book::of(&power.provision),
                to: power.to,
                state: power.state,
                decided_by: self.but(&power.decided_by, &power.power),
                waits_for: power.waits_for.clone(),
            };
            listed.powers.push(place_of(&mut self.powers, answer));
        }
        for note in &decided.notes {
            self.named(note.rule_row());
            let answer = NoteAnswer {
                note: note.note.clone(),
                book: Book::of(&note.provision),
                applies: note.applies,
                general: note.general,
                warning: note.warning,
            };
            listed.notes.push(place_of(&mut self.notes, answer));
        }
        listed
    }

    fn duty(&mut self, duty: &DutyDecision) -> DutyAnswer {
        self.named(duty.rule_row());
        if duty.state == DutyState::NotDue {
            return self.not_due(duty);
        }
        let is_simple =
            |limit: &crate::clock::Limit| limit.if_open.is_none() && limit.certain.later.is_none();
        DutyAnswer {
            duty: duty.duty.clone(),
            book: Book::of(&duty.provision),
            state: duty.state,
            due: Some(duty.due),
            by: duty.by,
            limit: duty
                .limit
                .filter(|limit| duty.by.is_none() || !is_simple(limit)),
            met_by: duty.met_by.clone(),
            met: duty.met,
            by_register: duty.by_register,
            met_on: duty.met_on,
            decided_by: self.but(&duty.decided_by, &duty.duty),
            waits_for: duty.waits_for.clone(),
            otherwise: duty.otherwise.clone(),
        }
    }

    /// Of a duty that does not arise only why is kept.
    fn not_due(&mut self, duty: &DutyDecision) -> DutyAnswer {
        DutyAnswer {
            duty: duty.duty.clone(),
            book: Book::of(&duty.provision),
            state: duty.state,
            due: None,
            by: None,
            limit: None,
            met_by: duty.met_by.clone(),
            met: false,
            by_register: false,
            met_on: None,
            decided_by: self.but(&duty.decided_by, &duty.duty),
            waits_for: Vec::new(),
            otherwise: None,
        }
    }

    /// The ids of the rules that decided, but for one and for definitions, each with its row.
    fn but(&mut self, decided: &[Deciding], but: &str) -> Vec<String> {
        let others = decided
            .iter()
            .filter(|deciding| deciding.rule != but && deciding.role != RoleKind::Definition);
        others
            .map(|deciding| {
                self.rule(deciding);
                deciding.rule.clone()
            })
            .collect()
    }

    fn named(&mut self, row: Option<RuleRow>) {
        let Some(row) = row else {
            return;
        };
        let key = (row.book, row.rule.clone());
        let known = self.rules.entry(key).or_insert_with(|| row.clone());
        // Open in one answer and certain in another: then its words count.
        if known.says.is_empty() {
            known.says = row.says;
        }
    }

    /// Notes what an answer waits for. What a missing review answers is asked by that review, and what arises only if
    /// it raises something is not asked yet. Gives the ids of the others: those of this answer, whatever the answers
    /// before it ask.
    fn ask(&mut self, book: Book, alike: &Alike, decided: &BookDecision) -> Vec<String> {
        let supposing = decided.supposing.as_ref();
        let mut asked = Vec::new();
        for question in &decided.questions {
            let reviewed =
                supposing.is_some_and(|review| review.not_raised.contains(&question.fact));
            let asked_now =
                supposing.is_none_or(|review| review.questions.contains(&question.fact));
            if reviewed {
                self.review.add(question, book, &alike.parts);
            } else if asked_now {
                self.question(question, book, Some(alike.decision.right), &alike.parts);
                asked.push(question.fact.clone());
            } else {
                self.review.then.insert(question.fact.clone());
            }
        }
        if let Some(supposing) = supposing {
            self.review.under.extend(supposing.under.iter().cloned());
        }
        for question in &decided.further_questions {
            // What a review answers is asked by that review.
            if question.class.is_none() {
                self.question(question, book, None, &alike.parts);
            }
        }
        asked
    }

    fn question(
        &mut self,
        question: &Question,
        book: Book,
        right: Option<Right>,
        parts: &[PartId],
    ) {
        let next = self.asked.len();
        let at = *self.asked_at.entry(question.fact.clone()).or_insert(next);
        if at == next {
            self.asked.push(Asking {
                // The rules that ask stand in the reasons; here it is enough whose outcome waits.
                question: Question {
                    rules: Vec::new(),
                    ..question.clone()
                },
                parts: Vec::new(),
                rights: Vec::new(),
                books: Vec::new(),
            });
        }
        let Some(asking) = self.asked.get_mut(at) else {
            return;
        };
        if matches!(question.about, Level::Activity | Level::Item) {
            asking.parts.extend(parts);
            asking.parts.sort_unstable();
            asking.parts.dedup();
        }
        if let Some(right) = right.filter(|right| !asking.rights.contains(right)) {
            asking.rights.push(right);
        }
        if !asking.books.contains(&book) {
            asking.books.push(book);
        }
        for term in &question.matters {
            if !asking.question.matters.contains(term) {
                asking.question.matters.push(term.clone());
            }
        }
    }

    /// The questions, best first: those of an outcome before those of a duty alone. Of these whether the books speak at
    /// all is asked before what they say, whether anything is held before what is done with it: the order in which they
    /// were met.
    fn questions(&mut self) -> Vec<Asking> {
        let mut asked = std::mem::take(&mut self.asked);
        asked.sort_by_key(|asking| asking.rights.is_empty());
        asked
    }

    fn review(&mut self) -> Option<MissingReview> {
        let review = std::mem::take(&mut self.review);
        let asked_now = |fact: &&String| !self.asked_at.contains_key(*fact);
        (!review.answers.is_empty()).then(|| MissingReview {
            under: review.under.into_iter().collect(),
            then: u32::try_from(review.then.iter().filter(asked_now).count()).unwrap_or(u32::MAX),
            answers: review.answers,
            parts: review.parts.into_iter().collect(),
            books: review.books.into_iter().collect(),
        })
    }
}

impl Reviewing {
    fn add(&mut self, question: &Question, book: Book, parts: &[PartId]) {
        let is_new = self.known.insert(question.fact.clone());
        if let Some(class) = question.class.clone().filter(|_| is_new) {
            let fact = ReviewedFact {
                fact: question.fact.clone(),
                name: question.name.clone(),
            };
            match self.answers.iter_mut().find(|known| known.class == class) {
                Some(known) => known.facts.push(fact),
                None => self.answers.push(ReviewedClass {
                    class,
                    facts: vec![fact],
                }),
            }
        }
        self.parts.extend(parts);
        self.books.insert(book);
    }
}

fn row(deciding: &Deciding) -> RuleRow {
    RuleRow {
        rule: deciding.rule.clone(),
        book: Book::of(&deciding.provision),
        role: deciding.role,
        provision: deciding.provision.clone(),
        grants: deciding.grants,
        says: deciding.says.clone(),
        officer: deciding.officer.clone(),
        force: deciding.force,
        tell: deciding.tell,
        confidence: deciding.confidence,
    }
}

/// Entitlements that come out alike for the same reasons stand together.
fn entitlements(all: &[EntitlementDecision]) -> Vec<EntitlementAnswer> {
    let mut together: Vec<EntitlementAnswer> = Vec::new();
    for each in all {
        let mut answer = EntitlementAnswer {
            of: Vec::new(),
            outcome: each.outcome,
            because: each.because,
            possible: each.possible.clone(),
            claimed: each.claimed,
            decided_by: each.decided_by.clone(),
        };
        let same = together.iter_mut().find(|known| {
            known.outcome == answer.outcome
                && known.because == answer.because
                && known.possible == answer.possible
                && known.claimed == answer.claimed
                && known.decided_by == answer.decided_by
        });
        match same {
            Some(known) => known.of.push(each.entitlement),
            None => {
                answer.of.push(each.entitlement);
                together.push(answer);
            }
        }
    }
    together
}
