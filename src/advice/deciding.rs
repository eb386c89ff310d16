//! Deciding the parts of a request, by both books.

use std::sync::OnceLock;

use super::{
    alike::{Alike, part_at},
    confirmation::ToConfirm,
    controller::Controller,
    departing::departures,
    not_shown::not_shown,
    part::PartId,
    reasons::Decision,
};
use crate::{
    case::{Case, Events, Request},
    decision::{BookDecision, Depth, Note, Wanted, suppose},
    engine::{Evaluation, Session},
    fact::{Facts, Truth},
    law::{Right, Term},
    rule::Confidence,
};

/// A request as it is decided: what is worked out once serves all of its parts and rights.
pub(super) struct DecidingRequest<'a> {
    controller: &'a Controller,
    request: &'a Request,
    cases: &'a [Case<'a>],
    depth: Depth,
    events: Events,
    /// What is known of each case, with every missing review taken to have raised nothing.
    /// Worked out for those that are read.
    supposed: Vec<OnceLock<Option<Facts>>>,
    /// The same for a complaint beside other requests.
    supposed_of_complaint: Vec<OnceLock<Option<Facts>>>,
    procedure: Session<'a>,
    /// The statute as it is now deemed to have stood, and as it stood.
    statute: Option<(Session<'a>, Session<'a>)>,
}

impl<'a> DecidingRequest<'a> {
    pub(super) fn new(
        controller: &'a Controller,
        request: &'a Request,
        cases: &'a [Case<'a>],
        depth: Depth,
    ) -> Self {
        let not_yet = || cases.iter().map(|_| OnceLock::new()).collect();
        Self {
            supposed: not_yet(),
            supposed_of_complaint: not_yet(),
            controller,
            request,
            cases,
            depth,
            events: request.events_of_case(),
            procedure: Session::of(controller.program()),
            statute: controller
                .statutes()
                .map(|(deemed, stood)| (Session::of(deemed), Session::of(stood))),
        }
    }

    /// What each book says of one part: it serves every right that is asked for there, but for a complaint beside others.
    pub(super) fn read(&self, at: usize) -> Option<Read<'_>> {
        let case = self.cases.get(at)?;
        let of_complaint = case.for_complaint.as_deref();
        Some(Read {
            at,
            case,
            books: self.books(case, &case.facts, self.supposed.get(at)?),
            of_complaint: of_complaint
                .zip(self.supposed_of_complaint.get(at))
                .map(|(facts, supposed)| self.books(case, facts, supposed)),
        })
    }

    fn books<'f>(
        &'f self,
        case: &Case<'_>,
        facts: &'f Facts,
        supposed: &'f OnceLock<Option<Facts>>,
    ) -> Books<'f> {
        let vocabulary = self.controller.procedure().vocabulary();
        let supposed = supposed.get_or_init(|| suppose(facts, vocabulary)).as_ref();
        let by = |book: &'f Session<'a>| ByBook {
            evaluation: book.evaluate(facts, case.dates),
            supposed: supposed.map(|facts| book.evaluate(facts, case.dates)),
        };
        let law = self.statute.as_ref();
        Books {
            procedure: by(&self.procedure),
            statute: law.map(|(deemed, _)| by(deemed)),
            as_it_stood: law
                .filter(|(deemed, _)| deemed.program().book().is_deemed_on(&case.dates))
                .map(|(_, stood)| by(stood)),
        }
    }

    /// The decision on a right for a part that was read; `None` where the right was not asked for there.
    pub(super) fn decide(&self, right: Right, read: &Read<'_>) -> Option<Decision> {
        let case = read.case;
        let wanted = Wanted {
            right,
            claimed: self.request.claimed(&case.asks, right)?,
            only: self.request.only(&case.asks, right),
        };
        let controller = self.controller;
        let timed = |decision: BookDecision| match controller.holidays() {
            Some(holidays) => decision.timed(right, &self.events, holidays),
            None => decision,
        };
        let decide = |book: &ByBook<'_>| {
            let supposed = book.supposed.as_ref();
            BookDecision::decide(&book.evaluation, supposed, &wanted, self.depth)
        };
        let books = read.books_for(right);
        let mut procedure = decide(&books.procedure);
        procedure.notes.extend(register_notes(case, right));
        let procedure = timed(procedure);
        let statute = books.statute.as_ref().map(|book| timed(decide(book)));
        let differs = |stood: &&ByBook<'_>| {
            let deemed = statute.as_ref();
            deemed.is_none_or(|deemed| !deemed.grants_as(&stood.evaluation, &wanted))
        };
        let as_it_stood = books.as_it_stood.as_ref().filter(differs);
        let statute_as_it_stood = as_it_stood.map(|book| timed(decide(book)));
        let departures = statute
            .as_ref()
            .map(|statute| departures(&procedure, statute))
            .unwrap_or_default();
        Some(Decision {
            right,
            part: part_at(read.at),
            confirmation: None,
            not_shown: not_shown(self.request, case, controller.procedure().vocabulary()),
            activity: case.about.clone(),
            activity_title: case.activity.map(|(_, activity)| activity.title.clone()),
            item: case.item.clone(),
            procedure,
            statute,
            statute_as_it_stood,
            departures,
        })
    }

    /// Who confirmed a decision for one of the parts that it is the decision on.
    pub(super) fn confirmation(&self, decision: &Decision, at: usize) -> Option<ToConfirm> {
        let case = self.cases.get(at)?;
        let (procedure, statute) = (&decision.procedure, decision.statute.as_ref());
        ToConfirm::of(self.request, case, decision.right, procedure, statute)
    }

    /// Parts that came out alike, apart by who confirmed them.
    pub(super) fn by_confirmation(&self, alike: Alike) -> Vec<Alike> {
        let Alike { decision, parts } = alike;
        let mut apart: Vec<(Option<ToConfirm>, Vec<PartId>)> = Vec::new();
        for part in parts {
            let at = usize::try_from(part.0).unwrap_or(usize::MAX) - 1;
            let confirmation = self.confirmation(&decision, at);
            match apart.iter_mut().find(|(known, _)| *known == confirmation) {
                Some((_, parts)) => parts.push(part),
                None => apart.push((confirmation, vec![part])),
            }
        }
        // Mostly there is one: the decision itself goes there.
        let last = apart.pop();
        let others = apart.into_iter().map(|(confirmation, parts)| Alike {
            decision: Decision {
                confirmation,
                ..decision.clone()
            },
            parts,
        });
        let mut all: Vec<Alike> = others.collect();
        all.extend(last.map(|(confirmation, parts)| Alike {
            decision: Decision {
                confirmation,
                ..decision
            },
            parts,
        }));
        all
    }
}

