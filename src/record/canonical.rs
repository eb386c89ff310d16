//! JSON in one form, and its digest.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::source::Digest;

/// The digest of the canonical JSON of something. None for what cannot be written: items nested more deeply than any
/// request is decided with.
pub(super) fn digest_of(what: &impl Serialize) -> Option<Digest> {
    Some(digest_of_value(&value_of(what)?))
}

/// The digest of canonical JSON: without blanks, the fields of each object in the order of their names. That is the form
/// of RFC 8785, for nothing here holds a fraction, or a name outside ASCII.
pub(super) fn digest_of_value(value: &Value) -> Digest {
    let mut json = String::new();
    write(value, &mut json);
    Digest::of_text(&json)
}

pub(super) fn value_of(what: &impl Serialize) -> Option<Value> {
    serde_json::to_value(what).ok()
}

/// The order of names is made here, and not left to the map that the JSON crate was built with. Nothing that was read or
/// made nests deeper than a request may.
fn write(value: &Value, json: &mut String) {
    let separate = |json: &mut String, at: usize| {
        if at > 0 {
            json.push(',');
        }
    };
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<&String, &Value> = fields.iter().collect();
            json.push('{');
            for (at, (name, field)) in fields.into_iter().enumerate() {
                separate(json, at);
                json.push_str(&Value::from(name.as_str()).to_string());
                json.push(':');
                write(field, json);
            }
            json.push('}');
        }
        Value::Array(items) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(json, at);
                write(item, json);
            }
            json.push(']');
        }
        other => json.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::digest_of;
    use crate::source::Digest;

    #[test]
    fn fields_are_sorted_before_they_are_hashed() {
        #[derive(serde::Serialize)]
        struct Of {
            b: u8,
            a: &'static str,
        }
        let text = r#"{"a":"é","b":1}"#;
        let digest = digest_of(&Of { b: 1, a: "é" });
        assert_eq!(digest, Some(Digest::of_text(text)));
    }
}
