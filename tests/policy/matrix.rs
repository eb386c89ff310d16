//! Which exemption of the Data Protection Act reaches which right: the whole table, cell by cell, read off
//! the compiled statute book and tried on it.

mod exemption_table;

use std::collections::{BTreeMap, BTreeSet};

use data_subject_rights::{
    Controller,
    calendar::Date,
    engine::{Program, Target},
    fact::{Domain, Extent, FactId, Members, Value},
    law::{Entitlement, Provision, Right, Term},
    rule::{Confidence, Dates, Edition, Role, Rule, RuleId},
    unstable::{Atom, Masks},
};
use exemption_table::{Row, Stated, Table};

/// The law of this day.
const DAY: Date = Date::constant(2026, 11, 21);

fn council() -> Controller {
    crate::common::doncaster()
}

fn dates(day: Date) -> Dates {
    Dates {
        replied: Some(day),
        decided: Some(day),
        collected: Some(day),
        processed: Some(day),
        complained: Some(day),
        ..Dates::received(day)
    }
}

/// What each column stands for: grounds, or duties, by provision.
fn in_column<'p>(program: &'p Program, day: Date, column: &str) -> Vec<(RuleId, &'p Rule)> {
    let (right, under): (Option<Right>, &str) = match column {
        "13/14" => (Some(Right::Information), "uk-gdpr"),
        // The copy stands for the article; what is told besides is asked for with each harm.
        "15" => (Some(Right::Access), "uk-gdpr/15/3"),
        "16" => (Some(Right::Rectification), "uk-gdpr"),
        "17" => (Some(Right::Erasure), "uk-gdpr"),
        "18" => (Some(Right::Restriction), "uk-gdpr"),
        "20" => (Some(Right::Portability), "uk-gdpr"),
        "21" => (None, "uk-gdpr/21"),
        "22A-D" => (Some(Right::AutomatedDecisions), "uk-gdpr"),
        "complaint" => (Some(Right::Complaint), "dpa-2018"),
        _ => (None, "uk-gdpr/19"),
    };
    let under: Provision = under.parse().expect("a text");
    program
        .book()
        .rules()
        .filter(|(_, rule)| {
            let of_right = match rule.role {
                Role::Ground(entitlement) => {
                    column != "19" && right.is_none_or(|right| entitlement.right() == right)
                }
                Role::Duty { .. } => column == "19",
                _ => false,
            };
            of_right
                && (under.covers(&rule.provision) || under.as_str() == "uk-gdpr")
                && rule.in_force.on(&dates(day), Edition::AsDeemed).is_yes()
        })
        .collect()
}

/// The exemptions of a row that are in force.
fn of_row<'p>(program: &'p Program, day: Date, row: &Row) -> Vec<(RuleId, &'p Rule)> {
    let under: Vec<Provision> = row
        .under
        .iter()
        .map(|path| format!("dpa-2018/{path}").parse().expect("a provision"))
        .collect();
    program
        .book()
        .rules()
        .filter(|(_, rule)| {
            matches!(rule.role, Role::Exemption { .. })
                // What is told besides the copy, and how a request is handled, has rules of its own.
                && !rule.id.starts_with("access/")
                && !rule.id.starts_with("handling/")
                && under.iter().any(|above| above.covers(&rule.provision))
                && rule.in_force.on(&dates(day), Edition::AsDeemed).is_yes()
        })
        .collect()
}

/// Whether an exemption reaches the rules of a column: all of them, some, or none.
fn reach(program: &Program, day: Date, exemption: (RuleId, &Rule), column: &str) -> char {
    if column == "34" {
        let told: Provision = "uk-gdpr/34/1".parse().expect("an article");
        let Role::Exemption { exempts, .. } = &exemption.1.role else {
            panic!("it is an exemption");
        };
        let reached = exempts.iter().any(|reach| {
            reach.reaches(&told) && reach.in_force.on(&dates(day), Edition::AsDeemed).is_yes()
        });
        return if reached { 'Y' } else { 'N' };
    }
    let reached: BTreeSet<bool> = in_column(program, day, column)
        .iter()
        .map(|(id, _)| {
            program.book().reaching(*id).iter().any(|reacher| {
                reacher.rule == exemption.0
                    && reacher
                        .when
                        .iter()
                        .any(|range| range.on(&dates(day), Edition::AsDeemed).is_yes())
            })
        })
        .collect();
    match (reached.contains(&true), reached.contains(&false)) {
        (true, false) => 'Y',
        (true, true) => 'P',
        (false, _) => 'N',
    }
}

/// Several exemptions of one row: what all of them say, else a part.
fn cell(program: &Program, day: Date, row: &Row, column: &str) -> char {
    let letters: BTreeSet<char> = of_row(program, day, row)
        .into_iter()
        .map(|exemption| reach(program, day, exemption, column))
        .collect();
    // A row whose rules do different things reaches access in part: some of them limit it and some do not.
    match letters.iter().collect::<Vec<_>>().as_slice() {
        [] => 'N',
        [only] => **only,
        _ if column == "15" => 'P',
        _ if letters.contains(&'P') => 'P',
        _ => 'Y',
    }
}

