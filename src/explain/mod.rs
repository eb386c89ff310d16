//! A decision in words.
//!
//! | module | what it does |
//! |---|---|
//! | `text` | [`text`]: plain text for the officer who must act: the answer first, then why, what is missing, what to do |
//! | `why` | the short explanation of one decision |
//! | `page` | lines, indents and wrapping |

mod page;
mod text;
mod why;

pub use text::text;
