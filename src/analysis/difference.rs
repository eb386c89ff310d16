//! What comes out otherwise on one side than on the other, over every possible case.

use std::collections::BTreeSet;

use super::{
    Finding, FindingKind, NotComparable, Review, RuleCited, Severity, Side,
    causes::{Causes, Undo},
    parts::rights_of,
    situations::{About, example, situations},
};
use crate::{
    engine::{Branch, BudgetExceeded, Diagram, Gate, Pair, SideOf, Target},
    law::{Entitlement, Right, Term},
    rule::{Role, RuleBook},
};

/// Every case in which an entitlement, a duty, a power or a note comes out otherwise on one side than on the
/// other: exactly those, grouped by the rules that are responsible. Cases count as such only where the vocabularies
/// of both sides allow them.
///
/// # Errors
///
/// [`NotComparable`] where no case can be seen from both sides.
///
/// ```
/// use data_subject_rights::{Controller, analysis::{Side, difference}, calendar::Date};
/// use std::sync::Arc;
/// let council = Controller::doncaster()?;
/// let book = Arc::new(council.procedure().clone());
/// let review = difference(&Side::new(Arc::clone(&book)), &Side::new(book))?;
/// assert!(review.findings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn difference(before: &Side, after: &Side) -> Result<Review, NotComparable> {
    let [old, new] = before.together(after)?;
    let (known_before, known_after) = (
        before.known(old.vocabulary()),
        after.known(new.vocabulary()),
    );
    let mut pair = Pair::new(
        SideOf {
            book: &old,
            edition: before.edition,
            known: &known_before,
        },
        SideOf {
            book: &new,
            edition: after.edition,
            known: &known_after,
        },
    );
    let causes = Causes::of(&pair, &old, &new);
    let targets = targets(&mut pair, &old, &new);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let (mut looked_at, mut too_large) = (0usize, Vec::new());
    for target in &targets {
        looked_at += 1;
        // What both sides work out from the same gates is the same.
        let [was, is] = &target.gates;
        if was == is {
            continue;
        }
        match target.by_cause(&mut pair, &causes) {
            Ok(found) => found.into_iter().for_each(|group| join(&mut groups, group)),
            Err(_) => too_large.push(target.name.clone()),
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for group in &groups {
        findings.push(group.finding(&mut pair, [before, after], [&old, &new]));
    }
    findings.extend(too_large.into_iter().map(|name| Finding {
        says: format!(
            "It could not be found out within the budget where “{name}” comes out otherwise."
        ),
        ..Finding::of(FindingKind::NotFoundOut, Severity::Warning)
    }));
    findings.sort_by_key(|finding| finding.severity);
    Ok(Review {
        title: format!("{} compared with {}", after.name(), before.name()),
        findings,
        looked_at: vec![
            format!("{looked_at} entitlements, duties, powers and notes"),
            format!("{} rules that differ", causes.len()),
        ],
    })
}

/// Something that both sides say, or one of them.
struct Both {
    name: String,
    right: Option<Right>,
    targets: [Option<Target>; 2],
    gates: [Vec<Gate>; 2],
    /// Both sides are compared where both of these hold: where one side does not speak, that is the change.
    given: [Gate; 2],
    is_grant: bool,
    /// What a rule asks for or lets do, in words.
    says: String,
}

/// In which way something comes out otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    More,
    Less,
    OtherReason,
    Begins,
    Ends,
}

fn targets(pair: &mut Pair<'_>, old: &RuleBook, new: &RuleBook) -> Vec<Both> {
    let mut targets = Vec::new();
    let scopes = [pair.before.said.scope, pair.after.said.scope];
    targets.push(Both {
        name: "the scope of the book".to_owned(),
        right: None,
        targets: [Some(Target::Scope); 2],
        gates: scopes.map(|scope| vec![scope]),
        given: [Gate::TRUE; 2],
        is_grant: false,
        says: "The book speaks about the case.".to_owned(),
    });
    for entitlement in Entitlement::all() {
        let granted = [&pair.before.said, &pair.after.said].map(|said| said.granted(entitlement));
        let target = Some(Target::Entitlement(entitlement));
        targets.push(Both {
            name: entitlement.code().to_owned(),
            right: Some(entitlement.right()),
            targets: [target; 2],
            gates: granted.map(|bits| bits.to_vec()),
            given: scopes,
            is_grant: true,
            says: entitlement.label().to_owned(),
        });
    }
    let arising = |role: &Role| {
        matches!(
            role,
            Role::Duty { .. } | Role::Power { .. } | Role::Note { .. }
        )
    };
    let ids = |book: &RuleBook| -> Vec<String> {
        let rules = book.rules().filter(|(_, rule)| arising(&rule.role));
        rules.map(|(_, rule)| rule.id.clone()).collect()
    };
    let mut seen = BTreeSet::new();
    for id in ids(new).into_iter().chain(ids(old)) {
        if !seen.insert(id.clone()) {
            continue;
        }
        let places = [old.find(&id), new.find(&id)];
        let said = [&pair.before.said, &pair.after.said];
        let [was, is] = places;
        let [one, other] = said;
        let rule = is.and_then(|is| new.rule(is)).or_else(|| old.rule(was?));
        let Some(rule) = rule else { continue };
        let network = &mut pair.space.world.network;
        let given = if rule.role.is_of_every_right() {
            [Gate::TRUE; 2]
        } else {
            scopes
        };
        let gates = [
            one.unless_taken(network, was),
            other.unless_taken(network, is),
        ];
        targets.push(Both {
            gates: gates.map(|gate| vec![gate]),
            given,
            right: rights_of(new, rule).first().copied(),
            targets: places.map(|place| place.map(Target::Rule)),
            is_grant: false,
            says: rule.says.clone(),
            name: id,
        });
    }
    targets
}

