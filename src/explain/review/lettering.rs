//! Words broken into the lines of a picture.
//!
//! No one measures type here: widths are estimates on the safe side of Arial and of the widest that commonly stands in
//! for it, DejaVu Sans, so that words do not leave their box.

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// A name.
    Bold,
    /// What is said beside it.
    Soft,
}

impl Set {
    /// The class that the style uses.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Bold => "name",
            Self::Soft => "soft",
        }
    }
}

/// A line: stretches of words, each set in its own way.
pub(super) type LetteredLine = Vec<(Set, String)>;

/// The size of the type.
pub(super) const SIZE: f64 = 13.0;

/// Breaks stretches of words into lines no wider than `width`.
pub(super) fn lines(stretches: &[(Set, &str)], width: f64) -> Vec<LetteredLine> {
    let mut lines: Vec<LetteredLine> = Vec::new();
    let mut used = f64::INFINITY;
    for (set, words) in stretches {
        for word in words
            .split_whitespace()
            .flat_map(|word| pieces(word, *set, width))
        {
            let wide = measure(&word, *set);
            let space = measure(" ", *set);
            let fits = used + space + wide <= width;
            match lines.last_mut() {
                Some(line) if fits => {
                    used += space + wide;
                    match line.last_mut() {
                        Some((last, before)) if last == set => {
                            before.push(' ');
                            before.push_str(&word);
                        }
                        _ => line.push((*set, format!(" {word}"))),
                    }
                }
                _ => {
                    used = wide;
                    lines.push(vec![(*set, word)]);
                }
            }
        }
    }
    lines
}

/// A word, or what of it fits a line each time.
fn pieces(word: &str, set: Set, width: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for c in word.chars() {
        let wide = of_letter(c, set);
        if used + wide > width && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

fn measure(words: &str, set: Set) -> f64 {
    words.chars().map(|c| of_letter(c, set)).sum()
}

fn of_letter(c: char, set: Set) -> f64 {
    let em = match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.31,
        ' ' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.43,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        c if c.is_ascii_uppercase() => 0.77,
        c if c.is_ascii() || ('\u{a0}'..'\u{1100}').contains(&c) => 0.63,
        '\u{2010}'..='\u{2015}' => 0.8,
        _ => 1.05,
    };
    let heavier = match set {
        Set::Bold => 1.11,
        Set::Soft => 1.0,
    };
    em * heavier * SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_they_must_be() {
        let broken = lines(&[(Set::Bold, "one two"), (Set::Soft, "three")], 70.0);
        assert_eq!(broken.len(), 2, "{broken:?}");
        let long = "a".repeat(40);
        let broken = lines(&[(Set::Bold, long.as_str())], 70.0);
        let whole: String = broken
            .iter()
            .flatten()
            .map(|(_, words)| words.as_str())
            .collect();
        assert!(broken.len() > 4 && whole == long, "{broken:?}");
    }
}
