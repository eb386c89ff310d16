//! A review as one page that needs nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    books::book,
    findings::{self, Links},
    markup::{POLICY, SCRIPT, STYLE},
    sections::Sections,
    words::{capital, verdict},
};
use crate::{
    analysis::{FindingKind, RuleReview},
    explain::{Detail, outside::escaped},
    law::{Right, Term},
    rule::RuleBook,
};

/// The findings of reviews of rules, as one HTML page with their situations. Each right of each book has a
/// picture of grounds, exemptions and exceptions, and a table of its rules.
///
/// What belongs to a finding is folded. In short that is its rules and a case; in full its situations too.
///
/// The page loads nothing from anywhere. It is complete without its script, which only filters. Words from
/// rules and cases are escaped. The same books and reviews give the same page, byte for byte.
///
/// ```
/// use data_subject_rights::{Controller, analysis::RuleReview, explain::{Detail, review_html}};
/// let council = Controller::doncaster()?;
/// let review: RuleReview = serde_json::from_str(r#"{ "title": "The procedure", "looked-at": [], "findings": [] }"#)?;
/// let page = review_html(&[council.procedure()], &[&review], Detail::Short);
/// assert!(page.starts_with("<!doctype html>"));
/// assert!(page.contains("<h3 id=\"book-1-erasure-heading\">The right of erasure</h3>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn review_html(books: &[&RuleBook], reviews: &[&RuleReview], detail: Detail) -> String {
    let sections: Vec<Sections<'_>> = books
        .iter()
        .enumerate()
        .map(|(at, book)| Sections::of(at + 1, book))
        .collect();
    let headings: Vec<String> = sections.iter().map(|each| heading(each, books)).collect();
    let links = Links::new(&sections, reviews);

    let titles: Vec<&str> = reviews.iter().map(|review| review.title.as_str()).collect();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Review of rules: {}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n\
         <header>\n<h1>Review of rules</h1>\n",
        escaped(&titles.join("; "))
    );
    page += "<ul class=\"verdicts\">\n";
    for (at, review) in reviews.iter().enumerate() {
        page += &format!(
            "<li><a href=\"#review-{}\">{}</a>: {}</li>\n",
            at + 1,
            escaped(&review.title),
            escaped(&verdict(review))
        );
    }
    page += "</ul>\n</header>\n";
    contents(&mut page, &sections, &headings);
    filters(&mut page, &sections, reviews);
    page += "<main id=\"main\" tabindex=\"-1\">\n";
    for (at, review) in reviews.iter().enumerate() {
        findings::review(&mut page, at + 1, review, (&links, detail));
    }
    for (sections, heading) in sections.iter().zip(&headings) {
        book(&mut page, sections, heading, &links);
    }
    page + "</main>\n<footer>\n<p>This page shows the combined effect of the rules. It is not legal advice.</p>\n</footer>\n"
        + &format!("<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// What a book is called on the page: its title, and which one where two are called the same.
fn heading(sections: &Sections<'_>, books: &[&RuleBook]) -> String {
    let book = sections.book;
    let alike = books.iter().filter(|other| other.title() == book.title());
    let place = match alike.count() {
        0 | 1 => String::new(),
        several => {
            let before = books.iter().take(sections.number);
            let number = before.filter(|other| other.title() == book.title()).count();
            format!(" ({number} of {several})")
        }
    };
    format!(
        "The rules of {}{place}: {}",
        escaped(book.name()),
        escaped(book.title())
    )
}

fn contents(page: &mut String, books: &[Sections<'_>], headings: &[String]) {
    if books.is_empty() {
        return;
    }
    *page += "<nav aria-labelledby=\"contents-heading\">\n<h2 id=\"contents-heading\">Rules, right by right</h2>\n<ul>\n";
    for (sections, heading) in books.iter().zip(headings) {
        *page += &format!(
            "<li><a href=\"#book-{}\">{heading}</a>\n<ul class=\"rights\">\n",
            sections.number
        );
        let rights = sections.of_rights.iter().map(|section| Some(section.right));
        let others = (!sections.others.is_empty()).then_some(None);
        for right in rights.chain(others) {
            let label = right.map_or("every request", Term::label);
            *page += &format!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                sections.anchor(right),
                capital(label)
            );
        }
        *page += "</ul>\n</li>\n";
    }
    *page += "</ul>\n</nav>\n";
}

/// The form that the script shows: without it nothing could be filtered.
fn filters(page: &mut String, books: &[Sections<'_>], reviews: &[&RuleReview]) {
    let findings = || reviews.iter().flat_map(|review| &review.findings);
    let of_books = || books.iter().flat_map(|book| &book.of_rights);
    let rights: BTreeSet<Right> = of_books()
        .map(|section| section.right)
        .chain(findings().flat_map(|finding| finding.rights.iter().copied()))
        .collect();
    let mut by_right: Vec<(&str, &str)> = rights
        .into_iter()
        .map(|right| (right.code(), right.label()))
        .collect();
    if books.iter().any(|book| !book.others.is_empty()) {
        by_right.push(("every-request", "every request"));
    }
    let of_rules = books
        .iter()
        .flat_map(|book| book.book.rules())
        .map(|(_, rule)| rule.role.word());
    let cited = findings().flat_map(|finding| finding.rules.iter().map(|rule| rule.role.as_str()));
    let roles: BTreeMap<&str, &str> = of_rules.chain(cited).map(|role| (role, role)).collect();
    let by_kind: Vec<(&str, &str)> = FindingKind::ALL
        .into_iter()
        .filter(|kind| findings().any(|finding| finding.kind == *kind))
        .map(|kind| (kind.code(), kind.in_words()))
        .collect();
    let severities = ["fault", "warning", "note", "accepted"].map(|word| (word, word));

    *page += "<form class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"Rules and findings\" hidden>\n<div class=\"fields\">\n";
    select(page, "right", "Right", by_right.into_iter());
    select(page, "role", "Role of a rule", roles.into_iter());
    select(page, "kind", "Kind of finding", by_kind.into_iter());
    select(page, "severity", "Severity", severities.into_iter());
    *page += "<div><label for=\"filter-text\">Words</label>\
              <input id=\"filter-text\" name=\"text\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></div>\n\
              <div><button type=\"reset\">Show everything</button></div>\n</div>\n\
              <p id=\"filter-status\" role=\"status\" aria-live=\"polite\"></p>\n</form>\n";
}

fn select<'w>(
    page: &mut String,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'w str, &'w str)>,
) {
    *page += &format!(
        "<div><label for=\"filter-{name}\">{label}</label><select id=\"filter-{name}\" name=\"{name}\">\n\
         <option value=\"\">any</option>\n"
    );
    for (code, words) in options {
        *page += &format!(
            "<option value=\"{}\">{}</option>\n",
            escaped(code),
            escaped(&capital(words))
        );
    }
    *page += "</select></div>\n";
}
