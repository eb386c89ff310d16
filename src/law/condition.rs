//! Conditions for special category and criminal-offence information.

use super::term::vocabulary;

vocabulary! {
    /// A condition for special category information (UK GDPR art.9(2)).
    SpecialCategoryCondition {
        ExplicitConsent = "explicit-consent", "explicit consent", "uk-gdpr/9/2/a";
        EmploymentAndSocialProtection = "employment-and-social-protection", "employment, social security and social protection", "uk-gdpr/9/2/b";
        VitalInterests = "vital-interests", "vital interests", "uk-gdpr/9/2/c";
        NotForProfitBody = "not-for-profit-body", "a not-for-profit body and its members", "uk-gdpr/9/2/d";
        MadePublic = "made-public", "made public by the person", "uk-gdpr/9/2/e";
        LegalClaims = "legal-claims", "legal claims and courts", "uk-gdpr/9/2/f";
        SubstantialPublicInterest = "substantial-public-interest", "substantial public interest", "uk-gdpr/9/2/g";
        HealthOrSocialCare = "health-or-social-care", "health or social care", "uk-gdpr/9/2/h";
        PublicHealth = "public-health", "public health", "uk-gdpr/9/2/i";
        ResearchAndArchiving = "research-and-archiving", "archiving, research and statistics", "uk-gdpr/9/2/j";
    }
}

vocabulary! {
    /// A condition of DPA 2018 Schedule 1: Part 1 (paragraphs 1 to 4), Part 2 (6 to 28), Part 3 (29 to 37).
    Schedule1Condition {
        Employment = "employment", "employment, social security and social protection", "dpa-2018/schedule-1/1";
        HealthOrSocialCare = "health-or-social-care", "health or social care", "dpa-2018/schedule-1/2";
        PublicHealth = "public-health", "public health", "dpa-2018/schedule-1/3";
        Research = "research", "research, archiving and statistics", "dpa-2018/schedule-1/4";
        StatutoryFunction = "statutory-function", "statutory and government purposes", "dpa-2018/schedule-1/6";
        JusticeAndParliament = "justice-and-parliament", "administration of justice and parliamentary purposes", "dpa-2018/schedule-1/7";
        EqualityMonitoring = "equality-monitoring", "equality of opportunity or treatment", "dpa-2018/schedule-1/8";
        SeniorDiversity = "senior-diversity", "diversity at senior levels", "dpa-2018/schedule-1/9";
        UnlawfulActs = "unlawful-acts", "preventing or detecting unlawful acts", "dpa-2018/schedule-1/10";
        ProtectiveFunction = "protective-function", "protecting the public from dishonesty and the like", "dpa-2018/schedule-1/11";
        RegulatoryRequirement = "regulatory-requirement", "regulatory requirements about unlawful acts", "dpa-2018/schedule-1/12";
        JournalismAboutWrongdoing = "journalism-about-wrongdoing", "journalism about wrongdoing", "dpa-2018/schedule-1/13";
        FraudPrevention = "fraud-prevention", "preventing fraud", "dpa-2018/schedule-1/14";
        TerroristFinance = "terrorist-finance", "suspicion of terrorist financing or money laundering", "dpa-2018/schedule-1/15";
        SupportCharity = "support-charity", "support for people with a disability or condition", "dpa-2018/schedule-1/16";
        Counselling = "counselling", "counselling", "dpa-2018/schedule-1/17";
        Safeguarding = "safeguarding", "safeguarding children and people at risk", "dpa-2018/schedule-1/18";
        EconomicWellBeing = "economic-well-being", "safeguarding economic well-being", "dpa-2018/schedule-1/19";
        Insurance = "insurance", "insurance", "dpa-2018/schedule-1/20";
        OccupationalPensions = "occupational-pensions", "occupational pensions", "dpa-2018/schedule-1/21";
        PoliticalParties = "political-parties", "political parties", "dpa-2018/schedule-1/22";
        ElectedRepresentatives = "elected-representatives", "elected representatives answering requests", "dpa-2018/schedule-1/23";
        DisclosureToElectedRepresentatives = "disclosure-to-elected-representatives", "disclosure to elected representatives", "dpa-2018/schedule-1/24";
        Prisoners = "prisoners", "informing elected representatives about prisoners", "dpa-2018/schedule-1/25";
        Judgments = "judgments", "publication of legal judgments", "dpa-2018/schedule-1/26";
        AntiDoping = "anti-doping", "anti-doping in sport", "dpa-2018/schedule-1/27";
        SportIntegrity = "sport-integrity", "standards of behaviour in sport", "dpa-2018/schedule-1/28";
        CriminalConsent = "criminal-consent", "criminal-offence information: consent", "dpa-2018/schedule-1/29";
        CriminalVitalInterests = "criminal-vital-interests", "criminal-offence information: vital interests", "dpa-2018/schedule-1/30";
        CriminalNotForProfitBody = "criminal-not-for-profit-body", "criminal-offence information: not-for-profit body", "dpa-2018/schedule-1/31";
        CriminalMadePublic = "criminal-made-public", "criminal-offence information: made public by the person", "dpa-2018/schedule-1/32";
        CriminalLegalClaims = "criminal-legal-claims", "criminal-offence information: legal claims", "dpa-2018/schedule-1/33";
        CriminalJudicialActs = "criminal-judicial-acts", "criminal-offence information: judicial acts", "dpa-2018/schedule-1/34";
        IndecencyPaymentCards = "indecency-payment-cards", "payment cards used in indecency offences", "dpa-2018/schedule-1/35";
        CriminalExtendedPart2 = "criminal-extended-part-2", "criminal-offence information: Part 2 conditions extended", "dpa-2018/schedule-1/36";
        CriminalInsurance = "criminal-insurance", "criminal-offence information: insurance", "dpa-2018/schedule-1/37";
    }
}
