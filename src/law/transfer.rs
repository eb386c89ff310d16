//! What a transfer to another country rests on.

use super::term::vocabulary;

vocabulary! {
    /// What a transfer of information outside the United Kingdom rests on (UK GDPR Chapter V).
    TransferBasis {
        AdequacyRegulations = "adequacy-regulations", "regulations approving the country", "uk-gdpr/45a";
        AppropriateSafeguards = "appropriate-safeguards", "appropriate safeguards", "uk-gdpr/46";
        ExplicitConsent = "explicit-consent", "explicit consent", "uk-gdpr/49/1/a";
        ContractWithPerson = "contract-with-person", "a contract with the person", "uk-gdpr/49/1/b";
        ContractForPerson = "contract-for-person", "a contract in the person's interest", "uk-gdpr/49/1/c";
        PublicInterest = "public-interest", "important reasons of public interest", "uk-gdpr/49/1/d";
        LegalClaims = "legal-claims", "legal claims", "uk-gdpr/49/1/e";
        VitalInterests = "vital-interests", "vital interests", "uk-gdpr/49/1/f";
        PublicRegister = "public-register", "a public register", "uk-gdpr/49/1/g";
    }
}
