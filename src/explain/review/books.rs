//! Books on the page: for each right a picture, its words, its findings and the table of its rules.

use super::{
    findings::{Found, Links, badge, traits},
    picture::{dates, name, named, picture},
    sections::{OfRight, Sections},
    words::capital,
};
use crate::{
    explain::outside::escaped,
    law::{Right, Term},
    rule::{Confidence, Force, GovernedBy, Role, Rule, RuleId, Tell},
};

/// A book, right by right, and then what belongs to every request.
pub(super) fn book(page: &mut String, sections: &Sections<'_>, heading: &str, links: &Links<'_>) {
    let number = sections.number;
    *page += &format!(
        "<section class=\"book\" id=\"book-{number}\" aria-labelledby=\"book-{number}-heading\">\n\
         <h2 id=\"book-{number}-heading\">{heading}</h2>\n"
    );
    for section in &sections.of_rights {
        of_right(page, sections, section, links);
    }
    if !sections.others.is_empty() {
        let anchor = sections.anchor(None);
        *page += &format!(
            "<section class=\"right\" id=\"{anchor}\" aria-labelledby=\"{anchor}-heading\" data-part>\n\
             <h3 id=\"{anchor}-heading\">Every request, and words that are defined</h3>\n\
             <p>Rules that belong to no single right: the scope of the book, the duties for every request, and the \
             definitions that other rules use.</p>\n"
        );
        table(page, sections, None, &sections.others, links);
        *page += "</section>\n";
    }
    *page += "</section>\n";
}

fn of_right(page: &mut String, sections: &Sections<'_>, section: &OfRight, links: &Links<'_>) {
    let right = section.right;
    let anchor = sections.anchor(Some(right));
    *page += &format!(
        "<section class=\"right\" id=\"{anchor}\" aria-labelledby=\"{anchor}-heading\" data-part>\n\
         <h3 id=\"{anchor}-heading\">The right {}</h3>\n",
        named(right.label())
    );
    match picture(sections, section) {
        Some(svg) => {
            *page += &format!(
                "<div class=\"scroll drawing\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of the right {}\">\n\
                 {svg}\n</div>\n",
                named(right.label())
            );
            if !section.takes.is_empty() {
                *page += "<p class=\"soft\">A dot beside a ground says that the exemptions at the end of its line \
                          reach that ground.</p>\n";
            }
            in_words(page, sections, section);
        }
        None => *page += "<p>The book has no ground that grants something under this right.</p>\n",
    }
    of_findings(page, &links.of_right(sections.book, right), links);
    let rules: Vec<RuleId> = section.rules.iter().copied().collect();
    table(page, sections, Some(right), &rules, links);
    *page += "</section>\n";
}

/// What the picture shows, as lists.
fn in_words(page: &mut String, sections: &Sections<'_>, section: &OfRight) {
    let linked = |id: RuleId| {
        let rule = sections.book.rule(id)?;
        let row = sections.row(Some(section.right), id);
        let dates = dates(rule);
        let dates = if dates.is_empty() {
            dates
        } else {
            format!(", {dates}")
        };
        Some(format!(
            "<a href=\"#{row}\">{}</a>, {}{dates}",
            escaped(&name(rule)),
            escaped(&rule.provision.cite())
        ))
    };
    *page += "<details class=\"words\">\n<summary>The picture in words</summary>\n<ul>\n";
    for (entitlement, grounds) in &section.grants {
        let label = capital(entitlement.label());
        *page += &format!("<li>{} is granted by\n<ul>\n", escaped(&label));
        for (number, ground) in grounds {
            if let Some(ground) = linked(*ground) {
                *page += &format!("<li>ground {number}: {ground}</li>\n");
            }
        }
        *page += "</ul>\n</li>\n";
    }
    for taking in &section.takes {
        *page += &format!(
            "<li>Exemptions that take from {}:\n<ul>\n",
            section.reach_in_words(&taking.reaches)
        );
        for exemption in taking.exemptions.iter().filter_map(|id| linked(*id)) {
            *page += &format!("<li>{exemption}</li>\n");
        }
        if !taking.exceptions.is_empty() {
            *page += "<li>Exceptions that give it back:\n<ul>\n";
            for exception in taking.exceptions.iter().filter_map(|id| linked(*id)) {
                *page += &format!("<li>{exception}</li>\n");
            }
            *page += "</ul>\n</li>\n";
        }
        *page += "</ul>\n</li>\n";
    }
    *page += "</ul>\n</details>\n";
}

