//! A place in a legal text, cited to the paragraph.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The texts that provisions belong to.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
pub enum Instrument {
    /// The council's individuals' rights procedure.
    #[strum(serialize = "procedure")]
    Procedure,
    /// A service's privacy notice.
    #[strum(serialize = "notice")]
    Notice,
    /// The UK General Data Protection Regulation.
    #[strum(serialize = "uk-gdpr")]
    UkGdpr,
    /// The Data Protection Act 2018.
    #[strum(serialize = "dpa-2018")]
    Dpa2018,
}

impl Instrument {
    /// The word for this text at the head of a provision's path.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// A path of segments that names one provision, such as `uk-gdpr/17/3/b` or `procedure/7/except/2`.
///
/// A provision covers every provision below it, by whole segments: `procedure/7` covers
/// `procedure/7/applies/1` and does not cover `procedure/70`.
///
/// ```
/// use data_subject_rights::law::Provision;
///
/// let bar: Provision = "uk-gdpr/17/3/b".parse()?;
/// let exceptions: Provision = "uk-gdpr/17/3".parse()?;
/// assert!(exceptions.covers(&bar));
/// assert_eq!(bar.cite(), "UK GDPR art.17(3)(b)");
/// assert!("gdpr/17".parse::<Provision>().is_err());
/// # Ok::<(), data_subject_rights::law::ProvisionError>(())
/// ```
/// Provisions sort as they stand in their texts: `uk-gdpr/9` before `uk-gdpr/10`, articles before annexes,
/// and the sections of an act before its schedules.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Provision {
    path: String,
}

/// What a segment is sorted by, part by part: schedules last, numbers by what they count to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'p> {
    Number(u64),
    Letters(bool, &'p str),
}

fn parts(segment: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = segment;
    std::iter::from_fn(move || {
        let is_number = rest.starts_with(|first: char| first.is_ascii_digit());
        let end = rest
            .find(|each: char| each.is_ascii_digit() != is_number)
            .unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        match part.parse() {
            _ if part.is_empty() => None,
            Ok(number) if is_number => Some(Part::Number(number)),
            _ => Some(Part::Letters(part == "schedule-", part)),
        }
    })
}

impl Ord for Provision {
    fn cmp(&self, other: &Self) -> Ordering {
        let text = |of: &Self| {
            of.segments()
                .next()
                .and_then(|text| Instrument::from_str(text).ok())
        };
        let (mut ours, mut theirs) = (self.segments().skip(1), other.segments().skip(1));
        let mut order = text(self).cmp(&text(other));
        while order.is_eq() {
            order = match (ours.next(), theirs.next()) {
                (Some(ours), Some(theirs)) => parts(ours).cmp(parts(theirs)),
                (None, None) => break,
                (ours, theirs) => ours.cmp(&theirs),
            };
        }
        // Two ways of writing one number are two paths.
        order.then_with(|| self.path.cmp(&other.path))
    }
}

impl PartialOrd for Provision {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why a text is not a provision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// The first segment names no known text.
    #[error("`{0}` does not start with a known text (procedure, notice, uk-gdpr, dpa-2018)")]
    UnknownInstrument(String),
    /// A segment is empty or has a character that no locator has.
    #[error("`{0}` is not a path of segments such as uk-gdpr/17/3/b")]
    Malformed(String),
    /// The text has no article, section or schedule of that number.
    #[error("`{0}` names an article, section or schedule that the text does not have")]
    NoSuchPlace(String),
}

/// Articles of the UK GDPR that were inserted with a letter.
const LETTERED_ARTICLES: &[&str] = &[
    "4a", "8a", "8za", "11a", "12a", "22a", "22b", "22c", "22d", "44a", "45a", "45b", "45c", "47a",
    "49a", "84a", "84b", "84c", "84d", "91a",
];

/// The annexes of the UK GDPR.
const ANNEXES: &[&str] = &["annex-1", "annex-2"];

/// Sections of the DPA 2018 that were inserted with a letter and that data-subject rights use.
const LETTERED_SECTIONS: &[&str] = &[
    "9a", "13a", "45a", "78a", "82a", "119a", "164a", "164b", "180a", "180b", "183a", "183b",
    "186a",
];

