//! Defects sown into copies of the real books: the check finds each one, and of rules that were left alone it says
//! what it said before.

use crate::common;
use crate::drawn;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use data_subject_rights::{
    analysis::{self, FindingKind},
    fact::Vocabulary,
    rule::{Role, Rule, RuleBook},
    source::SourceFile,
};
use drawn::Draw;
use serde_yaml::{Mapping, Value};

/// Kinds of defects that are sown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Defect {
    /// A condition that the rule already has.
    SaysItTwice,
    /// A condition under which the book does not speak at all.
    OutsideTheScope,
    /// The same rule once more, under a name of its own, for fewer cases.
    NarrowerCopy,
    /// An edition that ends a day early, or a day late.
    DayOff(i32),
}

/// The name of a copy.
fn copy_of(id: &str) -> String {
    format!("{id}-once-more")
}

struct Book {
    name: &'static str,
    vocabulary: Arc<Vocabulary>,
    files: Vec<(String, Value)>,
    loaded: RuleBook,
    /// What the check says of the book as it is: kind and what it is about.
    known: BTreeSet<(FindingKind, Vec<String>)>,
}

impl Book {
    fn read(name: &'static str) -> Self {
        let vocabulary = Arc::new(crate::common::doncaster().procedure().vocabulary().clone());
        let files: Vec<(String, Value)> = common::files(&format!("rules/{name}"))
            .into_iter()
            .map(|(path, file)| (path, serde_yaml::from_str(file.text()).expect("it is YAML")))
            .collect();
        let loaded = load(&vocabulary, &files).expect("it loads as it is");
        let known = findings(&loaded);
        Self {
            name,
            vocabulary,
            files,
            loaded,
            known,
        }
    }

    /// The book with a defect in one rule; `None` where the rule has no room for it, or the loader refuses it.
    fn sown(&self, id: &str, defect: Defect) -> Option<RuleBook> {
        let mut files = self.files.clone();
        let role = |rule: &Value| {
            let mut words = Role::WORDS.into_iter();
            words.find(|role| rule.get(role).and_then(Value::as_str) == Some(id))
        };
        let (rules, at, role) = files.iter_mut().find_map(|(_, file)| {
            let rules = file.get_mut("rules")?.as_sequence_mut()?;
            let mut places = rules.iter().enumerate();
            let (at, role) = places.find_map(|(at, rule)| Some((at, role(rule)?)))?;
            Some((rules, at, role))
        })?;
        if defect == Defect::NarrowerCopy {
            let mut copy = rules[at].clone();
            copy[role] = Value::String(copy_of(id));
            let narrower = Value::String("information-held".to_owned());
            also(copy.as_mapping_mut()?, narrower)?;
            rules.insert(at + 1, copy);
        } else {
            sow(rules[at].as_mapping_mut()?, defect)?;
        }
        load(&self.vocabulary, &files)
    }
}

fn sow(rule: &mut Mapping, defect: Defect) -> Option<()> {
    match defect {
        Defect::DayOff(days) => {
            let until = rule
                .get_mut("in-force")?
                .as_mapping_mut()?
                .get_mut("until")?;
            let day: data_subject_rights::calendar::Date = until.as_str()?.parse().ok()?;
            let moved = if days < 0 {
                day.yesterday()
            } else {
                day.tomorrow()
            };
            *until = Value::String(moved.ok()?.to_string());
        }
        Defect::OutsideTheScope => {
            let mut no = Mapping::new();
            no.insert("council-is-controller".into(), "no".into());
            also(rule, Value::Mapping(no))?;
        }
        Defect::SaysItTwice | Defect::NarrowerCopy => {
            let when = rule.get("when")?.clone();
            also(rule, when)?;
        }
    }
    Some(())
}

/// Adds a condition to a rule that has one.
fn also(rule: &mut Mapping, more: Value) -> Option<()> {
    let when = rule.get("when")?.clone();
    if when.as_str() == Some("always") {
        return None;
    }
    let mut all = Mapping::new();
    all.insert("all".into(), Value::Sequence(vec![when, more]));
    rule.insert("when".into(), Value::Mapping(all));
    Some(())
}

fn load(vocabulary: &Arc<Vocabulary>, files: &[(String, Value)]) -> Option<RuleBook> {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(name, file)| {
            let text = serde_yaml::to_string(file).expect("it is YAML");
            SourceFile::new(name.clone(), text)
        })
        .collect();
    RuleBook::load(Arc::clone(vocabulary), &files).ok()
}

fn findings(book: &RuleBook) -> BTreeSet<(FindingKind, Vec<String>)> {
    let review = analysis::check(book);
    let findings = review.findings.into_iter();
    let findings = findings.filter(|finding| finding.kind != FindingKind::NeedlessAcceptance);
    let findings = findings.inspect(|finding| {
        // What cases come to wrongly has one that can be run.
        let situations = finding.situations.as_ref();
        let example = situations.and_then(|situations| situations.example.as_ref());
        let is_of_cases = matches!(finding.kind, FindingKind::Gap | FindingKind::Conflict);
        assert!(!is_of_cases || example.is_some(), "{}", finding.says);
    });
    findings
        .map(|finding| (finding.kind, finding.about))
        .collect()
}

