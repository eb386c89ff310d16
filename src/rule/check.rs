//! Faults that only show when the whole book is seen.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Condition, LedgerRow, Reach, Role, Rule, RuleId, Treatment,
    reading::{Header, Unread},
    shape::never_holds,
};
use crate::{
    fact::{Domain, FactId, Vocabulary},
    law::Entitlement,
    source::{Code, Fields, Problems, did_you_mean, many, text},
};

/// How many definitions and outcomes may stand on each other in a chain.
const MAX_CHAIN: usize = 64;

/// Checks the rules of a book against each other and against the ledger.
///
/// `rules` runs beside `headers`; a rule that could not be read is `None`. Returns the order in which
/// definitions and entitlements can be worked out.
pub(super) fn whole_book(
    vocabulary: &Vocabulary,
    headers: &[Header<'_>],
    rules: &[Option<Rule>],
    ledger: &[LedgerRow],
    sections: &[Fields<'_>],
    unread: &Unread,
    problems: &mut Problems,
) -> Vec<Part> {
    duplicate_ids(headers, problems);
    let read_all = rules.iter().all(Option::is_some) && unread.headers == 0 && !unread.files;
    let book = Book {
        vocabulary,
        headers,
        rules,
    };
    book.never_fires(problems);
    let order = book.order(problems);
    // A rule that could not be read may be what these reach or name: no fault is invented.
    if read_all {
        book.reaches_nothing(problems);
        book.grants_nothing(problems);
    }
    if !unread.files {
        ledger_rows(headers, sections, unread, problems);
    }
    if !ledger.is_empty() && !unread.rows {
        rules_without_row(headers, ledger, problems);
    }
    order
}

fn duplicate_ids(headers: &[Header<'_>], problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for header in headers {
        if !seen.insert(header.id.as_str()) {
            problems.report(
                Code::DuplicateId,
                &header.place,
                format!("two rules are called `{}`", header.id),
                "give each rule an id of its own",
            );
        }
    }
}

/// Every name in the ledger is a rule.
fn ledger_rows(
    headers: &[Header<'_>],
    sections: &[Fields<'_>],
    unread: &Unread,
    problems: &mut Problems,
) {
    let ids: BTreeSet<&str> = headers.iter().map(|header| header.id.as_str()).collect();
    let rows = sections
        .iter()
        .filter_map(|section| section.get("ledger"))
        .flat_map(many);
    for row in rows {
        let crate::source::NodeKind::Map(entries) = &row.kind else {
            continue;
        };
        let named = entries.iter().find(|entry| entry.key == "encoded-by");
        for name in named.map(|entry| many(&entry.value)).unwrap_or_default() {
            let Some(id) = text(name, problems) else {
                continue;
            };
            if !ids.contains(id) && !unread.rules.contains(id) {
                problems.report(
                    Code::RowNamesNoRule,
                    &name.place,
                    format!("no rule is called `{id}`"),
                    did_you_mean(
                        id,
                        ids.iter().copied(),
                        "write the rule, or name the one that encodes this row",
                    ),
                );
            }
        }
    }
}

/// Every rule is named by a row of its provision.
fn rules_without_row(headers: &[Header<'_>], ledger: &[LedgerRow], problems: &mut Problems) {
    for header in headers {
        let named = ledger.iter().any(|row| match &row.treatment {
            Treatment::EncodedBy(rules) => {
                rules.contains(&header.id) && header.provision.covers(&row.provision)
            }
            Treatment::Informative(_) => false,
        });
        // A provision that the ledger lacks was reported as such.
        let has_row = ledger
            .iter()
            .any(|row| header.provision.covers(&row.provision));
        if !named && has_row {
            problems.report(
                Code::RuleWithoutRow,
                &header.place,
                format!(
                    "no ledger row of `{}` names `{}`",
                    header.provision, header.id
                ),
                "add the rule's id to `encoded-by:` of the row for its provision",
            );
        }
    }
}

struct Book<'a> {
    vocabulary: &'a Vocabulary,
    headers: &'a [Header<'a>],
    rules: &'a [Option<Rule>],
}

impl Book<'_> {
    fn read(&self) -> impl Iterator<Item = (RuleId, &Header<'_>, &Rule)> {
        self.headers
            .iter()
            .zip(self.rules)
            .enumerate()
            .filter_map(|(at, (header, rule))| Some((RuleId(at), header, rule.as_ref()?)))
    }

    fn never_fires(&self, problems: &mut Problems) {
        let of_fact = |fact: FactId| {
            self.vocabulary
                .get(fact)
                .map_or(Domain::YesNo, |declared| declared.domain)
        };
        let of_definition = |rule: RuleId| {
            let read = self.rules.get(rule.0).and_then(Option::as_ref);
            match read.map(|rule| &rule.role) {
                Some(Role::Definition(super::Defines::MembersOf(fact))) => of_fact(*fact),
                _ => Domain::YesNo,
            }
        };
        for (_, header, rule) in self.read() {
            if never_holds(&rule.when, &of_fact, &of_definition) {
                problems.report(
                    Code::NeverFires,
                    &header.place,
                    format!(
                        "`{}` can never hold: its condition contradicts itself",
                        rule.id
                    ),
                    "look for tests under `all:` that rule each other out, or for an empty list under `any:` or `only:`",
                );
            }
        }
    }

    fn reaches_nothing(&self, problems: &mut Problems) {
        for (_, header, rule) in self.read() {
            let (reaches, code, what): (&[Reach], _, _) = match &rule.role {
                Role::Exemption { exempts, .. } => (
                    exempts,
                    Code::ReachesNothing,
                    "exempts nothing: no ground, duty or power stands under what it names",
                ),
                Role::Exception { restores, .. } => (
                    restores,
                    Code::RestoresNothing,
                    "restores nothing: no exemption stands under what it names",
                ),
                _ => continue,
            };
            let is_target = |target: &Rule| match rule.role {
                Role::Exception { .. } => matches!(target.role, Role::Exemption { .. }),
                _ => target.role.can_be_exempted(),
            };
            let reached = self.read().any(|(_, _, target)| {
                is_target(target) && reaches.iter().any(|reach| reach.reaches(&target.provision))
            });
            if !reached {
                problems.report(
                    code,
                    &header.place,
                    format!("`{}` {what}", rule.id),
                    "name the provision of the rules it is meant for, or a heading above them",
                );
            }
        }
    }

    /// Tests of the outcome of an entitlement that no ground of the book grants.
    fn grants_nothing(&self, problems: &mut Problems) {
        let granted: BTreeSet<Entitlement> = self
            .read()
            .filter_map(|(_, _, rule)| match rule.role {
                Role::Ground(entitlement) => Some(entitlement),
                _ => None,
            })
            .collect();
        for (_, header, rule) in self.read() {
            rule.when.leaves(&mut |leaf| {
                if let Condition::Granted(tested) | Condition::Refused(tested) = leaf
                    && !granted.contains(tested)
                {
                    problems.report(
                        Code::NeverFires,
                        &header.place,
                        format!(
                            "`{}` tests the outcome of `{tested}`, which no ground of the book grants",
                            rule.id
                        ),
                        "write a ground for it, or take the test away",
                    );
                }
            });
        }
    }

    fn order(&self, problems: &mut Problems) -> Vec<Part> {
        let mut search = Search {
            book: self,
            done: BTreeSet::new(),
            order: Vec::new(),
            circles: Vec::new(),
        };
        for (rule, _, read) in self.read() {
            match read.role {
                Role::Definition(_) => search.visit(Part::Definition(rule)),
                Role::Ground(entitlement) => search.visit(Part::Entitlement(entitlement)),
                _ => {}
            }
        }
        for circle in &search.circles {
            let names: Vec<String> = circle.iter().map(|part| self.name(*part)).collect();
            if let Some(header) = circle.iter().find_map(|part| self.place(*part)) {
                problems.report(
                    Code::CyclicDefinitions,
                    &header.place,
                    format!(
                        "these depend on each other in a circle: {}",
                        names.join(" → ")
                    ),
                    "test the facts themselves in one of them",
                );
            }
        }
        search.too_deep(problems);
        search.order
    }

    fn name(&self, part: Part) -> String {
        match part {
            Part::Definition(rule) => self
                .headers
                .get(rule.0)
                .map(|header| format!("`{}`", header.id))
                .unwrap_or_default(),
            Part::Entitlement(entitlement) => format!("the outcome of `{entitlement}`"),
        }
    }

    fn place(&self, part: Part) -> Option<&Header<'_>> {
        match part {
            Part::Definition(rule) => self.headers.get(rule.0),
            Part::Entitlement(entitlement) => self
                .read()
                .find(|(_, _, rule)| rule.role == Role::Ground(entitlement))
                .map(|(_, header, _)| header),
        }
    }

    /// What a part is worked out from.
    fn needs(&self, part: Part) -> Vec<Part> {
        let mut needs = Vec::new();
        match part {
            Part::Definition(rule) => {
                if let Some(rule) = self.rules.get(rule.0).and_then(Option::as_ref) {
                    leaves(&rule.when, &mut needs);
                }
            }
            Part::Entitlement(entitlement) => {
                for (_, _, ground) in self.read() {
                    if ground.role != Role::Ground(entitlement) {
                        continue;
                    }
                    leaves(&ground.when, &mut needs);
                    for (_, _, exemption) in self.read() {
                        let Role::Exemption { exempts, .. } = &exemption.role else {
                            continue;
                        };
                        if !exempts.iter().any(|reach| reach.reaches(&ground.provision)) {
                            continue;
                        }
                        leaves(&exemption.when, &mut needs);
                        for (_, _, exception) in self.read() {
                            if let Role::Exception { restores, .. } = &exception.role
                                && restores
                                    .iter()
                                    .any(|reach| reach.reaches(&exemption.provision))
                            {
                                leaves(&exception.when, &mut needs);
                            }
                        }
                    }
                }
            }
        }
        needs
    }
}

/// Something that is worked out from other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Whether a definition holds, or its members.
    Definition(RuleId),
    /// How far an entitlement is granted.
    Entitlement(Entitlement),
}

