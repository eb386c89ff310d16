//! What a book works out: definitions and entitlements.

use super::rule_id::RuleId;
use crate::law::Entitlement;

/// Something that is worked out from other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Derived {
    /// Whether a definition holds, or its members.
    Definition(RuleId),
    /// How far an entitlement is granted.
    Entitlement(Entitlement),
}
