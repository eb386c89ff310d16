//! Words from outside inside HTML, SVG and Markdown: whatever they hold, they stay words.

use super::page::tame;
#[cfg(feature = "analysis")]
use super::page::tame_lines;

/// Words from outside as text or as the value of a quoted attribute, on one line.
pub(super) fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in tame(words).chars() {
        push(&mut safe, c);
    }
    safe
}

/// A file from outside, line by line.
#[cfg(feature = "analysis")]
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

/// Words from outside as words of a paragraph, a list item, a table cell or a summary.
pub(super) fn escaped_in_markdown(words: &str) -> String {
    let words = tame(words);
    let words = words.trim();
    let mut safe = String::with_capacity(words.len());
    let mut before = None;
    for (at, c) in words.char_indices() {
        let rest = words.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            // A mention would call someone, and a formula would be set as one.
            '@' => safe += "&#64;",
            '$' => safe += "&#36;",
            // What would be made a link.
            ':' if rest.starts_with("//") => safe += "&#58;",
            '.' if safe.to_ascii_lowercase().ends_with("www") => safe += "&#46;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            // What would begin a list or a heading.
            '-' | '+' | '=' if at == 0 => {
                safe.push('\\');
                safe.push(c);
            }
            '.' | ')' if at > 0 && words.get(..at).is_some_and(is_number) => {
                safe.push('\\');
                safe.push(c);
            }
            // Runs of spaces say nothing more than one does.
            ' ' if before == Some(' ') => {}
            c => safe.push(c),
        }
        before = Some(c);
    }
    safe
}

fn is_number(words: &str) -> bool {
    words.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escaped_in_markdown("1. a | b\n# c"), r"1\. a \| b \# c");
        assert_eq!(
            escaped_in_markdown("<b>@all</b> & http://x.org"),
            "&lt;b&gt;&#64;all&lt;/b&gt; &amp; http&#58;//x.org"
        );
        assert_eq!(
            escaped_in_markdown("- see [this](that) \u{202e}www.x"),
            r"\- see \[this\](that) www&#46;x"
        );
    }
}
