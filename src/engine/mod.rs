//! Evaluates a rule book over what is known of a case.
//!
//! | module | what it does |
//! |---|---|
//! | `evaluate` | [`Evaluation`]: every definition, then every entitlement, in an order worked out once |
//! | `grant` | how far an entitlement is granted, with each ground and what stands against it |
//! | `why` | the facts that force a condition, and the facts that keep it open |
//!
//! Evaluation is three-valued. It never determines more than the known facts force; where tests of
//! the same unknown fact would cancel each other out it may leave open what is not.

mod evaluate;
mod grant;
mod why;

pub use evaluate::Evaluation;
pub use grant::{Because, ExceptionResult, ExemptionResult, Grant, GroundResult};
pub use why::Use;

pub(crate) use why::Open;