impl Both {
    /// Each way in which it comes out otherwise, and where.
    fn changes(&self, pair: &mut Pair<'_>) -> Result<Vec<(Change, Branch)>, BudgetExceeded> {
        let [before, after] = &self.gates;
        let drawing = &mut pair.space.drawing;
        let world = &pair.space.world;
        drawing.renew_budget();
        let before = drawing.branches(world, before)?;
        let after = drawing.branches(world, after)?;
        let more = drawing.some_only(&after, &before)?;
        let less = drawing.some_only(&before, &after)?;
        let changes = if self.is_grant {
            let (was, is) = (before.get(1..), after.get(1..));
            let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
            let further = drawing.some_only(is, was)?;
            let shorter = drawing.some_only(was, is)?;
            let other = drawing.either(more, less)?;
            let other = drawing.without(other, further)?;
            let other = drawing.without(other, shorter)?;
            vec![
                (Change::More, further),
                (Change::Less, shorter),
                (Change::OtherReason, other),
            ]
        } else {
            vec![(Change::Begins, more), (Change::Ends, less)]
        };
        let given = drawing.branches(world, &self.given)?;
        let mut possible = Vec::new();
        for (change, mut cases) in changes {
            for given in &given {
                cases = drawing.both(cases, *given)?;
            }
            let cases = drawing.possible(world, cases)?;
            if cases != Branch::NO {
                possible.push((change, cases));
            }
        }
        Ok(possible)
    }

    /// Where undoing one change alone does not undo what comes out otherwise.
    fn stays(&self, pair: &mut Pair<'_>, undo: &Undo) -> Result<Option<Branch>, BudgetExceeded> {
        let [target_before, target_after] = self.targets;
        let [before, after] = &self.gates;
        let (revision, id, rule, target, otherwise, goal) = match undo {
            Undo::After(id, rule) => (&pair.after, *id, rule, target_after, after, before),
            Undo::Before(id, rule) => (&pair.before, *id, rule, target_before, before, after),
            Undo::NotAlone => return Ok(None),
        };
        let world = &mut pair.space.world;
        let revised = revision.with(world, id, rule, &mut |_, _, _| false);
        let mut changed = revised.changed.into_iter();
        let changed = changed.find(|changed| Some(changed.target) == target);
        let gates: Vec<Gate> = match changed {
            Some(changed) => changed.raw,
            None => otherwise.clone(),
        };
        let drawing = &mut pair.space.drawing;
        let now = drawing.branches(world, &gates)?;
        let goal = drawing.branches(world, goal)?;
        let one = drawing.some_only(&now, &goal)?;
        let other = drawing.some_only(&goal, &now)?;
        drawing.either(one, other).map(Some)
    }

