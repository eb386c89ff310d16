//! The page as plain text: 96 columns, at most 60 lines for four groups of parts.

use super::{Block, NOTICE, Section, Sheet, layout::sheet, table::Table};
use crate::{advice::summary::Summary, explain::page::tame};

/// How wide a line may be, in characters.
const WIDTH: usize = 96;
/// How many lines a page has for up to so many groups of parts; one more for each further group.
const LINES: usize = 60;
const GROUPS: usize = 4;
/// How wide the labels of the fixed lines are.
const LABEL: usize = 15;
/// How wide the name of a part and a cell of the table are.
const NAME: usize = 29;
const CELL: usize = 11;
/// How many things stand side by side in a table.
const ACROSS: usize = 3;

/// The officer's page as plain text: at most 60 lines of 96 columns for up to four groups of parts with like outcomes,
/// plus one line for each further group. Lines without room are counted; the advice has them all.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).asks(Right::Access);
/// let summary = Controller::doncaster()?.summary(&request)?;
/// let page = explain::page_text(&summary);
/// assert!(page.lines().count() <= 60);
/// assert!(page.contains("REPLY BY       Monday 21 December 2026"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn page_text(summary: &Summary) -> String {
    let sheet = sheet(summary);
    let mut lines = head(&sheet);
    let room = LINES + sheet.groups.saturating_sub(GROUPS);
    let mut sections: Vec<Written> = sheet.sections.iter().map(written).collect();
    let is_dense = fit(&mut sections, room.saturating_sub(lines.len()));
    if is_dense {
        lines.retain(|line| !line.is_empty());
    }
    let apart = stand_apart(&sections, is_dense);
    for (section, apart) in sections.into_iter().zip(apart) {
        if apart {
            lines.push(String::new());
        }
        lines.extend(section.into_lines());
    }
    lines.join("\n") + "\n"
}

/// A section as lines, block by block.
struct Written<'s> {
    section: &'s Section,
    blocks: Vec<WrittenBlock>,
    /// The blocks that have no room, each with its place, the last one first to come back.
    left_out: Vec<(usize, WrittenBlock)>,
}

/// A block as lines. A label stands before the first of those that follow each other under it.
struct WrittenBlock {
    label: &'static str,
    rank: u32,
    lines: Vec<String>,
    /// The lines where there is no room for all of them; empty where there are no fewer.
    short: Vec<String>,
}

impl Written<'_> {
    /// Leaves out the block that matters least.
    fn give_way(&mut self) {
        let ranked = self.blocks.iter().enumerate();
        let last = ranked.max_by_key(|(at, block)| (block.rank, *at));
        if let Some(at) = last.map(|(at, _)| at) {
            self.left_out.push((at, self.blocks.remove(at)));
        }
    }

    /// Takes back the block that was left out last.
    fn take_back(&mut self) -> bool {
        let Some((at, block)) = self.left_out.pop() else {
            return false;
        };
        self.blocks.insert(at.min(self.blocks.len()), block);
        true
    }

    fn more(&self) -> Option<String> {
        let labels: Vec<&'static str> =
            self.left_out.iter().map(|(_, block)| block.label).collect();
        let left_out = self.section.left_out.in_words(&labels)?;
        Some(format!("  {left_out}"))
    }

    fn len(&self) -> usize {
        let lines: usize = self.blocks.iter().map(|block| block.lines.len()).sum();
        let heading = if self.section.is_short { 0 } else { 1 };
        heading + lines + usize::from(self.more().is_some())
    }

    fn into_lines(self) -> Vec<String> {
        let more = self.more();
        if self.section.is_short {
            return self.into_short_lines(more);
        }
        let mut lines = vec![heading(self.section)];
        let mut label = "";
        for block in self.blocks {
            let mut written = block.lines.into_iter();
            if !block.label.is_empty() {
                let shown = if block.label == label {
                    ""
                } else {
                    block.label
                };
                label = block.label;
                let first = written.next().unwrap_or_default();
                let words = first.trim_start();
                lines.push(format!("  {shown:<12}{words}"));
            }
            lines.extend(written);
        }
        lines.extend(more);
        lines
    }
}

impl Written<'_> {
    /// The heading as a label, and the lines behind it.
    fn into_short_lines(self, more: Option<String>) -> Vec<String> {
        let heading = heading(self.section);
        let lines = self.blocks.into_iter().flat_map(|block| block.lines);
        let lines = lines.chain(more.map(|more| more.trim_start().to_owned()));
        lines
            .enumerate()
            .map(|(at, line)| {
                let label = if at == 0 { heading.as_str() } else { "" };
                format!("{label:<LABEL$}{line}")
            })
            .collect()
    }
}