/// What must be found of a rule with a defect.
fn expected(rule: &Rule, defect: Defect) -> Option<FindingKind> {
    Some(match defect {
        Defect::SaysItTwice => FindingKind::SaysNothing,
        Defect::DayOff(days) if days < 0 => FindingKind::Gap,
        Defect::DayOff(_) => FindingKind::Conflict,
        // A duty, a power or a note is told under its own name, whatever else says the same.
        Defect::NarrowerCopy => match rule.role {
            Role::Exemption { .. } => FindingKind::NeverBites,
            Role::Exception { .. } => FindingKind::NeverRestores,
            Role::Ground(_) => FindingKind::NeverDecides,
            _ => return None,
        },
        Defect::OutsideTheScope => match rule.role {
            // What belongs to every request counts outside the scope too.
            _ if rule.role.is_of_every_right() => return None,
            Role::Exemption { .. } => FindingKind::NeverBites,
            Role::Exception { .. } => FindingKind::NeverRestores,
            Role::Ground(_) | Role::Duty { .. } | Role::Power { .. } | Role::Note { .. } => {
                FindingKind::NeverDecides
            }
            // A definition may serve what belongs to every request, and a scope rule is the scope.
            Role::Definition(_) | Role::Scope { .. } => return None,
        },
    })
}

/// Whether two rules may be editions of one text: by their provision, and what they give or ask.
fn is_of_one_text(one: &Rule, other: &Rule) -> bool {
    let is_alike = match (&one.role, &other.role) {
        (Role::Ground(one), Role::Ground(other)) => one == other,
        (Role::Duty { met_by: one, .. }, Role::Duty { met_by: other, .. }) => one == other,
        (Role::Power { to: one, .. }, Role::Power { to: other, .. }) => one == other,
        (one, other) => one.word() == other.word(),
    };
    one.provision == other.provision && is_alike
}

/// Sows this many defects, one at a time, and gives how many of each kind were found.
fn sow_into(
    book: &Book,
    many: usize,
    defects: &[Defect],
    seeds: &mut Draw,
) -> BTreeMap<FindingKind, usize> {
    let rules: Vec<Rule> = book.loaded.rules().map(|(_, rule)| rule.clone()).collect();
    let ending: Vec<Rule> = rules
        .iter()
        .filter(|rule| rule.in_force.until.is_some())
        .cloned()
        .collect();
    let mut found: BTreeMap<FindingKind, usize> = BTreeMap::new();
    let mut tries = 0;
    while found.values().sum::<usize>() < many {
        tries += 1;
        assert!(tries < 60 * many, "there is room for so many defects");
        let defect = *seeds.pick(defects);
        let rule = match defect {
            Defect::DayOff(_) => seeds.pick(&ending),
            _ => seeds.pick(&rules),
        };
        let Some(kind) = expected(rule, defect) else {
            continue;
        };
        // Something already found of the rule hides what is sown into it.
        let is_known = |(_, about): &(FindingKind, Vec<String>)| about.contains(&rule.id);
        if book.known.iter().any(is_known) {
            continue;
        }
        let Some(sown) = book.sown(&rule.id, defect) else {
            continue;
        };
        let now = findings(&sown);
        let new: Vec<_> = now.difference(&book.known).collect();
        let sown_in = match defect {
            Defect::NarrowerCopy => copy_of(&rule.id),
            _ => rule.id.clone(),
        };
        let is_it = |(found, about): &&(FindingKind, Vec<String>)| {
            *found == kind && about.contains(&sown_in)
        };
        if matches!(defect, Defect::DayOff(_)) && !new.iter().any(is_it) {
            // The last edition of a text has none that follows it: nothing is wrong then.
            let has_next = rules.iter().any(|other| {
                other.id != rule.id
                    && is_of_one_text(other, rule)
                    && other.in_force.from.is_some()
                    && other.in_force.from
                        == rule.in_force.until.and_then(|day| day.tomorrow().ok())
            });
            assert!(
                !has_next,
                "{}: {defect:?} in `{}` was not found",
                book.name, rule.id
            );
            continue;
        }
        assert!(
            new.iter().any(is_it),
            "{}: {defect:?} in `{}` was not found; new: {new:?}",
            book.name,
            rule.id
        );
        if defect == Defect::SaysItTwice {
            let invented: Vec<_> = new
                .iter()
                .filter(|(_, about)| !about.contains(&rule.id))
                .collect();
            assert!(
                invented.is_empty(),
                "{}: invented {invented:?} for `{}`",
                book.name,
                rule.id
            );
        }
        *found.entry(kind).or_insert(0) += 1;
    }
    found
}

#[test]
fn defects_sown_into_the_procedure_are_found() {
    let book = Book::read("procedure");
    let defects = [
        Defect::SaysItTwice,
        Defect::OutsideTheScope,
        Defect::NarrowerCopy,
    ];
    let found = sow_into(&book, 40, &defects, &mut Draw::from(41));
    assert!(found.len() >= 3, "{found:?}");
}

#[test]
#[ignore = "long: cargo test --release --test long -- --ignored"]
fn two_hundred_defects_sown_into_both_books_are_found() {
    let (procedure, statute) = (Book::read("procedure"), Book::read("statute"));
    let mut seeds = Draw::from(200);
    let defects = [
        Defect::SaysItTwice,
        Defect::OutsideTheScope,
        Defect::NarrowerCopy,
    ];
    let mut found = sow_into(&procedure, 150, &defects, &mut seeds);
    let more = sow_into(&statute, 40, &defects, &mut seeds);
    let days = [Defect::DayOff(-1), Defect::DayOff(1)];
    let off = sow_into(&statute, 10, &days, &mut seeds);
    for (kind, many) in more.into_iter().chain(off) {
        *found.entry(kind).or_insert(0) += many;
    }
    println!("{found:?}");
    assert_eq!(found.values().sum::<usize>(), 200);
}
