//! What is known of a case, as bits.

use data_subject_rights::{
    fact::{Domain, Extent, FactId, Facts, Value, Vocabulary},
    law::Terms,
};

/// What is known of a case: the bits known to be so, and the bits known not to be so. A bit in neither
/// is not known.
///
/// The facts on which an outcome rests need 62 bits, so each side is a single word: a question about
/// facts joined by "and" or "or" is one mask, whichever facts they are. Facts that no outcome rests on
/// (whether a duty was met, how the request came) have no bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    yes: u64,
    no: u64,
}

// Whom the procedure covers (procedure/2/1, procedure/A/representative). Of the capacities, rules ask
// about two.
pub const COUNCIL_IS_CONTROLLER: u64 = 1;
pub const PERSON_IS_LIVING: u64 = 1 << 1;
pub const DATA_SUBJECT_ASKS: u64 = 1 << 2;
pub const SOMEBODY_ELSE_ASKS: u64 = 1 << 3;
pub const AUTHORITY_SHOWN: u64 = 1 << 4;

// The item, and what the person said of it.
pub const INFORMATION_HELD: u64 = 1 << 5;
pub const RETENTION_ELAPSED: u64 = 1 << 6;
pub const CONTINUING_NEED_RECORDED: u64 = 1 << 7;
pub const NO_LONGER_NEEDED: u64 = 1 << 8;
pub const UNLAWFULLY_PROCESSED: u64 = 1 << 9;
pub const ERASURE_REQUIRED_BY_LAW: u64 = 1 << 10;
pub const COMPELLING_GROUNDS: u64 = 1 << 11;
pub const CONSENT_WITHDRAWN: u64 = 1 << 12;
pub const HAS_OBJECTED: u64 = 1 << 13;
pub const OBJECTS_TO_MARKETING: u64 = 1 << 14;

// Legal reasons on record. A rule asks that there be no others, so all of them have a bit.
pub const CONSENT: u64 = 1 << 15;
pub const CONTRACT: u64 = 1 << 16;
pub const LEGAL_OBLIGATION: u64 = 1 << 17;
pub const VITAL_INTERESTS: u64 = 1 << 18;
pub const PUBLIC_TASK: u64 = 1 << 19;
pub const RECOGNISED_INTEREST: u64 = 1 << 20;
pub const LEGITIMATE_INTERESTS: u64 = 1 << 21;
pub const EVERY_BASIS: u64 = CONSENT
    | CONTRACT
    | LEGAL_OBLIGATION
    | VITAL_INTERESTS
    | PUBLIC_TASK
    | RECOGNISED_INTEREST
    | LEGITIMATE_INTERESTS;

// Purposes on record: those that a rule names.
pub const DIRECT_MARKETING: u64 = 1 << 22;
pub const SCIENTIFIC_RESEARCH: u64 = 1 << 23;
pub const HISTORICAL_RESEARCH: u64 = 1 << 24;
pub const STATISTICS: u64 = 1 << 25;
pub const ARCHIVING: u64 = 1 << 26;
pub const PUBLIC_HEALTH: u64 = 1 << 27;
pub const FREEDOM_OF_EXPRESSION: u64 = 1 << 28;
pub const LEGAL_CLAIMS: u64 = 1 << 29;

// Rectification and restriction.
pub const INFORMATION_INACCURATE: u64 = 1 << 30;
pub const INFORMATION_INCOMPLETE: u64 = 1 << 31;
pub const ACCURACY_CONTESTED: u64 = 1 << 32;
pub const ACCURACY_ANSWERED: u64 = 1 << 33;
pub const OBJECTION_ANSWERED: u64 = 1 << 34;
pub const PREFERS_RESTRICTION: u64 = 1 << 35;
pub const NEEDED_FOR_A_CLAIM: u64 = 1 << 36;

// Portability.
pub const SUPPLIED_BY_THE_PERSON: u64 = 1 << 37;
pub const AUTOMATED_PROCESSING: u64 = 1 << 38;

// Automated decisions.
pub const MADE_BY_COMPUTER: u64 = 1 << 39;
pub const PROFILING_USED: u64 = 1 << 40;
pub const COULD_AFFECT_SOMEBODY: u64 = 1 << 41;
pub const NECESSARY_FOR_CONTRACT: u64 = 1 << 42;
pub const AUTHORISED_BY_LAW: u64 = 1 << 43;
pub const BY_EXPLICIT_CONSENT: u64 = 1 << 44;

// Information.
pub const COLLECTED_FROM_PERSON: u64 = 1 << 45;
pub const COLLECTED_FROM_OTHERS: u64 = 1 << 46;
pub const TOLD_BEFORE: u64 = 1 << 47;
pub const NEW_SERVICE: u64 = 1 << 48;

