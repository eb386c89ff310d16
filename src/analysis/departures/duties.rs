//! What one side asks of the council, or allows it, and the other does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Looking, Made, named,
    one_side::{OneSide, cited},
};
use crate::{
    analysis::{FindingKind, Like, Severity, parts::due_in_words},
    calendar::{Date, Period},
    circuit::Literal as Gate,
    fact::FactId,
    law::{Measure, Right, Term},
    rule::{Due, Role, Rule, RuleBook, RuleId, TimeLimit},
    symbolic::Pair,
};

impl<'p> Looking<'p> {
    /// Duties, by the fact that shows them met.
    pub(super) fn duties(&mut self) {
        let met_by = |book: &'p RuleBook| {
            let mut by: BTreeMap<String, Duties<'p>> = BTreeMap::new();
            for (id, rule) in book.rules() {
                if let Role::Duty { met_by, .. } = rule.role {
                    let fact = id_of(book, met_by);
                    by.entry(fact).or_default().push((id, rule));
                }
            }
            by
        };
        let (own, law) = (met_by(self.own), met_by(self.law));
        let facts: BTreeSet<&String> = own.keys().chain(law.keys()).collect();
        for fact in facts {
            let none = Vec::new();
            let (mine, theirs) = (
                own.get(fact).unwrap_or(&none),
                law.get(fact).unwrap_or(&none),
            );
            // The same is done for rights that have nothing to do with each other: those stand apart.
            let (mine, mine_alone) = of_rights_of(mine, theirs);
            let (theirs, theirs_alone) = of_rights_of(theirs, &mine);
            self.duty(&mine, &theirs);
            self.duty(&mine_alone, &none);
            self.duty(&none, &theirs_alone);
        }
    }

    fn duty(&mut self, own: &[(RuleId, &'p Rule)], law: &[(RuleId, &'p Rule)]) {
        let mine = OneSide::of(&self.pair.before.said, own);
        let theirs = OneSide::of(&self.pair.after.said, law);
        let network = &mut self.pair.space.world.network;
        let own_some = network.any(mine.gates.clone());
        let law_some = network.any(theirs.gates.clone());
        let scopes = network.both(self.pair.before.said.scope, self.pair.after.said.scope);
        let missing = network.all(vec![scopes, law_some, !own_some]);
        let extra = network.all(vec![scopes, own_some, !law_some]);
        let shows = vec![
            ("the procedure requires it".to_owned(), vec![own_some]),
            ("the law requires it".to_owned(), vec![law_some]),
        ];
        self.add_where(missing, missing_duty(&mine, &theirs, shows.clone()));
        self.add_where(extra, extra_duty(&mine, &theirs, shows.clone()));
        self.times(own, law, &shows);
    }

    /// Where both sides ask the same by another time: what is said alike of several rules is one finding.
    fn times(
        &mut self,
        own: &[(RuleId, &'p Rule)],
        law: &[(RuleId, &'p Rule)],
        shows: &[(String, Vec<Gate>)],
    ) {
        let scopes = [self.pair.before.said.scope, self.pair.after.said.scope];
        let mut found: Vec<(Made<'p>, Vec<Gate>)> = Vec::new();
        for (id, one) in own {
            for (law_id, other) in law {
                let (
                    Role::Duty { due, .. },
                    Role::Duty {
                        due: by_law,
                        rights,
                        ..
                    },
                ) = (&one.role, &other.role)
                else {
                    continue;
                };
                if due == by_law || matches!(by_law, Due::NotStated | Due::Always) {
                    continue;
                }
                let asks = [
                    Pair::arises(&self.pair.before.said, Some(*id)),
                    Pair::arises(&self.pair.after.said, Some(*law_id)),
                ];
                let network = &mut self.pair.space.world.network;
                let both = network.all([scopes, asks].concat());
                if both == Gate::FALSE {
                    continue;
                }
                let told = Told::of(due, by_law);
                let says = told.says(due, by_law, &other.says);
                let which = || format!("{} against {}", one.provision.cite(), named(other));
                if let Some((made, gates)) = found.iter_mut().find(|(made, _)| made.says == says) {
                    gates.push(both);
                    for rule in [one, other] {
                        let list = if rule.provision.is_of_a_council() {
                            &mut made.own
                        } else {
                            &mut made.law
                        };
                        if !list.iter().any(|known| known.id == rule.id) {
                            list.push(rule);
                            made.about.push(rule.id.clone());
                        }
                    }
                    made.like.iter_mut().for_each(|like| like.of.push(which()));
                    continue;
                }
                let made = Made {
                    kind: FindingKind::OtherTime,
                    severity: match told {
                        Told::Sooner => Severity::Note,
                        Told::Later | Told::Alike => Severity::Warning,
                    },
                    says,
                    about: vec![one.id.clone(), other.id.clone()],
                    right: rights.first().copied(),
                    own: vec![*one],
                    law: vec![*other],
                    amendment: told.amendment(one, by_law),
                    like: Some(
                        Like::new(
                            told.all(),
                            format!("“{}”, by law “{}”", due_in_words(due), due_in_words(by_law)),
                        )
                        .of([which()]),
                    ),
                    shows: shows.to_vec(),
                };
                found.push((made, vec![both]));
            }
        }
        for (made, gates) in found {
            let somewhere = self.pair.space.world.network.any(gates);
            self.add_where(somewhere, made);
        }
    }

    /// Powers, by what they let the council do.
    pub(super) fn powers(&mut self) {
        for measure in Measure::all().filter(|measure| *measure != Measure::Other) {
            let of = |book: &'p RuleBook| -> Vec<(RuleId, &'p Rule)> {
                let lets =
                    |rule: &Rule| matches!(rule.role, Role::Power { to, .. } if to == measure);
                book.rules().filter(|(_, rule)| lets(rule)).collect()
            };
            let (own, law) = (of(self.own), of(self.law));
            let (mine, theirs) = (&self.pair.before.said, &self.pair.after.said);
            let network = &mut self.pair.space.world.network;
            let mut some = |said, rules: &[(RuleId, &Rule)]| {
                let gates = rules.iter().map(|(id, _)| Pair::arises(said, Some(*id)));
                network.any(gates.collect())
            };
            let (own_some, law_some) = (some(mine, &own), some(theirs, &law));
            let scopes = network.both(mine.scope, theirs.scope);
            let beyond = network.all(vec![scopes, own_some, !law_some]);
            let unused = network.all(vec![scopes, law_some, !own_some]);
            let rules = |of: &[(RuleId, &'p Rule)]| -> Vec<&'p Rule> {
                of.iter().map(|(_, rule)| *rule).collect()
            };
            let made = |kind, severity, says, amendment, all: &str| Made {
                kind,
                severity,
                says,
                like: Some(Like::new(
                    all,
                    format!(
                        "{} ({})",
                        measure.label(),
                        cited(own.iter().chain(&law).map(|(_, rule)| *rule))
                    ),
                )),
                about: own
                    .iter()
                    .chain(&law)
                    .map(|(_, rule)| rule.id.clone())
                    .collect(),
                right: None,
                own: rules(&own),
                law: rules(&law),
                amendment,
                shows: vec![
                    ("the procedure allows it".to_owned(), vec![own_some]),
                    ("the law allows it".to_owned(), vec![law_some]),
                ],
            };
            let label = measure.label();
            let beyond_made = made(
                FindingKind::Unlawful,
                Severity::Fault,
                format!("The procedure lets the council {label} where the law does not."),
                Some(format!("Let the council {label} only where the law does.")),
                "The procedure lets the council do these where the law does not. Allow each only where the law does.",
            );
            let unused_made = made(
                FindingKind::Generous,
                Severity::Note,
                format!("The law lets the council {label} where the procedure does not."),
                None,
                "The law lets the council do these where the procedure does not.",
            );
            self.add_where(beyond, beyond_made);
            self.add_where(unused, unused_made);
        }
    }
}

/// A duty that the law asks for where the procedure does not.
fn missing_duty<'p>(
    own: &OneSide<'p>,
    law: &OneSide<'p>,
    shows: Vec<(String, Vec<Gate>)>,
) -> Made<'p> {
    let (words, cited) = (law.words(), own.cited());
    let (says, amendment) = if cited.is_empty() {
        (
            "The law requires this of the council, and the procedure does not",
            "Add the duty".to_owned(),
        )
    } else {
        (
            "In these cases the law requires this of the council, and the procedure does not",
            format!("Let {cited} reach these cases too"),
        )
    };
    let (kind, all) = if own.is_empty() {
        (
            FindingKind::Silent,
            "The law requires these, and the procedure does not mention them. Add each duty.",
        )
    } else if cited.is_empty() {
        (
            FindingKind::OtherDuty,
            "The law requires these, and the procedure does not on these dates. Add each duty.",
        )
    } else {
        (
            FindingKind::OtherDuty,
            "The procedure requires these in fewer cases than the law. Extend each to the cases of the law.",
        )
    };
    Made {
        kind,
        severity: Severity::Warning,
        says: format!("{says}: {words}"),
        about: law.about(),
        right: law.right(),
        own: own.arising(),
        law: law.arising(),
        amendment: Some(format!("{amendment}: {words}")),
        like: Some(Like::new(all, format!("{}: {words}", law.cited()))),
        shows,
    }
}

/// A duty that the procedure asks for where the law does not.
fn extra_duty<'p>(
    own: &OneSide<'p>,
    law: &OneSide<'p>,
    shows: Vec<(String, Vec<Gate>)>,
) -> Made<'p> {
    let words = own.words();
    let (says, all) = if law.arising().is_empty() {
        (
            "The procedure requires this of the council, and the law does not",
            "The procedure requires these, and the law does not.",
        )
    } else {
        (
            "In these cases the procedure requires this of the council, and the law does not",
            "The procedure requires these in more cases than the law.",
        )
    };
    Made {
        kind: FindingKind::Generous,
        severity: Severity::Note,
        says: format!("{says}: {words}"),
        about: own.about(),
        right: own.right(),
        own: own.arising(),
        law: law.arising(),
        amendment: None,
        like: Some(Like::new(all, format!("{}: {words}", own.cited()))),
        shows,
    }
}

fn id_of(book: &RuleBook, fact: FactId) -> String {
    let declared = book.vocabulary().get(fact);
    declared.map_or_else(String::new, |declared| declared.id.clone())
}

/// Duties of one side, each with its place in the book.
type Duties<'p> = Vec<(RuleId, &'p Rule)>;

