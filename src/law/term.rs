//! What every closed vocabulary of the law has in common.

use super::Provision;

/// One word of a closed legal vocabulary: a code, a label and the provision it comes from.
///
/// ```
/// use data_subject_rights::law::{LawfulBasis, Term};
///
/// let basis = LawfulBasis::PublicTask;
/// assert_eq!(basis.code(), "public-task");
/// assert_eq!(basis.label(), "public task");
/// assert_eq!(basis.provision().to_string(), "uk-gdpr/6/1/e");
/// assert_eq!(LawfulBasis::from_code("public-task"), Some(basis));
/// ```
pub trait Term: Copy + Sized + 'static {
    /// How many terms this vocabulary has.
    const COUNT: usize;

    /// Every term of this vocabulary, in the order of the text it comes from.
    fn all() -> impl Iterator<Item = Self>;

    /// The stable word for this term in rule files and JSON.
    fn code(self) -> &'static str;

    /// The term in plain English.
    fn label(self) -> &'static str;

    /// The provision that names or defines this term, as a path.
    fn provision_path(self) -> &'static str;

    /// The provision that names or defines this term.
    fn provision(self) -> Provision {
        Provision::of_term(self.provision_path())
    }

    /// The term with this code, if there is one.
    fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|term| term.code() == code)
    }
}

/// Declares a closed vocabulary: one line a term, with its code, label and provision.
///
/// A macro rather than twelve hand-written `match` blocks: a term and what is said of it stand on
/// one line, so that a reviewer can read the vocabulary as a table.
macro_rules! vocabulary {
    (
        $(#[$outer:meta])*
        $name:ident {
            $( $variant:ident = $code:literal, $label:literal, $provision:literal; )+
        }
    ) => {
        $(#[$outer])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
            strum::EnumIter, strum::EnumString, strum::IntoStaticStr, strum::Display,
        )]
        pub enum $name {
            $(
                #[doc = concat!($label, " (`", $code, "`, ", $provision, ")")]
                #[serde(rename = $code)]
                #[strum(serialize = $code)]
                $variant,
            )+
        }

        impl $crate::law::Term for $name {
            const COUNT: usize = [$( $code ),+].len();

            fn all() -> impl Iterator<Item = Self> {
                <Self as strum::IntoEnumIterator>::iter()
            }

            fn code(self) -> &'static str {
                self.into()
            }

            fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )+ }
            }

            fn provision_path(self) -> &'static str {
                match self { $( Self::$variant => $provision, )+ }
            }
        }
    };
}

pub(crate) use vocabulary;
