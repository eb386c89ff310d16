//! What a review of rules found: as text, for a merge request, and as a page.
//!
//! | module | what it does |
//! |---|---|
//! | `words` | what the three have in common: findings by kind, counts, citations |
//! | `digest` | a review in short: like findings told as one with a list |
//! | `text` | [`review_text`]: plain text |
//! | `markdown` | [`review_markdown`]: Markdown for a merge request |
//! | `html` | [`review_html`]: one page that needs nothing else |
//! | `findings` | the findings on the page |
//! | `sections` | what of a book bears on each right |
//! | `books` | books on the page: pictures, their words, and tables of rules |
//! | `picture` | where the parts of a picture stand, and its SVG |
//! | `lettering` | words broken into the lines of a picture |
//! | `markup` | the style and the script of the page |

mod books;
mod digest;
mod findings;
mod html;
mod lettering;
mod markdown;
mod markup;
mod picture;
mod sections;
mod text;
mod words;

pub use html::review_html;
pub use markdown::review_markdown;
pub use text::review_text;
