//! What a person can ask for apart, under one right.

use super::{Entitlement, term::vocabulary};

vocabulary! {
    /// One of the three things that the right of access gives. A person can ask for each by itself.
    ///
    /// ```
    /// use data_subject_rights::law::{Aspect, Entitlement};
    /// assert_eq!(Aspect::of(Entitlement::AccessRecipients), Some(Aspect::Information));
    /// assert_eq!(Aspect::of(Entitlement::ErasureErase), None);
    /// ```
    Aspect {
        Confirmation = "confirmation", "whether information is held", "uk-gdpr/15/1";
        Copy = "copy", "a copy", "uk-gdpr/15/3";
        Information = "information", "information about the use", "uk-gdpr/15/1";
    }
}

impl Aspect {
    /// The aspect that an entitlement belongs to; none where its right has no aspects.
    #[must_use]
    pub const fn of(entitlement: Entitlement) -> Option<Self> {
        match entitlement {
            Entitlement::AccessConfirmation => Some(Self::Confirmation),
            Entitlement::AccessCopy => Some(Self::Copy),
            Entitlement::AccessPurposes
            | Entitlement::AccessCategories
            | Entitlement::AccessRecipients
            | Entitlement::AccessRetention
            | Entitlement::AccessRights
            | Entitlement::AccessControllerComplaint
            | Entitlement::AccessCommissionerComplaint
            | Entitlement::AccessSource
            | Entitlement::AccessAutomatedDecisions
            | Entitlement::AccessTransferSafeguards => Some(Self::Information),
            _ => None,
        }
    }
}