/// The duties that are of a right of some of the others, and those that are of none.
fn of_rights_of<'p>(
    duties: &[(RuleId, &'p Rule)],
    others: &[(RuleId, &'p Rule)],
) -> (Duties<'p>, Duties<'p>) {
    let rights: BTreeSet<Right> = others
        .iter()
        .flat_map(|(_, rule)| rights_of(rule))
        .collect();
    let is_of_them =
        |(_, rule): &(RuleId, &Rule)| rights_of(rule).any(|right| rights.contains(&right));
    duties.iter().copied().partition(is_of_them)
}

fn rights_of(duty: &Rule) -> impl Iterator<Item = Right> {
    let rights = match &duty.role {
        Role::Duty { rights, .. } => Some(rights),
        _ => None,
    };
    rights.into_iter().flatten().copied()
}

/// How the time that the procedure sets stands to that of the law.
#[derive(Clone, Copy)]
enum Told {
    /// It is shorter: the council may be quicker than the law asks.
    Sooner,
    /// It is longer, or none.
    Later,
    /// It is as long, and counted otherwise.
    Alike,
}

impl Told {
    fn of(own: &Due, law: &Due) -> Self {
        match end(own).cmp(&end(law)) {
            std::cmp::Ordering::Less => Self::Sooner,
            std::cmp::Ordering::Equal => Self::Alike,
            std::cmp::Ordering::Greater => Self::Later,
        }
    }

    fn says(self, own: &Due, law: &Due, words: &str) -> String {
        let (own, law) = (due_in_words(own), due_in_words(law));
        match self {
            Self::Sooner => {
                format!(
                    "In these cases the procedure sets a shorter time ({own}) than the law ({law}): {words}"
                )
            }
            Self::Later => {
                format!(
                    "In these cases the procedure sets a longer time ({own}) than the law ({law}): {words}"
                )
            }
            Self::Alike => format!(
                "The procedure counts the time ({own}) in another way than the law ({law}): {words}"
            ),
        }
    }

    /// What is said once of several.
    const fn all(self) -> &'static str {
        match self {
            Self::Sooner => "The procedure sets a shorter time than the law.",
            Self::Later => {
                "The procedure sets a longer time than the law, or none. Set the time of the law."
            }
            Self::Alike => {
                "The procedure counts the time in another way than the law. Say when the time begins, and what pauses or \
                 restarts it."
            }
        }
    }

    fn amendment(self, own: &Rule, law: &Due) -> Option<String> {
        let cited = own.provision.cite();
        match self {
            Self::Sooner => None,
            Self::Later => Some(format!(
                "In these cases, let {cited} say “{}”.",
                due_in_words(law)
            )),
            Self::Alike => Some(format!(
                "Say in {cited} when the time begins, and what restarts or pauses it."
            )),
        }
    }
}

/// When a time is over that begins on one and the same day: only to tell a shorter one from a longer one.
fn end(due: &Due) -> Date {
    const START: Date = Date::constant(2026, 1, 1);
    let period = match due {
        Due::AtOnce | Due::BeforeGoingAhead | Due::Always => return START,
        Due::NotStated => return Date::MAX,
        Due::WithTheReply => Period::MONTH,
        Due::Within { period, .. } => *period,
        Due::Limit(limit) => match limit {
            TimeLimit::Answer | TimeLimit::ExtensionNotice => Period::MONTH,
            TimeLimit::ExtendedAnswer => Period::THREE_MONTHS,
            TimeLimit::Marks => Period::FIVE_MONTHS,
            TimeLimit::Acknowledgement => Period::THIRTY_DAYS,
        },
    };
    period.after(START).unwrap_or(Date::MAX)
}
