//! Statements about rules hold in every case: differences are exactly those that trying every case finds, checks
//! find what is wrong and invent nothing, and every example runs and comes to what is said of it.

use crate::common;

use crate::brute;
use crate::drawn;
use crate::generated;
use crate::oracle;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use data_subject_rights::{
    Controller,
    analysis::{self, Answered, BookEdition, Equivalence, Finding, FindingKind, RuleReview},
    calendar::Date,
    explain::{self, Detail},
    fact::{Extent, Value, Vocabulary},
    law::{Entitlement, Term},
    rule::{Dates, Role, RuleBook},
    source::{SourceFile, from_dir},
    unstable::Count,
};
use drawn::Draw;
use generated::SMALL;
use oracle::{Complete, Oracle, possible};

/// What has another outcome, and in which way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    More,
    Less,
    OtherReason,
    Begins,
    Ends,
}

type Changes = BTreeMap<(String, Way), BTreeSet<usize>>;

/// One rule of a book in other words, at random.
fn edited(text: &str, seeds: &mut Draw) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let first = lines
        .iter()
        .position(|line| line == "rules:")
        .expect("rules")
        + 1;
    let at = first + seeds.below(lines.len() - first);
    let line = lines[at].clone();
    let swap = |from: &str, to: &str| line.replacen(from, to, 1);
    lines[at] = match seeds.below(8) {
        0 => String::new(),
        1 => swap("all: [", "any: ["),
        2 => swap("any: [", "all: ["),
        3 => swap("f0", "f1"),
        4 => swap("f2", "{ f1: no }"),
        5 => swap("at-least: part", "at-least: whole"),
        6 => swap("2025-12-31", "2025-12-30"),
        _ => swap("when: ", "when: { not: ").replacen(", says:", ", says: It. , zz:", 0),
    };
    if lines[at].contains("when: { not: ") {
        // The condition ends where the next field begins, at the depth of the rule.
        let start = lines[at].find("when: { not: ").expect("it is there") + "when: { not: ".len();
        let mut depth = 0i32;
        let end = lines[at][start..].char_indices().find(|(_, c)| {
            depth += match c {
                '{' | '[' => 1,
                '}' | ']' => -1,
                _ => 0,
            };
            *c == ',' && depth == 0
        });
        if let Some((end, _)) = end {
            lines[at].insert_str(start + end, " }");
        }
    }
    lines.join("\n")
}

fn load(text: &str) -> Option<RuleBook> {
    let at = text.find("\nbook: drawn")?;
    brute::load(&text[..at], &text[at + 1..]).ok()
}

/// Every change, by trying every case.
fn by_trying(old: &RuleBook, new: &RuleBook, cases: &[Complete], dates: Dates) -> Changes {
    let mut changes = Changes::new();
    for (at, facts) in cases.iter().enumerate() {
        let of = |book| Oracle { book, facts, dates };
        let (was, is) = (of(old), of(new));
        let mut note = |name: &str, way| {
            changes
                .entry((name.to_owned(), way))
                .or_default()
                .insert(at);
        };
        let both = was.in_scope() && is.in_scope();
        match (was.in_scope(), is.in_scope()) {
            (false, true) => note("the scope of the book", Way::Begins),
            (true, false) => note("the scope of the book", Way::Ends),
            _ => {}
        }
        for entitlement in Entitlement::all().filter(|_| both) {
            let (before, after) = (was.granted(entitlement), is.granted(entitlement));
            let grounds = (was.has_ground(entitlement), is.has_ground(entitlement));
            if after > before {
                note(entitlement.code(), Way::More);
            } else if after < before {
                note(entitlement.code(), Way::Less);
            } else if grounds.0 != grounds.1 {
                note(entitlement.code(), Way::OtherReason);
            }
        }
        let ids: BTreeSet<&str> = [old, new]
            .into_iter()
            .flat_map(|book| book.rules())
            .filter(|(_, rule)| {
                matches!(
                    rule.role,
                    Role::Duty { .. } | Role::Power { .. } | Role::Note { .. }
                )
            })
            .map(|(_, rule)| rule.id.as_str())
            .collect();
        for id in ids {
            let rule = |book: &RuleBook| book.find(id).and_then(|id| book.rule(id).cloned());
            let (before, after) = (rule(old), rule(new));
            let of_every = after
                .as_ref()
                .or(before.as_ref())
                .expect("one of them has it");
            if !both && !of_every.role.is_of_every_right() {
                continue;
            }
            let arose = before.as_ref().is_some_and(|rule| was.arises(rule));
            let arises = after.as_ref().is_some_and(|rule| is.arises(rule));
            match (arose, arises) {
                (false, true) => note(id, Way::Begins),
                (true, false) => note(id, Way::Ends),
                _ => {}
            }
        }
    }
    changes
}

