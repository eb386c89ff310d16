//! Statements about rule books, over every possible case.
//!
//! Here with the feature `analysis`.
//!
//! | module | what it is |
//! |---|---|
//! | `review` | [`RuleReview`]: findings, each with the situations it stands for |
//! | `check` | [`check`]: what is wrong with a book; [`check_rule`]: with one rule of it |
//! | `difference` | [`difference`]: what has another outcome on one side than on the other |
//! | `equivalence` | [`equivalence`]: whether two sides say the same, quickly |
//! | `departures` | [`departures`]: where a procedure and the law differ |
//! | `case_book` | [`case_book`]: few cases that show everything there is to show about a book |
//! | `groups` | cases whose outcome differs in one way by one cause, as findings |
//! | `causes` | which rules differ between two sides |
//! | `book_edition` | [`BookEdition`]: what is compared with what |
//! | `gaps` | cases that a book has no rule for, and days with two editions of one text |
//! | `conflicts` | rules that say what cannot both be done |
//! | `relevance` | facts that never matter |
//! | `simpler` | a rule with one part of its condition left out, in every way |
//! | `acceptances` | findings that a book accepts |
//! | `situations` | a set of cases as situations that a person can read |
//! | `words`, `parts` | answers, conditions and rules in words |
//! | `case_file` | a case written as a request that can be run |

mod acceptances;
mod book_edition;
mod case_book;
mod case_file;
mod causes;
mod check;
mod conflicts;
mod departures;
mod difference;
mod equivalence;
mod gaps;
mod groups;
mod parts;
mod relevance;
mod review;
mod simpler;
mod situations;
mod words;

pub use book_edition::{BookEdition, NotComparable};
pub use case_book::{BookCase, CaseBook, CaseOutcome, ComesTo, Point, Shows, case_book};
pub use check::{check, check_rule};
pub use departures::departures;
pub use difference::{difference, difference_with};
pub use equivalence::{Equivalence, equivalence};
pub use review::{
    Answered, CaseFile, Finding, FindingKind, Like, RuleCited, RuleReview, Severity, Situation,
    Situations,
};
