//! The rights a person may exercise.

use super::term::vocabulary;

vocabulary! {
    /// A right of a data subject, or one of the two requests that people make beside the eight
    /// rights (withdrawing consent, complaining).
    ///
    /// ```
    /// use data_subject_rights::law::{Right, Term};
    /// assert_eq!(Right::Erasure.label(), "erasure");
    /// assert!(Right::all().any(|right| right == Right::Complaint));
    /// ```
    Right {
        Information = "information", "to be informed", "uk-gdpr/13";
        Access = "access", "access", "uk-gdpr/15";
        Rectification = "rectification", "rectification", "uk-gdpr/16";
        Erasure = "erasure", "erasure", "uk-gdpr/17";
        Restriction = "restriction", "restriction of processing", "uk-gdpr/18";
        Portability = "portability", "data portability", "uk-gdpr/20";
        Objection = "objection", "objection to processing", "uk-gdpr/21/1";
        DirectMarketingObjection = "direct-marketing-objection", "objection to direct marketing", "uk-gdpr/21/2";
        AutomatedDecisions = "automated-decisions", "automated decisions and profiling", "uk-gdpr/22a";
        ConsentWithdrawal = "consent-withdrawal", "withdrawal of consent", "uk-gdpr/7/3";
        Complaint = "complaint", "complaint", "dpa-2018/section-164a";
    }
}
