//! Where a procedure and the law differ, over every possible case.
//!
//! | module | what it does |
//! |---|---|
//! | `rights` | what one side grants and the other does not |
//! | `duties` | what one side asks of the council, or allows it, and the other does not |
//! | `one_side` | the duties of one side that one fact shows met |
//! | `adding` | a departure as a finding, with its cases |

mod adding;
mod duties;
mod one_side;
mod rights;

use std::collections::BTreeMap;

use super::{BookEdition, FindingKind, Like, NotComparable, RuleReview, Severity};
use crate::{
    bdd::Edge,
    circuit::Literal,
    law::{Entitlement, Right, Term},
    rule::{Role, Rule, RuleBook, RuleId},
    symbolic::{EditionOf, Pair},
};

/// Every way in which a council's procedure differs from the law. It may refuse what the law grants, give what the law
/// does not, or say nothing. It may set other duties or deadlines, or allow what the law does not. Each with the rules
/// on both sides, the cases, and what could be written instead.
///
/// Where the statute is looked at on a day, so is the procedure.
///
/// # Errors
///
/// [`NotComparable`] where no case can be seen from both sides.
pub fn departures(
    procedure: &BookEdition,
    statute: &BookEdition,
) -> Result<RuleReview, NotComparable> {
    let procedure = &procedure.clone().on_the_day_of(statute);
    let [own, law] = procedure.together(statute)?;
    let (known_own, known_law) = (
        procedure.known(own.vocabulary()),
        statute.known(law.vocabulary()),
    );
    let pair = Pair::new(
        EditionOf {
            book: &own,
            edition: procedure.edition,
            known: &known_own,
        },
        EditionOf {
            book: &law,
            edition: statute.edition,
            known: &known_law,
        },
    );
    let mut looking = Looking {
        pair,
        sides: [procedure, statute],
        own: &own,
        law: &law,
        findings: Vec::new(),
    };
    looking.scope();
    for right in Right::all() {
        looking.right(right);
    }
    looking.duties();
    looking.powers();
    let mut findings = looking.findings;
    // An acceptance may be meant for the check of the book alone.
    let _needless = super::acceptances::accept_only(&own, &mut findings);
    findings.sort_by_key(|finding| {
        let mut kinds = FindingKind::ALL.iter();
        (
            finding.severity,
            kinds.position(|kind| *kind == finding.kind),
        )
    });
    Ok(RuleReview {
        title: format!("{} compared with {}", procedure.name(), statute.name()),
        findings,
        looked_at: vec![format!(
            "{} rules of the procedure and {} of the law",
            own.rules().count(),
            law.rules().count()
        )],
    })
}

struct Looking<'p> {
    pair: Pair<'p>,
    sides: [&'p BookEdition; 2],
    own: &'p RuleBook,
    law: &'p RuleBook,
    findings: Vec<super::Finding>,
}

/// A finding in the making.
struct Made<'r> {
    kind: FindingKind,
    severity: Severity,
    says: String,
    about: Vec<String>,
    right: Option<Right>,
    own: Vec<&'r Rule>,
    law: Vec<&'r Rule>,
    amendment: Option<String>,
    /// How it is told together with those like it.
    like: Option<Like>,
    /// What an example must show of each side, each with its name.
    shows: Vec<(String, Vec<Literal>)>,
}

/// A rule as a list of like findings names it: `access/other-people` (Procedure 5/6).
fn named(rule: &Rule) -> String {
    format!("`{}` ({})", rule.id, rule.provision.cite())
}

impl Made<'_> {
    fn shown_literals(&self) -> Vec<Literal> {
        let literals = self.shows.iter().flat_map(|(_, literals)| literals.iter());
        literals.copied().collect()
    }
}

/// By one rule, what differs and where.
type ByRule = BTreeMap<RuleId, (Vec<Entitlement>, Edge)>;

impl<'p> Looking<'p> {
    /// One book speaks of a case, and the other does not.
    fn scope(&mut self) {
        let [own, law] = [self.pair.before.said.scope, self.pair.after.said.scope];
        let shows = vec![
            ("the procedure speaks".to_owned(), vec![own]),
            ("the law speaks".to_owned(), vec![law]),
        ];
        let scope_rules = |book: &'p RuleBook| -> Vec<&'p Rule> {
            let rules = book.rules().map(|(_, rule)| rule);
            rules
                .filter(|rule| matches!(rule.role, Role::Scope { .. }))
                .collect()
        };
        let made = |kind, severity, says: &str| Made {
            kind,
            severity,
            says: says.to_owned(),
            about: vec!["scope".to_owned()],
            right: None,
            own: scope_rules(self.own),
            law: scope_rules(self.law),
            amendment: None,
            like: None,
            shows: shows.clone(),
        };
        let silent = made(
            FindingKind::Silent,
            Severity::Warning,
            "The law covers these cases, and the procedure does not.",
        );
        let elsewhere = made(
            FindingKind::Generous,
            Severity::Note,
            "The procedure covers these cases, and this part of the law does not: another regime decides them.",
        );
        for (one, other, made) in [(law, own, silent), (own, law, elsewhere)] {
            let network = self.pair.space.network();
            let literal = network.both(one, !other);
            self.add_where(literal, made);
        }
    }
}
