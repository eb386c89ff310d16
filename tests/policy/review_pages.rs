//! What a review of rules found, as text, Markdown and a page; and the example as a user runs it.

use crate::common;
mod review_example;
use crate::{browser, sums};

use std::collections::BTreeSet;

use common::{pages_in, text};
use data_subject_rights::{
    analysis::RuleReview,
    explain::{self, Detail},
    law::{Right, Term},
};

fn review() -> RuleReview {
    serde_json::from_str(&text("tests/reviews/procedure.json")).expect("it is a review")
}

/// Words that would break out of every kind of page, were they not escaped.
const HOSTILE: &str = "</style><script>alert(1)</script> \" onload=\"x ' & ]]> --> | `code` \u{202e}turned\u{2066} \u{1b}[31m @all [a](http://x.example) \n# head";

/// The same review with hostile words in every place that takes words.
fn hostile() -> RuleReview {
    let mut json: serde_json::Value = serde_json::to_value(review()).expect("it is plain data");
    spoil(&mut json, "");
    serde_json::from_value(json).expect("it is a review")
}

fn spoil(value: &mut serde_json::Value, key: &str) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                spoil(value, key);
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, key)),
        serde_json::Value::String(words)
            if !["kind", "severity", "rights", "provision", "book"].contains(&key) =>
        {
            words.push_str(HOSTILE);
        }
        _ => {}
    }
}

fn page() -> String {
    page_with(Detail::Full)
}

fn page_with(detail: Detail) -> String {
    let council = crate::common::doncaster();
    let statute = council.statute().expect("it is bundled").book();
    let books = [council.procedure(), statute];
    explain::review_html(&books, &[&review(), &hostile()], detail)
}

#[test]
fn text_and_markdown_are_as_their_snapshots_say() {
    let _guard = pages_in("snapshots/review_pages");
    for (detail, name) in [(Detail::Short, ""), (Detail::Full, "-in-full")] {
        let text = explain::review_text(&review(), detail);
        insta::assert_snapshot!(format!("text{name}"), text);
        let markdown = explain::review_markdown(&review(), detail);
        insta::assert_snapshot!(format!("markdown{name}"), markdown);
    }
    let short = [
        explain::review_text(&hostile(), Detail::Short),
        explain::review_markdown(&hostile(), Detail::Short),
    ];
    insta::assert_snapshot!("hostile-words", short.join("\n"));
}

/// A tag of a page: its name, whether it closes, and its attributes.
struct Tag<'p> {
    name: &'p str,
    closes: bool,
    attributes: Vec<(&'p str, &'p str)>,
}

/// The tags of a page. Strict: an unquoted attribute, a bare `<` or a bare `&` is a fault.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        assert!(
            entities_only(&rest[..start]),
            "bare & in {}",
            &rest[..start]
        );
        let end = start + rest[start..].find('>').expect("a tag ends");
        let mut inside = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let closes = inside.starts_with('/');
        inside = inside.trim_start_matches('/').trim_end_matches('/');
        let (name, mut left) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while !left.trim().is_empty() {
            left = left.trim_start();
            let bare = left.split([' ', '=', '\n']).next().unwrap_or_default();
            assert!(
                bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
                "{inside}"
            );
            left = &left[bare.len()..];
            let mut value = "";
            if let Some(quoted) = left.strip_prefix("=\"") {
                let (inner, after) = quoted.split_once('"').expect("a value ends");
                (value, left) = (inner, after);
            }
            assert!(entities_only(value), "{value}");
            attributes.push((bare, value));
        }
        tags.push(Tag {
            name,
            closes,
            attributes,
        });
        // What stands in these is no markup.
        if !closes && ["style", "script"].contains(&name) {
            let close = format!("</{name}>");
            rest = &rest[rest.find(&close).expect("it ends")..];
        }
    }
    tags
}

fn entities_only(text: &str) -> bool {
    text.match_indices('&').all(|(at, _)| {
        ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
            .iter()
            .any(|entity| text[at..].starts_with(entity))
    })
}

const NEVER_CLOSED: &[&str] = &["!doctype", "meta", "input"];
const CLOSED_AT_ONCE: &[&str] = &["rect", "path", "circle"];

#[test]
fn every_tag_of_the_page_is_closed_in_its_place() {
    for detail in [Detail::Short, Detail::Full] {
        every_tag_is_closed(&page_with(detail));
    }
}

