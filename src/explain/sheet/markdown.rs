//! The page as Markdown.

use super::{Block, NOTICE, Section, layout::sheet, table::Table};
use crate::{advice::summary::Summary, explain::outside::escaped_in_markdown as escaped};

/// The officer's page as Markdown: what [`page_text`](super::page_text) says, for a case system that shows Markdown.
///
/// Nothing gives way for want of room, as it does on paper: every section stands in full. Words from outside are
/// escaped: they cannot become markup, a link, a mention or HTML.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).titled("<b>My file</b>").asks(Right::Access);
/// let summary = Controller::doncaster()?.summary(&request)?;
/// let page = explain::page_markdown(&summary);
/// assert!(page.starts_with("**INTERNAL: "));
/// assert!(page.contains("# &lt;b&gt;My file&lt;/b&gt;"));
/// assert!(page.contains("## Do now"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn page_markdown(summary: &Summary) -> String {
    let sheet = sheet(summary);
    let mut page = format!(
        "**{}**\n\n# {}\n\n{}\n\n",
        escaped(NOTICE),
        escaped(&sheet.title),
        escaped(&sheet.council)
    );
    for (label, said) in &sheet.head {
        let said: Vec<String> = said.iter().map(|line| escaped(line)).collect();
        // Two spaces: the next line begins a new one.
        page += &format!("- **{label}**  \n  {}\n", said.join("  \n  "));
    }
    for each in &sheet.sections {
        section(&mut page, each);
    }
    page
}

fn section(page: &mut String, section: &Section) {
    *page += &format!("\n## {}\n", section.heading);
    for run in section.runs() {
        page.push('\n');
        if let Some(Block::Question { who: label, .. }) = run.first() {
            *page += &format!("{}:\n\n", escaped(label));
        }
        for (at, each) in run.iter().enumerate() {
            block(page, at + 1, each);
        }
    }
    if let Some(left_out) = section.left_out.in_words(&[]) {
        *page += &format!("\n{left_out}\n");
    }
}

fn block(page: &mut String, number: usize, block: &Block) {
    match block {
        Block::Step(words) => *page += &format!("{number}. {}\n", escaped(words)),
        Block::Question { words, .. } | Block::Line(words) | Block::Reason { whole: words, .. } => {
            *page += &format!("- {}\n", escaped(words));
        }
        Block::Ticks(words, ticks) => {
            if !words.is_empty() {
                *page += &format!("{}\n\n", escaped(words));
            }
            for tick in ticks {
                *page += &format!("- [ ] {}\n", escaped(tick));
            }
        }
        Block::Table(words) => table(page, words),
    }
}

fn table(page: &mut String, table: &Table) {
    let books: &[&str] = match table.has_law {
        true => &["procedure", "law"],
        false => &["procedure"],
    };
    *page += "| Part |";
    for column in &table.columns {
        for book in books {
            *page += &format!(" {}: {book} |", escaped(column));
        }
    }
    *page += "\n|---|";
    *page += &"---|".repeat(table.columns.len() * books.len());
    page.push('\n');
    for row in &table.rows {
        *page += &format!("| {} |", escaped(&row.name));
        for cell in row
            .cells
            .iter()
            .flat_map(|cells| cells.iter().take(books.len()))
        {
            *page += &format!(" {} |", escaped(cell));
        }
        page.push('\n');
    }
}
