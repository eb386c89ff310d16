//! Decisions folded into a record: everything once, referred to by id or by place.

use std::collections::{BTreeMap, HashMap};

use super::{
    Advice, AnswerBy, Book, BookAnswer, DecidedBy, DutyAnswer, Elsewhere, EntitlementAnswer,
    Evidence, FactRow, Group, MadeWith, NoteAnswer, Obligations, Part, PartId, PowerAnswer,
    RequestSummary, RuleRow, Schema, TargetDay,
    alike::Alike,
    open_questions::Questions,
    place::{count, place_of},
    reasons::roll_up,
};
use crate::{
    case::{Contact, Request},
    decision::{
        BookDecision, Deciding, DutyDecision, DutyState, EntitlementDecision, FactUse, Supposing,
        Times,
    },
    law::Entitlement,
    rule::{Due, RoleKind},
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
    let mut groups: Vec<Group> = Vec::new();
    for alike in decided {
        let group = tables.group(alike);
        join(&mut groups, group);
    }
    let all = decided.iter().map(|alike| &alike.decision);
    let (questions, review) = tables.questions.into_parts();
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
        review,
        questions,
        obligations: tables.obligations,
        duties: tables.duties,
        powers: tables.powers,
        notes: tables.notes,
        times: tables.times,
        differences: tables.differences,
        rules: tables.rules.into_values().collect(),
        facts: tables.facts,
        names: tables.names,
    }
}

#[derive(Default)]
struct Tables {
    rules: BTreeMap<(Book, String), RuleRow>,
    facts: Vec<FactRow>,
    // Looked up only, never walked: its order reaches nothing.
    places: HashMap<FactRow, u32>,
    names: BTreeMap<String, String>,
    obligations: Vec<Obligations>,
    duties: Vec<DutyAnswer>,
    powers: Vec<PowerAnswer>,
    notes: Vec<NoteAnswer>,
    times: Vec<Times>,
    differences: Vec<super::Departure>,
    questions: Questions,
}

impl Tables {
    fn group(&mut self, alike: &Alike) -> Group {
        let decision = &alike.decision;
        let differences = decision.departures.iter();
        let mut facts = Vec::new();
        let mut law = |decided: &Option<BookDecision>, facts: &mut Vec<u32>| {
            let decided = decided.as_ref();
            decided.map(|decided| self.book(Book::Statute, alike, decided, facts))
        };
        let statute = law(&decision.statute, &mut facts);
        let statute_as_it_stood = law(&decision.statute_as_it_stood, &mut facts);
        Group {
            right: decision.right,
            parts: alike.parts.clone(),
            procedure: self.book(Book::Procedure, alike, &decision.procedure, &mut facts),
            statute,
            statute_as_it_stood,
            evidence: evidence(facts),
            differences: differences
                .map(|departure| place_of(&mut self.differences, departure.clone()))
                .collect(),
            not_shown: decision.not_shown.clone(),
            confirmation: decision.confirmation.clone(),
        }
    }

    fn book(
        &mut self,
        book: Book,
        alike: &Alike,
        decided: &BookDecision,
        facts: &mut Vec<u32>,
    ) -> BookAnswer {
        let decided_by = decided.decided_by.iter();
        let decided_by = decided_by
            .map(|deciding| self.decided_by(deciding, facts))
            .collect();
        for deciding in &decided.at_stake {
            self.rule(deciding);
        }
        // What a book would give if it spoke is no part of the record: someone might give it.
        let (aspects, entitlements) = if decided.out_of_scope.is_empty() {
            let entitlements = entitlements(&decided.entitlements, &decided.decided_by);
            (decided.aspects.clone(), entitlements)
        } else {
            (Vec::new(), Vec::new())
        };
        let at_stake = decided.at_stake.iter();
        let times = decided.times.as_ref();
        let questions = self.questions.ask(book, alike, decided);
        let obligations = self.obligations(decided);
        BookAnswer {
            outcome: decided.outcome,
            because: decided.because,
            possible: decided.possible.clone(),
            exact: decided.exact,
            out_of_scope: elsewhere(decided),
            aspects,
            decided_by,
            at_stake: at_stake.map(|deciding| deciding.rule.clone()).collect(),
            entitlements,
            questions,
            // Its questions are those of the answer: what is asked now is what it leaves to be asked. What it supposes
            // stands with the review.
            supposing: decided.supposing.as_ref().map(|supposing| Supposing {
                not_raised: Vec::new(),
                questions: Vec::new(),
                ..supposing.clone()
            }),
            obligations: place_of(&mut self.obligations, obligations),
            times: times.map(|times| place_of(&mut self.times, times.clone())),
        }
    }

    /// What decided, its facts put among those of the group.
    fn decided_by(&mut self, deciding: &Deciding, facts: &mut Vec<u32>) -> DecidedBy {
        self.rule(deciding);
        let used = deciding.facts.iter();
        DecidedBy {
            rule: deciding.rule.clone(),
            failed: deciding.failed,
            facts: used.map(|used| place_of(facts, self.fact(used))).collect(),
        }
    }

