//! What a source file says, as a tree that is written, and read from any format that describes itself.

use std::{borrow::Cow, cell::Cell, fmt};

use serde::{
    Serialize, Serializer,
    de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor},
    ser::Error as _,
};

use super::{MAX_DEPTH, MAX_NODES};

/// A value of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// What stands without quotes: a truth value, a number, or nothing.
    Bare(Cow<'a, str>),
    List(Vec<Self>),
    Map(Vec<(Cow<'a, str>, Self)>),
}

/// How deeply what is written in code may nest, and be read again: each item is a field and a list.
pub(crate) const DEEPEST: usize = 2 * MAX_DEPTH + 8;

impl<'a> Form<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) const fn yes_no(yes: bool) -> Self {
        Self::Bare(Cow::Borrowed(if yes { "true" } else { "false" }))
    }

    /// One item by itself, several as a list.
    pub(crate) fn many(items: impl IntoIterator<Item = Self>) -> Self {
        let mut items: Vec<Self> = items.into_iter().collect();
        match items.pop() {
            Some(only) if items.is_empty() && !matches!(only, Self::List(_)) => only,
            last => {
                items.extend(last);
                Self::List(items)
            }
        }
    }

    /// Canonical JSON, which a digest is taken of: without a blank, the fields of each mapping in the order of their
    /// names, whatever the order in which they were written.
    pub(crate) fn canonical(mut self) -> String {
        self.sort();
        let mut json = String::new();
        self.write(&mut json, None);
        json
    }

    fn sort(&mut self) {
        match self {
            Self::List(items) => items.iter_mut().for_each(Self::sort),
            Self::Map(fields) => {
                fields.iter_mut().for_each(|(_, field)| field.sort());
                fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            }
            Self::Text(_) | Self::Bare(_) => {}
        }
    }

    /// JSON with a line for each value, for faults to point to.
    fn lines(&self) -> String {
        let mut json = String::new();
        self.write(&mut json, Some(0));
        json
    }

    /// The maker of a form bounds how deeply it nests.
    fn write(&self, json: &mut String, indent: Option<usize>) {
        let inner = indent.map(|indent| indent + 1);
        let start = |json: &mut String, at: usize| {
            if at > 0 {
                json.push(',');
            }
            new_line(json, inner);
        };
        match self {
            Self::Text(text) => quote(text, json),
            Self::Bare(word) => json.push_str(word),
            Self::List(items) => {
                json.push('[');
                for (at, item) in items.iter().enumerate() {
                    start(json, at);
                    item.write(json, inner);
                }
                new_line(json, indent.filter(|_| !items.is_empty()));
                json.push(']');
            }
            Self::Map(fields) => {
                json.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    start(json, at);
                    quote(name, json);
                    json.push_str(if indent.is_some() { ": " } else { ":" });
                    value.write(json, inner);
                }
                new_line(json, indent.filter(|_| !fields.is_empty()));
                json.push('}');
            }
        }
    }
}

fn new_line(json: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        json.push('\n');
        json.extend(std::iter::repeat_n(' ', indent));
    }
}

/// A text in double quotes, as JSON has it and YAML reads it.
fn quote(text: &str, json: &mut String) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            c if c < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bare(word) => match &**word {
                "true" => serializer.serialize_bool(true),
                "false" => serializer.serialize_bool(false),
                _ => Err(S::Error::custom("a number or nothing is never written")),
            },
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

/// Reads a value of any format that describes itself into the text that a file would have.
pub(crate) fn as_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let left = Cell::new(MAX_NODES);
    let reading = Reading {
        depth: 0,
        left: &left,
    };
    Ok(reading.deserialize(deserializer)?.lines())
}

#[derive(Clone, Copy)]
struct Reading<'c> {
    depth: usize,
    /// How many values may still come.
    left: &'c Cell<usize>,
}

impl Reading<'_> {
    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            let deep = format!("lists and fields nest more than {DEEPEST} deep");
            return Err(E::custom(deep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Form<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let left = self.left.get().checked_sub(1);
        let many = || D::Error::custom(format!("there are more than {MAX_NODES} values here"));
        self.left.set(left.ok_or_else(many)?);
        deserializer.deserialize_any(self)
    }
}

fn bare(word: impl fmt::Display) -> Form<'static> {
    Form::Bare(Cow::Owned(word.to_string()))
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Form<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields, lists and words, as in a file")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Form::yes_no(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(bare(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(bare(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(bare(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Form::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Form::Text(Cow::Owned(text)))
    }

    /// Nothing: YAML's word for it, so that it is not read as the word `null`.
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(bare('~'))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(bare('~'))
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let inside = self.inside()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Form::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let inside = self.inside()?;
        let mut fields = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            fields.push((Cow::Owned(name), map.next_value_seed(inside)?));
        }
        Ok(Form::Map(fields))
    }
}
