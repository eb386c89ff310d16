//! One part of a request with everything known of it.

use std::collections::BTreeMap;

use super::register::{Activity, Register};
use crate::fact::{FactId, Facts, WhyUnknown};

/// One data item (or a whole activity, or a whole request) with everything known of it.
pub(crate) struct Case<'r> {
    /// The register and activity, where there is one.
    pub activity: Option<(&'r Register, &'r Activity)>,
    /// The reference of the activity, or the name of the matter.
    pub about: Option<String>,
    /// The item, with the items it is in.
    pub item: Option<String>,
    pub facts: Facts,
    /// What counts as not shown since the case was closed, with what had been said of it.
    pub closed: BTreeMap<FactId, WhyUnknown>,
    /// Which of the request's asks concern it.
    pub asks: Vec<usize>,
}
