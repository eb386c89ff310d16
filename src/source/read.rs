//! Takes nodes apart. Every function reports the fault it meets and goes on.

use jiff::civil::Date;

use super::{
    code::Code,
    diagnostic::{Place, Problems},
    yaml::{Entry, Node, NodeKind},
};
use crate::calendar::Period;

/// A mapping whose fields are known.
pub(crate) struct Fields<'a> {
    entries: &'a [Entry],
    place: &'a Place,
    what: &'static str,
}

impl<'a> Fields<'a> {
    /// Opens a mapping, reporting every field that is not `known`.
    pub(crate) fn open(
        node: &'a Node,
        what: &'static str,
        known: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else {
            problems.report(
                Code::WrongShape,
                &node.place,
                format!("{what} is written as fields, each `name: value`"),
                format!("its fields are: {}", known.join(", ")),
            );
            return None;
        };
        for entry in entries {
            if !known.contains(&entry.key.as_str()) {
                let help = problems.did_you_mean(
                    &entry.key,
                    known.iter().copied(),
                    format!("its fields are: {}", known.join(", ")),
                );
                problems.report(
                    Code::UnknownField,
                    &entry.place,
                    format!("{what} has no field `{}`", entry.key),
                    help,
                );
            }
        }
        Some(Self {
            entries,
            place: &node.place,
            what,
        })
    }

    /// Where the mapping starts.
    pub(crate) const fn place(&self) -> &'a Place {
        self.place
    }

    /// The value of a field that may be absent.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == name)
            .map(|entry| &entry.value)
    }

    /// The items of a list that may be absent.
    pub(crate) fn list(&self, name: &str, problems: &mut Problems) -> &'a [Node] {
        self.get(name)
            .map(|node| list(node, problems))
            .unwrap_or_default()
    }

    /// One item or several of a field that may be absent.
    pub(crate) fn many(&self, name: &str) -> &'a [Node] {
        self.get(name).map(many).unwrap_or_default()
    }

    /// The value of a field that must be there.
    pub(crate) fn required(&self, name: &str, problems: &mut Problems) -> Option<&'a Node> {
        let value = self.get(name);
        if value.is_none() {
            problems.report(
                Code::MissingField,
                self.place,
                format!("{} needs the field `{name}`", self.what),
                format!("add `{name}:`"),
            );
        }
        value
    }
}

/// A scalar's text.
pub(crate) fn text<'a>(node: &'a Node, problems: &mut Problems) -> Option<&'a str> {
    if let NodeKind::Scalar { text, plain } = &node.kind {
        if *plain && text.is_empty() {
            problems.report(
                Code::MissingField,
                &node.place,
                "there is no value here",
                "write a value after the colon, or remove the field",
            );
            return None;
        }
        if problems.bounds().is_verbatim {
            return Some(text);
        }
        return Some(text.trim());
    }
    problems.report(
        Code::WrongShape,
        &node.place,
        "one word or sentence belongs here",
        "write it after the colon, without `- `, brackets or fields of its own",
    );
    None
}

/// Words for a person: text that says something.
pub(crate) fn words(node: &Node, problems: &mut Problems) -> Option<String> {
    let said = match &node.kind {
        NodeKind::Scalar { text, plain } if !plain && problems.bounds().is_verbatim => {
            return Some(text.clone());
        }
        NodeKind::Scalar { text, .. } => text.trim(),
        _ => text(node, problems)?,
    };
    if said.is_empty() {
        problems.report(
            Code::MissingWords,
            &node.place,
            "the words are missing",
            "say it in a plain sentence",
        );
        return None;
    }
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A list's items.
pub(crate) fn list<'a>(node: &'a Node, problems: &mut Problems) -> &'a [Node] {
    if let NodeKind::List(items) = &node.kind {
        return items;
    }
    problems.report(
        Code::WrongShape,
        &node.place,
        "a list belongs here",
        "write `[one, two]`, or one item a line after `- `",
    );
    &[]
}

/// One item or a list of them.
pub(crate) fn many(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A calendar date.
pub(crate) fn date(node: &Node, problems: &mut Problems) -> Option<Date> {
    let written = text(node, problems)?;
    let read = written.parse::<Date>().ok().filter(|_| written.len() == 10);
    if read.is_none() {
        problems.report(
            Code::NotADate,
            &node.place,
            format!("`{written}` is not a date of the calendar"),
            "write year, month and day, such as `2026-11-21`",
        );
    }
    read
}

/// A calendar period.
pub(crate) fn period(node: &Node, problems: &mut Problems) -> Option<Period> {
    let written = text(node, problems)?;
    match written.parse::<Period>() {
        Ok(period) => Some(period),
        Err(error) => {
            problems.report(
                Code::NotAPeriod,
                &node.place,
                error.to_string(),
                "write a number in figures and days, weeks, months or years, such as `1 month` or `5 years`",
            );
            None
        }
    }
}

/// One word of a closed choice.
pub(crate) fn word<T: Copy>(
    node: &Node,
    choice: &[(&str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let written = text(node, problems)?;
    let found = choice.iter().find(|(name, _)| *name == written);
    if found.is_none() {
        let names: Vec<&str> = choice.iter().map(|(name, _)| *name).collect();
        problems.report(
            Code::UnknownWord,
            &node.place,
            format!("`{written}` is not one of the words allowed here"),
            problems.did_you_mean(
                written,
                names.iter().copied(),
                format!("one of: {}", names.join(", ")),
            ),
        );
    }
    found.map(|(_, value)| *value)
}

/// `yes` or `no`; JSON writes `true` and `false`.
pub(crate) fn yes_no(node: &Node, problems: &mut Problems) -> Option<bool> {
    word(
        node,
        &[
            ("yes", true),
            ("no", false),
            ("true", true),
            ("false", false),
        ],
        problems,
    )
}

/// Whether words say something: a dash or a blank in the place of a name or a reason does not.
pub(crate) fn says_something(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
}
