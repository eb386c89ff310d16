//! One part of a request with everything known of it.

use std::collections::BTreeMap;

use super::register::{Activity, Register};
use crate::law::Right;
use crate::{
    fact::{FactId, Facts, WhyUnknown},
    rule::Dates,
};

/// One data item (or a whole activity, or a whole request) with everything known of it.
pub(crate) struct Case<'r> {
    /// The register and activity, where there is one.
    pub activity: Option<(&'r Register, &'r Activity)>,
    /// The reference of the activity, or the name of the matter.
    pub about: Option<String>,
    /// The item, with the items it is in.
    pub item: Option<String>,
    pub facts: Facts,
    /// What is known for the decision on a complaint, where more is asked about the same use.
    pub for_complaint: Option<Box<Facts>>,
    /// Its dates: those of the request, and its own.
    pub dates: Dates,
    /// What counts as not shown since the case was closed, with what had been said of it.
    pub closed: BTreeMap<FactId, WhyUnknown>,
    /// Which of the request's asks concern it.
    pub asks: Vec<usize>,
}

#[cfg(feature = "inquiry")]
impl Case<'_> {
    /// What is known for the decision on a right.
    pub(crate) fn facts_for(&self, right: Right) -> &Facts {
        facts_for(right, &self.facts, self.for_complaint.as_deref())
    }
}

/// What is known for the decision on a right, where a complaint that stands beside other requests has facts of its own.
pub(crate) fn facts_for<'f>(
    right: Right,
    facts: &'f Facts,
    of_complaint: Option<&'f Facts>,
) -> &'f Facts {
    of_complaint
        .filter(|_| right == Right::Complaint)
        .unwrap_or(facts)
}
