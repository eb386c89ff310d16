//! A fact, definition or outcome that a rule rests on: its value and where the value came from, typed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    engine::{Evaluation, Use},
    fact::{Extent, Members, Possible, Provenance, Truth, Value, WhyUnknown},
    law::{Provision, Right, Term, Terms},
    rule::{Confidence, Defines, GovernedBy, Role, Rule},
};

/// A fact, definition or outcome that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct FactUse {
    /// The id of the fact, definition (a rule id) or entitlement.
    pub fact: String,
    /// Its name in words.
    pub name: String,
    /// Its value.
    pub value: FactValue,
    /// Where the value came from, or why it is unknown.
    pub from: FactSource,
    /// The provision under whose review a sweeping answer covers the fact, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<Provision>,
}

/// The value of a fact, definition or outcome. Words are made from it ([`FactValue::in_words`]), never read back.
///
/// ```
/// use data_subject_rights::decision::FactValue;
/// let value: FactValue = serde_json::from_str(r#"{"yes-no":true}"#)?;
/// assert_eq!(value.in_words(), "yes");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FactValue {
    /// Yes or no.
    YesNo(bool),
    /// None, part or the whole.
    Extent(Extent),
    /// Terms of a closed vocabulary.
    Terms(TermsKnown),
    /// Another entitlement: how far it may be granted, least first.
    Granted(Vec<Extent>),
    /// Not known.
    Unknown,
}

/// The known terms of a fact, from a closed vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct TermsKnown {
    /// The vocabulary.
    pub of: Terms,
    /// The codes of the terms that it has.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub has: Vec<String>,
    /// The codes of terms that it lacks and that were asked about. Empty where every term is known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub lacks: Vec<String>,
    /// Whether it may have others.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub others: bool,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FactSource {
    /// It is known, with its provenance.
    Known(Provenance),
    /// It is not known, for this reason.
    Missing(WhyUnknown),
    /// A definition of the book.
    Definition {
        /// Where it stands.
        provision: Provision,
        /// Whether its text was checked.
        confidence: Confidence,
        /// Of a set: where its members came from.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        members: Option<Provenance>,
    },
    /// The decision on an entitlement of this right.
    Decision(Right),
}

impl FactValue {
    /// A value as a rule asked about it. For a set that is not wholly known, the members of `asked` that it
    /// lacks are named too.
    #[must_use]
    pub(super) fn of(value: Value, terms: Option<Terms>, asked: u64) -> Self {
        match (value, terms) {
            (Value::YesNo(yes), _) => Self::YesNo(yes),
            (Value::Extent(extent), _) => Self::Extent(extent),
            (Value::Members(members), Some(terms)) => Self::of_members(members, terms, asked),
            (Value::Members(_), None) => Self::Unknown,
        }
    }

    fn of_members(members: Members, terms: Terms, asked: u64) -> Self {
        let codes = |mask: u64| -> Vec<String> {
            (0..terms.len())
                .filter(|at| mask & (1 << at) != 0)
                .map(|at| terms.code_at(at).to_owned())
                .collect()
        };
        let has = codes(members.present);
        if members.is_complete(terms.len()) {
            return Self::Terms(TermsKnown {
                of: terms,
                has,
                lacks: Vec::new(),
                others: false,
            });
        }
        let asked = if asked == u64::MAX { 0 } else { asked };
        let lacks = codes(members.absent & asked);
        if has.is_empty() && lacks.is_empty() {
            return Self::Unknown;
        }
        Self::Terms(TermsKnown {
            of: terms,
            has,
            lacks,
            others: true,
        })
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Granted(extents) => extents.len() > 1,
            _ => false,
        }
    }

    /// The value in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Extent(extent) => extent.word().to_owned(),
            Self::Terms(known) => known.in_words(),
            Self::Granted(extents) => match extents.as_slice() {
                [Extent::None] => "refused".to_owned(),
                [Extent::Part] => "granted in part".to_owned(),
                [Extent::Whole] => "granted".to_owned(),
                _ => "open".to_owned(),
            },
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

impl FactValue {
    /// The value as the answer to a question: for a set with one known term, `with` or `without` that term.
    #[must_use]
    pub fn as_answer(&self) -> String {
        if let Self::Terms(known) = self
            && known.others
        {
            match (known.has.as_slice(), known.lacks.as_slice()) {
                ([term], []) => return format!("with {}", known.label(term)),
                ([], [term]) => return format!("without {}", known.label(term)),
                _ => {}
            }
        }
        self.in_words()
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words())
    }
}

impl fmt::Display for FactSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words())
    }
}

impl TermsKnown {
    fn label(&self, code: &str) -> &str {
        let at = self.of.position(code);
        at.map_or("a term from no known vocabulary", |at| self.of.label(at))
    }

