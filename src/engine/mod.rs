//! A rule book compiled, and evaluated over what is known of a case.
//!
//! | module | what it does |
//! |---|---|
//! | `program` | [`Program`]: a book compiled once, to decide with |
//! | `compile` | a rule book turned into a network |
//! | `decide` | deciding one case without allocating |
//! | `target` | [`Target`]: what a book can be asked of a case, and what the values that answer it mean |
//! | `verdict` | [`Verdict`]: what a right, or one entitlement, comes to |
//! | `right_program` | what a program keeps for one right |
//! | `decided` | [`Decided`]: the verdict, and how every rule stands |
//! | `batch` | deciding many cases at once, from rows or columns |
//! | `read_case` | a case read from JSON |
//! | `brief` | a decision written as ids |
//! | `exact` | the diagram of everything a book says |
//! | `combinations` | the combinations of facts that cannot be, as deciding needs them |
//! | `form` | what diagrams of one target differ in: what is filled in, and what they ask beside what it reads |
//! | `diagram_cache` | diagrams by their form, kept for the next case |
//! | `outcome` | [`Outcome`], [`Effect`] and sets of them |
//! | `evaluate` | [`Evaluation`]: everything a book says of one case, with the rules behind it |
//! | `grant` | how far an entitlement is granted, with each ground and the exemptions that may apply to it |
//! | `relevance` | which unknown facts can still change something |
//! | `memo` | what was found out in one case, kept for the cases beside it |
//! | `why` | the facts that force a condition, and the facts that keep it open |
//!
//! Plain evaluation is three-valued: it never determines more than the known facts force. Where tests of one
//! unknown fact cancel each other out, it leaves open a settled point. What it leaves open the diagram
//! decides, so that a verdict is determined exactly when every completion of the facts gives it.

mod batch;
mod brief;
mod combinations;
mod compile;
mod decide;
mod decided;
mod diagram_cache;
mod evaluate;
mod exact;
mod form;
mod grant;
mod memo;
mod outcome;
mod program;
mod read_case;
mod relevance;
mod right_program;
pub(crate) mod target;
mod verdict;
mod why;

pub use batch::{Columns, Verdicts};
pub use brief::Brief;
pub use decide::Scratch;
pub use decided::{Decided, Standing};
pub use evaluate::Evaluation;
pub use grant::{ExceptionResult, ExemptionResult, Grant, GroundResult};
pub use outcome::{Effect, Effects, Outcome};
pub use program::Program;
pub use target::Target;
pub use verdict::{Because, EntitlementVerdict, Verdict};
pub use why::Use;

pub(crate) use memo::Session;
pub(crate) use why::{Open, OpenUse};

// What an inquiry needs.
#[cfg(feature = "inquiry")]
pub(crate) use {
    memo::Memo,
    relevance::Relevance,
    target::{alike, effect_of_right},
};

// Needed by code that looks at all cases.
#[cfg(feature = "analysis")]
pub(crate) use {
    batch::Lanes,
    compile::{
        BookLiterals, Circuit, CompileMemo, Compiler, ExtentBits, GrantBits, Grounds, KnownOf,
        OwnWords, RuleBits, RulePart, RuledOut, Wording, ruled_out, variable_orders_of,
    },
    exact::NodeDiagrams,
};
