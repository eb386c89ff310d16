//! Departures, worked out from the decisions of the two books.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    departure::{Departure, Way},
    powers::of_powers,
    words::capital,
};
use crate::{
    calendar::{Date, in_words},
    decision::{BookDecision, Deciding, DutyDecision, DutyState, Effect, Outcome},
    law::{Aspect, Entitlement, Provision, Term},
    rule::{Confidence, Force, RoleKind, Tell},
};

/// The departures between two decisions on one right for one item.
pub(super) fn departures(procedure: &BookDecision, statute: &BookDecision) -> Vec<Departure> {
    let mut found = Vec::new();
    if procedure.outcome == Outcome::OutOfScope || statute.outcome == Outcome::OutOfScope {
        found.extend(of_scope(procedure, statute));
    } else {
        found.extend(of_entitlements(procedure, statute));
    }
    found.extend(of_duties(procedure, statute));
    found.extend(of_powers(procedure, statute));
    if procedure.outcome == Outcome::Silent || statute.outcome == Outcome::OutOfScope {
        // What it asks at every request, it does not ask for a right that it does not know. Where another part of
        // the law decides, that is what there is to say.
        found.retain(|departure| !matches!(departure.way, Way::AsksLess | Way::AllowsLess));
    }
    found
}

/// One book speaks and the other sends the person elsewhere.
fn of_scope(procedure: &BookDecision, statute: &BookDecision) -> Option<Departure> {
    let (way, silent, words) = match (procedure.outcome, statute.outcome) {
        (_, Outcome::OutOfScope) if procedure.outcome != Outcome::OutOfScope => (
            Way::OtherRegime,
            statute,
            "this part of the law does not decide the matter",
        ),
        (Outcome::OutOfScope, other) if other != Outcome::OutOfScope => (
            Way::GivesMore,
            procedure,
            "the procedure does not cover the matter, and the law does",
        ),
        _ => return None,
    };
    let elsewhere: Vec<&str> = silent
        .out_of_scope
        .iter()
        .map(|scope| scope.otherwise.as_str())
        .collect();
    let cited: Vec<Provision> = silent
        .out_of_scope
        .iter()
        .map(|scope| scope.provision.clone())
        .collect();
    let by_law = std::ptr::eq(silent, statute);
    Some(Departure {
        way,
        open: false,
        about: silent
            .out_of_scope
            .iter()
            .map(|scope| scope.rule.clone())
            .collect(),
        procedure: if by_law { Vec::new() } else { cited.clone() },
        statute: if by_law { cited } else { Vec::new() },
        says: format!(
            "{}. Look instead to: {}.{}",
            capital(words),
            elsewhere.join("; "),
            if by_law {
                " Give nothing under the procedure alone."
            } else {
                ""
            }
        ),
    })
}

/// How much an effect gives.
const fn rank(effect: Effect) -> u8 {
    match effect {
        Effect::Applies => 2,
        Effect::AppliesInPart => 1,
        Effect::DoesNotApply | Effect::OutOfScope | Effect::Silent => 0,
    }
}

/// The least and the most that a book may still give of an entitlement.
fn range(book: &BookDecision, entitlement: Entitlement) -> (u8, u8) {
    let Some(decided) = book
        .entitlements
        .iter()
        .find(|each| each.entitlement == entitlement)
    else {
        return (0, 0);
    };
    let effects: Vec<u8> = match decided.outcome {
        Outcome::Open => decided.possible.iter().copied().map(rank).collect(),
        Outcome::Applies => vec![2],
        Outcome::AppliesInPart => vec![1],
        Outcome::DoesNotApply | Outcome::OutOfScope | Outcome::Silent => vec![0],
    };
    let most = effects.iter().max().copied().unwrap_or(0);
    // While the book may yet not speak at all, nothing is certain to be given.
    if book.possible.contains(&Effect::OutOfScope) {
        return (0, most);
    }
    (effects.iter().min().copied().unwrap_or(0), most)
}