fn every_tag_is_closed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(page) {
        if NEVER_CLOSED.contains(&tag.name) || CLOSED_AT_ONCE.contains(&tag.name) {
            continue;
        }
        if tag.closes {
            assert_eq!(open.pop(), Some(tag.name), "after {open:?}");
        } else {
            open.push(tag.name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn every_anchor_is_there_once_and_nothing_else_is_loaded() {
    for detail in [Detail::Short, Detail::Full] {
        every_anchor_is_there(&page_with(detail));
    }
}

fn every_anchor_is_there(page: &str) {
    let tags = tags(page);
    let of = |wanted: &'static str| {
        tags.iter()
            .flat_map(|tag| &tag.attributes)
            .filter(move |(name, _)| *name == wanted)
            .map(|(_, value)| *value)
    };
    let mut ids = BTreeSet::new();
    for id in of("id") {
        assert!(ids.insert(id), "{id} is there twice");
    }
    for link in of("href") {
        let place = link
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(ids.contains(place), "{place} is nowhere");
    }
    for label in ["aria-labelledby", "for"].into_iter().flat_map(of) {
        for id in label.split(' ') {
            assert!(ids.contains(id), "{id} is nowhere");
        }
    }
    assert_eq!(
        of("src").count() + of("style").count() + of("onload").count(),
        0
    );
    let style = data_between(page, "<style>", "</style>");
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert!(!data_between(page, "<script>", "</script>").contains("innerHTML"));
}

fn data_between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let (_, rest) = page.split_once(start).expect("it starts");
    rest.split_once(end).expect("it ends").0
}

#[test]
fn words_from_outside_stay_words() {
    let page = page();
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    let turned =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{1b}');
    assert!(!page.contains(turned));
    for detail in [Detail::Short, Detail::Full] {
        assert!(!explain::review_text(&hostile(), detail).contains(turned));
        let markdown = explain::review_markdown(&hostile(), detail);
        assert!(!markdown.contains(turned));
        stays_markdown(&markdown);
    }
}

/// Nothing outside a fence is a heading, markup, a mention or a link that the words brought.
fn stays_markdown(markdown: &str) {
    let (mut fence, mut outside) = (None, Vec::new());
    for line in markdown.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            None => outside.push(line),
            Some(_) => {}
        }
    }
    assert!(fence.is_none());
    for line in outside {
        assert!(
            !line.starts_with("# head") && !line.contains("<script>"),
            "{line}"
        );
        assert!(
            !line.contains("@all") && !line.contains("http://"),
            "{line}"
        );
    }
}

#[test]
fn the_policy_of_the_page_names_its_own_style_and_script() {
    let page = page();
    for (what, tag) in [("style-src", "style"), ("script-src", "script")] {
        let content = data_between(&page, &format!("<{tag}>"), &format!("</{tag}>"));
        let wanted = format!(
            "{what} 'sha256-{}'",
            sums::sha256_base64(content.as_bytes())
        );
        assert!(
            page.contains(&wanted),
            "write this into the policy: {wanted}"
        );
    }
}

#[test]
fn every_right_of_each_book_has_its_picture_in_lines_and_in_words() {
    let council = crate::common::doncaster();
    let statute = council.statute().expect("it is bundled").book();
    let page = page();
    for (number, book) in [(1, council.procedure()), (2, statute)] {
        for right in Right::all().filter(|right| !book.entitlements(*right).is_empty()) {
            let anchor = format!("book-{number}-{}", right.code());
            let start = page.find(&format!("id=\"{anchor}\"")).expect("a section");
            let section = &page[start..];
            let section = &section[..section.find("</table>").expect("a table")];
            assert_eq!(section.matches("<svg").count(), 1, "{anchor}");
            assert_eq!(
                section.matches("The picture in words").count(),
                1,
                "{anchor}"
            );
        }
    }
}

/// A box of a picture with the lines of words in it must hold them: here only that no two boxes meet.
#[test]
fn no_two_boxes_of_a_picture_meet() {
    let page = page();
    for svg in page.split("<svg").skip(1) {
        let svg = svg.split("</svg>").next().unwrap_or_default();
        let boxes: Vec<[f64; 4]> = tags(&svg[svg.find('<').expect("tags")..])
            .iter()
            .filter(|tag| tag.name == "rect")
            .map(|tag| {
                let side = |wanted: &str| {
                    let found = tag.attributes.iter().find(|(name, _)| *name == wanted);
                    found.expect("a side").1.parse().expect("a number")
                };
                [side("x"), side("y"), side("width"), side("height")]
            })
            .collect();
        for (at, a) in boxes.iter().enumerate() {
            for b in &boxes[at + 1..] {
                let apart = a[0] + a[2] <= b[0]
                    || b[0] + b[2] <= a[0]
                    || a[1] + a[3] <= b[1]
                    || b[1] + b[3] <= a[1];
                assert!(apart, "{a:?} meets {b:?}");
            }
        }
    }
}

#[test]
fn the_page_works_in_a_browser() {
    browser::tries("review_page", &page());
}
