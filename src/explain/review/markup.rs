//! Words from outside inside HTML and SVG; the style and the script of the page.

use crate::explain::page::{tame, tame_lines};

/// The style of the page.
pub(super) const STYLE: &str = include_str!("page.css");

/// The script of the page. The page says everything without it: it only adds the filters.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// What the browser may load and run: this style and this script, by their SHA-256, and nothing else.
///
/// A test holds the sums against the files; when it fails it says the sums to write here.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'sha256-n1ZlEEGIeqxcR8QAoi4ptA+2TZjqEiiz4oa1/z797ag='; script-src 'sha256-1Wd+WwFpKyLXVISCKPFByjKulj058CuOE9Dx6rG1kf4='; base-uri 'none'; form-action 'none'";

/// Words from outside as text or as the value of a quoted attribute, on one line.
pub(super) fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in tame(words).chars() {
        push(&mut safe, c);
    }
    safe
}

/// A file from outside, line by line.
pub(super) fn escaped_lines(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in tame_lines(text) {
        for c in line.chars() {
            push(&mut safe, c);
        }
        safe.push('\n');
    }
    safe
}

fn push(safe: &mut String, c: char) {
    match c {
        '&' => safe.push_str("&amp;"),
        '<' => safe.push_str("&lt;"),
        '>' => safe.push_str("&gt;"),
        '"' => safe.push_str("&quot;"),
        '\'' => safe.push_str("&#39;"),
        // Neither HTML nor SVG may hold these, even escaped.
        '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
        c => safe.push(c),
    }
}