impl Provision {
    /// The path, as rule files write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// The segments of the path, the text first.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split('/')
    }

    /// The text that the provision is in: its first segment.
    pub(crate) fn text(&self) -> Self {
        Self {
            path: self.segments().next().unwrap_or_default().to_owned(),
        }
    }

    /// Whether it stands in a council's own document: its procedure or a privacy notice.
    #[must_use]
    pub fn is_of_a_council(&self) -> bool {
        matches!(self.segments().next(), Some("procedure" | "notice"))
    }

    /// Whether this provision is `other` or stands above it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other
            .path
            .strip_prefix(self.path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The citation a lawyer would write.
    ///
    /// Council documents have no official numbering, so they are cited by the locator of the
    /// ledger that stands beside the rules.
    #[must_use]
    pub fn cite(&self) -> String {
        let mut segments = self.segments();
        let instrument = segments.next().unwrap_or_default();
        let rest: Vec<&str> = segments.collect();
        match instrument {
            "uk-gdpr" => cite_regulation(&rest),
            "dpa-2018" => cite_act(&rest),
            "notice" => format!("Privacy notice {}", rest.join("/")),
            _ if rest.is_empty() => "the procedure".to_owned(),
            _ => format!("Procedure {}", rest.join("/")),
        }
    }

    /// Terms are declared with paths that a test checks; they need no error at run time.
    pub(crate) fn of_term(path: &'static str) -> Self {
        Self {
            path: path.to_owned(),
        }
    }
}

fn cite_regulation(rest: &[&str]) -> String {
    let Some((head, tail)) = rest.split_first() else {
        return "UK GDPR".to_owned();
    };
    match head.strip_prefix("annex-") {
        Some(annex) => format!("UK GDPR Annex {annex}{}", paragraph(tail)),
        None => format!("UK GDPR art.{}{}", head.to_uppercase(), bracketed(tail)),
    }
}

fn cite_act(rest: &[&str]) -> String {
    let Some((head, tail)) = rest.split_first() else {
        return "DPA 2018".to_owned();
    };
    if let Some(section) = head.strip_prefix("section-") {
        return format!("DPA 2018 s.{}{}", section.to_uppercase(), bracketed(tail));
    }
    let schedule = head.strip_prefix("schedule-").unwrap_or(head);
    format!(
        "DPA 2018 Sch.{}{}",
        schedule.to_uppercase(),
        paragraph(tail)
    )
}

/// A paragraph of a schedule or an annex, if the path goes that deep.
fn paragraph(segments: &[&str]) -> String {
    segments
        .split_first()
        .map(|(number, below)| format!(" para.{}{}", number.to_uppercase(), bracketed(below)))
        .unwrap_or_default()
}

fn bracketed(segments: &[&str]) -> String {
    segments
        .iter()
        // An inserted paragraph is written 1A; a point is always small.
        .map(|segment| {
            if segment.starts_with(|first: char| first.is_ascii_digit()) {
                format!("({})", segment.to_uppercase())
            } else {
                format!("({segment})")
            }
        })
        .collect()
}

fn numbered_up_to(segment: &str, last: u32) -> bool {
    segment
        .parse::<u32>()
        .is_ok_and(|number| (1..=last).contains(&number))
}

/// Whether the text has an article, section or schedule of that name.
fn place_exists(instrument: Instrument, head: Option<&str>) -> bool {
    let Some(head) = head else { return true };
    match instrument {
        Instrument::Procedure | Instrument::Notice => true,
        Instrument::UkGdpr => {
            numbered_up_to(head, 99) || LETTERED_ARTICLES.contains(&head) || ANNEXES.contains(&head)
        }
        Instrument::Dpa2018 => {
            let section = head.strip_prefix("section-");
            let schedule = head.strip_prefix("schedule-");
            section.is_some_and(|s| numbered_up_to(s, 215) || LETTERED_SECTIONS.contains(&s))
                || schedule.is_some_and(|s| numbered_up_to(s, 20) || s == "a1")
        }
    }
}

impl FromStr for Provision {
    type Err = ProvisionError;

    fn from_str(path: &str) -> Result<Self, Self::Err> {
        let well_formed = path.split('/').all(|segment| {
            !segment.is_empty()
                && segment
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        if !well_formed {
            return Err(ProvisionError::Malformed(path.to_owned()));
        }
        let mut segments = path.split('/');
        let instrument = segments
            .next()
            .and_then(|head| head.parse::<Instrument>().ok())
            .ok_or_else(|| ProvisionError::UnknownInstrument(path.to_owned()))?;
        if !place_exists(instrument, segments.next()) {
            return Err(ProvisionError::NoSuchPlace(path.to_owned()));
        }
        Ok(Self {
            path: path.to_owned(),
        })
    }
}

impl TryFrom<String> for Provision {
    type Error = ProvisionError;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        path.parse()
    }
}

impl From<Provision> for String {
    fn from(provision: Provision) -> Self {
        provision.path
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Entitlement, Right, Term, Terms};
    use strum::IntoEnumIterator;

