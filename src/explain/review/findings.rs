//! The findings on the page.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    digest::ReviewDigest,
    sections::Sections,
    words::{self, Numbered},
};
use crate::{
    analysis::{CaseFile, Finding, RuleCited, RuleReview, Situations},
    explain::{
        Detail,
        outside::{escaped, escaped_lines},
    },
    law::{Right, Term},
    rule::RuleBook,
};

/// A finding and the review it stands in, from 1.
pub(super) type Found<'p> = (usize, Numbered<'p>);

/// What leads from rules to findings and back.
pub(super) struct Links<'p> {
    pub(super) books: &'p [Sections<'p>],
    titles: Vec<&'p str>,
    all: Vec<Found<'p>>,
    of_rules: BTreeMap<&'p str, BTreeMap<&'p str, Vec<Found<'p>>>>,
}

impl<'p> Links<'p> {
    pub(super) fn new(books: &'p [Sections<'p>], reviews: &[&'p RuleReview]) -> Self {
        let all: Vec<Found<'p>> = reviews
            .iter()
            .enumerate()
            .flat_map(|(at, review)| {
                review
                    .findings
                    .iter()
                    .enumerate()
                    .map(move |(number, finding)| {
                        let number = number + 1;
                        (at + 1, Numbered { number, finding })
                    })
            })
            .collect();
        let mut of_rules: BTreeMap<&str, BTreeMap<&str, Vec<Found<'_>>>> = BTreeMap::new();
        for found in &all {
            let finding = found.1.finding;
            let cited: BTreeSet<(&str, &str)> = finding
                .rules
                .iter()
                .map(|rule| (rule.book.as_str(), rule.rule.as_str()))
                .collect();
            for (book, rule) in cited {
                let of_book = of_rules.entry(book).or_default();
                of_book.entry(rule).or_default().push(*found);
            }
        }
        Self {
            books,
            titles: reviews.iter().map(|review| review.title.as_str()).collect(),
            all,
            of_rules,
        }
    }

    /// A link to a finding; it names the review where there are several.
    pub(super) fn link(&self, found: Found<'_>) -> String {
        let (review, number) = (found.0, found.1.number);
        let of_review = match self.titles.as_slice() {
            [] | [_] => String::new(),
            several => several
                .get(review - 1)
                .map(|title| format!(" of {}", escaped(title)))
                .unwrap_or_default(),
        };
        format!(
            "<a href=\"#{}\">Finding {number}{of_review}</a>",
            anchor(found)
        )
    }

    /// The findings that cite a rule.
    pub(super) fn of_rule(&self, book: &RuleBook, rule: &str) -> &[Found<'p>] {
        self.of_rules
            .get(book.name())
            .and_then(|of_book| of_book.get(rule))
            .map_or(&[], Vec::as_slice)
    }

    /// The findings that bear on a right and concern a book.
    pub(super) fn of_right(&self, book: &RuleBook, right: Right) -> Vec<Found<'p>> {
        let concerns = |finding: &Finding| {
            finding.rights.contains(&right)
                && (finding.rules.is_empty()
                    || finding.rules.iter().any(|rule| rule.book == book.name()))
        };
        self.all
            .iter()
            .filter(|(_, found)| concerns(found.finding))
            .copied()
            .collect()
    }

    /// Where the row of a cited rule stands, if its book is on the page.
    fn row(&self, rule: &RuleCited) -> Option<String> {
        let of_book = |sections: &&Sections<'_>| sections.book.name() == rule.book;
        self.books
            .iter()
            .filter(of_book)
            .find_map(|sections| sections.place_of(&rule.rule))
    }
}

/// The anchor of a finding.
fn anchor((review, numbered): Found<'_>) -> String {
    format!("finding-{review}-{}", numbered.number)
}

/// A badge with the severity, or that the finding is accepted.
pub(super) fn badge(finding: &Finding) -> String {
    let (class, word) = match finding.accepted {
        Some(_) => ("accepted", "accepted"),
        None => (finding.severity.in_words(), finding.severity.in_words()),
    };
    format!(
        "<span class=\"badge {class}\">{}</span>",
        words::capital(word)
    )
}

