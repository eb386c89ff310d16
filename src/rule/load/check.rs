//! Faults that only show when the whole book is seen.

use std::collections::BTreeSet;

use super::{
    header::{Header, Unread},
    order,
    shape::never_holds,
};
use crate::{
    fact::{Domain, FactId, Vocabulary},
    law::Entitlement,
    rule::model::{Condition, Derived, LedgerRow, Reaching, Role, Rule, RuleId, Treatment},
    source::{Code, Fields, Problems, many, text},
};

/// Checks the rules of a book against each other and against the ledger.
///
/// `rules` runs beside `headers`; a rule that could not be read is `None`. Returns what reaches each
/// rule, and the order in which definitions and entitlements can be worked out.
pub(super) fn whole_book(
    vocabulary: &Vocabulary,
    headers: &[Header<'_>],
    rules: &[Option<Rule>],
    ledger: &[LedgerRow],
    sections: &[Fields<'_>],
    unread: &Unread,
    problems: &mut Problems,
) -> (Reaching, Vec<Derived>) {
    duplicate_ids(headers, problems);
    let read_all = rules.iter().all(Option::is_some) && unread.headers == 0 && !unread.files;
    let book = Book {
        vocabulary,
        headers,
        rules,
    };
    book.never_fires(problems);
    let reaching = Reaching::of(rules);
    let order = order::of(headers, rules, &reaching, problems);
    // A rule that could not be read may be what these reach or name: no fault is invented.
    if read_all {
        book.reaches_nothing(&reaching, problems);
        book.grants_nothing(problems);
    }
    if !unread.files {
        ledger_rows(headers, sections, unread, problems);
    }
    if !ledger.is_empty() && !unread.rows {
        rules_without_row(headers, ledger, problems);
    }
    (reaching, order)
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
                    problems.did_you_mean(
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
            Treatment::Informative(_) | Treatment::NotEncoded(_) => false,
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
                Some(Role::Definition(crate::rule::model::Defines::MembersOf(fact))) => {
                    of_fact(*fact)
                }
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

    fn reaches_nothing(&self, reaching: &Reaching, problems: &mut Problems) {
        let reachers = reaching.reachers();
        for (id, header, rule) in self.read() {
            let (code, what) = match &rule.role {
                Role::Exemption { .. } => (
                    Code::ReachesNothing,
                    "exempts nothing: no ground, duty or power is under the provisions it names",
                ),
                Role::Exception { .. } => (
                    Code::RestoresNothing,
                    "restores nothing: no exemption is under the provisions it names",
                ),
                _ => continue,
            };
            if !reachers.contains(&id) {
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
}
