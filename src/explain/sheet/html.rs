//! The page as one HTML file that needs nothing else.

use super::{Block, NOTICE, Section, Sheet, layout::sheet, table::Table};
use crate::{advice::summary::Summary, explain::outside::escaped};

/// The style of the page.
const STYLE: &str = include_str!("page.css");

/// What the browser may load and run: this style, by its SHA-256, and nothing else.
///
/// A test holds the sum against the file; when it fails it says the sum to write here.
const POLICY: &str = "default-src 'none'; style-src 'sha256-m1aMBdpet/qq8h1aJOF//Rp3aXcaHQrB1DbjQ64weoc='; base-uri 'none'; form-action 'none'";

/// The officer's page as one HTML file: what [`page_text`](super::page_text) says, to be read on a screen, by a screen
/// reader or on paper.
///
/// It is made from the summary alone, as the other two are. A stored summary can be shown again, and all three say
/// the same. The page loads nothing and has no script. Sections fold; powers and notes are folded at first and unfold
/// on paper. Nothing gives way for want of room. Words from outside are escaped. Ticks are for the reader with the
/// page open: they are not kept.
///
/// ```
/// use data_subject_rights::{Controller, calendar::Date, case::Request, explain, law::Right};
/// let request = Request::received(Date::constant(2026, 11, 21)).titled("<b>My file</b>").asks(Right::Access);
/// let summary = Controller::doncaster()?.summary(&request)?;
/// let page = explain::page_html(&summary);
/// assert!(page.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
/// assert!(page.contains("<h1>&lt;b&gt;My file&lt;/b&gt;</h1>"));
/// # Ok::<(), data_subject_rights::source::Diagnostics>(())
/// ```
#[must_use]
pub fn page_html(summary: &Summary) -> String {
    let sheet = sheet(summary);
    let title = escaped(&sheet.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Internal: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to what to do</a>\n"
    );
    head(&mut page, &sheet, &title);
    page += "<main id=\"main\" tabindex=\"-1\">\n";
    for (at, each) in sheet.sections.iter().enumerate() {
        section(&mut page, at + 1, each);
    }
    page + "</main>\n<footer>\n<p>Ticks are not kept: print the page, or record what was done with the case. \
            This page is not legal advice.</p>\n</footer>\n</body>\n</html>\n"
}

fn head(page: &mut String, sheet: &Sheet, title: &str) {
    *page += &format!(
        "<header>\n<p class=\"notice\">{}</p>\n<h1>{title}</h1>\n<p class=\"council\">{}</p>\n</header>\n\
         <section class=\"head\" aria-label=\"At a glance\">\n<dl>\n",
        escaped(NOTICE),
        escaped(&sheet.council)
    );
    for (label, said) in &sheet.head {
        *page += &format!("<div>\n<dt>{label}</dt>\n");
        for line in said {
            *page += &format!("<dd>{}</dd>\n", escaped(line));
        }
        *page += "</div>\n";
    }
    *page += "</dl>\n</section>\n";
}

fn section(page: &mut String, number: usize, section: &Section) {
    let open = if section.is_detail() { "" } else { " open" };
    *page += &format!(
        "<section aria-labelledby=\"part-{number}\">\n<details{open}>\n\
         <summary><h2 id=\"part-{number}\">{}</h2></summary>\n",
        section.heading
    );
    for (at, run) in section.runs().enumerate() {
        match run {
            [Block::Table(words)] => table(page, section.heading, words),
            [Block::Ticks(words, boxes)] => {
                ticks(page, &format!("{number}-{}", at + 1), words, boxes)
            }
            several => list(page, several),
        }
    }
    if let Some(left_out) = section.left_out.in_words(&[]) {
        *page += &format!("<p class=\"soft\">{left_out}</p>\n");
    }
    *page += "</details>\n</section>\n";
}

/// Steps, lines, or questions to one who can answer.
fn list(page: &mut String, blocks: &[Block]) {
    let tag = match blocks.first() {
        Some(Block::Step(_)) => "ol",
        Some(Block::Question { who: label, .. }) => {
            *page += &format!("<h3>{}</h3>\n", escaped(label));
            "ul"
        }
        _ => "ul",
    };
    *page += &format!("<{tag}>\n");
    for block in blocks {
        if let Block::Step(words)
        | Block::Line(words)
        | Block::Reason { whole: words, .. }
        | Block::Question { words, .. } = block
        {
            *page += &format!("<li>{}</li>\n", escaped(words));
        }
    }
    *page += &format!("</{tag}>\n");
}

fn ticks(page: &mut String, id: &str, words: &str, boxes: &[String]) {
    let legend = if words.is_empty() { "Put in:" } else { words };
    *page += &format!(
        "<fieldset>\n<legend>{}</legend>\n<ul class=\"ticks\">\n",
        escaped(legend)
    );
    for (at, words) in boxes.iter().enumerate() {
        *page += &format!(
            "<li><input type=\"checkbox\" id=\"tick-{id}-{at}\" autocomplete=\"off\">\
             <label for=\"tick-{id}-{at}\">{}</label></li>\n",
            escaped(words)
        );
    }
    *page += "</ul>\n</fieldset>\n";
}

/// The table, so narrow that it fits a telephone: for each part a group of rows, one for each thing asked.
fn table(page: &mut String, caption: &str, table: &Table) {
    let law = if table.has_law {
        "<th scope=\"col\">Law</th>"
    } else {
        ""
    };
    *page += &format!(
        "<table>\n<caption>{caption}, for each part and each thing asked</caption>\n<thead>\n<tr>\
         <th scope=\"col\">Part</th><th scope=\"col\">Procedure</th>{law}</tr>\n</thead>\n"
    );
    let books = if table.has_law { 2 } else { 1 };
    for row in &table.rows {
        *page += &format!(
            "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n",
            books + 1,
            escaped(&row.name)
        );
        for (column, cells) in table.columns.iter().zip(&row.cells) {
            let cells = cells.get(..books).unwrap_or_default();
            // What no one asked for here needs no row.
            if cells.iter().all(|cell| *cell == "-") {
                continue;
            }
            *page += &format!("<tr><th scope=\"row\">{}</th>", escaped(column));
            for cell in cells {
                *page += &format!("<td>{}</td>", escaped(cell));
            }
            *page += "</tr>\n";
        }
        *page += "</tbody>\n";
    }
    *page += "</table>\n";
}