    #[test]
    fn a_provision_covers_by_whole_segments() {
        let seven: Provision = "procedure/7".parse().unwrap();
        assert!(seven.covers(&"procedure/7/applies/1".parse().unwrap()));
        assert!(seven.covers(&seven));
        assert!(!seven.covers(&"procedure/70".parse().unwrap()));
    }

    #[test]
    fn citations_read_as_a_lawyer_writes_them() {
        let cite = |path: &str| path.parse::<Provision>().unwrap().cite();
        assert_eq!(cite("uk-gdpr/22c/2/a"), "UK GDPR art.22C(2)(a)");
        assert_eq!(cite("dpa-2018/section-8/c"), "DPA 2018 s.8(c)");
        assert_eq!(
            cite("dpa-2018/schedule-2/16/1"),
            "DPA 2018 Sch.2 para.16(1)"
        );
        assert_eq!(cite("procedure/7/except/2"), "Procedure 7/except/2");
        assert_eq!(cite("uk-gdpr/15/1a"), "UK GDPR art.15(1A)");
        assert_eq!(cite("uk-gdpr/15/1/ea"), "UK GDPR art.15(1)(ea)");
        assert_eq!(cite("dpa-2018/schedule-2/4b"), "DPA 2018 Sch.2 para.4B");
        assert_eq!(cite("dpa-2018/schedule-a1"), "DPA 2018 Sch.A1");
    }

    #[test]
    fn annexes_and_sections_that_came_later_are_places() {
        for (path, citation) in [
            ("uk-gdpr/annex-1", "UK GDPR Annex 1"),
            ("uk-gdpr/annex-1/5", "UK GDPR Annex 1 para.5"),
            ("uk-gdpr/annex-2", "UK GDPR Annex 2"),
            ("dpa-2018/section-45a", "DPA 2018 s.45A"),
            ("dpa-2018/section-78a", "DPA 2018 s.78A"),
            ("dpa-2018/section-82a", "DPA 2018 s.82A"),
            ("dpa-2018/section-149/5a", "DPA 2018 s.149(5A)"),
        ] {
            let provision: Provision = path.parse().unwrap();
            assert_eq!(provision.cite(), citation);
        }
    }

    #[test]
    fn provisions_sort_as_they_stand_in_their_texts() {
        let stand = [
            "procedure/7/applies/2",
            "procedure/7/applies/10",
            "uk-gdpr/9",
            "uk-gdpr/15",
            "uk-gdpr/15/1",
            "uk-gdpr/15/1/a",
            "uk-gdpr/15/1a",
            "uk-gdpr/15/2",
            "uk-gdpr/22",
            "uk-gdpr/22a",
            "uk-gdpr/23",
            "uk-gdpr/annex-1",
            "dpa-2018/section-24/4",
            "dpa-2018/section-186a/3",
            "dpa-2018/schedule-2/4",
            "dpa-2018/schedule-2/4b",
            "dpa-2018/schedule-2/16",
            "dpa-2018/schedule-3",
        ]
        .map(|path| path.parse::<Provision>().unwrap());
        assert!(stand.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn places_that_do_not_exist_are_refused() {
        for path in [
            "uk-gdpr/100",
            "uk-gdpr/9a",
            "uk-gdpr/annex-3",
            "dpa-2018/section-216",
            "dpa-2018/schedule-21",
        ] {
            assert!(
                matches!(
                    path.parse::<Provision>(),
                    Err(ProvisionError::NoSuchPlace(_))
                ),
                "{path}"
            );
        }
    }

    #[test]
    fn every_term_is_declared_with_a_provision_that_parses_and_a_code_of_its_own() {
        let mut paths: Vec<Provision> = Right::all().map(Term::provision).collect();
        paths.extend(Entitlement::all().map(Term::provision));
        for terms in Terms::iter() {
            let mut codes = terms.codes();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), terms.len(), "{terms:?}");
            assert!(terms.len() <= 64, "{terms:?}");
            paths.extend((0..terms.len()).filter_map(|at| terms.provision(at)));
        }
        for path in paths {
            assert_eq!(path.as_str().parse::<Provision>().as_ref(), Ok(&path));
        }
    }

    #[test]
    fn an_entitlement_is_named_after_its_right() {
        for entitlement in Entitlement::all() {
            let right = entitlement.right();
            assert!(
                entitlement
                    .code()
                    .starts_with(&format!("{}/", right.code()))
            );
        }
    }
}
