//! A decision in words, and what was found out about rules.
//!
//! | module | what it does |
//! |---|---|
//! | `text` | [`text`]: plain text for the officer who must act: the answer first, then why, what is missing, what to do; [`decision`]: its first half |
//! | `outlook` | [`outlook`]: what decisions hang on; [`next_question`]: what to ask |
//! | `headline` | the request, the answer of each book, where they come apart, and why |
//! | `confirmation` | what counts as not shown, and who stands by an answer that refuses something |
//! | `duties` | what the council must do, has done and may have to do, with its days |
//! | `classes` | limits that hang on one answer each, told together |
//! | `case_book` | [`case_book_text`]: few cases that show everything about a book, to be signed |
//! | `detail` | [`Detail`]: how much a page tells |
//! | `review` | [`review_text`], [`review_markdown`], [`review_html`]: what a review of rules found |
//! | `why` | the short explanation of one decision |
//! | `page` | lines, indents and wrapping |

mod case_book;
mod classes;
mod confirmation;
mod detail;
mod duties;
mod headline;
mod outlook;
mod page;
mod review;
mod text;
mod times;
mod why;

pub use case_book::case_book_text;
pub use detail::Detail;
pub use outlook::{next_question, outlook};
pub use review::{review_html, review_markdown, review_text};
pub use text::{decision, text};
