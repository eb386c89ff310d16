//! What one side asks of the council, or allows it, and the other does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Looking, Made, named,
    one_side::{OneSide, cited},
};
use crate::{
    analysis::{FindingKind, Like, Severity, parts::due_in_words},
    calendar::{Date, Period},
    circuit::Literal,
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
        let network = self.pair.space.network();
        let own_some = network.any(mine.literals.clone());
        let law_some = network.any(theirs.literals.clone());
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
        shows: &[(String, Vec<Literal>)],
    ) {
        let mut found: Vec<(Made<'p>, Vec<Literal>)> = Vec::new();
        let pairs = own
            .iter()
            .flat_map(|own| law.iter().map(move |law| (own, law)));
        for ((id, one), (law_id, other)) in pairs {
            let Some(dues) = dues(one, other) else {
                continue;
            };
            let both = self.arise_together(*id, *law_id);
            if both == Literal::FALSE {
                continue;
            }
            let told = Told::of(dues.own, dues.law);
            let says = told.says(dues.own, dues.law, &other.says);
            match found.iter_mut().find(|(made, _)| made.says == says) {
                Some((made, literals)) => {
                    literals.push(both);
                    joined(made, one, other);
                }
                None => {
                    let made = other_time((one, other), &dues, (told, says), shows);
                    found.push((made, vec![both]));
                }
            }
        }
        for (made, literals) in found {
            let somewhere = self.pair.space.network().any(literals);
            self.add_where(somewhere, made);
        }
    }

    /// Where both books speak and both duties arise.
    fn arise_together(&mut self, own: RuleId, law: RuleId) -> Literal {
        let (before, after) = (&self.pair.before.said, &self.pair.after.said);
        let asks = vec![
            before.scope,
            after.scope,
            Pair::arises(before, Some(own)),
            Pair::arises(after, Some(law)),
        ];
        self.pair.space.network().all(asks)
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
            let network = self.pair.space.network();
            let mut some = |said, rules: &[(RuleId, &Rule)]| {
                let literals = rules.iter().map(|(id, _)| Pair::arises(said, Some(*id)));
                network.any(literals.collect())
            };
            let (own_some, law_some) = (some(mine, &own), some(theirs, &law));
            let scopes = network.both(mine.scope, theirs.scope);
            let beyond = network.all(vec![scopes, own_some, !law_some]);
            let unused = network.all(vec![scopes, law_some, !own_some]);
            let shows = vec![
                ("the procedure allows it".to_owned(), vec![own_some]),
                ("the law allows it".to_owned(), vec![law_some]),
            ];
            let of = (measure, own.as_slice(), law.as_slice());
            let beyond_made = beyond_the_law(of, shows.clone());
            let unused_made = unused_by_the_council(of, shows);
            self.add_where(beyond, beyond_made);
            self.add_where(unused, unused_made);
        }
    }
}

/// When a duty of the procedure and one of the law are due.
struct Dues<'r> {
    own: &'r Due,
    law: &'r Due,
    rights: &'r BTreeSet<Right>,
}

/// None where the two do not differ, or the law sets no time.
fn dues<'r>(own: &'r Rule, law: &'r Rule) -> Option<Dues<'r>> {
    let (
        Role::Duty { due, .. },
        Role::Duty {
            due: by_law,
            rights,
            ..
        },
    ) = (&own.role, &law.role)
    else {
        return None;
    };
    let differs = due != by_law && !matches!(by_law, Due::NotStated | Due::Always);
    differs.then_some(Dues {
        own: due,
        law: by_law,
        rights,
    })
}

fn against(own: &Rule, law: &Rule) -> String {
    format!("{} against {}", own.provision.cite(), named(law))
}

/// Adds two duties to a finding that says the same.
fn joined<'p>(made: &mut Made<'p>, own: &'p Rule, law: &'p Rule) {
    for rule in [own, law] {
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
    let likes = made.like.iter_mut();
    likes.for_each(|like| like.of.push(against(own, law)));
}

fn other_time<'p>(
    (own, law): (&'p Rule, &'p Rule),
    dues: &Dues<'p>,
    (told, says): (Told, String),
    shows: &[(String, Vec<Literal>)],
) -> Made<'p> {
    let times = format!(
        "“{}”, by law “{}”",
        due_in_words(dues.own),
        due_in_words(dues.law)
    );
    Made {
        kind: FindingKind::OtherTime,
        severity: match told {
            Told::Sooner => Severity::Note,
            Told::Later | Told::Alike => Severity::Warning,
        },
        says,
        about: vec![own.id.clone(), law.id.clone()],
        right: dues.rights.first().copied(),
        own: vec![own],
        law: vec![law],
        amendment: told.amendment(own, dues.law),
        like: Some(Like::new(told.all(), times).of([against(own, law)])),
        shows: shows.to_vec(),
    }
}

/// A power of both books, with the rules that give it in each.
type OfMeasure<'a, 'p> = (Measure, &'a [(RuleId, &'p Rule)], &'a [(RuleId, &'p Rule)]);

fn beyond_the_law<'p>(of: OfMeasure<'_, 'p>, shows: Vec<(String, Vec<Literal>)>) -> Made<'p> {
    let label = of.0.label();
    Made {
        kind: FindingKind::Unlawful,
        severity: Severity::Fault,
        says: format!("The procedure lets the council {label} where the law does not."),
        amendment: Some(format!("Let the council {label} only where the law does.")),
        ..of_powers(
            of,
            "The procedure lets the council do these where the law does not. Allow each only where the law does.",
            shows,
        )
    }
}

fn unused_by_the_council<'p>(
    of: OfMeasure<'_, 'p>,
    shows: Vec<(String, Vec<Literal>)>,
) -> Made<'p> {
    let label = of.0.label();
    Made {
        says: format!("The law lets the council {label} where the procedure does not."),
        ..of_powers(
            of,
            "The law lets the council do these where the procedure does not.",
            shows,
        )
    }
}

/// What every finding about powers has; `all` is said of several like it.
fn of_powers<'p>(
    (measure, own, law): OfMeasure<'_, 'p>,
    all: &str,
    shows: Vec<(String, Vec<Literal>)>,
) -> Made<'p> {
    let rules = |of: &[(RuleId, &'p Rule)]| of.iter().map(|(_, rule)| *rule).collect::<Vec<_>>();
    let (own, law) = (rules(own), rules(law));
    let both = || own.iter().chain(&law).copied();
    let named = format!("{} ({})", measure.label(), cited(both()));
    let about = both().map(|rule| rule.id.clone()).collect();
    Made {
        kind: FindingKind::Generous,
        severity: Severity::Note,
        says: String::new(),
        like: Some(Like::new(all, named)),
        about,
        right: None,
        amendment: None,
        own,
        law,
        shows,
    }
}

/// A duty that the law asks for where the procedure does not.
fn missing_duty<'p>(
    own: &OneSide<'p>,
    law: &OneSide<'p>,
    shows: Vec<(String, Vec<Literal>)>,
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
    shows: Vec<(String, Vec<Literal>)>,
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
        Due::BeforeTheReply | Due::WithTheReply => Period::MONTH,
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
