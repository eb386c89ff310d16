//! Cases whose outcome differs in one way by one cause, as findings.

use std::collections::BTreeSet;

use super::{
    BookEdition, Finding, FindingKind, Like, RuleCited, Severity, Situations,
    situations::{ExampleAbout, example, made_known, one_situation, situations},
};
use crate::{
    bdd::Diagram,
    circuit::Literal,
    law::Right,
    rule::RuleBook,
    symbolic::{Assignment, Pair},
};

/// In which way something has another outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutcomeChange {
    More,
    Less,
    OtherReason,
    Begins,
    Ends,
}

/// The cases of a group.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cases {
    All(Diagram),
    /// One of them, where they are too many for a diagram.
    One(Assignment),
}

/// Cases that change in one way by one cause.
pub(super) struct FindingGroup<'c> {
    pub(super) change: OutcomeChange,
    pub(super) causes: Vec<&'c str>,
    pub(super) cases: Cases,
    pub(super) about: Vec<ChangedTarget>,
}

/// What changes, as a finding tells it.
pub(super) struct ChangedTarget {
    pub(super) name: String,
    pub(super) says: String,
    pub(super) right: Option<Right>,
    pub(super) literals: [Vec<Literal>; 2],
    pub(super) given: [Literal; 2],
    pub(super) is_grant: bool,
}

/// What changes in the same cases by the same cause is told together.
pub(super) fn join<'c>(groups: &mut Vec<FindingGroup<'c>>, new: FindingGroup<'c>) {
    let same = groups.iter_mut().find(|known| {
        known.cases == new.cases && known.causes == new.causes && known.change == new.change
    });
    match same {
        Some(known) => known.about.extend(new.about),
        None => groups.push(new),
    }
}

