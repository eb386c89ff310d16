//! Who asks, and how.

use super::term::vocabulary;

vocabulary! {
    /// The capacity in which someone makes a request.
    Capacity {
        DataSubject = "data-subject", "the data subject", "uk-gdpr/4/1";
        Representative = "representative", "a representative of the data subject", "procedure/A/representative";
        ParentalResponsibility = "parental-responsibility", "a person with parental responsibility", "dpa-2018/schedule-3/4";
        CourtAppointed = "court-appointed", "a person appointed by a court to manage the data subject's affairs", "dpa-2018/schedule-3/4";
        Other = "other", "someone else", "procedure/A/representative";
    }
}

vocabulary! {
    /// The channel through which a request came.
    Channel {
        Verbal = "verbal", "in person or by phone", "procedure/3/requests/1";
        Written = "written", "in writing on paper", "procedure/3/requests/1";
        Electronic = "electronic", "electronically", "uk-gdpr/12/3";
    }
}
