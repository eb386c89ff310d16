//! What each right gives, thing by thing.

use super::{Right, term::vocabulary};

vocabulary! {
    /// One thing that a right gives. A decision is made for each entitlement, then rolled up.
    ///
    /// The code starts with the code of its right.
    ///
    /// ```
    /// use data_subject_rights::law::{Entitlement, Right};
    /// assert_eq!(Entitlement::AccessCopy.right(), Right::Access);
    /// ```
    Entitlement {
        InformationNotice = "information/notice", "to be told what is done with the information", "uk-gdpr/13";
        InformationNoticeOtherSource = "information/notice-other-source", "to be told about information that came from someone else", "uk-gdpr/14";
        AccessConfirmation = "access/confirmation", "to be told whether information is held", "uk-gdpr/15/1";
        AccessCopy = "access/copy", "to be given a copy", "uk-gdpr/15/3";
        AccessPurposes = "access/purposes", "to be told the purposes", "uk-gdpr/15/1/a";
        AccessCategories = "access/categories", "to be told the categories of information", "uk-gdpr/15/1/b";
        AccessRecipients = "access/recipients", "to be told the recipients", "uk-gdpr/15/1/c";
        AccessRetention = "access/retention", "to be told how long it is kept", "uk-gdpr/15/1/d";
        AccessRights = "access/rights", "to be told of the other rights", "uk-gdpr/15/1/e";
        AccessControllerComplaint = "access/controller-complaint", "to be told of the complaint to the controller", "uk-gdpr/15/1/ea";
        AccessCommissionerComplaint = "access/commissioner-complaint", "to be told of the complaint to the regulator", "uk-gdpr/15/1/f";
        AccessSource = "access/source", "to be told where the information came from", "uk-gdpr/15/1/g";
        AccessAutomatedDecisions = "access/automated-decisions", "to be told of automated decisions and their logic", "uk-gdpr/15/1/h";
        AccessTransferSafeguards = "access/transfer-safeguards", "to be told the safeguards of a transfer", "uk-gdpr/15/2";
        RectificationCorrect = "rectification/correct", "to have wrong information corrected", "uk-gdpr/16";
        RectificationComplete = "rectification/complete", "to have incomplete information completed", "uk-gdpr/16";
        ErasureErase = "erasure/erase", "to have the information erased", "uk-gdpr/17/1";
        ErasureTellOthers = "erasure/tell-others", "to have other controllers told of the erasure", "uk-gdpr/17/2";
        RestrictionRestrict = "restriction/restrict", "to have the use of the information restricted", "uk-gdpr/18/1";
        PortabilityReceive = "portability/receive", "to receive the information in a machine-readable form", "uk-gdpr/20/1";
        PortabilityTransmit = "portability/transmit", "to have the information sent to another organisation", "uk-gdpr/20/2";
        ObjectionStop = "objection/stop", "to have the processing stopped", "uk-gdpr/21/1";
        ObjectionStopResearch = "objection/stop-research", "to have research or statistics stopped", "uk-gdpr/21/6";
        DirectMarketingStop = "direct-marketing-objection/stop", "to have direct marketing stopped", "uk-gdpr/21/3";
        AutomatedDecisionsBeTold = "automated-decisions/be-told", "to be told of the decision and have it explained", "uk-gdpr/22c/2/a";
        AutomatedDecisionsBeHeard = "automated-decisions/be-heard", "to express a view", "uk-gdpr/22c/2/b";
        AutomatedDecisionsHumanIntervention = "automated-decisions/human-intervention", "to have a person review the decision", "uk-gdpr/22c/2/c";
        AutomatedDecisionsContest = "automated-decisions/contest", "to challenge the decision", "uk-gdpr/22c/2/d";
        AutomatedDecisionsNotBeSubject = "automated-decisions/not-be-subject", "not to be subject to the decision", "uk-gdpr/22b";
        ConsentWithdrawalStop = "consent-withdrawal/stop", "to have processing that rests on consent stopped", "uk-gdpr/7/3";
        ComplaintController = "complaint/controller", "to complain to the council", "dpa-2018/section-164a/1";
        ComplaintCommissioner = "complaint/commissioner", "to complain to the regulator", "dpa-2018/section-165";
    }
}

impl Entitlement {
    /// The right that this entitlement belongs to.
    #[must_use]
    pub const fn right(self) -> Right {
        match self {
            Self::InformationNotice | Self::InformationNoticeOtherSource => Right::Information,
            Self::AccessConfirmation
            | Self::AccessCopy
            | Self::AccessPurposes
            | Self::AccessCategories
            | Self::AccessRecipients
            | Self::AccessRetention
            | Self::AccessRights
            | Self::AccessControllerComplaint
            | Self::AccessCommissionerComplaint
            | Self::AccessSource
            | Self::AccessAutomatedDecisions
            | Self::AccessTransferSafeguards => Right::Access,
            Self::RectificationCorrect | Self::RectificationComplete => Right::Rectification,
            Self::ErasureErase | Self::ErasureTellOthers => Right::Erasure,
            Self::RestrictionRestrict => Right::Restriction,
            Self::PortabilityReceive | Self::PortabilityTransmit => Right::Portability,
            Self::ObjectionStop | Self::ObjectionStopResearch => Right::Objection,
            Self::DirectMarketingStop => Right::DirectMarketingObjection,
            Self::AutomatedDecisionsBeTold
            | Self::AutomatedDecisionsBeHeard
            | Self::AutomatedDecisionsHumanIntervention
            | Self::AutomatedDecisionsContest
            | Self::AutomatedDecisionsNotBeSubject => Right::AutomatedDecisions,
            Self::ConsentWithdrawalStop => Right::ConsentWithdrawal,
            Self::ComplaintController | Self::ComplaintCommissioner => Right::Complaint,
        }
    }
}