/// Where the book reaches otherwise than the table says.
pub fn wrong_cells(program: &Program, day: Date) -> Vec<String> {
    let table = Table::read();
    let mut wrong = Vec::new();
    for (row, cells) in table.cells() {
        for (column, expected) in table.columns.iter().zip(cells) {
            let found = cell(program, day, row, column);
            if found.to_string() != expected {
                wrong.push(format!("{}, {column}: {found}, not {expected}", row.name));
            }
        }
    }
    wrong
}

#[test]
fn the_book_reaches_what_the_table_says_cell_by_cell() {
    let council = council();
    let program = council.statute().expect("there is a statute book");
    let wrong = wrong_cells(program, DAY);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Exemptions of the Act that the table has no row for.
pub fn in_no_row(program: &Program, day: Date) -> Vec<String> {
    let table = Table::read();
    let rows = table.rows.iter();
    let known: BTreeSet<RuleId> = rows
        .flat_map(|row| of_row(program, day, row))
        .map(|(id, _)| id)
        .collect();
    let is_missing = |(id, rule): &(RuleId, &Rule)| {
        let of_the_act = rule.provision.as_str().starts_with("dpa-2018/s")
            && !rule.provision.as_str().starts_with("dpa-2018/section-186a");
        matches!(rule.role, Role::Exemption { .. })
            && of_the_act
            && !rule.id.starts_with("access/")
            && !rule.id.starts_with("handling/")
            && rule.in_force.on(&dates(day), Edition::AsDeemed).is_yes()
            && !known.contains(id)
    };
    let missing = program.book().rules().filter(is_missing);
    missing
        .map(|(_, rule)| format!("{}, {}", rule.id, rule.provision))
        .collect()
}

#[test]
fn every_exemption_of_the_act_is_in_the_table() {
    let council = council();
    let program = council.statute().expect("there is a statute book");
    let missing = in_no_row(program, DAY);
    assert!(
        missing.is_empty(),
        "tests/matrix/exemptions.yaml has no row for:\n{}",
        missing.join("\n")
    );
}

/// Facts under which every right is granted whole: those of the table, and all else no, none or nothing.
fn everything_granted(program: &Program, table: &Table) -> BTreeMap<FactId, Value> {
    let vocabulary = program.book().vocabulary();
    for stated in table.granted_whole.keys() {
        assert!(vocabulary.find(stated).is_some(), "no fact `{stated}`");
    }
    vocabulary
        .iter()
        .map(|(fact, declared)| {
            let stated = table.granted_whole.get(&declared.id);
            let value = match declared.domain {
                Domain::YesNo => {
                    Value::YesNo(matches!(stated, Some(Stated::Word(word)) if word == "yes"))
                }
                Domain::Extent => Value::Extent(Extent::None),
                Domain::OneOf(of) | Domain::SetOf(of) => {
                    let terms = match stated {
                        Some(Stated::Terms(terms)) => terms.as_slice(),
                        _ => &[],
                    };
                    let mask = terms.iter().fold(0, |mask, code| {
                        mask | 1 << of.position(code).expect("a term")
                    });
                    Value::Members(Members::exactly(mask, of.len()))
                }
            };
            (fact, value)
        })
        .collect()
}

fn case_of(program: &Program, facts: &BTreeMap<FactId, Value>) -> Masks {
    let mut case = program.case(&dates(DAY));
    for (fact, value) in facts {
        program.know(&mut case, *fact, *value);
    }
    case
}

/// How far each entitlement is granted.
fn granted(program: &Program, facts: &BTreeMap<FactId, Value>) -> BTreeMap<Entitlement, Extent> {
    let case = case_of(program, facts);
    let mut scratch = program.scratch();
    let mut granted = BTreeMap::new();
    for right in Right::all() {
        for verdict in program.decide(right, &case, &mut scratch).entitlements() {
            let extent = verdict.possible().single().expect("every fact is known");
            granted.insert(verdict.entitlement, extent);
        }
    }
    for entitlement in Entitlement::all() {
        granted.entry(entitlement).or_insert(Extent::None);
    }
    granted
}

/// The facts changed as little as makes a rule hold.
fn changed_so_that(
    program: &Program,
    rule: RuleId,
    facts: &BTreeMap<FactId, Value>,
) -> Option<BTreeMap<FactId, Value>> {
    let case = case_of(program, facts);
    let diagram = program.diagram(Target::Rule(rule)).expect("there is room");
    let is_date =
        |bit: usize| matches!(program.atom(bit), Some(Atom::Since(..) | Atom::Claimed(_)));
    let (price, answers) = diagram.cheapest(
        |value| value == 1,
        |bit, yes| match (case.truth(bit).is_yes() == yes, is_date(bit)) {
            (true, _) => 0,
            (false, false) => 1,
            // The day stays.
            (false, true) => 1_000_000,
        },
    )?;
    if price >= 1_000_000 {
        return None;
    }
    let mut bits: BTreeMap<usize, bool> = answers.into_iter().collect();
    let mut changed = facts.clone();
    for (fact, value) in facts {
        let Some((first, size)) = program.bits_of(*fact) else {
            continue;
        };
        let mut answer = |at: usize| {
            bits.remove(&(first + at))
                .unwrap_or_else(|| case.truth(first + at).is_yes())
        };
        let new = match value {
            Value::YesNo(_) => Value::YesNo(answer(0)),
            Value::Extent(_) => match (answer(0), answer(1)) {
                // As much as the rule allows: it is to take what it can.
                (true, _) => Value::Extent(Extent::Whole),
                _ => Value::Extent(Extent::None),
            },
            Value::Members(_) => {
                let mask = (0..size)
                    .filter(|at| answer(*at))
                    .fold(0, |mask, at| mask | 1 << at);
                Value::Members(Members::exactly(mask, size))
            }
        };
        changed.insert(*fact, new);
    }
    Some(changed)
}

/// The entitlements that stand for a column.
fn entitlements(column: &str) -> &'static [Entitlement] {
    match column {
        "13/14" => &[
            Entitlement::InformationNotice,
            Entitlement::InformationNoticeOtherSource,
        ],
        "15" => &[Entitlement::AccessCopy],
        "16" => &[
            Entitlement::RectificationCorrect,
            Entitlement::RectificationComplete,
        ],
        "17" => &[Entitlement::ErasureErase],
        "18" => &[Entitlement::RestrictionRestrict],
        "20" => &[Entitlement::PortabilityReceive],
        "21" => &[Entitlement::ObjectionStop, Entitlement::DirectMarketingStop],
        "complaint" => &[
            Entitlement::ComplaintController,
            Entitlement::ComplaintCommissioner,
        ],
        _ => &[],
    }
}

