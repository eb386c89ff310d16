//! The procedure's rules in peer rule engines.
//!
//! Each peer gets the same rules, translated from the rule book by a program and not by hand, and the
//! same drawn cases. They must agree with the plain reference evaluator of the tests before anything
//! is timed. `README.md` says what each translation looks like and has the numbers.
//!
//! | module | what it is |
//! |---|---|
//! | [`formula`] | conditions over named facts, the form that every translator prints |
//! | [`plan`] | the rule book as formulas: definitions, scope, and what each right comes to |
//! | [`case`] | drawn cases, complete and with facts hidden |
//! | [`peer`] | what a peer must be able to do, and how it is timed |
//! | [`peers`] | the peers, one a file |
//! | [`agree`] | the check that all peers give the reference answer |
//! | [`missing`] | what each peer says when facts are missing |
//! | [`table`] | the tables |
//! | [`fixture`] | the procedure of the benchmarks, which stays as it is |
//! | [`oracle`] | the plain reference evaluator, shared with the crate's tests |

pub mod agree;
pub mod case;
#[path = "../../fixture/mod.rs"]
pub mod fixture;
pub mod formula;
pub mod missing;
#[path = "../../../tests/support/oracle/mod.rs"]
pub mod oracle;
pub mod peer;
pub mod peers;
pub mod plan;
pub mod table;

use data_subject_rights::{Controller, calendar::Date, rule::Dates};

/// A council with the procedure of the benchmarks, without the statute beside it.
#[must_use]
pub fn council() -> Controller {
    Controller::new(
        "City of Doncaster Council",
        fixture::procedure(),
        Vec::new(),
    )
}

/// The dates of every case: received and answered on one day.
#[must_use]
pub fn dates() -> Dates {
    let day = Date::constant(2026, 11, 21);
    Dates {
        replied: Some(day),
        ..Dates::received(day)
    }
}
