//! A case read from JSON, or any other format that serde reads.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::program::Program;
use crate::{
    circuit::Masks,
    fact::{Declaration, Domain, Extent, FactId, FactKind, Members, Value},
    law::{Entitlement, Terms},
    source::says_something,
};

impl Program {
    /// Reads facts and claims into a case, over what it already holds.
    ///
    /// `{"facts": {…}, "claims": […]}`: a yes/no fact takes `true` or `false`; a fact of one or several
    /// terms the code of a term, or the list of exactly those that are so; an extent `none`, `part` or
    /// `whole`; and `null` makes any fact unknown. A judgement needs its record,
    /// `{"is": …, "by": …, "on": …, "because": …}`: a bare value leaves it unknown.
    ///
    /// Nothing is derived here, no register is read, and how long an answer stays valid is not looked
    /// at: a [`Request`](crate::case::Request) does all that.
    ///
    /// # Errors
    ///
    /// Facts that cannot be so together, the first fact, entitlement or value that does not exist, and anything else that is not of this
    /// shape. The case may then have been filled in part: decide nothing from it.
    pub fn read_case<'de, D: Deserializer<'de>>(
        &self,
        deserializer: D,
        case: &mut Masks,
    ) -> Result<(), D::Error> {
        let read = ReadCase {
            program: self,
            case,
        };
        read.deserialize(deserializer)?;
        match self.contradicted_by(case) {
            Some(combination) => Err(de::Error::custom(&combination.because)),
            None => Ok(()),
        }
    }
}

/// Reads a case.
struct ReadCase<'p, 'c> {
    program: &'p Program,
    case: &'c mut Masks,
}

impl<'de> DeserializeSeed<'de> for ReadCase<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Key {
    Facts,
    Claims,
}

impl<'de> Visitor<'de> for ReadCase<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a case: a map with `facts` and `claims`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Facts => map.next_value_seed(ReadFacts(self.program, &mut *self.case))?,
                Key::Claims => map.next_value_seed(ReadClaims(self.program, &mut *self.case))?,
            }
        }
        Ok(())
    }
}

struct ReadFacts<'p, 'c>(&'p Program, &'c mut Masks);

impl<'de> DeserializeSeed<'de> for ReadFacts<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ReadFacts<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from the ids of facts to their values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(program, case) = self;
        while let Some(fact) = map.next_key_seed(ReadFact(program))? {
            let Some(declared) = program.book().vocabulary().get(fact) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let read = if declared.kind == FactKind::Judgement {
                map.next_value_seed(ReadJudgement(declared))?
            } else {
                map.next_value_seed(ReadValue(declared))?
            };
            match read {
                Some(value) => program.know(case, fact, value),
                None => program.forget(case, fact),
            }
        }
        Ok(())
    }
}

/// Reads the id of a fact.
struct ReadFact<'p>(&'p Program);

impl<'de> DeserializeSeed<'de> for ReadFact<'_> {
    type Value = FactId;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FactId, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for ReadFact<'_> {
    type Value = FactId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a fact")
    }

    fn visit_str<E: de::Error>(self, id: &str) -> Result<FactId, E> {
        let found = self.0.book().vocabulary().find(id);
        found.ok_or_else(|| E::custom(format!("no fact is called `{id}`")))
    }
}

/// Reads the value of a fact; `null` is unknown.
struct ReadValue<'p>(&'p Declaration);

impl<'de> DeserializeSeed<'de> for ReadValue<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ReadValue<'_> {
    fn term<E: de::Error>(&self, terms: Terms, code: &str) -> Result<u64, E> {
        match terms.position(code) {
            Some(at) => Ok(1 << at),
            None => Err(E::custom(format!(
                "`{code}` is no {} (the value of `{}`)",
                terms.code(),
                self.0.id
            ))),
        }
    }
}