    fn in_words(&self) -> String {
        let of = |code: &String| self.label(code).to_owned();
        let mut said: Vec<String> = self.has.iter().map(of).collect();
        let lacks = self.lacks.iter();
        said.extend(lacks.map(|code| format!("not {}", self.label(code))));
        if self.others {
            said.push("possibly others".to_owned());
        }
        if said.is_empty() {
            return "none".to_owned();
        }
        said.join(", ")
    }
}

impl FactSource {
    /// Who said so, when and why, or why it is not known, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Known(provenance) => provenance.in_words(),
            Self::Missing(why) => why.in_words(),
            Self::Definition {
                provision,
                confidence,
                members,
            } => {
                let unverified = match confidence {
                    Confidence::Verified => "",
                    Confidence::Unverified => ", not verified",
                };
                let cited = format!("defined by {}{unverified}", provision.cite());
                match members {
                    Some(known) => format!("{}; {cited}", known.in_words()),
                    None => cited,
                }
            }
            Self::Decision(right) => format!("the decision on {}", right.label()),
        }
    }

    /// Who said so and when, where someone did.
    #[must_use]
    pub const fn provenance(&self) -> Option<&Provenance> {
        match self {
            Self::Known(provenance) => Some(provenance),
            Self::Definition { members, .. } => members.as_ref(),
            Self::Missing(_) | Self::Decision(_) => None,
        }
    }
}

/// Something that a rule rests on, as it stands in this evaluation; `asked` are the members of a set asked about.
pub(super) fn fact_use(evaluation: &Evaluation<'_>, used: Use, asked: u64) -> Option<FactUse> {
    let book = evaluation.book();
    Some(match used {
        Use::Fact(fact) => {
            let declared = book.vocabulary().get(fact)?;
            let known = evaluation.facts().known(fact);
            FactUse {
                fact: declared.id.clone(),
                name: declared.name.clone(),
                value: known.map_or(FactValue::Unknown, |known| {
                    FactValue::of(known.value, declared.domain.terms(), asked)
                }),
                from: known.map_or_else(
                    || FactSource::Missing(evaluation.facts().why_unknown(fact)),
                    |known| FactSource::Known(known.provenance.clone()),
                ),
                class: declared.class.clone(),
            }
        }
        Use::Definition(id) => {
            let rule = book.rule(id)?;
            let value = match (evaluation.definition_members(id), evaluation.holds(id)) {
                (Some((members, _)), _) => FactValue::of(
                    Value::Members(members),
                    evaluation.definition_domain(rule).terms(),
                    asked,
                ),
                (None, Truth::Yes) => FactValue::YesNo(true),
                (None, Truth::No) => FactValue::YesNo(false),
                (None, Truth::Unknown) => FactValue::Unknown,
            };
            FactUse {
                fact: rule.id.clone(),
                name: rule.name.clone().unwrap_or_else(|| rule.id.clone()),
                value,
                from: definition(evaluation, rule),
                class: None,
            }
        }
        Use::Entitlement(entitlement) => {
            let possible = evaluation
                .granted(entitlement)
                .map_or(Possible::only(Extent::None), |grant| grant.possible);
            FactUse {
                fact: entitlement.code().to_owned(),
                name: format!("the person's claim {}", entitlement.label()),
                value: FactValue::Granted(possible.iter().collect()),
                from: FactSource::Decision(entitlement.right()),
                class: None,
            }
        }
        Use::Date(date) => of_date(date),
    })
}

fn of_date(date: GovernedBy) -> FactUse {
    FactUse {
        fact: format!("date/{date:?}").to_lowercase(),
        name: format!("the day {date:?}").to_lowercase(),
        value: FactValue::Unknown,
        from: FactSource::Missing(WhyUnknown::NotAsked),
        class: None,
    }
}

/// Where a definition stands and, for a set, where its members came from.
fn definition(evaluation: &Evaluation<'_>, rule: &Rule) -> FactSource {
    let members = match rule.role {
        Role::Definition(Defines::MembersOf(fact)) => evaluation.facts().known(fact),
        _ => None,
    };
    FactSource::Definition {
        provision: rule.provision.clone(),
        confidence: rule.confidence,
        members: members.map(|known| known.provenance.clone()),
    }
}

/// The id of something that a rule rests on.
pub(super) fn name_of(evaluation: &Evaluation<'_>, used: Use) -> Option<String> {
    let book = evaluation.book();
    Some(match used {
        Use::Fact(fact) => book.vocabulary().get(fact)?.id.clone(),
        Use::Definition(id) => book.rule(id)?.id.clone(),
        Use::Entitlement(entitlement) => entitlement.code().to_owned(),
        Use::Date(date) => of_date(date).fact,
    })
}