/// Every change, as the review tells it: each case of each situation, no case in two.
fn as_told(review: &RuleReview, vocabulary: &Vocabulary, cases: &[Complete]) -> Changes {
    let mut changes = Changes::new();
    for finding in &review.findings {
        assert_eq!(finding.kind, FindingKind::Change, "{}", finding.says);
        let ways = [
            ("is now granted", Way::More),
            ("is no longer granted", Way::Less),
            ("refused as before", Way::OtherReason),
            ("now applies", Way::Begins),
            ("no longer applies", Way::Ends),
        ];
        let way = ways.iter().find(|(words, _)| finding.says.contains(words));
        let way = &way.expect("it tells the way").1;
        let situations = finding
            .situations
            .as_ref()
            .expect("a change has situations");
        assert_eq!(situations.more, Some(Count::from(0)));
        let few = |count: &Option<Count>| count.as_ref().and_then(Count::to_u128).expect("few");
        let sum: u128 = situations.shown.iter().map(|each| few(&each.cases)).sum();
        assert_eq!(few(&situations.cases), sum, "the counts add up");
        for situation in &situations.shown {
            for (at, facts) in cases.iter().enumerate() {
                if situation
                    .answers
                    .iter()
                    .all(|answer| is_so(answer, vocabulary, facts))
                {
                    for name in &finding.about {
                        let set = changes.entry((name.clone(), way.clone())).or_default();
                        assert!(
                            set.insert(at),
                            "a case is in two situations: {}",
                            finding.says
                        );
                    }
                }
            }
        }
    }
    changes
}

/// Whether a case gives an answer.
fn is_so(answer: &Answered, vocabulary: &Vocabulary, facts: &Complete) -> bool {
    let fact = vocabulary.find(&answer.what).expect("it is about a fact");
    let terms = vocabulary.get(fact).expect("declared").domain.terms();
    let has = |value: &Value, label: &str| match (value, terms) {
        (Value::Members(members), Some(terms)) => {
            (0..terms.len()).any(|at| terms.label(at) == label && members.present & (1 << at) != 0)
        }
        _ => false,
    };
    let value = &facts[&fact];
    match (value, answer.is.as_str()) {
        (Value::YesNo(yes), is) => *yes == (is == "yes"),
        (Value::Extent(extent), is) => match is {
            "none" => *extent == Extent::None,
            "part" => *extent == Extent::Part,
            "whole" => *extent == Extent::Whole,
            "part or whole" => *extent != Extent::None,
            "none or part" => *extent != Extent::Whole,
            other => panic!("{other}"),
        },
        (value, is) => {
            let all = terms
                .into_iter()
                .flat_map(|terms| (0..terms.len()).map(move |at| terms.label(at)));
            let has_only = |these: &[&str]| {
                all.clone()
                    .all(|label| has(value, label) == these.contains(&label))
            };
            if is == "none" {
                return has_only(&[]);
            }
            if let Some(these) = is.strip_prefix("only ") {
                return has_only(&these.split(", ").collect::<Vec<_>>());
            }
            if let Some(not) = is.strip_prefix("anything but ") {
                return !not.split(", ").any(|label| has(value, label));
            }
            let (with, without) = match (is.split_once("; without "), is.strip_prefix("without ")) {
                (Some((with, without)), _) => (with, without),
                (None, Some(without)) => ("", without),
                (None, None) => (is, ""),
            };
            let with = with.strip_prefix("with ").unwrap_or(with);
            let labels = |list: &str| -> Vec<String> {
                let labels = list.split(", ").filter(|label| !label.is_empty());
                labels.map(str::to_owned).collect()
            };
            labels(with).iter().all(|label| has(value, label))
                && !labels(without).iter().any(|label| has(value, label))
        }
    }
}

