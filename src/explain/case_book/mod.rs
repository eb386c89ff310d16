//! A case book as a text to be read and signed.
//!
//! | module | what it does |
//! |---|---|
//! | `short` | each case by what sets it apart, what it comes to and what it shows |
//! | `full` | each case with all that is known, every outcome and its request |

mod full;
mod short;

use super::{
    detail::Detail,
    page::{Page, tame},
};
use crate::analysis::CaseBook;

/// A case book as plain text, to be printed and signed. In short, each case has its differences from a base case, its
/// outcome, and what it shows. In full, it has all that is known of it and its request.
///
/// ```
/// use data_subject_rights::{analysis::CaseBook, explain::{Detail, case_book_text}};
/// let cases: CaseBook = serde_json::from_str(r#"{
///     "title": "The procedure", "at-least": 1, "never": [], "not-found-out": [], "cases": [{
///         "rights": ["erasure"], "answers": [{ "what": "published", "name": "published", "is": "yes" }],
///         "comes-to": [], "shows": [], "example": { "request": "", "comes-to": "" }
///     }] }"#)?;
/// assert!(case_book_text(&cases, Detail::Short).contains("Differs: published."));
/// let full = case_book_text(&cases, Detail::Full);
/// assert!(full.contains("What is known: published.") && full.contains("Agreed:"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn case_book_text(book: &CaseBook, detail: Detail) -> String {
    let mut page = Page::default();
    page.heading(&tame(&format!("Case book of {}", book.title)));
    page.line(0, &introduction(book));
    page.gap();
    match detail {
        Detail::Short => short::cases(&mut page, book),
        Detail::Full => full::cases(&mut page, book),
    }
    page.into_text()
}

fn introduction(book: &CaseBook) -> String {
    let several = |many: usize| match many {
        1 => "1 case".to_owned(),
        many => format!("{many} cases"),
    };
    let show = match book.cases.len() {
        0 => "No cases show".to_owned(),
        1 => "1 case shows".to_owned(),
        many => format!("{many} cases show"),
    };
    format!(
        "{show} {} things about the rules. Each rule decides. Each exemption takes each thing it reaches, and each \
         exception gives back what each exemption would take. Each day on which a rule begins or ends changes an \
         outcome, and so does each answer to each judgement. However they are chosen, at least {} are needed.",
        book.shown(),
        several(book.at_least),
    )
}