fn of_entitlements(procedure: &BookDecision, statute: &BookDecision) -> Vec<Departure> {
    // Entitlements that differ in the same way are one departure.
    let mut alike: BTreeMap<(Way, bool, bool), Vec<Entitlement>> = BTreeMap::new();
    let all: BTreeSet<Entitlement> = [procedure, statute]
        .iter()
        .flat_map(|book| &book.entitlements)
        .map(|each| each.entitlement)
        .collect();
    for entitlement in all {
        let (p_least, p_most) = range(procedure, entitlement);
        let (s_least, s_most) = range(statute, entitlement);
        let (p_known, s_known) = (p_least == p_most, s_least == s_most);
        let known = procedure
            .entitlements
            .iter()
            .any(|each| each.entitlement == entitlement);
        let mut note = |way, open| {
            let group = alike.entry((way, open, known)).or_default();
            group.push(entitlement);
        };
        if s_least > p_most {
            note(Way::GivesMore, false);
        } else if s_most < p_least {
            note(Way::GivesLess, false);
        } else if p_known != s_known {
            // Where both are open the same facts are missing, and there is nothing to warn of yet.
            if s_most > p_most {
                note(Way::GivesMore, true);
            }
            if s_least < p_least {
                note(Way::GivesLess, true);
            }
        }
    }
    alike
        .into_iter()
        .map(|((way, open, known), entitlements)| {
            in_entitlements(way, open, known, &entitlements, procedure, statute)
        })
        .collect()
}

fn in_entitlements(
    way: Way,
    open: bool,
    known: bool,
    entitlements: &[Entitlement],
    procedure: &BookDecision,
    statute: &BookDecision,
) -> Departure {
    let in_part = statute.entitlements.iter().any(|each| {
        each.outcome == Outcome::AppliesInPart
            && entitlements.contains(&each.entitlement)
            && is_point(each.entitlement)
    });
    let labels = labels(entitlements, in_part);
    let under = |book: &BookDecision| -> Vec<Provision> {
        let cited: BTreeSet<Provision> = entitlements
            .iter()
            .flat_map(|each| decisive(book, *each, way))
            .map(|reason| reason.provision.clone())
            .collect();
        cited.into_iter().collect()
    };
    let says = in_entitlement_words(
        &labels,
        (way, open, known),
        entitlements,
        (procedure, statute),
    );
    Departure {
        way,
        open,
        about: entitlements
            .iter()
            .map(|each| each.code().to_owned())
            .collect(),
        procedure: under(procedure),
        statute: match under(statute) {
            // Where no ground of the law holds, the text that would give it is cited.
            cited if cited.is_empty() => entitlements.iter().map(|each| each.provision()).collect(),
            cited => cited,
        },
        says,
    }
}

/// How a difference begins where the law certainly gives more; the list of what follows.
pub(crate) const GIVES_MORE: &str = "The law gives the person more: ";

/// A difference in words: what, whether to follow the procedure, and the rules behind it.
fn in_entitlement_words(
    labels: &[&str],
    (way, open, known): (Way, bool, bool),
    entitlements: &[Entitlement],
    (procedure, statute): (&BookDecision, &BookDecision),
) -> String {
    let begins = match (way, open) {
        (Way::GivesMore, false) => GIVES_MORE,
        (Way::GivesMore, true) => "The law may give the person more: ",
        (_, false) => "The law gives the person less: ",
        (_, true) => "The law may give the person less: ",
    };
    let mut says = format!("{begins}{}.", labels.join("; "));
    if procedure.outcome == Outcome::Silent {
        says.push_str(" The procedure has no rules for this right.");
    } else if !known {
        says.push_str(" The procedure has no rule that gives it.");
    }
    // Where the procedure is kinder, what is to be done comes before the rules behind it.
    if !open && way == Way::GivesLess {
        says.push_str(follow(entitlements, statute));
    }
    for (name, book) in [("Under the procedure", procedure), ("By law", statute)] {
        for reason in heard(book, entitlements, way) {
            says.push_str(&format!(" {name}: {reason}"));
        }
    }
    says.push_str(match (way, open) {
        (_, true) => " It depends on what must still be found out.",
        (Way::GivesMore, false) => " The law prevails.",
        _ => "",
    });
    let unverified = entitlements
        .iter()
        .flat_map(|each| decisive(statute, *each, way))
        .any(|reason| reason.truth.is_yes() && reason.confidence == Confidence::Unverified);
    if unverified {
        says.push_str(" A rule of law that decides here was not verified.");
    }
    says
}