/// Each exemption is made to hold, with nothing else changed, and takes from every right that it reaches
/// and from no other.
#[test]
fn every_exemption_takes_what_it_reaches_and_nothing_else() {
    let council = council();
    let program = council.statute().expect("there is a statute book");
    let table = Table::read();
    let base = everything_granted(program, &table);
    let before = granted(program, &base);
    for column in &table.columns {
        for entitlement in entitlements(column) {
            assert_eq!(before[entitlement], Extent::Whole, "{entitlement}");
        }
    }
    let mut tried = 0;
    let mut wrong = Vec::new();
    for row in &table.rows {
        for exemption in of_row(program, DAY, row) {
            let (id, rule) = exemption;
            let Some(facts) = changed_so_that(program, id, &base) else {
                wrong.push(format!("{}: {} can never hold on {DAY}", row.name, rule.id));
                continue;
            };
            let after = granted(program, &facts);
            for column in &table.columns {
                let reached = reach(program, DAY, exemption, column);
                for entitlement in entitlements(column) {
                    tried += 1;
                    let taken = after[entitlement] < before[entitlement];
                    let expected = match reached {
                        'Y' => true,
                        'N' => false,
                        // Of objections only that to marketing is out of reach; of restriction one ground of
                        // four stays, which the facts make out.
                        _ => *entitlement == Entitlement::ObjectionStop || column.as_str() == "20",
                    };
                    if taken != expected && !explained(program, &facts, &base, &rule.id, column) {
                        wrong.push(format!(
                            "{}: {entitlement} {} (reaches {column}: {reached})",
                            rule.id,
                            if taken { "is taken" } else { "is not taken" },
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 500, "{tried} cells");
}

/// What else takes a right when one exemption is made to hold: another rule holds with it for the same
/// facts, by its own terms.
fn explained(
    program: &Program,
    facts: &BTreeMap<FactId, Value>,
    base: &BTreeMap<FactId, Value>,
    rule: &str,
    column: &str,
) -> bool {
    let holding = |facts: &BTreeMap<FactId, Value>| -> BTreeSet<RuleId> {
        let mut scratch = program.scratch();
        let case = case_of(program, facts);
        Right::all()
            .flat_map(|right| {
                program
                    .decide(right, &case, &mut scratch)
                    .fired()
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let before = holding(base);
    holding(facts)
        .into_iter()
        .filter(|id| !before.contains(id))
        .filter_map(|id| program.book().rule(id).map(|other| (id, other)))
        .filter(|(_, other)| other.id != rule && matches!(other.role, Role::Exemption { .. }))
        .any(|other| reach(program, DAY, other, column) != 'N')
}

/// Rules whose text was not verified say so; the table does not lean on them alone.
#[test]
fn rows_that_matter_to_a_council_do_not_rest_on_unverified_text_alone() {
    let council = council();
    let program = council.statute().expect("there is a statute book");
    for row in &Table::read().rows {
        let verified = of_row(program, DAY, row)
            .iter()
            .any(|(_, rule)| rule.confidence == Confidence::Verified);
        assert_eq!(verified, row.unverified != "yes", "{}", row.name);
    }
}
