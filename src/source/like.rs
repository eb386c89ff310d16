//! The word that someone may have meant to write.

/// The candidate that is most like a misspelt word, if one is like it at all.
pub(super) fn closest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // A slip of the finger changes few letters; a word left out leaves the others standing.
    let slips = 1 + word.len() / 5;
    let long = word.chars().count();
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let has_its_words = |candidate: &str| {
        word.len() > 3
            && word.matches('/').count() == candidate.matches('/').count()
            && parts.iter().all(|part| candidate.contains(part))
    };
    candidates
        .into_iter()
        // Words whose lengths differ by more are further apart than that, whatever their letters.
        .filter(|candidate| {
            long.abs_diff(candidate.chars().count()) <= slips || has_its_words(candidate)
        })
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= slips || has_its_words(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
