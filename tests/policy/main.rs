//! What the rules come to: the cases, the ledgers, the pages that a policy officer signs.

#[path = "../support/browser/mod.rs"]
mod browser;
#[path = "../support/common/mod.rs"]
mod common;
#[path = "../support/drawn/mod.rs"]
mod drawn;
#[path = "../support/sums/mod.rs"]
mod sums;

mod added_rules;
mod case_book;
mod cases;
mod departures;
mod editions;
mod fact_pairs;
mod judgements;
mod ledger;
mod matrix;
mod more_councils;
mod plain_english;
mod reasons;
mod record;
mod replay;
mod requests;
mod review_pages;
mod second_council;
mod statute;
mod statute_ledger;
mod timeline;
mod whatever_is_missing;
mod withheld;
