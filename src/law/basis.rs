//! Lawful bases of art.6 and the limbs of a public task.

use super::term::vocabulary;

vocabulary! {
    /// A lawful basis for processing (UK GDPR art.6(1)). An activity may rest on several.
    LawfulBasis {
        Consent = "consent", "consent", "uk-gdpr/6/1/a";
        Contract = "contract", "contract", "uk-gdpr/6/1/b";
        LegalObligation = "legal-obligation", "legal obligation", "uk-gdpr/6/1/c";
        VitalInterests = "vital-interests", "vital interests", "uk-gdpr/6/1/d";
        PublicTask = "public-task", "public task", "uk-gdpr/6/1/e";
        RecognisedLegitimateInterest = "recognised-legitimate-interest", "recognised legitimate interest", "uk-gdpr/6/1/ea";
        LegitimateInterests = "legitimate-interests", "legitimate interests", "uk-gdpr/6/1/f";
    }
}

vocabulary! {
    /// A limb of DPA 2018 section 8: what the public task of art.6(1)(e) includes.
    PublicTaskLimb {
        AdministrationOfJustice = "administration-of-justice", "administration of justice", "dpa-2018/section-8/a";
        Parliament = "parliament", "a function of a House of Parliament", "dpa-2018/section-8/b";
        StatutoryFunction = "statutory-function", "a function given by an enactment or rule of law", "dpa-2018/section-8/c";
        GovernmentFunction = "government-function", "a function of the Crown, a Minister or a department", "dpa-2018/section-8/d";
        DemocraticEngagement = "democratic-engagement", "an activity that supports democratic engagement", "dpa-2018/section-8/e";
    }
}
