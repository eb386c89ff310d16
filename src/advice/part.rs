//! The parts of a request, by number.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of a part of a request: 1 for the first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct PartId(pub u32);

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A part of a request: an activity or matter, or an item in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Part {
    /// Its number.
    pub id: PartId,
    /// The activity (`register/activity`) or the matter; none where the request names nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity: Option<String>,
    /// What the activity is called.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activity_title: Option<String>,
    /// The item, with the items it is in: `file / page 3`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
}

impl Part {
    /// What the part is, in words.
    #[must_use]
    pub fn subject(&self) -> String {
        let activity = self.activity_title.as_ref().or(self.activity.as_ref());
        subject(activity.map(String::as_str), self.item.as_deref())
    }
}

pub(super) fn subject(activity: Option<&str>, item: Option<&str>) -> String {
    match (activity, item) {
        (Some(activity), Some(item)) => format!("{activity}: {item}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "everything the council holds".to_owned(),
    }
}
