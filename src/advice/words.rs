//! How words begin, and where they are cut.

/// Words with their first letter large.
pub(crate) fn capital(words: &str) -> String {
    with_first(words, |letter| letter.to_uppercase().to_string())
}

/// Words with their first letter small.
#[cfg(feature = "explain")]
pub(crate) fn small(words: &str) -> String {
    with_first(words, |letter| letter.to_lowercase().to_string())
}

/// Words with another first letter.
fn with_first(words: &str, other: impl Fn(char) -> String) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(other).unwrap_or_default();
    first + letters.as_str()
}

/// The beginning of a text on one line, cut at a word.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// The first sentence of a text, and the rest of it.
pub(crate) fn first_sentence(text: &str) -> (&str, Option<&str>) {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    // "art. 12" and "s. 24" end no sentence: the next word begins one with a capital.
    let mut ends = ends.filter(|at| {
        let next = text.get(at + 2..).and_then(|rest| rest.chars().next());
        next.is_some_and(char::is_uppercase)
    });
    match ends.next() {
        Some(at) => (
            text.get(..=at).unwrap_or(text),
            text.get(at + 2..).filter(|rest| !rest.is_empty()),
        ),
        None => (text, None),
    }
}