/// What the filters look at.
pub(super) fn traits<'f>(
    rights: impl Iterator<Item = &'static str>,
    roles: impl Iterator<Item = &'f str>,
    findings: impl Iterator<Item = &'f Finding>,
) -> String {
    let join = |words: BTreeSet<&str>| escaped(&words.into_iter().collect::<Vec<_>>().join(" "));
    let (mut kinds, mut severities) = (BTreeSet::new(), BTreeSet::new());
    for finding in findings {
        kinds.insert(finding.kind.code());
        severities.insert(match finding.accepted {
            Some(_) => "accepted",
            None => finding.severity.in_words(),
        });
    }
    format!(
        "data-rights=\"{}\" data-roles=\"{}\" data-kinds=\"{}\" data-severities=\"{}\"",
        join(rights.collect()),
        join(roles.collect()),
        join(kinds),
        join(severities)
    )
}

/// A review: what it comes to, and its findings.
pub(super) fn review(
    page: &mut String,
    number: usize,
    review: &RuleReview,
    (links, detail): (&Links<'_>, Detail),
) {
    let digest = ReviewDigest::of(review);
    heading(page, number, review);
    counts(page, number, review);
    if let Some(usual) = digest.usual.in_words().filter(|_| detail == Detail::Short) {
        *page += &format!("<p class=\"soft\">{}</p>\n", escaped(&words::usual(&usual)));
    }
    let of_finding = |page: &mut String, each| {
        finding(page, (number, each), links, &|page, finding, anchor| {
            let Some(found) = &finding.situations else {
                return;
            };
            match detail {
                Detail::Short => {
                    if let Some(case) = digest.usual.case(finding) {
                        *page += &format!("<p>For example: {}.</p>\n", escaped(&case));
                    }
                    found
                        .example
                        .iter()
                        .for_each(|example| file_of(page, example));
                }
                Detail::Full => situations(page, found, anchor),
            }
        });
    };
    for (kind, found) in words::by_kind(review) {
        let anchor = format!("review-{number}-{}", kind.code());
        *page += &format!(
            "<section id=\"{anchor}\" aria-labelledby=\"{anchor}-heading\" data-part>\n\
             <h3 id=\"{anchor}-heading\">{}</h3>\n",
            kind.in_words()
        );
        for each in found {
            of_finding(page, each);
        }
        *page += "</section>\n";
    }
    let accepted = words::accepted(review);
    if !accepted.is_empty() {
        *page += &format!(
            "<section id=\"review-{number}-accepted\" \
             aria-labelledby=\"review-{number}-accepted-heading\" data-part>\n\
             <h3 id=\"review-{number}-accepted-heading\">Accepted</h3>\n\
             <details class=\"rules\">\n<summary>{}</summary>\n",
            findings(accepted.len())
        );
        for each in accepted {
            of_finding(page, each);
        }
        *page += "</details>\n</section>\n";
    }
    *page += "</section>\n";
}

fn heading(page: &mut String, number: usize, review: &RuleReview) {
    let title = escaped(&review.title);
    *page += &format!(
        "<section class=\"review\" id=\"review-{number}\" aria-labelledby=\"review-{number}-heading\">\n\
         <h2 id=\"review-{number}-heading\">{title}</h2>\n<p class=\"verdict\">{}</p>\n",
        escaped(&words::verdict(review))
    );
    if !review.looked_at.is_empty() {
        *page += "<p class=\"soft\">Looked at: ";
        *page += &escaped(&review.looked_at.join("; "));
        *page += ".</p>\n";
    }
}

fn findings(number: usize) -> String {
    match number {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    }
}

/// How many findings of each kind.
fn counts(page: &mut String, number: usize, review: &RuleReview) {
    let counts = words::counts(review);
    if counts.is_empty() {
        return;
    }
    *page += "<table class=\"counts\">\n<caption>What was found</caption>\n<thead><tr><th scope=\"col\">Kind</th>\
              <th scope=\"col\">Faults</th><th scope=\"col\">Warnings</th><th scope=\"col\">Notes</th>\
              <th scope=\"col\">Accepted</th></tr></thead>\n<tbody>\n";
    for count in counts {
        let [faults, warnings, notes] = count.open;
        let place = match count.open.iter().sum::<usize>() {
            0 => "accepted",
            _ => count.kind.code(),
        };
        *page += &format!(
            "<tr><th scope=\"row\"><a href=\"#review-{number}-{place}\">{}</a></th><td>{faults}</td>\
             <td>{warnings}</td><td>{notes}</td><td>{}</td></tr>\n",
            count.kind.in_words(),
            count.accepted
        );
    }
    *page += "</tbody>\n</table>\n";
}

/// Writes the cases of a finding, whose anchor this is.
type Cases<'c> = &'c dyn Fn(&mut String, &Finding, &str);

fn finding(page: &mut String, found: Found<'_>, links: &Links<'_>, cases: Cases<'_>) {
    let (anchor, Numbered { number, finding }) = (anchor(found), found.1);
    let class = match finding.accepted {
        Some(_) => "accepted",
        None => finding.severity.in_words(),
    };
    *page += &format!(
        "<article class=\"finding {class}\" id=\"{anchor}\" aria-labelledby=\"{anchor}-heading\" \
         data-row=\"finding\" {}>\n<h4 id=\"{anchor}-heading\">{} <span>Finding {number}: {}</span></h4>\n<p>{}</p>\n",
        traits(
            finding.rights.iter().map(|right| right.code()),
            finding.rules.iter().map(|rule| rule.role.as_str()),
            [finding].into_iter(),
        ),
        badge(finding),
        finding.kind.in_words().to_lowercase(),
        escaped(&finding.says)
    );
    if let Some(reason) = &finding.accepted {
        *page += &format!(
            "<p class=\"reason\"><strong>Accepted:</strong> {}</p>\n",
            escaped(reason)
        );
    }
    if !finding.rights.is_empty() {
        let rights = escaped(&words::rights(finding));
        *page += &format!("<p class=\"soft\">Rights: {rights}</p>\n");
    }
    if !finding.rules.is_empty() || finding.situations.is_some() {
        *page += "<details>\n<summary>Rules and cases</summary>\n";
        details(page, finding, links);
        cases(page, finding, &anchor);
        *page += "</details>\n";
    }
    if let Some(amendment) = &finding.amendment {
        *page += "<details>\n<summary>Suggested amendment</summary>\n";
        file(page, amendment, "Suggested amendment");
        *page += "</details>\n";
    }
    *page += "</article>\n";
}

fn details(page: &mut String, finding: &Finding, links: &Links<'_>) {
    if !finding.rules.is_empty() {
        *page += "<ul class=\"cited\">\n";
        for rule in &finding.rules {
            cited(page, rule, links);
        }
        *page += "</ul>\n";
    }
}

fn cited(page: &mut String, rule: &RuleCited, links: &Links<'_>) {
    let id = format!("<code>{}</code>", escaped(&rule.rule));
    let id = match links.row(rule) {
        Some(row) => format!("<a href=\"#{row}\">{id}</a>"),
        None => id,
    };
    *page += &format!(
        "<li><span class=\"role\">{}</span> {id} of {}, <span class=\"cite\">{}</span>: {}</li>\n",
        escaped(&rule.role),
        escaped(&rule.book),
        escaped(&rule.provision.cite()),
        escaped(&rule.says)
    );
}

fn situations(page: &mut String, situations: &Situations, anchor: &str) {
    *page += &format!(
        "<p id=\"{anchor}-when\">{}.</p>\n<ul class=\"situations\" aria-labelledby=\"{anchor}-when\">\n",
        escaped(&words::situations(situations))
    );
    for situation in &situations.shown {
        *page += "<li>";
        if situation.answers.is_empty() {
            *page += "<span>whatever the answers are</span> ";
        }
        for answer in &situation.answers {
            *page += &format!(
                "<span class=\"answer\">{}: <strong>{}</strong></span> ",
                escaped(&answer.name),
                escaped(&answer.is)
            );
        }
        let cases = words::cases_of(situation);
        *page += &format!("<span class=\"soft\">{}</span></li>\n", cases.trim_start());
    }
    if let Some(more) = words::more(situations) {
        *page += &format!("<li class=\"soft\">{more}</li>\n");
    }
    *page += "</ul>\n";
    if let Some(example) = &situations.example {
        file_of(page, example);
    }
}

/// A case that can be run.
fn file_of(page: &mut String, example: &CaseFile) {
    *page += &format!(
        "<details>\n<summary>A case: {}</summary>\n",
        escaped(&example.comes_to)
    );
    file(page, &example.request, "A request, as a file");
    if let Some(settings) = &example.settings {
        *page += "<p>With these settings of the council:</p>\n";
        file(page, settings, "Settings of a council, as a file");
    }
    *page += "</details>\n";
}

/// A file, to be scrolled with the keyboard too.
fn file(page: &mut String, text: &str, label: &str) {
    *page += &format!(
        "<pre class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><code>{}</code></pre>\n",
        escaped_lines(text)
    );
}
