//! The value of a fact, and the tests that a rule may put to it.

use serde::{Deserialize, Serialize};

use super::{extent::Extent, truth::Truth};
use crate::law::Terms;

/// What is known of a set of terms: which members are in it, which are not. A member in neither
/// is unknown. Positions are those of the closed vocabulary ([`crate::law::Terms`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Members {
    /// Bit mask of the members known to be in the set.
    pub present: u64,
    /// Bit mask of the members known not to be in the set.
    pub absent: u64,
}

impl Members {
    /// Exactly these members, of a vocabulary of `size` terms.
    #[must_use]
    pub const fn exactly(present: u64, size: usize) -> Self {
        Self {
            present,
            absent: universe(size) & !present,
        }
    }

    /// At least these members; whether there are others is unknown.
    #[must_use]
    pub const fn at_least(present: u64) -> Self {
        Self { present, absent: 0 }
    }

    /// Whether every member of a vocabulary of `size` terms is known.
    #[must_use]
    pub const fn is_complete(self, size: usize) -> bool {
        (self.present | self.absent) & universe(size) == universe(size)
    }

    /// Members that hold only as long as `truth` does.
    #[must_use]
    pub const fn while_true(self, truth: Truth, size: usize) -> Self {
        match truth {
            Truth::Yes => self,
            Truth::No => Self {
                present: 0,
                absent: universe(size),
            },
            Truth::Unknown => Self {
                present: 0,
                absent: self.absent,
            },
        }
    }
}

/// The mask of a whole vocabulary of `size` terms.
const fn universe(size: usize) -> u64 {
    if size >= 64 {
        u64::MAX
    } else {
        (1 << size) - 1
    }
}

/// The value of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// The known members of a closed vocabulary.
    Members(Members),
    /// An extent.
    Extent(Extent),
}

impl Value {
    /// The value in words, with the labels of the vocabulary that it comes from. Of a set that is not
    /// wholly known, the members of the mask `asked` that are known not to be in it are said too.
    #[must_use]
    pub fn in_words(self, terms: Option<Terms>, asked: u64) -> String {
        match self {
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Extent(extent) => extent.word().to_owned(),
            Self::Members(members) => {
                terms.map_or_else(String::new, |terms| list(members, terms, asked))
            }
        }
    }
}

fn list(members: Members, terms: Terms, asked: u64) -> String {
    let named = |mask: u64| {
        (0..terms.len())
            .filter(move |at| mask & (1 << at) != 0)
            .map(move |at| terms.label(at))
    };
    let mut said: Vec<String> = named(members.present).map(str::to_owned).collect();
    if members.is_complete(terms.len()) {
        return if said.is_empty() {
            "none".to_owned()
        } else {
            said.join(", ")
        };
    }
    let asked = if asked == u64::MAX { 0 } else { asked };
    said.extend(named(members.absent & asked).map(|label| format!("not {label}")));
    if members.present == 0 && members.absent & asked == 0 {
        return "unknown".to_owned();
    }
    said.push("possibly others".to_owned());
    said.join(", ")
}

/// A test on one fact. Masks hold positions of the closed vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Test {
    /// The fact is yes.
    Yes,
    /// At least one of these is in the set.
    Any(u64),
    /// All of these are in the set.
    All(u64),
    /// The set has at least one of these and nothing else.
    Only(u64),
    /// None of these is in the set.
    NoneOf(u64),
    /// The extent is this much or more.
    AtLeast(Extent),
}

impl Test {
    /// Whether the test is met by this value; a missing value is unknown.
    ///
    /// `size` is the number of terms of the fact's vocabulary (0 where it has none). A test put to
    /// a value of another kind is unknown: rule books are checked so that it does not happen.
    #[must_use]
    pub fn truth(self, value: Option<Value>, size: usize) -> Truth {
        match (self, value) {
            (Self::Yes, Some(Value::YesNo(yes))) => yes.into(),
            (Self::AtLeast(least), Some(Value::Extent(extent))) => (extent >= least).into(),
            (test, Some(Value::Members(members))) => test.of_members(members, size),
            (Self::AtLeast(Extent::None), _) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    fn of_members(self, set: Members, size: usize) -> Truth {
        match self {
            Self::Any(mask) => {
                if set.present & mask != 0 {
                    Truth::Yes
                } else {
                    known_no(mask & !set.absent == 0)
                }
            }
            Self::NoneOf(mask) => !Self::Any(mask).of_members(set, size),
            Self::All(mask) => {
                if set.absent & mask != 0 {
                    Truth::No
                } else {
                    known_yes(mask & !set.present == 0)
                }
            }
            Self::Only(mask) => {
                let others = universe(size) & !mask;
                Self::Any(mask)
                    .of_members(set, size)
                    .and(Self::NoneOf(others).of_members(set, size))
            }
            Self::Yes | Self::AtLeast(_) => Truth::Unknown,
        }
    }
}

const fn known_no(is_no: bool) -> Truth {
    if is_no { Truth::No } else { Truth::Unknown }
}

const fn known_yes(is_yes: bool) -> Truth {
    if is_yes { Truth::Yes } else { Truth::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every test agrees with its plain meaning on every completion of every partial set of three.
    #[test]
    fn a_test_is_determined_exactly_when_every_completion_agrees() {
        const SIZE: usize = 3;
        type Meaning = fn(u64, u64) -> bool;
        for mask in 0..8u64 {
            let tests: [(Test, Meaning); 4] = [
                (Test::Any(mask), |set, mask| set & mask != 0),
                (Test::NoneOf(mask), |set, mask| set & mask == 0),
                (Test::All(mask), |set, mask| set & mask == mask),
                (Test::Only(mask), |set, mask| set != 0 && set & !mask == 0),
            ];
            for (test, meaning) in tests {
                for present in 0..8u64 {
                    for absent in (0..8u64).filter(|absent| absent & present == 0) {
                        let set = Members { present, absent };
                        let outcomes: Vec<bool> = (0..8u64)
                            .filter(|full| full & present == present && full & absent == 0)
                            .map(|full| meaning(full, mask))
                            .collect();
                        let expected = if outcomes.iter().all(|o| *o) {
                            Truth::Yes
                        } else if outcomes.iter().all(|o| !*o) {
                            Truth::No
                        } else {
                            Truth::Unknown
                        };
                        let actual = test.truth(Some(Value::Members(set)), SIZE);
                        assert_eq!(actual, expected, "{test:?} on {set:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_missing_value_is_unknown() {
        for test in [
            Test::Yes,
            Test::Any(1),
            Test::NoneOf(1),
            Test::AtLeast(Extent::Part),
        ] {
            assert_eq!(test.truth(None, 3), Truth::Unknown);
        }
    }
}