/// The findings on a right: each stands in full under its review.
fn of_findings(page: &mut String, found: &[Found<'_>], links: &Links<'_>) {
    if found.is_empty() {
        return;
    }
    *page += "<h4>Findings on this right</h4>\n<ul class=\"found\">\n";
    for each in found {
        let finding = each.1.finding;
        *page += &format!(
            "<li>{} {}: {}</li>\n",
            badge(finding),
            links.link(*each),
            escaped(&finding.says)
        );
    }
    *page += "</ul>\n";
}

fn table(
    page: &mut String,
    sections: &Sections<'_>,
    right: Option<Right>,
    rules: &[RuleId],
    links: &Links<'_>,
) {
    let about = match right {
        Some(right) => format!("Rules of the right {}", named(right.label())),
        None => "Rules of every request, and definitions".to_owned(),
    };
    let count = match rules.len() {
        1 => "1 rule".to_owned(),
        more => format!("{more} rules"),
    };
    *page += &format!(
        "<details class=\"rules\">\n<summary>{count}</summary>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{about}\">\n<table class=\"rules\">\n\
         <caption>{about}</caption>\n<thead><tr><th scope=\"col\">Role</th><th scope=\"col\">Rule</th>\
         <th scope=\"col\">Provision</th><th scope=\"col\">What it says</th><th scope=\"col\">In force</th>\
         <th scope=\"col\">Source text</th></tr></thead>\n<tbody>\n"
    );
    for id in rules {
        if let Some(rule) = sections.book.rule(*id) {
            row(page, sections, right, (*id, rule), links);
        }
    }
    *page += "</tbody>\n</table>\n</div>\n</details>\n";
}

fn row(
    page: &mut String,
    sections: &Sections<'_>,
    right: Option<Right>,
    (id, rule): (RuleId, &Rule),
    links: &Links<'_>,
) {
    let found = links.of_rule(sections.book, &rule.id);
    let word = rule.role.word();
    *page += &format!(
        "<tr id=\"{}\" data-row=\"rule\" {}>\n<td><span class=\"role {word}\">{word}</span>{}</td>\
         <th scope=\"row\"><code>{}</code></th><td class=\"cite\">{}</td><td>{}",
        sections.row(right, id),
        traits(
            [right.map_or("every-request", Term::code)].into_iter(),
            [word].into_iter(),
            found.iter().map(|(_, found)| found.finding),
        ),
        beside(&rule.role),
        escaped(&rule.id),
        escaped(&rule.provision.cite()),
        escaped(&rule.says)
    );
    if let Some(officer) = &rule.officer {
        *page += &format!(
            "<p class=\"soft\"><strong>To the officer alone:</strong> {}</p>",
            escaped(officer)
        );
    }
    for each in found {
        *page += &format!("<p>{} {}</p>", badge(each.1.finding), links.link(*each));
    }
    let in_force = match dates(rule) {
        dates if dates.is_empty() => "always".to_owned(),
        dates => format!("{dates}{}", governed_by(rule.in_force.governed_by)),
    };
    let confidence = match rule.confidence {
        Confidence::Verified => "read",
        Confidence::Unverified => "<strong>not verified</strong>",
    };
    *page += &format!("</td><td>{in_force}</td><td>{confidence}</td></tr>\n");
}

/// Which date of the case decides whether a rule is in force, where it is not the receipt of the request.
const fn governed_by(date: GovernedBy) -> &'static str {
    match date {
        GovernedBy::Received => "",
        GovernedBy::Replied => "<p class=\"soft\">on the day of the reply</p>",
        GovernedBy::Decided => "<p class=\"soft\">on the day of the decision</p>",
        GovernedBy::Collected => "<p class=\"soft\">on the day of collection</p>",
        GovernedBy::Processed => "<p class=\"soft\">on the day of the processing</p>",
        GovernedBy::Complained => "<p class=\"soft\">on the day of the complaint</p>",
    }
}

/// What else there is to say of a role.
fn beside(role: &Role) -> String {
    let says: &[&str] = match role {
        Role::Exemption { force, tell, .. } => match (force, tell) {
            (Force::May, Tell::Name) => &[],
            (Force::Must, Tell::Name) => &["must be applied"],
            (Force::May, Tell::Withhold) => &["must not be named"],
            (Force::Must, Tell::Withhold) => &["must be applied", "must not be named"],
        },
        Role::Ground(entitlement) => {
            return format!("<p class=\"soft\">{}</p>", entitlement.label());
        }
        Role::Scope { otherwise } => {
            return format!("<p class=\"soft\">otherwise: {}</p>", escaped(otherwise));
        }
        _ => &[],
    };
    says.iter()
        .map(|words| format!("<p class=\"soft\">{words}</p>"))
        .collect()
}
