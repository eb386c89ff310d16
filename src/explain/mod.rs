//! A decision in words, and what was found out about rules.
//!
//! Here with the feature `explain`. What it says of an outlook needs `inquiry` too, and what it says of reviews and case books `analysis`.
//!
//! | module | what it does |
//! |---|---|
//! | `sheet` | [`page_text`], [`page_markdown`], [`page_html`]: the page for the officer who must act today |
//! | `long` | [`reasons`]: the long form, with every rule tried; [`decision`]: its first half |
//! | `headline` | of the long form: the request, the answer of each book, where they differ, and why |
//! | `why` | of the long form: the short explanation of one decision |
//! | `classes` | of the long form: limits that turn on one answer each, told together |
//! | `confirmation` | of the long form: what counts as not shown, and who stands by an answer that refuses something |
//! | `duties` | of the long form: what the council must do, has done and may have to do, with its days |
//! | `gathered` | of the long form: what several decisions say alike, told once |
//! | `times` | of the long form: how the days were counted |
//! | `outlook` | [`outlook`]: what would change decisions; [`next_question`]: what to ask |
//! | `case_book` | [`case_book_text`]: few cases that show everything about a book, to be signed |
//! | `review` | [`review_text`], [`review_markdown`], [`review_html`]: what a review of rules found |
//! | `detail` | [`Detail`]: how much a review tells |
//! | `outside` | words from outside inside HTML and Markdown |
//! | `page` | lines, indents and wrapping |

#[cfg(feature = "analysis")]
mod case_book;
mod classes;
mod confirmation;
#[cfg(feature = "analysis")]
mod detail;
mod duties;
mod gathered;
mod headline;
mod long;
#[cfg(feature = "inquiry")]
mod outlook;
mod outside;
mod page;
#[cfg(feature = "analysis")]
mod review;
mod sheet;
mod times;
mod why;

#[cfg(feature = "analysis")]
pub use case_book::case_book_text;
#[cfg(feature = "analysis")]
pub use detail::Detail;
pub use long::{decision, reasons};
#[cfg(feature = "inquiry")]
pub use outlook::{next_question, outlook};
#[cfg(feature = "analysis")]
pub use review::{review_html, review_markdown, review_text};
pub use sheet::{page_html, page_markdown, page_text};
