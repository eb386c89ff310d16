//! The closed vocabularies that a fact may take its values from.

use super::{
    Capacity, Channel, LawfulBasis, Provision, PublicTaskLimb, Purpose, Schedule1Condition,
    SpecialCategoryCondition, Term, TransferBasis,
};

/// A closed vocabulary, named as rule files name it.
///
/// ```
/// use data_subject_rights::law::Terms;
/// assert_eq!(Terms::LawfulBasis.code(), "lawful-basis");
/// assert_eq!(Terms::LawfulBasis.position("public-task"), Some(4));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Terms {
    /// Lawful bases of art.6.
    LawfulBasis,
    /// Limbs of a public task.
    PublicTaskLimb,
    /// Conditions of art.9.
    SpecialCategoryCondition,
    /// Conditions of DPA 2018 Schedule 1.
    Schedule1Condition,
    /// Purposes.
    Purpose,
    /// Capacities of the requester.
    Capacity,
    /// Channels of a request.
    Channel,
    /// Bases of a transfer.
    TransferBasis,
}

/// A term without its type: code, label, provision path.
type Row = (&'static str, &'static str, &'static str);

fn rows<T: Term>() -> Vec<Row> {
    T::all()
        .map(|term| (term.code(), term.label(), term.provision_path()))
        .collect()
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
        }
    }

    fn rows(self) -> Vec<Row> {
        match self {
            Self::LawfulBasis => rows::<LawfulBasis>(),
            Self::PublicTaskLimb => rows::<PublicTaskLimb>(),
            Self::SpecialCategoryCondition => rows::<SpecialCategoryCondition>(),
            Self::Schedule1Condition => rows::<Schedule1Condition>(),
            Self::Purpose => rows::<Purpose>(),
            Self::Capacity => rows::<Capacity>(),
            Self::Channel => rows::<Channel>(),
            Self::TransferBasis => rows::<TransferBasis>(),
        }
    }

    /// The codes of the vocabulary, in order.
    #[must_use]
    pub fn codes(self) -> Vec<&'static str> {
        self.rows().into_iter().map(|(code, _, _)| code).collect()
    }

    /// The position of a code in the vocabulary.
    #[must_use]
    pub fn position(self, code: &str) -> Option<usize> {
        self.rows().iter().position(|row| row.0 == code)
    }

    /// The label of the term at a position; empty past the end.
    #[must_use]
    pub fn label(self, position: usize) -> &'static str {
        self.rows().get(position).map_or("", |row| row.1)
    }

    /// The code of the term at a position; empty past the end.
    #[must_use]
    pub fn code_at(self, position: usize) -> &'static str {
        self.rows().get(position).map_or("", |row| row.0)
    }

    /// The provision of the term at a position.
    #[must_use]
    pub fn provision(self, position: usize) -> Option<Provision> {
        self.rows()
            .get(position)
            .map(|row| Provision::of_term(row.2))
    }

    /// How many terms the vocabulary has (never more than 64).
    #[must_use]
    pub fn len(self) -> usize {
        self.rows().len()
    }

    /// Always false: every vocabulary has terms.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.rows().is_empty()
    }
}
