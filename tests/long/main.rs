//! Proofs: what holds for all cases, with a sample in an ordinary run. `cargo test --release --test long -- --ignored` walks all.

#[path = "../support/brute/mod.rs"]
mod brute;
#[path = "../support/common/mod.rs"]
mod common;
#[path = "../support/drawn/mod.rs"]
mod drawn;
#[path = "../support/generated/mod.rs"]
mod generated;
#[path = "../support/oracle/mod.rs"]
mod oracle;
#[path = "../support/symbolic/mod.rs"]
mod symbolic;

mod analysis;
mod clock_grid;
mod decided_by;
mod diagrams;
mod differential;
mod exactness;
mod hostile;
mod inquiry;
mod mutation;
mod outlook_proofs;
mod properties;
mod questions;
mod seeded;