/// What the deciding rules of a book that hold say, each once and the first few alone.
fn heard<'b>(book: &'b BookDecision, entitlements: &[Entitlement], way: Way) -> Vec<&'b str> {
    let mut heard = BTreeSet::new();
    let all = entitlements
        .iter()
        .flat_map(|each| decisive(book, *each, way));
    let hold = all.filter(|reason| reason.truth.is_yes());
    let says = hold.map(|reason| reason.says.as_str());
    says.filter(|says| heard.insert(*says)).take(3).collect()
}

/// Whether to follow the procedure where the law certainly gives less.
fn follow(entitlements: &[Entitlement], statute: &BookDecision) -> &'static str {
    let stopped = entitlements
        .iter()
        .flat_map(|each| decisive(statute, *each, Way::GivesLess))
        .filter(|reason| reason.truth.is_yes());
    let (mut bound, mut silent) = (false, false);
    for reason in stopped {
        bound |= reason.force == Some(Force::Must);
        silent |= reason.tell == Some(Tell::Withhold);
    }
    match (bound, silent) {
        (true, _) => " The council must apply this limit, whatever its procedure says.",
        (false, true) => {
            " Take advice before you follow the procedure: following it could do the harm."
        }
        (false, false) => " The council may follow its procedure, which is more generous.",
    }
}

/// Entitlements in words; many points of the information about the use are one, which says so where the law gives some
/// of them in part.
pub(super) fn labels(entitlements: &[Entitlement], in_part: bool) -> Vec<&'static str> {
    let points = entitlements.iter().filter(|each| is_point(**each)).count();
    if points < MANY_POINTS {
        return entitlements.iter().map(|each| each.label()).collect();
    }
    let of_the_use = if in_part {
        "to be told of the use, in part"
    } else {
        "to be told of the use"
    };
    let others = entitlements.iter().filter(|each| !is_point(**each));
    others
        .map(|each| each.label())
        .chain([of_the_use])
        .collect()
}

fn is_point(of: Entitlement) -> bool {
    Aspect::of(of) == Some(Aspect::Information)
}

/// So many points of the information about the use are not named one by one.
const MANY_POINTS: usize = 4;

/// The rules that decide an entitlement. In the book that gives more, these are the grounds that hold. In the other,
/// they are the exemptions that take it away, else the grounds that hold, else those that do not.
fn decisive(book: &BookDecision, entitlement: Entitlement, way: Way) -> Vec<&Deciding> {
    let mut entitlements = book.entitlements.iter();
    let Some(decided) = entitlements.find(|each| each.entitlement == entitlement) else {
        return Vec::new();
    };
    let rules = book.decided_by.iter().chain(&book.at_stake);
    let of_entitlement: Vec<&Deciding> = rules
        .filter(|rule| {
            decided.decided_by.contains(&rule.rule) || decided.at_stake.contains(&rule.rule)
        })
        .collect();
    let with = |is_wanted: &dyn Fn(&Deciding) -> bool| -> Vec<&Deciding> {
        let wanted = of_entitlement.iter().copied();
        wanted.filter(|rule| is_wanted(rule)).collect()
    };
    let is_ground = |rule: &Deciding| rule.grants == Some(entitlement);
    let certain = with(&|rule| is_ground(rule) && rule.truth.is_yes());
    let holding = with(&|rule| is_ground(rule) && !rule.truth.is_no());
    let taking = with(&|rule| rule.role == RoleKind::Exemption && rule.truth.is_yes());
    let is_law = book
        .decided_by
        .iter()
        .chain(&book.at_stake)
        .all(|rule| !rule.provision.is_of_a_council());
    let gives_more = is_law == (way == Way::GivesMore);
    let ways = if gives_more {
        [certain, holding, taking]
    } else {
        [taking, certain, holding]
    };
    let decisive = ways.into_iter().find(|rules| !rules.is_empty());
    decisive.unwrap_or_else(|| with(&is_ground))
}