// Access. An extent has two bits: at least a part, and the whole. Four exemptions are alike, each with a
// condition and an extent. So that one step can look at all four, what they ask stands in the order
// other people, criminal investigation, other exemption, footage.
pub const WOULD_ALREADY_KNOW: u64 = 1 << 49;
pub const OTHERS_CONSENT: u64 = 1 << 50;
pub const CRIME_RAISED: u64 = 1 << 51;
pub const OTHER_EXEMPTION_RAISED: u64 = 1 << 52;
pub const IS_CCTV: u64 = 1 << 53;
pub const SOME_ABOUT_OTHERS: u64 = 1 << 54;
pub const SOME_HARMS_INVESTIGATION: u64 = 1 << 55;
pub const SOME_OTHERWISE_EXEMPT: u64 = 1 << 56;
pub const SOME_FOOTAGE_OF_OTHERS: u64 = 1 << 57;
pub const ALL_ABOUT_OTHERS: u64 = 1 << 58;
pub const ALL_HARMS_INVESTIGATION: u64 = 1 << 59;
pub const ALL_OTHERWISE_EXEMPT: u64 = 1 << 60;
pub const ALL_FOOTAGE_OF_OTHERS: u64 = 1 << 61;

/// Every bit that has a meaning.
const EVERY_BIT: u64 = u64::MAX >> 2;

/// The yes/no facts, as the vocabulary calls them.
const YES_NO: &[(&str, u64)] = &[
    ("council-is-controller", COUNCIL_IS_CONTROLLER),
    ("person-is-living", PERSON_IS_LIVING),
    ("authority-shown", AUTHORITY_SHOWN),
    ("information-held", INFORMATION_HELD),
    ("retention-elapsed", RETENTION_ELAPSED),
    ("continuing-need-recorded", CONTINUING_NEED_RECORDED),
    ("no-longer-needed", NO_LONGER_NEEDED),
    ("unlawfully-processed", UNLAWFULLY_PROCESSED),
    ("erasure-required-by-law", ERASURE_REQUIRED_BY_LAW),
    ("compelling-legitimate-grounds", COMPELLING_GROUNDS),
    ("consent-withdrawn", CONSENT_WITHDRAWN),
    ("has-objected", HAS_OBJECTED),
    ("objects-to-direct-marketing", OBJECTS_TO_MARKETING),
    ("information-inaccurate", INFORMATION_INACCURATE),
    ("information-incomplete", INFORMATION_INCOMPLETE),
    ("accuracy-contested", ACCURACY_CONTESTED),
    ("accuracy-question-answered", ACCURACY_ANSWERED),
    ("objection-answered", OBJECTION_ANSWERED),
    ("prefers-restriction", PREFERS_RESTRICTION),
    ("needed-by-the-person-for-a-claim", NEEDED_FOR_A_CLAIM),
    ("supplied-by-the-person", SUPPLIED_BY_THE_PERSON),
    ("processed-by-automated-means", AUTOMATED_PROCESSING),
    ("made-by-computer", MADE_BY_COMPUTER),
    ("profiling-used", PROFILING_USED),
    ("could-affect-somebody", COULD_AFFECT_SOMEBODY),
    ("decision-necessary-for-contract", NECESSARY_FOR_CONTRACT),
    ("decision-authorised-by-law", AUTHORISED_BY_LAW),
    ("decision-by-explicit-consent", BY_EXPLICIT_CONSENT),
    ("collected-from-person", COLLECTED_FROM_PERSON),
    ("collected-from-others", COLLECTED_FROM_OTHERS),
    ("told-before", TOLD_BEFORE),
    ("new-service-or-department", NEW_SERVICE),
    ("person-would-already-know", WOULD_ALREADY_KNOW),
    ("others-consent-supplied", OTHERS_CONSENT),
    ("crime-exemption-raised", CRIME_RAISED),
    ("other-exemption-raised", OTHER_EXEMPTION_RAISED),
    ("is-cctv", IS_CCTV),
];

/// Members of sets, with the set.
const MEMBERS: &[(&str, &str, u64)] = &[
    ("capacity", "data-subject", DATA_SUBJECT_ASKS),
    ("capacity", "other", SOMEBODY_ELSE_ASKS),
    ("lawful-basis", "consent", CONSENT),
    ("lawful-basis", "contract", CONTRACT),
    ("lawful-basis", "legal-obligation", LEGAL_OBLIGATION),
    ("lawful-basis", "vital-interests", VITAL_INTERESTS),
    ("lawful-basis", "public-task", PUBLIC_TASK),
    (
        "lawful-basis",
        "recognised-legitimate-interest",
        RECOGNISED_INTEREST,
    ),
    ("lawful-basis", "legitimate-interests", LEGITIMATE_INTERESTS),
    ("purpose", "direct-marketing", DIRECT_MARKETING),
    ("purpose", "scientific-research", SCIENTIFIC_RESEARCH),
    ("purpose", "historical-research", HISTORICAL_RESEARCH),
    ("purpose", "statistics", STATISTICS),
    ("purpose", "archiving", ARCHIVING),
    ("purpose", "public-health", PUBLIC_HEALTH),
    ("purpose", "freedom-of-expression", FREEDOM_OF_EXPRESSION),
    ("purpose", "legal-claims", LEGAL_CLAIMS),
];

