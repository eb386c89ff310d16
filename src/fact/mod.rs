//! What may be known about a case.
//!
//! | module | what it is |
//! |---|---|
//! | `truth` | [`Truth`]: yes, no, unknown |
//! | `extent` | [`Extent`]: none, part, whole, and sets of them that are still possible |
//! | `value` | the value of a fact, and the tests a rule may put to it |
//! | `declaration` | what a fact is: its question, who answers, observed or judged |
//! | `vocabulary` | every declared fact, and the combinations that cannot be |
//! | `merging` | two vocabularies as one |
//! | `implied` | what follows from what is known |
//! | `met` | what a vocabulary says of the facts of a case |
//! | `reading` | values and tests as files write them |
//! | `provenance` | who said so, when, on what ground; why a fact is unknown |
//! | `facts` | what is known in one case, and how layers of it combine |
//!
//! A missing fact is unknown, never false.

mod declaration;
mod declaring;
mod extent;
mod facts;
mod implied;
#[cfg(feature = "analysis")]
mod merging;
mod met;
mod provenance;
mod reading;
mod truth;
mod value;
mod vocabulary;

pub use declaration::{
    Bearer, Burden, ChangedBy, Declaration, Domain, FactKind, Factor, Level, Reliance, Respondent,
};
pub use extent::{Extent, Possible};
pub use facts::{Contradiction, Facts, Known};
pub use provenance::{JudgementDetails, Origin, Provenance, WhyUnknown};
pub use truth::Truth;
pub use value::{Members, Test, Value};
pub use vocabulary::{FactId, Impossible, Vocabulary};

pub(crate) use declaration::Closes;
pub(crate) use declaring::{RESERVED, id_place, read_provision};

pub(crate) use reading::{read_test, read_value};