impl FindingGroup<'_> {
    pub(super) fn finding(
        &self,
        pair: &mut Pair<'_>,
        sides: [&BookEdition; 2],
        books: [&RuleBook; 2],
        shown: usize,
    ) -> Finding {
        let [before, after] = sides;
        let [old, new] = books;
        let about: Vec<String> = self.about.iter().map(|told| told.name.clone()).collect();
        let rights: BTreeSet<Right> = self.about.iter().filter_map(|told| told.right).collect();
        // The side on which it counts comes first; a rule that is the same on the other is cited once.
        let mut cited = [(new, after), (old, before)];
        if matches!(self.change, OutcomeChange::Less | OutcomeChange::Ends) {
            cited.reverse();
        }
        let mut rules: Vec<RuleCited> = Vec::new();
        for (book, side) in cited {
            for rule in self
                .causes
                .iter()
                .filter_map(|id| book.rule(book.find(id)?))
            {
                let rule = RuleCited {
                    book: side.name(),
                    ..RuleCited::of(book, rule)
                };
                let is_same = |known: &RuleCited| {
                    (&known.rule, &known.role, &known.provision, &known.says)
                        == (&rule.rule, &rule.role, &rule.provision, &rule.says)
                };
                if !rules.iter().any(is_same) {
                    rules.push(rule);
                }
            }
        }
        let severity = match self.change {
            OutcomeChange::OtherReason => Severity::Note,
            _ => Severity::Warning,
        };
        let right = rights.first().copied().unwrap_or(Right::Access);
        Finding {
            says: self.says(),
            like: self.like(new, old),
            about,
            rights: rights.into_iter().collect(),
            rules,
            situations: self.situations(pair, sides, (new, shown), right),
            ..Finding::of(FindingKind::Change, severity)
        }
    }

    /// What one rule changes is told together.
    fn like(&self, new: &RuleBook, old: &RuleBook) -> Option<Like> {
        let named = |id: &str| {
            let of = |book: &RuleBook| Some(book.rule(book.find(id)?)?.provision.cite());
            let provision = of(new).or_else(|| of(old)).unwrap_or_default();
            format!("`{id}` ({provision})")
        };
        let named: Vec<String> = self.causes.iter().map(|id| named(id)).collect();
        let change = match self.change {
            OutcomeChange::More => "Now granted, or granted further",
            OutcomeChange::Less => "No longer granted, or less of it",
            OutcomeChange::OtherReason => "Refused as before, for another reason",
            OutcomeChange::Begins => "Now applies",
            OutcomeChange::Ends => "No longer applies",
        };
        let (by, this) = match named.as_slice() {
            [] => return None,
            [only] => ("because of one rule", only.clone()),
            [one, other] => (
                "because of several rules together",
                format!("{one}, {other}"),
            ),
            [one, other, rest @ ..] => (
                "because of several rules together",
                format!("{one}, {other} and {} more", rest.len()),
            ),
        };
        // Of a long note its first sentence is enough.
        let first = |says: &'_ str| {
            says.split(". ")
                .next()
                .map(|first| first.trim_end_matches('.').to_owned())
        };
        let what: Vec<String> = self
            .about
            .iter()
            .filter_map(|told| first(&told.says))
            .collect();
        Some(Like::new(format!("{change}, {by}."), this).of(what))
    }

    fn says(&self) -> String {
        let named = |told: &ChangedTarget| format!("“{}”", told.says.trim_end_matches('.'));
        let named: Vec<String> = self.about.iter().map(named).collect();
        let what = named.join("; ");
        let change = self.change();
        let because = match self.causes.as_slice() {
            [] => String::new(),
            [only] => format!(" Because of `{only}`."),
            several => format!(" Because of these together: `{}`.", several.join("`, `")),
        };
        format!("{what}: {change}.{because}")
    }

    const fn change(&self) -> &'static str {
        match self.change {
            OutcomeChange::More => "is now granted, or granted further",
            OutcomeChange::Less => "is no longer granted, or less of it",
            OutcomeChange::OtherReason => "is refused as before, for another reason",
            OutcomeChange::Begins => "now applies",
            OutcomeChange::Ends => "no longer applies",
        }
    }

    fn situations(
        &self,
        pair: &mut Pair<'_>,
        sides: [&BookEdition; 2],
        (book, shown): (&RuleBook, usize),
        right: Right,
    ) -> Option<Situations> {
        let told = self.about.first()?;
        let [before, after] = sides;
        pair.space.follow();
        let vocabulary = book.vocabulary();
        let asked = made_known(&pair.space, vocabulary, right);
        let case = match &self.cases {
            Cases::All(cases) => pair.space.case_of(cases, &asked),
            Cases::One(case) => Some(case.clone()),
        };
        let example = case.map(|case| {
            let mut comes_to: Vec<String> = Vec::new();
            for (side, literals) in sides.into_iter().zip(&told.literals) {
                let values = pair.space.comes_to(&case, literals).unwrap_or_default();
                comes_to.push(format!("{}: {}", side.name(), told.in_words(&values)));
            }
            let about = ExampleAbout {
                scenario: &format!("An example for a change of {}.", told.name),
                right,
                on: after.on.or(before.on),
                comes_to: comes_to.join(". "),
            };
            let mut literals = told.literals.concat();
            literals.extend(told.given);
            example(&pair.space, vocabulary, &case, &literals, &about)
        });
        let literals = told.literals.concat();
        Some(match &self.cases {
            Cases::All(cases) => situations(&pair.space, vocabulary, cases, shown, example),
            Cases::One(case) => one_situation(&pair.space, vocabulary, case, &literals, example),
        })
    }
}

impl ChangedTarget {
    fn in_words(&self, values: &[bool]) -> &'static str {
        match (self.is_grant, values) {
            (true, [.., true]) => "applies",
            (true, [_, true, _]) => "applies in part",
            (true, [true, ..]) => "does not apply (exempt)",
            (true, _) => "does not apply (no ground)",
            (false, [true, ..]) => "applies",
            (false, _) => "does not apply",
        }
    }
}