/// One part, read by each book.
pub(super) struct Read<'a> {
    at: usize,
    case: &'a Case<'a>,
    books: Books<'a>,
    /// The same for a complaint, where more is asked about the same use.
    of_complaint: Option<Books<'a>>,
}

impl<'a> Read<'a> {
    fn books_for(&self, right: Right) -> &Books<'a> {
        let of_complaint = self.of_complaint.as_ref();
        of_complaint
            .filter(|_| right == Right::Complaint)
            .unwrap_or(&self.books)
    }
}

/// What each book says.
struct Books<'a> {
    procedure: ByBook<'a>,
    statute: Option<ByBook<'a>>,
    /// The statute as it stood, where it is deemed otherwise on the dates of the case.
    as_it_stood: Option<ByBook<'a>>,
}

/// One part, read by one book.
struct ByBook<'a> {
    evaluation: Evaluation<'a>,
    /// The same, with every missing review taken to have raised nothing.
    supposed: Option<Evaluation<'a>>,
}

/// The notes of a register entry, and what was assumed in it.
fn register_notes(case: &Case<'_>, right: Right) -> Vec<Note> {
    let Some((register, activity)) = case.activity else {
        return Vec::new();
    };
    let noted = activity
        .notes
        .iter()
        .filter(|note| note.rights.contains(&right))
        .map(|note| Note {
            note: note.id.clone(),
            provision: note.provision.clone(),
            applies: Truth::Yes,
            general: Right::all().all(|right| note.rights.contains(&right)),
            warning: note.warning,
            says: note.says.clone(),
            confidence: Confidence::Verified,
        });
    let assumed = (1..)
        .zip(&activity.assumptions)
        .filter_map(|(at, assumption)| {
            Some(Note {
                note: format!("{}/{}/assumed-{at}", register.id, activity.id),
                provision: activity.provisions.first()?.clone(),
                applies: Truth::Yes,
                general: true,
                warning: false,
                says: format!("Assumed in the register: {assumption}"),
                confidence: Confidence::Verified,
            })
        });
    noted.chain(assumed).collect()
}

/// The decisions on each of these rights, one for each kind of part.
pub(super) fn gather(
    rights: &[Right],
    kinds: &[Vec<usize>],
    deciding: &DecidingRequest<'_>,
) -> Vec<Alike> {
    // What a kind is read for once serves all rights; yet the decisions on one right stand together.
    let mut of_rights: Vec<Vec<Alike>> = rights.iter().map(|_| Vec::new()).collect();
    for places in kinds {
        let Some(read) = places.first().and_then(|at| deciding.read(*at)) else {
            continue;
        };
        for (right, decided) in rights.iter().zip(&mut of_rights) {
            let Some(decision) = deciding.decide(*right, &read) else {
                continue;
            };
            let parts = places.iter().copied().map(part_at).collect();
            decided.extend(deciding.by_confirmation(Alike { decision, parts }));
        }
    }
    of_rights.into_iter().flatten().collect()
}
