//! What information is used for.

use super::term::vocabulary;

vocabulary! {
    /// A purpose of processing. An activity may have several; "direct marketing" and the purposes
    /// that the exemptions name are purposes of their own.
    Purpose {
        ServiceDelivery = "service-delivery", "delivering a service", "uk-gdpr/5/1/b";
        Administration = "administration", "running the council", "uk-gdpr/5/1/b";
        Employment = "employment", "employing people", "dpa-2018/schedule-1/1";
        DirectMarketing = "direct-marketing", "direct marketing", "uk-gdpr/21/2";
        ScientificResearch = "scientific-research", "scientific research", "uk-gdpr/84a";
        HistoricalResearch = "historical-research", "historical research", "uk-gdpr/84a";
        Statistics = "statistics", "statistics", "uk-gdpr/84a";
        Archiving = "archiving", "archiving in the public interest", "uk-gdpr/84a";
        PublicHealth = "public-health", "public health", "uk-gdpr/9/2/i";
        HealthOrSocialCare = "health-or-social-care", "health or social care", "uk-gdpr/9/2/h";
        FreedomOfExpression = "freedom-of-expression", "freedom of expression and information", "uk-gdpr/17/3/a";
        LegalClaims = "legal-claims", "legal claims", "uk-gdpr/17/3/e";
        Crime = "crime", "preventing, investigating or detecting crime", "dpa-2018/schedule-2/2";
        Tax = "tax", "assessing or collecting tax", "dpa-2018/schedule-2/2";
        Safeguarding = "safeguarding", "safeguarding people at risk", "dpa-2018/schedule-1/18";
        Regulation = "regulation", "protecting the public as a regulator", "dpa-2018/schedule-2/7";
        EqualityMonitoring = "equality-monitoring", "equality monitoring", "dpa-2018/schedule-1/8";
        Audit = "audit", "audit", "uk-gdpr/5/2";
        Security = "security", "security of people and premises", "uk-gdpr/32";
        ComplaintHandling = "complaint-handling", "handling complaints", "uk-gdpr/5/2";
    }
}
