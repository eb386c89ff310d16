//! What a book takes over from another: exemptions that it names without writing them again.

use crate::{
    fact::FactId,
    law::{Entitlement, Provision},
};

/// Exemptions of another book that this one takes over: what they take from an entitlement there answers two facts here.
///
/// A procedure that says “some information is exempt” takes over the exemptions of the Act. With the other book at hand
/// no one is asked about them twice; without it the facts are a specialist's to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Import {
    /// The entitlement that the exemptions take from, in the other book.
    pub from: Entitlement,
    /// The provisions that the exemptions stand under.
    pub under: Vec<Provision>,
    /// Provisions under those that are not taken over.
    pub except: Vec<Provision>,
    /// The fact that says whether any exemption was raised.
    pub raised: FactId,
    /// The fact that says how much they take.
    pub extent: FactId,
}

impl Import {
    /// Whether an exemption under this provision is taken over.
    #[must_use]
    pub fn takes_over(&self, provision: &Provision) -> bool {
        let covered = |these: &[Provision]| these.iter().any(|each| each.covers(provision));
        covered(&self.under) && !covered(&self.except)
    }
}