/// A heading in capitals; what stands in brackets after it is to be read.
fn heading(section: &Section) -> String {
    match section.heading.split_once(" (") {
        Some((heading, aside)) => format!("{} ({aside}", heading.to_uppercase()),
        None => section.heading.to_uppercase(),
    }
}

/// Leaves out what matters least until the sections fit: of the section that gives way the soonest its last block. Says
/// whether the empty lines between the sections are left out as well.
fn fit(sections: &mut [Written<'_>], room: usize) -> bool {
    let is_dense = give_way(sections, room);
    shorten_reasons(sections, is_dense, room);
    take_back(sections, is_dense, room);
    is_dense
}

/// Before which sections an empty line stands: short ones follow each other without.
fn stand_apart(sections: &[Written<'_>], is_dense: bool) -> Vec<bool> {
    let mut was_short = false;
    let sections = sections.iter().enumerate();
    let apart = sections.map(|(at, written)| {
        if written.len() == 0 {
            return false;
        }
        let is_short = written.section.is_short;
        let is_new = !is_short || !was_short;
        was_short = is_short;
        is_new && (at == 0 || !is_dense)
    });
    apart.collect()
}

/// How many lines they take. The head has an empty line that can go.
fn total(sections: &[Written<'_>], is_dense: bool) -> usize {
    let apart = stand_apart(sections, is_dense);
    let gaps = apart.into_iter().filter(|apart| *apart).count();
    gaps.saturating_sub(usize::from(is_dense)) + sections.iter().map(Written::len).sum::<usize>()
}

/// Empty lines go before anything that is of use; after that each round takes more from every section before any section
/// gives all. Whether the empty lines went.
fn give_way(sections: &mut [Written<'_>], room: usize) -> bool {
    let mut is_dense = false;
    for share in [1, 2, 4] {
        while total(sections, is_dense) > room {
            let next = sections
                .iter_mut()
                .filter(|written| {
                    let least = written.section.least.div_ceil(share);
                    written.section.gives_way > 0 && written.blocks.len() > least
                })
                .max_by_key(|written| written.section.gives_way);
            let Some(next) = next else {
                break;
            };
            next.give_way();
        }
        is_dense |= total(sections, is_dense) > room;
    }
    is_dense
}

/// Reasons never give way: at last, of the later ones first, only how they begin is said.
fn shorten_reasons(sections: &mut [Written<'_>], is_dense: bool, room: usize) {
    let places: Vec<(usize, usize)> = sections
        .iter()
        .enumerate()
        .flat_map(|(section, written)| (0..written.blocks.len()).map(move |at| (section, at)))
        .collect();
    for (section, at) in places.into_iter().rev() {
        if total(sections, is_dense) <= room {
            break;
        }
        let blocks = sections.get_mut(section).map(|each| &mut each.blocks);
        if let Some(block) = blocks.and_then(|blocks| blocks.get_mut(at))
            && !block.short.is_empty()
        {
            block.lines = std::mem::take(&mut block.short);
        }
    }
}

/// What is left out for a long block may leave room for a short one: the section that gives way the last comes first.
fn take_back(sections: &mut [Written<'_>], is_dense: bool, room: usize) {
    let mut order: Vec<usize> = (0..sections.len()).collect();
    order.sort_by_key(|at| sections.get(*at).map(|each| each.section.gives_way));
    for at in order {
        while sections.get_mut(at).is_some_and(Written::take_back) {
            if total(sections, is_dense) > room {
                if let Some(section) = sections.get_mut(at) {
                    section.give_way();
                }
                break;
            }
        }
    }
}

fn head(sheet: &Sheet) -> Vec<String> {
    let title = tame(&sheet.title).to_uppercase();
    let council = tame(&sheet.council);
    let gap = WIDTH.saturating_sub(title.chars().count() + council.chars().count());
    let mut lines = if gap > 1 {
        vec![format!("{title}{}{council}", " ".repeat(gap))]
    } else {
        wrapped("", "", &title)
            .into_iter()
            .chain([council])
            .collect()
    };
    lines.push(NOTICE.to_owned());
    lines.push(String::new());
    for (label, said) in &sheet.head {
        let indent = " ".repeat(LABEL);
        for (at, line) in said.iter().enumerate() {
            let first = match at {
                0 => format!("{:<LABEL$}", label.to_uppercase()),
                _ => indent.clone(),
            };
            lines.extend(wrapped(&first, &indent, line));
        }
    }
    lines
}

fn written(section: &Section) -> Written<'_> {
    let mut number = 0;
    let paragraph = |words: &str| {
        if section.is_short {
            wrapped_to(WIDTH - LABEL, "", "", words)
        } else {
            wrapped("  ", "  ", words)
        }
    };
    let mut lines_of = |block: &Block| match block {
        Block::Step(words) => {
            number += 1;
            wrapped(&format!("{number:>3}  "), "     ", words)
        }
        Block::Question { words, .. } => wrapped("              ", "              ", words),
        Block::Line(words) | Block::Reason { whole: words, .. } => paragraph(words),
        Block::Ticks(words, ticks) => {
            let ticks: Vec<String> = ticks
                .iter()
                .map(|tick| format!("[\u{a0}]\u{a0}{tick}"))
                .collect();
            let words = if words.is_empty() {
                String::new()
            } else {
                format!("{words} ")
            };
            wrapped("  ", "  ", &format!("{words}{}", ticks.join("  ")))
        }
        Block::Table(table) => table_lines(table),
    };
    let blocks = (0u32..).zip(&section.blocks).map(|(at, block)| {
        let (label, rank) = match block {
            Block::Question { who, rank, .. } => (*who, *rank),
            _ => ("", at),
        };
        WrittenBlock {
            label,
            rank,
            lines: lines_of(block),
            short: match block {
                Block::Reason { short, .. } => paragraph(short),
                _ => Vec::new(),
            },
        }
    });
    Written {
        section,
        blocks: blocks.collect(),
        left_out: Vec::new(),
    }
}

fn wrapped(first: &str, rest: &str, words: &str) -> Vec<String> {
    wrapped_to(WIDTH, first, rest, words)
}

fn wrapped_to(width: usize, first: &str, rest: &str, words: &str) -> Vec<String> {
    let words = tame(words);
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(true)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&words, options)
        .into_iter()
        .map(|line| line.replace('\u{a0}', " ").trim_end().to_owned())
        .collect()
}

fn table_lines(table: &Table) -> Vec<String> {
    let books = if table.has_law { 2 } else { 1 };
    // Few columns leave the names more room.
    let across = table.columns.len().min(ACROSS);
    let longest = table.rows.iter().map(|row| row.name.chars().count() + 2);
    let name_width = WIDTH
        .saturating_sub(3 + CELL * books * across)
        .min(longest.max().unwrap_or(NAME))
        .max(NAME);
    let mut lines = Vec::new();
    let mut from = 0;
    while from < table.columns.len() {
        let to = (from + ACROSS).min(table.columns.len());
        let mut heads = format!("  {:<name_width$}", "");
        let mut subheads = heads.clone();
        for column in table.columns.get(from..to).unwrap_or_default() {
            let width = CELL * books;
            heads.push_str(&format!("{:<width$}", cut(column, width - 1)));
            subheads.push_str(&format!("{:<CELL$}", "procedure"));
            if table.has_law {
                subheads.push_str(&format!("{:<CELL$}", "law"));
            }
        }
        lines.push(heads.trim_end().to_owned());
        lines.push(subheads.trim_end().to_owned());
        for row in &table.rows {
            let mut names = names(&row.name, name_width - 2).into_iter();
            let mut line = format!("  {:<name_width$}", names.next().unwrap_or_default());
            for cells in row.cells.get(from..to).unwrap_or_default() {
                for cell in cells.iter().take(books) {
                    line.push_str(&format!("{cell:<CELL$}"));
                }
            }
            lines.push(line.trim_end().to_owned());
            // The rest of a long name stands once, under the first of several tables.
            if from == 0 {
                lines.extend(names.map(|name| format!("    {name}")));
            }
        }
        from = to;
    }
    lines
}

/// A name on at most two lines.
fn names(name: &str, width: usize) -> Vec<String> {
    let name = tame(name);
    if name.chars().count() <= width {
        return vec![name];
    }
    let lines = textwrap::wrap(&name, width);
    let first = lines.first().map(|line| line.trim_end().to_owned());
    let rest: Vec<&str> = lines.iter().skip(1).map(AsRef::as_ref).collect();
    first
        .into_iter()
        .chain([cut(&rest.join(" "), width - 2)])
        .collect()
}

/// Words cut to a width.
fn cut(words: &str, width: usize) -> String {
    if words.chars().count() <= width {
        return words.to_owned();
    }
    let cut: String = words.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
