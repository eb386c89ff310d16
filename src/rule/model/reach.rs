//! The provisions that an exemption or exception reaches.

use super::dates::InForce;
use crate::law::Provision;

/// Some provisions, at some dates: everything that one of `covers` covers, save what one of
/// `except` covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Provisions reached, with everything below them.
    pub covers: Vec<Provision>,
    /// Provisions left out, with everything below them.
    pub except: Vec<Provision>,
    /// When the list that names them is in force.
    pub in_force: InForce,
}

impl Reach {
    /// Exactly this provision and everything below it, at any date.
    #[must_use]
    pub fn of(provision: Provision) -> Self {
        Self {
            covers: vec![provision],
            except: Vec::new(),
            in_force: InForce::default(),
        }
    }

    /// The same, save what one of these provisions covers.
    #[must_use]
    pub fn except(mut self, left_out: &[Provision]) -> Self {
        for provision in left_out {
            if !self.except.contains(provision) {
                self.except.push(provision.clone());
            }
        }
        self
    }

    /// Whether a provision is reached, whatever the date.
    #[must_use]
    pub fn reaches(&self, provision: &Provision) -> bool {
        self.covers.iter().any(|above| above.covers(provision))
            && !self.except.iter().any(|above| above.covers(provision))
    }
}

/// A list of provisions that a text names once and uses often ("the listed provisions").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedList {
    /// The name that `exempts:` uses.
    pub name: String,
    /// The provision that makes the list.
    pub provision: Provision,
    /// What the list reaches, other lists included.
    pub reaches: Vec<Reach>,
}