impl<'de> Visitor<'de> for ReadValue<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.domain {
            Domain::YesNo => write!(f, "true, false or null for `{}`", self.0.id),
            Domain::Extent => write!(f, "none, part, whole or null for `{}`", self.0.id),
            Domain::OneOf(terms) => write!(f, "a {} or null for `{}`", terms.code(), self.0.id),
            Domain::SetOf(terms) => {
                write!(f, "a list of {} or null for `{}`", terms.code(), self.0.id)
            }
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<Value>, E> {
        Ok(None)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Option<Value>, E> {
        match self.0.domain {
            Domain::YesNo => Ok(Some(Value::YesNo(yes))),
            _ => Err(E::invalid_type(de::Unexpected::Bool(yes), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<Option<Value>, E> {
        match self.0.domain {
            Domain::Extent => match Extent::ALL.iter().find(|extent| extent.word() == code) {
                Some(extent) => Ok(Some(Value::Extent(*extent))),
                None => Err(E::invalid_value(de::Unexpected::Str(code), &self)),
            },
            Domain::OneOf(terms) => {
                let member = self.term(terms, code)?;
                Ok(Some(Value::Members(Members::exactly(member, terms.len()))))
            }
            _ => Err(E::invalid_type(de::Unexpected::Str(code), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<Value>, A::Error> {
        let Domain::SetOf(terms) = self.0.domain else {
            return Err(de::Error::invalid_type(de::Unexpected::Seq, &self));
        };
        let mut present = 0;
        while let Some(member) = list.next_element_seed(ReadTerm(&self, terms))? {
            present |= member;
        }
        Ok(Some(Value::Members(Members::exactly(present, terms.len()))))
    }
}

/// Reads one term of a set.
struct ReadTerm<'v, 'p>(&'v ReadValue<'p>, Terms);

impl<'de> DeserializeSeed<'de> for ReadTerm<'_, '_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for ReadTerm<'_, '_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", self.1.code())
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<u64, E> {
        self.0.term(self.1, code)
    }
}

/// Reads a judgement; without its record it stays unknown.
struct ReadJudgement<'p>(&'p Declaration);

impl<'de> DeserializeSeed<'de> for ReadJudgement<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Recorded {
    Is,
    By,
    Role,
    On,
    Because,
}

impl<'de> Visitor<'de> for ReadJudgement<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the judgement of `{}` with its record: is, by, role, on, because",
            self.0.id
        )
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<Value>, E> {
        Ok(None)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Option<Value>, E> {
        ReadValue(self.0).visit_bool(yes).map(|_| None)
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<Option<Value>, E> {
        ReadValue(self.0).visit_str(code).map(|_| None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Option<Value>, A::Error> {
        ReadValue(self.0).visit_seq(list).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Value>, A::Error> {
        let mut value = None;
        let mut said = [false; 4];
        let [by, role, on, because] = &mut said;
        while let Some(key) = map.next_key::<Recorded>()? {
            let place = match key {
                Recorded::Is => {
                    value = map.next_value_seed(ReadValue(self.0))?;
                    continue;
                }
                Recorded::By => &mut *by,
                Recorded::Role => &mut *role,
                Recorded::On => {
                    map.next_value::<jiff::civil::Date>()?;
                    *on = true;
                    continue;
                }
                Recorded::Because => &mut *because,
            };
            *place = map.next_value::<IsSaid>()?.0;
        }
        Ok(value.filter(|_| said == [true; 4]))
    }
}

/// Whether a text says something.
struct IsSaid(bool);

impl<'de> Deserialize<'de> for IsSaid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Said;
        impl Visitor<'_> for Said {
            type Value = IsSaid;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<IsSaid, E> {
                Ok(IsSaid(says_something(text)))
            }
        }
        deserializer.deserialize_str(Said)
    }
}

struct ReadClaims<'p, 'c>(&'p Program, &'c mut Masks);

impl<'de> DeserializeSeed<'de> for ReadClaims<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ReadClaims<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entitlements")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entitlement) = list.next_element::<Entitlement>()? {
            self.0.claim(self.1, entitlement, true);
        }
        Ok(())
    }
}