    /// The cases of every change, each by the one rule whose undoing alone undoes it, else by all that it hangs on.
    fn by_cause<'c>(
        &self,
        pair: &mut Pair<'_>,
        causes: &'c Causes<'_>,
    ) -> Result<Vec<Group<'c>>, BudgetExceeded> {
        let mut changes = self.changes(pair)?;
        let behind = causes.behind(self.targets);
        let mut groups = Vec::new();
        let mut group = |pair: &Pair<'_>, change, causes: Vec<&'c str>, cases| {
            if cases != Branch::NO {
                let cases = pair.space.drawing.making.builder.finish(cases);
                groups.push(Group {
                    change,
                    causes,
                    cases,
                    about: vec![Told {
                        name: self.name.clone(),
                        says: self.says.clone(),
                        right: self.right,
                        gates: self.gates.clone(),
                        is_grant: self.is_grant,
                    }],
                });
            }
        };
        if behind.len() > 1 && !changes.is_empty() {
            for id in &behind {
                let Some(undo) = causes.undo(id) else {
                    continue;
                };
                let Some(stays) = self.stays(pair, undo)? else {
                    continue;
                };
                let drawing = &mut pair.space.drawing;
                let mut undone = Vec::new();
                for (change, left) in &mut changes {
                    undone.push((*change, drawing.without(*left, stays)?));
                    *left = drawing.both(*left, stays)?;
                }
                for (change, cases) in undone {
                    group(pair, change, vec![*id], cases);
                }
            }
        }
        for (change, left) in changes {
            group(pair, change, behind.clone(), left);
        }
        pair.space.drawing.keep_small();
        Ok(groups)
    }
}

/// Cases that change in one way by one cause.
struct Group<'c> {
    change: Change,
    causes: Vec<&'c str>,
    cases: Diagram,
    about: Vec<Told>,
}

/// What changes, as a finding tells it.
struct Told {
    name: String,
    says: String,
    right: Option<Right>,
    gates: [Vec<Gate>; 2],
    is_grant: bool,
}

/// What changes in the same cases by the same cause is told together.
fn join<'c>(groups: &mut Vec<Group<'c>>, new: Group<'c>) {
    let same = groups.iter_mut().find(|known| {
        known.cases == new.cases && known.causes == new.causes && known.change == new.change
    });
    match same {
        Some(known) => known.about.extend(new.about),
        None => groups.push(new),
    }
}

impl Group<'_> {
    fn finding(&self, pair: &mut Pair<'_>, sides: [&Side; 2], books: [&RuleBook; 2]) -> Finding {
        let [before, after] = sides;
        let [old, new] = books;
        let about: Vec<String> = self.about.iter().map(|told| told.name.clone()).collect();
        let rights: BTreeSet<Right> = self.about.iter().filter_map(|told| told.right).collect();
        let mut rules = Vec::new();
        for (book, side) in [(old, before), (new, after)] {
            let found = self
                .causes
                .iter()
                .filter_map(|id| book.rule(book.find(id)?));
            rules.extend(found.map(|rule| RuleCited {
                book: side.name(),
                ..RuleCited::of(book, rule)
            }));
        }
        let severity = match self.change {
            Change::OtherReason => Severity::Note,
            _ => Severity::Warning,
        };
        let right = rights.first().copied().unwrap_or(Right::Access);
        Finding {
            says: self.says(),
            about,
            rights: rights.into_iter().collect(),
            rules,
            situations: self.situations(pair, sides, new, right),
            ..Finding::of(FindingKind::Change, severity)
        }
    }

    fn says(&self) -> String {
        let named = |told: &Told| format!("“{}”", told.says.trim_end_matches('.'));
        let named: Vec<String> = self.about.iter().map(named).collect();
        let what = named.join("; ");
        let change = match self.change {
            Change::More => "is now granted, or granted further",
            Change::Less => "is no longer granted, or less of it",
            Change::OtherReason => "is refused as before, for another reason",
            Change::Begins => "now applies",
            Change::Ends => "no longer applies",
        };
        let because = match self.causes.as_slice() {
            [] => String::new(),
            [only] => format!(" Because of `{only}`."),
            several => format!(" Because of these together: `{}`.", several.join("`, `")),
        };
        format!("{what}: {change}.{because}")
    }

    fn situations(
        &self,
        pair: &mut Pair<'_>,
        sides: [&Side; 2],
        book: &RuleBook,
        right: Right,
    ) -> Option<super::Situations> {
        let told = self.about.first()?;
        let [before, after] = sides;
        pair.space.follow();
        let case = pair.space.case_of(&self.cases)?;
        let mut comes_to: Vec<String> = Vec::new();
        for (side, gates) in sides.into_iter().zip(&told.gates) {
            let values = pair.space.comes_to(&case, gates).unwrap_or_default();
            comes_to.push(format!("{}: {}", side.name(), told.in_words(&values)));
        }
        let gates = told.gates.concat();
        let about = About {
            scenario: &format!("An example for a change of {}.", told.name),
            right,
            on: after.on.or(before.on),
            comes_to: comes_to.join(". "),
        };
        let vocabulary = book.vocabulary();
        let example = example(&pair.space, vocabulary, &case, &gates, &about);
        Some(situations(
            &pair.space,
            vocabulary,
            &self.cases,
            Some(example),
        ))
    }
}

impl Told {
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