/// Extents, with the bits for "at least a part" and "the whole".
const EXTENTS: &[(&str, u64, u64)] = &[
    (
        "third-party-information",
        SOME_ABOUT_OTHERS,
        ALL_ABOUT_OTHERS,
    ),
    (
        "harm-to-criminal-investigation",
        SOME_HARMS_INVESTIGATION,
        ALL_HARMS_INVESTIGATION,
    ),
    (
        "covered-by-other-exemption",
        SOME_OTHERWISE_EXEMPT,
        ALL_OTHERWISE_EXEMPT,
    ),
    (
        "others-in-footage",
        SOME_FOOTAGE_OF_OTHERS,
        ALL_FOOTAGE_OF_OTHERS,
    ),
];

impl Known {
    /// Picks the bits out of the facts that the library knows. Not a part of what is timed.
    pub fn from_facts(vocabulary: &Vocabulary, facts: &Facts) -> Self {
        let find = |id: &str| -> FactId {
            vocabulary
                .find(id)
                .unwrap_or_else(|| panic!("the vocabulary has no fact `{id}`"))
        };
        let mut known = Self::default();
        for (id, bit) in YES_NO {
            if let Some(Value::YesNo(yes)) = facts.value(find(id)) {
                known.learn(*bit, yes, !yes);
            }
        }
        for (id, code, bit) in MEMBERS {
            let position = position(terms(vocabulary, find(id)), code);
            if let Some(Value::Members(members)) = facts.value(find(id)) {
                let has = |mask: u64| mask & (1 << position) != 0;
                known.learn(*bit, has(members.present), has(members.absent));
            }
        }
        for (id, part, whole) in EXTENTS {
            if let Some(Value::Extent(extent)) = facts.value(find(id)) {
                let some = extent >= Extent::Part;
                known.learn(*part, some, !some);
                known.learn(*whole, extent == Extent::Whole, extent != Extent::Whole);
            }
        }
        known
    }

    fn learn(&mut self, bit: u64, yes: bool, no: bool) {
        self.yes |= bit * u64::from(yes);
        self.no |= bit * u64::from(no);
    }

    /// Whether nothing is left open.
    #[inline(always)]
    pub const fn is_complete(&self) -> bool {
        self.yes | self.no == EVERY_BIT
    }

    /// The reading in which nothing counts as so, or as not so, that is not known to be.
    #[inline(always)]
    pub const fn certainly(&self) -> Reading {
        Reading {
            so: self.yes,
            not_so: self.no,
        }
    }

    /// The reading in which everything counts as so that is not known not to be, and everything as not
    /// so that is not known to be.
    #[inline(always)]
    pub const fn possibly(&self) -> Reading {
        Reading {
            so: !self.no,
            not_so: !self.yes,
        }
    }
}

/// What counts as so, and what counts as not so.
///
/// A condition written with `&` and `|` over the three questions below is certain in the one reading
/// if Kleene's logic makes it true, and possible in the other unless Kleene's logic makes it false.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    so: u64,
    not_so: u64,
}

impl Reading {
    /// Whether this is so.
    #[inline(always)]
    pub const fn is(self, bit: u64) -> bool {
        self.any(bit)
    }

    /// Whether at least one of these is so.
    #[inline(always)]
    pub const fn any(self, bits: u64) -> bool {
        self.so & bits != 0
    }

    /// Whether all of these are so.
    #[inline(always)]
    pub const fn all(self, bits: u64) -> bool {
        self.so & bits == bits
    }

    /// Four bits from this one on, set where it is so.
    #[inline(always)]
    pub const fn four_from(self, first: u64) -> u64 {
        (self.so >> first.trailing_zeros()) & 0b1111
    }

    /// Four bits from this one on, set where it is not so.
    #[inline(always)]
    pub const fn four_lacking_from(self, first: u64) -> u64 {
        (self.not_so >> first.trailing_zeros()) & 0b1111
    }

    /// Whether none of these is so.
    #[inline(always)]
    pub const fn lacks(self, bits: u64) -> bool {
        self.not_so & bits == bits
    }
}

fn terms(vocabulary: &Vocabulary, fact: FactId) -> Terms {
    match vocabulary.get(fact).map(|declared| declared.domain) {
        Some(Domain::SetOf(terms) | Domain::OneOf(terms)) => terms,
        other => panic!("{other:?} has no members"),
    }
}

fn position(terms: Terms, code: &str) -> usize {
    terms
        .position(code)
        .unwrap_or_else(|| panic!("no term is called `{code}`"))
}
