//! The law's own closed vocabularies, and nothing else.
//!
//! | module | what it names |
//! |---|---|
//! | [`right`](Right) | the rights a person may exercise |
//! | [`entitlement`](Entitlement) | the separate things each right gives |
//! | [`aspect`](Aspect) | what a person can ask for apart under the right of access |
//! | [`basis`](LawfulBasis) | art.6 lawful bases and the limbs of a public task |
//! | [`condition`](SpecialCategoryCondition) | art.9 conditions and DPA 2018 Schedule 1 conditions |
//! | [`purpose`](Purpose) | what information is used for |
//! | [`person`](Capacity) | in what capacity someone asks, and through which channel |
//! | [`controller`](ControllerKind) | what kind of body a controller is, and where |
//! | [`measure`](Measure) | what a power lets a controller do |
//! | [`protective`](ProtectiveFunction) | functions that protect the public |
//! | [`transfer`](TransferBasis) | what a transfer to another country rests on |
//! | [`provision`](Provision) | a place in a text, cited to the paragraph |
//!
//! Every term has a stable code (a kebab-case word for rule files and JSON), a label in plain English, and
//! the provision it comes from. They share the trait [`Term`].

mod aspect;
mod basis;
mod condition;
mod controller;
mod entitlement;
mod measure;
mod person;
mod protective;
mod provision;
mod purpose;
mod right;
mod term;
mod terms;
mod transfer;

pub use aspect::Aspect;
pub use basis::{LawfulBasis, PublicTaskLimb};
pub use condition::{Schedule1Condition, SpecialCategoryCondition};
pub use controller::{ControllerKind, Nation};
pub use entitlement::Entitlement;
pub use measure::Measure;
pub use person::{Capacity, Channel};
pub use protective::ProtectiveFunction;
pub use provision::{Instrument, Provision, ProvisionError};
pub use purpose::Purpose;
pub use right::Right;
pub use term::Term;
pub use terms::Terms;
pub use transfer::TransferBasis;
