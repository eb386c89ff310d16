//! The officer's page: a summary laid out once, and written as text, Markdown or HTML.
//!
//! | module | what it does |
//! |---|---|
//! | `layout` | a summary laid out: the fixed lines, then sections, in the order in which they are acted on |
//! | `why_not`, `reply`, `foot` | those sections of it |
//! | `table` | what the person gets, as a table |
//! | `words` | outcomes, days, people and parts in words |
//! | `text` | [`page_text`]: plain text, 96 columns, at most 60 lines for four parts |
//! | `markdown` | [`page_markdown`]: Markdown, for a case system that shows it |
//! | `html` | [`page_html`]: one HTML file that needs nothing else |

mod foot;
mod html;
mod layout;
mod markdown;
mod reply;
mod table;
mod text;
mod why_not;
mod words;

pub use html::page_html;
pub use markdown::page_markdown;
pub use text::page_text;

/// What stands over every page, before anything else is read.
const NOTICE: &str =
    "INTERNAL: for the council alone. Do not send or show this page to the person.";
/// A section that gives way as soon as this is detail: folded where a page can fold.
const DETAIL: u8 = 8;

/// A page laid out.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) council: String,
    /// The fixed lines: a label and what it says.
    pub(super) head: Vec<(&'static str, Vec<String>)>,
    pub(super) sections: Vec<Section>,
    /// How many groups of parts come out in ways of their own.
    pub(super) groups: usize,
}

/// A section of a page.
pub(super) struct Section {
    pub(super) heading: &'static str,
    /// Whether it is short enough to stand behind its heading, as a label.
    pub(super) is_short: bool,
    pub(super) blocks: Vec<Block>,
    /// How soon it gives way where a page would be too long: 0 never, else the higher the sooner.
    pub(super) gives_way: u8,
    /// How many blocks stay at least.
    pub(super) least: usize,
    /// Whether it never keeps fewer than that, however long the page.
    pub(super) is_rigid: bool,
    /// What is left out, as a count with its words: `3 more questions`.
    pub(super) more: Option<(u32, &'static str)>,
}

impl Section {
    /// Whether it can be left for a second reading.
    fn is_detail(&self) -> bool {
        self.gives_way >= DETAIL
    }

    /// What is left out of the summary: `3 more questions`.
    fn left_out(&self) -> Option<String> {
        let (count, words) = self.more?;
        (count > 0).then(|| format!("{count} {words}"))
    }

    /// Its blocks, those of one kind that follow each other together.
    fn runs(&self) -> impl Iterator<Item = &[Block]> {
        self.blocks.chunk_by(|a, b| match (a, b) {
            (Block::Question { who: one, .. }, Block::Question { who: other, .. }) => one == other,
            (Block::Step(_), Block::Step(_)) | (Block::Line(_), Block::Line(_)) => true,
            _ => false,
        })
    }
}

/// A piece of a section.
pub(super) enum Block {
    /// A numbered step.
    Step(String),
    /// A question, and who can answer it. The higher its rank, the sooner it gives way.
    Question {
        who: &'static str,
        words: String,
        rank: u32,
    },
    /// A line.
    Line(String),
    /// Things to tick off, after some words.
    Ticks(String, Vec<String>),
    /// What the person gets.
    Table(table::Table),
}
