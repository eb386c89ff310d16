//! Lines, indents and wrapping.

/// How wide a line may be, in characters.
const WIDTH: usize = 100;

/// Whether a character turns the direction of the text round it.
const fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words from outside on one line: a line break, an escape or a mark that turns the text must not forge
/// a part of what stands round them.
pub(super) fn tame(words: &str) -> String {
    words
        .chars()
        .map(|c| match c {
            // Some readers break a line here too.
            '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() || turns(c) => ' ',
            c => c,
        })
        .collect()
}

/// The lines of a text from outside, each tamed.
#[cfg(feature = "analysis")]
pub(super) fn tame_lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| tame(line).trim_end().to_owned())
}

/// A page of plain text.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// A heading with an empty line before it.
    pub(super) fn heading(&mut self, heading: &str) {
        self.gap();
        self.text.push_str(&heading.to_uppercase());
        self.text.push('\n');
    }

    /// An empty line, unless the page has just begun or one is there.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A paragraph at an indent; what is wrapped stands under the words.
    pub(super) fn line(&mut self, indent: usize, words: &str) {
        self.wrapped(indent, "", words);
    }

    /// A paragraph after a mark such as `+ `.
    pub(super) fn marked(&mut self, indent: usize, mark: &str, words: &str) {
        self.wrapped(indent, mark, words);
    }

    /// The lines of a file at an indent, as they stand.
    #[cfg(feature = "analysis")]
    pub(super) fn file(&mut self, indent: usize, text: &str) {
        for line in tame_lines(text) {
            let line = format!("{}{line}", " ".repeat(indent));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, indent: usize, mark: &str, words: &str) {
        let first = format!("{}{mark}", " ".repeat(indent));
        let rest = " ".repeat(indent + mark.chars().count());
        let words = tame(words);
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(&first)
            .subsequent_indent(&rest)
            .break_words(false);
        for line in textwrap::wrap(&words, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
