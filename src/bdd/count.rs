//! Numbers of cases, exact however large they are.

use crate::budget::BUDGET;
use std::fmt;

use num_bigint::BigUint;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How many cases there are, or how many situations: exact however many.
///
/// A rule may depend on more questions than there are bits in any number of the machine. `Display` writes the digits.
/// JSON has a number as long as every reader keeps it exact, up to 2^53 − 1, and beyond that the digits as a string.
///
/// ```
/// use data_subject_rights::unstable::Count;
/// let few = Count::from(12);
/// assert_eq!(few.to_u128(), Some(12));
/// let digits = "1606938044258990275541962092341162602522202993782792835301376";
/// let many: Count = serde_json::from_str(&format!("\"{digits}\""))?;
/// assert!(few < many && many.to_u128().is_none());
/// assert_eq!(many.to_string(), digits);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(Size);

/// Large only where it is no small one: that makes equal counts equal, and a large one more than any small one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Size {
    Small(u128),
    Large(BigUint),
}

/// What every reader of JSON keeps exact.
const KEPT: u128 = (1 << 53) - 1;

impl Count {
    /// Two to the power of a number: as many as there are answers to so many questions of yes or no.
    pub(crate) fn power_of_two(power: usize) -> Self {
        Self::from(1).doubled(power)
    }

    /// The number, where it fits in 128 bits.
    #[must_use]
    pub const fn to_u128(&self) -> Option<u128> {
        match self.0 {
            Size::Small(count) => Some(count),
            Size::Large(_) => None,
        }
    }

    /// Both together.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let small = match (&self.0, &other.0) {
            (Size::Small(one), Size::Small(other)) => one.checked_add(*other),
            _ => None,
        };
        small.map_or_else(
            || Self::large(self.to_large() + other.to_large()),
            Self::from,
        )
    }

    /// So many times twice as many.
    pub(super) fn doubled(&self, times: usize) -> Self {
        match self.0 {
            Size::Small(0) => Self::from(0),
            Size::Small(count) if times <= count.leading_zeros() as usize => {
                Self::from(count << times)
            }
            _ => Self::large(self.to_large() << times),
        }
    }

    /// What is left without so many; none where there are not more.
    pub(crate) fn without(&self, fewer: usize) -> Self {
        match &self.0 {
            Size::Small(count) => Self::from(count.saturating_sub(fewer as u128)),
            // It is more than any number of the machine.
            Size::Large(count) => Self::large(count - fewer),
        }
    }

    fn to_large(&self) -> BigUint {
        match &self.0 {
            Size::Small(count) => BigUint::from(*count),
            Size::Large(count) => count.clone(),
        }
    }

    fn large(count: BigUint) -> Self {
        let small = u128::try_from(&count);
        small.map_or(Self(Size::Large(count)), Self::from)
    }
}

impl From<u128> for Count {
    fn from(count: u128) -> Self {
        Self(Size::Small(count))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Size::Small(count) => count.fmt(f),
            Size::Large(count) => count.fmt(f),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self
            .to_u128()
            .filter(|count| *count <= KEPT)
            .map(u64::try_from)
        {
            Some(Ok(count)) => serializer.serialize_u64(count),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl de::Visitor<'_> for Digits {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number that is not negative, or its digits")
            }

            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Count, E> {
                Ok(Count::from(u128::from(count)))
            }

            fn visit_u128<E: de::Error>(self, count: u128) -> Result<Count, E> {
                Ok(Count::from(count))
            }

            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Count, E> {
                let known = u64::try_from(count);
                let known =
                    known.map_err(|_| E::invalid_value(de::Unexpected::Signed(count), &self));
                known.and_then(|count| self.visit_u64(count))
            }

            fn visit_str<E: de::Error>(self, digits: &str) -> Result<Count, E> {
                // A sign or a space would be read too, and very many digits for very long.
                let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit());
                let is_plain = is_plain && digits.len() <= BUDGET.count_digits;
                let count = digits.parse().ok().filter(|_| is_plain);
                let count =
                    count.ok_or_else(|| E::invalid_value(de::Unexpected::Str(digits), &self));
                count.map(Count::large)
            }
        }

        deserializer.deserialize_any(Digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_the_same_however_it_was_come_by() {
        let most = Count::from(u128::MAX);
        let one = Count::from(1);
        assert_eq!(most.plus(&one), Count::power_of_two(128));
        assert_eq!(most.plus(&one).without(1), most);
        assert_eq!(most.plus(&one).without(1).to_u128(), Some(u128::MAX));
        assert_eq!(one.without(2), Count::from(0));
        assert_eq!(Count::from(3).doubled(126).to_u128(), Some(3 << 126));
        assert_eq!(Count::from(4).doubled(126), Count::power_of_two(128));
        assert_eq!(Count::from(0).doubled(usize::MAX), Count::from(0));
        assert!(
            Count::power_of_two(128) > most && Count::power_of_two(129) > Count::power_of_two(128)
        );
    }

    #[test]
    fn a_count_reads_back_as_it_was_written() {
        let written = |count: &Count| serde_json::to_string(count).expect("it is a number");
        for count in [0, 7, KEPT, KEPT + 1, u128::MAX] {
            let count = Count::from(count);
            let read: Count = serde_json::from_str(&written(&count)).expect("it was written so");
            assert_eq!(read, count);
        }
        let many = Count::power_of_two(300);
        assert_eq!(
            serde_json::from_str::<Count>(&written(&many)).expect("it was written so"),
            many
        );
        assert_eq!(written(&Count::from(KEPT)), "9007199254740991");
        assert_eq!(written(&Count::from(KEPT + 1)), "\"9007199254740992\"");
        for wrong in [
            "\"\"", "\"+1\"", "\" 1\"", "-1", "1.5", "\"1e3\"", "null", "\"1_0\"",
        ] {
            assert!(serde_json::from_str::<Count>(wrong).is_err(), "{wrong}");
        }
    }
}
