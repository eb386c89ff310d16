//! The tags of a page, read strictly: an unquoted attribute, a bare `<` or a bare `&` is a fault.

use std::collections::BTreeSet;

const ENTITIES: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];
const NEVER_CLOSED: &[&str] = &["!doctype", "meta", "input"];

/// The tags of a page as they stand, and the words between them.
fn parts(page: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut tags, mut words, mut rest) = (Vec::new(), Vec::new(), page);
    while let Some(start) = rest.find('<') {
        words.push(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        tags.push(tag);
        rest = &rest[end + 1..];
        if tag == "style" {
            rest = &rest[rest.find("</style>").expect("it ends")..];
        }
    }
    for each in &words {
        let bare = each.match_indices('&').all(|(at, _)| {
            ENTITIES
                .iter()
                .any(|(entity, _)| each[at..].starts_with(entity))
        });
        assert!(bare && !each.contains('>'), "not escaped: {each}");
    }
    (tags, words)
}

/// The tags of a page without its words.
pub fn skeleton(page: &str) -> Vec<&str> {
    parts(page).0
}

/// The words of a page, unescaped.
pub fn words(page: &str) -> String {
    let all = parts(page).1.join(" ");
    ENTITIES
        .iter()
        .fold(all, |words, (entity, c)| words.replace(entity, c))
}

/// Every tag is closed in its place, every id is there once, every reference leads somewhere, and nothing is loaded.
pub fn check(page: &str) {
    let (mut open, mut ids, mut wanted) = (Vec::new(), BTreeSet::new(), Vec::new());
    for tag in skeleton(page) {
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "after {open:?}");
        } else if !NEVER_CLOSED.contains(&name) {
            open.push(name);
        }
        let quoted: Vec<&str> = tag.split('"').collect();
        assert!(quoted.len() % 2 == 1, "a quote is open: {tag}");
        for pair in quoted.chunks_exact(2) {
            match pair[0].trim().rsplit(' ').next().unwrap_or_default() {
                "id=" => assert!(ids.insert(pair[1]), "{} is there twice", pair[1]),
                "href=" => wanted.push(pair[1].strip_prefix('#').expect("it stays on the page")),
                "for=" | "aria-labelledby=" => wanted.push(pair[1]),
                attribute => assert!(
                    !["src=", "style="].contains(&attribute) && !attribute.starts_with("on"),
                    "{tag}"
                ),
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(
        wanted.len() > 5 && wanted.iter().all(|id| ids.contains(id)),
        "{wanted:?} {ids:?}"
    );
}
