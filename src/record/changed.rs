//! What one request says otherwise than another.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical::value_of;
use crate::case::Request;

/// One thing that a request says otherwise than another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangedValue {
    /// Where in the JSON of the request, as a pointer (RFC 6901): `/about/0/facts/made-public`. Of a list, what is alike at
    /// its start and end is not told; the place is that in the list as it is now, and of what is gone as it was.
    pub at: String,
    /// What stood there before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<Value>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub now: Option<Value>,
}

/// Everything that the second request says otherwise than the first, in the order of its pointers.
pub(super) fn changes(before: &Request, now: &Request) -> Vec<ChangedValue> {
    let mut all = Vec::new();
    // One walk in which what is left to compare waits; a request is not so deep that it could grow large.
    let mut waiting = vec![(String::new(), value_of(before), value_of(now))];
    while let Some((at, before, now)) = waiting.pop() {
        match (before, now) {
            (before, now) if before == now => {}
            (Some(Value::Object(before)), Some(Value::Object(mut now))) => {
                for (name, old) in before {
                    let new = now.remove(&name);
                    waiting.push((below(&at, &name), Some(old), new));
                }
                let added = now.into_iter();
                waiting.extend(added.map(|(name, new)| (below(&at, &name), None, Some(new))));
            }
            (Some(Value::Array(before)), Some(Value::Array(now))) => {
                // What is alike at the start and at the end stands where it stood.
                let alike = |pair: &(&Value, &Value)| pair.0 == pair.1;
                let start = before.iter().zip(&now).take_while(alike).count();
                let most = before.len().min(now.len()) - start;
                let ends = before.iter().rev().zip(now.iter().rev());
                let end = ends.take(most).take_while(alike).count();
                let middle = |items: Vec<Value>| {
                    let many = items.len() - start - end;
                    items.into_iter().skip(start).take(many)
                };
                let many = before.len().max(now.len()) - start - end;
                let (mut before, mut now) = (middle(before), middle(now));
                for place in start..start + many {
                    waiting.push((below(&at, &place.to_string()), before.next(), now.next()));
                }
            }
            (before, now) => all.push(ChangedValue { at, before, now }),
        }
    }
    all.sort_by(|one, other| one.at.cmp(&other.at));
    all
}

fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{case::About, law::Right};

    #[test]
    fn a_change_is_named_with_its_place_and_what_stood_there() {
        let day = crate::calendar::Date::constant(2026, 11, 21);
        let request = Request::received(day).asks(Right::Erasure);
        let before =
            request
                .clone()
                .about(About::matter("news").fact("made-public", true, "Ida Roe"));
        let now = request.about(About::matter("news").fact("made-public", false, "Ida Roe"));
        let changed = changes(&before, &now);
        assert_eq!(changed.len(), 1, "{changed:?}");
        let ChangedValue { at, before, now } = &changed[0];
        assert_eq!(at, "/about/0/facts/made-public/is");
        assert_eq!([before, now], [&Some(true.into()), &Some(false.into())]);
    }
}
