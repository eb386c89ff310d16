//! The closed vocabularies that a fact may take its values from.

use super::{
    Capacity, Channel, ControllerKind, LawfulBasis, Nation, ProtectiveFunction, Provision,
    PublicTaskLimb, Purpose, Schedule1Condition, SpecialCategoryCondition, Term, TransferBasis,
};

/// A closed vocabulary, named as rule files name it.
///
/// ```
/// use data_subject_rights::law::Terms;
/// assert_eq!(Terms::LawfulBasis.code(), "lawful-basis");
/// assert_eq!(Terms::LawfulBasis.position("public-task"), Some(4));
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
pub enum Terms {
    /// Lawful bases of art.6.
    LawfulBasis,
    /// Limbs of a public task.
    PublicTaskLimb,
    /// Conditions of art.9.
    SpecialCategoryCondition,
    /// Conditions of DPA 2018 Schedule 1.
    #[serde(rename = "schedule-1-condition")]
    Schedule1Condition,
    /// Purposes.
    Purpose,
    /// Capacities of the requester.
    Capacity,
    /// Channels of a request.
    Channel,
    /// Bases of a transfer.
    TransferBasis,
    /// Kinds of controller.
    ControllerKind,
    /// Parts of the United Kingdom.
    Nation,
    /// Functions that protect the public.
    ProtectiveFunction,
}

/// Does something with the type behind a vocabulary.
macro_rules! with_terms {
    ($terms:expr, $T:ident => $does:expr) => {
        match $terms {
            Terms::LawfulBasis => {
                type $T = LawfulBasis;
                $does
            }
            Terms::PublicTaskLimb => {
                type $T = PublicTaskLimb;
                $does
            }
            Terms::SpecialCategoryCondition => {
                type $T = SpecialCategoryCondition;
                $does
            }
            Terms::Schedule1Condition => {
                type $T = Schedule1Condition;
                $does
            }
            Terms::Purpose => {
                type $T = Purpose;
                $does
            }
            Terms::Capacity => {
                type $T = Capacity;
                $does
            }
            Terms::Channel => {
                type $T = Channel;
                $does
            }
            Terms::TransferBasis => {
                type $T = TransferBasis;
                $does
            }
            Terms::ControllerKind => {
                type $T = ControllerKind;
                $does
            }
            Terms::Nation => {
                type $T = Nation;
                $does
            }
            Terms::ProtectiveFunction => {
                type $T = ProtectiveFunction;
                $does
            }
        }
    };
}

impl Terms {
    /// The word for this vocabulary in rule files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LawfulBasis => "lawful-basis",
            Self::PublicTaskLimb => "public-task-limb",
            Self::SpecialCategoryCondition => "special-category-condition",
            Self::Schedule1Condition => "schedule-1-condition",
            Self::Purpose => "purpose",
            Self::Capacity => "capacity",
            Self::Channel => "channel",
            Self::TransferBasis => "transfer-basis",
            Self::ControllerKind => "controller-kind",
            Self::Nation => "nation",
            Self::ProtectiveFunction => "protective-function",
        }
    }

    /// The codes of the vocabulary, in order.
    #[must_use]
    pub fn codes(self) -> Vec<&'static str> {
        with_terms!(self, T => T::all().map(Term::code).collect())
    }

    /// The position of a code in the vocabulary.
    #[must_use]
    pub fn position(self, code: &str) -> Option<usize> {
        with_terms!(self, T => T::all().position(|term| term.code() == code))
    }

    /// The label of the term at a position; empty past the end.
    #[must_use]
    pub fn label(self, position: usize) -> &'static str {
        with_terms!(self, T => T::all().nth(position).map_or("", Term::label))
    }

    /// The code of the term at a position; empty past the end.
    #[must_use]
    pub fn code_at(self, position: usize) -> &'static str {
        with_terms!(self, T => T::all().nth(position).map_or("", Term::code))
    }

    /// The provision of the term at a position.
    #[must_use]
    pub fn provision(self, position: usize) -> Option<Provision> {
        with_terms!(self, T => T::all().nth(position).map(Term::provision))
    }

    /// How many terms the vocabulary has (never more than 64).
    #[must_use]
    pub const fn len(self) -> usize {
        with_terms!(self, T => T::COUNT)
    }

    /// Always false: every vocabulary has terms.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}