fn leaves(condition: &Condition, into: &mut Vec<Part>) {
    condition.leaves(&mut |leaf| match leaf {
        Condition::Definition(rule, _) => into.push(Part::Definition(*rule)),
        Condition::Granted(entitlement) | Condition::Refused(entitlement) => {
            into.push(Part::Entitlement(*entitlement));
        }
        _ => {}
    });
}

/// The order in which definitions and entitlements can be worked out, and the circles that have no
/// such order. Depth first, with a stack of its own: a long chain of definitions is no danger.
struct Search<'b, 'a> {
    book: &'b Book<'a>,
    done: BTreeSet<Part>,
    order: Vec<Part>,
    circles: Vec<Vec<Part>>,
}

impl Search<'_, '_> {
    fn visit(&mut self, start: Part) {
        if self.done.contains(&start) {
            return;
        }
        // Each step of the path with what it still needs, last first.
        let mut path = vec![(start, self.needs(start))];
        let mut on_path = BTreeSet::from([start]);
        while let Some((part, waiting)) = path.last_mut() {
            let part = *part;
            match waiting.pop() {
                None => {
                    path.pop();
                    on_path.remove(&part);
                    self.done.insert(part);
                    self.order.push(part);
                }
                Some(need) if on_path.contains(&need) => {
                    let mut circle: Vec<Part> = path
                        .iter()
                        .map(|(part, _)| *part)
                        .skip_while(|part| *part != need)
                        .collect();
                    circle.push(need);
                    self.circles.push(circle);
                }
                Some(need) if self.done.contains(&need) => {}
                Some(need) => {
                    on_path.insert(need);
                    path.push((need, self.needs(need)));
                }
            }
        }
    }

    /// Reports the first definition or outcome that stands on too long a chain of others.
    fn too_deep(&self, problems: &mut Problems) {
        let mut depths: BTreeMap<Part, usize> = BTreeMap::new();
        for part in &self.order {
            let below = self.book.needs(*part);
            let deepest = below.iter().filter_map(|need| depths.get(need)).max();
            let depth = 1 + deepest.copied().unwrap_or(0);
            depths.insert(*part, depth);
            if depth > MAX_CHAIN {
                if let Some(header) = self.book.place(*part) {
                    problems.report(
                        Code::ChainTooLong,
                        &header.place,
                        format!(
                            "{} stands on a chain of more than {MAX_CHAIN} others",
                            self.book.name(*part)
                        ),
                        "nobody could follow it: test the facts themselves",
                    );
                }
                return;
            }
        }
    }

    fn needs(&self, part: Part) -> Vec<Part> {
        let mut needs = self.book.needs(part);
        needs.reverse();
        needs
    }
}
