//! The facts that a new rule asks about, with answers for which it holds and for which it fails.

use data_subject_rights::{
    fact::{Declaration, Domain, FactKind, Vocabulary},
    law::Terms,
    source::from_dir,
};

/// A fact that must be so for a rule to hold.
pub struct Named {
    pub declared: Declaration,
    /// The test, as a condition has it.
    pub test: String,
    /// An answer for which the test holds.
    pub holds: String,
    /// An answer for which it fails.
    pub fails: String,
}

impl Named {
    /// Looks up what was named: `fact`, or `fact=answer`.
    pub fn read(named: &[String]) -> Result<Vec<Self>, String> {
        let files = from_dir("rules/vocabulary")
            .map_err(|error| format!("cannot read rules/vocabulary: {error}"))?;
        let vocabulary = Vocabulary::load(&files).map_err(|faults| faults.to_string())?;
        named
            .iter()
            .map(|each| Self::of(&vocabulary, each))
            .collect()
    }

    fn of(vocabulary: &Vocabulary, named: &str) -> Result<Self, String> {
        let (id, answer) = named.split_once('=').unwrap_or((named, ""));
        let declared = vocabulary.find(id).and_then(|fact| vocabulary.get(fact));
        let declared = declared
            .ok_or_else(|| format!("there is no fact `{id}`: look for its id in rules/vocabulary"))?
            .clone();
        let (test, holds, fails) = match (declared.domain, answer) {
            (Domain::YesNo, "" | "yes") => (id.to_owned(), "yes".to_owned(), "no".to_owned()),
            (Domain::YesNo, "no") => (format!("{{ {id}: no }}"), "no".to_owned(), "yes".to_owned()),
            (Domain::Extent, "" | "part" | "whole") => {
                let least = if answer == "whole" { "whole" } else { "part" };
                let test = format!("{{ {id}: {{ at-least: {least} }} }}");
                (test, least.to_owned(), "none".to_owned())
            }
            (Domain::OneOf(terms), term) => {
                let (term, other) = two(terms, term, id)?;
                let test = format!("{{ {id}: {{ any: [{term}] }} }}");
                (test, term.to_owned(), other.to_owned())
            }
            (Domain::SetOf(terms), term) => {
                let (term, other) = two(terms, term, id)?;
                let test = format!("{{ {id}: {{ any: [{term}] }} }}");
                (test, format!("[{term}]"), format!("[{other}]"))
            }
            (Domain::YesNo | Domain::Extent, other) => {
                return Err(format!("`{other}` is not an answer to `{id}`"));
            }
        };
        Ok(Self {
            declared,
            test,
            holds,
            fails,
        })
    }

    pub fn is_judged(&self) -> bool {
        self.declared.kind == FactKind::Judgement
    }
}

/// The term that was named, and another one.
fn two<'t>(terms: Terms, named: &'t str, id: &str) -> Result<(&'t str, &'static str), String> {
    let codes = terms.codes();
    let at = terms.position(named).ok_or_else(|| {
        format!(
            "`{id}` takes a term, as in {id}={}: {}",
            codes[0],
            codes.join(", ")
        )
    })?;
    let other = codes.iter().enumerate().find(|(other, _)| *other != at);
    let (_, other) = other.ok_or_else(|| format!("`{id}` has one term alone"))?;
    Ok((named, other))
}

/// What stands behind `when:`.
pub fn condition(facts: &[Named]) -> String {
    match facts {
        [] => String::new(),
        [only] => format!(" {}", only.test),
        several => {
            let tests = several
                .iter()
                .map(|each| format!("\n        - {}", each.test));
            format!("\n      all:{}", tests.collect::<String>())
        }
    }
}
