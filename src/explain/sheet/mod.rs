//! The officer's page: a summary laid out once, and written as text, Markdown or HTML.
//!
//! | module | what it does |
//! |---|---|
//! | `layout` | a summary laid out: the fixed lines, then sections, in the order in which they are acted on |
//! | `head` | the fixed lines |
//! | `why_not`, `reply`, `foot` | those sections of it |
//! | `table` | what the person gets, as a table |
//! | `words` | outcomes, days, people and parts in words |
//! | `text` | [`page_text`]: plain text, 96 columns, at most 60 lines for four parts |
//! | `markdown` | [`page_markdown`]: Markdown, for a case system that shows it |
//! | `html` | [`page_html`]: one HTML file that needs nothing else |

mod foot;
mod head;
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

use words::small;

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
    /// What is said of what is left out.
    pub(super) left_out: LeftOut,
}

/// What is said of what has no room, or has none in the summary.
pub(super) enum LeftOut {
    /// Nothing.
    Nothing,
    /// How many there are: `and 3 more`.
    Count,
    /// How many questions there are, by who can answer, with those that the summary leaves out.
    ByWho(Vec<(&'static str, u32)>),
}

impl LeftOut {
    /// In words, where so many blocks with these labels are left out as well.
    fn in_words(&self, labels: &[&'static str]) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Count if labels.is_empty() => None,
            Self::Count => Some(format!("… and {} more", labels.len())),
            Self::ByWho(counts) => {
                let mut counts = counts.clone();
                for label in labels {
                    match counts.iter_mut().find(|(who, _)| who == label) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((label, 1)),
                    }
                }
                counts.retain(|(_, count)| *count > 0);
                let total: u32 = counts.iter().map(|(_, count)| count).sum();
                let named: Vec<String> = counts
                    .iter()
                    .map(|(who, count)| format!("{} {count}", small(who)))
                    .collect();
                (total > 0).then(|| format!("Then {total} more: {}.", named.join(", ")))
            }
        }
    }
}

impl Section {
    /// Whether it can be left for a second reading.
    fn is_detail(&self) -> bool {
        self.gives_way >= DETAIL
    }

    /// Its blocks, those of one kind that follow each other together.
    fn runs(&self) -> impl Iterator<Item = &[Block]> {
        self.blocks.chunk_by(|a, b| match (a, b) {
            (Block::Question { who: one, .. }, Block::Question { who: other, .. }) => one == other,
            (Block::Step(_), Block::Step(_))
            | (Block::Line(_), Block::Line(_))
            | (Block::Reason { .. }, Block::Reason { .. }) => true,
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
    /// A reason for a refusal, and how it begins where there is no room for all of it.
    Reason { whole: String, short: String },
    /// Things to tick off, after some words.
    Ticks(String, Vec<String>),
    /// What the person gets.
    Table(table::Table),
}

/// A section that shows at least so many blocks.
fn section(heading: &'static str, gives_way: u8, least: usize, blocks: Vec<Block>) -> Section {
    Section {
        heading,
        is_short: false,
        blocks,
        gives_way,
        least,
        left_out: LeftOut::Count,
    }
}

/// A section that stands behind its heading.
fn short(heading: &'static str, gives_way: u8, blocks: Vec<Block>) -> Section {
    Section {
        is_short: true,
        ..section(heading, gives_way, 1, blocks)
    }
}