fn differences_are_exact(edits: usize, seed: u64) {
    let mut seeds = Draw::from(seed);
    let (mut compared, mut changed) = (0, 0);
    while compared < edits {
        let drawn = generated::book(&mut seeds, SMALL[compared % SMALL.len()]);
        let Some(new) = load(&edited(&drawn.text, &mut seeds)) else {
            continue;
        };
        compared += 1;
        let days = [
            Date::constant(2025, 6, 30),
            Date::constant(2025, 12, 30),
            Date::constant(2025, 12, 31),
            Date::constant(2026, 3, 1),
        ];
        let day = *seeds.pick(&days);
        let dates = Dates::all_on(day);
        let old = drawn.book;
        let space = brute::Space::of(&old);
        // Every date is the day of the editions, so the days of the space are passed over.
        let everything = space.dimensions.iter().map(|each| match each.what {
            brute::What::Day(_) => 1,
            _ => (1u64 << each.size) - 1,
        });
        let mut cases: Vec<Complete> = Vec::new();
        space.each(&everything.collect(), |_, facts, _| {
            if possible(old.vocabulary(), facts) {
                cases.push(facts.clone());
            }
        });
        let expected = by_trying(&old, &new, &cases, dates);
        let side = |book: &RuleBook| BookEdition::new(Arc::new(book.clone())).on(day);
        let review = analysis::difference_with(&side(&old), &side(&new), usize::MAX)
            .expect("one vocabulary");
        let told = as_told(&review, old.vocabulary(), &cases);
        assert_eq!(told, expected, "on {day}\n{}", drawn.text);
        let apart = analysis::equivalence(&side(&old), &side(&new)).expect("one vocabulary");
        match &apart {
            Equivalence::Equivalent => assert!(expected.is_empty(), "on {day}\n{}", drawn.text),
            Equivalence::Differ(finding) => {
                let mut names = expected.keys().map(|(name, _)| name);
                assert!(
                    names.any(|name| finding.about == [name.clone()]),
                    "on {day}\n{}",
                    drawn.text
                );
            }
            _ => panic!("these books are small\n{}", drawn.text),
        }
        changed += usize::from(!expected.is_empty());
    }
    assert!(
        changed * 4 > compared,
        "{changed} of {compared} edits changed something"
    );
}

#[test]
fn a_thousand_random_edits_change_what_trying_every_case_finds() {
    differences_are_exact(1_000, 8);
}

fn doncaster() -> Controller {
    crate::common::doncaster()
}

fn statute(council: &Controller) -> Arc<RuleBook> {
    Arc::new(council.statute().expect("a statute").book().clone())
}

fn snapshot(name: &str, text: String) {
    let mut to = insta::Settings::clone_current();
    to.set_snapshot_path(common::root("tests/snapshots/analysis"));
    to.set_prepend_module_to_snapshot(false);
    to.set_omit_expression(true);
    to.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_procedure_has_nothing_wrong_that_is_not_accepted() {
    let review = analysis::check(doncaster().procedure());
    let text = explain::review_text(&review, Detail::Short);
    snapshot("check-of-the-procedure", text);
    assert_eq!(review.open().count(), 0);
}

#[test]
fn the_statute_has_nothing_wrong_that_is_not_accepted() {
    let council = doncaster();
    let review = analysis::check(&statute(&council));
    let open: String = review
        .open()
        .map(|finding| finding.says.clone() + "\n")
        .collect();
    let text = explain::review_text(&review, Detail::Short);
    snapshot("check-of-the-statute", text);
    assert_eq!(review.open().count(), 0, "{open}");
}

#[test]
fn an_acceptance_that_nothing_needs_is_found() {
    let mut files = from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/procedure"))
        .expect("the folder is there");
    let text =
        "accepted:\n  - { finding: conflict, of: [erasure/objection], because: It was so once. }\n";
    files.push(SourceFile::new("zz.yaml", text));
    let vocabulary = Arc::new(doncaster().procedure().vocabulary().clone());
    let review = analysis::check(&RuleBook::load(vocabulary, &files).expect("it loads"));
    let open: Vec<&Finding> = review.open().collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].kind, FindingKind::NeedlessAcceptance);
    assert!(open[0].says.contains("zz.yaml, line 2"), "{}", open[0].says);
}
