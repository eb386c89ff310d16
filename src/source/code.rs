//! The stable codes of everything that can be wrong with a source file.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($( $variant:ident = $code:literal, $meaning:literal; )+) => {
        /// A stable code for one kind of fault. Codes are never reused for another meaning.
        ///
        /// `Y` faults concern the file as YAML and `S` faults its shape. `R` faults concern a rule book and
        /// its vocabulary, `Q` faults a register or a request.
        ///
        /// ```
        /// use data_subject_rights::source::Code;
        /// assert_eq!(Code::UnknownFact.to_string(), "R01");
        /// assert!(Code::UnknownFact.meaning().contains("vocabulary"));
        /// ```
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            strum::EnumIter, strum::Display, strum::IntoStaticStr, strum::EnumString,
        )]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = concat!("`", $code, "`: ", $meaning, ".")]
                #[serde(rename = $code)]
                #[strum(serialize = $code)]
                $variant,
            )+
        }

        impl Code {
            /// What the code means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $( Self::$variant => $meaning, )+ }
            }
        }
    };
}

codes! {
    NotUtf8 = "Y01", "the file is not UTF-8 text";
    Syntax = "Y02", "the file is not well-formed YAML";
    Empty = "Y03", "the file is empty";
    TooLarge = "Y04", "the file is too large, or holds too many values";
    AnchorOrAlias = "Y05", "anchors (`&name`) and aliases (`*name`) are not allowed";
    SecondDocument = "Y06", "a file holds one document";
    TooDeep = "Y07", "lists and fields nest too deeply";
    DuplicateKey = "Y08", "a field is written twice in one place";
    Tag = "Y09", "tags (words after a `!`) are not allowed";
    MergeKey = "Y10", "merge keys (`<<`) are not allowed";
    UnknownField = "S01", "a field that has no meaning here";
    MissingField = "S02", "a required field is missing";
    WrongShape = "S03", "a value of the wrong kind";
    NotADate = "S04", "not a calendar date such as 2026-11-21";
    NotAPeriod = "S05", "not a period such as `1 week` or `5 years`";
    UnknownWord = "S06", "not one of the words allowed here";
    UnknownFact = "R01", "a fact or definition that the vocabulary does not declare";
    UnknownRight = "R02", "a right or entitlement that does not exist, or not here";
    UnknownTerm = "R03", "a lawful basis, condition, purpose or other term that does not exist";
    UnknownProvision = "R04", "a provision that does not exist";
    DuplicateId = "R05", "an id that is already taken";
    ReachesNothing = "R06", "an exemption that reaches no ground, duty or power";
    RestoresNothing = "R07", "an exception that reaches no exemption";
    CyclicDefinitions = "R08", "definitions that depend on each other in a circle";
    NeverFires = "R09", "a condition that contradicts itself, so that its rule can never hold";
    MissingWords = "R10", "a rule or fact without words for people to read";
    DatesUpsideDown = "R11", "a range of dates that ends before it begins";
    UnknownList = "R12", "a named list of provisions that the book does not declare";
    TestDoesNotFit = "R13", "a test that does not fit the kind of fact it tests";
    RowNamesNoRule = "R14", "a ledger row that names a rule which does not exist";
    RuleWithoutRow = "R15", "a rule that no ledger row names for its provision";
    RowUndecided = "R16", "a ledger row that is neither encoded nor informative, or both";
    ChainTooLong = "R17", "a definition or outcome that depends on too long a chain of others";
    UnknownActivity = "Q01", "an activity that no register holds";
    Contradiction = "Q02", "a fact stated twice, or against what is already known";
    Impossible = "Q03", "facts that cannot be true together";
    ImpossibleDates = "Q04", "dates in an impossible order";
    NotAFactOfARequest = "Q05", "a fact that a request, or the settings of a council, cannot state in this way";
    OverLimit = "Q06", "a request that is over a size limit";
}
