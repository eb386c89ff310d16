//! Why an outcome is certain: the fewest facts that force it, whatever the rest.

use std::collections::BTreeSet;

use crate::{
    bdd::{BudgetExceeded, Diagram, Marks},
    budget::BUDGET,
    circuit::{Atom, Masks},
    engine::{Program, Target, alike},
    fact::FactId,
};

/// Facts that force an outcome, whatever all others are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sufficient {
    /// The facts, in the order of the vocabulary.
    pub facts: Vec<FactId>,
    /// Whether no fewer facts would do. Otherwise none of these can be left out, but others may be fewer.
    pub fewest: bool,
}

impl Program {
    /// The fewest known facts that force a determined target. With only them, the dates, the council's
    /// settings and the claims known, every possible case has the same outcome. Nothing where the target is
    /// not determined.
    ///
    /// Every set of facts whose change turns the outcome must be met by those that force it. So the fewest
    /// that meet all such sets found so far are tried, until they force it or show a set that they miss.
    ///
    /// # Errors
    ///
    /// [`BudgetExceeded`] where the diagram of the target is not to be had.
    ///
    /// ```
    /// use data_subject_rights::{
    ///     Controller, calendar::Date, engine::Target, fact::Value, law::Right, rule::Dates,
    /// };
    /// let council = Controller::doncaster()?;
    /// let program = council.program();
    /// let mut case = program.case(&Dates::received(Date::constant(2026, 11, 21)));
    /// let fact = |id| program.book().vocabulary().find(id);
    /// let controller = fact("council-is-controller").ok_or("declared")?;
    /// let withdrawn = fact("consent-withdrawn").ok_or("declared")?;
    /// program.know(&mut case, controller, Value::YesNo(false));
    /// program.know(&mut case, withdrawn, Value::YesNo(true));
    /// let reason = program.sufficient(Target::Right(Right::Erasure), &case)?.ok_or("determined")?;
    /// assert_eq!(reason.facts, [controller]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sufficient(
        &self,
        target: Target,
        case: &Masks,
    ) -> Result<Option<Sufficient>, BudgetExceeded> {
        let diagram = self.diagram_in(target, case)?;
        let diagram = diagram.renamed(|value| alike(target, value))?;
        let [now] = diagram.possible(case, &mut Marks::default())[..] else {
            return Ok(None);
        };
        let looking = Looking {
            program: self,
            diagram: &diagram,
            case,
            now,
        };
        Ok(Some(looking.run()))
    }
}

struct Looking<'a> {
    program: &'a Program,
    diagram: &'a Diagram,
    case: &'a Masks,
    now: u8,
}

type Set = BTreeSet<FactId>;

impl Looking<'_> {
    fn run(&self) -> Sufficient {
        let facts = self.known_facts();
        let mut missed: Vec<Set> = Vec::new();
        // A fact that alone turns the outcome is in every reason.
        for fact in &facts {
            let mut others = facts.clone();
            others.remove(fact);
            if self.fails(&others).is_some() {
                missed.push(Set::from([*fact]));
            }
        }
        let mut steps = 0;
        for _ in 0..BUDGET.sufficient_rounds {
            let Some(fewest) = fewest_that_meet(&missed, &mut steps) else {
                break;
            };
            match self.fails(&fewest) {
                None => {
                    return Sufficient {
                        facts: fewest.into_iter().collect(),
                        fewest: true,
                    };
                }
                Some(changed) => missed.push(changed),
            }
        }
        self.none_too_many(facts)
    }

    /// The known facts that the diagram asks for.
    fn known_facts(&self) -> Set {
        let bits = self.diagram.bits().into_iter();
        bits.filter(|bit| !self.case.truth(*bit).is_unknown())
            .filter_map(|bit| self.program.atom(bit).and_then(Atom::fact))
            .collect()
    }

    /// If some possible case that agrees in these facts comes out otherwise: the facts in which one such case,
    /// as like this one as can be, differs.
    fn fails(&self, fixed: &Set) -> Option<Set> {
        let fact_of = |bit: usize| self.program.atom(bit).and_then(Atom::fact);
        let differs = |bit: usize, yes: bool| {
            let known = self.case.truth(bit);
            if yes { known.is_no() } else { known.is_yes() }
        };
        let wanted = |value: u8| value != self.now && value != Diagram::IMPOSSIBLE;
        let price = |bit: usize, yes: bool| {
            if !differs(bit, yes) {
                return 0;
            }
            match fact_of(bit) {
                Some(fact) if !fixed.contains(&fact) => 1,
                _ => TOO_MUCH,
            }
        };
        let (paid, way) = self.diagram.cheapest(wanted, price)?;
        if paid >= TOO_MUCH {
            return None;
        }
        let changed = way.into_iter().filter(|(bit, yes)| differs(*bit, *yes));
        Some(changed.filter_map(|(bit, _)| fact_of(bit)).collect())
    }

    /// These facts without those that can be left out, one after the other from the last.
    fn none_too_many(&self, mut facts: Set) -> Sufficient {
        for fact in facts.clone().into_iter().rev() {
            facts.remove(&fact);
            if self.fails(&facts).is_some() {
                facts.insert(fact);
            }
        }
        Sufficient {
            facts: facts.into_iter().collect(),
            fewest: false,
        }
    }
}

/// More than any way costs that changes facts that may change.
const TOO_MUCH: u64 = 1 << 40;

/// The smallest set that has a member in common with each of these; the first of several. Nothing where the
/// search is too long.
fn fewest_that_meet(sets: &[Set], steps: &mut usize) -> Option<Set> {
    let mut chosen: Set = sets
        .iter()
        .filter(|set| set.len() == 1)
        .flatten()
        .copied()
        .collect();
    let left: Vec<&Set> = sets.iter().filter(|set| set.is_disjoint(&chosen)).collect();
    for more in 0..=left.len() {
        if meet(&left, more, &mut chosen, steps)? {
            return Some(chosen);
        }
    }
    None
}

/// Whether the sets that are not met yet can be met with so many members more; they are then among those
/// chosen. Nothing where the search is too long.
fn meet(sets: &[&Set], more: usize, chosen: &mut Set, steps: &mut usize) -> Option<bool> {
    *steps += 1;
    if *steps > BUDGET.sufficient_steps {
        return None;
    }
    let unmet = || sets.iter().filter(|set| set.is_disjoint(chosen));
    let Some(smallest) = unmet().min_by_key(|set| set.len()).copied() else {
        return Some(true);
    };
    if more == 0 || apart(unmet()) > more {
        return Some(false);
    }
    for member in smallest {
        chosen.insert(*member);
        if meet(sets, more - 1, chosen, steps)? {
            return Some(true);
        }
        chosen.remove(member);
    }
    Some(false)
}

/// How many of some sets, taken one after the other, have nothing in common: as many members are needed.
fn apart<'s>(sets: impl Iterator<Item = &'s &'s Set>) -> usize {
    let mut taken = Set::new();
    let mut count = 0;
    for set in sets {
        if set.is_disjoint(&taken) {
            taken.extend(set.iter());
            count += 1;
        }
    }
    count
}