    fn fact(&mut self, used: &FactUse) -> u32 {
        let row = FactRow {
            fact: used.fact.clone(),
            value: used.value.clone(),
            from: used.from.clone(),
        };
        if let Some(at) = self.places.get(&row) {
            return *at;
        }
        let at = count(self.facts.len());
        self.names
            .entry(used.fact.clone())
            .or_insert_with(|| used.name.clone());
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
        let decided_by = self.but(&duty.decided_by, &duty.duty);
        let why = DutyAnswer {
            duty: duty.duty.clone(),
            book: Book::of(&duty.provision),
            state: duty.state,
            due: None,
            by: None,
            limit: None,
            met_by: duty.met_by.clone(),
            reversible: duty.reversible,
            met: false,
            by_register: false,
            met_on: None,
            decided_by,
            waits_for: Vec::new(),
            in_favour: BTreeMap::new(),
            otherwise: None,
        };
        // Of a duty that does not arise only why is kept.
        if duty.state == DutyState::NotDue {
            return why;
        }
        // What it waits for is read with the reply.
        let is_of_the_reply = matches!(duty.due, Due::BeforeTheReply | Due::WithTheReply);
        let is_simple =
            |limit: &crate::clock::Limit| limit.if_open.is_none() && limit.certain.later.is_none();
        DutyAnswer {
            due: Some(duty.due),
            by: duty.by,
            limit: duty
                .limit
                .filter(|limit| duty.by.is_none() || !is_simple(limit)),
            met: duty.met,
            by_register: duty.by_register,
            met_on: duty.met_on,
            waits_for: duty.waits_for.clone(),
            in_favour: if is_of_the_reply {
                duty.in_favour.clone()
            } else {
                BTreeMap::new()
            },
            otherwise: duty.otherwise.clone(),
            ..why
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
        let key = (row.book(), row.rule.clone());
        let known = self.rules.entry(key).or_insert_with(|| row.clone());
        // Open in one answer and certain in another: then its words count.
        if known.says.is_empty() {
            known.says = row.says;
        }
        // Due for one part and met for another: there are words for both.
        if known.done.is_none() {
            known.done = row.done;
        }
    }
}

/// What applies instead, where the book does not speak.
fn elsewhere(decided: &BookDecision) -> Vec<Elsewhere> {
    let limits = decided.out_of_scope.iter();
    limits
        .map(|scope| Elsewhere {
            rule: scope.rule.clone(),
            otherwise: scope.otherwise.clone(),
        })
        .collect()
}

fn row(deciding: &Deciding) -> RuleRow {
    RuleRow {
        rule: deciding.rule.clone(),
        role: deciding.role,
        provision: deciding.provision.clone(),
        grants: deciding.grants,
        says: deciding.says.clone(),
        done: None,
        officer: deciding.officer.clone(),
        force: deciding.force,
        tell: deciding.tell,
        confidence: deciding.confidence,
    }
}

/// Puts a group among the others: parts that come out alike for the same reasons stand together, whatever the facts
/// behind each.
fn join(groups: &mut Vec<Group>, mut group: Group) {
    let same = groups.iter_mut().rev().find(|known| {
        known.right == group.right
            && known.differences == group.differences
            && known.procedure == group.procedure
            && known.statute == group.statute
            && known.statute_as_it_stood == group.statute_as_it_stood
            && known.not_shown == group.not_shown
            && known.confirmation == group.confirmation
    });
    let Some(known) = same else {
        groups.push(group);
        return;
    };
    if known.evidence != group.evidence {
        name_parts(&mut known.evidence, &known.parts);
        name_parts(&mut group.evidence, &group.parts);
        for mut more in group.evidence {
            let mut same = known.evidence.iter_mut();
            match same.find(|each| each.facts == more.facts) {
                Some(same) => same.parts.append(&mut more.parts),
                None => known.evidence.push(more),
            }
        }
    }
    known.parts.append(&mut group.parts);
    known.parts.sort_unstable();
}

/// Evidence for all parts of a group says which they are, before others join it.
fn name_parts(evidence: &mut [Evidence], parts: &[PartId]) {
    for each in evidence.iter_mut().filter(|each| each.parts.is_empty()) {
        each.parts = parts.to_vec();
    }
}

fn evidence(facts: Vec<u32>) -> Vec<Evidence> {
    if facts.is_empty() {
        return Vec::new();
    }
    vec![Evidence {
        parts: Vec::new(),
        facts,
    }]
}

/// Entitlements that come out alike for the same reasons stand together. Which ground grants which is said by its row.
fn entitlements(all: &[EntitlementDecision], decided_by: &[Deciding]) -> Vec<EntitlementAnswer> {
    let grants = |rule: &String, of: Entitlement| {
        let mut grounds = decided_by.iter();
        grounds.any(|by| by.rule == *rule && by.grants == Some(of))
    };
    let mut together: Vec<EntitlementAnswer> = Vec::new();
    for each in all {
        let others = each.decided_by.iter();
        let others = others.filter(|rule| !grants(rule, each.entitlement));
        let mut answer = EntitlementAnswer {
            of: Vec::new(),
            outcome: each.outcome,
            because: each.because,
            possible: each.possible.clone(),
            claimed: each.claimed,
            decided_by: others.cloned().collect(),
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
