//! Decides whether a data-subject right applies to a request made to a council, and says why.
//!
//! A person writes to a council: *stop using this, give me a copy of that, erase the rest*. This crate takes
//! the known facts of the request and gives the answer, under the council's own procedure and by law. It says
//! what to do today, what the person gets, and why not. It lists the questions still open and who to ask, and
//! the contents of the reply. Behind it stands the record: each right for each data item, with the rules that
//! decided.
//!
//! It never reads a missing fact as "no". It never computes what only a person may judge. It never gives half
//! an answer to a request it does not understand.
//!
//! # A tour
//!
//! A council is a [`Controller`]: a procedure, registers of processing activities and settings over the statute. Ask it
//! for what you need: [`Controller::summary`] for the officer who must act today, [`Controller::decide`] for the record
//! of the case, [`Controller::reasons`] for every rule that was tried. Each has both answers, the procedure's and the
//! law's, and where they differ.
//!
//! ```
//! use data_subject_rights::{
//!     Controller, calendar::Date, explain,
//!     case::{About, Item, Judgement, Milestone, Request},
//!     decision::Outcome,
//!     law::{Capacity, Right},
//! };
//!
//! let council = Controller::doncaster()?;
//!
//! // A chat message of 1 November, asked about on 21 November. The register keeps chat for a week.
//! let message = Item::named("message").dated(Milestone::Created, Date::constant(2026, 11, 1));
//! let request = Request::received(Date::constant(2026, 11, 21))
//!     .made_as(Capacity::DataSubject)
//!     .asks(Right::Erasure)
//!     .about(About::activity("peer-support-groups/live-chat").item(message));
//!
//! // The summary: can the answer go, by when, what does the person get, what is to be found out? And as a page.
//! let summary = council.summary(&request)?;
//! assert!(!summary.can_go.is_ready);
//! assert!(explain::page_text(&summary).contains("Monday 21 December 2026"));
//!
//! // The record. The week has passed; whether there is a reason on record to keep the message longer was
//! // not said. That is unknown, not "no": so the answer is open, and the question is asked.
//! let advice = council.decide(&request)?;
//! let answer = &advice.groups[0].procedure;
//! assert_eq!(answer.outcome, Outcome::Open);
//! assert!(answer.questions.iter().any(|fact| fact == "continuing-need-recorded"));
//!
//! // An officer looks, and there is none.
//! let message = Item::named("message")
//!     .dated(Milestone::Created, Date::constant(2026, 11, 1))
//!     .fact("continuing-need-recorded", false, "the service");
//! let request = Request::received(Date::constant(2026, 11, 21))
//!     .made_as(Capacity::DataSubject)
//!     .asks(Right::Erasure)
//!     .about(About::activity("peer-support-groups/live-chat").item(message));
//! let advice = council.decide(&request)?;
//! assert_eq!(advice.groups[0].procedure.outcome, Outcome::Applies);
//!
//! // The rules that decided, each with the facts behind it and where these came from.
//! let decided = &advice.groups[0].procedure.decided_by;
//! let facts = decided.iter().flat_map(|rule| &rule.facts).filter_map(|at| advice.fact(*at));
//! assert!(facts.map(|fact| fact.from.in_words()).any(|from| from.contains("so until 8 November 2026")));
//!
//! // Every rule that was tried, of one part of the request.
//! let reasons = council.reasons(&request)?.only_part(advice.parts[0].id);
//! assert!(reasons.decisions[0].procedure.reasons.len() > decided.len());
//!
//! // A judgement counts only with who made it, when, and why.
//! let judged = Judgement::recorded(
//!     "compelling-legitimate-grounds", true, "Asha Patel", "information governance officer",
//!     Date::constant(2026, 11, 24), "The e-mails show what was advised, and when.",
//! );
//! let emails = Item::named("e-mails").dated(Milestone::Created, Date::constant(2026, 10, 29));
//! let request = Request::received(Date::constant(2026, 11, 21))
//!     .made_as(Capacity::DataSubject)
//!     .asks(Right::Objection)
//!     .about(About::activity("peer-support-groups/correspondence").item(emails.judgement(judged)));
//! assert_eq!(council.decide(&request)?.overall[0].procedure.outcome, Outcome::DoesNotApply);
//! # Ok::<(), data_subject_rights::source::Diagnostics>(())
//! ```
//!
//! More tasks, and which part of the crate serves which purpose: [`cookbook`].
//!
//! What must still be found out is asked in the best order: [`Controller::next_question`]; what would change a decision
//! is told by [`Controller::outlook`]. [`advice::json`] lists every field of the answer as JSON.
//!
//! The rules are YAML files that a policy officer can read (`rules/`). A fault in one is reported with its
//! place, a code and a remedy:
//!
//! ```
//! use data_subject_rights::{fact::Vocabulary, rule::RuleBook, source::{Code, SourceFile}};
//! use std::sync::Arc;
//!
//! let rules = SourceFile::new("book.yaml", "
//! book: procedure
//! title: A procedure
//! rules:
//!   - ground: erasure/consent
//!     provision: procedure/1
//!     grants: erasure/erase
//!     when: consent-withdrawn
//!     says: You withdrew your consent.
//! ");
//! let faults = RuleBook::load(Arc::new(Vocabulary::default()), &[rules]).unwrap_err();
//! let fault = faults.iter().next().ok_or("one fault")?;
//! assert_eq!((fault.code(), fault.line(), fault.column()), (Code::UnknownFact, 8, 11));
//! # Ok::<(), &str>(())
//! ```
//!
//! [`analysis`] studies the rules themselves, over every possible case. It finds faults in a book, outcomes that
//! change in another edition, and differences between a procedure and the law.
//!
//! # Features
//!
//! The core reads rule books, registers and requests, from files or from strings, and decides. What more is wanted
//! comes by feature, so that a program that only decides compiles nothing that proves statements about rules.
//!
//! | feature | by default | what it gives |
//! |---|---|---|
//! | `bundled` | yes | the rules that come with the crate: [`bundled`], [`Controller::doncaster`] |
//! | `explain` | yes | answers in words, and as pages: [`explain`] |
//! | `inquiry` | | what to ask next, and what a decision depends on: [`inquiry`], [`Controller::next_question`], [`Controller::outlook`]; with `explain` in words too |
//! | `analysis` | | statements about rules, over every possible case: [`analysis`], and counting the cases of a diagram ([`unstable::Count`]); with `explain` as pages too |
//! | `record` | | decisions kept so that they can be made again, and a line of a decision log: [`record`] |
//! | `rayon` | | batches on every core |
//!
//! Without `bundled` a [`Controller`] is made of books of one's own:
//!
//! ```
//! use data_subject_rights::{
//!     Controller, case::Request, decision::Outcome, fact::Vocabulary, rule::RuleBook, source::SourceFile,
//! };
//! use std::sync::Arc;
//!
//! let facts = SourceFile::new("facts.yaml", "
//! facts:
//!   - fact: consent-withdrawn
//!     name: consent withdrawn
//!     kind: observed
//!     about: item
//!     ask: Has the person withdrawn their consent?
//!     answered-by: requester
//!     provision: procedure/1
//! ");
//! let rules = SourceFile::new("book.yaml", "
//! book: procedure
//! title: A procedure
//! rules:
//!   - ground: erasure/consent-withdrawn
//!     provision: procedure/1
//!     grants: erasure/erase
//!     when: consent-withdrawn
//!     says: You withdrew your consent.
//! ");
//! let book = RuleBook::load(Arc::new(Vocabulary::load(&[facts])?), &[rules])?;
//! let council = Controller::new("Northmoor", book, Vec::new());
//! let request = SourceFile::new("request.yaml", "
//! received: 2026-11-21
//! asks: [erasure]
//! about: [{ matter: newsletter, facts: { consent-withdrawn: yes } }]
//! ");
//! let advice = council.decide(&Request::load(&request)?)?;
//! assert_eq!(advice.overall[0].procedure.outcome, Outcome::Applies);
//! # Ok::<(), data_subject_rights::source::Diagnostics>(())
//! ```
//!
//! # The house
//!
//! A room uses only the rooms before it; inside a room no file uses one that uses it. `src/README.md` has the glossary.
//!
//! | room | feature | what it is |
//! |---|---|---|
//! | `budget` | | how much work each search may take |
//! | [`law`] | | the closed vocabularies of the law: rights, entitlements, bases, conditions, purposes, provisions |
//! | [`calendar`] | | date arithmetic: months, working days, public holidays |
//! | [`source`] | | YAML in, positions and diagnostics out |
//! | [`fact`] | | what may be known: truth, extents, the vocabulary, facts and where they came from |
//! | [`rule`] | | the rule language: the model of a rule book, and its loading |
//! | `circuit` | | a book as a graph of AND and NOT nodes over the variables of a case |
//! | `bdd` | | reduced ordered binary decision diagrams |
//! | [`engine`] | | deciding: a rule book evaluated over what is known |
//! | [`unstable`] | | bits, raw values and diagrams, for programs that read them themselves; may change with any release |
//! | [`inquiry`] | `inquiry` | the best next question; what would change an outcome; the fewest facts that force it |
//! | [`case`] | | registers, settings and requests, and how they become facts |
//! | [`clock`] | | time limits, restarts, pauses, extensions |
//! | [`decision`] | | an evaluation made readable: outcome, reasons, questions, duties, powers, notes |
//! | [`advice`] | | a council and its answer to a request |
//! | [`record`] | `record` | a decision kept with its case, made again, and compared |
//! | `symbolic` | `analysis` | all cases of a book at once: searched, compared, counted |
//! | [`analysis`] | `analysis` | statements about rule books, over every possible case: checks, differences, departures |
//! | [`explain`] | `explain` | an answer, or a review of rules, in words |
//! | [`bundled`] | `bundled` | the rule files that come with the crate, and [`Controller::doncaster`] |
//!
//! Nothing here reads a clock, the environment or (except [`source::from_dir`]) a file. Everything public is
//! `Send + Sync`. The same request gives the same answer, byte for byte.
//!
//! This crate encodes texts. It proves nothing about the law itself, and it is not legal advice.

#![cfg_attr(docsrs, feature(doc_cfg))]
// The pages lead to what stands behind features: that every link leads somewhere is checked where all of them are on.
#![cfg_attr(
    not(all(
        feature = "analysis",
        feature = "bundled",
        feature = "explain",
        feature = "inquiry",
        feature = "record"
    )),
    allow(rustdoc::broken_intra_doc_links)
)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::dbg_macro
)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod advice;
#[cfg(feature = "analysis")]
pub mod analysis;
mod bdd;
mod budget;
#[cfg(feature = "bundled")]
pub mod bundled;
pub mod calendar;
pub mod case;
mod circuit;
pub mod clock;
#[doc = include_str!("cookbook.md")]
pub mod cookbook {}
pub mod decision;
pub mod engine;
#[cfg(feature = "explain")]
pub mod explain;
pub mod fact;
#[cfg(feature = "inquiry")]
pub mod inquiry;
pub mod law;
#[cfg(feature = "record")]
pub mod record;
pub mod rule;
pub mod source;
#[cfg(feature = "analysis")]
mod symbolic;
pub mod unstable;

pub use advice::Controller;

/// The README's example compiles and holds.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