/// The duties of a book that arise, by the fact that shows them met. Where one of two certainly arises, the one to
/// keep to is the earlier.
fn arising(book: &BookDecision) -> BTreeMap<&str, Vec<&DutyDecision>> {
    let is_the_earlier = |duty: &DutyDecision| {
        let other = duty.otherwise.as_ref().and_then(|other| {
            let mut duties = book.duties.iter();
            duties.find(|each| each.duty == *other)
        });
        other.is_some_and(|other| duty.by < other.by)
    };
    let mut by_fact: BTreeMap<&str, Vec<&DutyDecision>> = BTreeMap::new();
    for duty in &book.duties {
        let arises = match duty.state {
            DutyState::Due | DutyState::Met => true,
            DutyState::Open => is_the_earlier(duty),
            DutyState::NotDue => false,
        };
        if arises {
            by_fact.entry(&duty.met_by).or_default().push(duty);
        }
    }
    by_fact
}

fn of_duties(procedure: &BookDecision, statute: &BookDecision) -> Vec<Departure> {
    let (own, legal) = (arising(procedure), arising(statute));
    // A duty that is still open in the other book may yet be the same.
    let open_in = |book: &BookDecision, fact: &str| {
        book.duties
            .iter()
            .any(|duty| duty.met_by == fact && duty.state == DutyState::Open)
    };
    let only = |one: &BTreeMap<&str, Vec<&DutyDecision>>,
                other: &BTreeMap<&str, Vec<&DutyDecision>>,
                book: &BookDecision| {
        one.iter()
            .filter(|(fact, _)| !other.contains_key(*fact) && !open_in(book, fact))
            .flat_map(|(_, duties)| duties.iter().map(|duty| (*duty).clone()))
            .collect::<Vec<DutyDecision>>()
    };
    let mut found = Vec::new();
    let missing = only(&legal, &own, procedure);
    for duty in &missing {
        found.push(Departure {
            way: Way::AsksMore,
            open: false,
            about: vec![duty.duty.clone()],
            procedure: Vec::new(),
            statute: vec![duty.provision.clone()],
            says: format!(
                "The law also asks this of the council: {}{}",
                duty.says,
                duty.confidence.in_words()
            ),
        });
    }
    let warning = warning(statute);
    for duty in &only(&own, &legal, statute) {
        found.push(Departure {
            way: Way::AsksLess,
            open: false,
            about: vec![duty.duty.clone()],
            procedure: vec![duty.provision.clone()],
            statute: Vec::new(),
            says: format!(
                "The procedure asks this, and the law does not: {}{warning}",
                duty.says
            ),
        });
    }
    for (fact, duties) in &own {
        if let Some(by_law) = legal.get(fact) {
            found.extend(other_time(duties, by_law));
        }
    }
    found
}

/// A duty that the law does not have can easily reveal a secret.
fn warning(statute: &BookDecision) -> &'static str {
    let withheld = statute
        .decided_by
        .iter()
        .any(|rule| rule.tell == Some(Tell::Withhold) && rule.truth.is_yes());
    if withheld {
        " By law something here must not be told: check that this does not tell it."
    } else {
        ""
    }
}

fn other_time(own: &[&DutyDecision], legal: &[&DutyDecision]) -> Option<Departure> {
    let days = |duties: &[&DutyDecision]| -> BTreeSet<Date> {
        duties.iter().filter_map(|duty| duty.by).collect()
    };
    let (ours, theirs) = (days(own), days(legal));
    if ours == theirs || (ours.is_empty() && theirs.is_empty()) {
        return None;
    }
    let said = |days: &BTreeSet<Date>| match days.len() {
        0 => "no day is set".to_owned(),
        _ => days
            .iter()
            .map(|day| in_words(*day))
            .collect::<Vec<_>>()
            .join(" or "),
    };
    let what = legal.first().map_or("", |duty| duty.says.as_str());
    Some(Departure {
        way: Way::OtherTime,
        open: false,
        about: own
            .iter()
            .chain(legal)
            .map(|duty| duty.duty.clone())
            .collect(),
        procedure: own.iter().map(|duty| duty.provision.clone()).collect(),
        statute: legal.iter().map(|duty| duty.provision.clone()).collect(),
        says: format!(
            "{what} By law: {}. Under the procedure: {}.",
            said(&theirs),
            said(&ours)
        ),
    })
}
